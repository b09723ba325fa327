"""A Word document filled in again: charts and tables by the marks in their names, words by those in their fields, and
marks people wrote."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

from lxml import etree
from pptx.util import Inches

from dashboard.charts.fill_mark import Kept, Mark, figure_of, name_of, plain, print_of, read, written
from dashboard.charts.palette import WARNING
from dashboard.charts.spec import Exhibit
from dashboard.exports.brand import painted
from dashboard.exports.document import MOST_COLUMNS, height_of
from dashboard.exports.house_theme import colors_of
from dashboard.exports.native import BigNumber, Native, drawing, one_line, shortened
from dashboard.exports.tones import HOUSE_PAINT, Paint
from dashboard.exports.word_field import put_in_field
from dashboard.exports.words import heading, source_line
from dashboard.reports.codes import before_code
from dashboard.reports.refresh.chart_in_file import NO_PLACE, C, R, added, described, redrawn
from dashboard.reports.refresh.entry import Answer
from dashboard.reports.refresh.fields import Field, fields
from dashboard.reports.refresh.fillings import DRAWN, Filling, Fillings, Hidden, Said, Shown
from dashboard.reports.refresh.package import Package
from dashboard.reports.refresh.runs import Paragraph, W, paragraphs
from dashboard.reports.refresh.tables import fill_table
from pipelines.errors import QuestionError

WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"
_HEADER = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
_TWIP = 635  # EMU
_NAMES = {"header": "Header", "footer": "Footer", "footnotes": "Footnotes", "endnotes": "Endnotes"}
_NO_CHART_IN = (f"{W}tc", f"{W}txbxContent")  # ancestors of a paragraph that has no room for one
_SAYS_IT = ("about", "fact")


def refresh(package: Package, fillings: Fillings, notice: str, answer: Answer) -> None:
    """Fills a document in. notice: what every page with figures says, "" for nothing."""
    body = _Part(package, package.main, "Document", fillings, answer)
    body.refresh()
    for kind, place in _NAMES.items():
        for part in package.related(package.main, kind):
            _Part(package, part, place, fillings, answer).refresh()
    has_figures = any(entry.became in ("filled", "same") for entry in answer.entries)
    if has_figures:
        _say_what_must_be_said(package, body, notice)


class _Part:
    """The document, a header, a footer, the notes."""

    def __init__(self, package: Package, part: str, place: str, fillings: Fillings, answer: Answer) -> None:
        self.package, self.part, self.place = package, part, place
        self.fillings, self.answer = fillings, answer
        self.root = package.xml(part)
        self._just_made: set[str] = set()  # fields of this refresh

    def refresh(self) -> None:
        drawn = [one for one in self.root.iter(f"{WP}inline", f"{WP}anchor") if self._kept_of(one)]
        self._charts = Counter(_core(kept) for one in drawn if (kept := self._kept_of(one)))
        for one in drawn:
            self._chart(one)
        self.answer.charts_not_ours += sum(
            next(one.iter(f"{C}chart"), None) is not None and not self._kept_of(one)
            for one in self.root.iter(f"{WP}inline", f"{WP}anchor")
        )
        for table in list(self.root.iter(f"{W}tbl")):
            self._table(table)
        for paragraph in paragraphs(self.root, W):
            self._paragraph(paragraph)

    def touch(self) -> None:
        self.package.touch(self.part)

    def where(self, element: Any) -> str:
        """People find a place in a document by the heading above it."""
        paragraph = (
            element if element.tag in (f"{W}p", f"{W}tbl") else next(element.iterancestors(f"{W}p"), element)
        )
        at = paragraph
        while at is not None:
            style = at.find(f"{W}pPr/{W}pStyle") if at.tag == f"{W}p" else None
            if (
                style is not None
                and style.get(f"{W}val", "").startswith(("Heading", "Title"))
                and at is not element
            ):
                return f"{self.place}, under “{shortened(Paragraph(at, W).text, 60)}”"
            before = at.getprevious()
            at = before if before is not None else at.getparent()
        return self.place

    def _filling(self, mark: str, where: str, *, is_alone: bool = False) -> Filling | None:
        try:
            return self.fillings.of(mark, is_alone=is_alone)
        except QuestionError as error:
            self.answer.note(where, plain(mark), "left", error.message)
            return None

    # --- charts and tables of ours ----------------------------------------------------------------------

    @staticmethod
    def _kept_of(drawn: Any) -> Kept | None:
        about = drawn.find(f"{WP}docPr")
        kept = name_of(about.get("name", "")).kept if about is not None else ()
        return kept[0] if kept else None

    def _chart(self, drawn: Any) -> None:
        kept, where = self._kept_of(drawn), self.where(drawn)
        assert kept is not None
        mark = read(kept.text)
        filling = self._filling(kept.text, where, is_alone=True)
        if filling is None or isinstance(mark, str):
            return
        chart = next(drawn.iter(f"{C}chart"), None)
        if chart is None:
            self.answer.note(
                where,
                kept.text,
                "left",
                "It is a picture now, of the earlier figures. Take it out, or put the chart in again.",
            )
            return
        natives = drawing(filling.exhibit.spec) if isinstance(filling, Shown) else ()
        if not isinstance(filling, Shown) or isinstance(natives, BigNumber) or mark.place > len(natives):
            self._in_words(drawn, chart, kept, _instead(filling, mark))
            return
        native, exhibit = natives[mark.place - 1], filling.exhibit
        more = len(natives) - self._charts[_core(kept)] if mark.place == 1 else 0
        said = shortened(heading(exhibit.spec), 120) + (
            f" {more} more of its charts have no place here." if more > 0 else ""
        )
        part = self.package.target(self.part, chart.get(f"{R}id"))
        if part and not redrawn(self.package, part, exhibit, native, self.paint(), 10):
            self.answer.note(where, kept.text, "same", said)
            return
        if not part:
            chart.set(f"{R}id", added(self.package, self.part, exhibit, native, self.paint(), 10))
        drawn.find(f"{WP}docPr").set("descr", described(exhibit, native))
        self.touch()
        self.answer.note(where, kept.text, "filled", said)

    def _in_words(self, drawn: Any, chart: Any, kept: Kept, words: str) -> None:
        """Words in the place of a chart, whose numbers leave the file; the field remembers what stood there."""
        where, run = self.where(drawn), next(drawn.iterancestors(f"{W}r"))
        id = chart.get(f"{R}id")
        new = _run(words)
        run.addnext(new)
        run.getparent().remove(run)
        now = replace(kept, print=print_of([words]))
        put_in_field(new, now)
        self._just_made.add(str(now))
        self.package.unrelate(self.part, id)
        self.touch()
        self.answer.note(where, kept.text, "hidden", words)

    def _table(self, table: Any) -> None:
        named = table.find(f"{W}tblPr/{W}tblCaption")
        kept = name_of(named.get(f"{W}val", "")).kept if named is not None else ()
        if not kept:
            texts = "".join(one.text for one in paragraphs(table, W))
            is_ours = "{{" in texts or any(fields(one) for one in paragraphs(table, W))
            self.answer.tables_not_ours += not is_ours
            return
        where = self.where(table)
        filling = self._filling(kept[0].text, where, is_alone=True)
        if filling is None:
            return
        if isinstance(filling, Shown):
            heads, rows = filling.rows
            columns = min(len(heads), MOST_COLUMNS)
            is_new = fill_table(table, heads[:columns], [row[:columns] for row in rows], W)
        else:
            why = filling.why if isinstance(filling, Hidden) else " ".join(filling.lines)
            is_new = fill_table(table, [why], [], W)
        if is_new:
            self.touch()
        became = "hidden" if isinstance(filling, Hidden) else "filled" if is_new else "same"
        self.answer.note(where, kept[0].text, became, filling.why if isinstance(filling, Hidden) else "")  # type: ignore[arg-type]

    # --- words ------------------------------------------------------------------------------------------

    def _paragraph(self, paragraph: Paragraph) -> None:
        for field in fields(paragraph):
            if field.kept.text != _NOTICE and str(field.kept) not in self._just_made:
                self._field(field)
        if paragraph.is_opened:
            self.answer.note(
                self.where(paragraph.element),
                shortened(plain(paragraph.text), 60),
                "left",
                "It opens {{ and never closes it with }}.",
            )
        if paragraph.lone and self._stands_alone(paragraph):
            return
        for found in reversed(paragraph.marks()):
            where = self.where(paragraph.element)
            filling = self._filling(found.text, where)
            if isinstance(filling, Shown):
                self.answer.note(
                    where,
                    plain(found.text),
                    "left",
                    "A chart cannot stand in a sentence. Give it a paragraph of its own.",
                )
            elif filling is not None:
                self._fill(paragraph, found.start, found.end, Kept(plain(found.text)), filling, where)

    def _fill(
        self, paragraph: Paragraph, start: int, end: int, kept: Kept, filling: Said | Hidden, where: str
    ) -> None:
        is_drawn = isinstance(mark := read(kept.text), Mark) and mark.aspect in DRAWN
        if isinstance(filling, Hidden):
            said = filling.why if is_drawn else filling.in_a_sentence
        else:
            said = one_line(" ".join(filling.lines))
        run = paragraph.alone(start, end)
        next(run.iter(f"{W}t")).text = said
        keeps = not _is_plain_control(run)
        if keeps:
            put_in_field(run, replace(kept, print=print_of([said])))
        self.touch()
        more = "" if keeps else ". This place cannot keep its mark: keep the file you brought."
        self.answer.note(where, kept.text, "hidden" if isinstance(filling, Hidden) else "filled", said + more)

    def _field(self, field: Field) -> None:
        """Words that were filled in before, where nobody wrote others."""
        kept, where = field.kept, self.where(field.paragraph.element)
        mark = read(kept.text)
        is_drawn = isinstance(mark, Mark) and mark.aspect in DRAWN
        filling = self._filling(kept.text, where, is_alone=is_drawn)
        if filling is None or isinstance(mark, str):
            return
        if not field.is_ours:
            self.answer.note(where, kept.text, "own", "Read whether they still hold.")
            return
        if isinstance(filling, Shown):
            natives = drawing(filling.exhibit.spec)
            if not isinstance(natives, BigNumber) and mark.place <= len(natives):
                made = self._drawing_run(
                    filling.exhibit,
                    natives[mark.place - 1],
                    replace(kept, print=""),
                    self._width(),
                    is_alone=len(natives) == 1,
                )
                field.replace([made])
                self.touch()
                self.answer.note(where, kept.text, "filled", shortened(heading(filling.exhibit.spec), 120))
                return
            line = _instead(filling, mark)
        elif isinstance(filling, Hidden):
            line = filling.why if is_drawn or mark.aspect else filling.in_a_sentence
        else:
            lines = filling.lines
            line = (
                one_line(lines[mark.place - 1] if mark.place <= len(lines) else "")
                if len(lines) > 1
                else one_line(lines[0])
            )
        if line in (field.text, before_code(field.text)):
            self.answer.note(
                where, kept.text, "hidden" if isinstance(filling, Hidden) else "same", shortened(line, 120)
            )
            return
        field.say(line)
        self.touch()
        self.answer.note(
            where, kept.text, "hidden" if isinstance(filling, Hidden) else "filled", shortened(line, 120)
        )

    def _stands_alone(self, paragraph: Paragraph) -> bool:
        """Fills a paragraph that is a mark and asks for a chart or a table; whether it did, or said why not."""
        where, lone = self.where(paragraph.element), paragraph.lone
        mark = read(lone)
        if isinstance(mark, str) or self.part != self.package.main:
            return False
        if any(one.tag in _NO_CHART_IN for one in paragraph.element.iterancestors()):
            return False
        filling = self._filling(lone, where, is_alone=True)
        if filling is None:
            return True
        asks = mark.asking(mark.aspect if mark.aspect in DRAWN else "chart")
        if isinstance(filling, Hidden) and self.fillings.is_chart(lone) and mark.aspect in ("", *DRAWN):
            text = paragraph.text
            self._fill(
                paragraph, text.index("{{"), text.rindex("}}") + 2, Kept(written(asks)), filling, where
            )
            return True
        if not isinstance(filling, Shown):
            return False
        exhibit, natives = filling.exhibit, drawing(filling.exhibit.spec)
        if asks.aspect == "table" or not natives:
            heads, rows = filling.rows
            columns = min(len(heads), MOST_COLUMNS)
            name = f"{one_line(exhibit.spec.title)} {{{{{written(asks.asking('table'))}}}}}"
            table = _table_of(heads[:columns], [row[:columns] for row in rows], name, self._width())
            paragraph.element.addprevious(table)
            paragraph.say("")
            self._source(paragraph.element, asks, exhibit, is_here=True)
        elif isinstance(natives, BigNumber):
            text = paragraph.text
            words = Said((" · ".join(filter(None, (natives.value, natives.words))),))
            self._fill(paragraph, text.index("{{"), text.rindex("}}") + 2, Kept(written(asks)), words, where)
            self._source(paragraph.element, asks, exhibit)
            return True
        else:
            paragraph.say("")
            wide = self._width()
            for place, native in enumerate(natives, start=1):
                kept = Kept(written(asks.asking("chart", place)))
                part = wide if len(natives) == 1 else wide // 2 - Inches(0.05)
                paragraph.element.append(
                    self._drawing_run(exhibit, native, kept, part, is_alone=len(natives) == 1)
                )
            self._source(paragraph.element, asks, exhibit)
        self.touch()
        self.answer.note(where, plain(lone), "filled", shortened(heading(exhibit.spec), 120))
        return True

    def _source(self, paragraph: Any, asks: Mark, exhibit: Exhibit, *, is_here: bool = False) -> None:
        """A small line below a chart that says what it is of."""
        line = paragraph if is_here else paragraph.makeelement(f"{W}p")
        run = _run(source_line(exhibit), 18)
        line.append(run)
        put_in_field(run, Kept(written(asks.asking("source")), print_of([source_line(exhibit)])))
        if not is_here:
            paragraph.addnext(line)

    def _drawing_run(
        self, exhibit: Exhibit, native: Native, kept: Kept, width: int, *, is_alone: bool
    ) -> Any:
        relation = added(self.package, self.part, exhibit, native, self.paint(), 10 if is_alone else 8)
        ids = [int(one.get("id", "0")) for one in self.root.iter(f"{WP}docPr") if one.get("id", "").isdigit()]
        id = 1 + max(ids, default=1000)
        run = etree.Element(f"{W}r")
        inline = etree.SubElement(
            etree.SubElement(run, f"{W}drawing"), f"{WP}inline", distT="0", distB="0", distL="0", distR="0"
        )
        etree.SubElement(inline, f"{WP}extent", cx=str(width), cy=str(height_of(native, is_alone=is_alone)))
        etree.SubElement(
            inline, f"{WP}docPr", id=str(id), name=f"Chart {id} {kept}", descr=described(exhibit, native)
        )
        etree.SubElement(inline, f"{WP}cNvGraphicFramePr")
        data = etree.SubElement(
            etree.SubElement(inline, f"{{{_A}}}graphic"), f"{{{_A}}}graphicData", uri=C[1:-1]
        )
        etree.SubElement(data, f"{C}chart").set(f"{R}id", relation)
        return run

    def _width(self) -> int:
        """EMU between the margins of the document's last section, of one of its columns."""
        sections = list(self.package.xml(self.package.main).iter(f"{W}sectPr"))
        page = sections[-1].find(f"{W}pgSz") if sections else None
        margins = sections[-1].find(f"{W}pgMar") if sections else None
        if page is None or margins is None:
            return int(Inches(6.5))
        free = (
            int(page.get(f"{W}w", "12240"))
            - int(margins.get(f"{W}left", "1440"))
            - int(margins.get(f"{W}right", "1440"))
        )
        columns = sections[-1].find(f"{W}cols")
        many = int(columns.get(f"{W}num", "1")) if columns is not None else 1
        return max(free * _TWIP // many - (many > 1) * Inches(0.25), int(Inches(1.5)))

    def paint(self) -> Paint:
        theme = next(self.package.related(self.package.main, "theme"), "")
        try:
            return painted(colors_of(self.package.raw(theme), {}), [], "") if theme else HOUSE_PAINT
        except (ValueError, KeyError):
            return HOUSE_PAINT


def _core(kept: Kept) -> str:
    mark = read(kept.text)
    return "" if isinstance(mark, str) else figure_of(mark)


def _instead(filling: Filling, mark: Mark) -> str:
    """Words where a chart stood: the one number it is today, or why there is none."""
    if isinstance(filling, Hidden):
        return one_line(filling.why)
    natives = drawing(filling.exhibit.spec) if isinstance(filling, Shown) else ()
    if isinstance(natives, BigNumber) and mark.place == 1:
        return " · ".join(filter(None, (natives.value, natives.words)))
    return NO_PLACE


def _is_plain_control(run: Any) -> bool:
    """Whether it stands in a content control that takes plain text alone, and no field."""
    controls = run.iterancestors(f"{W}sdt")
    return any(one.find(f"{W}sdtPr/{W}text") is not None for one in controls)


def _run(text: str, half_points: int = 0, color: str = "") -> Any:
    run = etree.Element(f"{W}r")
    if half_points or color:
        look = etree.SubElement(run, f"{W}rPr")
        if color:
            etree.SubElement(look, f"{W}b")
            etree.SubElement(look, f"{W}color").set(f"{W}val", color)
        if half_points:
            etree.SubElement(look, f"{W}sz").set(f"{W}val", str(half_points))
    piece = etree.SubElement(run, f"{W}t")
    piece.text = one_line(text)
    piece.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return run


def _table_of(heads: tuple[str, ...], rows: list[tuple[str, ...]], name: str, width: int) -> Any:
    """A new table with thin lines, its header come again on each page."""
    table = etree.Element(f"{W}tbl")
    look = etree.SubElement(table, f"{W}tblPr")
    etree.SubElement(look, f"{W}tblW").attrib.update({f"{W}w": "5000", f"{W}type": "pct"})
    lines = etree.SubElement(look, f"{W}tblBorders")
    for side in ("top", "bottom", "insideH"):
        etree.SubElement(lines, f"{W}{side}").attrib.update(
            {f"{W}val": "single", f"{W}sz": "4", f"{W}color": "BFC6CE"}
        )
    etree.SubElement(look, f"{W}tblCaption").set(f"{W}val", name)
    grid = etree.SubElement(table, f"{W}tblGrid")
    for _ in heads:
        etree.SubElement(grid, f"{W}gridCol").set(f"{W}w", str(width // _TWIP // len(heads)))
    for place, words in enumerate((heads, *rows)):
        row = etree.SubElement(table, f"{W}tr")
        properties = etree.SubElement(row, f"{W}trPr")
        etree.SubElement(properties, f"{W}cantSplit")
        if place == 0:
            etree.SubElement(properties, f"{W}tblHeader")
        for column, text in enumerate(words):
            paragraph = etree.SubElement(etree.SubElement(row, f"{W}tc"), f"{W}p")
            around = etree.SubElement(paragraph, f"{W}pPr")
            etree.SubElement(around, f"{W}spacing").attrib.update({f"{W}before": "40", f"{W}after": "40"})
            if column:
                etree.SubElement(around, f"{W}jc").set(f"{W}val", "right")
            run = _run(text, 20)
            if place == 0:
                run.find(f"{W}rPr").insert(0, etree.Element(f"{W}b"))
            paragraph.append(run)
    return table


# --- what may not be left out ---------------------------------------------------------------------------

_NOTICE = "notice of report"


def _say_what_must_be_said(package: Package, body: _Part, notice: str) -> None:
    """In the head of every page, where the document does not say it itself; what an earlier refresh said goes."""
    held = [field for one in paragraphs(body.root, W) for field in fields(one)]
    says_it = any(
        isinstance(mark := read(field.kept.text), Mark) and mark.aspect in _SAYS_IT for field in held
    )
    wanted = "" if says_it else notice
    headers = list(package.related(package.main, "header"))
    found = False
    for part in headers:
        for paragraph in paragraphs(package.xml(part), W):
            if not any(field.kept.text == _NOTICE for field in fields(paragraph)):
                continue
            found = True
            if paragraph.text != wanted:
                paragraph.element.getparent().remove(paragraph.element) if not wanted else paragraph.say(
                    wanted
                )
                package.touch(part)
    if found or not wanted:
        return
    for part in headers or [_new_header(package, body)]:
        line = etree.Element(f"{W}p")
        run = _run(wanted, 18, WARNING.lstrip("#"))
        line.append(run)
        put_in_field(run, Kept(_NOTICE, print_of([wanted])))
        package.xml(part).insert(0, line)
        package.touch(part)


def _new_header(package: Package, body: _Part) -> str:
    part = package.free("word/header{}.xml")
    package.put(part, f'<w:hdr xmlns:w="{W[1:-1]}"/>'.encode(), _HEADER)
    id = package.relate(package.main, "header", part)
    sections = list(body.root.iter(f"{W}sectPr"))
    if not sections:
        sections = [etree.SubElement(body.root.find(f"{W}body"), f"{W}sectPr")]
    for section in sections:
        named = etree.Element(f"{W}headerReference")
        named.set(f"{W}type", "default")
        named.set(f"{R}id", id)
        section.insert(0, named)
    body.touch()
    return part
