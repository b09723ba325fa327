"""Headers that stand where nobody expects them: below titles wider than the table, below codes, with a name too few."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pipelines.readers.layout import header
from tests.pipelines.readers.written_tables import FORMATS, as_csv, only

HEADER = ["student_id", "contact_name", "contact_employer", "held_on", "minutes"]
ROWS = [
    [
        f"s{at:03}",
        ("Ana Kurz", "Bo Lang")[at % 2],
        ("Acme", "Beta")[at % 2],
        f"2026-03-{at + 1:02}",
        str(10 + at),
    ]
    for at in range(12)
]
TABLE = [HEADER, *ROWS]
NUMBERED = [[str(at), *row] for at, row in enumerate(ROWS, start=1)]

ABOVE: dict[str, list[list[object]]] = {
    "a title wider than the table": [
        ["Interview log", "Spring 2026", "College of Arts", "by", "Dana Roe", "2026", "x"]
    ],
    "a title split at its commas": [
        ["Career", "Internship", "and Outreach Office", "Example College", "at", "2026"]
    ],
    "two of them": [list("abcdefg"), ["Office", "of", "Career", "Services", "and", "Advising"]],
    "a title and a blank row": [["Log", "Spring", "Arts", "made by", "Dana", "Roe"], []],
    "a remote remark": [["Office of Career Services", None, None, None, None, None, None, "Spring"]],
    "lines of what was chosen": [["Exported by:", "Dana"], ["Dates:", "January to May"], ["Filters:", "All"]],
    "wide lines of what was chosen": [
        ["Filter:", "Program", "=", "Fellows", "x"],
        ["Filter:", "Term", "=", "S", "y"],
    ],
    "comments": [["# exported"], ["# by: Dana", " Kim", " Lee", " Bo", " Cy", " Di"]],
    "codes": [["Q1", "Q2", "Q3", "Q4", "Q5"]],
    "codes with parts": [["Q1", "Q2_1", "Q2_2", "Q3", "Q4"]],
    "codes and a blank row": [["F-1", "F-2", "F-3", "F-4", "F-5"], []],
    "codes but for the first": [[None, "Q1", "Q2", "Q3", "Q4"]],
    "letters": [["A", "B", "C", "D", "E"]],
    "numbers": [[1, 2, 3, 4, 5]],
    "numbers from nought": [[0, 1, 2, 3, 4]],
    "codes below a title": [["Interview log"], ["F1", "F2", "F3", "F4", "F5"]],
}


@pytest.mark.parametrize("above", ABOVE)
@pytest.mark.parametrize("name", FORMATS)
def test_a_header_is_found_below(understand, name: str, above: str) -> None:
    table = only(understand(FORMATS[name](*ABOVE[above], *TABLE), name))
    assert [list(table.columns), *(cells for _, cells in table.rows())] == TABLE
    assert not table.mended


@pytest.mark.parametrize(
    "rows",
    [
        [["Q1", "Q2", "Q3"], ["s1", "Ana", "4"], ["s2", "Bo", "5"]],
        [["A", "B", "C"], ["1", "2", "3"], ["4", "5", "6"]],
        [["Program", "2024", "2025"], ["Fellows", "3", "4"], ["Cohort", "5", "6"]],
        [["name", "email", "phone", "thanked"], ["Ana", "a@x.org", "555"], ["Bo", "b@x.org", "556"]],
        [["Q1", "Q2"], ["Name", "Email"]],
    ],
)
def test_a_header_that_is_one_stays_one(understand, rows: list[list[str]]) -> None:
    table = only(understand(as_csv(*rows), allow_empty=True))
    assert list(table.columns) == rows[0]


@pytest.mark.parametrize(
    ("row", "are_codes"),
    [
        (["Q1", "Q2"], True),
        (["Q1", ""], False),
        (["Q1", "Q1"], False),
        (["Q1", "Name"], False),
        (["a", "B", "c"], True),
        (["B", "C"], False),
        (["A", "C"], False),
        (["1", "2", "3"], True),
        (["0", "1"], True),
        (["2", "3"], False),
        (["1", "3"], False),
        (["2024", "2025"], False),
        (["VAR 12", "VAR 13.1"], True),
    ],
)
def test_what_numbers_columns(row: list[str], are_codes: bool) -> None:
    assert header.are_codes(row) is are_codes


# --- a name too few ---


@pytest.mark.parametrize(
    "rows",
    [
        NUMBERED,
        NUMBERED[:1],
        [[f"row{at}", *row] for at, row in enumerate(ROWS)],
        [*NUMBERED[:5], ["6", "s9", "Ana"], *NUMBERED[6:]],
    ],
)
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_the_name_of_rows_has_no_name_of_its_own(understand, delimiter: str, rows: list[list[str]]) -> None:
    table = only(understand(as_csv(HEADER, *rows, delimiter=delimiter)))
    assert table.columns == ("Column 1", *HEADER)
    whole = [row for row in rows if len(row) == len(HEADER) + 1]
    assert [cells for _, cells in table.rows()][: len(whole)][:5] == whole[:5]


def test_r_separates_by_blanks(understand) -> None:
    lines = [
        '"' + '" "'.join(HEADER) + '"',
        *(f'"{row[0]}" "' + '" "'.join(row[1:]) + '"' for row in NUMBERED),
    ]
    table = only(understand("\n".join(lines) + "\n"))
    assert table.columns == ("Column 1", *HEADER)
    assert [cells for _, cells in table.rows()] == NUMBERED


def test_a_blank_first_name_is_a_column(understand) -> None:
    table = only(understand(as_csv(["", *HEADER], *NUMBERED)))
    assert (table.columns, [cells for _, cells in table.rows()]) == (("Column 1", *HEADER), NUMBERED)


@pytest.mark.parametrize(
    ("names", "rows", "lacks"),
    [
        (
            ["id", "name", "held_on"],
            [["1", "Ana", "2026-03-01", "fine"], ["2", "Bo", "2026-03-02", "ok"]],
            False,
        ),
        (["id", "name"], [["1", "Ana", "x"], ["2", "Bo", "y"]], False),  # the id is the number
        (["first", "last"], [["1", "Ana", "Kurz"], ["2", "Bo", "Lang"]], True),
        (["a", "b"], [["1", "Ana", "Kurz"], ["2", "Bo", "Lang"]], True),
        (["a", "b"], [["5", "Ana", "Kurz"], ["9", "Bo", "Lang"]], False),
        (["a", "b"], [["1", "2", ""], ["2", "3", ""]], False),  # a delimiter behind each row
        (["a", "b"], [["1", "2"], ["2", "3"]], False),
        (["email", "minutes"], [["x", "a@b.org", "5"]], True),
        (["email", "minutes"], [["a@b.org", "5", "x"]], False),
        (["a", "b"], [], False),
    ],
)
def test_whether_a_name_is_lacking(names: Sequence[str], rows: Sequence[Sequence[str]], lacks: bool) -> None:
    assert header.lacks_first_name(names, rows) is lacks


def test_two_columns_with_names_for_rows(understand) -> None:
    table = only(understand("first,last\n1,Ana,Kurz\n2,Bo,Lang\n3,Cy,Mann\n"))
    assert table.columns == ("Column 1", "first", "last")
    assert table.row_count == 3


# --- names in the gaps of the row above ---


@pytest.mark.parametrize(
    ("upper", "lower", "columns"),
    [
        (
            ["student_id", "Contact", "", "held_on", "minutes"],
            ["", "name", "employer", "", ""],
            ["student_id", "Contact - name", "Contact - employer", "held_on", "minutes"],
        ),
        (
            ["student_id", "contact_name", "contact_employer", "When", ""],
            ["", "", "", "held_on", "minutes"],
            ["student_id", "contact_name", "contact_employer", "When - held_on", "When - minutes"],
        ),
        (
            ["", "Contact", "", "Talk", ""],
            ["student_id", "name", "employer", "held_on", "minutes"],
            ["student_id", "Contact - name", "Contact - employer", "Talk - held_on", "Talk - minutes"],
        ),
    ],
)
@pytest.mark.parametrize("name", FORMATS)
def test_names_below_blank_cells_are_names(
    understand, name: str, upper: list[str], lower: list[str], columns
) -> None:
    table = only(understand(FORMATS[name](upper, lower, *ROWS), name))
    assert (list(table.columns), table.row_count) == (columns, len(ROWS))


@pytest.mark.parametrize(
    "second",
    [
        ["", "Ana", "see email", "", ""],
        ["", "name", "", "", ""],
        ["s1", "name", "employer", "", ""],
        ["", "name", "employer", "2026-03-01", ""],
    ],
)
def test_a_row_with_few_cells_is_a_row(understand, second: list[str]) -> None:
    table = only(understand(as_csv(["student_id", "Contact", "", "held_on", "minutes"], second, *ROWS)))
    assert table.header_rows == (1,)
    assert next(table.rows())[1] == second


# --- a narrow table above a wider one ---


@pytest.mark.parametrize(
    "first",
    [
        [["Term", "Count"], ["Fall", "3"], ["Spring", "9"]],
        [["Where", "How many"], ["Fall", "3"], ["Spring", "9"]],
        [["Program", "Advisor"], ["Fellows", "Dana"], ["Cohort", "Kim"]],
        [["Program", "Students", "Talks"], ["Fellows", "3", "4"], ["Cohort", "5", "6"]],
        [["Code", "Meaning"], ["c", "cold"], ["r", "referral"]],
        [["Program", "Students", "Talks"], *[[f"P{at}", str(at), "4"] for at in range(9)]],
    ],
)
@pytest.mark.parametrize("between", [[], [[]]])
def test_of_a_narrow_table_and_a_wide_one_below_none_is_left_out_without_a_word(
    understand, first, between
) -> None:
    reading = understand(as_csv(*first, *between, *TABLE))
    table = only(reading)
    if list(table.columns) == HEADER:
        assert table.row_count == len(ROWS)
        assert any("stand above the table" in note for note in reading.notes)
    else:
        assert list(table.columns) == first[0]
        assert table.row_count == len(first) - 1
        assert any("another table" in note for note in reading.notes)
