"""Rows that are no records, and rows that only look like it."""

from __future__ import annotations

import pytest

from pipelines.readers import Reading
from pipelines.readers.layout.row_rules import (
    Repeats,
    identifying,
    is_alone,
    is_group_heading,
    is_lonely,
    is_note,
    is_total_line,
    may_be_total_line,
)

HEADER = "student,contact,minutes,cost\n"
ROWS = "s1,Ana,30,4.50\ns2,Bo,20,\n"


def rules(understand, text: str) -> list[tuple[int, str]]:
    return rules_of(understand(text))


def rules_of(reading: Reading) -> list[tuple[int, str]]:
    (table,) = reading.tables
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


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("student,student_id,minutes", "Total,100123,30"),
        ("student,phone number,minutes", "Sum,5550100,30"),
        ("student,email,minutes", "Total,total@example.edu,30"),
        ("student,held_on,minutes", "Total,2026-03-01,30"),
        ("student,contact,minutes", "Total,Ana Ruiz,30"),
        ("student_id,minutes,cost", "100123,Total,4"),
    ],
)
def test_a_student_named_total_is_a_student(understand, header, row):
    (table,) = understand(f"{header}\n{row}\n{row.replace('Total', 'Ruiz')}\n").tables
    assert (table.row_count, table.skipped) == (2, ())


def test_an_interview_note_that_says_not_applicable_is_kept(understand):
    (table,) = understand("student,contact,notes\ns1,Ana,n/a\ns2,Bo,\nn/a,,\n").tables
    assert [cells for _, cells in table.rows()] == [["s1", "Ana", "n/a"], ["s2", "Bo", ""], ["n/a", "", ""]]


@pytest.mark.parametrize("line", ["Subtotal,Record Count,2,", "Total,Count,12,", "Grand Total,,Sum,4.50"])
def test_a_line_that_says_what_it_totals_is_a_total(understand, line):
    assert rules(understand, HEADER + ROWS + line + "\n") == [(4, "total_line")]


def test_the_heading_of_a_group_of_rows_is_a_note(understand):
    text = HEADER + "Arts (1 record),,,\ns1,Ana,30,4\nLaw (1 record),,,\ns2,Bo,20,1\n"
    assert rules(understand, text) == [(2, "note"), (4, "note")]


def test_a_contact_with_a_number_in_brackets_is_no_heading(understand):
    assert rules(understand, HEADER + "s1,Ana (2 records),30,4\ns2,Bo,20,1\n") == []


def test_closing_lines_of_salesforce_name_the_tool_in_a_table_of_two_columns_too(understand):
    body = "".join(f"s{n},Ana {n}\n" for n in range(400))
    reading = understand(
        "Student ID,Contact\n" + body + "Grand Totals (400 records)\n"
        "Confidential Information - Do Not Distribute\n"
        '"Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved."\n'
    )
    (table,) = reading.tables
    assert reading.tool == "salesforce"
    assert table.row_count == 400
    assert [one.rule for one in table.skipped] == ["total_line", "note", "note"]


WORDS = ("went well", "We met: over coffee", "a good talk about " * 3, "Ana")
LONG = "student,minutes,remark\n" + "".join(f"{1001 + n},{n},{WORDS[n % 4]}\n" for n in range(60))


def test_a_remark_without_delimiters_below_a_long_table_is_a_note(understand):
    assert rules(understand, LONG + "Note: spring term only\n") == [(62, "note")]


def test_a_remark_without_delimiters_between_rows_is_not_passed_over_in_silence(understand):
    (table,) = understand(LONG + "Note: spring term only\n1099,5,fine\n").tables
    told = {number for number, _ in table.rows()} | {bad.row for bad in table.bad_rows}
    assert (table.skipped, 62 in told) == ((), True)


SURVEY = "Response ID,Time Started,Date Submitted,Status,Answer\n"


def test_a_response_exported_twice_is_counted_once(understand):
    row = "1,2026-03-02 10:00:00,2026-03-02 10:05:00,Complete,yes\n"
    assert rules(understand, SURVEY + row + row.replace("1,", "2,", 1) + row) == [(4, "duplicate")]


@pytest.mark.parametrize(
    "rows",
    [
        # another answer under the same number, as when a respondent came back
        "1,2026-03-02 10:00:00,2026-03-02 10:05:00,Complete,yes\n1,2026-03-02 10:00:00,2026-03-02 10:05:00,Complete,no\n",
        # nothing that names the response
        ",,,Complete,yes\n,,,Complete,yes\n",
    ],
)
def test_responses_that_only_look_alike_are_two(understand, rows):
    assert rules_of(understand(SURVEY + rows)) == []


def test_two_people_of_an_anonymous_poll_may_answer_in_the_same_second(understand):
    row = "3/2/2026 10:00:00,Yes,Ana\n"
    reading = understand("Timestamp,Did you ask?,Who did you talk to?\n" + row + row)
    assert reading.tool == "google_forms"
    assert rules_of(reading) == []


def test_equal_rows_of_a_sheet_no_tool_wrote_are_the_importers_to_judge(understand):
    assert rules(understand, HEADER + ROWS + ROWS) == []


def test_an_answer_that_says_partial_is_no_unfinished_response(understand):
    text = "student,contact,status\ns1,Ana,Partial\ns2,Bo,Survey Preview\n"
    assert rules(understand, text) == []


