"""What a file is, by its first bytes, whatever its name says."""

from __future__ import annotations

import re
from pathlib import Path

from pipelines.errors import FileRefused

WORKBOOK = "zip"  # XLSX or ODS: which one is told by what is in it
XLS = "xls"
TEXT = "text"

# First bytes, what they are, and what to do about it. The suffix is not asked: people rename files.
_SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF", "a PDF document", "Export the table as CSV or XLSX from where it came from"),
    (b"\x89PNG", "a picture (PNG)", "Export the table itself as CSV or XLSX"),
    (b"\xff\xd8\xff", "a picture (JPEG)", "Export the table itself as CSV or XLSX"),
    (b"GIF8", "a picture (GIF)", "Export the table itself as CSV or XLSX"),
    (b"\x1f\x8b", "a compressed file (gzip)", "Unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a compressed file (7z)", "Unpack it first"),
    (b"Rar!", "a compressed file (RAR)", "Unpack it first"),
    (b"BZh", "a compressed file (bzip2)", "Unpack it first"),
    (b"\xfd7zXZ", "a compressed file (xz)", "Unpack it first"),
    (b"SQLite format 3\0", "a database (SQLite)", "Export the table as CSV or XLSX"),
    (b"PAR1", "a Parquet file", "Export the table as CSV or XLSX"),
    (b"{\\rtf", "a text document (RTF)", "Copy its table into a sheet and save that as XLSX or CSV"),
    (b"\x7fELF", "a program", "Choose the file with the table"),
    (b"MZ", "a program", "Choose the file with the table"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MARKUP = re.compile(rb"(?:<!doctype html|<html|<table|<\?xml)", re.IGNORECASE)
_BYTE_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def kind_of(path: Path) -> str:
    """WORKBOOK, XLS or TEXT; raises FileRefused, naming what it is and what to do, for anything else.

    Old Excel files and password-protected workbooks share one container (OLE); a stream called
    EncryptedPackage tells them apart ([MS-OFFCRYPTO] 2.3.4.4).
    """
    size = path.stat().st_size
    if size == 0:
        raise FileRefused(f"“{path.name}” is empty (0 bytes). Export it again.")
    with path.open("rb") as file:
        head = file.read(8192)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return WORKBOOK
    if head.startswith(_OLE):
        return _kind_of_ole(path)
    for mark in _BYTE_MARKS:
        head = head.removeprefix(mark)
    start = head.lstrip()
    for signature, what, remedy in _SIGNATURES:
        # A short signature could begin a table's header ("MZ"); a table of text holds no zero bytes.
        if start.startswith(signature) and (len(signature) > 3 or not _looks_like_text(start)):
            raise FileRefused(f"“{path.name}” is {what}, not a table, whatever its name says. {remedy}.")
    if _MARKUP.match(start):
        raise FileRefused(
            f"“{path.name}” is a web page or XML file, not a table, whatever its name says. "
            "Open it in Excel and save it as .xlsx or CSV."
        )
    return TEXT


def _looks_like_text(start: bytes) -> bool:
    return b"\0" not in start and all(byte >= 32 or byte in b"\t\r\n" for byte in start[:256])


def _kind_of_ole(path: Path) -> str:
    with path.open("rb") as file:
        tail = b""
        while chunk := file.read(1 << 20):
            if _ENCRYPTED in tail + chunk:
                raise FileRefused(
                    f"“{path.name}” is protected with a password. Open it in Excel, remove the password "
                    "(File > Info > Protect Workbook) and save it again."
                )
            tail = chunk[-len(_ENCRYPTED) :]
    return XLS  # or a document: `xls` looks inside
