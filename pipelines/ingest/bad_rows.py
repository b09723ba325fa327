"""Rows that did not fit their header: the reader kept them apart, and they are rejected as they stand. Pure."""

from __future__ import annotations

import csv
from collections.abc import Collection

from pipelines.errors import Problem
from pipelines.readers import RawTable


def cells_of(table: RawTable, problem: Problem, kept: Collection[str]) -> dict[str, str]:
    """A row that did not fit its header, by place, as far as its columns are `kept`.

    The others may hold what somebody wrote in her own words, which is not stored; they are left blank, and
    what is left over at the end is left out.
    """
    read = next(csv.reader([problem.found or ""]), [])
    cells = [*read, *[""] * len(table.columns)]
    return {
        header: cell if header in kept else "" for header, cell in zip(table.columns, cells, strict=False)
    }
