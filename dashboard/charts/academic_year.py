"""Where weeks, months and terms lie: their days, their order, their place in an office's academic year. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from dashboard.charts.names import as_date
from pipelines.errors import QuestionError
from pipelines.figures.periods import AcademicCalendar, Range, academic_week, span
from pipelines.release.segments import TIME


def days_of(dimension: str, value: str, calendar: AcademicCalendar) -> Range | None:
    """First and last day of a week (Monday to Sunday), month or term of this office; None for what is none."""
    if dimension not in TIME:
        return None
    try:
        return span(dimension, value, calendar.terms)
    except QuestionError:  # "Unknown", or a term the office no longer has
        return None


def in_order(dimension: str, values: Iterable[str], calendar: AcademicCalendar) -> list[str]:
    """Periods as they follow each other, what is none of them last, by name."""

    def key(value: str) -> tuple[date, str]:
        days = days_of(dimension, value, calendar)
        return (days[0] if days else date.max), value

    return sorted(values, key=key)


def place_in_year(dimension: str, value: str, year_start: tuple[int, int]) -> tuple[int, str]:
    """(year, place in it): two years are laid over each other by the place. year_start: (month, day)."""
    if dimension == "week" and (monday := as_date(value)):
        year, week = academic_week(monday, year_start)
        return year, f"{week:02d}"
    match = re.match(r"(\d{4})\W?(.*)", value)
    return (int(match[1]), match[2]) if match else (0, value)
