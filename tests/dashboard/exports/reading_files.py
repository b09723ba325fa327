"""What a reader finds in an exported file, as a few lines of text that a test can hold against what it should be."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any
from xml.etree import ElementTree as ET

import openpyxl
from pptx import Presentation

from dashboard.exports.native import Native

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def numbers(values: Iterable[float | None]) -> str:
    return few(["-" if value is None else f"{value + 0.0:.4g}" for value in values])


def few(points: list[str]) -> str:
    """All of them, or of many the first, one in the middle and the last."""
    if len(points) <= 8:
        return " ".join(points)
    return f"{points[0]} … {points[len(points) // 2]} … {points[-1]} ({len(points)})"


def native_text(drawn: Native) -> str:
    """Form and axes, then the categories, then a line a run: its name, look, numbers, labels."""
    flags = [
        drawn.form,
        drawn.grouping,
        drawn.number_format,
        f"to {drawn.end:.4g}" if drawn.end is not None else "",
        "" if drawn.has_axis else "no axis",
        "legend" if drawn.has_legend else "",
    ]
    return "\n".join(
        [", ".join(filter(None, flags)), few_names(drawn.categories), *map(_run_text, drawn.runs)]
    )


def few_names(names: tuple[str, ...]) -> str:
    return " | ".join(names) if len(names) <= 8 else f"{names[0]} … {names[-1]} ({len(names)})"


def _run_text(run: Any) -> str:
    def places(flags: Iterable[bool]) -> str:
        return " ".join(str(i) for i, flag in enumerate(flags) if flag)

    look = [
        run.color or "clear",
        "line" if run.is_line else "",
        "" if run.in_legend else "not in legend",
        f"hatched {places(run.partial)}" if any(run.partial) else "",
        f"grey {places(run.muted)}" if any(run.muted) else "",
    ]
    shown = f"{run.name} ({', '.join(filter(None, look))}): {numbers(run.values)}"
    labels = few_names(run.labels)
    return shown + (f" at {numbers(run.xs)}" if run.xs else "") + (f" [{labels}]" if any(run.labels) else "")


# -- charts of Office, of a slide or a workbook -----------------------------------------------------


def chart_text(xml: bytes) -> str:
    """A chart's plots with their series, its axes, its legend."""
    root = ET.fromstring(xml)
    area = root.find(f".//{CHART}plotArea")
    assert area is not None
    lines: list[str] = []
    for part in area:
        tag = part.tag.removeprefix(CHART)
        if tag.endswith("Chart"):
            lines.append(
                " ".join([tag, *_values(part, "barDir", "grouping", "scatterStyle", "gapWidth", "overlap")])
            )
            lines += [f"  {_series(series)}" for series in part.iter(f"{CHART}ser")]
        elif tag.endswith("Ax"):
            lines.append(f"{tag}: {_axis(part)}")
    legend = root.find(f".//{CHART}legend")
    lines.append("no legend" if legend is None else _legend(legend))
    return "\n".join(lines)


def _legend(legend: ET.Element) -> str:
    sizes = {f"size {text.get('sz')}" for text in legend.iter(f"{DRAWING}defRPr")}
    return " ".join(["legend", *_values(legend, "legendPos", "overlay"), *sorted(sizes)])


def _values(part: ET.Element, *names: str) -> Iterator[str]:
    for name in names:
        found = part.find(f"{CHART}{name}")
        if found is not None:
            yield f"{name}={found.get('val')}"


def _fill(properties: ET.Element | None) -> str:
    """A shape's fill and line: colors, widths, patterns."""
    if properties is None:
        return "plain"
    words = []
    for part in properties:
        tag = part.tag.removeprefix(DRAWING)
        if tag == "noFill":
            words.append("clear")
        elif tag == "solidFill":
            words.append(_color(part))
        elif tag == "pattFill":
            words.append(
                f"{part.get('prst')} {_color(part.find(f'{DRAWING}fgClr'))} on {_color(part.find(f'{DRAWING}bgClr'))}"
            )
        elif tag == "ln":
            dash = part.find(f"{DRAWING}prstDash")
            line = (
                "no line"
                if part.find(f"{DRAWING}noFill") is not None
                else f"line {_color(part)} {part.get('w')}"
            )
            words.append(line + (f" {dash.get('val')}" if dash is not None else ""))
    return ", ".join(words)


def _color(part: ET.Element | None) -> str:
    found = part.find(f".//{DRAWING}srgbClr") if part is not None else None
    return str(found.get("val")) if found is not None else "-"


