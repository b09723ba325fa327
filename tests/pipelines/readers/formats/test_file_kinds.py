"""What a file is, by its first bytes; whatever is no table is named with what to do about it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.errors import FileRefused
from pipelines.readers.formats.file_kinds import TEXT, WORKBOOK, XLS, kind_of

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"PK\x03\x04", WORKBOOK),
        (b"PK\x05\x06", WORKBOOK),
        (OLE, XLS),
        (b"a,b\n", TEXT),
        (b"PK,b\n1,2\n", TEXT),
        # headers that begin like something else
        (b"MZ,name\n1,2\n", TEXT),
        (b"BZh,name\n1,2\n", TEXT),
        (b"a <html> in a cell,b\n", TEXT),
        (b"\xef\xbb\xbfa,b\n", TEXT),
    ],
)
def test_tables_are_told_by_their_first_bytes(
    written: Callable[..., Path], content: bytes, kind: str
) -> None:
    assert kind_of(written(content)) == kind


@pytest.mark.parametrize(
    ("start", "words"),
    [
        (b"%PDF-1.7", "is a PDF document, not a table, whatever its name says. Export the table"),
        (b"\n %PDF-1.7", "a PDF document"),
        (b"\x89PNG", r"a picture \(PNG\)"),
        (b"\xff\xd8\xff\xe0\0", r"a picture \(JPEG\)"),
        (b"GIF89a", r"a picture \(GIF\)"),
        (b"\x1f\x8b\x08\0", r"a compressed file \(gzip\).*Unpack it first"),
        (b"7z\xbc\xaf\x27\x1c", r"a compressed file \(7z\)"),
        (b"Rar!\x1a", r"a compressed file \(RAR\)"),
        (b"BZh9\0\x01", r"a compressed file \(bzip2\)"),
        (b"\xfd7zXZ", r"a compressed file \(xz\)"),
        (b"SQLite format 3\0", r"a database \(SQLite\)"),
        (b"PAR1\x15", "a Parquet file"),
        (b"{\\rtf1", "RTF.*Copy its table into a sheet"),
        (b"\x7fELF", "a program"),
        (b"MZ\x90\0", "a program"),
        (b"MZ" + b"x" * 200 + b"\x01", "a program"),
        (b"<html>", "a web page or XML file.*Open it in Excel"),
        (b"\xef\xbb\xbf  <!DOCTYPE HTML>", "a web page"),
        (b"<table>", "a web page"),
        (b"<?xml version='1.0'?>", "XML file"),
        (b"", r"is empty \(0 bytes\)"),
        (OLE + bytes(100) + ENCRYPTED, "protected with a password"),
        # across the end of a piece of the file
        (OLE + bytes((1 << 20) - len(OLE) - 7) + ENCRYPTED, "protected with a password"),
    ],
)
def test_anything_else_is_refused_as_what_it_is(
    written: Callable[..., Path], start: bytes, words: str
) -> None:
    with pytest.raises(FileRefused, match=words) as caught:
        kind_of(written(start))
    assert caught.value.message.startswith("“log.csv” is ")
    assert caught.value.message.endswith(".")


def test_only_the_beginning_makes_a_program(written: Callable[..., Path]) -> None:
    """Of a text that begins with its two letters, the first 256 bytes are asked."""
    assert kind_of(written(b"MZ,b\n" + b"x" * 251 + b"\x01")) == TEXT
    with pytest.raises(FileRefused, match="a program"):
        kind_of(written(b"MZ,b\n" + b"x" * 250 + b"\x01"))
