"""The three steps as they are drawn from a report: what is asked, what is said, where one begins."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from pipelines.errors import Problem, UserError
from pipelines.ingest.file_look import FileSheet
from pipelines.ingest.import_report import Cause, CauseExample, ImportReport, OffRoster, RejectedRow
from pipelines.ingest.not_recorded import NotRecorded
from pipelines.ingest.row_plan import DateQuestion
from pipelines.ingest.suggested_talks import SuggestedTalk
from pipelines.ingest.unit_question import UnitQuestion
from pipelines.mapping.matching import Match
from pipelines.mapping.open_question import OpenQuestion
from pipelines.mapping.saved_mappings import UsedMapping
from pipelines.mapping.scales import ProposedScale
from pipelines.mapping.source_guess import Guess
from pipelines.mapping.unknown_spellings import UnknownValue

PLAIN = ImportReport(
    "log.csv",
    "interview_log",
    status="imported",
    rows_read=3,
    accepted=3,
    new=3,
    headline="3 interviews",
    columns=("Nr", "Who"),
    matches=(Match("Nr", "student_id", "alias", 1.0), Match("Who", "contact_name", "alias", 1.0)),
    guesses=(Guess("interview_log", 0.9, "told by name"), Guess("contact_tracker", 0.5, "less")),
)


def drawn(*reports: ImportReport | UserError, step: str = "") -> AppTest:
    """The steps of files with these reports, at a step, or where they begin."""

    def page() -> None:
        import streamlit as st

        from dashboard.commands.upload import Upload
        from dashboard.uploads.decisions import choices_of
        from dashboard.uploads.incoming import _incoming
        from dashboard.uploads.steps import steps

        state = st.session_state
        state.setdefault("files", {})
        files = [
            _incoming(f"p{at}", Upload(f"log{at}.csv", b""), choices_of(f"p{at}"), report)
            for at, report in enumerate(state["given"])
        ]
        state["imported"] = []
        steps(files, state["imported"].extend)
        state["choices"] = [choices_of(file.place) for file in files]

    at = AppTest.from_function(page, default_timeout=60)
    at.session_state["given"] = reports
    if step:
        at.session_state["step"] = step
    at.run()
    assert not at.exception
    return at


def words(at: AppTest) -> str:
    parts = [*at.title, *at.header, *at.subheader, *at.markdown, *at.caption, *at.text]
    parts += [*at.info, *at.error, *at.warning]
    labels = [box.label for box in (*at.expander, *at.button)]
    return "\n".join([*(str(part.value) for part in parts), *labels]).replace("\\", "")


def button(at: AppTest, key: str) -> Any:
    (found,) = [one for one in at.button if one.key == key]
    return found


# -- where one begins ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "step"),
    [
        ({}, "check"),
        ({"guesses": (Guess("interview_log", 0.9, ""), Guess("contact_tracker", 0.85, ""))}, "kind"),
        (  # a rival that lacks what it needs is none
            {"guesses": (Guess("interview_log", 0.9, ""), Guess("referral_log", 0.85, "", ("referrer",)))},
            "check",
        ),
        ({"matches": (Match("Nr", "student_id", "close", 0.89),)}, "match"),
        ({"matches": (Match("Nr", None, "none", 0.0),)}, "match"),
        ({"unknown_values": (UnknownValue("channel", "Via", "web", 1),)}, "match"),
        ({"date_order": (DateQuestion("held_on", "When", "dmy", True, "1/2/2026"),)}, "match"),
        ({"source": "survey", "scale": ProposedScale(1, 7, "down", False, "a guess")}, "match"),
        ({"source": "survey", "scale": ProposedScale(1, 5, "up", True, "both ends occur")}, "check"),
        ({"sheets": (FileSheet("A", 3, True, ""), FileSheet("B", 2, False, ""))}, "kind"),
    ],
)
def test_one_begins_where_somebody_is_needed_first(changes: dict[str, Any], step: str) -> None:
    assert drawn(replace(PLAIN, **changes)).session_state["step"] == step


def test_a_file_nobody_can_read_stops_at_the_first_step_and_says_why() -> None:
    pdf = ImportReport("a.pdf", problems=(Problem("x", "It is a PDF."),), message="It is a PDF.")
    at = drawn(pdf)
    assert at.session_state["step"] == "kind"
    assert "It is a PDF." in words(at)
    assert not at.radio
    assert button(at, "next").disabled
    broken = drawn(UserError("It is broken."))
    assert "It is broken." in words(broken)
    assert button(broken, "next").disabled


# -- what is it? ---------------------------------------------------------------------------------------

UNSURE = ImportReport(
    "form.csv",
    columns=("Email", "Who did you sit down with?"),
    message="This looks most like an interview log, but we can't tell who they talked to.",
    guesses=(Guess("contact_tracker", 0.5, ""), Guess("interview_log", 0.5, ""), Guess("survey", 0.2, "")),
    questions=(
        OpenQuestion(
            "Which column names the person they talked to?",
            "column",
            "contact_name",
            ("Who did you sit down with?",),
            "interview_log",
        ),
    ),
)


def test_the_best_guess_stands_open_with_its_rivals() -> None:
    at = drawn(UNSURE)
    (kinds,) = at.radio
    assert kinds.value == "interview_log"  # what the question is about
    assert kinds.options == ["Interview log", "Contact tracker", "Student survey", "It is none of these"]
    button(at, "next").click().run()
    assert at.session_state["step"] == "match"
    assert at.session_state["choices"][0].source == "interview_log"


def test_another_kind_counts_at_once() -> None:
    at = drawn(UNSURE)
    at.radio[0].set_value("contact_tracker").run()
    assert at.session_state["choices"][0].source == "contact_tracker"


def test_none_of_these_explains_and_offers_the_others() -> None:
    at = drawn(UNSURE)
    at.radio[0].set_value("none").run()
    assert "one row per interview" in words(at)
    assert button(at, "next").disabled
    (others,) = at.selectbox
    assert "Degree log" in others.options
    others.set_value("degree_log").run()
    assert at.session_state["choices"][0].source == "degree_log"
    assert not button(at, "next").disabled


def test_another_sheet_counts_at_once() -> None:
    sheets = (FileSheet("May", 3, True, "interview_log"), FileSheet("Pets", 1, False, ""))
    at = drawn(replace(PLAIN, sheets=sheets))
    assert "Not taken: Pets (1 row)." in words(at)
    (sheet,) = at.selectbox
    assert sheet.options == ["May (recognized)", "May (3 rows)", "Pets (1 row)"]
    sheet.set_value("Pets").run()
    assert at.session_state["choices"][0].sheet == "Pets"


# -- match ---------------------------------------------------------------------------------------------


def test_a_question_is_answered_with_a_column() -> None:
    at = drawn(replace(UNSURE, source="interview_log"), step="match")
    assert "Which column names the person they talked to?" in words(at)
    question = next(box for box in at.selectbox if box.label == "Which column is “Contact's name”?")
    assert question.options == ["Who did you sit down with?", "Email"]
    question.set_value("Who did you sit down with?").run()
    (choices,) = at.session_state["choices"]
    assert choices.columns == (("contact_name", "Who did you sit down with?"),)
    assert choices.source == "interview_log"


def test_a_column_that_is_chosen_counts_at_once_and_its_names_are_plain() -> None:
    report = replace(
        PLAIN, matches=(Match("Nr", "student_id", "alias", 1.0), Match("Who", None, "none", 0.0))
    )
    at = drawn(report)
    box = next(one for one in at.selectbox if one.label == "What is “Who”?")
    assert {"Leave it out", "Contact's name", "Date of the interview"} <= set(box.options)
    assert not [option for option in box.options if "_" in option]
    box.set_value("contact_name").run()
    assert at.session_state["choices"][0].columns == (("contact_name", "Who"),)
    button(at, "reset_p0").click().run()
    assert at.session_state["choices"][0].columns == ()


def test_two_columns_set_to_the_same_stop_the_way_until_one_is_kept() -> None:
    at = drawn(PLAIN, step="match")
    box = next(one for one in at.selectbox if one.label == "What is “Nr”?")
    box.set_value("contact_name").run()
    assert "Two columns are set to “Contact's name”. Keep one." in words(at)
    assert button(at, "next").disabled
    other = next(one for one in at.selectbox if one.label == "What is “Who”?")
    assert other.value == "contact_name"
    other.set_value("").run()
    assert "Keep one" not in words(at)
    assert not button(at, "next").disabled
    assert dict(at.session_state["choices"][0].columns) == {"contact_name": "Nr", "student_id": ""}


@pytest.mark.parametrize(
    ("changes", "asks"),
    [
        (
            {"date_order": (DateQuestion("held_on", "When", "dmy", True, "1/2/2026"),)},
            "Dates in “When” can be read two ways\n1/2/2026 is read day first unless you say otherwise.",
        ),
        (
            {"source": "survey", "scale": ProposedScale(0, 10, "up", False, "a guess")},
            "How do the answers run?\nRead from 0 to 10, 10 is best (a guess).",
        ),
    ],
)
def test_what_is_open_is_asked(changes: dict[str, Any], asks: str) -> None:
    assert asks in "\n".join(text.value for text in drawn(replace(PLAIN, **changes)).text)


def test_the_order_of_dates_is_one_choice() -> None:
    at = drawn(replace(PLAIN, date_order=(DateQuestion("held_on", "When", "dmy", True, "1/2/2026"),)))
    box = next(one for one in at.selectbox if one.label.startswith("Dates in"))
    box.set_value("mdy").run()
    assert at.session_state["choices"][0].date_order == "mdy"


PAY = UnitQuestion("first_destination", "salary_usd", "Pay", 12, 52.0, ("51", "52"), "the numbers are low.")


def test_numbers_without_a_unit_are_one_question_that_stays_once_it_is_answered() -> None:
    report = replace(PLAIN, source="first_destination", unit_questions=(PAY,), questions=(PAY.asked,))
    at = drawn(report)
    assert at.session_state["step"] == "match"
    assert words(at).count("These 12 salaries: are they in US dollars a year?") == 1
    (box,) = [one for one in at.selectbox if "salaries" in one.label]
    assert box.options == list(PAY.answers.values())
    box.set_value("thousands").run()
    assert at.session_state["choices"][0].units == (("salary_usd", "thousands"),)
    answered = drawn(
        replace(report, unit_questions=(replace(PAY, answer="dollars"),), questions=()), step="match"
    )
    assert "These 12 salaries" in words(answered)
    known = replace(PAY, answer="dollars", is_remembered=True)
    assert "These 12" not in words(
        drawn(replace(report, unit_questions=(known,), questions=()), step="match")
    )


UNKNOWN = (
    UnknownValue("channel", "Via", "web", 1_200, "linkedin", 0.9),
    UnknownValue("channel", "Via", "pigeon", 1, "", 0.0),
)


def test_unknown_words_are_asked_once_with_a_suggestion_that_is_not_taken_by_itself() -> None:
    at = drawn(replace(PLAIN, unknown_values=UNKNOWN))
    said = words(at)
    assert "We don't recognize two answers to “Via”" in said
    assert "in 1,200 rows" in said
    assert "We suggest “LinkedIn”." in said
    means = {box.label: box.value for box in at.selectbox if box.label.endswith(" means")}
    assert means == {"What “web” means": None, "What “pigeon” means": None}
    assert at.session_state["choices"][0].values == ()


def test_a_cell_that_is_no_word_is_given_a_meaning_by_typing_it() -> None:
    cells = (
        NotRecorded(
            "minutes", "How long?", "12;5", 6, 4, "bad_number", "Not a number.", "minutes such as 30"
        ),
        NotRecorded("cost_usd", "Cost", "£5", 1, 4, "other_currency", "Pounds.", "dollars", is_all=True),
    )
    at = drawn(replace(PLAIN, not_recorded=cells), step="match")
    assert "We can't read one answer to “How long?”" in words(at)
    (box,) = at.text_input  # a column that is not taken as a whole asks nothing of its cells
    assert box.label == "What “12;5” means"
    box.set_value("a lot").run()
    assert "Expected: " in words(at)
    assert at.session_state["choices"][0].values == ()
    at.text_input[0].set_value("12").run()
    assert at.session_state["choices"][0].values == (("minutes", "12;5", "12"),)
    assert "Your words in “How long?”" in words(at)
    at.text_input[0].set_value("").run()
    assert at.session_state["choices"][0].values == ()


def test_a_word_that_is_explained_counts_at_once_and_stays_to_be_changed() -> None:
    at = drawn(replace(PLAIN, unknown_values=UNKNOWN))
    button(at, "suggested_p0_channel").click().run()
    assert at.session_state["choices"][0].values == (("channel", "web", "linkedin"),)
    assert "We don't recognize one answer to “Via”" in words(at)
    box = next(one for one in at.selectbox if one.label == "What “web” means")
    assert box.value == "linkedin"
    box.set_value("").run()
    assert at.session_state["choices"][0].values == (("channel", "web", ""),)


@pytest.mark.parametrize(("outside", "unit"), [("@sheet", "sheet"), ("@file", "file")])
def test_whose_rows_they_are_is_one_question(outside: str, unit: str) -> None:
    whose = Problem("student_from_sheet", "Confirm it.", expected=outside)
    refused = replace(PLAIN, status="refused", problems=(whose,), message="Whose rows are these?")
    at = drawn(refused, step="match")
    one = button(at, "outside_p0")
    assert one.label == f"Every {unit} is one student's, named after their ID"
    one.click().run()
    assert at.session_state["choices"][0].columns == (("student_id", outside),)


def test_a_saved_mapping_is_named_and_can_be_done_without() -> None:
    at = drawn(
        replace(PLAIN, saved_mapping=UsedMapping("Fall", "fall", "interview_log", 1.0, "")), step="match"
    )
    assert "Fall" in [text.value for text in at.text]
    button(at, "without_p0").click().run()
    assert not at.session_state["choices"][0].use_saved


# -- check ---------------------------------------------------------------------------------------------


def test_causes_are_told_with_examples_and_the_rarer_ones_counted() -> None:
    causes = tuple(
        Cause(f"c{n}", f"Cause {n}", "Mend it", "When", 20 - n, (CauseExample("soon", 1, n),))
        for n in range(14)
    )
    row = RejectedRow(7, "May", {"When": "soon"}, (Problem("bad", "One."), Problem("bad", "held_on is odd.")))
    at = drawn(replace(PLAIN, rejected=50, causes=causes, rejected_sample=(row,)))
    text = words(at)
    assert "3 interviews come in. 50 rows need a fix." in text
    assert "Cause 0, in “When”" in text
    assert "Cause 11, in “When”" in text
    assert "Cause 12" not in text
    assert "And 2 rarer causes" in text
    assert "“soon” in row 3" in text
    assert "Rows not imported" in text
    (table,) = [frame.value for frame in at.dataframe if "Why" in frame.value.columns]
    assert table.to_dict("records") == [
        {"Row": "7", "Why": "One. “Date of the interview” is odd.", "Sheet": "May", "When": "soon"}
    ]


def test_cells_that_are_not_recorded_are_listed_and_the_first_rows_read_as_people_say_it() -> None:
    cell = NotRecorded("minutes", "How long?", "ages", 6, 4, "bad_number", "Not a number.", "digits")
    sample = {"row_number": 2, "held_on": "2026-09-13", "channel": "alumni_network"}
    at = drawn(replace(PLAIN, not_recorded=(cell,), accepted_sample=(sample,)))
    assert "6 cells become “not recorded”; their rows still come in" in words(at)
    assert {"How long?", "“ages”", "6 cells"} <= {text.value for text in at.text}
    (table,) = at.dataframe
    assert table.value.to_dict("records") == [
        {"Date of the interview": "Sep 13, 2026", "How the contact was found": "Alumni network"}
    ]


def test_students_not_on_the_roster_are_named_as_far_as_there_is_room() -> None:
    some = drawn(replace(PLAIN, off_roster=OffRoster(3, ("S1", "S2"))))
    assert "3 students are not on the roster" in words(some)
    assert "S1, S2 and 1 more" in words(some)
    assert "roster" not in words(drawn(replace(PLAIN, off_roster=OffRoster(0, ()))))


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"corrects": 4}, "These are rows of import 4 that had problems; only they are added."),
        ({"notes": ("Read as cp1252.",)}, "Read as cp1252."),
        ({"tool_title": "Qualtrics"}, "This is an export of Qualtrics."),
    ],
)
def test_what_else_is_said(changes: dict[str, Any], says: str) -> None:
    assert says in words(drawn(replace(PLAIN, **changes), step="check"))


def test_import_takes_what_is_ready_and_nothing_that_waits_for_an_answer() -> None:
    at = drawn(PLAIN, UNSURE, step="check")
    assert "This file needs an answer in the step before." in words(at)
    one = button(at, "import")
    assert one.label == "Import 3 interviews"
    one.click().run()
    assert [file.place for file in at.session_state["imported"]] == ["p0"]


def test_a_file_of_which_no_row_comes_in_cannot_be_imported() -> None:
    assert button(drawn(replace(PLAIN, accepted=0, rejected=3), step="check"), "import").disabled


# -- a calendar ----------------------------------------------------------------------------------------

CALENDAR = ImportReport(
    "c.ics",
    message="“c.ics” is a calendar file (ICS).",
    tool="calendar",
    suggested_talks=(
        SuggestedTalk(4, "2026-09-03", 30, "Ana Kurz", "ana@x.example", "Coffee", False, False, True),
        SuggestedTalk(9, "2026-09-09", None, "Bo *Lang*", "", "Coffee", False, False, True),
        SuggestedTalk(2, "2026-09-04", 60, "Cy", "", "Lunch", False, False, False),
        SuggestedTalk(7, "2026-09-05", 30, "Di", "", "Coffee", False, True, False),
        SuggestedTalk(8, "2027-09-05", 30, "Ed", "", "Coffee", True, False, False),
    ),
)


def test_a_calendar_lists_its_entries_the_likely_ones_first_and_ticks_nothing_by_itself() -> None:
    at = drawn(CALENDAR)
    assert at.session_state["step"] == "check"
    assert [box.label.replace("\u2060", "") for box in at.checkbox] == [
        "Sep 3, 2026 · Ana Kurz · ana@x.example",
        "Sep 9, 2026 · Bo Lang",
        "Sep 4, 2026 · Cy",
        "Sep 5, 2027 · Ed",
        "Sep 5, 2026 · Di",
    ]
    assert [head.value for head in at.subheader][:3] == ["Likely", "Possible", "Still to come"]
    assert not any(box.value for box in at.checkbox)
    assert at.title[0].value == "Nothing comes in yet."
    assert button(at, "import").disabled


def test_ticks_and_whose_calendar_it_is_are_choices_like_any_other() -> None:
    at = drawn(CALENDAR)
    button(at, "tick_likely_p0").click().run()
    assert at.session_state["choices"][0].confirm == (4, 9)
    assert button(at, "tick_likely_p0").disabled
    assert "2 of 5 ticked" in words(at)
    at.checkbox[0].uncheck().run()
    at.checkbox[2].check().run()
    at.text_input[0].set_value("s1@example.edu").run()
    (choices,) = at.session_state["choices"]
    assert (choices.confirm, choices.constants) == ((2, 9), (("student_email", "s1@example.edu"),))
    button(at, "tick_none_p0").click().run()
    assert at.session_state["choices"][0].confirm == ()


def test_what_was_ticked_goes_the_way_of_any_file() -> None:
    taken = replace(PLAIN, suggested_talks=CALENDAR.suggested_talks, accepted=2, headline="2 interviews")
    at = drawn(taken)
    assert at.title[0].value == "2 interviews come in."
    assert button(at, "import").label == "Import 2 interviews"
    button(at, "back").click().run()
    assert "Nothing to match in a calendar" in words(at)
    button(at, "back").click().run()
    assert "5 entries may be informational interviews" in words(at)
    button(at, "next").click().run()
    button(at, "next").click().run()
    assert at.session_state["step"] == "check"


def test_an_owner_that_cannot_be_one_is_said_beside_it() -> None:
    at = drawn(replace(CALENDAR, message="“x@” is not one e-mail address."))
    assert not at.warning
    at.checkbox[0].check().run()
    at.text_input[0].set_value("x@").run()
    assert "“x@” is not one e" in words(at)


def test_a_long_calendar_shows_the_likely_ones_and_the_others_when_asked() -> None:
    talk = SuggestedTalk(1, "2026-09-03", 30, "Ana", "", "Lunch", False, False, False)
    many = tuple(replace(talk, number=number) for number in range(45))
    at = drawn(replace(CALENDAR, suggested_talks=many))
    assert len(at.checkbox) == 40
    more = button(at, "talks_more_p0")
    assert more.label == "Show 5 more"
    more.click().run()
    assert len(at.checkbox) == 45
