"""Reading the sums an aggregate's SQL returned: a row a segment, absent where nobody is in it. Pure functions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipelines.figures import intervals
from pipelines.figures.results import Metric

Row = Mapping[str, Any]
Rows = list[dict[str, Any]]


def number(value: Any) -> float:
    return float(value or 0)


def whole(value: Any) -> int:
    return int(value or 0)


def part_of(part: Any, total: Any) -> float | None:
    """The part of a total; None where either is not there."""
    return float(part) / float(total) if part is not None and total else None


def sums_of(row: Row) -> intervals.Sums:
    return intervals.Sums(
        m=whole(row.get("m")),
        x=number(row.get("denominator")),
        y=number(row.get("numerator")),
        xx=number(row.get("xx")),
        xy=number(row.get("xy")),
        yy=number(row.get("yy")),
    )


def interval_of(metric: Metric, row: Row) -> intervals.Interval | None:
    """The interval that belongs to a rate, mean, ratio, share or change; None where nothing is known."""
    is_rate = metric.unit == "percent"
    kind = metric.interval or ("wilson" if is_rate and metric.is_of_persons else "cluster")
    if kind == "none" or not row.get("denominator"):
        return None
    positive, denominator = number(row.get("numerator")), number(row.get("denominator"))
    if kind == "census":
        return intervals.census(positive, denominator - positive, number(row.get("unknown_count")))
    if kind == "wilson":
        return intervals.wilson(positive, denominator)
    return intervals.ratio(sums_of(row), is_rate=is_rate)
