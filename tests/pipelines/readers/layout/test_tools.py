"""What tool a file came from is known and told, and its export maps by itself or is refused as what it is.

The texts are our own, in each tool's shape; none is a real export.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.errors import DefinitionError, FileRefused
from pipelines.ingest.load import import_file
from pipelines.mapping.propose import propose
from pipelines.mapping.tool_columns import said_by_tools, tool_headers
from pipelines.readers import describe
from pipelines.readers.formats import calendar
from pipelines.readers.layout import tools
from pipelines.sources.catalog import sources
from pipelines.store.warehouse import Warehouse
from tests.pipelines.mapping.recognizing import taken_for
from tests.pipelines.readers.written_tables import as_csv, only


def line(text: str) -> list[str]:
    return [cell.strip() for cell in text.split("|")]


@dataclass(frozen=True)
class Export:
    """An export, and what becomes of it: tool, rows taken, source, canonical column -> header."""

    text: str
    tool: str
    rows: int
    source: str
    columns: dict[str, str]
    skipped: dict[str, int] = field(default_factory=dict)


EXPORTS = {
    "qualtrics": Export(
        as_csv(
            line(
                "StartDate | EndDate | Status | IPAddress | Finished | RecordedDate | ResponseId | "
                "Q1 | Q2 | Q3"
            ),
            [
                *line(
                    "Start Date | End Date | Response Type | IP Address | Finished | Recorded Date | "
                    "Response ID"
                ),
                "What is your student ID?",
                "Who did you talk to?" + "\n" * 1500,
                "When did you talk?",
            ],
            [f"{{'ImportId': 'x{at}', 'timeZone': 'America/Denver'}}" for at in range(10)],
            line(
                "2026-03-02 08:00:00 | 2026-03-02 08:05:00 | 0 | 192.0.2.7 | 1 | "
                "2026-03-02 08:05:01 | R_1 | S1 | Ana Ruiz | 2026-03-01"
            ),
            line(
                "2026-03-02 09:00:00 | 2026-03-02 09:05:00 | 1 | 192.0.2.7 | 1 | "
                "2026-03-02 09:05:01 | R_2 | S2 | Bo Lee | 2026-03-01"
            ),
            line(
                "2026-03-02 10:00:00 | 2026-03-02 10:05:00 | 0 | 192.0.2.7 | 0 | "
                "2026-03-02 10:05:01 | R_3 | S3 | Cy Fox | 2026-03-01"
            ),
        ),
        "qualtrics",
        1,
        "interview_log",
        {"student_id": "Q1", "contact_name": "Q2", "held_on": "Q3", "logged_at": "RecordedDate"},
        {"preview": 1, "unfinished": 1},
    ),
    "surveymonkey": Export(
        as_csv(
            line(
                "Respondent ID | Collector ID | Start Date | End Date | IP Address | Email Address | "
                "What is your student ID? | Who did you talk to? | When did you talk?"
            ),
            line(" | | | | | | Open-Ended Response | Open-Ended Response | Date"),
            line(
                "11400000001 | 412 | 03/01/2026 10:00:00 | 03/02/2026 10:00:00 | 192.0.2.7 | | S1 | "
                "Ana Ruiz | 03/01/2026"
            ),
        ),
        "surveymonkey",
        1,
        "interview_log",
        {
            "student_id": "What is your student ID?",
            "contact_name": "Who did you talk to?",
            "held_on": "When did you talk? - Date",
            "logged_at": "End Date",
        },
    ),
    "google forms": Export(
        as_csv(
            line("Timestamp | Email Address | Who did you talk to? | When did you talk?"),
            line("3/2/2026 10:00:00 | jo@example.edu | Ana Ruiz | 3/1/2026"),
            line("3/2/2026 10:00:00 | jo@example.edu | Ana Ruiz | 3/1/2026"),
        ),
        "google_forms",
        1,
        "interview_log",
        {
            "student_email": "Email Address",
            "contact_name": "Who did you talk to?",
            "held_on": "When did you talk?",
            "logged_at": "Timestamp",
        },
        {"duplicate": 1},
    ),
    "microsoft forms quiz": Export(
        as_csv(
            line(
                "ID | Start time | Completion time | Email | Name | Total points | Quiz feedback | "
                "Who did you talk to?\u00a0 | Points - Who did you talk to? | "
                "Feedback - Who did you talk to? | When did you talk? | "
                "Points - When did you talk? | Feedback - When did you talk? | What came of it?"
            ),
            line(
                "3 | 3/2/2026 10:00 | 3/2/2026 10:05 | jo@example.edu | Jo Day | 1 | | Ana Ruiz | "
                "1 | | 3/1/2026 | 0 | | An offer;A job interview;"
            ),
        ),
        "ms_forms",
        1,
        "interview_log",
        {
            "student_email": "Email",
            "contact_name": "Who did you talk to?",
            "held_on": "When did you talk?",
            "logged_at": "Completion time",
            "came_of_it": "What came of it?",
        },
    ),
    "alchemer": Export(
        as_csv(
            line(
                "Response ID | Time Started | Date Submitted | Status | Language | "
                "What is your student ID? | Who did you talk to? | When did you talk? | "
                "How did you find them? | Other - Write In:How did you find them?"
            ),
            line(
                "1 | 2026-03-02 10:00:00 | 2026-03-02 10:05:00 | Complete | English | S1 | "
                "Ana Ruiz | 2026-03-01 | LinkedIn | "
            ),
            line("2 | 2026-03-02 11:00:00 | 2026-03-02 11:05:00 | Partial | English | S2 | | | | "),
            line(
                "1 | 2026-03-02 10:00:00 | 2026-03-02 10:05:00 | Complete | English | S1 | "
                "Ana Ruiz | 2026-03-01 | LinkedIn | "
            ),
        ),
        "alchemer",
        1,
        "interview_log",
        {
            "student_id": "What is your student ID?",
            "contact_name": "Who did you talk to?",
            "held_on": "When did you talk?",
            "channel": "How did you find them?",
            "logged_at": "Date Submitted",
        },
        {"unfinished": 1, "duplicate": 1},
    ),
    "canvas quiz": Export(
        as_csv(
            line(
                "name | id | sis_id | section | section_id | section_sis_id | submitted | attempt | "
                "8101: Who did you talk to? | 1.0 | 8102: When did you talk? | 1.0 | n correct | "
                "n incorrect | score"
            ),
            line(
                "Jo Day | 501 | S1 | BUS 301-02 | 9 | B9 | 2026-03-02 17:00:00 UTC | 1 | Ana Ruiz | "
                "1 | 3/1/2026 | 1 | 2 | 0 | 2"
            ),
            line(
                "Test Student | 502 | | BUS 301-02 | 9 | B9 | 2026-03-02 17:00:00 UTC | 1 | x | 1 | "
                "3/1/2026 | 1 | 2 | 0 | 2"
            ),
        ),
        "canvas",
        1,
        "interview_log",
        {
            "student_id": "sis_id",
            "contact_name": "8101: Who did you talk to?",
            "held_on": "8102: When did you talk?",
            "logged_at": "submitted",
            "program": "section",
        },
        {"preview": 1},
    ),
    "canvas gradebook": Export(
        as_csv(
            line(
                "Student | ID | SIS User ID | SIS Login ID | Section | Interview log (88123) | "
                "Current Score | Final Grade"
            ),
            ["    Points Possible", "", "", "", "", "10", "(read only)", "(read only)"],
            line("Day, Jo | 501 | S1 | jday | BUS 301-02 | 9 | 90 | A"),
            line("Student, Test | 502 | | x | BUS 301-02 | | | "),
        ),
        "canvas",
        1,
        "roster",
        {"student_id": "SIS User ID", "programs": "Section"},
        {"note": 1, "preview": 1},
    ),
    "blackboard test, one response a row": Export(
        as_csv(
            line(
                "Username | Last Name | First Name | Question ID 1 | Question 1 | Answer 1 | "
                "Possible Points 1 | Auto Score 1 | Manual Score 1 | Question ID 2 | Question 2 | "
                "Answer 2 | Possible Points 2 | Auto Score 2 | Manual Score 2"
            ),
            line(
                "jday | Day | Jo | Question ID 1 | Who did you talk to? | Ana Ruiz | 1 | 1 | | "
                "Question ID 2 | When did you talk? | 3/1/2026 | 1 | 1 | "
            ),
            line(
                "klee | Lee | Kim | Question ID 1 | Who did you talk to? | Bo Fox | 1 | 1 | | "
                "Question ID 2 | When did you talk? | 3/3/2026 | 1 | 1 | "
            ),
            delimiter="\t",
        ),
        "blackboard",
        2,
        "interview_log",
        {"student_id": "Username", "contact_name": "Answer 1", "held_on": "Answer 2"},
    ),
    "blackboard grade center": Export(
        as_csv(
            line(
                "Last Name | First Name | Username | Student ID | Last Access | Availability | "
                "Interview log [Total Pts: 10 Score]"
            ),
            line("Day | Jo | jday | S1 | 2026-03-02 10:00:00 | Yes | 9"),
        ),
        "blackboard_grades",
        1,
        "roster",
        {"student_id": "Student ID", "first_name": "First Name", "last_name": "Last Name"},
    ),
    "moodle responses": Export(
        as_csv(
            line(
                "Last name | First name | ID number | Email address | State | Started on | "
                "Completed | Time taken | Grade/10.00 | Question 1 | Response 1 | Right answer 1 | "
                "Question 2 | Response 2 | Right answer 2"
            ),
            line(
                "Day | Jo | S1 | jo@example.edu | Finished | 2 March 2026 10:00 AM | "
                "2 March 2026 10:05 AM | 5 mins | 10.00 | Who did you talk to? | Ana Ruiz | | "
                "When did you talk? | 3/1/2026 | "
            ),
            line(
                "Lee | Kim | S2 | kim@example.edu | In progress | 2 March 2026 10:00 AM | - | - | "
                "- | Who did you talk to? | - | | When did you talk? | - | "
            ),
            line("Overall average | | | | | | | | 10.00 | | | | | | "),
        ),
        "moodle",
        1,
        "interview_log",
        {
            "student_id": "ID number",
            "student_email": "Email address",
            "contact_name": "Response 1",
            "held_on": "Response 2",
            "logged_at": "Completed",
        },
        {"unfinished": 1, "total_line": 1},
    ),
    "handshake outcomes": Export(
        as_csv(
            line(
                "student_email | first_destination_response_type_name | education_level_name | "
                "employer_name | employment_category_name | employment_type_name | job_title | "
                "annual_salary | accept_date | import_identifier"
            ),
            line(
                "jo@example.edu | Working | Bachelors | Northwind Health | Organization | "
                "Full-Time | Analyst | 58000 | 2026-03-20 | x1"
            ),
            line("kim@example.edu | Still Looking | Bachelors | | | | | | | x2"),
        ),
        "handshake",
        2,
        "first_destination",
        {
            "student_email": "student_email",
            "outcome_status": "first_destination_response_type_name",
            "degree_level": "education_level_name",
            "employer": "employer_name",
            "employment_type": "employment_category_name",
            "salary_usd": "annual_salary",
            "accepted_on": "accept_date",
        },
    ),
    "handshake students": Export(
        as_csv(
            line(
                "email_address | username | auth_identifier | first_name | last_name | "
                "school_year_name | primary_education:education_level_name | "
                "primary_education:end_date | primary_education:primary_college_name | "
                "primary_education:major_names | system_label_names"
            ),
            line(
                "jo@example.edu | S1 | jday | Jo | Day | Senior | Bachelors | 2026-05-16 | "
                "Arts and Sciences | Economics;Statistics | Fellows"
            ),
        ),
        "handshake",
        1,
        "roster",
        {
            "student_id": "username",
            "email": "email_address",
            "class_year": "primary_education:end_date",
            "college": "primary_education:primary_college_name",
            "majors": "primary_education:major_names",
            "programs": "system_label_names",
        },
    ),
    "12twenty": Export(
        as_csv(
            line(
                "Student Identifier | Outcome ID | Outcome Type | Job Phase | Job/Offer Status | "
                "Employer | Job Title | Start Date | End Date | Reported Date | Knowledge Source"
            ),
            line(
                "S1 | 12000000001 | Employed Full-Time | Post-Graduation | Accepted | "
                "Northwind Health | Analyst | 7/6/2026 | | 9/15/2026 | Student Survey"
            ),
        ),
        "12twenty",
        1,
        "first_destination",
        {
            "student_id": "Student Identifier",
            "outcome_status": "Outcome Type",
            "employer": "Employer",
            "start_on": "Start Date",
            "reported_on": "Reported Date",
            "knowledge_source": "Knowledge Source",
        },
    ),
    "uconnect": Export(
        as_csv(
            line(
                "Student ID | Academic Division/School | Program Name/Major | Degree Level | "
                "Graduation Date | Outcome Type | Employing Organization | "
                "Position Location - Country | Position Location - State | Annual Base Salary | "
                "Name of Institution"
            ),
            line(
                "S1 | Arts | Economics | Bachelor's | 2026 | Employed Full Time | Northwind Health | "
                "United States | TX | 58000 | "
            ),
        ),
        "uconnect",
        1,
        "first_destination",
        {
            "student_id": "Student ID",
            "outcome_status": "Outcome Type",
            "class_year": "Graduation Date",
            "employer": "Employing Organization",
            "location_country": "Position Location - Country",
            "location_state": "Position Location - State",
            "salary_usd": "Annual Base Salary",
            "institution": "Name of Institution",
        },
    ),
    "salesforce, grouped": Export(
        as_csv(
            ["Informational Interviews by College"],
            [
                "As of 2026-03-05 09:00:00 Mountain Standard Time/MST • Generated by Pat Doyle • Sorted by College (Ascending)"
            ],
            [],
            line("Student ID | Contact Name | Interview Date | Employer"),
            ["College: Arts (2 records)"],
            line("S1 | Ana Ruiz | 3/1/2026 | Northwind"),
            line("S2 | Bo Lee | 3/2/2026 | Contoso"),
            line("Subtotal | Record Count | 2 | "),
            ["College: Law (1 record)"],
            line("S3 | Cy Fox | 3/3/2026 | Fabrikam"),
            line("Subtotal | Record Count | 1 | "),
            ["Grand Totals (3 records)"],
            ["Confidential Information - Do Not Distribute"],
            ["Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved."],
        ),
        "salesforce",
        3,
        "interview_log",
        {
            "student_id": "Student ID",
            "contact_name": "Contact Name",
            "held_on": "Interview Date",
            "contact_employer": "Employer",
        },
        {"note": 4, "total_line": 3},
    ),
    "mentoring platform, conversations": Export(
        as_csv(
            line(
                "Mentorship ID | Mentee Name | Mentee Email | Mentor Name | Mentor Email | "
                "Mentor Company | Mentor Title | Meeting Date | Meeting Status | "
                "Meeting Duration (minutes)"
            ),
            line(
                "77 | Jo Day | jo@example.edu | Ana Ruiz | ana@example.com | Northwind Health | "
                "Analyst | 2026-03-01 | Completed | 30"
            ),
        ),
        "mentoring_platform",
        1,
        "interview_log",
        {
            "student_email": "Mentee Email",
            "contact_name": "Mentor Name",
            "contact_email": "Mentor Email",
            "contact_employer": "Mentor Company",
            "contact_title": "Mentor Title",
            "held_on": "Meeting Date",
            "status": "Meeting Status",
            "minutes": "Meeting Duration (minutes)",
        },
    ),
    "mentoring platform, requests": Export(
        as_csv(
            line(
                "Connection ID | Mentee Email | Mentor | Mentor Email | Mentor Employer | "
                "Mentor Industry | Request Date | Request Status"
            ),
            line(
                "78 | jo@example.edu | Ana Ruiz | ana@example.com | Northwind Health | Health care | "
                "2026-03-01 | Accepted"
            ),
        ),
        "mentoring_platform",
        1,
        "outreach_log",
        {
            "student_email": "Mentee Email",
            "contact_name": "Mentor",
            "contact_email": "Mentor Email",
            "contact_employer": "Mentor Employer",
            "sent_on": "Request Date",
            "reply": "Request Status",
        },
    ),
}


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_is_known_and_maps_by_itself(understand, name):
    wanted = EXPORTS[name]
    reading = understand(wanted.text)
    (table,) = reading.tables
    told = describe(reading)
    assert (reading.tool, told["tool_title"]) == (wanted.tool, tools.title(wanted.tool))
    assert (table.row_count, told["tables"][0]["skipped_by_rule"]) == (wanted.rows, wanted.skipped)
    assert not table.bad_rows
    source = taken_for(table.columns, table.labels, reading.tool).source
    assert source == wanted.source
    columns = propose(table.columns, table.labels, source, tool=reading.tool).columns
    assert {column: columns.get(column) for column in wanted.columns} == wanted.columns


def test_every_export_comes_in_without_a_question(tmp_path, written):
    warehouse = Warehouse(tmp_path / "warehouse", wait_seconds=60)
    for name, wanted in EXPORTS.items():
        path = written(wanted.text, f"{name.replace(' ', '_')}.csv")
        report = import_file(warehouse, path, today=date(2026, 11, 20), dry_run=True)
        counts = (report.rows_read, report.accepted, report.rejected, report.skips)
        assert counts == (wanted.rows + sum(wanted.skipped.values()), wanted.rows, 0, wanted.skipped), name
        assert (report.source, report.tool) == (wanted.source, wanted.tool), name
        assert report.as_dict(detail=True)["tool_title"] == tools.title(wanted.tool)


@pytest.mark.parametrize("name", EXPORTS)
def test_what_a_tool_fills_by_itself_is_never_taken_for_an_answer(understand, name):
    wanted = EXPORTS[name]
    (table,) = understand(wanted.text).tables
    own = tools.tool(wanted.tool)
    columns = propose(table.columns, table.labels, wanted.source, tool=wanted.tool).columns
    assert not [header for header in columns.values() if own.passes_over(header)]


REFUSED = {
    "appointments of Handshake": (
        (
            "appointment_medium_name | appointment_type_name | staff_member_email | "
            "student_email | start_date | end_date | description | status | walkin"
        ),
        "handshake",
        "advising appointments .Handshake.",
    ),
    "appointments of 12twenty": (
        ("Appointment Type | Appointment Advisor | Student Email | Appointment Start Time | Checked In"),
        "",
        "advising appointments",
    ),
    "appointments of Symplicity": (
        "Student | Counselor | Appointment Type | Date | Status",
        "symplicity",
        "advising appointments .Symplicity.",
    ),
    "appointments of Navigate": (
        ("Student Name | Student ID | Care Unit | Location | Service | Date of Visit | Meeting Type"),
        "navigate",
        r"advising appointments .Navigate \(EAB\)",
    ),
    "events of Calendly": (
        (
            "Invitee Name | Invitee First Name | Invitee Last Name | Invitee Email | "
            "Event Type Name | Start Date & Time | End Date & Time | Canceled"
        ),
        "calendly",
        "advising appointments .Calendly.",
    ),
    "bookings of Microsoft": (
        (
            "Date Time | Customer Name | Customer Email | Customer Phone | Staff | Staff Name | "
            "Staff Email | Service | Location | Duration (mins.) | Booking Id"
        ),
        "ms_bookings",
        "advising appointments .Microsoft Bookings.",
    ),
    "connections of LinkedIn": (
        "First Name | Last Name | URL | Email Address | Company | Position | Connected On",
        "linkedin",
        "may only be matched, when somebody asks for that, against contacts already logged",
    ),
    "a test of Blackboard, one answer a row": (
        (
            "Username | Last Name | First Name | Question ID | Question | Answer | "
            "Possible Points | Auto Score | Manual Score"
        ),
        "blackboard",
        "By User",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_is_none_of_ours_is_recognized_and_refused_as_what_it_is(understand, name):
    header, tool, words = REFUSED[name]
    names = line(header)
    reading = understand(as_csv(names, ["x"] * len(names), ["y"] * len(names)))
    (table,) = reading.tables
    assert reading.tool == tool
    with pytest.raises(FileRefused, match=words):
        taken_for(table.columns, table.labels, reading.tool)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("Answer Choices,Responses,", "All individual responses"),
        ("Answer Options,Response Percent,Response Count", "All individual responses"),
        ("#,Answer,%,Count", "Export Data"),
    ],
)
def test_a_summary_is_refused_with_how_to_get_the_responses(understand, row, words):
    with pytest.raises(FileRefused, match=words):
        understand(f"Did you ask?,,,\n{row}\nYes,78.19%,860,\n")


def test_an_interview_log_with_appointment_words_is_still_one(understand):
    text = "Student ID,Contact,Appointment date,Appointment status\nS1,Ana,3/1/2026,held\n"
    (table,) = understand(text).tables
    assert taken_for(table.columns).source == "interview_log"


def test_questions_in_a_different_order_each_time_are_not_guessed_at(understand):
    head = line("Username | Question ID 1 | Question 1 | Answer 1")
    rows = [line("jday | q1 | Who did you talk to? | Ana"), line("klee | q2 | When did you talk? | 3/1/2026")]
    with pytest.raises(FileRefused, match="different order in each row"):
        understand(as_csv(head, *rows))


def test_another_question_far_down_rejects_its_row(understand):
    head = line("Username | Question ID 1 | Question 1 | Answer 1")
    rows = [[f"s{n}", "q1", "Who did you talk to?", "Ana"] for n in range(400)]
    (table,) = understand(as_csv(head, *rows, line("klee | q2 | When did you talk? | 3/1/2026"))).tables
    assert [(bad.row, bad.code) for bad in table.bad_rows] == [(402, "another_question")]
    assert table.row_count == 400


def test_a_blank_question_is_the_same_question(understand):
    """Who was not asked has neither question nor answer, and is a row all the same."""
    head = line("Username | Question ID 1 | Question 1 | Answer 1")
    rows = [[f"s{n}", "q1", "Who did you talk to?", "Ana"] for n in range(400)]
    unasked = [
        ["bo", "", "", ""],
        ["cy", "", " ", ""],
        ["di", "q1", "Who did  you talk to? ", "Ed"],
        ["ed", "q1", "", "x"],
    ]
    table = only(understand(as_csv(head, *rows, *unasked)))
    assert (table.bad_rows, table.row_count) == ((), 404)


def test_a_surveymonkey_question_with_rows_and_columns_has_three_header_rows(understand):
    text = as_csv(
        line("Respondent ID | Collector ID | Rate each | | | Anything else?"),
        line(" | | Networking | Networking | Listening | Open-Ended Response"),
        line(" | | Before | After | Before | "),
        line("114000001 | 4 | 2 | 4 | 3 | no"),
    )
    reading = understand(text)
    (table,) = reading.tables
    assert (reading.tool, table.header_rows, table.row_count) == ("surveymonkey", (1, 2, 3), 1)
    assert table.columns[2:] == (
        "Rate each - Networking - Before",
        "Rate each - Networking - After",
        "Rate each - Listening - Before",
        "Anything else?",
    )


def test_a_surveymonkey_survey_of_checkboxes_only_has_no_response_column(understand):
    text = as_csv(
        line("Respondent ID | Collector ID | What came of it? | "),
        line(" | | Insight | An offer"),
        line("114000001 | 4 | Insight | "),
        line("114000002 | 4 | | An offer"),
    )
    reading = understand(text)
    assert reading.tool == "surveymonkey"
    assert reading.tables[0].columns[2:] == ("What came of it? - Insight", "What came of it? - An offer")


def test_surveymonkey_in_mac_roman_with_bare_returns(understand):
    text = as_csv(
        line("RespondentID | Did you ask? | Where?"),
        line(" | Response | Open-Ended Response"),
        line("3292879998 | Yes | Café Zürich"),
    )
    reading = understand(text.replace("\n", "\r").encode("mac_roman"))
    (table,) = reading.tables
    assert (reading.tool, table.row_count) == ("surveymonkey", 1)
    assert [cells[2] for _, cells in table.rows()] == ["Café Zürich"]


def test_a_colon_in_a_question_is_no_choice(understand):
    head = line("Time Started | Date Submitted | Status | Be honest: was it useful? | A:Pick | B:Pick")
    row = line("2026-03-02 10:00:00 | 2026-03-02 10:05:00 | Complete | yes | x | ")
    (table,) = understand(as_csv(head, row)).tables
    assert table.columns[3:] == ("Be honest: was it useful?", "Pick - A", "Pick - B")
    assert table.labels[3:] == ("Be honest: was it useful?", "Pick", "Pick")


def test_a_question_called_like_a_column_of_the_tool_is_a_question(understand):
    names = ["Status", "Finished", "ResponseId", "Finished"]
    marks = [f'{{"ImportId":"i{at}"}}' for at in range(4)]
    text = as_csv(names, ["Response Type", "Finished", "Response ID", "Have you finished?"], marks,
                  ["0", "1", "R_1", "0"])  # fmt: skip
    (table,) = understand(text).tables
    assert table.row_count == 1


# --- the data itself ---


def test_what_tools_say_is_known_to_the_sources():
    stored = {name for source in sources().values() for name in source.names}
    for tool in tools.tools().values():
        for _, word in tool.says:
            assert set(said_by_tools()[word]) <= stored, tool.id


@pytest.mark.parametrize("id", tools.tools())
def test_a_tool_has_a_title_and_can_be_known(id):
    tool = tools.tool(id)
    assert tool.title
    # a calendar is known by its format: no header of a table tells it
    assert tool.shape or tool.known_by or tool.known_by_lines or id == calendar.TOOL


def test_a_tool_nobody_knows_has_no_columns():
    assert tools.title("") == ""
    assert tool_headers("", ["Timestamp", "Status"]) == (frozenset(), {})


@given(st.lists(st.sampled_from(["Student", "Date", "Contact", "Name", "Email", "Notes", "ID"]), unique=True))
def test_an_ordinary_sheet_comes_from_no_tool(names):
    assert tools.of_header(names).id == ""


@given(st.data())
def test_a_tool_is_known_whatever_the_order_case_and_punctuation(data):
    tool = data.draw(st.sampled_from([one for one in tools.tools().values() if one.known_by]))
    way = data.draw(st.sampled_from(tool.known_by))
    rest = data.draw(st.permutations(sorted(way.needs | way.any)))
    names = [*way.first, *rest, "something else"]
    dressed = [f" {name.title().replace(' ', '_')}: " for name in names]
    earlier = list(tools.tools())[: list(tools.tools()).index(tool.id) + 1]
    assert tools.of_header(dressed).id in earlier


# --- one tool by itself ---


@pytest.mark.parametrize(
    ("known_by", "names", "expected"),
    [
        (tools.KnownBy(first=("a",)), ["a", "b"], True),
        (tools.KnownBy(first=("a",)), ["b", "a"], False),
        (tools.KnownBy(first=("a",)), ["a"], False),  # a single column says too little
        (tools.KnownBy(first=("a", "b")), ["a", "b"], True),
        (tools.KnownBy(needs=frozenset("ab")), ["x", "b", "a"], True),
        (tools.KnownBy(needs=frozenset("ab")), ["a", "x"], False),
        (tools.KnownBy(any=frozenset("ab")), ["a", "x"], True),
        (tools.KnownBy(any=frozenset("ab")), ["x", "y"], False),
        (tools.KnownBy(any=frozenset("abc"), at_least=2), ["a", "x"], False),
        (tools.KnownBy(any=frozenset("abc"), at_least=2), ["a", "c"], True),
        (tools.KnownBy(needs=frozenset("z"), any=frozenset("ab")), ["a", "x"], False),
    ],
)
def test_one_way_to_know_a_header(known_by, names, expected):
    assert known_by.knows(names) is expected


def tool_of(**raw: object) -> tools.Tool:
    return tools._tool({"id": "t", "title": "T", **raw})


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ({"colour": "red"}, "tools.toml, t: unknown colour"),
        ({"skips": {"Status": {"x": ["because", "of this"]}}}, "tools.toml, t: no such rule: because"),
    ],
)
def test_an_entry_that_is_spelled_wrong_is_named(raw, words):
    with pytest.raises(DefinitionError, match=words):
        tool_of(**raw)


def test_of_a_column_that_is_there_twice_the_first_is_the_tools():
    one = tool_of(skips={"Status": {"test": ["preview", "a test"]}}, one_response=[["ID", "On"], ["Key"]])
    names = ["on", "status", "I.D.", "Status", "id"]
    assert one.skips_in(names) == {1: {"test": ("preview", "a test")}}
    assert one.response_in(names) == ((4, 0),)
    assert one.skips_in(["x"]) == {}
    assert one.response_in(["ID", "Key"]) == ((1,),)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        *((name, True) for name in ("Score", "score: ", "Points - Q1", "points - Q1 (3)")),
        *((name, False) for name in ("Scores", "My points - Q1")),
    ],
)
def test_what_a_tool_fills_by_itself(name, expected):
    one = tool_of(passed_over=["Score"], passed_over_like=["Points - .*"])
    assert one.passes_over(name) is expected


def test_lines_of_a_tool_are_known_whole_and_without_case():
    one = tools.tool("salesforce")
    assert one.knows_line(" confidential information - do not distribute ")
    assert not one.knows_line("Confidential Information - Do Not Distribute.")
    assert tools.of_line("Copyright (c) 2000-2026 salesforce.com, inc.").id == "salesforce"
    assert tools.of_line("Copyright (c) 2026").id == ""
    assert tools.closed_by({tools.closing(one)}) == "salesforce"
    assert tools.closed_by({"a note below the table"}) == ""


SKIPPED = {
    "qualtrics": {"Status": ("1", "9", "17", "2"), "Finished": ("0", "false")},
    "alchemer": {"Status": ("partial", "disqualified", "test", "test data")},
    "canvas": {"Student": ("points possible", "student, test", "test student"), "name": ("test student",)},
    "moodle": {
        "State": ("in progress", "overdue", "never submitted", "-"),
        "Status": ("in progress", "overdue", "never submitted", "-"),
        "Surname": ("overall average", "group average"),
        "Last name": ("overall average", "group average"),
    },
}


@pytest.mark.parametrize(
    ("id", "column"), [(id, column) for id, columns in SKIPPED.items() for column in columns]
)
def test_rows_that_are_no_answers_are_known_by_these_values(id, column):
    values = dict(tools.tool(id).skips)[column]
    assert set(SKIPPED[id][column]) <= set(values)
    assert all(value == value.lower() for value in values)
