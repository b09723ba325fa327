"""Measure a figure: metric, selection and aggregate joined as trusted SQL, every value bound -> Result.

    period      one row; for a population figure cut by week, month or term one a label (several where a
                filter leaves parts of it)
    population  students expected to log, or the roster
    metric      sql/metrics/<id>.sql
    selection   filters, period and breakdown, written once, here; identifiers only from sql/dimensions.toml
    aggregate   sql/aggregates/<aggregate>.sql: sums per segment, from which value and interval follow

A segment that could have something is always listed, with n = 0 if it has nothing.
"""

from __future__ import annotations

import difflib
import itertools
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import Any, Protocol
from weakref import WeakKeyDictionary

from pipelines import intervals
from pipelines.definitions import SQL, Dimension, ReferenceLine, catalog, dimensions, references
from pipelines.errors import QuestionError
from pipelines.results import Cell, Metric, Question, Result

__all__ = [
    "ReferenceLine",
    "catalog",
    "dimensions_for",
    "is_locked",
    "measure",
    "references",
    "segment_domain",
]

FILL_NEEDED = 0.3  # a figure stays folded away until this part of the rows has the column it needs
PEOPLE = ("student", "graduate", "response", "program")  # one row of the metric is one person (or program)
MOST_CUTS = 2


class Readable(Protocol):
    """What is asked of a published build."""

    @property
    def build(self) -> str: ...

    def query(self, sql: str, params: Mapping[str, Any] | None = None) -> list[dict[str, Any]]: ...


Rows = list[dict[str, Any]]
Range = tuple[date, date]

_EVERYTHING: Range = (date.min, date.max)


# -- what can be asked -----------------------------------------------------------------------------


def dimensions_for(metric: Metric | str) -> tuple[str, ...]:
    """Names of the dimensions a figure can be cut and filtered by. Raises QuestionError for an unknown id.

    A figure that is itself a breakdown (contacts by channel) cannot be cut by the same thing again.
    """
    known = _metric(metric) if isinstance(metric, str) else metric
    return tuple(name for name in dimensions().applies[known.of] if name != known.category)


def segment_domain(published: Readable, dimension: str, of: str = "student") -> tuple[str, ...]:
    """All values of a dimension the whole build knows, in their own order, 'Unknown' last.

    of: what the figure counts; graduates have their own classes. Time has no fixed domain: ().
    Raises QuestionError for a name that is no dimension.
    """
    told = dimensions()
    if dimension not in told.by_name:
        raise QuestionError(
            f"There is no dimension called {dimension!r}. Dimensions are: {', '.join(told.by_name)}."
        )
    return _remembered(published, ("domain", dimension, of), lambda: _domain(published, dimension, of))


def _domain(published: Readable, name: str, of: str) -> tuple[str, ...]:
    dimension = dimensions().by_name[name]
    sql = dimension.domain_for(of)
    found = {row["value"] for row in published.query(f"select distinct value from (\n{sql}\n)")} if sql else set()
    rest = sorted(found - set(dimension.values), key=lambda value: (value.lower() == "unknown", value))
    return (*dimension.values, *rest)


def is_locked(published: Readable, metric: Metric | str) -> str | None:
    """None where the figure can be shown, else a sentence that says which file unlocks it.

    Each of `needs` is met by any of its alternatives that is filled in 30 % of its source's rows or more.
    """
    known = _metric(metric) if isinstance(metric, str) else metric
    filled = _remembered(published, ("fill",), lambda: _fill(published))
    for need in known.needs:
        columns = need.split("|")
        if not any(filled.get(column, (0, 0.0))[1] >= FILL_NEEDED for column in columns):
            return _unlock(columns, filled)
    return None


def _fill(published: Readable) -> dict[str, tuple[int, float]]:
    """{"source.column": (rows, part filled)}."""
    rows = published.query("select source, column_name, rows, filled from marts.column_fill")
    return {
        f"{row['source']}.{row['column_name']}": (row["rows"], row["filled"] / row["rows"] if row["rows"] else 0.0)
        for row in rows
    }


