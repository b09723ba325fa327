"""What strangers have on their disks: exports of the tools offices use, workbooks with a sheet per term, Qualtrics in the
shapes people leave it in. Right is what a careful person would make of the file."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cases.bringing import CaseOffice
from tests.pipelines.readers.written_tables import as_workbook

Rows = list[list[object]]


@pytest.mark.parametrize(
    ("file", "source", "accepted"),
    [
        ("handshake_outcomes", "first_destination", 3),
        ("twelve_twenty_outcomes", "first_destination", 3),
        ("uconnect_outcomes", "first_destination", 2),
        ("ms_forms_interviews", "interview_log", 2),
        ("peoplegrove_meetings", "interview_log", 3),
        ("google_form_tracker", "contact_tracker", 2),
        ("registrar_degrees", "degree_log", 2),
        ("advisor_caseload", "roster", 3),
    ],
)
def test_exports_of_ours_come_in_as_what_they_are(
    office: CaseOffice, file: str, source: str, accepted: int
) -> None:
    report = office.given(f"strangers/{file}.csv", dry_run=True).report
    assert (report.source, report.accepted, report.rejected) == (source, accepted, 0)


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ("symplicity_counseling", "advising appointments"),
        ("event_attendance", "who came to events"),
        ("alumni_directory", "directory of alumni"),
        ("gradebook", "gradebook"),
        # nothing to name them by: a question, and nothing comes in
        ("mail_merge_list", "Which column is the student's ID?"),
        ("contact_list", "We can't tell what this file is"),
        ("employer_survey", "We can't tell what this file is"),
        ("job_postings", "We can't tell what this file is"),
        ("applications", "We can't tell what this file is"),
    ],
)
def test_what_is_not_ours_is_named_or_asked_about(office: CaseOffice, file: str, words: str) -> None:
    brought = office.given(f"strangers/{file}.csv", dry_run=True)
    assert brought.report.is_refused
    assert brought.says(words), brought.printed


# -- workbooks --------------------------------------------------------------------------------------------

HEAD: list[object] = ["Student ID", "Contact Name", "Company", "Interview Date", "Minutes"]


def talks(who: str, count: int, month: int) -> Rows:
    return [[f"{who}{n}", f"Ana {who}{n}", "Acme", f"2026-{month:02}-{n + 1:02}", 30] for n in range(count)]


FALL, SPRING = talks("F", 3, 2), talks("S", 4, 3)
TOTAL: list[object] = ["Total", None, None, None, 90]
OTHER_WORDS: list[object] = ["Student ID", "Who", "Employer", "Date of interview", "Length (min)"]
BOOKS: dict[str, tuple[dict[str, Rows], int, list[str]]] = {  # sheets, interviews, sheets left out
    "terms beside a summary and a pivot": (
        {
            "Summary": [["Term", "Interviews", "Students"], ["Fall", 3, 3], ["Spring", 4, 4], ["Total", 7, 7]],
            "Fall 2025": [HEAD, *FALL],
            "Spring 2026": [HEAD, *SPRING],
            "Pivot": [["Row Labels", "Count of Student ID"], ["Acme", 5], ["Beta", 2], ["Grand Total", 7]],
        },
        7,
        ["Summary", "Pivot"],
    ),
    "a college calls its columns otherwise": ({"Arts": [HEAD, *FALL], "Business": [OTHER_WORDS, *SPRING]}, 7, []),
    "a sheet per advisor, titles above": (
        {"Fox": [["Advisor: Ms. Fox"], [], HEAD, *FALL], "Elk": [["Advisor: Mr. Elk"], [], HEAD, *SPRING]},
        7,
        [],
    ),
    "instructions in front": ({"READ ME": [["How to use this"], ["One row a talk"]], "Log": [HEAD, *FALL]}, 3, []),
    "next term is empty": ({"Fall": [HEAD, *FALL], "Spring": [HEAD]}, 3, []),
    "totals below": ({"Fall": [HEAD, *FALL, TOTAL], "Spring": [HEAD, *SPRING, TOTAL]}, 7, []),
    "lists for the cells": (
        {"Log": [HEAD, *FALL], "Lists": [["Mode", "Channel"], ["Video", "LinkedIn"], ["Phone", "Alumni"]]},
        3,
        ["Lists"],
    ),
    "a copy": ({"Log": [HEAD, *FALL], "Copy of Log": [HEAD, *FALL]}, 3, []),
    "one has a column more": (
        {"Arts": [HEAD, *FALL], "Science": [[*HEAD, "Thank-you sent?"], *[[*row, "yes"] for row in SPRING]]},
        7,
        [],
    ),
    "a sheet a month": ({f"2026-{month:02}": [HEAD, *talks(f"M{month}x", 5, month)] for month in range(1, 11)}, 50, []),
}  # fmt: skip


@pytest.mark.parametrize("case", BOOKS)
def test_a_workbook_s_talks_are_all_there_and_what_is_not_is_said(
    office: CaseOffice, tmp_path: Path, case: str
) -> None:
    sheets, interviews, left = BOOKS[case]
    (tmp_path / "talks.xlsx").write_bytes(as_workbook(sheets))
    brought = office.given(tmp_path / "talks.xlsx", dry_run=True)
    report = brought.report
    assert (report.source, report.accepted, report.rejected) == ("interview_log", interviews, 0)
    assert [name for one in report.left_out if one.what == "sheet" for name in one.names] == left
    assert all(str(row["minutes"]) == "30" for row in report.accepted_sample)


# -- Qualtrics --------------------------------------------------------------------------------------------

NAMES = ["StartDate", "EndDate", "Status", "IPAddress", "Progress", "Finished", "RecordedDate", "ResponseId",
         "RecipientEmail", "ExternalReference", "DistributionChannel", "Q1", "Q2"]  # fmt: skip
LABELS = ["Start Date", "End Date", "Response Type", "IP Address", "Progress", "Finished", "Recorded Date", "Response ID",
          "Recipient Email", "External Data Reference", "Distribution Channel", "How clear are your career goals?",
          "How confident are you in reaching out to professionals?"]  # fmt: skip
IDS = [f'{{"ImportId":"{name}"}}' for name in NAMES]
ANSWERS = [
    [f"2026-03-0{n} 10:00:00", f"2026-03-0{n} 10:09:00", "Survey Preview" if n == 1 else "IP Address", "10.0.0.1",
     "40" if n == 2 else "100", "False" if n == 2 else "True", f"2026-03-0{n} 10:09:01", f"R_{n}abcdefghijklm",
     f"s{n}@u.edu", f"S{n}", "anonymous", str(n % 5 + 1), str((n + 2) % 5 + 1)]
    for n in range(1, 9)
]  # fmt: skip
CODES = {"Survey Preview": "1", "IP Address": "0", "True": "1", "False": "0"}
CLEAR = ["Not at all clear", "Slightly clear", "Somewhat clear", "Very clear", "Extremely clear"]


def as_text(rows: list[list[str]], delimiter: str = ",") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode()


SURVEYS: dict[str, Callable[[], bytes]] = {
    "three header rows": lambda: as_text([NAMES, LABELS, IDS, *ANSWERS]),
    "no ids": lambda: as_text([NAMES, LABELS, *ANSWERS]),
    "no names": lambda: as_text([LABELS, IDS, *ANSWERS]),
    "questions alone": lambda: as_text([LABELS, *ANSWERS]),
    "codes": lambda: as_text(
        [NAMES, LABELS, IDS, *[[CODES.get(cell, cell) for cell in row] for row in ANSWERS]]
    ),
    "ids as older exports write them": lambda: as_text(
        [NAMES, LABELS, [one.replace('"', "'") for one in IDS], *ANSWERS]
    ),
    "tabs and UTF-16": lambda: as_text([NAMES, LABELS, IDS, *ANSWERS], "\t").decode().encode("utf-16"),
    "questions first": lambda: as_text([[*row[11:], *row[:11]] for row in [NAMES, LABELS, IDS, *ANSWERS]]),
    "a title above": lambda: as_text([["Fall survey"], NAMES, LABELS, IDS, *ANSWERS]),
    "words for answers": lambda: as_text(
        [NAMES, LABELS, IDS, *[[*row[:11], CLEAR[int(row[11]) - 1], row[12]] for row in ANSWERS]]
    ),
    "seen and unanswered": lambda: as_text([NAMES, LABELS, IDS, *[[*row[:12], "-99"] for row in ANSWERS]]),
}


@pytest.mark.parametrize("case", SURVEYS)
def test_six_of_eight_are_responses_however_the_header_was_left(
    office: CaseOffice, tmp_path: Path, case: str
) -> None:
    path = tmp_path / "survey.csv"
    path.write_bytes(SURVEYS[case]())
    report = office.given(path, dry_run=True).report
    assert (report.source, report.tool, report.accepted, report.rejected) == ("survey", "qualtrics", 6, 0)
    assert report.skips == {"preview": 1, "unfinished": 1}
    assert {row["student_id"] for row in report.accepted_sample} == {f"S{n}" for n in range(3, 9)}
    assert all(row["clarity"] for row in report.accepted_sample)


def test_without_any_question_it_is_said_that_the_responses_count_in_no_figure(
    office: CaseOffice, tmp_path: Path
) -> None:
    path = tmp_path / "survey.csv"
    path.write_bytes(as_text([NAMES, *ANSWERS]))
    brought = office.given(path, dry_run=True)
    assert brought.report.accepted == 6
    assert brought.says("Q1", "Q2")
    assert "6 rows in no figure" in brought.report.headline
