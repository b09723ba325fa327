"""The sentence a chart says, and its alternative text. No sentence claims a cause or calls a hidden number anything."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.charts.marks import Mark, in_rank, sits_last
from pipelines.figures import wording
from pipelines.figures.blanks import Blank
from pipelines.figures.results import Metric
from pipelines.release import differences

_TELLING = wording.LEAST_FOR_A_RATE  # items a group needs before a sentence calls it highest or lowest
_FEW = f"fewer than {_TELLING}"
# unit: how far apart is still called even; small groups may be far apart by chance alone
_EVEN = {"percent": 0.1}


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


def are_apart(metric: Metric, marks: Sequence[Mark]) -> bool:
    """Do the highest and the lowest differ by more than chance, as far as their intervals were released?

    Counts are what was recorded, not an estimate: there is no chance to them.
    """
    if metric.aggregate == "count":
        return len({mark.rank for mark in marks}) > 1 and not any(mark.is_band for mark in marks)
    return differences.are_apart([differences.estimate(metric, mark.cell) for mark in marks])


def extremes(metric: Metric, rows: Sequence[tuple[str, Mark]]) -> str:
    """Highest and lowest of some segments where they differ by more than chance, else between what they lie; and who is
    not among them."""
    real = [(n, d) for n, d in rows if not sits_last(n)]
    told, where = telling(metric, real)
    shown = in_rank(told)
    about = figure_name(metric) + where
    if not shown:
        return f"{about}: {nothing_told([d for _, d in real])}"
    tail = left_out([d for _, d in real])
    if len(shown) == 1:
        return f"{about}: {shown[0][0]}, {shown[0][1].label}.{tail}"
    (top, first), (bottom, last) = shown[0], shown[-1]
    if are_apart(metric, [d for _, d in shown]):
        return f"{about}: {first.label} for {top}, {last.label} for {bottom}.{tail}"
    if not where and all(d.label == first.label for _, d in rows):
        return f"{about}: {first.label} in every group."
    others = [(n, d) for n, d in rows if sits_last(n) and d.rank is not None]
    aside = "".join(f"; {inside(n)} {d.label}" for n, d in others)
    return f"{about}: {about_even(metric, [d for _, d in shown])}{aside}.{tail}"


def about_even(metric: Metric, ranked: Sequence[Mark], of: str = "group") -> str:
    """Of groups that nobody is named of, the highest first: that chance explains their distance, where it does.

    Of bands, and of figures without intervals, only between what they lie: how far chance goes is not known.
    """
    first, last = ranked[0].label, ranked[-1].label
    if first == last:
        return f"{first} in {'both' if len(ranked) == 2 else f'each of {len(ranked)}'} {of}s"
    if not all(differences.estimate(metric, mark.cell) for mark in ranked):
        return f"from {last} to {first}"
    if (ranked[0].rank or 0.0) - (ranked[-1].rank or 0.0) <= _EVEN.get(metric.unit, 0.0):
        return f"about even: {last} to {first}"
    return f"from {last} to {first}, no farther apart than chance allows"


def left_out(marks: Sequence[Mark]) -> str:
    """How many are not told, and why: " 2 of 9 are hidden and 1 has fewer than 10."; "" where all are."""
    parts = _untold(marks)
    if not parts:
        return ""
    (how_many, says), *rest = parts
    listed = wording.listed(
        [f"{how_many} of {len(marks)} {says}", *(f"{count} {words}" for count, words in rest)]
    )
    return f" {listed}."


def nothing_told(marks: Sequence[Mark], of: str = "group") -> str:
    """Why none of them is told: "every group is hidden."; of several reasons, how many have which."""
    parts = _untold(marks)
    if not parts:
        return f"there is no {of} with any data."
    if len(marks) == 1:
        return f"the only {of} {parts[0][1]}."
    if len(parts) == 1:
        _, says = _untold(marks[:1])[0]
        return f"every {of} {says}."
    return f"nothing can be told:{left_out(marks)}"


def _untold(marks: Sequence[Mark]) -> list[tuple[int, str]]:
    """(how many, what a sentence says of them) for each reason there is no number."""
    bare = [mark for mark in marks if mark.rank is None]
    found = [
        (sum(mark.is_few for mark in bare), f"has {_FEW}", f"have {_FEW}"),
        *((sum(_blank(mark) is blank for mark in bare), blank.clause, blank.clause_of(2)) for blank in Blank),
        (sum(mark.is_unreached for mark in bare), "is not reached", "are not reached"),
    ]
    return [(count, one if count == 1 else many) for count, one, many in found if count]


def _blank(mark: Mark) -> Blank | None:
    """Of a mark that nothing was released of, that there is no data."""
    return None if mark.is_few or mark.is_unreached else mark.blank or Blank.NO_DATA


def alt_text(kind: str, title: str, reading: str, rows: Sequence[tuple[str, str]]) -> str:
    """Alt text: what kind of chart, what it says, then its marks (at most 12) in words."""
    listed = "; ".join(f"{name}: {label}" for name, label in rows[:12] if label)
    more = f"; and {len(rows) - 12} more in the table" if len(rows) > 12 else ""
    return f"{kind}: {title}. {reading}" + (f" {listed}{more}." if listed else "")


def inside(name: str) -> str:
    """A name inside a sentence: lower case unless it is a proper name (LinkedIn, College of Arts)."""
    rest = name[1:]
    return name if any(c.isupper() for c in rest) else name[:1].lower() + rest
