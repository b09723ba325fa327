"""What a reader finds on slides: a place a slide."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dashboard.reports.verifying.found import Block, Found, place, plain, rows, words
from dashboard.reports.verifying.limits import Parts
from dashboard.reports.verifying.office_parts import A, C, R, chart_blocks, relations

P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def read(content: bytes) -> Found:
    parts = Parts(content)
    main = "ppt/presentation.xml"
    leads = relations(parts, main)
    order = [leads.get(one.get(f"{R}id", ""), "") for one in parts.xml(main).iter(f"{P}sldId")]
    slides = [name for name in order if name in parts]
    return Found(tuple(place(f"slide {at}", _blocks(parts, name)) for at, name in enumerate(slides, start=1)))


def _blocks(parts: Parts, name: str) -> Iterator[Block]:
    leads = relations(parts, name)
    slide = parts.xml(name)
    for shape in _shapes(slide.find(f"{P}cSld/{P}spTree")):
        about = next(shape.iter(f"{P}cNvPr"), None)
        if about is not None and about.get("hidden") in ("1", "true"):
            continue
        if about is not None and about.get("descr"):
            yield words([about.get("descr", "")], "aside")
        if shape.tag == f"{P}sp":
            yield words(lines_of(shape))
        for table in shape.iter(f"{A}tbl"):
            yield rows(
                "table",
                [["\n".join(lines_of(cell)) for cell in row.iter(f"{A}tc")] for row in table.iter(f"{A}tr")],
            )
        for chart in shape.iter(f"{C}chart"):
            if (part := leads.get(chart.get(f"{R}id", ""), "")) in parts:
                yield from chart_blocks(parts, part)
    for note in (part for part in leads.values() if "/notesSlides/" in part and part in parts):
        for line in lines_of(parts.xml(note)):
            yield words([line], "aside")


def _shapes(tree: Any) -> Iterator[Any]:
    """Every shape, those in groups too; of what is written in two ways the newer."""
    for one in tree if tree is not None else ():
        if one.tag == f"{P}grpSp" or str(one.tag).endswith(("}AlternateContent", "}Choice")):
            yield from _shapes(one)
        elif one.tag in (f"{P}sp", f"{P}graphicFrame", f"{P}pic", f"{P}cxnSp"):
            yield one


def lines_of(shape: Any) -> list[str]:
    """Its paragraphs; a line that is broken in one is one."""
    return [
        plain(
            "".join(
                " " if part.tag == f"{A}br" else part.text or "" for part in paragraph.iter(f"{A}t", f"{A}br")
            )
        )
        for paragraph in shape.iter(f"{A}p")
    ]
