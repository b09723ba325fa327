"""The rows behind a figure, as people read them: which figure, which segment, what they add up to. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dashboard.charts.names import segment_name
from dashboard.charts.spec import SYNTHETIC
from pipelines.figures import wording
from pipelines.figures.results import Cell, Metric, Question, Released
from pipelines.figures.rows_behind import RowsBehind

Value = str | float | int | date | None
CONFIDENTIAL = "Contains confidential student and contact records"
DAYS = {
    "thread": "First contacted",
    "interview": "Held on",
    "referral": "Named on",
    "response": "Answered on",
    "log_row": "Held on",
    "graduate": "Class ends",
}


@dataclass(frozen=True)
class Choice:
    """One segment of a figure, as it is picked: its name, the question it answers, its cell."""

    name: str
    question: Question
    cell: Cell


def drawn_from(answers: Iterable[Released]) -> dict[str, Released]:
    """The figures a chart is drawn from, by name. A total that only decides how to cut the same figure is none."""
    most_cut: dict[tuple[Any, ...], Released] = {}
    for released in answers:
        asked = released.question
        key = (released.metric.id, asked.where, asked.since, asked.until, asked.population)
        if key not in most_cut or len(asked.by) > len(most_cut[key].question.by):
            most_cut[key] = released
    named: dict[str, Released] = {}
    for released in most_cut.values():
        title, asked = released.metric.title, released.question
        names = (
            title,
            f"{title}, {wording.period(asked.since, asked.until)}",
            f"{title}, {wording.question(asked)}",
        )
        named[next((name for name in names if name not in named), names[-1])] = released
    return named


def choices(whole: Released, cut: Released) -> list[Choice]:
    """What can be picked of a figure: the whole first, then every segment of the chart that has anything in it."""
    figures = (whole, cut) if cut.question.by else (whole,)
    segments = [Choice(_name(one, cell), one.question, cell) for one in figures for cell in one.cells]
    return [choice for choice in segments if not _is_empty(whole.metric, choice.cell)] or segments[:1]


def _is_empty(metric: Metric, cell: Cell) -> bool:
    return cell.denominator == 0 or (metric.aggregate in ("count", "share") and cell.numerator == 0)


def _name(released: Released, cell: Cell) -> str:
    own = released.metric.category
    who = wording.segment({name: value for name, value in cell.segment.items() if name != own})
    if own not in cell.segment:
        return "All of them" if not cell.segment else who
    part = f"{wording.title(own)}: {segment_name(own, cell.segment[own])}"
    return part if who == "All" else f"{who} · {part}"


# -- what they add up to ---------------------------------------------------------------------------


def adds_up(metric: Metric, behind: RowsBehind, cell: Cell) -> tuple[str, bool]:
    """(how many rows there are and what they add up to, whether that is the figure)."""
    rows = wording.plural(behind.row_count, "row")
    if not behind.row_count:
        return "No row stands behind it.", not cell.numerator
    figure = ": not known" if cell.blank else ""  # of few people there is no rate, and both counts are told
    if cell.value is not None:
        figure = f": {wording.value(metric, cell.value)}"
    top, bottom = (None if n is None else _whole(n) for n in (behind.numerator, behind.denominator))
    if bottom is None:
        sums = f"They add up to {top}"
        is_it = _same(behind.numerator, cell.numerator)
        if metric.aggregate == "share" or metric.categories_are in ("parts", "kinds"):
            sums += f" of {_whole(cell.denominator or 0)}{figure}"
    elif top is None:
        sums = f"The figure is of the {bottom} that are known{figure}"
        is_it = _same(behind.denominator, cell.denominator)
    else:
        sums = f"They add up to {top} of {bottom}{figure}"
        is_it = _same(behind.numerator, cell.numerator) and _same(behind.denominator, cell.denominator)
    unknown = (
        f" {wording.plural(behind.unknown_count, 'row')} with nothing recorded left out."
        if behind.unknown_count
        else ""
    )
    tail = (
        ", the figure on the chart."
        if is_it
        else ". The figure on the chart says otherwise: please report it."
    )
    return f"{rows}. {sums}{tail}{unknown}", is_it


def _whole(n: float) -> str:
    return wording.number(n, 0 if float(n).is_integer() else 1)


def _same(one: float | None, other: float | None) -> bool:
    return math.isclose(one or 0, other or 0, rel_tol=1e-9, abs_tol=1e-9)


# -- the table -------------------------------------------------------------------------------------


def table(metric: Metric, behind: RowsBehind) -> tuple[tuple[str, ...], tuple[tuple[Value, ...], ...]]:
    """(column names, rows) in plain words; a column nobody fills is left out."""
    present = {name for row in behind.rows for name, value in row.items() if value is not None}
    wanted = {name: title for name, title in _titles(metric).items() if name in present or name == "value"}
    if not any("value" in row for row in behind.rows):
        wanted.pop("value", None)
    rows = tuple(tuple(_cell(metric, name, row.get(name)) for name in wanted) for row in behind.rows)
    return tuple(wanted.values()), rows


def _titles(metric: Metric) -> dict[str, str]:
    value, per = _measured(metric)
    return {
        "student": "Student",
        "student_id": "Student ID",
        "contact": "Person named" if metric.of == "referral" else "Contact",
        "employer": "Employer",
        "started_on": DAYS.get(metric.of, "Day"),
        "channel": "How found",
        "category": wording.title(metric.category) if metric.category else "Kind",
        "value": value,
        "per": per,
        "waited_days": "Days waited",
        "is_reached": "Got there",
        "college": "College",
        "class_year": "Class",
    }


def _measured(metric: Metric) -> tuple[str, str]:
    """What the value of a row is called, and what it is divided by."""
    if metric.aggregate in ("rate", "count"):
        return "Counts", "Out of"
    if metric.aggregate == "change":
        return "Change (points)", ""
    one, _, other = metric.unit.partition(" per ")
    named = {"usd": "US dollars", "percent": "Counts"}.get(one, one.capitalize())
    return named, other.capitalize() or "Per"


def _cell(metric: Metric, name: str, value: Any) -> Value:
    if name in ("value", "is_reached") and isinstance(value, bool):
        return "Yes" if value else "No"
    if name == "value" and value is None:
        return "Not recorded" if metric.unit == "percent" else None
    if value is None or isinstance(value, date):
        return value
    if name == "channel":
        return wording.segment_value("channel", value)
    if name == "category":
        return wording.segment_value(metric.category, str(value))
    if isinstance(value, str):
        return value
    return int(value) if float(value).is_integer() else float(value)


def face(
    released: Released, title: str, choice: Choice, says: str, *, is_synthetic: bool
) -> Sequence[tuple[str, str]]:
    """What a file of these rows says of itself."""
    asked = choice.question
    lines = [
        ("Data", SYNTHETIC if is_synthetic else ""),
        ("View", CONFIDENTIAL),
        ("Figure", title),
        ("Segment", choice.name),
        ("Adds up", says),
        ("Filters", wording.filters(asked.where)),
        ("Period", wording.period(asked.since, asked.until)),
        ("Build", released.build),
    ]
    return [(heading, words) for heading, words in lines if words]
