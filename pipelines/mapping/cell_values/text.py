"""Names, ids, e-mail addresses and plain text: a cell to its canonical text, or what is wrong with it. Pure."""

from __future__ import annotations

import re

from pipelines.mapping.cell_values.reading import SEPARATOR, ColumnReading, Parsed, refused, shown
from pipelines.sources.catalog import STUDENT_EMAILS


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
    value = re.sub(r"^(\d+)\.0+$", r"\1", value)  # 12345.0: a number column exported with decimals
    return Parsed(
        re.sub(r"(?<=\d)_+$", "", value)
    )  # 0012345_: what keeps a spreadsheet from dropping the zeros


_EMAIL = re.compile(r"[^@\s,;:<>\"()|]+@[^@\s,;:<>\"()|]+")
_NAMED = re.compile(r"[^<>,;@]*<([^<>]+)>")  # Ana Diaz <ana@example.edu>
_BETWEEN = re.compile(r"[\s,;:|/&]+|\b(?:and|or)\b")


def parse_email(raw: str, reading: ColumnReading) -> Parsed:
    """One address. Of several, the first is a contact's; of a student none is, for they may be two people's."""
    value = _NAMED.sub(r" \1 ", raw.lower()).replace("mailto:", " ")
    parts = [part for part in _BETWEEN.split(value) if part]
    is_address = bool(parts) and all(_EMAIL.fullmatch(part) for part in parts)
    if is_address and (len(parts) == 1 or reading.column.name not in STUDENT_EMAILS):
        return Parsed(parts[0])
    return refused("bad_email", f"{shown(raw)} is not one e-mail address.", "one address with an @")


def parse_names(raw: str, reading: ColumnReading) -> Parsed:
    names = dict.fromkeys(" ".join(part.split()) for part in re.split(r"[;\n\r|]", raw))
    return Parsed(SEPARATOR.join(name for name in names if name) or None)
