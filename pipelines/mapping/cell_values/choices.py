"""Yes or no, one choice, several choices: a cell to its canonical text, or what is wrong with it. Pure."""

from __future__ import annotations

from pipelines.mapping.cell_values.reading import SEPARATOR, ColumnReading, Parsed, refused, shown
from pipelines.mapping.multiple_choice import SEPARATORS, split_choices
from pipelines.sources.catalog import Column, normalise


def parse_boolean(raw: str, reading: ColumnReading) -> Parsed:
    known = reading.spelled(raw.removesuffix(".0"))
    if known is None:
        return refused("bad_yes_no", f"{shown(raw)} is neither yes nor no.", "yes, no or blank")
    return Parsed(known)


def _allowed(column: Column) -> str:
    return "one of " + ", ".join(column.values)


def parse_choice(raw: str, reading: ColumnReading) -> Parsed:
    known = reading.spelled(raw)
    if known is None:
        return refused(
            "unknown_choice",
            f"{shown(raw)} is not a known value of {reading.column.name}.",
            _allowed(reading.column),
        )
    return Parsed(known)


def parse_choices(raw: str, reading: ColumnReading) -> Parsed:
    """Several choices: the longest known spelling wins, also where a choice holds a comma itself."""
    unknown = unknown_parts(raw, reading)
    if unknown:
        return parse_choice(unknown[0], reading)
    chosen = {meaning for part in _parts(raw, reading) if (meaning := _meant(part, reading))}
    in_order = [value for value in reading.column.values if value in chosen]
    return Parsed(SEPARATOR.join(in_order) or None)


def _meant(part: str, reading: ColumnReading) -> str | None:
    """What one choice of several means: what the mapping says, else its spelling; "" = nothing."""
    mapped = reading.meant(part)
    if mapped is not None:
        return mapped
    return "" if part.casefold() in reading.blanks or not normalise(part) else reading.spelled(part)


def unknown_parts(text: str, reading: ColumnReading) -> list[str]:
    """The choices in a cell that neither the column nor the mapping knows, as written."""
    if reading.column.type != "choices":
        return [text] if reading.spelled(text) is None else []
    return [part for part in _parts(text, reading) if _meant(part, reading) is None]


def _parts(text: str, reading: ColumnReading) -> list[str]:
    """The choices in a cell; what stands between semicolons is taken apart at commas only if that explains it."""
    parts = split_choices(text, reading.splits)
    if not SEPARATORS.search(text):
        return parts
    apart = [split_choices(part, reading.splits) for part in parts]
    return [
        one
        for part, pieces in zip(parts, apart, strict=True)
        for one in (pieces if all(_meant(piece, reading) is not None for piece in pieces) else [part])
    ]
