"""What a file is, by its first bytes, whatever its name says."""

from __future__ import annotations

import re
from pathlib import Path

from pipelines.errors import FileRefused

ZIP = "zip"  # a workbook or a packed file: which one is told by what is in it
GZIP = "gzip"
XLS = "xls"
TEXT = "text"
CALENDAR = "ics"

_EXPORT = "Export the table as CSV or XLSX from where it came from"
_EXPORT_ITSELF = "Export the table itself as CSV or XLSX"
_COPY = "Copy its table into a sheet and save that as XLSX or CSV"
_CHOOSE = "Choose the file with the table"
_UNPACK = "Unpack it first"
_SAVE_AS = "Open it in Excel and save it as .xlsx or CSV"

# First bytes, what they are, and what to do about it. The suffix is not asked: people rename files.
_SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF", "a PDF document", _EXPORT),
    (b"\x89PNG", "a picture (PNG)", _EXPORT_ITSELF),
    (b"\xff\xd8\xff", "a picture (JPEG)", _EXPORT_ITSELF),
    (b"GIF8", "a picture (GIF)", _EXPORT_ITSELF),
    (b"II*\0", "a picture (TIFF)", _EXPORT_ITSELF),
    (b"MM\0*", "a picture (TIFF)", _EXPORT_ITSELF),
    (b"7z\xbc\xaf\x27\x1c", "a compressed file (7z)", _UNPACK),
    (b"Rar!", "a compressed file (RAR)", _UNPACK),
    (b"BZh", "a compressed file (bzip2)", _UNPACK),
    (b"\xfd7zXZ", "a compressed file (xz)", _UNPACK),
    (b"\x28\xb5\x2f\xfd", "a compressed file (zstd)", _UNPACK),
    (b"SQLite format 3\0", "a database (SQLite)", "Export the table as CSV or XLSX"),
    (b"\0\x01\0\0Standard ", "a database (Access)", "Export the table as CSV or XLSX"),
    (b"PAR1", "a Parquet file", "Export the table as CSV or XLSX"),
    (b"ARROW1", "an Arrow (Feather) file", "Export the table as CSV or XLSX"),
    (b"$FL2@(#)", "an SPSS data file", "In SPSS choose File > Export > Data and save it as CSV or Excel"),
    (b"<stata_dta>", "a Stata data file", "In Stata choose File > Export and save it as CSV or Excel"),
    (b"{\\rtf", "a text document (RTF)", _COPY),
    (b"bplist00", "a property list of macOS", _EXPORT),
    (b"\x7fELF", "a program", _CHOOSE),
    (b"MZ", "a program", _CHOOSE),
)
_GZIP = b"\x1f\x8b"
_TAR = (257, b"ustar")  # where an archive of several files says that it is one

# How texts begin that are no table; compared without case. Before a table could be looked for in them: a calendar
# has lines, commas and dates, too.
_TEXTS: tuple[tuple[str, str, str], ...] = (
    (
        r"BEGIN:VCARD\b",
        "an address card (VCF)",
        "Enter the contact in a contact tracker, one row per student and contact, and bring that",
    ),
    (
        r'\{\s*"(?:url|doc_id|resource_id)"\s*:\s*"',
        "a link to a sheet online, not the sheet (JSON)",
        "Open it and choose File > Download > Microsoft Excel or CSV",
    ),
    (
        r'(?:\[\s*(?:\{|\[|"[^"\n]*"\s*,?\s*\n|\]\s*\Z)|\{\s*(?:"(?:[^"\\\n]|\\.)*"\s*:|\}\s*\Z))',
        "a data file of a program (JSON)",
        "Export the table as CSV or XLSX from where it came from, with a row per record",
    ),
    (
        r"\[InternetShortcut\]",
        "a link to a page, not what is behind it",
        "Open it and download the table as CSV or XLSX",
    ),
    (
        r"<\?xml[^>]*>\s*(?:<\?mso-application[^>]*>\s*)?<(?:\w+:)?Workbook\b",
        "an XML spreadsheet of Excel 2003",
        _SAVE_AS,
    ),
    (
        r"(?:<!--.*?-->\s*)?(?:<!doctype html|<html|<head|<body|<meta|<table|<div|<style)\b",
        "a web page (HTML)",
        f"Some systems give such a page the name of a workbook. {_SAVE_AS}",
    ),
    (r"<\?xml", "an XML file", f"{_EXPORT}; or open it in Excel and save it as .xlsx"),
)
_TEXT_KINDS = tuple((re.compile(one, re.IGNORECASE | re.DOTALL), what, todo) for one, what, todo in _TEXTS)
_CALENDAR = "BEGIN:VCALENDAR"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_LOG_IT = "Log the message in a sheet, one row per message with student, contact and day, and bring that"
_MAILBOX = re.compile(r"From \S+ [^\n]*\d{4}[^\n]*\n(?=[!-9;-~]+:)")
_MAIL_LINE = re.compile(r"(?P<name>[A-Za-z][A-Za-z0-9-]*):(?P<value>[^\n]*)\Z")
_OF_A_SERVER = {"received", "return-path", "delivered-to", "message-id", "mime-version", "dkim-signature"}
_MAIL_OF_OUTLOOK = "__substg1.0_".encode("utf-16-le")
_BYTE_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


