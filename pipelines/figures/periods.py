"""Weeks, months and terms: what their labels mean and which days they hold. Pure functions.

Weeks start on Monday and are written `2026-03-02`, months `2026-03`, terms `2026 Spring`. A term runs from the first of
its month to the day before the next one's; its year is the one it starts in.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from pipelines.errors import QuestionError

Terms = tuple[tuple[str, int], ...]  # (name, first month), in the order of the year
Range = tuple[date, date]  # both inclusive

EVERYTHING: Range = (date.min, date.max)


@dataclass(frozen=True)
class AcademicCalendar:
    """When an office's terms and its years begin: what puts periods in order and lays one year over another.

    terms: (name, first month), in the order of the calendar year. year_start: (month, day).
    """

    terms: Terms = ()
    year_start: tuple[int, int] = (8, 1)


def ranges(
    since: date | None, until: date | None, chosen: Iterable[tuple[str, str]], terms: Terms
) -> tuple[Range, ...]:
    """The dates a question selects: since and until, narrowed by (unit, label) filters.

    The same unit twice is or, different units are and. Raises QuestionError for a label that is none.
    """
    left = [(since or date.min, until or date.max)]
    asked = list(chosen)
    for unit in dict.fromkeys(name for name, _ in asked):
        spans = sorted({span(unit, text, terms) for name, text in asked if name == unit})
        pairs = [(max(a, first), min(b, last)) for (a, b), (first, last) in itertools.product(left, spans)]
        left = [(first, last) for first, last in pairs if first <= last]
    return tuple(left)


def span(unit: str, text: str, terms: Terms) -> Range:
    """First and last day of a label. Raises QuestionError saying how one is written."""
    try:
        if unit == "week":
            first: date | None = date.fromisoformat(text)
        elif unit == "month":
            first = date.fromisoformat(f"{text}-01")
        else:
            year, _, name = text.partition(" ")
            first = date(int(year), dict(terms)[name], 1)
    except (ValueError, KeyError):
        first = None
    if first is None or label(unit, first, terms) != text or start(unit, first, terms) != first:
        shown = {"week": "a Monday, such as 2026-03-02", "month": "2026-03"}
        term = f"one of {', '.join(f'2026 {name}' for name, _ in terms)}"
        raise QuestionError(f"{text!r} is no {unit}. Write {shown.get(unit, term)}.")
    return first, next_start(unit, first, terms) - timedelta(days=1)


def start(unit: str, day: date, terms: Terms) -> date:
    """First day of the week, month or term a day lies in."""
    if unit == "week":
        return day - timedelta(days=day.weekday())
    if unit == "month":
        return day.replace(day=1)
    months = [first for _, first in terms if first <= day.month]
    return date(day.year, months[-1], 1) if months else date(day.year - 1, terms[-1][1], 1)


def next_start(unit: str, first: date, terms: Terms) -> date:
    """First day of the week, month or term after the one that starts on `first`."""
    if unit == "week":
        return first + timedelta(days=7)
    months = [month for _, month in terms] if unit == "term" else list(range(1, 13))
    later = [month for month in months if month > first.month]
    return date(first.year, later[0], 1) if later else date(first.year + 1, months[0], 1)


def label(unit: str, first: date, terms: Terms) -> str:
    """How the week, month or term that starts on `first` is written."""
    if unit == "week":
        return first.isoformat()
    if unit == "month":
        return f"{first:%Y-%m}"
    return f"{first.year} {next((name for name, month in terms if month == first.month), '')}"


def calendar(unit: str, first: date, last: date, terms: Terms) -> list[tuple[str, date, date]]:
    """Every week, month or term from the one of `first` to the one of `last`: (label, first day, last day)."""
    made = []
    day = start(unit, first, terms)
    while day <= last:
        after = next_start(unit, day, terms)
        made.append((label(unit, day, terms), day, after - timedelta(days=1)))
        day = after
    return made


def academic_year_start(day: date, year_start: tuple[int, int]) -> date:
    """The first day of the academic year a day lies in. year_start: (month, day)."""
    start = date(day.year, *year_start)
    return start if start <= day else date(day.year - 1, *year_start)


def academic_week(day: date, year_start: tuple[int, int] = (8, 1)) -> tuple[int, int]:
    """(academic year, week from 1), counted from the Monday on or before the year's first day (month, day)."""
    year = day.year if day >= _opening(day.year, year_start) else day.year - 1
    return year, (day - _opening(year, year_start)).days // 7 + 1


def same_academic_day(day: date, year_start: tuple[int, int] = (8, 1)) -> date:
    """The same weekday of the same academic week a year before. A 53rd week has none: its days are the next year's."""
    year, _ = academic_week(day, year_start)
    return _opening(year - 1, year_start) + (day - _opening(year, year_start))


def _opening(year: int, year_start: tuple[int, int]) -> date:
    first = date(year, *year_start)
    return first - timedelta(days=first.weekday())
