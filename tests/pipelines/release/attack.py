"""Somebody adds up everything that may be asked for, and works out as much as can be worked out.

Two offices of invented students. The attacker knows the rules, asks every cut they allow (one or two breakdowns, up to
three filters) of three figures (a rate, the same of the whole roster, a count), writes each answer down as linear
constraints on the unknown groups, pools and their members alike, and asks a solver for the least and the most people
each small group can have. A group is *exact* when both agree, *proved* when the least is above zero, *narrow* when it
is proved and fewer than five sizes are left.

    python -m tests.pipelines.release.attack      prints the table of docs/privacy.md
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, partial
from itertools import combinations, product
from math import ceil, floor

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import coo_array, csr_array

from pipelines.errors import QuestionError
from pipelines.figures.results import Cell, Metric, Population, Question, Released, Result
from pipelines.release.disclosure import GIVEN_AWAY, Policy, check_question, release
from pipelines.release.pooling import OTHER_MAJORS, Groups
from pipelines.release.tables import tables
from tests.pipelines.release.tables import release_pooled

POLICY = Policy()
TARGETS = 8  # small groups of each of three kinds, in each office
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
HOW_MANY = replace(REACHED, id="students_reached", aggregate="count", unit="students")
FIGURES: tuple[tuple[Metric, Population], ...] = (
    (REACHED, "expected"),
    (REACHED, "roster"),
    (HOW_MANY, "expected"),
)
PERSONAL = {
    "gender": {"Woman": 56, "Man": 40, "Nonbinary": 4},
    "race_ethnicity": {"White": 52, "Hispanic": 17, "Asian": 12, "Black": 10, "Two or more": 5, "Unknown": 4},
    "is_first_generation": {"no": 66, "yes": 26, "Unknown": 8},
}
Block = tuple[str, ...]
BLOCKS: tuple[Block, ...] = (("gender", "race_ethnicity"), ("is_first_generation",))
STATES = tuple(product("01", repeat=2))  # (expected to log, reached)
Student = dict[str, str]
Where = tuple[tuple[str, tuple[str, ...]], ...]  # who is in a group: (dimension, values it may have)


# -- offices -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Office:
    students: tuple[Student, ...]
    values: dict[str, tuple[str, ...]]  # of every dimension
    families: dict[str, str] = field(default_factory=dict)

    @property
    def groups(self) -> Groups:
        return Groups(self.values["class_year"], self.families)


def office(size: int, places: dict[str, dict[str, int]], seed: int, **more: dict[str, str]) -> Office:
    """`size` invented students; about two in three hold an interview, nine in ten are expected to."""
    chance = random.Random(seed)
    weights = {**places, **PERSONAL}
    lean = {value: chance.uniform(0.35, 0.95) for value in next(iter(places.values()))}
    students = []
    for _ in range(size):
        student = {name: chance.choices(list(w), list(w.values()))[0] for name, w in weights.items()}
        student["reached"] = str(int(chance.random() < lean[student[next(iter(places))]]))
        student["expected"] = str(int(chance.random() < 0.9))
        students.append(student)
    return Office(tuple(students), {name: tuple(w) for name, w in weights.items()}, **more)


def whole_office() -> Office:
    """600 students of five colleges."""
    colleges = {"Arts": 30, "Business": 25, "Engineering": 20, "Health": 15, "Education": 10}
    classes = {"2026": 26, "2027": 25, "2028": 25, "2029": 24}
    return office(600, {"college": colleges, "class_year": classes}, seed=7)


def small_college() -> Office:
    """400 students of twelve majors."""
    sizes = (20, 16, 13, 11, 9, 8, 7, 5, 4, 3, 2, 2)
    majors = {f"Major {i}": size for i, size in enumerate(sizes, start=1)}
    classes = {"2026": 26, "2027": 25, "2028": 25, "2029": 24}
    families = {major: f"Field {i % 3}" for i, major in enumerate(majors)}
    return office(400, {"major": majors, "class_year": classes}, seed=11, families=families)


def cuts(place: Office, population: Population = "expected", policy: Policy = POLICY) -> Iterator[Question]:
    """Every cut the policy allows: up to two breakdowns and two filters, or one breakdown or none and three."""
    for size in range(5):
        for dimensions in combinations(place.values, size):
            for split in range(min(3, size + 1)):
                for by in combinations(dimensions, split):
                    where = [name for name in dimensions if name not in by]
                    for chosen in product(*(place.values[name] for name in where)):
                        question = Question(by, tuple(zip(where, chosen, strict=True)), population=population)
                        try:
                            check_question(question, "publishable", policy)
                        except QuestionError:
                            break
                        yield question


def is_in(student: Student, where: Where) -> bool:
    return all(student[name] in values for name, values in where)


def asked_of(question: Question) -> Where:
    values: dict[str, list[str]] = {}
    for name, value in question.where:
        values.setdefault(name, []).append(value)
    return tuple((name, tuple(listed)) for name, listed in values.items())


@cache
def measured(place: Office, metric: Metric, question: Question) -> Result:
    """The exact figure, counted one student at a time."""
    if set(question.by) - set(place.values):
        raise QuestionError("There is no such dimension here.")
    where = asked_of(question)
    inside = [
        s
        for s in place.students
        if is_in(s, where) and (question.population == "roster" or s["expected"] == "1")
    ]
    people = Counter(tuple(s[name] for name in question.by) for s in inside)
    reached = Counter(tuple(s[name] for name in question.by) for s in inside if s["reached"] == "1")
    listed = [
        [value for value in place.values[name] if value in dict(where).get(name, (value,))]
        for name in question.by
    ]
    cells = []
    for key in product(*listed):
        segment, n, y = dict(zip(question.by, key, strict=True)), people[key], reached[key]
        if metric is HOW_MANY:
            cells.append(Cell(segment, float(y), float(y), None, y, people_in_numerator=y))
        else:
            cells.append(Cell(segment, y / n if n else None, float(y), float(n), n))
    return Result(metric, question, tuple(cells), "build", None, domains=place.values)


# -- what is known of a group ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Known:
    """What a reader may conclude about one group: its people (or those reached), and the rate among them."""

    where: Where
    population: Population
    least: int
    most: int
    low: float = 0.0
    high: float = 1.0
    of_reached: bool = False


Reading = Callable[[Office, Metric, Question], Iterable[Known]]


def as_built(place: Office, metric: Metric, question: Question, policy: Policy = POLICY) -> Iterator[Known]:
    """Reads the released cells, pools too; even how wide a band is tells how many people there are."""
    released = release_pooled(partial(measured, place, metric), question, policy, place.groups)
    pools = pools_of(released, place)
    for cell in released.cells:
        where = group(cell, released.question, pools)
        of_reached = metric is HOW_MANY
        if cell.label == GIVEN_AWAY:  # whoever knows the rules knows that it is large
            continue
        if cell.is_withheld:
            yield Known(where, question.population, 0, POLICY.k - 1, of_reached=of_reached)
            continue
        assert cell.people is not None
        least, most = max(cell.people - 2, POLICY.k), cell.people + 2
        if of_reached:
            yield Known(where, question.population, least, most, of_reached=True)
            continue
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
        yield Known(where, question.population, least, most, low, high)


def rounding_only(place: Office, metric: Metric, question: Question) -> Iterator[Known]:
    """The same rules without what is withheld beside those too few."""
    return as_built(place, metric, question, replace(POLICY, enough_hidden=0))


def hiding_few(place: Office, metric: Metric, question: Question) -> Iterator[Known]:
    """The rule many offices use: 1 to 9 hidden, everything else exact."""
    if metric is HOW_MANY:
        return
    for cell in measured(place, metric, question).cells:
        where, n = group(cell, question, {}), cell.people or 0
        rate = cell.value or 0.0
        if 0 < n < POLICY.k:
            yield Known(where, question.population, 1, POLICY.k - 1)
        else:
            yield (
                Known(where, question.population, n, n, rate, rate)
                if n
                else Known(where, question.population, 0, 0)
            )


def group(cell: Cell, question: Question, pools: dict[str, tuple[str, ...]]) -> Where:
    own = {name: pools.get(value, (value,)) for name, value in cell.segment.items()}
    return tuple(sorted({**dict(asked_of(question)), **own}.items()))


def pools_of(released: Released, place: Office) -> dict[str, tuple[str, ...]]:
    """What a reader knows of who is in each pool: the values that the table does not list."""
    pools: dict[str, tuple[str, ...]] = {}
    for axis in released.question.by:
        listed = list(dict.fromkeys(cell.segment[axis] for cell in released.cells))
        left = [value for value in place.values[axis] if value not in listed]
        for name in sorted(set(listed) - set(place.values[axis]), key=lambda name: name == OTHER_MAJORS):
            if axis == "class_year":
                first, last = name.split("–")
                pools[name] = tuple(value for value in left if first <= value <= last)
            else:
                field_of = name.removeprefix("Other in ")
                pools[name] = tuple(v for v in left if name == OTHER_MAJORS or place.families[v] == field_of)
            left = [value for value in left if value not in pools[name]]
    return pools


# -- the solver ------------------------------------------------------------------------------------------------


@dataclass
class Program:
    """Linear constraints on the sizes of the finest groups.

    Gender and race are crossed; first generation meets them only in the places they share. So there are two
    blocks of unknowns that agree on every place: the same bounds as one huge table, with far fewer unknowns.
    """

    place: Office
    rows: list[tuple[np.ndarray, np.ndarray]] = field(default_factory=list)
    limits: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.places = [name for name in self.place.values if name not in PERSONAL]
        columns: dict[str, list[str]] = {
            name: [] for name in (*self.place.values, "expected", "reached", "block")
        }
        for number, block in enumerate(BLOCKS):
            names = [*self.places, *block]
            for key in product(*(self.place.values[name] for name in names), STATES):
                *values, (expected, reached) = key
                own = dict(zip(names, values, strict=True))
                for name in self.place.values:
                    columns[name].append(own.get(name, ""))
                columns["expected"].append(expected)
                columns["reached"].append(reached)
                columns["block"].append(str(number))
        self.columns = {name: np.array(values) for name, values in columns.items()}
        self.size = len(self.columns["block"])
        self.masks: dict[tuple[str, tuple[str, ...]], np.ndarray] = {}

    def mask(self, name: str, values: tuple[str, ...]) -> np.ndarray:
        if (name, values) not in self.masks:
            self.masks[name, values] = np.isin(self.columns[name], values)
        return self.masks[name, values]

    def unknowns(
        self, where: Where, population: Population, reached: tuple[str, ...] = ("0", "1")
    ) -> np.ndarray:
        personal = {name for name, _ in where} - set(self.places)
        block = next(str(i) for i, names in enumerate(BLOCKS) if personal <= set(names))
        inside = self.mask("block", (block,)) & self.mask("reached", reached)
        if population == "expected":
            inside = inside & self.mask("expected", ("1",))
        for name, values in where:
            inside = inside & self.mask(name, values)
        return np.flatnonzero(inside)

    def add(self, known: Known) -> None:
        if known.of_reached:
            yes = self.unknowns(known.where, known.population, ("1",))
            self.between(yes, known.least, known.most)
            return
        no, yes = (self.unknowns(known.where, known.population, (one,)) for one in "01")
        self.between(np.concatenate([no, yes]), known.least, known.most)
        if known.high < 1:
            self.at_most([(yes, 1 - known.high), (no, -known.high)], 1e-7)
        if known.low > 0:
            self.at_most([(yes, known.low - 1), (no, known.low)], 1e-7)

    def between(self, unknowns: np.ndarray, least: int, most: int) -> None:
        self.at_most([(unknowns, 1.0)], most)
        if least:
            self.at_most([(unknowns, -1.0)], -least)

    def at_most(self, parts: list[tuple[np.ndarray, float]], limit: float) -> None:
        at = np.concatenate([unknowns for unknowns, _ in parts])
        self.rows.append((at, np.concatenate([np.full(len(unknowns), value) for unknowns, value in parts])))
        self.limits.append(limit)

    @cached_property
    def matrices(self) -> tuple[csr_array, csr_array]:
        equal = []
        for key in product(*(self.place.values[name] for name in self.places), STATES):
            *values, (expected, reached) = key
            inside = self.mask("expected", (expected,)) & self.mask("reached", (reached,))
            for name, value in zip(self.places, values, strict=True):
                inside = inside & self.mask(name, (value,))
            sides = [np.flatnonzero(inside & self.mask("block", (str(i),))) for i in range(len(BLOCKS))]
            at, signs = np.concatenate(sides), np.repeat([1.0, -1.0], [len(side) for side in sides])
            equal.append((at, signs))
        return self.matrix(self.rows), self.matrix(equal)

    def matrix(self, rows: list[tuple[np.ndarray, np.ndarray]]) -> csr_array:
        across = np.concatenate([at for at, _ in rows])
        down = np.repeat(np.arange(len(rows)), [len(at) for at, _ in rows])
        data = np.concatenate([values for _, values in rows])
        return coo_array((data, (down, across)), shape=(len(rows), self.size)).tocsr()

    def bounds(self, where: Where, population: Population) -> tuple[int, int]:
        """The least and the most people a group can have, given everything released."""
        return ceil(self.solved(where, population, 1) - 1e-5), floor(
            -self.solved(where, population, -1) + 1e-5
        )

    def solved(self, where: Where, population: Population, sign: int) -> float:
        objective = np.zeros(self.size)
        objective[self.unknowns(where, population)] = sign
        upper, equal = self.matrices
        solution = linprog(objective, upper, self.limits, equal, np.zeros(equal.shape[0]), method="highs")
        assert solution.success, solution.message  # the truth itself is always a solution
        return float(solution.fun)


# -- attacks ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Attacked:
    """One small group after the attack: how many people it has, how many it can have."""

    where: Where
    people: int
    least: int
    most: int

    @property
    def is_personal(self) -> bool:
        return any(name in PERSONAL for name, _ in self.where)

    @property
    def is_exact(self) -> bool:
        return self.least == self.most

    @property
    def is_proved(self) -> bool:
        return self.least > 0

    @property
    def is_narrow(self) -> bool:
        return self.is_proved and self.most - self.least + 1 < POLICY.least_sizes


def everything_known(place: Office, reading: Reading) -> dict[Known, None]:
    """What the answers to all questions say, each once."""
    return {
        known: None
        for metric, population in FIGURES
        for question in cuts(place, population)
        for known in reading(place, metric, question)
    }


def attack(place: Office, reading: Reading, targets: int = TARGETS) -> list[Attacked]:
    """`targets` small groups of each kind, chosen by a fixed seed, from all answers together.

    Kinds: hidden cells of tables that may be asked for, of 1 to 4 people by gender, race and the like and of 0 to 9
    people by anything, and groups of 1 to 4 that somebody who knows a student would ask for: place, class, gender, race.
    """
    program = Program(place)
    for known in everything_known(place, reading):
        program.add(known)
    hidden = {
        (group(cell, question, {}), population): cell.people or 0
        for population in ("expected", "roster")
        for question in cuts(place, population)
        if len(question.by) <= 2
        for cell in measured(place, REACHED, question).cells
        if (cell.people or 0) < POLICY.k
    }
    few = {key: n for key, n in hidden.items() if 0 < n < POLICY.internal_minimum and is_personal(key[0])}
    names = [*program.places, *BLOCKS[0]]
    everybody = Counter(tuple(sorted((name, (s[name],)) for name in names)) for s in place.students)
    pointed_at = {(where, "roster"): n for where, n in everybody.items() if n < POLICY.internal_minimum}
    found = []
    for groups in (few, hidden, pointed_at):
        chosen = random.Random(3).sample(sorted(groups), min(targets, len(groups)))
        found += [Attacked(where, groups[where, of], *program.bounds(where, of)) for where, of in chosen]
    return found


def is_personal(where: Where) -> bool:
    return any(name in PERSONAL for name, _ in where)


def by_filters(place: Office) -> tuple[int, int, int]:
    """Of the cells that internal tables of one and two breakdowns hide: how many there are, how many a filter (or two
    filters) gives back, and how many follow from the total and the answers of all other filters of their line.
    """
    measure = partial(measured, place, REACHED)

    @cache
    def answer(question: Question) -> int | None:
        result = measure(question)
        (cell,) = release(result, "internal", POLICY, tables(measure, result)).cells
        return None if cell.is_withheld else cell.people

    found = read_off = subtracted = 0
    for by in (by for size in (1, 2) for by in combinations(place.values, size)):
        for cell in release(measure(Question(by)), "internal", POLICY).cells:
            if not cell.is_withheld:
                continue
            found += 1
            where = tuple(cell.segment.items())
            read_off += answer(Question(where=where)) is not None
            subtracted += any(
                None
                not in [
                    answer(
                        Question(
                            where=tuple((name, other if name == axis else value) for name, value in where)
                        )
                    )
                    for other in place.values[axis]
                    if other != cell.segment[axis]
                ]
                and answer(Question(where=tuple(pair for pair in where if pair[0] != axis))) is not None
                for axis in by
            )
    return found, read_off, subtracted


# -- the table of docs/privacy.md --------------------------------------------------------------------------------

RULES: dict[str, Reading] = {
    "1 to 9 hidden, everything else exact": hiding_few,
    "rounded and in bands, nothing withheld beside small groups": rounding_only,
    "the rules above": as_built,
}


def table(targets: int) -> Iterator[str]:
    """Markdown: one row a set of rules and office."""
    yield "| rules | office | small groups | exact | proved | 1–4 | narrow |"
    yield "|---|---|---|---|---|---|---|"
    for rules, reading in RULES.items():
        for make in (whole_office, small_college):
            found = attack(make(), reading, targets)
            few = [
                one
                for one in found
                if one.is_proved and one.is_personal and one.people < POLICY.internal_minimum
            ]
            counts = (
                len(found),
                sum(one.is_exact for one in found),
                sum(one.is_proved for one in found),
                len(few),
                sum(one.is_narrow for one in found),
            )
            size = {whole_office: 600, small_college: 400}[make]
            yield f"| {rules} | {size} students | " + " | ".join(map(str, counts)) + " |"


if __name__ == "__main__":
    for line in table(TARGETS):
        print(line, flush=True)
