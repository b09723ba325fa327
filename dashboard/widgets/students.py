"""Students by name: a link to a student's page, and what one interview led to. Working view only."""

from __future__ import annotations

import html
from collections.abc import Iterable
from datetime import date

import streamlit as st

from dashboard.widgets.plain_text import plain
from pipelines.figures import wording

Line = tuple[int, date, str, str | None, str]  # generation, day, contact, employer, what else is to be said


def student_link(student_id: str, name: str) -> None:
    """A student's name that opens their page."""
    st.page_link("app_pages/student.py", label=plain(name), query_params={"student": student_id})


def outline(lines: Iterable[Line]) -> None:
    """Interviews as a tree: what one led to stands below it, further in. One element, however many there are."""
    if tree := outline_html(lines):
        with st.container(key="outline"):
            st.html(tree)


def outline_html(lines: Iterable[Line]) -> str:
    """The tree as lists in lists, in the order given: each line at most one generation below the one before.

    Everything that comes from outside is escaped. "" where there is nothing.
    """
    parts: list[str] = []
    depth = -1
    for generation, day, contact, employer, remarks in lines:
        step = min(generation, depth + 1)
        parts.append("<ul>" if step > depth else "</li>" + "</ul></li>" * (depth - step))
        depth = step
        where = f" · {html.escape(employer)}" if employer else ""
        said = f"<small>{html.escape(remarks)}</small>" if remarks else ""
        parts.append(f"<li><p><b>{html.escape(contact)}</b>{where} · {wording.day(day)}{said}</p>")
    if not parts:
        return ""
    return f'<div class="outline">{"".join(parts)}{"</li></ul>" * (depth + 1)}</div>'
