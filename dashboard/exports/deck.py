"""The exhibit as one 16:9 slide: title, what the chart says, a native editable chart, its whole face, alt text.

The chart's own workbook holds the numbers drawn and, beside them, every series with its label, low and high.
"""

from __future__ import annotations

import copy
import io
import math
import zipfile
from typing import Any

import xlsxwriter
from pptx import Presentation
from pptx.chart.data import CategoryChartData, XyChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.enum.dml import MSO_LINE_DASH_STYLE, MSO_PATTERN_TYPE
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu, Inches, Pt

from dashboard.charts import palette
from dashboard.charts.spec import Exhibit
from dashboard.exports.native import NOTHING, Native, Run, data_sheet, native
from dashboard.exports.workbook import made_at
from pipelines.formula_guard import line

_WIDTH, _HEIGHT = Inches(13.333), Inches(7.5)
_EDGE = Inches(0.6)
_ROOM = _WIDTH - 2 * _EDGE

_TYPES = {
    ("column", "clustered"): XL_CHART_TYPE.COLUMN_CLUSTERED,
    ("column", "stacked"): XL_CHART_TYPE.COLUMN_STACKED,
    ("bar", "clustered"): XL_CHART_TYPE.BAR_CLUSTERED,
    ("bar", "stacked"): XL_CHART_TYPE.BAR_STACKED,
    ("bar", "percent"): XL_CHART_TYPE.BAR_STACKED_100,
    ("line", "clustered"): XL_CHART_TYPE.LINE,
}


