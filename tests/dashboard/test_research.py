"""Research: every figure of that kind, what it can and cannot say first, and a sentence where nothing can be shown."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.asking.question import Ask
from dashboard.charts.names import segment_name
from dashboard.figures import exhibits
from dashboard.figures.exhibits import NothingYet
from pipelines.figures.measure import catalog
from pipelines.figures.results import Metric
from pipelines.figures.windows import default_windows, in_words
from pipelines.store.warehouse import Warehouse
from tests.dashboard.conftest import Open
from tests.offices import office

RESEARCH = [metric for metric in catalog().values() if metric.tier == "research"]
LOG = """
student_id | contact_name | held_on    | referrals_count
a1         | Lee Park     | 2024-09-14 | 2
a1         | Ann Moss     | 2024-10-05 | 0
b2         | Sam Ortiz    | 2024-10-12 | 1
"""
GRADUATES = """
student_id | outcome_status     | class_year
a1         | employed_full_time | 2026
b2         | seeking            | 2026
c3         | employed_full_time | 2026
d4         | seeking            | 2026
"""


def inside(at: AppTest, metric_id: str) -> list[tuple[str, str]]:
    """What stands in a figure's panel, from top to bottom: (kind, words)."""
    panel = at.container(key=f"card_research_{metric_id}")
    return [(part.type, str(getattr(part, "value", "")).replace("\\", "")) for part in panel]


def said(at: AppTest, metric_id: str) -> str:
    return "\n".join(words for _, words in inside(at, metric_id))


@pytest.fixture
def few(tmp_path: Path) -> Path:
    office(tmp_path, interview_log=LOG, first_destination=GRADUATES)
    return tmp_path / "warehouse"


def chart_at(parts: list[tuple[str, str]]) -> int:
    """Where the chart stands, or the sentence that stands for it."""
    return next(place for place, (kind, _) in enumerate(parts) if kind in ("plotly_chart", "info"))


def titled(metric: Metric) -> str:
    """Outcomes say of which classes they are: the page beside has the same figures of the newest one."""
    return f"{metric.title} (all classes)" if metric.of == "graduate" else metric.title


def test_every_research_figure_is_there_with_a_chart_or_a_sentence(
    open_page: Open, sample_folder: Path
) -> None:
    at = open_page(sample_folder, "research", dates="All dates")
    assert not at.exception
    assert not at.error
    said_below = "\n".join(part.value.replace("\\", "") for part in (*at.header, *at.caption))
    assert all(titled(metric) in said_below for metric in RESEARCH)
    assert len(at.get("plotly_chart")) + len(at.info) == len(RESEARCH)
    assert len(at.get("plotly_chart")) >= len(RESEARCH) - 1


@pytest.mark.parametrize("metric", RESEARCH, ids=lambda metric: metric.id)
def test_what_a_figure_can_and_cannot_say_stands_above_its_chart(
    metric: Metric, open_page: Open, sample_folder: Path
) -> None:
    parts = inside(open_page(sample_folder, "research", dates="All dates"), metric.id)
    metric = in_words(metric, default_windows())
    above = "\n".join(words for _, words in parts[: chart_at(parts)])
    assert metric.question in above
    for sentence in metric.caveats or [metric.numerator]:
        assert sentence in above
    assert metric.leaves_out in above


def test_adjusted_outcomes_stand_beside_the_others(open_page: Open, sample_folder: Path) -> None:
    at = open_page(sample_folder, "research")
    beside = [column[0].key for column in at.columns if column.children and column[0].key]
    assert beside[:2] == [
        "card_research_outcome_by_interviews",
        "card_research_outcome_by_interviews_adjusted",
    ]


@pytest.mark.parametrize("view", ["Internal view", "Publishable view"])
def test_the_page_opens_in_every_view(view: str, open_page: Open, sample_folder: Path) -> None:
    at = open_page(sample_folder, "research", view=view)
    assert not at.exception
    assert not at.error
    assert len(at.get("plotly_chart")) + len(at.info) == len(RESEARCH)


def test_too_few_to_adjust_is_a_sentence_and_no_chart(open_page: Open, few: Path) -> None:
    at = open_page(few, "research")
    assert not at.exception
    words = said(at, "outcome_by_interviews_adjusted")
    assert "This chart can't be shown: too few to adjust." in words
    assert "plotly_chart" not in [kind for kind, _ in inside(at, "outcome_by_interviews_adjusted")]
    assert "Adjusted for college, class" in words  # the caveats stay


def test_what_is_too_small_to_publish_is_a_sentence_too(open_page: Open, few: Path) -> None:
    at = open_page(few, "research", view="Publishable view")
    assert not at.exception
    assert "can't be shown: fewer than 10 graduates" in said(at, "outcome_by_interviews")
    assert not at.get("plotly_chart")


def test_what_waits_for_a_file_comes_last_and_names_it(open_page: Open, tmp_path: Path) -> None:
    office(tmp_path, interview_log=LOG)
    at = open_page(tmp_path / "warehouse", "research", dates="All dates")
    assert not at.exception
    assert at.header[0].value.replace("\\", "") == catalog()["practice_effect"].title
    locked = at.get_by_key("still_locked")
    assert catalog()["outcome_by_interviews"].title in "\n".join(
        part.value.replace("\\", "") for part in locked.markdown
    )
    assert "This chart can't be shown" in said(at, "practice_effect")


def test_a_filter_that_leaves_too_few_is_named_as_the_way_out(few: Path) -> None:
    asked = Ask(Warehouse(few).published(), where=(("class_year", "2026"),))
    with pytest.raises(NothingYet, match=r"too few to adjust\. Try fewer filters\."):
        exhibits.research("outcome_by_interviews_adjusted")(asked)


def test_the_first_start_says_what_to_bring(open_page: Open, tmp_path: Path) -> None:
    at = open_page(tmp_path, "research")
    assert at.title[0].value == "Welcome to Career Conversations"


def test_a_group_that_is_not_shown_is_named_with_its_reason(
    sample_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = Ask(Warehouse(sample_folder).published())
    exact = exhibits.figure(asked, "outcome_by_interviews")
    hidden = next(cell for cell in exact.cells if cell.value is not None)
    cells = tuple(
        replace(cell, value=None, low=None, high=None, label="Too few to adjust") if cell is hidden else cell
        for cell in exact.cells
    )
    monkeypatch.setattr(exhibits, "figure", lambda *_: replace(exact, cells=cells))
    spec = exhibits.research("outcome_by_interviews")(asked).spec
    name = segment_name("interviews", hidden.segment["interviews"])
    assert f"{name} (too few to adjust)" in spec.reading
    assert "without data" not in spec.reading
    assert spec.reading in spec.alt_text


def test_nothing_to_show_is_an_answer_in_the_publishable_view_only(few: Path) -> None:
    asked = Ask(Warehouse(few).published())
    draw = exhibits.research("outcome_by_interviews")
    assert draw(asked).spec.categories
    with pytest.raises(NothingYet, match="fewer than 10 graduates"):
        draw(replace(asked, view="publishable"))