def _unlock(columns: list[str], filled: dict[str, tuple[int, float]]) -> str:
    by_source: dict[str, list[str]] = {}
    for column in columns:
        source, name = column.split(".")
        by_source.setdefault(source, []).append(name)
    parts = []
    for source, names in by_source.items():
        listed = " or ".join(f"“{name}”" for name in names)
        parts.append(f"{_file_words(source)} that fills the column {listed}")
    here = [column for column in columns if filled.get(column, (0, 0.0))[0]]
    reason = " Fewer than 30% of the rows imported so far have it." if here else ""
    return f"Unlock with {', or with '.join(parts)}.{reason}"


def _file_words(source: str) -> str:
    words = source.replace("_", " ")
    return f"{'an' if words[0] in 'aeiou' else 'a'} {words} file"


# -- measuring -------------------------------------------------------------------------------------


def measure(published: Readable, metric_id: str, question: Question | None = None) -> Result:
    """The figure, exact, with those it is never shown without beside it.

    One cell a segment, all segments the build knows; value in the metric's unit, None where nothing is known.
    Raises QuestionError for an unknown figure, a cut or filter that does not apply, a value nobody has.
    """
    metric, asked = _metric(metric_id), question or Question()
    result = _measured(published, metric, asked)
    beside, notes = [], list(result.notes)
    for other in (_metric(name) for name in metric.beside):
        if misfit := _misfit(other, asked):
            notes.append(f"“{other.title}” is left out: it cannot be cut or filtered by {misfit}.")
        else:
            beside.append(_measured(published, other, asked))
    return replace(result, beside=tuple(beside), notes=tuple(notes))


def _measured(published: Readable, metric: Metric, question: Question) -> Result:
    _check(published, metric, question)
    terms = _remembered(published, ("terms",), lambda: _terms(published))
    ranges = _ranges(question, terms)
    cut_by_time = next((name for name in question.by if dimensions().by_name[name].kind == "time"), None)
    if metric.id and cut_by_time and not ranges:
        labels: list[tuple[str, date, date]] = []
    else:
        labels = _labels(published, metric, cut_by_time, ranges, terms, question) if cut_by_time else []
    statement = _Statement(metric, question, ranges, labels, terms)
    rows = published.query(statement.sql(), statement.params)
    settings = _remembered(published, ("settings",), lambda: published.query("select * from marts.settings")[0])
    domains = {
        name: tuple(label for label, _, _ in labels)
        if name == cut_by_time
        else segment_domain(published, name, metric.of)
        for name in question.by
    }
    return Result(
        metric=metric,
        question=question,
        cells=_cells(published, metric, question, domains, rows, cut_by_time, terms),
        build=published.build,
        as_of=settings.get(f"as_of_{metric.as_of}"),
        notes=_notes(published, metric, question, settings),
        domains=domains,
    )


def _metric(metric_id: str) -> Metric:
    try:
        return catalog()[metric_id]
    except KeyError:
        near = difflib.get_close_matches(metric_id, catalog(), n=3, cutoff=0.5)
        hint = f" Did you mean {' or '.join(near)}?" if near else ""
        raise QuestionError(f"There is no figure called {metric_id!r}.{hint}") from None


def _misfit(metric: Metric, question: Question) -> str:
    """The first cut, filter or date of the question that does not apply to the metric, in words; "" if all do."""
    applies = dimensions_for(metric)
    for name in (*question.by, *(dimension for dimension, _ in question.where)):
        if name not in applies:
            known = dimensions().by_name.get(name)
            return known.title.lower() if known else repr(name)
    if metric.of in dimensions().undated and (question.since or question.until):
        return "dates"
    return ""


def _check(published: Readable, metric: Metric, question: Question) -> None:
    """Raises QuestionError with what would make sense."""
    applies, known = dimensions_for(metric), dimensions().by_name
    for name in dict.fromkeys((*question.by, *(dimension for dimension, _ in question.where))):
        if name not in applies:
            what = f"{metric.title} cannot be cut or filtered by" if name in known else "There is no dimension"
            listed = f"These apply: {', '.join(applies)}." if applies else "It cannot be cut at all."
            raise QuestionError(f"{what} {name!r}. {listed}")
    if len(question.by) > MOST_CUTS or len(set(question.by)) < len(question.by):
        raise QuestionError("A figure can be cut by at most two dimensions, each once.")
    if sum(known[name].kind == "time" for name in question.by) > 1:
        raise QuestionError("A figure can be cut by only one of week, month and term.")
    if question.since and question.until and question.since > question.until:
        raise QuestionError(f"The period ends ({question.until}) before it starts ({question.since}).")
    if metric.of in dimensions().undated and (question.since or question.until):
        raise QuestionError(f"{metric.title} stands as it is now: it takes no dates.")
    for name, value in question.where:
        if known[name].kind != "time":
            values = segment_domain(published, name, metric.of)
            if value not in values:
                raise QuestionError(f"{known[name].title} has no {value!r}. {_nearest(value, values)}")


