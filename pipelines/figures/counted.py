"""Who is behind a figure: the students each of its segments counts, by the keys of the build.

For the ledger of releases, which compares who was counted. Nobody is named, and nothing of this is ever shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from pipelines.figures.definitions import dimensions
from pipelines.figures.measure import known_metric, prepared
from pipelines.figures.periods import label
from pipelines.figures.results import Question, Segment
from pipelines.figures.statement import Statement
from pipelines.store.answers import once
from pipelines.store.warehouse import Published


def counted(published: Published, metric_id: str, question: Question) -> Mapping[Segment, list[int]]:
    """{segment: keys of the students behind it}, those with nobody left out; a category is part of a segment only
    where each has people of its own. {} for figures that count no students. Raises QuestionError as measuring does.
    """
    metric = known_metric(metric_id)
    if metric.of == "program":
        return {}
    return once(published, ("counted", metric, question), lambda: _counted(published, metric_id, question))


def _counted(published: Published, metric_id: str, question: Question) -> Mapping[Segment, list[int]]:
    metric = known_metric(metric_id)
    statement = prepared(published, metric, question)
    has_groups = metric.categories_are == "groups"
    keys = [f"key_{place}" for place in range(1, len(question.by) + 1)]
    columns = ", ".join([*keys, *(["category"] if has_groups else [])])
    rest = (
        f"select {columns + ', ' if columns else ''}list(distinct student_key) as students from selection"  # noqa: S608 - our own names
        f" where student_key is not null and {statement.is_counted()} group by all"
    )
    names = [*question.by, *([metric.category] if has_groups else [])]
    rows = published.query(statement.rows((), rest), statement.params)
    found = {}
    for row in rows:
        *values, students = row.values()
        if students is None:  # nothing is cut and nobody is behind it
            continue
        segment = frozenset(
            (name, _told(statement, name, value)) for name, value in zip(names, values, strict=True)
        )
        found[segment] = students
    return found


def _told(statement: Statement, name: str, value: Any) -> str:
    """A segment's value as figures say it."""
    if isinstance(value, date) and dimensions().by_name[name].kind == "time":
        return label(name, value, statement.terms)
    metric = statement.metric
    if name == metric.category and isinstance(value, int):
        return metric.categories[value]
    return str(value)


def idents(published: Published) -> dict[int, str]:
    """{key of a student in this build: the id, e-mail or name they are written by}: what stays from build to build."""
    rows = published.columns(
        "select student_key, lower(trim(coalesce(student_id, student_email, ''))) as ident from marts.students"
    )
    return dict(zip(rows["student_key"], rows["ident"], strict=True))
