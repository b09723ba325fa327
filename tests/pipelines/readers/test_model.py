"""Plain data between the child and its parent: what goes across comes back, and no path is believed."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from pipelines.errors import Problem
from pipelines.readers import CellFile, Flag, Mended, RawTable, Skipped
from pipelines.readers.formats import calendar
from pipelines.readers.model import (
    FLAG_KINDS,
    MAX_CELL_CHARACTERS,
    MENDING_RULES,
    ROW_RULES,
    table_as_json,
    table_from_json,
)

TABLE = RawTable(
    sheet="Log",
    columns=("student", "held on"),
    labels=("", "When?"),
    header_rows=(2, 3),
    preamble_rows=(1,),
    rows_read=5,
    skipped=(Skipped(4, "blank", "nothing in the row"),),
    dropped_columns=("IP Address",),
    time_zone="America/Denver",
    cells=CellFile(Path("/somewhere/cells-1.csv"), is_original=False),
    bad_rows=(Problem("too_many_cells", "The row has 3 cells.", row=5, found="a,b,c"),),
    header=("student", "held\non"),
    mended=(Mended(6, "missing_trailing_cells", "1 cell missing at the end"),),
    flags=(Flag("error_cell", "student", 2, (6, 7)),),
)


def across(table: RawTable, folder: Path) -> RawTable:
    return table_from_json(
        json.loads(json.dumps(table_as_json(table, folder / "log.csv"))), folder / "log.csv", folder
    )


def test_a_table_crosses_as_json_and_comes_back_the_same(tmp_path) -> None:
    back = across(TABLE, tmp_path)
    assert replace(back, cells=TABLE.cells) == TABLE
    assert TABLE.row_count == 3


@pytest.mark.parametrize("said", ["../../etc/passwd", "/etc/passwd", "cells-1.csv"])
def test_the_parent_says_where_files_are(tmp_path, said) -> None:
    """A child taken over by its file could name any other; only the bare name counts."""
    document = table_as_json(TABLE, Path("/somewhere/log.csv"))
    assert document["cells"]["path"] == "cells-1.csv"
    document["cells"]["path"] = said
    assert table_from_json(document, tmp_path / "log.csv", tmp_path).cells.path == tmp_path / Path(said).name
    document["cells"]["is_original"] = True  # what was unpacked of it
    assert table_from_json(document, tmp_path / "log.csv", tmp_path).cells.path == tmp_path / Path(said).name
    original = table_as_json(TABLE, TABLE.cells.path)
    assert table_from_json(original, tmp_path / "log.csv", tmp_path).cells.path == tmp_path / "log.csv"


def test_rows_of_our_own_file_carry_their_numbers(tmp_path) -> None:
    path = tmp_path / "cells.csv"
    path.write_text('"4","s1","two\nlines"\n"9","s2",""\n', encoding="utf-8", newline="")
    table = replace(TABLE, cells=CellFile(path, is_original=False))
    assert list(table.rows()) == [(4, ["s1", "two\nlines"]), (9, ["s2", ""])]


def test_rows_of_the_original_are_counted_from_where_they_begin(tmp_path) -> None:
    path = tmp_path / "log.csv"
    path.write_text("\ufeffa;b\ns1;'x;y'\ns2;z\n", encoding="utf-8")
    cells = CellFile(path, True, delimiter=";", quote="'", skip_records=1, first_row=2)
    assert list(replace(TABLE, cells=cells).rows()) == [(2, ["s1", "x;y"]), (3, ["s2", "z"])]


def test_a_cell_as_long_as_the_limit_is_read(tmp_path) -> None:
    path = tmp_path / "cells.csv"
    path.write_text(f'"1","{"x" * MAX_CELL_CHARACTERS}"\n', encoding="utf-8")
    ((_, (cell,)),) = replace(TABLE, cells=CellFile(path, is_original=False)).rows()
    assert len(cell) == MAX_CELL_CHARACTERS


def test_the_kinds_and_rules_are_those_the_readers_give(understand, tmp_path: Path) -> None:
    text = "id,size,name\n" + "1,1-9,Ana\n" * 9 + "1.23E+10,Oct-49,An\ufffd\n#N/A,50-99,Bo\n2,5-9\n"
    (table,) = understand(text).tables
    assert {flag.kind for flag in table.flags} == set(FLAG_KINDS)
    assert {one.rule for one in table.mended} <= set(MENDING_RULES)
    head = "Response ID,Time Started,Date Submitted,Status\n"
    rows = "1,a,b,Complete\n1,a,b,Complete\n2,a,b,Partial\n3,a,b,Test\n,,,\nTotal,,,\nNote: a draft\n"
    (table,) = understand(head + rows).tables
    skipped = {one.rule for one in table.skipped}
    (table,) = understand(
        "Recipient,Email,Merge status,Sent at\nLee,a@b.co,EMAIL_SENT,2026-03-02\nMo,c@d.co,DRAFT,\n"
    ).tables
    skipped |= {one.rule for one in table.skipped}
    entries = tmp_path / "a.ics"
    entries.write_text(
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Dentist\nEND:VEVENT\nEND:VCALENDAR\n", encoding="utf-8"
    )
    (table,) = calendar.read(entries, tmp_path).tables
    assert skipped | {one.rule for one in table.skipped} == set(ROW_RULES)