def _nearest(value: str, values: tuple[str, ...]) -> str:
    lowered = {one.lower(): one for one in values}
    near = [lowered[one] for one in difflib.get_close_matches(value.lower(), lowered, n=3, cutoff=0.3)]
    shown = near or list(values[:8])
    if not shown:
        return "No value is known yet."
    return f"{'Nearest' if near else 'Values'}: {', '.join(shown)}."


def _notes(
    published: Readable, metric: Metric, question: Question, settings: dict[str, Any]
) -> tuple[str, ...]:
    notes = []
    if metric.of == "graduate" and settings.get("is_preliminary"):
        notes.append("Preliminary: expected graduates; no degree log has been imported.")
    if metric.of == "student" and question.population == "expected":
        filled = _remembered(published, ("fill",), lambda: _fill(published))
        if not filled.get("roster.is_expected_to_log", (0, 0.0))[1]:
            notes.append("Nobody is marked as expected to log: counted are the students who logged.")
    if metric.of == "student" and question.population == "roster":
        notes.append("Counted over the whole roster: 0 reads “none recorded”.")
    return tuple(notes)


# -- periods ---------------------------------------------------------------------------------------

Terms = tuple[tuple[str, int], ...]


def _terms(published: Readable) -> Terms:
    """(name, first month) in the order of the year: the office's own, else the defaults."""
    has_own = published.query(
        "select count(*) as n from duckdb_tables() where schema_name = 'marts' and table_name = 'terms'"
    )[0]["n"]
    own = published.query("select name, first_month from marts.terms") if has_own else []
    terms = tuple((row["name"], row["first_month"]) for row in own) or dimensions().terms
    return tuple(sorted(terms, key=lambda term: term[1]))


def _ranges(question: Question, terms: Terms) -> tuple[Range, ...]:
    """The dates the question selects: since and until, narrowed by filters on week, month or term."""
    chosen = [(question.since or date.min, question.until or date.max)]
    for name in dict.fromkeys(dimension for dimension, _ in question.where):
        if dimensions().by_name[name].kind == "time":
            spans = [_span(name, value, terms) for dimension, value in question.where if dimension == name]
            crossed = itertools.product(chosen, sorted(set(spans)))
            pairs = [(max(a, since), min(b, until)) for (a, b), (since, until) in crossed]
            chosen = [(since, until) for since, until in pairs if since <= until]
    return tuple(chosen)


def _span(unit: str, label: str, terms: Terms) -> Range:
    """First and last day of "2026-03-02" (a Monday's week), "2026-03" or "2026 Spring"."""
    try:
        if unit == "week":
            start = date.fromisoformat(label)
        elif unit == "month":
            start = date.fromisoformat(f"{label}-01")
        else:
            year, _, name = label.partition(" ")
            start = date(int(year), dict(terms)[name], 1)
    except (ValueError, KeyError):
        start = None
    if start is None or _label(unit, start, terms) != label or _start(unit, start, terms) != start:
        shown = {"week": "a Monday, such as 2026-03-02", "month": "2026-03"}
        term = f"one of {', '.join(f'2026 {name}' for name, _ in terms)}"
        raise QuestionError(f"{label!r} is no {unit}. Write {shown.get(unit, term)}.")
    return start, _next_start(unit, start, terms) - timedelta(days=1)


def _start(unit: str, day: date, terms: Terms) -> date:
    """First day of the week, month or term a day lies in."""
    if unit == "week":
        return day - timedelta(days=day.weekday())
    if unit == "month":
        return day.replace(day=1)
    months = [first for _, first in terms if first <= day.month]
    return date(day.year, months[-1], 1) if months else date(day.year - 1, terms[-1][1], 1)


def _next_start(unit: str, start: date, terms: Terms) -> date:
    if unit == "week":
        return start + timedelta(days=7)
    later = [first for _, first in terms if first > start.month] if unit == "term" else [start.month + 1]
    return date(start.year, later[0], 1) if later and later[0] <= 12 else _first_of_year(unit, start, terms)


