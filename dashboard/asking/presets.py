"""The choices of the date filter, counted from the newest date in the data."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from pipelines.figures.periods import academic_year_start, label, start
from pipelines.settings import Settings

PRESETS: dict[str, str] = {
    "year": "This academic year",
    "last_year": "Last academic year",
    "term": "This term",
    "last_term": "Last term",
    "12m": "Last 12 months",
    "all": "All dates",
    "own": "Own dates",
}
TERMS_BY_NAME = 6  # how many terms can be chosen by their names: two years of three


def year_before(day: date) -> date:
    """The same date a year earlier; February 29 becomes February 28."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def terms_by_name(newest: date | None, office: Settings) -> dict[str, tuple[date, date]]:
    """The newest terms, by the names people call them: {"Fall 2026": (first day, last day)}, the newest first.

    A term's year is the one it starts in. The newest ends with the newest date in the data.
    """
    named: dict[str, tuple[date, date]] = {}
    last = newest
    while last is not None and len(named) < TERMS_BY_NAME:
        first = start("term", last, office.term_starts)
        year, _, name = label("term", first, office.term_starts).partition(" ")
        named[f"{name} {year}"] = (first, last)
        last = first - timedelta(days=1)
    return named


def date_choices(newest: date | None, office: Settings) -> tuple[str, ...]:
    """What the date filter offers, in words: the presets, then terms by name."""
    *presets, own = PRESETS.values()
    return (*presets, *terms_by_name(newest, office), own)


def dates_called(
    words: str, newest: date | None, office: Settings, own: Sequence[date] = ()
) -> tuple[date | None, date | None]:
    """(since, until) of a choice of `date_choices`, both inclusive. Raises KeyError for words that are none."""
    named = terms_by_name(newest, office)
    if words in named:
        return named[words]
    keys = {says: preset for preset, says in PRESETS.items()}
    return preset_dates(keys[words], newest, office, own)


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
    if preset == "last_year":
        ended = academic_year_start(newest, office.year_start) - timedelta(days=1)
        return academic_year_start(ended, office.year_start), ended
    if preset == "term":
        return start("term", newest, office.term_starts), newest
    if preset == "last_term":
        ended = start("term", newest, office.term_starts) - timedelta(days=1)
        return start("term", ended, office.term_starts), ended
    return year_before(newest) + timedelta(days=1), newest
