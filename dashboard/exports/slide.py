"""A figure as slides of an open presentation: its finding, what the chart says, native charts, the whole face.

What a chart has no room for goes on as a table on the next slide. A report of many figures calls it once a figure.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.enum.text import MSO_AUTO_SIZE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.shapes.placeholder import ChartPlaceholder, TablePlaceholder
from pptx.util import Emu, Inches, Pt

from dashboard.charts.fill_mark import named
from dashboard.charts.palette import text_width
from dashboard.charts.shown_rows import shown
from dashboard.charts.spec import Exhibit
from dashboard.exports import house_master, slide_table
from dashboard.exports.native import NOTHING, BigNumber, Native, drawing, is_cut_short, one_line, shortened
from dashboard.exports.office_chart import chart_data, chart_type, finish, titled
from dashboard.exports.tones import PRIMARY, SOFT_INK, Paint
from dashboard.exports.words import (
    ALT_LENGTH,
    FACE_LENGTH,
    READING_LENGTH,
    alt_text,
    heading,
    made_at,
    reading,
    rows_title,
    speaker_notes,
    stamp,
    table_of_words,
)

Box = tuple[int, int, int, int]  # left, top, width, height
PANELS = 6  # small charts a slide has room for
LEAST = 0.4  # of the slide's width and height, that a place for a chart has
TABLE_SLIDES = 8  # slides of a table; what goes on after them is in the workbook
_WIDER = 1.15  # than ours a school's font may run
_OUTER = (PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)
_HOLDS_A_CHART = (PP_PLACEHOLDER.OBJECT, PP_PLACEHOLDER.CHART)


def add_figure(deck: Any, exhibit: Exhibit, paint: Paint) -> int:
    """Adds the figure's slides at the end; how many they are."""
    before = len(deck.slides)
    if exhibit.spec.is_list:
        _table_slides(deck, exhibit)
        return len(deck.slides) - before
    drawn = drawing(exhibit.spec)
    if isinstance(drawn, BigNumber):
        _number_slide(deck, exhibit, drawn, paint)
    elif len(drawn) <= 1:
        _chart_slide(deck, exhibit, drawn, paint)
    else:
        for first in range(0, len(drawn), PANELS):
            _chart_slide(deck, exhibit, drawn[first : first + PANELS], paint, first)
    has_all = len(shown(exhibit.spec).categories) == len(exhibit.spec.categories)
    if not has_all or exhibit.spec.left_out or is_cut_short(exhibit.spec):
        _table_slides(deck, exhibit)
    return len(deck.slides) - before


# --- a slide and its places --------------------------------------------------------------------------------


