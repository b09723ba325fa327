"""Windows in words: definitions name the setting, and say the number of the office whose figure it is.

In a definition `{reply_days}` reads "14", `{reply_days:words}` "two weeks", `{reply_days:next}` one day more. The names
are those of marts.settings, so what a build says is what it was computed with. Pure functions.
"""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from functools import cache
from typing import Any, TypeVar

from pipelines.settings import default_settings

_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_LONGER = ((365, "year"), (30, "month"), (7, "week"))

_T = TypeVar("_T")


class Number(int):
    """A setting as definitions write it: a number of days, or of questions."""

    def __format__(self, how: str) -> str:
        match how:
            case "":
                return str(int(self))
            case "words":
                return spelled(self)
            case "next":
                return str(self + 1)
            case "number":
                return _WORDS[self] if self < len(_WORDS) else str(int(self))
            case "plural":
                return "" if self == 1 else "s"
        raise ValueError(f"a number cannot be written as {how!r}")


class MonthDay(str):
    """A day of the year: "09-01" is written "September 1"."""

    __slots__ = ()

    def __format__(self, how: str) -> str:
        if how:
            raise ValueError(f"a day of the year cannot be written as {how!r}")
        day = date.fromisoformat("2023-" + str(self))
        return f"{day:%B} {day.day}"


def spelled(days: int) -> str:
    """14 is "two weeks", 30 "a month", 45 "45 days"."""
    for length, unit in _LONGER:
        times, rest = divmod(days, length)
        if times and not rest and times < len(_WORDS):
            return f"a {unit}" if times == 1 else f"{_WORDS[times]} {unit}s"
    if days < len(_WORDS):
        return f"{_WORDS[days]} day{'' if days == 1 else 's'}"
    return f"{days} days"


@cache
def default_windows() -> Mapping[str, Number | MonthDay]:
    """What definitions may name, as an office has it that sets nothing."""
    return {
        name: MonthDay(value) if isinstance(value, str) else Number(value)
        for name, value in default_settings().computed_with().items()
    }


def windows_of(settings: Mapping[str, Any]) -> Mapping[str, Number | MonthDay]:
    """The windows of a build, from its row of marts.settings; the default where an earlier build has none."""
    return {
        name: default if settings.get(name) is None else type(default)(settings[name])
        for name, default in default_windows().items()
    }


def in_words(spoken: _T, windows: Mapping[str, Number | MonthDay]) -> _T:
    """A dataclass with every text of its own said with these windows; SQL is no text."""
    said: dict[str, Any] = {}
    for item in fields(spoken):  # type: ignore[arg-type]
        value = getattr(spoken, item.name)
        if item.name == "sql":
            continue
        if isinstance(value, str) and "{" in value:
            said[item.name] = value.format_map(windows)
        elif isinstance(value, tuple) and any(isinstance(one, str) and "{" in one for one in value):
            said[item.name] = tuple(one.format_map(windows) for one in value)
    return replace(spoken, **said) if said else spoken  # type: ignore[type-var]


def unknown_in(text: str) -> str:
    """What a text says of windows that cannot be said, in words; "" where all can."""
    try:
        text.format_map(default_windows())
        named = {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    except (KeyError, ValueError) as problem:
        return f"{problem.args[0]!r} is no setting; settings are {', '.join(default_windows())}"
    return "" if named <= set(default_windows()) else "a setting is named plainly, as in {reply_days}"
