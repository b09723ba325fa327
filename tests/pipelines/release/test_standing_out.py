"""What stands out: a difference one can check by hand, silence where there is none, and no trust in order."""

from __future__ import annotations

import math
import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.figures.intervals import Z, wilson
from pipelines.figures.results import Cell, Metric, Question, Released
from pipelines.release.differences import Estimate, between, estimate, together
from pipelines.release.standing_out import standing_out

REACHED = Metric(
    id="participation_rate",
    title="Students reached",
    question="",
    aggregate="rate",
    unit="percent",
    of="student",
    numerator="",
    denominator="",
    tier="core",
    chart="bars",
    sql="",
)
YIELD = replace(
    REACHED,
    id="referral_yield",
    title="Referral yield",
    aggregate="mean",
    unit="people per interview",
    of="interview",
)


def reached(college: str, successes: int, n: int) -> Cell:
    low, high = wilson(successes, n) or (None, None)
    return Cell({"college": college}, successes / n if n else None, successes, n, n, low=low, high=high)


def figure(*cells: Cell, metric: Metric = REACHED) -> Released:
    return Released(metric, Question(by=("college",)), cells, "b1", None, "working")


def found(*figures: Released) -> list[tuple[str, str]]:
    return [(finding.metric.id, finding.group) for finding in standing_out(figures).findings]


# -- a difference by hand --------------------------------------------------------------------------


def test_a_difference_uses_the_halves_that_face_each_other() -> None:
    # 60% (50 to 68) against 40% (30 to 51): below √(10² + 11²) = 14.9 points, above √(8² + 10²) = 12.8
    told = between(Estimate(0.60, 0.50, 0.68), Estimate(0.40, 0.30, 0.51))
    assert told.value == pytest.approx(0.20)
    assert told.low == pytest.approx(0.20 - math.hypot(0.10, 0.11))
    assert told.high == pytest.approx(0.20 + math.hypot(0.08, 0.10))
    assert told.p == pytest.approx(math.erfc(0.20 / (math.hypot(0.10, 0.11) / Z) / math.sqrt(2)))
    assert told.is_outside_the_noise


def test_a_difference_is_outside_the_noise_just_where_p_is_below_five_per_cent() -> None:
    for step in (0.0, 0.05, 0.14, 0.15, 0.3):
        told = between(Estimate(0.4 + step, 0.3 + step, 0.5 + step), Estimate(0.4, 0.3, 0.5))
        assert told.is_outside_the_noise == (told.p < 0.05)


def test_groups_together_are_their_average_by_weight() -> None:
    whole = together([Estimate(0.2, 0.1, 0.3, 30), Estimate(0.6, 0.5, 0.7, 10)])
    assert whole is not None
    assert whole.value == pytest.approx((0.2 * 30 + 0.6 * 10) / 40)
    assert whole.high - whole.value == pytest.approx(math.hypot(0.1 * 30, 0.1 * 10) / 40)
    assert together([]) is None


@pytest.mark.parametrize(
    "cell",
    [
        Cell({"college": "A"}, None, None, 40, 40, low=0.4, high=0.45, band=(0.4, 0.45)),
        Cell({"college": "A"}, None, None, None, None, is_withheld=True),
        Cell({"college": "A"}, None, 0, 0, 0),
    ],
)
def test_what_is_not_told_exactly_is_no_estimate(cell: Cell) -> None:
    assert estimate(REACHED, cell) is None


def test_the_range_the_unknown_allow_is_no_interval() -> None:
    cell = Cell({}, 0.8, 80, 100, 100, low=0.7, high=0.9)
    assert estimate(replace(REACHED, interval="census"), cell) is None


def test_a_published_rate_of_people_gets_an_interval_from_what_was_released() -> None:
    told = estimate(REACHED, Cell({}, 0.4, None, 200, 200))
    low, high = wilson(80, 200) or (0, 0)
    assert told == Estimate(0.4, low - 0.005, high + 0.005, 200)
    assert estimate(YIELD, Cell({}, 1.2, None, None, 200)) is None  # of items it cannot be known


# -- what stands out -------------------------------------------------------------------------------


def test_the_one_group_that_differs_is_named_with_both_figures() -> None:
    told = standing_out([figure(reached("A", 60, 100), reached("B", 60, 100), reached("C", 20, 100))])
    assert told.tests == 3
    (finding,) = told.findings  # A and B differ from the rest only because of C: one sentence a figure
    assert (finding.group, finding.value, finding.others) == ("C", 0.2, 0.6)
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


@settings(max_examples=40, deadline=None)
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
