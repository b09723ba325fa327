"""A table's segments in an order, and to an extent, that tell nothing about the figures in them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import product

from pipelines.figures.aggregates import aggregate_of
from pipelines.figures.results import Cell, Metric, Result

TIME = ("week", "month", "term")
OTHER_NAMES = {"employer": "Other employers", "job_industry": "Other industries"}


def laid_out(result: Result) -> list[Cell]:
    """Every combination of the values each axis has, in an order that does not depend on the figures.

    A combination nobody is in stands there like one with a few: its absence would tell that it is empty.
    """
    metric, question = result.metric, result.question
    axes = list(dict.fromkeys([*question.by, *(axis for cell in result.cells for axis in cell.segment)]))
    values = {axis: _values(axis, result) for axis in axes}
    found = {tuple(cell.segment[axis] for axis in axes): cell for cell in result.cells}
    is_part = aggregate_of(metric).people_are_the_whole
    wholes = _wholes(result) if is_part else {}
    cells = []
    for key in product(*(values[axis] for axis in axes)):
        segment = dict(zip(axes, key, strict=True))
        cell = found.get(key)
        if is_part:  # a category nobody chose is a share of 0, not a small group
            n, denominator = wholes.get(_without(segment, metric.category), (0, None))
            cell = replace(cell or Cell(segment, 0.0, 0.0, denominator, 0), people_in_denominator=n)
        cells.append(cell or Cell(segment, None, None, None, 0))
    return cells


def _values(axis: str, result: Result) -> list[str]:
    metric, question = result.metric, result.question
    asked = {value for dimension, value in question.where if dimension == axis}
    declared = (
        metric.categories if axis == metric.category and metric.categories else result.domains.get(axis, ())
    )
    listed = [value for value in declared if not asked or value in asked]
    seen = {cell.segment[axis] for cell in result.cells}
    return [*listed, *sorted(seen - set(listed), key=_natural)]


def _natural(value: str) -> tuple[object, ...]:
    """Alphabetical, numbers by size, what is other or unknown last. Terms are listed: an office names its own."""
    words_and_numbers = enumerate(
        re.split(r"(\d+)", value)
    )  # a word, though it may be empty, before each number
    parts = [int(part) if place % 2 else part.casefold() for place, part in words_and_numbers]
    return (2 if value == "Unknown" else 1 if value.startswith("Other") else 0, parts)


def _without(segment: Mapping[str, str], axis: str) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((name, value) for name, value in segment.items() if name != axis))


def _wholes(result: Result) -> dict[tuple[tuple[str, str], ...], tuple[int, float | None]]:
    """People behind the whole that a share's categories are parts of, and its count, by segment.

    Where only the categories' own people are known, the largest of them is the least the whole can have.
    """
    wholes: dict[tuple[tuple[str, str], ...], tuple[int, float | None]] = {}
    for cell in result.cells:
        known = cell.people_in_denominator
        if known is None and result.metric.is_of_persons and cell.denominator is not None:
            known = int(cell.denominator)
        key = _without(cell.segment, result.metric.category)
        before = wholes.get(key, (0, None))[0]
        wholes[key] = (max(before, known if known is not None else cell.people or 0), cell.denominator)
    return wholes


def is_by_name(metric: Metric) -> bool:
    """A number of persons for each name that any of them has: of employers, of industries."""
    is_named = metric.categories_are == "groups" and not metric.categories
    return aggregate_of(metric).published == "count" and is_named and metric.is_of_persons


def names_together(result: Result, least: int, *, always: bool) -> Result:
    """The count by name (of employers, of industries) with names of fewer than `least` people under one "Other …".

    A name stands in the list because somebody has it: a small one would tell that, even with its count hidden. Only
    where a person has one name do the counts of several add up. always: the rest is listed even where nobody is in it.
    """
    name = result.metric.category
    if not is_by_name(result.metric):
        return result
    people: dict[str, int] = {}
    for cell in result.cells:
        people[cell.segment[name]] = people.get(cell.segment[name], 0) + (cell.people or 0)
    small = {value for value, count in people.items() if count < least}
    if not small and not always:
        return result
    kept = [cell for cell in result.cells if cell.segment[name] not in small]
    rest: dict[tuple[tuple[str, str], ...], list[Cell]] = {} if result.question.by else {(): []}
    for cell in result.cells:
        rest.setdefault(_without(cell.segment, name), [])
        if cell.segment[name] in small:
            rest[_without(cell.segment, name)].append(cell)
    other = [_added(cells, {**dict(segment), name: OTHER_NAMES[name]}) for segment, cells in rest.items()]
    return replace(result, cells=(*kept, *other))


def _added(cells: list[Cell], segment: Mapping[str, str]) -> Cell:
    total = sum(cell.value or 0 for cell in cells)
    people = sum(cell.people or 0 for cell in cells)
    return Cell(segment, total, total, None, people, people_in_numerator=people)


def without_empty_ends(cells: list[Cell], by: tuple[str, ...]) -> tuple[Cell, ...]:
    """Periods withheld before the first and after the last one shown are left out: where the list of
    periods starts and ends would tell when the first and the last student did something."""
    for axis in (name for name in by if name in TIME):
        shown = [cell.segment[axis] for cell in cells if not cell.is_withheld]
        order = list(dict.fromkeys(cell.segment[axis] for cell in cells))
        kept = order[min(map(order.index, shown)) : max(map(order.index, shown)) + 1] if shown else []
        cells = [cell for cell in cells if cell.segment[axis] in kept]
    return tuple(cells)
