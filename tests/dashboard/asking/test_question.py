"""The question a page asks."""

from __future__ import annotations

from dataclasses import replace
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
from tests.dashboard.small_year import this_year
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


def test_a_question_is_narrowed_widened_and_redated_without_changing_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(WAREHOUSE_VARIABLE, str(tmp_path / "warehouse"))
    year = this_year(tmp_path)
    arts = year.only(college="Arts").only(class_year="2027")
    assert arts.where == (("college", "Arts"), ("class_year", "2027"))
    assert arts.only(college="Law").where == (("class_year", "2027"), ("college", "Law"))
    assert arts.everybody() == year
    assert (year.without_dates().since, year.without_dates().until) == (None, None)
    assert year.has_year_before
    assert not year.without_dates().has_year_before
    assert not replace(year, since=None).has_year_before
    assert not replace(year, until=None).has_year_before
    assert year.facts.build == year.published.build
    by_college = year.figure("interview_volume", "college")
    assert [cell.value for cell in question.whole_of(year, by_college).cells] == [5]


def test_what_does_not_apply_is_named_once() -> None:
    where = (("channel", "cold"), ("college", "Arts"), ("channel", "event"))
    assert question.does_not_apply("participation_rate", where) == ("channel",)
    assert question.does_not_apply("response_rate", where) == ()
