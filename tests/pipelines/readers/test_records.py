"""What every reader hands on, before anybody understood it."""

from __future__ import annotations

import pytest

from pipelines.readers.records import column_letters, is_blank


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ([], True),
        ([""], True),
        (["", " \t", "\u00a0"], True),
        (["", "x"], False),
        ([" x"], False),
        (["0"], False),
    ],
)
def test_a_row_of_blanks_is_blank(cells, expected) -> None:
    assert is_blank(cells) is expected


@pytest.mark.parametrize(
    ("number", "letters"),
    [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (53, "BA"), (702, "ZZ"), (703, "AAA"), (16_384, "XFD")],
)
def test_columns_are_called_as_a_spreadsheet_calls_them(number, letters) -> None:
    assert column_letters(number) == letters
