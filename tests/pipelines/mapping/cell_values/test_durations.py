"""How long a talk was, however somebody writes it: minutes, or nothing where it cannot be told."""

from __future__ import annotations

import pytest

from tests.pipelines.mapping.cell_values.reading_cells import read_as


@pytest.mark.parametrize(
    ("written", "minutes"),
    [
        # words and numbers
        ("45 min", "45"),
        ("45 minutes", "45"),
        ("1 hour", "60"),
        ("1 hr 15 min", "75"),
        ("1h15", "75"),
        ("1 hour and 15 minutes", "75"),
        ("an hour", "60"),
        ("an hour and a half", "90"),
        ("half an hour", "30"),
        ("three quarters of an hour", "45"),
        ("a quarter of an hour", "15"),
        ("a half hour", "30"),
        ("an hour and a quarter", "75"),
        ("an hour and three quarters", "105"),
        ("2 hours and a quarter", "135"),
        ("1 1/2 hours", "90"),
        ("1/2 hour", "30"),
        ("1.5 hours", "90"),
        ("1 hr. 30 min.", "90"),
        ("about 30 minutes", "30"),
        ("~30 min", "30"),
        ("90 seconds", "2"),
        ("PT45M", "45"),
        ("PT1H30M", "90"),
        # a clock
        ("0:45:00", "45"),
        ("1:15", "75"),
        ("00:30", "30"),
        ("1:15 hours", "75"),
        ("45:30 min", "46"),
        # what is no length, or two of them
        ("1 .5 hours", "!bad_duration"),
        (". 30 min", "!bad_duration"),
        ("30 min 1 hour", "!bad_duration"),
        ("30 min 20 min", "!bad_duration"),
        ("a an hour", "!bad_duration"),
        ("and 30 minutes", "!bad_duration"),
        ("30 minutes and and 5", "!bad_duration"),
        ("long", "!bad_duration"),
        ("30-45 min", "!bad_duration"),
        ("1:15:20 min", "!bad_duration"),
    ],
)
def test_a_length_of_time_in_minutes(written: str, minutes: str) -> None:
    assert read_as("interview_log", "minutes", written) == minutes
