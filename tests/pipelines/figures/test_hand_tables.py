"""No figure without a table that can be checked by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.figures.measure import catalog
from tests.pipelines.figures.mutants import Tables

MOST_ROWS = 10


@pytest.mark.thorough
def test_every_figure_is_asked_of_a_table_of_at_most_ten_rows(tmp_path: Path) -> None:
    longest = Tables(tmp_path, catalog()).offices.longest
    assert {name for name in catalog() if min(longest.get(name, [MOST_ROWS + 1])) > MOST_ROWS} == set()
