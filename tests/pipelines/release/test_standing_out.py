"""What stands out: a difference one can check by hand, silence where there is none, and no trust in order."""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.figures.intervals import wilson
from pipelines.figures.results import Cell, Metric, Question, Released
from pipelines.release.standing_out import standing_out
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
