"""What was said of columns and words becomes what an import takes, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from dashboard.uploads.decisions import (
    Decided,
    Word,
    columns_said,
    meanings_on_screen,
    set_twice,
    words_of,
)
from pipelines.ingest.import_choices import Choices
from pipelines.ingest.import_report import ImportReport
from pipelines.mapping.matching import Match
from pipelines.mapping.unknown_spellings import UnknownValue

MATCHES = (
    Match("Nr", "student_id", "alias", 1.0),
    Match("Who", "contact_name", "close", 0.87),
    Match("Where", None, "none", 0.0),
    Match("@file", "program", "mapping", 1.0),
)


@pytest.mark.parametrize(
    ("said", "pairs"),
    [
        ({}, ()),
        ({"Where": ("", "contact_employer")}, (("contact_employer", "Where"),)),
        ({"Who": ("contact_name", "")}, (("contact_name", ""),)),
        (  # it moved: the old one is left out, the new one fills the column
            {"Who": ("contact_name", ""), "Where": ("", "contact_name")},
            (("contact_name", "Where"),),
        ),
        (
            {"Who": ("contact_name", "referred_by")},
            (("contact_name", ""), ("referred_by", "Who")),
        ),
        (  # said and taken back
            {"Who": ("contact_name", "contact_name")},
            (("contact_name", "Who"),),
        ),
        (  # two that were said to be the same wait for an answer
            {"Who": ("", "mode"), "Where": ("", "mode")},
            (),
        ),
    ],
)
def test_what_was_said_of_headers_is_said_of_columns(
    said: dict[str, tuple[str, str]], pairs: tuple[tuple[str, str], ...]
) -> None:
    assert columns_said(said) == pairs


columns = st.sampled_from(["", "mode", "channel", "minutes"])


@given(st.dictionaries(st.text(min_size=1, max_size=3), st.tuples(columns, columns), max_size=6))
def test_no_column_is_filled_twice_and_no_header_fills_two(said: dict[str, tuple[str, str]]) -> None:
    pairs = columns_said(said)
    assert len({column for column, _ in pairs}) == len(pairs)
    headers = [header for _, header in pairs if header]
    assert len(set(headers)) == len(headers)
    assert all(said[header][1] == column for column, header in pairs if header)


def test_the_screen_shows_what_was_said_before_what_was_recognized() -> None:
    now = meanings_on_screen(MATCHES, {"Where": ("", "contact_name")})
    assert now == {"Nr": "student_id", "Who": "contact_name", "Where": "contact_name"}
    assert set_twice(MATCHES, now) == ("contact_name", ("Who", "Where"))
    assert set_twice(MATCHES, meanings_on_screen(MATCHES, {})) is None


def test_headers_that_fill_a_column_together_are_no_quarrel() -> None:
    together = (Match("Via web", "channel", "gathered", 1.0), Match("Via mail", "channel", "gathered", 1.0))
    assert set_twice(together, meanings_on_screen(together, {})) is None
    alone = (*together, Match("Via", None, "none", 0.0))
    assert set_twice(alone, meanings_on_screen(alone, {"Via": ("", "channel")})) is None


def test_words_that_were_answered_stay_beside_those_that_are_open() -> None:
    report = ImportReport(
        "a.csv",
        unknown_values=(
            UnknownValue("channel", "Via", "web", 3, "linkedin", 0.9),
            UnknownValue("mode", "", "skype", 1, "", 0.0),
        ),
    )
    answered = Word("channel", "Via", "pigeon", 2, "", "other")
    words = words_of(report, {("channel", "pigeon"): answered})
    assert words == [
        answered,
        Word("channel", "Via", "web", 3, "linkedin"),
        Word("mode", "mode", "skype", 1, ""),
    ]
    is_still_open = words_of(report, {("channel", "web"): Word("channel", "Via", "web", 3, "linkedin", "")})
    assert [word.value for word in is_still_open] == ["", None]


@pytest.mark.parametrize(
    ("decided", "choices"),
    [
        (Decided(), Choices()),
        (Decided(options={"wave": "post"}), Choices(constants=(("wave", "post"),))),
        (Decided(options={"scale": "From 1 to 7, 1 is best"}), Choices(scale=(1, 7, "down"))),
        (
            Decided(options={"order": "dmy", "blank": "no_reply", "sheet": "May"}),
            Choices(date_order="dmy", blank_reply="no_reply", sheet="May"),
        ),
        (Decided(options={"replace": True, "unsaved": True}), Choices(replace=True, use_saved=False)),
        (Decided(saved=("Fall", "survey")), Choices()),  # nothing is decided that would lie over it
        (
            Decided(saved=("Fall", "survey"), options={"order": "dmy"}),
            Choices(date_order="dmy", based_on="Fall"),
        ),
        (
            Decided(saved=("Fall", "survey"), options={"order": "dmy", "unsaved": True}),
            Choices(date_order="dmy", use_saved=False),
        ),
        (Decided(saved=("Fall", "survey"), source="roster"), Choices(source="roster")),
        (
            Decided(meanings={"Nr": ("", "student_id")}, outside=(("student_id", "@file"),)),
            Choices(columns=(("student_id", "Nr"), ("student_id", "@file"))),
        ),
        (
            Decided(
                words={
                    ("channel", "web"): Word("channel", "Via", "web", 1, "", "linkedin"),
                    ("channel", "x"): Word("channel", "Via", "x", 1, "cold"),
                    ("channel", "n.d."): Word("channel", "Via", "n.d.", 1, "", ""),
                }
            ),
            Choices(values=(("channel", "web", "linkedin"), ("channel", "n.d.", ""))),
        ),
    ],
)
def test_what_was_decided_is_what_an_import_takes(decided: Decided, choices: Choices) -> None:
    def page() -> None:
        import streamlit as st

        from dashboard.uploads.decisions import choices_of

        st.session_state["choices"] = choices_of("p")

    at = AppTest.from_function(page)
    at.session_state["decided_p"] = decided
    at.run()
    assert not at.exception
    made: Any = at.session_state["choices"]
    assert made == choices
