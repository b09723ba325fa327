"""One template as a workbook: the sheet to fill in, the sheet that explains it, and an example.

    first sheet: empty rows with formats, drop-down lists and checks by the columns' types
    "Columns":   one row a column, in words
    "Example":   one row as it should look

Both other sheets have headers the import knows (`sources/_files.toml`) and passes over, so what stands in them
is never taken for a record. Checks speak up while somebody types; a cell that was pasted past them turns red.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from pipelines.sources.catalog import EXAMPLE, EXPLANATION, MULTIPLE, TYPES, Column, Source

ROWS = 1_000  # rows of a template that are prepared with formats and checks
EARLIEST = date(1950, 1, 1)
LATEST = date(2100, 12, 31)

_DATES = frozenset({"date", "timestamp"})
_NUMBERS = frozenset({"integer", "number", "money"})
# Kept as text by the spreadsheet: ids lose their zeros as numbers, "10-12" becomes a day in October.
_AS_TEXT = TYPES - _DATES - _NUMBERS
_FORMATS: Mapping[str, str] = {
    **dict.fromkeys(_AS_TEXT, "@"),
    "date": "yyyy-mm-dd",
    "timestamp": "yyyy-mm-dd hh:mm",
    "integer": "0",
    "number": "General",
    "money": "#,##0.00",
}
_LIST_CHARACTERS = 255  # what a spreadsheet allows for a drop-down list
_EXPLANATION_WIDTHS = (28, 70, 14, 18, 22, 70, 26)
_WRONG, _LACKING = "#F8D7DA", "#FFF4CE"  # a cell that cannot be right, a needed one that is empty


@dataclass(frozen=True)
class Check:
    """What a cell must be, with `{cell}` for the cell in formulas.

    rule: as xlsxwriter takes it. wrong: conditions that a filled cell which breaks it meets, "" where only
    typing is checked. is_strict: nothing else can be typed.
    """

    rule: Mapping[str, Any]
    wrong: str = ""
    message: str = ""
    is_strict: bool = True


@dataclass(frozen=True)
class Sheet:
    """A source's columns laid out in a sheet: which letter each has."""

    source: Source
    columns: Sequence[Column]

    def cell(self, name: str) -> str:
        """The column's cell in the first row to fill in, e.g. "$F2"; "" where the template has no such column."""
        place = next((place for place, column in enumerate(self.columns) if column.name == name), None)
        return "" if place is None else f"${xl_col_to_name(place)}2"


def write_book(
    path: Path, source: Source, columns: Sequence[Column], explained: Sequence[Sequence[str]]
) -> Path:
    """Write the workbook of a source's template. `explained`: the rows of the sheet "Columns"."""
    sheet = Sheet(source, columns)
    with xlsxwriter.Workbook(path) as book:
        styles = _Styles(book)
        _to_fill_in(book.add_worksheet(source.title[:31]), sheet, styles)
        _explanation(book.add_worksheet("Columns"), explained, styles)
        _example(book.add_worksheet("Example"), columns, styles)
    return path


class _Styles:
    """The formats of a workbook, made once."""

    def __init__(self, book: Workbook) -> None:
        self.head: Format = book.add_format({"bold": True, "bottom": 1})
        self.needed: Format = book.add_format({"bold": True, "bottom": 1, "bg_color": "#DDE7F3"})
        self.wrapped: Format = book.add_format({"text_wrap": True, "valign": "top"})
        self.quiet: Format = book.add_format({"italic": True, "font_color": "#5F6B7A"})
        self.wrong: Format = book.add_format({"bg_color": _WRONG})
        self.lacking: Format = book.add_format({"bg_color": _LACKING})
        self.of: Mapping[str, Format] = {
            kind: book.add_format({"num_format": code}) for kind, code in _FORMATS.items()
        }


# -- the sheet to fill in ------------------------------------------------------------------------------


def _to_fill_in(sheet: Worksheet, laid: Sheet, styles: _Styles) -> None:
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(laid.columns):
        sheet.set_column(place, place, _width(column), styles.of[column.type])
        sheet.write_string(0, place, column.name, styles.needed if _is_needed(column) else styles.head)
        check = check_of(column, laid)
        if check:
            _apply(sheet, place, check, styles.wrong, laid.cell(column.name))
    _mark_lacking(sheet, laid, styles.lacking)


def _width(column: Column) -> int:
    return max(len(column.name) + 2, 14)


def _is_needed(column: Column) -> bool:
    return column.is_required or bool(column.one_of)


def _apply(sheet: Worksheet, place: int, check: Check, wrong: Format, cell: str) -> None:
    rule = {
        **{name: _about(cell, value) for name, value in check.rule.items()},
        "error_type": "stop" if check.is_strict else "warning",
        "error_title": "Please check",
        "error_message": check.message,
    }
    sheet.data_validation(1, place, ROWS, place, rule)
    if check.wrong:
        formula = f'=AND({cell}<>"",{_about(cell, check.wrong)})'
        sheet.conditional_format(
            1, place, ROWS, place, {"type": "formula", "criteria": formula, "format": wrong}
        )


def _about(cell: str, formula: Any) -> Any:
    """A formula about one cell; anything else as it is."""
    return formula.replace("{cell}", cell) if isinstance(formula, str) else formula


def _mark_lacking(sheet: Worksheet, laid: Sheet, lacking: Format) -> None:
    """A needed cell that is empty in a row that is not: all cells of a group where one of them would do."""
    last = xl_col_to_name(len(laid.columns) - 1)
    for place, column in enumerate(laid.columns):
        if not _is_needed(column):
            continue
        together = laid.source.one_of_groups.get(column.one_of, (column,))
        empty = ",".join(f'{laid.cell(one.name)}=""' for one in together if laid.cell(one.name))
        formula = f"=AND(COUNTA($A2:${last}2)>0,{empty})"
        sheet.conditional_format(
            1, place, ROWS, place, {"type": "formula", "criteria": formula, "format": lacking}
        )


