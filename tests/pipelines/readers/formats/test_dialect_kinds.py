"""Kinds of files that mislead whoever looks for a delimiter: each kind in every dialect it can occur in."""

from __future__ import annotations

import csv
import itertools
from collections.abc import Callable, Collection, Sequence

import pytest

from pipelines.readers.formats import dialect as dialect_module
from pipelines.readers.formats.dialect import Dialect, decide
from pipelines.readers.formats.text import records
from pipelines.readers.model import MAX_CELL_CHARACTERS
from tests.messy_files import traps
from tests.pipelines.readers.written_tables import only

Cell = Callable[[int], str]
Table = list[list[str]]

ROWS = 12
MAIN = (",", ";", "\t", "|")
ODD = ("#", "^", "~")
NAMES = ["student_id", "contact_name", "held_on", "minutes"]


def person(at: int) -> str:
    return ("Ana Kurz", "Bo Lang", "Cy Mann", "Di O'Hara")[at % 4]


CELLS: list[Cell] = [
    lambda at: f"s{at:03}",
    person,
    lambda at: f"2026-03-{at + 1:02}",
    lambda at: str(at * 7 % 60),
]


def table(names: Sequence[str], cells: Sequence[Cell]) -> Table:
    return [list(names), *([cell(at) for cell in cells] for at in range(ROWS))]


def log(note: Cell | None = None) -> Table:
    return table([*NAMES, "notes"], [*CELLS, note]) if note else table(NAMES, CELLS)


def pair(tags: Cell) -> Table:
    return table(["student_id", "tags"], [CELLS[0], tags])


def always(text: str) -> Cell:
    return lambda at: text


def once(text: str, row: int) -> Cell:
    return lambda at: text if at == row else "ok"


def text(
    rows: Table, joint: str, quoted: Collection[int] = (), quote: str = '"', header: bool = False
) -> str:
    """As a file: cells of the columns named in quotation marks, those of the header only if said."""
    return "".join(
        joint.join(
            quote + cell.replace(quote, quote * 2) + quote if at in quoted and (row or header) else cell
            for at, cell in enumerate(cells)
        )
        + "\n"
        for row, cells in enumerate(rows)
    )


def misread(cases: dict[str, tuple[str, str, str]]) -> list[str]:
    """Names of the files whose delimiter or quotation mark was not found."""
    found = {name: decide(content) for name, (content, _, _) in cases.items()}
    return [
        f"{name}: {found[name]}"
        for name, (_, delimiter, quote) in cases.items()
        if (found[name].delimiter.strip(" ") or " ", found[name].quote) != (delimiter, quote)
    ]


@pytest.mark.parametrize(("delimiter", "inner"), list(itertools.permutations(MAIN, 2)))
def test_quoted_text_does_not_outvote_the_delimiter(delimiter: str, inner: str) -> None:
    nested = "\n".join(inner.join(row) for row in ("xyz", "123", "456", "789"))
    wide = always(inner.join("abcdefghij"))
    tables = {
        "a list as wide as ten columns": log(wide),
        "the same, in two columns": pair(wide),
        "a table in a cell": log(always(nested)),
        "a table in a cell, two columns": pair(always(nested)),
        "one long table in the middle": log(once(f"{nested}\n" * ROWS, 3)),
        "one long table in the last row": log(once(f"{nested}\n" * ROWS, ROWS - 1)),
        "one long table in the first row": log(once(f"{nested}\n" * ROWS, 0)),
    }
    cases = {
        name: (text(rows, delimiter, {len(rows[0]) - 1}), delimiter, '"') for name, rows in tables.items()
    }
    assert misread(cases) == []


@pytest.mark.parametrize(
    ("delimiter", "inner"), [two for two in itertools.product(MAIN, (",", ";", "|")) if two[0] != two[1]]
)
def test_a_list_without_quotation_marks_is_one_cell(delimiter: str, inner: str) -> None:
    answers = ("new path", "lead", "job shadow", "none")
    tables = {
        "three": pair(always(inner.join("abc"))),
        "six": pair(always(inner.join("abcdef"))),
        "words": table(["id", "tags", "n"], [CELLS[0], always(inner.join(answers)), CELLS[3]]),
        "some": table(["id", "tags", "n"], [CELLS[0], lambda at: inner.join(answers[: at % 4]), CELLS[3]]),
        "colors": table(
            ["picture", "color"], [lambda at: f"p{at}.jpg", lambda at: inner.join(("51", "47", str(at)))]
        ),
    }
    assert misread({name: (text(rows, delimiter), delimiter, '"') for name, rows in tables.items()}) == []


