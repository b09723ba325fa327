"""Which row is the header, what it is called by, and whether there is one at all."""

from __future__ import annotations

import pytest

from pipelines.readers.layout.header import (
    Header,
    decide,
    filled,
    find,
    fold,
    is_certain,
    named_columns,
    names,
    reach,
    usual_reach,
)
from pipelines.readers.records import FileRecord, Merge


def grid(text: str) -> list[list[str]]:
    """Rows of cells from lines with bars between; a line of its own is a row, a blank one a blank row."""
    return [[cell.strip() for cell in line.split("|")] for line in text.strip("\n").split("\n")]


def records(text: str) -> list[FileRecord]:
    return [FileRecord(number, cells) for number, cells in enumerate(grid(text), start=1)]


# --- cells and rows ---


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        (" Held\u00a0 on\r\n(day)\t", "Held on (day)"),
        ("\ufeffid", "id"),
        ("\u200bid \u200b name", "id name"),
        (" \n", ""),
        ("\u200eDa\u00adte\u2060 held\u202c", "Date held"),
    ],
)
def test_a_name_is_one_line_with_single_blanks(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_how_full_and_how_wide_a_row_is() -> None:
    assert (filled(["", "a", " ", "b", ""]), reach(["", "a", " ", "b", ""])) == (2, 4)
    assert (filled([]), reach([]), filled([" "]), reach([" "])) == (0, 0, 0, 0)


# --- which row ---


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("a|b|c\n1|2|3", 0),
        ("Title\na|b|c\n1|2|3\n4|5|6", 1),
        (" \n \na|b\n1|2", 2),
        # the fuller rows have ten cells: six make a header, five do not
        ("t|t|t|t|t\na|b|c|d|e|f\n" + "1|2|3|4|5|6|7|8|9|0\n" * 8, 1),
        # up to three cells, all must be there
        ("a|b\na|b|c\n" + "1|2|3\n" * 8, 1),
        # four of five rows are narrow: they are the table; one wide row is ragged
        ("a|b\n" + "1|2\n" * 7 + "1|2|3|4\n", 0),
        # nothing under the wide row, two rows of a table above it
        ("a|b\n1|2\n1|2|3", 0),
        ("Title\nx\na|b|c", 2),
        ("only", 0),
    ],
)
def test_the_header_is_the_first_row_about_as_wide_as_the_fuller_ones(text: str, at: int) -> None:
    assert find(grid(text)) == at


def test_blank_rows_have_no_header() -> None:
    assert find([["", " "], []]) is None
    assert find([]) is None


SPARSE = "s1|2026-03-02|fine\n" + "s2||\n" * 12


@pytest.mark.parametrize(
    ("above", "at"),
    [
        ("Log", 1),
        ("Log\nFall\nCareers\nRoom 5\nPrinted", 5),
        ("Log\nFall\nCareers\nRoom 5\nPrinted\nTwice", 0),  # more titles than anybody writes
        ("Log\n\n\n\n\n\n\nFall", 8),  # blank rows are no titles
        ("Term:|Fall", 2 - 1),
    ],
)
def test_above_nearly_empty_rows_a_certain_header_outweighs_titles(above: str, at: int) -> None:
    assert find(grid(f"{above}\nStudent ID|Held on|Notes\n{SPARSE}")) == at


