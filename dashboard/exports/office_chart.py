"""A chart of a slide or a document: python-pptx's skeleton with our look, in the colors and fonts of the theme.

Its error bars, points and labels are written here, since python-pptx has no error bars and no combinations of plots.
"""

from __future__ import annotations

import copy
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape

from pptx.chart.data import CategoryChartData, XyChartData
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LEGEND_POSITION,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt
from xlsxwriter.utility import xl_rowcol_to_cell

from dashboard.charts.spec import ChartSpec
from dashboard.exports.data_sheet import RunCells, embedded, reach, sheet_of
from dashboard.exports.native import Native, Numbers, Run
from dashboard.exports.tones import BAND, BORDER, GRID, INK, SOFT_INK, SURFACE, Paint, Tone

_TYPES = {
    ("column", "clustered"): XL_CHART_TYPE.COLUMN_CLUSTERED,
    ("column", "stacked"): XL_CHART_TYPE.COLUMN_STACKED,
    ("bar", "clustered"): XL_CHART_TYPE.BAR_CLUSTERED,
    ("bar", "percent"): XL_CHART_TYPE.BAR_STACKED_100,
    ("line", "clustered"): XL_CHART_TYPE.LINE,
    ("scatter", "clustered"): XL_CHART_TYPE.XY_SCATTER,
}
_NS = nsdecls("c", "a")
RANGE_WIDTH, WHISKER_WIDTH, LINE_WIDTH = 9.0, 1.25, 2.25  # points

GAPS = ((2, 160), (4, 100), (8, 65))  # at most so many rows -> the room between them, in per cent of one


def chart_type(drawn: Native) -> Any:
    return _TYPES[drawn.form, drawn.grouping]


def chart_data(drawn: Native) -> Any:
    """What python-pptx makes a chart of."""
    if drawn.form == "scatter":
        points = XyChartData(number_format=drawn.number_format)
        for run in drawn.runs:
            series = points.add_series(run.name)
            for x, y in zip(run.xs, run.values, strict=True):
                series.add_data_point(x, y)
        return points
    data = CategoryChartData(number_format=drawn.number_format)
    data.categories = drawn.categories
    for run in drawn.runs:
        data.add_series(run.name, run.values)
    return data


def finish(
    chart: Any, spec: ChartSpec, drawn: Native, paint: Paint, made_at: datetime, size: float = 12
) -> None:
    """The chart's look and its workbook. size: of its words, in points."""
    chart.has_title = False
    chart.font.size = Pt(size)
    _colored(chart.font._rPr, SOFT_INK, paint)
    _without_frame(chart)
    _axes(chart, drawn, paint, size)
    sheet = sheet_of(spec, drawn)
    elements = chart._chartSpace.findall(f".//{qn('c:ser')}")
    for element, run, cells in zip(elements, drawn.runs, sheet.runs, strict=True):
        _series(element, run, cells, drawn, paint, size)
    _plot(chart, drawn)
    _legend(chart, drawn, size)
    chart.part.chart_workbook.update_from_xlsx_blob(embedded(spec, drawn, made_at))


def _without_frame(chart: Any) -> None:
    """Nothing around the chart, and what it stands on shows through."""
    space = chart._chartSpace
    frame = _parsed(_shape("<a:noFill/><a:ln><a:noFill/></a:ln>"))
    space.find(qn("c:chart")).addnext(frame)


def titled(chart: Any, title: str, size: float) -> None:
    """Names a chart that is one of several."""
    chart.has_title = True
    frame = chart.chart_title.text_frame
    frame.text = title
    font = frame.paragraphs[0].runs[0].font
    font.size, font.bold = Pt(size), True
    chart.chart_title.include_in_layout = False


def _colored(properties: Any, tone: Tone, paint: Paint) -> None:
    """The color of words, of the theme."""
    for old in properties.findall(qn("a:solidFill")):
        properties.remove(old)
    properties.insert(0, _parsed(_fill(tone, paint)))


# --- shapes as XML -----------------------------------------------------------------------------------------


