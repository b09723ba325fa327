"""The drawings of a report's charts: SVG, drawn by the machine's own browser unless somebody else draws."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dashboard.charts.spec import ChartSpec
from dashboard.reports.assembled import Report
from pipelines.errors import UserError

Draw = Callable[[ChartSpec, int], str]


def drawn(report: Report, width: int, draw: Draw | None) -> tuple[Mapping[int, str], str]:
    """{place of a chart in the report: its drawing}, and why there is none, where nothing can be drawn.

    width: pixels. Of a chart that stands as a table there is no drawing.
    """
    if draw is None:
        from dashboard.exports.image import (
            chart_svg,  # brings a library; not needed where somebody else draws
        )

        draw = chart_svg
    made: dict[int, str] = {}
    for place, chart in enumerate(report.exhibits):
        if chart.is_table:
            continue
        try:
            made[place] = draw(chart.exhibit.spec, width)
        except UserError as error:
            return {}, error.message
    return made, ""
