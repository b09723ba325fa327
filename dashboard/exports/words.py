"""What a file says of a chart besides drawing it: its finding, its alternative text, the speaker's notes, its date."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from dashboard.charts.names import number
from dashboard.charts.shown_rows import shown
from dashboard.charts.spec import ChartSpec, ChartTable, Exhibit
from dashboard.exports.native import categories_of, one_line, shortened, word

_EPOCH = datetime(2000, 1, 1)
ALT_LENGTH = 250  # characters a screen reader reads out in one go
_KINDS = {
    "columns": "Column chart",
    "bars": "Bar chart",
    "stacked_bars": "Stacked bar chart",
    "lines": "Line chart",
    "dots": "Chart of values with their ranges",
    "steps": "Bar chart of steps",
    "pairs": "Chart of two sides",
    "calendar": "Column chart by weekday",
    "funnel": "Scatter chart of rates by size",
}


def made_at(exhibit: Exhibit) -> datetime:
    """A file's date: its data's, not the clock's, so that the same exhibit gives the same bytes."""
    return day_of(exhibit.as_of)


def day_of(as_of: str) -> datetime:
    """The day that is written so; where none is, always the same one."""
    try:
        return datetime.strptime(as_of, "%b %d, %Y")
    except ValueError:
        return _EPOCH


def heading(spec: ChartSpec) -> str:
    """What it shows, as one would say it; without a finding the figure's name."""
    return one_line(spec.finding or spec.title)


def reading(spec: ChartSpec) -> str:
    """What stands below the heading: with a finding the figure's name first."""
    cut = shown(spec)
    return one_line(f"{spec.title}. {cut.reading}" if spec.finding else cut.reading)


def alt_text(spec: ChartSpec) -> str:
    """The finding in at most 250 characters; the notes have all of it."""
    if spec.is_list:
        return shortened(f"Table: {heading(spec)}", ALT_LENGTH)
    said = heading(spec) if spec.finding else f"{one_line(spec.title)}. {one_line(spec.reading)}"
    return shortened(f"{_KINDS[spec.kind]}: {said}", ALT_LENGTH)


def speaker_notes(exhibit: Exhibit) -> str:
    """What somebody who shows it can be asked: the chart in words, then its face, a line each."""
    lines = [reading(exhibit.spec), one_line(exhibit.spec.alt_text)]
    return "\n".join([*lines, *(one_line(f"{head}: {words}") for head, words in exhibit.face())])


READING_LENGTH, FACE_LENGTH = 420, 700  # of a line on a slide


def stamp(exhibit: Exhibit) -> str:
    """What a page with the rest of a table may not leave out."""
    code = f" Code: {exhibit.code}." if exhibit.code else ""
    return f"{exhibit.view_notice} As of {exhibit.as_of}. Build {exhibit.build}.{code}"


def rows_title(exhibit: Exhibit, first: int, of: int) -> str:
    """The heading of a table that begins with a row other than the first, or has no room for all."""
    return f"{shortened(one_line(exhibit.spec.title), 90)}: from row {first} of {of:,}"


def caption(exhibit: Exhibit) -> str:
    """What stands beside a chart's number in a document."""
    return f"{one_line(exhibit.spec.title)}. {one_line(exhibit.period)}."


def source_line(exhibit: Exhibit) -> str:
    """What stands below a chart on a page of somebody else's: which figure, of whom, when, how many, how new."""
    said = dict(exhibit.face())
    short = [f"{head}: {said[head]}" for head in ("Filters", "Period", "n", "As of", "Build") if head in said]
    return one_line(" · ".join((exhibit.spec.title, *short)))


Words = tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]


def table_of_words(exhibit: Exhibit) -> Words:
    """(headings, rows): every row of the chart, also those it has no room for, as its values read.

    Where whole panels, lines or parts have no room it is the figure's own table, without its bare numbers.
    """
    if exhibit.spec.is_list:
        return _whole(exhibit.table, range(len(exhibit.table.columns)))
    return _figure_s_own(exhibit.table) if exhibit.spec.left_out else _chart_s_own(exhibit.spec)


def _figure_s_own(table: ChartTable) -> Words:
    told = [
        place
        for place, name in enumerate(table.columns)
        if name != "Blank" and any(isinstance(row[place], str) for row in table.rows)
    ]
    return _whole(table, told)


def _whole(table: ChartTable, places: Sequence[int]) -> Words:
    """These columns of a table, with a dash for what is blank."""
    rows = tuple(
        tuple("–" if row[place] in (None, "") else one_line(str(row[place])) for place in places)
        for row in table.rows
    )
    return tuple(one_line(table.columns[place]) for place in places), rows


def _chart_s_own(spec: ChartSpec) -> Words:
    names = [one_line(series.name) for series in spec.series]
    if len(names) == 1:
        names = [one_line(spec.title)]
    has_column = bool(spec.column) and bool(spec.column_title)
    heads = (one_line(spec.category_title) or "Group", *names, *([spec.column_title] if has_column else []))
    categories = categories_of(spec, 10_000) if not has_column else tuple(map(one_line, spec.categories))
    rows = tuple(
        (
            category,
            *(_value(spec, i, k) for k in range(len(spec.series))),
            *([spec.column[i]] if has_column else []),
        )
        for i, category in enumerate(categories)
    )
    return heads, rows


def _value(spec: ChartSpec, i: int, k: int) -> str:
    series = spec.series[k]
    if read := word(series, i):
        return read
    value = series.values[i] if i < len(series.values) else None
    return number(value, spec.unit) if value is not None else "–"