def kind_of(path: Path) -> str:
    """ZIP, GZIP, XLS, TEXT or CALENDAR; raises FileRefused, naming what it is and what to do, for anything else.

    Old Excel files and password-protected workbooks share one container (OLE); a stream called
    EncryptedPackage tells them apart ([MS-OFFCRYPTO] 2.3.4.4).
    """
    size = path.stat().st_size
    if size == 0:
        raise FileRefused(f"“{path.name}” is empty (0 bytes). Export it again.")
    with path.open("rb") as file:
        head = file.read(8192)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return ZIP
    if head.startswith(_GZIP):
        return GZIP
    if head.startswith(_OLE):
        return _kind_of_ole(path)
    encoding = "latin-1"  # takes whatever there is; only signs of ASCII are looked for
    for mark, marked in _BYTE_MARKS:
        if head.startswith(mark):
            head, encoding = head.removeprefix(mark), marked
    start = head.lstrip()
    for signature, what, remedy in _SIGNATURES:
        # A short signature could begin a table's header ("MZ"); a table of text holds no zero bytes.
        if start.startswith(signature) and (len(signature) > 3 or not _looks_like_text(start)):
            raise _no_table(path, what, remedy)
    if head[_TAR[0] :].startswith(_TAR[1]):
        raise _no_table(path, "an archive of several files (tar)", _UNPACK)
    text = head.decode(encoding, errors="replace").lstrip("\ufeff \t\r\n").replace("\r\n", "\n")
    if text[: len(_CALENDAR)].upper() == _CALENDAR:
        return CALENDAR
    for pattern, what, remedy in _TEXT_KINDS:
        if pattern.match(text):
            raise _no_table(path, what, remedy)
    if _MAILBOX.match(text):
        raise _no_table(path, "a mailbox (mbox)", _LOG_IT)
    if _is_mail(text):
        raise _no_table(path, "an e-mail message", _LOG_IT)
    return TEXT


def _is_mail(text: str) -> bool:
    """Whether a text begins as a message does. "From: … To: …" alone may be a report's period, above its table."""
    lines: dict[str, str] = {}
    for line in text.split("\n"):
        if line[:1] in (" ", "\t") and line.strip():
            continue  # the line before goes on
        named = _MAIL_LINE.match(line)
        if not named:
            break
        lines[named["name"].lower()] = named["value"]
    sender = any("@" in lines.get(name, "") for name in ("from", "to"))
    return bool(_OF_A_SERVER & lines.keys()) or (sender and bool({"subject", "date"} & lines.keys()))


def _no_table(path: Path, what: str, remedy: str) -> FileRefused:
    return FileRefused(f"“{path.name}” is {what}, not a table, whatever its name says. {remedy}.")


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
            if _MAIL_OF_OUTLOOK in tail + chunk:
                raise _no_table(path, "an e-mail message (Outlook)", _LOG_IT)
            tail = chunk[-len(_ENCRYPTED) :]
    return XLS  # or a document: `xls` looks inside
