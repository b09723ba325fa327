"""Worked examples: at most five rows of a file an office knows, what a figure does with each, and what comes out.

One file a figure, sql/examples/<id>.toml:

    source = "outreach_log"
    rows = '''
    student_id | sent_on    | reply   | counts   | why
    Ana        | 2026-03-02 | replied | yes      | answered
    Ben        | 2026-03-02 | -       | unknown  | nobody wrote down whether a reply came
    '''
    result = '''
    value | numerator | denominator | unknown
    1     | 1         | 1           | 1
    '''

`-` is an empty cell. Optional: `by`, the dimension a gap is asked for; [[given]], rows of further files a reader needs
(source, says, rows); a column `times`, where one row must stand for many: `{n}` in a cell is then its number, and
`10 + 30` stands for ten rows with the first and thirty with the second of what other cells write with a `+`.

`counts` says what the figure does with the row: `left out`, `above` (it belongs with the row above), or

    a rate, a gap          yes, no, unknown; `2 yes, 1 no` where a row holds several
    a mean, median, count  a number, unknown
    a share                the category, unknown
    kinds                  those that hold (`all`, `all but x`, `none`), unknown
    a wait                 `3 days`, `waiting 9 days`, unknown
    a ratio, a load        `1 / 0`: what the row adds above and below the line
    in groups              `group: ` before any of these, several with a comma between

Everything is checked on reading: what rows count as must add up to the result. That the figure agrees is for a test,
which takes every example's rows through the import. A slip is a DefinitionError naming the file.
"""

from __future__ import annotations

import math
import re
import statistics
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from typing import Any, Literal

from pipelines.errors import DefinitionError
from pipelines.figures.aggregates import aggregate_of
from pipelines.figures.definitions import SQL, catalog, dimensions
from pipelines.figures.results import Metric
from pipelines.sources.catalog import source

FOLDER = SQL / "examples"
MOST_ROWS = 5

_TOLD = {"source", "rows", "result", "by", "given"}
_OWN = ("counts", "why", "times")  # columns that are ours, not the file's
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
_DAYS = re.compile(r"(waiting )?(\d+) days?")
_PAIR = re.compile(r"(\d+) / (\d+)")
_SEVERAL = re.compile(r"(?:(\d+) )?(yes|no|unknown)")


@dataclass(frozen=True)
class Verdict:
    """What one item of a row adds to numerator, denominator and the unknown ones of a group ("" = no groups).

    value: the number itself, where the figure is made of numbers; days of a wait.
    """

    group: str = ""
    adds: float = 0
    per: float = 0
    unknown: int = 0
    value: float | None = None


@dataclass(frozen=True)
class Row:
    """One row as it is shown.

    cells: in the order of the table's columns, as written. times: how many rows of the file it stands for; several
    numbers where these differ. fate: "left out" and "above" count nothing of their own.
    """

    cells: tuple[str, ...]
    times: tuple[int, ...] = (1,)
    fate: Literal["counts", "left out", "above"] = "counts"
    why: str = ""
    verdicts: tuple[Verdict, ...] = ()


@dataclass(frozen=True)
class Table:
    """Rows of one file. says: why they are there, of further files only."""

    source: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    says: str = ""


@dataclass(frozen=True)
class Outcome:
    """What comes out, for one group ("" = the figure has none): value None where nothing is reached."""

    of: str
    value: float | None
    numerator: float
    denominator: float
    unknown: int


@dataclass(frozen=True)
class Example:
    """A figure's worked example."""

    metric: str
    table: Table
    given: tuple[Table, ...]
    outcomes: tuple[Outcome, ...]
    by: str = ""

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        return tuple(verdict for row in self.table.rows for verdict in row.verdicts)


@cache
def example(metric_id: str) -> Example:
    """A figure's example. Raises DefinitionError where there is none or it does not hold."""
    path = FOLDER / f"{metric_id}.toml"
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise DefinitionError(
            f"examples/{path.name} is missing: every figure has a worked example."
        ) from None
    return read_example(catalog()[metric_id], text)