@pytest.mark.parametrize(
    ("row", "below", "expected"),
    [
        ("Student ID|Held on|Notes", SPARSE, True),
        ("Student ID|Held on|Notes", "a|b|c", True),  # all of them names of fields
        ("Student ID|Held on|Notes", "a\nb", False),  # names nothing of one cell
        ("Student ID|Held on|Notes", "", False),
        ("Student ID|Held on|Held on", SPARSE, False),
        ("Student ID|Held on|held On", SPARSE, False),
        ("Student ID|Held on|5", SPARSE, False),
        ("Student ID|Held on:|Notes", SPARSE, False),
        ("s9|Held on|Notes", SPARSE, False),  # an id like those below
        ("Student ID", SPARSE, False),
        # seven of ten, with a column they name; six of ten
        ("ID|Email|Date|City|Phone|Major|Notes|Went|So|Then", "1|a@b.org|c|d|e|f|g|h|i|j", True),
        ("ID|Email|Date|City|Phone|Major|Notes|Went|So|Then", "x|y|c|d|e|f|g|h|i|j", False),
        ("ID|Email|Date|City|Phone|Major|Went|Well|So|Then", "1|a@b.org|c|d|e|f|g|h|i|j", False),
        # two columns: both names of fields, and one they plainly name
        ("Student ID|Held on", "x|2026-03-02", True),
        ("Student ID|Held on", "x|y", False),
        ("Student ID|Fall", "x|2026-03-02", False),
        ("Term:|Fall 2025", "x|2026-03-02", False),
    ],
)
def test_a_header_is_certain_only_with_names_and_values_under_them(
    row: str, below: str, expected: bool
) -> None:
    (cells,) = grid(row)
    assert is_certain(cells, grid(below) if below else []) is expected


@pytest.mark.parametrize(
    ("row", "below", "count"),
    [
        ("a|b|c", "x|1|2026-03-02\ny|2|", 2),
        ("a|b|c", "x|1|y\ny|n/a|z", 0),
        ("1|b", "2|3", 1),
        ("a|b", "1", 1),
        ("a|b", "", 0),
    ],
)
def test_columns_that_a_row_names(row: str, below: str, count: int) -> None:
    assert named_columns(grid(row)[0], grid(below)) == count


# --- the whole of it ---


@pytest.mark.parametrize(
    ("text", "has_header"),
    [
        ("student|held\nAna|2026-03-02\nBo|2026-03-03", True),
        ("s1|Ana|2026-03-02\ns2|Bo|2026-03-03", False),
        ("s1|Ana\ns2|Bo", True),  # one id below proves nothing
        ("s1|Ana\ns2|Bo\ns3|Cy", False),
        ("s1|Ana\ns2|Bo\nx|Cy\ny|Di", True),  # half of the ids only
        ("Ana|Ruiz\nBo|Li", True),
        ("Ana|EY|video\nBo|EY|phone\nCy|KPMG|video", False),
        ("Ana|EY|video\nBo|KPMG|phone\nCy|KPMG|video", True),  # one cell again is chance
        ("x|EY|video\nx|EY|phone", True),  # a letter is no value
        ("1|2|3\n4|5|6", False),
        ("2024|2025\n5|6", True),
        ("1900|2100\n5|6", True),
        ("1899|2101\n5|6", False),
        ("0|1|2\n7|5|5", True),
        ("Student|1|2|3\nAna|4|5|5", True),
        ("Zed|1|2|3\nAna|4|5|5", True),
        ("Zed|1|3|4\nAna|4|5|5", False),
        ("Zed|1\nAna|4", False),  # one number counts nothing
        ("Zed|1000|1001\nAna|4|5", True),
        ("Zed|10000|10001\nAna|4|5", False),  # five digits are an amount
        ("held|2026-03-02\ns1|4\ns2|5", True),
        ("a@b.org|Ana\nc@d.org|Bo", False),
        ("Email|a@b.org\nEmail|c@d.org\nPhone|e@f.org", True),
        ("2026-03-02|Email|Notes\n2026-03-03|x|y", True),
        ("2026-03-02|Ana|x\n2026-03-03|Bo|y", False),
        ("Ana", True),
        ("7", True),
        ("7|8", False),
        ("Ana|8", True),
    ],
)
def test_a_first_row_of_data_is_no_header(text: str, has_header: bool) -> None:
    assert bool(decide(records(text), 0).rows) is has_header


def test_without_a_header_the_columns_have_no_names() -> None:
    assert decide(records("Log\ns1|2|3\ns2|3|4|5\ns3|4|5"), 1) == Header((), 1, ("",) * 4, ("",) * 4)