@pytest.mark.parametrize("delimiter", MAIN)
def test_other_marks_inside_of_cells_are_text(delimiter: str) -> None:
    quoted = {
        "headings": log(always("either || or\n||b|| c\n# x || y")),
        "colons": log(always("a :: b\nc :: d\ne::f")),
        "hashes": log(always("Apt #3, near #4; #5")),
    }
    bare = {
        "numbers": log(lambda at: f"Main St #{at}"),
        "hashtags": log(always("#x #y #z #a")),
        "hashtags in two columns": pair(always("#x #y #z #a")),
        "signs": pair(lambda at: f"~{at}^2"),
        "addresses": pair(lambda at: f"https://x.org/a?b={at}"),
        "paths": pair(lambda at: f"C:\\new\\a{at}.txt"),
    }
    cases = {name: (text(rows, delimiter, {4}), delimiter, '"') for name, rows in quoted.items()}
    cases |= {name: (text(rows, delimiter), delimiter, '"') for name, rows in bare.items()}
    assert misread(cases) == []


@pytest.mark.parametrize("delimiter", [",", ";", "|", *ODD])
def test_blanks_around_a_delimiter_belong_to_it(delimiter: str, understand) -> None:
    for pad, quoted in itertools.product((" ", "  "), ((), {1}, {0, 1, 2, 3})):
        content = text(log(), pad + delimiter + pad, quoted, header=len(quoted) > 1)
        assert misread({f"{pad!r} {quoted}": (content, delimiter, '"')}) == []
        found = only(understand(content))
        assert [list(found.columns), *(cells for _, cells in found.rows())] == log()


def test_a_quoted_cell_of_a_padded_file_is_what_stands_in_it(understand) -> None:
    content = '"id" ; "note" ; "n"\n"1" ; "a ; b\nc" ; "2"\n"2" ; "say ""x"" ; y" ; "3"\n"3" ; "z" ; "4"\n'
    found = only(understand(content))
    assert [cells for _, cells in found.rows()] == [
        ["1", "a ; b\nc", "2"],
        ["2", 'say "x" ; y', "3"],
        ["3", "z", "4"],
    ]


@pytest.mark.parametrize("delimiter", ODD)
def test_a_rare_delimiter_is_found_where_it_splits_every_row(delimiter: str) -> None:
    prose = log(lambda at: ("a, b", "c; d", "x")[at % 3])
    cases = {
        "plain": (text(log(), delimiter), delimiter, '"'),
        "with remarks": (text(prose, delimiter), delimiter, '"'),
        "with itself in quotes": (text(log(always(f"x {delimiter} y")), delimiter, {4}), delimiter, '"'),
        "two columns": (text(pair(CELLS[3]), delimiter), delimiter, '"'),
        "addresses in '": (
            "".join(
                f"{at:>6} {delimiter} '{at} columbia dr' {delimiter} ' amherst, ma 01002'\n"
                for at in range(20)
            ),
            delimiter,
            "'",
        ),
    }
    assert misread(cases) == []


@pytest.mark.parametrize("delimiter", MAIN)
def test_single_quotation_marks_around_dates_and_names(delimiter: str) -> None:
    cases = {
        str(quoted): (text(log(), delimiter, quoted, "'"), delimiter, "'")
        for quoted in ((2,), (1, 2), (0,), (0, 1, 2, 3))
    }
    days = table(NAMES, [*CELLS[:2], lambda at: f"March {at + 1}, 2026", CELLS[3]])
    cases["a comma in the day"] = (text(days, delimiter, {2}, "'"), delimiter, "'")
    assert misread(cases) == []


def test_days_in_single_quotation_marks_beside_texts_in_double_ones(understand) -> None:
    reading = understand(
        "id;held_on;note\n1;'2026-03-01';\"a; b\"\n2;'2026-03-02';\"c; d\"\n3;'tis;'1 more try'\n"
    )
    assert [cells for _, cells in only(reading).rows()] == [
        ["1", "2026-03-01", "a; b"],
        ["2", "2026-03-02", "c; d"],
        ["3", "'tis", "'1 more try'"],
    ]
    assert "2 cells written like '2026-03-01' were read as 2026-03-01." in reading.notes


