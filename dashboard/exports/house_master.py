"""The house's own slides: 16:9, a theme of its fonts and colors, a layout that has a place for each part of a figure.

Made of python-pptx's empty file, so that no binary stands in the code. A school's own file takes its place.
"""

from __future__ import annotations

import copy
import io
from typing import Any

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.oxml.shapes.picture import CT_Picture
from pptx.util import Emu, Inches

from dashboard.exports.house_theme import PLAIN, Theme, dressed

WIDTH, HEIGHT = Inches(13.333), Inches(7.5)
_KEPT = ("Title Slide", "Title and Content", "Section Header", "Title Only", "Blank")
READING, ABOUT = 13, 14  # numbers of the places for what the chart says and for its face
_EDGE, _ROOM = Inches(0.6), Inches(12.133)
_LOGO = Inches(1.8), Inches(0.75)  # the room of a logo
# place -> name, top, height, points, color; "" = the chart's, which has no type of its own
_PLACES: dict[int, tuple[str, int, int, int, str]] = {
    0: ("Title", Inches(0.4), Inches(0.85), 28, "tx1"),
    READING: ("What the chart says", Inches(1.28), Inches(0.7), 16, "tx2"),
    1: ("Chart", Inches(2.0), Inches(4.1), 20, "tx1"),
    ABOUT: ("About this chart", Inches(6.15), Inches(1.1), 9, "tx2"),
}


def house_deck(wanted: Theme = PLAIN, logo: bytes | None = None) -> Any:
    """An open, empty presentation with the house's master."""
    deck = Presentation()
    _widen(deck)
    _dress(deck, wanted)
    for layout in list(deck.slide_layouts):
        if layout.name not in _KEPT:
            deck.slide_layouts.remove(layout)
    layout = next(layout for layout in deck.slide_layouts if layout.name == "Title and Content")
    _arrange(layout)
    if logo is not None:
        _place_logo(layout, logo)
    return deck


def _widen(deck: Any) -> None:
    """From 4:3 to 16:9: everything a third wider, as high as it was."""
    grown = WIDTH / deck.slide_width
    for holder in (deck.slide_master, *deck.slide_layouts):
        for shape in holder.shapes:
            if shape._element.spPr.find(qn("a:xfrm")) is not None:
                shape.left, shape.width = Emu(round(shape.left * grown)), Emu(round(shape.width * grown))
    deck.slide_width, deck.slide_height = WIDTH, HEIGHT


def _dress(deck: Any, wanted: Theme) -> None:
    """The theme's colors and fonts, and titles as this product sets them: left, bold, in ink."""
    theme = deck.slide_master.part.part_related_by(RT.THEME)
    theme._blob = dressed(theme.blob, wanted)
    title = deck.slide_master._element.find(f".//{qn('p:titleStyle')}/{qn('a:lvl1pPr')}")
    title.set("algn", "l")
    look = title.find(qn("a:defRPr"))
    look.set("sz", "2800")
    look.set("b", "1")


def _arrange(layout: Any) -> None:
    """A place for the finding, for what the chart says, for the chart and for its face, read in that order."""
    layout.name = "Finding and chart"
    shapes = {shape.placeholder_format.idx: shape for shape in layout.placeholders}
    tree = layout.shapes._spTree
    for number in (READING, ABOUT):
        made = copy.deepcopy(shapes[1]._element)
        place = made.nvSpPr.nvPr.find(qn("p:ph"))
        place.set("idx", str(number))
        place.set("type", "body")
        made.nvSpPr.cNvPr.set("id", str(100 + number))
        tree.append(made)
    shapes = {shape.placeholder_format.idx: shape for shape in layout.placeholders}
    for number, (name, top, height, points, color) in _PLACES.items():
        shape = shapes[number]
        shape.name = name
        shape.left, shape.top, shape.width, shape.height = _EDGE, Emu(top), _ROOM, Emu(height)
        if number in (READING, ABOUT):
            _set_type(shape, points, color)
        if number == 0:
            _no_insets(shape).set("anchor", "b")
        tree.remove(shape._element)
        tree.append(shape._element)


def _place_logo(layout: Any, logo: bytes) -> None:
    """In the upper right corner, beside the title, which makes room."""
    picture, reference = layout.part.get_or_add_image_part(io.BytesIO(logo))
    wide, high = _LOGO
    width, height = picture.scale(None, None)
    share = min(wide / width, high / height)
    width, height = round(width * share), round(height * share)
    left, top = _EDGE + _ROOM - width, Inches(0.35)
    made = CT_Picture.new_pic(200, "Logo", "Logo", reference, left, top, width, height)
    layout.shapes._spTree.append(made)
    title = next(shape for shape in layout.placeholders if shape.placeholder_format.idx == 0)
    title.width = Emu(_ROOM - width - Inches(0.3))


def _set_type(shape: Any, points: int, color: str) -> None:
    """Running text: no bullets, no indent, one size."""
    body = shape._element.txBody
    for old in body.findall(qn("a:lstStyle")):
        body.remove(old)
    levels = (
        f'<a:lvl1pPr {nsdecls("a")} marL="0" indent="0"><a:spcBef><a:spcPts val="0"/></a:spcBef><a:buNone/>'
        f'<a:defRPr sz="{points * 100}"><a:solidFill><a:schemeClr val="{color}"/></a:solidFill></a:defRPr></a:lvl1pPr>'
    )
    body.bodyPr.addnext(parse_xml(f"<a:lstStyle {nsdecls('a')}>{levels}</a:lstStyle>"))
    _no_insets(shape)


def _no_insets(shape: Any) -> Any:
    """All text begins at the same edge."""
    properties = shape._element.txBody.bodyPr
    for side in ("lIns", "rIns", "tIns", "bIns"):
        properties.set(side, "0")
    return properties