GROUPS = "|Outreach||Interview|\nStudent|Date|Reply|Date|Notes\ns1|2026-03-02|yes|2026-03-09|fine"
JOINED = ("Student", "Outreach - Date", "Outreach - Reply", "Interview - Date", "Interview - Notes")


@pytest.mark.parametrize("at", [0, 1])
def test_groups_are_part_of_the_names_whichever_row_was_found(at: int) -> None:
    header = decide(records(GROUPS), at)
    assert (header.rows, header.first_data, header.names) == ((0, 1), 2, JOINED)
    assert header.originals == ("Student", "Outreach\nDate", "Reply", "Interview\nDate", "Notes")


def test_two_rows_of_groups_above_the_names_and_no_more() -> None:
    text = (
        "|x||||y|||\n|Spring||||Fall|||\n|Outreach||Interview||Outreach||Interview|\n"
        "Student|Date|Reply|Date|Reply|Date|Reply|Date|Reply\ns1|1|2|3|4|5|6|7|8"
    )
    header = decide(records(text), 3)
    assert header.rows == (1, 2, 3)
    assert header.names[1:4] == (
        "Spring - Outreach - Date",
        "Spring - Outreach - Reply",
        "Spring - Interview - Date",
    )


@pytest.mark.parametrize(
    ("text", "at", "rows"),
    [
        # a title stands at the left, alone or with a remark
        ("Outreach log||||\nStudent|Date|Reply|Date|Notes\ns1|2026-03-02|yes|2026-03-09|x", 1, (1,)),
        ("Outreach log|||Fall|\nStudent|Date|Reply|When|Notes\ns1|2026-03-02|yes|2026-03-09|x", 1, (1,)),
        # unless the names need it to be told apart
        ("Outreach|||Interview|\nStudent|Date|Reply|Date|Notes\ns1|2026-03-02|yes|2026-03-09|x", 1, (0, 1)),
        # a label, a group without another one, groups far to the right, a number, a blank row between
        ("|Term:||Fall|\nStudent|Date|Reply|When|Notes\ns1|2026-03-02|yes|2026-03-09|x", 1, (1,)),
        ("|Fall||Fall|\nStudent|Date|Reply|When|Notes\ns1|2026-03-02|yes|2026-03-09|x", 1, (1,)),
        ("|Fall||||Spring\nStudent|Date|Reply|When|Notes\ns1|2026-03-02|yes|2026-03-09|x", 1, (1,)),
        ("|2025||2026|\nStudent|Date|Reply|When|Notes\ns1|2026-03-02|yes|2026-03-09|x", 1, (1,)),
        ("|Fall||Spring|\n\nStudent|Date|Reply|When|Notes\ns1|2026-03-02|yes|2026-03-09|x", 2, (2,)),
        ("|Fall||Spring|\nStudent|Date|Reply|When|Notes\ns1|2026-03-02|yes|2026-03-09|x", 1, (0, 1)),
    ],
)
def test_what_stands_above_the_names_is_a_title_unless_it_groups_them(
    text: str, at: int, rows: tuple[int, ...]
) -> None:
    found = [one._replace(number=number) for number, one in enumerate(records(text), start=1)]
    assert decide(found, at).rows == rows


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        # the row found repeats itself: the names are below it
        ("Outreach|Outreach|Talk\nDate|Reply|Notes\n2026-03-02|yes|x\n2026-03-03|no|y", (0, 1)),
        # or leaves cells out
        ("Outreach||Talk\nDate|Reply|Notes\n2026-03-02|yes|x\n2026-03-03|no|y", (0, 1)),
        # nothing about it is odd
        ("Outreach|Reply by|Talk\nDate|Reply|Notes\n2026-03-02|yes|x\n2026-03-03|no|y", (0,)),
        # half of the words below are names, and they name a column
        ("Outreach||Talk|Talk\nDate|Reply|Ana|Bo\n2026-03-02|yes|x|y\n2026-03-03|no|y|z", (0, 1)),
        # fewer than half are
        ("Outreach||Talk|Talk|x\nDate|Reply|Ana|Bo|Cy\n2026-03-02|yes|x|y|z\n2026-03-03|no|y|z|z", (0,)),
        # they name nothing
        ("Outreach||Talk\nDate|Reply|Notes\nsoon|yes|x\nlate|no|y", (0,)),
        # no words throughout, one cell only, no data below, a blank row between
        ("Outreach||Talk\nDate|5|Notes\n2026-03-02|yes|x\n2026-03-03|no|y", (0,)),
        ("Outreach||Talk\n|Date|\nx|2026-03-02|x\ny|2026-03-03|y", (0,)),
        ("Outreach||Talk\nDate|Reply|Notes", (0,)),
        ("Outreach||Talk\n\nDate|Reply|Notes\n2026-03-02|yes|x", (0,)),
        # joined, two columns would have one name
        ("Outreach|Outreach|Talk\nDate|Date|Notes\n2026-03-02|2026-03-02|x", (0,)),
    ],
)
def test_names_below_the_row_that_was_found(text: str, rows: tuple[int, ...]) -> None:
    assert decide(records(text), 0).rows == rows


