"""The funnel plot: a rate against how many people are behind it, with the limits chance alone keeps to.

In place of a league table: small groups scatter widely by chance, so that whoever comes first or last in a ranking is
most often small, not different. Only what lies outside the limits asks for an explanation.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.charts.findings import Finding, nothing, with_finding
from dashboard.charts.marks import NOTHING, Mark, Marks, axis_names, by_name, series_of, sits_last
from dashboard.charts.readings import alt_text, figure_name, left_out, nothing_told
from dashboard.charts.spec import ChanceLimits, ChartSpec, Reference, Series
from pipelines.figures import wording
from pipelines.figures.intervals import Z
from pipelines.figures.results import Cell, Metric
from pipelines.release.differences import estimate

# of groups, by chance alone; the normal distribution's points
LIMITS = (("95%", Z), ("99.8%", 3.0902323061678132))
WITHIN, OUTSIDE = "Within the limits of chance", "Outside the 95% limits"
_STEPS = 48  # points of a limit's line


@dataclass(frozen=True)
class _Group:
    """One group: its rate, the students behind it, and how many of the limits it lies outside of (0, 1 or 2)."""

    name: str
    drawn: Mark
    size: float | None
    outside: int


def funnel(marks: Marks, whole: Marks) -> ChartSpec:
    """A mark a group against the students behind it, around the rate of all of them together.

    marks: a rate cut by one dimension. whole: the same without the cut. Bands are ranges: outside the limits only
    where all of the range is. Groups too small to be told are left out, and counted.
    """
    metric, dimension = marks.metric, marks.dimensions[0]
    overall = whole.only
    middle, spread = overall.value, _spread(metric, overall.cell)
    groups = _groups(marks, dimension, middle, spread)
    largest = max((group.size for group in groups if group.size), default=0.0)
    limits: tuple[ChanceLimits, ...] = ()
    if spread and middle and largest:
        limits = tuple(_limits(text, z, middle, spread, largest) for text, z in LIMITS)
    reading = _reading(metric, dimension, groups, overall.label)
    title = f"{metric.title} by {wording.title(dimension).lower()}"
    spoken = [(g.name, f"{g.drawn.label} of {g.size:,.0f}" if g.size else g.drawn.label) for g in groups]
    spec = ChartSpec(
        id=metric.id,
        kind="funnel",
        title=title,
        reading=reading,
        categories=tuple(group.name for group in groups),
        series=(_series(WITHIN, groups, False), _series(OUTSIDE, groups, True)),
        unit=metric.unit,
        alt_text=alt_text("Funnel plot", title, reading, spoken),
        category_title="Students behind the figure",
        category_notes=tuple(wording.plural(group.size, "student") if group.size else "" for group in groups),
        references=(Reference(middle, f"All {overall.label}"),) if middle is not None else (),
        sizes=tuple(group.size for group in groups),
        limits=limits,
    )
    return with_finding(spec, _finding(metric, dimension, groups, overall))


def _groups(marks: Marks, dimension: str, middle: float | None, spread: float | None) -> list[_Group]:
    """Every known group by name."""
    values = [value for value in by_name(marks.values(dimension)) if sits_last(value) < 2]
    groups = []
    for name, value in zip(axis_names(dimension, values), values, strict=True):
        mark = marks.at({dimension: value})
        people = mark.cell.people if mark.cell is not None else None
        size = float(people) if people and mark.rank is not None else None
        groups.append(_Group(name, mark, size, _how_far(mark, size, middle, spread)))
    return groups


def _spread(metric: Metric, overall: Cell | None) -> float | None:
    """The standard deviation of one student's part in the rate; None where the rate has none.

    From the interval of the whole, which knows that one student's interviews are alike; published rates have no
    interval: then as if each student's were all the same, which is as wide as it can be.
    """
    if overall is None or overall.value is None or not 0 < overall.value < 1:
        return None
    found = estimate(metric, overall)
    if found is None or overall.low is None or not overall.people:
        return math.sqrt(overall.value * (1 - overall.value))
    return (found.below + found.above) / 2 * math.sqrt(overall.people)


def limit(middle: float, spread: float, size: float, z: float) -> tuple[float, float]:
    """Between which rates chance keeps a group of that size: z standard errors and half a student to both sides.

    The half student (the continuity correction) keeps none or all of three or four students inside, as they must be.
    """
    half = z * spread / math.sqrt(size) + 0.5 / size
    return max(0.0, middle - half), min(1.0, middle + half)


def _limits(text: str, z: float, middle: float, spread: float, largest: float) -> ChanceLimits:
    """One limit's line from a single student to beyond the largest group, denser where it bends."""
    end = largest * 1.06
    sizes = tuple(1 + (end - 1) * (i / (_STEPS - 1)) ** 2 for i in range(_STEPS))
    ends = [limit(middle, spread, size, z) for size in sizes]
    return ChanceLimits(text, sizes, tuple(low for low, _ in ends), tuple(high for _, high in ends))


