"""What a build knows about itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dashboard.asking import facts
from dashboard.asking.served import WAREHOUSE_VARIABLE
from pipelines.store.warehouse import Warehouse
from tests.dashboard.small_year import this_year


def test_the_newest_day_is_of_what_students_do_and_only_without_it_of_outcomes(tmp_path: Path) -> None:
    known = facts.facts_of(this_year(tmp_path).published)
    assert known.newest == date(2026, 11, 10)
    days = {"outreach": date(2026, 1, 1), "survey": date(2026, 2, 1), "outcomes": date(2026, 3, 1)}
    assert replace(known, as_of={**days, "referrals": None}).newest == date(2026, 2, 1)
    assert replace(known, as_of={"outcomes": date(2026, 3, 1), "interviews": None}).newest == date(2026, 3, 1)
    assert replace(known, as_of={}).newest is None


def test_an_office_is_known_by_its_files_and_what_they_hold(tmp_path: Path) -> None:
    known = facts.facts_of(this_year(tmp_path).published)
    assert known.sources == {"roster", "interview_log", "outreach_log"}
    assert {name: known.options[name] for name in ("program", "college", "class_year")} == {
        "program": ("P1", "P2"),
        "college": ("Arts", "Law"),
        "class_year": ("2028", "2027"),
    }
    assert set(facts.FURTHER_FILTERS) < set(known.options)
    assert (known.is_synthetic, known.is_anybody_expected) == (False, True)


def test_groups_are_named_and_the_unknown_is_none(tmp_path: Path) -> None:
    groups = facts.groups(this_year(tmp_path).published)
    assert groups["College: Law"] == ("college", "Law")
    assert {dimension for dimension, _ in groups.values()} <= set(facts.GROUPED_BY)
    assert not [name for name in groups if name.lower().endswith("unknown")]


def test_the_newest_class_is_of_graduates_among_those_chosen(sample_folder: Path) -> None:
    published = Warehouse(sample_folder).published()
    newest = facts.newest_class(published)
    assert newest == max(facts._classes(published))
    assert facts.newest_class(published, ("2025", "2024")) == "2025"
    assert facts.newest_class(published, ("1999",)) == ""


def test_a_figure_is_open_or_says_what_unlocks_it(tmp_path: Path) -> None:
    published = this_year(tmp_path).published
    assert facts.locked(published, "interview_volume") == ""
    assert "outcome" in facts.locked(published, "career_outcomes_rate").lower()


def test_gaps_are_not_taken_over_what_people_do() -> None:
    assert "is_first_generation" in facts.gaps_over()
    assert "channel" not in facts.gaps_over()
    assert "channel" in facts.every_dimension()
    assert len(set(facts.every_dimension())) == len(facts.every_dimension())


def test_who_is_who_is_offered_once_something_waits(
    tmp_path: Path, sample_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(WAREHOUSE_VARIABLE, str(tmp_path / "none"))
    assert not facts.is_there_who_is_who()
    monkeypatch.setenv(WAREHOUSE_VARIABLE, str(sample_folder))
    waiting = facts.who_is_who(Warehouse(sample_folder).published())
    assert facts.is_there_who_is_who() == bool(waiting)
