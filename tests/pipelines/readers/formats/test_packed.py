"""A packed file with one table is opened as that table; whatever else is in it, how large it is, and what it says."""

from __future__ import annotations

import gzip
import io
import re
import stat
import zipfile
from collections.abc import Callable
from dataclasses import replace

import pytest

from pipelines.errors import FileRefused
from pipelines.readers import COMMAND_LIMITS, Reading
from tests.pipelines.readers.formats.sheet_files import SheetOf, ods, strict, xls, xlsb, xlsx

LOG = b"student_id,contact_name\nS1,Ana\nS2,Bo\n"
ROWS: list[list[object]] = [["student_id", "contact_name"], ["S1", "Ana"], ["S2", "Bo"]]
CELLS = [(2, ["S1", "Ana"]), (3, ["S2", "Bo"])]


def zipped(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()


def cells_of(reading: Reading) -> list[tuple[int, list[str]]]:
    (table,) = reading.tables
    assert table.columns == ("student_id", "contact_name")
    return list(table.rows())


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (gzip.compress(LOG), "csv"),
        (
            gzip.compress(LOG[:30]) + gzip.compress(LOG[30:]),
            "csv",
        ),  # two members: one file, cut when it was packed
        (gzip.compress(LOG.decode().encode("utf-16")), "csv"),
        (gzip.compress(xlsx(SheetOf(ROWS))), "xlsx"),
        (zipped({"log.csv": LOG}), "csv"),
        (zipped({"log.csv": LOG}, zipfile.ZIP_STORED), "csv"),
        (zipped({"log.csv": LOG}, zipfile.ZIP_LZMA), "csv"),
        (zipped({"Fall 2026/Überblick.TSV": LOG.replace(b",", b"\t")}), "tsv"),
        (zipped({"log": LOG}), "csv"),  # without an ending, and alone
        (zipped({"log.xlsx": xlsx(SheetOf(ROWS))}), "xlsx"),
        (zipped({"log.xlsx": strict(xlsx(SheetOf(ROWS)))}), "xlsx"),
        (zipped({"log.xls": xls(SheetOf(ROWS))}), "xls"),
        (zipped({"log.xlsb": xlsb(SheetOf(ROWS))}), "xlsb"),
        (zipped({"log.ods": ods(SheetOf(ROWS))}), "ods"),
    ],
    ids=lambda _: "",
)
def test_one_table_is_read_as_if_it_had_never_been_packed(understand, content, kind) -> None:
    reading = understand(content, "log.packed")
    assert (reading.kind, reading.file_name, cells_of(reading)) == (kind, "log.packed", CELLS)
    assert "Unpacked" in reading.notes[0]


def test_what_a_system_leaves_in_a_zip_is_no_file(understand) -> None:
    content = zipped(
        {
            "out/": b"",
            "out/log.csv": LOG,
            "__MACOSX/out/._log.csv": b"\0\5\x16\7",
            "out/.DS_Store": b"x",
            "out\\Thumbs.db": b"x",
            "._other.csv": b"x",
        }
    )
    reading = understand(content, "log.zip")
    assert cells_of(reading) == CELLS
    assert reading.notes[0] == "Unpacked: “log.csv” in “log.zip” was read."


def test_what_lies_beside_the_table_is_named(understand) -> None:
    reading = understand(zipped({"read me.txt": b"x", "log.csv": LOG, "chart.png": b"x"}), "log.zip")
    assert cells_of(reading) == CELLS
    assert reading.notes[0].endswith("the one table in it. Not read: “read me.txt”, “chart.png”.")


def test_the_very_table_is_known_whatever_it_was_packed_with(understand) -> None:
    plain, one, other = (
        understand(content) for content in (LOG, gzip.compress(LOG, 1), zipped({"a.csv": LOG, "b.pdf": b"x"}))
    )
    assert plain.sha256 == one.sha256 == other.sha256


