"""The filter bar: chips say what is chosen, the address keeps it, a link changes what it names."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.asking import served
from dashboard.widgets.filter_bar import BY_ADVISOR
from tests.dashboard.conftest import Open
from tests.offices import office


def chips(at: AppTest) -> list[str]:
    return [one.proto.popover.label.replace("\\", "") for one in at.get("popover")]


def test_a_chip_says_what_is_chosen(open_page: Open, sample_folder: Path) -> None:
    assert {"This academic year", "All programs", "All colleges", "All classes", "More filters"} <= set(
        chips(open_page(sample_folder, "outreach"))
    )
    chosen = {"class": "2027", "program": ["CAR 210-01", "CAR 210-02"], "dates": "Fall 2025"}
    at = open_page(sample_folder, "outreach", **chosen, first_generation="yes", view="Internal view")
    assert {"Fall 2025", "2 programs", "Class of 2027", "More filters (1)", "Internal view"} <= set(chips(at))


def test_the_address_keeps_what_is_chosen_and_nothing_else(open_page: Open, sample_folder: Path) -> None:
    at = open_page(sample_folder, "outreach")
    assert not at.query_params
    at.multiselect(key="class").select("2027").run()
    at.radio(key="dates").set_value("All dates").run()
    assert dict(at.query_params) == {"class": "2027", "dates": "All dates"}
    at.multiselect(key="class").set_value([]).run()
    at.radio(key="dates").set_value("This academic year").run()
    assert not at.query_params


def test_filters_go_along_from_page_to_page_and_by_pages_without_any(
    open_page: Open, sample_folder: Path
) -> None:
    at = open_page(sample_folder, "outreach", college="School of Business")
    for page in ("uploads", "interviews"):
        at.query_params.clear()  # as a link of the navigation does
        at.switch_page(f"app_pages/{page}.py").run()
        assert not at.exception
    assert at.multiselect(key="college").value == ["School of Business"]
    assert dict(at.query_params) == {"college": "School of Business"}


def test_going_back_on_a_page_is_all_the_address_says(open_page: Open, sample_folder: Path) -> None:
    at = open_page(sample_folder, "outreach", college="School of Business", dates="All dates")
    at.query_params.clear()
    at.query_params["class"] = "2027"
    at.run()
    assert at.multiselect(key="college").value == []
    assert at.multiselect(key="class").value == ["2027"]
    assert at.radio(key="dates").value == "This academic year"


@pytest.mark.parametrize(("view", "is_offered"), [("Working view", True), ("Publishable view", False)])
def test_students_are_found_from_every_page_where_names_may_be_seen(
    view: str, is_offered: bool, open_page: Open, sample_folder: Path
) -> None:
    at = open_page(sample_folder, "outcomes", view=view)
    assert ("Find a student" in chips(at)) == is_offered
    if is_offered:
        at.session_state["find_menu"] = True
        at.run()
        at.text_input(key="find_in_menu").set_value("yarrow").run()
        assert not at.exception
        assert any("student" in link.proto.page for link in at.get("page_link"))


BY_TWO = """
student_id | advisor | is_expected_to_log
a1         | Ito     | yes
b1         | Roy     | yes
"""
TALKS = """
student_id | contact_name | held_on
a1         | Lee          | 2026-10-05
"""


def test_by_advisor_only_where_the_office_allows_it_and_in_the_working_view(
    open_page: Open, tmp_path: Path
) -> None:
    office(tmp_path, roster=BY_TWO, interview_log=TALKS)
    folder = tmp_path / "warehouse"
    at = open_page(folder, "interviews", advisor="Ito")
    assert "advisor" not in [one.key for one in at.multiselect]
    assert any("filters by values that don't exist here" in one.value for one in at.warning)
    (folder / "settings.toml").write_text("filter_by_advisor = true\n", encoding="utf-8")
    served._settings.cache_clear()
    at = open_page(folder, "interviews", advisor="Ito")
    assert at.multiselect(key="advisor").value == ["Ito"]
    assert "More filters (1)" in chips(at)
    assert dict(at.query_params) == {"advisor": "Ito"}
    assert [one.value for one in at.metric if one.label == "Interviews held"] == ["1"]
    at = open_page(folder, "interviews", advisor="Ito", view="Internal view")
    assert at.multiselect(key="advisor").help == BY_ADVISOR
    assert any("for staff only" in one.value for one in at.text)
    assert not at.metric


def test_what_only_the_page_before_reads_is_no_part_of_the_address(
    open_page: Open, sample_folder: Path
) -> None:
    at = open_page(sample_folder, "student", student="00400570", college="School of Business")
    assert "student" in at.query_params
    at.switch_page("app_pages/interviews.py").run()
    assert dict(at.query_params) == {"college": "School of Business"}