def test_groups_merged_over_several_names_have_their_names_below() -> None:
    text = "Outreach||Talk|\nDate|Reply|Ana|Bo\n2026-03-02|yes|x|y\n2026-03-03|no|y|z"
    merges = [Merge(1, 1, 1, 2), Merge(1, 1, 3, 4)]
    assert decide(records(text), 0, merges).rows == (0, 1)
    without_data = "Outreach||Talk|\nDate|Reply|Notes|City"
    assert decide(records(without_data), 0, merges).rows == (0,)


def test_a_group_reaches_as_far_as_its_merge() -> None:
    text = "Student|Outreach|||Notes\n|Date|Reply|Held|\ns1|2026-03-02|yes|2026-03-09|x"
    merges = [Merge(1, 1, 2, 3), Merge(1, 2, 1, 1), Merge(1, 2, 5, 5)]
    assert decide(records(text), 0, merges).names == (
        "Student",
        "Outreach - Date",
        "Outreach - Reply",
        "Held",
        "Notes",
    )


def test_a_carried_group_names_no_column_beyond_the_last_name() -> None:
    text = "|Outreach||Interview||\nStudent|Date|Reply|Date|Notes|\ns1|2026-03-02|yes|2026-03-09|x|"
    assert decide(records(text), 1).names[-1] == ""


# --- names ---


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (["a", "b"], ["a", "b"]),
        (["a", "", " "], ["a", "Column 2", "Column 3"]),
        (["Q1", "Q1", "Q1"], ["Q1", "Q1 (2)", "Q1 (3)"]),
        (["Q1", "Q1 (2)", "Q1"], ["Q1", "Q1 (2)", "Q1 (3)"]),
        (["Q1", "Q1", "Q1 (2)"], ["Q1", "Q1 (3)", "Q1 (2)"]),
        (["Column 2", ""], ["Column 2", "Column 2 (2)"]),
        ([" a\n b"], ["a b"]),
    ],
)
def test_names_are_unique_and_never_empty(header: list[str], expected: list[str]) -> None:
    assert names(header) == expected


@pytest.mark.parametrize(
    ("rows", "at_least", "width"),
    [
        ("1|2|3\n1|2|3\n1|2", 2, 3),  # most rows reach further than the names
        ("1|2|3\n1|2|3\n1|2\n1|2", 2, 2),  # half of them
        ("1|2|3\n\n\n1|2", 2, 2),
        ("1|2|3\n1|2|3\n\n\n1|2", 2, 3),  # blank rows do not count
        ("1|2", 3, 3),
    ],
)
def test_a_header_shorter_than_most_rows_lacks_names(rows: str, at_least: int, width: int) -> None:
    assert usual_reach(grid(rows), at_least) == width
