"""Workbooks, cell for cell against what their owners say they hold: our own always, real ones where somebody has them.

Set CC_REAL_FILES to the folder that holds the real ones. (`test_real_files` counts the tools' workbooks.)
"""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest

from pipelines.readers import COMMAND_LIMITS, Reading, sandbox
from tests.pipelines.readers import lookalikes

FOLDER = os.environ.get("CC_REAL_FILES", "")
needs_real_files = pytest.mark.skipif(
    not (FOLDER and Path(FOLDER).is_dir()), reason="CC_REAL_FILES does not name a folder of real files"
)
CSVKIT = Path("08_ugly_csv", "csvkit_examples")


def understood(path: Path, tmp_path: Path) -> Reading:
    return sandbox.understand(path, tmp_path, COMMAND_LIMITS, False)


def meant(cell: str) -> str:
    """Their converter's spelling of a value -> ours: 40.0 is 40, True is TRUE, midnight is the day alone."""
    if cell in ("True", "False"):
        return cell.upper()
    return cell.replace("T", " ").removesuffix(" 00:00:00").removesuffix(".0") if cell[:1].isdigit() else cell


@pytest.mark.parametrize("name", ["three_sheets_xls", "three_sheets_xlsx"])
@pytest.mark.parametrize("sheet", ["data", "ʤ"])
def test_a_workbook_holds_what_was_written_into_it(tmp_path, name, sheet):
    reading = understood(lookalikes.write(name, tmp_path), tmp_path)
    table = next(one for one in reading.tables if one.sheet == sheet)
    assert [list(table.header), *(cells for _, cells in table.rows())] == lookalikes.CELLS


@needs_real_files
@pytest.mark.parametrize(
    ("name", "sheet", "expected"),
    [
        ("test.xls", "testfixed_converted.csv", "testxls_converted.csv"),
        ("test_skip_lines.xls", "testfixed_converted.csv", "testxls_converted.csv"),
        ("sheets.xls", "data", "testxls_converted.csv"),
        ("dummy.xls", "Sheet1", "dummy.csv"),
        ("test.xlsx", "Sheet1", "testxlsx_converted.csv"),
        ("test_skip_lines.xlsx", "Sheet1", "testxlsx_converted.csv"),
        ("sheets.xlsx", "data", "testxlsx_converted.csv"),
        ("dummy.xlsx", "Sheet1", "dummy.csv"),
    ],
)
def test_a_workbook_holds_what_its_csv_says(tmp_path, name, sheet, expected):
    table = next(one for one in understood(Path(FOLDER, CSVKIT, name), tmp_path).tables if one.sheet == sheet)
    with Path(FOLDER, CSVKIT, expected).open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    # Their last column has no name in the workbook, only in its CSV.
    assert [name or "h" for name in table.header] == header
    assert [cells for _, cells in table.rows()] == [[meant(cell) for cell in row] for row in rows]


@pytest.mark.parametrize(
    "name",
    ["three_sheets_xls", "three_sheets_xlsx", pytest.param("sheets.xls", marks=needs_real_files)],
)
def test_every_sheet_of_a_workbook_is_there(tmp_path, name):
    is_ours = name in lookalikes.FILES
    path = lookalikes.write(name, tmp_path) if is_ours else Path(FOLDER, CSVKIT, name)
    reading = understood(path, tmp_path)
    assert [one.sheet for one in reading.tables] == ["data", "ʤ"]
    assert any("“not this one” is empty" in note for note in reading.notes)