BLANK_SEPARATED = {
    "all in quotes": text(log(), " ", {0, 1, 2, 3}, header=True),
    "texts in quotes": text(log(), " ", {1}),
    "as R writes it": '"' + '" "'.join(NAMES) + '"\n'
    + "".join(f'"{at}" "s{at}" "Ana Kurz" "2026-03-{at:02}" {at}\n' for at in range(1, 12)),
    "numbers": "".join(f"{at} {at * 2} {at * 3}.5\n" for at in range(12)),
    "numbers with names": "id asked replied\n" + "".join(f"{at} {at * 2} {at * 3}\n" for at in range(12)),
}  # fmt: skip


@pytest.mark.parametrize("name", BLANK_SEPARATED)
def test_blanks_separate_where_nothing_else_does(name: str) -> None:
    assert misread({name: (BLANK_SEPARATED[name], " ", '"')}) == []


def test_colons_separate_where_nothing_else_does() -> None:
    content = text(table(["id", "name", "n"], [CELLS[0], person, CELLS[3]]), ":")
    assert misread({"colons": (content, ":", '"')}) == []


@pytest.mark.parametrize(
    "lines",
    [
        ["contact name", *map(person, range(ROWS))],
        ["Contact", *map(person, range(ROWS))],
        ["Full legal name", *["Ana Maria Kurz", "Bo Erik Lang"] * 6],
        ["remark", "Kind, and clear", "Busy; later", "Said yes", "Ask, in May"],
        ["url", *(f"https://x.org/a?b={at}" for at in range(ROWS))],
        ["at", *(f"{at + 8}:30" for at in range(ROWS))],
        ["Timestamp", *(f"2026-03-{at + 1:02} 10:{at:02}:00" for at in range(ROWS))],
        ["id number", *(f"s{at} 1" for at in range(ROWS)), "s1"],
        ["a b c", *["Ana Bo Cy"] * 5, 'Di "x" y'],
    ],
)
def test_one_column_is_not_split(lines: list[str]) -> None:
    content = "\n".join(lines) + "\n"
    assert {len(row) for row in decide(content).reader(iter(content.splitlines(keepends=True)))} == {1}


PROGRAMS = {
    "JSON, doubled": ('id,data\n' + "".join(f'{at},"{{""a"":1,""b"":[1,2,{at}],""c"":""x;y""}}"\n' for at in range(20)), ","),
    "JSON, escaped": ('id,data\n' + "".join(f'{at},"{{\\"a\\":1,\\"b\\":[1,2,{at}]}}"\n' for at in range(20)), ","),
    "JSON, bare": ('id;data\n' + "".join(f'{at};{{"a":1,"b":[1,2,{at}],"c":"x"}}\n' for at in range(20)), ";"),
    "lists, bare": ('id\tdata\n' + "".join(f'{at}\t["a","b","c{at}"]\n' for at in range(20)), "\t"),
    "shapes": ('id;geom\n' + "".join(f'{at};"POLYGON((1 {at},2 3,4 5,1 {at}))"\n' for at in range(20)), ";"),
    "decimal commas, no header": ("".join(f"{at}\t{900 + at},{at % 90 + 10}\t{at % 5},5\n" for at in range(20)), "\t"),
    "a delimiter behind each": ("".join(f'"SARAH-{at}aX",\n' for at in range(60)), ","),
    "rows of several widths": (
        "".join(f"{at}_0.jpg\t{at}_0.jpg\t" + f"{at},7,9\t" * (8 - (at % 17 == 0) * 3) + "\n" for at in range(60)), "\t",
    ),
    "a comment above": ("# exported by x, y\n# z\nid,name,n\n" + "".join(f"{at},Ana,{at}\n" for at in range(9)), ","),
    "sentences above and below": (
        "NOTE: made for a spreadsheet program such as Excel, for viewing, printing and sorting.\n\n"
        "-----,-----,-----,-----,\nPin Number,Signal Name,Pin Usage,Pin Name,\n\nTo keep it, run the other program\n", ",",
    ),
    "a blank before a quote": ('a;b\n' + '1; "x; y"\n2; "z"\n' * 9, ";"),
}  # fmt: skip


