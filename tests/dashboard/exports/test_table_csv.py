"""The table as CSV: one header row, rows that each carry the face, numbers as numbers, for Excel too."""

from __future__ import annotations

import csv
import io

from dashboard.charts.exhibit import exhibit_for
from dashboard.exports import table_csv
from dashboard.exports.formats import render
from tests.dashboard.charts.chart_samples import RATE, released
from tests.dashboard.exports.sample_exhibits import FORMULA, exhibit, hostile


def _rows(made: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(made.decode("utf-8-sig"), newline="")))


def test_csv_is_one_header_row_then_rows_that_each_carry_the_face() -> None:
    made_of = exhibit()
    head, *rows = _rows(render(made_of, "csv"))
    assert head[:4] == ["College", "Response rate", "Value", "Low"]
    assert len(rows) == 3
    assert all(len(row) == len(head) for row in rows)
    first = dict(zip(head, rows[0], strict=True))
    assert (first["College"], first["Value"], first["Denominator"]) == ("Business", "0.47", "214")
    for heading, words in made_of.face():
        assert first[heading] == words
    assert first["Data"] == "Synthetic: do not cite"


def test_csv_of_nothing_still_says_what_it_is_about() -> None:
    head, row = _rows(render(exhibit_for(released(RATE, [], ("college",))), "csv"))
    assert dict(zip(head, row, strict=True))["Figure"] == "Response rate by college"


def test_csv_guards_names_headings_and_filters() -> None:
    made = _rows(render(hostile(), "csv"))
    assert not [c for row in made for c in row if c.startswith(("=", "+", "-", "@"))]
    assert any(c == "'" + FORMULA for row in made for c in row)


def test_excel_is_told_that_the_text_is_utf_8_and_lines_end_as_it_expects() -> None:
    made = table_csv.table(["Név"], [["Ödön"], [3], [None]], [("Data", "made up")])
    assert made == b"\xef\xbb\xbf" + "Név,Data\r\nÖdön,made up\r\n3,made up\r\n,made up\r\n".encode()


def test_a_table_without_rows_is_one_empty_row_with_what_must_be_said() -> None:
    made = table_csv.table(["College", "Rate"], [], [("View", "working")])
    assert made.decode("utf-8-sig") == "College,Rate,View\r\n,,working\r\n"
