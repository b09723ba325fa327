"""What an office may decide: windows, terms, holidays, time zone, k. Defaults are data beside this file."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Callable
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
class MailSettings:
    """The office's mail server. server: "" = none. security: none is for a server on this machine alone."""

    server: str = ""
    port: int = 587
    security: str = "starttls"
    user: str = ""
    sender: str = ""


@dataclass(frozen=True)
class Settings:
    """One office's choices.

    `windows` are days; `years` those a degree takes, by level; `academic_year_start` and `final_year_cutoff` are MM-DD.
    data_steward: who answers for what is published.
    practice_goals: are they drawn. filter_by_advisor: may pages be.
    """

    office_name: str
    is_synthetic: bool
    practice_goals: bool
    filter_by_advisor: bool
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
    memory: int | None = None
    data_steward: str = ""
    mail: MailSettings = MailSettings()

    @property
    def year_start(self) -> tuple[int, int]:
        """(month, day) academic years begin on."""
        return month_and_day(self.academic_year_start)

    @property
    def term_starts(self) -> tuple[tuple[str, int], ...]:
        """(name, first month) of each term, in the order of the year."""
        return tuple((term.name, term.first_month) for term in self.terms)

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
        figures = {name: value for name, value in self.__dict__.items() if name not in _NOT_IN_FIGURES}
        plain = json.dumps(figures, default=str, sort_keys=True)
        return hashlib.sha256(plain.encode()).hexdigest()


_NOT_IN_FIGURES = ("memory", "filter_by_advisor", "data_steward", "mail")  # no figure is another for them

# Settings that are one word or yes and no: what they must be, to Python and to people.
_PLAIN = (
    ("office_name", str, 'text in quotation marks, such as "Career Center"'),
    ("data_steward", str, 'text in quotation marks, such as "Institutional Research, ir@example.edu"'),
    ("is_synthetic", bool, "true or false, without quotation marks"),
    ("practice_goals", bool, "true or false, without quotation marks"),
    ("filter_by_advisor", bool, "true or false, without quotation marks"),
    ("memory", str, '"half" or an amount such as "4 GB", in quotation marks'),
)
# Tables of whole numbers: least, most, and what people call them.
_WHOLE = (
    ("windows", 1, 366, "a number of days"),
    ("years", 1, 12, "a whole number of years"),
    ("preparation", 1, 20, "a whole number"),
    ("disclosure", 5, 30, "a whole number"),
)
_HOLIDAYS = 'a list of dates, such as ["2026-11-26"]'
_MEMORY = re.compile(r"([1-9]\d{0,5}) ?(MB|GB)", re.IGNORECASE | re.ASCII)
_THIS_MACHINE = ("", "localhost", "127.0.0.1", "::1")
_UNITS = {"MB": 20, "GB": 30}


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
            own = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
            raise DefinitionError(f"settings.toml cannot be read: {problem}. Mend or remove it.") from None
        except OSError as problem:
            raise DefinitionError(
                f"settings.toml cannot be read: {problem.strerror}. It must be a file you may read; mend or remove it."
            ) from None
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
            raise DefinitionError(
                f"settings.toml: {key} must be a table, headed [{key}]. Mend it in the warehouse folder, or remove it"
                " there."
            )
        else:
            values[key] = value


