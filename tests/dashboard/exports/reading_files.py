"""What a reader finds in an exported file: the charts with their numbers and error bars, sheets, slides."""

from __future__ import annotations

import io
import itertools
import zipfile
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree as ET

import openpyxl
from pptx import Presentation

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"

Numbers = tuple[float | None, ...]


@dataclass(frozen=True)
class Drawn:
    """A run of a chart as its file has it. refers: the cells its numbers are read from."""

    name: str
    values: Numbers
    xs: Numbers
    plus: Numbers
    minus: Numbers
    labels: tuple[str, ...]
    refers: dict[str, str]


def charts_of(made: bytes) -> list[bytes]:
    """The charts of a slide, a document or a workbook, in the order they were made."""
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        names = [name for name in parts.namelist() if "/charts/chart" in name and name.endswith(".xml")]
        return [parts.read(name) for name in sorted(names, key=lambda name: (len(name), name))]


def runs_of(xml: bytes) -> list[Drawn]:
    return [_run(series) for series in ET.fromstring(xml).iter(f"{CHART}ser")]


def _run(series: ET.Element) -> Drawn:
    def found(path: str) -> ET.Element | None:
        return series.find("/".join(f"{CHART}{name}" for name in path.split("/")))

    values = found("val") if found("val") is not None else found("yVal")
    parts = {
        "val": values,
        "x": found("xVal"),
        "plus": found("errBars/plus"),
        "minus": found("errBars/minus"),
    }
    name = found("tx")
    labels = tuple(
        "".join(text.text or "" for text in label.iter(f"{DRAWING}t")).strip("\u00a0")
        for label in series.iter(f"{CHART}dLbl")
    )
    refers = {key: part.findtext(f".//{CHART}f") or "" for key, part in parts.items() if part is not None}
    said = "".join(v.text or "" for v in name.iter(f"{CHART}v")) if name is not None else ""
    numbers = {key: _numbers(part) for key, part in parts.items()}
    return Drawn(said, numbers["val"], numbers["x"], numbers["plus"], numbers["minus"], labels, refers)


def _numbers(part: ET.Element | None) -> Numbers:
    if part is None:
        return ()
    count = part.find(f".//{CHART}ptCount")
    known = {int(p.get("idx", "0")): float(p.findtext(f"{CHART}v") or 0) for p in part.iter(f"{CHART}pt")}
    return tuple(known.get(i) for i in range(int(count.get("val", "0")) if count is not None else 0))


def cells_at(sheet: Any, reference: str) -> list[Any]:
    """What stands in the cells a chart reads."""
    place = reference.rsplit("!", 1)[1].replace("$", "")
    found = sheet[place]
    return [cell.value for row in found for cell in row] if isinstance(found, tuple) else [found.value]


def part_of(made: bytes, beginning: str) -> bytes:
    """The first part of a file whose name begins so: ppt/charts/chart, xl/charts/chart."""
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        return parts.read(next(name for name in parts.namelist() if name.startswith(beginning)))


def book_of(made: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(made))


def deck_of(made: bytes) -> Any:
    return Presentation(io.BytesIO(made))


def words_on(slide: Any) -> str:
    return "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def boxes(slide: Any) -> list[tuple[int, int, int, int, str]]:
    """Where each shape of a slide stands: left, top, right, bottom; its name."""
    return [(s.left, s.top, s.left + s.width, s.top + s.height, s.name) for s in slide.shapes]


def overlapping(slide: Any) -> list[tuple[str, str]]:
    """Shapes that stand on one another; a hair above another is none."""
    return [
        (one[4], other[4])
        for one, other in itertools.combinations(boxes(slide), 2)
        if not (
            one[2] <= other[0]
            or other[2] <= one[0]
            or one[3] <= other[1] + 20000
            or other[3] <= one[1] + 20000
        )
    ]
