"""Ragged rows: mended where there is one sensible way, said; otherwise rejected with the reason."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.readers import COMMAND_LIMITS, sandbox
from pipelines.readers.layout.mending import (
    ColumnShape,
    cut_by_line_breaks,
    lacks_inner_cell,
    learn,
    mending_notes,
    shape_of,
    ways_to_shorten,
)
from pipelines.readers.records import FileRecord

HEADER = "student_id,contact_name,held_on,minutes,notes\n"
REGULAR = "".join(
    f"s{at:03},{name},2026-03-{at + 1:02},{10 + at * 5},{note}\n"
    for at, (name, note) in enumerate(
        [("Ana Ruiz", "Kind"), ("Bo Li", ""), ("Cy Roe", '"Clear, brief"'), ("Di Marsh", "Call again in May")]
    )
)
LAST = "s099,Zoe Kern,2026-04-01,20,Fine\n"


def of(understand, row, header=HEADER, regular=REGULAR, last=LAST):
    """The table of some regular rows with a ragged one before the last of them."""
    (table,) = understand(header + regular + row + last).tables
    assert table.rows_read == table.row_count + len(table.skipped) + len(table.bad_rows)
    return table


def mended(table):
    """(rule, cells) of the one mended row."""
    assert not table.bad_rows
    (one,) = table.mended
    return one.rule, dict(table.rows())[one.row]


# --- one unquoted delimiter in a text ---


def test_a_comma_in_a_remark_is_put_back(understand):
    table = of(understand, "s050,Ed Park,2026-03-20,30,hello, world\n")
    assert mended(table) == ("unquoted_delimiter", ["s050", "Ed Park", "2026-03-20", "30", "hello, world"])
    assert table.mended[0].detail == "a delimiter without quotation marks in “notes”"
    assert "hello" not in repr(table.mended)


def test_several_commas_in_one_remark_are_put_back(understand):
    table = of(understand, "s050,Ed Park,2026-03-20,30,one,two,three\n")
    assert mended(table)[1][4] == "one,two,three"


def test_a_comma_in_a_name_is_told_by_the_columns_around_it(understand):
    table = of(understand, "s050,Park,Ed,2026-03-20,30,ok\n")
    assert mended(table) == ("unquoted_delimiter", ["s050", "Park,Ed", "2026-03-20", "30", "ok"])


def test_the_delimiter_put_back_is_the_files_own(understand):
    rows = (HEADER + REGULAR + LAST).replace(",", ";").replace('"Clear; brief"', "Clear")
    (table,) = understand(rows + "s050;Ed Park;2026-03-20;30;either;or\n").tables
    assert mended(table)[1][4] == "either;or"


def test_between_two_texts_the_blank_behind_the_comma_decides(understand):
    header, regular = "id,employer,notes\n", "s1,Acme,Kind\ns2,Birch,Busy\ns3,Cedar,Later\n"
    table = of(understand, "s4,Dune, Inc.,ok\n", header, regular, "s9,Elm,Fine\n")
    assert mended(table) == ("unquoted_delimiter", ["s4", "Dune, Inc.", "ok"])
    assert (
        mended(of(understand, "s4,Dune,hi, there\n", header, regular, "s9,Elm,Fine\n"))[1][2] == "hi, there"
    )


def test_where_a_row_can_be_mended_in_two_ways_it_is_rejected(understand):
    header, regular = "id,employer,notes\n", "s1,Acme,Kind\ns2,Birch,Busy\ns3,Cedar,Later\n"
    (bad,) = of(understand, "s4,Dune,hi,there\n", header, regular, "s9,Elm,Fine\n").bad_rows
    assert (bad.row, bad.code) == (5, "too_many_cells")
    assert bad.message.endswith("It could be mended in more than one way.")


def test_thousands_without_quotes_compete_with_a_text(understand):
    header, regular = "id,pay,notes\n", "s1,52000,Kind\ns2,48000,Busy\ns3,61000,Later\n"
    table = of(understand, "s4,52,000,fine\n", header, regular, "s9,50000,Fine\n")
    assert [bad.code for bad in table.bad_rows] == ["too_many_cells"]


def test_two_records_in_one_line_are_not_one_long_text(understand):
    header, regular = "id,notes,on\n", "s1,Kind,2026-01-01\ns2,Busy,2026-01-02\ns3,Later,2026-01-03\n"
    table = of(understand, "s4,ok,2026-01-04s5,fine,2026-01-05\n", header, regular, "s9,Fine,2026-01-09\n")
    assert [bad.row for bad in table.bad_rows] == [5]


def test_with_too_few_regular_rows_nothing_is_concluded(understand):
    table = of(understand, "s1,Bo,hello, world\n", "id,name,notes\n", "s0,Ana,Kind\n", "")
    assert [bad.code for bad in table.bad_rows] == ["too_many_cells"]
    assert not table.mended


# --- one empty cell too many ---


def test_a_superfluous_empty_cell_is_taken_out(understand):
    table = of(understand, "s050,Ed Park,,2026-03-20,30,ok\n")
    assert mended(table) == ("superfluous_empty_cell", ["s050", "Ed Park", "2026-03-20", "30", "ok"])
    assert table.mended[0].detail == "an empty cell too many at “held_on”"


def test_an_empty_cell_in_its_place_is_left_there(understand):
    table = of(understand, "s050,,2026-03-20,30,hello, world\n")
    assert mended(table) == ("unquoted_delimiter", ["s050", "", "2026-03-20", "30", "hello, world"])


def test_empty_cells_beyond_the_last_column_are_unremarkable(understand):
    table = of(understand, "s050,Ed Park,2026-03-20,30,ok,,,\n")
    assert not table.mended
    assert not table.bad_rows
    assert dict(table.rows())[6] == ["s050", "Ed Park", "2026-03-20", "30", "ok"]


def test_an_empty_last_cell_does_not_hide_a_comma(understand):
    table = of(understand, "s050,Ed, Park,2026-03-20,30,\n")
    assert mended(table) == ("unquoted_delimiter", ["s050", "Ed, Park", "2026-03-20", "30", ""])


# --- too few cells ---


def test_missing_cells_at_the_end_count_as_empty_and_are_said(understand):
    table = of(understand, "s050,Ed Park,2026-03-20\n")
    assert mended(table) == ("missing_trailing_cells", ["s050", "Ed Park", "2026-03-20", "", ""])
    assert table.mended[0].detail == "2 cells missing at the end"


def test_a_new_value_in_a_short_row_is_no_evidence_against_it(understand):
    assert mended(of(understand, "s050,Ed Park,sometime in March\n"))[1][2] == "sometime in March"


def test_a_cell_missing_in_the_middle_is_not_filled_up_at_the_end(understand):
    (bad,) = of(understand, "s050,2026-03-20,30,ok\n").bad_rows
    assert (bad.row, bad.code, bad.found) == (6, "too_few_cells", "s050,2026-03-20,30,ok")
    assert "missing in the middle" in bad.message


def test_a_record_cut_by_a_line_break_is_rejected_as_a_whole(understand):
    table = of(understand, "s050,Ed\nPark,2026-03-20,30,ok\n")
    assert [(bad.row, bad.code) for bad in table.bad_rows] == [(6, "cut_record"), (7, "cut_record")]
    assert not table.mended


def test_short_rows_with_a_whole_one_between_them_are_not_parts_of_one_record(understand):
    table = of(understand, "s050,Ed\ns051,Ed Park,2026-03-20,30,ok\nPark,2026-03-20,30,ok\n")
    assert [(bad.row, bad.code) for bad in table.bad_rows] == [(8, "too_few_cells")]
    assert [one.row for one in table.mended] == [6]


def test_two_short_rows_that_could_be_one_but_fit_by_themselves_stay_two(understand):
    header, regular = "id,name,notes\n", "s1,Ana,Kind\ns2,Bo,Busy\ns3,Cy,Later\n"
    table = of(understand, "s4,Di\ns5,Ed\n", header, regular, "s9,Fay,Fine\n")
    assert [one.row for one in table.mended] == [5, 6]
    assert not table.bad_rows


def test_a_short_row_that_is_skipped_is_not_called_mended(understand):
    table = of(understand, "", last="Grand Total,12\nConfidential information\n")
    assert [one.rule for one in table.skipped] == ["total_line", "note"]
    assert not table.mended


def test_each_rule_is_counted_in_a_sentence(understand):
    ragged = "s050,Ed Park\ns051,Ed Park\ns052,Ed Park,2026-03-20,30,a,b\n"
    notes = understand(HEADER + REGULAR + ragged + LAST).notes
    assert any("2 rows have fewer cells than the header" in note for note in notes)
    assert any("1 row had a delimiter inside a text" in note for note in notes)


def test_a_file_of_nothing_but_short_rows_is_read(understand):
    rows = "".join(f"s{at:03},Ana\n" for at in range(400))
    (table,) = understand(HEADER + rows).tables
    assert table.row_count == len(table.mended) == 400


# --- never wrong ---

WORDS = st.lists(
    st.sampled_from(["Kind", "busy", "later", "call again", "in May", "12"]), min_size=1, max_size=4
)
ROW = st.tuples(
    st.integers(0, 999).map(lambda at: f"s{at:03}"),
    st.lists(st.sampled_from(["Ana Ruiz", "Bo Li", "Cy Roe"]), min_size=1, max_size=2),
    st.dates().map(str),
    st.integers(0, 90).map(str),
    WORDS,
)


@settings(max_examples=150)
@given(st.lists(ROW, min_size=4, max_size=9), st.sampled_from([",", ", "]), st.data())
def test_a_row_without_its_quotes_comes_back_as_it_was_or_not_at_all(rows, joint, data):
    typed = [[one, ", ".join(names), day, count, joint.join(notes)] for one, names, day, count, notes in rows]
    at = data.draw(st.integers(0, len(typed) - 2))
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(typed[:at])
    out.write(",".join(typed[at]) + "\n")
    csv.writer(out, lineterminator="\n").writerows(typed[at + 1 :])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        path.write_text(HEADER + out.getvalue())
        (table,) = sandbox.understand(path, Path(folder), COMMAND_LIMITS, False).tables
        found = dict(table.rows())
    assert len(found) + len(table.bad_rows) == table.rows_read == len(typed)
    for number, cells in enumerate(typed, start=2):
        if number in found:
            assert [cell.strip() for cell in found[number]] == [cell.strip() for cell in cells]
        else:
            assert number == at + 2  # only the ragged row may be missing


# --- what columns hold ---


@pytest.mark.parametrize(
    ("cells", "kind", "fits", "does_not"),
    [
        (["1", "2,000", "3.5", "n/a"], "number", "17", "Ana"),
        (["2026-01-05", "3/4/2026", "12 Mar 2024"], "date", "2026-02-01", "later"),
        (["a@b.edu", "c@d.org", "e@f.com"], "email", "x@y.net", "x at y"),
        (["s001", "s02", "s1234"], "id", "s7", "Ana Ruiz"),
        ([""] * 30, "empty", "", "x"),
    ],
)
def test_a_column_is_known_by_its_regular_cells(cells, kind, fits, does_not):
    shape = shape_of(cells, len(cells))
    assert shape.kind == kind
    assert shape.fits(fits)
    assert not shape.fits(does_not)
    assert shape.fits("")


def test_prose_fits_anything():
    assert shape_of(["Kind", "Said yes", "12"], 3) == ColumnShape("text")


def test_few_exceptions_do_not_change_what_a_column_is():
    assert shape_of([*map(str, range(1000, 1040)), "soon"], 41).kind == "number"


def test_ways_are_never_longer_or_shorter_than_the_header():
    shapes = learn([["s1", "Ana", "1"], ["s2", "Bo", "2"], ["s3", "Cy", "3"]], 3)
    assert shapes is not None
    for cells in (["s4", "", "Di", "4"], ["s4", "Di", "x", "4"], ["", "", "", ""]):
        assert all(len(way.cells) == 3 for way in ways_to_shorten(cells, shapes, ","))


@pytest.mark.parametrize(
    ("cells", "rows", "shape"),
    [
        (["1", "2", "3"], 3, ColumnShape("number")),
        (["1", "2"], 2, ColumnShape("text")),  # too few to tell
        (["1"] * 19 + ["x"], 20, ColumnShape("number")),  # nineteen of twenty
        (["1"] * 18 + ["x"], 19, ColumnShape("text")),
        (
            ["1", "2", "3", *["", "n/a", "TBD", "-", "--", ".", "NA", "none", "null", "nil", "?"] * 2],
            25,
            ColumnShape("number"),
        ),
        ([""] * 20, 20, ColumnShape("empty")),
        ([""] * 19, 19, ColumnShape("text")),
        (["s1", "s2", "s33"], 3, ColumnShape("id", frozenset({"s9"}))),
        (["s1", "t2", "u3"], 3, ColumnShape("id", frozenset({"s9", "t9", "u9"}))),
        (["s1", "t2", "u3", "v4"], 4, ColumnShape("text")),  # four patterns are no pattern
        (["Ana", "Bo", "Cy"], 3, ColumnShape("text")),
        (["a@b.org", "c@d.org", "e@f.org"], 3, ColumnShape("email")),
        (["9:30", "10:15", "11:00"], 3, ColumnShape("time")),
        (["www.a.org", "https://b.org", "www.c.org"], 3, ColumnShape("url")),
    ],
)
def test_the_shape_of_a_column(cells, rows, shape):
    assert shape_of(cells, rows) == shape


@pytest.mark.parametrize(
    ("shape", "is_strict"),
    [
        *((kind, True) for kind in ("number", "date", "time", "email", "url", "id")),
        *((kind, False) for kind in ("empty", "text")),
    ],
)
def test_which_shapes_speak_against_a_row(shape, is_strict):
    assert ColumnShape(shape).is_strict is is_strict


NUMBERED = [["s1", "Ana", "1"], ["s2", "Bo", "2"], ["s3", "Cy", "3"]]
SHAPES = learn(NUMBERED, 3)


def test_shapes_are_learned_from_three_rows_and_not_from_two():
    assert learn(NUMBERED[:2], 3) is None
    assert SHAPES is not None
    assert [shape.kind for shape in SHAPES.columns] == ["id", "text", "number"]


@pytest.mark.parametrize(("blanks", "expected"), [(1, False), (2, True)])
def test_cells_that_begin_with_a_blank_are_usual_from_one_in_fifty_on(blanks, expected):
    """Of fifty rows of two cells behind the first: one is a fiftieth, and no more than that."""
    rows = [["s1", " x" if at < blanks else "x"] for at in range(50)]
    shapes = learn(rows, 2)
    assert shapes is not None
    assert shapes.has_leading_blanks is expected


@pytest.mark.parametrize(
    ("cells", "ways"),
    [
        (["s4", "", "Di", "4"], [("superfluous_empty_cell", ("s4", "Di", "4"))]),
        (
            ["s4", "Di", "4", ""],
            [("superfluous_empty_cell", ("s4", "Di", "4")), ("unquoted_delimiter", ("s4", "Di,4", ""))],
        ),
        (["s4", "Di", "x", "4"], [("unquoted_delimiter", ("s4", "Di,x", "4"))]),
        (["s4", "Di", " x", "4"], [("unquoted_delimiter", ("s4", "Di, x", "4"))]),
        (["s4", "D", "i", "x", "4", "5"], []),  # rather two records in one line
        (["s4", "D", "i", "4"], [("unquoted_delimiter", ("s4", "D,i", "4"))]),
        (["x", "Di", "4", "y"], []),
    ],
)
def test_ways_to_shorten_a_row(cells, ways):
    assert SHAPES is not None
    assert [(way.rule, tuple(way.cells)) for way in ways_to_shorten(cells, SHAPES, ",")] == ways


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["s4", "4"], False),  # a number may stand in a text
        (["s4", "Di"], False),
        (["Di", "4"], True),
        (["4"], True),
        (["x"], False),
    ],
)
def test_a_cell_missing_inside(cells, expected):
    assert SHAPES is not None
    assert lacks_inner_cell(cells, SHAPES) is expected


def run_of(*rows: list[str]) -> list[FileRecord]:
    return [FileRecord(number, cells) for number, cells in enumerate(rows, start=7)]


@pytest.mark.parametrize(
    ("rows", "cut"),
    [
        ([["s4", "Di"], ["Ray", "4"]], [7, 8]),
        ([["s4", "Di"], ["and"], ["Ray", "4"]], [7, 8, 9]),
        ([["s4", "Di"], ["Ray"]], []),  # not a whole row
        ([["s4", "Di"], ["Ray", "x"]], []),  # a whole row that does not fit
        ([["s9"], ["s4", "Di"], ["Ray", "4"]], [8, 9]),
        ([["s4", "Di"], ["Ray", "4"], ["s5", "Ed"], ["Low", "5"]], [7, 8, 9, 10]),
        ([["s4", "Di"], ["s5", "5"]], []),  # the second could stand by itself
    ],
)
def test_records_that_a_line_break_has_cut(rows, cut):
    assert SHAPES is not None
    assert list(cut_by_line_breaks(run_of(*rows), SHAPES)) == cut


def test_notes_count_rows_by_rule():
    assert mending_notes(
        {"missing_trailing_cells": 1, "superfluous_empty_cell": 1, "unquoted_delimiter": 1200}, "X"
    ) == [
        "X: 1 row has fewer cells than the header; the missing ones at the end count as empty.",
        "X: 1 row had one empty cell too many, which was taken out.",
        "X: 1,200 rows had a delimiter inside a text without quotation marks; the texts were put together again.",
    ]


def test_a_row_that_is_too_long_in_many_ways_says_so(understand):
    table = of(understand, "s050,Ed Park,2026-03-20,30,ok,x,2026-03-21,5,1\n")
    (bad,) = table.bad_rows
    assert bad.message.startswith("The row has 9 cells, the header 5. Often a comma")


def test_cells_behind_the_last_column_do_not_hide_a_comma(understand):
    assert mended(of(understand, "s050,Park, Ed,2026-03-20,30,ok,,\n"))[1] == [
        "s050",
        "Park, Ed",
        "2026-03-20",
        "30",
        "ok",
    ]


def test_where_every_row_ends_in_a_delimiter_a_comma_is_put_back_all_the_same(understand):
    rows = "".join(f"s{at:03},Ana Ruiz,2026-03-{at:02},{at},fine,\n" for at in range(10, 20))
    (table,) = understand(
        HEADER + rows + "s050,Park, Ed,2026-03-20,30,ok,\n" + rows.replace("s0", "s1")
    ).tables
    assert mended(table)[1] == ["s050", "Park, Ed", "2026-03-20", "30", "ok"]
