"""The same trial for what sums a figure up, sql/aggregates. `python -m tests.pipelines.figures.aggregate_mutants`.

An aggregate belongs to many figures, so all tables that ask for any of them are asked again, then the second opinion of
an office of a few hundred students (`opinions`), which knows intervals and the largest part one person supplies.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipelines.figures import statement
from pipelines.figures.aggregates import aggregate_of
from pipelines.figures.definitions import SQL, catalog
from pipelines.figures.results import Metric
from pipelines.figures.statement import aggregate_sql
from pipelines.store.answers import forget
from tests.pipelines.figures.mutants import Case, Tables, changed, notices, run, sql_of, tree_of
from tests.pipelines.figures.opinions import OPINIONS
from tests.pipelines.figures.random_office import Kind
from tests.pipelines.figures.test_second_opinion import an_office

NAMES = tuple(sorted(path.stem for path in (SQL / "aggregates").glob("*.sql")))
MOST_OPINIONS = 4  # figures an aggregate
OFFICES: tuple[tuple[int, int, Kind], ...] = ((7, 300, "usual"), (21, 12, "usual"), (3, 20, "unknown"))

# What changes nothing that can be seen, and why. (aggregate, change) -> reason
_WINDOW = "a few values more or fewer are handed out than the interval's ends need"
_COUNTED = "every row of a count stands for one or more"
_WHOLE = "any key will do for the whole"
_NOBODY = "without a denominator there is no interval"
EQUIVALENT: Mapping[tuple[str, str], str] = {
    ("change", "0 to 1 at 101"): "a change is of two answers: there is always one",
    ("change", "0 to 1 at 418"): _NOBODY,
    ("mean_of_people", "0 to 1 at 380"): _NOBODY,
    ("count", "0 to 1 at 72"): _COUNTED,
    ("count", "drop filter at 186"): _COUNTED,
    ("count", "> to >= at 209"): _COUNTED,
    **{("median", f"{change}"): _WINDOW for change in ("2 to 3 at 361", "3 to 4 at 394", "3 to 4 at 472")},
    **{
        ("median_of_people", f"{change}"): _WINDOW
        for change in ("2 to 3 at 281", "3 to 4 at 314", "3 to 4 at 392")
    },
    ("median", "drop filter at 76"): "unknown values sort last and are never reached",
    ("median_of_people", "drop filter at 76"): "unknown values sort last and are never reached",
    ("share", "0 to 1 at 687"): _WHOLE,
    ("share_of_people", "sum to max at 282"): "the unknown are one row",
    ("share_of_people", "drop where at 542"): "the whole comes first, and only that is read",
}


@dataclass(frozen=True)
class Mutant:
    """A file of an aggregate's SQL with one change."""

    name: str
    change: str
    sql: str

    def __str__(self) -> str:
        return f"{self.name}: {self.change}"


def mutants(name: str) -> list[Mutant]:
    """Every change of the file, in the order of the text."""
    sql = aggregate_sql(name)
    tree = tree_of("\n".join(line for line in sql.splitlines() if not line.startswith("--")))
    made: dict[str, Mutant] = {}
    for change, other in changed(tree):
        made.setdefault(sql_of(other), Mutant(name, change, sql_of(other)))
    made.pop(sql_of(tree), None)  # changed back into itself
    return list(made.values())


def files_of(metric: Metric) -> tuple[str, str]:
    """The files that sum a figure up."""
    summing = aggregate_of(metric).summing_for(metric)
    return summing.by_student, summing.sums


def _of_every_aggregate(figures: Collection[str]) -> list[str]:
    """The same figures, the first of each aggregate in front: rates, means and ratios share a file."""
    seen: dict[str, int] = {}
    placed = []
    for place, one in enumerate(figures):
        aggregate = catalog()[one].aggregate
        seen[aggregate] = seen.get(aggregate, -1) + 1
        placed.append((seen[aggregate], place, one))
    return [one for _, _, one in sorted(placed)]


class Trial:
    """The tables and the opinions that see an aggregate, each office made once."""

    def __init__(self, folder: Path, names: Collection[str]) -> None:
        (folder / "tables").mkdir()
        figures = {name: [m.id for m in catalog().values() if name in files_of(m)] for name in names}
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
                for one in _of_every_aggregate(of)[:MOST_OPINIONS]
                for asked in offices
            ]
            self._cases[name] = [*hand, *second]

    def notice(self, mutant: Mutant) -> bool:
        usual = statement.aggregate_sql

        def instead(name: str) -> str:
            return mutant.sql if name == mutant.name else usual(name)

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
