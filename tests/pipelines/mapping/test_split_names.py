"""A name in two columns: whose it is, which half is which, and that nothing else is taken for one."""

from __future__ import annotations

import pytest

from pipelines.mapping.matching import known_names, match
from pipelines.mapping.propose import propose
from pipelines.mapping.split_names import are_halves, is_other_half, pairs
from pipelines.sources.catalog import source


@pytest.mark.parametrize(
    ("columns", "of", "found"),
    [
        (["Contact First Name", "Contact Last Name"], "interview_log", {"contact_name": (0, 1)}),
        (["Contact Last Name", "Contact First Name"], "interview_log", {"contact_name": (1, 0)}),
        (["Interviewee's First Name", "Interviewee's Last Name"], "interview_log", {"contact_name": (0, 1)}),
        (["Contact First", "Contact Last"], "outreach_log", {"contact_name": (0, 1)}),
        (["Contact - Given Name", "Contact - Family Name"], "outreach_log", {"contact_name": (0, 1)}),
        (["First name of contact", "Surname of contact"], "interview_log", {"contact_name": (0, 1)}),
        (["Contact forename", "Contact surname"], "interview_log", {"contact_name": (0, 1)}),
        (["Student First Name", "Student Last Name"], "first_destination", {"student_name": (0, 1)}),
        (["First Name", "Last Name", "Contact Name"], "interview_log", {"student_name": (0, 1)}),
        # whose they are nobody says
        (["First Name", "Last Name"], "interview_log", {}),
        (["First Name", "Last Name"], "contact_tracker", {}),
        # one of two people each, one half alone, one half in two columns, the whole beside them
        (["Alum First Name", "Mentor Last Name"], "interview_log", {}),
        (["Contact First Name", "Company"], "interview_log", {}),
        (
            ["Contact First Name", "Contact Last Name", "Contact First Name (2)"],
            "interview_log",
            {"contact_name": (0, 1)},
        ),
        (["Contact First Name", "Contact Given Name", "Contact Last Name"], "interview_log", {}),
        (["Contact Name", "Contact First Name", "Contact Last Name"], "interview_log", {}),
        (["Contact Full Name", "Contact First Name", "Contact Last Name"], "interview_log", {}),
        # days, not people
        (["Date of first contact", "Date of last contact"], "interview_log", {}),
        (["First contact", "Last contact date"], "interview_log", {}),
        (["First and last name of contact", "Last employer"], "interview_log", {}),
        # a roster has columns of its own for them
        (["First Name", "Last Name"], "roster", {}),
    ],
)
def test_halves_of_a_name_are_found(columns: list[str], of: str, found: dict[str, tuple[int, int]]) -> None:
    told = pairs(columns, source(of), known_names(of))
    assert told == {name: (columns[first], columns[last]) for name, (first, last) in found.items()}


def test_the_first_half_is_the_column_and_the_other_is_read_beside_it() -> None:
    columns = ["Student ID", "Contact First Name", "Contact Last Name", "Interview date"]
    found = {one.header: one.column for one in match(columns, [], source("interview_log"), "")}
    assert found["Contact First Name"] == "contact_name"
    mapping = propose(columns, [], source="interview_log")
    assert mapping.columns["contact_name"] == "Contact First Name"
    assert mapping.reshaping.joined == {"contact_name": ("Contact Last Name",)}
    assert mapping.reshaping.in_words() == [
        "contact_name was read from “Contact Last Name” as well, which is the other half of the name."
    ]


def test_a_person_who_says_which_column_it_is_has_the_last_word() -> None:
    from pipelines.mapping.mapping_file import MappingFile

    columns = ["Student ID", "Contact First Name", "Contact Last Name", "Interview date"]
    file = MappingFile(source="interview_log", columns={"contact_name": "Contact Last Name"})
    mapping = propose(columns, [], source="interview_log", file=file)
    assert mapping.columns["contact_name"] == "Contact Last Name"
    assert not mapping.reshaping.joined


@pytest.mark.parametrize(
    ("headers", "are"),
    [
        (["Contact first name", "Contact last name"], True),
        (["Contact last name", "Contact first name"], False),
        (["Contact name", "Contact name (2)"], False),
        (["Contact first name", "Mentor last name"], False),
        (["Contact first name"], False),
    ],
)
def test_two_columns_are_halves_or_the_same_question_twice(headers: list[str], are: bool) -> None:
    assert are_halves(headers) == are


def test_the_last_contact_of_a_question_is_no_half_of_a_name() -> None:
    assert is_other_half("contact_name", ["Contact last name"])
    assert not is_other_half("held_on", ["Date of last contact"])
    assert not is_other_half("contact_name", ["Contact name (2)"])
