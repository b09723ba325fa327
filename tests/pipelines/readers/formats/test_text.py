"""CSV and its kin, as they arrive."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.errors import FileRefused
from pipelines.readers import COMMAND_LIMITS, sandbox
from pipelines.readers.layout.survey_tools import is_place
from tests.pipelines.readers.written_tables import only

LOG = "student,contact,notes\ns1,Ana Ruiz,Kind\ns2,Bo Li,Busy\ns3,Cy Roe,Later\n"
ROWS = [(2, ["s1", "Ana Ruiz", "Kind"]), (3, ["s2", "Bo Li", "Busy"]), (4, ["s3", "Cy Roe", "Later"])]


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\r\r\n"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_every_encoding_delimiter_and_line_end_gives_the_same_table(
    understand, encoding, said, end, delimiter
):
    text = LOG.replace("Kind", "Müller said “yes”").replace(",", delimiter).replace("\n", end)
    reading = understand(text.encode(encoding))
    table = only(reading)
    assert (reading.encoding, reading.delimiter) == (said, delimiter)
    assert reading.kind == ("tsv" if delimiter == "\t" else "csv")
    assert table.columns == ("student", "contact", "notes")
    assert [number for number, _ in table.rows()] == [2, 3, 4]
    assert next(cells for _, cells in table.rows()) == ["s1", "Ana Ruiz", "Müller said “yes”"]
    assert table.rows_read == 3
    assert not table.skipped
    assert not table.bad_rows


def test_windows_text_is_read_and_said(understand):
    reading = understand(LOG.replace("Ana Ruiz", "José Muñoz – “Pepe”").encode("cp1252"))
    assert reading.encoding == "cp1252"
    assert next(iter(only(reading).rows()))[1][1] == "José Muñoz – “Pepe”"
    assert any("cp1252" in note for note in reading.notes)


def test_bytes_that_windows_text_does_not_know_are_marked_and_said(understand):
    reading = understand(b"name,place\nJos\xe9,Nancy\nX\x81Y,\xc9vian\n")
    assert [cells for _, cells in only(reading).rows()] == [["José", "Nancy"], ["X\ufffdY", "Évian"]]
    assert any("1 character is damaged" in note for note in reading.notes)
    assert [(flag.kind, flag.column, flag.count, flag.rows) for flag in only(reading).flags] == [
        ("damaged_text", "name", 1, (3,))
    ]


def test_mac_roman_is_told_from_windows_text_by_its_letters(understand):
    reading = understand("name,place\nJosé Peña,Orléans\nZoë,Besançon\n".encode("mac_roman"))
    assert reading.encoding == "mac_roman"
    assert [cells for _, cells in only(reading).rows()] == [["José Peña", "Orléans"], ["Zoë", "Besançon"]]
    assert any("Mac Roman" in note for note in reading.notes)


def test_a_damaged_utf8_file_stays_utf8(understand):
    reading = understand("name,place\nJosé,Évian\n".encode() + b"An\xc3,Nancy\n")
    assert reading.encoding == "utf-8"
    assert [cells for _, cells in only(reading).rows()] == [["José", "Évian"], ["An\ufffd", "Nancy"]]


def test_damage_done_before_is_told_like_damage_in_decoding(understand):
    rows = "".join(f"s{at},Jos\ufffd {at},Nancy\n" for at in range(7)) + "s9,Ann,\ufffdvian\n"
    reading = understand("student,name,place\n" + rows)
    flags = only(reading).flags
    assert [(flag.kind, flag.column, flag.count, flag.rows) for flag in flags] == [
        ("damaged_text", "name", 7, (2, 3, 4, 5, 6)),
        ("damaged_text", "place", 1, (9,)),
    ]
    assert any("8 characters are damaged" in note for note in reading.notes)


def test_a_sound_file_has_no_flags(understand):
    assert only(understand(LOG)).flags == ()


def test_decimal_commas_do_not_make_a_comma_file(understand):
    reading = understand("id;pay;rate\n1;1200,50;3,5\n2;900,00;4,5\n3;1100,25;2,0\n")
    assert reading.delimiter == ";"
    assert only(reading).columns == ("id", "pay", "rate")


def test_the_whole_file_decides_the_delimiter_not_its_first_lines(understand):
    body = "".join(f"s{i};Person {i};{i}\n" for i in range(40))
    reading = understand("Report, made for: Dean, College of Arts, Room 5\n\nstudent;contact;count\n" + body)
    assert reading.delimiter == ";"
    assert only(reading).header_rows == (3,)


def test_excels_hint_names_the_delimiter(understand):
    reading = understand("sep=|\na|b\n1|2\n")
    assert (reading.delimiter, only(reading).columns) == ("|", ("a", "b"))
    assert list(only(reading).rows()) == [(3, ["1", "2"])]


def test_a_semicolon_list_inside_cells_is_left_alone(understand):
    body = "".join(f"{i},Ann,insight;lead;new_path;\n" for i in range(20))
    reading = understand("id,name,came_of_it\n" + body)
    assert reading.delimiter == ","


def test_backslash_escapes_and_single_quotes_are_found(understand):
    titles = "".join(f"{i},Title {i}\\, the second,20{i:02}\n" for i in range(20))
    assert next(only(understand("id,title,year\n" + titles)).rows())[1] == [
        "0",
        "Title 0, the second",
        "2000",
    ]
    quoted = "".join(f"{i},'Ruiz, Ana {i}',20{i:02}\n" for i in range(20))
    assert next(only(understand("id,name,year\n" + quoted)).rows())[1] == ["0", "Ruiz, Ana 0", "2000"]


def test_titles_and_blank_lines_above_the_header_are_the_preamble(understand):
    table = only(understand("Interview log\nTerm:,Fall 2026\n\n" + LOG))
    assert table.columns == ("student", "contact", "notes")
    assert (table.preamble_rows, table.header_rows) == ((1, 2, 3), (4,))
    assert [number for number, _ in table.rows()] == [5, 6, 7]


def test_row_numbers_are_those_a_spreadsheet_shows(understand):
    table = only(understand('a,b\n1,"two\nlines"\n\n3,x\n'))
    assert list(table.rows()) == [(2, ["1", "two\nlines"]), (4, ["3", "x"])]
    assert [(one.row, one.rule) for one in table.skipped] == [(3, "blank")]
    assert table.rows_read == 3


def test_names_are_folded_made_unique_and_never_empty(understand):
    reading = understand('"First\r\n name ",Q1,,Q1,Q1 (2),,Notes\u00a0\na,b,c,d,e,,f\n')
    assert only(reading).columns == ("First name", "Q1", "Column 3", "Q1 (3)", "Q1 (2)", "Notes")
    assert any("without name or content" in note for note in reading.notes)
    assert any("“Column 3”" in note for note in reading.notes)


def test_short_rows_are_filled_up_and_said(understand):
    reading = understand(LOG + "s4,Di\n")
    assert list(only(reading).rows())[-1] == (5, ["s4", "Di", ""])
    assert [(one.row, one.rule) for one in only(reading).mended] == [(5, "missing_trailing_cells")]
    assert any("1 row has fewer cells" in note for note in reading.notes)


def test_empty_surplus_cells_are_cut_off(understand):
    table = only(understand(LOG + "s4,Di,ok,,,\n"))
    assert list(table.rows())[-1] == (5, ["s4", "Di", "ok"])
    assert not table.bad_rows


def test_a_row_with_too_many_cells_is_kept_apart_with_its_number(understand):
    table = only(understand(LOG + "s4,Di,hello,world\ns5,Ed,fine\n"))
    (bad,) = table.bad_rows
    assert (bad.row, bad.code, bad.found) == (5, "too_many_cells", "s4,Di,hello,world")
    assert [number for number, _ in table.rows()] == [2, 3, 4, 6]
    assert table.rows_read == 5 == table.row_count + 1


def test_a_quote_left_open_costs_one_row_not_the_rest_of_the_file(understand):
    table = only(understand(LOG + 's4,"Di,oops\n' + "".join(f"s{i},Ed,fine\n" for i in range(5, 30))))
    assert [(bad.row, bad.code) for bad in table.bad_rows] == [(5, "unclosed_quote")]
    assert table.row_count == 3 + 25
    assert list(table.rows())[-1] == (30, ["s29", "Ed", "fine"])


def test_a_stray_quote_that_swallows_lines_is_found_where_a_later_quote_closes_it(understand):
    table = only(understand(LOG + 's4,"Di,oops\ns5,"Ed",fine\ns6,Fay,fine\n'))
    assert [bad.row for bad in table.bad_rows] == [5]
    assert [number for number, _ in table.rows()] == [2, 3, 4, 6, 7]


def test_quotes_inside_a_cell_are_taken_as_they_stand(understand):
    table = only(understand('item,size\nscreen,27" wide\n"a" b,c\n'))
    assert [cells for _, cells in table.rows()] == [["screen", '27" wide'], ['"a" b', "c"]]


def test_excels_text_formulas_give_their_text(understand):
    reading = understand('id,name\n="00123",Ann\n"=""00456""",Bo\n')
    assert [cells[0] for _, cells in only(reading).rows()] == ["00123", "00456"]
    assert any("2 cells" in note for note in reading.notes)


