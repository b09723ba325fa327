"""How far apart two released figures are: by hand, and never from what was not told exactly."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from pipelines.figures.blanks import Blank
from pipelines.figures.intervals import Z, wilson
from pipelines.figures.results import Cell
from pipelines.release.differences import Difference, Estimate, between, estimate, together
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
    assert told == Estimate(0.4, low - 0.005, high + 0.005, 200)
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
    assert estimate(YIELD, Cell({}, 1.2, None, 80, 40, low=1.0, high=1.4)) == Estimate(1.2, 1.0, 1.4, 80)
    assert estimate(YIELD, Cell({}, 1.2, None, None, 40, low=1.0, high=1.4)) == Estimate(1.2, 1.0, 1.4, 0.0)
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
