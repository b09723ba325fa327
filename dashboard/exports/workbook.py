"""The exhibit as a workbook: what it found, a native chart beside its numbers, the table, the data notes.

A report of many figures calls `add_figure` once a figure and `add_notes` once. Each sheet prints on paper as wide as it
is: the chart's numbers stand beside it, outside what is printed.
"""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter

from dashboard.charts import palette
from dashboard.charts.palette import text_width
from dashboard.charts.spec import Exhibit
from dashboard.exports.brand import HOUSE_BRAND, Brand
from dashboard.exports.data_sheet import Cells, put, sheet_of
from dashboard.exports.native import NOTHING, BigNumber, drawing, number_format
from dashboard.exports.sheet_chart import native_chart
from dashboard.exports.tones import PRIMARY, Paint
from dashboard.exports.words import alt_text, heading, made_at, reading
from pipelines.formula_guard import line

_WIDE = 12  # columns of the printed part, of 10 characters each
_WIDTH = 900  # pixels of it
_ROW = 20  # pixels
_PANEL_HEIGHT = 300
_IN_UNIT = {"Value", "Low", "High", "Lower quartile", "Upper quartile"}


@dataclass(frozen=True)
class OpenBook:
    """A workbook being written, with the looks its cells have."""

    book: Any
    paint: Paint
    looks: dict[str, Any]

    def number(self, format: str) -> Any:
        """The look of numbers written so; one for each format."""
        if format not in self.looks:
            self.looks[format] = self.book.add_format({"num_format": format, "valign": "top"})
        return self.looks[format]


def render(exhibit: Exhibit, brand: Brand = HOUSE_BRAND) -> bytes:
    """XLSX bytes. Sheets: Chart, Data (the table), Data notes, the exhibit's own."""
    out = io.BytesIO()
    made = opened(out, brand.slide_paint)
    made.book.set_properties(
        {
            "title": line(exhibit.spec.title),
            "subject": line(exhibit.definition),
            "comments": line(f"{exhibit.view_notice} Build {exhibit.build}."),
            "created": made_at(exhibit),
        }
    )
    add_figure(made, exhibit)
    add_notes(made, [exhibit])
    for sheet in exhibit.sheets:
        _write_words(made, made.book.add_worksheet(sheet.name), sheet.rows)
    made.book.close()
    return out.getvalue()


def opened(out: io.BytesIO, paint: Paint) -> OpenBook:
    """An empty workbook in which no text becomes a formula, a link or a number."""
    guarded = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, {"in_memory": True, **guarded})
    top = {"valign": "top", "text_wrap": True}
    looks = {
        "title": {"bold": True, "font_size": 16, **top},
        "head": {"bold": True, "bottom": 1, **top},
        "wrap": top,
        "bold": {"bold": True, **top},
        "warn": {"bold": True, "font_color": palette.SERIES[5], **top},
        "number": {"bold": True, "font_size": 48, "font_color": paint.hex(PRIMARY), "valign": "vcenter"},
        "soft": {"font_color": palette.SOFT_INK, **top},
    }
    font = {"font_name": palette.OFFICE_FONT}
    return OpenBook(book, paint, {name: book.add_format({**font, **look}) for name, look in looks.items()})


def add_figure(made: OpenBook, exhibit: Exhibit, prefix: str = "") -> None:
    """A sheet of the chart and one of its table; prefix: of their names, where a workbook has several figures."""
    if not exhibit.spec.is_list:
        _write_front(made, made.book.add_worksheet(f"{prefix}Chart"), exhibit)
    _write_table(made, made.book.add_worksheet(f"{prefix}Data"), exhibit)


def add_notes(made: OpenBook, exhibits: Sequence[Exhibit]) -> None:
    """What every number rests on, for all figures of the workbook."""
    rows: list[tuple[str, str]] = []
    for exhibit in exhibits:
        spec = exhibit.spec
        hidden = _why_hidden(exhibit)
        rows += [("Figure", spec.title), ("Reading", reading(spec))]
        rows += [*([("Not shown", hidden)] if hidden else []), *exhibit.face()]
    _write_words(made, made.book.add_worksheet("Data notes"), rows)


def _why_hidden(exhibit: Exhibit) -> str:
    """How many rows of the table have no value, by the code of why."""
    if "Blank" not in exhibit.table.columns:
        return ""
    place = exhibit.table.columns.index("Blank")
    codes = [str(row[place]) for row in exhibit.table.rows if row[place]]
    return "; ".join(
        f"{codes.count(code)} of {len(exhibit.table.rows)} rows: {code}" for code in dict.fromkeys(codes)
    )


# --- the chart's sheet -------------------------------------------------------------------------------------


