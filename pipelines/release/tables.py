"""The tables a filtered figure is a cell of: the same question with one of its filters as one more breakdown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import combinations
from types import MappingProxyType

from pipelines.figures.aggregates import aggregate_of
from pipelines.figures.results import Question, Result
from pipelines.release.segments import TIME

# One metric, exact; pipelines.figures.measure.measure with its build and id.
Measure = Callable[[Question], Result]
Tables = Mapping[tuple[str, ...], Result]  # the filters that are breakdowns there -> the table
NO_TABLES: Tables = MappingProxyType({})

MOST_MEASURED = 2  # breakdowns of one measurement; a third is put together from one measurement a value


def filtered(question: Question) -> tuple[str, ...]:
    """The dimensions a question is filtered by, dates left out."""
    return tuple(dict.fromkeys(name for name, _ in question.where if name not in TIME))


def chosen(question: Question, dimension: str) -> frozenset[str]:
    """The values a question is filtered to."""
    return frozenset(value for name, value in question.where if name == dimension)


def tables(measure: Measure, result: Result) -> dict[tuple[str, ...], Result]:
    """Every table that the figure is a cell of with one of its filters as one more breakdown, or, of a figure that has
    no breakdown, with two."""
    if aggregate_of(result.metric).is_over_groups(result.metric) and not result.question.by:
        return {}  # says nothing without a breakdown
    found: dict[tuple[str, ...], Result] = {
        (name,): table(measure, result.question, name) for name in filtered(result.question)
    }
    for one, other in () if result.question.by else combinations(filtered(result.question), 2):
        found[one, other] = table(measure, found[one,].question, other)
    return found


def table(measure: Measure, question: Question, dimension: str) -> Result:
    """The figure with the filter on `dimension` taken off and the dimension as its last breakdown.

    A figure already cut by it stays cut as it is. Raises QuestionError as measuring does.
    """
    whole = replace(question, where=tuple(pair for pair in question.where if pair[0] != dimension))
    if dimension in question.by:
        return measure(whole)
    if len(question.by) < MOST_MEASURED:
        return measure(replace(whole, by=(*question.by, dimension)))
    values = measure(replace(whole, by=(question.by[0], dimension))).domains[dimension]
    parts = {value: measure(replace(whole, where=(*whole.where, (dimension, value)))) for value in values}
    return _put_together(replace(whole, by=(*whole.by, dimension)), dimension, parts)


def row(table: Result, question: Question, dimension: str) -> Result:
    """Of a table over `dimension` what the question asks for: the cells of its one value, not told apart by it."""
    if dimension in question.by:
        inside = chosen(question, dimension)
        cells = tuple(cell for cell in table.cells if cell.segment[dimension] in inside)
    else:
        (value,) = chosen(question, dimension)
        cells = tuple(
            replace(cell, segment=without(cell.segment, dimension))
            for cell in table.cells
            if cell.segment[dimension] == value
        )
    kept = {name: values for name, values in table.domains.items() if name in question.by}
    beside = tuple(row(other, question, dimension) for other in table.beside)
    return replace(table, question=question, cells=cells, domains=kept, beside=beside)


def without(segment: Mapping[str, str], *dimensions: str) -> dict[str, str]:
    return {name: value for name, value in segment.items() if name not in dimensions}


def _put_together(question: Question, dimension: str, parts: Mapping[str, Result]) -> Result:
    first = next(iter(parts.values()))
    cells = tuple(
        replace(cell, segment=with_value(cell.segment, question, dimension, value))
        for value, part in parts.items()
        for cell in part.cells
    )
    beside = {other.metric.id: other for other in first.beside}
    theirs = {
        name: {
            value: other for value, part in parts.items() for other in part.beside if other.metric.id == name
        }
        for name in beside
    }
    return replace(
        first,
        question=question,
        cells=cells,
        domains={**first.domains, dimension: tuple(parts)},
        notes=tuple(dict.fromkeys(note for part in parts.values() for note in part.notes)),
        beside=tuple(
            _put_together(replace(question, where=other.question.where[:-1]), dimension, theirs[name])
            for name, other in beside.items()
        ),
    )


def with_value(segment: Mapping[str, str], question: Question, dimension: str, value: str) -> dict[str, str]:
    """The segment with the value, keys in the order of the question, what the figure adds itself last."""
    whole = {**segment, dimension: value}
    return {name: whole[name] for name in (*question.by, *whole) if name in whole}
