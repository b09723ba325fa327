"""What Office files have in common: parts that refer to parts, charts with their points, the workbook behind each."""

from __future__ import annotations

import io
import posixpath
import re
import warnings
from collections.abc import Iterator
from typing import Any
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from dashboard.reports.verifying.found import Block, number, plain, rows
from dashboard.reports.verifying.limits import Parts
from pipelines.errors import FileRefused

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


def relations(parts: Parts, name: str) -> dict[str, str]:
    """{id: the part it leads to} of a part; what leads out of the file is left out."""
    folder, _, base = name.rpartition("/")
    listed = f"{folder}/_rels/{base}.rels" if folder else f"_rels/{base}.rels"
    if listed not in parts:
        return {}
    found = {}
    for one in parts.xml(listed).iter(_RELATION):
        if one.get("TargetMode") != "External":
            target = one.get("Target", "")
            whole = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
            found[one.get("Id", "")] = whole
    return found


def chart_blocks(parts: Parts, name: str) -> Iterator[Block]:
    """A chart as a reader sees it, then what stands in the workbook behind it."""
    chart = parts.xml(name)
    yield Block("chart", tuple(_points(chart)))
    behind = [
        part
        for part in relations(parts, name).values()
        if part.endswith((".xlsx", ".xlsm")) and part in parts
    ]
    for part in behind:
        book = open_book(parts.read(part))
        yield rows("workbook", [*(row for sheet in book for row in sheet.values), *drawn_from(book, chart)])


def _points(chart: Any) -> Iterator[tuple[str, ...]]:
    """A row a point: run, category or place, value, reach of its error bar, its own words."""
    for title in chart.findall(f"{C}chart/{C}title"):
        if said := _said(title):
            yield ("title", said)
    for run in chart.iter(f"{C}ser"):
        name = plain("".join(v.text or "" for v in run.findall(f"{C}tx//{C}v")))
        values = _cached(run, "val") or _cached(run, "yVal")
        names = _cached(run, "cat") or _cached(run, "xVal")
        sides = {f"{side} ": _cached(run, f"errBars/{C}{side}") for side in ("minus", "plus")}
        labels = {
            label.find(f"{C}idx").get("val"): _said(label)
            for label in run.iter(f"{C}dLbl")
            if label.find(f"{C}idx") is not None
        }
        for place in sorted({*values, *names}, key=int):
            reach = [f"{side}{found[place]}" for side, found in sides.items() if found.get(place, "0") != "0"]
            own = [labels[place]] if labels.get(place) else []
            yield (name, names.get(place, ""), values.get(place, "none"), *reach, *own)


def _said(element: Any) -> str:
    return plain("".join(text.text or "" for text in element.iter(f"{A}t")))


def _cached(run: Any, path: str) -> dict[str, str]:
    """{place: what the chart has there}, numbers written one way."""
    found = run.find(f"{C}{path}")
    if found is None:
        return {}
    are_numbers = found.find(f".//{C}numCache") is not None or found.find(f"{C}numLit") is not None
    return {
        point.get("idx", "0"): number(text) if are_numbers else plain(text)
        for point in found.iter(f"{C}pt")
        if (text := point.findtext(f"{C}v") or "")
    }


def drawn_from(book: Any, chart: Any) -> Iterator[tuple[str, ...]]:
    """What the cells hold a chart says it is drawn from: a row a reference."""
    for reference in chart.iter(f"{C}f"):
        sheet, _, cells = (reference.text or "").rpartition("!")
        sheet = sheet.strip("'").replace("''", "'")
        if sheet not in book.sheetnames or not re.fullmatch(r"[$A-Z0-9:]{1,40}", cells):
            yield ("drawn from", "cells that are not there")
            continue
        first, top, last, bottom = range_boundaries(cells.replace("$", ""))
        if None in (first, top, last, bottom) or (last - first + 1) * (bottom - top + 1) > 10_000:
            yield ("drawn from", "more cells than a chart has")
            continue
        found = book[sheet].iter_rows(top, bottom, first, last, values_only=True)
        cells_of = [value for row in found for value in row]
        yield (
            "drawn from",
            *(
                ("none" if v is None else number(v) if isinstance(v, int | float) else plain(v))
                for v in cells_of
            ),
        )


def open_book(content: bytes) -> Any:
    """A workbook, its numbers as they were saved. Raises FileRefused for one that cannot be read."""
    Parts(content)  # its limits
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of features that are not read
            return load_workbook(io.BytesIO(content), data_only=True)
    except (KeyError, ValueError, TypeError, AttributeError, IndexError, BadZipFile, SyntaxError):
        raise FileRefused("A workbook in the file cannot be read. It is damaged: ask for it anew.") from None
