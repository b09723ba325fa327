"""Wait: how long until, those still waiting included (Kaplan–Meier); the median, the quartiles and the curve."""

from __future__ import annotations

from collections.abc import Mapping

from pipelines.figures import intervals
from pipelines.figures.aggregates.aggregate import Aggregate, Summing
from pipelines.figures.aggregates.sums import Rows
from pipelines.figures.results import Cell, Metric


def _days(day: int | None) -> float | None:
    return None if day is None else float(day)


class Wait(Aggregate):
    name = "wait"
    columns = "waited_days, is_reached"
    summing = Summing("wait")
    rows_sums = (
        "count(waited_days) as denominator, null as numerator, count(*) - count(waited_days) as unknown_count"
    )
    counts = "waited_days is not null"
    published = "middle"
    without_value = "Not reached"
    row_of_example = "days"
    sum_of_example = "waited"
    is_modeled = True

    def cell(self, metric: Metric, segment: Mapping[str, str], rows: Rows) -> Cell:
        """Of rows of two kinds: items by number of days, and students by their longest wait (`people`)."""
        days = [row for row in rows if row["people"] is None]
        known = [
            (row["waited_days"], row["reached"], row["waiting"])
            for row in days
            if row["waited_days"] is not None
        ]
        unknown = sum(row["reached"] + row["waiting"] for row in days if row["waited_days"] is None)
        people = [(row["waited_days"], row["people"]) for row in rows if row["people"] is not None]
        known_people = sum(students for day, students in people if day is not None)
        wait = intervals.kaplan_meier(known, known_people)
        return Cell(
            segment,
            _days(wait.median),
            float(sum(reached for _, reached, _ in known)),
            float(sum(reached + waiting for _, reached, waiting in known)),
            known_people,
            low=_days(wait.low),
            high=_days(wait.high),
            unknown_count=unknown,
            quartiles=(_days(wait.quartiles[0]), _days(wait.quartiles[1])),
            curve=wait.curve,
            at_risk=tuple(
                sum(students for last, students in people if last is not None and last >= day)
                for day, _ in wait.curve
            ),
        )
