"""What every aggregate says of itself: how rows are summed up, how sums become cells, how the figure may be told.

One module an aggregate; what it does not say is as it is here. No database, no drawing, no words for people.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Literal

from pipelines.figures.aggregates.sums import Row, Rows, interval_of, number, part_of, whole
from pipelines.figures.results import AggregateName, Cell, Metric

Key = tuple[str, ...]  # a segment's value in each breakdown

# How the publishable view tells it: as a rounded count, a rate in bands, an average to one decimal whose total cannot
# be had from it, a middle value (with quartiles, or a curve, from more people on), the difference of two banded rates.
Published = Literal["count", "band", "average", "middle", "difference"]
# What a row of a worked example counts as: yes or no, a number, days of a wait, two numbers above and below the line, a
# request of a contact.
RowOfExample = Literal["yes or no", "number", "days", "pair", "request"]
# How a worked example's rows add up, in words.
SumOfExample = Literal[
    "part of whole", "total", "divided", "middle", "waited", "pair", "requests", "adjusted", "gap"
]


@dataclass(frozen=True)
class Summing:
    """The files of sql/aggregates that sum up a selection, without their ending.

    by_student: sums up each student's items first; "" = not, or in `sums` itself.
    people: where `sums` adds up people one by one, what they come from ("selection" where a row is a person); it reads
        them as `people`, so that they can be told apart by something else too (`Statement.sql_by_group`).
    is_wide: a column a category instead of a row, so that each student is summed up only once for all of them.
    """

    sums: str
    by_student: str = ""
    people: Literal["", "by_student", "selection"] = ""
    is_wide: bool = False


@dataclass(frozen=True)
class Grouped:
    """What the SQL gave, by segment and category (None = the whole).

    categories: of the whole table, the metric's own first. values: of each breakdown, those nobody is in included.
    """

    by: tuple[str, ...]
    rows: Mapping[Key, Mapping[str | None, Rows]]
    categories: tuple[str, ...]
    values: Mapping[str, tuple[str, ...]]

    def of(self, key: Key, category: str | None = None) -> Row:
        """The one row of a segment's category; {} where nobody is in it."""
        return (self.rows.get(key, {}).get(category) or [{}])[0]

    def all_of(self, key: Key) -> Rows:
        return list(chain.from_iterable(self.rows.get(key, {}).values()))


class Aggregate:
    """One way to make a figure of rows. Subclasses say what differs.

    Summing up
        columns: what it takes of a row beside the student.
        summing, summing_of_people: the latter where a row is a person, if that differs.
        cluster: who is summed up first.
        rows_sums: what the rows behind one cell add up to, as SQL; "" = it is made of groups' sums, not row by row.
        counts: whether a row's student is among the people behind the figure, as SQL.
        has_numerator, has_denominator: a median adds nothing up, a count is over nothing.
    Telling
        published: how the publishable view tells it.
        gives_total: its value times n is a total, so a count of the same never stands beside it.
        needs_givers: those in the numerator are others than those in the denominator, and must be enough too.
        people_are_the_whole: a cell's people are those of one category; enough must be those behind the whole.
        has_people_below: where a row is a person, the denominator counts persons.
        compares_groups: groups of people are compared by it without being asked.
        is_signed: it can be negative. decimals: as it is written by default.
        without_value: why there is no value where there are people.
    Worked examples
        row_of_example, sum_of_example: how rows count, and how they add up, in words.
        is_modeled: its value is no plain arithmetic on the rows.
    """

    name: AggregateName
    columns: str = "value"
    summing: Summing
    summing_of_people: Summing | None = None
    cluster: tuple[str, ...] = ("student_key",)
    rows_sums: str = (
        "count(value) as denominator, coalesce(sum(value::double), 0) as numerator,"
        " count(*) - count(value) as unknown_count"
    )

    counts: str = "value is not null"
    has_numerator: bool = True
    has_denominator: bool = True

    published: Published
    gives_total: bool = False
    needs_givers: bool = False
    people_are_the_whole: bool = False
    has_people_below: bool = True
    compares_groups: bool = False
    is_signed: bool = False
    decimals: int = 1
    without_value: str = ""

    row_of_example: RowOfExample = "yes or no"
    sum_of_example: SumOfExample = "part of whole"
    is_modeled: bool = False

    def summing_for(self, metric: Metric) -> Summing:
        return self.summing_of_people if self.summing_of_people and metric.is_of_persons else self.summing

    def is_over_groups(self, metric: Metric) -> bool:
        """Does it compare the groups of the first breakdown with each other, and say nothing without one?"""
        return False

    def cells(self, metric: Metric, grouped: Grouped, key: Key, segment: Mapping[str, str]) -> Iterable[Cell]:
        """The cells of one segment: one, or one a category."""
        is_by_category = metric.categories_are == "groups" and not (
            metric.is_category_optional and len(grouped.categories) <= 1
        )
        if not is_by_category:
            yield self.cell(metric, segment, grouped.all_of(key))
            return
        for category in grouped.categories:
            rows = grouped.rows.get(key, {}).get(category, [])
            yield self.cell(metric, {**segment, metric.category: category}, rows)

    def cell(self, metric: Metric, segment: Mapping[str, str], rows: Rows) -> Cell:
        """One group's figure: numerator over denominator, with the interval that belongs to it."""
        row: Row = rows[0] if rows else {}
        numerator, denominator = number(row.get("numerator")), number(row.get("denominator"))
        low, high = interval_of(metric, row) or (None, None)
        if low is not None and not self.is_signed:
            low = max(low, 0.0)  # nothing counted is less than none
        return Cell(
            segment,
            numerator / denominator if denominator else None,
            numerator,
            denominator,
            whole(row.get("people")),
            low=low,
            high=high,
            unknown_count=whole(row.get("unknown_count")),
            largest_share=part_of(row.get("largest"), row.get("supplied", numerator)),
            people_in_numerator=whole(row.get("people_in_numerator")),
        )
