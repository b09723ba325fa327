"""Measure a figure: metric, selection and aggregate joined as trusted SQL, every value bound -> Result.

    period      of figures of students: one row, cut by week, month or term one a label (several where a filter leaves
                parts of it); never after as_of, and without dates the time the data covers
    population  students enrolled and expected to log in the period, or enrolled and on the roster
    metric      sql/metrics/<id>.sql
    selection   filters, period and breakdown, written once, in statement.py; identifiers only from sql/dimensions.toml
    aggregate   sql/aggregates/<aggregate>.sql: sums per segment, from which value and interval follow

A segment that could have something is always listed, with n = 0 if it has nothing.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from pipelines import data_files
from pipelines.errors import QuestionError
from pipelines.figures import wording
from pipelines.figures.aggregates import aggregate_of
from pipelines.figures.blanks import Blank, of_any_age
from pipelines.figures.cells import cells
from pipelines.figures.definitions import catalog, dimensions
from pipelines.figures.periods import AcademicCalendar, Range, Terms, calendar, ranges
from pipelines.figures.results import Cell, LeftOut, Metric, Question, Result
from pipelines.figures.statement import Statement, is_of_reports, population_read
from pipelines.figures.windows import MonthDay, Number, in_words, windows_of
from pipelines.settings import default_settings, month_and_day
from pipelines.sources.names import file_with
from pipelines.store.answers import once
from pipelines.store.readable import Readable

__all__ = [
    "catalog",
    "dimensions_for",
    "is_locked",
    "measure",
    "measure_alone",
    "measure_by_group",
    "segment_domain",
]

_OF_TWO_SOURCES = ("both", "referrals")  # made of outreach and interviews together
NAMED_FILES = 2  # of those that unlock a figure
FILL_NEEDED = 0.3  # a figure stays folded away until this part of the rows has the column it needs
MOST_CUTS = 2


# -- what can be asked -----------------------------------------------------------------------------


def dimensions_for(metric: Metric | str) -> tuple[str, ...]:
    """Names of the dimensions a figure can be cut and filtered by. Raises QuestionError for an unknown id.

    A figure that is itself a breakdown (contacts by channel) cannot be cut by the same thing again.
    """
    known = known_metric(metric) if isinstance(metric, str) else metric
    return tuple(
        name
        for name in dimensions().applies[known.of]
        if name != known.category and _is_of(known, dimensions().by_name[name].marts)
    )


def _is_of(metric: Metric, marts: tuple[str, ...]) -> bool:
    return not marts or any(re.search(rf"\b{re.escape(mart)}\b", metric.sql) for mart in marts)


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
    return once(published, ("domain", dimension, of), lambda: _domain(published, dimension, of))


def _domain(published: Readable, name: str, of: str) -> tuple[str, ...]:
    dimension = dimensions().by_name[name]
    sql = dimension.domain_for(of)
    rows = published.query(f"select distinct value from (\n{sql}\n)") if sql else []  # noqa: S608 - our own file
    found = {row["value"] for row in rows}
    rest = sorted(found - set(dimension.values), key=lambda value: (value.lower() == "unknown", value))
    return (*dimension.values, *rest)


def is_locked(published: Readable, metric: Metric | str) -> str | None:
    """None where the figure can be shown, else a sentence that says which file unlocks it.

    Each of `needs` is met by any of its alternatives that is filled in 30 % of its source's rows or more. One
    marked `*` is a cell only some rows can have (a salary, the day of a reply): there any filled cell will do.
    """
    known = known_metric(metric) if isinstance(metric, str) else metric
    filled = once(published, ("fill",), lambda: _fill(published))
    for need in known.needs:
        columns = need.split("|")
        if not any(_is_met(column, filled) for column in columns):
            return _unlock([column.rstrip("*") for column in columns], filled)
    return None


def _is_met(column: str, filled: dict[str, tuple[int, float]]) -> bool:
    part = filled.get(column.rstrip("*"), (0, 0.0))[1]
    return part > 0 if column.endswith("*") else part >= FILL_NEEDED


def _fill(published: Readable) -> dict[str, tuple[int, float]]:
    """{"source.column": (rows, part filled)}."""
    rows = published.query("select source, column_name, rows, filled from marts.column_fill")
    return {
        f"{row['source']}.{row['column_name']}": (
            row["rows"],
            row["filled"] / row["rows"] if row["rows"] else 0.0,
        )
        for row in rows
    }


def _unlock(columns: list[str], filled: dict[str, tuple[int, float]]) -> str:
    """The files that usually fill one of the columns: two kinds at most, of each the column that is named first."""
    first_of: dict[str, str] = {}
    for column in columns:
        source, name = column.split(".")
        first_of.setdefault(source, name)
    files = [file_with(source, name) for source, name in first_of.items()][:NAMED_FILES]
    here = [column for column in columns if filled.get(column, (0, 0.0))[0]]
    reason = " Fewer than 30% of the rows imported so far have it." if here else ""
    return f"Needs {' or '.join(files)}.{reason}"


# -- measuring -------------------------------------------------------------------------------------


def measure(published: Readable, metric_id: str, question: Question | None = None) -> Result:
    """The figure, exact, with those it is never shown without beside it.

    One cell a segment, all segments the build knows; value in the metric's unit, None where nothing is known.
    Raises QuestionError for an unknown figure, a cut or filter that does not apply, a value nobody has.
    """
    metric, asked = known_metric(metric_id), question or Question()
    result = _measured(published, metric, asked)
    beside, notes = [], [*result.notes, *_said(result.left_out)]
    settings = once(published, ("settings",), lambda: _settings(published))
    for other in (known_metric(name) for name in metric.beside):
        if other.beside_when and not settings[other.beside_when]:
            continue
        if misfit := _misfit(other, asked):
            notes.append(f"“{other.title}” is left out: it cannot be cut or filtered by {misfit}.")
        elif nobodys := _values_nobody_has(published, other, asked):
            notes.append(f"“{other.title}” is left out: {nobodys[0]}")
        else:
            beside.append(_measured(published, other, asked))
            notes += [note for note in beside[-1].notes if note not in notes]  # they are shown as one
    return replace(result, beside=tuple(beside), notes=tuple(notes))


def measure_alone(published: Readable, metric_id: str, question: Question) -> Result:
    """The figure without those beside it: for comparing it, never for showing it. Raises as `measure` does."""
    return _measured(published, known_metric(metric_id), question)


def measure_by_group(published: Readable, metric_id: str, question: Question) -> dict[str, Result]:
    """The figure by each of the breakdowns that groups are compared by (`compared` in dimensions.toml): by those of the
    student in one query, by those of a day (programs) in one each.

    {breakdown: result}, each as `measure_alone` of the question cut by it; the question itself has no cut. For rates,
    means and ratios; not of graduates, who have classes of their own. Raises QuestionError as `measure` does.
    """
    metric = known_metric(metric_id)
    return once(
        published, ("measured", metric, question, "by_group"), lambda: _by_group(published, metric, question)
    )


def _by_group(published: Readable, metric: Metric, question: Question) -> dict[str, Result]:
    assert aggregate_of(metric).compares_groups
    assert metric.of != "graduate"
    assert not question.by
    applies = dimensions_for(metric)
    dated = [name for name in dimensions().compared if dimensions().by_name[name].is_dated]
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in dimensions().compared if name not in dated}
    statement = prepared(published, metric, question)
    for row in published.query(statement.sql_by_group(), statement.params):
        rows[row["breakdown"]].append(row)
    alone = {
        name: _measured(published, metric, replace(question, by=(name,))) for name in dated if name in applies
    }
    together = {
        name: _result(published, statement, replace(question, by=(name,)), found)
        for name, found in rows.items()
        if name in applies
    }
    return {name: (alone | together)[name] for name in dimensions().compared if name in applies}


def _measured(published: Readable, metric: Metric, question: Question) -> Result:
    """One figure without those beside it; many stand beside several others, so each is measured once."""
    return once(published, ("measured", metric, question), lambda: _measure(published, metric, question))


def _measure(published: Readable, metric: Metric, question: Question) -> Result:
    statement = prepared(published, metric, question)
    rows = published.query(statement.sql(), statement.params)
    return _too_early(published, _result(published, statement, question, rows))


def _too_early(published: Readable, result: Result) -> Result:
    """The cells nothing counts in yet, but something will: its items are there, and too young.

    The figure is asked once more, whatever the age of its items; only where a cell is empty and age decides.
    """
    aged = replace(result.metric, sql=of_any_age(result.metric.sql))
    if aged.sql == result.metric.sql or not any(map(_is_empty, result.cells)):
        return result
    statement = prepared(published, aged, result.question)
    rows = published.query(statement.sql(), statement.params)
    in_time, _ = _cells(published, statement, result.question, rows)
    young = {cell.key for cell in in_time if not _is_empty(cell)}
    told = (
        replace(cell, blank=Blank.TOO_EARLY) if _is_empty(cell) and cell.key in young else cell
        for cell in result.cells
    )
    return replace(result, cells=tuple(told))


def _is_empty(cell: Cell) -> bool:
    return cell.value is None and not cell.people and not cell.unknown_count


def _cells(
    published: Readable, statement: Statement, question: Question, rows: list[dict[str, Any]]
) -> tuple[tuple[Cell, ...], dict[str, tuple[str, ...]]]:
    """The cells of what a statement returned, and all values of each breakdown."""
    metric, labels = statement.metric, statement.labels
    unit = next((name for name in question.by if dimensions().by_name[name].kind == "time"), None)
    domains = {
        name: tuple(one[0] for one in labels) if name == unit else segment_domain(published, name, metric.of)
        for name in question.by
    }
    return cells(metric, question, domains, rows, unit, statement.terms), domains


def _result(
    published: Readable, statement: Statement, question: Question, rows: list[dict[str, Any]]
) -> Result:
    metric = statement.metric
    found, domains = _cells(published, statement, question, rows)
    settings = once(published, ("settings",), lambda: _settings(published))
    return Result(
        metric=in_words(metric, windows_in(published)),
        question=question,
        cells=found,
        build=published.build,
        as_of=settings.get(f"as_of_{metric.as_of}"),
        notes=_notes(published, metric, question, settings),
        domains=domains,
        calendar=AcademicCalendar(statement.terms, month_and_day(settings["academic_year_start"])),
        left_out=_left_out(published, statement, question),
    )


def _left_out(published: Readable, statement: Statement, question: Question) -> LeftOut | None:
    """Whom the dates of its population leave out; None for a figure of no population."""
    metric = statement.metric
    population = population_read(metric, question.population)
    if metric.of != "student" or not population:
        return None
    asked = Statement(metric, question, statement.ranges, [], statement.terms)
    key = ("left_out", population, statement.ranges, question.where)
    return once(
        published,
        key,
        lambda: LeftOut(*published.query(asked.left_out_sql(), asked.params)[0].values()),
    )


def _said(left_out: LeftOut | None) -> tuple[str, ...]:
    """Who is left out, in one sentence."""
    if not left_out:
        return ()
    parts = [
        f"{wording.plural(count, 'student')} who {words}"
        for count, words in (
            (left_out.left, "left before the period"),
            (left_out.not_yet, "came after the period"),
        )
        if count
    ]
    return (f"{wording.LEFT_OUT}{wording.listed(parts)}.",) if parts else ()


def prepared(published: Readable, metric: Metric, question: Question) -> Statement:
    """The question as a statement of its own, nothing bound yet. Raises QuestionError where it makes no sense."""
    _check(published, metric, question)
    terms = once(published, ("terms",), lambda: _terms(published))
    known = dimensions().by_name
    chosen = [(name, value) for name, value in question.where if known[name].kind == "time"]
    selected = ranges(question.since, question.until, chosen, terms)
    if metric.of == "student":
        selected = _covered(published, metric, question, selected)
    unit = next((name for name in question.by if known[name].kind == "time"), None)
    labels = _labels(published, metric, unit, selected, terms) if unit else []
    return Statement(metric, question, selected, labels, terms)


def known_metric(metric_id: str) -> Metric:
    """A figure's definition by its id. Raises QuestionError naming the nearest."""
    try:
        return catalog()[metric_id]
    except KeyError:
        near = difflib.get_close_matches(metric_id, catalog(), n=3, cutoff=0.5)
        hint = f" Did you mean {' or '.join(near)}?" if near else ""
        raise QuestionError(f"There is no figure called {metric_id!r}.{hint}") from None


