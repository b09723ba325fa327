"""Students by name: a link to a student's page, and what one interview led to. Working view only."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import streamlit as st

from dashboard.widgets.plain_text import plain
from pipelines.figures import wording


def student_link(student_id: str, name: str) -> None:
    """A student's name that opens their page."""
    st.page_link("app_pages/student.py", label=plain(name), query_params={"student": student_id})


DEEPEST = 8  # steps a line of an outline is set in


def outline(lines: Iterable[tuple[int, date, str, str | None, str]]) -> None:
    """(generation, day, contact, employer, what else): what one interview led to stands further in."""
    with st.container(gap="xsmall"):
        for generation, day, contact, employer, remarks in lines:
            depth = min(generation, DEEPEST)
            when, *_, whom = st.columns([16, *([4 * depth] if depth else []), 84 - 4 * depth], gap="small")
            when.text(wording.day(day))
            name = " · ".join(part for part in (contact, employer) if part)
            whom.text(("↳ " if depth else "") + name + (f"\n{remarks}" if remarks else ""))
