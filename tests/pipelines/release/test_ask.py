"""What a view asks for comes back in every view, class by class: graduates have fewer classes than students."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.codes.classifications import cip_families
from pipelines.errors import QuestionError
from pipelines.figures.measure import catalog, dimensions_for, segment_domain
from pipelines.figures.results import Question, View
from pipelines.release.ask import ask, groups_of, policy_of
from pipelines.release.disclosure import Policy
from pipelines.settings import read_settings
from pipelines.store.warehouse import Warehouse
from tests.offices import office

BY_CLASS = [name for name in catalog() if "class_year" in dimensions_for(name)]


@pytest.mark.sampled(4)
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


def test_an_office_publishes_by_its_own_smallest_group(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text("[disclosure]\nk = 15\n")
    assert policy_of(read_settings(tmp_path)) == Policy(k=15)
    assert policy_of(read_settings(tmp_path / "nowhere")) == Policy()


def test_a_figure_is_judged_by_the_office_s_own_policy(tmp_path: Path) -> None:
    students = "student_id | class_year\n" + "".join(f"S{i} | 2026\n" for i in range(12))
    held = "student_id | contact_name | held_on\n" + "".join(f"S{i} | Ann | 2026-03-02\n" for i in range(12))
    published = office(tmp_path, roster=students, interview_log=held)
    (usual,) = ask(published, "interview_volume", Question(), "publishable").cells
    (strict,) = ask(published, "interview_volume", Question(), "publishable", Policy(k=15)).cells
    assert (usual.value, strict.value) == (10, None)
    assert strict.label == "Fewer than 15 students"


def test_a_major_belongs_to_the_field_of_its_code_where_all_codes_agree(tmp_path: Path) -> None:
    roster = """
    student_id | class_year | majors  | cip_code
    S1         | 2026       | Accting | 52.0301
    S2         | 2025       | Accting | 52.0301
    S3         | 2027       | Mixed   | 52.0301
    S4         | 2027       | Mixed   | 11.0101
    """
    groups = groups_of(office(tmp_path, roster=roster), "student")
    assert groups.classes == ("2025", "2026", "2027")
    assert groups.families["Accting"] == cip_families()["52"]
    assert "Mixed" not in groups.families


def test_a_publishable_figure_has_its_beside_whatever_was_asked(tmp_path: Path) -> None:
    published = office(tmp_path, roster=STUDENTS, first_destination=GRADUATES)
    views: tuple[View, ...] = ("working", "internal", "publishable")
    shown = {
        view: len(ask(published, "career_outcomes_rate", Question(), view, with_beside=False).beside)
        for view in views
    }
    assert shown == {"working": 0, "internal": 0, "publishable": 1}
    assert len(ask(published, "career_outcomes_rate", Question(), "working").beside) == 1


def test_rows_of_one_table_are_asked_without_the_classes_before(tmp_path: Path) -> None:
    published = office(tmp_path, roster=STUDENTS, first_destination=GRADUATES)
    asked = Question(by=("class_year",))
    alone = ask(published, "knowledge_rate", asked, "publishable", with_pools=False)
    assert [cell.segment["class_year"] for cell in alone.cells] == ["2024", "2025", "2026"]


def test_what_a_view_forbids_is_refused_before_anything_is_measured(tmp_path: Path) -> None:
    published = office(tmp_path, roster=STUDENTS, first_destination=GRADUATES)
    with pytest.raises(QuestionError, match="by advisor"):
        ask(published, "knowledge_rate", Question(by=("advisor",)), "internal")
