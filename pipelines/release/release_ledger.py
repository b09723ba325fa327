"""What was published before: no two releases may differ by a few people only.

Compared is who is counted: every student has a place, known by a keyed digest of her id, and a released cell is the set
of places behind it (`who`, a bit a place). Two cells of one build whose sets differ by 1 to k - 1 students tell about
exactly those, whatever figure, population, filter or pool they are of: the later one is withheld. What asks of the same
cut in another figure, or of other days, does not: it tells something else of the same people, on purpose. The very same
cell always goes again. Where the data has changed in between, whoever releases it is warned instead: an update by a few
people tells about those few. Who keeps the ledger is told through `Ledger`; it never leaves the office.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol

from pipelines.figures.periods import ranges
from pipelines.figures.results import Cell, Released, Result, Segment, hidden_cell
from pipelines.release.disclosure import Policy
from pipelines.release.segments import OTHER_NAMES, TIME

Who = int  # a bit for the place of each student

WITHHELD = "Hidden: it differs from an earlier release by fewer than {k} students"
WARNING = (
    "“{title}”: what was released on {day:%B} {day.day}, {day.year}, before the data changed, differs from "
    "this by fewer than {k} students. Whoever holds both can learn something about those few."
)


@dataclass(frozen=True)
class Cut:
    """One released cell. since, until: the days it is of, those of a week, month or term among them; conditions:
    (dimension, values it may have). who: the students behind it. is_official: released exact.
    """

    build: str
    metric: str
    population: str
    since: date | None
    until: date | None
    conditions: tuple[tuple[str, tuple[str, ...]], ...]
    who: Who
    is_official: bool = False
    released_on: date | None = field(default=None, compare=False)  # None: not yet
    is_outdated: bool = field(default=False, compare=False)  # the same cell left again later

    @property
    def people(self) -> int:
        return self.who.bit_count()

    @property
    def asked(self) -> tuple[object, ...]:
        """What was asked, of whatever figure and build."""
        return self.population, self.since, self.until, self.conditions

    @property
    def cell(self) -> tuple[object, ...]:
        """Which cell it is, of whatever build."""
        return self.metric, *self.asked


class Ledger(Protocol):
    """Where releases are remembered, of every build, the oldest first."""

    @property
    def name(self) -> str:
        """Which ledger it is; places are its own."""
        ...

    def places(self, idents: Mapping[int, str]) -> Mapping[int, int]:
        """{student key: place}, the same place for the same ident for ever. idents: {key: the student's id}."""
        ...

    def near(self, cut: Cut, reach: int) -> list[Cut]:
        """Cells with as many people as this, give or take `reach`, of this figure or of another cut."""
        ...

    def remember(self, cuts: Iterable[Cut]) -> None: ...


@dataclass(frozen=True)
class Leaving:
    """Figures on their way out of the office. A trial remembers nothing: it is for looking at what would happen.

    is_official: rates that may be released exact are, see official.py.
    """

    ledger: Ledger
    is_trial: bool = False
    is_official: bool = False
    warnings: list[str] = field(default_factory=list)  # sentences for whoever releases, in order

    def warn(self, sentence: str) -> None:
        if sentence not in self.warnings:
            self.warnings.append(sentence)

    def remember(self, cuts: Sequence[Cut]) -> None:
        if not self.is_trial and cuts:
            self.ledger.remember(cuts)


def who_of(students: Iterable[int], places: Mapping[int, int]) -> Who:
    """The set of these students' places."""
    at = [places[student] for student in students if student in places]
    bits = bytearray(max(at, default=-1) // 8 + 1)
    for place in at:
        bits[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(bits, "little")


def behind(
    cell: Cell, counted: Mapping[Segment, Who], pools: Mapping[str, Collection[str]], named: Collection[str]
) -> Who:
    """Everybody behind a released cell; of a pool, of all its members, of "Other employers", of all not named.

    counted: {segment: who}, by the figure's breakdowns and, where each has people of its own, its categories.
    """
    axes = {name for segment in counted for name, _ in segment}
    wanted = {name: value for name, value in cell.segment.items() if name in axes}
    exact = counted.get(frozenset(wanted.items()))
    if exact is not None and len(wanted) == len(axes):
        return exact

    def holds(name: str, own: str) -> bool:
        value = wanted.get(name, own)
        is_other = value == OTHER_NAMES.get(name) and own not in named
        return own == value or own in pools.get(value, ()) or is_other

    found = 0
    for segment, who in counted.items():
        if all(holds(name, own) for name, own in segment):
            found |= who
    return found


def cut_of(result: Result, cell: Cell, who: Who) -> Cut | None:
    """The cut behind a cell; None where nobody is."""
    if not who:
        return None
    question, metric = result.question, result.metric
    allowed: dict[str, set[str]] = {}
    for dimension, value in question.where:
        allowed.setdefault(dimension, set()).add(value)
    for dimension, value in cell.segment.items():
        # parts of one whole have the same people behind them; of groups each has its own
        if dimension != metric.category or metric.categories_are == "groups":
            allowed[dimension] = set(result.pools.get(value, (value,)))
    if question.known_within_days is not None:  # who is counted depends on it as on a filter
        allowed["known_within_days"] = {str(question.known_within_days)}
    chosen = [(name, value) for name in TIME for value in sorted(allowed.pop(name, ()))]
    days = ranges(question.since, question.until, chosen, result.calendar.terms)
    since = min((first for first, _ in days), default=date.max)
    until = max((last for _, last in days), default=date.min)
    return Cut(
        result.build,
        metric.id,
        question.population,
        None if since == date.min else since,
        None if until == date.max else until,
        tuple(sorted((name, tuple(sorted(values))) for name, values in allowed.items())),
        who,
    )


def is_too_close(cut: Cut, other: Cut, policy: Policy) -> bool:
    """Whether two cells, side by side, tell about fewer than k students."""
    if cut.asked == other.asked:
        if cut.metric != other.metric:
            return False
    elif _is_before(cut, other) or _is_before(other, cut):
        return False
    return 0 < (cut.who ^ other.who).bit_count() < policy.k


def _is_before(one: Cut, other: Cut) -> bool:
    return one.until is not None and other.since is not None and one.until < other.since


def hold_back(
    result: Result,
    released: Released,
    counted: Callable[[Result], Mapping[Segment, Who]],
    leaving: Leaving,
    policy: Policy,
) -> Released:
    """The release without cells that are too close to an earlier one; what is left is remembered.

    `result` is the exact figure behind `released`, pooled alike; counted: who is behind each of its segments.
    """
    kept: list[Cut] = []
    held = _held_back(result, released, counted, leaving, policy, kept)
    leaving.remember(kept)
    return held


def _held_back(
    result: Result,
    released: Released,
    counted: Callable[[Result], Mapping[Segment, Who]],
    leaving: Leaving,
    policy: Policy,
    kept: list[Cut],
) -> Released:
    people = counted(result) if any(not cell.is_withheld for cell in released.cells) else {}
    named = {cell.segment.get(result.metric.category, "") for cell in released.cells}
    cells = []
    goes: dict[Cut, bool] = {}  # parts of one whole are one cut
    for cell in released.cells:
        cut = None if cell.is_withheld else cut_of(result, cell, behind(cell, people, result.pools, named))
        cut = cut and replace(cut, is_official=leaving.is_official)
        if cut is not None and cut not in goes:
            goes[cut] = _may_go(result, cut, leaving, policy)
        if cut is None or goes[cut]:
            cells.append(cell)
        else:
            label = WITHHELD.format(k=policy.k)
            cells.append(hidden_cell(cell.segment, label))
    kept += [cut for cut, may_go in goes.items() if may_go]
    twins = {beside.metric.id: beside for beside in result.beside}
    return replace(
        released,
        cells=tuple(cells),
        beside=tuple(
            _held_back(twins[beside.metric.id], beside, counted, leaving, policy, kept)
            if beside.metric.id in twins
            else beside
            for beside in released.beside
        ),
    )


def _may_go(result: Result, cut: Cut, leaving: Leaving, policy: Policy) -> bool:
    """Whether a cell may leave; whoever releases it is warned of one of an earlier build that is too close.

    Of those only the newest release of each cell counts: what came before was outdated by it.
    """
    near = leaving.ledger.near(cut, policy.k - 1)
    same_build = [old for old in near if old.build == cut.build]
    is_again = any(old.cell == cut.cell for old in same_build)
    if not is_again and any(is_too_close(cut, old, policy) for old in same_build):
        return False
    for old in near:
        is_earlier = old.build != cut.build and not old.is_outdated
        if is_earlier and old.released_on and is_too_close(cut, old, policy):
            leaving.warn(WARNING.format(title=result.metric.title, day=old.released_on, k=policy.k))
    return True
