"""A chart of ours in a file: compared with what it would be today, and drawn anew where that is something else."""

from __future__ import annotations

from typing import Any

from lxml import etree

from dashboard.charts.spec import Exhibit
from dashboard.exports.chart_part import CHART_TYPE, SHEET_TYPE, chart_and_sheet
from dashboard.exports.native import Native, shortened
from dashboard.exports.tones import Paint
from dashboard.exports.words import ALT_LENGTH, alt_text
from dashboard.reports.refresh.package import RELATION, Package

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
R = f"{{{RELATION}}}"
NO_PLACE = "It is not there any more: the figure has fewer parts today."


def says(space: Any) -> tuple[str, ...]:
    """What a chart says, run by run: names, categories, numbers, the words at its marks, which of these stand apart.

    Not how it looks.
    """
    found = []
    for run in space.iter(f"{C}ser"):
        for one in run.iter(f"{C}v", f"{A}t"):
            if not any(above.tag == f"{C}extLst" for above in one.iterancestors()):
                found.append(_plain(one.text or ""))
        found.append("|")
        found += [f"apart {one.get('val')}" for one in run.iterfind(f"{C}dPt/{C}idx")]
    return tuple(found)


def described(exhibit: Exhibit, drawn: Native) -> str:
    """The alternative text of one of a figure's charts."""
    of_panel = f"{drawn.title}. " if drawn.title else ""
    return shortened(f"{of_panel}{alt_text(exhibit.spec)}", ALT_LENGTH)


def _plain(text: str) -> str:
    """A number however a program has written it."""
    try:
        return f"{float(text):.9g}"
    except ValueError:
        return " ".join(text.split())


def redrawn(package: Package, part: str, exhibit: Exhibit, drawn: Native, paint: Paint, size: float) -> bool:
    """Draws the chart of a part anew, in the size its words have; False where it says the same already."""
    old = package.xml(part)
    space, workbook = chart_and_sheet(exhibit, drawn, paint, _size(old) or size, 12)
    if says(old) == says(space):
        return False
    outside = old.find(f"{C}externalData")
    id = outside.get(f"{R}id") if outside is not None else None
    sheet = package.target(part, id)
    if sheet and package.namers(sheet) == (part,):
        package.put(sheet, workbook)
    else:
        id = package.relate(part, "package", _new_sheet(package, part, workbook))
    _name_sheet(space, id)
    package.put(part, _bytes(space))
    return True


def added(package: Package, owner: str, exhibit: Exhibit, drawn: Native, paint: Paint, size: float) -> str:
    """Adds a chart to a slide or document; the id by which that names it."""
    space, workbook = chart_and_sheet(exhibit, drawn, paint, size, 12)
    folder = owner.partition("/")[0]
    part = package.free(f"{folder}/charts/chart{{}}.xml")
    package.put(part, _bytes(space), CHART_TYPE)
    _name_sheet(space, package.relate(part, "package", _new_sheet(package, part, workbook)))
    package.put(part, _bytes(space))
    return package.relate(owner, "chart", part)


def _new_sheet(package: Package, part: str, workbook: bytes) -> str:
    name = package.free(f"{part.partition('/')[0]}/embeddings/Microsoft_Excel_Sheet{{}}.xlsx")
    package.put(name, workbook, SHEET_TYPE)
    return name


def _name_sheet(space: Any, id: str | None) -> None:
    space.find(f"{C}externalData").set(f"{R}id", id)


def _bytes(space: Any) -> bytes:
    made: bytes = etree.tostring(space, xml_declaration=True, encoding="UTF-8", standalone=True)
    return made


def _size(space: Any) -> float:
    """Points of its words, as somebody may have set them; 0 where that is not said."""
    look = space.find(f"{C}txPr//{A}defRPr")
    size = look.get("sz", "") if look is not None else ""
    return int(size) / 100 if size.isdigit() else 0
