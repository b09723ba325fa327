"""A calendar only suggests interviews: each needs a yes, and whose they are is asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.cli.asking import Answer, Question, answer_of, asked, questions
from pipelines.ingest.import_choices import Choices
from pipelines.ingest.import_report import ImportReport
from pipelines.ingest.load import import_file
from tests.cases.bringing import Brought, CaseOffice

ENTRIES = """BEGIN:VCALENDAR
VERSION:2.0
X-WR-CALNAME:s1@example.edu
X-WR-TIMEZONE:America/New_York
BEGIN:VEVENT
UID:1
DTSTART:20260303T013000Z
DTEND:20260303T020000Z
SUMMARY:Coffee chat
ATTENDEE;CN=Ana Kurz:mailto:ana@acme.example.com
ORGANIZER:mailto:s1@example.edu
END:VEVENT
BEGIN:VEVENT
UID:2
DTSTART;VALUE=DATE:20260304
SUMMARY:Informational interview with Bo Lang
END:VEVENT
BEGIN:VEVENT
UID:3
DTSTART:20260305T150000Z
SUMMARY:Dentist
END:VEVENT
END:VCALENDAR
"""


@pytest.fixture
def meetings(tmp_path: Path) -> Path:
    path = tmp_path / "meetings.ics"
    path.write_text(ENTRIES, encoding="utf-8")
    return path


def answered(office: CaseOffice, meetings: Path, answers: str) -> Brought:
    mapping = meetings.with_suffix(".toml")
    mapping.write_text(answers, encoding="utf-8")
    return office.given(meetings, mapping=str(mapping))


def test_nothing_counts_without_a_yes(office: CaseOffice, meetings: Path) -> None:
    brought = office.given(meetings)
    assert brought.report.is_refused
    assert [one.about for one in brought.report.questions] == ["suggestion", "suggestion"]
    assert brought.says(
        "a calendar file", "2 of its entries look", "Ana Kurz (ana@acme.example.com)", "Bo Lang"
    )
    assert not brought.says("Dentist")
    assert "confirm = [" in brought.printed


def test_a_yes_does_not_say_whose_calendar_it_is(office: CaseOffice, meetings: Path) -> None:
    brought = answered(office, meetings, "confirm = [1]\n")
    assert brought.report.is_refused
    assert brought.says("says which student a row is about")


def test_what_was_confirmed_is_an_interview(office: CaseOffice, meetings: Path) -> None:
    brought = answered(office, meetings, 'confirm = [1]\n[constants]\nstudent_email = "s1@example.edu"\n')
    report = brought.report
    assert (report.source, report.accepted, report.skipped, report.rows_read) == ("interview_log", 1, 2, 3)
    assert brought.says("nobody has confirmed as an interview")
    (held,) = office.published.query("select held_on::varchar as day, minutes, status from marts.interviews")
    assert (held["day"], held["minutes"], held["status"]) == ("2026-03-02", 30, "held")
    # and another yes later
    answered(office, meetings, 'confirm = [1, 2]\n[constants]\nstudent_email = "s1@example.edu"\n')
    assert office.interviews == 2


def test_a_moment_in_utc_is_the_offices_day(office: CaseOffice, meetings: Path) -> None:
    meetings.write_text(ENTRIES.replace("X-WR-TIMEZONE:America/New_York\n", ""), encoding="utf-8")
    office.warehouse.folder.mkdir(parents=True)
    (office.warehouse.folder / "settings.toml").write_text(
        'time_zone = "America/Los_Angeles"\n', encoding="utf-8"
    )
    answered(office, meetings, 'confirm = [1, 2]\n[constants]\nstudent_id = "S1"\n')
    held = office.published.query("select held_on::varchar as day from marts.interviews order by 1")
    assert [one["day"] for one in held] == ["2026-03-02", "2026-03-04"]


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ("confirm = [7]\n", "has no suggestion 7"),
        ("confirm = [3]\n", "has no suggestion 3"),
        ('confirm = ["1"]\n', "list of numbers"),
        ("confirm = [true]\n", "list of numbers"),
        ("confirm = 1\n", "list of numbers"),
        ("confirm = []\n", "a calendar file"),
    ],
)
def test_what_is_no_answer_is_said(office: CaseOffice, meetings: Path, answers: str, words: str) -> None:
    brought = answered(office, meetings, answers)
    assert brought.report.is_refused
    assert words in brought.printed


def test_the_terminal_asks_each_and_a_no_is_the_default(office: CaseOffice, meetings: Path) -> None:
    mapping = meetings.with_suffix(".toml")

    def preview(choices: Choices) -> ImportReport:
        mapping.write_text(choices.mapping_toml(), encoding="utf-8")
        return import_file(office.warehouse, meetings, mapping_file=mapping, dry_run=True)

    seen: list[str] = []

    def tell(question: Question) -> Answer:
        seen.append(question.key)
        if question.key == "suggestion 2":
            return question.answers[1]
        if question.key == "column student_id":
            typed = answer_of(question, "s1@example.edu")
            assert typed
            return typed
        return question.answers[question.default]

    choices, report = asked(preview, Choices(), tell)
    assert seen[:3] == ["suggestion 1", "suggestion 2", "column student_id"]
    assert choices.confirm == (2,)
    assert choices.constants == (("student_email", "s1@example.edu"),)
    assert report.accepted == 1
    assert not [one for one in questions(report, choices) if one.key not in seen]