def _write_front(made: OpenBook, sheet: Any, exhibit: Exhibit) -> None:
    sheet.hide_gridlines(2)
    sheet.set_column(0, _WIDE - 1, 10)
    row = 0

    def say(text: str, look: str, size: float = 11) -> None:
        """One text over the printed width, as high as it needs."""
        nonlocal row
        lines = math.ceil(text_width(line(text), size * 1.35) / (_WIDTH - 20)) or 1
        sheet.merge_range(row, 0, row, _WIDE - 1, "", made.looks[look])
        put(sheet, row, 0, text, made.looks[look])
        sheet.set_row_pixels(row, round(lines * size * 1.75 + 4))
        row += 1

    face = dict(exhibit.face())
    say(heading(exhibit.spec), "title", 16)
    say(reading(exhibit.spec), "wrap")
    for words in filter(None, (exhibit.view_notice, face.get("Data", ""))):
        say(words, "warn")
    drawn = drawing(exhibit.spec)
    if isinstance(drawn, BigNumber):
        put(sheet, row, 0, drawn.value, made.looks["number"])
        sheet.set_row_pixels(row, 90)
        row += 1
        say(drawn.words, "wrap")
    elif not drawn:
        say(NOTHING, "wrap")
    else:
        row = _write_charts(made, sheet, exhibit, row + 1)
    for words in exhibit.face_lines():
        if not words.startswith(("View: ", "Data: ")):
            say(words, "soft", 9)
    sheet.print_area(0, 0, row - 1, _WIDE - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 1)
    sheet.freeze_panes(1, 0)


def _write_charts(made: OpenBook, sheet: Any, exhibit: Exhibit, row: int) -> int:
    """The charts, several of them two in a row, and their numbers beside them; the first row below them."""
    drawn = drawing(exhibit.spec)
    assert not isinstance(drawn, BigNumber)
    left, top = _WIDE + 1, row
    put(sheet, top - 1, left, "The chart's numbers: change one, and the chart follows.", made.looks["soft"])
    numbers = top
    for place, chart in enumerate(drawn):
        laid = sheet_of(exhibit.spec, chart, numbers)
        shifted: Cells = {(r, c + left): value for (r, c), value in laid.cells.items()}
        look = made.number(chart.number_format)
        for (r, c), value in shifted.items():
            head = made.looks["bold"] if r == numbers else None
            put(sheet, r, c, value, head if isinstance(value, str) else look)
        numbers += laid.height + 1
        native = native_chart(made, sheet.get_name(), chart, laid.runs, left)
        alone = len(drawn) == 1
        wide = _WIDTH if alone else _WIDTH // 2
        height = max(320, 90 + 30 * len(chart.categories)) if chart.form == "bar" and alone else 380
        height = height if alone else _PANEL_HEIGHT
        native.set_size({"width": wide - 8, "height": height})
        described = {"description": line(alt_text(exhibit.spec)), "object_position": 2}
        x, y = (0, 0) if alone else (wide * (place % 2), _PANEL_HEIGHT * (place // 2))
        sheet.insert_chart(top, 0, native, {**described, "x_offset": x, "y_offset": y})
    if len(drawn) > 1:
        height = _PANEL_HEIGHT * math.ceil(len(drawn) / 2)
    sheet.set_column(left, left, 36)
    sheet.set_column(left + 1, left + 40, 14)
    return top + math.ceil(height / _ROW) + 1


# --- the table and the notes -------------------------------------------------------------------------------


def _write_table(made: OpenBook, sheet: Any, exhibit: Exhibit) -> None:
    """A table with a filter on each column; wide ones are scaled to one page, their header comes again on each."""
    columns, rows = exhibit.table.columns, exhibit.table.rows
    heads = _unique([line(name) for name in columns])
    width = 0
    for c, name in enumerate(columns):
        texts = [line(str(row[c])) for row in rows if isinstance(row[c], str)]
        wide = min(max([len(name), *map(len, texts)], default=8) + 4, 44)
        sheet.set_column(c, c, wide)
        width += wide
        number = made.number(number_format(exhibit.spec.unit) if name in _IN_UNIT else "#,##0.######")
        for r, row in enumerate(rows, start=1):
            put(sheet, r, c, row[c], made.looks["wrap"] if isinstance(row[c], str) else number)
    for r, row in enumerate(rows, start=1):
        longest = max((len(line(v)) for v in row if isinstance(v, str)), default=0)
        sheet.set_row_pixels(r, _ROW * math.ceil(max(longest, 1) / 42))
    if rows and columns:
        style = {"style": "Table Style Light 1", "columns": [{"header": head} for head in heads]}
        sheet.add_table(0, 0, len(rows), len(columns) - 1, style)
    for c, head in enumerate(heads):
        put(sheet, 0, c, head, made.looks["head"])
    if exhibit.code:
        put(sheet, len(rows) + 2, 0, f"Code: {exhibit.code}", made.looks["soft"])
    _paper(sheet, is_wide=width > 90)
    sheet.freeze_panes(1, 0)


def _unique(names: Sequence[str]) -> list[str]:
    """Column names as a table wants them: none empty, none twice, whatever their case."""
    made: list[str] = []
    for name in names:
        wanted, count = name or "Column", 2
        while wanted.lower() in (one.lower() for one in made):
            wanted, count = f"{name or 'Column'} {count}", count + 1
        made.append(wanted)
    return made


def _paper(sheet: Any, *, is_wide: bool) -> None:
    """One page wide, as many as it takes down, the first row on each."""
    if is_wide:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer("&L&A&RPage &P of &N")


def _write_words(made: OpenBook, sheet: Any, rows: Sequence[tuple[str, str]]) -> None:
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 90)
    for r, (head, words) in enumerate(rows):
        put(sheet, r, 0, head, made.looks["bold"])
        put(sheet, r, 1, words, made.looks["wrap"])
        sheet.set_row_pixels(r, _ROW * math.ceil(max(len(words), 1) / 92))
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