class Places:
    """A new slide of the layout that suits a figure best, and where on it the parts of a figure go.

    A layout of ours has a place for each. Of a school's the title and the content are used, and what has no place of
    its own stands in the room of the content, in the theme's type.
    """

    def __init__(self, deck: Any, title: str) -> None:
        self.slide = deck.slides.add_slide(layout_for(deck))
        self._deck = deck
        self._by_number = {shape.placeholder_format.idx: shape for shape in self.slide.placeholders}
        self.content = next(filter(self._has_room, self.slide.placeholders), None)
        self.room = self._room()
        if self.slide.shapes.title is not None:
            self._write_title(self.slide.shapes.title, title)

    def _write_title(self, shape: Any, title: str) -> None:
        """In the theme's size where it has the room, else as small as it must be."""
        frame = shape.text_frame
        frame.text = title
        frame.word_wrap = True
        usual = _title_size(self.slide.slide_layout)
        size = next((points for points in range(usual, 12, -2) if _fits(title, points, shape)), 12)
        if size < usual:
            frame.paragraphs[0].runs[0].font.size = Pt(size)

    def name_title(self, mark: str, aspect: str, title: str) -> None:
        """Names the title by what makes it."""
        shape = self.slide.shapes.title
        if shape is not None:
            shape.name = named(shape.name, mark, aspect, [title])

    def _has_room(self, shape: Any) -> bool:
        """Whether a chart can stand there: it is a place for content, and large enough for one."""
        if shape.placeholder_format.type not in _HOLDS_A_CHART:
            return False
        wide, high = shape.width / self._deck.slide_width, shape.height / self._deck.slide_height
        return bool(wide >= LEAST and high >= LEAST)

    def _room(self) -> Box:
        """The content's room; of a layout without one what is left below the title."""
        if self.content is not None:
            found: Any = self.content
            return found.left, found.top, found.width, found.height
        width, height = self._deck.slide_width, self._deck.slide_height
        edge = Inches(0.6)
        title: Any = self.slide.shapes.title
        top = title.top + title.height if title is not None else edge
        return edge, top, width - 2 * edge, height - top - edge

    def without_reading(self) -> None:
        """The content has the room of what the chart says too."""
        free = self._by_number.get(house_master.READING)
        if free is not None and free.placeholder_format.type == PP_PLACEHOLDER.BODY:
            left, top, width, height = self.room
            self.room = (left, free.top, width, height + top - free.top)

    def text(self, number: int, name: str, paragraphs: Sequence[str], points: int) -> Box:
        """Running text in the place of that number, else in a box of the same name at the content's upper or lower end;
        where it stands."""
        shape: Any = self._by_number.get(number)
        is_ours = shape is not None and shape.placeholder_format.type == PP_PLACEHOLDER.BODY
        lines = sum(
            max(1, math.ceil(text_width(words, points) * _WIDER * 12700 / max(self.room[2], 1)))
            for words in paragraphs
        )
        high = Emu(round(lines * points * 1.22 * 12700) + Inches(0.06))
        left, top, width, height = self.room
        if is_ours:
            place = (shape.left, shape.top, shape.width, shape.height)
            if number == house_master.ABOUT:  # grows upward, into the chart's room
                bottom = place[1] + place[3]
                place = (place[0], bottom - high, place[2], high)
                self.room = (left, top, width, min(top + height, place[1] - Inches(0.08)) - top)
            else:
                grown = max(0, high - place[3])
                place = (place[0], place[1], place[2], max(high, place[3]))
                self.room = (left, top + grown, width, height - grown)
        else:
            shape = self.slide.shapes.add_textbox(0, 0, 1, 1)
            is_below = number == house_master.ABOUT
            place = (left, top + height - high if is_below else top, width, high)
            self.room = (left, top if is_below else top + high, width, height - high)
        shape.left, shape.top, shape.width, shape.height = place
        shape.name = name
        _say(shape.text_frame, paragraphs, None if is_ours else points)
        return place

    def in_order(self) -> None:
        """What is read first stands first: title, what it says, charts, about; empty places of the layout go."""
        tree = self.slide.shapes._spTree
        for shape in list(self.slide.placeholders):
            if shape.has_text_frame and not shape.text_frame.text:
                tree.remove(shape._element)
        ranks = {"What the chart says": 1, "About this chart": 9}
        title = self.slide.shapes.title
        found = [
            (
                0
                if title is not None and shape.shape_id == title.shape_id
                else next((rank for name, rank in ranks.items() if shape.name.startswith(name)), 5),
                i,
                shape,
            )
            for i, shape in enumerate(self.slide.shapes)
        ]
        for _, _, shape in sorted(found, key=lambda one: one[:2]):
            tree.remove(shape._element)
            tree.append(shape._element)


def layout_for(deck: Any) -> Any:
    """Ours, else the one with a title and one content, else one with a title alone, else the first."""

    def types(layout: Any) -> list[Any]:
        return [
            s.placeholder_format.type for s in layout.placeholders if s.placeholder_format.type not in _OUTER
        ]

    def rank(layout: Any) -> tuple[int, int]:
        found = types(layout)
        has_title = PP_PLACEHOLDER.TITLE in found
        contents = sum(kind in _HOLDS_A_CHART for kind in found)
        if layout.name == "Finding and chart":
            return 0, 0
        if has_title and contents == 1:
            return 1, len(found)
        if has_title and contents == 0:
            return 2, len(found)
        return 3, len(found)

    return min(deck.slide_layouts, key=rank)


