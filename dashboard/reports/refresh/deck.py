"""A presentation filled in again: what is ours by the marks in the names of its shapes, and the marks people wrote."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pptx.util import Inches

from dashboard.charts.fill_mark import Kept, Mark, Name, figure_of, plain, print_of, read, written
from dashboard.charts.palette import WARNING
from dashboard.charts.spec import Exhibit
from dashboard.exports import slide_table
from dashboard.exports.brand import painted
from dashboard.exports.house_theme import colors_of
from dashboard.exports.native import BigNumber, Native, drawing, one_line, shortened
from dashboard.exports.slide import grid
from dashboard.exports.tones import HOUSE_PAINT, Paint
from dashboard.exports.words import (
    FACE_LENGTH,
    READING_LENGTH,
    heading,
    rows_title,
    source_line,
)
from dashboard.reports.codes import before_code
from dashboard.reports.refresh.chart_in_file import NO_PLACE, R, added, described, redrawn
from dashboard.reports.refresh.entry import Answer, Became
from dashboard.reports.refresh.fillings import Filling, Fillings, Hidden, Said, Shown
from dashboard.reports.refresh.package import Package
from dashboard.reports.refresh.runs import A, Paragraph, occurrences, paragraphs, say_lines
from dashboard.reports.refresh.shapes import (
    LEAST,
    Box,
    P,
    Shape,
    box_of,
    chart_frame,
    new_id,
    shapes_of,
    table_frame,
    text_box,
)
from dashboard.reports.refresh.tables import fill_table
from pipelines.errors import QuestionError

NOTICE = "Notice of Career Conversations"  # the name of a box that says what may not be left out
_LENGTHS = {"reading": READING_LENGTH, "answer": READING_LENGTH, "lede": READING_LENGTH, "face": FACE_LENGTH}
_SAYS_IT = ("face", "about", "stamp")  # where they stand, the slide says already what may not be left out
_MOST_IN_A_NAME = 1500  # characters
FORGETS = "This place cannot keep its mark: keep the file you brought."
BARE = "The words around this chart keep no mark and were left as they are. Read whether they still hold."
MOST_LINES = 24  # that are filled in as one
Place = tuple[int, int]  # paragraph, letter


def refresh(package: Package, fillings: Fillings, notice: str, answer: Answer) -> None:
    """Fills a presentation in, slide by slide. notice: what every slide with figures says, "" for nothing."""
    slides = _slides(package)
    drawn = _Drawn()
    for part in slides:
        for shape in shapes_of(package.xml(part)):
            for kept in shape.name.kept:
                mark = read(kept.text)
                if isinstance(mark, Mark) and shape.chart is not None:
                    drawn.charts[figure_of(mark)] += 1
                elif isinstance(mark, Mark) and shape.table is not None and mark.aspect == "table":
                    drawn.rows[figure_of(mark)].append(len(shape.table.findall(f"{A}tr")) - 1)
    for number, part in enumerate(slides, start=1):
        _Slide(package, part, number, fillings, notice, answer, drawn).refresh()
    for layout in dict.fromkeys(one for part in slides for one in package.related(part, "slideLayout")):
        _Words(package, layout, "Layout", fillings, answer).fill()


@dataclass
class _Drawn:
    """What the file has of each figure: how many charts, the rows of each table; tables: how many are filled in."""

    charts: Counter[str] = field(default_factory=Counter)
    rows: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    tables: Counter[str] = field(default_factory=Counter)

    def rows_filled(self, figure: str) -> int:
        """Rows in those of a figure's tables that are filled in."""
        return sum(self.rows[figure][: self.tables[figure]])

    def next_table(self, figure: str) -> tuple[int, int, bool]:
        """(rows in the tables before it, rows it had, whether it is the last); it counts as filled in then."""
        begun, room = self.rows_filled(figure), self.rows[figure][self.tables[figure]]
        self.tables[figure] += 1
        return begun, room, self.tables[figure] == len(self.rows[figure])


def _slides(package: Package) -> list[str]:
    """The slides in their order."""
    listed = package.xml(package.main).iter(f"{P}sldId")
    return [part for one in listed if (part := package.target(package.main, one.get(f"{R}id")))]


