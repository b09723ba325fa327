"""What small numbers bear in the working and internal views."""

from __future__ import annotations

from typing import Any

import pytest

from pipelines.figures.blanks import Blank
from pipelines.figures.results import Cell, Side, View
from pipelines.release.exact import exactly
from tests.pipelines.release.tables import metric, release, table


def few(aggregate: Any, unit: str, n: float, **more: Any) -> Cell:
    cell = Cell({}, 0.25, more.pop("numerator", 1.0), n, int(n), 0.1, 0.9, **more)
    return exactly(metric(aggregate, unit, "interview"), cell)


@pytest.mark.parametrize("view", ["working", "internal"])
@pytest.mark.parametrize("aggregate", ["rate", "share", "concentration"])
def test_a_rate_of_fewer_than_ten_is_a_count_of_a_count(view: View, aggregate: Any) -> None:
    shown = release(table("Arts 9 1 9\nLaw 10 1 10", metric(aggregate)), view)
    nine, ten = shown.cells
    assert (nine.label, nine.written, nine.value, nine.low, nine.high) == (
        "1 of 9",
        "1 of 9",
        None,
        None,
        None,
    )
    assert (nine.numerator, nine.denominator, nine.is_few) == (1, 9, True)
    assert (ten.value, ten.is_few) == (0.1, False)
    assert "%" in ten.label


@pytest.mark.parametrize(
    ("n", "is_told", "has_quartiles"),
    [(4, False, False), (5, True, False), (9, True, False), (10, True, True)],
)
@pytest.mark.parametrize("aggregate", ["median", "wait"])
def test_a_median_needs_five_and_quartiles_and_curves_ten(
    aggregate: Any, n: int, is_told: bool, has_quartiles: bool
) -> None:
    told = few(aggregate, "days", n, quartiles=(0.1, 0.5), curve=((3, 0.5),), at_risk=(n,))
    assert (told.value is not None) == is_told
    assert bool(told.quartiles) == bool(told.curve) == bool(told.at_risk) == has_quartiles
    assert (told.blank is Blank.DOES_NOT_APPLY) == (not is_told)


def test_a_median_of_four_says_how_few_they_are() -> None:
    told = few("median", "minutes", 4)
    assert (told.label, told.low, told.denominator) == ("Too few for a median: 4", None, 4)


def test_a_wait_that_is_not_reached_is_a_finding_and_no_blank() -> None:
    told = exactly(
        metric("wait", "days", "thread"), Cell({}, None, 3, 20, 20, curve=((3, 0.1),), at_risk=(18,))
    )
    assert (told.blank, told.written, told.label) == (None, "Not reached", "Not reached (n = 20)")
    assert exactly(metric("wait", "days", "thread"), Cell({}, None, 1, 4, 4, curve=((3, 0.1),))).label == (
        "Too few for a median: 4"
    )


def test_a_gap_needs_ten_on_both_sides() -> None:
    def gap(first: int, second: int) -> Cell:
        sides = (Side(1, first, first, first), Side(1, second, second, second))
        cell = Cell({"college": "Arts"}, 0.1, None, None, 9, -0.1, 0.3, sides=sides)
        return exactly(metric("difference", "percentage points"), cell)

    assert gap(10, 10).value == 0.1
    assert gap(9, 200).label == "Too few to compare: 9 and 200"
    assert gap(200, 9).value is None


def test_a_mean_of_few_is_a_mean_and_a_count_a_count() -> None:
    assert few("mean", "people per interview", 3).value == 0.25
    assert exactly(metric("count", "contacts", "thread"), Cell({}, 3.0, 3.0, None, 2)).label == "3 (n = 2)"


def test_a_ratio_without_anything_below_the_line_does_not_apply() -> None:
    told = exactly(metric("ratio", "contacts per interview", "thread"), Cell({}, None, 5, 0, 4))
    assert (told.blank, told.label) == (Blank.DOES_NOT_APPLY, "Nothing to divide by")


def test_a_gap_of_those_whose_group_is_unknown_does_not_apply() -> None:
    gap = metric("difference", "percentage points")
    assert exactly(gap, Cell({"college": "Unknown"}, None, None, None, 0)).blank is Blank.DOES_NOT_APPLY
    assert (
        exactly(gap, Cell({"college": "Arts"}, None, None, None, 0, unknown_count=9)).blank is Blank.NO_DATA
    )
