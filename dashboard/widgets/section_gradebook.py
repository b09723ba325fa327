"""Beside a report with names of one section: the same section as a column of its instructor's gradebook."""

from __future__ import annotations

import secrets
from typing import cast

import streamlit as st

from dashboard.asking.question import Ask
from dashboard.people.counted_rows import CONFIDENTIAL
from dashboard.people.gradebook import FORMS, MOST_REQUIRED
from dashboard.reports.section_gradebook import gradebook_of
from dashboard.reports.student_lists import section_of
from dashboard.widgets.plain_text import plain
from pipelines.errors import UserError
from pipelines.file_names import slug


def gradebook_choice(asked: Ask) -> None:
    """Nothing where no single section is chosen: the report says so. asked: with the report's own dates and view."""
    try:
        section = section_of(asked)
    except UserError:
        return
    with st.popover("Gradebook (CSV)", icon=":material/grading:", key="gradebook"):
        st.caption(plain(f"Interviews of {section} as a column of a gradebook. {CONFIDENTIAL}."))
        required = st.number_input(
            "Interviews the course requires",
            1,
            MOST_REQUIRED,
            1,
            key="gradebook_required",
            help="The points possible. More interviews than that give no more points.",
        )
        form = cast(
            str,
            st.selectbox("Which gradebook", list(FORMS), format_func=FORMS.__getitem__, key="gradebook_for"),
        )
        none_is_zero = st.checkbox(
            "No points where none is recorded",
            key="gradebook_zeros",
            help="Otherwise blank: not recorded is not the same as not done.",
        )
        st.download_button(
            "Download",
            data=lambda: gradebook_of(asked, int(required), form, none_is_zero=none_is_zero).content,
            file_name=f"gradebook-{slug(section) or 'section'}-confidential-{secrets.token_hex(6)}.csv",
            mime="text/csv",
            icon=":material/download:",
            key="download_gradebook",
            on_click="ignore",
        )
