"""A row that did not fit its header, by place, without what is not to be stored."""

from __future__ import annotations

from pathlib import Path

from pipelines.errors import Problem
from pipelines.ingest.bad_rows import cells_of
from pipelines.readers import COMMAND_LIMITS, read


def test_cells_go_under_their_headers_as_far_as_these_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,b,c\n1,2,3\n", encoding="utf-8")
    table = read(path, tmp_path, COMMAND_LIMITS).tables[0]
    kept = {"a", "c"}
    assert cells_of(table, Problem("ragged", "", found='1,"x, y"'), kept) == {"a": "1", "b": "", "c": ""}
    assert cells_of(table, Problem("ragged", "", found="1,2,3,4"), kept) == {"a": "1", "b": "", "c": "3"}
    assert cells_of(table, Problem("ragged", ""), kept) == {"a": "", "b": "", "c": ""}
