"""Whatever table is written down, in whatever dialect, encoding and line ends, reads back the same."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.readers import COMMAND_LIMITS, read, sandbox
from pipelines.readers.formats import dialect as dialect_module
from pipelines.readers.formats.dialect import Dialect, candidates, decide, hint
from tests.messy_files import (
    ENCODINGS,
    LINE_ENDS,
    STYLES,
    Style,
    Table,
    files,
    words,
    written,
)

MESSY = list(files())


def understood(content: bytes, folder: Path) -> Table:
    """Header and cells, as the reader hands them on."""
    path = folder / "table.csv"
    path.write_bytes(content)
    (table,) = sandbox.understand(path, folder, COMMAND_LIMITS, False).tables
    assert not table.skipped or {one.rule for one in table.skipped} == {"blank"}
    assert not table.bad_rows
    return [list(table.columns), *(cells for _, cells in table.rows())]


@pytest.mark.parametrize("kind", sorted({file.kind for file in MESSY}))
def test_every_messy_file_gives_its_table(kind, tmp_path):
    misread = [
        file.name for file in MESSY if file.kind == kind and understood(file.content, tmp_path) != file.table
    ]
    assert misread == []


# --- what decides ---


@pytest.mark.parametrize(
    ("text", "dialect"),
    [
        ("a,b\n1,2\n", Dialect(",")),
        ("a, b\n1, 2\n", Dialect(",", skips_blanks=True)),
        ('a, b\n"x, y", "z"\n', Dialect(",", skips_blanks=True)),
        ("a||b||c\n1||||3\n4||5||6\n", Dialect("||")),
        ("a::b\n10:30::x\n11:45::y\n", Dialect("::")),
        ("a|b|c|d|e\n" + "1||||\n" * 500, Dialect("|")),
        ("a,b\n'x,y',1\n'z,q',2\n", Dialect(",", quote="'")),
        ('a,b\n"say \\"hi\\" twice",1\n', Dialect(",", escape="\\")),
        ("a,b\nO'Neil,don't\nD'Arcy,it's\n", Dialect(",")),
        ('it,size\nscreen,27" wide\nlamp,9" tall\n', Dialect(",")),
    ],
)
def test_the_dialect_is_the_one_in_which_the_text_is_regular(text, dialect):
    assert decide(text) == dialect
    assert dialect in candidates(text)


def spaced(blanks: int, bare: int, ends: int = 0) -> str:
    """Lines of two cells: so many commas with a blank behind, without one, and at the end of the line."""
    return "a, b\n" * blanks + "a,b\n" * bare + "a,\n" * ends


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (spaced(98, 2), True),
        (spaced(97, 3), False),
        (spaced(49, 1), True),
        (spaced(48, 2), False),
        (spaced(60, 0, 40), True),  # a line's end is as good, where blanks are more
        (spaced(50, 0, 50), False),
        (spaced(49, 0, 51), False),
        (spaced(60, 0, 40).replace("\n", "\r"), True),
        ('"x,y", b\n' * 10, True),  # what stands inside quotation marks does not count
        ("'x,y', b\n" * 10, True),
        ("Ana's, b\n" * 9 + "O'Neil,b\n", False),  # an apostrophe is no quotation mark
    ],
)
def test_a_blank_behind_nearly_every_delimiter_belongs_to_it(text: str, expected: bool) -> None:
    assert dialect_module._is_spaced(text, ",") is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a||b\n" * 98 + "a||b|c\n" * 2, True),
        ("a||b\n" * 95 + "a||b|c\n" * 5, False),
        ("x|y||z\n" + "a||b\n" * 500, False),  # in the first line that has it, too
    ],
)
def test_a_short_delimiter_nearly_always_inside_a_long_one_is_part_of_it(text: str, expected: bool) -> None:
    assert dialect_module._covers(text, "||", "|") is expected


@pytest.mark.parametrize(
    ("text", "dialect"),
    [
        ("remark\nKind, and clear\nBusy\nYes\n", Dialect(";")),
        ("name, city\nAna, Rome\nBusy\nYes\n", Dialect(",", skips_blanks=True)),
    ],
)
def test_remarks_one_a_line_are_one_column(text: str, dialect: Dialect) -> None:
    assert decide(text) == dialect


@pytest.mark.parametrize(
    "cell",
    [
        *("1", "-1.5", "$65,000", "1 234", "12'000", "25%", "1,234,567.8", ".5", "1e-7", "5.", "€ 9,50"),
        *(
            "2026-03-02",
            "3/2/26",
            "02.03.2026",
            "2026-03-02 14:05:00Z",
            "2026-03-02T14:05",
            "9:30",
            "10:30:15 pm",
        ),
        *(
            "a.b@c.org",
            "https://a.b/c?d",
            "www.a.b",
            "Ana",
            "Ana Ruiz, PhD",
            "either; or",
            'say "yes" now',
            "don't",
            "",
        ),
        *(" x ", "Zoë", "a,", "C\\D"),
    ],
)
def test_cells_that_look_like_values(cell: str) -> None:
    assert dialect_module._VALUE.fullmatch(cell)


@pytest.mark.parametrize("cell", ["a,b", "a;b", "a|b", "a\tb", '"a"', 'x\\"', "_x", "1:2:3:4", ";", "x\\'"])
def test_cells_that_look_like_the_wrong_dialect(cell: str) -> None:
    assert not dialect_module._VALUE.fullmatch(cell)


@pytest.mark.parametrize(
    ("width", "filled", "breadth"),
    [
        (1, {0}, 0.001),
        (2, {0, 1}, 0.5),
        (4, {0, 1, 2, 3}, 0.75),
        (4, {0, 3}, 0.5),
        (3, {0, 7}, 0.001),
        (3, set(), 0.001),
    ],
)
def test_a_row_counts_by_the_columns_that_hold_something(
    width: int, filled: set[int], breadth: float
) -> None:
    assert dialect_module._breadth(width, filled) == breadth


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("a,b\nc,d\n", 1.0),  # two rows, half a point each
        ("a,b\n\nc,d\n", 1.0),
        ("a,b\nc,d\ne,f,g\n", (2 * 0.5 + 2 / 3) / 2),
        ("a,_b\nc,d\n", 0.75),  # a cell in four is no value
        ("a\nb\n", 0.002),
        ("", 0.0),
        ('a,"b"c\nd,e\n', 1.0 * 0.999),  # a misplaced quote costs little
        ('a,"x\\" y"\nd,e\n', 0.75 * 0.999),
    ],
)
def test_the_score_of_a_text(text: str, score: float) -> None:
    assert dialect_module._score(text, Dialect()) == pytest.approx(score)


def test_what_a_dialect_is() -> None:
    assert Dialect(";").is_plain
    assert not Dialect(";", skips_blanks=True).is_plain
    assert not Dialect("||").is_plain
    assert not Dialect(";", quote="'").is_plain
    assert (Dialect(",", skips_blanks=True).joint, Dialect("||").joint) == (", ", "||")


@pytest.mark.parametrize(
    ("first", "delimiter"),
    [("sep=;", ";"), ("SEP=\t", "\t"), ('"sep=|"', "|"), ("sep=^", "^"), ("sep=x", ""), ("september;", "")],
)
def test_only_excels_own_first_line_is_a_hint(first, delimiter):
    assert hint(f"{first}\r\na;b\r\n") == delimiter


def test_a_hint_is_not_the_header_of_a_single_column(tmp_path):
    (tmp_path / "one.csv").write_text("sep=;\nstudent_id\ns1\ns2\n")
    (table,) = sandbox.understand(tmp_path / "one.csv", tmp_path, COMMAND_LIMITS, False).tables
    assert (table.columns, table.preamble_rows) == (("student_id",), (1,))
    assert list(table.rows()) == [(3, ["s1"]), (4, ["s2"])]


def test_a_long_delimiter_inside_quotes_is_text(tmp_path):
    content = b'id||note\n1||"either || or"\n2||plain\n3||"|| first"\n'
    assert understood(content, tmp_path) == [
        ["id", "note"],
        ["1", "either || or"],
        ["2", "plain"],
        ["3", "|| first"],
    ]


def test_a_late_change_of_habit_does_not_change_the_dialect():
    """The first hundred lines hold more commas than semicolons; the file as a whole says otherwise."""
    early = "".join(f"s{at};Ana, Bo, Cy;{at}\n" for at in range(100))
    late = "".join(f"s{at};Di;{at}\n" for at in range(200))
    assert decide("id;names;count\n" + early + late) == Dialect(";")


def test_a_long_file_is_still_decided_by_its_whole(monkeypatch):
    monkeypatch.setattr(dialect_module, "_HEAD", 400)
    monkeypatch.setattr(dialect_module, "_LONG_TEXT", 1_000)
    early = "".join(f"s{at};Ana, Bo, Cy;{at}\n" for at in range(100))
    late = "".join(f"s{at};Di;{at}\n" for at in range(200))
    assert decide("id;names;count\n" + early + late) == Dialect(";")
    assert decide("id,names\n" + "1,Ana\n" * 300) == Dialect(",")
    assert decide(("id;names\n" + "1;Ana\n" * 300).replace("\n", "\r")) == Dialect(";")


@pytest.mark.parametrize(
    ("style", "encoding"),
    [
        (Style("||"), "utf-16"),
        (Style(", ", end="\r"), "mac_roman"),
        (Style(";", quote="'", quotes_all=True, end="\r\r\n"), "cp1252"),
    ],
)
def test_the_child_reads_it_the_same(style, encoding, tmp_path):
    path = tmp_path / "words.csv"
    path.write_bytes(written(words(), style).encode(encoding))
    (table,) = read(path, tmp_path / "work").tables
    assert [list(table.columns), *(cells for _, cells in table.rows())] == words()


# --- tables nobody thought of ---

NAME = st.text("abcdefghk_", min_size=2, max_size=9)
WORD = st.sampled_from(["Ana", "Kraków", "late", "Zoë", "call", "O'Neil", '27"', "in May", "and", "Acme"])
MARK = st.sampled_from([" ", " ", " ", ", ", "; ", " | ", ": ", ',"', "' ", "\n", " – "])
COLUMNS: dict[str, st.SearchStrategy[str]] = {
    "date": st.dates().map(str),
    "number": st.integers(0, 99_999).map(str),
    "amount": st.integers(1000, 999_999).map(lambda one: f"{one:,}"),
    "email": st.builds("{}@example.edu".format, st.text("abcxyz", min_size=1, max_size=5)),
    "name": st.builds("{} {}".format, st.sampled_from(["Ana", "Bo", "Zoë"]), st.sampled_from(["Ruiz", "Li"])),
    "prose": st.builds(
        lambda first, rest: first + "".join(mark + word for mark, word in rest),
        st.sampled_from(["Kind", "Said", "Zoë"]),
        st.lists(st.tuples(MARK, WORD), max_size=5),
    ),
}


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """An id in front and two to five columns of some kind each, blanks among the cells."""
    kinds = draw(st.lists(st.sampled_from(sorted(COLUMNS)), min_size=2, max_size=5))
    names = draw(st.lists(NAME, min_size=len(kinds), max_size=len(kinds), unique=True))
    cells = [COLUMNS[kind] if kind == "email" else st.one_of(st.just(""), COLUMNS[kind]) for kind in kinds]
    rows = draw(st.lists(st.tuples(*cells).map(list), min_size=3, max_size=10))
    # Filled in the second column: a row with nothing but its id may be a remark below the table.
    return [
        ["student_id", *names],
        *([f"s{at:03}", cells[0] or "x", *cells[1:]] for at, cells in enumerate(rows)),
    ]


def within(table: Table, encoding: str, style: Style) -> Table:
    """The table as that file can hold it: without the characters the encoding lacks, and without breaks where
    nothing is quoted. Encodings of one byte are told by their letters, so there are some."""
    bare = style.escape == "bare"
    kept = [
        [
            (cell.replace("\n", " ") if bare else cell).encode(encoding, "ignore").decode(encoding)
            for cell in row
        ]
        for row in table
    ]
    if "utf" not in encoding:
        kept = [[*kept[0], "place"], *([*row, "Besançon, près de Orléans"] for row in kept[1:])]
    return kept


@settings(max_examples=300)
@given(tables(), st.sampled_from(STYLES), st.sampled_from(ENCODINGS), st.sampled_from(sorted(LINE_ENDS)))
def test_a_table_written_in_any_dialect_reads_back_the_same(table, style, encoding, line_end):
    style = Style(style.delimiter, style.quote, style.quotes_all, style.escape, LINE_ENDS[line_end])
    table = within(table, encoding if "utf" not in encoding else "utf-8", style)
    content = written(table, style).encode(encoding)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        path.write_bytes(content)
        (found,) = sandbox.understand(path, Path(folder), COMMAND_LIMITS, False).tables
        rows = list(found.rows())
    assert list(found.columns) == table[0]
    assert [cells for _, cells in rows] == table[1:]
    assert [number for number, _ in rows] == list(range(2, len(table) + 1))
