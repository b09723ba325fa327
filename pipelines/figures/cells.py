"""The sums an aggregate returned -> cells: values, intervals, and the segments nobody is in. Pure functions."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from pipelines.figures import adjustment, intervals
from pipelines.figures.periods import Terms, label
from pipelines.figures.results import Cell, Metric, Question, Side
from pipelines.figures.statement import PEOPLE, is_wide

Rows = list[dict[str, Any]]
Key = tuple[str, ...]
UNKNOWN = "Unknown"


def cells(
    metric: Metric,
    question: Question,
    domains: Mapping[str, tuple[str, ...]],
    rows: Rows,
    unit: str | None,
    terms: Terms,
) -> tuple[Cell, ...]:
    """One cell a segment (and category), those with nothing included, in the order of the domains."""
    grouped: dict[Key, dict[str | None, Rows]] = {}
    for row in _long(metric, rows) if is_wide(metric) else rows:
        key = tuple(
            label(name, row[f"key_{place}"], terms)
            if name == unit and isinstance(row[f"key_{place}"], date)
            else str(row[f"key_{place}"])
            for place, name in enumerate(question.by, start=1)
        )
        grouped.setdefault(key, {}).setdefault(_category(metric, row), []).append(row)
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
        elif metric.aggregate == "difference":
            groups = _listed(question.by[0], domains[question.by[0]], question) if key else ()
            cells.append(_difference(metric, segment, *_compared(metric, grouped, key, groups)))
        elif metric.aggregate == "adjusted":
            cells += _adjusted(metric, segment, categories, found)
        elif metric.categories_are == "groups" and (metric.category != "scale" or len(categories) > 1):
            for category in categories:
                named = {**segment, metric.category: category}
                cells.append(_cell(metric, named, found.get(category, [])))
        else:
            cells.append(_cell(metric, segment, list(itertools.chain.from_iterable(found.values()))))
    return tuple(cells)


def _category(metric: Metric, row: Mapping[str, Any]) -> str | None:
    """The name of a row's category; None = the whole."""
    told = row.get("category")
    return metric.categories[told] if isinstance(told, int) else told


_PER_KIND = ("numerator", "people_in_numerator", "largest", "xy", "yy")


def _long(metric: Metric, rows: Rows) -> Iterable[dict[str, Any]]:
    """A row a segment with a column a category -> the whole (category None), then a row a category."""
    for row in rows:
        yield row
        for place, category in enumerate(metric.categories):
            kind = {name: row[f"{name}_{place}"] for name in _PER_KIND}
            yield {
                **{key: value for key, value in row.items() if key.startswith("key_")},
                **kind,
                "category": category,
            }


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
    low, high = _interval(metric, {**whole, **{k: v for k, v in part.items() if v is not None}}) or (
        None,
        None,
    )
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


def _compared(
    metric: Metric,
    grouped: Mapping[Key, Mapping[str | None, Rows]],
    key: Key,
    groups: Iterable[str],
) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """The sums of the two groups a difference is between: the metric's two sides, or the group of the first
    breakdown and all other known ones together. {} where there is nothing to compare.

    groups: every value of the first breakdown, those nobody is in included.
    """
    if metric.categories_are == "sides":
        found = grouped.get(key, {})
        first, second = ((found.get(side) or [{}])[0] for side in metric.categories)
        return first, second
    if not key or key[0] == UNKNOWN:
        return {}, {}
    own = (grouped.get(key, {}).get(None) or [{}])[0]
    others = [
        (grouped.get((group, *key[1:]), {}).get(None) or [{}])[0]
        for group in groups
        if group not in (key[0], UNKNOWN)
    ]
    return own, _together(others)


_ADDED = ("denominator", "numerator", "unknown_count", "people", "people_in_numerator", "m", "xx", "xy", "yy")


def _together(rows: Rows) -> dict[str, Any]:
    """The sums of groups that share nobody, as of one; and how many people the smallest has."""
    sums = {name: sum(_number(row.get(name)) for row in rows) for name in _ADDED}
    return {**sums, "fewest": min((_whole(row.get("people")) for row in rows), default=0)}


def _difference(
    metric: Metric, segment: Mapping[str, str], first: Mapping[str, Any], second: Mapping[str, Any]
) -> Cell:
    """One rate less another; people are those of the smaller group, so that no rule is kept for the larger only."""
    sides = tuple(
        Side(
            _number(row.get("numerator")),
            _number(row.get("denominator")),
            _whole(row.get("people")),
            _whole(row.get("fewest", row.get("people"))),
        )
        for row in (first, second)
    )
    unknown = _whole(first.get("unknown_count")) + _whole(second.get("unknown_count"))
    people = min(side.people for side in sides)
    if not all(side.denominator for side in sides):
        return Cell(segment, None, None, None, people, unknown_count=unknown)
    rates = [side.numerator / side.denominator for side in sides]
    errors = [intervals.standard_error(_sums(row)) for row in (first, second)]
    low, high = None, None
    if metric.interval != "none" and errors[0] is not None and errors[1] is not None:
        low, high = intervals.difference(rates[0], errors[0], rates[1], errors[1])
    return Cell(
        segment,
        rates[0] - rates[1],
        None,
        None,
        people,
        low=low,
        high=high,
        unknown_count=unknown,
        sides=(sides[0], sides[1]),
    )


def _adjusted(
    metric: Metric,
    segment: Mapping[str, str],
    categories: Iterable[str],
    found: Mapping[str | None, Rows],
) -> Iterable[Cell]:
    """A category's rate as it would be if all held the same mix of people; None where too few for a model."""
    places = range(len(metric.adjust_for))
    patterns = (
        adjustment.Pattern(
            category or "",
            tuple(str(row[f"adjust_{place}"]) for place in places),
            _whole(row["known"]),
            _whole(row["numerator"]),
        )
        for category, rows in found.items()
        for row in rows
    )
    estimates = adjustment.standardized(patterns)
    for category in categories:
        rows, estimate = found.get(category, []), estimates.get(category)
        people = sum(_whole(row["known"]) for row in rows)
        yield Cell(
            {**segment, metric.category: category},
            estimate.value if estimate else None,
            None,
            float(people),
            people,
            low=estimate.low if estimate else None,
            high=estimate.high if estimate else None,
            unknown_count=sum(_whole(row["unknown_count"]) for row in rows),
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
        _whole(row.get("people")),
        low=low,
        high=high,
        unknown_count=_whole(row.get("unknown_count")),
        quartiles=(quartiles[0], quartiles[2]),
    )


def _wait(segment: Mapping[str, str], rows: Rows) -> Cell:
    days = [row for row in rows if row["people"] is None]
    known = [
        (row["waited_days"], row["reached"], row["waiting"]) for row in days if row["waited_days"] is not None
    ]
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
            sum(students for last, students in people if last is not None and last >= day)
            for day, _ in wait.curve
        ),
    )
