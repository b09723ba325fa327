"""Files to fill in: for every source a starter and a full template, as XLSX and CSV, and the kit.

Headers are the canonical column names, so a filled-in template maps by itself. The second sheet of an XLSX
explains every column; the import knows that sheet and passes it over.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from importlib import resources
from pathlib import Path

import xlsxwriter

from pipelines.source_catalog import EXPLANATION, MULTIPLE, TYPES, Column, Source, sources

_DATES = frozenset({"date", "timestamp"})
# Kept as text by the spreadsheet: ids lose their zeros as numbers, "10-12" becomes a day in October.
_AS_TEXT = TYPES - _DATES - {"integer", "number", "money"}
_ROWS = 1_000  # rows of a template that are prepared with formats and lists
_LIST_CHARACTERS = 255  # what a spreadsheet allows for a drop-down list
_WIDTHS = (28, 70, 14, 18, 22, 70, 26)


def write_templates(folder: Path) -> list[Path]:
    """Write every template and the kit below `folder` (made if need be); returns the files written."""
    folder = Path(folder)
    (folder / "kit").mkdir(parents=True, exist_ok=True)
    written = []
    for source in sources().values():
        for kind, columns in (("starter", source.starter), ("full", source.columns)):
            stem = folder / f"{source.id}_{kind}"
            written += [
                _csv(stem.with_suffix(".csv"), columns),
                _xlsx(stem.with_suffix(".xlsx"), source, columns),
            ]
    for part in sorted((resources.files("pipelines") / "kit").iterdir(), key=lambda part: part.name):
        if part.is_file():
            target = folder / "kit" / part.name
            target.write_bytes(part.read_bytes())
            written.append(target)
    return written


def explanation(source: Source, columns: Sequence[Column]) -> list[tuple[str, ...]]:
    """One row per column: name, meaning, type, unit, whether it is required, allowed values, example."""
    return [
        (
            column.name,
            column.meaning,
            kind_of(column),
            column.unit,
            requirement(source, column),
            allowed(column),
            column.example,
        )
        for column in columns
    ]


def kind_of(column: Column) -> str:
    """The type in words, e.g. "date", "yes or no", "several values, ; between"."""
    words = {
        "id": "identifier",
        "email": "e-mail address",
        "timestamp": "date and time",
        "integer": "whole number",
        "money": "amount of money",
        "boolean": "yes or no",
        "choice": "one of a list",
        "choices": "several of a list, ; between",
        "dates": "dates, ; between",
        "names": "names, ; between",
        "class_year": "year",
    }
    return words.get(column.type, column.type)


def requirement(source: Source, column: Column) -> str:
    """ "required", "one of … is required", or "" for an optional column."""
    if column.is_required:
        return "required"
    group = [other.name for other in source.one_of_groups.get(column.one_of, ())]
    return f"{' or '.join(group)} is required" if group else ""


def allowed(column: Column) -> str:
    """The values a cell may hold, in words: the list, the range, or "" for anything of the type."""
    if column.type == "boolean":
        return "yes, no"
    if column.type in {"choice", "choices"}:
        return ", ".join(column.values)
    low, high = (f"{end:,g}" if end is not None else "" for end in (column.minimum, column.maximum))
    if low and high:
        return f"{low} to {high}"
    return f"{low} or more" if low else f"{high} or less" if high else ""


def _csv(path: Path, columns: Sequence[Column]) -> Path:
    """A header row. The byte-order mark lets Excel see that the file is UTF-8."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerow([column.name for column in columns])
    return path


def _xlsx(path: Path, source: Source, columns: Sequence[Column]) -> Path:
    """The sheet to fill in, its columns formatted by type and lists offered, and the sheet "Columns"."""
    with xlsxwriter.Workbook(path) as book:
        bold = book.add_format({"bold": True, "bottom": 1})
        needed = book.add_format({"bold": True, "bottom": 1, "bg_color": "#DDE7F3"})
        formats = {kind: book.add_format({"num_format": code}) for kind, code in _number_formats().items()}
        sheet = book.add_worksheet(source.title[:31])
        sheet.freeze_panes(1, 0)
        for place, column in enumerate(columns):
            width = max(len(column.name) + 2, 14)
            sheet.set_column(place, place, width, formats.get(column.type, formats["text"]))
            sheet.write_string(0, place, column.name, needed if requirement(source, column) else bold)
            _offer_list(sheet, place, column)
        told = book.add_worksheet("Columns")
        told.freeze_panes(1, 0)
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        for place, (head, width) in enumerate(zip(EXPLANATION, _WIDTHS, strict=True)):
            told.set_column(place, place, width, wrapped)
            told.write_string(0, place, head, bold)
        for row, cells in enumerate(explanation(source, columns), start=1):
            for place, cell in enumerate(cells):
                told.write_string(row, place, cell, wrapped)
    return path


def _number_formats() -> dict[str, str]:
    return {
        **dict.fromkeys(_AS_TEXT, "@"),
        "date": "yyyy-mm-dd",
        "timestamp": "yyyy-mm-dd hh:mm",
        "integer": "0",
        "number": "General",
        "money": "#,##0.00",
    }


def _offer_list(sheet: xlsxwriter.worksheet.Worksheet, place: int, column: Column) -> None:
    """A drop-down for a closed list; other spellings may still be typed, the import knows many."""
    values = ["yes", "no"] if column.type == "boolean" else list(column.values)
    is_closed = column.type in {"boolean", "choice"} and column.type not in MULTIPLE
    if is_closed and len(",".join(values)) <= _LIST_CHARACTERS:
        sheet.data_validation(
            1, place, _ROWS, place, {"validate": "list", "source": values, "show_error": False}
        )