def windows_in(published: Readable) -> Mapping[str, Number | MonthDay]:
    """The windows a build was made with, as its definitions say them."""
    return windows_of(once(published, ("settings",), lambda: _settings(published)))


def definitions_of(published: Readable) -> Mapping[str, Metric]:
    """Every figure's definition by id, in the words of a build."""
    return once(published, ("definitions",), lambda: _definitions(published))


def _definitions(published: Readable) -> dict[str, Metric]:
    return {name: in_words(metric, windows_in(published)) for name, metric in catalog().items()}


def _misfit(metric: Metric, question: Question) -> str:
    """The first cut, filter or date of the question that does not apply to the metric, in words; "" if all do."""
    applies = dimensions_for(metric)
    for name in (*question.by, *(dimension for dimension, _ in question.where)):
        if name not in applies:
            known = dimensions().by_name.get(name)
            return known.title.lower() if known else repr(name)
    if metric.of in dimensions().undated and (question.since or question.until):
        return "dates"
    if question.known_within_days is not None and not is_of_reports(metric):
        return "days after June 30"
    return ""


def _check(published: Readable, metric: Metric, question: Question) -> None:
    """Raises QuestionError with what would make sense."""
    applies, known = dimensions_for(metric), dimensions().by_name
    for name in dict.fromkeys((*question.by, *(dimension for dimension, _ in question.where))):
        if name not in applies:
            what = (
                f"{metric.title} cannot be cut or filtered by" if name in known else "There is no dimension"
            )
            listed = f"These apply: {', '.join(applies)}." if applies else "It cannot be cut at all."
            raise QuestionError(f"{what} {name!r}. {listed}")
    if len(question.by) > MOST_CUTS or len(set(question.by)) < len(question.by):
        raise QuestionError("A figure can be cut by at most two dimensions, each once.")
    if sum(known[name].kind == "time" for name in question.by) > 1:
        raise QuestionError("A figure can be cut by only one of week, month and term.")
    if aggregate_of(metric).is_over_groups(metric):
        wrong = [name for name in question.by[:1] if name not in dimensions().groups]
        if wrong:
            listed = ", ".join(name for name in dimensions().groups if name in applies)
            raise QuestionError(
                f"{metric.title} compares groups of people by the first breakdown, and {wrong[0]!r} makes none. "
                f"These do: {listed}."
            )
    if question.since and question.until and question.since > question.until:
        raise QuestionError(f"The period ends ({question.until}) before it starts ({question.since}).")
    if metric.of in dimensions().undated and (question.since or question.until):
        raise QuestionError(f"{metric.title} stands as it is now: it takes no dates.")
    if question.known_within_days is not None and not is_of_reports(metric):
        raise QuestionError(f"{metric.title} cannot be asked as it was known some days after June 30.")
    for problem in _values_nobody_has(published, metric, question):
        raise QuestionError(problem)


