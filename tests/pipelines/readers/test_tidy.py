"""What was understood, as a file and as a description."""

from __future__ import annotations

import csv
import json

import pytest

from pipelines.readers import describe, write_tidy


def test_tidy_writes_one_header_row_and_the_rows_that_count(understand, tmp_path):
    reading = understand('Log\n\nid;name\n1;Ana, née "Li"\nTotal;\n'.encode("utf-16"))
    out = tmp_path / "log.csv"
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


def test_a_table_of_another_file_is_not_written(understand, tmp_path):
    first, second = understand("a,b\n1,2\n", "one.csv"), understand("c,d\n1,2\n", "two.csv")
    with pytest.raises(ValueError, match="another file"):
        write_tidy(first, second.tables[0], tmp_path / "x.csv")
