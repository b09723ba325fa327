"""One cell of a column, read as an import reads it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from pipelines.mapping.cell_values.parsers import parse
from pipelines.mapping.cell_values.reading import ColumnReading
from pipelines.sources.catalog import Column, sources

TODAY = date(2026, 11, 20)


def column(type: str, **settings: Any) -> Column:
    """A column of a type, with nothing of its own but what is said."""
    return Column(name="it", type=type, meaning="", **settings)


def read(of: Column, text: str, **settings: Any) -> str | None:
    """The canonical text, or `!code` where there is a problem."""
    parsed = parse(text, replace(ColumnReading(of), **settings))
    assert not (parsed.code and parsed.value), "a problem has no value"
    assert bool(parsed.code) == bool(parsed.message) == bool(parsed.expected), "a problem is said"
    return f"!{parsed.code}" if parsed.code else parsed.value


def read_as(source: str, name: str, text: str, **settings: Any) -> str | None:
    """A cell of one of our columns, on the day of an import."""
    of = sources()[source].column(name)
    latest = TODAY if of.type in {"date", "dates", "timestamp"} and not of.future else None
    return read(of, text, **{"latest": latest, **settings})
