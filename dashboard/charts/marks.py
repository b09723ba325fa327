"""From released cells to the words and marks of a chart: labels, ranks, names, sentences.

Everything here is decided from what was released: order and words never depend on a number that is withheld.
No sentence claims a cause.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.charts.spec import Series
from pipelines.figures import wording
from pipelines.figures.results import Cell, Metric, Released
from pipelines.release.segments import TIME
from pipelines.settings import default_settings

_LAST = ("unknown", "not recorded", "not_recorded", "not known")
_TELLING = 10  # items a group needs before a sentence calls it highest or lowest
MAX_ROWS = 15  # horizontal rows a card holds; the table has them all
# The academic year's terms, by first month; an office with other terms passes its own.
TERMS = tuple((term.name, term.first_month) for term in default_settings().terms)


def number(value: float, unit: str) -> str:
    """A drawn number the way people write it, short: 47%, 1,234, $52,000, 5 days, 1.3."""
    if unit == "percent":
        return wording.percent(value)
    if unit == "usd":
        return wording.usd(value)
    if unit == "days":
        return wording.days(value)
    if unit == "percentage points":
        return wording.percentage_points(value)
    if unit == "points":
        return wording.points(value)
    is_average = " per " in unit or not float(value).is_integer()
    return wording.number(value, 1 if is_average else 0)


def segment_name(dimension: str, value: str) -> str:
    """One segment on an axis: 2026-09-07 -> "Sep 7", alumni_network -> "Alumni network", 3-5 -> "3–5"."""
    if name := wording.spelled(dimension, value):
        return name
    if dimension == "week" and (monday := as_date(value)):
        return f"{monday:%b} {monday.day}"
    if dimension == "class_year" and value.isdigit():
        return f"Class of {value}"
    if re.fullmatch(r"\d{1,2}-\d{1,2}", value):
        return value.replace("-", wording.DASH)
    if re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)+", value):
        value = wording.segment_value(dimension, value).replace("_", " ")
        return value[:1].upper() + value[1:]
    return " ".join(wording.segment_value(dimension, value).split()) or "Unknown"


def as_date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def unique_names(names: Sequence[str], raw: Sequence[str], dimension: str) -> tuple[str, ...]:
    """Names that stay apart: weeks of several years get their year, anything else a number."""
    if len(set(names)) == len(names):
        return tuple(names)
    if dimension == "week":
        return tuple(f"{n}, {w.year}" if (w := as_date(r)) else n for n, r in zip(names, raw, strict=True))
    seen: Counter[str] = Counter()
    made = []
    for name in names:
        seen[name] += 1
        made.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return tuple(made)


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


def short_label(label: str) -> str:
    """A cell's words as a mark bears them: "Fewer than 10 students" -> "<10"."""
    if fewer := re.match(r"Fewer than (\d+)", label):
        return f"<{fewer[1]}"
    if label.startswith(("Withheld", "Not shown")):
        return "not shown"
    return "no data" if label == "No data" else label


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


def sentence_of(text: str) -> str:
    text = text.strip()
    return (text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")) if text else ""


def figure_name(metric: Metric) -> str:
    """The figure's title as a sentence begins; a title that asks is no beginning."""
    return metric.begins or metric.title


def telling(metric: Metric, rows: Sequence[tuple[str, Drawn]]) -> tuple[list[tuple[str, Drawn]], str]:
    """The rows a sentence may call highest or lowest, and what it must say first.

    A rate of two people is 0%, 50% or 100%: where larger groups are shown, small ones are not called anything.
    """
    shown = [(name, d) for name, d in rows if d.rank is not None]
    return (shown, "") if metric.aggregate in ("count", "share") else of_telling_size(shown)


def of_telling_size(shown: list[tuple[str, Drawn]]) -> tuple[list[tuple[str, Drawn]], str]:
    """Those of enough people to be called anything, and the words that say so; all where none, or all, are."""
    large = [(name, d) for name, d in shown if d.n is None or d.n >= _TELLING]
    return (large, f", where n is {_TELLING} or more") if 0 < len(large) < len(shown) else (shown, "")


def extremes(metric: Metric, rows: Sequence[tuple[str, Drawn]], with_overlap: bool = True) -> str:
    """Highest and lowest of some segments, whether their ranges overlap, and how many are not shown."""
    real = [(n, d) for n, d in rows if not sits_last(n)]
    told, where = telling(metric, real)
    shown = in_rank(told)
    hidden = sum(1 for _, d in real if d.rank is None)
    tail = f" {hidden_words(hidden, len(real))}" if hidden else ""
    about = figure_name(metric) + where
    if not shown:
        return f"{about}: every group is too small to show, or there is no data."
    if len(shown) == 1:
        return f"{about}: {shown[0][0]}, {shown[0][1].label}.{tail}"
    (top, first), (bottom, last) = shown[0], shown[-1]
    if first.label == last.label:
        return f"{about}: {first.label} in every group shown.{tail}"
    if any(d.is_band for _, d in shown):  # a band's middle does not make it the highest
        return f"{about}: from {last.label} ({bottom}) to {first.label} ({top}).{tail}"
    sentence = f"{about}: highest for {top} ({first.label}), lowest for {bottom} ({last.label})"
    if with_overlap and None not in (first.low, last.high) and (first.low or 0) <= (last.high or 0):
        sentence += "; their ranges overlap"
    return f"{sentence}.{tail}"


def hidden_words(hidden: int, of: int) -> str:
    verb = "is" if hidden == 1 else "are"
    return f"{hidden} of {of} {verb} too small to show or without data."


def alt_text(kind: str, title: str, reading: str, rows: Sequence[tuple[str, str]]) -> str:
    """Alt text: what kind of chart, what it says, then its marks (at most 12) in words."""
    listed = "; ".join(f"{name}: {label}" for name, label in rows[:12] if label)
    more = f"; and {len(rows) - 12} more in the table" if len(rows) > 12 else ""
    return f"{kind}: {title}. {reading}" + (f" {listed}{more}." if listed else "")


def more_rows(total: int) -> str:
    left = total - MAX_ROWS
    return f" {left} more in the table." if left > 0 else ""


def value_title(metric: Metric) -> str:
    if metric.unit in ("percent", "share"):
        return ""
    return {"usd": "US dollars", "people": "People", "count": wording.noun(metric).capitalize()}.get(
        metric.unit, metric.unit.capitalize()
    )


def middle(series: Series, i: int) -> float | None:
    if series.values[i] is not None:
        return series.values[i]
    low = series.low[i] if series.low else None
    high = series.high[i] if series.high else None
    return None if low is None or high is None else (low + high) / 2


def inside(name: str) -> str:
    """A name inside a sentence: lower case unless it is a proper name (LinkedIn, College of Arts)."""
    rest = name[1:]
    return name if any(c.isupper() for c in rest) else name[:1].lower() + rest
