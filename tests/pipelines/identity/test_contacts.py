"""Contacts who look like one person, and who do not."""

from __future__ import annotations

import pytest

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


def test_a_contact_is_shown_by_all_that_is_known_of_her() -> None:
    assert contact("k", "ann moss", email="a@x.com").shown == "Ann Moss, Acme, a@x.com"
    assert Contact("k", "", "", "", "").shown == "k"


def test_a_pair_is_suggested_once_with_the_one_who_has_an_address_or_more_rows_on_the_right() -> None:
    plain, addressed = contact("b", "bill gray"), contact("a", "william gray", email="w@x.com")
    (pair,) = contacts.suggest([addressed, plain])
    assert (pair.left_key, pair.right_key, pair.score) == ("b", "a", 0.8)
    often = Contact("c", "Bill Gray", "bill gray", "acme", "Acme", rows=9)
    (pair,) = contacts.suggest([often, contact("z", "william gray")])
    assert (pair.left_key, pair.right_key) == ("z", "c")


@pytest.mark.parametrize(
    ("one", "other", "like", "score"),
    [
        (contact("1", "ann moss"), contact("2", "ann moss"), set(), 0.9),
        (contact("1", "ann moss", email="a@x.com"), contact("2", "ann moss", email="b@x.com"), set(), 0.75),
        (contact("1", "ann moss", email="a@x.com"), contact("2", "ann moss", email="a@x.com"), set(), 0.9),
        (contact("1", "ann moss"), contact("2", "ann moss", "bolt"), {("acme", "bolt")}, 0.8),
        (contact("1", "ann moss", "bolt"), contact("2", "ann moss"), {("acme", "bolt")}, 0.8),
        (contact("1", "moss ann"), contact("2", "ann moss"), set(), 0.85),
        (contact("1", "a moss"), contact("2", "ann moss"), set(), 0.7),
    ],
)
def test_how_sure_a_pair_is_depends_on_what_says_so(
    one: Contact, other: Contact, like: set[tuple[str, str]], score: float
) -> None:
    (pair,) = contacts.suggest([one, other], like)
    assert pair.score == score


def test_as_many_as_allowed_of_one_name_are_still_laid_side_by_side() -> None:
    many = [contact(f"{place:02}", "ann moss") for place in range(contacts.MOST_TOGETHER)]
    assert len(contacts.suggest(many)) == len(many) * (len(many) - 1) // 2


def test_without_a_name_or_an_employer_nobody_is_like_anybody() -> None:
    assert contacts.suggest([contact("1", ""), contact("2", "")]) == []
    assert contacts.suggest([contact("1", "ann moss", ""), contact("2", "ann moss", "")]) == []
