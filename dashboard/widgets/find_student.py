"""A box to find a student by name, ID or e-mail: in the frame of every page, and on a page of its own."""

from __future__ import annotations

import streamlit as st

from dashboard.asking.question import Ask
from dashboard.people import working_view
from dashboard.widgets.plain_text import note
from dashboard.widgets.students import student_link

MOST = 20  # as many as `find_students` gives


def menu(asked: Ask) -> None:
    """In the frame: the box in a menu that opens with "/", where names may be seen."""
    if asked.view != "working":
        return
    found = st.popover(
        "Find a student", icon=":material/person_search:", type="tertiary", key="find_menu", on_change="rerun"
    )
    if found.open:
        with found:
            box(asked, "find_in_menu")


def box(asked: Ask, key: str = "find_student") -> None:
    """The box and, below it, whom the words fit."""
    text = st.text_input(
        "Find a student",
        placeholder="Name, student ID or e-mail",
        icon=":material/person_search:",
        key=key,
    )
    if not text:
        return
    students = working_view.find_students(asked, text)
    if not students:
        st.info(
            "No student within these filters has all of that in a name, ID or e-mail.",
            icon=":material/search_off:",
        )
    for one in students:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            student_link(one["student_id"], one["student"])
            parts = [one["student_id"], one["college"], f"Class of {one['class_year']}"]
            known = [part for part in parts if "Unknown" not in part and part != one["student"]]
            st.text(" · ".join([*known, *([] if one["has_logged"] else ["nothing logged"])]))
    if len(students) == MOST:
        note("The first 20; another word narrows them.")
