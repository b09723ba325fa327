"""A file is taken for the source its headers fit best, or refused with what was tried."""

from __future__ import annotations

import pytest

from pipelines.errors import FileRefused
from pipelines.mapping.open_question import FileUnclear
from pipelines.mapping.propose import propose
from pipelines.mapping.source_guess import RECOGNISED, Guess, choose, recognise
from pipelines.sources.catalog import EXPLANATION, Source, source, sources
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
    with pytest.raises(FileRefused, match=r"We can't tell what this file is\. The nearest are: ") as refused:
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


def test_a_guess_is_scored_by_what_is_needed_what_is_known_and_what_tells() -> None:
    best = recognise(["student_id", "contact_name", "held_on", "zzz"])[0]
    assert best.source == "interview_log"
    # all required ones (0.4), three of four headers (0.3 × 0.75), one column only this source has (0.15)
    assert best.score == pytest.approx(0.4 + 0.3 * 0.75 + 0.15)
    assert best.why == "3 of 4 columns recognized; all required ones found; told by held_on"
    assert best.missing == ()


def test_what_is_missing_lowers_the_score_and_is_named() -> None:
    guess = next(one for one in recognise(["student_id", "held_on"]) if one.source == "interview_log")
    assert guess.missing == ("contact",)
    assert guess.score == pytest.approx(0.4 * (1 - 1 / 3) + 0.3 + 0.15, abs=0.0001)
    assert guess.why == "2 of 2 columns recognized; missing contact_name or contact_email; told by held_on"


def test_a_student_who_may_be_the_sheet_is_missed_by_half() -> None:
    guess = next(
        one for one in recognise(["contact_name", "first_contacted_on"]) if one.source == "contact_tracker"
    )
    of = source("contact_tracker")
    needed = sum(column.is_required for column in of.columns) + len(of.one_of_groups)
    assert guess.missing[0] == "student"
    assert guess.score >= 0.4 * (1 - (len(guess.missing) - 0.5) / needed)


def test_no_headers_at_all_are_no_source() -> None:
    assert max(guess.score for guess in recognise([])) < RECOGNISED
    assert all(guess.score >= 0 for guess in recognise([]))


def guess(source: str, score: float, *missing: str) -> Guess:
    return Guess(source, score, f"told of {source}", missing)


@pytest.mark.parametrize(
    ("guesses", "chosen"),
    [
        ([guess("survey", 0.9), guess("roster", 0.8)], "survey"),
        ([guess("survey", 0.9, "wave"), guess("roster", 0.7)], "survey"),  # the column is asked about
        ([guess("survey", 0.9, "wave"), guess("roster", 0.59)], "survey"),
        ([guess("survey", 0.6)], "survey"),
    ],
)
def test_the_best_guess_is_taken_whatever_it_lacks(guesses: list[Guess], chosen: str) -> None:
    assert choose(["a"], guesses).source == chosen


def test_what_is_near_nothing_is_refused_with_the_three_nearest() -> None:
    near = [guess("survey", 0.59), guess("roster", 0.3), guess("degree_log", 0.2), guess("outreach_log", 0.1)]
    with pytest.raises(FileRefused) as refused:
        choose([f"h{n}" for n in range(25)], near)
    assert "survey (told of survey)" in refused.value.message
    assert "told of degree_log" in refused.value.message
    assert "told of outreach_log" not in refused.value.message
    assert "--" not in refused.value.message  # what to do about it is said where it is asked
    (problem,) = refused.value.problems
    assert (problem.code, problem.found) == ("unknown_source", ", ".join(f"h{n}" for n in range(20)))


@pytest.mark.parametrize(
    ("table", "source"),
    [
        # whoever asks in an informational interview is the student: no tracker with a message on that day
        ("Interviewer,Interviewer Email,Interviewee,Interviewee Company,Date\n"
         "Ann Ames,ann@college.edu,Ana Kurz,Acme,2026-03-02\nBob Ball,bob@college.edu,Bo Lang,Beta,2026-03-03\n"
         "Ann Ames,ann@college.edu,Di Vogt,Delta,2026-03-04", "interview_log"),
        # people somebody named are referrals, not talks that were held with them
        ("Student ID,Referred by,Person 1,Person 1 email,Person 2,Person 2 email,Date\n"
         "S1,Ana Kurz,Bo Lang,bo@beta.com,Cy Di,cy@gamma.com,2026-03-02\nS2,Di Vogt,Ed Wend,ed@epsil.com,,,2026-03-03",
         "referral_log"),
        # who they are stands in every log: a roster would lose the other half of the columns
        ("NetID,First,Last,Whom,Where they work,On\naames1,Alice,Ames,Ana Kurz,Acme,March 2 2026\n"
         "bball2,Bob,Ball,Bo Lang,Beta,March 3 2026\nccruz3,Cy,Cruz,Di Vogt,Delta,March 4 2026", "asked"),
        ("Last Name,First Name,Student ID,Contact Last,Contact First,Company,Interview Date\n"
         "Ames,Alice,S1,Kurz,Ana,Acme,2026-03-02\nBall,Bob,S2,Lang,Bo,Beta,2026-03-03\nCruz,Cy,S3,Vogt,Di,Delta,2026-03-04", "asked"),
        # and a list of people with columns that are nobody's stays one
        ("Student ID,First name,Last name,Locker,Team,Shirt\n1,Alice,Ames,12,Red,M\n2,Bob,Ball,13,Blue,L\n3,Cy,Cruz,14,Red,S",
         "roster"),
    ],
)  # fmt: skip
def test_files_of_strangers_that_were_taken_for_something_else(table: str, source: str) -> None:
    headers, *rows = (line.split(",") for line in table.splitlines())
    guesses = recognise(headers, rows=rows)
    if source == "asked":
        with pytest.raises(FileUnclear, match="a student roster or an interview log"):
            choose(headers, guesses)
    else:
        assert choose(headers, guesses).source == source
