"""Which cells to hide so that the small ones cannot be worked out from the totals."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.release.suppression import hidden


def test_internal_hides_as_many_as_make_five_people() -> None:
    people = {"a": 1, "b": 1, "c": 2, "d": 6, "e": 30}
    assert hidden([({"college": c}, n) for c, n in people.items()], 5) == {0, 1, 2, 3}


@given(st.lists(st.lists(st.integers(0, 12), min_size=2, max_size=4), min_size=2, max_size=4))
@settings(max_examples=60, deadline=None)
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