def _parsed(xml: str) -> Any:
    """An element of the charts' or the drawings' names."""
    return parse_xml(f"<c:parts {_NS}>{xml}</c:parts>")[0]


def _fill(tone: Tone | None, paint: Paint) -> str:
    return "<a:noFill/>" if tone is None else f"<a:solidFill>{paint.xml(tone)}</a:solidFill>"


def _hatch(tone: Tone, paint: Paint) -> str:
    fore, back = paint.xml(tone), paint.xml(SURFACE)
    return f'<a:pattFill prst="wdUpDiag"><a:fgClr>{fore}</a:fgClr><a:bgClr>{back}</a:bgClr></a:pattFill>'


def _line(tone: Tone | None, paint: Paint, width: float = 0.75, *, dash: str = "", cap: str = "flat") -> str:
    if tone is None:
        return "<a:ln><a:noFill/></a:ln>"
    dashed = f'<a:prstDash val="{dash}"/>' if dash else ""
    return f'<a:ln w="{round(width * 12700)}" cap="{cap}">{_fill(tone, paint)}{dashed}<a:round/></a:ln>'


def _shape(inner: str) -> str:
    return f"<c:spPr>{inner}</c:spPr>"


def _words(text: str, tone: Tone, paint: Paint, size: float) -> str:
    """A label's own words, as they stand."""
    look = f'<a:rPr lang="en-US" sz="{round(size * 100)}">{_fill(tone, paint)}</a:rPr>'
    said = f"<a:p><a:r>{look}<a:t>{escape(text)}</a:t></a:r></a:p>"
    return f"<c:tx><c:rich><a:bodyPr/><a:lstStyle/>{said}</c:rich></c:tx>"


_SHOWN = (
    '<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/>'
    '<c:showPercent val="0"/><c:showBubbleSize val="0"/>'
)


def _series(element: Any, run: Run, cells: RunCells, drawn: Native, paint: Paint, size: float) -> None:
    """The look of one run; what it draws and is called stays."""
    kept = {qn(f"c:{name}") for name in ("idx", "order", "tx", "cat", "val", "xVal", "yVal")}
    for child in list(element):
        if child.tag not in kept:
            element.remove(child)
    data = next(child for child in element if child.tag in (qn("c:cat"), qn("c:xVal"), qn("c:val")))
    is_line = run.is_line or drawn.form == "line"
    parts = [_shape(_body(run, drawn, paint, is_line=is_line))]
    if drawn.form == "scatter" or is_line:
        parts.append(_marker(run, paint, is_line=is_line))
    else:
        parts.append('<c:invertIfNegative val="0"/>')
    parts += _points(run, drawn, paint, is_line=is_line)
    if any(run.labels):
        parts.append(_labels(run, drawn, paint, size))
    if run.has_ends:
        parts.append(_error_bars(run, cells, drawn, paint))
    for part in parts:
        data.addprevious(_parsed(part))
    if is_line or drawn.form == "scatter":
        element.append(_parsed('<c:smooth val="0"/>'))


def _body(run: Run, drawn: Native, paint: Paint, *, is_line: bool) -> str:
    if is_line:
        return _line(run.color, paint, LINE_WIDTH if drawn.form != "scatter" else WHISKER_WIDTH, cap="rnd")
    if drawn.form == "scatter":
        return _line(None, paint)
    return _fill(run.color, paint) + _line(None, paint)


def _marker(run: Run, paint: Paint, *, is_line: bool) -> str:
    if is_line or run.is_range:
        return '<c:marker><c:symbol val="none"/></c:marker>'
    look = _shape(_fill(run.color, paint) + _line(SURFACE, paint))
    return f'<c:marker><c:symbol val="circle"/><c:size val="8"/>{look}</c:marker>'


