"""The sums an aggregate returned -> cells, the segments nobody is in included. Pure functions."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from pipelines.figures.aggregates import aggregate_of
from pipelines.figures.aggregates.aggregate import Grouped, Key
from pipelines.figures.aggregates.sums import Rows
from pipelines.figures.periods import Terms, label
from pipelines.figures.results import Cell, Metric, Question


def cells(
    metric: Metric,
    question: Question,
    domains: Mapping[str, tuple[str, ...]],
    rows: Rows,
    unit: str | None,
    terms: Terms,
) -> tuple[Cell, ...]:
    """One cell a segment (and category), those with nothing included, in the order of the domains."""
    aggregate = aggregate_of(metric)
    by_category: dict[Key, dict[str | None, Rows]] = {}
    for row in _long(metric, rows) if aggregate.summing_for(metric).is_wide else rows:
        key = tuple(
            label(name, row[f"key_{place}"], terms)
            if name == unit and isinstance(row[f"key_{place}"], date)
            else str(row[f"key_{place}"])
            for place, name in enumerate(question.by, start=1)
        )
        by_category.setdefault(key, {}).setdefault(_category(metric, row), []).append(row)
    values = {name: _listed(name, domains[name], question) for name in question.by}
    grouped = Grouped(question.by, by_category, _categories(metric, by_category), values)
    return tuple(
        cell
        for key in itertools.product(*values.values())
        for cell in aggregate.cells(metric, grouped, key, dict(zip(question.by, key, strict=True)))
    )


def _category(metric: Metric, row: Mapping[str, Any]) -> str | None:
    """The name of a row's category; None = the whole."""
    name_or_place = row.get("category")
    return metric.categories[name_or_place] if isinstance(name_or_place, int) else name_or_place


_PER_CATEGORY = ("numerator", "people_in_numerator", "largest", "xy", "yy")


def _long(metric: Metric, rows: Rows) -> Iterable[dict[str, Any]]:
    """A row a segment with a column a category -> the whole (category None), then a row a category."""
    for row in rows:
        yield row
        for place, category in enumerate(metric.categories):
            yield {
                **{key: value for key, value in row.items() if key.startswith("key_")},
                **{name: row[f"{name}_{place}"] for name in _PER_CATEGORY},
                "category": category,
            }


def _listed(name: str, values: tuple[str, ...], question: Question) -> tuple[str, ...]:
    """The values of a breakdown a filter on the same dimension leaves."""
    asked = {value for dimension, value in question.where if dimension == name}
    return tuple(value for value in values if not asked or value in asked)


def _categories(metric: Metric, by_category: Mapping[Key, Mapping[str | None, Rows]]) -> tuple[str, ...]:
    present = {category for segment in by_category.values() for category in segment if category is not None}
    return (*metric.categories, *sorted(present - set(metric.categories)))
