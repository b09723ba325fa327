"""A stranger's file as parts: what cannot be taken is a sentence, what nobody changed keeps its bytes."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx import Document
from openpyxl import Workbook
from pptx import Presentation

from dashboard.reports.refresh.package import TYPES, Package
from pipelines.errors import FileRefused
from tests.dashboard.reports.refresh.conftest import parts, saved, with_parts

DECK = saved(Presentation())
TYPES_OF_DECK = parts(DECK)[TYPES]
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts(DECK).items():
            archive.writestr(name, content)
        archive.writestr("ppt/media/zeros.bin", b"\0" * 300_000_000)
    return out.getvalue()


REFUSED = {
    "nothing": (b"", "is damaged"),
    "text": (b"no file of Office at all", "is damaged"),
    "cut off": (DECK[:-400], "is damaged"),
    "old": (_OLD + b"\0" * 600, "before 2007"),
    "protected": (_OLD + "EncryptedPackage".encode("utf-16-le"), "protected with a password"),
    "macros": (with_parts(DECK, ppt__vbaProject_dot_bin=b"x"), "has macros"),
    "macros by type": (
        with_parts(
            DECK,
            **{
                "[Content_Types]_dot_xml": TYPES_OF_DECK.replace(
                    b"application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
                    b"application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml",
                )
            },
        ),
        "has macros",
    ),
    "no office file": (with_parts(DECK, **{"[Content_Types]_dot_xml": None}), "is no PowerPoint"),
    "a workbook": (saved(Workbook()), "is no PowerPoint"),
    "no relations": (with_parts(DECK, _rels___dot_rels=None), "is damaged"),
    "broken part": (
        with_parts(DECK, ppt__presentation_dot_xml=b"<p:presentation"),
        "its part ppt/presentation.xml",
    ),
    "entities": (
        with_parts(
            DECK,
            ppt__presentation_dot_xml=b'<!DOCTYPE p [<!ENTITY a "b"><!ENTITY c SYSTEM "file:///etc/passwd">]><p>&a;&c;</p>',
        ),
        "declares a document type",
    ),
    "strict": (
        with_parts(
            DECK, ppt__presentation_dot_xml=b'<p xmlns="http://purl.oclc.org/ooxml/presentationml/main"/>'
        ),
        "Strict Open XML",
    ),
    "bomb": (_bomb(), "times its size"),
}


@pytest.mark.parametrize("reason", REFUSED)
def test_what_cannot_be_taken_is_said_with_what_to_do(reason: str) -> None:
    content, says = REFUSED[reason]
    with pytest.raises(FileRefused) as refused:
        Package(content, "fall.pptx")
    assert refused.value.message.startswith("“fall.pptx” ")
    assert says in refused.value.message
    assert "/etc" not in refused.value.message


def test_a_damaged_picture_nobody_looks_at_is_found_before_anything_is_written() -> None:
    content = with_parts(DECK, ppt__media__one_dot_png=b"\x89PNG" + bytes(range(256)) * 40)
    at = content.index(b"ppt/media/one.png") + 60
    package = Package(content[:at] + b"\xff\x00\xff\x00" + content[at + 4 :], "fall.pptx")
    package.touch(package.main)
    with pytest.raises(FileRefused, match="is damaged"):
        package.saved()


@pytest.mark.parametrize(("made", "kind"), [(DECK, "pptx"), (saved(Document()), "docx")])
def test_what_nobody_changed_keeps_its_bytes_its_order_and_its_dates(made: bytes, kind: str) -> None:
    package = Package(made, f"x.{kind}")
    assert package.kind == kind
    assert not package.is_changed
    package.put("docProps/new.xml", b"<a/>", "application/x-new+xml")
    now, before = parts(package.saved()), parts(made)
    assert list(now)[: len(before)] == list(before)
    assert {name for name in before if now[name] != before[name]} == {TYPES}
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(io.BytesIO(package.saved())) as new:
        assert [one.date_time for one in old.infolist()] == [one.date_time for one in new.infolist()][:-1]


def test_a_part_goes_with_those_only_it_names() -> None:
    package = Package(DECK, "x.pptx")
    package.put("ppt/charts/chart1.xml", b"<a/>", "application/xml")
    package.put("ppt/embeddings/one.xlsx", b"1", "application/xml")
    package.put("ppt/embeddings/two.xlsx", b"2", "application/xml")
    first = package.relate(package.main, "chart", "ppt/charts/chart1.xml")
    package.relate("ppt/charts/chart1.xml", "package", "ppt/embeddings/one.xlsx")
    package.relate("ppt/charts/chart1.xml", "package", "ppt/embeddings/two.xlsx")
    package.relate(package.main, "package", "ppt/embeddings/two.xlsx")
    assert package.namers("ppt/embeddings/one.xlsx") == ("ppt/charts/chart1.xml",)
    package.unrelate(package.main, first)
    assert [name for name in parts(package.saved()) if "chart1" in name or "embeddings" in name] == [
        "ppt/embeddings/two.xlsx"
    ]