def _title_size(layout: Any) -> int:
    """Points of a title, as the layout or its master sets them."""
    of_layout = [shape._element for shape in layout.placeholders if shape.placeholder_format.idx == 0]
    of_master = layout.slide_master._element.findall(f".//{qn('p:titleStyle')}/{qn('a:lvl1pPr')}")
    sizes = [look.get("sz") for part in (*of_layout, *of_master) for look in part.iter(qn("a:defRPr"))]
    return next((int(size) // 100 for size in sizes if size), 44)


def _fits(text: str, points: int, shape: Any) -> bool:
    """Whether a bold text of that size stands in a shape; with room to spare, since fonts differ."""
    width = max(shape.width - Inches(0.2), 1) / 12700
    lines = math.ceil(text_width(text, points) * _WIDER / width)
    return lines * points * 1.2 <= shape.height / 12700


def _say(frame: Any, paragraphs: Sequence[str], points: int | None) -> None:
    """Plain paragraphs in the place's own type; in a box of ours in the theme's second text color."""
    frame.word_wrap = True
    frame.auto_size = MSO_AUTO_SIZE.NONE
    if points is not None:
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Emu(0)
    for i, text in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if i == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text = one_line(text)
        if points is not None:
            run.font.size = Pt(points)
        if text.startswith(("View: ", "Data: ")):  # what may not be overlooked
            run.font.bold = True


# --- the slides --------------------------------------------------------------------------------------------


def _begun(deck: Any, exhibit: Exhibit, title: str) -> Places:
    """A slide with its title, what the chart says above and its face below."""
    places = Places(deck, title)
    places.name_title(exhibit.mark, "finding", title)
    said = [shortened(reading(exhibit.spec), READING_LENGTH)]
    face = [one_line(shortened(words, FACE_LENGTH)) for words in exhibit.face_lines()]
    reads = named("What the chart says", exhibit.mark, "reading", said)
    places.text(house_master.READING, reads, said, 16)
    places.text(house_master.ABOUT, named("About this chart", exhibit.mark, "face", face), face, 9)
    notes, spoken = places.slide.notes_slide.notes_placeholder, speaker_notes(exhibit)
    notes.text_frame.text = spoken
    notes.name = named(notes.name, exhibit.mark, "notes", spoken.split("\n"))
    return places


def _chart_slide(deck: Any, exhibit: Exhibit, drawn: Sequence[Native], paint: Paint, before: int = 0) -> None:
    """before: charts of the figure on the slides before."""
    title = heading(exhibit.spec)
    places = _begun(deck, exhibit, f"{shortened(title, 120)} (continued)" if before else title)
    if not drawn:
        _nothing(places)
    for i, (chart, box) in enumerate(zip(drawn, grid(len(drawn), places.room), strict=True)):
        frame = _add_chart(places, chart, box, is_only=len(drawn) == 1)
        name = f"Chart: {chart.title}" if chart.title else "Chart"
        frame.name = named(name, exhibit.mark, "chart", place=before + i + 1)
        of_panel = f"{chart.title}. " if chart.title else ""
        said = alt_text(exhibit.spec) if i == 0 else heading(exhibit.spec)
        described = shortened(f"{of_panel}{said}", ALT_LENGTH)
        frame._element.nvGraphicFramePr.cNvPr.set("descr", described)
        finish(frame.chart, exhibit.spec, chart, paint, made_at(exhibit), 12 if len(drawn) <= 2 else 10)
        if chart.title:
            titled(frame.chart, chart.title, 12)
    places.in_order()


def _add_chart(places: Places, chart: Native, box: Box, *, is_only: bool) -> Any:
    """In the content's own place where the chart is alone, so that it keeps to the layout."""
    data = chart_data(chart)
    if is_only and places.content is not None:
        holder = ChartPlaceholder(places.content._element, places.slide.shapes)
        frame = holder.insert_chart(chart_type(chart), data)
        frame.left, frame.top, frame.width, frame.height = (Emu(side) for side in box)
        return frame
    return places.slide.shapes.add_chart(chart_type(chart), *(Emu(side) for side in box), data)


def grid(count: int, room: Box) -> Iterator[Box]:
    """Places side by side, at most three in a row."""
    across = min(max(count, 1), 3)
    if count == 4:
        across = 2
    down = math.ceil(max(count, 1) / across)
    gap = Inches(0.15)
    left, top, width, height = room
    wide = (width - gap * (across - 1)) // across
    high = (height - gap * (down - 1)) // down
    for i in range(count):
        row, column = divmod(i, across)
        yield left + column * (wide + gap), top + row * (high + gap), wide, high


def _nothing(places: Places) -> None:
    shape = places.slide.shapes.add_textbox(*(Emu(side) for side in places.room))
    shape.name = "Chart"
    _say(shape.text_frame, [NOTHING], 14)


def _number_slide(deck: Any, exhibit: Exhibit, number: BigNumber, paint: Paint) -> None:
    """The number large, and below it how many it is of and how sure it is."""
    places = _begun(deck, exhibit, heading(exhibit.spec))
    left, top, width, height = places.room
    large = places.slide.shapes.add_textbox(left, top + height // 8, width, height // 2)
    large.name = named("The number", exhibit.mark, "number", [number.value, number.words])
    frame = large.text_frame
    frame.word_wrap = True
    size = 96 if len(number.value) <= 8 else 48
    for text, points, tone in ((number.value, size, PRIMARY), (number.words, 20, SOFT_INK)):
        paragraph = frame.paragraphs[0] if points == size else frame.add_paragraph()
        run = paragraph.add_run()
        run.text, run.font.size, run.font.bold = text, Pt(points), points == size
        _paint_run(run, paint.xml(tone))
    places.in_order()


def _paint_run(run: Any, color: str) -> None:
    run.font._rPr.insert(0, parse_xml(f"<a:solidFill {nsdecls('a')}>{color}</a:solidFill>"))


# --- the table that goes on --------------------------------------------------------------------------------


def _table_slides(deck: Any, exhibit: Exhibit) -> None:
    """Every row of the chart as a table, as many slides as it takes."""
    heads, rows = table_of_words(exhibit)
    columns = min(len(heads), slide_table.MOST_COLUMNS)
    are_words = exhibit.spec.is_list
    done = 0
    for number in range(1, TABLE_SLIDES + 1):
        title = rows_title(exhibit, done + 1, len(rows))
        places = Places(deck, title)
        places.name_title(exhibit.mark, "table", title)
        places.without_reading()
        left, top, width, height = places.room
        above_notice = (left, top, width, height - Inches(0.3))
        kept = slide_table.that_fit([row[:columns] for row in rows[done:]], above_notice, are_words=are_words)
        more = len(rows) - done - len(kept)
        said = stamp(exhibit)
        if more and number == TABLE_SLIDES:
            said += f" And {more:,} more rows, in the workbook."
        places.text(house_master.ABOUT, named("About this chart", exhibit.mark, "stamp", [said]), [said], 9)
        frame = _place_table(places, len(kept) + 1, columns)
        frame.name = named(f"Table, rows {done + 1} to {done + len(kept)}", exhibit.mark, "table")
        slide_table.fill(frame, heads[:columns], kept, places.room, are_words=are_words)
        places.in_order()
        done += len(kept)
        if not more:
            break


def _place_table(places: Places, rows: int, columns: int) -> Any:
    if places.content is not None:
        return TablePlaceholder(places.content._element, places.slide.shapes).insert_table(rows, columns)
    return places.slide.shapes.add_table(rows, columns, *(Emu(side) for side in places.room))