def _points(run: Run, drawn: Native, paint: Paint, *, is_line: bool) -> list[str]:
    """Single points that look otherwise than their run: a period that is not over, what is grey or named."""
    made = []
    for i in range(len(run.values)):
        is_cut = i < len(run.partial) and run.partial[i]
        own = run.tones[i] if i < len(run.tones) else None
        if run.color is None or not (is_cut or own):
            continue
        color = own or run.color
        if is_line:
            look = _line(color, paint, LINE_WIDTH, dash="sysDot", cap="rnd")
            middle = '<c:marker><c:symbol val="none"/></c:marker><c:bubble3D val="0"/>'
        else:
            look = (_hatch(color, paint) if is_cut else _fill(color, paint)) + _line(None, paint)
            middle = '<c:invertIfNegative val="0"/><c:bubble3D val="0"/>'
        made.append(f'<c:dPt><c:idx val="{i}"/>{middle}{_shape(look)}</c:dPt>')
    return made


def reads_as(value: float | None, number_format: str) -> str:
    """How Office writes a number in the formats whose words can be foreseen; "" in the others."""
    if value is None:
        return ""
    if number_format == "0%":
        return f"{int(value * 100 + 0.5)}%" if value >= 0 else ""
    if number_format in ("#,##0", "$#,##0"):
        return f"{'$' * number_format.startswith('$')}{int(value + 0.5):,}" if value >= 0 else ""
    return ""


def _labels(run: Run, drawn: Native, paint: Paint, size: float) -> str:
    """A number that reads as its value is one; other words are their own; the rest has none."""
    is_inside = drawn.grouping != "clustered"
    ink = paint.ink_on(run.color) if is_inside and run.color else INK
    place = "b" if drawn.form == "scatter" else ("ctr" if is_inside else "outEnd")
    small = size - 1
    singles = []
    for i in range(len(run.values)):
        text = run.labels[i] if i < len(run.labels) else ""
        if not text:
            singles.append(f'<c:dLbl><c:idx val="{i}"/><c:delete val="1"/></c:dLbl>')
        elif run.color is None or text != reads_as(run.values[i], drawn.number_format):
            # what stands at the end of a whisker keeps clear of it
            words = _words(text if run.color else f"\u00a0{text}", ink, paint, small)
            singles.append(f'<c:dLbl><c:idx val="{i}"/>{words}<c:dLblPos val="{place}"/>{_SHOWN}</c:dLbl>')
    look = (
        f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="{round(small * 100)}">{_fill(ink, paint)}'
        '</a:defRPr></a:pPr><a:endParaRPr lang="en-US"/></a:p></c:txPr>'
    )
    written = f'<c:numFmt formatCode="{escape(drawn.number_format)}" sourceLinked="0"/>'
    return f'<c:dLbls>{"".join(singles)}{written}{look}<c:dLblPos val="{place}"/>{_SHOWN}</c:dLbls>'


def _error_bars(run: Run, cells: RunCells, drawn: Native, paint: Paint) -> str:
    """Custom error bars that read the sheet: an interval as a thin whisker, a released range as a wide pale bar."""
    minus, plus = reach(run)
    direction = '<c:errDir val="y"/>' if drawn.form == "scatter" else ""
    ends = "".join(
        f"<c:{name}>{_numbers(numbers, cells, column)}</c:{name}>"
        for name, numbers, column in (("plus", plus, cells.plus), ("minus", minus, cells.minus))
    )
    is_scatter, is_line = drawn.form == "scatter", drawn.form == "line"
    if run.is_range:
        look = _line(run.color if is_scatter else BAND, paint, LINE_WIDTH if is_scatter else RANGE_WIDTH)
    else:
        look = _line((run.color or SOFT_INK).lighter(0.5) if is_line else SOFT_INK, paint, WHISKER_WIDTH)
    capped = "1" if run.is_range or drawn.form == "line" else "0"
    sides = "plus" if run.is_range else "both"
    kind = f'<c:errBarType val="{sides}"/><c:errValType val="cust"/><c:noEndCap val="{capped}"/>'
    return f"<c:errBars>{direction}{kind}{ends}{_shape(look)}</c:errBars>"


def _numbers(numbers: Numbers, cells: RunCells, column: int) -> str:
    first, last = (
        xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True) for row in (cells.first, cells.last)
    )
    points = "".join(
        f'<c:pt idx="{i}"><c:v>{value:g}</c:v></c:pt>' for i, value in enumerate(numbers) if value is not None
    )
    return (
        f"<c:numRef><c:f>Sheet1!{first}:{last}</c:f><c:numCache><c:formatCode>General</c:formatCode>"
        f'<c:ptCount val="{len(numbers)}"/>{points}</c:numCache></c:numRef>'
    )


