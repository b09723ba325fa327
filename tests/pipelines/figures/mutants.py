"""Would the tables checked by hand notice a slip in a figure's SQL? `python -m tests.pipelines.figures.mutants`.

Every figure's SQL is changed in one place at a time, mechanically: a condition dropped, `>=` made `>`, `and`
made `or`, a number or an office's window one larger, a `distinct` removed, a value struck from a list. Then the
tables that ask for the figure are asked again. A change none of them notices survives, and is printed.
"""

from __future__ import annotations

import argparse
import copy
import importlib
import inspect
import itertools
import json
import random
import sys
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol, TypeVar

import duckdb

from pipelines.figures import measure
from pipelines.figures.definitions import catalog
from pipelines.figures.results import Metric
from tests.mutants.reporting import summary
from tests.pipelines.figures.by_hand import Offices

Node = Any  # a part of DuckDB's syntax tree, as JSON
Change = tuple[str, Node]

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


_OTHER = {
    "COMPARE_GREATERTHANOREQUALTO": ("COMPARE_GREATERTHAN", ">= to >"),
    "COMPARE_GREATERTHAN": ("COMPARE_GREATERTHANOREQUALTO", "> to >="),
    "COMPARE_LESSTHANOREQUALTO": ("COMPARE_LESSTHAN", "<= to <"),
    "COMPARE_LESSTHAN": ("COMPARE_LESSTHANOREQUALTO", "< to <="),
    "COMPARE_EQUAL": ("COMPARE_NOTEQUAL", "= to <>"),
    "COMPARE_NOTEQUAL": ("COMPARE_EQUAL", "<> to ="),
    "CONJUNCTION_AND": ("CONJUNCTION_OR", "and to or"),
    "CONJUNCTION_OR": ("CONJUNCTION_AND", "or to and"),
    "OPERATOR_IS_NULL": ("OPERATOR_IS_NOT_NULL", "is null to is not null"),
    "OPERATOR_IS_NOT_NULL": ("OPERATOR_IS_NULL", "is not null to is null"),
}


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


def changed(tree: Node) -> Iterator[Change]:
    """(what, the whole tree with it) of every change."""
    for path, change, node in _walk(tree, ()):
        other = copy.deepcopy(tree)
        parent = other
        for step in path[:-1]:
            parent = parent[step]
        parent[path[-1]] = node
        yield change, other


def _walk(node: Node, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str, Node]]:
    """(where, what, the node instead) of every change, from the top down."""
    if isinstance(node, dict):
        for change, instead in _changes(node):
            yield path, change, instead
        for key, part in node.items():
            yield from _walk(part, (*path, key))
    elif isinstance(node, list):
        for place, part in enumerate(node):
            yield from _walk(part, (*path, place))


def _changes(node: Node) -> Iterator[Change]:
    kind, where = node.get("type"), node.get("query_location", "")
    at = f" at {where}" if where != "" else ""
    if kind == "SELECT_NODE":
        for clause in ("where_clause", "having"):
            if node[clause] and node[clause]["class"] != "CONJUNCTION":
                yield (
                    f"drop {clause.removesuffix('_clause')} at {node[clause]['query_location']}",
                    {**node, clause: None},
                )
        kept = [one for one in node["modifiers"] if one["type"] != "DISTINCT_MODIFIER"]
        if len(kept) < len(node["modifiers"]):
            yield "drop distinct", {**node, "modifiers": kept}
        if (
            node["from_table"].get("table_name") == "settings"
            and node["from_table"].get("schema_name") == "marts"
        ):
            yield from _windows(node)
    if node.get("class") == "CONJUNCTION":
        for place in range(len(node["children"])):
            left = [child for other, child in enumerate(node["children"]) if other != place]
            yield f"drop condition {place + 1}{at}", left[0] if len(left) == 1 else {**node, "children": left}
    if kind in _OTHER:
        other, change = _OTHER[kind]
        yield f"{change}{at}", {**node, "type": other}
    if node.get("class") == "CONSTANT" and node["literal"]["kind"] == "INTEGER":
        more = str(int(node["literal"]["text"]) + 1)
        yield (
            f"{node['literal']['text']} to {more}{at}",
            {**node, "literal": {**node["literal"], "text": more}},
        )
    if kind == "OPERATOR_NOT":
        yield f"drop not{at}", node["children"][0]
    if kind == "OPERATOR_COALESCE":
        yield f"drop coalesce{at}", node["children"][0]
    if kind == "COMPARE_IN":
        for place in range(1, len(node["children"])):
            left = [child for other, child in enumerate(node["children"]) if other != place]
            yield f"strike value {place}{at}", {**node, "children": left}
    if kind == "COMPARE_BETWEEN":
        for bound, comparison in (
            ("lower", "COMPARE_GREATERTHANOREQUALTO"),
            ("upper", "COMPARE_LESSTHANOREQUALTO"),
        ):
            half = {"class": "COMPARISON", "type": comparison, "left": node["input"], "right": node[bound]}
            yield f"only the {bound} bound{at}", {**half, "alias": node["alias"], "query_location": 0}
    if kind == "FUNCTION":
        yield from _calls(node, at)


_ANOTHER = {"+": "-", "-": "+", "*": "+", "sum": "max", "max": "sum"}


def _calls(node: Node, at: str) -> Iterator[Change]:
    name, arguments = node["function_name"], node["arguments"]
    if node.get("distinct"):
        yield f"drop distinct{at}", {**node, "distinct": False}
    if node.get("filter"):
        yield f"drop filter{at}", {**node, "filter": None}
    if name in _ANOTHER and len(arguments) == (2 if node["is_operator"] else 1):
        other = _ANOTHER[name]
        yield (
            f"{name} to {other}{at}",
            {**node, "function_name": other, "qualified_name": {"path": [other]}},
        )


def _windows(node: Node) -> Iterator[Change]:
    """An office's window, or the day it is taken from, one larger where it is read from the settings."""
    (told,) = node["select_list"]
    more = copy.deepcopy(_ONE_MORE)
    more["arguments"][0]["expression"] = told
    yield f"window one larger at {told['query_location']}", {**node, "select_list": [more]}


def tree_of(sql: str) -> Node:
    (row,) = duckdb.execute("select json_serialize_sql($sql)", {"sql": sql}).fetchall()
    return json.loads(row[0])


def sql_of(tree: Node) -> str:
    (row,) = duckdb.execute("select json_deserialize_sql($tree)", {"tree": json.dumps(tree)}).fetchall()
    return str(row[0])


_ONE_MORE = tree_of("select told + 1")["statements"][0]["node"]["select_list"][0]


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
