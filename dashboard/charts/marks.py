"""The table of marks: what every chart and table is made of, a row a released cell. Made once; nobody else reads cells.

Everything is decided from what was released: order and words never depend on a number that is withheld.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Literal

from dashboard.charts.academic_year import days_of, in_order
from dashboard.charts.names import number, segment_name, unique_names
from dashboard.charts.spec import Series
from pipelines.figures import wording
from pipelines.figures.blanks import Blank
from pipelines.figures.results import Cell, Metric, Released
from pipelines.release.segments import TIME

_LAST = ("unknown", "not recorded", "not_recorded", "not known")


@dataclass(frozen=True)
class Mark:
    """One segment's figure, as it is drawn and told.

    value: in the metric's unit. low, high: with a value its interval; without one the ends of a released band.
    label: the few words at it, "47%", "<10", without the unit the axis already says.
    n: how many items stand behind it, as released; None where that is not said.
    blank: why there is no number, where there is none. is_few: told as "1 of 4", in grey, after all that have a rate.
    cell: what was released; None where nothing was (or for a mark put together from others).
    """

    value: float | None
    low: float | None
    high: float | None
    label: str
    n: float | None = None
    segment: Mapping[str, str] = field(default_factory=dict)
    cell: Cell | None = None
    blank: Blank | None = None
    is_few: bool = False

    @property
    def rank(self) -> float | None:
        """Where it sorts: by what is released, never by what is hidden."""
        if self.value is not None:
            return self.value
        if self.low is not None and self.high is not None:
            return (self.low + self.high) / 2
        return None

    @property
    def is_band(self) -> bool:
        return self.value is None and self.low is not None and self.high is not None

    @property
    def is_unreached(self) -> bool:
        """Told, and no number: a wait that fewer than half have ended."""
        return self.cell is not None and self.rank is None and self.blank is None and not self.is_few

    @property
    def is_withheld(self) -> bool:
        return self.blank is Blank.HIDDEN

    @property
    def numerator(self) -> float | None:
        return self.cell.numerator if self.cell is not None else None

    @property
    def denominator(self) -> float | None:
        return self.cell.denominator if self.cell is not None else None

    @property
    def written(self) -> str:
        """The value alone, unshortened: "47%"; of a withheld one, why it is; "" where nothing was released."""
        return (self.cell.written or self.cell.label) if self.cell is not None else ""

    @property
    def words(self) -> str:
        """Its full words, as a table has room for: "47% (n = 214)"; of a withheld one, why it is."""
        return (self.cell.label if self.cell is not None else "") or self.label

    @property
    def n_words(self) -> str:
        """The words at the right of a row: n = 214, or n <10 where that is all that may be said."""
        if self.n is not None:
            return wording.n(self.n)
        return f"n {self.label}" if self.is_withheld and self.label.startswith("<") else ""


NOTHING = Mark(None, None, None, "")


@dataclass(frozen=True)
class Marks:
    """A released figure as rows of marks.

    own: the built-in breakdown a share comes with ("channel", "interviews"), if its cells carry it; "" = none.
    dimensions: the breakdowns asked for, without its own. beside: figures never shown without it.
    """

    released: Released = field(repr=False)
    own: str
    dimensions: tuple[str, ...]
    rows: tuple[Mark, ...]
    beside: tuple[Marks, ...]

    @property
    def metric(self) -> Metric:
        return self.released.metric

    @property
    def breakdowns(self) -> tuple[str, ...]:
        """All it is cut by, its own last."""
        return (*self.dimensions, *filter(None, [self.own]))

    @cached_property
    def _by_segment(self) -> dict[frozenset[tuple[str, str]], Mark]:
        return {frozenset(mark.segment.items()): mark for mark in reversed(self.rows)}

    def of(self, segment: Mapping[str, str]) -> Mark:
        """The mark of just this segment; NOTHING where nothing was released of it."""
        return self._by_segment.get(frozenset(segment.items()), NOTHING)

    def at(self, segment: Mapping[str, str]) -> Mark:
        """The mark of a segment, the first inside it where the figure is cut further; NOTHING where there is none."""
        inside = (mark for mark in self.rows if segment.items() <= mark.segment.items())
        mark = self.of(segment)
        return mark if mark is not NOTHING else next(inside, NOTHING)

    @property
    def only(self) -> Mark:
        """The mark of a figure that is not cut; the first of one that is."""
        return self.rows[0] if self.rows else NOTHING

    def values(self, dimension: str) -> tuple[str, ...]:
        """The values of a dimension: periods as they follow each other, its own category's as the figure orders them,
        others as they were released."""
        present = dict.fromkeys(mark.segment[dimension] for mark in self.rows if dimension in mark.segment)
        if dimension in TIME:
            return tuple(in_order(dimension, present, self.released.calendar))
        fixed = (
            [v for v in self.metric.categories if v in present] if dimension == self.metric.category else []
        )
        return tuple(dict.fromkeys([*fixed, *present]))

    def is_partial(self, dimension: str, value: str) -> bool:
        """Whether a period is not whole: cut by the question's dates, or not over at the newest event."""
        days = days_of(dimension, value, self.released.calendar)
        if days is None:
            return False
        first, last = days
        question = self.released.question
        begins_late = question.since is not None and first < question.since <= last
        return begins_late or any(
            end is not None and end < last for end in (question.until, self.released.as_of)
        )


