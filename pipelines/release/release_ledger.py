"""What was published before: two releases must not differ by a few people only.

A cut inside another (more filters, a shorter period) with 1 to k - 1 fewer people behind the same figure tells about
exactly those people. Within one build the later one of the two is withheld; the same cut again is fine. Where the data
has changed in between, whoever releases it is warned: an update by a few people tells about those few. Who keeps the
ledger is told through `Ledger`. It holds exact numbers and never leaves the office.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol

from pipelines.figures.results import Cell, Released, Result
from pipelines.release.disclosure import Policy, differs_too_little

WITHHELD = "Withheld: differs from an earlier release by fewer than {k} students"
WARNING = (
    "“{title}”: what was released on {day:%B} {day.day}, {day.year}, before the data changed, differs from "
    "this by fewer than {k} students. Whoever holds both can learn something about those few."
)


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
    released_on: date | None = field(default=None, compare=False)  # None: not yet


class Ledger(Protocol):
    """Where releases are remembered, of every build, the oldest first."""

    def released(self, metric: str) -> list[Cut]: ...
    def remember(self, cuts: Iterable[Cut]) -> None: ...


@dataclass(frozen=True)
class Leaving:
    """Figures on their way out of the office. A trial remembers nothing: it is for looking at what would happen."""

    ledger: Ledger
    is_trial: bool = False
    warnings: list[str] = field(default_factory=list)  # sentences for whoever releases, in order

    def warn(self, sentence: str) -> None:
        if sentence not in self.warnings:
            self.warnings.append(sentence)

    def remember(self, cuts: Iterable[Cut]) -> None:
        if not self.is_trial:
            self.ledger.remember(cuts)


def cut_of(result: Result, cell: Cell) -> Cut | None:
    """The cut behind a cell; None where nobody is."""
    people = cell.people_in_denominator or cell.people
    if not people:
        return None
    allowed: dict[str, set[str]] = {}
    for dimension, value in result.question.where:
        allowed.setdefault(dimension, set()).add(value)
    for dimension, value in cell.segment.items():
        # parts of one whole have the same people behind them; of groups each has its own
        if dimension != result.metric.category or result.metric.categories_are == "groups":
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


def hold_back(result: Result, released: Released, leaving: Leaving, policy: Policy) -> Released:
    """The release without cells that are too close to an earlier one; what is left is remembered.

    `result` is the exact figure behind `released`; cells that were pooled have no exact twin and pass.
    """
    earlier = leaving.ledger.released(result.metric.id)
    exact = {tuple(sorted(cell.segment.items())): cell for cell in result.cells}
    kept, cells = [], []
    for cell in released.cells:
        twin = exact.get(tuple(sorted(cell.segment.items())))
        cut = cut_of(result, twin) if twin and not cell.is_withheld else None
        nested = [old for old in earlier if cut and (is_inside(cut, old) or is_inside(old, cut))]
        same_build = [old.people for old in nested if old.build == result.build]
        if cut and differs_too_little(same_build, cut.people, policy):
            label = WITHHELD.format(k=policy.k)
            cells.append(Cell(cell.segment, None, None, None, None, is_withheld=True, label=label))
            continue
        cells.append(cell)
        if cut:
            kept.append(cut)
            _warn_of_small_updates(result, cut, nested, leaving, policy)
    leaving.remember(kept)
    twins = {beside.metric.id: beside for beside in result.beside}
    return replace(
        released,
        cells=tuple(cells),
        beside=tuple(
            hold_back(twins[beside.metric.id], beside, leaving, policy)
            if beside.metric.id in twins
            else beside
            for beside in released.beside
        ),
    )


def _warn_of_small_updates(
    result: Result, cut: Cut, nested: Iterable[Cut], leaving: Leaving, policy: Policy
) -> None:
    """Only the newest release of a cut counts: what came before was outdated by it."""
    newest = {(old.since, old.until, old.conditions): old for old in nested if old.build != result.build}
    for old in newest.values():
        if old.released_on and differs_too_little([old.people], cut.people, policy):
            leaving.warn(WARNING.format(title=result.metric.title, day=old.released_on, k=policy.k))
