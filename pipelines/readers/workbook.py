"""XLSX: the zip is checked before anything in it is parsed, then every sheet is streamed.

openpyxl's read-only mode, with defusedxml for the XML (no entities, no DTDs). Values only: what a formula
last gave, dates as ISO text, numbers without exponent or ".0".
"""

from __future__ import annotations

import csv
import datetime as dt
import errno
import hashlib
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

from pipelines.errors import FileRefused
from pipelines.readers import header, table
from pipelines.readers.model import MAX_CELL_CHARACTERS, Limits, RawTable, Reading
from pipelines.readers.table import Plan, Record

MAX_PARTS = 200
MAX_RATIO = 100
MAX_ROWS = 1_000_000
MAX_COLUMNS = 200
ERRORS = frozenset(
    ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#FIELD!")
)

# A part whose presence refuses the file: pattern, what it is, what to do.
_FORBIDDEN: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (re.compile(r"(.*/)?vbaProject.*\.bin", re.I), "holds macros", "Save it as .xlsx (without macros)"),
    (re.compile(r"xl/macrosheets/.*", re.I), "holds macros", "Save it as .xlsx (without macros)"),
    (
        re.compile(r"xl/externalLinks/.*", re.I),
        "takes values from other workbooks",
        "In Excel choose Data > Edit Links > Break Link and save it again",
    ),
    (
        re.compile(r"xl/workbook\.bin", re.I),
        "is a binary workbook (.xlsb)",
        "Open it in Excel and save it as .xlsx",
    ),
)


# --- the zip ---


def check_archive(path: Path, limits: Limits) -> None:
    """Raise FileRefused unless the file is a plain workbook of ordinary size. Parses no XML."""
    name = f"“{path.name}”"
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, EOFError) as error:
        raise _damaged(path) from error
    names = [part.filename for part in parts]
    if any(part.flag_bits & 0x1 for part in parts):
        raise FileRefused(f"{name} is protected with a password. Remove the password and save it again.")
    for pattern, what, remedy in _FORBIDDEN:
        if any(pattern.fullmatch(one) for one in names):
            raise FileRefused(f"{name} {what}. {remedy}.")
    if "xl/workbook.xml" not in names:
        what = (
            "an OpenDocument file. Open it in Excel or LibreOffice and save it as .xlsx"
            if "content.xml" in names
            else "a Word or PowerPoint document. Copy its table into a sheet and save that as .xlsx"
            if any(one.startswith(("word/", "ppt/")) for one in names)
            else "a zip archive, not a workbook. Unpack it and choose the file with the table"
        )
        raise FileRefused(f"{name} is {what}.")
    if len(parts) > MAX_PARTS:
        raise FileRefused(f"{name} has {len(parts):,} parts; a workbook of at most {MAX_PARTS} can be read.")
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    if unpacked > limits.unpacked_bytes:
        raise FileRefused(
            f"{name} unpacks to {unpacked / 1e6:,.0f} MB; at most {limits.unpacked_bytes / 1e6:,.0f} MB can "
            "be read. Save its sheet as CSV."
        )
    if unpacked > MAX_RATIO * max(packed, 1) and unpacked > 1_000_000:
        raise FileRefused(
            f"{name} unpacks to more than {MAX_RATIO} times its size; an ordinary workbook does not. "
            "Save its sheet as CSV."
        )


def _damaged(path: Path) -> FileRefused:
    return FileRefused(
        f"“{path.name}” is damaged: it cannot be opened as a workbook. Open it in Excel, save it again, or "
        "download it again."
    )


# --- cells ---