# --- axes, plots, legend -----------------------------------------------------------------------------------


def _axes(chart: Any, drawn: Native, paint: Paint, size: float) -> None:
    values, across = chart.value_axis, chart.category_axis
    start = drawn.start if drawn.start is not None else (None if drawn.goes_below else 0.0)
    if start is not None:
        values.minimum_scale = start
    end = 1.0 if drawn.grouping == "percent" else drawn.end
    if end is not None:
        values.maximum_scale = end
    values.visible = drawn.has_axis
    values.has_major_gridlines = drawn.has_axis
    if drawn.has_axis:
        _look(values.major_gridlines._xAx.find(qn("c:majorGridlines")), _line(GRID, paint))
        _look(values._element, _line(None, paint))
        values.tick_labels.font.size = Pt(size - 1)
    values.tick_labels.number_format, values.tick_labels.number_format_is_linked = drawn.number_format, False
    values.major_tick_mark = across.major_tick_mark = XL_TICK_MARK.NONE
    _look(across._element, _line(BORDER, paint))
    if drawn.form == "scatter":
        across.minimum_scale = 0
        across.has_major_gridlines = False
        across.has_title = True
        across.axis_title.text_frame.text = drawn.size_title
        title = across.axis_title.text_frame.paragraphs[0].font
        title.size, title.bold = Pt(size - 1), False
        across.tick_labels.number_format, across.tick_labels.number_format_is_linked = "#,##0", False
        return
    across.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    longest = max((len(name) for name in drawn.categories), default=0)
    many = len(drawn.categories) > 9 or longest > 60
    across.tick_labels.font.size = Pt(size - 2 if many else size)
    if drawn.form == "bar":
        across.reverse_order = True  # the first row on top
        values.tick_label_position = XL_TICK_LABEL_POSITION.HIGH  # and the values below the last


def _look(element: Any, inner: str) -> None:
    """The lines of an axis or of its grid."""
    properties = element.get_or_add_spPr()
    for child in list(properties):
        properties.remove(child)
    properties.append(_parsed(inner))


def _plot(chart: Any, drawn: Native) -> None:
    if drawn.form in ("column", "bar"):
        plot = chart.plots[0]
        count = len(drawn.categories)
        plot.gap_width = next((gap for most, gap in GAPS if count <= most), 45)
        # the runs of one series lie over each other: its values, ranges and the words at their ends
        filled = sum(run.color is not None and not run.is_line for run in drawn.runs)
        plot.overlap = 100 if drawn.grouping != "clustered" or filled < 2 else 0
    if drawn.form == "column" and any(run.is_line for run in drawn.runs):
        _lines_over_columns(chart, drawn)


def _lines_over_columns(chart: Any, drawn: Native) -> None:
    """Move the runs that are lines (last year) into a line plot on the same axes: python-pptx has no combinations."""
    bars = chart._chartSpace.plotArea.find(qn("c:barChart"))
    moved = _parsed('<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/></c:lineChart>')
    for element, run in zip(bars.findall(qn("c:ser")), drawn.runs, strict=True):
        if run.is_line:
            bars.remove(element)
            moved.append(element)
    moved.append(_parsed('<c:marker val="1"/>'))
    for axis in bars.findall(qn("c:axId")):
        moved.append(copy.deepcopy(axis))
    bars.addnext(moved)


def _legend(chart: Any, drawn: Native, size: float) -> None:
    chart.has_legend = drawn.has_legend
    if not drawn.has_legend:
        return
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    chart.legend.font.size = Pt(size - 1)
    place = chart.legend._element.find(qn("c:legendPos"))
    for i, run in reversed(list(enumerate(drawn.runs))):
        if not run.in_legend:
            place.addnext(_parsed(f'<c:legendEntry><c:idx val="{i}"/><c:delete val="1"/></c:legendEntry>'))
