"""Which figures can have a target, and what is measured against it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dashboard.asking.facts import catalog
from dashboard.asking.question import Ask
from dashboard.asking.served import WAREHOUSE_VARIABLE
from dashboard.asking.targets import can_have_target, target_of, toward
from dashboard.office.plans import Standing, Target
from pipelines.store.warehouse import Warehouse
from tests.dashboard.small_year import this_year

STANDING = Standing(
    (
        Target("interview_volume", 2026, 9.0),
        Target("participation_rate", 2026, 0.5),
        Target("knowledge_rate", 2026, 0.9),
    )
)


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    monkeypatch.setenv(WAREHOUSE_VARIABLE, str(tmp_path / "warehouse"))
    return replace(this_year(tmp_path), standing=STANDING)


def test_one_number_a_year_can_have_a_target() -> None:
    can = {name for name, metric in catalog().items() if can_have_target(metric)}
    assert {"interview_volume", "response_rate", "interviews_per_student", "median_salary_usd"} <= can
    assert not can & {"channel_mix", "came_of_it_rate", "equity_gap", "clarity_change"}


def test_a_target_is_measured_of_everybody_in_its_year_up_to_the_newest_day(asked: Ask) -> None:
    arts = asked.only(college="Arts")
    now = toward(arts, Target("interview_volume", 2026, 9.0))
    assert (now.question.where, now.question.since, now.question.until) == (
        (),
        date(2026, 8, 1),
        date(2026, 11, 10),
    )
    assert now.cells[0].value == 5
    last = toward(arts, Target("interview_volume", 2025, 9.0))
    assert (last.question.since, last.question.until) == (date(2025, 8, 1), date(2026, 7, 31))
    assert last.cells[0].value == 1


def test_graduates_are_measured_by_the_class_their_year_ends_in(sample_folder: Path) -> None:
    everybody = Ask(Warehouse(sample_folder).published(), since=date(2025, 8, 1), until=date(2026, 5, 8))
    question = toward(everybody, Target("knowledge_rate", 2025, 0.9)).question
    assert (question.where, question.since, question.until) == ((("class_year", "2026"),), None, None)


def test_a_count_is_held_against_its_target_for_everybody_only(asked: Ask) -> None:
    volume, rate = catalog()["interview_volume"], catalog()["participation_rate"]
    arts = asked.only(college="Arts")
    assert target_of(asked, volume) == Target("interview_volume", 2026, 9.0)
    assert target_of(arts, volume) is None
    assert target_of(arts, rate) == Target("participation_rate", 2026, 0.5)


def test_there_is_no_target_without_one_year_to_ask_about_or_without_one_set(asked: Ask) -> None:
    rate = catalog()["participation_rate"]
    assert target_of(asked.without_dates(), rate) is None
    assert target_of(replace(asked, since=date(2025, 8, 1)), rate) is None
    assert target_of(asked, catalog()["response_rate"]) is None
    assert target_of(replace(asked, standing=Standing()), rate) is None
    seniors = asked.only(class_year="2027").without_dates()
    assert target_of(seniors, catalog()["knowledge_rate"]) == Target("knowledge_rate", 2026, 0.9)
