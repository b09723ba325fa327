"""A file's card: what it says of a report, what it asks, and what was decided."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from pipelines.errors import Problem
from pipelines.ingest.file_look import FileSheet
from pipelines.ingest.import_choices import Choices
from pipelines.ingest.import_report import Cause, CauseExample, ImportReport, OffRoster, RejectedRow
from pipelines.ingest.row_plan import DateQuestion
from pipelines.mapping.matching import Match
from pipelines.mapping.scales import ProposedScale
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
    matches=(Match("Nr", "student_id", "alias", 1.0), Match("Who", "contact_name", "close", 0.89)),
)


def drawn(report: ImportReport, choices: Choices | None = None, **state: Any) -> AppTest:
    """The card of a report, with what its widgets held before."""

    def card() -> None:
        import streamlit as st

        from dashboard.commands.upload import Upload
        from dashboard.uploads.card import choices_of, file_card

        state = st.session_state
        state["can_come_in"] = file_card(Upload("log.csv", b""), "p", state["choices"], state["report"])
        state["decided"] = choices_of("p")

    at = AppTest.from_function(card, default_timeout=60)
    at.session_state["report"], at.session_state["choices"] = report, choices or Choices()
    for name, value in state.items():
        at.session_state[name] = value
    at.run()
    assert not at.exception
    return at


def words(at: AppTest) -> str:
    parts = [*at.header, *at.markdown, *at.caption, *at.text, *at.info, *at.error]
    return "\n".join(str(part.value).replace("\\", "") for part in parts)


def test_a_file_that_leaves_nothing_open_asks_nothing() -> None:
    at = drawn(PLAIN)
    assert at.session_state["can_come_in"]
    assert "3 interviews" in words(at)
    assert "Please decide" not in words(at)
    assert [fold.label for fold in at.expander] == ["Columns – 1 uncertain match", "Options"]
    (editor,) = at.data_editor
    assert list(editor.value["Means"]) == ["student_id", "contact_name"]
    assert list(editor.value["Sure?"]) == ["Yes", "Check"]


def test_a_match_is_sure_from_nine_tenths_on() -> None:
    sure = replace(PLAIN, matches=(Match("Nr", "student_id", "close", 0.9), Match("x", None, "none", 0.0)))
    at = drawn(sure)
    assert "Columns" in [fold.label for fold in at.expander]
    assert list(at.data_editor[0].value["Sure?"]) == ["Yes", "–"]


AMBIGUOUS = (
    DateQuestion("held_on", "When", "dmy", True, "1/2/2026"),
    DateQuestion("logged_at", "Stamp", "mdy", False, "1/2/2026"),
)


@pytest.mark.parametrize(
    ("changes", "question"),
    [
        (
            {"date_order": AMBIGUOUS},
            "Dates in When can be read two ways. 1/2/2026 is taken as day first unless",
        ),
        (
            {"source": "survey", "scale": ProposedScale(1, 7, "down", False, "a guess")},
            "The answers are taken to run from 1 to 7, 1 is best (a guess).",
        ),
        (
            {"source": "survey", "scale": ProposedScale(0, 10, "up", False, "a guess")},
            "The answers are taken to run from 0 to 10, 10 is best (a guess).",
        ),
        (
            {"unknown_values": (UnknownValue("channel", "Via", "web", 1_200, "linkedin", 0.9),)},
            "“Via” – what do these mean?",
        ),
    ],
)
def test_what_is_open_is_asked(changes: dict[str, Any], question: str) -> None:
    at = drawn(replace(PLAIN, **changes))
    assert "**Please decide**" in words(at)
    assert question in words(at)


def test_what_is_certain_is_not_asked() -> None:
    certain = replace(PLAIN, source="survey", scale=ProposedScale(1, 5, "up", True, "both ends occur"))
    assert "Please decide" not in words(drawn(certain))
    assert "Please decide" not in words(drawn(replace(PLAIN, date_order=AMBIGUOUS[1:])))


def test_a_spelling_is_shown_with_its_rows_and_suggestion() -> None:
    values = (
        UnknownValue("channel", "Via", "web", 1_200, "linkedin", 0.9),
        UnknownValue("channel", "Via", "pigeon", 1, "", 0.0),
    )
    at = drawn(replace(PLAIN, unknown_values=values))
    assert {"web", "1,200 rows", "pigeon", "1 row"} <= {text.value for text in at.text}
    means = {box.label: box.value for box in at.selectbox if box.label.startswith("What “")}
    assert means == {"What “web” means": "linkedin", "What “pigeon” means": None}


def test_causes_are_told_with_examples_and_the_rarer_ones_counted() -> None:
    causes = tuple(
        Cause(f"c{n}", f"Cause {n}", "Mend it", "When", 20 - n, (CauseExample("soon", 1, n),))
        for n in range(14)
    )
    row = RejectedRow(7, "May", {"When": "soon"}, (Problem("bad", "One."), Problem("bad", "Two.")))
    at = drawn(replace(PLAIN, rejected=50, causes=causes, rejected_sample=(row,)))
    text = words(at)
    assert "Cause 0, in When" in text
    assert "Cause 11, in When" in text
    assert "Cause 12" not in text
    assert "And 2 rarer causes" in text
    assert "“soon” in row 3" in text
    assert "50 rows to mend" in [fold.label for fold in at.expander]
    (table,) = [frame.value for frame in at.dataframe if "Why" in frame.value.columns]
    assert table.to_dict("records") == [{"Row": "7", "Why": "One. Two.", "Sheet": "May", "When": "soon"}]


def test_students_not_on_the_roster_are_named_as_far_as_there_is_room() -> None:
    some = drawn(replace(PLAIN, off_roster=OffRoster(3, ("S1", "S2"))))
    assert "3 students not on the roster" in [fold.label for fold in some.expander]
    assert "S1\nS2\nand 1 more" in words(some)
    assert "and" not in drawn(replace(PLAIN, off_roster=OffRoster(1, ("S1",)))).text[-1].value
    assert "roster" not in str([f.label for f in drawn(replace(PLAIN, off_roster=OffRoster(0, ()))).expander])


@pytest.mark.parametrize(
    ("report", "says"),
    [
        (replace(PLAIN, status="unchanged"), "This file was imported before"),
        (replace(PLAIN, corrects=4), "These are rejected rows of import 4"),
        (replace(PLAIN, notes=("Read as cp1252.",)), "Read as cp1252."),
        (
            replace(
                PLAIN, sheets=(FileSheet("May", 3, True, "interview_log"), FileSheet("Pets", 2, False, ""))
            ),
            "Not taken: Pets (2 rows).",
        ),
    ],
)
def test_what_else_is_said(report: ImportReport, says: str) -> None:
    assert says in words(drawn(report))


REFUSED = ImportReport("log.csv", problems=(Problem("x", "It is a PDF."),), message="It is a PDF.")


def test_a_refused_file_says_why_and_cannot_come_in() -> None:
    at = drawn(REFUSED)
    assert not at.session_state["can_come_in"]
    assert "This file cannot come in as it is.\nIt is a PDF." in words(at) or "It is a PDF." in words(at)
    assert not at.data_editor
    assert not at.dataframe
    with_rows = replace(REFUSED, problems=(Problem("x", "It is odd.", row=3),))
    assert len(drawn(with_rows).dataframe) == 1


def test_the_columns_of_a_refused_file_can_be_said_once_its_source_is() -> None:
    headers = replace(REFUSED, columns=("A", "B"))
    assert not drawn(headers).data_editor
    (editor,) = drawn(headers, Choices(source="roster"), source_p="roster").data_editor
    assert list(editor.value["Column in your file"]) == ["A", "B"]
    assert list(editor.value["Means"]) == ["(not used)", "(not used)"]


@pytest.mark.parametrize(("outside", "unit"), [("@sheet", "sheet"), ("@file", "file")])
def test_whose_rows_they_are_is_one_question(outside: str, unit: str) -> None:
    whose = Problem("student_from_sheet", "Confirm it.", expected=outside)
    at = drawn(replace(REFUSED, problems=(whose,)))
    (button,) = [one for one in at.button if one.key == "outside_p"]
    assert button.label == f"Every {unit} is one student's, named after her id"
    button.click().run()
    assert at.session_state["decided"].columns == (("student_id", outside),)


@pytest.mark.parametrize(
    ("state", "decided"),
    [
        ({}, Choices()),
        ({"wave_p": "post"}, Choices(constants=(("wave", "post"),))),
        ({"scale_p": "From 1 to 7, 1 is best"}, Choices(scale=(1, 7, "down"))),
        ({"order_p": "dmy", "blank_p": "no_reply"}, Choices(date_order="dmy", blank_reply="no_reply")),
        ({"replace_p": True, "unsaved_p": True}, Choices(replace=True, use_saved=False)),
        ({"saved_p": ("Fall", "survey")}, Choices()),  # nothing is decided that would lie over it
        ({"saved_p": ("Fall", "survey"), "order_p": "dmy"}, Choices(date_order="dmy", based_on="Fall")),
        (
            {"saved_p": ("Fall", "survey"), "order_p": "dmy", "unsaved_p": True},
            Choices(date_order="dmy", use_saved=False),
        ),
        (
            {"saved_p": ("Fall", "survey"), "source_p": "roster", "for_p": "roster"},
            Choices(source="roster"),  # it is for something else
        ),
        (
            {"applied_p": {"columns": (("student_id", "Nr"),)}, "for_p": ""},
            Choices(columns=(("student_id", "Nr"),)),
        ),
        (  # what was applied to another source does not hold for this one
            {"applied_p": {"columns": (("student_id", "Nr"),)}, "for_p": "", "source_p": "roster"},
            Choices(source="roster"),
        ),
    ],
)
def test_what_was_decided_is_read_from_the_session(state: dict[str, Any], decided: Choices) -> None:
    source = "survey" if "survey" in str(state) or "wave_p" in state or "scale_p" in state else "outreach_log"
    assert drawn(replace(PLAIN, source=source), **state).session_state["decided"] == decided