def test_a_single_column_is_a_table(understand):
    table = only(understand("student_id\ns1\ns2\n"))
    assert (table.columns, table.row_count) == (("student_id",), 2)


def test_a_header_alone_is_a_table_without_rows_when_asked_for(understand):
    table = only(understand("date,company,role\n", allow_empty=True))
    assert (table.columns, table.rows_read, list(table.rows())) == (("date", "company", "role"), 0, [])


# --- whatever table is written in a supported dialect reads back the same ---

# “ip” is a place, and those are never kept.
NAME = st.text("abcdefghijklmnopqrstuvwxyz_", min_size=1, max_size=8).filter(lambda name: not is_place(name))
# Letters lead, so that no cell is a total, a note, blank or one of Excel's text formulas.
CELL = st.one_of(
    st.just(""),
    st.integers(-9999, 9999).map(str),
    st.builds(
        lambda head, tail: head + tail,
        st.sampled_from(["Ana", "Bo Li", "Zoë", "Kraków"]),
        st.text(" ,;|\t\"'\nabcé–", max_size=12).map(str.rstrip),
    ),
)
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"]


@st.composite
def tables(draw):
    names = draw(st.lists(NAME, min_size=2, max_size=6, unique=True))
    row = st.tuples(st.sampled_from(["s1", "s22", "Q7"]), *[CELL] * (len(names) - 1)).map(list)
    return names, draw(st.lists(row, min_size=3, max_size=12))


