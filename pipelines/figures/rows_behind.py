"""The rows behind a figure: the very ones it counts, with its very filters, so that they add up to it.

Working view only: rows name students and contacts. What is counted comes from the figure's own statement
(`Statement.rows`), never from a query of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pipelines.errors import QuestionError
from pipelines.figures.aggregates import aggregate_of
from pipelines.figures.definitions import dimensions
from pipelines.figures.measure import known_metric, prepared
from pipelines.figures.periods import span
from pipelines.figures.results import Metric, Question
from pipelines.figures.statement import Statement
from pipelines.store.readable import Readable

MOST_ROWS = 1_000  # on a screen
_WHOM = ("contact_key", "referred_contact_key")
_TOLD = (
    "started_on",
    "channel",
    "college",
    "class_year",
    "category",
    "value",
    "per",
    "waited_days",
    "is_reached",
)

_SUMS_OF_STUDENTS = (
    "null as denominator, count(distinct student_key) filter (where value > 0) as numerator,"
    " 0 as unknown_count"
)


@dataclass(frozen=True)
class RowsBehind:
    """rows: those handed out, the newest first: student, student_id, contact, employer, day and what is counted.

    row_count: how many there are. denominator, numerator, unknown_count: what all of them add up to, as the
    figure's cell has them. A count, and one part of a share, have no denominator here; a median and a wait no
    numerator.
    """

    rows: tuple[Mapping[str, Any], ...]
    row_count: int
    denominator: float | None
    numerator: float | None
    unknown_count: int


def rows_behind(
    published: Readable,
    metric_id: str,
    question: Question,
    segment: Mapping[str, str] | None = None,
    most: int | None = MOST_ROWS,
) -> RowsBehind:
    """The rows one cell counts. segment: the cell's own, its category included; none for a figure without cuts.

    most: how many rows are handed out; None for all of them. The sums are of all.
    Raises QuestionError as measuring does, for a segment that is none of the question's, and for figures that are
    computed from groups rather than rows.
    """
    metric = known_metric(metric_id)
    sums = aggregate_of(metric).rows_sums
    if not sums:
        raise QuestionError(
            f"“{metric.title}” is computed from groups, not from rows one by one. "
            "Open the rows of the figure it compares."
        )
    chosen = dict(segment or {})
    category = chosen.pop(metric.category, None) if metric.category else None
    if set(chosen) != set(question.by) or (
        metric.category and category is None and not metric.is_category_optional
    ):
        raise QuestionError("Rows stand behind one segment of a figure: say which, in every cut it has.")

    def ask(columns: str, rest: str = "") -> list[dict[str, Any]]:
        statement = prepared(published, metric, question)
        key = [_key(statement, metric, name, chosen[name]) for name in question.by]
        part = _is_part(metric, category, statement) if category is not None else "true"
        return published.query(
            statement.rows(key, f"select {columns} from selection where {part} {rest}"),  # noqa: S608 - our own names
            statement.params,
        )

    if metric.unit == "students":  # several rows of one student count her once
        sums = _SUMS_OF_STUDENTS
    total = ask(f"count(*) as row_count, {sums}")[0]
    wanted = "|".join(("student_key", *_WHOM, *_TOLD))
    first = "" if most is None else f" limit {int(most)}"
    has_day = metric.of not in ("student", *dimensions().undated)
    newest = f"started_on desc nulls last, columns('^({wanted})$')" if has_day else "all"
    rows = ask(f"columns('^({wanted})$')", f"order by {newest}{first}")
    if metric.category_as == "place":
        rows = [{**row, "category": category} for row in rows]
    return RowsBehind(
        rows=tuple(_named(published, rows)),
        row_count=total["row_count"],
        denominator=_number(total["denominator"]),
        numerator=_number(total["numerator"]),
        unknown_count=total["unknown_count"],
    )


def _key(statement: Statement, metric: Metric, name: str, value: str) -> str | date:
    """How the statement writes a segment's value: a time of items by its first day."""
    if dimensions().by_name[name].kind == "time" and metric.of != "student":
        return span(name, value, statement.terms)[0]
    return value


def _is_part(metric: Metric, category: str, statement: Statement) -> str:
    if (metric.categories_are == "kinds" or metric.category_as) and category not in metric.categories:
        raise QuestionError(f"{metric.title} has no {category!r}.")
    return statement.is_part(category)


def _number(value: Any) -> float | None:
    return None if value is None else float(value)


_STUDENTS = """
select student_key,
    coalesce(student_id, student_email) as student_id,
    coalesce(nullif(trim(concat_ws(' ', first_name, last_name)), ''), student_id, student_email) as student
from marts.students
where list_contains($keys, student_key)
"""
_CONTACTS = """
select contact_key, coalesce(name, email) as contact, employer
from marts.contacts
where list_contains($keys, contact_key)
"""


def _named(published: Readable, rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Rows with names in place of keys."""
    whom = next((name for name in _WHOM if rows and name in rows[0]), "")
    students = _by_key(published, _STUDENTS, "student_key", [row["student_key"] for row in rows])
    contacts = _by_key(published, _CONTACTS, "contact_key", [row[whom] for row in rows]) if whom else {}
    return [
        {
            **students.get(row["student_key"], {}),
            **(contacts.get(row[whom], {}) if whom else {}),
            **{name: row[name] for name in _TOLD if name in row},
        }
        for row in rows
    ]


def _by_key(
    published: Readable, sql: str, name: str, keys: Sequence[int | None]
) -> dict[int, dict[str, Any]]:
    wanted = sorted({key for key in keys if key is not None})
    found = published.query(sql, {"keys": wanted}) if wanted else []
    return {row[name]: {key: value for key, value in row.items() if key != name} for row in found}
