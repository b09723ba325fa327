"""What every aggregate says of itself holds together: its files, its words, how it may be told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import get_args

import pytest

from pipelines.docs import example_words
from pipelines.figures.aggregates import BY_NAME, aggregate_of
from pipelines.figures.aggregates.aggregate import Aggregate, Grouped, Published, RowOfExample, SumOfExample
from pipelines.figures.definitions import SQL, catalog
from pipelines.figures.results import AggregateName, Metric
from pipelines.release.disclosure import PUBLISH

ALL: list[Aggregate] = [*BY_NAME.values(), aggregate_of(catalog()["came_of_it_rate"])]


def of(aggregate: AggregateName, **more: object) -> Metric:
    return replace(catalog()["response_rate"], aggregate=aggregate, **more)  # type: ignore[arg-type]


def summings(aggregate: Aggregate) -> Iterator[str]:
    chosen = [
        aggregate.summing_for(metric) for metric in catalog().values() if aggregate_of(metric) is aggregate
    ]
    for summing in (aggregate.summing, aggregate.summing_of_people, *chosen):
        if summing:
            yield from filter(None, (summing.by_student, summing.sums))


def test_every_name_a_definition_may_use_has_an_aggregate() -> None:
    assert set(BY_NAME) == set(get_args(AggregateName))
    assert {aggregate_of(metric).name for metric in catalog().values()} == set(BY_NAME)


def test_every_file_belongs_to_an_aggregate_and_every_aggregate_has_its_files() -> None:
    files = {path.stem for path in (SQL / "aggregates").glob("*.sql")}
    assert {name for aggregate in ALL for name in summings(aggregate)} == files


@pytest.mark.parametrize("aggregate", ALL, ids=lambda one: type(one).__name__)
def test_whatever_it_says_of_itself_somebody_can_do(aggregate: Aggregate) -> None:
    assert aggregate.published in PUBLISH
    assert aggregate.row_of_example in example_words.ONE
    assert aggregate.sum_of_example in {*example_words.SUMS, "gap"}
    assert not aggregate.gives_total or aggregate.published == "average"
    assert not aggregate.compares_groups or aggregate.summing.people


def test_nothing_can_be_said_that_nobody_does() -> None:
    assert set(PUBLISH) == set(get_args(Published)) == {one.published for one in ALL}
    assert set(example_words.ONE) == set(get_args(RowOfExample)) == {one.row_of_example for one in ALL}
    assert {*example_words.SUMS, "gap"} == set(get_args(SumOfExample)) == {one.sum_of_example for one in ALL}


# what is told of a figure, by what it is: a row an aggregate
@pytest.mark.parametrize(
    ("name", "published", "total", "givers", "signed", "compared"),
    [
        ("count", "count", False, False, False, False),
        ("rate", "band", False, False, False, True),
        ("share", "band", False, False, False, False),
        ("concentration", "band", False, False, False, False),
        ("adjusted", "band", False, False, False, False),
        ("mean", "average", True, False, False, True),
        ("ratio", "average", True, True, False, True),
        ("load", "average", True, True, False, False),
        ("change", "average", False, False, True, False),
        ("median", "middle", False, False, False, False),
        ("wait", "middle", False, False, False, False),
        ("difference", "difference", False, False, True, False),
    ],
)
def test_how_each_may_be_told(
    name: AggregateName, published: str, total: bool, givers: bool, signed: bool, compared: bool
) -> None:
    one = BY_NAME[name]
    assert (one.published, one.gives_total, one.needs_givers) == (published, total, givers)
    assert (one.is_signed, one.compares_groups) == (signed, compared)


def test_people_are_summed_up_without_clusters_and_items_with_them() -> None:
    assert aggregate_of(of("rate")).summing_for(of("rate", of="student")).sums == "rate_of_people"
    assert aggregate_of(of("rate")).summing_for(of("rate", of="thread")).by_student == "rate"
    # a difference needs the sums of its errors, of people too
    assert aggregate_of(of("difference")).summing_for(of("difference", of="student")).sums == "clusters"
    assert aggregate_of(of("load")).cluster == ("student_key", "contact_key")


def test_only_groups_compared_with_each_other_need_a_breakdown() -> None:
    assert aggregate_of(of("difference")).is_over_groups(of("difference"))
    assert not aggregate_of(of("difference")).is_over_groups(of("difference", categories_are="sides"))
    assert not aggregate_of(of("rate")).is_over_groups(of("rate"))


def grouped(*categories: str) -> Grouped:
    sums = {"denominator": 4, "numerator": 2, "people": 4, "m": 4, "xx": 4, "xy": 2, "yy": 2}
    rows = {(): {category: [dict(sums)] for category in categories}}
    return Grouped((), rows, categories, {})  # type: ignore[arg-type]


def test_one_scale_is_not_told_apart_several_are() -> None:
    metric = of("change", categories_are="groups", category="scale", unit="points")
    (alone,) = aggregate_of(metric).cells(metric, grouped("1-5"), (), {})
    assert (dict(alone.segment), alone.value) == ({}, 0.5)
    both = aggregate_of(metric).cells(metric, grouped("1-5", "1-7"), (), {})
    assert [cell.segment["scale"] for cell in both] == ["1-5", "1-7"]


def test_one_skill_is_named_though_it_is_the_only_one() -> None:
    metric = of("change", categories_are="groups", category="skill", unit="points")
    (alone,) = aggregate_of(metric).cells(metric, grouped("networking"), (), {})
    assert alone.segment["skill"] == "networking"


def test_kinds_are_rates_of_the_same_whole_and_shares_are_parts_of_it() -> None:
    row = {"denominator": 4, "m": 3, "unknown_count": 1}
    part = {"numerator": 2, "people_in_numerator": 1, "largest": 2}
    table = Grouped((), {(): {None: [row], "lead": [part]}}, ("lead",), {})
    kinds = of("rate", categories_are="kinds", category="came_of_it", of="interview")
    share = of("share", categories_are="parts", category="came_of_it", of="interview")
    (kind,), (slice_,) = (aggregate_of(one).cells(one, table, (), {}) for one in (kinds, share))
    assert kind.value == slice_.value == 0.5
    assert (kind.people, slice_.people) == (3, 1)  # those behind the whole; those who have the category
    assert kind.people_in_denominator == slice_.people_in_denominator == 3
    assert kind.largest_share == slice_.largest_share == 1.0
