"""A spelling nobody has explained is listed once, with a suggestion that decides nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipelines.mapping.cell_values.reading import ColumnReading
from pipelines.mapping.unknown_spellings import suggestion, unknown_values
from pipelines.sources.catalog import Column, normalise, source

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


@pytest.mark.parametrize(
    ("spelling", "value", "score"),
    [
        ("Linkedn", "linkedin", 0.93),  # nearly the same letters
        ("my uncle knows him", "family_or_friend", 0.7),  # a word
        ("zzz", "", 0.0),
    ],
)
def test_how_sure_a_suggestion_is(spelling: str, value: str, score: float) -> None:
    assert suggestion(LOG.column("channel"), spelling) == (value, pytest.approx(score, abs=0.011))


COLORS = Column(name="color", type="choice", meaning="", values={"red": ("abcdefghij",), "blue": ()})


@pytest.mark.parametrize(
    ("spelling", "likeness"),
    [
        ("abcdefghij", 1.0),
        ("abcdefghxx", 0.8),
        ("abcdefgxxx", 0.0),  # 0.7: too far to be a suggestion
        ("ABCDEFGH-xx", 0.76),  # without case and punctuation, words sorted
    ],
)
def test_letters_alike_are_a_suggestion_from_three_quarters_on(spelling: str, likeness: float) -> None:
    value, score = suggestion(COLORS, spelling)
    assert (value, score) == ("red" if likeness else "", pytest.approx(likeness, abs=0.015))


def test_the_longest_word_counts_before_likeness_but_not_before_sameness() -> None:
    channel = OUTCOMES.column("outcome_status")
    assert suggestion(channel, "looking, not working") == ("seeking_employment", 0.7)
    assert suggestion(channel, "seeking employmen")[0] == "seeking_employment"
    assert suggestion(channel, "seeking employmen")[1] >= 0.9
    assert suggestion(channel, "unplaced") == ("seeking_employment", 0.7)  # a word is a whole word


def test_the_most_frequent_come_first_and_no_more_than_a_list_holds() -> None:
    reading = ColumnReading(COLORS)
    cells = [(f"q{number:03}", 1 + (number == 150)) for number in range(300)]
    found = unknown_values(reading, "Color", cells)
    assert len(found) == 200
    assert [one.spelling for one in found[:3]] == ["q150", "q000", "q001"]
    assert (found[0].column, found[0].header, found[0].count) == ("color", "Color", 2)


def test_a_spelling_of_marks_alone_is_listed_as_it_is() -> None:
    found = unknown_values(ColumnReading(COLORS), "Color", [("!!", 2), ("??", 1)])
    assert [(one.spelling, one.count) for one in found] == [("!!", 2), ("??", 1)]


def test_a_choice_named_twice_in_a_cell_counts_once() -> None:
    several = ColumnReading(replace(COLORS, type="choices"))
    found = unknown_values(several, "Color", [("green; green; red", 3)])
    assert [(one.spelling, one.count) for one in found] == [("green", 3)]