def _checked(values: dict[str, Any]) -> Settings:
    def refuse(key: str, expected: str) -> DefinitionError:
        return DefinitionError(
            f"settings.toml: {key} must be {expected}. Mend it in the warehouse folder, or remove it there."
        )

    for key, kind, expected in _PLAIN:
        if type(values[key]) is not kind:
            raise refuse(key, expected)
    try:
        ZoneInfo(values["time_zone"])
    except (ZoneInfoNotFoundError, TypeError, ValueError, OSError):  # a folder of zones is one it cannot open
        raise refuse("time_zone", 'the name of a time zone, such as "America/New_York"') from None
    for key, text in (
        ("academic_year_start", values["academic_year_start"]),
        ("cutoff.final_year", values["cutoff"]["final_year"]),
    ):
        if not isinstance(text, str) or not _is_day(text):
            raise refuse(key, 'a month and day, such as "08-01"')
    for table, least, most, expected in _WHOLE:
        for name, number in values[table].items():
            if type(number) is not int or not least <= number <= most:
                raise refuse(f"{table}.{name}", f"{expected} from {least} to {most}")
    minutes = values["minutes_per_touch"]
    if type(minutes) is not int or not 0 <= minutes <= 240:
        raise refuse("minutes_per_touch", "a whole number of minutes from 0 to 240")
    days = values["holidays"]
    if not isinstance(days, list):
        raise refuse("holidays", _HOLIDAYS)
    try:
        holidays = tuple(sorted(day if type(day) is date else date.fromisoformat(day) for day in days))
    except (TypeError, ValueError):
        raise refuse("holidays", _HOLIDAYS) from None
    try:
        terms = tuple(Term(**term) for term in values["terms"])
    except TypeError:
        raise refuse("terms", "a list of name, first_month and last_month") from None
    if not all(
        type(month) is int and 1 <= month <= 12
        for term in terms
        for month in (term.first_month, term.last_month)
    ):
        raise refuse("terms", "a list of name, first_month and last_month, the months from 1 to 12")
    months = sorted(month for term in terms for month in term.months)
    names = {term.name for term in terms if isinstance(term.name, str) and term.name.strip()}
    if months != list(range(1, 13)) or len(names) < len(terms):
        raise refuse(
            "terms", "a list in which every month of the year belongs to one term, each with its own name"
        )
    mail = _mail(values["mail"], refuse)
    memory = _MEMORY.fullmatch(values["memory"].strip())
    if values["memory"] != "half" and not memory:
        raise refuse("memory", '"half" or an amount such as "4 GB" or "800 MB"')
    return Settings(
        office_name=values["office_name"],
        is_synthetic=values["is_synthetic"],
        practice_goals=values["practice_goals"],
        filter_by_advisor=values["filter_by_advisor"],
        time_zone=values["time_zone"],
        academic_year_start=values["academic_year_start"],
        holidays=holidays,
        windows=dict(values["windows"]),
        years=dict(values["years"]),
        k=values["disclosure"]["k"],
        final_year_cutoff=values["cutoff"]["final_year"],
        prepared_questions=values["preparation"]["questions"],
        minutes_per_touch=minutes,
        terms=tuple(sorted(terms, key=lambda term: term.first_month)),
        data_steward=values["data_steward"],
        mail=mail,
        memory=int(memory[1]) << _UNITS[memory[2].upper()] if memory else None,
    )


def _mail(values: dict[str, Any], refuse: Callable[[str, str], DefinitionError]) -> MailSettings:
    for name in ("server", "security", "user", "sender"):
        text = values[name]
        if not isinstance(text, str) or not text.isprintable() or len(text) > 254:
            raise refuse(f"mail.{name}", "one line of text in quotation marks")
    if type(values["port"]) is not int or not 1 <= values["port"] <= 65535:
        raise refuse("mail.port", "a whole number from 1 to 65535")
    made = MailSettings(**values)
    if made.security not in ("starttls", "tls", "none"):
        raise refuse("mail.security", '"starttls", "tls" or, for a server on this machine, "none"')
    if made.security == "none" and (made.user or made.server not in _THIS_MACHINE):
        raise refuse(
            "mail.security", '"starttls" or "tls"; "none" is for a server on this machine, without a user'
        )
    return made


def month_and_day(text: str) -> tuple[int, int]:
    """ "08-01" as (8, 1)."""
    month, day = text.split("-")
    return int(month), int(day)


def _is_day(text: str) -> bool:
    """Is it the month and day of every year, MM-DD?"""
    try:
        date.fromisoformat(f"2023-{text}")
    except ValueError:
        return False
    return re.fullmatch(r"\d\d-\d\d", text, re.ASCII) is not None