def marks_of(released: Released) -> Marks:
    """The table of marks of a released figure and of those beside it."""
    metric, cells = released.metric, released.cells
    is_there = not cells or any(metric.category in cell.segment for cell in cells)
    own = metric.category if metric.category and is_there else ""
    asked = [d for d in released.question.by if d != own]
    if not asked:
        asked = list(dict.fromkeys(d for cell in cells for d in cell.segment if d != own))
    return Marks(
        released,
        own,
        tuple(asked),
        tuple(_mark(cell, metric) for cell in cells),
        tuple(marks_of(other) for other in released.beside),
    )


def _mark(cell: Cell, metric: Metric) -> Mark:
    label = wording.blank_mark(cell) or cell.written or cell.label
    if " per " in metric.unit:
        label = label.removesuffix(f" {metric.unit}")
    n = cell.denominator if cell.denominator is not None else cell.people
    if cell.blank:
        return Mark(None, None, None, label, n, cell.segment, cell, cell.blank)
    if cell.is_few:
        return Mark(None, None, None, label, n, cell.segment, cell, is_few=True)
    if cell.value is not None:
        return Mark(
            cell.value, cell.low, cell.high, label or number(cell.value, metric.unit), n, cell.segment, cell
        )
    if cell.band is None and not label:
        return Mark(None, None, None, Blank.NO_DATA.mark, n, cell.segment, cell, Blank.NO_DATA)
    if cell.band is None:  # a finding without a number: "Not reached"
        return Mark(None, None, None, label, n, cell.segment, cell)
    low, high = cell.band
    spoken = f"{number(low, metric.unit)} to {number(high, metric.unit)}"
    return Mark(None, low, high, label or spoken, n, cell.segment, cell)


def told_as_few(metric: Metric, mark: Mark) -> Mark:
    """A mean or median of too few to stand beside others: its words alone, in grey, as a rate of few has them."""
    is_middle = metric.aggregate in ("mean", "median") and mark.value is not None
    if not is_middle or mark.n is None or mark.n >= wording.LEAST_FOR_A_RATE:
        return mark
    return replace(mark, value=None, low=None, high=None, is_few=True)


def axis_names(dimension: str, values: Sequence[str]) -> tuple[str, ...]:
    """The values of a dimension as an axis spells them, each another name."""
    return unique_names([segment_name(dimension, value) for value in values], values, dimension)


def sits_last(name: str) -> int:
    """0 for a real segment, then Other, then Unknown."""
    lowered = name.lower()
    if lowered.startswith("other"):
        return 1
    return 2 if lowered.startswith(_LAST) else 0


def by_name(values: Sequence[str]) -> list[str]:
    """In the order of the alphabet; Other, then Unknown at the end."""
    return sorted(values, key=lambda value: (sits_last(value), value.casefold()))


def is_ordered(dimension: str, values: Sequence[str]) -> bool:
    """Classes with an order of their own: years, terms, 0 / 1 / 2 / 3-5 / 6+."""
    counted = [v for v in values if re.match(r"\d", v)]
    return dimension in (*TIME, "class_year", "change") or len(counted) >= max(2, len(values) - 1)


def in_rank(pairs: Sequence[tuple[str, Mark]]) -> list[tuple[str, Mark]]:
    """Largest first, those with nothing to show by name; Other, then Unknown; those too few for a rate at the end."""

    def key(pair: tuple[str, Mark]) -> tuple[bool, int, bool, float, str]:
        name, mark = pair
        return (mark.is_few, sits_last(name), mark.rank is None, -(mark.rank or 0.0), name.casefold())

    return sorted(pairs, key=key)


def series_of(
    name: str, marks: Sequence[Mark], ranges: Literal["all", "bands", "none"] = "all", **looks: Any
) -> Series:
    """Marks as one series of a chart. ranges: intervals and bands, bands alone, or neither; looks: Series' own."""
    ranged = [mark if ranges == "all" or mark.is_band else NOTHING for mark in marks]
    return Series(
        name,
        tuple(mark.value for mark in marks),
        tuple(mark.label for mark in marks),
        low=() if ranges == "none" else tuple(mark.low for mark in ranged),
        high=() if ranges == "none" else tuple(mark.high for mark in ranged),
        **looks,
    )


def with_ranges(marks: Sequence[Mark], kind: Literal["all", "bands"]) -> Literal["all", "bands", "none"]:
    """What of their ranges a series of these marks has to say: nothing where none has one."""
    has_any = any(
        mark.is_band if kind == "bands" else (mark.low, mark.high) != (None, None) for mark in marks
    )
    return kind if has_any else "none"