def named() -> tuple[str, ...]:
    """The ids there are examples for."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


def uploads(told: Example) -> dict[str, list[dict[str, str]]]:
    """{source: rows} as an office would write them into its files."""
    files: dict[str, list[dict[str, str]]] = {}
    for table in (told.table, *told.given):
        files.setdefault(table.source, []).extend(_rows_of_file(table))
    return files


def _rows_of_file(table: Table) -> Iterator[dict[str, str]]:
    for row in table.rows:
        number = 0
        for place, times in enumerate(row.times):
            cells = [_part(cell, place, row) for cell in row.cells]
            for _ in range(times):
                number += 1
                written = (cell.replace("{n}", str(number)) for cell in cells)
                yield dict(zip(table.columns, written, strict=True))


def _part(cell: str, place: int, row: Row) -> str:
    """What a row that stands for several kinds of rows writes in one of them."""
    parts = cell.split(" + ")
    return parts[place] if len(parts) == len(row.times) > 1 else cell


# -- reading ---------------------------------------------------------------------------------------


def read_example(metric: Metric, text: str) -> Example:
    """One file's example, checked. Raises DefinitionError with the file's name."""
    try:
        return _read(metric, tomllib.loads(text))
    except tomllib.TOMLDecodeError as problem:
        raise DefinitionError(f"examples/{metric.id}.toml is not TOML: {problem}.") from None
    except DefinitionError as problem:
        raise DefinitionError(f"examples/{metric.id}.toml: {problem.message}") from None
    except (KeyError, ValueError) as problem:  # a key or a number that is not there
        raise DefinitionError(
            f"examples/{metric.id}.toml: {problem.args[0]!r} is missing or wrong."
        ) from None


def _read(metric: Metric, told: dict[str, Any]) -> Example:
    if strange := set(told) - _TOLD:
        raise DefinitionError(f"{', '.join(sorted(strange))} is not part of an example.")
    if missing := {"source", "rows", "result"} - set(told):
        raise DefinitionError(f"{', '.join(sorted(missing))} is missing.")
    by = told.get("by", "")
    if by and by not in dimensions().applies[metric.of]:
        raise DefinitionError(f"by is {by!r}, which this figure cannot be cut by.")
    table = _table(told["source"], told["rows"], metric=metric, by=by)
    given = tuple(_table(one["source"], one["rows"], says=one["says"]) for one in told.get("given", ()))
    read = Example(metric.id, table, given, tuple(_outcomes(told["result"])), by)
    _must_add_up(metric, read)
    return read


def _lines(text: str) -> list[dict[str, str]]:
    """`a | b` lines below a header; `-` is an empty cell."""
    split = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    for cells in split:
        if len(cells) != len(split[0]):
            raise DefinitionError(
                f"“{' | '.join(cells)}” has {len(cells)} cells, the header {len(split[0])}."
            )
    header, *rest = split
    return [
        {name: "" if cell == "-" else cell for name, cell in zip(header, line, strict=True)} for line in rest
    ]


def _table(source_id: str, text: str, *, metric: Metric | None = None, by: str = "", says: str = "") -> Table:
    lines = _lines(text)
    if not 1 <= len(lines) <= MOST_ROWS:
        raise DefinitionError(f"{len(lines)} rows of {source_id}; an example shows one to {MOST_ROWS}.")
    columns = tuple(name for name in lines[0] if name not in _OWN)
    for name in columns:
        source(source_id).column(name)  # raises where the source has no such column
    rows = []
    for line in lines:
        times = tuple(int(one) for one in line.get("times", "1").split(" + "))
        row = Row(tuple(line[name] for name in columns), times)
        rows.append(row if metric is None else _judged(metric, by, row, line))
    if rows[0].fate == "above":
        raise DefinitionError("the first row has none above it.")
    return Table(source_id, columns, tuple(rows), says)


def _judged(metric: Metric, by: str, row: Row, line: dict[str, str]) -> Row:
    counts, why = line.get("counts", ""), line.get("why", "")
    if not counts or not why:
        raise DefinitionError(f"“{' | '.join(row.cells)}” must say what it counts as, and why.")
    if counts == "left out":
        return replace(row, fate="left out", why=why)
    if counts == "above":
        return replace(row, fate="above", why=why)
    verdicts: list[Verdict] = []
    for place, times in enumerate(row.times):
        verdicts += times * list(_verdicts(metric, by, _part(counts, place, row)))
    return replace(row, why=why, verdicts=tuple(verdicts))


def _verdicts(metric: Metric, by: str, counts: str) -> Iterator[Verdict]:
    """What `counts` says, for one row of the file. Raises DefinitionError where it does not fit the figure."""
    if metric.categories_are == "kinds":
        yield from _kinds(metric, counts)
    elif metric.categories_are == "parts":
        yield _category(metric, counts)
    else:
        groups, group = _groups(metric, by), ""
        for one in counts.split(", "):
            name, found, rest = one.partition(": ")
            group, one = (name, rest) if found else (group, one)
            if bool(group) != bool((metric.category and not metric.is_category_optional) or by) or (
                groups and group not in groups
            ):
                raise DefinitionError(f"“{counts}” must name a group: {', '.join(groups) or 'none'}.")
            yield from _plain(metric, group, one)


def _groups(metric: Metric, by: str) -> tuple[str, ...]:
    return metric.categories or (dimensions().by_name[by].values if by else ())


def _kinds(metric: Metric, counts: str) -> Iterator[Verdict]:
    if counts == "unknown":
        yield from (Verdict(kind, unknown=1) for kind in metric.categories)
        return
    but = counts.removeprefix("all").removeprefix(" but ")
    listed = {"none": ()}.get(but, tuple(filter(None, but.split(", "))))
    if strange := set(listed) - set(metric.categories):
        raise DefinitionError(f"“{', '.join(sorted(strange))}” is none of: {', '.join(metric.categories)}.")
    holds = set(metric.categories) - set(listed) if counts.startswith("all") else set(listed)
    yield from (Verdict(kind, adds=float(kind in holds), per=1) for kind in metric.categories)


def _category(metric: Metric, counts: str) -> Verdict:
    if counts in metric.categories:
        return Verdict(counts, adds=1, per=1)
    if counts == "unknown":
        return Verdict(unknown=1)
    raise DefinitionError(f"“{counts}” is none of: {', '.join(metric.categories)}, unknown.")


def _plain(metric: Metric, group: str, counts: str) -> Iterator[Verdict]:
    several, days = _SEVERAL.fullmatch(counts), _DAYS.fullmatch(counts)
    number, pair = _NUMBER.fullmatch(counts), _PAIR.fullmatch(counts)
    aggregate = aggregate_of(metric)
    if counts == "unknown":
        yield Verdict(group, unknown=1)
    elif aggregate.row_of_example == "yes or no" and several:
        how_many, said = int(several[1] or 1), several[2]
        one = Verdict(group, unknown=1) if said == "unknown" else Verdict(group, float(said == "yes"), 1)
        yield from how_many * [one]
    elif aggregate.row_of_example == "number" and number:
        value = float(counts)
        adds = value if aggregate.has_numerator else 0
        yield Verdict(group, adds, float(aggregate.has_denominator), value=value)
    elif aggregate.row_of_example == "days" and days:
        yield Verdict(group, float(not days[1]), 1, value=float(days[2]))
    elif aggregate.row_of_example in ("pair", "request") and pair:
        yield Verdict(group, float(pair[1]), float(pair[2]))
    else:
        raise DefinitionError(f"“{counts}” says nothing a {metric.aggregate} can count.")


def _outcomes(text: str) -> Iterator[Outcome]:
    for line in _lines(text):
        if strange := set(line) - {"of", "value", "numerator", "denominator", "unknown"}:
            raise DefinitionError(f"result has {', '.join(sorted(strange))}.")
        try:
            yield Outcome(
                line.get("of", ""),
                float(Fraction(line["value"])) if line.get("value") else None,
                float(Fraction(line["numerator"])) if line.get("numerator") else 0.0,
                float(line.get("denominator") or 0),
                int(line.get("unknown") or 0),
            )
        except ValueError as problem:
            raise DefinitionError(f"result: {problem}.") from None


# -- adding up -------------------------------------------------------------------------------------


def _must_add_up(metric: Metric, read: Example) -> None:
    """The rows give what the result says, and the result says all they give."""
    given = {one.of: one for one in sums(metric, read.verdicts)}
    stated = {one.of: one for one in read.outcomes}
    if len(stated) < len(read.outcomes) or set(stated) != set(given):
        raise DefinitionError(f"the result is of {sorted(stated)}, the rows give {sorted(given)}.")
    for of, one in given.items():
        told = stated[of]
        if aggregate_of(metric).is_modeled:
            one = replace(one, value=told.value)
        if aggregate_of(metric).sum_of_example == "adjusted":  # it has no numerator of its own
            told = replace(told, numerator=one.numerator)
        if not _are_equal(one, told):
            raise DefinitionError(f"the rows give {one}, the result says {told}.")


def _are_equal(one: Outcome, other: Outcome) -> bool:
    counts = [(told.numerator, told.denominator, told.unknown, told.value is None) for told in (one, other)]
    return counts[0] == counts[1] and math.isclose(one.value or 0, other.value or 0, abs_tol=1e-9)


def sums(metric: Metric, verdicts: Iterable[Verdict]) -> tuple[Outcome, ...]:
    """What rows add up to, group by group, by plain arithmetic; a model's value is left None.

    Parts of a whole share its denominator; groups nothing falls into are not told.
    """
    found = tuple(verdicts)
    if metric.categories_are == "parts":
        return tuple(
            Outcome(of, one.adds / whole.per, one.adds, whole.per, whole.unknown)
            for whole in [_sum(found)]
            for of in metric.categories
            if (one := _sum(verdict for verdict in found if verdict.group == of)).adds
        )
    groups = tuple(dict.fromkeys(verdict.group for verdict in found)) or ("",)
    if metric.categories:
        groups = tuple(sorted(groups, key=metric.categories.index))
    added = {of: [verdict for verdict in found if verdict.group == of] for of in groups}
    if metric.categories_are == "kinds":
        added = {of: its for of, its in added.items() if _sum(its).adds}
    outcomes = []
    for of, its in added.items():
        total = _sum(its)
        others = [verdict for verdict in found if verdict.group != of]
        value = _value(metric, its, total, _sum(others), of)
        outcomes.append(Outcome(of, value, total.adds, total.per, total.unknown))
    return tuple(outcomes)


def _sum(verdicts: Iterable[Verdict]) -> Verdict:
    found = tuple(verdicts)
    return Verdict(
        adds=sum(one.adds for one in found),
        per=sum(one.per for one in found),
        unknown=sum(one.unknown for one in found),
    )


def _value(metric: Metric, its: list[Verdict], total: Verdict, others: Verdict, of: str) -> float | None:
    aggregate = aggregate_of(metric)
    if aggregate.is_modeled:
        return None
    if not aggregate.has_denominator:
        return total.adds
    if not aggregate.has_numerator:
        return statistics.median(one.value for one in its if one.value is not None)
    if not total.per:
        return None
    if aggregate.sum_of_example != "gap":
        return total.adds / total.per
    is_second_side = metric.categories_are == "sides" and of != metric.categories[0]
    return None if is_second_side or not others.per else total.adds / total.per - others.adds / others.per
