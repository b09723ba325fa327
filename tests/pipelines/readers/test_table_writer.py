"""Every row of a table is written, skipped or set aside, and all of them are counted."""

from __future__ import annotations

import csv
import io

import pytest

from pipelines.errors import FileRefused
from pipelines.readers import RawTable, table_writer
from pipelines.readers.table_writer import as_line

HEADER = "student,contact,minutes,notes\n"
ROWS = "s1,Ana,30,Kind\ns2,Bo,20,Busy\ns3,Cy,25,Later\n"


def table_of(understand, text: str) -> RawTable:
    (table,) = understand(text).tables
    assert table.rows_read == table.row_count + len(table.skipped) + len(table.bad_rows)
    assert table.row_count == sum(1 for _ in table.rows())
    return table


def test_rows_keep_their_numbers_and_what_is_left_out_is_named_in_their_order(understand) -> None:
    table = table_of(
        understand, HEADER + ",,,\n" + ROWS + "Total,,75,\n" + HEADER + "s4,Di,5,ok\nNote: a draft\n"
    )
    assert [(one.row, one.rule, one.detail) for one in table.skipped] == [
        (2, "blank", "nothing in the row"),
        (6, "total_line", "a line of totals"),
        (7, "note", "the header again"),
        (9, "note", "a note below the table"),
    ]
    assert [number for number, _ in table.rows()] == [3, 4, 5, 8]


def test_lonely_rows_wait_for_what_follows_them(understand) -> None:
    """Notes only where no full row comes after them; they are written in their place otherwise."""
    between = table_of(understand, HEADER + ROWS + "Note: a draft,,,\ns9,,,\ns4,Di,5,ok\n")
    assert [number for number, _ in between.rows()] == [2, 3, 4, 5, 6, 7]
    below = table_of(understand, HEADER + ROWS + "s9,,,\nNote: a draft,,,\n")
    assert [number for number, _ in below.rows()] == [2, 3, 4, 5]
    assert [(one.row, one.rule) for one in below.skipped] == [(6, "note")]


def test_a_header_shorter_than_its_table_again_is_a_note(understand) -> None:
    table = table_of(understand, "a,b\n1,2\n3,4\na,b\n5,6\n")
    assert [one.row for one in table.skipped] == [4]


def test_dropped_columns_are_in_no_row_and_count_for_no_rule(understand) -> None:
    table = table_of(understand, "student,IP Address,minutes,cost\ns1,192.0.2.7,30,4\nTotal,192.0.2.7,30,4\n")
    assert list(table.rows()) == [(2, ["s1", "30", "4"])]
    assert [one.rule for one in table.skipped] == ["total_line"]


def test_what_a_bad_row_held_is_kept_up_to_a_limit(understand, monkeypatch) -> None:
    monkeypatch.setattr(table_writer, "_MAX_QUOTED", 12)
    (bad,) = table_of(understand, HEADER + ROWS + "s4,D,i,E,d,x,y,z,q\n").bad_rows
    assert (bad.code, bad.row, bad.found, bad.expected) == ("too_many_cells", 5, "s4,D,i,E,d,x", "4 cells")


@pytest.mark.parametrize(
    ("limit", "rows", "words"),
    [
        ("MAX_SKIPPED", ",,,\n", "The file has more than 2 blank or unusable rows"),
        (
            "MAX_BAD_ROWS",
            "x,Di,E,d,x,y,z\n",
            "More than 2 rows of The file do not fit its header; the first is row 2",
        ),
    ],
)
def test_there_may_be_so_many_unusable_rows_and_no_more(understand, monkeypatch, limit, rows, words) -> None:
    monkeypatch.setattr(table_writer, limit, 2)
    table = table_of(understand, HEADER + rows * 2 + ROWS * 4)
    assert len(table.skipped) + len(table.bad_rows) == 2
    with pytest.raises(FileRefused, match=words):
        understand(HEADER + rows * 3 + ROWS * 4)


def test_mended_rows_are_named_up_to_a_limit_and_counted_beyond(understand, monkeypatch) -> None:
    monkeypatch.setattr(table_writer, "MAX_MENDED", 2)
    reading = understand(HEADER + ROWS + "s4,Di,5\n" * 5)
    assert [one.row for one in reading.tables[0].mended] == [5, 6]
    assert any("5 rows have fewer cells" in note for note in reading.notes)


@pytest.mark.parametrize(
    "cells", [["a", "b"], ["a,b", 'say "x"'], ["one\ntwo", ""], ["one\rtwo", "x"], [""], ["", "", ""]]
)
def test_a_row_as_a_line_reads_back(cells) -> None:
    (back,) = csv.reader(io.StringIO(as_line(cells), newline=""))
    assert back == cells


def test_a_table_without_rows_adds_up(understand) -> None:
    (table,) = understand("a,b\n", allow_empty=True).tables
    assert (table.rows_read, table.row_count, list(table.rows())) == (0, 0, [])
