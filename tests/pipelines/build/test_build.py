"""A build is published whole or not at all, and the last ones are kept."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipelines.build.build import KEPT_BUILDS, build, is_up_to_date
from pipelines.errors import WarehouseError
from pipelines.ingest.ledger import redo, undo
from pipelines.store.warehouse import Warehouse
from tests.offices import office, take_in

ROSTER = "student_id\nS1"
LOG = """
student_id | contact_name | held_on    | referrals_count | referrals_with_permission_count
S1         | Ada          | 2026-03-02 | 2               | 1
"""


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    office(tmp_path, roster=ROSTER, interview_log=LOG)
    return Warehouse(tmp_path / "warehouse")


def interviews(warehouse: Warehouse) -> int:
    return int(warehouse.published().query("select count(*) as n from marts.interviews")[0]["n"])


def test_the_same_state_is_the_same_build(warehouse: Warehouse) -> None:
    first = warehouse.current_build()
    undo(warehouse, 2)
    assert not is_up_to_date(warehouse)
    assert build(warehouse).was_new
    assert interviews(warehouse) == 0
    redo(warehouse, 2)
    again = build(warehouse)
    assert (again.build, again.was_new) == (first, False)
    assert is_up_to_date(warehouse)
    assert interviews(warehouse) == 1


def test_a_check_that_finds_rows_leaves_the_figures_before_in_use(
    warehouse: Warehouse, tmp_path: Path
) -> None:
    before = warehouse.current_build()
    with warehouse.recording("testing") as connection:  # what no import accepts
        connection.execute("update record.interview_log set referrals_with_permission_count = '5'")
    take_in(warehouse, tmp_path / "more", {"roster": "student_id\nS2"})
    with pytest.raises(WarehouseError, match=r"numbers make sense.+ found 1 rows that must not exist"):
        build(warehouse)
    assert warehouse.current_build() == before
    assert interviews(warehouse) == 1
    with warehouse.recording("testing") as connection:
        connection.execute("update record.interview_log set referrals_with_permission_count = '1'")
    assert build(warehouse).was_new
    assert not list(warehouse.published_folder.glob("building-*")), "what was never finished is swept away"


def test_the_last_builds_are_kept_and_older_ones_go(warehouse: Warehouse, tmp_path: Path) -> None:
    for place in range(7):
        old = warehouse.published_folder / f"b{place}.duckdb"
        old.write_bytes(b"")
        os.utime(old, (place, place))
    take_in(warehouse, tmp_path / "more", {"roster": "student_id\nS2"})
    first, second = warehouse.current_build(), build(warehouse).build
    kept = {path.stem for path in warehouse.published_folder.glob("b*.duckdb")}
    assert kept == {first, second, "b6", "b5", "b4"}
    assert len(kept) == KEPT_BUILDS


def test_progress_never_goes_back_and_ends_published(warehouse: Warehouse) -> None:
    undo(warehouse, 2)
    steps: list[tuple[str, float]] = []
    build(warehouse, lambda stage, done: steps.append((stage, done)))
    shares = [done for _, done in steps]
    assert shares == sorted(shares)
    assert 0 < shares[0] < 0.1
    assert dict.fromkeys(stage for stage, _ in steps).keys() == {
        "reading the record", "building the figures", "published",
    }  # fmt: skip
    assert [done for stage, done in steps if stage == "building the figures"][-1] == 1
    assert steps[-1] == ("published", 1.0)
