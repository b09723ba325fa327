"""A report as slides in the school's look: a cover, each part with its numbers, its charts, what was counted."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from pptx.util import Emu, Inches, Pt

from dashboard.exports import house_master
from dashboard.exports.brand import Brand
from dashboard.exports.files import settled
from dashboard.exports.native import shortened
from dashboard.exports.slide import Places, add_figure, grid
from dashboard.reports.assembled import Method, Part, Report
from dashboard.reports.file_words import about_line, described

METHODS_A_SLIDE = 7
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
    described(deck.core_properties, report)
    out = io.BytesIO()
    deck.save(out)
    return settled(out.getvalue())


def _cover(deck: Any, report: Report) -> None:
    layout = next((one for one in deck.slide_layouts if one.name == "Title Slide"), deck.slide_layouts[0])
    slide = deck.slides.add_slide(layout)
    if slide.shapes.title is not None:
        slide.shapes.title.text_frame.text = report.title
    lines = [line for line in (report.says, about_line(report), report.view_notice) if line]
    below = next((one for one in slide.placeholders if one.placeholder_format.idx == 1), None)
    if below is None:
        below = slide.shapes.add_textbox(Inches(0.6), Inches(4), deck.slide_width - Inches(1.2), Inches(2))
    below.text_frame.text = "\n".join(lines)
    below.text_frame.word_wrap = True
    for paragraph in below.text_frame.paragraphs:
        for run in paragraph.runs:
            run.font.size = Pt(16)


def _part(deck: Any, report: Report, part: Part) -> None:
    """Its heading, what it says, its numbers side by side, what is not shown; nothing where it has none of them."""
    said = [shortened(text, MOST_LETTERS) for text in (part.says, part.lede, *part.words.split("\n")) if text]
    numbers = [(one.title, one.value, one.below) for one in part.numbers]
    numbers += [(one.label, one.value, f"Supplied by the office: {one.source}") for one in part.supplied]
    if not (said or numbers or part.reasons):
        return
    places = Places(deck, part.heading)
    if said and numbers:
        places.text(house_master.READING, "What this part says", said, 16)
    elif said:
        _large(places, said)
    below = [f"Not shown: {shortened(why, MOST_LETTERS)}" for why in part.reasons]
    places.text(house_master.ABOUT, "About this part", [*below, about_line(report), report.view_notice], 9)
    for (title, value, words), box in zip(numbers, grid(len(numbers), places.room), strict=True):
        _number(places, title, value, words, box)
    places.in_order()


def _large(places: Places, said: Sequence[str]) -> None:
    """Words that have the slide for themselves: the first as large as a title, the others smaller."""
    places.without_reading()
    shape = places.slide.shapes.add_textbox(*(Emu(side) for side in places.room))
    shape.name = "What this part says"
    frame = shape.text_frame
    frame.word_wrap = True
    for place, text in enumerate(said):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        paragraph.space_after = Pt(12)
        run = paragraph.add_run()
        run.text, run.font.size = text, Pt(18 if place else 28)


def _number(places: Places, title: str, value: str, words: str, box: Sequence[int]) -> None:
    shape = places.slide.shapes.add_textbox(*(Emu(side) for side in box))
    shape.name = f"Number: {title}"
    frame = shape.text_frame
    frame.word_wrap = True
    for place, (text, points) in enumerate(
        ((title, 14), (value, 36 if len(value) <= 10 else 20), (words, 12))
    ):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text, run.font.size, run.font.bold = " ".join(text.split()), Pt(points), place == 1


def _methods(deck: Any, report: Report, methods: Sequence[Method], *, is_first: bool) -> None:
    places = Places(deck, "What was counted" if is_first else "What was counted (continued)")
    places.without_reading()
    places.text(house_master.ABOUT, "About this report", [about_line(report), report.view_notice], 9)
    shape = places.slide.shapes.add_textbox(*(Emu(side) for side in places.room))
    shape.name = "Definitions"
    frame = shape.text_frame
    frame.word_wrap = True
    for place, method in enumerate(methods):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        paragraph.space_after = Pt(8)
        for text, is_bold in (
            (f"{method.title}. ", True),
            (shortened(method.definition, MOST_LETTERS), False),
        ):
            run = paragraph.add_run()
            run.text, run.font.size, run.font.bold = text, Pt(12), is_bold
    places.in_order()
