"""An axis of weeks, months or terms, and what is marked on it: terms, late logging, what the office pinned to a day."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dashboard.charts.academic_year import days_of
from dashboard.charts.marks import Marks, axis_names
from dashboard.charts.spec import ChartSpec, Moment
from pipelines.figures.periods import Range, Terms


@dataclass(frozen=True)
class TimeAxis:
    """A chart's periods in order: as the office writes and the axis spells them, their days, which are not whole."""

    dimension: str
    values: tuple[str, ...]
    names: tuple[str, ...]
    days: tuple[Range | None, ...]
    partial: tuple[bool, ...]
    terms: Terms

    def of_spec(self, late: Collection[str] = ()) -> dict[str, Any]:
        """What a ChartSpec says of it. late: periods in which logs come in late, shaded."""
        return {
            "is_time": True,
            "dimension": self.dimension,
            "categories": self.names,
            "segments": self.values,
            "periods": self.days,
            "moments": (*self._spans(late, "logs come in late"), *self._openings()),
        }

    def _openings(self) -> tuple[Moment, ...]:
        """A moment at the first period of each term inside the axis (not at its very first)."""
        if self.dimension == "term":
            return ()
        moments: list[Moment] = []
        for name, days in list(zip(self.names, self.days, strict=True))[1:]:
            if days is None:
                continue
            first, last = days
            openings = ((term, date(last.year, month, 1)) for term, month in self.terms)
            moments += [Moment(name, f"{term} {day.year}") for term, day in openings if first <= day <= last]
        return tuple(moments)

    def _spans(self, flagged: Collection[str], text: str) -> tuple[Moment, ...]:
        """Runs of flagged periods as shaded spans."""
        runs: list[list[int]] = []
        for i, value in enumerate(self.values):
            if value not in flagged:
                continue
            if runs and runs[-1][-1] == i - 1:
                runs[-1].append(i)
            else:
                runs.append([i])
        return tuple(Moment(self.names[run[0]], text, until=self.names[run[-1]]) for run in runs)


def time_axis(marks: Marks, dimension: str) -> TimeAxis:
    """The axis of a figure's periods."""
    values, calendar = marks.values(dimension), marks.released.calendar
    return TimeAxis(
        dimension,
        values,
        axis_names(dimension, values),
        tuple(days_of(dimension, value, calendar) for value in values),
        tuple(marks.is_partial(dimension, value) for value in values),
        calendar.terms,
    )


def period_holding(spec: ChartSpec, day: date) -> str | None:
    """The category of a time chart that a day lies in, None where its axis does not reach it."""
    for name, period in zip(spec.categories, spec.periods, strict=True):
        if period and period[0] <= day <= period[1]:
            return name
    return None


def pinned(spec: ChartSpec, notes: Sequence[tuple[date, str]]) -> tuple[Moment, ...]:
    """What happened on a day, where the chart's time reaches it."""
    placed = ((period_holding(spec, day), text) for day, text in notes)
    return tuple(Moment(name, text, is_note=True) for name, text in placed if name is not None)
