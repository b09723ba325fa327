"""`import --ask`: the same questions on a terminal, each once, and an import that takes the answers."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipelines.cli.asking import CELLS, Answer, Question, answer_of, as_lines, asked, questions
from pipelines.errors import Problem
from pipelines.ingest.import_choices import Choices
from pipelines.ingest.import_report import ImportReport
from pipelines.ingest.ledger import imports
from pipelines.ingest.load import import_file
from pipelines.ingest.not_recorded import NotRecorded
from pipelines.ingest.row_plan import DateQuestion
from pipelines.mapping.matching import Match
from pipelines.mapping.open_question import OpenQuestion
from pipelines.mapping.saved_mappings import UsedMapping
from pipelines.mapping.scales import ProposedScale
from pipelines.mapping.source_guess import Guess
from pipelines.mapping.unknown_spellings import UnknownValue
from pipelines.store.warehouse import Warehouse

CASES = Path(__file__).parents[2] / "cases"
LOG = ImportReport(
    "log.csv",
    "interview_log",
    status="imported",
    columns=("Nr", "Who"),
    matches=(Match("Nr", "student_id", "alias", 1.0),),
)


def first(report: ImportReport, choices: Choices | None = None) -> Question:
    return next(questions(report, choices or Choices()))


def test_a_file_that_leaves_nothing_open_asks_nothing() -> None:
    assert list(questions(LOG, Choices())) == []


def test_what_a_file_is_is_asked_with_the_likeliest_first() -> None:
    unsure = ImportReport("a.csv", guesses=(Guess("survey", 0.5, ""), Guess("roster", 0.4, "")))
    question = first(unsure)
    labels = [answer.label for answer in question.answers]
    assert (question.text, labels[:2], labels[-1]) == (
        "What is this file?",
        ["Student survey", "Student roster"],
        "None of these: do not import it",
    )
    assert len(labels) == 9
    assert question.answers[0].choices.source == "survey"
    assert list(questions(unsure, Choices(source="survey"))) == []


def test_a_column_only_a_person_can_name_is_asked_by_its_headers() -> None:
    asks = OpenQuestion("Which column names them?", "column", "contact_name", ("Who",), "interview_log")
    question = first(replace(LOG, status="refused", questions=(asks,)))
    assert [one.label for one in question.answers] == ["Who", "Nr", "None of them"]
    assert question.default == 2  # nothing is guessed
    chosen = question.answers[0].choices
    assert (chosen.columns, chosen.source) == ((("contact_name", "Who"),), "interview_log")


def test_a_row_about_several_contacts_is_one_question_and_enter_takes_each() -> None:
    matches = (
        Match("Contact 1 name", "contact_name", "alias", 0.97),
        *(Match(f"Contact {n} name", "contact_name", "section", 1.0) for n in (2, 3)),
    )
    report = ImportReport("log.csv", source="interview_log", status="imported", matches=matches)
    (question,) = questions(report, Choices(source="interview_log"))
    assert "“Contact 2 name” and “Contact 3 name”" in question.text
    assert question.answers[question.default].choices == Choices(source="interview_log")
    assert 'reshape = "first_contact"' in question.answers[1].choices.mapping_toml()


def test_a_guess_is_confirmed_corrected_or_left_out() -> None:
    guessed = replace(LOG, matches=(Match("Who", "contact_name", "values", 0.6, samples=("Ann", "Bo")),))
    question = first(guessed)
    assert question.text == "What is “Who” (Ann · Bo)?"
    by_label = {answer.label: answer.choices.columns for answer in question.answers}
    assert question.answers[question.default].label == "Contact's name"
    assert by_label["Contact's name"] == (("contact_name", "Who"),)
    assert by_label["Leave it out"] == (("contact_name", ""),)
    assert by_label["Who referred them"] == (("contact_name", ""), ("referred_by", "Who"))


def test_a_column_that_is_not_used_is_asked_unless_it_was_left_out_before() -> None:
    unused = replace(LOG, matches=(Match("Snack", None, "none", 0.0),))
    question = first(unused)
    assert question.text == "“Snack” is not used. What is it?"
    assert question.answers[question.default] == Answer("Leave it out", Choices())
    saved = replace(unused, saved_mapping=UsedMapping("Fall", "fall", "interview_log", 1.0, ""))
    assert list(questions(saved, Choices())) == []


@pytest.mark.parametrize(
    ("changes", "text", "labels", "chosen"),
    [
        (
            {"date_order": (DateQuestion("held_on", "When", "dmy", True, "1/2/2026"),)},
            "Dates in “When” can be read two ways, such as 1/2/2026. How are they written?",
            ["Day first (14/3/2026)", "Month first (3/14/2026)"],
            Choices(date_order="dmy"),
        ),
        (
            {"source": "survey", "scale": ProposedScale(1, 7, "down", False, "a guess")},
            "How do the answers run? (a guess)",
            ["From 1 to 7, 1 is best", "From 1 to 5, 5 is best"],
            Choices(scale=(1, 7, "down")),
        ),
        (
            {"unknown_values": (UnknownValue("wave", "Round", "later", 3, "post", 0.7),), "source": "survey"},
            "We don't recognize “later” in “Round” (3 rows). What does it mean?",
            ["Before", "After"],
            Choices(values=(("wave", "later", "post"),)),
        ),
        (
            {"unknown_values": (UnknownValue("wave", "", "then", 1),), "source": "survey"},
            "We don't recognize “then” in “Before or after” (1 row). What does it mean?",
            ["Before", "After"],
            Choices(),
        ),
    ],
)
def test_what_is_open_is_asked_and_enter_takes_what_is_likeliest(
    changes: dict[str, Any], text: str, labels: list[str], chosen: Choices
) -> None:
    question = first(replace(LOG, **changes))
    assert question.text == text
    assert [answer.label for answer in question.answers][:2] == labels
    assert question.answers[question.default].choices == chosen


def test_whose_rows_they_are_is_not_taken_for_granted() -> None:
    whose = Problem("student_from_sheet", "Confirm it.", expected="@sheet")
    question = first(replace(LOG, status="refused", problems=(whose,)))
    assert question.answers[question.default] == Answer("No", Choices())
    assert question.answers[1].choices.columns == (("student_id", "@sheet"),)


def test_each_question_is_asked_once_and_a_saved_mapping_lies_below_the_answers() -> None:
    report = replace(
        LOG,
        date_order=(DateQuestion("held_on", "When", "mdy", True, "1/2/2026"),),
        saved_mapping=UsedMapping("Fall", "fall", "interview_log", 1.0, ""),
    )
    told: list[str] = []

    def tell(question: Question) -> Answer:
        told.append(question.key)
        return question.answers[1]

    choices, _ = asked(lambda _choices: report, Choices(), tell)
    assert told == ["dates"]
    assert choices == Choices(date_order="dmy", based_on="Fall")


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("", "B"),
        ("1", "A"),
        (" 2 ", "B"),
        ("a", "A"),
        ("B", "B"),
        ("0", None),
        ("3", None),
        ("-1", None),
        ("c", None),
    ],
)
def test_an_answer_is_typed_by_number_or_by_its_words(typed: str, label: str | None) -> None:
    question = Question("k", "Which?", (Answer("A", Choices()), Answer("B", Choices())), 1)
    answer = answer_of(question, typed)
    assert (answer.label if answer else None) == label
    assert as_lines(question) == ("Which?", "  1  A", "  2  B  (Enter)")


@pytest.mark.parametrize(
    ("typed", "constants"),
    [
        ("S100123", (("student_id", "S100123"),)),
        ("0012345", (("student_id", "0012345"),)),
        (" s1@example.edu ", (("student_email", "s1@example.edu"),)),
        ("2", ()),  # the number of an answer
        ("", ()),
    ],
)
def test_what_no_column_holds_is_typed_for_every_row(
    typed: str, constants: tuple[tuple[str, str], ...]
) -> None:
    asked_for = OpenQuestion("Whose is it?", "column", "student_id", ("Nr",), "outreach_log")
    report = ImportReport("log.csv", status="refused", columns=("Nr", "Who"), questions=(asked_for,))
    question = first(report, Choices(source="outreach_log"))
    assert as_lines(question)[-1] == "  Or type what holds for every row of the file."
    answer = answer_of(question, typed)
    assert answer
    assert answer.choices.constants == constants


def test_a_typed_answer_that_was_another_replaces_it() -> None:
    before = Choices(source="outreach_log", constants=(("sent_on", "2026-03-01"), ("student_id", "S1")))
    asked_for = OpenQuestion("When?", "column", "sent_on", (), "outreach_log")
    question = first(ImportReport("log.csv", status="refused", questions=(asked_for,)), before)
    answer = answer_of(question, "2026-03-14")
    assert answer
    assert dict(answer.choices.constants) == {"sent_on": "2026-03-14", "student_id": "S1"}


def test_a_cell_that_is_no_word_is_typed() -> None:
    cells = [
        NotRecorded("minutes", "How long?", f"~{n}??", 2, 4, "bad_number", "No.", "minutes")
        for n in range(20)
    ]
    whole = replace(cells[0], column="cost_usd", is_all=True)
    word = NotRecorded("mode", "How", "pigeon post", 1, 2, "unknown_choice", "No.", "one of")
    report = replace(LOG, not_recorded=(word, whole, *cells))
    asked_about = list(questions(report, Choices()))
    assert [one.key for one in asked_about] == [f"cell minutes ~{n}??" for n in range(CELLS)]
    question = asked_about[4]
    assert question.text.startswith(
        "We can't read “~4??” in “How long?” (2 rows). What does it mean? Expected: minutes"
    )
    assert as_lines(question)[1:] == ("  Not recorded for now  (Enter)",)
    for typed, value in (("40", "40"), (" 1 hr ", "1 hr"), ("-", "")):
        answer = answer_of(question, typed)
        assert answer is not None
        assert answer.choices.values == (("minutes", "~4??", value),)
    assert answer_of(question, " ") == question.answers[0]
    with pytest.raises(ValueError, match="Expected: "):
        answer_of(question, "a lot")
    said = replace(report, not_recorded=(cells[4],))
    assert not list(questions(said, Choices(values=(("minutes", "~4??", "40"),))))


# -- the real thing ------------------------------------------------------------------------------------


def command(warehouse: Path, *arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "dashboard.cli", "--warehouse", str(warehouse), *map(str, arguments)]


def test_a_file_is_asked_about_on_a_terminal_and_comes_in(tmp_path: Path) -> None:
    """Enter for every question: the likeliest; one column is said by its words."""
    file = tmp_path / "form.csv"
    file.write_text(
        "student_id,contact_name,held_on,channel,snack\nS1,Ann Lee,2026-03-02,snail post,tea\n",
        encoding="utf-8",
    )
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        command(tmp_path / "warehouse", "import", "--ask", file, "--json"),
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=theirs,
    )
    os.close(theirs)
    answers = {"What is this file?": "Interview log", "snail post": "Cold outreach", "snack": "no such thing"}
    said = conversation(ours, lambda question: next((a for q, a in answers.items() if q in question), ""))
    out, _ = process.communicate(timeout=60)
    os.close(ours)
    assert process.returncode == 0
    (report,) = json.loads(out)
    assert (report["source"], report["accepted"]) == ("interview_log", 1)
    assert said.count("We don't recognize “snail post”") == 1
    assert "Type a number from 1 to" in said
    (entry,) = imports(Warehouse(tmp_path / "warehouse"))
    assert json.loads(entry["mapping_json"])["values"] == {"channel": {"snail post": "cold"}}


def conversation(terminal: int, answer: Callable[[str], str]) -> str:
    """Everything that is said on a terminal until it closes; each prompt is answered, the second time with Enter."""
    said, seen, answered = "", 0, set[str]()
    while True:
        try:
            more = os.read(terminal, 65536)
        except OSError:  # the other end is closed
            return said
        if not more:
            return said
        said += more.decode("utf-8", "replace").replace("\r\n", "\n")
        if said[seen:].rstrip(" ").endswith("Answer:"):
            given = answer(said[seen:])
            os.write(terminal, f"{'' if given in answered else given}\n".encode())
            answered.add(given)
            seen = len(said)


def test_without_a_terminal_nothing_is_asked_and_the_other_way_is_named(tmp_path: Path) -> None:
    file = CASES / "works/email_is_the_students.csv"
    done = subprocess.run(
        command(tmp_path / "warehouse", "import", "--ask", file),
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 2
    assert done.stderr.strip() == (
        "--ask needs a terminal. In a script, give the answers in a file with --mapping."
    )


def test_the_answers_to_a_form_nobody_has_seen_make_it_come_in(tmp_path: Path) -> None:
    """As a person answers who takes what is offered and says who they talked to."""
    warehouse = Warehouse(tmp_path / "warehouse")
    file = CASES / "kind_of_file/google_form_own_questions.csv"

    def preview(choices: Choices) -> ImportReport:
        mapping = tmp_path / "answers.toml"
        mapping.write_text(choices.mapping_toml(), encoding="utf-8")
        return import_file(warehouse, file, source=choices.source or None, mapping_file=mapping, dry_run=True)

    def tell(question: Question) -> Answer:
        if "Who did you sit down with?" in question.text or question.key == "column contact_name":
            return next(
                a for a in question.answers if a.label in ("Contact's name", "Who did you sit down with?")
            )
        return question.answers[question.default]

    choices, report = asked(preview, Choices(), tell)
    assert report.status == "imported"
    assert (report.source, report.accepted) == ("interview_log", 8)
    assert ("contact_name", "Who did you sit down with?") in choices.columns
