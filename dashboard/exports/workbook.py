"""The exhibit as a workbook: a native chart, the table, what is plotted with its intervals, About."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from itertools import zip_longest
from typing import Any

import xlsxwriter

from dashboard.charts import palette
from dashboard.charts.spec import Exhibit
from dashboard.exports.native import NOTHING, Native, Run, data_sheet, native, number_format
from pipelines.formula_guard import line

_EPOCH = datetime(2000, 1, 1)


def made_at(exhibit: Exhibit) -> datetime:
    """A file's date: its data's, not the clock's, so that the same exhibit gives the same bytes."""
    try:
        return datetime.strptime(exhibit.as_of, "%b %d, %Y")
    except ValueError:
        return _EPOCH


def render(exhibit: Exhibit) -> bytes:
    """XLSX bytes. Sheets: Chart, Data (the table), Plotted (series, low, high), About, and the exhibit's own."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    spec = exhibit.spec
    book.set_properties(
        {
            "title": line(spec.title),
            "subject": line(exhibit.definition),
            "comments": line(f"{exhibit.view_notice} Build {exhibit.build}."),
            "created": made_at(exhibit),
        }
    )
    looks = {
        "title": book.add_format({"bold": True, "font_size": 16, "font_name": palette.OFFICE_FONT}),
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
        "bold": book.add_format({"bold": True, "valign": "top"}),
        "warn": book.add_format({"bold": True, "font_color": palette.SERIES[5]}),
        "value": book.add_format({"num_format": number_format(spec.unit)}),
        "plain": book.add_format({"num_format": "#,##0.######"}),
    }
    front = book.add_worksheet("Chart")
    data = book.add_worksheet("Data")
    plotted = book.add_worksheet("Plotted")
    about = book.add_worksheet("About")
    _write_table(data, exhibit, looks)
    drawn = native(spec)
    _write_plotted(plotted, exhibit, drawn, looks)
    _write_front(book, front, exhibit, drawn, looks)
    _write_words(about, (("Figure", spec.title), ("Reading", spec.reading), *exhibit.face()), looks)
    for sheet in exhibit.sheets:
        _write_words(book.add_worksheet(sheet.name), sheet.rows, looks)
    front.activate()
    book.close()
    return out.getvalue()


def _put(sheet: Any, row: int, column: int, value: str | float | int | None, look: Any = None) -> None:
    """Text as text, numbers as numbers, nothing as nothing: no guessing by the library."""
    if value is None:
        return
    if isinstance(value, str):
        sheet.write_string(row, column, line(value), look)
    else:
        sheet.write_number(row, column, value, look)


def _write_table(sheet: Any, exhibit: Exhibit, looks: dict[str, Any]) -> None:
    in_unit = {"Value", "Low", "High", "Lower quartile", "Upper quartile"}
    for c, name in enumerate(exhibit.table.columns):
        _put(sheet, 0, c, name, looks["head"])
        texts = [str(row[c]) for row in exhibit.table.rows if isinstance(row[c], str)]
        sheet.set_column(c, c, min(max([len(name), *map(len, texts)]) + 3, 48))
        for r, row in enumerate(exhibit.table.rows, start=1):
            _put(
                sheet,
                r,
                c,
                row[c],
                looks["value" if name in in_unit else "plain"] if not isinstance(row[c], str) else None,
            )
    sheet.freeze_panes(1, 0)


def _write_plotted(sheet: Any, exhibit: Exhibit, drawn: Native, looks: dict[str, Any]) -> None:
    """The runs the chart draws, then every series with its low and high. Of a scatter each run has its own places."""
    heads, rows = data_sheet(exhibit.spec)
    sheet.set_column(0, 0, 36)
    if drawn.form == "scatter":
        left = 2 * len(drawn.runs) + 1
        for k, run in enumerate(drawn.runs):
            for c, name, numbers in ((2 * k, heads[1], run.xs), (2 * k + 1, run.name, run.values)):
                _put(sheet, 0, c, name, looks["head"])
                for r, value in enumerate(numbers, start=1):
                    _put(sheet, r, c, value, looks["value" if c % 2 else "plain"])
    else:
        left = len(drawn.runs) + 2
        _put(sheet, 0, 0, "Category", looks["head"])
        for c, run in enumerate(drawn.runs, start=1):
            _put(sheet, 0, c, run.name, looks["head"])
            for r, value in enumerate(run.values, start=1):
                _put(sheet, r, c, value, looks["value"])
        for r, category in enumerate(drawn.categories, start=1):
            _put(sheet, r, 0, category)
    for c, head in enumerate(heads, start=left):
        _put(sheet, 0, c, head, looks["head"])
        for r, row in enumerate(rows, start=1):
            found = row[c - left]
            look = "plain" if drawn.form == "scatter" and c == left + 1 else "value"
            _put(sheet, r, c, found, None if isinstance(found, str) else looks[look])
    sheet.set_column(1, left + len(heads), 16)
    sheet.freeze_panes(1, 1)


def _write_front(book: Any, sheet: Any, exhibit: Exhibit, drawn: Native, looks: dict[str, Any]) -> None:
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 110)
    _put(sheet, 0, 0, exhibit.spec.title, looks["title"])
    sheet.merge_range(1, 0, 1, 1, "", looks["wrap"])
    _put(sheet, 1, 0, exhibit.spec.reading, looks["wrap"])
    sheet.set_row(1, 16 * (1 + len(exhibit.spec.reading) // 120))
    top = 2
    for words in (exhibit.view_notice, *(w for h, w in exhibit.face() if h == "Data")):
        _put(sheet, top, 0, words, looks["warn"])
        top += 1
    height = _height(drawn)
    if drawn.has_legend and _has_clear(drawn):
        _write_legend(book, sheet, top, drawn)
        top += 1
    if drawn.is_empty:
        _put(sheet, top + 1, 0, NOTHING)
    else:
        chart = _chart(book, drawn, exhibit)
        chart.set_size({"width": 900, "height": height})
        described = {"description": line(exhibit.spec.alt_text), "object_position": 2}
        sheet.insert_chart(top + 1, 0, chart, described)
    below = top + 3 + height // 20
    for r, (heading, words) in enumerate(exhibit.face(), start=below):
        _put(sheet, r, 0, heading, looks["bold"])
        _put(sheet, r, 1, words, looks["wrap"])
    sheet.set_landscape()
    sheet.fit_to_pages(1, 1)


def _has_clear(drawn: Native) -> bool:
    return any(not run.in_legend for run in drawn.runs)


def _write_legend(book: Any, sheet: Any, row: int, drawn: Native) -> None:
    """Colored words above the chart: spreadsheets disagree on which entry of a legend a deleted one is."""
    parts: list[Any] = []
    for run in (r for r in drawn.runs if r.in_legend):
        parts += [book.add_format({"font_color": run.color}), "■ ", f"{run.name}     "]
    sheet.write_rich_string(row, 0, *parts)


def _height(drawn: Native) -> int:
    return max(320, 110 + 34 * len(drawn.categories)) if drawn.form == "bar" else 380


def _chart(book: Any, drawn: Native, exhibit: Exhibit) -> Any:
    if drawn.form == "scatter":
        return _scatter(book, drawn, exhibit)
    subtype = {"clustered": {}, "stacked": {"subtype": "stacked"}, "percent": {"subtype": "percent_stacked"}}
    shape = {"type": drawn.form, **(subtype[drawn.grouping] if drawn.form != "line" else {})}
    chart = book.add_chart(shape)
    lines = (
        book.add_chart({"type": "line"})
        if drawn.form == "column" and any(r.is_line for r in drawn.runs)
        else None
    )
    for c, run in enumerate(drawn.runs, start=1):
        target = lines if lines is not None and run.is_line else chart
        target.add_series(_series(drawn, run, c))
    if lines is not None:
        chart.combine(lines)
    grid = {"visible": drawn.has_axis, "line": {"color": palette.GRID, "width": 0.75}}
    font = {"name": palette.OFFICE_FONT, "size": 10, "color": palette.SOFT_INK}
    values = {
        "num_format": drawn.number_format,
        "major_gridlines": grid,
        "visible": drawn.has_axis,
        "min": 0 if not _goes_below(drawn) else None,
        "max": 1 if drawn.grouping == "percent" else drawn.end,
        "num_font": font,
        "line": {"none": True},
    }
    categories: dict[str, Any] = {
        "num_font": font,
        "line": {"color": palette.BORDER},
        "major_tick_mark": "none",
        "label_position": "low",
        **({"reverse": True} if drawn.form == "bar" else {}),
    }
    # the library calls a bar chart's upright axis y, whatever it bears
    on_x, on_y = (values, categories) if drawn.form == "bar" else (categories, values)
    chart.set_x_axis(on_x)
    chart.set_y_axis(on_y)
    if drawn.has_legend and not _has_clear(drawn):
        chart.set_legend({"position": "top", "font": font})
    else:
        chart.set_legend({"none": True})
    chart.set_title({"none": True})
    return chart


def _scatter(book: Any, drawn: Native, exhibit: Exhibit) -> Any:
    """Points and lines, each run by its own places; points outside bear their names."""
    chart = book.add_chart({"type": "scatter"})
    font = {"name": palette.OFFICE_FONT, "size": 10, "color": palette.SOFT_INK}
    for k, run in enumerate(drawn.runs):
        last = len(run.values)
        made: dict[str, Any] = {
            "name": ["Plotted", 0, 2 * k + 1],
            "categories": ["Plotted", 1, 2 * k, last, 2 * k],
            "values": ["Plotted", 1, 2 * k + 1, last, 2 * k + 1],
            "line": {"color": run.color, "width": 1.25} if run.is_line else {"none": True},
            "marker": {"type": "none"}
            if run.is_line
            else {"type": "circle", "size": 7, "fill": {"color": run.color}, "border": {"none": True}},
        }
        if any(run.labels):
            custom = [{"value": text} if text else {"delete": True} for text in run.labels]
            made["data_labels"] = {"value": True, "position": "below", "font": font, "custom": custom}
        chart.add_series(made)
    grid = {"visible": True, "line": {"color": palette.GRID, "width": 0.75}}
    chart.set_x_axis(
        {
            "name": line(exhibit.spec.category_title),
            "name_font": {**font, "bold": False},
            "min": 0,
            "num_font": font,
            "num_format": "#,##0",
            "major_gridlines": {"visible": False},
        }
    )
    chart.set_y_axis(
        {
            "num_format": drawn.number_format,
            "min": 0,
            "max": drawn.end,
            "num_font": font,
            "major_gridlines": grid,
        }
    )
    chart.set_legend({"position": "top", "font": font})
    chart.set_title({"none": True})
    return chart


def _goes_below(drawn: Native) -> bool:
    return any(v is not None and v < 0 for run in drawn.runs for v in run.values)


def _series(drawn: Native, run: Run, column: int) -> dict[str, Any]:
    last = len(drawn.categories)
    made: dict[str, Any] = {
        "name": ["Plotted", 0, column],
        "categories": ["Plotted", 1, 0, last, 0],
        "values": ["Plotted", 1, column, last, column],
    }
    if run.is_line:
        made["line"] = {"color": run.color, "width": 2.25}
        made["marker"] = {"type": "none"}
    elif not run.color:
        made |= {"fill": {"none": True}, "border": {"none": True}}
    else:
        made |= {"fill": {"color": run.color}, "border": {"none": True}}
        if any(run.partial) or any(run.muted):
            hatch = {"pattern": "wide_upward_diagonal", "fg_color": run.color, "bg_color": palette.SURFACE}
            made["points"] = [
                {"pattern": hatch} if cut else {"fill": {"color": palette.UNKNOWN}} if grey else None
                for cut, grey in zip_longest(run.partial, run.muted, fillvalue=False)
            ]
    made["gap"] = 45  # of columns and bars; the library lays what is stacked over each other by itself
    if any(run.labels):
        is_inside = drawn.grouping != "clustered"
        color = palette.ink_on(run.color) if is_inside and run.color else palette.INK
        made["data_labels"] = {
            "value": True,
            **({"position": "center"} if is_inside else {}),  # else beyond its end, where the library puts it
            "font": {"name": palette.OFFICE_FONT, "size": 9, "color": color},
            "custom": [{"value": text} if text else {"delete": True} for text in run.labels],
        }
    return made


def _write_words(sheet: Any, rows: Sequence[tuple[str, str]], looks: dict[str, Any]) -> None:
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 110)
    for r, (heading, words) in enumerate(rows):
        _put(sheet, r, 0, heading, looks["bold"])
        _put(sheet, r, 1, words, looks["wrap"])
