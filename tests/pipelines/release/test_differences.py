"""How far apart two released figures are: by hand, and never from what was not told exactly."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import permutations

import pytest
from scipy import stats

from pipelines.figures.blanks import Blank
from pipelines.figures.intervals import Sums, Z, difference, ratio, standard_error, student_t, wilson
from pipelines.figures.results import Cell, Metric
from pipelines.release.differences import (
    Difference,
    Estimate,
    are_apart,
    between,
    estimate,
    is_from_zero,
    together,
)
from tests.pipelines.release.tables import REACHED, YIELD


def test_a_difference_uses_the_halves_that_face_each_other() -> None:
    # 60% (50 to 68) against 40% (30 to 51): below √(10² + 11²) = 14.9 points, above √(8² + 10²) = 12.8
    told = between(Estimate(0.60, 0.50, 0.68, 1.0), Estimate(0.40, 0.30, 0.51, 1.0))
    assert told.value == pytest.approx(0.20)
    assert told.low == pytest.approx(0.20 - math.hypot(0.10, 0.11))
    assert told.high == pytest.approx(0.20 + math.hypot(0.08, 0.10))
    assert told.p == pytest.approx(math.erfc(0.20 / (math.hypot(0.10, 0.11) / Z) / math.sqrt(2)))
    assert told.is_outside_the_noise


def test_a_difference_is_outside_the_noise_just_where_p_is_below_five_per_cent() -> None:
    for step in (0.0, 0.05, 0.14, 0.15, 0.3):
        told = between(Estimate(0.4 + step, 0.3 + step, 0.5 + step, 1.0), Estimate(0.4, 0.3, 0.5, 1.0))
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
        Cell({"college": "A"}, None, None, None, None, blank=Blank.HIDDEN),
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
    assert told == Estimate(0.4, low - 0.005, high + 0.005, 200, 200)
    assert estimate(YIELD, Cell({}, 1.2, None, None, 200)) is None  # of items it cannot be known


@pytest.mark.parametrize(
    ("low", "high", "is_outside"),
    [(0.0, 0.2, False), (0.01, 0.2, True), (-0.2, 0.0, False), (-0.2, -0.01, True), (-0.1, 0.1, False)],
)
def test_an_interval_that_ends_at_nothing_is_within_the_noise(
    low: float, high: float, is_outside: bool
) -> None:
    assert Difference((low + high) / 2, low, high, 0.5).is_outside_the_noise == is_outside


def test_the_error_of_a_fall_is_that_of_the_halves_that_face_each_other_too() -> None:
    first, second = Estimate(0.40, 0.30, 0.51, 1.0), Estimate(0.60, 0.50, 0.68, 1.0)
    assert between(first, second).p == pytest.approx(between(second, first).p)
    assert between(first, second).low == pytest.approx(-between(second, first).high)


def test_estimates_without_any_width_differ_for_sure_or_not_at_all() -> None:
    sure, other = Estimate(0.4, 0.4, 0.4, 1.0), Estimate(0.5, 0.5, 0.5, 1.0)
    assert (between(sure, sure).p, between(sure, other).p) == (1.0, 0.0)


def test_groups_that_weigh_nothing_have_no_average() -> None:
    assert together([Estimate(0.4, 0.3, 0.5, 0.0)]) is None
    whole = together([Estimate(0.2, 0.1, 0.4, 30), Estimate(0.6, 0.5, 0.9, 10)])
    assert whole is not None
    assert whole.weight == 40
    assert whole.value - whole.low == pytest.approx(math.hypot(0.1 * 30, 0.1 * 10) / 40)
    assert whole.high - whole.value == pytest.approx(math.hypot(0.2 * 30, 0.3 * 10) / 40)


def test_an_interval_that_was_told_is_taken_with_what_it_stands_on() -> None:
    told = Estimate(1.2, 1.0, 1.4, 80, 40, student_t(39))
    assert estimate(YIELD, Cell({}, 1.2, None, 80, 40, low=1.0, high=1.4)) == told
    assert estimate(YIELD, Cell({}, 1.2, None, None, 40, low=1.0, high=1.4)) == replace(told, weight=0.0)
    assert estimate(YIELD, Cell({}, 1.2, None, 80, None, low=1.0, high=1.4)) == Estimate(1.2, 1.0, 1.4, 80)
    assert estimate(YIELD, Cell({}, 1.2, None, 80, 40, low=1.0)) is None  # an open end is no interval
    assert estimate(YIELD, Cell({}, 1.2, None, 80, 40, high=1.4)) is None
    assert estimate(replace(REACHED, interval="none"), Cell({}, 0.4, 80, 200, 200, low=0.3, high=0.5)) is None
    assert estimate(REACHED, Cell({}, 0.4, None, None, 200)) is None
    assert estimate(replace(REACHED, of="thread"), Cell({}, 0.4, None, 200, 200)) is None


def test_an_interval_made_of_a_published_rate_stays_a_rate() -> None:
    none, everybody = (estimate(REACHED, Cell({}, value, None, 200, 200)) for value in (0.0, 1.0))
    assert none is not None
    assert everybody is not None
    assert (none.low, everybody.high) == (0.0, 1.0)
    assert (none.high, everybody.low) == pytest.approx(
        (wilson(0, 200)[1] + 0.005, wilson(200, 200)[0] - 0.005)
    )  # type: ignore[index]


# -- few people ------------------------------------------------------------------------------------------------

OF_ITEMS = replace(REACHED, of="thread")


def sums(*students: tuple[float, float]) -> Sums:
    """Each student's (x, y), summed up."""
    return Sums(
        len(students),
        sum(x for x, _ in students),
        sum(y for _, y in students),
        sum(x * x for x, _ in students),
        sum(x * y for x, y in students),
        sum(y * y for _, y in students),
    )


