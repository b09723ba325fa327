"""The question a page asks."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dashboard.asking import question
from dashboard.asking.question import figure
from dashboard.asking.served import WAREHOUSE_VARIABLE
from pipelines.build.build import build
from pipelines.figures.results import Question
from pipelines.ingest.ledger import undo
from pipelines.store.warehouse import Warehouse
from tests.offices import office, take_in

LOG = """
student_id | contact_name | held_on    | referrals_count
a1         | Lee Park     | 2026-09-14 | 2
a1         | Ann Moss     | 2026-10-05 | 0
"""
MORE = """
student_id | contact_name | held_on    | referrals_count
b2         | Sam Ortiz    | 2026-10-12 | 1
"""


def volume(folder: Path) -> float | None:
    return figure(Warehouse(folder).published(), "interview_volume", Question(), "working").cells[0].value


def test_a_new_build_shows_on_the_next_asking(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office(tmp_path, interview_log=LOG)
    folder = tmp_path / "warehouse"
    monkeypatch.setenv(WAREHOUSE_VARIABLE, str(folder))
    assert volume(folder) == 2
    (report,) = take_in(Warehouse(folder), tmp_path / "more", {"interview_log": MORE})
    assert volume(folder) == 2  # taken in, not built yet
    build(Warehouse(folder))
    assert volume(folder) == 3
    assert report.import_id is not None
    undo(Warehouse(folder), report.import_id)
    build(Warehouse(folder))
    assert volume(folder) == 2


def test_filters_that_mean_nothing_for_a_figure_are_left_out_of_the_question() -> None:
    asked = Question(where=(("channel", "cold"), ("college", "Arts")), since=date(2026, 1, 1))
    assert question.fitting("participation_rate", asked).where == (("college", "Arts"),)
    assert question.fitting("participation_rate", asked).since == date(2026, 1, 1)
    assert question.fitting("stopped_log_rate", asked) == Question()
