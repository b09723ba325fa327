"""What may be opened of a stranger's file: how large it is, how large it becomes, and no XML that reaches outside."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Any

from dashboard.reports.strangers_xml import DeclaresType, NotXml, root_of
from pipelines.errors import FileRefused

MOST_BYTES = 100 * 2**20  # of a file
MOST_UNPACKED = 250 * 2**20
MOST_PARTS = 5_000
MOST_TIMES = 200  # larger, that a part becomes; small ones may
_SMALL = 2**20


def check_size(content: bytes) -> None:
    """Raises FileRefused for a file that is empty or too large to be looked through."""
    if not content:
        raise FileRefused("The file is empty, so there is nothing to verify. Choose the file that was sent.")
    if len(content) > MOST_BYTES:
        raise FileRefused(
            f"The file has {len(content) / 2**20:,.0f} MB; {MOST_BYTES // 2**20} MB are the most that is looked"
            " through. Take large pictures and videos out of a copy and verify that."
        )


class Parts:
    """The parts of a ZIP, checked before any is opened. Raises FileRefused for what cannot be or is too much."""

    def __init__(self, content: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
            entries = self._archive.infolist()
        except (zipfile.BadZipFile, ValueError, OSError) as problem:
            raise FileRefused(
                f"The file cannot be opened as its ending says ({problem}). It is damaged or was renamed: ask for"
                " it anew."
            ) from None
        if len(entries) > MOST_PARTS:
            raise FileRefused(
                f"The file has {len(entries):,} parts; {MOST_PARTS:,} are the most. It was not opened."
            )
        unpacked = sum(entry.file_size for entry in entries)
        swollen = any(
            entry.file_size > _SMALL and entry.file_size > MOST_TIMES * max(entry.compress_size, 1)
            for entry in entries
        )
        if unpacked > MOST_UNPACKED or swollen:
            raise FileRefused(
                f"The file becomes {unpacked / 2**20:,.0f} MB when unpacked, which no report does. It was not opened."
            )
        self.names = tuple(dict.fromkeys(entry.filename for entry in entries if not entry.is_dir()))
        self._known = set(self.names)
        if len(self.names) < sum(not entry.is_dir() for entry in entries):
            raise FileRefused(
                "Two parts of the file have one name, so two readers would see two files. Ask for it anew."
            )

    def __contains__(self, name: str) -> bool:
        return name in self._known

    def read(self, name: str) -> bytes:
        """One part. Raises FileRefused where it is missing or damaged."""
        try:
            with self._archive.open(name) as part:
                content = part.read(MOST_UNPACKED + 1)
        except (
            KeyError,
            zipfile.BadZipFile,
            zlib.error,
            RuntimeError,
            NotImplementedError,
            EOFError,
        ) as problem:
            raise FileRefused(
                f"A part of the file cannot be read ({type(problem).__name__}): it is damaged or locked with a"
                " password. Ask for it anew, without a password."
            ) from None
        if len(content) > MOST_UNPACKED:
            raise FileRefused("A part of the file is far larger than it says. It was not read further.")
        return content

    def xml(self, name: str) -> Any:
        return xml_of(self.read(name))


def xml_of(content: bytes) -> Any:
    """An XML part as elements. Raises FileRefused for one that declares entities or cannot be read."""
    try:
        return root_of(content)
    except NotXml:
        raise FileRefused(
            "A part of the file is no XML that can be read. It is damaged: ask for it anew."
        ) from None
    except DeclaresType:
        raise FileRefused(
            "A part of the file declares a document type, which no report does. It was not read."
        ) from None
