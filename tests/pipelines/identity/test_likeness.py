"""What looks like one employer, person or student, and what does not: pure functions on small tables."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.identity import contacts, employers, names, students
from pipelines.identity.connections import match
from pipelines.identity.contacts import Contact
from pipelines.identity.employers import Employer, core, likeness
from pipelines.identity.students import RosterStudent, Unknown

REAL = Path(os.environ.get("CC_REAL_FILES", "")) / "10_reference_codes_employers"


def named(*spellings: str) -> list[Employer]:
    return [Employer(" ".join(spelling.lower().split()), spelling, 1) for spelling in spellings]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("EY LLP", "Ernst & Young"),
        ("Ernst & Young Solutions LLP Singapore", "EY"),
        ("US Bank", "U.S. Bank"),
        ("Goldman Sachs", "Goldman, Sachs & Co."),
        ("The Boeing Company", "Boeing"),
        ("PricewaterhouseCoopers (PwC)", "PwC"),
        ("Calder", "Calder Systems Inc"),
        ("Deloite", "Deloitte"),
        ("Procter and Gamble", "P&G"),
        ("Northern Harbor Transit Authority", "NHTA"),
    ],
)
def test_two_names_of_one_employer_are_suggested(one: str, other: str) -> None:
    (found,) = employers.suggest(named(one, other))
    assert found.kind == "employer"
    assert {found.left_name, found.right_name} == {one, other}
    assert found.evidence


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Amazon", "Amazon Web Services"),
        ("Bank of America", "Bank of New York"),
        ("CGI", "CSI"),
        ("Mercy Hospital", "Mercy Health"),
        ("University of Texas", "University of Texas at Austin"),
        ("Smith Group", "Smith Holdings"),
        ("Boston", "Boston Consulting Group"),
        ("Station 12 Media", "Station 13 Media"),
        ("Self-employed", "Self employed"),
        ("Quillstone Works", "Quillstone Partners"),
    ],
)
def test_two_employers_are_left_alone(one: str, other: str) -> None:
    assert employers.suggest(named(one, other)) == []


@given(st.text(), st.text())
def test_likeness_is_the_same_both_ways_for_any_text(one: str, other: str) -> None:
    assert likeness(core(one), core(other)) == likeness(core(other), core(one))


@given(st.lists(st.text(min_size=1), max_size=8, unique_by=lambda text: " ".join(text.lower().split())))
def test_suggestions_do_not_depend_on_the_order_of_employers(spellings: list[str]) -> None:
    known = [one for one in named(*spellings) if one.written]
    assert employers.suggest(known) == employers.suggest(known[::-1])


def test_those_decided_to_be_one_are_not_suggested_again() -> None:
    known = [
        Employer("ey llp", "EY LLP", 1, "ernst young"),
        Employer("ernst young", "Ernst & Young", 9, "ernst young"),
    ]
    assert employers.suggest(known) == []


@pytest.mark.skipif(not REAL.is_dir(), reason="the real files are not here")
def test_on_a_real_list_of_employers_four_pairs_are_suggested_and_all_are_right() -> None:
    lines = (REAL / "vt_fds_employer_names.txt").read_text(encoding="ascii").splitlines()
    found = employers.suggest(named(*(line.strip() for line in lines if line.strip())))
    assert len(found) == 4
    starts = sorted(tuple(sorted((one.left_name[:2], one.right_name[:2]))) for one in found)
    assert ("EY", "Er") in starts
    assert all(min(one.score, 1) >= 0.9 for one in found)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("bill gray", "william gray"),
        ("gray william", "william gray"),
        ("ann m moss", "ann moss"),
        ("a moss", "ann moss"),
        ("beth tran", "liz tran"),
        ("omar haddad", "omar hadad"),
        ("dr rosa diaz", "rosa diaz"),
    ],
)
def test_two_spellings_of_one_name(one: str, other: str) -> None:
    assert names.likeness(one, other)
    assert names.likeness(one, other) == names.likeness(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [("lee park", "lea park"), ("ann moss", "amy moss"), ("ann b moss", "ann c moss"), ("", "ann")],
)
def test_two_names(one: str, other: str) -> None:
    assert names.likeness(one, other) is None


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


ANN, OTHER_ANN, TOM = (
    RosterStudent("c3", "Ann Lee", "ann lee", "a.lee@example.edu", "2026", {"Fellows"}, {"Economics"}),
    RosterStudent("d4", "Ann Lee", "ann lee", "b.lee@example.edu", "2027", {"CAR 210"}, {"History"}),
    RosterStudent("b2", "Thomas Kim", "thomas kim", "tkimball@example.edu", "2026"),
)


def suggested(unknown: Unknown, *roster: RosterStudent) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.right_key, one.evidence) for one in students.suggest([unknown], roster)]


def test_a_sheet_named_after_a_student_is_suggested_as_hers() -> None:
    assert suggested(Unknown("Thomas Kim"), ANN, TOM) == [
        ("student:b2", ("The roster has one “Thomas Kim”",))
    ]
    assert suggested(Unknown("kim_thomas"), ANN, TOM) == [
        ("student:b2", ("The roster has one “Thomas Kim”",))
    ]


@pytest.mark.parametrize(
    "told", [{"programs": {"Fellows"}}, {"class_years": {"2026"}}, {"majors": {"Economics"}}]
)
def test_class_program_or_major_tell_two_students_of_one_name_apart(told: dict[str, set[str]]) -> None:
    ((key, why),) = suggested(Unknown("name:ann lee", {"ann lee"}, **told), ANN, OTHER_ANN)
    assert key == "student:c3"
    assert why[0] == "The roster has more than one “Ann Lee”"
    assert why[1].startswith("The same ")


def test_where_nothing_tells_them_apart_both_are_named_with_less_certainty() -> None:
    found = students.suggest([Unknown("name:ann lee", {"ann lee"})], [ANN, OTHER_ANN])
    assert [one.right_key for one in found] == ["student:c3", "student:d4"]
    assert all(one.score < 0.7 for one in found)


def test_an_unknown_address_with_a_known_name_or_mailbox_is_suggested() -> None:
    ((key, why),) = suggested(Unknown("tkimball@example.com", {"tom kim"}), TOM, ANN)
    assert key == "student:b2"
    assert set(why) == {"“Tom” is short for “Thomas”", "The same e-mail name before the @ as on the roster"}


def test_a_stranger_is_nobody() -> None:
    assert suggested(Unknown("zz99", {"omar haddad"}, {"oh@example.com"}), ANN, OTHER_ANN, TOM) == []


ROWS = [
    {
        "First Name": "Ann",
        "Last Name": "Moss",
        "URL": "https://www.linkedin.com/in/annm/",
        "Company": "Acme, Inc.",
    },
    {
        "First Name": "Sam",
        "Last Name": "Ortiz",
        "URL": "https://www.linkedin.com/in/samo",
        "Company": "Initech",
    },
    {
        "First Name": "S",
        "Last Name": "O",
        "URL": "https://linkedin.com/in/so?x=1",
        "Email Address": "SO@example.com",
    },
    {
        "First Name": "Evil",
        "Last Name": "Url",
        "URL": "javascript:alert(1)",
        "Email Address": "e@example.com",
    },
]


def test_only_contacts_already_logged_are_matched_by_address_or_by_name_and_employer() -> None:
    logged = [
        {"key": "contact:n:ann moss|acme", "name": "Ann Moss", "email": None, "employer": "Acme"},
        {"key": "contact:e:so@example.com", "name": "Sid Olm", "email": "so@example.com", "employer": None},
        {"key": "contact:e:e@example.com", "name": "Evil Url", "email": "e@example.com", "employer": None},
        {"key": "contact:n:sam ortiz|hooli", "name": "Sam Ortiz", "email": None, "employer": "Hooli"},
    ]
    assert [(one.contact_key, one.profile_key) for one in match(ROWS, logged)] == [
        ("contact:e:so@example.com", "contact:u:linkedin.com/in/so"),
        ("contact:n:ann moss|acme", "contact:u:linkedin.com/in/annm"),
    ]


def test_a_connection_is_matched_whatever_accents_either_writes() -> None:
    contact = {"key": "contact:n:jose diaz|acme", "name": "José Díaz", "email": None, "employer": "Acme"}
    row = {
        "First Name": "Jose",
        "Last Name": "Diaz",
        "URL": "https://www.linkedin.com/in/JD/?x=1",
        "Company": "Acme",
    }
    assert [one.profile_key for one in match([row], [contact])] == ["contact:u:linkedin.com/in/jd"]


def test_two_connections_of_one_name_at_one_employer_match_nobody() -> None:
    twice = [ROWS[0], {**ROWS[0], "URL": "https://www.linkedin.com/in/other"}]
    logged = [{"key": "k", "name": "Ann Moss", "email": None, "employer": "Acme"}]
    assert match(twice, logged) == []
