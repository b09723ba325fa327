"""Small files of every kind a reader takes, to be damaged: made here or cut from the sample office."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import openpyxl

from tests import messy_files
from tests.pipelines.readers.formats.sheet_files import SPACES, Error, SheetOf, Shown, ods, ods_with, xls

SAMPLE = Path(__file__).parents[2] / "sample_data" / "office"
LINES = 30  # of a sample file; enough for every rule, few enough to be quick
EVERY = 4  # of the dialects, which are many and alike


@dataclass(frozen=True)
class Seed:
    """A sound file. `suffix` is only part of its name: what it is, its bytes say."""

    name: str
    suffix: str
    content: bytes


def seeds() -> list[Seed]:
    """The corpus, the same every time and in the same order."""
    return [*_texts(), *_samples(), *_workbooks(), *_others()]


def _texts() -> Iterator[Seed]:
    for number, file in enumerate(messy_files.files()):
        if number % EVERY == 0:
            yield Seed(file.name, "csv", file.content)
    people = "\n".join(f"S{at},Ana {at},{at % 28 + 1}/2/2026,linkedin,replied" for at in range(40))
    yield Seed("outreach", "csv", f"student_id,contact_name,sent_on,channel,reply\n{people}\n".encode())
    quoted = "\n".join(f'"S{at}";"Bo ""{at}""";"line\nbreak"' for at in range(30))
    yield Seed("quoted cells with breaks", "csv", f"student_id;contact_name;notes\n{quoted}\n".encode())
    yield Seed("one line", "txt", b"student_id,contact_name,held_on")


def _samples() -> Iterator[Seed]:
    for path in sorted(SAMPLE.iterdir()):
        if path.suffix == ".csv":
            lines = path.read_bytes().splitlines(keepends=True)
            yield Seed(path.stem, "csv", b"".join(lines[:LINES]))
        else:
            yield Seed(path.stem, "xlsx", _shortened(path))


def _shortened(path: Path) -> bytes:
    book = openpyxl.load_workbook(path)
    for sheet in book.worksheets:
        sheet.delete_rows(LINES, sheet.max_row)
    return _saved(book)


def _saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _workbooks() -> Iterator[Seed]:
    book = openpyxl.Workbook()
    for name in ("Fall", "Spring"):
        sheet = book.create_sheet(name)
        sheet.append(["student_id", "contact_name", "held_on", "minutes", "is_alum"])
        for at in range(12):
            sheet.append([f"S{at}", f"Ana {at}", dt.date(2026, 3, at + 1), 20.5, at % 2 == 0])
        sheet.append(["Total", None, None, "=SUM(D2:D13)", "#N/A"])
    yield Seed("two sheets", "xlsx", _saved(book))
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.merge_cells("A1:C1")
    sheet["A1"] = "Interview log"
    for row in ([], ["student_id", "contact_name", "notes"], *([at, "Bo", "é" * at] for at in range(8))):
        sheet.append(row)
    sheet.row_dimensions[5].hidden = True
    yield Seed("a title, merged", "xlsx", _saved(book))


def _others() -> Iterator[Seed]:
    """The formats before and beside .xlsx."""
    rows: list[list[object]] = [["student_id", "contact_name", "held_on", "minutes", "share"]]
    rows += [[f"S{at}", "Cy é", dt.date(2026, 3, at), 20.5, Shown(0.25, "0%")] for at in range(1, 13)]
    rows += [["Total", None, None, 246.0, Error()]]
    log = SheetOf(rows, hidden_rows=(3,), hidden_columns=(1,))
    title = SheetOf([["Interviews"], [], *rows[:8]], name="Spring", merges=[(0, 0, 0, 3)])
    yield Seed("old workbook", "xls", xls(log, title))
    yield Seed("old workbook from 1904", "xls", xls(title, from_1904=True))
    yield Seed("open document", "ods", ods(log, title))
    yield Seed("repeated rows", "ods", ods_with(repeating(rows=3, columns=2)))


def repeating(rows: int, columns: int, text: str = "Di") -> str:
    """A content.xml whose last row stands for several, and its last cell for several."""

    def cell(shown: str, repeated: int = 1) -> str:
        return (
            f'<table:table-cell office:value-type="string" table:number-columns-repeated="{repeated}">'
            f"<text:p>{shown}</text:p></table:table-cell>"
        )

    header = f"<table:table-row>{cell('student_id')}{cell('contact_name')}{cell('notes')}</table:table-row>"
    row = (
        f'<table:table-row table:number-rows-repeated="{rows}">{cell("S1")}{cell(text, columns)}'
        "</table:table-row>"
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {SPACES}><office:body>'
        f'<office:spreadsheet><table:table table:name="Log">{header}{row}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
