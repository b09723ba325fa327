"""Rows that contradict their columns are rejected, not padded or cut: a shifted row is worse than none."""

from __future__ import annotations

import pytest

from pipelines.readers.layout.mending import (
    has_doubled_cell,
    learn,
    may_lack_inner_cell,
)
from tests.pipelines.readers.written_tables import only

HEADER = "student_id,contact_name,email,held_on,channel,minutes,notes\n"
CHANNELS = ("cold", "referral", "event", "linkedin")
REGULAR = [
    f"s{at:03},Ana Ruiz {chr(65 + at % 20)},a{at}@x.org,2026-03-{at % 28 + 1:02},{CHANNELS[at % 4]},{10 + at % 7},fine\n"
    for at in range(40)
]


def outcome(understand, line: str, rows: int = 40) -> tuple[list[list[str]], list[str]]:
    """(cells of the ragged row as it came in, codes of what was rejected)"""
    table = only(
        understand(HEADER + "".join(REGULAR[: rows // 2]) + line + "".join(REGULAR[rows // 2 : rows]))
    )
    assert table.rows_read == table.row_count + len(table.skipped) + len(table.bad_rows)
    known = {tuple(row.strip().split(",")) for row in REGULAR}
    return [cells for _, cells in table.rows() if tuple(cells) not in known], [
        one.code for one in table.bad_rows
    ]


@pytest.mark.parametrize(
    "line",
    [
        "s900,e@x.org,2026-03-02,cold,20,fine\n",  # no name
        "s900,Ed Park,2026-03-02,cold,20,fine\n",  # no address
        "s900,Ed Park,e@x.org,cold,20,fine\n",  # no day
        "s900,Ed Park,e@x.org,2026-03-02,20,fine\n",  # no channel
        "Ed Park,e@x.org,2026-03-02,cold,20,fine\n",  # no id
        "s900,Ed Park,e@x.org,2026-03-02,fine\n",  # two lost
        "s900;Ed Park,e@x.org,2026-03-02,cold,20,fine\n",  # a delimiter mistyped
        "s900,Ed Park,e@x.org,2026-03-02,cold;20,fine\n",
        "s900,Ed Park,e@x.org,2026-03-02,cold,20\tfine\n",
    ],
)
@pytest.mark.parametrize("rows", [12, 40])
def test_a_row_short_of_a_cell_inside_is_rejected(understand, line: str, rows: int) -> None:
    if rows == 12 and line.endswith(("cold;20,fine\n", "20\tfine\n", "2026-03-02,fine\n", "02,20,fine\n")):
        pytest.skip("a dozen rows do not say what a column of words never holds")
    assert outcome(understand, line, rows) == ([], ["too_few_cells"])


@pytest.mark.parametrize(
    "line",
    [
        "x9,s900,Ed Park,e@x.org,2026-03-02,cold,20,fine\n",
        "s900,Ed Park,Ed Park,e@x.org,2026-03-02,cold,20,fine\n",  # twice
        "s900,Ed Park,e@x.org,2026-03-02,2026-03-02,cold,20,fine\n",
        "s900,Ed Park,e@x.org,2026-03-02,cold,20,20,fine\n",
        "s900,,Ed Park,e@x.org,2026-03-02,cold,20,\n",  # cut at the end, every cell would stand in another column
    ],
)
def test_a_row_with_a_cell_too_many_is_rejected(understand, line: str) -> None:
    cells, codes = outcome(understand, line)
    assert (cells, codes) == ([], ["too_many_cells"]) or cells == [
        ["s900", "Ed Park", "e@x.org", "2026-03-02", "cold", "20", ""]
    ], (cells, codes)


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        (
            "s900,Ed Park,e@x.org,2026-03-02,cold,20\n",
            ["s900", "Ed Park", "e@x.org", "2026-03-02", "cold", "20", ""],
        ),
        (
            "s900,Ed Park,e@x.org,2026-03-02,cold\n",
            ["s900", "Ed Park", "e@x.org", "2026-03-02", "cold", "", ""],
        ),
        ("s900,Ed Park,e@x.org,2026-03-02\n", ["s900", "Ed Park", "e@x.org", "2026-03-02", "", "", ""]),
        (
            "s900,Ed Park,e@x.org,2026-03-02,cold,20,fine,,\n",
            ["s900", "Ed Park", "e@x.org", "2026-03-02", "cold", "20", "fine"],
        ),
        (
            's900,"Ed "the fox" Park, Jr.",e@x.org,2026-03-02,cold,20,fine\n',
            ["s900", 'Ed "the fox" Park, Jr.', "e@x.org", "2026-03-02", "cold", "20", "fine"],
        ),
    ],
)
def test_a_row_that_is_plain_comes_in(understand, line: str, cells: list[str]) -> None:
    assert outcome(understand, line) == ([cells], [])


@pytest.mark.parametrize(
    "line",
    [
        's900,"Ed Park,e@x.org,"2026-03-02",cold,20,fine\n',
        's900,"Ed Park more,"e@x.org",2026-03-02,cold,20,fine\n',
        's900,Ed Park,e@x.org,2026-03-02,cold,"20,"fine"\n',
    ],
)
def test_a_quotation_mark_that_takes_in_other_cells_rejects_its_row(understand, line: str) -> None:
    assert outcome(understand, line)[0] == []


def test_rows_are_padded_where_the_file_leaves_out_empty_cells_at_the_end(understand) -> None:
    """Four of twenty rows end early: a habit, whatever the others hold."""
    rows = [row if at % 5 else row.rsplit(",", 2)[0] + "\n" for at, row in enumerate(REGULAR)]
    table = only(understand(HEADER + "".join(rows)))
    assert not table.bad_rows
    assert [one.rule for one in table.mended] == ["missing_trailing_cells"] * 8


def test_totals_and_notes_are_shorter_than_the_table(understand) -> None:
    table = only(understand(HEADER + "".join(REGULAR) + "Total,40\nNote: a draft\n"))
    assert [one.rule for one in table.skipped] == ["total_line", "note"]
    assert not table.bad_rows


def test_two_short_rows_that_add_up_to_one_are_one_where_no_others_are_short(understand) -> None:
    assert outcome(understand, "s900,Ed\nPark,e@x.org,2026-03-02,cold,20,fine\n") == (
        [],
        ["cut_record", "cut_record"],
    )


# --- what is learned ---

ROWS = [[f"s{at}", CHANNELS[at % 4], f"2026-03-{at % 28 + 1:02}", "" if at % 3 else "x"] for at in range(40)]
SHAPES = learn(ROWS, 4)
FEW = learn(ROWS[:10], 4)


@pytest.mark.parametrize(
    ("cell", "at", "is_at_home", "of_few"),
    [
        ("s77", 0, True, True),
        ("x-77", 0, False, True),
        ("", 0, False, True),
        ("Cold", 1, True, True),
        ("other", 1, False, True),
        ("n/a", 1, True, True),
        ("2026-03-02", 1, False, False),
        ("a@b.org", 1, False, False),
        ("7", 1, False, True),
        ("in May", 2, False, True),
        ("2026-04-01", 2, True, True),
        ("", 3, True, True),
        ("more", 3, True, True),
    ],
)
def test_which_cells_are_at_home(cell: str, at: int, is_at_home: bool, of_few: bool) -> None:
    assert SHAPES is not None
    assert FEW is not None
    assert SHAPES.is_at_home(cell, at) is is_at_home
    assert FEW.is_at_home(cell, at) is of_few


@pytest.mark.parametrize("rows", [31, 32])
def test_choices_are_eight_cells_each_on_average(rows: int) -> None:
    shapes = learn(ROWS[:rows], 4)
    assert shapes is not None
    assert bool(shapes.contents[1].choices) is (rows == 32)


@pytest.mark.parametrize(
    ("cells", "may"),
    [
        (["s1", "cold", "2026-03-01"], False),  # what is missing is blank in other rows
        (["s1", "cold"], False),  # a channel is no day
        (["s1"], False),  # nor a channel an id
        ([""], False),
    ],
)
def test_whether_a_cell_may_be_missing_inside(cells: list[str], may: bool) -> None:
    assert SHAPES is not None
    assert may_lack_inner_cell(cells, SHAPES) is may


def test_numbers_in_a_row_do_not_say_which_one_is_missing() -> None:
    shapes = learn([[str(at), str(at * 2), str(at * 3)] for at in range(40)], 3)
    assert shapes is not None
    assert may_lack_inner_cell(["1", "2"], shapes)


def test_a_doubled_cell_is_one_only_where_the_row_fits_without_it() -> None:
    assert SHAPES is not None
    assert has_doubled_cell(["s1", "cold", "cold", "2026-03-01", "x"], SHAPES)
    assert not has_doubled_cell(["s1", "cold", "event", "2026-03-01", "x"], SHAPES)
    assert not has_doubled_cell(["s1", "cold", "2026-03-01", "x", "x", "x"], SHAPES)
    assert not has_doubled_cell(["s1", "cold", "2026-03-01", "", ""], SHAPES)