class _Words:
    """One part whose text may hold marks. place: how people find it."""

    def __init__(self, package: Package, part: str, place: str, fillings: Fillings, answer: Answer) -> None:
        self.package, self.part, self.place = package, part, place
        self.fillings, self.answer = fillings, answer
        self.root = package.xml(part)

    def fill(self) -> None:
        """Marks in sentences, in whatever shape they stand; what has no shape cannot remember its mark."""
        held: set[Any] = set()
        for shape in shapes_of(self.root):
            self.sentences(shape.paragraphs, self.where(shape), shape)
            held |= {one.element for one in shape.paragraphs}
        others = [one for one in paragraphs(self.root, A) if one.element not in held]
        self.sentences(others, self.place, None)

    def where(self, shape: Shape) -> str:
        return f"{self.place}, “{shape.name.said}”" if shape.name.said else self.place

    def touch(self) -> None:
        self.package.touch(self.part)

    def sentences(self, held: Sequence[Paragraph], where: str, shape: Shape | None) -> None:
        """Fills the marks of some paragraphs, as words."""
        before = _located(shape.name.kept, held) if shape is not None else []
        made: list[tuple[Place, Kept, Became]] = []
        for number, paragraph in enumerate(held):
            if paragraph.is_opened:
                begun = shortened(plain(paragraph.text), 60)
                self.answer.note(where, begun, "left", "It opens {{ and never closes it with }}.")
            jobs = []
            for found in paragraph.marks():
                filling, said = self._words(found.text, where)
                if filling is not None:
                    jobs.append((found, said))
                    made.append(((number, found.start), Kept(plain(found.text), part=said), _became(filling)))
            for found, said in reversed(jobs):
                paragraph.splice(found.start, found.end, said)
                self.touch()
        is_kept = not made or self._remember(shape, [*before, *((place, kept) for place, kept, _ in made)])
        for _, kept, became in made:
            said = kept.part if is_kept else f"{kept.part}. {FORGETS}"
            self.answer.note(where, kept.text, became, said)

    def _words(self, mark: str, where: str) -> tuple[Filling | None, str]:
        """What a mark in a sentence is filled with; None where it stays, which is said."""
        try:
            filling = self.fillings.of(mark)
        except QuestionError as error:
            self.answer.note(where, plain(mark), "left", error.message)
            return None, ""
        if isinstance(filling, Shown):
            self.answer.note(
                where,
                plain(mark),
                "left",
                "A chart cannot stand here. Give it a text box of its own on a slide.",
            )
            return None, ""
        return filling, filling.in_a_sentence if isinstance(filling, Hidden) else one_line(
            " ".join(filling.lines)
        )

    def _remember(self, shape: Shape | None, located: Sequence[tuple[Place, Kept]]) -> bool:
        """Writes what was filled in into the shape's name, in the order of its text; False where it cannot be kept."""
        if shape is None:
            return False
        parts = [kept for _, kept in sorted(located, key=lambda one: one[0])]
        others = [kept for kept in shape.name.kept if kept not in parts]
        name = Name(shape.name.said, (*others, *parts))
        if len(str(name)) > _MOST_IN_A_NAME or any("”" in kept.part or not kept.part for kept in parts):
            return False
        shape.rename(name)
        return True

    def again(self, shape: Shape) -> None:
        """What was filled into a shape before, by the marks in its name."""
        where = self.where(shape)
        for kept in shape.name.kept:
            if kept.print and not (shape.is_text and _aspect(kept) in ("chart", "table")):
                self._whole(shape, kept, where)
        self._parts(shape, where)

    def _whole(self, shape: Shape, kept: Kept, where: str) -> None:
        """Paragraphs that were filled in as a whole, where nobody wrote others."""
        held = _printed(shape.paragraphs, kept.print)
        try:
            filling = self.fillings.of(kept.text)
        except QuestionError as error:
            self.answer.note(where, kept.text, "left", error.message)
            return
        if not held:
            self.answer.note(where, kept.text, "own", "Read whether they still hold.")
            return
        lines = _lines(filling, _aspect(kept))
        said = [one_line(one.text) for one in held]
        if lines in (said, [bare for line in said if (bare := before_code(line)) or not line]):
            self.answer.note(where, kept.text, "same")
            return
        say_lines(held, lines, A)
        shape.rename(shape.name.with_mark(replace(kept, print=print_of(lines)), kept))
        self.touch()
        self.answer.note(where, kept.text, _became(filling), shortened(lines[0], 120))

    def _parts(self, shape: Shape, where: str) -> None:
        """What was filled into sentences, where it still stands there as often as it was."""
        held, parts = shape.paragraphs, [kept for kept in shape.name.kept if kept.part]
        located = _located(parts, held)
        jobs, kept = [], []
        for place, one in located:
            filling, said = self._words(one.text, where)
            if filling is None:
                continue
            if said != one.part:
                jobs.append((place, one, said))
            kept.append(replace(one, part=said))
            self.answer.note(where, one.text, _became(filling) if said != one.part else "same", said)
        for one in parts:
            if one not in [found for _, found in located]:
                why = f"“{one.part}” was filled in here and the words have changed since. Write it as a mark again."
                self.answer.note(where, one.text, "left", why)
        for (number, start), one, said in reversed(jobs):
            held[number].splice(start, start + len(one.part), said)
            self.touch()
        if jobs:
            gone = [one for one in parts if one not in [found for _, found in located]]
            whole = [one for one in shape.name.kept if not one.part]
            shape.rename(Name(shape.name.said, (*whole, *gone, *kept)))


