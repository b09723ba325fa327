"""A report as slides in the school's look: a cover, each part with its numbers, its charts, what was counted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pptx.dml.color import RGBColor
from pptx.util import Emu, Inches, Pt

from dashboard.charts import palette
from dashboard.charts.fill_mark import named
from dashboard.exports import house_master
from dashboard.exports.brand import Brand
from dashboard.exports.files import saved
from dashboard.exports.native import one_line, shortened
from dashboard.exports.slide import Places, add_figure, grid
from dashboard.reports.assembled import Method, Number, Part, Report
from dashboard.reports.file_words import about_line, described, first_line, with_code

METHODS_A_SLIDE = 7
WARNING = RGBColor.from_string(palette.WARNING.lstrip("#"))
MOST_LETTERS = 420  # of running text on a slide


def pptx(report: Report, brand: Brand) -> bytes:
    """PPTX bytes; the same report gives the same."""
    deck = brand.open_deck()
    _cover(deck, report)
    for part in report.parts:
        _part(deck, report, part)
        for chart in part.charts:
            add_figure(deck, chart.exhibit, brand.slide_paint)
    for first in range(0, len(report.methods), METHODS_A_SLIDE):
        _methods(deck, report, report.methods[first : first + METHODS_A_SLIDE], is_first=first == 0)
    if report.view != "publishable":
        _in_red(deck, report.view_notice)
    described(deck.core_properties, report)
    return saved(deck)


def _in_red(deck: Any, notice: str) -> None:
    """On every slide what may not be overlooked: that it is not to be published."""
    for slide in deck.slides:
        for shape in slide.shapes:
            for paragraph in shape.text_frame.paragraphs if shape.has_text_frame else ():
                for run in paragraph.runs if notice in paragraph.text else ():
                    run.font.color.rgb, run.font.bold = WARNING, True


def _cover(deck: Any, report: Report) -> None:
    layout = next((one for one in deck.slide_layouts if one.name == "Title Slide"), deck.slide_layouts[0])
    slide = deck.slides.add_slide(layout)
    if slide.shapes.title is not None:
        slide.shapes.title.text_frame.text = report.title
    lines = [line for line in (report.says, first_line(report), report.view_notice) if line]
    below = next((one for one in slide.placeholders if one.placeholder_format.idx == 1), None)
    if below is None:
        below = slide.shapes.add_textbox(Inches(0.6), Inches(4), deck.slide_width - Inches(1.2), Inches(2))
    below.text_frame.text = "\n".join(lines)
    below.name = named(below.name, report.mark, "about", lines[-2:])
    below.text_frame.word_wrap = True
    for paragraph in below.text_frame.paragraphs:
        for run in paragraph.runs:
            run.font.size = Pt(16)


def _part(deck: Any, report: Report, part: Part) -> None:
    """Its heading, what it says, its numbers side by side, what is not shown; nothing where it has none of them."""
    said = [
        one_line(shortened(text, MOST_LETTERS)) for text in (part.says, part.lede, *part.paragraphs) if text
    ]
    if not (said or part.told or part.reasons):
        return
    places = Places(deck, part.heading)
    if said and part.told:
        places.text(house_master.READING, _said_by(part), said, 16)
    elif said:
        _large(places, _said_by(part), said)
    below = [one_line(f"Not shown: {shortened(why, MOST_LETTERS)}") for why in part.reasons]
    about = [one_line(with_code(about_line(report), part.code)), report.view_notice]
    name = named("About this part", report.mark, "about", about)
    for why in below:
        name = named(name, report.mark, "reason", [why])
    places.text(house_master.ABOUT, name, [*below, *about], 9)
    for number, box in zip(part.told, grid(len(part.told), places.room), strict=True):
        _number(places, number, box)
    places.in_order()


def _said_by(part: Part) -> str:
    """The name of what a part says: by what makes it, but for the office's own words."""
    name = "What this part says"
    for aspect, text in (("answer", part.says), ("lede", part.lede)):
        if text:
            name = named(name, part.mark, aspect, [one_line(shortened(text, MOST_LETTERS))])
    return name


Run = tuple[str, int, bool]  # text, points, whether it is bold


def _box(
    places: Places,
    name: str,
    box: Sequence[int],
    paragraphs: Sequence[Sequence[Run]],
    below: int | None = None,
) -> None:
    """A box of text in the theme's type. below: points of room after each paragraph."""
    shape = places.slide.shapes.add_textbox(*(Emu(side) for side in box))
    shape.name = name
    frame = shape.text_frame
    frame.word_wrap = True
    for place, runs in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        if below is not None:
            paragraph.space_after = Pt(below)
        for text, points, is_bold in runs:
            run = paragraph.add_run()
            run.text, run.font.size, run.font.bold = text, Pt(points), is_bold


def _large(places: Places, name: str, said: Sequence[str]) -> None:
    """Words that have the slide for themselves: the first as large as a title, the others smaller."""
    places.without_reading()
    lines = [[(text, 18 if place else 28, False)] for place, text in enumerate(said)]
    _box(places, name, places.room, lines, 12)


def _number(places: Places, number: Number, box: Sequence[int]) -> None:
    large = 36 if len(number.value) <= 10 else 20
    looks = ((number.title, 14, False), (number.value, large, True), (number.below, 12, False))
    lines = [[(" ".join(text.split()), points, is_bold)] for text, points, is_bold in looks]
    name = f"Number: {number.title}"
    for aspect, ((text, _, _),) in zip(("title", "value", "basis"), lines, strict=True):
        name = named(name, number.mark, aspect, [text])
    _box(places, name, box, lines)


def _methods(deck: Any, report: Report, methods: Sequence[Method], *, is_first: bool) -> None:
    places = Places(deck, "What was counted" if is_first else "What was counted (continued)")
    places.without_reading()
    about = [one_line(first_line(report)), report.view_notice]
    places.text(house_master.ABOUT, named("About this report", report.mark, "about", about), about, 9)
    lines = [
        [(f"{one.title}. ", 12, True), (shortened(one.definition, MOST_LETTERS), 12, False)]
        for one in methods
    ]
    _box(places, "Definitions", places.room, lines, 8)
    places.in_order()