def _values_nobody_has(published: Readable, metric: Metric, question: Question) -> list[str]:
    """What a filter asks for and nothing this figure counts can be, in words; graduates have classes of their own."""
    found = []
    for name, value in question.where:
        dimension = dimensions().by_name[name]
        values = segment_domain(published, name, metric.of)
        if dimension.kind != "time" and value not in values:
            found.append(f"{dimension.title} has no {value!r}. {_nearest(value, values)}")
    return found


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
    if aggregate_of(metric).is_over_groups(metric) and not question.by:
        notes.append(
            "Break it down, by first generation for example: each group is compared with all others."
        )
    is_of_population = bool(re.search(r"\bpopulation\b", metric.sql))
    if is_of_population and question.population == "expected" and settings["is_population_who_logged"]:
        notes.append("Nobody is marked as expected to log: counted are the enrolled students who logged.")
    if is_of_population and question.population == "roster":
        notes.append("Counted over the whole roster of the time: 0 reads “none recorded”.")
    if metric.as_of in _OF_TWO_SOURCES and not settings["as_of_outreach"] and settings["as_of_interviews"]:
        notes.append("Talks only: no outreach has been imported.")
    if metric.of == "student":
        notes += once(published, ("perhaps twice",), lambda: _perhaps_twice(published))
    notes += once(published, ("notes", metric.id), lambda: _own_notes(published, metric))
    return tuple(notes)


