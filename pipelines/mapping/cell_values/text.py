"""Names, ids, e-mail addresses and plain text: a cell to its canonical text, or what is wrong with it. Pure."""

from __future__ import annotations

import re

from pipelines.mapping.cell_values.reading import SEPARATOR, ColumnReading, Parsed, refused, shown


def parse_text(raw: str, reading: ColumnReading) -> Parsed:
    return Parsed(" ".join(raw.split()) or None)


_SCIENTIFIC = re.compile(r"\d+(\.\d+)?[eE]\+\d+|\d+\.\d+[eE]\d+")


def parse_id(raw: str, reading: ColumnReading) -> Parsed:
    if _SCIENTIFIC.fullmatch(raw):
        return refused(
            "id_in_scientific_notation",
            f"{shown(raw)} is an id that a spreadsheet has shortened; its last digits are lost.",
            "the whole id: format the column as text in the spreadsheet, enter the ids again, export it",
        )
    value = " ".join(raw.split())
    return Parsed(re.sub(r"^(\d+)\.0+$", r"\1", value))  # 12345.0: a number column exported with decimals


_EMAIL = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+")


def parse_email(raw: str, reading: ColumnReading) -> Parsed:
    value = raw.lower().removeprefix("mailto:")
    inner = re.fullmatch(r"[^<>]*<([^<>]+)>", value)  # Ana Diaz <ana@example.edu>
    value = inner[1].strip() if inner else value
    if _EMAIL.fullmatch(value):
        return Parsed(value)
    return refused("bad_email", f"{shown(raw)} is not one e-mail address.", "one address with an @")


def parse_names(raw: str, reading: ColumnReading) -> Parsed:
    names = dict.fromkeys(" ".join(part.split()) for part in re.split(r"[;\n\r|]", raw))
    return Parsed(SEPARATOR.join(name for name in names if name) or None)
