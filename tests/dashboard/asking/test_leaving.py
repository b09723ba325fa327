"""What leaves the office is held against what left before; what is only looked at is not remembered."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.asking.leaving import leaving_as
from dashboard.asking.question import Ask
from dashboard.asking.recorder import recorded
from dashboard.asking.served import WAREHOUSE_VARIABLE, releases
from dashboard.figures import compare, exhibits
from pipelines.store.warehouse import Warehouse
from tests.offices import office

ROSTER = "student_id | college | is_expected_to_log\n" + "\n".join(
    f"s{n:02} | {'Law' if n < 29 else 'Arts'} | yes" for n in range(31)
)
LOG = "student_id | contact_name | held_on\n" + "\n".join(f"s{n:02} | C{n} | 2026-09-14" for n in range(31))


@pytest.fixture
def question(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    office(tmp_path, roster=ROSTER, interview_log=LOG)
    monkeypatch.setenv(WAREHOUSE_VARIABLE, str(tmp_path / "warehouse"))
    return Ask(Warehouse(tmp_path / "warehouse").published())


def test_the_view_is_the_exports_and_only_what_is_published_is_remembered(question: Ask) -> None:
    for view in ("working", "internal"):
        asked, leaving = leaving_as(question, view)
        assert asked.figure("participation_rate").view == view
        assert leaving.warnings == []
    assert releases().released("participation_rate") == []
    asked, _ = leaving_as(question, "publishable")
    assert asked.figure("participation_rate").view == "publishable"
    assert [cut.people for cut in releases().released("participation_rate")] == [31]


def test_a_trial_remembers_nothing(question: Ask) -> None:
    asked, _ = leaving_as(question, "publishable", is_trial=True)
    assert asked.figure("participation_rate").cells
    assert releases().released("participation_rate") == []


def test_a_second_release_that_differs_by_two_students_is_withheld(question: Ask) -> None:
    leaving_as(question, "publishable")[0].figure("participation_rate")
    law = question.only(college="Law")
    assert not law.figure("participation_rate").cells[0].is_withheld
    later, _ = leaving_as(law, "publishable")
    assert later.figure("participation_rate").cells[0].is_withheld


def test_the_face_of_what_leaves_names_the_offices_own_smallest_group(question: Ask, tmp_path: Path) -> None:
    (tmp_path / "warehouse" / "settings.toml").write_text("[disclosure]\nk = 15\n")
    sides = (compare.side((("college", "Law"),)), compare.side((("college", "Arts"),)))
    asked, _ = leaving_as(question, "publishable", is_trial=True)
    made = exhibits.as_it_comes("participation_rate")(asked)
    assert "fewer than 15 students" in made.view_notice
    assert (
        "fewer than 15 students"
        in compare.exhibit(asked, sides, ["participation_rate"], "percent").view_notice
    )


def test_what_leaves_is_no_part_of_what_the_page_asked(question: Ask) -> None:
    page, recorder = recorded(question)
    leaving_as(page, "publishable")[0].figure("participation_rate")
    assert recorder.asked == []
