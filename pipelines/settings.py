"""What an office may decide: windows, terms, holidays, time zone, k. Defaults are data beside this file."""

from __future__ import annotations

import hashlib
import json
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pipelines import data_files
from pipelines.errors import DefinitionError


@dataclass(frozen=True)
class Term:
    """A part of the year, from the first day of a month to the last day of another; Winter may cross New Year."""

    name: str
    first_month: int
    last_month: int

    @property
    def months(self) -> list[int]:
        """Its months in order: December to February are 12, 1, 2."""
        count = (self.last_month - self.first_month) % 12 + 1
        return [(self.first_month - 1 + place) % 12 + 1 for place in range(count)]


@dataclass(frozen=True)
class Settings:
    """One office's choices.

    `windows` are days; `years` those a degree takes, by level; `academic_year_start` and `final_year_cutoff` are MM-DD.
    practice_goals: are they drawn.
    """

    office_name: str
    is_synthetic: bool
    practice_goals: bool
    time_zone: str
    academic_year_start: str
    holidays: tuple[date, ...]
    windows: dict[str, int]
    years: dict[str, int]
    k: int
    final_year_cutoff: str
    prepared_questions: int
    minutes_per_touch: int
    terms: tuple[Term, ...]  # in order of their first months

    def computed_with(self) -> dict[str, int | str]:
        """The numbers figures are computed with, by their names in marts.settings."""
        return {
            **{f"{window}_days": days for window, days in self.windows.items()},
            "final_year_cutoff": self.final_year_cutoff,
            "prepared_questions": self.prepared_questions,
            "minutes_per_touch": self.minutes_per_touch,
        }

    def digest(self) -> str:
        """The same settings give the same digest; a build is named after it."""
        plain = json.dumps(self.__dict__, default=str, sort_keys=True)
        return hashlib.sha256(plain.encode()).hexdigest()


@cache
def default_settings() -> Settings:
    """As an office has them that sets nothing."""
    return _checked(dict(tomllib.loads(data_files.text("settings.toml"))))


def read_settings(folder: Path) -> Settings:
    """The office's settings.toml over the defaults; a missing file means the defaults.

    Raises DefinitionError naming the file and the key when a value is not what it must be.
    """
    path = folder / "settings.toml"
    values = tomllib.loads(data_files.text("settings.toml"))
    if path.exists():
        try:
            own = tomllib.loads(path.read_text())
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
            raise DefinitionError(f"settings.toml cannot be read: {problem}. Mend or remove it.") from None
        _merge(values, own)
    return _checked(values)


def _merge(values: dict[str, Any], own: dict[str, Any]) -> None:
    unknown = sorted(set(own) - set(values))
    if unknown:
        known = ", ".join(sorted(values))
        raise DefinitionError(
            f"settings.toml names {unknown[0]!r}, which is not a setting. Settings are: {known}."
        )
    for key, value in own.items():
        if isinstance(values[key], dict) and isinstance(value, dict):
            _merge(values[key], value)
        elif isinstance(values[key], dict):
            raise DefinitionError(f"settings.toml: {key} must be a table, headed [{key}].")
        else:
            values[key] = value


def _checked(values: dict[str, Any]) -> Settings:
    def refuse(key: str, expected: str) -> DefinitionError:
        return DefinitionError(f"settings.toml: {key} must be {expected}.")

    try:
        ZoneInfo(values["time_zone"])
    except (ZoneInfoNotFoundError, TypeError, ValueError):
        raise refuse("time_zone", 'the name of a time zone, such as "America/New_York"') from None
    for key, text in (
        ("academic_year_start", values["academic_year_start"]),
        ("cutoff.final_year", values["cutoff"]["final_year"]),
    ):
        try:
            date.fromisoformat(f"2023-{text}")
        except (TypeError, ValueError):
            raise refuse(key, 'a month and day, such as "08-01"') from None
    windows = values["windows"]
    for name, days in windows.items():
        if not isinstance(days, int) or isinstance(days, bool) or not 0 < days <= 366:
            raise refuse(f"windows.{name}", "a number of days from 1 to 366")
    for level, years in values["years"].items():
        if not isinstance(years, int) or isinstance(years, bool) or not 1 <= years <= 12:
            raise refuse(f"years.{level}", "a whole number of years from 1 to 12")
    questions = values["preparation"]["questions"]
    if not isinstance(questions, int) or isinstance(questions, bool) or not 1 <= questions <= 20:
        raise refuse("preparation.questions", "a whole number from 1 to 20")
    minutes = values["minutes_per_touch"]
    if not isinstance(minutes, int) or isinstance(minutes, bool) or not 0 <= minutes <= 240:
        raise refuse("minutes_per_touch", "a whole number from 0 to 240")
    k = values["disclosure"]["k"]
    if not isinstance(k, int) or isinstance(k, bool) or not 5 <= k <= 30:
        raise refuse("disclosure.k", "a whole number from 5 to 30")
    try:
        holidays = tuple(
            sorted(day if isinstance(day, date) else date.fromisoformat(day) for day in values["holidays"])
        )
    except (TypeError, ValueError):
        raise refuse("holidays", 'a list of dates, such as ["2026-11-26"]') from None
    try:
        terms = tuple(Term(**term) for term in values["terms"])
    except TypeError:
        raise refuse("terms", "a list of name, first_month and last_month") from None
    if not all(month in range(1, 13) for term in terms for month in (term.first_month, term.last_month)):
        raise refuse("terms", "a list of name, first_month and last_month, the months from 1 to 12")
    months = sorted(month for term in terms for month in term.months)
    names = {term.name for term in terms if isinstance(term.name, str) and term.name.strip()}
    if months != list(range(1, 13)) or len(names) < len(terms):
        raise refuse(
            "terms", "a list in which every month of the year belongs to one term, each with its own name"
        )
    return Settings(
        office_name=str(values["office_name"]),
        is_synthetic=bool(values["is_synthetic"]),
        practice_goals=bool(values["practice_goals"]),
        time_zone=values["time_zone"],
        academic_year_start=values["academic_year_start"],
        holidays=holidays,
        windows=dict(windows),
        years=dict(values["years"]),
        k=k,
        final_year_cutoff=values["cutoff"]["final_year"],
        prepared_questions=questions,
        minutes_per_touch=minutes,
        terms=tuple(sorted(terms, key=lambda term: term.first_month)),
    )
