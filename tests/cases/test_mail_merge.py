"""Logs of mail merges: messages of a student to contacts; what was not sent is none, and opened is no answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cases.bringing import Brought, CaseOffice

SENT_TO = "First Name,Last Name,Email Address,Company"
ANA = "Ana,Kurz,ana@acme.example.com,Acme"
BO = "Bo,Lang,bo@beta.example.com,Beta"
CY = "Cy,Mann,cy@gamma.example.com,Gamma"


def given(office: CaseOffice, folder: Path, text: str, answers: str = "") -> Brought:
    log = folder / "merge.csv"
    log.write_text(text, encoding="utf-8")
    if not answers:
        return office.given(log)
    mapping = folder / "merge.toml"
    mapping.write_text(answers, encoding="utf-8")
    return office.given(log, mapping=str(mapping))


def touches(office: CaseOffice) -> list[tuple[str, str | None, str | None]]:
    """(to whom, what was answered, on which day), by address."""
    rows = office.published.query(
        "select c.email as whom, t.reply as reply, t.replied_on::varchar as day"
        " from marts.touches t join marts.contacts c using (contact_key) order by 1"
    )
    return [(row["whom"], row["reply"], row["day"]) for row in rows]


REPLIES = {
    "EMAIL_SENT": None,
    "EMAIL_OPENED": None,
    "EMAIL_CLICKED": None,
    "Opened": None,
    "UNSUBSCRIBED": None,
    "RESPONDED": "replied",
    "Replied": "replied",
    "BOUNCED": "bounced",
}
NOT_SENT = ("", "SCHEDULED", "ERROR", "Draft", "Not sent", "Failed", "PAUSED", "Skipped")


@pytest.mark.parametrize("status", ["Merge status", "Mail Merge Status"])
def test_the_state_of_a_message_says_what_came_back(office: CaseOffice, tmp_path: Path, status: str) -> None:
    states = [*REPLIES, *NOT_SENT]
    rows = "".join(
        f"S1,Ana,Kurz,ana{n:02}@firm{n:02}.example.com,Firm {n},3/14/2026,{s}\n" for n, s in enumerate(states)
    )
    brought = given(office, tmp_path, f"Student ID,{SENT_TO},Date Sent,{status}\n{rows}")
    assert (brought.report.source, brought.report.accepted) == ("outreach_log", len(REPLIES))
    assert not brought.report.unknown_values
    assert brought.says(f"{len(NOT_SENT)} rows are passed over: the merge has not sent it")
    assert [reply for _, reply, _ in touches(office)] == list(REPLIES.values())


def test_whose_messages_they_are_is_asked_and_never_guessed(office: CaseOffice, tmp_path: Path) -> None:
    log = f"{SENT_TO},Date Sent,Merge status\n{ANA},3/14/2026,EMAIL_SENT\n{BO},3/14/2026,RESPONDED\n"
    brought = given(office, tmp_path, log)
    assert brought.report.is_refused
    assert brought.says("which student sent the message")
    (question,) = brought.report.questions
    assert (question.column, question.choices) == ("student_id", ())
    given(office, tmp_path, log, '[constants]\nstudent_id = "S1"\n')
    assert (office.new_contacts, office.students) == (2, 1)


def test_the_day_may_be_said_once_for_a_merge_that_keeps_none(office: CaseOffice, tmp_path: Path) -> None:
    log = f"{SENT_TO},Merge status\n{ANA},EMAIL_SENT\n{BO},\n"
    brought = given(office, tmp_path, log)
    assert brought.report.is_refused
    assert {question.column for question in brought.report.questions} == {"student_id", "sent_on"}
    given(office, tmp_path, log, '[constants]\nstudent_email = "s1@example.edu"\nsent_on = "2026-03-14"\n')
    assert touches(office) == [("ana@acme.example.com", None, None)]


def test_a_column_for_each_state_is_one_answer(office: CaseOffice, tmp_path: Path) -> None:
    brought = given(
        office,
        tmp_path,
        "From,To,Company,Sent,Opened,Bounced,Replied\n"
        "s1@example.edu,ana@acme.example.com,Acme,3/14/2026 9:00,Yes,No,No\n"
        "s1@example.edu,bo@beta.example.com,Beta,3/14/2026 9:00,Yes,No,Yes\n"
        "s1@example.edu,cy@gamma.example.com,Gamma,3/14/2026 9:01,No,Yes,No\n",
    )
    assert brought.report.source == "outreach_log"
    assert touches(office) == [
        ("ana@acme.example.com", "no_reply", None),
        ("bo@beta.example.com", "replied", None),
        ("cy@gamma.example.com", "bounced", None),
    ]


def test_a_day_under_replied_is_the_day_of_the_answer(office: CaseOffice, tmp_path: Path) -> None:
    given(
        office,
        tmp_path,
        "EmailAddress,FirstName,LastName,Company,SentDate,From,Opens,Clicks,Replied,Bounced,Unsubscribed\n"
        f"{_gmass(ANA)},2026-03-14 09:00:00,s1@example.edu,2,0,,,\n"
        f"{_gmass(BO)},2026-03-14 09:00:00,s1@example.edu,1,0,2026-03-15 10:00:00,,\n"
        f"{_gmass(CY)},2026-03-14 09:00:00,s1@example.edu,0,0,,Yes,\n",
    )
    assert touches(office) == [
        ("ana@acme.example.com", None, None),
        ("bo@beta.example.com", "replied", "2026-03-15"),
        ("cy@gamma.example.com", "bounced", None),
    ]


def _gmass(contact: str) -> str:
    first, last, email, company = contact.split(",")
    return f"{email},{first},{last},{company}"


def test_a_method_of_its_own_outweighs_what_a_merge_is(office: CaseOffice, tmp_path: Path) -> None:
    log = f"Student ID,{SENT_TO},Date Sent,Method,Merge status\nS1,{ANA},3/14/2026,LinkedIn,EMAIL_SENT\n"
    (said,) = given(office, tmp_path, log).report.accepted_sample
    assert said["method"] == "linkedin"
    (said,) = given(office, tmp_path, log.replace("Method,", "Notes,")).report.accepted_sample
    assert said["method"] == "email"


def test_an_offices_merge_to_its_students_is_no_outreach(office: CaseOffice, tmp_path: Path) -> None:
    roster = tmp_path / "roster.csv"
    roster.write_text(
        "student_id,first_name,last_name,email\nS1,Ana,Kurz,ana@example.edu\nS2,Bo,Lang,bo@example.edu\n"
    )
    office.given(roster)
    log = "First Name,Last Name,Email Address,Merge status\nAna,Kurz,ana@example.edu,EMAIL_SENT\nBo,Lang,bo@example.edu,RESPONDED\n"
    assert given(office, tmp_path, log).report.is_refused
    assert office.new_contacts == 0
    assert office.students == 2
