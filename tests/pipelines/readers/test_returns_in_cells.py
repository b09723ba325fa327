"""A carriage return in a cell, as spreadsheets of a Mac and text pasted from mails have it, ends no row."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from tests.cases.bringing import CaseOffice
from tests.pipelines.readers.formats.sheet_files import SheetOf, xls
from tests.pipelines.readers.written_tables import as_ods, as_xlsx, only

HEADER = ["student_id", "contact_name", "contact_employer", "held_on", "referrals_count"]
ROWS = [
    ["S1", "Ana\rKurz", "Acme\rInc", "2026-03-01", "1"],
    ["S2", "Bo\r\nLang", "Beta\n\rCo", "2026-03-02", "2"],
    ["S3", "\rCy", "Core\r", "2026-03-03", "3"],
    ["S4", "Di", "\r", "2026-03-04", "0"],
    ["S5", "Ed\r\r\rMarsh", "a,\r\"b\"", "2026-03-05", "0"],
]  # fmt: skip


def as_quoted_csv(*rows: list[str]) -> bytes:
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
    return out.getvalue().encode()


WRITERS = {
    "log.csv": as_quoted_csv,
    "log.xlsx": as_xlsx,
    "log.ods": as_ods,
    "log.xls": lambda *rows: xls(SheetOf([list(row) for row in rows])),
}


@pytest.mark.parametrize("name", WRITERS)
def test_every_row_is_one_row_with_its_text(understand, name: str) -> None:
    table = only(understand(WRITERS[name](HEADER, *ROWS), name))
    assert (table.rows_read, table.row_count) == (5, 5)
    words = [[" ".join(cell.split()) for cell in cells] for _, cells in table.rows()]
    assert words == [[" ".join(cell.split()) for cell in row] for row in ROWS]


@pytest.mark.parametrize("name", WRITERS)
def test_every_row_is_imported(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(WRITERS[name](HEADER, *ROWS))
    office = CaseOffice(tmp_path)
    report = office.given(path).report
    assert (report.accepted, report.rejected, report.skipped) == (5, 0, 0)
    assert office.interviews == 5