def _first_of_year(unit: str, start: date, terms: Terms) -> date:
    return date(start.year + 1, terms[0][1] if unit == "term" else 1, 1)


def _label(unit: str, start: date, terms: Terms) -> str:
    if unit == "week":
        return start.isoformat()
    if unit == "month":
        return f"{start:%Y-%m}"
    return f"{start.year} {next((name for name, first in terms if first == start.month), '')}"


def _labels(
    published: Readable, metric: Metric, unit: str, ranges: tuple[Range, ...], terms: Terms, question: Question
) -> list[tuple[str, date, date]]:
    """Every week, month or term from the first item of the period to the last: (label, first day, last day).

    For population figures the items are the interviews (or first touches) the period selects.
    """
    if metric.of == "student":
        items = {
            "outreach": "select started_on from marts.threads",
            "interviews": "select started_on from marts.interviews where status = 'held'",
        }[metric.as_of]
        statement = _Statement(metric, Question(), ranges, [], terms)
        sql = f"select started_on from (\n{items}\n)"
        params: dict[str, Any] = {}
    else:
        statement = _Statement(metric, Question(population=question.population), ranges, [], terms)
        sql = "select started_on from metric"
        params = {}
    where = statement.within("started_on", ranges)
    body = f"select min(started_on) as first, max(started_on) as last from (\n{sql}\n) where {where}"
    if metric.of != "student":
        body = f"with metric as (\n{metric.sql}\n)\n{body}"
    row = published.query(body, {**params, **statement.params})[0]
    if row["first"] is None:
        return []
    labels = []
    start = _start(unit, row["first"], terms)
    while start <= row["last"]:
        after = _next_start(unit, start, terms)
        labels.append((_label(unit, start, terms), start, after - timedelta(days=1)))
        start = after
    asked = [_span(unit, value, terms) for dimension, value in question.where if dimension == unit]
    return [one for one in labels if not asked or (one[1], one[2]) in asked]


# -- the statement ---------------------------------------------------------------------------------

_POPULATIONS = {
    "expected": "select * from marts.students where is_expected",
    "roster": "select * from marts.students where is_on_roster",
}
_COLUMNS = {
    "count": "value",
    "rate": "value",
    "mean": "value",
    "median": "value",
    "change": "value",
    "ratio": "value, per",
    "share": "category",
    "wait": "waited_days, is_reached",
}


@cache
def _aggregate(name: str) -> str:
    return (SQL / "aggregates" / f"{name}.sql").read_text(encoding="utf-8").strip()


def _aggregate_of(metric: Metric) -> str:
    """Which file sums it up: people are counted once each; items are first summed up for each student."""
    if metric.categories_are == "kinds":
        return "share"
    has_own = metric.aggregate in ("rate", "mean", "share") and metric.of in PEOPLE
    return f"{metric.aggregate}_of_people" if has_own else metric.aggregate


def _is_wide(metric: Metric) -> bool:
    """Does the aggregate give a column a category instead of a row?"""
    return _aggregate_of(metric) == "share"


