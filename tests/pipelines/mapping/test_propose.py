"""Headers find their columns, whatever their order and dress, or the file says what is missing."""

from __future__ import annotations

import doctest
import os
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.errors import FileRefused, Problem, UserError
from pipelines.mapping import multiple_choice, wide
from pipelines.mapping.evidence import look
from pipelines.mapping.mapping_file import MappingFile, parse_mapping
from pipelines.mapping.matching import CERTAIN, Match
from pipelines.mapping.propose import propose
from pipelines.mapping.source_guess import recognise
from pipelines.sources import catalog
from pipelines.sources.catalog import Source, normalise, source, sources
from tests.pipelines.mapping.recognizing import taken_for


def heads(text: str) -> list[str]:
    return [head.strip() for head in text.split("|")]


def columns_of(text: str, tool: str = "", labels: str = "") -> dict[str, str]:
    """Canonical column -> header for a header line such as "Student ID | Date"."""
    headers, asked = heads(text), heads(labels) if labels else []
    taken = taken_for(headers, asked, tool)
    return propose(headers, asked, taken.source, tool=tool).columns


TRACKER = heads("Name | Company | First contacted | Follow-up | Reply | Talked on | Names given")


PLACEMENT = heads(
    "sl_no | gender | ssc_p | ssc_b | hsc_p | hsc_b | hsc_s | degree_p | degree_t | workex | etest_p | "
    "specialisation | mba_p | status | salary"
)


PLACEMENT_FILE = """
source = "first_destination"
[columns]
student_id = "sl_no"
[values.outcome_status]
"Placed" = "employed_full_time"
"Not Placed" = "seeking_employment"
"""


def dressed(header: str, chance: random.Random) -> str:
    """The same words with other case, blanks and punctuation."""
    words = [chance.choice([word, word.upper(), word.title()]) for word in normalise(header).split()]
    text = "".join(word + chance.choice([" ", "_", "-", "  ", " / ", ". "]) for word in words)
    return chance.choice(["", " ", "* "]) + text.rstrip(" /_-.") + chance.choice(["", ":", "?", " "])


@st.composite
def headed(draw: st.DrawFn) -> tuple[Source, list[str]]:
    """A source and a header line for it: some columns, each under its name or an alias, and strangers."""
    of = draw(st.sampled_from(list(sources().values())))
    chosen = draw(st.lists(st.sampled_from(of.columns), unique=True, min_size=3))
    names = [draw(st.sampled_from((column.name, *column.aliases))) for column in chosen]
    strangers = draw(st.lists(st.sampled_from(["Notes", "GPA", "Phone", "T-shirt size"]), unique=True))
    required = [column.name for column in of.columns if column.is_required]
    groups = [columns[0].name for columns in of.one_of_groups.values()]
    have = {column.name for column in chosen}
    return of, [*names, *strangers, *(name for name in (*required, *groups) if name not in have)]


def test_a_qualtrics_question_is_known_by_its_text_and_its_own_columns_are_not_ours() -> None:
    found = columns_of(
        "StartDate | EndDate | Status | RecordedDate | ResponseId | RecipientEmail | "
        "Q1 | Q2 | Q3 | Q4_1 | Q4_2",
        "qualtrics",
        "Start Date | End Date | Response Type | Recorded Date | Response ID | Recipient Email | "
        "What is your student ID? | Pre or post? | How clear are your career goals? | "
        "How would you rate these skills? - Networking | How would you rate these skills? - Listening",
    )
    assert found == {
        "response_id": "ResponseId",
        "student_id": "Q1",
        "student_email": "RecipientEmail",
        "responded_at": "RecordedDate",
        "wave": "Q2",
        "clarity": "Q3",
        "networking": "Q4_1",
        "listening": "Q4_2",
    }


def test_the_columns_a_form_fills_by_itself_are_not_mistaken_for_answers() -> None:
    found = columns_of(
        "ID | Start time | Completion time | Email | Name | Who did you talk to? | When did you talk? | "
        "Points - When did you talk? | Feedback - When did you talk?",
        "ms_forms",
    )
    assert found == {
        "student_email": "Email",
        "contact_name": "Who did you talk to?",
        "held_on": "When did you talk?",
        "logged_at": "Completion time",
    }


def test_what_a_question_asks_for_comes_before_what_the_tool_knows() -> None:
    found = columns_of(
        "Timestamp | Email Address | What is your student email? | Who did you talk to? | When did you talk?",
        "google_forms",
    )
    assert found["student_email"] == "What is your student email?"


def test_a_bare_email_beside_a_contact_is_the_contacts() -> None:
    found = columns_of("Student ID | Contact | Email | Company | Date sent | Method")
    assert found["contact_email"] == "Email"
    assert "student_email" not in found


@pytest.mark.parametrize(
    "header",
    [
        "1. When did you talk?",
        "Q7: When did you talk?",
        "When did you talk? (MM/DD/YYYY)",
        "WHEN DID YOU TALK *",
    ],
)
def test_numbers_and_hints_around_a_question_do_not_matter(header: str) -> None:
    assert columns_of(f"Student ID | Who did you talk to? | {header}")["held_on"] == header