def _perhaps_twice(published: Readable) -> list[str]:
    """What a figure that counts students says of those who may be somebody else it counts, while nobody has decided."""
    if not published.query(
        "select 1 from duckdb_tables() where schema_name || table_name = 'martssuggestions'"
    ):
        return []  # a build older than that table
    (found,) = published.query(
        """
        select count(distinct left_key) as students
        from marts.suggestions
        join marts.student_ways w on 'student:' || w.ident = right_key
        join marts.students s using (student_key)
        where kind = 'student' and not s.is_on_roster
        """
    )
    students = found["students"]
    return (
        [f"{wording.plural(students, 'student')} may be counted twice: Who is who asks."] if students else []
    )


def _own_notes(published: Readable, metric: Metric) -> list[str]:
    """What a figure says of a build in words of its own: the rows of sql/notes/<id>.sql, if it has one."""
    path = f"sql/notes/{metric.id}.sql"
    return [row["note"] for row in published.query(data_files.text(path))] if path in _noted() else []


@cache
def _noted() -> frozenset[str]:
    return frozenset(data_files.names("sql/notes", ".sql"))


# -- what a build knows, read once -----------------------------------------------------------------


def _settings(published: Readable) -> dict[str, Any]:
    return published.query("select * from marts.settings")[0]


