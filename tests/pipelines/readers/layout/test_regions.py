"""Where tables are and what is their header. An ordinary table is never split and never loses its first row."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pipelines.readers import COMMAND_LIMITS, sandbox
from pipelines.readers.layout import regions
from pipelines.readers.records import FileRecord
from tests.pipelines.readers.written_tables import FORMATS, as_csv, as_xlsx, only

every_format = pytest.mark.parametrize("name", FORMATS)
DAY = dt.date(2026, 3, 2)

INTERVIEWS = [
    ["Student ID", "Contact name", "Held on"],
    ["s1", "Ana Diaz", DAY],
    ["s2", "Bo Chen", DAY],
]
REFERRALS = [["Referred name", "Employer"], ["Cy Adams", "EY"], ["Di Ray", "KPMG"]]
CONTACTS = [
    ["Contact name", "Email", "Employer"],
    ["Ana Diaz", "ana@example.com", "EY"],
    ["Bo Chen", "bo@example.com", "US Bank"],
]


@every_format
def test_of_two_tables_one_below_the_other_the_first_is_read_and_the_other_named(understand, name):
    rows = [*INTERVIEWS, [], ["Contacts of this term"], *CONTACTS]
    reading = understand(FORMATS[name](*rows), name)
    table = only(reading)
    assert table.columns == ("Student ID", "Contact name", "Held on")
    assert [cells[0] for _, cells in table.rows()] == ["s1", "s2"]
    assert not table.bad_rows
    (note,) = [note for note in reading.notes if "another table" in note]
    assert "A5:C8" in note
    assert "“Contact name”, “Email”, “Employer”" in note
    assert "ana@example.com" not in note


@every_format
def test_a_third_table_and_a_wider_one_below_are_named_too(understand, name):
    wide = [
        ["Contact name", "Email", "Employer", "City", "Phone"],
        *[["Ana", f"a{i}@example.com", "EY", "Provo", i] for i in range(12)],
    ]
    reading = understand(FORMATS[name](*INTERVIEWS, [], *wide, [], *CONTACTS), name)
    assert only(reading).row_count == 2
    assert [note.split(" (")[0].split(" in ")[1] for note in reading.notes if "another table" in note] == [
        "A5:E17",
        "A19:C21",
    ]


def test_a_second_table_is_found_far_below_the_first_rows(understand):
    many = [[f"s{i}", "Ana Diaz", DAY] for i in range(700)]
    table = only(understand(as_csv(INTERVIEWS[0], *many, [], *CONTACTS)))
    assert (table.rows_read, table.row_count) == (701, 700)


def test_two_tables_side_by_side(understand):
    left = [*INTERVIEWS, ["s3", "Ed", DAY]]
    right = [["Student ID", "Contact name", "Held on"], ["t1", "Fay", DAY], ["t2", "Gil", DAY]]
    rows = [[*one, None, *(right[at] if at < len(right) else [])] for at, one in enumerate(left)]
    for name, write in FORMATS.items():
        reading = understand(write(*rows), name)
        assert [cells[0] for _, cells in only(reading).rows()] == ["s1", "s2", "s3"]
        assert any("another table in E1:G3" in note for note in reading.notes)


def test_a_longer_table_beside_adds_no_rows_to_the_first(understand):
    rows = [[*one, None, *CONTACTS[at]] for at, one in enumerate(INTERVIEWS)]
    rows += [[None, None, None, None, "Cy", f"c{i}@example.com", "EY"] for i in range(4)]
    reading = understand(as_xlsx(*rows), "log.xlsx")
    table = only(reading)
    assert (table.columns, table.rows_read) == (("Student ID", "Contact name", "Held on"), 2)
    assert any("another table in E1:G7" in note for note in reading.notes)


def test_a_table_beside_that_begins_lower(understand):
    rows = [[*one, None, None, None] for one in [*INTERVIEWS, *[[f"s{i}", "Ed", DAY] for i in range(3, 9)]]]
    for at, cells in enumerate([["Email", "Minutes"], ["x@example.com", 20], ["y@example.com", 30]], start=3):
        rows[at][4:6] = cells
    reading = understand(as_xlsx(*rows), "log.xlsx")
    assert only(reading).columns == ("Student ID", "Contact name", "Held on")
    assert any("E4:F6" in note for note in reading.notes)


@pytest.mark.parametrize(
    "rows",
    [
        [*INTERVIEWS, [], ["s3", "TBD", "unknown"], ["s4", "Ed", DAY]],
        [*INTERVIEWS, [], ["Week 2"], ["s3", "Ed", DAY]],
        [*INTERVIEWS, [], ["Student ID", "Contact name", "Held on"], ["s3", "Ed", DAY]],
        [*INTERVIEWS, [], ["s3", "Email", "no reply"], ["s4", "Ed", DAY]],
        [*INTERVIEWS, [], ["Ana Diaz", "Career Services Office", "Program director"], ["s4", "Ed", DAY]],
    ],
)
@every_format
def test_blank_rows_sections_and_odd_rows_do_not_split_a_table(understand, name, rows):
    reading = understand(FORMATS[name](*rows), name)
    assert not any("another table" in note for note in reading.notes)
    assert [cells for _, cells in only(reading).rows()][-1] in (
        ["s3", "Ed", str(DAY)],
        ["s4", "Ed", str(DAY)],
    )


@pytest.mark.parametrize(
    "right",
    [
        [["Thanked", "Next step"], ["yes", "call again"], ["no", None], [None, None]],
        [["Thanked", "Minutes"], [None, None], ["no", 20], ["yes", 30]],
        [["Notes"], ["fine"], [None], [None]],
    ],
)
def test_a_blank_column_inside_a_table_does_not_split_it(understand, right):
    left = [*INTERVIEWS, ["s3", "Ed", DAY]]
    rows = [[*one, None, *right[at]] for at, one in enumerate(left)]
    reading = understand(as_xlsx(*rows), "log.xlsx")
    assert len(only(reading).columns) == 3 + len(right[0])
    assert not any("another table" in note for note in reading.notes)


def test_a_list_beside_a_table_is_kept_and_said(understand):
    rows = [[*INTERVIEWS[0], None, "Status", "Meaning"], *[[f"s{i}", "Ed", DAY] for i in range(9)]]
    rows[1] += [None, "held", "took place"]
    rows[2] += [None, "moved", "another day"]
    reading = understand(as_xlsx(*rows), "log.xlsx")
    assert only(reading).row_count == 9
    assert any("“Status”, “Meaning” (E1:F3) stand behind an empty column" in note for note in reading.notes)


# --- headers ---


def test_groups_above_the_names(understand):
    table = only(
        understand(
            as_csv(
                ["", "Outreach", "", "Interview", ""],
                ["Student", "Date", "Reply", "Date", "Notes"],
                ["s1", "2026-03-02", "yes", "2026-03-09", "fine"],
            )
        )
    )
    assert table.columns == (
        "Student",
        "Outreach - Date",
        "Outreach - Reply",
        "Interview - Date",
        "Interview - Notes",
    )
    assert table.header_rows == (1, 2)
    assert table.row_count == 1


def test_groups_repeated_over_every_name(understand):
    table = only(
        understand(
            as_csv(
                ["Student", "Outreach", "Outreach", "Interview", "Interview"],
                ["ID", "Date", "Reply", "Date", "Notes"],
                ["s1", "2026-03-02", "yes", "2026-03-09", "fine"],
                ["s2", "2026-03-02", "yes", "2026-03-09", "fine"],
            )
        )
    )
    assert table.columns[:3] == ("Student - ID", "Outreach - Date", "Outreach - Reply")
    assert table.row_count == 2


@pytest.mark.parametrize(
    "titles",
    [
        [["Outreach log"]],
        [["Outreach log", "", "", "Fall 2025"]],
        [["Outreach log"], ["Term:", "Fall 2025"]],
        [["Advisor", "Ruiz"], ["Printed", "3/2/2026"]],
        [["Advisor", "Ruiz"], ["Students", "40"], []],
        [["Name", "Ruiz"], ["Students", "40"], ["Sections", "2"], []],
    ],
)
def test_titles_above_a_header_are_no_part_of_it(understand, titles):
    header = ["student", "contact", "employer", "notes", "notes"]
    table = only(
        understand(as_csv(*titles, header, ["s1", "Ana", "EY", "x", "y"], ["s2", "Bo", "EY", "x", "y"]))
    )
    assert table.columns == ("student", "contact", "employer", "notes", "notes (2)")
    assert table.header == tuple(header)
    assert table.row_count == 2


def test_names_with_line_breaks_blanks_and_doubles_are_unique_and_reversible(understand):
    header = ["Student\nID", "", "Held\u00a0on ", "Q1", "Q1", "Q1 (2)"]
    table = only(understand(as_csv(header, ["s1", "x", DAY, 1, 2, 3])))
    assert table.columns == ("Student ID", "Column 2", "Held on", "Q1", "Q1 (3)", "Q1 (2)")
    assert table.header == tuple(header)


@pytest.mark.parametrize(
    "rows",
    [
        [["s1", "Ana Diaz", "2026-03-02"], ["s2", "Bo Chen", "2026-03-03"]],
        [["Ana Diaz", "ana@example.com", "EY"], ["Bo Chen", "bo@example.com", "KPMG"]],
        [["1", "2", "3"], ["4", "5", "6"]],
        [["Ana", "EY", "Email", "2026-03-02"], ["Bo", "EY", "Phone", "2026-03-03"]],
        [["Ana", "EY", "video"], ["Bo", "EY", "phone"], ["Cy", "KPMG", "video"]],
    ],
)
@every_format
def test_a_file_without_header_is_recognized_and_its_columns_are_named(understand, name, rows):
    reading = understand(FORMATS[name](*rows), name)
    table = only(reading)
    assert not table.has_header
    assert table.columns == tuple(f"Column {at}" for at in range(1, len(rows[0]) + 1))
    assert (table.header_rows, table.header) == ((), ("",) * len(rows[0]))
    assert [cells for _, cells in table.rows()] == rows
    assert any("no row of headers" in note for note in reading.notes)


@pytest.mark.parametrize(
    "rows",
    [
        [["Major", "2024", "2025"], ["Biology", "12", "15"]],
        [["2023", "2024", "2025"], ["5", "6", "7"], ["8", "9", "4"]],
        [["Student", "1", "2", "3"], ["Ana", "4", "5", "5"]],
        [["first", "second"], ["Ana", "EY"], ["Bo", "EY"]],
        [["a", "b"], ["1", "2"]],
        [["0", "1", "2"], ["7", "5", "5"], ["8", "5", "3"]],
        [["held", "2026-03-02"], ["s1", "4"], ["s2", "5"]],
        [["student", "held"], ["Ana", "2026-03-02"], ["Bo", "2026-03-03"]],
    ],
)
def test_a_header_is_not_taken_for_data(understand, rows):
    table = only(understand(as_csv(*rows)))
    assert table.has_header
    assert table.columns == tuple(rows[0])


SPARSE = [["s1", "2026-03-02", "", "", "fine"], *[[f"s{at}", "", "", "", ""] for at in range(2, 14)]]


@pytest.mark.parametrize(
    "titles",
    [
        [["Outreach log"]],
        [["Outreach log"], ["Fall 2025"], ["Office of Careers"], [], ["Printed 3/2/2026"]],
        [["Term:", "Fall 2025"], ["Advisor", "Ruiz"]],
        [],
    ],
)
@every_format
def test_titles_above_a_table_of_nearly_empty_rows_are_no_header(understand, name, titles):
    header = ["Student ID", "Held on", "Contact name", "Employer", "Notes"]
    table = only(understand(FORMATS[name](*titles, header, *SPARSE), name))
    assert table.columns == tuple(header)
    assert [cells for _, cells in table.rows()] == SPARSE


@every_format
def test_a_list_with_a_word_beside_some_of_its_entries_keeps_its_header(understand, name):
    rows = [["Ana"], ["Bo"], ["Cy", "called", "wrote"], ["Di"], ["Ed", "called", "met"], *[["Fay"]] * 9]
    table = only(understand(FORMATS[name](["First name", "", ""], *rows), name))
    assert (table.header_rows, table.columns[0], table.rows_read) == ((1,), "First name", 14)


# --- any ordinary table ---

WORDS = st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyz"), min_size=3, max_size=9)
CELLS = {
    "id": st.integers(100, 999).map(lambda n: f"s{n}"),
    "day": st.dates(dt.date(2020, 1, 1), dt.date(2027, 1, 1)).map(str),
    "number": st.integers(0, 5000).map(str),
    "email": WORDS.map(lambda word: f"{word}@example.com"),
    "words": st.lists(WORDS, min_size=1, max_size=4).map(" ".join),
}


@st.composite
def ordinary_tables(draw):
    """(titles, header, rows, row offset, column offset): names unlike the values, a key in the first column."""
    kinds = ["id", *draw(st.lists(st.sampled_from(sorted(CELLS)), min_size=2, max_size=6))]
    header = [f"{name} {kind} name" for name, kind in zip("abcdefgh", kinds, strict=False)]
    size = draw(st.integers(2, 14))
    fullness = draw(
        st.sampled_from([0, 1, 3, 3])
    )  # filled cells for each blank one: some logs are nearly empty
    rows = []
    for _ in range(size):
        row = [draw(CELLS["id"])]
        row += [draw(st.one_of(st.just(""), *[CELLS[kind]] * fullness)) for kind in kinds[1:]]
        rows.append(row)
    rows[0] = [draw(CELLS[kind]) for kind in kinds]
    for at in draw(st.lists(st.integers(1, size - 1), max_size=2)):
        rows[at] = [""] * len(kinds)
    rows[-1] = [draw(CELLS[kind]) for kind in kinds]
    titles = draw(
        st.lists(
            st.sampled_from([["Outreach log"], [], ["Term:", "Fall 2025"], ["Advisor", "Ruiz"]]), max_size=4
        )
    )
    return titles, header, rows, draw(st.integers(0, 4)), draw(st.integers(0, 3))


NAMES = ["a id name", "b day name", "c email name"]
FULL = ["s100", "2020-01-01", "aaa@example.com"]


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(ordinary_tables())
@example(([["Outreach log"]] * 2, NAMES, [FULL, *[["s100", "", ""]] * 10, FULL], 0, 0))
def test_any_ordinary_table_reads_back_the_same_wherever_it_starts(made):
    titles, header, rows, down, right = made
    grid = [[""] * right + list(row) for row in [*[[]] * down, *titles, header, *rows]]
    expected = [row for row in rows if any(row)]
    for name, write in FORMATS.items():
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, name)
            content = write(*grid)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
            table = only(sandbox.understand(path, Path(folder), COMMAND_LIMITS, False))
            found = [cells for _, cells in table.rows()]
        assert list(table.columns) == header, name
        assert found == expected, name
        assert table.header_rows == (len(grid) - len(rows),), name


SAID = st.sampled_from(
    [
        "Email",
        "Phone",
        "No reply",
        "TBD",
        "n/a",
        "unknown",
        "Career Services Office",
        "Program director",
        "Ana Diaz",
        "Interview",
        "EY",
        "Zoom call",
        "thank-you note sent",
        "Introduced by email",
        "2026-03-02",
        "3/2/2026",
        "5",
        "20 min",
        "(none)",
        "see notes",
    ]
)


@settings(max_examples=120, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.one_of(
            st.tuples(st.integers(1, 999).map(lambda n: f"s{n}"), SAID, SAID, SAID, SAID),
            st.just(()),
        ),
        min_size=1,
        max_size=16,
    )
)
def test_rows_of_whatever_advisors_type_stay_rows_of_one_table(rows):
    header = ["student_id", "contact name", "method", "reply", "notes"]
    content = as_csv(header, *map(list, rows), ["s7", "Ana", "Email", "yes", "x"])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "log.csv")
        path.write_text(content)
        table = only(sandbox.understand(path, Path(folder), COMMAND_LIMITS, False))
        found = [tuple(cells) for _, cells in table.rows()]
    assert list(table.columns) == header
    assert found == [row for row in rows if row] + [("s7", "Ana", "Email", "yes", "x")]


# --- each rule by itself ---


def block(text: str, first: int = 1) -> list[FileRecord]:
    """Records of lines with bars between their cells, numbered from `first`."""
    lines = text.strip("\n").split("\n")
    return [
        FileRecord(number, [cell.strip() for cell in line.split("|")])
        for number, line in enumerate(lines, start=first)
    ]


CERTAIN = "Student ID|Held on|Notes"
SHEET = f"{CERTAIN}\ns1|2026-03-02|x\ns2|2026-03-03|y\n"
OTHER = "Contact name|Email\nAna|ana@example.com\nBo|bo@example.com"


@pytest.mark.parametrize(
    ("text", "at"),
    [
        (SHEET, 0),
        ("Log\n" + SHEET, 1),
        ("Log\nFall\nRoom 5\n" + SHEET, 3),
        ("Log\nFall\nRoom 5\nPrinted\n" + SHEET, None),  # more titles than stand above a table
        ("Term|Fall\n" + SHEET, None),  # the first row of two cells is no header
        (CERTAIN, None),
        ("Log", None),
    ],
)
def test_a_block_is_a_table_by_its_first_row_of_two_cells(text, at):
    assert regions.header_of(block(text)) == at


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (SHEET, 3),
        (f"{SHEET}\n{OTHER}", 4),  # the blank row ends the first table
        (f"{SHEET}\n\n\n{OTHER}", 6),
        (f"{SHEET}{OTHER}", 6),  # without a blank row nothing is split
        (f"{SHEET}\n{SHEET}", 7),  # the same header again
        (f"{SHEET}\ns3|2026-03-04|z", 5),
        (f"Log\n\n{SHEET}\n{OTHER}", 6),
        (f"{SHEET}\n{OTHER}\n\n{OTHER}", 4),
        # a word of its header is a value of the same column: rows go on
        ("Student ID|Method|Held on\ns1|Email|2026-03-02\n\nContact|Email|Date\ns4|Phone|2026-03-03", 5),
        ("Student ID|Method|Held on\ns1|Phone|2026-03-02\n\nContact|Email|Date\ns4|Phone|2026-03-03", 3),
    ],
)
def test_how_many_of_the_first_records_are_the_first_tables(text, count):
    assert regions.cut(block(text)) == count


def follow(records: list[FileRecord], **options: int) -> tuple[list[int], list[tuple[str, tuple[str, ...]]]]:
    """Numbers of the first table's rows, and the others' ranges and headers."""
    follower = regions.Follower(records[:1], records[0].number, **options)
    mine = [record.number for record in follower.first(iter(records[1:])) if any(record.cells)]
    return mine, [(other.range, other.header) for other in follower.others]


def test_below_the_first_table_others_are_named_with_where_they_are():
    third = "City|Country|Phone\nRome|Italy|1\nOslo|Norway|2"
    text = f"{SHEET}\nContacts\n{OTHER}\n\n|{third.replace(chr(10), chr(10) + '|')}"
    mine, others = follow(block(text))
    assert mine == [2, 3]
    assert others == [
        ("A5:B8", ("Contact name", "Email")),
        ("B10:D12", ("City", "Country", "Phone")),
    ]


def test_rows_below_another_table_that_are_none_themselves_belong_to_it():
    _, others = follow(block(f"{SHEET}\n{OTHER}\n\nx|y|z|w\n\n{OTHER}"))
    assert [where for where, _ in others] == ["A5:D13"]


def test_a_gap_in_a_sheets_numbers_is_a_blank_row():
    rows = block(SHEET)
    mine, others = follow([*rows, *block(OTHER, first=6)])
    assert (mine, [where for where, _ in others]) == ([2, 3], ["A6:B8"])
    mine, others = follow(
        [*rows, *block("s3|2026-03-04|z\ns4|2026-03-04|z", first=6), *block(OTHER, first=20)]
    )
    assert (mine, [where for where, _ in others]) == ([2, 3, 6, 7], ["A20:B22"])


def test_where_the_next_table_is_known_to_begin_it_begins():
    mine, others = follow(block(f"{SHEET}\nx|y\nz|w"), ends_before=5)
    assert (mine, others) == ([2, 3], [("A5:B6", ("x", "y"))])


def test_directly_below_a_header_nothing_is_another_table():
    mine, others = follow(block(f"{CERTAIN}\n\n{OTHER}"))
    assert (mine, others) == ([3, 4, 5], [])


def test_only_the_first_rows_of_a_block_are_looked_at_and_all_of_them_handed_on():
    many = "".join(f"s{at}|2026-03-02|x\n" for at in range(80))
    mine, others = follow(block(f"{SHEET}\n{many}\n{OTHER}"))
    assert len(mine) == 82
    assert len(others) == 1


def side(left: str, right: str, gap: int = 1, down: int = 0) -> list[FileRecord]:
    """Two texts side by side with blank columns between, the right one some rows lower."""
    ours, theirs = left.strip("\n").split("\n"), [""] * down + right.strip("\n").split("\n")
    width = max(line.count("|") for line in ours)
    lines = []
    for at in range(max(len(ours), len(theirs))):
        one = ours[at] if at < len(ours) else ""
        one += "|" * (width - one.count("|"))
        lines.append(one + "|" * (gap + 1) + (theirs[at] if at < len(theirs) else ""))
    return block("\n".join(lines))


def beside(rows: list[FileRecord]) -> tuple[int, int, list[str]] | None:
    found = regions.beside(rows, lambda: iter(rows))
    return found and (found.first, found.last, [one.range for one in found.others])


LONG = SHEET + "".join(f"s{at}|2026-03-02|x\n" for at in range(3, 9))


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (side(LONG, SHEET), (0, 2, ["E1:G3"])),  # the same header once more
        (side(LONG, SHEET, gap=3), (0, 2, ["G1:I3"])),
        (side(LONG, OTHER, down=2), (0, 2, ["E3:F5"])),  # a header in another row
        (side(SHEET, OTHER + "\nCy|c@example.com" * 3), (0, 2, ["E1:F6"])),  # rows that go on
        (side(SHEET, OTHER + "\nCy|c@example.com" * 2), None),  # two rows more are not enough
        (side(LONG, OTHER), None),
        (side(LONG, "Notes\nx\ny", down=2), None),  # one column
        (side("Notes\nx\ny\nz", OTHER, down=1), None),
        (block(LONG), None),
        # where the rows of both overlap the lower header, nobody can tell
        (side(LONG, f"x|y\n\n{OTHER}"), None),
        (side(LONG, "Kind|Room\nx|y\nz|w", down=2), None),  # names nothing for certain
    ],
)
def test_what_stands_behind_a_blank_column_is_a_table_only_with_evidence(rows, expected):
    assert beside(rows) == expected


def test_a_title_above_the_blank_column_does_not_fill_it():
    rows = [FileRecord(0, ["", "", "", "Printed 3/2/2026"]), *side(LONG, SHEET)]
    assert beside(rows) == (0, 2, ["E1:G3"])


def test_a_right_part_with_a_gap_where_the_left_ends_is_the_same_table():
    left = SHEET.split("\n")
    rows = side("\n".join(left[:3]), "Contact name|Email\nAna|a@example.com\n\n" + "Bo|b@example.com\n" * 4)
    assert beside(rows) is None


def test_rows_of_the_left_part_below_its_end_make_it_one_table():
    rows = side(SHEET + "||\n||\n||\ns9|2026-03-02|x", OTHER + "\nCy|c@example.com" * 4)
    assert beside(rows) is None


LIST = "Status|Meaning\nheld|took place\nmoved|another day"


@pytest.mark.parametrize(
    ("rows", "where"),
    [
        (side(LONG, LIST), "E1:F3"),
        (side(SHEET + "s3||\ns4||\ns5||", LIST), "E1:F3"),
        (side(SHEET + "s3||\ns4||", LIST), None),  # the table ends too soon to tell
        (side(LONG, "Status|Meaning\nheld|took place"), None),  # one row is no list
        (side(LONG, LIST.replace("moved", "held")), None),  # a key twice
        (side(LONG, LIST.replace("another day", "")), None),  # not full
        (side(LONG, "Status\nheld\nmoved"), None),
        (side(LONG, LIST.replace("\nmoved", "\n\nmoved")), None),  # not without a break
        (block(LONG), None),
    ],
)
def test_a_short_full_list_behind_a_blank_column_is_doubtful(rows, where):
    one = regions.doubtful(rows)
    assert (one.range if one else None) == where


def test_cropped_rows_keep_blank_ones_and_drop_those_of_others():
    rows = side(SHEET, OTHER + "\nCy|c@example.com" * 3)
    columns = regions.beside(rows, lambda: iter(rows))
    assert columns is not None
    cropped = list(regions.cropped([*rows, FileRecord(9, [""] * 6)], columns))
    assert [record.number for record in cropped] == [1, 2, 3, 9]
    assert all(len(record.cells) == 3 for record in cropped)


def test_a_note_names_six_headers_and_quotes_no_row():
    other = regions.OtherTable(2, 9, 27, 30, tuple("abcdefg"))
    assert regions.sentences("The file", [other]) == [
        "The file holds another table in AA2:AD9 (headers “a”, “b”, “c”, “d”, “e”, “f” …), which was not read. Move it "
        "to a sheet or file of its own to have it read."
    ]
    six = regions.OtherTable(2, 9, 27, 30, tuple("abcdef"))
    assert "“f”)" in regions.sentences("The file", [six])[0]