def test_a_personal_address_beside_the_student_email_is_not_stored() -> None:
    headers = heads("student_email | first_destination_response_type_name | email_address | employer_name")
    made = propose(headers, (), "first_destination")
    assert made.columns["student_email"] == "student_email"
    assert Match("email_address", None, "none", 0.0) in made.matches


def test_the_category_of_employment_comes_before_its_hours() -> None:
    found = columns_of("Student ID | Outcome | Employer | Employment Type Name | Employment Category Name")
    assert found["employment_type"] == "Employment Category Name"


def test_a_misspelled_header_is_found_and_shown_as_uncertain() -> None:
    made = propose(["Student ID", "Contact name", "Intrvw date"], (), "interview_log")
    match = next(m for m in made.matches if m.column == "held_on")
    assert (match.header, match.how) == ("Intrvw date", "close")
    assert match.score < CERTAIN
    assert match.is_uncertain
    assert any("please check" in warning for warning in made.warnings)


@pytest.mark.parametrize("header", ["Student phone", "Contact phone", "Contact ID", "Company size", "GPA"])
def test_a_header_that_is_near_but_means_something_else_is_left_alone(header: str) -> None:
    made = propose(["Student ID", "Who did you talk to?", "Interview date", header], (), "interview_log")
    assert Match(header, None, "none", 0.0) in made.matches
    assert any(f"“{header}” is not a column of interview log" in warning for warning in made.warnings)


def test_each_header_and_each_column_is_given_away_once() -> None:
    made = propose(["Student ID", "Student number", "Contact", "Interview date", "Date"], (), "interview_log")
    assert made.columns["student_id"] == "Student ID"  # the more telling alias
    assert made.columns["held_on"] == "Date"
    assert len(set(made.columns.values())) == len(made.columns) == 3
    assert [m.header for m in made.matches] == [
        "Student ID",
        "Student number",
        "Contact",
        "Interview date",
        "Date",
    ]


def test_pell_status_is_said_to_be_left_out_and_never_mapped() -> None:
    made = propose(["Student ID", "Pell recipient", "College"], (), "roster")
    assert set(made.columns) == {"student_id", "college"}
    assert Match("Pell recipient", "is_pell_recipient", "ignored", 1.0) in made.matches
    assert any("aid office" in warning for warning in made.warnings)
    with pytest.raises(UserError, match="aid office"):
        propose(["x", "p"], (), "roster", MappingFile(columns={"student_id": "x", "is_pell_recipient": "p"}))


def test_a_missing_required_column_is_named_with_the_nearest_headers() -> None:
    with pytest.raises(FileRefused) as refused:
        propose(["Student ID", "Interviewed person's full name", "Day of week"], (), "interview_log")
    message = refused.value.message
    assert "contact_name or contact_email" in message
    assert "held_on" in message
    assert "“Interviewed person's full name”" in message
    assert {problem.code for problem in refused.value.problems} == {"missing_column"}
    assert {problem.column for problem in refused.value.problems} == {"contact_name", "held_on"}


def test_a_source_that_does_not_exist_is_refused_with_the_nearest() -> None:
    with pytest.raises(UserError, match="Did you mean interview_log"):
        propose(["Student ID"], (), "interviews_log")


@pytest.mark.parametrize(
    ("sheets", "use"), [(("S1", "S2", "S3"), "@sheet"), (("Sheet1",), "@file"), ((), "@file")]
)
def test_a_tracker_without_students_asks_to_confirm_sheet_or_file(sheets: tuple[str, ...], use: str) -> None:
    assert taken_for(TRACKER).source == "contact_tracker"
    with pytest.raises(FileRefused, match="confirm that") as refused:
        propose(TRACKER, (), "contact_tracker", sheets=sheets)
    (problem,) = refused.value.problems
    assert (problem.code, problem.expected) == ("student_from_sheet", use)


def test_a_confirmed_sheet_name_is_the_student() -> None:
    said = MappingFile(columns={"student_id": "@sheet"})
    made = propose(TRACKER, (), "contact_tracker", said, sheets=("S1", "S2"))
    assert made.columns["student_id"] == "@sheet"
    assert Match("@sheet", "student_id", "mapping", 1.0) in made.matches


def test_a_small_mapping_file_is_enough_for_a_foreign_file() -> None:
    said = parse_mapping(PLACEMENT_FILE)
    made = propose(PLACEMENT, (), "first_destination", said)
    assert made.columns == {"student_id": "sl_no", "outcome_status": "status", "salary_usd": "salary"}
    assert made.values["outcome_status"]["Not Placed"] == "seeking_employment"


@pytest.mark.skipif("CC_REAL_FILES" not in os.environ, reason="CC_REAL_FILES names no folder of real files")
def test_a_real_placement_file_maps_the_same_way() -> None:
    real = Path(os.environ["CC_REAL_FILES"]) / "07_outcomes" / "campus_placement_full_class.csv"
    assert real.read_text(encoding="utf-8").splitlines()[0].split(",") == PLACEMENT


