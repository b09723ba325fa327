"""Would the tables checked by hand notice a slip in a figure's SQL? `python -m tests.pipelines.figures.mutants`.

Every figure's SQL is changed in one place at a time, mechanically: a condition dropped, `>=` made `>`, `and`
made `or`, a number or an office's window one larger, a `distinct` removed, a value struck from a list. Then the
tables that ask for the figure are asked again. A change none of them notices survives, and is printed.
"""

from __future__ import annotations

import argparse
import importlib
import inspect
import itertools
import random
import sys
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol, TypeVar

from pipelines.figures import measure
from pipelines.figures.definitions import catalog
from pipelines.figures.results import Metric
from tests.mutants.reporting import summary
from tests.mutants.sql_changes import changed, sql_of, tree_of
from tests.pipelines.figures.by_hand import Offices

# What changes nothing that can be seen, and why. (figure, change) -> reason
EQUIVALENT: Mapping[tuple[str, str], str] = {
    ("accepted_before_cutoff", "1 to 2 at 10"): "students are counted, not what they add up to",
    ("students_reaching_out", "1 to 2 at 10"): "students are counted, not what they add up to",
    ("outreach_follow_ups", "> to >= at 60"): "one touch is no follow-up: it adds 0",
    ("referral_advantage", "drop condition 1 at 265"): "other channels are neither side",
    ("referral_yield_by_asking", "drop condition 2 at 175"): "not recorded is neither group",
}


# -- changing SQL ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Mutant:
    """A figure's SQL with one change."""

    metric: str
    change: str
    sql: str

    def __str__(self) -> str:
        return f"{self.metric}: {self.change}"


def mutants(metric: Metric) -> list[Mutant]:
    """Every change of the figure's SQL, in the order of the text."""
    tree = tree_of(metric.sql)
    made, seen = [], {sql_of(tree)}
    for change, other in changed(tree):
        sql = sql_of(other)
        if sql not in seen:
            seen.add(sql)
            made.append(Mutant(metric.id, change, sql))
    return made


# -- asking the tables again -----------------------------------------------------------------------

Case = Callable[[], None]  # one test with its parameters


class Catalog(dict[str, Metric]):
    """The figures, one of them changed; remembers which were asked for."""

    def __init__(self, figures: Mapping[str, Metric]) -> None:
        super().__init__(figures)
        self.asked: set[str] = set()

    def __getitem__(self, metric: str) -> Metric:
        self.asked.add(metric)
        return super().__getitem__(metric)


class Tables:
    """The tests that name any of the figures, each office made once however often it is asked."""

    def __init__(self, folder: Path, figures: Collection[str]) -> None:
        self.offices = Offices(folder)
        self.cases: dict[str, list[Case]] = {}  # figure -> tests that ask for it
        for path in sorted(Path(__file__).parent.glob("test_by_hand*.py")):
            for case in self._tests(importlib.import_module(f"{__package__}.{path.stem}"), figures):
                asked = Catalog(catalog())
                with instead_of_the_catalog(asked):
                    case()  # it must pass without a change before it can notice one
                for metric in asked.asked:
                    self.cases.setdefault(metric, []).append(case)

    def _tests(self, module: Any, figures: Collection[str]) -> Iterator[Case]:
        for name, test in inspect.getmembers(module, inspect.isfunction):
            if not name.startswith("test_") or "figure" not in inspect.signature(test).parameters:
                continue
            if any(f'"{figure}"' in inspect.getsource(test) for figure in figures):
                for given in _parameters(test):
                    yield lambda test=test, given=given: test(figure=self.offices.figure, **given)

    def notice(self, mutant: Mutant) -> bool:
        figures = dict(catalog())
        figures[mutant.metric] = replace(figures[mutant.metric], sql=mutant.sql)
        return any(notices(case, figures) for case in self.cases.get(mutant.metric, ()))


def _parameters(test: Callable[..., None]) -> Iterator[dict[str, Any]]:
    """The values a test is given by its `parametrize` marks."""
    marks = [mark for mark in getattr(test, "pytestmark", []) if mark.name == "parametrize"]
    ways = []
    for mark in marks:
        names = (
            [name.strip() for name in mark.args[0].split(",")]
            if isinstance(mark.args[0], str)
            else mark.args[0]
        )
        rows = [value if len(names) > 1 else (value,) for value in mark.args[1]]
        ways.append([dict(zip(names, row, strict=True)) for row in rows])
    for combination in itertools.product(*ways):
        yield {name: value for given in combination for name, value in given.items()}


def notices(case: Case, figures: Mapping[str, Metric]) -> bool:
    """Does the test fail with these figures? SQL that no longer runs is noticed too."""
    try:
        with instead_of_the_catalog(figures):
            case()
    except Exception:
        return True
    return False


@contextmanager
def instead_of_the_catalog(figures: Mapping[str, Metric]) -> Iterator[None]:
    """Meanwhile these are measured."""
    usual = measure.catalog
    measure.catalog = lambda: figures  # type: ignore[assignment, return-value]
    try:
        yield
    finally:
        measure.catalog = usual


def survivors(
    chosen: Iterable[Mutant], known: Collection[tuple[str, str]] = tuple(EQUIVALENT)
) -> list[Mutant]:
    """Those no table notices, without those known to change nothing."""
    asked = [one for one in chosen if (one.metric, one.change) not in known]
    with tempfile.TemporaryDirectory() as folder:
        tables = Tables(Path(folder), {one.metric for one in asked})
        return [one for one in asked if not tables.notice(one)]


def everything(only: str = "") -> list[Mutant]:
    return [mutant for metric in catalog().values() if only in metric.id for mutant in mutants(metric)]


def some(figures: int, seed: int) -> list[Mutant]:
    """Every change of a few figures."""
    chosen = random.Random(seed).sample(sorted(catalog()), figures)
    return [mutant for metric in chosen for mutant in mutants(catalog()[metric])]


_M = TypeVar("_M", bound="Changed")


class Changed(Protocol):
    """Something with one change, and its SQL to print."""

    @property
    def sql(self) -> str: ...


def run(
    description: str,
    everything: Callable[[str], list[_M]],
    survivors: Callable[[list[_M]], list[_M]],
    equivalent: Collection[tuple[str, str]],
) -> int:
    """Try every change of what --only names and print what nothing noticed; the command's exit code."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--only", default="", help="those whose name contains this")
    only = parser.parse_args().only
    chosen = everything(only)
    known = sum(only in name for name, _ in equivalent)
    unnoticed = survivors(chosen)
    print(summary(len(chosen) - known, known, len(unnoticed)))
    for mutant in unnoticed:
        print(f"\n{mutant}\n  {mutant.sql}")
    return 1 if unnoticed else 0


if __name__ == "__main__":
    sys.exit(
        run(
            "Change every figure's SQL in every way and see what is noticed.",
            everything,
            survivors,
            EQUIVALENT,
        )
    )
