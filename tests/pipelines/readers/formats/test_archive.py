"""Workbooks that are zips are weighed and looked through before any of them is parsed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pipelines.errors import FileRefused
from pipelines.readers import COMMAND_LIMITS
from pipelines.readers.formats.archive import MAX_PARTS, MAX_RATIO, ODS, PACKED, XLSB, XLSX, check, damaged

SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"
BOOK = {"xl/workbook.xml": b"<workbook/>"}
OPEN = {"mimetype": SPREADSHEET, "content.xml": b"<x/>"}


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()


@pytest.fixture
def kind_of(written: Callable[..., Path]) -> Callable[..., str]:
    def kind_of(parts: dict[str, bytes] | bytes, **limits: int) -> str:
        content = parts if isinstance(parts, bytes) else zipped(parts)
        return check(written(content, "log.xlsx"), replace(COMMAND_LIMITS, **limits))

    return kind_of


@pytest.mark.parametrize(
    ("parts", "kind"),
    [
        (BOOK, XLSX),
        (OPEN, ODS),
        ({**OPEN, "mimetype": SPREADSHEET + b"-template\n"}, ODS),
        ({**BOOK, **OPEN}, XLSX),
        ({"xl/workbook.bin": b"x"}, XLSB),
        ({"xl/workbook.xml": b'<workbook xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"/>'}, XLSX),
        ({"mimetype": SPREADSHEET}, PACKED),
        ({"log.csv": b"a,b"}, PACKED),
        ({f"{at}.csv": b"x" for at in range(MAX_PARTS + 1)}, PACKED),  # `packed` says how many
        # names that only resemble what is refused
        ({**BOOK, "xl/media/vbaProject.png": b"x", "Basic": b"", "docs/Basic/x": b""}, XLSX),
        ({**OPEN, "META-INF/manifest.xml": b"<manifest:file-entry/>"}, ODS),
    ],
)
def test_what_is_plain_passes_by_its_kind(kind_of, parts, kind) -> None:
    assert kind_of(parts) == kind


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({**BOOK, "xl/vbaProject.bin": b"x"}, "holds macros. Save it as .xlsx"),
        ({**BOOK, "VBAPROJECTsignature.BIN": b"x"}, "holds macros"),
        ({**BOOK, "xl/macrosheets/sheet1.xml": b"x"}, "holds macros"),
        ({**OPEN, "Basic/Standard/Module1.xml": b"x"}, "holds macros"),
        ({**OPEN, "Scripts/python/a.py": b"x"}, "holds macros"),
        ({**BOOK, "xl/externalLinks/externalLink1.xml": b"x"}, "takes values from other workbooks"),
        ({"Index/Document.iwa": b"x"}, "Numbers, Pages or Keynote.*Export To > Excel"),
        ({"Document.iwa": b"x"}, "Numbers, Pages or Keynote"),
        ({"Index.zip": b"x"}, "Numbers, Pages or Keynote"),
        ({"Index/Tables/DataList.iwa": b"x"}, "Numbers, Pages or Keynote"),
        ({**OPEN, "META-INF/manifest.xml": b"<manifest:encryption-data/>"}, "protected with a password"),
        ({"content.xml": b"<x/>", "mimetype": b"application/vnd.oasis.opendocument.text"}, "no spreadsheet"),
        ({"content.xml": b"<x/>"}, "no spreadsheet"),
        ({"word/document.xml": b"x"}, "a Word or PowerPoint document"),
        ({"ppt/slides/slide1.xml": b"x"}, "a Word or PowerPoint document"),
    ],
)
def test_what_is_not_plain_is_refused_with_what_to_do(kind_of, parts, words) -> None:
    with pytest.raises(FileRefused, match=words) as caught:
        kind_of(parts)
    assert caught.value.message.startswith("“log.xlsx” ")
    assert caught.value.message.endswith(".")


def test_an_encrypted_part_is_a_password(kind_of) -> None:
    content = bytearray(zipped({**BOOK, "plain": b"x"}))
    content[content.index(b"PK\x01\x02") + 8] |= 1  # bit 0 of the flags in the directory
    with pytest.raises(FileRefused, match="password"):
        kind_of(bytes(content))


@pytest.mark.parametrize("content", [b"PK\x03\x04", zipped(BOOK)[:-30], b""])
def test_a_zip_that_cannot_be_opened_is_damaged(kind_of, content) -> None:
    with pytest.raises(FileRefused, match="is damaged") as caught:
        kind_of(content)
    assert caught.value.message == damaged(Path("log.xlsx")).message


def test_a_workbook_may_have_so_many_parts_and_no_more(kind_of) -> None:
    parts = {**BOOK, **{f"p{at}": b"x" for at in range(MAX_PARTS - 1)}}
    assert kind_of(parts) == XLSX
    with pytest.raises(FileRefused, match="201 parts; a workbook of at most 200"):
        kind_of({**parts, "one": b"x"})


def test_a_workbook_may_unpack_to_the_limit_and_no_more(kind_of) -> None:
    parts = {**BOOK, "a": b"x" * 100}
    unpacked = sum(map(len, parts.values()))
    assert kind_of(parts, unpacked_bytes=unpacked) == XLSX
    with pytest.raises(FileRefused, match="unpacks to 0 MB; at most 0 MB"):
        kind_of(parts, unpacked_bytes=unpacked - 1)


def test_what_unpacks_to_far_more_than_its_size_is_refused_where_that_is_large(kind_of) -> None:
    """Zeros pack a thousandfold: harmless below a megabyte, a bomb above."""
    assert kind_of({**BOOK, "zeros": bytes(1_000_000 - len(BOOK["xl/workbook.xml"]))}) == XLSX
    with pytest.raises(FileRefused, match=f"more than {MAX_RATIO} times its size"):
        kind_of({**BOOK, "zeros": bytes(1_000_001)})
