"""Shapes of a slide as XML: what they are called, where they stand, and new ones in their place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from lxml import etree
from pptx.oxml.shapes.graphfrm import CT_GraphicalObjectFrame
from pptx.shapes.graphfrm import GraphicFrame
from pptx.util import Inches

from dashboard.charts.fill_mark import Name, name_of
from dashboard.exports import slide_table
from dashboard.exports.native import one_line
from dashboard.reports.refresh.package import Package
from dashboard.reports.refresh.runs import A, Paragraph, paragraphs

P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
Box = tuple[int, int, int, int]  # left, top, width, height
LEAST = Inches(1.6), Inches(1.1)  # of a place for a chart
_TITLES = ("title", "ctrTitle")


class Shape:
    """One shape of a slide: p:sp, p:graphicFrame, p:pic."""

    def __init__(self, element: Any) -> None:
        self.element = element
        self.about = next(element.iter(f"{P}cNvPr"))

    @property
    def name(self) -> Name:
        return name_of(self.about.get("name", ""))

    def rename(self, name: Name) -> None:
        self.about.set("name", str(name))

    def move(self, box: Box) -> None:
        """To another place, where the shape says itself where it stands."""
        for frame in self.element.iterchildren(f"{P}xfrm"):
            at, size = frame.find(f"{A}off"), frame.find(f"{A}ext")
            for element, keys, values in ((at, ("x", "y"), box[:2]), (size, ("cx", "cy"), box[2:])):
                for key, value in zip(keys, values, strict=True):
                    element.set(key, str(int(value)))

    @property
    def id(self) -> str:
        return str(self.about.get("id", "0"))

    @property
    def chart(self) -> Any:
        """Its c:chart, None where it holds no chart."""
        return next(self.element.iter(f"{C}chart"), None)

    @property
    def table(self) -> Any:
        return next(self.element.iter(f"{A}tbl"), None)

    @property
    def is_text(self) -> bool:
        return bool(self.element.tag == f"{P}sp")

    @property
    def place(self) -> Any:
        """Its p:ph, None where it is no placeholder."""
        return next(self.element.iter(f"{P}ph"), None)

    @property
    def is_title(self) -> bool:
        return self.place is not None and self.place.get("type") in _TITLES

    @property
    def paragraphs(self) -> list[Paragraph]:
        return list(paragraphs(self.element, A))

    @property
    def lone(self) -> str:
        """The mark that is all of its text; "" where there is more, or none."""
        said = [one for one in self.paragraphs if one.text.strip()]
        return said[0].lone if self.is_text and len(said) == 1 else ""


def shapes_of(root: Any) -> Iterator[Shape]:
    """Every shape, those of groups too; not what stands in for one in programs that do not know it."""
    for element in list(root.iter(f"{P}sp", f"{P}graphicFrame", f"{P}pic")):
        if element.find(f".//{P}cNvPr") is not None and not any(
            one.tag == _FALLBACK for one in element.iterancestors()
        ):
            yield Shape(element)


def box_of(package: Package, slide: str, shape: Shape) -> Box | None:
    """Where a shape stands; of a placeholder as its layout or master says. None where nobody says."""
    holders: list[tuple[Any, bool]] = [(shape.element, False)]
    if shape.place is not None:
        for layout in package.related(slide, "slideLayout"):
            holders += [(one, True) for one in _same_place(package.xml(layout), shape.place)]
            for master in package.related(layout, "slideMaster"):
                holders += [(one, True) for one in _same_kind(package.xml(master), shape.place)]
    for element, _ in holders:
        for frame in element.iter(f"{A}xfrm", f"{P}xfrm"):
            at, size = frame.find(f"{A}off"), frame.find(f"{A}ext")
            if at is not None and size is not None:
                return int(at.get("x")), int(at.get("y")), int(size.get("cx")), int(size.get("cy"))
    return None


def _same_place(layout: Any, place: Any) -> Iterator[Any]:
    for shape in shapes_of(layout):
        other = shape.place
        if other is not None and other.get("idx", "0") == place.get("idx", "0"):
            yield shape.element


def _same_kind(master: Any, place: Any) -> Iterator[Any]:
    kinds = {
        "ctrTitle": "title",
        None: "body",
        "subTitle": "body",
        "obj": "body",
        "chart": "body",
        "tbl": "body",
    }
    wanted = kinds.get(place.get("type"), place.get("type"))
    for shape in shapes_of(master):
        if shape.place is not None and shape.place.get("type", "body") == wanted:
            yield shape.element


def new_id(root: Any) -> int:
    return 1 + max(
        (int(one.get("id", "0")) for one in root.iter(f"{P}cNvPr") if one.get("id", "").isdigit()), default=1
    )


def chart_frame(id: int, name: Name, relation: str, box: Box, described: str) -> Any:
    frame = CT_GraphicalObjectFrame.new_chart_graphicFrame(id, "Chart", relation, *map(int, box))
    shape = Shape(frame)
    shape.rename(name)
    shape.about.set("descr", described)
    return frame


def table_frame(id: int, name: Name, heads: Sequence[str], rows: Sequence[Sequence[str]], box: Box) -> Any:
    frame = CT_GraphicalObjectFrame.new_table_graphicFrame(
        id, "Table", len(rows) + 1, len(heads), *map(int, box)
    )
    slide_table.fill(GraphicFrame(frame, None), heads, rows, box)  # type: ignore[arg-type]
    Shape(frame).rename(name)
    return frame


_BOX = f"""<p:sp xmlns:p="{P[1:-1]}" xmlns:a="{A[1:-1]}">
<p:nvSpPr><p:cNvPr id="0" name=""/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>
<p:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></a:xfrm>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr>
<p:txBody><a:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0"><a:normAutofit/></a:bodyPr>
<a:lstStyle/></p:txBody></p:sp>"""
Look = tuple[int, bool, str]  # points, whether it is bold, its color: RRGGBB, "" = the theme's


def text_box(id: int, name: Name, box: Box, lines: Sequence[tuple[str, Look]]) -> Any:
    made = etree.fromstring(_BOX, etree.XMLParser(remove_blank_text=True))
    shape = Shape(made)
    shape.about.set("id", str(id))
    shape.rename(name)
    at, size = next(made.iter(f"{A}off")), next(made.iter(f"{A}ext"))
    for element, names, values in ((at, "x y", box[:2]), (size, "cx cy", box[2:])):
        for key, value in zip(names.split(), values, strict=True):
            element.set(key, str(int(value)))
    body = next(made.iter(f"{P}txBody"))
    for text, (points, is_bold, color) in lines:
        run = etree.SubElement(etree.SubElement(body, f"{A}p"), f"{A}r")
        look = etree.SubElement(run, f"{A}rPr", lang="en-US", sz=str(points * 100), b=str(int(is_bold)))
        if color:
            etree.SubElement(etree.SubElement(look, f"{A}solidFill"), f"{A}srgbClr", val=color)
        etree.SubElement(run, f"{A}t").text = one_line(text)
    return made
