"""From released cells to the words and marks of a chart: labels, ranks, names, sentences.

Everything here is decided from what was released: order and words never depend on a number that is withheld.
No sentence claims a cause.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.charts.names import number, short_label
from dashboard.charts.spec import Series
from pipelines.figures import wording
from pipelines.figures.results import Cell, Metric, Released
from pipelines.release.segments import TIME

_LAST = ("unknown", "not recorded", "not_recorded", "not known")
MAX_ROWS = 15  # horizontal rows a card holds; the table has them all


@dataclass(frozen=True)
class Drawn:
    """What of a cell may be drawn. A band has ends and no value; a withheld cell has only its label.

    n: how many items stand behind it, as released; None where that is not said.
    """

    value: float | None
    low: float | None
    high: float | None
    label: str
    n: float | None = None

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


NOTHING = Drawn(None, None, None, "")


def drawn_of(cell: Cell | None, metric: Metric) -> Drawn:
    """A cell as a mark: what is drawn and the few words at it, without the unit the axis already says."""
    if cell is None:
        return NOTHING
    label = short_label(cell.written or cell.label)
    if " per " in metric.unit:
        label = label.removesuffix(f" {metric.unit}")
    n = count_behind(cell)
    if cell.is_withheld:
        return Drawn(None, None, None, label or "not shown")
    if cell.value is None and cell.band is not None:
        low, high = cell.band
        spoken = f"{number(low, metric.unit)} to {number(high, metric.unit)}"
        return Drawn(None, low, high, label or spoken, n)
    if cell.value is None:
        return Drawn(None, None, None, label or "no data", n)
    return Drawn(cell.value, *wording.interval(metric, cell), label or number(cell.value, metric.unit), n)


def own_category(released: Released) -> str:
    """The built-in breakdown a share comes with ("channel", "interviews"), if its cells carry it."""
    name = released.metric.category
    is_there = not released.cells or any(name in c.segment for c in released.cells)
    return name if name and is_there else ""


def dimensions_of(released: Released) -> tuple[str, ...]:
    """The breakdowns asked for, without the figure's own category."""
    own = own_category(released)
    asked = [d for d in released.question.by if d != own]
    if not asked:
        found = {d: None for c in released.cells for d in c.segment if d != own}
        asked = list(found)
    return tuple(asked)


def values_of(released: Released, dimension: str) -> tuple[str, ...]:
    """The values of a dimension in the order of the cells; the figure's own order for its category."""
    found = dict.fromkeys(c.segment[dimension] for c in released.cells if dimension in c.segment)
    fixed = (
        [v for v in released.metric.categories if v in found] if dimension == released.metric.category else []
    )
    return tuple(dict.fromkeys([*fixed, *found]))


def cell_at(released: Released, **segment: str) -> Cell | None:
    wanted = segment.items()
    return next((c for c in released.cells if wanted <= dict(c.segment).items()), None)


def sits_last(name: str) -> int:
    """0 for a real segment, then Other, then Unknown."""
    lowered = name.lower()
    if lowered.startswith("other"):
        return 1
    return 2 if lowered.startswith(_LAST) else 0


def is_ordered(dimension: str, values: Sequence[str]) -> bool:
    """Classes with an order of their own: years, terms, 0 / 1 / 2 / 3-5 / 6+."""
    counted = [v for v in values if re.match(r"\d", v)]
    return dimension in (*TIME, "class_year", "change") or len(counted) >= max(2, len(values) - 1)


def in_rank(pairs: Sequence[tuple[str, Drawn]]) -> list[tuple[str, Drawn]]:
    """Largest first; those with nothing to show by name; Other, then Unknown at the end."""

    def key(pair: tuple[str, Drawn]) -> tuple[int, bool, float, str]:
        name, drawn = pair
        rank = drawn.rank
        return (sits_last(name), rank is None, -(rank or 0.0), name.casefold())

    return sorted(pairs, key=key)


def count_behind(cell: Cell | None) -> float | None:
    """How many items stand behind a cell, as released."""
    if cell is None or cell.is_withheld:
        return None
    return cell.denominator if cell.denominator is not None else cell.people


def n_words(cell: Cell | None) -> str:
    """The words at the right of a row: n = 214, or n <10 where that is all that may be said."""
    count = count_behind(cell)
    if count is not None:
        return wording.n(count)
    short = short_label(cell.label) if cell is not None and cell.is_withheld else ""
    return f"n {short}" if short.startswith("<") else ""


def middle(series: Series, i: int) -> float | None:
    if series.values[i] is not None:
        return series.values[i]
    low = series.low[i] if series.low else None
    high = series.high[i] if series.high else None
    return None if low is None or high is None else (low + high) / 2
