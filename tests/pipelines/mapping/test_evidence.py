"""Values speak: for a column, against a name, for a scale, and for choices that hold commas."""

from __future__ import annotations

import pytest

from pipelines.mapping.evidence import fit, look
from pipelines.sources.catalog import source

LOG, SURVEY, OUTCOMES = source("interview_log"), source("survey"), source("first_destination")


DAYS = [f"2026-03-{day:02}" for day in range(1, 13)]


PEOPLE = ["Ana Diaz", "Max Roe", "Lee Park", "Bo Smith", "Ann Moss", "Jo Hill"]


@pytest.mark.parametrize(
    ("column", "cells", "words"),
    [
        ("held_on", [*DAYS, *DAYS, "soon"], "96 % of its values are dates"),
        ("held_on", ["45000", "46013", "45002"], "100 % of its values are dates as Excel's day numbers"),
        ("held_on", PEOPLE, "none of its values are dates"),
        ("student_email", ["a@b.edu", "c@d.edu", "n/a", "e@f.edu"], "75 % of its values are e-mail addresses"),
        ("contact_name", DAYS, "100 % of its values are dates"),
        ("contact_name", PEOPLE, "100 % of its values are names of people"),
        ("channel", ["LinkedIn", "Alumni", "career fair", "a friend"], None),
        ("channel", ["LinkedIn", "Alumni", "career fair", "friend"], "100 % of its values are known values of channel"),
        ("channel", ["carrier pigeon", "smoke", "drum"], None),
        ("minutes", ["20", "30", "a while"], "67 % of its values are numbers"),
        ("is_alum", ["yes", "no", "", "yes"], "100 % of its values are yes or no"),
        ("contact_employer", DAYS, "100 % of its values are dates"),
        ("contact_employer", ["Acme", "Beta", "Gamma"], None),
        ("held_on", ["2026-03-01", "x"], None),
    ],
)  # fmt: skip
def test_values_say_what_a_column_holds_or_nothing(column: str, cells: list[str], words: str | None) -> None:
    found = fit(LOG.column(column), look(cells))
    assert (found.words if found else None) == words


def test_a_column_shows_five_short_values() -> None:
    found = look(["a", "a", "", "-", "b\nc", "d", "e", "f", "x" * 100])
    assert found.samples == ("a", "b c", "d", "e", "f")
    assert look(["x" * 100]).samples == ("x" * 59 + "…",)


def test_ids_are_known_by_the_roster() -> None:
    roster = frozenset({"S1", "S2", "S3"})
    found = fit(LOG.column("student_id"), look(["s1", '="S2"', "S3"], roster))
    assert found
    assert (found.share, found.is_telling) == (1.0, True)
