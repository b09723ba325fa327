"""A “Strict Open XML” workbook under the names that openpyxl knows: the same parts, their elements named as usual.

The two forms of the standard (ISO/IEC 29500) name the same elements by other addresses; cells, formats and dates are
alike, and openpyxl reads days in ISO form, which only the strict form writes.
"""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

_NAMED_BY = re.compile(rb"""(\b(?:xmlns(?::\w+)?|Type)\s*=\s*["'])http://purl\.oclc\.org/ooxml/(\w+)/(\w+)""")
_WORKBOOK = "xl/workbook.xml"
_BEGINNING = 1 << 16  # bytes in which a part names what its elements are called by


@contextmanager
def as_usual(file: IO[bytes], place: Path) -> Iterator[IO[bytes]]:
    """The workbook itself, or where it is a strict one a copy at `place` that is not, gone afterwards."""
    with zipfile.ZipFile(file) as archive:
        with archive.open(_WORKBOOK) as workbook:
            is_strict = bool(_NAMED_BY.search(workbook.read(_BEGINNING)))
        if is_strict:
            _copy(archive, place)
    if not is_strict:
        yield file
        return
    try:
        with place.open("rb") as copy:
            yield copy
    finally:
        place.unlink()


def _copy(archive: zipfile.ZipFile, place: Path) -> None:
    with zipfile.ZipFile(place, "x", zipfile.ZIP_DEFLATED, compresslevel=1) as copy:
        for part in archive.infolist():
            if not part.filename.endswith((".xml", ".rels")):
                continue  # pictures: values need none
            with archive.open(part) as old, copy.open(part.filename, "w", force_zip64=True) as new:
                beginning = old.read(_BEGINNING)
                if part.filename.endswith(".rels"):
                    beginning += old.read()
                new.write(_NAMED_BY.sub(_usual, beginning))
                shutil.copyfileobj(old, new)


def _usual(named: re.Match[bytes]) -> bytes:
    """http://purl.oclc.org/ooxml/spreadsheetml/main -> http://schemas.openxmlformats.org/spreadsheetml/2006/main"""
    return named[1] + b"http://schemas.openxmlformats.org/" + named[2] + b"/2006/" + named[3]
