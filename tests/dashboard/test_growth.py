"""Growth: skills by skill, what became of the goal, and what a survey without skills shows instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.asking.question import Ask
from dashboard.figures import exhibits, sentences
from pipelines.store.warehouse import Warehouse
from tests.dashboard.conftest import Open
from tests.offices import office

LOG = """
student_id | contact_name | held_on
a1         | Lee Park     | 2026-09-14
b2         | Sam Ortiz    | 2026-10-12
"""
SURVEY = """
student_id | responded_at | wave | clarity | goal_change
a1         | 2026-08-20   | pre  | 2       | -
a1         | 2026-11-01   | post | 4       | ruled_out
b2         | 2026-08-20   | pre  | 2       | -
b2         | 2026-11-01   | post | 3       | unsure
"""


def test_skills_and_the_goal_lead_the_page(open_page: Open, sample_folder: Path) -> None:
    at = open_page(sample_folder, "growth")
    assert not at.exception
    below = [part.value for part in at.caption if part.value.startswith(("Change in skills", "What became"))]
    assert [one.partition(" · ")[0] for one in below] == ["Change in skills", "What became of the goal"]
    assert len(at.get("plotly_chart")) == 2


def test_skills_are_shown_one_by_one_as_measured(sample_folder: Path) -> None:
    asked = Ask(Warehouse(sample_folder).published())
    spec = exhibits.as_it_comes("skill_change")(asked).spec
    measured = {cell.segment["skill"].capitalize(): cell.value for cell in asked.figure("skill_change").cells}
    assert set(measured) == {"Networking", "Communication", "Listening", "Interviewing"}
    assert dict(zip(spec.categories, spec.series[0].values, strict=True)) == measured


def test_what_became_of_the_goal_is_told_in_words(sample_folder: Path) -> None:
    spec = exhibits.as_it_comes("goal_change_share")(Ask(Warehouse(sample_folder).published())).spec
    assert set(spec.categories) == {"Confirmed", "Changed", "Ruled out", "Unsure"}
    assert sum(share or 0 for share in spec.series[0].values) == pytest.approx(1)


def test_a_survey_that_asks_about_no_skill_leads_with_programs(open_page: Open, tmp_path: Path) -> None:
    office(tmp_path, interview_log=LOG, survey=SURVEY)
    at = open_page(tmp_path / "warehouse", "growth", dates="All dates")
    assert not at.exception
    assert any(part.value.startswith("What became of the goal") for part in at.header)
    assert "Change in skills" not in "\n".join(part.value for part in at.markdown)
    at.session_state["more_growth"] = True
    at.run()
    assert not at.exception
    assert "Needs a" in "\n".join(part.value for part in at.get_by_key("still_locked").markdown)


def test_what_changed_is_shown_by_interviews_held(open_page: Open, sample_folder: Path) -> None:
    at = open_page(sample_folder, "growth")
    at.session_state["more_growth"] = True
    at.run()
    assert not at.exception
    headers = [part.value for part in at.header]
    assert headers[2:3] + headers[7:8] == ["By interviews held", "By group"]
    asked = Ask(Warehouse(sample_folder).published())
    spec = exhibits.BySegment("clarity_change_mix", "interviews_held")(asked).spec
    assert spec.categories == ("None recorded", "1–2", "3–5", "6+")
    assert [series.name for series in spec.series] == [
        "Lower",
        "The same",
        "Higher by less than 2",
        "Higher by 2 or more",
    ]
    assert spec.is_ordered


BOTH_WAYS = """
student_id | responded_at | wave | clarity | confidence
a1         | 2026-08-20   | pre  | 2       | 4
a1         | 2026-11-01   | post | 4       | 3
b2         | 2026-08-20   | pre  | 2       | 4
b2         | 2026-11-01   | post | 3       | 3
"""


def test_the_page_says_which_way_and_its_figures_by_how_much(tmp_path: Path) -> None:
    says, lede = sentences.growth(Ask(office(tmp_path, interview_log=LOG, survey=BOTH_WAYS)))
    assert says == "Clarity rose and confidence fell among 2 students who answered both surveys"
    assert not lede
