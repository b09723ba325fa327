"""Surveys as their tools write them, after somebody has had hands on them."""

from __future__ import annotations

import pytest

from tests.cases.bringing import CaseOffice


@pytest.mark.parametrize(
    "file", ["qualtrics_blank_tool_columns", "qualtrics_third_header_row_deleted", "qualtrics_one_header_row"]
)
def test_qualtrics_is_known_without_its_row_of_ids_or_questions(office: CaseOffice, file: str) -> None:
    report = office.given(f"survey/{file}.csv").report
    assert (report.source, report.tool, report.accepted) == ("survey", "qualtrics", 6)
    assert report.skips == {"preview": 1, "unfinished": 1}
    change = office.cell("clarity_change")
    assert (change.value, change.people) == (1.0, 3)


def test_a_long_survey_is_a_survey_however_many_questions_it_has(office: CaseOffice) -> None:
    brought = office.given("survey/qualtrics_many_questions.csv")
    assert (brought.report.source, brought.report.accepted) == ("survey", 4)
    assert brought.says("“Q1” was taken for clarity")


def test_outcomes_without_a_date_of_report_leave_the_unknown_in_the_class(office: CaseOffice) -> None:
    office.given("keys/class_of_2025.csv")
    office.given("keys/outcomes_without_report_date.csv")
    cell = office.cell("knowledge_rate")
    assert (cell.numerator, cell.denominator) == (2, 4)


def test_a_question_asked_in_two_branches_is_said(office: CaseOffice) -> None:
    brought = office.given("survey/same_question_in_two_branches.csv")
    assert brought.says("How clear are your career goals? (2)", "asks for the same")


def test_a_file_whose_kind_was_said_once_is_known_when_it_comes_again(office: CaseOffice) -> None:
    office.given("keys/form_given_twice.csv", mapping="keys/form_given_twice.toml")
    again = office.given("keys/form_given_twice.csv")
    assert (again.report.status, again.report.new) == ("unchanged", 0)
    assert again.says("You already have this", "nothing to do")
    assert office.interviews == 3
