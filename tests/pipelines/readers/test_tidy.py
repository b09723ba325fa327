"""What was understood, as a file and as a description."""

from __future__ import annotations

import csv
import io
import json
import os

import openpyxl
import pytest

from pipelines.errors import FileRefused
from pipelines.readers import describe, left_sheets, write_tidy


def test_tidy_writes_one_header_row_and_the_rows_that_count(understand, tmp_path):
    reading = understand('Log\n\nid;name\n1;Ana, née "Li"\nTotal;\n'.encode("utf-16"))
    out = tmp_path / "clean.csv"
    write_tidy(reading, reading.tables[0], out)
    assert out.read_text(encoding="utf-8") == 'id,name\n1,"Ana, née ""Li"""\n'
    assert [path.name for path in tmp_path.glob(".*")] == []


def test_the_description_is_json_and_says_what_was_left_out(understand):
    reading = understand("Log\n\nid;name;IP Address\n1;Ana;x\n2;Bo;y;z\nTotal;;\n")
    told = json.loads(json.dumps(describe(reading)))
    (table,) = told["tables"]
    assert (told["encoding"], told["delimiter"], told["kind"], told["tool"]) == ("utf-8", ";", "csv", "")
    assert table["header_rows"] == [3]
    assert (table["rows_read"], table["rows"], table["skipped"]) == (3, 1, 1)
    assert table["skipped_rows"] == [{"row": 6, "rule": "total_line", "detail": "a line of totals"}]
    assert table["skipped_by_rule"] == {"total_line": 1}
    assert table["dropped_columns"] == ["IP Address"]
    assert [(bad["row"], bad["code"]) for bad in table["bad_rows"]] == [(5, "too_many_cells")]


def test_a_return_inside_a_cell_does_not_break_its_row(understand, tmp_path):
    reading = understand('id,note\n1,"one\rtwo"\n2,"three\r\nfour"\n3,plain\n')
    out = tmp_path / "tidy.csv"
    write_tidy(reading, reading.tables[0], out)
    with out.open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file)) == [
            ["id", "note"],
            ["1", "one\rtwo"],
            ["2", "three\r\nfour"],
            ["3", "plain"],
        ]
    assert out.read_bytes().endswith(b"3,plain\n")


def test_nothing_is_written_over(understand, tmp_path, monkeypatch):
    reading = understand("id,name\n1,Ana\n")
    out = tmp_path / "mine.csv"
    out.write_text("kept")
    with pytest.raises(FileRefused, match=r"“mine\.csv” is there already"):
        write_tidy(reading, reading.tables[0], out)
    link = tmp_path / "dangling.csv"
    link.symlink_to(tmp_path / "elsewhere.csv")
    with pytest.raises(FileRefused, match="dangling"):
        write_tidy(reading, reading.tables[0], link)
    assert out.read_text() == "kept"
    # somebody takes the name while the file is being written
    monkeypatch.setattr(os.path, "lexists", lambda path: False)
    with pytest.raises(FileRefused, match="is there already"):
        write_tidy(reading, reading.tables[0], out)
    assert out.read_text() == "kept"
    assert [path.name for path in tmp_path.glob(".*")] == []


def test_on_a_disk_without_links_a_file_gets_its_name_all_the_same(understand, tmp_path, monkeypatch):
    def refuse(*_: object) -> None:
        raise PermissionError("no links here")

    monkeypatch.setattr(os, "link", refuse)
    reading = understand("id,name\n1,Ana\n")
    write_tidy(reading, reading.tables[0], tmp_path / "out.csv")
    assert (tmp_path / "out.csv").read_text() == "id,name\n1,Ana\n"
    assert [path.name for path in tmp_path.glob(".*")] == []


def test_the_sheets_left_are_named(understand):
    book = openpyxl.Workbook()
    for name in ("Fall", "Spring", "Roster"):
        sheet = book.create_sheet(name)
        sheet.append(["student_id", "name"])
        sheet.append([f"s-{name}", "Ana"])
    packed = io.BytesIO()
    book.save(packed)
    reading = understand(packed.getvalue(), "log.xlsx")
    assert left_sheets(reading, reading.tables[1]).startswith(
        "This is the sheet “Spring”. Not written: “Fall”, “Roster”."
    )
    alone = understand("id,name\n1,Ana\n", "one.csv")
    assert left_sheets(alone, alone.tables[0]) == ""


def test_a_table_of_another_file_is_not_written(understand, tmp_path):
    first, second = understand("a,b\n1,2\n", "one.csv"), understand("c,d\n1,2\n", "two.csv")
    with pytest.raises(ValueError, match="another file"):
        write_tidy(first, second.tables[0], tmp_path / "x.csv")


def test_a_description_names_everything_that_was_understood(understand):
    reading = understand("id,name,size\n1,Ana,1-9\n2,Bo\n3,Cy,#N/A\n4,Di,5,x,y\nTotal,,\n", "log.csv")
    assert describe(reading) == {
        "file": "log.csv",
        "sha256": reading.sha256,
        "size": reading.size,
        "kind": "csv",
        "tool": "",
        "tool_title": "",
        "encoding": "utf-8",
        "delimiter": ",",
        "notes": list(reading.notes),
        "tables": [
            {
                "sheet": "",
                "columns": ["id", "name", "size"],
                "labels": ["", "", ""],
                "header_rows": [1],
                "preamble_rows": [],
                "rows_read": 5,
                "rows": 3,
                "skipped": 1,
                "skipped_by_rule": {"total_line": 1},
                "skipped_rows": [{"row": 6, "rule": "total_line", "detail": "a line of totals"}],
                "mended_rows": [
                    {"row": 3, "rule": "missing_trailing_cells", "detail": "1 cell missing at the end"}
                ],
                "flags": [{"kind": "error_cell", "column": "size", "count": 1, "rows": (4,)}],
                "has_header": True,
                "bad_rows": [one.as_dict() for one in reading.tables[0].bad_rows],
                "dropped_columns": [],
                "time_zone": "",
            }
        ],
    }