@settings(max_examples=150)
@given(
    tables(),
    st.sampled_from(ENCODINGS),
    st.sampled_from([",", ";", "\t", "|"]),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_a_table_written_in_any_dialect_reads_back_the_same(table, encoding, delimiter, end):
    names, rows = table
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL)
    writer.writerows([names, *rows])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        path.write_bytes(out.getvalue().encode(encoding))
        read = only(sandbox.understand(path, Path(folder), COMMAND_LIMITS, False))
        found = [cells for _, cells in read.rows()]
    assert list(read.columns) == names
    assert read.rows_read == len(rows)
    # A row whose only cell is its first may be a remark below the table, and is counted as one.
    assert found + [None] * len(read.skipped) == [*rows][: len(found)] + [None] * (len(rows) - len(found))


@settings(max_examples=150)
@given(tables(), st.integers(0, 10_000), st.binary(min_size=1, max_size=3), st.booleans())
def test_a_damaged_file_is_refused_or_every_row_is_counted(table, at, bytes_in, is_cut):
    names, rows = table
    out = io.StringIO()
    csv.writer(out).writerows([names, *rows])
    content = out.getvalue().encode()
    at %= len(content)
    content = content[:at] + bytes_in + (b"" if is_cut else content[at:])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        path.write_bytes(content)
        found_tables, sentence = (), "."
        try:
            found_tables = sandbox.understand(path, Path(folder), COMMAND_LIMITS, True).tables
        except FileRefused as refusal:
            sentence = refusal.message
        assert sentence.endswith(".")
        for read in found_tables:
            found = list(read.rows())
            assert len(found) + len(read.skipped) + len(read.bad_rows) == read.rows_read
            assert all(len(cells) == len(read.columns) for _, cells in found)
            numbers = [n for n, _ in found] + [s.row for s in read.skipped] + [b.row for b in read.bad_rows]
            first = read.header_rows[-1] + 1
            assert sorted(numbers) == list(range(first, first + read.rows_read))