@pytest.mark.parametrize("line", ["TotalEnergies,Ana,30,4", "Total,Ana Ruiz,30,4", "Summer,Ana,30,4"])
def test_names_that_begin_like_totals_are_rows(understand, line):
    assert rules(understand, HEADER + ROWS + line + "\n") == []


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["one two three four five", "", ""], False),
        (["one two three four five six", "", ""], True),  # so many words are a sentence
        (["one two three four five six", ""], False),  # of two columns, one cell alone says nothing
        (["one two three four five six", "x", ""], False),
        (["one two three four five six", "", "x"], False),
        (["s1", "", ""], False),
        *(([text, "", ""], True) for text in (
            "Note: fall", "Notes", "Source: survey", "Confidential", "Copyright 2026", "© 2026", "(c) 2026", "* draft",
            "† draft", "Generated by us", "Exported 3/2", "Report 5", "Printed 3/2", "Created by Ana", "Created on 3/2",
            "As of today", "End of report", "End of file", "Filter by x", "Filtered by x", "Prepared by Ana",
            "All rights", "Disclaimer", "This report", "This file", "This sheet", "This list", "This table", "Please ask",
            "---", "===", "  note", "Note:\nof two lines",
        )),
        *(([text, "", ""], False) for text in ("Noted", "Sourcery", "Created", "As", "End of day", "This one", "-", "=")),
    ],
)  # fmt: skip
def test_a_lonely_cell_that_reads_like_a_remark_is_a_note(cells, expected):
    assert is_note(cells) is expected


@pytest.mark.parametrize(
    ("cells", "identifiers", "expected"),
    [
        *(([text, "5"], (), True) for text in (
            "Total", "totals", "Grand Total", "Grand-Totals", "Overall total", "Subtotal", "Sub total", "Sub-Total", "Sum",
            "Total count", "Total records", "Total rows", "Total responses", "Total 12", "Total (1,200 records)",
            "Total (2 rows):", "Totals (3 responses)", "Grand Sum :",
        )),
        *((["Total", amount], (), True) for amount in ("", " ", "-", "n/a", "NA", "$4.50", "(12)", "+5", "12%", "1 200")),
        *((["Total", amount], (), False) for amount in ("x", "Ana", "2026-03-01", "5 days", "s1")),
        *(([text, "5"], (), False) for text in ("Totality", "Total of all", "Sum up", "Great total", "A total")),
        (["Total", "100123"], (1,), False),
        (["Total", ""], (1,), True),
        (["Total", "Record Count", "12"], (2,), True),  # the line says that it counts
        *((["Total", what, "12"], (), True) for what in ("Count", "Sum", "Average", "avg", "Min", "MAX", "Row count")),
        (["Total", "Median", "12"], (), False),
        (["", "Total", "5"], (), True),
        (["5", "Total"], (), False),
        (["", ""], (), False),
    ],
)  # fmt: skip
def test_a_line_of_totals(cells, identifiers, expected):
    assert is_total_line(cells, identifiers) is expected
    if expected:
        assert may_be_total_line(cells)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        *((name, True) for name in (
            "id", "ID", "student_id", "Student IDs", "netid", "NetID", "username", "Phone number", "Student No.", "Student ID #", "card #",
            "identifier", "Contact ID", "row number", "Record no", "ID number",
        )),
        *((name, False) for name in ("# of names", "number", "minutes", "paid", "phone", "video", "id of room", "count")),
    ],
)  # fmt: skip
def test_columns_whose_numbers_are_somebodys(name, expected):
    assert identifying(["x", name]) == ((1,) if expected else ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Arts (12 records)", True),
        ("Arts & Law (1 record) ", True),
        ("Arts (1,200 Records)", True),
        ("(12 records)", False),
        ("Arts (12)", False),
        ("Arts (12 records) x", False),
    ],
)
def test_the_heading_of_a_group(text, expected):
    assert is_group_heading([text, "", ""]) is expected


@pytest.mark.parametrize(
    ("cells", "alone", "lonely"),
    [
        (["a"], True, False),
        (["a", ""], True, False),
        (["a", "", ""], True, True),
        (["a", "x", ""], False, False),
        (["a", "", "x"], False, False),
        ([" ", "", ""], False, False),
        (["", "", "x"], False, False),
    ],
)
def test_a_cell_alone_in_its_row(cells, alone, lonely):
    assert (is_alone(cells), is_lonely(cells)) == (alone, lonely)


def test_a_response_is_seen_before_where_it_names_itself_and_every_cell_is_the_same():
    repeats = Repeats([(0,), (1, 2)])
    seen = [
        (["1", "", "", "x"], False),
        (["1", "", "", "x"], True),
        (["1", "", "", "y"], False),  # another answer
        (["", "a", "b", "x"], False),
        (["", "a", "b", "x"], True),
        (["", "a", " ", "x"], False),  # names no response
        (["", "a", " ", "x"], False),
        (["1", "", "", "x"], True),
    ]
    for cells, expected in seen:
        assert repeats.seen_before(cells) is expected


def test_cells_are_not_run_together_when_rows_are_compared():
    repeats = Repeats([(0,)])
    assert not repeats.seen_before(["1", "ab", "c"])
    assert not repeats.seen_before(["1", "a", "bc"])


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