def _how_far(drawn: Mark, size: float | None, middle: float | None, spread: float | None) -> int:
    """How many of the limits a group lies outside of: 0, 1 or 2. A band: by its nearer end."""
    if not size or not spread or middle is None or drawn.rank is None:
        return 0
    low = drawn.value if drawn.value is not None else drawn.low or 0.0
    high = drawn.value if drawn.value is not None else drawn.high or 0.0
    outside = 0
    for _, z in LIMITS:
        lowest, highest = limit(middle, spread, size, z)
        outside += high < lowest or low > highest
    return outside


def _series(name: str, groups: Sequence[_Group], is_outside: bool) -> Series:
    shown = [group.drawn if bool(group.outside) == is_outside else NOTHING for group in groups]
    return series_of(name, shown, "bands")


def _finding(metric: Metric, dimension: str, groups: Sequence[_Group], overall: Mark) -> Finding:
    """Who is beyond chance; else who is at its edge; else that nobody is."""
    shown = [group for group in groups if group.drawn.rank is not None]
    if not shown:
        return Finding(nothing(metric, [group.drawn for group in groups]))
    kind = wording.title(dimension).lower()
    for count, says in ((2, "than chance would explain"), (1, "than most, at the edge of chance")):
        found = [group for group in shown if group.outside == count]
        if len(found) == 1:
            way = "higher" if (found[0].drawn.rank or 0.0) > (overall.rank or 0.0) else "lower"
            return Finding(f"{found[0].name}, at {found[0].drawn.label}, is {way} {says}")
        if found:
            where = "beyond chance" if count == 2 else "at the edge of chance"
            return Finding(f"{wording.count(len(found))} of {len(shown)} {kind}s are {where}")
    return Finding(f"No {kind} differs from the {overall.label} in all by more than chance")


def _reading(metric: Metric, dimension: str, groups: Sequence[_Group], overall: str) -> str:
    """Who lies outside the limits; where nobody does, that there is nothing to rank."""
    shown = [group for group in groups if group.drawn.rank is not None]
    if not shown:
        return f"{figure_name(metric)}: {nothing_told([group.drawn for group in groups])}"
    tail = left_out([group.drawn for group in groups])
    about = f"{figure_name(metric)}: {overall} in all"
    parts = [
        f"{_listed(found)} {'lies' if len(found) == 1 else 'lie'} {where}"
        for count, where in (
            (2, "outside what chance explains"),
            (1, "outside the 95% limits, as one in twenty does by chance"),
        )
        if (found := [group for group in shown if group.outside == count])
    ]
    if not parts:
        kind = wording.title(dimension).lower()
        return f"{about}; no {kind} differs from that by more than chance explains: there is nothing to rank.{tail}"
    return f"{about}; {'; '.join(parts)}. The others differ by no more than chance explains.{tail}"


def _listed(groups: Sequence[_Group]) -> str:
    return wording.listed(f"{group.name} ({group.drawn.label})" for group in groups)
