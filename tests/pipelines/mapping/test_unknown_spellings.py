"""A spelling nobody has explained is listed once, with a suggestion that decides nothing."""

from __future__ import annotations

import pytest

from pipelines.mapping.cell_values.reading import ColumnReading
from pipelines.mapping.unknown_spellings import suggestion, unknown_values
from pipelines.sources.catalog import normalise, source

LOG, SURVEY, OUTCOMES = source("interview_log"), source("survey"), source("first_destination")


def test_an_unknown_spelling_is_listed_once_with_its_count_and_a_suggestion() -> None:
    reading = ColumnReading(OUTCOMES.column("outcome_status"))
    found = unknown_values(reading, "Status", [("Placed", 3), ("placed", 2), ("Zzyzx", 1)])
    assert [(one.spelling, one.count, one.suggestion) for one in found] == [
        ("Placed", 5, "employed_unspecified"),
        ("Zzyzx", 1, ""),
    ]
    assert {one.header for one in found} == {"Status"}


def test_of_several_choices_only_the_unknown_one_is_listed() -> None:
    reading = ColumnReading(LOG.column("came_of_it"))
    found = unknown_values(reading, "Outcome", [("A lead; Free lunch", 2), ("Free lunch", 1)])
    assert [(one.spelling, one.count) for one in found] == [("Free lunch", 3)]


@pytest.mark.parametrize(
    ("column", "spelling", "value"),
    [
        ("channel", "my uncle knows him", "family_or_friend"),
        ("channel", "Linkedn", "linkedin"),
        ("status", "Completed!", "held"),
        ("mode", "Zoom meeting", "video"),
    ],
)
def test_a_suggestion_comes_from_words_or_from_likeness(column: str, spelling: str, value: str) -> None:
    if normalise(spelling) in LOG.column(column).spellings:
        assert LOG.column(column).spelled(spelling) == value
    else:
        assert suggestion(LOG.column(column), spelling)[0] == value
