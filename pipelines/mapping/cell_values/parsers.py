"""One cell's text to its canonical text, or what is wrong with it. Pure: no file, no database.

The load asks for each *distinct* value of a column once, and only for those that are not plainly canonical
already (see rules_sql.py), so these functions may be thorough.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pipelines.mapping.cell_values.choices import parse_boolean, parse_choice, parse_choices
from pipelines.mapping.cell_values.dates import parse_class_year, parse_date, parse_dates, parse_timestamp
from pipelines.mapping.cell_values.numbers import parse_duration, parse_integer, parse_money, parse_number
from pipelines.mapping.cell_values.reading import (
    CLEAR,
    ERROR_CELLS,
    ColumnReading,
    Parsed,
    refused,
    shown,
    unwrapped,
)
from pipelines.mapping.cell_values.text import parse_email, parse_id, parse_names, parse_text
from pipelines.sources.catalog import Column

_PARSERS: Mapping[str, Callable[[str, ColumnReading], Parsed]] = {
    "id": parse_id,
    "email": parse_email,
    "name": parse_text,
    "text": parse_text,
    "names": parse_names,
    "integer": parse_integer,
    "number": parse_number,
    "money": parse_money,
    "boolean": parse_boolean,
    "choice": parse_choice,
    "choices": parse_choices,
    "date": parse_date,
    "timestamp": parse_timestamp,
    "dates": parse_dates,
    "class_year": parse_class_year,
}
_PARSERS_BY_UNIT: Mapping[str, Callable[[str, ColumnReading], Parsed]] = {"minutes": parse_duration}


def why_not(column: Column, value: str) -> str:
    """Why a value that a person types for a cell of a column cannot be it, and what is expected; "" where it can."""
    parsed = parse(value, ColumnReading(column).confirmed)
    return f"{parsed.message} Expected: {parsed.expected}." if parsed.code else ""


def parse(text: str, reading: ColumnReading) -> Parsed:
    """Canonical text of a cell, or its problem."""
    raw = unwrapped(text)
    folded = raw.casefold()
    if folded == CLEAR:
        if reading.column.is_required:
            return Parsed(None, "missing_value", f"{reading.column.name} cannot be emptied.", "a value")
        return Parsed(CLEAR)
    mapped = reading.meant(text, raw)
    if mapped is not None:
        raw, folded = mapped, mapped.casefold()
    if folded in reading.blanks and reading.spelled(raw) is None:
        return Parsed(None)
    if raw.upper() in ERROR_CELLS:
        return refused(
            "error_cell",
            f"{shown(raw)} is an error a spreadsheet shows instead of a value.",
            "the value itself",
        )
    parser = _PARSERS_BY_UNIT.get(reading.column.unit) or _PARSERS[reading.column.type]
    return parser(raw, reading if mapped is None else reading.confirmed)