def _located(kept: Sequence[Kept], held: Sequence[Paragraph]) -> list[tuple[Place, Kept]]:
    """Where what was filled into sentences still stands, in the order of the text.

    A value that stands there more or less often than it was filled in is nowhere: nobody knows which is which.
    """
    found: list[tuple[Place, Kept]] = []
    texts = [one.text for one in held]
    for part in sorted(
        {one.part for one in kept if one.part}, key=len, reverse=True
    ):  # a list holds other values
        spans = [(number, *span) for number, text in enumerate(texts) for span in occurrences(text, part)]
        marks = [one for one in kept if one.part == part]
        if len(spans) == len(marks):
            found += [((number, start), one) for (number, start, _), one in zip(spans, marks, strict=True)]
            for number, start, end in spans:
                texts[number] = texts[number][:start] + "\0" * (end - start) + texts[number][end:]
    return sorted(found, key=lambda one: one[0])


def _aspect(kept: Kept) -> str:
    mark = read(kept.text)
    return mark.aspect if isinstance(mark, Mark) else ""


def _became(filling: Filling) -> Became:
    return "hidden" if isinstance(filling, Hidden) else "filled"


def _lines(filling: Filling, aspect: str) -> list[str]:
    if isinstance(filling, Hidden):
        return [one_line(filling.why)]
    assert isinstance(filling, Said)
    longest = _LENGTHS.get(aspect)
    return [one_line(shortened(line, longest) if longest else line) for line in filling.lines]


def _printed(held: list[Paragraph], wanted: str) -> list[Paragraph]:
    """The paragraphs, one below the other, whose words have this print."""
    for many in range(1, MOST_LINES + 1):
        for first in range(len(held) - many + 1):
            if print_of(one.text for one in held[first : first + many]) == wanted:
                return held[first : first + many]
    return []


