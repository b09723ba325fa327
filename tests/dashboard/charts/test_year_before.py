"""What a year before is called: true of this year so far, of a term, of twelve months, of what ended."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.charts.year_before import by_then, last_year

NEWEST = date(2026, 11, 18)


@pytest.mark.parametrize(
    ("since", "until", "says"),
    [
        (date(2026, 8, 1), NEWEST, "by this date last year"),
        (date(2026, 8, 1), None, "by this date last year"),
        (date(2026, 8, 15), NEWEST, "over the same dates last year"),  # this term
        (date(2025, 11, 19), NEWEST, "over the same dates last year"),  # twelve months
        (date(2025, 8, 1), date(2026, 7, 31), "over the same dates a year before"),  # last academic year
        (date(2026, 1, 1), date(2026, 5, 31), "over the same dates a year before"),  # a term that ended
        (date(2026, 8, 1), date(2026, 10, 1), "over the same dates a year before"),
    ],
)
def test_what_is_compared_is_what_is_said(since: date, until: date | None, says: str) -> None:
    assert by_then(since, until, NEWEST, (8, 1)) == says


def test_an_office_whose_year_begins_in_july() -> None:
    assert by_then(date(2026, 7, 1), NEWEST, NEWEST, (7, 1)) == "by this date last year"
    assert by_then(date(2026, 8, 1), NEWEST, NEWEST, (7, 1)) == "over the same dates last year"


def test_last_year_is_the_one_before_this() -> None:
    assert last_year(NEWEST, NEWEST) == last_year(None, NEWEST) == "last year"
    assert last_year(date(2026, 7, 31), NEWEST) == "a year before"
