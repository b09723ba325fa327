"""A figure as part of an open document: a heading, native charts with captions, the table, what every number rests on.

A report of many figures calls `add_figure` once a figure. Fonts and colors are those of the document's styles.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import quoteattr

from docx import Document
from docx.enum.dml import MSO_THEME_COLOR
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Emu, Inches, Pt

from dashboard.charts.fill_mark import Kept, aspect_of, print_of
from dashboard.charts.palette import text_width
from dashboard.charts.spec import Exhibit
from dashboard.exports.chart_part import CHART_TYPE, SHEET_TYPE, chart_and_sheet
from dashboard.exports.house_theme import PLAIN, Theme, dressed
from dashboard.exports.native import NOTHING, BigNumber, Native, drawing, one_line, shortened
from dashboard.exports.tones import Paint
from dashboard.exports.word_field import put_all_in_field, put_in_field
from dashboard.exports.words import (
    ALT_LENGTH,
    alt_text,
    caption,
    heading,
    reading,
    table_of_words,
)

MOST_COLUMNS = 7  # more could not be read on an upright page
_TABLE_STYLES = ("Light Shading Accent 1", "Grid Table 1 Light", "Table Grid")


def house_document(wanted: Theme = PLAIN, logo: bytes | None = None) -> Any:
    """An open, empty document in the house's theme, a logo at the head of its pages."""
    document = Document()
    theme = document.part.part_related_by(RT.THEME)
    theme._blob = dressed(theme.blob, wanted)
    for section in document.sections:
        section.left_margin = section.right_margin = Inches(1)
        section.top_margin = section.bottom_margin = Inches(0.9)
    if logo is not None:
        (paragraph,) = document.sections[0].header.paragraphs
        picture = paragraph.add_run().add_picture(io.BytesIO(logo), height=Inches(0.5))
        picture._inline.docPr.set("descr", "Logo")
    return document


def add_figure(document: Any, exhibit: Exhibit, paint: Paint, number: int = 1, *, level: int = 1) -> None:
    """Adds the figure at the end, with all it rests on. number: of its caption, until Word counts anew.

    level: of its heading; below the headings of a report, which says once what all its figures rest on, it is lower.
    """
    put_all_in_field(document.add_heading(heading(exhibit.spec), level), exhibit.mark, "finding")
    put_all_in_field(document.add_paragraph(reading(exhibit.spec)), exhibit.mark, "reading")
    for words in exhibit.face_lines():
        if level == 1 and words.startswith(("View: ", "Data: ")):  # what may not be overlooked
            document.add_paragraph().add_run(words).bold = True
    if not exhibit.spec.is_list:
        _add_drawing(document, exhibit, paint)
        _add_caption(document, "Figure", number, exhibit)
    _add_table(document, exhibit)
    if level == 1:
        document.add_heading("What this rests on", 2)
        _add_face(document, exhibit)
    else:
        add_code(document, exhibit.code)


def add_code(document: Any, code: str) -> None:
    """By which all that stands above can be looked up, in small type; nothing where it has not left."""
    if code:
        document.add_paragraph().add_run(f"Code: {code}").font.size = Pt(8)


def _add_drawing(document: Any, exhibit: Exhibit, paint: Paint) -> None:
    drawn = drawing(exhibit.spec)
    if isinstance(drawn, BigNumber):
        _add_number(document, drawn, exhibit.mark)
    elif not drawn:
        document.add_paragraph(NOTHING)
    else:
        _add_charts(document, exhibit, drawn, paint)


def _add_face(document: Any, exhibit: Exhibit) -> None:
    for place, (head, words) in enumerate(exhibit.face(), start=1):
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(2)
        paragraph.add_run(f"{head}: ").bold = True
        paragraph.add_run(one_line(words))
        put_all_in_field(paragraph, exhibit.mark, "fact", place)


def _add_number(document: Any, number: BigNumber, mark: str) -> None:
    paragraph = document.add_paragraph()
    run = paragraph.add_run(number.value)
    run.font.size, run.bold = Pt(54 if len(number.value) <= 8 else 32), True
    run.font.color.theme_color = MSO_THEME_COLOR.ACCENT_1
    paragraph.paragraph_format.keep_with_next = True
    put_all_in_field(paragraph, mark, "number")
    put_all_in_field(document.add_paragraph(number.words), mark, "number", 2)


def _room(document: Any) -> int:
    section = document.sections[-1]
    return int(section.page_width - section.left_margin - section.right_margin)


def _add_charts(document: Any, exhibit: Exhibit, drawn: tuple[Native, ...], paint: Paint) -> None:
    """One in the width of the page; several two in a row."""
    room = _room(document)
    alone = len(drawn) == 1
    wide = room if alone else room // 2 - Inches(0.05)
    paragraph: Any = None
    for place, chart in enumerate(drawn):
        high = height_of(chart, is_alone=alone)
        if alone or place % 2 == 0:
            paragraph = document.add_paragraph()
            paragraph.paragraph_format.keep_with_next = True
        made = chart_and_sheet(exhibit, chart, paint, 10 if alone else 8, 9)
        of_panel = f"{chart.title}. " if chart.title else ""
        said = alt_text(exhibit.spec) if place == 0 else heading(exhibit.spec)
        described = shortened(f"{of_panel}{said}", ALT_LENGTH)
        mark = aspect_of(exhibit.mark, "chart", place + 1)
        _insert(document, paragraph, made, (described, mark), wide, int(high))


