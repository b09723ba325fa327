"""The first step: what each file is. The best guess stands open, its rivals beside it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard.uploads import incoming, words
from dashboard.uploads.decisions import choose_option, choose_source, hold
from dashboard.uploads.incoming import Incoming
from dashboard.widgets.plain_text import note
from dashboard.widgets.problems import problem_table
from pipelines.figures import wording
from pipelines.sources.catalog import sources

RIVALS = 2
NONE = "none"
NONE_OF_THESE = (
    "Bring a sheet with one row per interview, message, student, answer or outcome, and with who it was in each"
    " row. Counts by week, lists of appointments and letters hold no such rows. If it is one of these"
    " after all, choose it:"
)


def kind_step(files: Sequence[Incoming]) -> None:
    """A card a file: what it is taken for, open to be said otherwise."""
    for file in files:
        with st.container(border=True, key=f"card_{file.place}"):
            _file_line(file)
            if file.is_hopeless:
                refusal(file)
                continue
            if file.is_calendar:
                note(words.calendar(file.report))
                continue
            _ask_kind(file)
            _ask_sheet(file)
            if others := words.other_tables(file.report):
                note(others)


def is_none(file: Incoming) -> bool:
    """Whether somebody said that the file is none of the likely kinds, or nothing is likely."""
    return file.decided.is_none or not file.taken_for


def _file_line(file: Incoming) -> None:
    name, away = st.columns([5, 1], vertical_alignment="center")
    with name.container(key=f"file_{file.place}", gap=None):
        st.text(file.upload.name)
        note(words.rows_and_columns(file.report))
    away.button(
        "Remove",
        key=f"remove_{file.place}",
        type="tertiary",
        icon=":material/close:",
        on_click=incoming.remove,
        args=(file.place,),
    )


def refusal(file: Incoming) -> None:
    """Why a file cannot come in, and what to bring instead."""
    report = file.report
    message = file.error.message if file.error else report.message
    said = message or next((problem.message for problem in report.problems), "")
    st.error("This file cannot come in as it is.", icon=":material/block:")
    st.text(words.in_plain_words(said))
    problems = file.error.problems if file.error else report.problems
    if any(problem.row or problem.found for problem in problems):
        problem_table([problem.as_dict() for problem in problems])


def _ask_kind(file: Incoming) -> None:
    """The likeliest kinds, the one it is taken for chosen; choosing another counts at once."""
    place = file.place
    likely = list(dict.fromkeys([file.taken_for, *(guess.source for guess in file.report.guesses)]))
    likely = [source for source in likely if source][: RIVALS + 1]
    key = f"kind_{place}"
    hold(key, NONE if is_none(file) else file.taken_for)

    def chosen() -> None:
        said = st.session_state[key]
        file.decided.is_none = said == NONE
        if said != NONE:
            choose_source(place, said)

    catalog = sources()
    st.radio(
        "What is it?",
        [*likely, NONE],
        format_func=lambda one: "It is none of these" if one == NONE else catalog[one].title,
        captions=[*(catalog[one].description for one in likely), ""],
        key=key,
        on_change=chosen,
    )
    if is_none(file):
        _none_of_these(file, likely)


def _none_of_these(file: Incoming, likely: Sequence[str]) -> None:
    """What a file must be to be of use, and the other kinds there are."""
    place = file.place
    note(NONE_OF_THESE)
    key = f"other_{place}"
    hold(key, None)

    def chosen() -> None:
        file.decided.is_none = False
        choose_source(place, st.session_state[key])

    st.selectbox(
        "Another kind of file",
        [source for source in sources() if source not in likely],
        index=None,
        format_func=lambda one: sources()[one].title,
        placeholder="Choose a kind of file",
        key=key,
        on_change=chosen,
    )


def _ask_sheet(file: Incoming) -> None:
    """Which of several sheets is meant."""
    sheets = file.report.sheets
    if len(sheets) < 2:
        return
    rows = {one.name: wording.plural(one.rows, "row") for one in sheets}
    taken = [one.name for one in sheets if one.is_taken]
    key = f"sheet_{file.place}"
    hold(key, file.choices.sheet)

    def named(name: str) -> str:
        if name:
            return f"{name} ({rows[name]})"
        if taken and not file.choices.sheet:
            return f"{', '.join(taken[:3])}{', …' if len(taken) > 3 else ''} (recognized)"
        return "Choose it for me"

    st.selectbox(
        "Sheet",
        ["", *rows],
        format_func=named,
        key=key,
        on_change=choose_option,
        args=(file.place, "sheet", key),
    )
    left_out = words.left_out(file.report)
    if left_out:
        note(left_out)