def cell_of(found: Sums, *, is_rate: bool) -> Cell:
    low, high = ratio(found, is_rate=is_rate) or (0.0, 0.0)
    return Cell({}, found.y / found.x, found.y, found.x, found.m, low=low, high=high)


def test_a_difference_of_means_of_few_is_the_one_the_exact_sums_give() -> None:
    """By the definition: √(se₁² + se₂²) with t of the smaller side's m − 1."""
    few = sums((2, 1), (1, 3), (3, 4), (1, 0))
    many = sums(*((1 + place % 3, place % 4) for place in range(12)))
    told = between(*(estimate(YIELD, cell_of(side, is_rate=False)) for side in (few, many)))  # type: ignore[arg-type]
    assert (told.low, told.high) == pytest.approx(difference(few, many))
    assert told.degrees == 3
    assert told.error == pytest.approx(math.hypot(standard_error(few) or 0, standard_error(many) or 0))
    assert told.p == pytest.approx(2 * stats.t.sf(abs(told.value) / told.error, 3))


def test_the_fewer_people_the_less_is_certain_of_the_same_intervals() -> None:
    def p(people: float) -> float:
        sides = (Estimate(value, value - 0.1, value + 0.1, 1.0, people) for value in (0.4, 0.6))
        return between(*sides).p

    assert p(3) > 0.05 > p(30) > p(2001) == pytest.approx(p(math.inf))
    assert p(2) == p(1)  # of one there is no t: held to that of two
    assert p(2000) != p(2001) == p(5000)


def groups_apart(p: float, between_them: int = 0) -> list[Estimate]:
    """Two groups whose difference chance alone makes with this probability, and others half way."""
    error = 0.2 / stats.norm.isf(p / 2)  # of the difference
    half = Z * error / math.sqrt(2)
    values = (0.4, *(0.5 for _ in range(between_them)), 0.6)
    return [Estimate(value, value - half, value + half, 1.0) for value in values]


@pytest.mark.parametrize(
    ("p", "between_them", "are"),
    [
        (0.04, 0, True),  # one pair
        (0.06, 0, False),
        (0.016, 1, True),  # three pairs: a third of five per cent
        (0.017, 1, False),
        (0.0083, 2, True),  # six
        (0.0085, 2, False),
    ],
)
def test_highest_and_lowest_are_held_to_the_number_of_pairs(p: float, between_them: int, are: bool) -> None:
    assert are_apart(groups_apart(p, between_them)) is are


def test_one_group_is_not_apart_nor_are_groups_of_which_one_has_no_interval() -> None:
    two = groups_apart(0.001)
    assert are_apart(two)
    assert not are_apart(two[:1])
    assert not are_apart([*two, None])
    assert not are_apart([])