def render(exhibit: Exhibit) -> bytes:
    """PPTX bytes; the same exhibit gives the same bytes."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = _WIDTH, _HEIGHT
    slide = deck.slides.add_slide(deck.slide_layouts[5])  # title only: screen readers announce the title
    spec = exhibit.spec
    title_size = 28 if len(spec.title) <= 60 else 22
    title = slide.shapes.title
    title.left, title.top, title.width, title.height = _EDGE, Inches(0.35), _ROOM, Inches(0.65)
    _say(title.text_frame, [(spec.title, title_size, True, palette.INK)])
    reading = slide.shapes.add_textbox(_EDGE, Inches(1.0), _ROOM, Inches(0.75))
    reading.name = "What the chart says"
    _say(
        reading.text_frame, [(spec.reading, 16 if len(spec.reading) <= 210 else 13, False, palette.SOFT_INK)]
    )

    face = exhibit.face_lines()
    face_height = Inches(0.155 * sum(math.ceil(len(words) / 190) for words in face) + 0.1)
    face_top = _HEIGHT - Inches(0.3) - face_height
    small = slide.shapes.add_textbox(_EDGE, face_top, _ROOM, face_height)
    small.name = "About this chart"
    _say(
        small.text_frame,
        [
            (
                words,
                9,
                words.startswith(("View: ", "Data: ")),
                palette.INK if words.startswith(("View: ", "Data: ")) else palette.SOFT_INK,
            )
            for words in face
        ],
    )
    top = Inches(1.9)
    drawn, height = native(spec), face_top - top - Inches(0.1)
    if drawn.is_empty:
        instead = slide.shapes.add_textbox(_EDGE, top, _ROOM, height)
        instead.name = "Chart"
        _say(instead.text_frame, [(NOTHING, 14, False, palette.SOFT_INK)])
    elif drawn.form == "scatter":
        _add_scatter(slide, exhibit, drawn, top, height)
    else:
        _add_chart(slide, exhibit, drawn, top, height)
    _describe(deck, exhibit)
    out = io.BytesIO()
    deck.save(out)
    return _settled(out.getvalue())


def _say(frame: Any, paragraphs: list[tuple[str, int, bool, str]]) -> None:
    """Plain left-aligned paragraphs: (text, points, bold, color)."""
    frame.word_wrap = True
    frame.auto_size = MSO_AUTO_SIZE.NONE
    frame.vertical_anchor = MSO_ANCHOR.TOP
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Emu(0)
    for i, (text, size, is_bold, color) in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if i == 0 else frame.add_paragraph()
        paragraph.alignment = 1
        run = paragraph.add_run()
        run.text = " ".join(text.split())
        run.font.size, run.font.bold, run.font.name = Pt(size), is_bold, palette.OFFICE_FONT
        run.font.color.rgb = _rgb(color)


def _rgb(color: str) -> RGBColor:
    return RGBColor.from_string(color.removeprefix("#"))


# --- the chart ---------------------------------------------------------------------------------------------


def _add_chart(slide: Any, exhibit: Exhibit, drawn: Native, top: int, height: int) -> None:
    data = CategoryChartData(number_format=drawn.number_format)
    data.categories = drawn.categories
    for run in drawn.runs:
        data.add_series(run.name, run.values)
    frame = slide.shapes.add_chart(_TYPES[drawn.form, drawn.grouping], _EDGE, top, _ROOM, height, data)
    frame.name = "Chart"
    frame._element.nvGraphicFramePr.cNvPr.set("descr", " ".join(exhibit.spec.alt_text.split()))
    chart = frame.chart
    chart.has_title = False
    chart.font.size, chart.font.name = Pt(12), palette.OFFICE_FONT
    chart.font.color.rgb = _rgb(palette.SOFT_INK)
    _axes(chart, drawn)
    plot = chart.plots[0]
    if drawn.form != "line":
        plot.gap_width = 45
        plot.overlap = 100 if drawn.grouping != "clustered" else 0
    for series, run in zip(list(plot.series), drawn.runs, strict=True):
        _paint(series, run, drawn)
    if drawn.form == "column" and any(run.is_line for run in drawn.runs):
        _lines_over_columns(chart, drawn)
    _legend(slide, chart, drawn, top)
    chart.part.chart_workbook.update_from_xlsx_blob(_embedded(exhibit, drawn))


def _add_scatter(slide: Any, exhibit: Exhibit, drawn: Native, top: int, height: int) -> None:
    """Points and lines that each have their own places."""
    data = XyChartData(number_format=drawn.number_format)
    for run in drawn.runs:
        series = data.add_series(run.name)
        for x, y in zip(run.xs, run.values, strict=True):
            series.add_data_point(x, y)
    frame = slide.shapes.add_chart(XL_CHART_TYPE.XY_SCATTER, _EDGE, top, _ROOM, height, data)
    frame.name = "Chart"
    frame._element.nvGraphicFramePr.cNvPr.set("descr", " ".join(exhibit.spec.alt_text.split()))
    chart = frame.chart
    chart.has_title = False
    chart.font.size, chart.font.name = Pt(12), palette.OFFICE_FONT
    chart.font.color.rgb = _rgb(palette.SOFT_INK)
    values, sizes = chart.value_axis, chart.category_axis
    values.minimum_scale = sizes.minimum_scale = 0
    if drawn.end is not None:
        values.maximum_scale = drawn.end
    values.major_gridlines.format.line.color.rgb = _rgb(palette.GRID)
    sizes.has_major_gridlines = False
    sizes.has_title = True
    _say(sizes.axis_title.text_frame, [(exhibit.spec.category_title, 11, False, palette.SOFT_INK)])
    sizes.tick_labels.number_format, sizes.tick_labels.number_format_is_linked = "#,##0", False
    values.tick_labels.number_format, values.tick_labels.number_format_is_linked = drawn.number_format, False
    for made, run in zip(list(chart.plots[0].series), drawn.runs, strict=True):
        _paint_points(made, run)
    chart.has_legend = True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    chart.legend.font.size = Pt(11)
    chart.part.chart_workbook.update_from_xlsx_blob(_embedded_points(exhibit, drawn))


def _paint_points(series: Any, run: Run) -> None:
    if run.is_line:
        series.marker.style = XL_MARKER_STYLE.NONE
        series.format.line.color.rgb, series.format.line.width = _rgb(run.color), Pt(1.25)
        return
    series.format.line.fill.background()
    series.marker.style, series.marker.size = XL_MARKER_STYLE.CIRCLE, 8
    series.marker.format.fill.solid()
    series.marker.format.fill.fore_color.rgb = _rgb(run.color)
    series.marker.format.line.fill.background()
    _label(series, run, XL_LABEL_POSITION.BELOW, palette.INK)


def _label(series: Any, run: Run, place: Any, ink: str) -> None:
    """The words of each point that has any."""
    for i, text in enumerate(run.labels):
        if text:
            label = series.points[i].data_label
            label.position = place
            label.text_frame.text = text
            (paragraph,) = label.text_frame.paragraphs
            (written,) = paragraph.runs
            written.font.size, written.font.name = Pt(11), palette.OFFICE_FONT
            written.font.color.rgb = _rgb(ink)


def _axes(chart: Any, drawn: Native) -> None:
    values, categories = chart.value_axis, chart.category_axis
    lowest = min((v for run in drawn.runs for v in run.values if v is not None), default=0.0)
    if lowest >= 0:
        values.minimum_scale = 0
    if drawn.grouping == "percent":
        values.maximum_scale = 1
    elif drawn.end is not None:
        values.maximum_scale = drawn.end
    values.visible = drawn.has_axis
    values.has_major_gridlines = drawn.has_axis
    if drawn.has_axis:
        values.major_gridlines.format.line.color.rgb = _rgb(palette.GRID)
        values.format.line.fill.background()
        values.tick_labels.font.size = Pt(11)
    values.tick_labels.number_format = drawn.number_format
    values.tick_labels.number_format_is_linked = False
    values.major_tick_mark = categories.major_tick_mark = XL_TICK_MARK.NONE
    categories.format.line.color.rgb = _rgb(palette.BORDER)
    categories.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    is_full = len(drawn.categories) > 9 or any(len(name) > 60 for name in drawn.categories)
    categories.tick_labels.font.size = Pt(10 if is_full else 12)
    if drawn.form == "bar":
        categories.reverse_order = True  # the first row on top


def _paint(series: Any, run: Run, drawn: Native) -> None:
    if drawn.form == "line":
        series.format.line.color.rgb = _rgb(run.color)
        series.format.line.width = Pt(2.25)
        series.marker.style = None
        marker = series._element.get_or_add_marker()
        marker.append(parse_xml(f'<c:symbol {nsdecls("c")} val="none"/>'))
        for i, is_cut in enumerate(run.partial):
            if is_cut:
                dashed = series.points[i].format.line
                dashed.color.rgb, dashed.width = _rgb(run.color), Pt(2.25)
                dashed.dash_style = MSO_LINE_DASH_STYLE.SQUARE_DOT
        return
    if not run.color:
        series.format.fill.background()
        series.format.line.fill.background()
        return
    series.invert_if_negative = False
    series.format.fill.solid()
    series.format.fill.fore_color.rgb = _rgb(run.color)
    for i, is_cut in enumerate(run.partial):
        if is_cut:
            hatch = series.points[i].format.fill
            hatch.patterned()
            hatch.pattern = MSO_PATTERN_TYPE.WIDE_UPWARD_DIAGONAL
            hatch.fore_color.rgb, hatch.back_color.rgb = _rgb(run.color), _rgb(palette.SURFACE)
    for i, grey in enumerate(run.muted):
        if grey and not (i < len(run.partial) and run.partial[i]):
            point = series.points[i].format.fill
            point.solid()
            point.fore_color.rgb = _rgb(palette.UNKNOWN)
    is_inside = drawn.grouping != "clustered"
    ink = palette.ink_on(run.color) if is_inside else palette.INK
    place = XL_LABEL_POSITION.CENTER if is_inside else XL_LABEL_POSITION.OUTSIDE_END
    _label(series, run, place, ink)


def _lines_over_columns(chart: Any, drawn: Native) -> None:
    """Move the runs that are lines (last year) into a line plot on the same axes: python-pptx has no combos."""
    bars = chart._chartSpace.plotArea.find(qn("c:barChart"))
    moved = parse_xml(
        f'<c:lineChart {nsdecls("c")}><c:grouping val="standard"/><c:varyColors val="0"/></c:lineChart>'
    )
    found = bars.findall(qn("c:ser"))
    for element, run in zip(found, drawn.runs, strict=True):
        if not run.is_line:
            continue
        bars.remove(element)
        for name in ("c:invertIfNegative", "c:spPr"):
            for child in element.findall(qn(name)):
                element.remove(child)
        look = parse_xml(
            f'<c:spPr {nsdecls("c", "a")}><a:ln w="28575" cap="rnd"><a:solidFill>'
            f'<a:srgbClr val="{run.color.removeprefix("#")}"/></a:solidFill><a:round/></a:ln></c:spPr>'
        )
        marker = parse_xml(f'<c:marker {nsdecls("c")}><c:symbol val="none"/></c:marker>')
        name_element = element.find(qn("c:tx"))
        name_element.addnext(look)
        look.addnext(marker)
        element.append(parse_xml(f'<c:smooth {nsdecls("c")} val="0"/>'))
        moved.append(element)
    moved.append(parse_xml(f'<c:marker {nsdecls("c")} val="1"/>'))
    for axis in bars.findall(qn("c:axId")):
        moved.append(copy.deepcopy(axis))
    bars.addnext(moved)


def _legend(slide: Any, chart: Any, drawn: Native, top: int) -> None:
    """The chart's own legend; where clear runs must not show in it, colored words above the chart.

    (PowerPoint and LibreOffice disagree on which entry of a stacked bar a deleted entry is.)
    """
    has_clear = any(not run.in_legend for run in drawn.runs)
    chart.has_legend = drawn.has_legend and not has_clear
    if chart.has_legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
        chart.legend.font.size = Pt(11)
    elif drawn.has_legend:
        box = slide.shapes.add_textbox(_EDGE, top - Inches(0.22), _ROOM, Inches(0.25))
        box.name = "Legend"
        _say(box.text_frame, [("", 11, False, palette.INK)])
        paragraph = box.text_frame.paragraphs[0]
        for run in (r for r in drawn.runs if r.in_legend):
            for text, color in (("■ ", run.color), (f"{run.name}     ", palette.SOFT_INK)):
                word = paragraph.add_run()
                word.text = text
                word.font.size, word.font.name = Pt(11), palette.OFFICE_FONT
                word.font.color.rgb = _rgb(color)


def _embedded(exhibit: Exhibit, drawn: Native) -> bytes:
    """The chart's own workbook: what is drawn where the chart looks for it, then labels and intervals."""
    cells: dict[tuple[int, int], str | float | None] = {}
    for r, category in enumerate(drawn.categories, start=1):
        cells[r, 0] = category
    for c, run in enumerate(drawn.runs, start=1):
        cells[0, c] = run.name
        cells |= {(r, c): value for r, value in enumerate(run.values, start=1)}
    return _sheet(exhibit, drawn, cells, len(drawn.runs) + 2)


