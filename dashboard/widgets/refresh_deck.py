"""A place to drop one's own slides or document: what is found in it, what becomes of it, and the filled-in copy."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from pathlib import PurePath

import streamlit as st

from dashboard.asking.question import Ask
from dashboard.reports.library import name_of
from dashboard.reports.refresh.entry import BECAME, TO_READ, Answer
from dashboard.reports.refresh.refreshed import ENDINGS, of_this_year, refreshed
from dashboard.widgets.export_menu import EXPORTS
from dashboard.widgets.plain_text import note, plain
from pipelines.errors import UserError
from pipelines.figures.results import View

_ANSWER = "_refreshed"  # in the session: what was found in the file that is there, for which question
HELP = (
    "Charts and tables from here, and marks such as {{participation_rate by college}} that you write in a text box,"
    " a table or a sentence, get today's figures. Everything else stays as it is. Filters above apply to marks that"
    " name none themselves; marks without dates are of this academic year."
)


def place(asked: Ask, view: View) -> None:
    """Drop a PPTX or DOCX, read what becomes of it, take the copy along; what leaves is remembered then."""
    with st.expander("Refresh your own slides or document", icon=":material/autorenew:"):
        st.caption(plain(HELP))
        brought = st.file_uploader(
            "PPTX or DOCX", type=list(ENDINGS), key="refresh_file", label_visibility="collapsed"
        )
        if brought is None:
            st.session_state.pop(_ANSWER, None)
            return
        content, name = brought.getvalue(), brought.name
        try:
            answer = _answer(content, name, of_this_year(asked), view, brought.file_id)
        except UserError as error:
            st.error(plain(error.message), icon=":material/error:")
            return
        _said(answer)
        kind = PurePath(name).suffix.lower().lstrip(".")
        st.download_button(
            "Download the filled-in copy",
            data=_rendered(content, name, of_this_year(asked), view),
            file_name=f"{name_of(PurePath(name).stem)}-refreshed-{secrets.token_hex(6)}.{kind}",
            mime=EXPORTS[kind][1],
            key="refresh_download",
            type="primary",
            icon=":material/download:",
            on_click="ignore",
            disabled=not answer.entries,
        )


def _rendered(content: bytes, name: str, asked: Ask, view: View) -> Callable[[], bytes]:
    return lambda: refreshed(content, name, asked, view).content


def _answer(content: bytes, name: str, asked: Ask, view: View, file: str) -> Answer:
    """What would become of the file; worked out once for a question."""
    question = (file, asked, asked.published.build, view)
    held = st.session_state.get(_ANSWER)
    if held is None or held[0] != question:
        held = (question, refreshed(content, name, asked, view, is_trial=True).answer)
        st.session_state[_ANSWER] = held
    found: Answer = held[1]
    return found


def _said(answer: Answer) -> None:
    """How many of what; then, first what somebody has to read, what becomes of each."""
    st.markdown(plain(f"{answer.summary}."))
    for warning in answer.warnings:
        st.warning(plain(warning), icon=":material/group:")
    if answer.not_ours:
        note(answer.not_ours)
    ordered = sorted(answer.entries, key=lambda entry: entry.became not in TO_READ)
    if ordered:
        st.dataframe(
            {
                "What becomes of it": [BECAME[entry.became] for entry in ordered],
                "Where": [entry.place for entry in ordered],
                "Says": [entry.says for entry in ordered],
                "Mark": [entry.mark for entry in ordered],
            },
            hide_index=True,
            alt="What is found in the file and what becomes of it",
        )
