"""Intervals against published tables, statsmodels and the plain formulas."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom, t
from statsmodels.stats.proportion import proportion_confint

from pipelines.figures import intervals
from pipelines.figures.intervals import Sums


@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_agrees_with_statsmodels(pair: tuple[int, int]) -> None:
    assert intervals.wilson(*pair) == pytest.approx(proportion_confint(*pair, method="wilson"), abs=1e-9)


def test_nobody_has_no_interval() -> None:
    assert intervals.wilson(0, 0) is None
    assert intervals.census(0, 0, 0) is None
    assert intervals.ratio(Sums(0, 0, 0, 0, 0, 0), is_rate=True) is None


@given(st.integers(1, 600))
@settings(max_examples=60)
def test_median_ranks_cover_at_least_95_percent_and_no_wider_than_needed(n: int) -> None:
    ranks = intervals.median_ranks(n)
    if ranks is None:
        assert n < 6
        return
    low, high = ranks
    assert low + high == n + 1
    assert binom.cdf(low - 1, n, 0.5) <= 0.025
    assert binom.cdf(low, n, 0.5) > 0.025


def test_median_ranks_are_those_of_the_tables() -> None:
    assert intervals.median_ranks(5) is None
    assert intervals.median_ranks(6) == (1, 6)
    assert intervals.median_ranks(20) == (6, 15)
    assert intervals.median_ranks(100) == (40, 61)


def sums(pairs: list[tuple[float, float]]) -> Sums:
    used = [(y, x) for y, x in pairs if x > 0 or y > 0]
    return Sums(
        m=len(used),
        x=sum(x for _, x in used),
        y=sum(y for y, _ in used),
        xx=sum(x * x for _, x in used),
        xy=sum(x * y for y, x in used),
        yy=sum(y * y for y, _ in used),
    )


def test_students_are_clusters() -> None:
    # R = 4/8; residuals 1, -1, 1, -1: se² = 4/3 · 4 / 64 = 1/12
    four = sums([(3, 4), (0, 2), (1, 0), (0, 2)])
    assert intervals.standard_error(four) == pytest.approx(math.sqrt(1 / 12))
    low, high = intervals.ratio(four, is_rate=False) or (0, 0)
    assert (low + high) / 2 == pytest.approx(0.5)
    assert high - 0.5 == pytest.approx(3.182446 * math.sqrt(1 / 12), rel=1e-6)  # t with 3 degrees


def test_a_rate_is_cut_on_the_logit_scale_and_stays_between_0_and_1() -> None:
    low, high = intervals.ratio(sums([(9, 10), (10, 10), (2, 10)]), is_rate=True) or (0, 0)
    assert 0 < low < 21 / 30 < high < 1


@pytest.mark.parametrize("value", [0, 1])
def test_all_or_nothing_falls_back_to_wilson_over_students(value: int) -> None:
    pairs = [(3.0 * value, 3.0), (5.0 * value, 5.0)]
    assert intervals.ratio(sums(pairs), is_rate=True) == intervals.wilson(2 * value, 2)


def test_one_student_has_no_interval() -> None:
    assert intervals.ratio(sums([(1, 4)]), is_rate=True) is None


def test_differences_add_their_variances() -> None:
    first, second = sums([(1, 1), (0, 1), (1, 1)]), sums([(0, 1), (1, 1), (0, 1), (0, 1)])
    errors = [intervals.standard_error(one) for one in (first, second)]
    low, high = intervals.difference(first, second) or (0, 0)
    half = 4.302653 * math.hypot(*(error or 0 for error in errors))  # t with the smaller group's 2 degrees
    assert (low, high) == pytest.approx((2 / 3 - 1 / 4 - half, 2 / 3 - 1 / 4 + half), abs=1e-6)
    assert intervals.difference(first, sums([(0, 1)])) is None


def test_the_unknown_make_the_range_of_a_census() -> None:
    assert intervals.census(60, 20, 20) == (0.6, 0.8)


def test_a_wait_by_hand() -> None:
    # 1 of 4 at day 2 (S 0.75), 1 of 3 at day 5 (S 0.5), the others last seen on day 9
    wait = intervals.kaplan_meier([(5, 1, 0), (2, 1, 0), (9, 0, 2)], 4)
    assert wait.median == 5
    assert wait.quartiles == (2, None)
    assert dict(wait.curve) == pytest.approx({2: 0.25, 3: 0.25, 5: 0.5, 7: 0.5})


def test_half_there_is_half_there_however_it_is_written_in_binary() -> None:
    # 22 threads, 11 replies one after the other: the product of 21/22, 20/21, ... is one half, and a rounding error
    days = [(day, 1, 0) for day in range(1, 12)] + [(40, 0, 11)]
    assert intervals.kaplan_meier(days, 22).median == 11


def test_a_wait_nobody_is_left_in_goes_on_at_one() -> None:
    wait = intervals.kaplan_meier([(1, 2, 0)], 2)
    assert dict(wait.curve) == {1: 1.0, 3: 1.0, 7: 1.0, 14: 1.0, 30: 1.0}


def test_no_items_no_wait() -> None:
    assert intervals.kaplan_meier([], 0) == intervals.Wait(None, (None, None), None, None, ())


# -- Student's t -------------------------------------------------------------------------------------


def test_the_table_of_students_t_is_scipys_own() -> None:
    degrees = range(1, 2001)
    assert [intervals.student_t(one) for one in degrees] == pytest.approx(
        list(t.ppf(0.975, degrees)), rel=1e-9
    )
    assert intervals.student_t(1) == pytest.approx(12.706, abs=0.001)  # as any book prints it
    assert intervals.student_t(30) == pytest.approx(2.042, abs=0.001)


@pytest.mark.parametrize("degrees", [2000, 2001, 40_000])
def test_beyond_the_table_students_t_is_computed(degrees: int) -> None:
    assert intervals.student_t(degrees) == pytest.approx(float(t.ppf(0.975, degrees)), rel=1e-9)


def test_the_table_is_left_where_it_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scipy.special.stdtrit", lambda degrees, part: 7.0)
    assert intervals.student_t(2000) != 7.0
    assert intervals.student_t(2001) == 7.0
