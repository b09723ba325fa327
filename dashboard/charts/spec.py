"""The words charts are spoken in: ChartSpec, ChartTable, Exhibit. Immutable; no drawing, no building."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pipelines.figures.results import WayOut

SYNTHETIC = "Synthetic: do not cite"
MAX_ROWS = 12  # rows a chart shows unless it is asked for all; the table has them all

Value = str | float | int | None  # one field of a table

Kind = Literal[
    "columns",  # vertical bars over time or ordered classes
    "bars",  # horizontal bars from zero, one a category: counts, or parts of one whole
    "stacked_bars",  # horizontal, one row a segment, 100 % of its people
    "lines",
    "dots",  # a rate, mean or median with the range it may lie in, one row a segment
    "steps",  # a funnel whose steps each have their own eligible n
    "pairs",  # a row a figure, two marks with their ranges: one a side
    "calendar",  # a column a period, a row a weekday, the darker the more
    "funnel",  # a mark a group: its rate against how many are behind it, with the limits chance keeps to
]


@dataclass(frozen=True)
class Series:
    """One named run of values, aligned with ChartSpec.categories.

    values: what is drawn (None = nothing drawn: unknown or withheld); in the spec's unit.
    labels: the words printed at each mark ('' = none). Withheld and banded marks say so here.
    low, high: per mark, or empty. With a value they are its interval; without one they are the ends of a
    released band, drawn as a floating range. A mark with neither is drawn as nothing, with its label.
    partial: marks of a period that is not over; drawn dashed or hatched.
    """

    name: str
    values: tuple[float | None, ...]
    labels: tuple[str, ...] = ()
    low: tuple[float | None, ...] = ()
    high: tuple[float | None, ...] = ()
    partial: tuple[bool, ...] = ()
    is_muted: bool = False  # grey: last year, "Other", "Unknown"
    kind: Literal["same", "behind"] = "same"  # behind the others: last year
    color: str = ""  # its own, where what it stands for has one; "" = by its place

    def middle(self, i: int) -> float | None:
        """A mark's value, a band's middle; None where nothing is drawn."""
        if self.values[i] is not None or not self.low or not self.high:
            return self.values[i]
        low, high = self.low[i], self.high[i]
        return None if low is None or high is None else (low + high) / 2


@dataclass(frozen=True)
class Moment:
    """What is marked on a time axis: a term's start, a span of late logging, what happened then."""

    at: str  # a category
    text: str
    until: str | None = None  # a span, shaded
    is_note: bool = False  # pinned by the office; drawn through the middle of its period


@dataclass(frozen=True)
class Reference:
    """A horizontal line with its name and source: a target, a recommended minimum."""

    value: float
    text: str


@dataclass(frozen=True)
class ChanceLimits:
    """Between which values chance alone keeps a group, by how many are behind it. One line each."""

    text: str  # "95% of groups"
    sizes: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]


@dataclass(frozen=True)
class ChartSpec:
    """Everything page, image, slide and workbook need to draw the same chart."""

    id: str
    kind: Kind
    title: str
    reading: str  # what the chart shows, in full: who is highest and lowest, who is not told and why
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str  # the metric's unit: "percent", "people", "usd", "days", ...
    alt_text: str
    category_title: str = ""
    value_title: str = ""
    category_notes: tuple[str, ...] = ()  # e.g. "n = 214" at the right of each row
    moments: tuple[Moment, ...] = ()
    references: tuple[Reference, ...] = ()
    is_time: bool = False
    dimension: str = ""  # what the categories are values of, where they are segments: "college"
    segments: tuple[str, ...] = ()  # their values as the office writes them, aligned with categories
    periods: tuple[tuple[date, date] | None, ...] = ()  # of a time axis: first and last day of each category
    hint: str = ""  # what a click on a row does, told while the pointer is on it
    notes: tuple[str, ...] = ()  # what else must be said of it: preliminary, pooled, left out
    sizes: tuple[float | None, ...] = ()  # of a funnel: how many are behind each category
    limits: tuple[ChanceLimits, ...] = ()  # of a funnel: the narrower first
    greyed: tuple[bool, ...] = ()  # rows told in grey, after the others: too few for a rate
    is_ordered: bool = False  # the series are ordered classes (0, 1, 2, 3-5, 6+): steps of one hue
    finding: str = (
        ""  # what it shows, as a dean would read it aloud; the title of its card ("" = its own title)
    )
    rows_shown: int = MAX_ROWS  # of rows, the largest; a page that asks for all says len(categories)
    weights: tuple[float | None, ...] = ()  # how many are behind each row: what makes it one of the largest
    column: tuple[str, ...] = ()  # a second word at the right of each row, after its value: n, how many
    column_title: str = ""  # "n", "jobs"
    items: str = ""  # what a value is a share or an average of: "graduates"
    ranges_are: Literal["chance", "unknown", "quartiles"] = "chance"  # what the intervals beside values mean
    whole: Reference | None = None  # the same figure of all rows together, a dotted line through them
    named: tuple[str, ...] = ()  # the rows its finding points at: in the color of a problem
    left_out: int = 0  # panels, lines or parts it has no room for: the table has them
    chosen: tuple[str, ...] = ()  # the rows a filter chose; the others stand beside them, pale
    is_list: bool = False  # rows of names: nothing is drawn of it, it stands as its table everywhere

    @property
    def is_blank(self) -> bool:
        """Whether nothing is told of any row: no mark and no count of few."""
        marks = [series.middle(i) for series in self.series for i in range(len(self.categories))]
        return not any(self.greyed) and all(mark is None for mark in marks)


