"""What the Overview says below its charts: what stands out, with links that carry the filters."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import data, findings
from pipelines.standing_out import standing_out
from pipelines.warehouse import Warehouse
from tests.dashboard.conftest import Open
from tests.dashboard.test_pages import ONE_LOG, words
from tests.offices import office
from tests.pipelines.test_standing_out import figure, reached


def links(at: AppTest) -> dict[str, str]:
    """Sentences that are links, with the address they lead to."""
    return {
        link.proto.label.replace("\\", ""): f"{link.proto.page}?{link.proto.query_string}"
        for link in at.get("page_link")
    }


def test_a_finding_reads_as_a_sentence_with_both_figures_and_the_interval() -> None:
    (found,) = standing_out(
        [figure(reached("A", 60, 100), reached("B", 60, 100), reached("C", 20, 100))]
    ).findings
    assert findings.said(found) == (
        "Students reached: 20% for C, 60% for the other colleges (40 points lower; 95% interval 29 to 49)."
    )


def test_the_section_that_stopped_stands_out_and_its_link_opens_the_page_filtered(
    open_page: Open, sample_folder: Path
) -> None:
    at = open_page(sample_folder)
    assert not at.exception
    found = {sentence: to for sentence, to in links(at).items() if "CAR 210-04" in sentence}
    assert any(sentence.startswith("Students reached: 13% for CAR 210-04, 30%") for sentence in found)
    assert all(to.startswith("interviews?program=CAR+210-04") for to in found.values())


def test_links_keep_the_view_and_choose_the_group(open_page: Open, sample_folder: Path) -> None:
    at = open_page(sample_folder, view="Internal view", **{"class": ["2027", "2028"]})
    found = [to for sentence, to in links(at).items() if "95% interval" in sentence]
    assert found
    assert found == ["interviews?class=2027&view=Internal+view"]  # the group in place of both classes


def test_classes_that_have_graduated_are_not_held_up_as_unreached(sample_folder: Path) -> None:
    published = Warehouse(sample_folder).published()
    since, until = data.preset_dates("year", data.facts(published).newest, data.settings())
    told = data.what_stands_out(data.Ask(published, since=since, until=until))
    groups = {
        (found.dimension, group) for found in told.findings for group in (found.group, *found.other_groups)
    }
    assert ("class_year", "2028") in groups
    assert ("class_year", "2026") not in groups


def test_first_generation_students_are_answered_as_often_so_nothing_is_said(sample_folder: Path) -> None:
    published = Warehouse(sample_folder).published()
    told = data.what_stands_out(data.Ask(published))
    assert told.tests > 50
    assert not [found for found in told.findings if found.dimension == "is_first_generation"]


def test_a_publishable_overview_compares_only_what_is_released_exactly(
    open_page: Open, sample_folder: Path
) -> None:
    at = open_page(sample_folder, view="Publishable view")
    assert "Most figures are published as bands" in words(at)
    assert all("CAR 210-04" not in sentence for sentence in links(at))


def test_without_groups_there_is_no_such_card(open_page: Open, tmp_path: Path) -> None:
    office(tmp_path, interview_log=ONE_LOG)
    at = open_page(tmp_path / "warehouse")
    assert "What stands out" not in words(at)


@pytest.mark.parametrize(
    ("step", "low", "high", "words_"),
    [
        (0.17, 0.08, 0.24, "17 points higher; 95% interval 8 to 24"),
        (-0.17, -0.24, -0.08, "17 points lower; 95% interval 8 to 24"),
        (-0.01, -0.05, 0.03, "1 point lower; 95% interval −3 to 5"),
    ],
)
def test_a_difference_is_told_by_its_size_and_direction(
    step: float, low: float, high: float, words_: str
) -> None:
    metric = figure(reached("A", 1, 2)).metric
    assert findings.apart(metric, step, low, high) == words_