@dataclass
class _Statement:
    """One figure's SQL and the values bound in it."""

    metric: Metric
    question: Question
    ranges: tuple[Range, ...]
    labels: list[tuple[str, date, date]]
    terms: Terms

    def __post_init__(self) -> None:
        self.params: dict[str, Any] = {}

    def sql(self) -> str:
        aggregate = _aggregate(_aggregate_of(self.metric))
        first_line = next(line for line in aggregate.splitlines() if line and not line.startswith("--"))
        joint = "" if first_line.startswith("select") else ","
        parts = [f"selection as (\n{self._selection()}\n){joint}\n{aggregate}"]
        parts.insert(0, f"metric as (\n{self.metric.sql}\n)")
        if self.metric.of in ("student", "response", "graduate"):
            parts.insert(0, f"population as (\n{_POPULATIONS[self.question.population]}\n)")
            parts.insert(0, f"period as (\n{self._period()}\n)")
        return "with " + ",\n".join(parts)

    def bind(self, value: Any) -> str:
        """A parameter of its own for a value; its name."""
        name = f"value_{len(self.params)}"
        self.params[name] = value
        return f"${name}"

    def within(self, column: str, ranges: Iterable[Range]) -> str:
        """Does a date lie in any of the ranges? Written with as many bounds as there are."""
        tests = []
        for since, until in ranges:
            if since > date.min and until < date.max:
                tests.append(f"{column} between {self.bind(since)} and {self.bind(until)}")
            elif since > date.min:
                tests.append(f"{column} >= {self.bind(since)}")
            elif until < date.max:
                tests.append(f"{column} <= {self.bind(until)}")
            else:
                tests.append("true")
        return f"({' or '.join(tests)})" if tests else "false"

    def _period(self) -> str:
        rows = [
            (label, max(first, since), min(last, until))
            for label, first, last in (self.labels or [("all", *_EVERYTHING)])
            for since, until in self.ranges
            if max(first, since) <= min(last, until)
        ]
        if self._cut_by_time() and not self.labels:
            rows = []
        if not rows:
            return "select '' as period, date '0001-01-01' as since, date '0001-01-01' as until where false"
        return "\nunion all\n".join(
            f"select {self.bind(label)}::varchar as period, {self.bind(since)}::date as since,"
            f" {self.bind(until)}::date as until"
            for label, since, until in rows
        )

    def _cut_by_time(self) -> str | None:
        return next((name for name in self.question.by if dimensions().by_name[name].kind == "time"), None)

    def _selection(self) -> str:
        keys, bridges = [], []
        for place, name in enumerate(self.question.by, start=1):
            dimension = dimensions().by_name[name]
            if dimension.kind == "bridge":
                bridges.append(
                    f"\nleft join {dimension.bridge_for(self.metric.of)} as bridge_{place}"
                    f" on bridge_{place}.student_key = metric.student_key"
                )
                keys.append(f"coalesce(bridge_{place}.{name}, 'Unknown') as key_{place}")
            elif dimension.kind == "time":
                keys.append(f"{self._time_key(name)} as key_{place}")
            else:
                keys.append(f"metric.{name} as key_{place}")
        columns = _COLUMNS[self.metric.aggregate]
        if _is_wide(self.metric):
            keys.insert(0, "true as key_0")
            columns = ", ".join(self._kinds())
        if self.metric.categories_are == "groups":
            columns += ", category"
        filters = "\nand ".join(self._filters()) or "true"
        chosen = ", ".join([*keys, "metric.student_key", columns])
        return f"select {chosen}\nfrom metric{''.join(bridges)}\nwhere {filters}"

    def _kinds(self) -> list[str]:
        """A column a category, so that students need to be summed up only once for all of them."""
        has_several = self.metric.categories_are == "kinds"
        known = "kinds as known" if has_several else "nullif(category, 'Unknown') as known"
        tests = [
            f"list_contains(kinds, {self.bind(name)})" if has_several else f"category = {self.bind(name)}"
            for name in self.metric.categories
        ]
        return [known, *(f"case when {test} then 1 end as kind_{i}" for i, test in enumerate(tests))]

    def _time_key(self, unit: str) -> str:
        """First day of the item's week, month or term; for population figures the period's own label."""
        if self.metric.of == "student":
            return "metric.period"
        if unit != "term":
            return f"date_trunc('{unit}', metric.started_on)::date"
        month = "month(metric.started_on)"
        cases = " ".join(f"when {month} >= {first} then {first}" for _, first in reversed(self.terms))
        last = self.terms[-1][1]
        year = f"year(metric.started_on) - case when {month} < {self.terms[0][1]} then 1 else 0 end"
        return f"make_date({year}, case {cases} else {last} end, 1)"

    def _filters(self) -> list[str]:
        filters = []
        for name in dict.fromkeys(dimension for dimension, _ in self.question.where):
            dimension = dimensions().by_name[name]
            if dimension.kind == "time":
                continue  # narrowed the ranges
            values = sorted({value for other, value in self.question.where if other == name})
            bound = ", ".join(self.bind(value) for value in values)
            if dimension.kind == "bridge":
                filters.append(
                    f"exists (select 1 from {dimension.bridge_for(self.metric.of)} as b"
                    f" where b.student_key = metric.student_key and b.{name} in ({bound}))"
                )
            else:
                filters.append(f"metric.{name} in ({bound})")
        if self.metric.of not in ("student", *dimensions().undated):
            if self.ranges != (_EVERYTHING,):
                filters.append(self.within("metric.started_on", self.ranges))
            if self._cut_by_time():
                filters.append("metric.started_on is not null")
        return filters


# -- cells -----------------------------------------------------------------------------------------

