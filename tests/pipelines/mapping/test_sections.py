"""A second contact in one row is named, and never mixed with the first."""

from __future__ import annotations

import pytest

from pipelines.mapping.matching import known_names
from pipelines.mapping.sections import sections
from pipelines.sources.catalog import normalise

INDEX = known_names("interview_log")


@pytest.mark.parametrize(
    ("headers", "first", "rest"),
    [
        (["Contact 1 name", "Contact 2 name", "Contact 3 name"], ["Contact 1 name"], ["Contact 2 name", "Contact 3 name"]),
        (["Contact name", "Company", "Contact 2 name", "Company 2"], [], ["Contact 2 name", "Company 2"]),
        (["Contact 2 name", "Contact 1 name"], ["Contact 1 name"], ["Contact 2 name"]),
        (["Contact name", "Second contact name"], [], ["Second contact name"]),
        (["Contact name", "Company", "Date of interview", "Name of contact", "Employer", "Interview date"], [],
         ["Name of contact", "Employer", "Interview date"]),
        (["Contact 1 name"], ["Contact 1 name"], []),
        # another word for the same is no second section
        (["Contact name", "Company", "Employer"], [], []),
        (["Contact name", "Name of contact", "Company", "Employer"], [], []),
        (["Q1", "Q2", "Week 1", "Week 2"], [], []),
    ],
)  # fmt: skip
def test_sections_of_a_row(headers: list[str], first: list[str], rest: list[str]) -> None:
    found = sections({header: [normalise(header)] for header in headers}, INDEX)
    assert sorted(found.first) == sorted(first)
    assert sorted(found.rest) == sorted(rest)


def test_the_first_is_named_beside_each_other() -> None:
    headers = ["Contact 1 name", "Contact 2 name"]
    found = sections({header: [normalise(header)] for header in headers}, INDEX)
    assert found.rest == {"Contact 2 name": "Contact 1 name"}
    assert found.first == {"Contact 1 name": "contact name"}
