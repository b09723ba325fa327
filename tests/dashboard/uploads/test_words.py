"""What a file's report says in words."""

from __future__ import annotations

import pytest

from dashboard.uploads import words
from pipelines.ingest.file_look import FileSheet
from pipelines.ingest.import_report import Cause, CauseExample, ImportReport
from pipelines.mapping.source_guess import Guess


@pytest.mark.parametrize(
    ("report", "said"),
    [
        (ImportReport("a.csv", headline="3 interviews", rows_read=3), "3 interviews"),
        (ImportReport("a.csv", headline="0 interviews"), "No rows to take in"),
    ],
)
def test_the_headline_says_when_nothing_comes_in(report: ImportReport, said: str) -> None:
    assert words.headline(report) == said


@pytest.mark.parametrize(
    ("report", "said"),
    [
        (ImportReport("a.csv", "survey"), ""),
        (
            ImportReport("a.csv", "survey", tool_title="Qualtrics"),
            "Qualtrics export.",
        ),
        (
            ImportReport(
                "a.csv",
                "survey",
                tool_title="Qualtrics",
                guesses=(
                    Guess("roster", 0.9, "told by name"),
                    Guess("survey", 0.8, "5 of 6 columns recognized"),
                ),
            ),
            "Qualtrics export. 5 of 6 columns recognized.",
        ),
        (ImportReport("a.csv", "roster", guesses=(Guess("roster", 0.9, "told by name"),)), "Told by name."),
    ],
)
def test_why_a_file_was_taken_for_what_it_is(report: ImportReport, said: str) -> None:
    assert words.came_from(report) == said


@pytest.mark.parametrize(
    ("report", "said"),
    [
        (
            ImportReport("a.csv", rows_read=3, accepted=3, new=3),
            "3 rows read: 3 accepted, 0 rejected, 0 skipped. 3 new.",
        ),
        (
            ImportReport(
                "a.csv",
                rows_read=1_205,
                accepted=1_200,
                rejected=1,
                skipped=4,
                skips={"note": 1, "total_line": 2, "of its own": 1},
                changed=2,
                unchanged=1_198,
                removed=7,
            ),
            "1,205 rows read: 1,200 accepted, 1 rejected, 4 skipped (1 note, 2 total lines and 1 of its own)."
            " 2 changed, 1,198 unchanged and 7 removed.",
        ),
        (ImportReport("a.csv", rows_read=1, rejected=1), "1 row read: 0 accepted, 1 rejected, 0 skipped."),
    ],
)
def test_every_row_is_counted_in_one_sentence(report: ImportReport, said: str) -> None:
    assert words.counts(report) == said


def test_an_entry_of_the_history_is_counted_shortly() -> None:
    row = {"accepted": 1_000, "rejected": 2, "skipped": 0}
    assert words.counts_short(row) == "1,000 accepted, 2 rejected, 0 skipped"


@pytest.mark.parametrize(
    ("example", "said"),
    [
        (CauseExample("soon", 1, 5), "“soon” in row 5"),
        (CauseExample("n.d.", 1_200, 7), "“n.d.” 1,200 times, first in row 7"),
        (CauseExample("n.d.", 2, None), "“n.d.” 2 times"),
        (CauseExample("soon", 1, 0), "“soon” in row 0"),
        (CauseExample("", 3, 5), "row 5"),
        (CauseExample("", 3, None), ""),
        (CauseExample("x" * 40, 1, 5), f"“{'x' * 40}” in row 5"),
        (CauseExample("x" * 41, 1, 5), f"“{'x' * 39}…” in row 5"),
    ],
)
def test_one_thing_found_where_and_how_often(example: CauseExample, said: str) -> None:
    assert words.example(example) == said


def test_a_cause_names_the_question_rather_than_the_header() -> None:
    examples = (CauseExample("soon", 1, 5), CauseExample("later", 1, 6))
    cause = Cause("bad_date", "Not a date", "Write it", "Q7", 2, examples)
    assert words.cause(cause, {}) == "Not a date, in Q7"
    assert words.cause(cause, {"Q7": "When was it?"}) == "Not a date, in When was it?"
    assert words.cause(Cause("ragged", "A short row", "", "", 1), {}) == "A short row"
    assert words.examples(cause) == "“soon” in row 5; “later” in row 6"


def test_only_questions_that_say_more_than_the_header_are_shown() -> None:
    report = ImportReport("a.csv", columns=("Q1", "Wave", "Q2", "Q3"), labels=("How clear?", "Wave", ""))
    assert words.asked(report) == {"Q1": "How clear?"}
    assert words.asked(ImportReport("a.csv", columns=("Q1",))) == {}


def test_sheets_that_are_not_taken_are_named() -> None:
    sheets = (
        FileSheet("Fall", 2, True, "survey"),
        FileSheet("Old", 1, False, ""),
        FileSheet("X", 3, False, ""),
    )
    said = words.left_out(ImportReport("a.xlsx", sheets=sheets))
    assert said.startswith("Not taken: Old (1 row) and X (3 rows). To take another sheet")
    assert words.left_out(ImportReport("a.xlsx", sheets=sheets[:1])) == ""


def test_several_files_are_summed_up() -> None:
    one, other = ImportReport("a.csv", accepted=3), ImportReport("b.csv", accepted=1_000, rejected=2)
    assert words.total([one]) == ""
    assert words.total([one, one]) == "6 rows from 2 files"
    assert words.total([one, other]) == "1,003 rows from 2 files, 2 problems"
