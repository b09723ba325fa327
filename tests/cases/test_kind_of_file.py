"""What a file is: taken for it where that is clear, else asked about; what is none of ours is named for what it is."""

from __future__ import annotations

import pytest

from pipelines.sources.catalog import sources
from tests.cases.bringing import CaseOffice


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ("thank_you.eml", ("an e-mail message", "one row per message")),
        ("coffee.ics", ("a calendar file", "one row per talk")),
        ("interviews.json", ("JSON", "Export the table")),
    ],
)
def test_what_is_no_table_is_named_and_no_kind_is_offered(
    office: CaseOffice, file: str, words: tuple[str, ...]
) -> None:
    brought = office.given(f"kind_of_file/{file}")
    assert brought.report.is_refused
    assert brought.says(*words), brought.printed
    assert not any(source.title in brought.printed for source in sources().values())
    assert not brought.report.guesses


def test_answers_one_a_row_are_no_list_of_people(office: CaseOffice) -> None:
    brought = office.given("kind_of_file/event_one_row_per_answer.csv")
    assert brought.report.is_refused
    assert brought.says("one row per person", "Question", "Answer")


def test_messages_without_a_student_are_asked_about(office: CaseOffice) -> None:
    brought = office.given("kind_of_file/mail_log_status.csv")
    assert brought.report.is_refused
    assert brought.says("outreach log", "which student sent the message")
    (question,) = brought.report.questions
    assert (question.about, question.column, question.source) == ("column", "student_id", "outreach_log")


def test_a_mail_merge_is_messages_and_no_list_of_students(office: CaseOffice) -> None:
    office.given("kind_of_file/roster_of_one.csv")
    assert office.given("kind_of_file/mail_merge_log.csv").report.source == "outreach_log"
    assert office.new_contacts == 4
    assert office.students == 1
    (student,) = office.published.query("select student_email as email from marts.students")
    assert student["email"] == "sam@example.edu"
    replies = office.published.query("select reply from marts.touches where reply is not null order by 1")
    assert [row["reply"] for row in replies] == ["bounced", "replied"]


def test_outcomes_are_known_by_their_values(office: CaseOffice) -> None:
    brought = office.given("kind_of_file/outcomes_in_own_words.csv")
    assert brought.report.source == "first_destination"
    assert brought.says("What are they doing?", "please check")


def test_headers_may_carry_hints_in_brackets(office: CaseOffice) -> None:
    brought = office.given("kind_of_file/headers_with_hints.csv")
    assert brought.report.source == "interview_log"
    assert office.interviews == 2
    assert office.names_per_interview == (1.5, 2)
    assert brought.says("Duration (hrs)") or office.cell("minutes").value == 45
