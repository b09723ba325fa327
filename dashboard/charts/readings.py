"""The sentence a chart says, and its alternative text. No sentence claims a cause or calls a hidden number anything."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.charts.marks import MAX_ROWS, Mark, in_rank, sits_last
from pipelines.figures.results import Metric

_TELLING = 10  # items a group needs before a sentence calls it highest or lowest


def sentence_of(text: str) -> str:
    text = text.strip()
    return (text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")) if text else ""


def figure_name(metric: Metric) -> str:
    """The figure's title as a sentence begins; a title that asks is no beginning."""
    return metric.begins or metric.title


def telling(metric: Metric, rows: Sequence[tuple[str, Mark]]) -> tuple[list[tuple[str, Mark]], str]:
    """The rows a sentence may call highest or lowest, and what it must say first.

    A rate of two people is 0%, 50% or 100%: where larger groups are shown, small ones are not called anything.
    """
    shown = [(name, d) for name, d in rows if d.rank is not None]
    return (shown, "") if metric.aggregate in ("count", "share") else of_telling_size(shown)


def of_telling_size(shown: list[tuple[str, Mark]]) -> tuple[list[tuple[str, Mark]], str]:
    """Those of enough people to be called anything, and the words that say so; all where none, or all, are."""
    large = [(name, d) for name, d in shown if d.n is None or d.n >= _TELLING]
    return (large, f", where n is {_TELLING} or more") if 0 < len(large) < len(shown) else (shown, "")


def extremes(metric: Metric, rows: Sequence[tuple[str, Mark]], with_overlap: bool = True) -> str:
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
    if with_overlap and first.low is not None and last.high is not None and first.low <= last.high:
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


def inside(name: str) -> str:
    """A name inside a sentence: lower case unless it is a proper name (LinkedIn, College of Arts)."""
    rest = name[1:]
    return name if any(c.isupper() for c in rest) else name[:1].lower() + rest
