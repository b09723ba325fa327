"""What a file's report says in words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from dashboard.uploads import words
from pipelines.ingest.file_look import FileSheet
from pipelines.ingest.import_report import Cause, CauseExample, ImportReport
from pipelines.ingest.left_out import SecondTable
from pipelines.ingest.not_recorded import NotRecorded
from pipelines.mapping.matching import Match
from pipelines.sources.catalog import sources

LOG = ImportReport(
    "log.csv",
    "interview_log",
    status="imported",
    rows_read=45,
    accepted=43,
    rejected=2,
    headline="43 interviews, 2 problems",
    columns=("Nr", "When", "Via"),
    matches=(
        Match("Nr", "student_id", "alias", 1.0),
        Match("When", "held_on", "values", 0.6),
        Match("Via", None, "none", 0.0),
    ),
)


def blank(header: str, found: str, count: int) -> NotRecorded:
    return NotRecorded("minutes", header, found, count, 2, "bad_number", "Not a number.", "digits")


NO_DATE = Cause("bad_date", "Not a date", "Write it", "When", 2)
NO_NAME = Cause("missing_value", "A needed cell is empty", "Fill it in.", "contact_name", 1)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "43 interviews come in. 2 rows need a fix."),
        (
            {"causes": (NO_DATE,), "not_recorded": (blank("Min", "soon", 4), blank("Min", "x", 2))},
            "43 interviews come in. 6 cells are not recorded. 2 rows need a date.",
        ),
        ({"causes": (NO_DATE, NO_NAME)}, "43 interviews come in. 2 rows need a fix."),
        (
            {"rejected": 0, "accepted": 1, "headline": "1 interview", "not_recorded": (blank("M", "x", 1),)},
            "1 interview comes in. 1 cell is not recorded.",
        ),
        ({"rejected": 1}, "43 interviews come in. 1 row needs a fix."),
        ({"accepted": 0, "rejected": 0}, "Nothing comes in yet."),
        ({"headline": "1,204 interviews, 9 problems", "rejected": 0}, "1,204 interviews come in."),
        ({"headline": "", "rejected": 0}, "43 interviews come in."),
    ],
)
def test_the_last_step_says_what_comes_in_and_what_does_not(changes: dict[str, Any], said: str) -> None:
    assert words.ready([replace(LOG, **changes)]) == said


def test_several_files_are_told_together() -> None:
    roster = ImportReport("r.csv", "roster", status="imported", accepted=4, headline="3 students")
    known = replace(LOG, status="unchanged", message="You already have this; nothing to do.")
    assert words.ready([LOG, roster]) == "43 interviews and 3 students come in. 2 rows need a fix."
    assert words.ready([known, roster]) == "3 students come in."
    assert words.ready([known]) == "You already have this; nothing to do."
    assert words.ready([known, known]) == "You already have these files; nothing to do."


@pytest.mark.parametrize(
    ("report", "said"),
    [
        (ImportReport("a.csv", rows_read=3, accepted=3, new=3), "3 rows read: 3 come in. 3 new."),
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
            "1,205 rows read: 1,200 come in, 1 with problems, 4 skipped (1 note, 2 total lines and 1 of its own)."
            " 2 changed, 1,198 unchanged and 7 removed.",
        ),
        (ImportReport("a.csv", rows_read=1, rejected=1), "1 row read: 0 come in, 1 with problems."),
        (
            ImportReport("a.csv", status="unchanged", rows_read=3, accepted=3, unchanged=3),
            "3 rows, taken in before.",
        ),
    ],
)
def test_every_row_is_counted_in_one_sentence(report: ImportReport, said: str) -> None:
    assert words.counts(report) == said


def test_an_entry_of_the_history_is_counted_shortly() -> None:
    row = {"accepted": 1_000, "rejected": 2, "skipped": 0}
    assert words.counts_short(row) == "1,000 imported, 2 with problems"


def test_how_much_of_a_file_is_understood() -> None:
    assert words.used(LOG, sources()["interview_log"]) == "2 of 3 columns used"
    assert words.come_in(LOG) == "43 of 45 rows would come in"
    assert words.rows_and_columns(LOG) == "45 rows, 3 columns"
    assert words.rows_and_columns(ImportReport("a.csv", columns=("A",))) == "1 column"
    several = replace(LOG, rows_in_file=40)  # some of which are about two contacts
    assert words.rows_and_columns(several) == "40 rows, 3 columns"
    assert words.come_in(several).endswith("of 45 interviews would come in")
    assert words.came_in(LOG) == "43 interviews came in."
    assert words.came_in(replace(LOG, accepted=0)) == "Nothing came in."


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
    assert words.cause(cause, {}) == "Not a date, in “Q7”"
    assert words.cause(cause, {"Q7": "When was it?"}) == "Not a date, in “When was it?”"
    assert words.cause(NO_NAME, {}) == "A needed cell is empty, in “Contact's name”"
    assert words.cause(Cause("ragged", "A short row", "", "", 1), {}) == "A short row"
    assert words.examples(cause) == "“soon” in row 5; “later” in row 6"


@pytest.mark.parametrize(
    ("cause", "said"),
    [
        (NO_DATE, "Enter the date. Interviews without one can't be counted."),
        (
            Cause("missing_value", "", "Fill it in.", "held_on", 1),
            "Enter the date. Interviews without one can't be counted.",
        ),
        (NO_NAME, "Fill it in."),
        (Cause("future_date", "", "Correct it.", "When", 1), "Correct it."),
        (Cause("bad_date", "", "Write it.", "Elsewhere", 1), "Write it."),
    ],
)
def test_without_a_date_the_date_is_what_is_to_be_entered(cause: Cause, said: str) -> None:
    assert words.to_do(cause, LOG) == said


def test_cells_that_are_not_recorded_are_told_a_line_a_column() -> None:
    cells = [blank("Min", text, 1) for text in ("soon", "a bit", "long", "an age")]
    report = replace(LOG, not_recorded=(*cells, blank("Hours", "x" * 50, 2)))
    assert list(words.not_recorded(report)) == [
        ("Min", "“soon”, “a bit”, “long” and 1 more", 4),
        ("Hours", f"“{'x' * 39}…”", 2),
    ]


def test_only_questions_that_say_more_than_the_header_are_shown() -> None:
    report = ImportReport("a.csv", columns=("Q1", "Wave", "Q2", "Q3"), labels=("How clear?", "Wave", ""))
    assert words.asked(report) == {"Q1": "How clear?"}
    assert words.asked(ImportReport("a.csv", columns=("Q1",))) == {}


@pytest.mark.parametrize(
    ("unused", "guessed", "said"),
    [
        (2, 2, "Two columns are not used yet, and two need a look"),
        (1, 1, "One column is not used yet, and one needs a look"),
        (0, 1, "One column needs a look"),
        (0, 12, "12 columns need a look"),
        (3, 0, "Three columns are not used yet"),
    ],
)
def test_how_many_columns_need_a_look(unused: int, guessed: int, said: str) -> None:
    assert words.need_a_look(unused, guessed) == said


def test_words_nobody_has_explained_are_counted_with_their_question() -> None:
    question = "How'd you find this person?"
    assert words.unknown_words(6, question) == f"We don't recognize six answers to “{question}”"
    assert words.unknown_words(1, question) == f"We don't recognize one answer to “{question}”"
    assert words.use_suggestions(3) == "Use the three suggestions"
    assert words.use_suggestions(1) == "Use the suggestion"


def test_two_columns_set_to_the_same_are_said_in_plain_words() -> None:
    assert words.set_twice("held_on") == "Two columns are set to “Date of the interview”. Keep one."


def test_what_the_match_step_shows_is_not_said_again() -> None:
    report = replace(
        LOG,
        notes=(
            "“When” was taken for held_on: please check.",
            "“Via” is not a column of interview log.",
            "“Nr” lost its zeros.",
            "Read as cp1252.",
            "Read as cp1252.",
        ),
    )
    assert words.notes(report) == ["“Nr” lost its zeros.", "Read as cp1252."]


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("held_on is empty.", "“Date of the interview” is empty."),
        ("contact_name or contact_email is needed.", "“Contact's name” or “Contact's email” is needed."),
        ("There is no column “held_on”.", "There is no column “held_on”."),
        ("thank_you_on, not thank_you", "“Date of the thank-you”, not thank_you"),
        ("is_pell_recipient was left out.", "is pell recipient was left out."),
        ("Nothing of ours in it: held-on.", "Nothing of ours in it: held-on."),
    ],
)
def test_no_name_of_ours_reaches_the_page(sentence: str, said: str) -> None:
    assert words.in_plain_words(sentence) == said


def test_sheets_that_are_not_taken_are_named() -> None:
    sheets = (
        FileSheet("Fall", 2, True, "survey"),
        FileSheet("Old", 1, False, ""),
        FileSheet("X", 3, False, ""),
    )
    said = words.left_out(ImportReport("a.xlsx", sheets=sheets))
    assert said.startswith("Not taken: Old (1 row) and X (3 rows). To take another sheet")
    assert words.left_out(ImportReport("a.xlsx", sheets=sheets[:1])) == ""


def test_other_tables_are_named_with_their_place() -> None:
    report = ImportReport(
        "a.xlsx", second_tables=(SecondTable("Log", "A5:D8"), SecondTable("Log", "F1:G4", True))
    )
    assert words.other_tables(report).startswith("Log, A5:D8 holds another table, not read")
    assert words.other_tables(ImportReport("a.xlsx")) == ""
