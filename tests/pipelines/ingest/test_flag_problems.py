"""What a spreadsheet did to cells is said for the columns that are used."""

from __future__ import annotations

from pathlib import Path

from pipelines.ingest.flag_problems import flagged
from pipelines.readers import COMMAND_LIMITS, read
from pipelines.readers.model import Flag


def test_the_readers_flags_are_said_for_columns_that_are_used(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("student_id,campus\nS1,Oct-49\n")
    table = read(path, tmp_path, COMMAND_LIMITS).tables[0]
    flags = (Flag("date_for_number", "campus", 3, (2, 5)), Flag("damaged_text", "other", 1, (2,)))
    told = flagged([type(table)(**{**vars(table), "flags": flags})], {"campus"})
    assert [(one.code, one.column, one.count, one.row) for one in told] == [
        ("arrived_date_for_number", "campus", 3, 2)
    ]
