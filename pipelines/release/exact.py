"""How an exact figure is told (working and internal views): in full, and of small numbers only what they can bear.

A rate of fewer than ten is "1 of 4": no per cent, no interval, no rank. A median needs five, its quartiles ten.
"""

from __future__ import annotations

from dataclasses import replace

from pipelines.figures import wording
from pipelines.figures.aggregates import aggregate_of
from pipelines.figures.blanks import Blank
from pipelines.figures.results import UNKNOWN, Cell, Metric

LEAST_FOR_A_MEDIAN = 5
LEAST_FOR_QUARTILES = 10


def exactly(metric: Metric, cell: Cell, decimals: int | None = None) -> Cell:
    """The cell with its words, or why there is none. decimals: of a rate."""
    cell = _small(metric, cell)
    if cell.is_few:
        written = wording.of_few(cell.numerator or 0, cell.denominator or 0)
        return replace(cell, label=written, written=written)
    if cell.value is None:
        blank = cell.blank or blank_of(metric, cell)
        reason = reason_of(metric, cell) if blank in (None, Blank.DOES_NOT_APPLY) else ""
        written = cell.label or reason or (blank.word if blank else "")
        label = wording.with_basis(written, metric, cell) if blank is None else written
        return replace(cell, blank=blank, label=label, written=written)
    written = wording.value(metric, cell.value, decimals)
    return replace(cell, label=wording.with_basis(written, metric, cell), written=written)


def _small(metric: Metric, cell: Cell) -> Cell:
    """Without what its numbers are too small for."""
    if cell.value is None and not cell.curve:
        return cell
    n = cell.denominator
    if cell.sides is not None:
        numbers = [side.denominator for side in cell.sides]
        if min(numbers) < wording.LEAST_FOR_A_RATE:
            few = f"Too few to compare: {' and '.join(map(wording.count, numbers))}"
            return replace(_emptied(cell), blank=Blank.DOES_NOT_APPLY, label=few)
    elif (
        metric.unit == "percent"
        and n is not None
        and cell.numerator is not None
        and n < wording.LEAST_FOR_A_RATE
    ):
        return replace(_emptied(cell), is_few=True)
    elif aggregate_of(metric).published == "middle" and n is not None:
        if n < LEAST_FOR_A_MEDIAN:
            few = f"Too few for a median: {wording.count(n)}"
            return replace(_emptied(cell), blank=Blank.DOES_NOT_APPLY, label=few)
        if n < LEAST_FOR_QUARTILES:  # the share there by a day is a rate
            return replace(cell, quartiles=None, curve=(), at_risk=())
    return cell


def _emptied(cell: Cell) -> Cell:
    return replace(cell, value=None, low=None, high=None, quartiles=None, curve=(), at_risk=())


def blank_of(metric: Metric, cell: Cell) -> Blank | None:
    """Why an exact cell has no value, from its own counts; None where the lack of one is the finding ("Not reached").

    That items are there, too young to count, `measure` knows and has said in the cell.
    """
    if cell.value is not None:
        return None
    is_in_no_group = not cell.segment or UNKNOWN in cell.segment.values()
    if aggregate_of(metric).is_over_groups(metric) and is_in_no_group:
        return Blank.DOES_NOT_APPLY  # nobody is compared with those whose group nobody wrote down
    if cell.people:
        return None if aggregate_of(metric).published == "middle" else Blank.DOES_NOT_APPLY
    # of two groups, either may be the one that has nobody
    is_one_group = aggregate_of(metric).published != "difference"
    return Blank.NOT_RECORDED if cell.unknown_count and is_one_group else Blank.NO_DATA


def reason_of(metric: Metric, cell: Cell) -> str:
    """What an aggregate says where it has people and no value: "Not reached", "Too few to adjust"; else ""."""
    return aggregate_of(metric).without_value if cell.people else ""
