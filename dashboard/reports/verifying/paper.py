"""What a reader finds in a Word document: its body cut behind each code."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dashboard.reports.verifying.found import Block, Found, plain, rows, stretches, words
from dashboard.reports.verifying.limits import Parts
from dashboard.reports.verifying.office_parts import C, R, chart_blocks, relations

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_NOT_READ = (f"{W}del", f"{W}moveFrom", f"{W}txbxContent", f"{W}pPr")  # gone, or beside the text
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def read(content: bytes) -> Found:
    parts = Parts(content)
    main = "word/document.xml"
    leads = relations(parts, main)
    body = parts.xml(main).find(f"{W}body")
    return Found(tuple(stretches("", _blocks(parts, leads, body))))


def _blocks(parts: Parts, leads: dict[str, str], body: Any) -> Iterator[Block]:
    for one in body if body is not None else ():
        if one.tag == f"{W}p":
            if _is_contents(one):
                continue
            yield words([_text(one)])
            for about in one.iter(f"{_DRAWING}docPr"):
                yield words([about.get("descr", "")], "aside")
            for chart in one.iter(f"{C}chart"):
                if (part := leads.get(chart.get(f"{R}id", ""), "")) in parts:
                    yield from chart_blocks(parts, part)
        elif one.tag == f"{W}tbl":
            yield rows("table", [[_cell(cell) for cell in row.iter(f"{W}tc")] for row in one.iter(f"{W}tr")])
        elif one.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins"):
            yield from _blocks(parts, leads, one)


def _is_contents(paragraph: Any) -> bool:
    """Whether it is a line of the table of contents, which Word writes anew."""
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    fields = [one.get(f"{W}instr", "") for one in paragraph.iter(f"{W}fldSimple")]
    fields += [one.text or "" for one in paragraph.iter(f"{W}instrText")]
    named = "" if style is None else style.get(f"{W}val", "").lower()
    return named.startswith(("toc", "contents")) or any(one.strip().startswith("TOC ") for one in fields)


def _cell(cell: Any) -> str:
    return " ".join(_text(paragraph) for paragraph in cell.iter(f"{W}p"))


def _text(paragraph: Any) -> str:
    """What can be read of a paragraph: without what was struck out or hidden."""
    return plain("".join(_runs(paragraph)))


def _runs(element: Any) -> Iterator[str]:
    for one in element:
        if one.tag in _NOT_READ or one.tag == _FALLBACK:
            continue
        if one.tag == f"{W}r" and one.find(f"{W}rPr/{W}vanish") is not None:
            continue
        if one.tag == f"{W}t":
            yield one.text or ""
        elif one.tag in (f"{W}tab", f"{W}br", f"{W}cr"):
            yield " "
        elif one.tag == f"{W}noBreakHyphen":
            yield "-"
        else:
            yield from _runs(one)