def test_of_groups_that_share_an_end_the_one_known_least_well_decides_in_whatever_order() -> None:
    # all of 10 and all of 15, by Wilson: from 5 of 10 the second is farther than chance goes, the first is not
    half, of_ten, of_fifteen = (
        Estimate(k / n, *(wilson(k, n) or (0.0, 1.0)), float(n), n) for k, n in ((5, 10), (10, 10), (15, 15))
    )
    assert are_apart([half, of_fifteen, of_fifteen])
    turned = [
        Estimate(1 - g.value, 1 - g.high, 1 - g.low, g.weight, g.people) for g in (half, of_ten, of_fifteen)
    ]
    for order in (*permutations((half, of_ten, of_fifteen)), *permutations(turned)):
        assert not are_apart(order)


def test_chance_explains_more_between_the_ends_of_many_groups_of_few() -> None:
    def groups(people: float, spans: float) -> list[Estimate]:
        values = (0.0, 0.5, 0.5, 0.5, 0.5, 1.0)
        return [
            Estimate(value, value - 0.2 * spans, value + 0.2 * spans, 1.0, people, spans) for value in values
        ]

    assert are_apart(groups(math.inf, Z))
    assert not are_apart(groups(4, student_t(3)))  # the same standard errors
    assert are_apart(groups(40, student_t(39)))


@pytest.mark.parametrize(
    ("value", "low", "high", "looked_at", "is_told"),
    [
        (0.20, 0.01, 0.39, 1, True),
        (0.20, 0.01, 0.39, 0, True),  # what is looked at is looked at
        (0.20, 0.01, 0.39, 2, False),  # 1.14 times as wide
        (0.20, 0.04, 0.36, 2, True),
        (0.20, 0.04, 0.36, 3, True),  # 1.22 times: 0.004
        (0.20, 0.04, 0.36, 4, False),  # 1.27 times: −0.004
        (-0.20, -0.39, -0.01, 1, True),
        (-0.20, -0.39, -0.01, 2, False),
        (-0.20, -0.36, -0.04, 3, True),
        (-0.20, -0.36, -0.04, 4, False),
        (0.20, 0.04, 0.90, 3, True),  # each side by its own half
        (-0.20, -0.90, -0.04, 3, True),
        (0.20, 0.0, 0.40, 1, False),  # an end on none
        (-0.20, -0.40, 0.0, 1, False),
    ],
)
def test_a_gap_is_told_where_so_many_gaps_by_chance_would_not_reach_as_far(
    value: float, low: float, high: float, looked_at: int, is_told: bool
) -> None:
    assert is_from_zero(value, low, high, looked_at) is is_told


@pytest.mark.parametrize(
    ("figure", "value", "spans"),
    [
        (YIELD, 1.2, student_t(8)),
        (OF_ITEMS, 0.4, student_t(8)),
        (OF_ITEMS, 0.0, Z),  # Wilson's at the ends
        (OF_ITEMS, 1.0, Z),
        (REACHED, 0.4, Z),  # Wilson's of people
        (replace(YIELD, aggregate="median"), 1.2, Z),
        (replace(YIELD, aggregate="wait", unit="days"), 1.2, Z),
        (replace(OF_ITEMS, aggregate="difference", unit="percentage points"), 0.0, student_t(8)),
        (replace(YIELD, aggregate="change", unit="points", of="response"), 0.4, student_t(8)),
    ],
)
def test_an_interval_spans_as_many_errors_as_it_was_made_of(
    figure: Metric, value: float, spans: float
) -> None:
    told = estimate(figure, Cell({}, value, None, 80, 9, low=value - 1, high=value + 1))
    assert told is not None
    assert told.spans == spans
    assert (told.below, told.above) == pytest.approx((1 / spans, 1 / spans))


def test_of_a_part_those_behind_the_whole_count() -> None:
    share = replace(OF_ITEMS, aggregate="share", category="channel", categories_are="parts")
    part = Cell({"channel": "cold"}, 0.1, 3, 30, 2, low=0.05, high=0.2, people_in_denominator=20)
    told = estimate(share, part)
    assert told is not None
    assert (told.people, told.spans) == (20, student_t(19))


def test_groups_together_have_the_people_and_the_errors_of_all() -> None:
    one, other = Estimate(0.2, 0.0, 0.4, 1, 5, 2.0), Estimate(0.4, 0.1, 0.8, 1, 7, 4.0)
    whole = together([one, other])
    assert whole is not None
    assert (whole.people, whole.spans) == (12, Z)
    assert whole.below == pytest.approx(math.hypot(0.1 / 2, 0.075 / 2))
    assert whole.above == pytest.approx(math.hypot(0.1 / 2, 0.1 / 2))
