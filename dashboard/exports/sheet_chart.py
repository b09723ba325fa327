"""A native chart of a workbook: XlsxWriter's, with the same runs, error bars, words and axes as a slide has."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from xlsxwriter.utility import quote_sheetname, xl_range_abs

from dashboard.charts import palette
from dashboard.exports.data_sheet import RunCells
from dashboard.exports.native import Native, Run
from dashboard.exports.office_chart import GAPS, LINE_WIDTH, RANGE_WIDTH, WHISKER_WIDTH, reads_as
from dashboard.exports.tones import BAND, BORDER, GRID, INK, SOFT_INK, Paint, Tone

if TYPE_CHECKING:
    from dashboard.exports.workbook import OpenBook

_LIKE_A_PLACE = re.compile(r"!(?=\$?[A-Z]+\$?\d)")
_SUBTYPES = {"clustered": {}, "stacked": {"subtype": "stacked"}, "percent": {"subtype": "percent_stacked"}}


def native_chart(made: OpenBook, sheet: str, drawn: Native, cells: Sequence[RunCells], left: int) -> Any:
    """The chart of runs that stand in these cells of a sheet, from column `left` on."""
    shape = {"type": drawn.form, **(_SUBTYPES[drawn.grouping] if drawn.form != "line" else {})}
    chart = made.book.add_chart(shape)
    over = drawn.form == "column" and any(run.is_line for run in drawn.runs)
    lines = made.book.add_chart({"type": "line"}) if over else None
    filled = sum(run.color is not None and not run.is_line for run in drawn.runs)
    for run, place in zip(drawn.runs, cells, strict=True):
        target = lines if lines is not None and run.is_line else chart
        target.add_series(_series(drawn, run, place, sheet, left, made.paint, lies_over=filled < 2))
    if lines is not None:
        chart.combine(lines)
    _axes(chart, drawn, made.paint)
    hidden = [i for i, run in enumerate(drawn.runs) if not run.in_legend]
    legend = {"position": "top", "font": _font(SOFT_INK, made.paint), "delete_series": hidden}
    chart.set_legend(legend if drawn.has_legend else {"none": True})
    bold = {**_font(INK, made.paint), "bold": True, "size": 11}
    chart.set_title({"name": _as_words(drawn.title), "name_font": bold} if drawn.title else {"none": True})
    chart.set_chartarea({"border": {"none": True}})
    return chart


def _as_words(text: str) -> str:
    """Drawn as it stands. Of "Jump!START2" the library would make a place in a sheet: an unseen join prevents it."""
    return _LIKE_A_PLACE.sub("!\u2060", text)


def _font(tone: Tone, paint: Paint, size: int = 10) -> dict[str, Any]:
    return {"name": palette.OFFICE_FONT, "size": size, "color": paint.hex(tone)}


def _axes(chart: Any, drawn: Native, paint: Paint) -> None:
    font = _font(SOFT_INK, paint)
    start = drawn.start if drawn.start is not None else (None if drawn.goes_below else 0)
    values = {
        "num_format": drawn.number_format,
        "major_gridlines": {"visible": drawn.has_axis, "line": {"color": paint.hex(GRID), "width": 0.75}},
        "visible": drawn.has_axis,
        "min": start,
        "max": 1 if drawn.grouping == "percent" else drawn.end,
        "num_font": font,
        "line": {"none": True},
        "major_tick_mark": "none",
        **({"label_position": "high"} if drawn.form == "bar" else {}),  # below the last row
    }
    across: dict[str, Any] = {
        "num_font": font,
        "line": {"color": paint.hex(BORDER)},
        "major_tick_mark": "none",
        "label_position": "low",
        **({"reverse": True} if drawn.form == "bar" else {}),  # the first row on top
    }
    if drawn.form == "scatter":
        name = {"name": drawn.size_title, "name_font": {**font, "bold": False}}
        across |= {**name, "min": 0, "num_format": "#,##0", "major_gridlines": {"visible": False}}
    # the library calls a bar chart's upright axis y, whatever it bears
    on_x, on_y = (values, across) if drawn.form == "bar" else (across, values)
    chart.set_x_axis(on_x)
    chart.set_y_axis(on_y)


def _series(
    drawn: Native, run: Run, cells: RunCells, sheet: str, left: int, paint: Paint, *, lies_over: bool
) -> dict[str, Any]:
    def place(column: int) -> list[Any]:
        return [sheet, cells.first, left + column, cells.last, left + column]

    made: dict[str, Any] = {
        "name": [sheet, cells.name[0], left + cells.name[1]],
        "categories": place(cells.places),
        "values": place(cells.values),
        **_look(drawn, run, paint),
    }
    if drawn.form in ("column", "bar"):
        made["gap"] = next((gap for most, gap in GAPS if len(drawn.categories) <= most), 45)
        if drawn.grouping == "clustered" and lies_over:
            made["overlap"] = 100
    if any(run.labels):
        made["data_labels"] = _labels(drawn, run, paint)
    if run.has_ends:

        def reference(column: int) -> str:
            inner = xl_range_abs(cells.first, left + column, cells.last, left + column)
            return f"={quote_sheetname(sheet)}!{inner}"

        is_line = drawn.form == "line"
        whisker = (run.color or SOFT_INK).lighter(0.5) if is_line else SOFT_INK
        wide = {"color": paint.hex(BAND), "width": RANGE_WIDTH}
        made["y_error_bars"] = {
            "type": "custom",
            "plus_values": reference(cells.plus),
            "minus_values": reference(cells.minus),
            "direction": "plus" if run.is_range else "both",
            "end_style": 0 if run.is_range or is_line else 1,
            "line": wide if run.is_range else {"color": paint.hex(whisker), "width": WHISKER_WIDTH},
        }
    return made


def _look(drawn: Native, run: Run, paint: Paint) -> dict[str, Any]:
    color = paint.hex(run.color) if run.color else ""
    if drawn.form == "scatter" and not run.is_line:
        dot = {"type": "circle", "size": 7, "fill": {"color": color}, "border": {"none": True}}
        return {"line": {"none": True}, "marker": {"type": "none"} if run.is_range else dot}
    if run.is_line or drawn.form == "line":
        width = WHISKER_WIDTH if drawn.form == "scatter" else LINE_WIDTH
        made: dict[str, Any] = {"line": {"color": color, "width": width}, "marker": {"type": "none"}}
        if any(run.partial):
            cut = {"line": {"color": color, "width": width, "dash_type": "round_dot"}}
            made["points"] = [cut if is_cut else None for is_cut in run.partial]
        return made
    if run.color is None:
        return {"fill": {"none": True}, "border": {"none": True}}
    made = {"fill": {"color": color}, "border": {"none": True}}
    if any(run.partial) or any(run.tones):
        made["points"] = [_point(run, i, paint) for i in range(len(run.values))]
    return made


def _point(run: Run, i: int, paint: Paint) -> dict[str, Any] | None:
    own = run.tones[i] if i < len(run.tones) else None
    color = paint.hex(own or run.color or INK)
    if i < len(run.partial) and run.partial[i]:
        return {
            "pattern": {"pattern": "wide_upward_diagonal", "fg_color": color, "bg_color": palette.SURFACE}
        }
    return {"fill": {"color": color}} if own else None


def _labels(drawn: Native, run: Run, paint: Paint) -> dict[str, Any]:
    is_inside = drawn.grouping != "clustered"
    ink = paint.ink_on(run.color) if is_inside and run.color else INK
    place = {"scatter": {"position": "below"}}.get(drawn.form, {"position": "center"} if is_inside else {})

    def one(i: int, text: str) -> dict[str, Any] | None:
        if not text:
            return {"delete": True}
        is_value = run.color is not None and text == reads_as(run.values[i], drawn.number_format)
        return None if is_value else {"value": _as_words(text if run.color else f"\u00a0{text}")}

    custom = [one(i, text) for i, text in enumerate(run.labels)]
    return {
        "value": True,
        "num_format": drawn.number_format,
        "font": _font(ink, paint, 9),
        "custom": custom,
        **place,
    }
