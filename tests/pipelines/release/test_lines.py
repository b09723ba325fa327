"""What the groups of one total tell about each other, and what is withheld against it."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.figures.results import Cell, Question, Result
from pipelines.release.disclosure import GIVEN_AWAY, Policy, rate_band, release
from pipelines.release.lines import given_away, nearest, tells_too_much, told_alike
from tests.pipelines.release.tables import POLICY, labels, metric, published

FEW = "Fewer than 10 students"


@given(st.integers(0, 700))
@settings(max_examples=200)
def test_groups_told_alike_are_those_with_the_same_number_and_the_same_bands(people: int) -> None:
    def told(n: int) -> object:
        if n < POLICY.k:
            return "few"
        low, high = rate_band(Fraction(1, 2), n, POLICY)[1]
        return nearest(n, 5), round(high - low, 3)

    least, most = told_alike(people, POLICY)
    alike = [n for n in range(701) if told(n) == told(people)]
    assert (least, min(most, 700)) == (alike[0], alike[-1])


@pytest.mark.parametrize(
    ("shown", "hidden", "of_anybody", "by_gender"),
    [
        ((20,), 0, False, False),  # nobody is hidden
        ((20,), 1, True, True),  # 25 less 20: somebody is left
        (
            (23,),
            1,
            False,
            False,
        ),  # told as 25: a total of up to 32 is told as 30, and then nobody or nine are left
        (
            (200, 160),
            1,
            False,
            False,
        ),  # two are rounded: what is left may be nobody up to five, or four up to nine
        ((202, 162), 1, True, True),  # both rounded down: nine left would be told as nine
        ((47, 39), 1, True, True),  # 39 is told as 40, in the band of 20 to 39: 38 or 39
        ((18, 18), 1, False, True),  # somebody is left, of one of just so many sizes as are enough
        ((17, 18), 1, True, True),
        ((18,), 2, False, False),
        ((), 1, False, False),  # the total itself is not told
        ((), 2, True, True),  # 18 in all are nine and nine
        ((), 3, False, False),
        ((20,), 2, True, True),
        ((45, 40), 2, False, False),
        ((47, 39), 2, False, True),
        ((20,), 3, False, False),
    ],
)
def test_a_total_beside_few_groups_tells_of_the_rest(
    shown: tuple[int, ...], hidden: int, of_anybody: bool, by_gender: bool
) -> None:
    assert tells_too_much(shown, hidden, POLICY, is_personal=False) is of_anybody
    assert tells_too_much(shown, hidden, POLICY, is_personal=True) is by_gender


def possible(told: list[tuple[int, int]], total: tuple[int, int], hidden: int) -> list[int]:
    """Every size the first hidden group can have, by trying all."""
    shown = set(product(*(range(least, most + 1) for least, most in told)))
    sums = {sum(one) for one in shown}
    return [
        size
        for size in range(POLICY.k)
        if any(
            total[0] <= one + size + sum(rest) <= total[1]
            for one in sums
            for rest in product(range(POLICY.k), repeat=hidden - 1)
        )
    ]


@given(
    st.lists(st.integers(10, 130), min_size=0, max_size=3),
    st.lists(st.integers(0, 9), min_size=1, max_size=2),
)
@settings(max_examples=60)
def test_what_is_not_withheld_is_not_known_too_well_by_trying_all(
    shown: list[int], hidden: list[int]
) -> None:
    if tells_too_much(tuple(sorted(shown)), len(hidden), POLICY, is_personal=True):
        return
    told = [told_alike(people, POLICY) for people in shown]
    sizes = possible(told, told_alike(sum(shown) + sum(hidden), POLICY), len(hidden))
    assert hidden[0] in sizes
    assert sizes[0] == 0 or hidden[0] >= 5
    if sizes[0] and len(hidden) == 1:
        assert len(sizes) >= 5


def test_the_smallest_group_shown_is_withheld_beside_a_single_small_one() -> None:
    by = ("college",)
    two = published("Arts 40 20 40\nLaw 3 1 3", by=by)
    assert labels(two) == [GIVEN_AWAY, FEW]
    assert two.cells[0].people is None
    three = published("Arts 42 20 42\nHealth 32 8 32\nLaw 3 1 3", by=by)
    assert [cell.is_withheld for cell in three.cells] == [False, True, True]
    assert labels(published("Arts 40 20 40\nHealth 33 8 33\nLaw 3 1 3", by=by))[2] == FEW


def test_two_small_groups_alone_are_not_even_said_to_be_small() -> None:
    assert labels(published("Arts 9 2 9\nLaw 9 3 9", by=("campus",))) == [GIVEN_AWAY, GIVEN_AWAY]


def test_of_groups_that_share_students_nothing_follows() -> None:
    assert labels(published("video 40 20 40\nphone 3 1 3", by=("mode",))) == [FEW, "50–55%"]


def test_each_row_and_column_of_a_crossed_table_is_a_total() -> None:
    cells = {
        frozenset({("college", c), ("gender", g)}): n
        for (c, g), n in {
            ("Arts", "Woman"): 60, ("Arts", "Man"): 4, ("Law", "Woman"): 30, ("Law", "Man"): 40,
        }.items()
    }  # fmt: skip
    assert given_away(cells, ["gender"], POLICY, is_personal=True) == {
        frozenset({("college", "Arts"), ("gender", "Woman")})
    }
    assert given_away(cells, ["college"], POLICY, is_personal=True) == {
        frozenset({("college", "Law"), ("gender", "Man")})
    }
    unknown = {**cells, frozenset({("college", "Arts"), ("gender", "Man")}): None}
    assert given_away(unknown, ["gender"], POLICY, is_personal=True) == set()


def test_a_filter_withholds_what_its_table_withholds() -> None:
    figure = metric("rate", "percent", "student")

    def cell(n: int, **segment: str) -> Cell:
        return Cell(segment, 0.5, n / 2, float(n), n)

    table = Result(
        figure, Question(by=("gender",)), (cell(20, gender="Woman"), cell(3, gender="Man")), "b", None
    )
    for value, n, label in (("Woman", 20, GIVEN_AWAY), ("Man", 3, FEW)):
        asked = Question(where=(("gender", value),))
        result = Result(figure, asked, (cell(n),), "b", None)
        assert labels(release(result, "publishable", POLICY, {("gender",): table})) == [label]
        whole = {one.segment["gender"]: one.label for one in release(table, "publishable").cells}
        assert whole[value] == label
    large = Result(figure, table.question, (cell(20, gender="Woman"), cell(30, gender="Man")), "b", None)
    woman = Result(figure, Question(where=(("gender", "Woman"),)), (cell(20),), "b", None)
    assert labels(release(woman, "publishable", POLICY, {("gender",): large})) == ["50–60%"]


def test_an_office_that_asks_for_more_people_guards_larger_groups() -> None:
    assert told_alike(14, Policy(k=15)) == (0, 14)
    assert told_alike(15, Policy(k=15)) == (15, 17)
    assert tells_too_much((20,), 1, Policy(k=15), is_personal=False)
    assert tells_too_much((20,), 1, Policy(k=5), is_personal=False)