Key = tuple[str, ...]


def _cells(
    published: Readable,
    metric: Metric,
    question: Question,
    domains: Mapping[str, tuple[str, ...]],
    rows: Rows,
    unit: str | None,
    terms: Terms,
) -> tuple[Cell, ...]:
    """One cell a segment (and category), those with nothing included, in the order of the domains."""
    grouped: dict[Key, dict[str | None, Rows]] = {}
    for row in _long(metric, rows) if _is_wide(metric) else rows:
        key = tuple(
            _label(name, row[f"key_{place}"], terms)
            if name == unit and isinstance(row[f"key_{place}"], date)
            else str(row[f"key_{place}"])
            for place, name in enumerate(question.by, start=1)
        )
        grouped.setdefault(key, {}).setdefault(row.get("category"), []).append(row)
    cells = []
    categories = _categories(metric, grouped)
    for key in itertools.product(*(_listed(name, domains[name], question) for name in question.by)):
        segment = dict(zip(question.by, key, strict=True))
        found = grouped.get(key, {})
        if metric.categories_are in ("parts", "kinds"):
            whole = (found.get(None) or [{}])[0]
            for category in categories:
                part = (found.get(category) or [{}])[0]
                cells.append(_part(metric, {**segment, metric.category: category}, whole, part))
        elif metric.categories_are == "groups" and not (metric.aggregate == "change" and len(categories) < 2):
            for category in categories:
                named = {**segment, metric.category: category}
                cells.append(_cell(metric, named, found.get(category, [])))
        else:
            cells.append(_cell(metric, segment, list(itertools.chain.from_iterable(found.values()))))
    return tuple(cells)


_PER_KIND = ("numerator", "people_in_numerator", "largest", "xy", "yy")


def _long(metric: Metric, rows: Rows) -> Iterable[dict[str, Any]]:
    """A row a segment with a column a category -> the whole (category None), then a row a category."""
    for row in rows:
        yield row
        for place, category in enumerate(metric.categories):
            kind = {name: row[f"{name}_{place}"] for name in _PER_KIND}
            yield {**{key: value for key, value in row.items() if key.startswith("key_")}, **kind, "category": category}


def _listed(name: str, values: tuple[str, ...], question: Question) -> tuple[str, ...]:
    """The values of a breakdown a filter on the same dimension leaves."""
    asked = {value for dimension, value in question.where if dimension == name}
    return tuple(value for value in values if not asked or value in asked)


def _categories(metric: Metric, grouped: Mapping[Key, Mapping[str | None, Rows]]) -> tuple[str, ...]:
    found = {category for segment in grouped.values() for category in segment if category is not None}
    return (*metric.categories, *sorted(found - set(metric.categories)))


def _number(value: Any) -> float:
    return float(value or 0)


def _whole(value: Any) -> int:
    return int(value or 0)


def _share_of(part: Any, whole: Any) -> float | None:
    return float(part) / float(whole) if part is not None and whole else None


def _sums(row: Mapping[str, Any]) -> intervals.Sums:
    return intervals.Sums(
        m=_whole(row.get("m")),
        x=_number(row.get("denominator")),
        y=_number(row.get("numerator")),
        xx=_number(row.get("xx")),
        xy=_number(row.get("xy")),
        yy=_number(row.get("yy")),
    )


def _interval(metric: Metric, row: Mapping[str, Any]) -> intervals.Interval | None:
    """The interval that belongs to a rate, mean, ratio, share or change; None for counts."""
    is_rate = metric.unit == "percent"
    kind = metric.interval or ("wilson" if is_rate and metric.of in PEOPLE else "cluster")
    if metric.aggregate == "count" or kind == "none" or not row.get("denominator"):
        return None
    if kind == "census":
        positive, denominator = _number(row.get("numerator")), _number(row.get("denominator"))
        return intervals.census(positive, denominator - positive, _number(row.get("unknown_count")))
    if kind == "wilson":
        return intervals.wilson(_number(row.get("numerator")), _number(row.get("denominator")))
    return intervals.ratio(_sums(row), is_rate=is_rate)


