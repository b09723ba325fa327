"""A file is taken for the source its headers fit best, or refused with what was tried."""

from __future__ import annotations

import pytest

from pipelines.errors import FileRefused
from pipelines.mapping.propose import propose
from pipelines.mapping.source_guess import recognise
from pipelines.sources.catalog import EXPLANATION, Source, sources
from tests.pipelines.mapping.recognizing import taken_for

ALL = [pytest.param(s, id=s.id) for s in sources().values()]


def heads(text: str) -> list[str]:
    return [head.strip() for head in text.split("|")]


def columns_of(text: str, tool: str = "", labels: str = "") -> dict[str, str]:
    """Canonical column -> header for a header line such as "Student ID | Date"."""
    headers, asked = heads(text), heads(labels) if labels else []
    taken = taken_for(headers, asked, tool)
    return propose(headers, asked, taken.source, tool=tool).columns


@pytest.mark.parametrize("kind", ["starter", "columns"])
@pytest.mark.parametrize("of", ALL)
def test_a_template_is_recognized_among_all_others(of: Source, kind: str) -> None:
    guesses = recognise([column.name for column in getattr(of, kind)])
    assert (guesses[0].source, guesses[0].score) == (of.id, 1.0)
    assert guesses[1].score < 0.95
    assert len(guesses) == len(sources())


@pytest.mark.parametrize(
    ("headers", "wanted"),
    [
        ("Student ID | First Name | Last Name | School | Major(s) | Class Of | Advisor", "roster"),
        ("Emplid | Email | Academic Plan | Expected Grad Term | First Gen | Ethnicity", "roster"),
        ("Student ID | Interviewee | Company | Interview Date | How did you find them?", "interview_log"),
        ("Your email | Who did you interview? | When was the interview? | What came of it?", "interview_log"),
        ("SID | Name | Company | First contacted | Follow-up | Reply | Talked on", "contact_tracker"),
        ("Student email | Contact | Company | Date sent | Method | Response", "outreach_log"),
        ("Student ID | Referrer | Referral name | Referral date | Permission", "referral_log"),
        ("ResponseId | RecordedDate | Student ID | Wave | Career clarity | Confidence", "survey"),
        ("Student ID | Degree | Major | Conferral Date", "degree_log"),
        # Handshake, 12twenty and uConnect, as their imports and exports are headed
        (
            "student_email | first_destination_response_type_name | employer_name | annual_salary",
            "first_destination",
        ),
        (
            "Student Identifier | Outcome Type | Job Phase | Reported Date | Knowledge Source | Employer",
            "first_destination",
        ),
        (
            "Student ID | Academic Division/School | Program Name/Major | Outcome Type | "
            "Employing Organization | Annual Base Salary",
            "first_destination",
        ),
    ],
)
def test_a_file_is_taken_for_what_offices_call_it(headers: str, wanted: str) -> None:
    guess = taken_for(heads(headers))
    assert guess.source == wanted
    assert guess.missing == ()
    assert "all required ones found" in guess.why


@pytest.mark.parametrize(
    "headers",
    [
        "Student ID | Assignment | Score",
        "a | b | c",
        "Rank | Major_code | Total | Men | Women | Employed | Median | P25th | P75th",
    ],
)
def test_a_file_that_is_none_of_them_is_refused_with_what_was_tried(headers: str) -> None:
    with pytest.raises(
        FileRefused, match=r"do not look like any source.*--source \(one of roster, "
    ) as refused:
        taken_for(heads(headers))
    assert "missing" in refused.value.message
    assert refused.value.problems[0].code == "unknown_source"


@pytest.mark.parametrize(
    ("headers", "tool", "sentence"),
    [
        ("Student | Appointment Type | Staff Member | Date | Check-in", "", "advising appointments"),
        (
            "appointment_id | student_email | staff_member_email | appointment_length",
            "",
            "advising appointments",
        ),
        (
            "First Name | Last Name | URL | Email Address | Company | Position | Connected On",
            "",
            "connections",
        ),
        ("First | Last", "linkedin", "connections"),
        ("Answer Choices | Responses | ", "surveymonkey", "summary"),
        (" | ".join(EXPLANATION), "", "explains a template"),
    ],
)
def test_files_that_are_something_else_are_refused_as_what_they_are(
    headers: str, tool: str, sentence: str
) -> None:
    with pytest.raises(FileRefused, match=sentence):
        taken_for(heads(headers), (), tool)
    with pytest.raises(FileRefused, match=sentence):  # naming a source does not make them one
        propose(heads(headers), (), "interview_log", tool=tool)


def test_an_interview_that_somebody_calls_an_appointment_is_not_refused() -> None:
    found = columns_of("Student ID | Contact | Appointment date | Appointment status | Names given")
    assert found["held_on"] == "Appointment date"
    assert found["status"] == "Appointment status"
