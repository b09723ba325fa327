"""What was published before: two releases of one build must not differ by a few people only.

A cut inside another (more filters, a shorter period) with 1 to k - 1 fewer people behind the same figure tells about
exactly those people. So the later one of the two is withheld; the same cut again is fine. Pure; who keeps the ledger is
told through `Ledger`. It holds exact numbers and never leaves the office.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from pipelines.disclosure import Policy, differs_too_little
from pipelines.results import Cell, Released, Result

WITHHELD = "Withheld: differs from an earlier release by fewer than {k} students"


@dataclass(frozen=True)
class Cut:
    """Who is behind one released cell. conditions: (dimension, values it may have); people: exact."""

    build: str
    metric: str
    population: str
    since: date | None
    until: date | None
    conditions: tuple[tuple[str, tuple[str, ...]], ...]
    people: int


class Ledger(Protocol):
    """Where releases are remembered."""

    def released(self, build: str, metric: str) -> list[Cut]: ...
    def remember(self, cuts: Iterable[Cut]) -> None: ...


def cut_of(result: Result, cell: Cell) -> Cut | None:
    """The cut behind a cell; None where nobody is."""
    people = cell.people_in_denominator or cell.people
    if not people:
        return None
    allowed: dict[str, set[str]] = {}
    for dimension, value in result.question.where:
        allowed.setdefault(dimension, set()).add(value)
    for dimension, value in cell.segment.items():
        if dimension != result.metric.category:
            allowed[dimension] = {value}
    question = result.question
    conditions = tuple(sorted((name, tuple(sorted(values))) for name, values in allowed.items()))
    return Cut(
        result.build,
        result.metric.id,
        question.population,
        question.since,
        question.until,
        conditions,
        people,
    )


def is_inside(inner: Cut, outer: Cut) -> bool:
    """Whether everybody behind `inner` is behind `outer` by what was asked."""
    asked = dict(inner.conditions)
    if inner.population != outer.population:
        return False
    if any(name not in asked or not set(asked[name]) <= set(values) for name, values in outer.conditions):
        return False
    begins = outer.since is None or (inner.since is not None and inner.since >= outer.since)
    ends = outer.until is None or (inner.until is not None and inner.until <= outer.until)
    return begins and ends


def hold_back(result: Result, released: Released, ledger: Ledger, policy: Policy) -> Released:
    """The release without cells that are too close to an earlier one; what is left is remembered.

    `result` is the exact figure behind `released`; cells that were pooled have no exact twin and pass.
    """
    earlier = ledger.released(result.build, result.metric.id)
    exact = {tuple(sorted(cell.segment.items())): cell for cell in result.cells}
    kept, cells = [], []
    for cell in released.cells:
        twin = exact.get(tuple(sorted(cell.segment.items())))
        cut = cut_of(result, twin) if twin and not cell.is_withheld else None
        nested = [old.people for old in earlier if cut and (is_inside(cut, old) or is_inside(old, cut))]
        if cut and differs_too_little(nested, cut.people, policy):
            label = WITHHELD.format(k=policy.k)
            cells.append(Cell(cell.segment, None, None, None, None, is_withheld=True, label=label))
        else:
            cells.append(cell)
            kept += [cut] if cut else []
    ledger.remember(kept)
    twins = {beside.metric.id: beside for beside in result.beside}
    return replace(
        released,
        cells=tuple(cells),
        beside=tuple(
            hold_back(twins[beside.metric.id], beside, ledger, policy)
            if beside.metric.id in twins
            else beside
            for beside in released.beside
        ),
    )
