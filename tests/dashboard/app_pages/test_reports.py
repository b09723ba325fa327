"""Reports as a person makes them: choose, look over, change into one's own, add a card's chart, keep."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.reports import library
from tests.dashboard.conftest import Open


@pytest.fixture
def office(sample_folder: Path, tmp_path: Path) -> Path:
    """The sample office in a folder that may be written into."""
    return Path(shutil.copytree(sample_folder, tmp_path / "office"))


def test_a_report_is_chosen_looked_over_and_downloaded(sample_folder: Path, open_page: Open) -> None:
    at = open_page(sample_folder, "reports")
    assert not at.exception
    assert [header.value for header in at.header][:2] == ["The term at a glance", "Outreach"]
    at.pills(key="report").set_value("first_destination").run()
    assert not at.exception
    assert at.header[0].value == "Who graduated, and how many are known"
    assert [metric.label for metric in at.metric][:2] == ["Knowledge rate", "Career outcomes rate"]
    labels = [button.proto.label for button in at.get("download_button")]
    assert labels[:3] == ["Slides (PPTX)", "Document (DOCX)", "PDF"]
    at.segmented_control(key="report_view").set_value("Working").run()
    assert not at.exception
    assert any("not for" in caption.value.lower() or "Working" in caption.value for caption in at.caption)


def test_a_section_s_gradebook_stands_beside_its_names_and_nowhere_else(
    sample_folder: Path, open_page: Open
) -> None:
    def has_gradebook(at: AppTest) -> bool:
        return any(button.proto.label == "Download" for button in at.get("download_button"))

    at = open_page(sample_folder, "reports", report="course_section", program="CAR 210-04")
    assert not has_gradebook(at)
    at.segmented_control(key="report_view").set_value("Working").run()
    assert not at.exception
    assert has_gradebook(at)
    assert "No interview is recorded of 15 of 26 students" in [title.value for title in at.subheader]


def test_a_ready_report_becomes_one_of_the_office_s_own(office: Path, open_page: Open) -> None:
    at = open_page(office, "reports", report="dean_page")
    at.button(key="report_own").click().run()
    turn = at.session_state["_report_turn"]
    at.text_input(key=f"draft_title_{turn}").set_value("For the dean").run()
    at.text_area(key=f"draft_{turn}_0_words").set_value("A good year.").run()
    at.button(key="draft_add").click().run()
    turn += 1
    at.text_input(key=f"draft_{turn}_1_heading").set_value("Second").run()
    at.button(key=f"draft_{turn}_1_arrow_upward").click().run()
    at.button(key="draft_save").click().run()
    assert not at.exception
    plan = library.own(office)["for-the-dean"]
    assert [section.heading for section in plan.sections] == ["Second", "This year"]
    assert plan.sections[1].words == "A good year."
    assert plan.sections[1].charts == library.ready()["dean_page"].sections[0].charts
    assert at.pills(key="report").value == "for-the-dean"
    assert at.header[0].value == "Second"


def test_a_section_with_nothing_in_it_is_not_kept(office: Path, open_page: Open) -> None:
    at = open_page(office, "reports", report="dean_page")
    at.button(key="report_own").click().run()
    at.button(key="draft_add").click().run()
    turn = at.session_state["_report_turn"]
    at.text_area(key=f"draft_{turn}_1_words").set_value("").run()
    at.button(key="draft_save").click().run()
    assert any("section 2, holds nothing" in text.value for text in at.text)
    assert library.own(office) == {}
    at.button(key="draft_leave").click().run()
    assert at.button(key="report_own")


def test_a_look_that_cannot_be_used_is_said_and_mended_at_once(office: Path, open_page: Open) -> None:
    (office / "brand.toml").write_text('logo = "logo.svg"', encoding="utf-8")
    at = open_page(office, "reports", report="dean_page")
    assert [warning.value for warning in at.warning if "logo" in warning.value]
    (office / "brand.toml").write_text('font = "Georgia"  # a file of another length', encoding="utf-8")
    at.run()
    assert not at.warning


def test_a_card_s_chart_is_added_as_it_is_cut_and_filtered(office: Path, open_page: Open) -> None:
    at = open_page(office, "interviews", college="School of Business")
    at.session_state["_card_dialog"] = ("reached_by_program", "report")
    at.run()
    at.text_input(key="add_to_title").set_value("Business").run()
    at.button(key="add_to_report").click().run()
    assert not at.exception
    (plan,) = library.own(office).values()
    (section,) = plan.sections
    assert (plan.title, section.charts, section.where) == (
        "Business",
        ("reached_by_program",),
        (("college", "School of Business"),),
    )
