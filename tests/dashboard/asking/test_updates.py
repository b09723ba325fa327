"""What lies between the build before and this one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dashboard.asking.question import Ask
from dashboard.asking.recorder import recorded
from dashboard.asking.served import WAREHOUSE_VARIABLE
from dashboard.asking.updates import figure_before, last_update, to_the_newest_of_both
from pipelines.build.build import build
from pipelines.ingest.ledger import undo
from pipelines.store.warehouse import Warehouse
from tests.offices import office, take_in

LOG = """
student_id | contact_name | held_on
a1         | Lee Park     | 2026-09-14
a1         | Ann Moss     | 2026-10-05
"""
MORE = """
student_id | contact_name | held_on
b2         | Sam Ortiz    | 2026-11-12
"""


@pytest.fixture
def warehouse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Warehouse:
    office(tmp_path, interview_log=LOG)
    monkeypatch.setenv(WAREHOUSE_VARIABLE, str(tmp_path / "warehouse"))
    return Warehouse(tmp_path / "warehouse")


def test_the_first_build_has_none_before_and_names_the_newest_import(warehouse: Warehouse) -> None:
    published = warehouse.published()
    update = last_update(published)
    assert (update.before, update.went) == (None, ())
    assert [row["source"] for row in update.came_in] == ["interview_log"]
    question = Ask(published, since=date(2026, 8, 1), until=date(2026, 10, 5))
    assert figure_before(question, "interview_volume") is None
    assert to_the_newest_of_both(question) is question


def test_what_came_in_is_named_and_the_figure_before_is_asked_of_the_build_before(
    warehouse: Warehouse, tmp_path: Path
) -> None:
    take_in(warehouse, tmp_path / "more", {"interview_log": MORE})
    build(warehouse)
    published = warehouse.published()
    update = last_update(published)
    assert [row["import_id"] for row in update.came_in] == [2]
    assert update.went == ()
    question, recorder = recorded(Ask(published))
    before = figure_before(question, "interview_volume")
    assert before is not None
    assert before.cells[0].value == 2
    assert question.figure("interview_volume").cells[0].value == 3
    assert len(recorder.asked) == 1  # what the build before is asked is nothing this page asks
    assert figure_before(replace(question, where=(("program", "Nowhere"),)), "interview_volume") is None


def test_an_undo_is_what_went_and_the_question_reaches_the_newer_day_of_both(
    warehouse: Warehouse, tmp_path: Path
) -> None:
    (report,) = take_in(warehouse, tmp_path / "more", {"interview_log": MORE})
    build(warehouse)
    assert report.import_id is not None
    undo(warehouse, report.import_id)
    build(warehouse)
    published = warehouse.published()
    update = last_update(published)
    assert update.came_in == ()
    assert [row["import_id"] for row in update.went] == [2]
    to_newest = Ask(published, since=date(2026, 8, 1), until=date(2026, 10, 5))
    assert to_the_newest_of_both(to_newest).until == date(2026, 11, 12)
    earlier = replace(to_newest, until=date(2026, 9, 30))
    assert to_the_newest_of_both(earlier) is earlier
    assert to_the_newest_of_both(Ask(published)) == Ask(published)
