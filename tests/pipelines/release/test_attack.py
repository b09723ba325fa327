"""Somebody adds up everything that is publishable, and works out as much as can be worked out.

Two offices of invented students. The attacker asks every cut the policy allows (one or two breakdowns, up to
four conditions), writes each released number down as linear constraints on the unknown groups, and asks a
solver for the least and the most people each small group can have. A group is *recovered* when both agree,
and its *presence is proved* when the least is above zero.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, combinations, product
from math import ceil, floor

import numpy as np
import pytest
from scipy.optimize import linprog
from scipy.sparse import coo_array, csr_array

from pipelines.errors import QuestionError
from pipelines.figures.results import Cell, Metric, Question, Released, Result
from pipelines.release.disclosure import Policy, check_question, release
from pipelines.release.pooling import Groups, release_pooled

POLICY = Policy()
REACHED = Metric(
    id="participation_rate",
    title="Students reached",
    question="How many students hold an interview?",
    aggregate="rate",
    unit="percent",
    of="student",
    numerator="Students with an interview",
    denominator="Students",
    tier="core",
    chart="bars",
    sql="select 1",
)
SENSITIVE = {
    "gender": {"Woman": 56, "Man": 40, "Nonbinary": 4},
    "race_ethnicity": {"White": 52, "Hispanic": 17, "Asian": 12, "Black": 10, "Two or more": 5, "Unknown": 4},
    "is_first_generation": {"no": 66, "yes": 26, "Unknown": 8},
}
Block = tuple[str, ...]
BLOCKS: tuple[Block, ...] = (("gender", "race_ethnicity"), ("is_first_generation",))
Bounds = tuple[int, int, int | None]  # true people, least, most
Student = dict[str, str]
Key = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Office:
    students: tuple[Student, ...]
    values: dict[str, tuple[str, ...]]  # of every dimension


def office(size: int, places: dict[str, dict[str, int]], seed: int) -> Office:
    """`size` invented students; about two in three hold an interview, more in some places than in others."""
    chance = random.Random(seed)
    weights = {**places, **SENSITIVE}
    lean = {value: chance.uniform(0.35, 0.95) for value in next(iter(places.values()))}
    students = []
    for _ in range(size):
        student = {name: chance.choices(list(w), list(w.values()))[0] for name, w in weights.items()}
        student["reached"] = str(int(chance.random() < lean[student[next(iter(places))]]))
        students.append(student)
    return Office(tuple(students), {name: tuple(w) for name, w in weights.items()})


def whole_office() -> Office:
    colleges = {"Arts": 30, "Business": 25, "Engineering": 20, "Health": 15, "Education": 10}
    classes = {"2026": 26, "2027": 25, "2028": 25, "2029": 24}
    return office(600, {"college": colleges, "class_year": classes}, seed=7)


def small_college() -> Office:
    majors = {
        f"Major {i}": weight for i, weight in enumerate((20, 16, 13, 11, 9, 8, 7, 5, 4, 3, 2, 2), start=1)
    }
    return office(
        400, {"major": majors, "class_year": {"2026": 26, "2027": 25, "2028": 25, "2029": 24}}, seed=11
    )


def cuts(place: Office) -> Iterator[Question]:
    """Every cut the policy allows: up to four conditions, at most two of them as breakdowns."""
    for size in range(5):
        for dimensions in combinations(place.values, size):
            by, where = dimensions[:2], dimensions[2:]
            for chosen in product(*(place.values[name] for name in where)):
                question = Question(by=by, where=tuple(zip(where, chosen, strict=True)))
                try:
                    check_question(question, "publishable", POLICY)
                except QuestionError:
                    break
                yield question


def measured(place: Office, question: Question) -> Result:
    """The exact figure, counted one student at a time."""
    if set(question.by) - set(place.values):
        raise QuestionError("There is no such dimension here.")
    asked: dict[str, set[str]] = {}
    for name, value in question.where:
        asked.setdefault(name, set()).add(value)
    inside = [s for s in place.students if all(s[name] in values for name, values in asked.items())]
    people = Counter(tuple(s[name] for name in question.by) for s in inside)
    reached = Counter(tuple(s[name] for name in question.by) for s in inside if s["reached"] == "1")
    cells = tuple(
        Cell(dict(zip(question.by, key, strict=True)), reached[key] / n, reached[key], n, n)
        for key, n in people.items()
    )
    return Result(REACHED, question, cells, "build", None, domains=place.values)


@dataclass(frozen=True)
class Known:
    """What a reader may conclude about one group: its people, and the rate among them."""

    least: int
    most: int
    low: float = 0.0
    high: float = 1.0


Reading = Callable[[Released, Result], dict[Key, Known]]


def as_built(released: Released, _: Result) -> dict[Key, Known]:
    """Reads nothing but the released cells; even how wide a band is tells how many people there are."""
    known = {}
    for cell in released.cells:
        if cell.is_withheld:
            known[group(cell, released.question)] = Known(0, POLICY.k - 1)
            continue
        assert cell.people is not None
        least, most = max(cell.people - 2, POLICY.k), cell.people + 2
        low, high = cell.band or (cell.value - 0.005, cell.value + 0.005)
        width, end = round(high - low, 3), "≤" in cell.label or "≥" in cell.label
        for start, stop, widths in (
            (10, 19, (0.2,)),
            (20, 39, (0.1,)),
            (40, 99, (0.05,)),
            (100, 9999, (0.01, 0.025, 0.015)),
        ):
            if width in widths and not (end and width == 0.2):
                least, most = max(least, start), min(most, stop)
                break
        known[group(cell, released.question)] = Known(least, most, low, high)
    return known


def hiding_few(_: Released, result: Result) -> dict[Key, Known]:
    """The rule many offices use: 1 to 9 hidden, everything else exact."""
    known = {}
    for cell in result.cells:
        n, rate = cell.people, cell.value
        known[group(cell, result.question)] = Known(1, 9) if n < 10 else Known(n, n, rate, rate)
    for segment in product(*(result.domains[name] for name in result.question.by)):
        empty = tuple(sorted([*zip(result.question.by, segment, strict=True), *result.question.where]))
        known.setdefault(empty, Known(0, 0))
    return known


def group(cell: Cell, question: Question) -> Key:
    return tuple(sorted([*cell.segment.items(), *question.where]))


@dataclass
class Program:
    """Linear constraints on the sizes of the finest groups.

    Gender and race are crossed; first generation meets them only in the places they share. So there are two
    blocks of unknowns that agree on every place: the same bounds as one huge table, with far fewer unknowns.
    """

    place: Office
    rows: list[dict[int, float]] = field(default_factory=list)
    limits: list[float] = field(default_factory=list)
    equal_rows: list[dict[int, float]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.places = [name for name in self.place.values if name not in SENSITIVE]
        self.index: dict[tuple[Block, Key, str], int] = {}
        for block in BLOCKS:
            names = [*self.places, *block]
            for key in product(*(self.place.values[name] for name in names)):
                for reached in "01":
                    finest = (block, tuple(sorted(zip(names, key, strict=True))), reached)
                    self.index[finest] = len(self.index)
        self.members: dict[tuple[Block, Key, str], list[int]] = {}
        first, *others = BLOCKS
        for key in product(*(self.place.values[name] for name in self.places)):
            where = tuple(sorted(zip(self.places, key, strict=True)))
            for other in others:
                for reached in "01":
                    row = dict.fromkeys(self.inside(first, where, reached), 1.0)
                    self.equal_rows.append(row | dict.fromkeys(self.inside(other, where, reached), -1.0))

    def inside(self, block: Block, where: Key, reached: str) -> list[int]:
        wanted = set(where)
        key = (block, where, reached)
        if key not in self.members:
            self.members[key] = [
                i for (b, k, r), i in self.index.items() if b == block and r == reached and wanted <= set(k)
            ]
        return self.members[key]

    def block(self, where: Key) -> Block:
        asked = {name for name, _ in where} - set(self.places)
        return next(block for block in BLOCKS if asked <= set(block))

    def unknowns(self, where: Key) -> tuple[list[int], list[int]]:
        block = self.block(where)
        return self.inside(block, where, "0"), self.inside(block, where, "1")

    def add(self, where: Key, known: Known) -> None:
        no, yes = self.unknowns(where)
        self.at_most(dict.fromkeys(no + yes, 1.0), known.most)
        self.at_most(dict.fromkeys(no + yes, -1.0), -known.least)
        if known.high < 1:
            self.at_most(dict.fromkeys(yes, 1 - known.high) | dict.fromkeys(no, -known.high), 1e-7)
        if known.low > 0:
            self.at_most(dict.fromkeys(yes, known.low - 1) | dict.fromkeys(no, known.low), 1e-7)

    def at_most(self, row: dict[int, float], limit: float) -> None:
        self.rows.append(row)
        self.limits.append(limit)

    @cached_property
    def matrices(self) -> tuple[csr_array, csr_array]:
        return matrix(self.rows, len(self.index)), matrix(self.equal_rows, len(self.index))

    def bounds(self, where: Key) -> tuple[int, int | None]:
        """The least and the most people a group can have, given everything released.

        The most is not looked for where the least is 0: such a group is safe already.
        """
        least = ceil(self.solved(where, 1) - 1e-5)
        return least, floor(-self.solved(where, -1) + 1e-5) if least >= 1 else None

    def solved(self, where: Key, sign: int) -> float:
        objective = np.zeros(len(self.index))
        objective[[*chain.from_iterable(self.unknowns(where))]] = sign
        upper, equal = self.matrices
        solution = linprog(
            objective, upper, self.limits, equal, np.zeros(len(self.equal_rows)), method="highs"
        )
        assert solution.success, solution.message  # the truth itself is always a solution
        return float(solution.fun)


def matrix(rows: list[dict[int, float]], width: int) -> csr_array:
    entries = [(value, i, j) for i, row in enumerate(rows) for j, value in row.items()]
    data, at, across = zip(*entries, strict=True)
    return coo_array((data, (at, across)), shape=(len(rows), width)).tocsr()


@dataclass(frozen=True)
class Attacked:
    """Bounds of small groups.

    tabulated: 1 to 9 people who are a cell of a table that may be asked for, and are hidden there.
    pointed_at: 1 to 4 people whom somebody who knows a student would ask for: place, class, gender and race.
    """

    tabulated: list[Bounds]
    pointed_at: list[Bounds]


def attack(place: Office, reading: Reading, targets: int) -> Attacked:
    """Bounds of `targets` groups of each kind, chosen by a fixed seed, from every table together."""
    program = Program(place)
    hidden: dict[Key, int] = {}
    for question in cuts(place):
        if not askable(question):
            continue
        result = measured(place, question)
        for where, known in reading(release(result, "publishable", POLICY), result).items():
            program.add(where, known)
        hidden |= {group(cell, question): cell.people for cell in result.cells if cell.people < POLICY.k}
    names = sorted([*program.places, *BLOCKS[0]])
    everybody = Counter(tuple((name, s[name]) for name in names) for s in place.students)
    few = {where: n for where, n in everybody.items() if n < POLICY.internal_minimum}

    def bounded(groups: dict[Key, int]) -> list[Bounds]:
        chosen = random.Random(3).sample(sorted(groups), targets)
        return [(groups[where], *program.bounds(where)) for where in chosen]

    return Attacked(bounded(hidden), bounded(few))


def askable(question: Question) -> bool:
    """First generation is not crossed with gender or race: the program keeps them in separate blocks."""
    used = {*question.by, *(name for name, _ in question.where)}
    return any(used & set(SENSITIVE) <= set(block) for block in BLOCKS)


def recovered(bounds: list[Bounds]) -> int:
    return sum(least == most for _, least, most in bounds)


def proved_present(bounds: list[Bounds]) -> int:
    return sum(least >= 1 for _, least, _ in bounds)


@pytest.mark.parametrize("make", [whole_office, small_college])
def test_nobody_can_be_worked_out_from_all_publishable_tables_together(make: Callable[[], Office]) -> None:
    found = attack(make(), as_built, targets=20)
    every = found.tabulated + found.pointed_at
    assert all(least <= people for people, least, _ in every)  # the attacker concludes nothing false
    assert recovered(every) == 0
    assert proved_present(found.pointed_at) == 0
    # A hidden group all of whose neighbors are shown may be known to exist, never how large it is.
    assert proved_present(found.tabulated) <= 4


def test_hiding_only_one_to_nine_people_would_be_broken_by_the_same_attack() -> None:
    found = attack(whole_office(), hiding_few, targets=10)
    assert recovered(found.tabulated) >= 3
    assert proved_present(found.tabulated) == 10


@pytest.mark.parametrize("where", [(), (("class_year", "2026"),), (("gender", "Man"),)])
def test_a_college_of_400_with_12_majors_still_sees_most_of_its_students(where: Key) -> None:
    place = small_college()
    families = {f"Major {i}": f"Field {i % 3}" for i in range(1, 13)}
    groups = Groups(place.values["class_year"], families)
    question = Question(by=("major",), where=where)
    released = release_pooled(lambda asked: measured(place, asked), question, POLICY, groups)
    shown = sum(cell.people or 0 for cell in released.cells)
    assert shown >= 0.8 * sum(all(s[name] == value for name, value in where) for s in place.students)
    blank = [cell for cell in released.cells if cell.is_withheld]
    assert not blank or any("works." in note for note in released.notes)


def test_the_attacker_asks_tables_of_up_to_four_conditions_and_only_allowed_ones() -> None:
    asked = [{*q.by, *(name for name, _ in q.where)} for q in cuts(small_college())]
    assert {"class_year", "major", "gender"} in asked
    assert not [used for used in asked if len(used & set(SENSITIVE)) > 1]
