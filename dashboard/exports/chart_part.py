"""A native chart by itself: its XML and the workbook behind it, for whoever puts it into a file."""

from __future__ import annotations

from functools import cache
from typing import Any

from pptx import Presentation
from pptx.parts.chart import ChartPart

from dashboard.charts.spec import Exhibit
from dashboard.exports.native import Native
from dashboard.exports.office_chart import chart_data, chart_type, finish, titled
from dashboard.exports.tones import Paint
from dashboard.exports.words import made_at

CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@cache
def _package() -> Any:
    """What python-pptx wants a chart to be of; nothing is kept in it."""
    return Presentation().part.package


def chart_and_sheet(
    exhibit: Exhibit, drawn: Native, paint: Paint, size: float, title_size: float
) -> tuple[Any, bytes]:
    """(chartSpace, workbook). size, title_size: points of its words, and of its title where it is one of several.

    Its c:externalData still names no part of the file it goes into.
    """
    made = ChartPart.new(chart_type(drawn), chart_data(drawn), _package())
    finish(made.chart, exhibit.spec, drawn, paint, made_at(exhibit), size)
    if drawn.title:
        titled(made.chart, drawn.title, title_size)
    return made._element, made.chart_workbook.xlsx_part.blob
