"""A current row: each cell the last one filled over live imports, `<clear>` empties it, a replacement retires it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipelines import data_files
from pipelines.build.build import build
from pipelines.build.current_rows import current_rows, no_rows
from pipelines.build.sql_steps import MACROS
from pipelines.ingest.ledger import undo
from pipelines.sources.catalog import Source, sources
from pipelines.store.warehouse import Warehouse, quoted
from tests.offices import take_in

FIRST = """
student_id | first_name | college | is_transfer | class_year
S1         | Ada        | Arts    | yes         | 2027
S2         | Bo         | Law     | no          | 2026
"""
SECOND = """
student_id | first_name | college | is_transfer | class_year
S1         | -          | <clear> | no          | -
"""
LOG = """
student_id | contact_name | held_on    | minutes
S1         | Lee          | 2026-03-02 | 20
S1         | Kim          | 2026-03-09 | -
"""
WHOLE_LOG = """
student_id | contact_name | held_on    | minutes
S1         | Lee          | 2026-03-02 | -
S1         | Moss         | 2026-03-09 | 15
"""


def students(warehouse: Warehouse) -> list[tuple[Any, ...]]:
    build(warehouse)
    rows = warehouse.published().query(
        "select student_id, first_name, college, is_transfer, class_year from marts.students order by 1"
    )
    return [tuple(row.values()) for row in rows]


def test_a_cell_is_the_last_one_filled_and_undoing_gives_back_the_one_before(tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path / "warehouse")
    take_in(warehouse, tmp_path / "first", {"roster": FIRST})
    take_in(warehouse, tmp_path / "second", {"roster": SECOND})
    assert students(warehouse) == [
        ("S1", "Ada", "Unknown", "no", "2027"),
        ("S2", "Bo", "Law", "no", "2026"),
    ]
    undo(warehouse, 2)
    assert students(warehouse)[0] == ("S1", "Ada", "Arts", "yes", "2027")


def test_what_a_whole_log_leaves_out_is_gone_and_a_blank_in_it_empties_nothing(tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path / "warehouse")
    take_in(warehouse, tmp_path / "first", {"interview_log": LOG})
    take_in(warehouse, tmp_path / "second", {"interview_log": WHOLE_LOG}, replace=True)
    build(warehouse)
    rows = warehouse.published().query(
        "select c.name, i.held_on, i.minutes from marts.interviews i join marts.contacts c using (contact_key) order by all"
    )
    assert [tuple(row.values()) for row in rows] == [
        ("Lee", date(2026, 3, 2), 20),
        ("Moss", date(2026, 3, 9), 15),
    ]


@pytest.mark.parametrize("source", sources().values(), ids=sources())
def test_a_source_without_a_file_has_the_same_columns_and_no_row(tmp_path: Path, source: Source) -> None:
    shapes = []
    with Warehouse(tmp_path).recording("testing") as connection:
        connection.execute(data_files.text(MACROS))
        for statement in (current_rows(source), no_rows(source)):
            connection.execute(statement)
            described = connection.execute(f"describe {quoted('stg_' + source.id)}").fetchall()
            shapes.append([(name, kind) for name, kind, *_ in described])
            assert connection.execute(f"select * from {quoted('stg_' + source.id)}").fetchall() == []
            connection.execute(f"drop table {quoted('stg_' + source.id)}")
    assert shapes[0] == shapes[1]