class _Slide(_Words):
    """One slide, with its notes and what else belongs to it."""

    def __init__(
        self,
        package: Package,
        part: str,
        number: int,
        fillings: Fillings,
        notice: str,
        answer: Answer,
        drawn: _Drawn,
    ) -> None:
        super().__init__(package, part, f"Slide {number}", fillings, answer)
        self._notice, self._in_file = notice, drawn
        self._paint: Paint | None = None

    def refresh(self) -> None:
        before = len(self.answer.entries)
        self._close_up()
        for shape in list(shapes_of(self.root)):
            self._shape(shape)
        for notes in self.package.related(self.part, "notesSlide"):
            words = _Words(self.package, notes, f"{self.place}, its notes", self.fillings, self.answer)
            for shape in shapes_of(words.root):
                words.again(shape)
            words.fill()
        for part in self.package.related(self.part, "diagramData", "diagramDrawing", "chart"):
            _Words(self.package, part, f"{self.place}, inside a drawing", self.fillings, self.answer).fill()
        has_figures = any(entry.became in ("filled", "same") for entry in self.answer.entries[before:])
        self._say_what_must_be_said(has_figures=has_figures)

    def _shape(self, shape: Shape) -> None:
        marks = [kept for kept in shape.name.kept if _aspect(kept) in ("chart", "table")]
        for kept in marks:
            if shape.table is None and shape.element.tag == f"{P}pic":
                self.answer.note(
                    self.where(shape),
                    kept.text,
                    "left",
                    "It is a picture now, of the earlier figures. Take it out, or put the chart in again.",
                )
            elif _aspect(kept) == "chart":
                self._chart(shape, kept)
            elif shape.table is not None:
                self._table(shape, kept)
            elif shape.is_title:
                self._rows_title(shape, kept)
        if not marks:
            self.answer.charts_not_ours += shape.chart is not None
            self.answer.tables_not_ours += shape.table is not None and "{{" not in "".join(
                p.text for p in shape.paragraphs
            )
            self.again(shape)
            if not self._stands_alone(shape):
                self.sentences(shape.paragraphs, self.where(shape), shape)

    def _close_up(self) -> None:
        """Where a figure has fewer charts than it had, those that stay share the room of those that go."""
        groups: dict[str, list[tuple[Mark, Kept, Shape]]] = {}
        for shape in shapes_of(self.root):
            for kept in shape.name.kept if shape.chart is not None else ():
                mark = read(kept.text)
                if isinstance(mark, Mark) and mark.aspect == "chart":
                    groups.setdefault(figure_of(mark), []).append((mark, kept, shape))
        for held in groups.values():
            self._close_up_one(sorted(held, key=lambda one: one[0].place))

    def _close_up_one(self, held: Sequence[tuple[Mark, Kept, Shape]]) -> None:
        try:
            filling = self.fillings.of(held[0][1].text, is_alone=True)
        except QuestionError:
            return  # said where the chart is filled in
        natives = drawing(filling.exhibit.spec) if isinstance(filling, Shown) else ()
        many = 0 if isinstance(natives, BigNumber) else len(natives)
        stays = [shape for mark, _, shape in held if mark.place <= many]
        boxes = [box for _, _, shape in held if (box := box_of(self.package, self.part, shape))]
        is_one_row = [mark.place for mark, _, _ in held] == list(range(1, len(held) + 1))
        is_one_group = len({shape.element.getparent() for _, _, shape in held}) == 1
        if (
            not stays
            or len(stays) == len(held)
            or not (is_one_row and is_one_group and len(boxes) == len(held))
        ):
            return
        left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
        room = (left, top, max(b[0] + b[2] for b in boxes) - left, max(b[1] + b[3] for b in boxes) - top)
        for shape, box in zip(stays, grid(len(stays), room), strict=True):
            shape.move(box)
        for _, kept, shape in held[len(stays) :]:
            where, chart = self.where(shape), shape.chart
            shape.element.getparent().remove(shape.element)
            self.package.unrelate(self.part, chart.get(f"{R}id"))
            self.answer.note(where, kept.text, "gone", "The figure has fewer parts today.")
        self.touch()

    # --- charts -----------------------------------------------------------------------------------------

    def paint(self) -> Paint:
        """The colors of the slide's own theme, where they can be told apart."""
        if self._paint is None:
            self._paint = _paint_of(self.package, self.part)
        return self._paint

    def _filling(self, mark: str, where: str) -> Filling | None:
        try:
            return self.fillings.of(mark, is_alone=True)
        except QuestionError as error:
            self.answer.note(where, mark, "left", error.message)
            return None

    def _chart(self, shape: Shape, kept: Kept) -> None:
        """A chart of ours, or what was put in its place when there was none to show."""
        where, mark = self.where(shape), read(kept.text)
        filling = self._filling(kept.text, where)
        if filling is None or isinstance(mark, str):
            return
        if shape.is_text and kept.print and not _printed(shape.paragraphs, kept.print):
            self.answer.note(where, kept.text, "own", "Read whether they still hold.")
            return
        if not isinstance(filling, Shown):
            self._reason(shape, kept, filling.why if isinstance(filling, Hidden) else NO_PLACE)
            return
        exhibit = filling.exhibit
        drawn = drawing(exhibit.spec)
        if isinstance(drawn, BigNumber):
            words = [drawn.value, drawn.words] if mark.place == 1 else [NO_PLACE]
            self._in_words(shape, kept, words, "filled" if mark.place == 1 else "hidden")
        elif mark.place > len(drawn):
            self._reason(shape, kept, NO_PLACE)
        else:
            more = (
                len(drawn) - self._in_file.charts[figure_of(mark)]
                if mark.place == 1 and shape.chart is not None
                else 0
            )
            self._drawn(shape, kept, exhibit, drawn[mark.place - 1], more)

    def _drawn(self, shape: Shape, kept: Kept, exhibit: Exhibit, native: Native, more: int) -> None:
        where = self.where(shape)
        chart, size = shape.chart, 12
        part = self.package.target(self.part, chart.get(f"{R}id")) if chart is not None else ""
        said = shortened(heading(exhibit.spec), 120) + (
            f" {more} more of its charts have no place here." if more > 0 else ""
        )
        if part:
            if not redrawn(self.package, part, exhibit, native, self.paint(), size):
                self.answer.note(where, kept.text, "same", said)
                return
            shape.about.set("descr", described(exhibit, native))
            self.touch()
            mark = read(kept.text)
            if isinstance(mark, Mark) and mark.place == 1 and not self._says_its_source(mark):
                self.answer.note(where, written(mark.asking("source")), "left", BARE)
        else:
            box = box_of(self.package, self.part, shape)
            if box is None:
                self.answer.note(where, kept.text, "left", "Nothing says where it stands.")
                return
            name = shape.name.with_mark(replace(kept, print=""), kept)
            below: list[Any] = []
            mark = read(kept.text)
            if isinstance(mark, Mark) and not self._says_its_source(mark):
                box, below = self._with_source(mark, exhibit, box)
            self._put(shape, [self._frame(int(shape.id), name, exhibit, native, box, size), *below])
        self.answer.note(where, kept.text, "filled", said)

    def _frame(self, id: int, name: Name, exhibit: Exhibit, native: Native, box: Box, size: int) -> Any:
        relation = added(self.package, self.part, exhibit, native, self.paint(), size)
        return chart_frame(id, name, relation, box, described(exhibit, native))

    def _reason(self, shape: Shape, kept: Kept, why: str) -> None:
        self._in_words(shape, kept, [why], "hidden")

    def _in_words(self, shape: Shape, kept: Kept, lines: Sequence[str], became: Became) -> None:
        """Words in the place of a chart, whose numbers leave the file."""
        where = self.where(shape)
        said = [one_line(line) for line in lines if line]
        if shape.is_text:
            held = _printed(shape.paragraphs, kept.print) or shape.paragraphs
            if [one.text for one in held] == said:
                self.answer.note(where, kept.text, "same" if became == "filled" else became, said[0])
                return
            say_lines(held, said, A)
            shape.rename(shape.name.with_mark(replace(kept, print=print_of(said)), kept))
            self.touch()
        else:
            box = box_of(self.package, self.part, shape) or (0, 0, *LEAST)
            name = shape.name.with_mark(replace(kept, print=print_of(said)), kept)
            sizes = (14,) if became == "hidden" else (40, 16)
            looks = [(line, (size, size == 40, "")) for line, size in zip(said, sizes, strict=False)]
            chart = shape.chart
            self._put(shape, [text_box(int(shape.id), name, box, looks)])
            if chart is not None:
                self.package.unrelate(self.part, chart.get(f"{R}id"))
        self.answer.note(where, kept.text, became, said[0])

    def _put(self, shape: Shape, elements: Sequence[Any]) -> None:
        """Others in the place of a shape, as high among the others as it stood."""
        for element in reversed(elements):
            shape.element.addnext(element)
        shape.element.getparent().remove(shape.element)
        self.touch()

    # --- tables -----------------------------------------------------------------------------------------

    def _table(self, shape: Shape, kept: Kept) -> None:
        where, mark = self.where(shape), read(kept.text)
        filling = self._filling(kept.text, where)
        if filling is None or isinstance(mark, str):
            return
        if not isinstance(filling, Shown):
            self._reason(shape, kept, filling.why if isinstance(filling, Hidden) else NO_PLACE)
            return
        heads, rows = filling.rows
        columns = min(len(heads), slide_table.MOST_COLUMNS)
        begun, room, is_last = self._in_file.next_table(figure_of(mark))
        shown = [row[:columns] for row in rows[begun : begun + room]]
        if is_last and len(rows) > begun + room:
            shown = self._that_fit(shape, [row[:columns] for row in rows[begun:]])
        more = len(rows) - begun - len(shown) if is_last else 0
        if not fill_table(shape.table, heads[:columns], shown, A):
            self.answer.note(where, kept.text, "same")
            return
        self.touch()
        says = f"Rows {begun + 1} to {begun + len(shown)} of {len(rows):,}." + (
            f" {more:,} more have no room here." if more else ""
        )
        self.answer.note(where, kept.text, "filled", says)

    def _that_fit(self, shape: Shape, rows: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
        box = box_of(self.package, self.part, shape)
        if box is None:
            return rows[: slide_table.ROWS]
        size = next(self.package.xml(self.package.main).iter(f"{P}sldSz"))
        high = max(int(size.get("cy")) - box[1] - Inches(0.9), box[3])
        return slide_table.that_fit(rows, (box[0], box[1], box[2], high))

    def _rows_title(self, shape: Shape, kept: Kept) -> None:
        """The title over a table that goes on from the slide before."""
        where, mark = self.where(shape), read(kept.text)
        filling = self._filling(kept.text, where)
        if filling is None or isinstance(mark, str):
            return
        if not _printed(shape.paragraphs, kept.print):
            self.answer.note(where, kept.text, "own", "Read whether they still hold.")
            return
        begun = self._in_file.rows_filled(figure_of(mark))
        if isinstance(filling, Shown):
            line = rows_title(filling.exhibit, begun + 1, len(filling.rows[1]))
        else:
            line = one_line(" ".join(filling.lines) if isinstance(filling, Said) else filling.why)
        if line != shape.paragraphs[0].text:
            say_lines(shape.paragraphs, [line], A)
            shape.rename(shape.name.with_mark(replace(kept, print=print_of([line])), kept))
            self.touch()
            self.answer.note(where, kept.text, _became(filling), line)

    # --- a mark that stands alone -----------------------------------------------------------------------

    def _stands_alone(self, shape: Shape) -> bool:
        """Fills a shape that is a mark and asks for a chart or a table; whether it did, or said why not."""
        lone = shape.lone
        mark = read(lone) if lone else ""
        if isinstance(mark, str):
            return False
        where = self.where(shape)
        try:
            filling = self.fillings.of(lone, is_alone=True)
        except QuestionError as error:
            self.answer.note(where, plain(lone), "left", error.message)
            return True
        if shape.is_title and isinstance(filling, Shown):
            return self._titled(shape, mark, filling)
        asks = mark.asking(mark.aspect if mark.aspect in ("chart", "table") else "chart")
        kept = Kept(written(asks))
        if (
            isinstance(filling, Hidden)
            and mark.aspect in ("", "chart", "table")
            and self.fillings.is_chart(lone)
        ):
            said = one_line(filling.why)
            say_lines([p for p in shape.paragraphs if p.text.strip()], [said], A)
            shape.rename(shape.name.with_mark(replace(kept, print=print_of([said]))))
            self.touch()
            self.answer.note(where, plain(lone), "hidden", said)
            return True
        if not isinstance(filling, Shown):
            return False
        box = box_of(self.package, self.part, shape)
        if box is None or box[2] < LEAST[0] or box[3] < LEAST[1]:
            self.answer.note(
                where,
                plain(lone),
                "left",
                "Its box is too small for a chart: make it 2 inches wide and 1.5 high at least.",
            )
            return True
        made = self._laid_out(shape, filling, asks, box)
        self._put(shape, made)
        self.answer.note(where, plain(lone), "filled", shortened(heading(filling.exhibit.spec), 120))
        return True

    def _titled(self, shape: Shape, mark: Mark, filling: Shown) -> bool:
        """A title is words: the chart's finding."""
        line = heading(filling.exhibit.spec)
        say_lines([p for p in shape.paragraphs if p.text.strip()], [line], A)
        kept = Kept(written(mark.asking("finding")), print_of([line]))
        shape.rename(shape.name.with_mark(kept))
        self.touch()
        self.answer.note(self.where(shape), kept.text, "filled", shortened(line, 120))
        return True

    def _laid_out(self, shape: Shape, filling: Shown, asks: Mark, box: Box) -> list[Any]:
        """The chart or charts, or the table, in a box, and below them what they are of."""
        exhibit, core = filling.exhibit, Kept(written(asks))
        id = new_id(self.root)
        room, (below,) = self._with_source(asks, exhibit, box)
        name = shape.name.with_mark(core)
        drawn = drawing(exhibit.spec)
        if asks.aspect == "table" or not drawn:
            heads, rows = filling.rows
            columns = min(len(heads), slide_table.MOST_COLUMNS)
            kept = slide_table.that_fit([row[:columns] for row in rows], room) if rows else []
            return [
                table_frame(
                    int(shape.id),
                    name.with_mark(Kept(written(asks.asking("table"))), core),
                    heads[:columns],
                    kept,
                    room,
                ),
                below,
            ]
        if isinstance(drawn, BigNumber):
            lines = [line for line in (drawn.value, drawn.words) if line]
            number = shape.name.with_mark(Kept(written(asks.asking("chart")), print_of(lines)))
            looks = [(line, (size, size == 40, "")) for line, size in zip(lines, (40, 16), strict=False)]
            return [text_box(int(shape.id), number, room, looks), below]
        frames = []
        for place, (native, part) in enumerate(zip(drawn, grid(len(drawn), room), strict=True), start=1):
            one = shape.name.with_mark(Kept(written(asks.asking("chart", place))))
            frames.append(
                self._frame(
                    int(shape.id) if place == 1 else id + place,
                    one,
                    exhibit,
                    native,
                    part,
                    12 if len(drawn) < 3 else 10,
                )
            )
        return [*frames, below]

    def _says_its_source(self, mark: Mark) -> bool:
        marks = (read(kept.text) for shape in shapes_of(self.root) for kept in shape.name.kept)
        return any(
            isinstance(one, Mark) and one.aspect in ("source", "face") and figure_of(one) == figure_of(mark)
            for one in marks
        )

    def _with_source(self, mark: Mark, exhibit: Exhibit, box: Box) -> tuple[Box, list[Any]]:
        """What is left of a box above a line that says what is in it, and that line."""
        left, top, width, height = box
        low = Inches(0.3)
        said = source_line(exhibit)
        name = Name("Source", (Kept(written(mark.asking("source")), print_of([said])),))
        line = text_box(
            new_id(self.root), name, (left, top + height - low, width, low), [(said, (9, False, ""))]
        )
        return (left, top, width, height - low), [line]

    # --- what may not be left out -----------------------------------------------------------------------

    def _say_what_must_be_said(self, *, has_figures: bool) -> None:
        """At the slide's lower edge, where nothing else on it says so; what an earlier refresh said goes."""
        shapes = list(shapes_of(self.root))
        old = [shape for shape in shapes if shape.name.said == NOTICE]
        says_it = any(_aspect(kept) in _SAYS_IT for shape in shapes for kept in shape.name.kept)
        if not has_figures:
            return  # what is said may be said of figures that keep no mark
        wanted = "" if says_it else self._notice
        if [shape.paragraphs[0].text for shape in old] == [wanted] * bool(wanted):
            return
        for shape in old:
            shape.element.getparent().remove(shape.element)
            self.touch()
        if wanted:
            size = next(self.package.xml(self.package.main).iter(f"{P}sldSz"))
            wide, high = int(size.get("cx")), int(size.get("cy"))
            edge, low = Inches(0.3), Inches(0.25)
            box = (edge, high - low - Inches(0.05), wide - 2 * edge, low)
            tree = next(self.root.iter(f"{P}spTree"))
            made = text_box(
                new_id(self.root), Name(NOTICE, ()), box, [(wanted, (9, True, WARNING.lstrip("#")))]
            )
            last = tree.find(f"{P}extLst")
            tree.append(made) if last is None else last.addprevious(made)
            self.touch()


def _paint_of(package: Package, slide: str) -> Paint:
    """The theme of a slide's master as charts may use it; the house's colors where it has none that can be read."""
    related: Callable[[str, str], str] = lambda part, kind: next(package.related(part, kind), "")  # noqa: E731
    master = related(related(slide, "slideLayout"), "slideMaster")
    theme = related(master, "theme") if master else ""
    if not theme:
        return HOUSE_PAINT
    names = package.xml(master).find(f"{P}clrMap")
    try:
        return painted(colors_of(package.raw(theme), dict(names.attrib) if names is not None else {}), [], "")
    except (ValueError, KeyError):
        return HOUSE_PAINT
