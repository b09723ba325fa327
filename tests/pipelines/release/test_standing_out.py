"""What stands out: a difference one can check by hand, silence where there is none, and no trust in order."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.figures.blanks import Blank
from pipelines.figures.intervals import wilson
from pipelines.figures.results import Cell, Metric, Question, Released
from pipelines.release.standing_out import is_compared, standing_out
from tests.pipelines.release.tables import REACHED


def reached(college: str, successes: int, n: int) -> Cell:
    low, high = wilson(successes, n) or (None, None)
    return Cell({"college": college}, successes / n if n else None, successes, n, n, low=low, high=high)


def figure(*cells: Cell, metric: Metric = REACHED) -> Released:
    return Released(metric, Question(by=("college",)), cells, "b1", None, "working")


def found(*figures: Released) -> list[tuple[str, str]]:
    return [(finding.metric.id, finding.group) for finding in standing_out(figures).findings]


# -- what stands out -------------------------------------------------------------------------------


def test_the_one_group_that_differs_is_named_with_both_figures() -> None:
    told = standing_out([figure(reached("A", 60, 100), reached("B", 60, 100), reached("C", 20, 100))])
    assert told.tests == 3
    (finding,) = told.findings  # A and B differ from the rest only because of C: one sentence a figure
    assert (finding.group, finding.own.value, finding.others.value) == ("C", 0.2, 0.6)
    assert finding.other_groups == ("A", "B")
    assert finding.difference.high < 0
    assert finding.adjusted_p <= 0.05


def test_benjamini_and_hochberg_count_every_comparison_made() -> None:
    # p = 0.03 alone is said; beside nine comparisons of equal groups it is not
    near = figure(reached("A", 57, 100), reached("B", 42, 100))
    assert standing_out([near]).findings
    equal = [
        figure(reached("A", 50, 100), reached("B", 50, 100), metric=replace(REACHED, id=f"m{i}"))
        for i in range(9)
    ]
    assert not standing_out([near, *equal]).findings


def test_groups_under_thirty_people_are_not_compared() -> None:
    assert standing_out([figure(reached("A", 1, 29), reached("B", 90, 100))]).tests == 0
    assert standing_out([figure(reached("A", 1, 30), reached("B", 90, 100))]).tests == 1


def test_unknown_is_no_group() -> None:
    told = standing_out([figure(reached("A", 50, 100), reached("Unknown", 5, 100))])
    assert (told.tests, told.findings) == (0, ())


def test_two_groups_are_one_comparison_told_of_the_yes() -> None:
    cells = [
        replace(reached("x", k, 100), segment={"is_first_generation": name})
        for name, k in (("no", 70), ("yes", 30))
    ]
    told = standing_out([replace(figure(*cells), question=Question(by=("is_first_generation",)))])
    assert told.tests == 1
    assert told.findings[0].group == "yes"


def test_bands_are_left_out_and_counted() -> None:
    band = Cell({"college": "C"}, None, None, 40, 40, low=0.1, high=0.15, band=(0.1, 0.15))
    told = standing_out([figure(reached("A", 60, 100), reached("B", 30, 100), band)])
    assert told.left_out == 1
    assert told.findings[0].other_groups == ("B",)


def test_at_most_five_are_said_the_most_certain_first() -> None:
    figures = [
        figure(
            reached("A", 50 + 5 * i, 100),
            reached("B", 20, 100),
            metric=replace(REACHED, id=f"m{i}"),
        )
        for i in range(8)
    ]
    told = standing_out(figures).findings
    assert [finding.metric.id for finding in told] == ["m7", "m6", "m5", "m4", "m3"]


@settings(max_examples=40)
@given(
    st.lists(
        st.lists(st.tuples(st.integers(0, 60), st.integers(60, 90)), min_size=2, max_size=5), max_size=4
    ),
    st.randoms(use_true_random=False),
)
def test_order_changes_nothing(groups: list[list[tuple[int, int]]], chance: random.Random) -> None:
    figures = [
        figure(
            *(reached(f"g{j}", k, n) for j, (k, n) in enumerate(cells)), metric=replace(REACHED, id=f"m{i}")
        )
        for i, cells in enumerate(groups)
    ]
    shuffled = [replace(one, cells=tuple(chance.sample(one.cells, len(one.cells)))) for one in figures]
    chance.shuffle(shuffled)
    assert standing_out(figures) == standing_out(shuffled)


def test_where_all_groups_are_alike_hardly_anything_stands_out() -> None:
    chance = random.Random(7)
    loud = 0
    for _ in range(200):
        figures = [
            figure(
                *(
                    reached(f"g{j}", sum(chance.random() < 0.6 for _ in range(n)), n)
                    for j, n in enumerate((40, 60, 80, 150))
                ),
                metric=replace(REACHED, id=f"m{i}"),
            )
            for i in range(5)
        ]
        loud += bool(standing_out(figures).findings)
    assert loud <= 20  # at 5 % ten of the 200 offices are expected to hear of something


# -- what is compared ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, True),
        ({"aggregate": "mean"}, True),
        ({"aggregate": "ratio"}, True),
        ({"aggregate": "median"}, False),
        ({"aggregate": "count"}, False),
        ({"tier": "more"}, False),
        ({"category": "channel"}, False),
        ({"interval": "census"}, False),
        ({"interval": "none"}, False),
        ({"interval": "wilson"}, True),
    ],
)
def test_core_rates_means_and_ratios_with_an_interval_are_compared(
    change: dict[str, str], expected: bool
) -> None:
    assert is_compared(replace(REACHED, **change)) is expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("cell", "left_out"),
    [
        (Cell({"college": "C"}, None, 0.0, 0.0, 0), 0),  # nobody is in it
        (Cell({"college": "C"}, None, None, None, None, blank=Blank.HIDDEN), 1),
        (Cell({"college": "C"}, 0.4, 2, 5, 5), 0),  # a rate of people has an interval
        (Cell({"college": "C"}, None, None, 40, 40, band=(0.1, 0.2)), 1),
        (Cell({"college": "C"}, None, 3.0, 5.0, 5), 1),
        (Cell({"college": "Unknown"}, None, None, None, None, blank=Blank.HIDDEN), 0),
    ],
)
def test_groups_that_may_hold_somebody_and_cannot_be_compared_are_counted(cell: Cell, left_out: int) -> None:
    told = standing_out([figure(reached("A", 60, 100), reached("B", 30, 100), cell)])
    assert told.left_out == left_out
    assert standing_out([figure(cell)]).left_out == left_out


def test_a_figure_of_one_group_is_compared_with_nobody() -> None:
    assert standing_out([figure(reached("A", 60, 100))]).tests == 0
    assert standing_out([]) == standing_out([figure()])


def test_just_thirty_people_on_either_side_are_enough() -> None:
    assert standing_out([figure(reached("A", 3, 30), reached("B", 90, 100))]).tests == 1
    assert standing_out([figure(reached("A", 90, 100), reached("B", 3, 30))]).tests == 1
    assert standing_out([figure(reached("A", 90, 100), reached("B", 3, 29))]).tests == 0


def test_three_groups_are_three_comparisons_of_each_with_the_others() -> None:
    told = standing_out([figure(reached("A", 60, 100), reached("B", 60, 100), reached("C", 20, 100))])
    assert told.tests == 3


def test_a_figure_says_one_thing_a_dimension_and_as_many_things_as_are_asked_for() -> None:
    cells = [reached("A", 95, 100), reached("B", 50, 100), reached("C", 40, 100)]
    by_program = [replace(cell, segment={"program": cell.segment["college"]}) for cell in cells]
    figures = [figure(*cells), replace(figure(*by_program), question=Question(by=("program",)))]
    told = standing_out(figures).findings
    assert [(finding.dimension, finding.group) for finding in told] == [("college", "A"), ("program", "A")]
    assert len(standing_out(figures, most=1).findings) == 1
    assert told[0].adjusted_p >= told[0].difference.p