def link(name: str, to: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        about = zipfile.ZipInfo(name)
        about.create_system, about.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
        file.writestr(about, to)
    return out.getvalue()


def flagged(content: bytes, place: int, value: int) -> bytes:
    """The zip with a byte of both headers of its first part changed."""
    told = bytearray(content)
    for mark, shift in ((b"PK\x03\x04", 0), (b"PK\x01\x02", 2)):
        told[content.index(mark) + place + shift] = value
    return bytes(told)


SEVERAL = {"Interviews.csv": LOG, "in/Roster.xlsx": b"x", "Old.xls": b"x"}
ONE = zipped({"log.csv": LOG})
REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "several tables": (
        lambda: zipped(SEVERAL),
        "a zip archive with 3 tables in it: “Interviews.csv”, “Roster.xlsx”, “Old.xls”. Unpack it and bring those",
    ),
    "many tables": (lambda: zipped({f"{n}.csv": LOG for n in range(300)}), "“4.csv” and 295 more. Unpack"),
    "no table": (
        lambda: zipped({"letter.pdf": b"x", "a.docx": b"x"}),
        "without a table .*“letter.pdf”, “a.docx”",
    ),
    "nothing": (lambda: zipped({}), "an empty zip archive"),
    "only folders": (lambda: zipped({"a/": b"", "a/b/": b""}), "an empty zip archive"),
    "a link out of it": (lambda: link("log.csv", b"/etc/passwd"), "an empty zip archive"),
    "no table in the table": (
        lambda: zipped({"log.csv": b"%PDF-1.7"}),
        "“log.csv” in “log.zip” is a PDF document",
    ),
    "an empty table": (lambda: zipped({"log.csv": b""}), r"“log.csv” in “log.zip” is empty \(0 bytes\)"),
    "a header alone": (lambda: gzip.compress(LOG[:24]), "“log.zip” has a header and no rows"),
    "a zip in a gzip": (lambda: gzip.compress(ONE), "“log.zip” is itself a packed file"),
    "a gzip in a zip": (lambda: zipped({"log.csv": gzip.compress(LOG)}), "is itself a packed file"),
    "a tar in a gzip": (
        lambda: gzip.compress(bytes(257) + b"ustar" + bytes(300)),
        r"archive of several files \(tar\)",
    ),
    "macros in a zip": (
        lambda: zipped({"log.xlsm": zipped({"xl/workbook.xml": b"<x/>", "xl/vbaProject.bin": b"x"})}),
        "“log.xlsm” in “log.zip” holds macros",
    ),
    "a bomb": (lambda: gzip.compress(bytes(30_000_000)), "more than 100 times its size"),
    "a bomb in a zip": (lambda: zipped({"log.csv": b"1,2\n" * 5_000_000}), "more than 100 times its size"),
    "a bomb in a workbook in a zip": (
        lambda: zipped(
            {"l.xlsx": zipped({"xl/workbook.xml": b"<x/>", "b": bytes(9_000_000)})}, zipfile.ZIP_STORED
        ),
        "“l.xlsx” in “log.zip” unpacks to more than 100 times",
    ),
    "a cut gzip": (lambda: gzip.compress(LOG)[:-9], "is damaged: it cannot be unpacked to its end"),
    "a gzip with another sum": (lambda: gzip.compress(LOG)[:-8] + bytes(8), "is damaged"),
    "a gzip that is none": (lambda: b"\x1f\x8b\x08\0" + b"x" * 40, "is damaged"),
    "another sum in a zip": (lambda: flagged(ONE, 14, 7), "is damaged"),
    "a size that is less than it is": (lambda: flagged(ONE, 22, 3), "is damaged"),
    "a password": (lambda: flagged(ONE, 6, 1), "protected with a password"),
    "packed as nobody knows": (lambda: flagged(ONE, 8, 99), "packed in a way that cannot be read"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_not_one_sound_table_is_refused_with_the_way_out(read, tmp_path, case) -> None:
    make, words = REFUSED[case]
    with pytest.raises(FileRefused, match=words) as caught:
        read(make(), "log.zip")
    assert caught.value.message.endswith(".")
    assert "unpacked”" not in caught.value.message, "a name of ours"
    assert list((tmp_path / "work").iterdir()) == []


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/log.csv", "“log.csv”"),
        ("C:\\Users\\ada\\log.csv", "“log.csv”"),
        ("/log.csv", "“log.csv”"),
        ("lo” g\n\x1b[31m.csv", "“lo g[31m.csv”"),
        ("reading.json.csv", "“reading.json.csv”"),
        ("cells-1.csv", "“cells-1.csv”"),
    ],
)
def test_a_name_in_a_zip_is_no_place_on_the_disk(read, tmp_path, name, shown) -> None:
    reading = read(zipped({name: LOG}), "log.zip")
    assert cells_of(reading) == CELLS
    assert reading.notes[0] == f"Unpacked: {shown} in “log.zip” was read."
    assert {path.parent.parent.name for path in tmp_path.rglob("*") if path.is_file()} <= {
        "work",
        tmp_path.parent.name,
    }


def lines(count: int) -> bytes:
    """Rows of which no two are alike, so that they pack as a table does."""
    return b"student_id,contact_name\n" + b"".join(b"S%d,%x\n" % (n, n * n * 7919) for n in range(count))


@pytest.mark.parametrize("pack", [gzip.compress, lambda content: zipped({"log.csv": content})])
def test_a_table_may_be_as_large_as_if_it_were_not_packed(read, pack) -> None:
    small = replace(COMMAND_LIMITS, file_bytes=1 << 20)
    with pytest.raises(
        FileRefused, match=r"unpacks to more than 1 MB, .* Unpack it and bring the file itself"
    ):
        read(pack(lines(100_000)), "log.packed", limits=small)
    assert read(pack(lines(50_000)), "log.packed", limits=small).tables[0].row_count == 50_000


@pytest.mark.slow
def test_a_large_regular_table_is_read_from_where_it_was_unpacked(read) -> None:
    reading = read(gzip.compress(lines(1_000_000), 1), "log.csv.gz")
    (table,) = reading.tables
    assert table.cells.is_original
    assert table.cells.path.name == "unpacked"
    assert re.fullmatch("S999999", list(table.rows())[-1][1][0])