def height_of(chart: Native, *, is_alone: bool) -> int:
    """Of a chart in the width of the page, or of half of it."""
    if not is_alone:
        return int(Inches(2.1))
    high = Inches(min(0.9 + 0.34 * len(chart.categories), 7.5)) if chart.form == "bar" else Inches(3.3)
    return int(max(high, Inches(2.2)))


def _insert(
    document: Any, paragraph: Any, made: tuple[Any, bytes], words: tuple[str, str], width: int, height: int
) -> None:
    """A chart with its workbook, in a paragraph of a document. words: what it shows, and its mark."""
    space, workbook = made
    described, mark = words
    package = document.part.package
    number = 1 + sum(str(part.partname).startswith("/word/charts/") for part in package.iter_parts())
    sheet = Part(
        PackURI(f"/word/embeddings/Microsoft_Excel_Sheet{number}.xlsx"),
        SHEET_TYPE,
        workbook,
        package,
    )
    part = Part(PackURI(f"/word/charts/chart{number}.xml"), CHART_TYPE, b"", package)
    (outside,) = space.xpath("c:externalData")
    outside.set(f"{{{RT.CHART.rsplit('/', 1)[0]}}}id", part.relate_to(sheet, RT.PACKAGE))
    part._blob = serialize_part_xml(space)
    reference = document.part.relate_to(part, RT.CHART)
    chart = "http://schemas.openxmlformats.org/drawingml/2006/chart"
    inline = parse_xml(
        f'<w:drawing {nsdecls("w", "wp", "a", "r")}><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{int(width)}" cy="{int(height)}"/>'
        f'<wp:docPr id="{1000 + number}" name={quoteattr(f"Chart {number} {mark}".strip())}'
        f" descr={quoteattr(described)}/>"
        f'<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{chart}">'
        f'<c:chart xmlns:c="{chart}" r:id="{reference}"/></a:graphicData></a:graphic></wp:inline></w:drawing>'
    )
    paragraph.add_run()._r.append(inline)


def _add_caption(document: Any, label: str, number: int, exhibit: Exhibit) -> None:
    """A caption Word counts itself, so that lists of figures find it."""
    paragraph = document.add_paragraph(style=_style(document, ("Caption",)))
    paragraph.add_run(f"{label} ")
    field = parse_xml(
        f'<w:fldSimple {nsdecls("w")} w:instr=" SEQ {label} \\* ARABIC "><w:r><w:t>{number}</w:t></w:r></w:fldSimple>'
    )
    paragraph._p.append(field)
    paragraph.add_run(". ")
    said = caption(exhibit)
    run = paragraph.add_run(said)
    if mark := aspect_of(exhibit.mark, "caption"):
        put_in_field(run._r, Kept(mark[2:-2], print_of([said])))


def _style(document: Any, names: tuple[str, ...]) -> Any:
    """The first of these styles a document has; its own default where it has none."""
    known = {style.name for style in document.styles}
    return next((name for name in names if name in known), None)


def _add_table(document: Any, exhibit: Exhibit) -> None:
    """Every row of the chart as its values read."""
    heads, rows = table_of_words(exhibit)
    if not rows:
        return
    heads = heads[:MOST_COLUMNS]
    if exhibit.spec.is_list:
        needs = [max(text_width(row[place]) + 16 for row in (heads, *rows)) for place in range(len(heads))]
        add_rows(document, heads, [row[: len(heads)] for row in rows], [need / sum(needs) for need in needs])
        return
    room = _room(document)
    narrow = min(Inches(1.2), room // (len(heads) + 1)) / room
    shares = (1 - narrow * (len(heads) - 1), *[narrow] * (len(heads) - 1))
    table = add_rows(document, heads, rows, shares, are_numbers=True)
    if mark := aspect_of(exhibit.mark, "table"):
        named = OxmlElement("w:tblCaption")
        named.set(qn("w:val"), f"{one_line(exhibit.spec.title)} {mark}")
        table._tbl.tblPr.append(named)


def add_rows(
    document: Any,
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    shares: Sequence[float],
    *,
    are_numbers: bool = False,
) -> Any:
    """A table, added; the header comes again on each page, no row is broken in two.

    shares: of the page's width, a column each.
    """
    table = document.add_table(rows=len(rows) + 1, cols=len(heads), style=_style(document, _TABLE_STYLES))
    table.alignment = WD_TABLE_ALIGNMENT.LEFT
    table.autofit = False
    widths = [Emu(round(_room(document) * share)) for share in shares]
    for column, wide in zip(table.columns, widths, strict=True):
        column.width = wide
    for row, texts in zip(table.rows, (heads, *rows), strict=True):
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if texts is heads:
            properties.append(OxmlElement("w:tblHeader"))
        for place, (cell, text, wide) in enumerate(zip(row.cells, texts, widths, strict=False)):
            cell.width = wide
            (paragraph,) = cell.paragraphs
            paragraph.add_run(one_line(text))
            paragraph.paragraph_format.space_after = Pt(0)
            if place and are_numbers:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    return table
