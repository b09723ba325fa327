"""Files made to be hard to read: each by the criterion its makers gave it, and our own with the same quirks.

The makers' files are read where CC_REAL_FILES names the folder that holds them; ours always.
"""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest

from pipelines.errors import FileRefused
from pipelines.readers import COMMAND_LIMITS, sandbox

# --- ours: one quirk each ---

QUIRKS: dict[str, tuple[bytes, list[list[str]]]] = {
    "bare returns, one of them inside a cell": (
        b'a,b,c\r1,2,3\r"once\rmore",5,6\r',
        [["a", "b", "c"], ["1", "2", "3"], ["once\rmore", "5", "6"]],
    ),
    "a header cell of several lines, tabs and vertical tabs": (
        b'"\t\n\x0b\x0c\r first \t\n\x0b\x0c\r name \t\n",b,c\nd,e,f\n',
        [["first name", "b", "c"], ["d", "e", "f"]],
    ),
    "words for nothing are words": (
        b"a,b,c,d,e,f\n,NA,N/A,NONE,NULL,.\n",
        [["a", "b", "c", "d", "e", "f"], ["", "NA", "N/A", "NONE", "NULL", "."]],
    ),
    "zeros in front and behind": (b"a,b,c\n01,00.11,0.10\n", [["a", "b", "c"], ["01", "00.11", "0.10"]]),
    "numbers as other countries write them": (
        b'a,b,c\n"1,7","200.000.000",\n',
        [["a", "b", "c"], ["1,7", "200.000.000", ""]],
    ),
    "quotes where none are needed": (b'a,b,c\n"1","2","3"\n', [["a", "b", "c"], ["1", "2", "3"]]),
    "quotes inside quotes": (
        b'a,b\n1,"ha ""ha"" ha"\n3,""""\n',
        [["a", "b"], ["1", 'ha "ha" ha'], ["3", '"']],
    ),
    "JSON in a cell": (
        b'key,val\n1,"{""type"": ""Point"", ""at"": [102.0, 0.5]}"\n',
        [["key", "val"], ["1", '{"type": "Point", "at": [102.0, 0.5]}']],
    ),
    "a header wider than its rows": (b"a,b,c,d\n1,2,3\n", [["a", "b", "c", "d"], ["1", "2", "3", ""]]),
    "a row wider than its header, with nothing in it": (
        b"a,b,c\n1,2,3,,\n4,5,6\n",
        [["a", "b", "c"], ["1", "2", "3"], ["4", "5", "6"]],
    ),
    "rows that end early": (
        b"a,b,c\n1,x\n2\n3,x,y\n",
        [["a", "b", "c"], ["1", "x", ""], ["2", "", ""], ["3", "x", "y"]],
    ),
    "blank lines above the header": (b"\n\n\na,b,c\n1,2,3\n", [["a", "b", "c"], ["1", "2", "3"]]),
    "commas escaped by a backslash": (
        b"id,title,year\n" + b"".join(b"t%d,One\\, two\\, three,19%02d\n" % (at, at) for at in range(8)),
        [["id", "title", "year"], *([f"t{at}", "One, two, three", f"19{at:02}"] for at in range(8))],
    ),
    "UTF-16, most significant byte first": (
        "\ufeffa,b,c\n1,2,3\n4,5,ʤ\n".encode("utf-16-be"),
        [["a", "b", "c"], ["1", "2", "3"], ["4", "5", "ʤ"]],
    ),
    "one sign of Windows text": (
        b"a,b,c\n1,2,3\n4,5,\xa9\n",
        [["a", "b", "c"], ["1", "2", "3"], ["4", "5", "©"]],
    ),
    "no line end at the end": (b"a,b\n1,2", [["a", "b"], ["1", "2"]]),
    "tabs between, commas inside": (
        b"when\tmade\tshare\nJan-90\t1,204\t0.5\nFeb-90\t1,198\t0.6\nMar-90\t1,310\t0.4\n",
        [
            ["when", "made", "share"],
            ["Jan-90", "1,204", "0.5"],
            ["Feb-90", "1,198", "0.6"],
            ["Mar-90", "1,310", "0.4"],
        ],
    ),
}


@pytest.mark.parametrize("quirk", QUIRKS)
def test_a_quirk_of_a_file_does_not_change_its_table(understand, quirk):
    content, expected = QUIRKS[quirk]
    (table,) = understand(content).tables
    assert [list(table.columns), *(cells for _, cells in table.rows())] == expected
    assert not table.bad_rows


def test_a_row_too_long_and_a_row_too_short_are_both_accounted_for(understand):
    content = 'id,kind,size\n1,27,,"I am too long!"\n,"I am too short!"\n0,a mix of kinds,17\n'
    (table,) = understand(content).tables
    assert [(bad.row, bad.code) for bad in table.bad_rows] == [(2, "too_many_cells")]
    assert [(one.row, one.rule) for one in table.mended] == [(3, "missing_trailing_cells")]
    assert table.rows_read == 3 == table.row_count + 1


