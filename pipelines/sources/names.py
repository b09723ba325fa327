"""What columns and values are called in front of people: _names.toml beside this module, and what follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from pipelines import data_files
from pipelines.sources.catalog import Source, sources


@cache
def _names() -> Mapping[str, Mapping[str, str]]:
    return data_files.toml("sources/_names.toml")


def column_name(name: str) -> str:
    """A canonical column in plain words: held_on -> "Date of the interview".

    Raises KeyError for a column nobody has named: a test holds that each is.
    """
    return _names()["columns"][name]


def value_name(value: str) -> str:
    """A canonical value in plain words: no_reply -> "No reply", true -> "Yes"; "" stays "not recorded".

    >>> value_name("family_or_friend")
    'Family or friend'
    """
    if not value:
        return "Not recorded"
    plain = value.replace("_", " ")
    return _names()["values"].get(value, plain[:1].upper() + plain[1:])


def date_order_name(order: str) -> str:
    """How dates in digits are written: mdy -> "Month first (3/14/2026)"."""
    return _names()["date_orders"][order]


def file_with(source: str, column: str) -> str:
    """A file of a source that fills a column: "an interview log with a date"."""
    filled = _names()["filled"].get(column) or f"“{column_name(column)}”"
    return f"{a_file(sources()[source])} with {filled}"


def a_file(source: Source) -> str:
    """A source as a thing one may bring: "an interview log"."""
    title = source.title[:1].lower() + source.title[1:]
    article = "an" if title[0] in "aeiou" else "a"
    return _names()["files"].get(source.id, f"{article} {title}")
