"""How far apart two released figures are: by hand, and never from what was not told exactly."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from pipelines.figures.intervals import Z, wilson
from pipelines.figures.results import Cell
from pipelines.release.differences import Estimate, between, estimate, together
from tests.pipelines.release.tables import REACHED, YIELD


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
