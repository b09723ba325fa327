"""Workbooks that are zips: what is in them and how large they are, checked before any of it is parsed.

Also what `packed` asks of a zip that is no workbook.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Collection
from pathlib import Path

from pipelines.errors import FileRefused
from pipelines.readers.model import ReadLimits

XLSX, XLSB, ODS = "xlsx", "xlsb", "ods"
PACKED = "packed"  # no workbook: files of any kind in a zip

MAX_PARTS = 200
MAX_RATIO = 100
_ODS_MIMETYPES = (
    b"application/vnd.oasis.opendocument.spreadsheet",
    b"application/vnd.oasis.opendocument.spreadsheet-template",
)
_SMALL_PART = 1_000_000  # bytes of a manifest or mimetype that are looked at

# A part whose presence refuses the file: pattern, what it is, what to do.
_FORBIDDEN: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (re.compile(r"(.*/)?vbaProject.*\.bin", re.I), "holds macros", "Save it as .xlsx (without macros)"),
    (re.compile(r"xl/macrosheets/.*", re.I), "holds macros", "Save it as .xlsx (without macros)"),
    (re.compile(r"(Basic|Scripts)/.+", re.I), "holds macros", "Save it as .xlsx (without macros)"),
    (
        re.compile(r"xl/externalLinks/.*", re.I),
        "takes values from other workbooks",
        "In Excel choose Data > Edit Links > Break Link and save it again",
    ),
    (
        re.compile(r"(Index/)?Document\.iwa|Index\.zip|Index/Tables/.*", re.I),
        "is a Numbers, Pages or Keynote document",
        "In Numbers choose File > Export To > Excel, or CSV",
    ),
)


def check(path: Path, limits: ReadLimits) -> str:
    """XLSX, XLSB or ODS, for a plain workbook of ordinary size, PACKED for files in a zip whose size nobody has looked
    at yet; else raises FileRefused. Parses no XML."""
    name = f"“{path.name}”"
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            mimetype = _start(archive, "mimetype", names)
            manifest = _start(archive, "META-INF/manifest.xml", names)
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, EOFError, RuntimeError) as error:
        raise damaged(path) from error
    if any(part.flag_bits & 0x1 for part in parts) or b":encryption-data" in manifest:
        raise FileRefused(f"{name} is protected with a password. Remove the password and save it again.")
    for pattern, what, remedy in _FORBIDDEN:
        if any(pattern.fullmatch(one) for one in names):
            raise FileRefused(f"{name} {what}. {remedy}.")
    kind = _kind(name, names, mimetype)
    if kind == PACKED:
        return kind
    if len(parts) > MAX_PARTS:
        raise FileRefused(f"{name} has {len(parts):,} parts; a workbook of at most {MAX_PARTS} can be read.")
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    if unpacked > limits.unpacked_bytes:
        raise FileRefused(
            f"{name} unpacks to {unpacked / 1e6:,.0f} MB; at most {limits.unpacked_bytes / 1e6:,.0f} MB can "
            "be read. Save its sheet as CSV."
        )
    if unpacked > MAX_RATIO * max(packed, 1) and unpacked > 1_000_000:
        raise FileRefused(
            f"{name} unpacks to more than {MAX_RATIO} times its size; an ordinary workbook does not. "
            "Save its sheet as CSV."
        )
    return kind


def _start(archive: zipfile.ZipFile, part: str, names: Collection[str]) -> bytes:
    """The beginning of a small part; nothing where it is missing or encrypted."""
    if part not in names or archive.getinfo(part).flag_bits & 0x1:
        return b""
    with archive.open(part) as file:
        return file.read(_SMALL_PART)


def _kind(name: str, names: Collection[str], mimetype: bytes) -> str:
    if "xl/workbook.xml" in names:
        return XLSX
    if "xl/workbook.bin" in names:
        return XLSB
    if "content.xml" in names and mimetype.strip() in _ODS_MIMETYPES:
        return ODS
    what = (
        "an OpenDocument file, but no spreadsheet. Copy its table into a sheet and save that as .ods or .xlsx"
        if "content.xml" in names
        else "a Word or PowerPoint document. Copy its table into a sheet and save that as .xlsx"
        if any(one.startswith(("word/", "ppt/")) for one in names)
        else ""
    )
    if not what:
        return PACKED
    raise FileRefused(f"{name} is {what}.")


def damaged(path: Path) -> FileRefused:
    """The sentence for a workbook nobody can open."""
    return FileRefused(
        f"“{path.name}” is damaged: it cannot be opened as a workbook. Open it in Excel and save it as .xlsx, "
        "or download it again."
    )
