"""What a file is, by its first bytes; whatever is no table is named with what to do about it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.errors import FileRefused
from pipelines.readers.formats.file_kinds import GZIP, TEXT, XLS, ZIP, kind_of

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"PK\x03\x04", ZIP),
        (b"PK\x05\x06", ZIP),
        (b"\x1f\x8b\x08\0", GZIP),
        (OLE, XLS),
        (b"a,b\n", TEXT),
        (b"PK,b\n1,2\n", TEXT),
        # headers that begin like something else
        (b"MZ,name\n1,2\n", TEXT),
        (b"BZh,name\n1,2\n", TEXT),
        (b"a <html> in a cell,b\n", TEXT),
        (b"\xef\xbb\xbfa,b\n", TEXT),
        (b"From,To,Subject,Date\na@x.edu,b@y.com,Hi,2026-03-02\n", TEXT),
        (b"From: 2026-01-01\nTo: 2026-03-01\n\nStudent ID,Date\n", TEXT),  # the period of a report
        (b"Date: 3/2/2026\nReport: Interviews\n\nStudent ID,Date\n", TEXT),
        (b"[Student],[Contact]\nS1,Ana\n", TEXT),
        (b'"[1] Student","[2] Contact"\n', TEXT),
        (b"{Student},{Contact}\nS1,Ana\n", TEXT),
        (b"Begin,End\n", TEXT),
        (b"From the office of career services\nStudent ID,Date\n", TEXT),
    ],
)
def test_tables_are_told_by_their_first_bytes(
    written: Callable[..., Path], content: bytes, kind: str
) -> None:
    assert kind_of(written(content)) == kind


@pytest.mark.parametrize(
    ("start", "words"),
    [
        (
            b"%PDF-1.7",
            r"is a PDF document, not a table, whatever its name says\. Export the table as CSV or XLSX from where it came from\.$",
        ),
        (b"\n %PDF-1.7", "a PDF document"),
        (b"\x89PNG", r"a picture \(PNG\), .*Export the table itself as CSV or XLSX\.$"),
        (b"\xff\xd8\xff\xe0\0", r"a picture \(JPEG\), .*Export the table itself as CSV or XLSX\.$"),
        (b"GIF89a", r"a picture \(GIF\), .*Export the table itself as CSV or XLSX\.$"),
        (b"7z\xbc\xaf\x27\x1c", r"a compressed file \(7z\), .*Unpack it first\.$"),
        (b"Rar!\x1a", r"a compressed file \(RAR\), .*Unpack it first\.$"),
        (b"BZh9\0\x01", r"a compressed file \(bzip2\), .*Unpack it first\.$"),
        (b"\xfd7zXZ", r"a compressed file \(xz\), .*Unpack it first\.$"),
        (b"SQLite format 3\0", r"a database \(SQLite\), .*Export the table as CSV or XLSX\.$"),
        (b"PAR1\x15", r"a Parquet file, .*Export the table as CSV or XLSX\.$"),
        (
            b"{\\rtf1",
            r"a text document \(RTF\), .*Copy its table into a sheet and save that as XLSX or CSV\.$",
        ),
        (b"\x7fELF", r"a program, .*Choose the file with the table\.$"),
        (b"MZ\x90\0", r"a program, .*Choose the file with the table\.$"),
        (b"MZ" + b"x" * 200 + b"\x01", "a program"),
        (b"<html>", r"a web page \(HTML\).*Open it in Excel"),
        (b"\xef\xbb\xbf  <!DOCTYPE HTML>", "a web page"),
        (b"<table>", "a web page"),
        (b"<?xml version='1.0'?>", "XML file"),
        (
            b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook xmlns="urn:x">',
            "an XML spreadsheet of Excel 2003.*save it as",
        ),
        ("\ufeff<html>".encode("utf-16-le"), "a web page"),
        (b"<!-- made by a portal -->\n<table border=1>", "a web page"),
        (b"BEGIN:VCARD\nFN:Ana Kurz\n", r"an address card \(VCF\).*contact tracker"),
        (b"From ann@x.edu Mon Mar  2 10:00:00 2026\nFrom: ann@x.edu\n", r"a mailbox \(mbox\).*per message"),
        (
            b"From: ann@x.edu\nTo: bo@y.com\nSubject: Hi, there\n\nHi",
            "an e-mail message.*one row per message",
        ),
        (b"Received: from a\n\tby b\nSubject: x\n", "an e-mail message"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related\n", "an e-mail message"),
        (OLE + bytes(100) + "__substg1.0_0037001F".encode("utf-16-le"), r"an e-mail message \(Outlook\)"),
        (b'[\n {\n  "student_id": "S1"', r"a data file of a program \(JSON\).*a row per record"),
        (b'{"interviews": [{"a": 1}]}', "JSON"),
        (b'{"a": 1}\n{"a": 2}\n', "JSON"),
        (b'[["a", "b"], ["1", "2"]]', "JSON"),
        (b"[]", "JSON"),
        (b'{"url": "https://docs.example.com/1", "doc_id": "1"}', "a link to a sheet online.*Download"),
        (b"[InternetShortcut]\r\nURL=https://x\r\n", "a link"),
        (b"$FL2@(#) SPSS DATA FILE", "an SPSS data file.*Export"),
        (b"<stata_dta><header>", "a Stata data file"),
        (b"\x00\x01\x00\x00Standard ACE DB\x00", r"a database \(Access\)"),
        (b"log.csv" + bytes(250) + b"ustar\x0000", r"an archive of several files \(tar\)"),
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
