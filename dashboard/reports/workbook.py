"""A report as a workbook: its numbers, two sheets a chart, and what every figure rests on."""

from __future__ import annotations

import io

from dashboard.exports.brand import Brand
from dashboard.exports.data_sheet import put
from dashboard.exports.words import day_of
from dashboard.exports.workbook import OpenBook, add_figure, add_notes, opened
from dashboard.reports.assembled import Report
from dashboard.reports.file_words import first_line
from pipelines.formula_guard import line

WIDTHS = (26, 34, 16, 70)  # of the first sheet's columns, in characters


def xlsx(report: Report, brand: Brand) -> bytes:
    """XLSX bytes; the same report gives the same."""
    out = io.BytesIO()
    made = opened(out, brand.slide_paint)
    about = {
        "title": line(report.title),
        "subject": line(report.says),
        "comments": line(f"{report.view_notice} Build {report.build}."),
        "created": day_of(report.as_of),
    }
    made.book.set_properties(about)
    _first_sheet(made, report)
    for place, chart in enumerate(report.exhibits, start=1):
        add_figure(made, chart.exhibit, f"{place} ")
    add_notes(made, [chart.exhibit for chart in report.exhibits])
    made.book.close()
    return out.getvalue()


def _first_sheet(made: OpenBook, report: Report) -> None:
    """What the report says and its numbers, a row each, with the part they stand in."""
    sheet = made.book.add_worksheet("Report")
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    for row in (0, 1, 2):
        sheet.merge_range(row, 0, row, len(WIDTHS) - 1, "", made.looks["wrap"])
    put(sheet, 0, 0, report.title, made.looks["title"])
    put(sheet, 1, 0, first_line(report), made.looks["soft"])
    put(sheet, 2, 0, report.view_notice, made.looks["warn" if report.view != "publishable" else "soft"])
    sheet.set_row_pixels(0, 30)
    sheet.set_row_pixels(1, 40)
    row = 4
    for column, head in enumerate(("Part", "Figure", "Value", "How sure, or why not")):
        put(sheet, row, column, head, made.looks["head"])
    for part in report.parts:
        texts = [("", "", text) for text in (part.says, part.lede, *part.paragraphs) if text]
        texts += [("Code", part.code, "")] if part.code else []
        texts += [(one.title, one.value, one.below) for one in part.told]
        texts += [("", "Not shown", why) for why in part.reasons]
        for figure, value, words in texts:
            row += 1
            for column, text in enumerate((part.heading, figure, value, words)):
                put(sheet, row, column, text, made.looks["wrap"])
            sheet.set_row_pixels(row, 20 * max(1, -(-len(words) // 75), -(-len(figure) // 34)))
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(4)
