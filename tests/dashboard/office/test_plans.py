"""Targets, notes and saved views are kept; a question knows which academic year it is about."""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path

import pytest

from dashboard.office.database import FILE
from dashboard.office.plans import (
    LONGEST,
    Note,
    Plans,
    SavedView,
    Standing,
    Target,
    academic_year,
    year_asked,
    year_words,
)
from dashboard.office.put_away import PutAway
from pipelines.errors import UserError

AUGUST = (8, 1)


def test_an_office_file_of_before_gets_the_new_tables(tmp_path: Path) -> None:
    PutAway(tmp_path).put(["a"], "done")
    kept = sqlite3.connect(tmp_path / FILE)
    for name in ("targets", "notes", "saved_views"):
        kept.execute(f"drop table if exists {name}")
    kept.commit()
    kept.close()
    plans = Plans(tmp_path)
    plans.set_target("response_rate", 2026, 0.4)
    plans.pin(date(2026, 10, 1), "Career fair")
    assert plans.standing() == Standing(
        (Target("response_rate", 2026, 0.4),), (Note(1, date(2026, 10, 1), "Career fair"),)
    )
    assert set(PutAway(tmp_path).on(date(2026, 1, 1))) == {"a"}


def test_looking_makes_no_file(tmp_path: Path) -> None:
    assert Plans(tmp_path).standing() == Standing()
    assert Plans(tmp_path).views() == ()
    assert not (tmp_path / FILE).exists()


def test_a_target_is_one_a_figure_and_year_and_can_be_taken_away(tmp_path: Path) -> None:
    plans = Plans(tmp_path)
    plans.set_target("response_rate", 2026, 0.4)
    plans.set_target("response_rate", 2026, 0.5)
    plans.set_target("response_rate", 2027, 0.6)
    assert plans.standing().target("response_rate", 2026) == Target("response_rate", 2026, 0.5)
    assert plans.standing().target("response_rate", 2027) == Target("response_rate", 2027, 0.6)
    assert plans.standing().target("show_rate", 2026) is None
    plans.set_target("response_rate", 2026, None)
    assert plans.standing().targets == (Target("response_rate", 2027, 0.6),)


def test_a_note_is_one_short_line_and_can_be_taken_off(tmp_path: Path) -> None:
    plans = Plans(tmp_path)
    plans.pin(date(2026, 10, 1), " Career\n fair ")
    (note,) = plans.standing().notes
    assert note.text == "Career fair"
    plans.unpin(note.id)
    assert plans.standing().notes == ()
    plans.pin(date(2026, 10, 1), "x" * LONGEST)
    with pytest.raises(UserError, match="some words"):
        plans.pin(date(2026, 10, 1), "  ")
    with pytest.raises(UserError, match=f"{LONGEST} letters"):
        plans.pin(date(2026, 10, 1), "x" * (LONGEST + 1))


def test_a_saved_view_is_a_link_and_the_same_name_replaces_it(tmp_path: Path) -> None:
    plans = Plans(tmp_path)
    plans.save_view("Mine", "outreach", "college=Arts")
    plans.save_view("Mine", "", "")
    plans.save_view("Also", "outreach", "college=Arts")
    assert [(view.name, view.link) for view in plans.views()] == [
        ("Also", "/outreach?college=Arts"),
        ("Mine", "/"),
    ]
    plans.forget_view("Mine")
    assert plans.views() == (SavedView("Also", "outreach", "college=Arts"),)


@pytest.mark.parametrize(
    ("day", "year"), [("2026-07-31", 2025), ("2026-08-01", 2026), ("2027-01-15", 2026), ("2026-12-31", 2026)]
)
def test_an_academic_year_begins_with_its_own_first_day(day: str, year: int) -> None:
    assert academic_year(date.fromisoformat(day), AUGUST) == year


@pytest.mark.parametrize(
    ("of", "classes", "since", "until", "year"),
    [
        ("student", (), date(2026, 8, 1), date(2026, 11, 18), 2026),
        ("student", (), date(2025, 11, 19), date(2026, 11, 18), None),  # two years: whose target?
        ("student", (), None, None, None),
        ("graduate", ("2026",), None, None, 2025),  # a class belongs to the year it ends in
        ("graduate", ("2026", "2025"), None, None, None),
        ("graduate", (), date(2026, 8, 1), date(2026, 11, 18), None),
    ],
)
def test_a_question_is_about_one_year_or_none(
    of: str, classes: tuple[str, ...], since: date | None, until: date | None, year: int | None
) -> None:
    where = [("class_year", name) for name in classes]
    assert year_asked(of, where, since, until, AUGUST) == year


@pytest.mark.parametrize(("year", "words"), [(2026, "2026–27"), (2099, "2099–00"), (2008, "2008–09")])
def test_an_academic_year_is_written_with_both_its_years(year: int, words: str) -> None:
    assert year_words(year) == words


@pytest.mark.parametrize(
    ("since", "until"), [(None, date(2026, 9, 1)), (date(2026, 9, 1), None), (None, None)]
)
def test_open_dates_are_about_no_year(since: date | None, until: date | None) -> None:
    assert year_asked("student", (), since, until, AUGUST) is None
