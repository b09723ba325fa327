"""Rows that are no records, and rows that only look like it."""

from __future__ import annotations

import pytest

HEADER = "student,contact,minutes,cost\n"
ROWS = "s1,Ana,30,4.50\ns2,Bo,20,\n"


def rules(understand, text: str) -> list[tuple[int, str]]:
    (table,) = understand(text).tables
    assert table.rows_read == table.row_count + len(table.skipped) + len(table.bad_rows)
    return [(one.row, one.rule) for one in table.skipped]


@pytest.mark.parametrize(
    "line",
    [
        "Total,,50,4.50",
        "TOTAL:,,,",
        "Grand Total,,50,$4.50",
        "Grand Totals (2 records),,,",
        "Subtotal,,50,4.50",
        ",Total,50,4.50",
        "Total (2),,50,-",
        'Total,,"1,050","(4.50)"',
    ],
)
def test_lines_of_totals_are_skipped(understand, line):
    assert rules(understand, HEADER + ROWS + line + "\n") == [(4, "total_line")]


@pytest.mark.parametrize("line", ["TotalEnergies,Ana,30,4", "Total,Ana Ruiz,30,4", "Summer,Ana,30,4"])
def test_names_that_begin_like_totals_are_rows(understand, line):
    assert rules(understand, HEADER + ROWS + line + "\n") == []


def test_what_a_report_writes_below_its_table_are_notes(understand):
    text = (
        HEADER
        + ROWS
        + "Grand Totals (2 records),,,\n,,,\n"
        + "Confidential Information - Do Not Distribute\nCopyright © 2000-2026 example.com\n"
    )
    assert rules(understand, text) == [(4, "total_line"), (5, "blank"), (6, "note"), (7, "note")]


def test_an_id_alone_is_a_row_like_any_other(understand):
    (table,) = understand(HEADER + ROWS + "s3,,,\n").tables
    assert [cells[0] for _, cells in table.rows()] == ["s1", "s2", "s3"]


def test_a_remark_between_rows_is_a_row_for_the_importer_to_judge(understand):
    text = HEADER + "s1,Ana,30,4\nNote: the others came later,,,\ns2,Bo,20,1\n"
    (table,) = understand(text).tables
    assert [number for number, _ in table.rows()] == [2, 3, 4]


def test_the_header_again_is_a_note(understand):
    assert rules(understand, HEADER + ROWS + HEADER + ROWS) == [(4, "note")]


def test_a_row_of_blanks_is_blank(understand):
    assert rules(understand, HEADER + ' , ,"\n", \n' + ROWS) == [(2, "blank")]


def test_what_is_said_of_a_skipped_row_never_quotes_it(understand):
    (table,) = understand(HEADER + ROWS + "Total,,12345,6789\n").tables
    assert "12345" not in repr(table.skipped)
