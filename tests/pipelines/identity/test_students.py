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
