"""The choices of the date filter, counted from the newest date in the data."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from pipelines.figures.periods import academic_year_start, start
from pipelines.settings import Settings

PRESETS: dict[str, str] = {
    "year": "This academic year",
    "term": "This term",
    "12m": "Last 12 months",
    "all": "All dates",
    "own": "Own dates",
}


def year_before(day: date) -> date:
    """The same date a year earlier; February 29 becomes February 28."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def preset_dates(
    preset: str, newest: date | None, office: Settings, own: Sequence[date] = ()
) -> tuple[date | None, date | None]:
    """(since, until) of a preset, both inclusive, counted from the newest date in the data, never today."""
    if preset == "own":
        return (own[0], own[1]) if len(own) == 2 else (None, None)
    if newest is None or preset == "all":
        return None, None
    if preset == "year":
        return academic_year_start(newest, office.year_start), newest
    if preset == "term":
        return start("term", newest, office.term_starts), newest
    return year_before(newest) + timedelta(days=1), newest
