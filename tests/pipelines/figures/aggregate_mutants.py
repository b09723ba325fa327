"""The same trial for what sums a figure up, sql/aggregates. `python -m tests.pipelines.figures.aggregate_mutants`.

An aggregate belongs to many figures, so all tables that ask for any of them are asked again, then the second opinion of
an office of a few hundred students (`opinions`), which knows intervals and the largest part one person supplies.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipelines.figures import statement
from pipelines.figures.definitions import SQL, catalog
from pipelines.figures.statement import aggregate_of, aggregate_sql
from pipelines.store.answers import forget
from tests.pipelines.figures.mutants import Case, Tables, changed, notices, run, sql_of, tree_of
from tests.pipelines.figures.opinions import OPINIONS
from tests.pipelines.figures.random_office import Kind
from tests.pipelines.figures.test_second_opinion import an_office

NAMES = tuple(sorted(path.stem for path in (SQL / "aggregates").glob("*.sql")))
MOST_OPINIONS = 4  # figures an aggregate
OFFICES: tuple[tuple[int, int, Kind], ...] = ((7, 300, "usual"), (21, 12, "usual"), (3, 20, "unknown"))

# What changes nothing that can be seen, and why. (aggregate, change) -> reason
_MEMBERS = "nobody has any in the numerator without one in the denominator"
_WINDOW = "a few values more or fewer are handed out than the interval's ends need"
_COUNTED = "every row of a count stands for one or more"
_NOBODY = "without a denominator there is no interval"
EQUIVALENT: Mapping[tuple[str, str], str] = {
    ("change", "0 to 1 at 130"): "a change is of two answers: there is always one",
    ("change", "0 to 1 at 447"): _NOBODY,
    ("mean_of_people", "0 to 1 at 409"): _NOBODY,
    ("count", "0 to 1 at 97"): _COUNTED,
    ("count", "drop filter at 211"): _COUNTED,
    ("count", "> to >= at 234"): _COUNTED,
    ("mean", "drop condition 2 at 471"): _MEMBERS,
    ("mean", "0 to 1 at 484"): _MEMBERS,
    ("rate", "drop condition 2 at 477"): _MEMBERS,
    ("rate", "0 to 1 at 490"): _MEMBERS,
    **{("median", f"{change}"): _WINDOW for change in ("2 to 3 at 386", "3 to 4 at 419", "3 to 4 at 497")},
    **{
        ("median_of_people", f"{change}"): _WINDOW
        for change in ("2 to 3 at 306", "3 to 4 at 339", "3 to 4 at 417")
    },
    ("median", "drop filter at 101"): "unknown values sort last and are never reached",
    ("median_of_people", "drop filter at 101"): "unknown values sort last and are never reached",
    ("share_of_people", "sum to max at 307"): "the unknown are one row",
    ("share_of_people", "drop where at 567"): "the whole comes first, and only that is read",
}

_BEFORE = "with selection as (select 1)"
_WRITTEN = "WITH selection AS (SELECT 1)"


@dataclass(frozen=True)
class Mutant:
    """An aggregate's SQL with one change, as questions with and without breakdowns have it."""

    name: str
    change: str
    sql: str  # with breakdowns
    without_cuts: str

    def __str__(self) -> str:
        return f"{self.name}: {self.change}"


def mutants(name: str) -> list[Mutant]:
    """Every change of the aggregate, in the order of the text."""
    both = [list(_changed(aggregate_sql(name, has_cuts))) for has_cuts in (True, False)]
    made: dict[str, Mutant] = {}
    for (change, with_cuts), (_, without) in zip(*both, strict=True):
        made.setdefault(with_cuts, Mutant(name, change, with_cuts, without))
    made.pop(_fragment(_tree(aggregate_sql(name, True))), None)  # changed back into itself
    return list(made.values())


def _tree(text: str) -> object:
    body = "\n".join(line for line in text.splitlines() if not line.startswith("--"))
    return tree_of(f"{_BEFORE}{' ' if body.startswith('select') else ', '}{body}")


def _changed(text: str) -> Iterator[tuple[str, str]]:
    for change, other in changed(_tree(text)):
        if fragment := _fragment(other):
            yield change, fragment


def _fragment(tree: object) -> str:
    """The aggregate alone, as a statement joins it to a selection; "" where the selection itself was changed."""
    sql = sql_of(tree)
    if not sql.startswith(_WRITTEN):
        return ""
    rest = sql.removeprefix(_WRITTEN).removeprefix(",").strip()
    return "select" + rest.removeprefix("SELECT") if rest.startswith("SELECT") else rest


class Trial:
    """The tables and the opinions that see an aggregate, each office made once."""

    def __init__(self, folder: Path, names: Collection[str]) -> None:
        (folder / "tables").mkdir()
        figures = {name: [m.id for m in catalog().values() if aggregate_of(m) == name] for name in names}
        tables = Tables(folder / "tables", {one for of in figures.values() for one in of})
        offices = []
        for seed, students, kind in OFFICES:
            own = folder / f"{students}-{kind}"
            own.mkdir()
            offices.append(an_office(own, seed, students, kind))
        self._cases: dict[str, list[Case]] = {}
        for name, of in figures.items():
            hand = list(dict.fromkeys(case for one in of for case in tables.cases.get(one, ())))
            second = [
                lambda one=one, asked=asked: OPINIONS[one](*asked)
                for one in of[:MOST_OPINIONS]
                for asked in offices
            ]
            self._cases[name] = [*hand, *second]

    def notice(self, mutant: Mutant) -> bool:
        usual = statement.aggregate_sql

        def instead(name: str, has_cuts: bool) -> str:
            if name != mutant.name:
                return usual(name, has_cuts)
            return mutant.sql if has_cuts else mutant.without_cuts

        statement.aggregate_sql = instead  # type: ignore[assignment]
        try:
            return any(self._notices(case) for case in self._cases[mutant.name])
        finally:
            statement.aggregate_sql = usual
            forget("measured")

    @staticmethod
    def _notices(case: Case) -> bool:
        forget("measured")  # nothing was asked before of this aggregate
        return notices(case, catalog())


def survivors(
    chosen: Iterable[Mutant], known: Collection[tuple[str, str]] = tuple(EQUIVALENT)
) -> list[Mutant]:
    """Those nothing notices, without those known to change nothing."""
    asked = [one for one in chosen if (one.name, one.change) not in known]
    with tempfile.TemporaryDirectory() as folder:
        trial = Trial(Path(folder), {one.name for one in asked})
        return [one for one in asked if not trial.notice(one)]


def everything(only: str = "") -> list[Mutant]:
    return [mutant for name in NAMES if only in name for mutant in mutants(name)]


def some(number: int, seed: int) -> list[Mutant]:
    """A few changes of each aggregate."""
    draw = random.Random(seed)
    made = [mutants(name) for name in NAMES]
    return [one for of in made for one in draw.sample(of, min(number, len(of)))]


if __name__ == "__main__":
    sys.exit(
        run(
            "Change every aggregate in every way and see what is noticed.",
            everything,
            survivors,
            EQUIVALENT,
        )
    )
