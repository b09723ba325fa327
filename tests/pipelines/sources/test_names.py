"""Columns and values have plain names, and a file that unlocks a figure is said as one would say it."""

from __future__ import annotations

import re

import pytest

from pipelines.sources.catalog import sources
from pipelines.sources.names import _names, a_file, column_name, file_with, value_name

COLUMNS = sorted({column.name for source in sources().values() for column in source.columns})
VALUES = sorted({v for s in sources().values() for c in s.columns for v in c.values})


@pytest.mark.parametrize("name", COLUMNS)
def test_every_column_has_a_plain_name(name: str) -> None:
    assert re.fullmatch(r"[A-Z][A-Za-z0-9'’, -]+", column_name(name))


@pytest.mark.parametrize("source", sources())
def test_two_columns_of_a_source_are_never_called_the_same(source: str) -> None:
    names = [column_name(column.name) for column in sources()[source].columns]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("value", VALUES)
def test_every_value_has_a_plain_name(value: str) -> None:
    assert "_" not in value_name(value)
    assert value_name(value)[0] == value_name(value)[0].upper()


def test_no_name_is_kept_for_what_there_is_not() -> None:
    assert set(_names()["columns"]) == set(COLUMNS)
    assert set(_names()["filled"]) <= set(COLUMNS)
    assert set(_names()["values"]) <= set(VALUES)
    assert set(_names()["files"]) <= set(sources())


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        (("interview_log", "held_on"), "an interview log with a date"),
        (("roster", "student_id"), "a student roster with student IDs"),
        (
            ("first_destination", "salary_usd"),
            "a file of first-destination outcomes with salaries",
        ),
        (
            ("interview_log", "prepared_questions_count"),
            "an interview log with “Number of questions prepared”",
        ),
        (
            ("referral_log", "referred_name"),
            "a referral log with the names given",
        ),
    ],
)
def test_a_file_that_is_needed_is_said_in_plain_words(columns: tuple[str, str], said: str) -> None:
    assert file_with(*columns) == said


def test_a_source_is_said_with_its_article() -> None:
    assert [a_file(one) for one in sources().values()][:2] == ["a student roster", "an interview log"]


def test_what_a_value_is_called() -> None:
    assert [value_name(v) for v in ("no_reply", "linkedin", "true", "")] == [
        "No reply",
        "LinkedIn",
        "Yes",
        "Not recorded",
    ]
