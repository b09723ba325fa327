"""What a view asks for comes back in every view, class by class: graduates have fewer classes than students."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.figures.measure import catalog, dimensions_for, segment_domain
from pipelines.figures.results import Question, View
from pipelines.release.ask import ask
from pipelines.store.warehouse import Warehouse
from tests.offices import office

BY_CLASS = [name for name in catalog() if "class_year" in dimensions_for(name)]


@pytest.mark.parametrize("metric", BY_CLASS)
def test_every_figure_can_be_cut_and_filtered_by_class_in_every_view(
    sample_folder: Path, metric: str
) -> None:
    published = Warehouse(sample_folder).published()
    views: tuple[View, ...] = ("working", "internal", "publishable")
    classes = segment_domain(published, "class_year", catalog()[metric].of)
    for view in views:
        assert ask(published, metric, Question(by=("class_year",)), view).view == view
        for name in classes:
            assert ask(published, metric, Question(where=(("class_year", name),)), view).view == view


GRADUATES = """
student_id | class_year | outcome_status     | reported_on
S1         | 2025       | employed_full_time | 2026-09-01
S2         | 2026       | employed_full_time | 2026-09-01
"""
STUDENTS = "student_id | class_year\nS1 | 2025\nS2 | 2026\nS3 | 2024\nS4 | 2027\n"


def test_a_class_is_never_counted_together_with_one_the_figure_does_not_have(tmp_path: Path) -> None:
    published = office(tmp_path, roster=STUDENTS, first_destination=GRADUATES)
    assert segment_domain(published, "class_year", "graduate") == ("2024", "2025", "2026")
    released = ask(published, "knowledge_rate", Question(by=("class_year",)), "publishable")
    assert [cell.segment["class_year"] for cell in released.cells] == ["2024–2026"]


def test_a_figure_beside_that_has_nothing_of_a_filter_is_left_out_and_the_figure_says_so(
    tmp_path: Path,
) -> None:
    log = "student_id | contact_name | held_on\nS4 | Ann | 2026-03-02\n"
    published = office(tmp_path, roster=STUDENTS, first_destination=GRADUATES, interview_log=log)
    gap = ask(published, "equity_gap", Question(where=(("class_year", "2027"),)), "working")
    assert "equity_gap_outcomes" not in [other.metric.id for other in gap.beside]
    assert any("Gap between groups: outcomes” is left out: Class has no '2027'" in note for note in gap.notes)
