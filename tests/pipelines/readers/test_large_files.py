"""A large regular file is checked and left where it is; an irregular one is written out. Both read the same."""

from __future__ import annotations

import duckdb
import pytest

from pipelines.readers.formats import text

HEADER = "student,contact,notes\n"
ROWS = "".join(f's{i},"Ruiz, Ana",note {i}\n' for i in range(50))


@pytest.fixture(autouse=True)
def every_file_is_large(monkeypatch):
    monkeypatch.setattr(text, "LARGE_FILE", 1)


def in_duckdb(table):
    """As a loader reads it: explicit dialect, all text, nothing sniffed."""
    cells = table.cells
    names = [f"c{i}" for i in range(len(table.columns))]
    if not cells.is_original:
        names = ["row_number", *names]
    found = duckdb.execute(
        "select * from read_csv($path, auto_detect = false, header = false, all_varchar = true, delim = $delim,"
        " quote = $quote, escape = $quote, skip = $skip, max_line_size = 8000000, strict_mode = true,"
        + (" new_line = '\\n'," if cells.newline else "")
        + " columns = $columns)",
        {
            "path": str(cells.path),
            "delim": cells.delimiter,
            "quote": cells.quote,
            "skip": cells.skip_records,
            "columns": dict.fromkeys(names, "VARCHAR"),
        },
    ).fetchall()
    rows = [["" if cell is None else cell for cell in row] for row in found]
    if cells.is_original:
        return list(enumerate(rows, start=cells.first_row))
    return [(int(row[0]), row[1:]) for row in rows]


@pytest.mark.parametrize(
    "content",
    [
        HEADER + ROWS,
        (HEADER + ROWS).replace("\n", "\r\n"),
        "\ufeff" + HEADER + ROWS,
        HEADER + ROWS.rstrip(),
        HEADER + ROWS + 's99,"said ""yes""","two\nlines"\n',
        HEADER.replace(",", "\t") + "".join(f"s{i}\tAna\tx,{i}\n" for i in range(30)),
    ],
)
def test_a_regular_file_is_read_where_it_is(understand, content):
    (table,) = understand(content).tables
    assert table.cells.is_original
    assert table.rows_read == table.row_count == sum(1 for _ in table.rows())
    assert next(table.rows())[0] == 2
    assert in_duckdb(table) == list(table.rows())


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("Report\n\n" + HEADER + ROWS, "titles"),
        (HEADER + ROWS + "\n" + ROWS, "a blank line"),
        (HEADER + ROWS + ",,\n" + ROWS, "a row of blanks"),
        (HEADER + ROWS + "s1,Ana\n", "a short row"),
        (HEADER + ROWS + "s1,Ana,x,\n", "a long row"),
        (HEADER + ROWS + "Total,50,\n", "totals"),
        (HEADER + ROWS + "Confidential Information - Do Not Distribute,,\n", "a note"),
        (HEADER + "Arts (50 records),,\n" + ROWS, "the heading of a group"),
        ("student,contact\ns1,Ana\nConfidential Information - Do Not Distribute,\n", "a closing line"),
        (
            "Response ID,Time Started,Date Submitted,Status\n1,a,b,Complete\n1,a,b,Complete\n",
            "a response exported twice",
        ),
        (HEADER + ROWS + HEADER + ROWS, "the header again"),
        (HEADER + ROWS + 's1,27" wide,x\n', "a quote inside a cell"),
        (HEADER + ROWS + 's1, "Ana",x\n', "a blank before a quote"),
        (HEADER + ROWS + 's1,="001",x\n', "a text formula"),
        (HEADER + ROWS.replace("\n", "\r\n", 3), "mixed line ends"),
        ((HEADER + ROWS).replace("\n", "\r"), "bare returns"),
        ("student,IP Address,notes\n" + ROWS, "a dropped column"),
        ("student,,notes\n" + ROWS, "a nameless column"),
        ('"stu\ndent",contact,notes\n' + ROWS, "a header of two lines"),
        (HEADER + ROWS + 's1,"Ana,x\n', "a quote left open"),
    ],
)
def test_an_irregular_file_is_written_out_and_nothing_is_lost(understand, content, why):
    (table,) = understand(content).tables
    assert not table.cells.is_original, why
    assert in_duckdb(table) == list(table.rows())
    assert table.rows_read == table.row_count + len(table.skipped) + len(table.bad_rows)


def test_windows_text_is_written_out_as_utf8(understand):
    (table,) = understand((HEADER + ROWS.replace("Ana", "José")).encode("cp1252")).tables
    assert not table.cells.is_original
    assert in_duckdb(table)[0] == (2, ["s0", "Ruiz, José", "note 0"])


def test_cells_with_any_line_break_survive_the_way_into_a_database(understand, monkeypatch):
    monkeypatch.setattr(text, "LARGE_FILE", 10**9)
    (table,) = understand('a,b\r\n"1\r\n2","3\n4"\r\n"5\r6","7""8"\r\n"",x\r\n').tables
    expected = [(2, ["1\r\n2", "3\n4"]), (3, ["5\r6", '7"8']), (4, ["", "x"])]
    assert list(table.rows()) == expected
    assert in_duckdb(table) == expected