# --- theirs ---

FOLDER = Path(os.environ.get("CC_REAL_FILES") or "nowhere", "08_ugly_csv")
THEIRS = pytest.mark.skipif(not FOLDER.is_dir(), reason="CC_REAL_FILES does not name a folder of real files")
CSVKIT = "csvkit_examples"
REFUSED = {
    f"{CSVKIT}/null_byte.csv": r"holds a zero byte \(NUL\) in line 2",
    f"{CSVKIT}/empty.csv": "holds nothing but blanks",
}
EMPTY_COLUMNS = {"test_empty_columns.csv": 2, "FY09_EDU_Recipients_by_State.csv": 1}
"""Columns without name or content at the end, which are left out and said."""


def their(name: str, tmp_path: Path):
    return sandbox.understand(FOLDER / name, tmp_path, COMMAND_LIMITS, True)


def cells_of(name: str, tmp_path: Path) -> list[list[str]]:
    (table,) = their(name, tmp_path).tables
    return [cells for _, cells in table.rows()]


@THEIRS
def test_every_record_and_column_that_was_counted_in_their_files_is_found(tmp_path):
    seen = 0
    with (FOLDER / "corpus_facts.csv").open(encoding="utf-8", newline="") as facts:
        for fact in csv.DictReader(facts):
            name = fact["file"]
            if name in REFUSED:
                continue
            seen += 1
            (table,) = their(name, tmp_path).tables
            records = table.rows_read + len(table.header_rows) + len(table.preamble_rows)
            assert records == int(fact["python_csv_records"]), name
            columns = len(table.columns) + len(table.dropped_columns) + EMPTY_COLUMNS.get(Path(name).name, 0)
            widths = {int(one.split("×")[1]) for one in fact["widths"].split()}
            assert columns in widths, name
    assert seen == 82


@THEIRS
@pytest.mark.parametrize("name", REFUSED)
def test_what_holds_no_text_table_is_refused_with_a_sentence(name, tmp_path):
    with pytest.raises(FileRefused, match=REFUSED[name]) as caught:
        their(name, tmp_path)
    assert caught.value.message.endswith(".")


@THEIRS
@pytest.mark.parametrize("name", ["bad.csv", "bad_skip_lines.csv"])
def test_their_bad_rows_are_rejected_or_mended_and_the_good_one_kept(name, tmp_path):
    (table,) = their(f"{CSVKIT}/{name}", tmp_path).tables
    first = table.header_rows[0] + 1
    assert [(bad.row, bad.code) for bad in table.bad_rows] == [(first, "too_many_cells")]
    assert [(one.row, one.rule) for one in table.mended] == [(first + 1, "missing_trailing_cells")]
    assert table.row_count == 2


@THEIRS
def test_every_encoding_of_the_same_table_gives_the_same_cells(tmp_path):
    plain = cells_of(f"{CSVKIT}/test_utf8.csv", tmp_path)
    assert plain[1][2] == "ʤ"
    for name in ("test_utf8_bom.csv", "test_utf16_big.csv", "test_utf16_little.csv"):
        assert cells_of(f"{CSVKIT}/{name}", tmp_path) == plain, name


@THEIRS
@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("test_latin1.csv", ["1", "2", "3"]),
        ("test_no_leading_zeroes.csv", ["01", "00.11", "0.1"]),
        ("test_locale.csv", ["1,7", "200.000.000", ""]),
        ("blanks.csv", ["", "NA", "N/A", "NONE", "NULL", "."]),
        ("test_extra_header.csv", ["1", "2", "3", ""]),
        ("optional_quote_characters.csv", ["1", "2", "3"]),
        ("sniff_limit.csv", ["1", "2", "3"]),
        ("dummy.tsv", ["1", "2", "3"]),
        ("test_skip_lines.csv", ["1", "2", "3"]),
        ("test_date_format.csv", ["02/01/2014"]),
        ("test_numeric_date_format.csv", ["20140102"]),
        ("mac_newlines.csv", ["1", "2", "3"]),
        ("test_header_newline.csv", ["d", "e", "f"]),
        ("join_a_short.csv", ["1", "b", ""]),
        ("testjson_multiline_converted.csv", ["2", "3", ""]),
    ],
)
def test_their_quirks_leave_the_cells_as_they_were_typed(name, first, tmp_path):
    assert cells_of(f"{CSVKIT}/{name}", tmp_path)[0] == first


@THEIRS
def test_the_backslashes_of_the_films_are_gone_and_their_commas_kept(tmp_path):
    titles = [cells[2] for cells in cells_of("clevercsv_examples/imdb.csv", tmp_path)]
    assert sum("," in title for title in titles) == 1
    assert not any("\\" in title for title in titles)