def text_of(value: Any) -> str:
    """A cell's value as text: dates ISO, whole numbers without decimals, booleans TRUE or FALSE, None ""."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, dt.datetime):
        # Excel keeps a time as a fraction of a day: a second is the finest that survives.
        value = (value + dt.timedelta(microseconds=500_000)).replace(microsecond=0)
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, dt.time):
        return value.replace(microsecond=0).isoformat()
    if isinstance(value, dt.timedelta):
        seconds = round(value.total_seconds())
        sign = "-" if seconds < 0 else ""
        hours, rest = divmod(abs(seconds), 3600)
        return f"{sign}{hours}:{rest // 60:02}:{rest % 60:02}"
    return str(value)


def _number(value: float) -> str:
    """As Excel shows it: 15 digits, no exponent."""
    if value != value or value in (float("inf"), float("-inf")):
        return ""
    shown = format(Decimal(format(value, ".15g")), "f")
    return "0" if shown == "-0" else shown


# --- sheets ---


@dataclass(frozen=True)
class SheetFacts:
    """What the XML of a sheet tells beyond its values."""

    hidden_rows: int = 0
    has_hidden_columns: bool = False
    unsaved_formulas: int = 0


_HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*\bhidden="(?:1|true)"')
_HIDDEN_COLUMN = re.compile(rb'<(?:\w+:)?col\b[^>]*\bhidden="(?:1|true)"')
_UNSAVED = re.compile(
    rb"<(?:\w+:)?f\b[^>]*(?:/>|>[^<]*</(?:\w+:)?f>)\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)


def sheet_facts(archive: zipfile.ZipFile, part: str) -> SheetFacts:
    """Count hidden rows, hidden columns and formulas saved without their value; streams the part."""
    hidden = unsaved = 0
    columns = False
    before = b""
    with archive.open(part) as file:
        while chunk := file.read(1 << 20):
            # Cut at the last complete tag of a row or cell, so that nothing is counted twice or missed.
            joined = before + chunk
            cut = joined.rfind(b"</c>") + 4 if b"</c>" in joined else 0
            cut = max(cut, joined.rfind(b"<row"))
            done, before = joined[:cut], joined[cut:][-65536:]
            hidden += len(_HIDDEN_ROW.findall(done))
            columns = columns or bool(_HIDDEN_COLUMN.search(done))
            unsaved += len(_UNSAVED.findall(done))
    hidden += len(_HIDDEN_ROW.findall(before))
    columns = columns or bool(_HIDDEN_COLUMN.search(before))
    return SheetFacts(hidden, columns, unsaved + len(_UNSAVED.findall(before)))


class _Sheet:
    """The filled rows of one sheet, from the beginning as often as asked. Blank rows are not rows.

    The sheet is parsed once; its rows wait in a file of ours. `reach` is how far right its cells go.
    """

    def __init__(self, sheet: Any, spool: Path) -> None:
        self.name = str(sheet.title)
        self.is_hidden = sheet.sheet_state != "visible"
        self.part = str(sheet._worksheet_path)
        self.reach = self.errors = 0
        self.first_error = ""
        self._spool = spool
        with spool.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            for number, cells in self._parse(sheet):
                writer.writerow([number, *cells])

    def __call__(self) -> Iterator[Record]:
        """Every row has `reach` cells: what a sheet leaves out at the end of a row is empty, not missing."""
        blanks = [""] * self.reach
        with self._spool.open(encoding="utf-8", newline="") as file:
            for row in csv.reader(file):
                yield Record(int(row[0]), row[1:] + blanks[len(row) - 1 :])

    def _parse(self, sheet: Any) -> Iterator[tuple[int, list[str]]]:
        sheet.reset_dimensions()  # what the file says about its size is often wrong
        for number, values in enumerate(sheet.iter_rows(values_only=True), start=1):
            if not any(value is not None and value != "" for value in values):
                continue
            cells = [text_of(value) for value in values]
            while cells and not cells[-1].strip():
                cells.pop()
            if not cells:
                continue
            if number > MAX_ROWS:
                raise FileRefused(f"Sheet “{self.name}” has more than {MAX_ROWS:,} rows. Save it as CSV.")
            if len(cells) > MAX_COLUMNS:
                raise FileRefused(
                    f"Sheet “{self.name}” has {len(cells):,} columns in row {number:,}; a workbook's table "
                    f"may have at most {MAX_COLUMNS}. Delete what stands far to the right, or save it as CSV."
                )
            if not ERRORS.isdisjoint(cells):
                self._note_errors(number, cells)
            self.reach = max(self.reach, len(cells))
            yield number, cells

    def _note_errors(self, number: int, cells: Sequence[str]) -> None:
        at = [column for column, cell in enumerate(cells, start=1) if cell in ERRORS]
        if not self.errors:
            self.first_error = f"{_column_letters(at[0])}{number}"
        self.errors += len(at)


def _column_letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _open(file: IO[bytes]) -> Any:
    import openpyxl

    if not openpyxl.DEFUSEDXML:
        raise FileRefused(
            "Workbooks cannot be read safely: the library defusedxml is missing. Install it, or save the "
            "sheet as CSV."
        )
    # An open file, not its path: openpyxl judges files by their suffix.
    return openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)


def read(path: Path, folder: Path, limits: Limits, allow_empty: bool) -> Reading:
    """Read every sheet that holds a table. Raises FileRefused."""
    check_archive(path, limits)
    csv.field_size_limit(MAX_CELL_CHARACTERS)
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        try:
            found, notes, tool = _tables(path, file, folder, allow_empty)
        except (FileRefused, MemoryError):
            raise
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EFBIG, errno.EDQUOT):
                raise  # the disk's trouble, not the workbook's
            raise _damaged(path) from error
        except Exception as error:
            # openpyxl meets damaged XML with whatever happens to fail inside it (KeyError, TypeError,
            # ParseError, zlib.error …); here they all mean one thing, and the child has nothing to lose.
            raise _damaged(path) from error
    return Reading(path.name, sha256, path.stat().st_size, "xlsx", tool, "", "", tuple(found), tuple(notes))


def _tables(
    path: Path, file: IO[bytes], folder: Path, allow_empty: bool
) -> tuple[list[RawTable], list[str], str]:
    notes: list[str] = []
    plans: list[tuple[_Sheet, Plan]] = []
    for number, sheet in enumerate(_open(file).worksheets, start=1):
        rows = _Sheet(sheet, folder / f"sheet-{number}.csv")
        planned = table.plan(rows, f"Sheet “{rows.name}”", rows.reach)
        if planned is None:
            notes.append(f"Sheet “{rows.name}” is empty and was passed over.")
        else:
            plans.append((rows, planned))
    if not plans:
        raise FileRefused(f"“{path.name}” is empty: no sheet holds anything. Choose another file.")
    # A sheet with one column beside one with a table is a list or a remark, not a table.
    if any(_is_table(one) for _, one in plans):
        notes += [
            f"Sheet “{rows.name}” holds no table and was passed over."
            for rows, one in plans
            if not _is_table(one)
        ]
        plans = [(rows, one) for rows, one in plans if _is_table(one)]

    found: list[RawTable] = []
    tools: set[str] = set()
    with zipfile.ZipFile(file) as archive:
        for number, (rows, planned) in enumerate(plans, start=1):
            where = f"Sheet “{rows.name}”"
            one, mended = table.write(rows, planned, folder / f"cells-{number}.csv", rows.name, where)
            if not one.rows_read and not allow_empty:
                notes.append(f"{where} has a header and no rows yet.")
                continue
            found.append(one)
            tools.add(planned.layout.tool)
            notes += mended
            notes += _sentences(where, rows, sheet_facts(archive, rows.part))
    for spool in folder.glob("sheet-*.csv"):
        spool.unlink()
    return found, notes, tools.pop() if len(tools) == 1 else ""


def _is_table(planned: Plan) -> bool:
    """Two columns with names and content; of a sheet without rows, two names."""
    return planned.filled_columns > 1 or (not planned.has_rows and header.filled(planned.header) > 1)


def _sentences(where: str, rows: _Sheet, facts: SheetFacts) -> list[str]:
    sentences = []
    if rows.is_hidden:
        sentences.append(f"{where} is hidden in the workbook; it was read all the same.")
    if facts.hidden_rows:
        sentences.append(f"{where}: {facts.hidden_rows:,} hidden rows were read like the others.")
    if facts.has_hidden_columns:
        sentences.append(f"{where}: hidden columns were read like the others.")
    if facts.unsaved_formulas:
        sentences.append(
            f"{where}: {facts.unsaved_formulas:,} formulas were saved without their values and count as "
            "empty; open the workbook in Excel and save it to have them read."
        )
    if rows.errors:
        sentences.append(
            f"{where}: {rows.errors:,} {'cell holds' if rows.errors == 1 else 'cells hold'} an Excel error "
            f"such as #N/A, first in {rows.first_error}."
        )
    return sentences