def test_what_the_mapping_file_says_comes_before_what_is_found() -> None:
    headers = heads("Student ID | Contact | Interview date | Logged | Source")
    said = parse_mapping(
        """
        date_order = "dmy"
        [columns]
        held_on = "Logged"
        channel = ""
        [constants]
        program = "BUS 301"
        mode = "Zoom"
        """
    )
    made = propose(headers, (), "interview_log", said)
    assert made.columns == {"student_id": "Student ID", "contact_name": "Contact", "held_on": "Logged"}
    assert made.constants == {"program": "BUS 301", "mode": "video"}
    assert made.date_order == "dmy"
    assert Match("", "mode", "constant", 1.0) in made.matches
    assert Match("Interview date", None, "none", 0.0) in made.matches


def test_a_header_named_in_the_mapping_may_be_dressed_differently_or_be_a_question() -> None:
    said = MappingFile(columns={"held_on": "day of TALK", "contact_name": "Whose name?"})
    made = propose(["Student ID", "Day  of talk", "Q9"], ("", "", "Whose name?"), "interview_log", said)
    assert (made.columns["held_on"], made.columns["contact_name"]) == ("Day  of talk", "Q9")


def test_a_header_named_in_the_mapping_that_is_not_there_is_refused_with_the_nearest() -> None:
    said = MappingFile(columns={"held_on": "Interview dy"})
    with pytest.raises(FileRefused, match=r"held_on is in “Interview dy”.*Nearest are: “Interview day”"):
        propose(["Student ID", "Contact", "Interview day"], (), "interview_log", said)


@settings(max_examples=80)
@given(headed(), st.randoms(use_true_random=False))
def test_order_case_and_punctuation_never_change_a_mapping(
    case: tuple[Source, list[str]], chance: random.Random
) -> None:
    of, headers = case
    plain = propose(headers, (), of.id)
    other = [dressed(header, chance) for header in headers]
    where = dict(zip(other, headers, strict=True))
    chance.shuffle(other)
    made = propose(other, (), of.id)
    assert {column: where[header] for column, header in made.columns.items()} == plain.columns
    assert recognise(other)[0] == recognise(headers)[0]


@settings(max_examples=60)
@given(st.lists(st.text(max_size=30), unique=True, max_size=12), st.sampled_from(list(sources())))
def test_any_headers_at_all_give_a_mapping_or_a_reason(headers: list[str], id: str) -> None:
    problems: tuple[Problem, ...] = ()
    try:
        made = propose(headers, (), id)
    except FileRefused as refused:
        problems = refused.problems
        made = None
    if made is None:
        assert problems
    else:
        assert set(made.columns) <= set(source(id).names)
        assert len(made.matches) == len(headers)


def test_the_examples_in_the_docstrings_hold() -> None:
    for module in (multiple_choice, wide, catalog):
        outcome = doctest.testmod(module)
        assert outcome.attempted
        assert not outcome.failed


def test_what_is_said_of_a_proposal_is_what_a_person_should_look_at() -> None:
    headers = ["Student ID", "Timestamp", "Clarity", "Chanel", "zzz"]
    answers = {"Clarity": look(["2", "3", "4", "4", "3"])}
    made = propose(headers, (), "survey", parse_mapping('[columns]\nresponse_id = "zzz"'), evidence=answers)
    assert next(match.how for match in made.matches if match.header == "zzz") == "mapping"
    assert made.warnings == (
        "Answers were taken to run from 1 to 5, 5 the best: please check (answers lie between 2 and 4; the ends 1"
        " and 5 do not both occur).",
        "“Chanel” is not a column of student survey and will not be stored.",
    )
    certain = propose(headers[:3], (), "survey", evidence={"Clarity": look(["1", "3", "5", "4", "3"])})
    assert certain.warnings == ()


def test_what_a_person_decided_about_a_wide_file_is_certain() -> None:
    said = parse_mapping(
        '[gathered.came_of_it]\nA = "lead"\nB = "offer"\n[waves.pre]\nclarity = "C"\n[waves.post]\nclarity = "D"'
    )
    headers = ["Student ID", "Timestamp", "A", "B", "C", "D"]
    answers = {"C": look(["1", "2", "7", "4"]), "D": look(["3", "7", "5", "1"])}
    made = propose(headers, (), "survey", said, evidence=answers)
    assert made.reshaping == said.reshaping
    assert {(match.header, match.how, match.score) for match in made.matches[2:]} == {
        ("A", "gathered", 1.0),
        ("B", "gathered", 1.0),
        ("C", "wave", 1.0),
        ("D", "wave", 1.0),
    }
    assert (made.scale_low, made.scale_high) == (1, 7)  # of the answers of both waves


def test_what_is_missing_comes_with_the_nearest_headers_or_with_none() -> None:
    with pytest.raises(FileRefused) as refused:
        propose(["Student ID", "Contact", "Dt of the talk"], (), "interview_log")
    assert "Nearest headers found: “Dt of the talk”" in refused.value.message
    with pytest.raises(FileRefused, match="No header is near"):
        propose(["qqqq"], (), "degree_log")