@pytest.mark.parametrize("name", PROGRAMS)
def test_what_programs_write(name: str) -> None:
    content, delimiter = PROGRAMS[name]
    assert misread({name: (content, delimiter, '"')}) == []


# --- backslashes ---

BACKSLASHES = [
    # (text, cells): one escape in a file is no reason to take the others away
    ('id,path,note\n1,C:\\new,"say \\"hi\\" x"\n2,D:\\temp\\r,plain\n3,\\\\server\\share,ok\n',
     [["1", "C:\\new", 'say "hi" x'], ["2", "D:\\temp\\r", "plain"], ["3", "\\\\server\\share", "ok"]]),
    ('id,path,note\n1,C:\\new,a\\, b\n2,D:\\temp\\r,plain\n3,E:\\x\\y,ok\n',
     [["1", "C:\\new", "a, b"], ["2", "D:\\temp\\r", "plain"], ["3", "E:\\x\\y", "ok"]]),
    ('id,path,note\n1,"C:\\\\new","say \\"hi\\" x"\n2,"D:\\\\temp","a \\\\ b"\n',
     [["1", "C:\\new", 'say "hi" x'], ["2", "D:\\temp", "a \\ b"]]),
    ("id,path,note\n1,C:\\new,x\n2,D:\\temp\\r,plain\n", [["1", "C:\\new", "x"], ["2", "D:\\temp\\r", "plain"]]),
    ('id,path,note\n1,"C:\\new\\",x\n2,"D:\\temp\\",plain\n3,"E:\\a\\","y, z"\n',
     [["1", "C:\\new\\", "x"], ["2", "D:\\temp\\", "plain"], ["3", "E:\\a\\", "y, z"]]),
    ('id,note,path\n1,"say \\"hi\\" x",C:\\new\\\n2,y,D:\\temp\\\n3,z,E:\\\n',
     [["1", 'say "hi" x', "C:\\new\\"], ["2", "y", "D:\\temp\\"], ["3", "z", "E:\\"]]),
    ('id,pattern,n\n1,"\\d+\\s*\\"x\\"",1\n2,"^\\w+$",2\n', [["1", '\\d+\\s*"x"', "1"], ["2", "^\\w+$", "2"]]),
    ('id,note,n\n1,"fine \\o/ \\"yes\\"",1\n2,"¯\\_(ツ)_/¯",2\n',
     [["1", 'fine \\o/ "yes"', "1"], ["2", "¯\\_(ツ)_/¯", "2"]]),
    ('id||note||x\n1||"a \\"b\\" c:\\x"||2\n2||q\\z||3\n', [["1", 'a "b" c:\\x', "2"], ["2", "q\\z", "3"]]),
]  # fmt: skip


@pytest.mark.parametrize(("content", "cells"), BACKSLASHES)
def test_a_backslash_before_an_ordinary_character_is_one(understand, content: str, cells: Table) -> None:
    assert [row for _, row in only(understand(content)).rows()] == cells


# --- thresholds ---


@pytest.mark.parametrize(
    ("blanks", "is_padded"), [(98, True), (97, False)]
)  # of a hundred delimiters, those with a blank before them too
def test_blanks_before_nearly_every_delimiter_belong_to_it(blanks: int, is_padded: bool) -> None:
    content = "a , b\n" * blanks + "a, b\n" * (100 - blanks)
    assert decide(content).is_padded is is_padded


@pytest.mark.parametrize(
    ("content", "share"),
    [
        ("a,b\n", 1.0),
        ('"a",b\n', 1.0),
        ('a"x,b\n', 0.0),
        ('"a",b"x\n', 2 / 3),
        ('a;"b",c\n', 0.5),
        ('"say ""x""",b\n', 1.0),
        ('"say \\"x",b\n', 1.0),
        ('["a","b"];"c"\n', 0.5),
        ('"a', 1.0),
    ],
)
def test_how_many_quotation_marks_a_dialect_explains(content: str, share: float) -> None:
    assert dialect_module._explained(content, Dialect()) == pytest.approx(share)


