"""Real workbooks, where somebody has them: cell for cell against what their owners say they hold.

Set CC_REAL_FILES to the folder that holds them.
"""

from __future__ import annotations

import csv
import os
from collections import Counter
from pathlib import Path

import pytest

from pipelines.readers import COMMAND_LIMITS, sandbox

FOLDER = os.environ.get("CC_REAL_FILES", "")
pytestmark = pytest.mark.skipif(
    not (FOLDER and Path(FOLDER).is_dir()), reason="CC_REAL_FILES does not name a folder of real files"
)
CSVKIT = Path("08_ugly_csv", "csvkit_examples")


def understood(name: Path | str, tmp_path: Path, allow_empty: bool = False):
    return sandbox.understand(Path(FOLDER, name), tmp_path, COMMAND_LIMITS, allow_empty)


def meant(cell: str) -> str:
    """Their converter's spelling of a value -> ours: 40.0 is 40, True is TRUE, midnight is the day alone."""
    if cell in ("True", "False"):
        return cell.upper()
    return cell.replace("T", " ").removesuffix(" 00:00:00").removesuffix(".0") if cell[:1].isdigit() else cell


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
    table = next(one for one in understood(CSVKIT / name, tmp_path).tables if one.sheet == sheet)
    with Path(FOLDER, CSVKIT, expected).open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    # Their last column has no name in the workbook, only in its CSV.
    assert [name or "h" for name in table.header] == header
    assert [cells for _, cells in table.rows()] == [[meant(cell) for cell in row] for row in rows]


def test_every_sheet_of_a_workbook_is_there(tmp_path):
    reading = understood(CSVKIT / "sheets.xls", tmp_path)
    assert [one.sheet for one in reading.tables] == ["data", "ʤ"]
    assert any("“not this one” is empty" in note for note in reading.notes)


def test_a_quiz_of_microsoft_forms(tmp_path):
    reading = understood("04_ms_forms/skoofer_quiz_Category-1.xlsx", tmp_path)
    (table,) = reading.tables
    assert (reading.tool, table.row_count, len(table.columns)) == ("ms_forms", 7, 37)
    assert table.columns[:5] == ("ID", "Start time", "Completion time", "Email", "Name")
    assert next(cells[0] for _, cells in table.rows()) == "3"


def test_industry_codes_keep_their_ranges_and_lengths(tmp_path):
    (table,) = understood("10_reference_codes_employers/naics_2022_structure.xlsx", tmp_path).tables
    codes = [cells[0] for _, cells in table.rows()]
    assert table.columns == ("2022 NAICS Code", "2022 NAICS Title")
    assert len(codes) == table.row_count == 2125
    assert {code for code in codes if "-" in code} == {"31-33", "44-45", "48-49"}
    assert Counter(map(len, codes)) == {2: 17, 3: 96, 4: 308, 5: 692, 6: 1012}
    assert table.flags == ()


def test_a_template_of_a_career_office_has_no_rows_yet(tmp_path):
    reading = understood(
        "06_trackers_outreach/MSDS_career_services_jobs_TEMPLATE.xlsx", tmp_path, allow_empty=True
    )
    (table,) = reading.tables
    assert (table.sheet, table.rows_read) == ("jobs", 0)
    assert table.columns[0] == "Company"
