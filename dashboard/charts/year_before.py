"""What a figure of some dates is compared with a year before, in words that are true of those dates."""

from __future__ import annotations

from datetime import date

from pipelines.figures.periods import academic_year_start


def last_year(until: date | None, newest: date | None) -> str:
    """ "last year" of dates that reach the newest day there is; of those that ended before, that is another one."""
    is_open = until is None or newest is None or until >= newest
    return "last year" if is_open else "a year before"


def by_then(since: date | None, until: date | None, newest: date | None, year_start: tuple[int, int]) -> str:
    """ "by this date last year" of this academic year so far; of a term or twelve months "over the same dates"."""
    year = last_year(until, newest)
    is_so_far = since is None or newest is None or since == academic_year_start(newest, year_start)
    return f"by this date {year}" if is_so_far and year == "last year" else f"over the same dates {year}"
