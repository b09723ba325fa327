"""What a reader finds in a workbook: each sheet cut behind each code, its charts with the first stretch."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dashboard.reports.verifying.found import Block, Found, Place, rows, stretches, words
from dashboard.reports.verifying.limits import Parts
from dashboard.reports.verifying.office_parts import C, R, chart_blocks, drawn_from, open_book, relations

_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}sheet"


def read(content: bytes) -> Found:
    parts = Parts(content)
    book = open_book(content)
    leads = relations(parts, "xl/workbook.xml")
    listed = parts.xml("xl/workbook.xml").iter(_SHEET)
    part_of = {one.get("name", ""): leads.get(one.get(f"{R}id", ""), "") for one in listed}
    places: list[Place] = []
    for sheet in book.worksheets:
        charts = list(_charts(parts, part_of.get(sheet.title, ""), book))
        places += stretches(f"sheet “{sheet.title}”", [*charts, *_cells(sheet)], is_whole=True)
    return Found(tuple(places))


def _charts(parts: Parts, sheet: str, book: Any) -> Iterator[Block]:
    drawings = [
        part for part in relations(parts, sheet).values() if "/drawings/" in part and part.endswith(".xml")
    ]
    for drawing in drawings:
        leads = relations(parts, drawing) if drawing in parts else {}
        for chart in parts.xml(drawing).iter(f"{C}chart") if drawing in parts else ():
            part = leads.get(chart.get(f"{R}id", ""), "")
            if part in parts:
                yield from chart_blocks(parts, part)
                yield rows("workbook", drawn_from(book, parts.xml(part)))


def _cells(sheet: Any) -> Iterator[Block]:
    """Rows that stand together are one block, but each row that names a code ends one."""
    together: list[tuple[Any, ...]] = []
    for row in sheet.iter_rows(values_only=True):
        if any(cell is not None for cell in row):
            together.append(row)
            if not words([" ".join(map(str, filter(None, row)))]).text.lower().count("code"):
                continue
        if together:
            yield rows("cells", together)
        together = []
    if together:
        yield rows("cells", together)
