"""How high a table is: its rows and header, up to what is seen at once."""

from __future__ import annotations

import pytest

from dashboard.widgets.table_height import table_height


@pytest.mark.parametrize(
    ("rows", "pixels"),
    [
        (1, 65),  # a header and a row, 31 pixels each, and the lines around
        (3, 127),
        (10, 344),
        (11, 344),  # the eleventh is scrolled to
        (0, 65),  # Streamlit shows an empty row
    ],
)
def test_a_table_is_as_high_as_its_rows(rows: int, pixels: int) -> None:
    assert table_height(rows) == pixels


def test_a_page_may_show_more_rows_at_once() -> None:
    assert table_height(12, 12) == 13 * 31 + 3
