"""What stands out: groups whose figure differs from the other groups' by more than chance explains. Pure.

Each known group of at least 30 people is compared with all other known groups of its breakdown together. Of all
comparisons made, those are kept that Benjamini and Hochberg's rule keeps at 5 %: of what is said, about one sentence
in twenty is chance. Nothing is compared that was not released exactly: bands are left out, and counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipelines.figures.aggregates import aggregate_of
from pipelines.figures.results import Cell, Metric, Released
from pipelines.release.differences import Difference, Estimate, between, estimate, together

LEAST_PEOPLE = 30
FALSE_SHARE = 0.05  # of the findings, how many may be chance
MOST = 5


@dataclass(frozen=True)
class Finding:
    """One group against all others: both in the metric's unit, with their intervals; other_groups: names, in order."""

    metric: Metric
    dimension: str
    group: str
    own: Estimate
    others: Estimate
    other_groups: tuple[str, ...]
    difference: Difference
    adjusted_p: float


@dataclass(frozen=True)
class StandingOut:
    """The findings, most certain first. tests: comparisons made; left_out: groups not told exactly."""

    findings: tuple[Finding, ...]
    tests: int
    left_out: int


def is_compared(metric: Metric) -> bool:
    """Core rates, means and ratios that have an interval: groups are compared by these."""
    return (
        metric.tier == "core"
        and aggregate_of(metric).compares_groups
        and not metric.category
        and metric.interval not in ("census", "none")
    )


def standing_out(figures: Iterable[Released], most: int = MOST) -> StandingOut:
    """What differs among figures that are each cut by one dimension; a figure says one thing per dimension.

    Whatever the order of figures and groups, the same is found.
    """
    released = list(figures)
    compared = [found for figure in released for found in _comparisons(figure)]
    left_out = sum(_is_not_told(figure, cell) for figure in released for cell in _known(figure))
    if not compared:
        return StandingOut((), 0, left_out)
    from scipy.stats import false_discovery_control  # heavy to import: only when something is compared

    adjusted = false_discovery_control([found.difference.p for found in compared], method="bh")
    kept: dict[tuple[str, str], Finding] = {}
    pairs = [
        (float(p), found) for p, found in zip(adjusted, compared, strict=True) if float(p) <= FALSE_SHARE
    ]
    for p, found in sorted(pairs, key=lambda pair: (pair[1].difference.p, *_name(pair[1]))):
        kept.setdefault((found.metric.id, found.dimension), _with_p(found, p))
    return StandingOut(tuple(kept.values())[:most], len(compared), left_out)


def _name(found: Finding) -> tuple[str, str, str]:
    return found.metric.id, found.dimension, found.group


def _with_p(found: Finding, p: float) -> Finding:
    return Finding(**{**vars(found), "adjusted_p": p})


def _dimension(figure: Released) -> str:
    return figure.question.by[0]


def _known(figure: Released) -> list[Cell]:
    """The cells of known groups, in an order of their own: "no" after "yes", else by name."""
    name = _dimension(figure)
    cells = [cell for cell in figure.cells if cell.segment[name] != "Unknown"]
    return sorted(cells, key=lambda cell: (cell.segment[name] == "no", cell.segment[name]))


def _is_not_told(figure: Released, cell: Cell) -> bool:
    """Somebody is in it, or may be, but its figure cannot be compared."""
    is_empty = not cell.is_withheld and not cell.denominator and cell.band is None and cell.value is None
    return not is_empty and estimate(figure.metric, cell) is None


def _comparisons(figure: Released) -> Sequence[Finding]:
    """Each group against the others; two groups are one comparison, not two."""
    name = _dimension(figure)
    told = [(cell, found) for cell in _known(figure) if (found := estimate(figure.metric, cell))]
    made = []
    for cell, own in told[:1] if len(told) == 2 else told:
        rest = [(other, found) for other, found in told if other is not cell]
        others = together([found for _, found in rest])
        people = sum(other.people or 0 for other, _ in rest)
        if others is None or min(cell.people or 0, people) < LEAST_PEOPLE:
            continue
        made.append(
            Finding(
                metric=figure.metric,
                dimension=name,
                group=cell.segment[name],
                own=own,
                others=others,
                other_groups=tuple(other.segment[name] for other, _ in rest),
                difference=between(own, others),
                adjusted_p=1.0,
            )
        )
    return made
