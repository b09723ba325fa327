"""A calendar only suggests interviews: each needs a yes, and whose they are is asked."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipelines.cli.asking import Answer, Question, answer_of, asked, questions
from pipelines.ingest.import_choices import Choices
from pipelines.ingest.import_report import ImportReport
from pipelines.ingest.load import import_file
from pipelines.ingest.suggested_talks import suggested
from pipelines.readers.formats.calendar import COLUMNS
from pipelines.readers.model import CellFile, RawTable, Reading
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
    assert [(one.about, one.column) for one in brought.report.questions] == [("owner", "student_id")]
    assert brought.says("Whose calendar is “meetings.ics”?")
    assert "[constants]" in brought.printed


def test_what_was_confirmed_is_an_interview(office: CaseOffice, meetings: Path) -> None:
    brought = answered(office, meetings, 'confirm = [1]\n[constants]\nstudent_email = "s1@example.edu"\n')
    report = brought.report
    assert (report.source, report.accepted, report.skipped, report.rows_read) == ("interview_log", 1, 2, 3)
    assert "entries nobody has confirmed" in brought.printed
    assert [one.number for one in report.suggested_talks] == [1, 2]
    (held,) = office.published.query("select held_on::varchar as day, minutes, status from marts.interviews")
    assert (held["day"], held["minutes"], held["status"]) == ("2026-03-02", 30, "held")
    # another time: what is here is said, and another yes adds to it
    again = office.given(meetings).report.suggested_talks
    assert [(one.number, one.is_here, one.is_likely) for one in again] == [(2, False, True), (1, True, False)]
    answered(office, meetings, 'confirm = [1, 2]\n[constants]\nstudent_email = "s1@example.edu"\n')
    assert office.interviews == 2


def test_the_likely_ones_come_first_and_what_is_ahead_last(tmp_path: Path) -> None:
    entries = [
        ("Call", "Ana Kurz", "2026-03-01"),
        ("Coffee", "Bo Lang", "2026-03-09"),
        ("Coffee", "Cy Mann", "2026-03-02"),
        ("Coffee", "Di Ost", "2026-03-03"),
        ("Coffee", "Ed Poe", "2026-02-01"),
    ]
    cells = tmp_path / "cells.csv"
    lines = (f'"{at}","{day}","30","{who}","","{title}"' for at, (title, who, day) in enumerate(entries))
    cells.write_text("\n".join(lines), encoding="utf-8")
    table = RawTable("", COLUMNS, ("",) * 5, (), (), 5, (), (), "", CellFile(cells, False))
    reading = Reading("c.ics", "", 0, "ics", "calendar", "utf-8", "", (table,), ())
    talks = suggested(reading, date(2026, 3, 4), recorded={("2026-02-01", "ed poe")})
    assert [(one.who, one.is_likely) for one in talks] == [
        ("Cy Mann", True),
        ("Di Ost", True),
        ("Ana Kurz", False),
        ("Bo Lang", False),
        ("Ed Poe", False),
    ]


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
        if question.key == "owner":
            typed = answer_of(question, "s1@example.edu")
            assert typed
            return typed
        return question.answers[question.default]

    choices, report = asked(preview, Choices(), tell)
    assert seen[:3] == ["suggestion 1", "suggestion 2", "owner"]
    assert choices.confirm == (2,)
    assert choices.constants == (("student_email", "s1@example.edu"),)
    assert report.accepted == 1
    assert not [one for one in questions(report, choices) if one.key not in seen]