def _terms(published: Readable) -> Terms:
    """(name, first month) in the order of the year: the office's own, else the defaults."""
    has_own = published.query(
        "select count(*) as n from duckdb_tables() where schema_name = 'marts' and table_name = 'terms'"
    )[0]["n"]
    own = published.query("select name, first_month from marts.terms") if has_own else []
    terms = tuple((row["name"], row["first_month"]) for row in own)
    return tuple(sorted(terms or default_settings().term_starts, key=lambda term: term[1]))


def _covered(
    published: Readable, metric: Metric, question: Question, selected: tuple[Range, ...]
) -> tuple[Range, ...]:
    """What the data can tell of: nothing after as_of, and of a population nothing before the first item where no date
    says from when."""
    settings = once(published, ("settings",), lambda: _settings(published))
    last, first = settings[f"as_of_{metric.as_of}"], date.min
    if population_read(metric, question.population):
        first = settings[f"{metric.as_of}_from"]
        if first is None or last is None:
            return ()  # nothing is dated: nobody can be said to have been there
    cut = [(first if since == date.min else since, min(until, last or date.max)) for since, until in selected]
    return tuple((since, until) for since, until in cut if since <= until)


_ITEMS = {
    "outreach": "select started_on from marts.threads",
    "interviews": "select started_on from marts.interviews where status = 'held'",
}


def _labels(
    published: Readable, metric: Metric, unit: str, selected: tuple[Range, ...], terms: Terms
) -> list[tuple[str, date, date]]:
    """Every week, month or term of what is selected, whoever is counted: to as_of, and from the first item where no
    date says from when."""
    if not selected:
        return []
    first, last = min(since for since, _ in selected), max(until for _, until in selected)
    settings = once(published, ("settings",), lambda: _settings(published))
    as_of = settings[f"as_of_{metric.as_of}"]
    if first == date.min or as_of is None:
        items = _ITEMS[metric.as_of] if metric.of == "student" else metric.sql
        row = once(
            published, ("extent", items, selected), lambda: _extent(published, metric, items, selected, terms)
        )
        if row["first"] is None:
            return []
        first, last = max(first, row["first"]), last if as_of else min(last, row["last"])
    whole = calendar(unit, first, min(last, as_of or last), terms) if first <= last else []
    return [one for one in whole if any(one[1] <= until and since <= one[2] for since, until in selected)]


def _extent(
    published: Readable, metric: Metric, items: str, selected: tuple[Range, ...], terms: Terms
) -> dict[str, Any]:
    """First and last day of what the period selects: {first, last}, both None where it selects nothing."""
    statement = Statement(metric, Question(), selected, [], terms)
    where = statement.within("started_on", selected)
    sql = f"select min(started_on) as first, max(started_on) as last from (\n{items}\n) where {where}"  # noqa: S608 - our own files
    return published.query(sql, statement.params)[0]
