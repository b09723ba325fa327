"""Each file that cannot be taken in gets a sentence, through the real child, and leaves nothing behind."""

from __future__ import annotations

import io
import json
import zipfile

import pytest

from pipelines.errors import FileRefused
from pipelines.readers import PAGE_LIMITS, ReadLimits

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def archive(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return out.getvalue()


WORKBOOK = {"xl__workbook_dot_xml": b"<workbook/>"}

REFUSED = {
    "empty file": (b"", "log.csv", "is empty"),
    "only blanks": (b"\n \n\r\n", "log.csv", "is empty"),
    "only commas": (b",,,\n,,,\n", "log.csv", "is empty"),
    "header alone": (b"student,contact\n", "log.csv", "no data yet"),
    "pdf as csv": (b"%PDF-1.7\n%\xe2\xe3\n1 0 obj", "log.csv", "a PDF document"),
    "png as csv": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "log.csv", r"a picture \(PNG\)"),
    "gzip": (b"\x1f\x8b\x08\0\0", "log.csv", "cannot be unpacked"),
    "old excel": (OLE + bytes(600), "log.xls", r"save it as \.xlsx"),
    "password": (OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "log.xlsx", "password"),
    "web page as xls": (b"<html><table><tr><td>a</td></tr></table>", "log.xls", "web page"),
    "zip as csv": (archive(readme_dot_txt=b"hello"), "log.csv", "is empty|no rows|one column"),
    "opendocument": (archive(content_dot_xml=b"<x/>"), "log.ods", "OpenDocument"),
    "word document": (archive(word__document_dot_xml=b"<x/>"), "log.docx", "Word or PowerPoint"),
    "cut workbook": (archive(**WORKBOOK)[:60], "log.xlsx", "damaged"),
    "workbook without insides": (archive(**WORKBOOK), "log.xlsx", "damaged"),
    "macros": (archive(xl__vbaProject_dot_bin=b"x", **WORKBOOK), "log.xlsm", "macros"),
    "external links": (
        archive(xl__externalLinks__externalLink1_dot_xml=b"x", **WORKBOOK),
        "log.xlsx",
        "other workbooks",
    ),
    "many parts": (archive(**WORKBOOK, **{f"p{i}": b"x" for i in range(201)}), "log.xlsx", "202 parts"),
    "zip bomb": (archive(bomb=bytes(30_000_000), **WORKBOOK), "log.xlsx", "100 times its size"),
    "zero byte": (b"a,b\n1,2\n\x003,4\n", "log.csv", "line 3"),
    "zero bytes only": (bytes(5000), "log.csv", r"zero byte \(NUL\) in line 1"),
    "zero in utf-16": ("a,b\n1,\0\n".encode("utf-16"), "log.csv", "line 2"),
    "many columns": (b",".join(b"c%d" % i for i in range(2001)) + b"\n1\n", "log.csv", "2,001 columns"),
    "long line": (b"a,b\n1,2\n3," + b"x" * 1_000_001 + b"\n", "log.csv", "Line 3 .* longer than 1 MB"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_file_that_is_no_table_gets_a_sentence(read, tmp_path, case):
    content, name, words = REFUSED[case]
    with pytest.raises(FileRefused, match=words) as caught:
        read(content, name)
    assert name in caught.value.message or case in ("many columns",)
    assert caught.value.message.endswith(".")
    assert list((tmp_path / "work").iterdir()) == []


def test_a_file_over_the_limit_is_not_even_opened(read, tmp_path):
    with pytest.raises(FileRefused, match=r"has 0\.1 MB; at most 0 MB"):
        read(b"a,b\n" * 30_000, limits=ReadLimits(100_000, cpu_seconds=5, wall_seconds=5))
    assert not (tmp_path / "work").exists()


def test_the_pages_limit_names_the_command_line(written, read):
    path = written(b"")
    with path.open("wb") as file:
        file.truncate(PAGE_LIMITS.file_bytes + 1)
    with pytest.raises(FileRefused, match="from the command line"):
        read(path)


def test_a_file_that_is_not_there(tmp_path, read):
    with pytest.raises(FileRefused, match=r"no file “gone\.csv”"):
        read(tmp_path / "gone.csv")


@pytest.mark.parametrize(
    "name", ["=cmd|x.csv", "a'; drop table students;--.csv", "![x](y).csv", "naïve 🎓.csv"]
)
def test_odd_names_are_only_names(read, name):
    reading = read("a,b\n1,2\n", name)
    assert reading.file_name == name
    assert json.dumps(reading.notes) == "[]"


def test_a_text_that_begins_like_a_program_is_a_text(read):
    assert read("MZ,b\n1,2\n").tables[0].columns == ("MZ", "b")