def _text(part: ET.Element | None) -> str:
    return "".join(run.text or "" for run in part.iter(f"{DRAWING}t")) if part is not None else ""


def _series(series: ET.Element) -> str:
    name = series.find(f"{CHART}tx")
    named = "".join(name.itertext()).strip() if name is not None else ""
    words = [f"{named}: {_fill(series.find(f'{CHART}spPr'))}"]
    marker = series.find(f"{CHART}marker")
    if marker is not None:
        words.append(
            " ".join(["marker", *_values(marker, "symbol", "size"), _fill(marker.find(f"{CHART}spPr"))])
        )
    for name_of in ("cat", "xVal", "val", "yVal"):
        data = series.find(f"{CHART}{name_of}")
        if data is not None:
            points = (
                [f"{float(p.findtext(f'{CHART}v') or 0):.4g}" for p in data.iter(f"{CHART}pt")]
                if "al" in name_of
                else []
            )
            words.append(f"{name_of} {few(points) or data.findtext(f'.//{CHART}f')}")
    for point in series.findall(f"{CHART}dPt"):
        words.append(
            f"point {next(_values(point, 'idx')).removeprefix('idx=')} {_fill(point.find(f'{CHART}spPr'))}"
        )
    labels = series.find(f"{CHART}dLbls")
    if labels is not None:
        for label in labels.findall(f"{CHART}dLbl"):
            size = next((r.get("sz") for r in label.iter(f"{DRAWING}rPr")), None) or next(
                (r.get("sz") for r in label.iter(f"{DRAWING}defRPr")), None
            )
            words.append(
                " ".join(
                    [
                        "label",
                        *_values(label, "idx", "delete", "dLblPos"),
                        repr(_text(label)),
                        _color(label),
                        str(size),
                    ]
                )
            )
    words += list(_values(series, "smooth", "invertIfNegative"))
    return "\n    ".join(words)


def _axis(axis: ET.Element) -> str:
    scaling, grid = axis.find(f"{CHART}scaling"), axis.find(f"{CHART}majorGridlines")
    written = axis.find(f"{CHART}numFmt")
    assert scaling is not None
    words = [
        *_values(scaling, "orientation", "min", "max"),
        *_values(axis, "delete", "majorTickMark", "tickLblPos"),
        f"format {written.get('formatCode')}" if written is not None else "",
        "" if grid is None else f"grid {_color(grid)}",
        _fill(axis.find(f"{CHART}spPr")),
        f"title {_text(axis.find(f'{CHART}title'))}" if axis.find(f"{CHART}title") is not None else "",
        *(
            f"size {r.get('sz')}"
            for part in axis.findall(f"{CHART}txPr")
            for r in part.iter(f"{DRAWING}defRPr")
        ),
    ]
    return ", ".join(filter(None, words))


# -- whole files ------------------------------------------------------------------------------------


def slide_of(made: bytes) -> Any:
    return Presentation(io.BytesIO(made)).slides[0]


def part_of(made: bytes, beginning: str) -> bytes:
    """The first part of a file whose name begins so: ppt/charts/chart, xl/charts/chart."""
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        return parts.read(next(name for name in parts.namelist() if name.startswith(beginning)))


def sheet_text(made: bytes, name: str) -> str:
    """A sheet's cells, a line a row; numbers with their formats."""
    sheet = openpyxl.load_workbook(io.BytesIO(made))[name]

    def cell_text(cell: Any) -> str:
        if cell.value is None:
            return ""
        if isinstance(cell.value, str):
            return cell.value
        return f"{cell.value:.4g} as {cell.number_format}"

    return "\n".join(" | ".join(map(cell_text, row)).rstrip(" |") for row in sheet.iter_rows())


def slide_text(slide: Any) -> str:
    """A slide's shapes: where they are, in inches, and what they say in which type."""
    lines = []
    for shape in slide.shapes:
        left, top, width, height = (
            f"{side / 914400:.2f}" for side in (shape.left, shape.top, shape.width, shape.height)
        )
        lines.append(f"{shape.name}: {width} x {height} at {left}, {top}")
        for paragraph in shape.text_frame.paragraphs if shape.has_text_frame else ():
            for run in paragraph.runs:
                look = f"{run.font.size.pt:.0f} {run.font.name} {run.font.color.rgb}{' bold' if run.font.bold else ''}"
                lines.append(f"  {look}: {run.text}")
    return "\n".join(lines)