def _cell(metric: Metric, segment: Mapping[str, str], rows: Rows) -> Cell:
    if metric.aggregate == "wait":
        return _wait(segment, rows)
    row: Mapping[str, Any] = rows[0] if rows else {}
    if metric.aggregate == "median":
        return _median(segment, row)
    numerator = _number(row.get("numerator"))
    supplied = row.get("supplied", numerator)
    if metric.aggregate == "count":
        givers = _whole(row.get("people_in_numerator"))
        value = float(givers) if metric.unit == "students" else numerator
        return Cell(
            segment,
            value,
            value,
            None,
            givers,
            unknown_count=None,
            largest_share=_share_of(row.get("largest"), supplied),
            people_in_numerator=givers,
        )
    denominator = _number(row.get("denominator"))
    low, high = _interval(metric, row) or (None, None)
    return Cell(
        segment,
        numerator / denominator if denominator else None,
        numerator,
        denominator,
        _whole(row.get("people")),
        low=low,
        high=high,
        unknown_count=_whole(row.get("unknown_count")),
        largest_share=_share_of(row.get("largest"), supplied),
        people_in_numerator=_whole(row.get("people_in_numerator")),
    )


def _part(
    metric: Metric, segment: Mapping[str, str], whole: Mapping[str, Any], part: Mapping[str, Any]
) -> Cell:
    """One category of a share, or one kind of several: people are those who have it."""
    denominator, numerator = _number(whole.get("denominator")), _number(part.get("numerator"))
    students = whole.get("denominator") if metric.of in PEOPLE else whole.get("m")
    low, high = _interval(metric, {**whole, **{k: v for k, v in part.items() if v is not None}}) or (None, None)
    people_with = _whole(part.get("people_in_numerator"))
    return Cell(
        segment,
        numerator / denominator if denominator else None,
        numerator,
        denominator,
        people_with if metric.categories_are == "parts" else _whole(students),
        low=low,
        high=high,
        unknown_count=_whole(whole.get("unknown_count")),
        largest_share=_share_of(part.get("largest"), numerator),
        people_in_numerator=people_with,
        people_in_denominator=_whole(students),
    )


def _median(segment: Mapping[str, str], row: Mapping[str, Any]) -> Cell:
    n = _whole(row.get("denominator"))
    if not n:
        return Cell(segment, None, 0.0, 0.0, 0, unknown_count=_whole(row.get("unknown_count")))
    quartiles = [
        float(below) + (float(above) - float(below)) * math.fmod((n - 1) * q, 1)
        for q, below, above in zip((0.25, 0.5, 0.75), row["below"], row["above"], strict=True)
    ]
    ranks, first = intervals.median_ranks(n), _whole(row["first_rank"])
    low, high = (float(row["middle_values"][rank - first]) for rank in ranks) if ranks else (None, None)
    return Cell(
        segment,
        quartiles[1],
        None,
        float(n),
        n,
        low=low,
        high=high,
        unknown_count=_whole(row.get("unknown_count")),
        quartiles=(quartiles[0], quartiles[2]),
    )


def _wait(segment: Mapping[str, str], rows: Rows) -> Cell:
    days = [row for row in rows if row["people"] is None]
    known = [(row["waited_days"], row["reached"], row["waiting"]) for row in days if row["waited_days"] is not None]
    unknown = sum(row["reached"] + row["waiting"] for row in days if row["waited_days"] is None)
    people = [(row["waited_days"], row["people"]) for row in rows if row["people"] is not None]
    wait = intervals.kaplan_meier(known)
    return Cell(
        segment,
        None if wait.median is None else float(wait.median),
        float(sum(reached for _, reached, _ in known)),
        float(sum(reached + waiting for _, reached, waiting in known)),
        sum(students for day, students in people if day is not None),
        low=None if wait.low is None else float(wait.low),
        high=None if wait.high is None else float(wait.high),
        unknown_count=unknown,
        quartiles=tuple(None if day is None else float(day) for day in wait.quartiles),  # type: ignore[arg-type]
        curve=wait.curve,
        at_risk=tuple(
            sum(students for last, students in people if last is not None and last >= day) for day, _ in wait.curve
        ),
    )


# -- what a build knows, read once -----------------------------------------------------------------

_memory: WeakKeyDictionary[Readable, dict[tuple[str, ...], Any]] = WeakKeyDictionary()


def _remembered(published: Readable, key: tuple[str, ...], read: Callable[[], Any]) -> Any:
    """A build never changes, so what is read of it once stays true as long as it is open."""
    known = _memory.setdefault(published, {})
    if key not in known:
        known[key] = read()
    return known[key]
