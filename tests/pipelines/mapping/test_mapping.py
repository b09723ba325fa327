"""Headers find their columns, whatever their order and dress, or the file says what is missing."""

from __future__ import annotations

import doctest
import os
import random
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.errors import FileRefused, Problem, UserError
from pipelines.mapping import multiple_choice, wide
from pipelines.mapping.mapping_file import MappingFile, parse_mapping, read_mapping_file
from pipelines.mapping.matching import CERTAIN, Match
from pipelines.mapping.multiple_choice import split_choices
from pipelines.mapping.propose import propose
from pipelines.mapping.source_guess import recognise
from pipelines.sources import catalog
from pipelines.sources.catalog import EXPLANATION, Source, normalise, source, sources
from tests.pipelines.mapping.recognizing import taken_for

ALL = [pytest.param(s, id=s.id) for s in sources().values()]


def heads(text: str) -> list[str]:
    return [head.strip() for head in text.split("|")]


def columns_of(text: str, tool: str = "", labels: str = "") -> dict[str, str]:
    """Canonical column -> header for a header line such as "Student ID | Date"."""
    headers, asked = heads(text), heads(labels) if labels else []
    taken = taken_for(headers, asked, tool)
    return propose(headers, asked, taken.source, tool=tool).columns


# --- recognising -----------------------------------------------------------------------------------------


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


# --- mapping ---------------------------------------------------------------------------------------------


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


# --- one sheet or file per student -----------------------------------------------------------------------

TRACKER = heads("Name | Company | First contacted | Follow-up | Reply | Talked on | Names given")


@pytest.mark.parametrize(
    ("sheets", "use"), [(("S1", "S2", "S3"), "@sheet"), (("Sheet1",), "@file"), ((), "@file")]
)
def test_a_tracker_without_students_asks_to_confirm_sheet_or_file(sheets: tuple[str, ...], use: str) -> None:
    assert taken_for(TRACKER).source == "contact_tracker"
    with pytest.raises(FileRefused, match=f'student_id = "{use}"') as refused:
        propose(TRACKER, (), "contact_tracker", sheets=sheets)
    assert refused.value.problems[0].code == "student_from_sheet"


def test_a_confirmed_sheet_name_is_the_student() -> None:
    said = MappingFile(columns={"student_id": "@sheet"})
    made = propose(TRACKER, (), "contact_tracker", said, sheets=("S1", "S2"))
    assert made.columns["student_id"] == "@sheet"
    assert Match("@sheet", "student_id", "mapping", 1.0) in made.matches


# --- the mapping file ------------------------------------------------------------------------------------

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


WRONG = {
    "an unknown setting": ('surce = "roster"', "“surce” is not a setting.*Did you mean source"),
    "an unknown source": ('source = "interviews"', "source is “interviews”; expected roster"),
    "not TOML": ("source = roster", "not valid TOML"),
    "a number for a text": ("sheet = 3", "sheet must be text in quotes"),
    "a text for a table": ('columns = "x"', "columns must be a table"),
    "a date order": ('date_order = "us"', "expected mdy, dmy, ymd"),
    "a blank reply": ('blank_reply = "none"', "expected no_reply, not_recorded"),
    "a header that is a number": ("[columns]\nstudent_id = 3", "columns.student_id must be text"),
    "values without a table": ('[values]\nreply = "yes"', "values.reply must be a table"),
    "half a scale": ("[scale]\nlow = 1", "scale.high must be a number"),
    "a scale upside down": ("[scale]\nlow = 5\nhigh = 1", "scale.low must be below"),
    "a direction": ('[scale]\nlow = 1\nhigh = 5\ndirection = "left"', "expected up, down"),
    "an unknown part of the scale": ("[scale]\nmin = 1", "scale.min is not a setting"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_mapping_file_is_refused_naming_the_entry(case: str, tmp_path: Path) -> None:
    text, sentence = WRONG[case]
    path = tmp_path / "ours.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match=sentence) as refused:
        read_mapping_file(path)
    assert "ours.toml" in refused.value.message


def test_a_mapping_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"no mapping file nowhere\.toml"):
        read_mapping_file(tmp_path / "nowhere.toml")


MISFIT = {
    "another source": ('source = "roster"', "its source is roster"),
    "no such column": ('[columns]\nheld = "Date"', "columns.held is not a column.*Did you mean held_on"),
    "no such value": ('[values.mode]\nZ = "vidio"', "“Z” leads to “vidio”.*Did you mean video"),
    "no such constant": ('[constants]\nmode = "smoke"', "constants.mode is “smoke”"),
    "header and constant": (
        '[columns]\nmode = "Date"\n[constants]\nmode = "video"',
        "both a header and a constant",
    ),
    "one header twice": (
        '[columns]\nheld_on = "Date"\nlogged_at = "Date"',
        "given to both held_on and logged_at",
    ),
    "a scale": ("[scale]\nlow = 1\nhigh = 5", "scale does not apply to interview_log"),
    "a blank reply": ('blank_reply = "no_reply"', "blank_reply does not apply to interview_log"),
}


@pytest.mark.parametrize("case", MISFIT)
def test_a_mapping_file_that_does_not_fit_the_source_is_refused(case: str) -> None:
    text, sentence = MISFIT[case]
    with pytest.raises(UserError, match=sentence):
        propose(["Student ID", "Contact", "Date"], (), "interview_log", parse_mapping(text))


# --- digest ----------------------------------------------------------------------------------------------


def test_the_digest_is_of_what_decides_how_rows_are_read() -> None:
    headers = heads("Student ID | Contact | Sent on | Reply")
    plain = propose(headers, (), "outreach_log")
    said_by_default = propose(headers, (), "outreach_log", MappingFile(blank_reply="not_recorded"))
    other = propose(headers, (), "outreach_log", MappingFile(blank_reply="no_reply"))
    assert plain.digest() == propose(headers[::-1], (), "outreach_log").digest() == said_by_default.digest()
    assert plain.digest() != other.digest()
    assert re.fullmatch("[0-9a-f]{64}", plain.digest())


def test_a_scale_that_is_the_default_is_no_other_mapping() -> None:
    headers = heads("Student ID | Timestamp | Wave | Clarity")
    same = MappingFile(scale_low=1, scale_high=5, scale_direction="up")
    down = MappingFile(scale_low=1, scale_high=5, scale_direction="down")
    plain = propose(headers, (), "survey")
    assert plain.digest() == propose(headers, (), "survey", same).digest()
    assert plain.digest() != propose(headers, (), "survey", down).digest()


TRICKY = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(TRICKY, st.sampled_from(["video", "phone", ""]), max_size=4), TRICKY)
def test_a_mapping_written_as_a_file_is_the_same_mapping(values: dict[str, str], program: str) -> None:
    headers = heads("Student ID | Contact | Interview date | Format")
    said = MappingFile(values={"mode": values}, constants={"program": program}, date_order="mdy")
    made = propose(headers, (), "interview_log", said)
    again = propose(headers, (), "interview_log", parse_mapping(made.as_toml()))
    assert again.as_dict() == made.as_dict()
    assert again.digest() == made.digest()


