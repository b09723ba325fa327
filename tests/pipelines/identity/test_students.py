"""Whom of the roster an unknown student may be."""

from __future__ import annotations

import pytest

from pipelines.identity import students
from pipelines.identity.students import RosterStudent, UnknownStudent

ANN, OTHER_ANN, TOM = (
    RosterStudent("c3", "Ann Lee", "ann lee", "a.lee@example.edu", "2026", {"Fellows"}, {"Economics"}),
    RosterStudent("d4", "Ann Lee", "ann lee", "b.lee@example.edu", "2027", {"CAR 210"}, {"History"}),
    RosterStudent("b2", "Thomas Kim", "thomas kim", "tkimball@example.edu", "2026"),
)


def suggested(unknown: UnknownStudent, *roster: RosterStudent) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.right_key, one.evidence) for one in students.suggest([unknown], roster)]


def test_a_sheet_named_after_a_student_is_suggested_as_hers() -> None:
    assert suggested(UnknownStudent("Thomas Kim"), ANN, TOM) == [
        ("student:b2", ("The roster has one “Thomas Kim”",))
    ]
    assert suggested(UnknownStudent("kim_thomas"), ANN, TOM) == [
        ("student:b2", ("The roster has one “Thomas Kim”",))
    ]


@pytest.mark.parametrize(
    "told", [{"programs": {"Fellows"}}, {"class_years": {"2026"}}, {"majors": {"Economics"}}]
)
def test_class_program_or_major_tell_two_students_of_one_name_apart(told: dict[str, set[str]]) -> None:
    ((key, why),) = suggested(UnknownStudent("name:ann lee", {"ann lee"}, **told), ANN, OTHER_ANN)
    assert key == "student:c3"
    assert why[0] == "The roster has more than one “Ann Lee”"
    assert why[1].startswith("The same ")


def test_where_nothing_tells_them_apart_both_are_named_with_less_certainty() -> None:
    found = students.suggest([UnknownStudent("name:ann lee", {"ann lee"})], [ANN, OTHER_ANN])
    assert [one.right_key for one in found] == ["student:c3", "student:d4"]
    assert all(one.score < 0.7 for one in found)


def test_an_unknown_address_with_a_known_name_or_mailbox_is_suggested() -> None:
    ((key, why),) = suggested(UnknownStudent("tkimball@example.com", {"tom kim"}), TOM, ANN)
    assert key == "student:b2"
    assert set(why) == {"“Tom” is short for “Thomas”", "The same e-mail name before the @ as on the roster"}


def test_a_stranger_is_nobody() -> None:
    assert suggested(UnknownStudent("zz99", {"omar haddad"}, {"oh@example.com"}), ANN, OTHER_ANN, TOM) == []


def test_a_suggestion_names_both_as_they_are_written_and_known() -> None:
    (one,) = students.suggest([UnknownStudent("Thomas Kim", rows=3)], [TOM])
    assert (one.kind, one.left_key, one.left_name) == ("student", "student:Thomas Kim", "Thomas Kim, 3 rows")
    assert one.right_name == "Thomas Kim, class of 2026, b2"
    (named,) = students.suggest([UnknownStudent("name:ann lee", {"ann lee"})], [ANN])
    assert named.left_name == "Ann Lee"
    assert named.right_name == "Ann Lee, Economics, class of 2026, c3"
    (off,) = students.suggest([UnknownStudent("x9", {"thomas kim"}, rows=1)], [TOM])
    assert off.left_name == "x9 (Thomas Kim), 1 row"


@pytest.mark.parametrize(
    ("unknown", "score"),
    [
        (UnknownStudent("Thomas Kim"), 0.9),
        (UnknownStudent("name:tom kim", {"tom kim"}), 0.7),  # 0.8 for a short name, less 0.1
        (UnknownStudent("tkimball@example.com"), 0.85),
        (UnknownStudent("tkimball@example.com", {"thomas kim"}), 0.95),  # two reasons are more than one
        (UnknownStudent("tkimball@example.com", {"thomas kim"}, class_years={"2026"}), 0.97),
        (UnknownStudent("name:thomas kim", {"thomas kim"}, class_years={"2026"}), 0.92),
    ],
)
def test_how_sure_it_is_depends_on_what_says_so(unknown: UnknownStudent, score: float) -> None:
    (one,) = students.suggest([unknown], [TOM])
    assert one.score == score


def test_a_short_name_before_the_at_sign_tells_nobody_apart() -> None:
    kim = RosterStudent("k1", "Sam Kim", "sam kim", "kim1@example.edu")
    assert suggested(UnknownStudent("kim1@example.com"), kim) == []


ZERO = RosterStudent("0012345", "Ann Lee", "ann lee", "ann@example.edu")


@pytest.mark.parametrize("written", ["12345", "12345.0", "00 12345", "0012-345", "#0012345"])
def test_an_id_that_a_spreadsheet_changed_is_suggested(written: str) -> None:
    ((key, why),) = suggested(UnknownStudent(written.lower()), ZERO, TOM)
    assert key == "student:0012345"
    assert why == ("The same ID but for leading zeros, capitals, blanks or marks",)


@pytest.mark.parametrize("written", ["123450", "1234", "x12345", "0", "name:ann"])
def test_another_id_is_nobodys(written: str) -> None:
    assert suggested(UnknownStudent(written), ZERO, TOM) == []


def test_an_address_of_two_students_names_both() -> None:
    shared = [RosterStudent(key, key, key, "ann@example.edu") for key in ("s1", "s2")]
    found = suggested(UnknownStudent("ann@example.edu"), *shared)
    assert {key for key, _ in found} == {"student:s1", "student:s2"}
    assert {why for _, why in found} == {("The roster has this address for more than one student",)}


def pairs(*unknown: UnknownStudent) -> set[tuple[str, str]]:
    return {(one.left_key, one.right_key) for one in students.suggest(unknown, [TOM])}


def test_students_off_the_roster_known_two_ways_are_suggested_as_one_and_the_id_gives_the_name() -> None:
    by_id, by_email = UnknownStudent("7", {"ann lee"}), UnknownStudent("a@example.edu", {"lee ann"})
    by_name = UnknownStudent("name:ann lee", {"ann lee"})
    assert pairs(by_id, by_email) == {("student:a@example.edu", "student:7")}
    assert pairs(by_name, by_email) == {("student:name:ann lee", "student:a@example.edu")}
    assert pairs(by_id, by_email, by_name) == {
        ("student:a@example.edu", "student:7"),
        ("student:name:ann lee", "student:7"),
        ("student:name:ann lee", "student:a@example.edu"),
    }
    assert pairs(UnknownStudent("8", emails={"a@example.edu"}), by_email) == {
        ("student:a@example.edu", "student:8")
    }
    assert pairs(UnknownStudent("0099"), UnknownStudent("99")) == {("student:0099", "student:99")}


def test_two_ids_of_one_name_are_two_students() -> None:
    assert pairs(UnknownStudent("7", {"ann lee"}), UnknownStudent("8", {"ann lee"})) == set()


def test_so_many_of_one_name_are_no_likeness() -> None:
    many = [UnknownStudent(f"a{n}@example.edu", {"ann lee"}) for n in range(students.MOST_OF_A_NAME + 1)]
    assert pairs(*many) == set()
    assert pairs(*many[:2]) != set()