@dataclass(frozen=True)
class ChartTable:
    """The table beside a chart: the released numbers, as people write them and as numbers."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


def table_of(rows: Sequence[Mapping[str, Value]], always: str = "") -> ChartTable:
    """Rows, {heading: field}, as a table; columns nobody fills are left out, but for one that is there always."""
    names = dict.fromkeys(name for row in rows for name in row)
    kept = [name for name in names if name == always or any(row.get(name) not in (None, "") for row in rows)]
    return ChartTable(tuple(kept), tuple(tuple(row.get(name) for name in kept) for row in rows))


@dataclass(frozen=True)
class Sheet:
    """A sheet of words a workbook has beside its table: (heading, words)."""

    name: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Exhibit:
    """A chart with everything an export must carry on its face."""

    spec: ChartSpec
    table: ChartTable
    filters_in_words: str
    period: str
    as_of: str
    build: str
    n: str
    definition: str
    caveats: tuple[str, ...]
    view: str  # "publishable" | "internal" | "working"
    view_notice: str  # the sentence printed on the face
    is_synthetic: bool = False
    beside: tuple[str, ...] = ()  # figures never shown without this one, as they read
    references: tuple[str, ...] = ()  # published numbers drawn across it, with population, date and source
    target: str = ""  # what the office wants of it, in words
    pinned: tuple[str, ...] = ()  # what happened in its time, in words
    way_out: WayOut | None = None  # what would show what is hidden on it
    sheets: tuple[Sheet, ...] = ()  # what a workbook says beside its table, a sheet each
    mark: str = ""  # what asks for it again (fill_mark.py), "" where nothing could
    code: str = ""  # by which what left can be looked up; "" until it leaves

    def face(self) -> tuple[tuple[str, str], ...]:
        """What every export says about its chart, as (heading, words); the view and synthetic data first."""
        rows = [
            ("Data", SYNTHETIC if self.is_synthetic else ""),
            ("View", self.view_notice),
            ("Figure beside", "; ".join(self.beside)),
            ("Reference", "; ".join(self.references)),
            ("Target", self.target),
            ("Notes", "; ".join(self.pinned)),
            ("Filters", self.filters_in_words),
            ("Period", self.period),
            ("As of", self.as_of),
            ("n", self.n),
            ("Definition", self.definition),
            ("Caveats", " ".join(self.caveats)),
            ("Build", self.build),
            ("Code", self.code),
        ]
        return tuple((heading, words) for heading, words in rows if words)

    def face_lines(self) -> tuple[str, ...]:
        """The face as lines of running text: what identifies the chart shares one line."""
        said = dict(self.face())
        short = [f"{h}: {said[h]}" for h in ("Filters", "Period", "As of", "n", "Build", "Code") if h in said]
        named = ("Data", "View", "Figure beside", "Reference", "Target", "Notes")
        first = [f"{h}: {said[h]}" for h in named if h in said]
        last = [f"{h}: {said[h]}" for h in ("Definition", "Caveats") if h in said]
        return (*first, " · ".join(short), *last)