def _embedded_points(exhibit: Exhibit, drawn: Native) -> bytes:
    """The same of a scatter: below each other a table a run, its name above, places in A and values in B."""
    cells: dict[tuple[int, int], str | float | None] = {}
    row = 0
    for run in drawn.runs:
        cells[row, 1] = run.name
        for r, (x, y) in enumerate(zip(run.xs, run.values, strict=True), start=row + 1):
            cells |= {(r, 0): x, (r, 1): y}
        row += len(run.values) + 2
    return _sheet(exhibit, drawn, cells, 3)


def _sheet(
    exhibit: Exhibit, drawn: Native, cells: dict[tuple[int, int], str | float | None], left: int
) -> bytes:
    """One sheet of these cells, and from column `left` on every series with its label, low and high."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"created": made_at(exhibit)})
    sheet = book.add_worksheet("Sheet1")
    number = book.add_format({"num_format": drawn.number_format})

    def put(row: int, column: int, value: str | float | None) -> None:
        if isinstance(value, str):
            sheet.write_string(row, column, line(value))
        elif value is not None:
            sheet.write_number(row, column, value, number)

    for (r, c), value in cells.items():
        put(r, c, value)
    heads, rows = data_sheet(exhibit.spec)
    for c, head in enumerate(heads):
        put(0, left + c, head)
        for r, row in enumerate(rows, start=1):
            put(r, left + c, row[c])
    sheet.set_column(0, 0, 36)
    book.close()
    return out.getvalue()


# --- the file ----------------------------------------------------------------------------------------------


def _describe(deck: Any, exhibit: Exhibit) -> None:
    about = deck.core_properties
    about.title, about.subject = exhibit.spec.title, exhibit.definition[:250]
    about.comments = f"{exhibit.view_notice} Build {exhibit.build}."[:250]
    about.author = about.last_modified_by = "Career Conversations"
    about.created = about.modified = made_at(exhibit)


def _settled(made: bytes) -> bytes:
    """The same parts with one fixed date: a zip otherwise carries the clock."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(name))
    return out.getvalue()