# -- checks --------------------------------------------------------------------------------------------


def check_of(column: Column, laid: Sheet) -> Check | None:
    """What a spreadsheet can check of a column by itself, None where anything may stand."""
    if column.name == "referrals_with_permission_count" and laid.cell("referrals_count"):
        return _at_most_named(laid)
    made = _CHECKS.get(column.type)
    return made(column) if made else None


def _list(column: Column) -> Check | None:
    """A drop-down. Other spellings may still be typed: the import knows many, and asks about the rest."""
    values = ["yes", "no"] if column.type == "boolean" else list(column.values)
    if column.type in MULTIPLE or len(",".join(values)) > _LIST_CHARACTERS:
        return None
    return Check(
        {"validate": "list", "source": values},
        message="This is not in the list. The import knows many other spellings; one it does not know is"
        " asked about before anything is stored. Keep it?",
        is_strict=False,
    )


def _date(column: Column) -> Check:
    if column.future:
        rule = {"validate": "date", "criteria": "between", "minimum": EARLIEST, "maximum": LATEST}
        after, expected = str(_serial(LATEST)), "a date such as 2026-03-12"
    else:
        rule = {"validate": "date", "criteria": "between", "minimum": EARLIEST, "maximum": "=NOW()"}
        after, expected = "NOW()", "a date such as 2026-03-12, today at the latest"
    # Dates written out as text are left alone: the import reads them.
    wrong = f"ISNUMBER({{cell}}),OR({{cell}}<{_serial(EARLIEST)},{{cell}}>{after})"
    return Check(rule, wrong, f"{column.name} is {expected}.")


def _number(column: Column) -> Check:
    kind = "integer" if column.type == "integer" else "decimal"
    low, high = column.minimum, column.maximum
    if low is None and column.type == "money":
        low = 0.0
    said = {"integer": "a whole number", "decimal": "a number"}[kind]
    broken = ["NOT(ISNUMBER({cell}))"]
    if kind == "integer":
        broken.append("IF(ISNUMBER({cell}),{cell}<>INT({cell}),TRUE)")
    if low is not None and high is not None:
        rule: dict[str, Any] = {"validate": kind, "criteria": "between", "minimum": low, "maximum": high}
        said += f" from {low:g} to {high:g}"
    elif low is not None:
        rule = {"validate": kind, "criteria": ">=", "value": low}
        said += f", {low:g} or more"
    else:
        rule = {"validate": kind, "criteria": "between", "minimum": -1e12, "maximum": 1e12}
    broken += [f"{{cell}}<{low:g}"] if low is not None else []
    broken += [f"{{cell}}>{high:g}"] if high is not None else []
    return Check(rule, f"OR({','.join(broken)})", f"{column.name} is {said}.")


def _email(column: Column) -> Check:
    good = 'ISNUMBER(SEARCH("?*@?*.?*",{cell}))'
    return Check(
        {"validate": "custom", "value": f"={good}"},
        f"NOT({good})",
        f"{column.name} is one e-mail address, such as jordan.rivera@example.edu.",
        is_strict=False,
    )


def _at_most_named(laid: Sheet) -> Check:
    """Permissions cannot outnumber the people named; the same rule rejects the row at import."""
    own, named = laid.cell("referrals_with_permission_count"), laid.cell("referrals_count")
    fits = f'ISNUMBER({own}),{own}>=0,OR({named}="",{own}<={named})'
    return Check(
        {"validate": "custom", "value": f"=AND({fits})"},
        f'OR(NOT(ISNUMBER({own})),{own}<0,AND({named}<>"",{own}>{named}))',
        "referrals_with_permission_count is a whole number, at most as many as were named in referrals_count.",
    )


def _serial(day: date) -> int:
    """A day as a spreadsheet counts it."""
    return (day - date(1899, 12, 30)).days


_CHECKS: Mapping[str, Callable[[Column], Check | None]] = {
    "boolean": _list,
    "choice": _list,
    "date": _date,
    "timestamp": _date,
    "integer": _number,
    "number": _number,
    "money": _number,
    "email": _email,
}


# -- the other sheets ----------------------------------------------------------------------------------


def _explanation(sheet: Worksheet, rows: Sequence[Sequence[str]], styles: _Styles) -> None:
    sheet.freeze_panes(1, 0)
    for place, (head, width) in enumerate(zip(EXPLANATION, _EXPLANATION_WIDTHS, strict=True)):
        sheet.set_column(place, place, width, styles.wrapped)
        sheet.write_string(0, place, head, styles.head)
    for row, cells in enumerate(rows, start=1):
        for place, cell in enumerate(cells):
            sheet.write_string(row, place, cell, styles.wrapped)


def _example(sheet: Worksheet, columns: Sequence[Column], styles: _Styles) -> None:
    """One row as text. The first header is no column of any source: by it the import knows the sheet."""
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, 0, 30)
    sheet.write_string(0, 0, EXAMPLE, styles.head)
    sheet.write_string(1, 0, "This is how a row looks.", styles.quiet)
    for place, column in enumerate(columns, start=1):
        sheet.set_column(place, place, max(_width(column), len(column.example) + 2))
        sheet.write_string(0, place, column.name, styles.needed if _is_needed(column) else styles.head)
        sheet.write_string(1, place, column.example, styles.quiet)
