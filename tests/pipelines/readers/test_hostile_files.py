"""Files made to harm, or that look like it, through the real child: a sentence, or every cell as it stands."""

from __future__ import annotations

import io
import re
import struct
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from pipelines.errors import FileRefused
from pipelines.readers import COMMAND_LIMITS, PAGE_LIMITS
from tests.fuzz.corpus import repeating
from tests.pipelines.readers.formats.sheet_files import SheetOf, ods, ods_with, xls
from tests.pipelines.readers.outside_texts import OUTSIDE_TEXTS

SOON = 15  # seconds: the reader's own limit is twice that


def workbook(*rows: tuple[object, ...]) -> bytes:
    """Text stays text: formulas and addresses are not made of it."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet("Log")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return out.getvalue()


ORDINARY = workbook(("student_id", "contact_name"), ("S1", "Ada"), ("S2", "Bo"))
SHEET = "xl/worksheets/sheet1.xml"


def changed(content: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The same zip with one part changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        assert part in old.namelist()
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
    return out.getvalue()


def with_sizes_of_a_small_part(content: bytes, part: str, size: int) -> bytes:
    """Both headers of a part say that it unpacks to `size` bytes, whatever it holds."""
    told = bytearray(content)
    for mark, at_size, at_name in ((b"PK\x03\x04", 22, 30), (b"PK\x01\x02", 24, 46)):
        place = -1
        while (place := content.find(mark, place + 1)) >= 0:
            if content[place + at_name :].startswith(part.encode()):
                told[place + at_size : place + at_size + 4] = struct.pack("<I", size)
    assert bytes(told) != content
    return bytes(told)


def far_cell(reference: str) -> bytes:
    """An ordinary sheet with one more cell, far away."""
    row = re.sub(r"\D", "", reference)
    more = f'<row r="{row}"><c r="{reference}" t="inlineStr"><is><t>far</t></is></c></row></sheetData>'
    return changed(ORDINARY, SHEET, lambda xml: xml.replace(b"</sheetData>", more.encode()))


LAUGHS = b"<!DOCTYPE lolz [<!ENTITY a0 'lol'>" + b"".join(
    b"<!ENTITY a%d '%s'>" % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12)
) + b"]>"  # fmt: skip
OUTSIDE = b'<!DOCTYPE x [<!ENTITY a11 SYSTEM "file:///etc/passwd">]>'


def with_entity(content: bytes, part: str, declared: bytes, text: bytes) -> bytes:
    """Entities declared at the top of a part, the worst of them used in place of `text`."""

    def change(xml: bytes) -> bytes:
        start = xml.index(b"?>") + 2 if xml.startswith(b"<?xml") else 0
        assert text in xml
        return xml[:start] + declared + xml[start:].replace(text, b"&a11;", 1)

    return changed(content, part, change)


ROWS: list[list[object]] = [["student_id", "contact_name"], ["S1", "Ada"], ["S2", "Bo"]]
ODS, XLS = ods(SheetOf(ROWS)), xls(SheetOf(ROWS))


def with_circles(content: bytes) -> bytes:
    """A compound file whose table of sectors leads from every sector to the first."""
    (table,) = struct.unpack_from("<I", content, 76)
    start = 512 * (table + 1)
    return content[:start] + bytes(512) + content[start + 512 :]


def nested(depth: int) -> bytes:
    """An open document with text inside text inside text …"""
    return ods_with(repeating(1, 1, "<text:span>" * depth + "x" + "</text:span>" * depth))


BIG_SHEET = b"<row><c><v>1</v></c></row>" * 3_000_000  # 78 MB


def bomb_in_disguise() -> bytes:
    content = changed(ORDINARY, SHEET, lambda xml: xml.replace(b"</sheetData>", BIG_SHEET + b"</sheetData>"))
    return with_sizes_of_a_small_part(content, SHEET, 50_000)


def zip_of_zips() -> bytes:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("log.csv", bytes(20_000_000))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for number in range(10):
            file.writestr(f"{number}.zip", inner.getvalue())
    return out.getvalue()


REFUSED: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "zip in a zip": (zip_of_zips, "log.xlsx", "zip archive"),
    "a part larger than it says": (bomb_in_disguise, "log.xlsx", "damaged|100 times its size"),
    "a cell at the far corner": (lambda: far_cell("XFD1048576"), "log.xlsx", "columns|rows"),
    "a cell far to the right": (lambda: far_cell("XFD4"), "log.xlsx", "16,384 columns in row 4"),
    "a cell beyond the last column": (lambda: far_cell("ZZZZ4"), "log.xlsx", "damaged|columns"),
    "5,000 columns in a workbook": (
        lambda: workbook(tuple(f"c{n}" for n in range(5_000)), tuple(range(5_000))),
        "log.xlsx",
        "5,000 columns",
    ),
    "laughs in a sheet": (
        lambda: with_entity(ORDINARY, SHEET, LAUGHS, b"<v>0</v>"),
        "log.xlsx",
        "damaged",
    ),
    "laughs in the strings": (
        lambda: with_entity(ORDINARY, "xl/sharedStrings.xml", LAUGHS, b"Ada"),
        "log.xlsx",
        "damaged",
    ),
    "laughs in the workbook": (
        lambda: with_entity(ORDINARY, "xl/workbook.xml", LAUGHS, b"<sheets>"),
        "log.xlsx",
        "damaged",
    ),
    "another file as an entity": (
        lambda: with_entity(ORDINARY, "xl/sharedStrings.xml", OUTSIDE, b"Ada"),
        "log.xlsx",
        "damaged",
    ),
    "laughs in an open document": (
        lambda: with_entity(ODS, "content.xml", LAUGHS, b"contact_name"),
        "log.ods",
        "damaged",
    ),
    "another file in an open document": (
        lambda: with_entity(ODS, "content.xml", OUTSIDE, b"contact_name"),
        "log.ods",
        "damaged",
    ),
    "a row that stands for a million": (
        lambda: ods_with(repeating(rows=1_048_576, columns=1)),
        "log.ods",
        "more than 1,000,000 rows",
    ),
    "a cell that stands for a billion": (
        lambda: ods_with(repeating(rows=1, columns=999_999_999)),
        "log.ods",
        "columns in row 2",
    ),
    "text nested without end": (lambda: nested(20_000), "log.ods", "damaged"),
    "a container that leads in circles": (lambda: with_circles(XLS), "log.xls", "damaged"),
    "a container cut in the middle": (lambda: XLS[: len(XLS) // 2], "log.xls", "damaged"),
    "20,000 columns": (
        lambda: b",".join(b"c%d" % n for n in range(20_000)) + b"\n" + b"1," * 19_999 + b"1\n",
        "log.csv",
        "20,000 columns",
    ),
    "a file of quotes": (lambda: b'"' * 200_001, "log.csv", r"log\.csv"),
    "lines of quotes": (lambda: b'""\n' * 3, "log.csv", "is empty"),
    "one name a hundred thousand letters long": (
        lambda: b"student_id," + b"n" * 1_100_000 + b"\nS1,2\n",
        "log.csv",
        "Line 1 .* longer than 1 MB",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_was_made_to_harm_is_refused_soon_and_leaves_nothing(read, tmp_path: Path, case: str) -> None:
    make, name, words = REFUSED[case]
    content = make()
    started = time.perf_counter()
    with pytest.raises(FileRefused, match=words) as caught:
        read(content, name)
    assert time.perf_counter() - started < SOON
    assert caught.value.message.endswith(".")
    assert "root:" not in caught.value.message + repr(caught.value.problems)
    assert "reader stopped" not in repr(caught.value.problems)
    assert list((tmp_path / "work").iterdir()) == []


def test_a_line_of_sixty_megabytes_is_refused_by_its_place(read) -> None:
    content = b"student_id,contact_name\nS1,Ada\nS2," + b"x" * 60_000_000 + b"\nS3,Bo\n"
    with pytest.raises(FileRefused, match=r"Line 3 .* longer than 1 MB"):
        read(content, limits=COMMAND_LIMITS)
    with pytest.raises(FileRefused, match=r"57\.2 MB; at most 25 MB .* from the command line"):
        read(content, limits=PAGE_LIMITS)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_text_that_looks_like_anything_else_is_a_text(read, kind: str) -> None:
    """As headers and as cells: exactly as written."""
    texts = [text for name, text in OUTSIDE_TEXTS.items() if kind == "csv" or name != "controls"]
    rows = [tuple(texts), *(tuple(reversed(texts)) for _ in range(3))]
    if kind == "csv":
        content = "".join(
            ",".join('"' + cell.replace('"', '""') + '"' for cell in row) + "\n" for row in rows
        ).encode()
    else:
        content = workbook(*rows)
    (table,) = read(content, f"log.{kind}").tables
    assert table.header == tuple(texts) or table.columns == tuple(texts)
    assert [tuple(cells) for _, cells in table.rows()] == rows[1:]


def test_two_thousand_equal_names_stay_apart(read) -> None:
    (table,) = read(
        (",".join(["Name"] * 2_000) + "\n" + ",".join(map(str, range(2_000))) + "\n").encode()
    ).tables
    assert len(set(table.columns)) == 2_000
    assert next(table.rows())[1] == [str(n) for n in range(2_000)]


def test_a_very_long_name_is_a_name(read) -> None:
    long = "n" * 100_000
    (table,) = read(f"student_id,{long}\nS1,x\nS2,y\n").tables
    assert [cells for _, cells in table.rows()] == [["S1", "x"], ["S2", "y"]]
    assert len(table.columns) == 2


def test_a_quote_that_is_never_closed_costs_one_row_and_says_so(read) -> None:
    lines = [f"S{n},Ada {n},{n}" for n in range(20_000)]
    lines[0] = 'S0,"Ada 0,0'
    (table,) = read("student_id,contact_name,minutes\n" + "\n".join(lines) + "\n").tables
    assert table.rows_read == 20_000
    assert table.row_count >= 19_999
    assert [problem.row for problem in table.bad_rows] in ([2], [])
    assert len(list(table.rows())) == table.row_count


def test_text_nested_as_deep_as_an_editor_nests_it_is_whole(read) -> None:
    (table,) = read(nested(30), "log.ods").tables
    assert [cells for _, cells in table.rows()] == [["S1", "x", ""]]
