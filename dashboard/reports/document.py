"""A report as a Word document in the school's look: real headings, contents, captions, what was counted."""

from __future__ import annotations

from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import RGBColor

from dashboard.charts import palette
from dashboard.charts.spec import SYNTHETIC
from dashboard.exports.brand import Brand
from dashboard.exports.document import add_code, add_figure, add_rows
from dashboard.exports.files import saved
from dashboard.exports.word_field import put_all_in_field
from dashboard.reports.assembled import Part, Report
from dashboard.reports.file_words import described, first_line

WARNING = RGBColor.from_string(palette.WARNING.lstrip("#"))


def docx(report: Report, brand: Brand) -> bytes:
    """DOCX bytes; the same report gives the same."""
    document = brand.open_document()
    document.add_heading(report.title, 0)
    if report.says:
        document.add_paragraph(report.says)
    put_all_in_field(document.add_paragraph(first_line(report)), report.mark, "about")
    notice = document.add_paragraph()
    _said_in_bold(notice, report.view_notice, in_red=report.view != "publishable")
    put_all_in_field(notice, report.mark, "about", 2)
    _on_every_page(document, report)
    _contents(document)
    number = 0
    for part in report.parts:
        _part(document, part)
        for chart in part.charts:
            number += 1
            add_figure(document, chart.exhibit, brand.page_paint, number, level=2)
        if part.reasons:
            document.add_heading("Not shown in this part", 2)
            for why in part.reasons:
                put_all_in_field(document.add_paragraph(why), report.mark, "reason")
    document.add_heading("What was counted", 1)
    for method in report.methods:
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{method.title}. ").bold = True
        paragraph.add_run(method.words)
    add_code(document, report.code)
    described(document.core_properties, report)
    return saved(document)


def _part(document: Any, part: Part) -> None:
    document.add_heading(part.heading, 1)
    if part.says:
        says = document.add_paragraph()
        says.add_run(part.says).bold = True
        put_all_in_field(says, part.mark, "answer")
    if part.lede:
        put_all_in_field(document.add_paragraph(part.lede), part.mark, "lede")
    for text in part.paragraphs:
        if text:
            document.add_paragraph(text)
    add_code(document, part.code)
    rows = [(one.title, one.value, one.below) for one in part.told]
    if rows:
        table = add_rows(document, ("Figure", "Value", "How sure"), rows, (0.3, 0.2, 0.5))
        for row, one in zip(table.rows[1:], part.told, strict=True):
            for cell, aspect in zip(row.cells, ("title", "value", "basis"), strict=True):
                put_all_in_field(cell.paragraphs[0], one.mark, aspect)
        document.add_paragraph()


def _on_every_page(document: Any, report: Report) -> None:
    """What may not be overlooked: that it is not to be published, that its data are invented."""
    notices = [
        ("" if report.view == "publishable" else report.view_notice, True),
        (SYNTHETIC if report.is_synthetic else "", False),
    ]
    for section in document.sections:
        for notice, in_red in notices:
            if notice:
                _said_in_bold(section.header.add_paragraph(), notice, in_red=in_red)


def _said_in_bold(paragraph: Any, text: str, *, in_red: bool) -> None:
    run = paragraph.add_run(text)
    run.bold = True
    if in_red:
        run.font.color.rgb = WARNING


def _contents(document: Any) -> None:
    """Word fills it in when the file is opened and fields are updated; until then it says how."""
    paragraph = document.add_paragraph()
    field = parse_xml(
        f'<w:fldSimple {nsdecls("w")} w:instr=" TOC \\o &quot;1-2&quot; \\h \\z \\u " w:dirty="true"><w:r><w:t>'
        "Contents: press F9 to fill them in.</w:t></w:r></w:fldSimple>"
    )
    paragraph._p.append(field)
