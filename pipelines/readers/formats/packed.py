"""A packed file, gzip or zip, with one table in it: opened where that is safe, else said what is in it and what to do.

Nothing of a file in a zip reaches the disk but its bytes, under a name of ours; how large it is, is what comes out, not
what it says. One packed file in another is not opened.
"""

from __future__ import annotations

import gzip
import stat
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from pipelines.errors import FileRefused
from pipelines.readers.formats.archive import MAX_RATIO
from pipelines.readers.formats.file_kinds import GZIP
from pipelines.readers.model import MEBIBYTE, PAGE_LIMITS, ReadLimits

UNPACKED = "unpacked"  # the name of a table that was unpacked, in the folder of the reading

_TABLES = frozenset({".csv", ".tsv", ".tab", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"})
_TEXTS = frozenset({".txt", ".dat", ".log", ""})  # a table, perhaps, where nothing is called one
_OF_THE_SYSTEM = frozenset({"thumbs.db", "desktop.ini"})
_NAMED = 5  # files named in a sentence
_SMALL = 1_000_000  # bytes of which nobody minds how far they were packed
_CHUNK = 1 << 20


@dataclass(frozen=True)
class Unpacked:
    """The table that was in a packed file. called: how people are told of it; beside: the files that were not read."""

    path: Path
    called: str
    beside: tuple[str, ...] = ()

    @property
    def note(self) -> str:
        """What is said of a table that was read."""
        if not self.beside:
            return f"Unpacked: {self.called} was read."
        return f"Unpacked: {self.called} was read, the one table in it. Not read: {_listed(self.beside)}."


def unpack(path: Path, folder: Path, limits: ReadLimits, kind: str) -> Unpacked:
    """The one table in a gzip file (kind GZIP) or a zip, written into `folder`. Raises FileRefused."""
    called = f"“{path.name}”"
    try:
        if kind == GZIP:
            with gzip.open(path) as content:
                return Unpacked(_write(content, path, folder, limits, called), called)
        with zipfile.ZipFile(path) as archive:
            part, beside = _the_table(path, archive.infolist())
            called = f"{_shown(part)} in {called}"
            if part.flag_bits & 0x1:
                raise FileRefused(
                    f"{called} is protected with a password. Unpack it and bring the file itself."
                )
            with archive.open(part) as content:
                return Unpacked(_write(content, path, folder, limits, called), called, beside)
    except NotImplementedError as error:
        raise FileRefused(
            f"{called} is packed in a way that cannot be read here. Unpack it and bring the file itself."
        ) from error
    except (zipfile.BadZipFile, gzip.BadGzipFile, zlib.error, EOFError, ValueError) as error:
        raise FileRefused(
            f"{called} is damaged: it cannot be unpacked to its end. Pack it again, or bring the file itself."
        ) from error


def _the_table(path: Path, parts: Sequence[zipfile.ZipInfo]) -> tuple[zipfile.ZipInfo, tuple[str, ...]]:
    """The one file that may be a table, and the names of the others. Raises FileRefused for none and for several."""
    files = [part for part in parts if not _is_of_a_system(part)]
    tables = [part for part in files if _suffix(part) in _TABLES]
    tables = tables or [part for part in files if _suffix(part) in _TEXTS]
    if len(tables) == 1:
        return tables[0], tuple(_shown(part) for part in files if part is not tables[0])
    name = f"“{path.name}”"
    if not files:
        raise FileRefused(f"{name} is an empty zip archive. Choose another file.")
    if not tables:
        raise FileRefused(
            f"{name} is a zip archive without a table in it: it holds {_listed(list(map(_shown, files)))}. Unpack it "
            "and bring the table as CSV or XLSX."
        )
    raise FileRefused(
        f"{name} is a zip archive with {len(tables):,} tables in it: {_listed(list(map(_shown, tables)))}. Unpack it "
        "and bring those you want; several can be brought at once."
    )


def _is_of_a_system(part: zipfile.ZipInfo) -> bool:
    """Folders, links and what macOS and Windows leave beside files: nothing anybody put there."""
    names = PurePosixPath(part.filename.replace("\\", "/")).parts
    is_link = stat.S_ISLNK(part.external_attr >> 16)
    return (
        part.is_dir()
        or is_link
        or not names
        or "__MACOSX" in names
        or names[-1].startswith(".")
        or names[-1].lower() in _OF_THE_SYSTEM
    )


def _suffix(part: zipfile.ZipInfo) -> str:
    return PurePosixPath(part.filename.replace("\\", "/")).suffix.lower()


def _shown(part: zipfile.ZipInfo) -> str:
    """The bare name as it may be quoted: what would break the line or the quotation is left out."""
    name = PurePosixPath(part.filename.replace("\\", "/")).name
    return "“" + "".join(one for one in name if one.isprintable() and one not in "“”")[:100] + "”"


def _listed(names: Sequence[str]) -> str:
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {more:,} more" if more > 0 else "")


def _write(
    content: IO[bytes] | gzip.GzipFile, path: Path, folder: Path, limits: ReadLimits, called: str
) -> Path:
    """Unpack to a file of ours, never more than may be read."""
    most = min(limits.file_bytes, limits.unpacked_bytes)
    packed = max(path.stat().st_size, 1)
    out = folder / UNPACKED
    written = 0
    with out.open("wb") as file:
        while chunk := content.read(_CHUNK):
            written += len(chunk)
            if written > most:
                raise FileRefused(
                    f"{called} unpacks to more than {most / MEBIBYTE:,.0f} MB, the most that can be read here. "
                    + (
                        "Import it from the command line instead."
                        if limits == PAGE_LIMITS
                        else "Unpack it and bring the file itself, or split it."
                    )
                )
            if written > _SMALL and written > MAX_RATIO * packed:
                raise FileRefused(
                    f"{called} unpacks to more than {MAX_RATIO} times its size; an ordinary table does not. Unpack it "
                    "and bring the file itself."
                )
            file.write(chunk)
    return out
