"""What is decided about a table before its rows are written, and what is said of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest

from pipelines.errors import FileRefused
from pipelines.readers.layout.table_plan import HEAD_ROWS, TablePlan, plan, rows_of
from pipelines.readers.model import MAX_COLUMNS
from pipelines.readers.records import FileRecord, Merge


def planned(text: str, reach: int = 0, merges: Sequence[Merge] = ()) -> TablePlan:
    """The plan of a table written with bars between its cells."""
    one = plan(source(text), "The file", reach, merges)
    assert one is not None
    return one


def source(text: str):
    def records() -> Iterator[FileRecord]:
        for number, line in enumerate(text.strip("\n").split("\n"), start=1):
            yield FileRecord(number, [cell.strip() for cell in line.split("|")])

    return records


ROWS = "s1|2026-03-02|fine\ns2|2026-03-03|\n"


def test_an_ordinary_table() -> None:
    one = planned("student|held on|notes\n" + ROWS)
    assert (one.columns, one.width, one.kept, one.labels) == (
        ("student", "held on", "notes"),
        3,
        (0, 1, 2),
        ("",) * 3,
    )
    assert (one.header_rows, one.preamble_rows, one.above, one.notes) == ((1,), (), 1, ())
    assert one.keeps_all
    assert one.has_header
    assert (one.has_rows, one.filled_columns, one.ends_before, one.beside) == (True, 3, None, None)


def test_blank_records_are_no_table() -> None:
    assert plan(source("|\n|"), "The file") is None


@pytest.mark.parametrize(
    ("above", "says"),
    [
        ("Log\nFall|2025\nAdvisor|Ruiz", False),
        ("Fall|2025\nAdvisor|Ruiz\nRoom|5", True),
        ("Log\nFall|2025\nAdvisor|Ruiz\n\nRoom|5", True),
        ("Log\nFall\nAdvisor\nRuiz", False),
    ],
)
def test_three_rows_of_two_cells_above_the_header_are_said(above: str, says: bool) -> None:
    one = planned(f"{above}\nstudent|held on|notes\n" + ROWS * 4)
    count = above.count("\n") + 1
    assert one.preamble_rows == tuple(range(1, count + 1))
    assert one.header_rows == (count + 1,)
    said = f"The file: rows 1 to {count} stand above the table and were not read as rows of it."
    assert (said in one.notes) is says


def test_places_are_dropped_and_said() -> None:
    one = planned("student|IP Address|Latitude\ns1|192.0.2.7|40.1")
    assert (one.columns, one.kept, one.dropped_columns) == (("student",), (0,), ("IP Address", "Latitude"))
    assert not one.keeps_all
    assert one.notes == (
        "The file: “IP Address”, “Latitude” were dropped on reading; IP addresses and positions are never kept.",
    )
    assert "“IP Address” was dropped" in planned("student|IP Address\ns1|x").notes[0]


def with_gaps(gaps: int, value: str) -> str:
    """Nine named columns and, before the last of them, some without a name that hold a value."""
    names = [f"n{at}" for at in range(8)]
    return "\n".join(
        "|".join([*row, *[cell] * gaps, "x"]) for row, cell in ((names, ""), (names[::-1], value))
    )


@pytest.mark.parametrize(
    ("gaps", "value", "note"),
    [
        (0, "", ""),
        (1, "x", "The file: 1 column without a name was called “Column 9”."),
        (2, "x", "The file: 2 columns without a name were called “Column 9”, “Column 10”."),
        (1, "", "The file: 1 column without name or content was left out."),
        (2, "", "The file: 2 columns without name or content were left out."),
        (
            5,
            "x",
            "The file: 5 columns without a name were called “Column 9”, “Column 10”, “Column 11”, “Column 12”, "
            "“Column 13”.",
        ),
        (
            6,
            "x",
            "The file: 6 columns without a name were called “Column 9”, “Column 10”, “Column 11”, “Column 12”, "
            "“Column 13” ….",
        ),
    ],
)
def test_columns_without_a_name_are_named_and_said_or_left_out(gaps: int, value: str, note: str) -> None:
    one = planned(with_gaps(gaps, value))
    kept = tuple(f"Column {9 + at}" for at in range(gaps)) if value else ()
    assert one.columns == (*(f"n{at}" for at in range(8)), *kept, "x")
    assert one.notes == ((note,) if note else ())
    assert one.filled_columns == 9


def test_of_columns_left_of_a_table_nothing_is_said() -> None:
    one = planned("||a|b\n||1|2")
    assert (one.columns, one.notes) == (("a", "b"), ())


def test_a_column_without_a_name_is_kept_for_a_single_value_far_down() -> None:
    text = "a|b||d\n" + "1|2||3\n" * (HEAD_ROWS + 5) + "1|2|x|3"
    assert planned(text).columns == ("a", "b", "Column 3", "d")


def test_a_table_without_header_says_what_its_columns_are_called() -> None:
    one = planned("s1|Ana|2026-03-02\ns2|Bo|2026-03-03")
    assert (one.columns, one.header_rows, one.above) == (("Column 1", "Column 2", "Column 3"), (), 0)
    assert (one.has_header, one.filled_columns) == (False, 3)
    assert one.notes == (
        "The file has no row of headers: the first row is data, so the columns are called “Column 1” to “Column 3”.",
    )


def test_names_are_unique_and_the_files_own_are_kept() -> None:
    one = planned("Q1|Q1|x\n1|2|3")
    assert one.columns == ("Q1", "Q1 (2)", "x")
    assert one.file_header == ("Q1", "Q1", "x")


def test_a_sheet_is_as_wide_as_its_cells_and_a_text_as_most_of_its_rows() -> None:
    assert planned("a|b\n1|2\n1|2\n1|2|3").width == 2
    assert planned("a|b\n1|2\n1|2\n1|2|3", reach=3).width == 3
    assert planned("a|b\n1|2|3\n1|2|3").width == 3


def test_as_many_columns_as_the_limit_and_no_more() -> None:
    header = "|".join(f"c{at}" for at in range(MAX_COLUMNS))
    assert planned(f"{header}\n1|2").width == MAX_COLUMNS
    with pytest.raises(FileRefused, match="The file has 2,001 columns; at most 2,000 can be read"):
        plan(source(f"{header}|x\n1|2"), "The file")


@pytest.mark.parametrize(
    ("text", "has_rows", "filled"),
    [("a|b|c", False, 0), ("a|b|c\n1||", True, 1), ("a|b|c|d|\n1|2|3||5", True, 3), ("a\n1", True, 1)],
)
def test_whether_it_has_rows_and_how_many_named_columns_hold_something(
    text: str, has_rows: bool, filled: int
) -> None:
    one = planned(text)
    assert (one.has_rows, one.filled_columns) == (has_rows, filled)


def test_the_rows_of_a_plan_are_those_below_its_header() -> None:
    text = "Log\n\na|b\n1|2\n\n3|4"
    one = planned(text)
    assert [record.number for record in rows_of(source(text), one)] == [4, 5, 6]


STUDENTS = "Student ID|Held on|Notes\ns1|2026-03-02|x\ns2|2026-03-03|y\n"
CONTACTS = "Contact name|Email\nAna|ana@example.com\nBo|bo@example.com"


def test_a_table_below_ends_the_first_and_is_handed_on() -> None:
    text = f"{STUDENTS}\n{CONTACTS}"
    one = planned(text)
    others = []
    assert one.ends_before == 5
    assert [record.number for record in rows_of(source(text), one, others) if any(record.cells)] == [2, 3]
    assert [(other.range, other.header) for other in others] == [("A5:B7", ("Contact name", "Email"))]


def test_of_two_tables_side_by_side_merges_and_width_are_counted_within_the_first() -> None:
    left = ["Group||", "Student ID|Held on|Notes", "s1|2026-03-02|x", "s2|2026-03-03|y", "s3|2026-03-03|y"]
    right = ["", "Student ID|Held on|Notes", "t1|2026-03-02|x", "t2|2026-03-02|x", ""]
    text = "\n".join(f"|{one}||{other}" for one, other in zip(left, right, strict=True))
    merges = [Merge(1, 1, 2, 4), Merge(1, 1, 6, 8)]
    one = planned(text, 8, merges)
    assert one.beside is not None
    assert (one.beside.first, one.beside.last, one.width) == (1, 3, 3)
    assert one.columns == ("Student ID", "Held on", "Notes")
    assert [list(record.cells) for record in rows_of(source(text), one)] == [
        ["s1", "2026-03-02", "x"],
        ["s2", "2026-03-03", "y"],
        ["s3", "2026-03-03", "y"],
    ]


def test_the_cells_of_a_tools_two_header_rows_are_kept_together() -> None:
    one = planned("RespondentID|What came of it?||Ask?\n|Insight|A lead|Response\n1|x||Yes\n2||y|No")
    assert one.header_rows == (1, 2)
    assert one.file_header == ("RespondentID", "What came of it?\nInsight", "A lead", "Ask?\nResponse")
    assert one.columns[1:3] == ("What came of it? - Insight", "What came of it? - A lead")


def test_the_cells_of_a_tools_one_header_row_are_kept_as_they_are() -> None:
    one = planned("ID|Start time|Completion time|Who?  (name)\n1|a|b|Ana")
    assert one.file_header == ("ID", "Start time", "Completion time", "Who?  (name)")
    assert one.columns[3] == "Who? (name)"


def test_a_list_behind_an_empty_column_is_kept_and_said() -> None:
    text = "Student ID|Held on||Status|Meaning\n"
    text += "s1|2026-03-02||held|took place\ns2|2026-03-02||moved|another day\n" + "s3|2026-03-02|||\n" * 3
    assert planned(text).notes[0] == (
        "The file: “Status”, “Meaning” (D1:E3) stand behind an empty column and only in the first rows. They were read "
        "as columns of the table; if they are a list beside it, move them to a sheet of their own."
    )


def test_a_table_beside_another_keeps_its_last_column_though_few_rows_reach_it() -> None:
    left = ["Student ID|Held on|", "s1|2026-03-02|x", *[f"s{at}|2026-03-02|" for at in range(2, 8)]]
    right = ["Student ID|Held on", *[f"t{at}|2026-03-02" for at in range(2)], *["|"] * 5]
    text = "\n".join(f"{one}||{other}" for one, other in zip(left, right, strict=True))
    assert planned(text, 6).columns == ("Student ID", "Held on", "Column 3")


def test_all_header_rows_are_header_and_none_of_them_preamble() -> None:
    text = "Log\n|Outreach||Interview|\nStudent|Date|Reply|Date|Notes\ns1|2026-03-02|yes|2026-03-09|fine"
    one = planned(text)
    assert (one.preamble_rows, one.header_rows, one.above) == ((1,), (2, 3), 3)
    assert [record.number for record in one.headers] == [2, 3]


def test_labels_are_one_a_column() -> None:
    one = planned("Timestamp|Who?|Where?|How?|\n3/2/2026 9:00:00|Ana|x|y|z\n3/3/2026 9:00:00|Bo|x|y|z")
    assert one.columns == ("Timestamp", "Who?", "Where?", "How?", "Column 5")
    assert one.labels == ("Timestamp", "Who?", "Where?", "How?", "")


@pytest.mark.parametrize(
    ("lines", "rows", "is_said"),
    [
        (["Interview log,,", "Spring,,"], (1, 2), False),
        (["Term,Spring,", "By,Dana,"], (1, 2), False),
        (["Term,Spring,", "By,Dana,", "Of,Arts,"], (1, 2, 3), True),
        (["Term,Spring,", "alone,,", ",,", "By,Dana,", "Of,Arts,"], (1, 2, 3, 4, 5), True),
        ([], (), False),
    ],
)
def test_rows_above_a_table_are_its_preamble_and_three_of_two_cells_are_worth_a_word(
    understand, lines: list[str], rows: tuple[int, ...], is_said: bool
) -> None:
    table_below = ["student_id,contact_name,held_on", *(f"s{at},Ana,2026-03-0{at}" for at in range(1, 9))]
    reading = understand("\n".join([*lines, *table_below]) + "\n")
    (table,) = reading.tables
    assert (table.preamble_rows, table.header_rows, table.row_count) == (rows, (len(rows) + 1,), 8)
    said = [note for note in reading.notes if "stand above the table" in note]
    assert said == (
        [f"The file: rows 1 to {len(rows)} stand above the table and were not read as rows of it."]
        if is_said
        else []
    )
