"""The rows a chart shows: of many the largest, in the order they have, or those somebody looks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from dashboard.charts.spec import ChartSpec, Series

T = TypeVar("T")
OF_ROWS = ("bars", "dots", "stacked_bars")


def shown(spec: ChartSpec) -> ChartSpec:
    """The chart with as many rows as it shows, and its reading says how many more there are.

    Kept are the rows with the most behind them, and those its finding names or a filter chose, whatever their values.
    """
    pointed_at = {*spec.named, *spec.chosen}
    left = len(spec.categories) - max(spec.rows_shown, len(pointed_at))
    if spec.kind not in OF_ROWS or left <= 0:
        return spec
    weights = spec.weights or (None,) * len(spec.categories)

    def size(i: int) -> tuple[bool, float]:
        return spec.categories[i] not in pointed_at, -(weights[i] or 0.0)

    largest = sorted(range(len(spec.categories)), key=size)[: len(spec.categories) - left]
    return _with_rows(spec, sorted(largest), f"{left} more in the table.")


def found(spec: ChartSpec, text: str) -> ChartSpec:
    """The rows whose name has these words in it, whatever their case; all of them where there are no words."""
    words = text.casefold().split()
    if not words:
        return spec
    kept = [i for i, name in enumerate(spec.categories) if all(word in name.casefold() for word in words)]
    return _with_rows(
        spec, kept, f"Shown: {len(kept)} of {len(spec.categories)}, with “{' '.join(text.split())}”."
    )


def _with_rows(spec: ChartSpec, kept: Sequence[int], said: str) -> ChartSpec:
    reading = f"{spec.reading} {said}"
    return replace(
        spec,
        categories=_of(spec.categories, kept),
        series=tuple(_rows(series, kept) for series in spec.series),
        category_notes=_of(spec.category_notes, kept),
        segments=_of(spec.segments, kept),
        greyed=_of(spec.greyed, kept),
        weights=_of(spec.weights, kept),
        column=_of(spec.column, kept),
        reading=reading,
        alt_text=spec.alt_text.replace(spec.reading, reading),
    )


def _rows(series: Series, kept: Sequence[int]) -> Series:
    return replace(
        series,
        values=_of(series.values, kept),
        labels=_of(series.labels, kept),
        low=_of(series.low, kept),
        high=_of(series.high, kept),
        partial=_of(series.partial, kept),
    )


def _of(values: tuple[T, ...], kept: Sequence[int]) -> tuple[T, ...]:
    """Those of some optional values, which may be none."""
    return tuple(values[i] for i in kept) if values else values