def test_apostrophes_are_no_quotation_marks() -> None:
    assert dialect_module._explained("'a',O'Neil\n", Dialect(quote="'")) == 1
    assert dialect_module._explained("a, 'b'\n", Dialect(quote="'")) == 0.5
    assert dialect_module._explained("a, 'b'\n", Dialect(quote="'", skips_blanks=True)) == 1


def test_a_text_that_cannot_be_parsed_has_no_score() -> None:
    before = csv.field_size_limit(MAX_CELL_CHARACTERS)
    try:
        assert dialect_module._score("a,b\n" + "x" * (MAX_CELL_CHARACTERS + 1) + ",y\n", Dialect()) == 0.0
    finally:
        csv.field_size_limit(before)


# --- quotation marks that are part of the text ---

BEGINS_WITH_A_QUOTE = [  # as people type them: what stands in the file is what is meant
    '"no" she said',
    '"a" and "b" met',
    '"x" y "z"',
    '5" by 7" card',
    '"Ana" Kurz',
    "'tis so",
    "rock 'n' roll",
    'said "yes" twice',
]


@pytest.mark.parametrize("delimiter", MAIN)
def test_quotation_marks_of_a_text_that_is_not_quoted_as_a_whole_stay(delimiter: str, understand) -> None:
    rows = [[f"s{at}", cell, f"q{delimiter} r"] for at, cell in enumerate(BEGINS_WITH_A_QUOTE)]
    lines = [delimiter.join([row[0], row[1], f'"{row[2]}"']) for row in rows]
    found = only(understand("\n".join([delimiter.join(("id", "note", "more")), *lines]) + "\n"))
    assert [cells for _, cells in found.rows()] == rows


AS_THEY_STAND = {  # cells that a program, or a person, put into quotation marks in one way or another -> what is meant
    '"""no"" she said"': '"no" she said',
    '"""no"", she said"': '"no", she said',
    '"she said ""no"""': 'she said "no"',
    '"called "the fox", PhD"': 'called "the fox", PhD',
    '"he, "Al", she"': 'he, "Al", she',
    '"x ("y") z"': 'x ("y") z',
    '"say "hi""': 'say "hi"',
    '"a 5" card"': 'a 5" card',
    '"b 6" c"': 'b 6" c',
    '"no" he said': '"no" he said',
}


@pytest.mark.parametrize("delimiter", MAIN)
def test_a_mark_too_many_in_one_cell_costs_the_others_of_its_line_nothing(delimiter: str) -> None:
    for cells in itertools.permutations(AS_THEY_STAND, 3):
        line = delimiter.join(["S1", *cells, "2026-03-01"]) + "\n"
        (record,) = records(iter([line]), Dialect(delimiter))
        assert record.cells == ["S1", *(AS_THEY_STAND[cell] for cell in cells), "2026-03-01"]


KINDS = {
    "commas in numbers": lambda n: ("id;minutes;note\n" + "".join(f"s{at};{at},5;ok, fine\n" for at in range(n))),
    "a line that names the mark": lambda n: "sep=|\nid|note|n\n" + "".join(f"s{at}|a,b;c\t{at}|{at}\n" for at in range(n)),
    "two lines in a head": lambda n: 'id,"note\n(optional)",n\n' + "".join(f"s{at},x,{at}\n" for at in range(n)),
    "ends of three kinds": lambda n: "id,note,n\r\n" + "".join(f"s{at},x,{at}{chr(13) + chr(10) if at % 2 else chr(10)}" for at in range(n)),
    "hardly a cell filled": lambda n: "id;note;n\n" + "".join(f"s{at};;\n" for at in range(n)),
}  # fmt: skip


@pytest.mark.parametrize("rows", [1, 2, 3, 9])
@pytest.mark.parametrize("name", KINDS)
def test_few_rows_are_enough(name: str, rows: int, understand) -> None:
    found = only(understand(KINDS[name](rows)))
    assert len(found.columns) == 3
    assert [cells[0] for _, cells in found.rows()] == [f"s{at}" for at in range(rows)]


def test_traps_in_small_files(understand) -> None:
    """Every file in one test: each is read in a few milliseconds."""
    wrong = []
    for file in traps():
        found = only(understand(file.content))
        if [list(found.columns), *(cells for _, cells in found.rows())] != file.table:
            wrong.append(file.name)
    assert wrong == []
