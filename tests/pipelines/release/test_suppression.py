"""Which cells to hide so that the small ones cannot be worked out from the totals."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.linalg import null_space

from pipelines.release.suppression import Totals, _lines, hidden


def test_internal_hides_as_many_as_make_five_people() -> None:
    people = {"a": 1, "b": 1, "c": 2, "d": 6, "e": 30}
    assert hidden([({"college": c}, n) for c, n in people.items()], 5) == {0, 1, 2, 3}


@given(st.lists(st.lists(st.integers(0, 12), min_size=2, max_size=4), min_size=2, max_size=4))
@settings(max_examples=60)
def test_in_a_two_way_table_no_row_or_column_hides_exactly_one_group(rows: list[list[int]]) -> None:
    width = min(map(len, rows))
    grid = [row[:width] for row in rows]
    cells = [({"r": str(i), "c": str(j)}, n) for i, row in enumerate(grid) for j, n in enumerate(row)]
    hide = hidden(cells, 5)
    assert {i for i, (_, n) in enumerate(cells) if 0 < n < 5} <= hide
    for axis in "rc":
        for value in {segment[axis] for segment, _ in cells}:
            line = [i for i, (segment, _) in enumerate(cells) if segment[axis] == value]
            inside = [i for i in line if i in hide]
            could_hide_more = any(cells[i][1] and i not in hide for i in line)
            assert not (
                could_hide_more and inside and (len(inside) == 1 or sum(cells[i][1] for i in inside) < 5)
            )
    assert not any(cells[i][1] == 0 for i in hide)


def line(**people: int | None) -> list[tuple[dict[str, str], int | None]]:
    return [({"college": name}, count) for name, count in people.items()]


@pytest.mark.parametrize(
    ("people", "hide"),
    [
        ({"a": 4, "b": 20, "c": 30}, {0, 1}),  # one alone follows from the total
        ({"a": 5, "b": 20, "c": 30}, set()),
        ({"a": 0, "b": 20, "c": 30}, set()),  # nothing is told about anybody
        ({"a": None, "b": 20}, set()),
        ({"a": 4, "b": 4, "c": 30}, {0, 1}),
        ({"a": 1, "b": 3, "c": 9, "d": 30}, {0, 1, 2}),  # four people together are too few
        ({"a": 2, "b": 3, "c": 9, "d": 30}, {0, 1}),  # five are enough
        ({"a": 4, "b": 0, "c": 30}, {0, 2}),
        ({"a": 4, "b": 0}, {0}),  # nothing is left to hide it with
        ({"a": 4, "b": 9, "c": 9}, {0, 1}),  # of equals the first
    ],
)
def test_along_one_breakdown(people: dict[str, int | None], hide: set[int]) -> None:
    assert hidden(line(**people), 5) == hide


def crossed(*rows: tuple[int, ...]) -> list[tuple[dict[str, str], int | None]]:
    return [({"r": str(i), "c": str(j)}, n) for i, row in enumerate(rows) for j, n in enumerate(row)]


def test_in_a_table_of_two_breakdowns_a_rectangle_is_hidden() -> None:
    assert hidden(crossed((3, 20, 30), (40, 50, 60), (70, 80, 90)), 5) == {0, 1, 3, 4}


def test_cells_that_follow_from_the_totals_are_found_where_no_line_hides_one_alone() -> None:
    # each line hides two or none, and still the corner follows: more is hidden until it does not
    hide = hidden(crossed((1, 4, 50), (4, 60, 1), (70, 1, 4)), 5)
    assert {0, 1, 3, 5, 7, 8} <= hide
    lines = _lines([segment for segment, _ in crossed((1, 4, 50), (4, 60, 1), (70, 1, 4))])
    assert not determined(hide, lines)


def determined(hide: Iterable[int], lines: list[list[int]], cells: int = 16) -> set[int]:
    totals = Totals(cells, lines)
    for i in hide:
        totals.hide(i)
    return totals.determined


def no_solution_can_vary(hide: list[int], lines: list[list[int]]) -> set[int]:
    """The same from the equations' null space, all at once."""
    equations = np.array([[float(i in line) for i in hide] for line in lines])
    free = null_space(equations)
    return {i for i, row in zip(hide, free, strict=True) if not np.any(np.abs(row) > 1e-9)}


@given(st.data())
def test_cell_by_cell_the_totals_determine_what_their_equations_do(data: st.DataObject) -> None:
    sizes = data.draw(st.lists(st.integers(1, 4), min_size=1, max_size=3))
    places = list(itertools.product(*map(range, sizes)))
    lines = _lines([{str(axis): str(at) for axis, at in enumerate(place)} for place in places])
    hide = data.draw(st.lists(st.sampled_from(range(len(places))), unique=True, min_size=1))
    assert determined(hide, lines, len(places)) == no_solution_can_vary(hide, lines)


def test_what_the_totals_determine_is_what_no_solution_can_vary() -> None:
    lines = _lines([segment for segment, _ in crossed((1, 1), (1, 1))])
    assert sorted(map(sorted, lines)) == [[0, 1], [0, 2], [1, 3], [2, 3]]
    assert determined([0], lines) == {0}
    assert determined([0, 1], lines) == {0, 1}
    assert determined([0, 1, 2, 3], lines) == set()
    assert determined([], lines) == set()
    assert determined([7], lines) == set()  # on no line: nothing determines it


def test_a_cell_between_two_rectangles_follows_from_the_totals_until_more_is_hidden() -> None:
    # every line hides two cells or more, and yet the totals tell the one in row 1, column 2
    rows = ((4, 4, 50, 50), (4, 4, 4, 50), (50, 50, 4, 4), (50, 50, 4, 4))
    cells = crossed(*rows)
    small = {i for i, (_, n) in enumerate(cells) if n == 4}
    lines = _lines([segment for segment, _ in cells])
    assert determined(sorted(small), lines) == {6}
    hide = hidden(cells, 5)
    assert small < hide
    assert not determined(sorted(hide), lines)