def test_a_survey_and_a_tracker_survive_being_written_as_files() -> None:
    survey = heads("Student ID | Timestamp | Wave | Clarity")
    made = propose(survey, (), "survey", MappingFile(scale_low=1, scale_high=7, scale_direction="down"))
    assert propose(survey, (), "survey", parse_mapping(made.as_toml())).digest() == made.digest()
    tracker = propose(TRACKER, (), "contact_tracker", MappingFile(columns={"student_id": "@sheet"}))
    again = propose(TRACKER, (), "contact_tracker", parse_mapping(tracker.as_toml()))
    assert again.digest() == tracker.digest()


# --- order, case and punctuation -------------------------------------------------------------------------


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


@settings(max_examples=80, deadline=None)
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


@settings(max_examples=60, deadline=None)
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


# --- several choices in a cell ---------------------------------------------------------------------------

RESULTS = source("interview_log").column("came_of_it")


@pytest.mark.parametrize(
    ("cell", "choices"),
    [
        ("A lead", ["A lead"]),
        ("insight;lead;", ["insight", "lead"]),
        ("insight\nlead", ["insight", "lead"]),
        ("A job lead, An offer", ["A job lead", "An offer"]),
        ("A job lead,An offer", ["A job lead", "An offer"]),
        (
            "Insight into a job, company or industry, A résumé review",
            ["Insight into a job, company or industry", "A résumé review"],
        ),
        (
            "An offer, Training, course or certificate to pursue",
            ["An offer", "Training, course or certificate to pursue"],
        ),
        ("Something else, An offer", ["Something else", "An offer"]),
        ("new hobby, which I like; lead", ["new hobby, which I like", "lead"]),
        ("", []),
        (" ; ,", [","]),
        (",,", []),
    ],
)
def test_a_cell_of_several_choices_comes_apart_where_its_choices_do(cell: str, choices: list[str]) -> None:
    assert split_choices(cell, RESULTS.spellings) == choices


KNOWN = [normalise(one) for spellings in RESULTS.values.values() for one in spellings]


@given(
    st.lists(st.sampled_from([one for all in RESULTS.values.values() for one in all]), min_size=1, max_size=6)
)
def test_choices_joined_as_google_forms_does_are_read_back(ticked: list[str]) -> None:
    read = [RESULTS.spelled(one) for one in split_choices(", ".join(ticked), RESULTS.spellings)]
    assert None not in read
    assert set(read) <= {RESULTS.spelled(one) for one in ticked} | set(RESULTS.values)


@given(st.text(max_size=200))
def test_no_text_is_lost_in_splitting(cell: str) -> None:
    letters = re.sub(r"\W", "", cell)
    assert re.sub(r"\W", "", "".join(split_choices(cell, KNOWN))) == letters


def test_the_examples_in_the_docstrings_hold() -> None:
    for module in (multiple_choice, wide, catalog):
        outcome = doctest.testmod(module)
        assert outcome.attempted
        assert not outcome.failed
