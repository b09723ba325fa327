"""Contacts who look like one person, and who do not."""

from __future__ import annotations

from pipelines.identity import contacts
from pipelines.identity.contacts import Contact


def contact(key: str, name: str, employer: str = "acme", email: str = "") -> Contact:
    return Contact(key, name.title(), name, employer, employer.title(), email)


def test_contacts_at_one_employer_under_two_names_wait_for_a_yes() -> None:
    (found,) = contacts.suggest(
        [contact("1", "bill gray"), contact("2", "william gray"), contact("3", "rosa diaz")]
    )
    assert {found.left_key, found.right_key} == {"1", "2"}
    assert found.evidence == ("“Bill” is short for “William”", "The same employer, Acme")


def test_two_addresses_make_it_less_certain_and_other_employers_say_nothing() -> None:
    pair = [contact("1", "ann moss", email="a@example.com"), contact("2", "ann moss", email="b@example.com")]
    (two,) = contacts.suggest(pair)
    (one,) = contacts.suggest([pair[0], contact("2", "ann moss")])
    assert two.score < one.score
    assert contacts.suggest([contact("1", "ann moss"), contact("2", "ann moss", "initech")]) == []
    (like,) = contacts.suggest(
        [contact("1", "ann moss"), contact("2", "ann moss", "acme works")], {("acme", "acme works")}
    )
    assert "look like one employer" in like.evidence[1]


def test_a_name_that_many_bear_says_nothing() -> None:
    assert contacts.suggest([contact(str(n), "ann moss") for n in range(contacts.MOST_TOGETHER + 1)]) == []
