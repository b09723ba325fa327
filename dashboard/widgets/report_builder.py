"""Making a report one's own: order, headings, words, what is in each section; and adding a chart of any card to one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from dashboard.asking import facts, served
from dashboard.asking.question import Ask
from dashboard.figures.panel_catalog import panels
from dashboard.reports import library
from dashboard.reports.editing import changed, moved, new_plan, with_chart, with_section, without
from dashboard.reports.plan import MOST_LETTERS, SUBJECTS, Plan, Section, panel_of, read_plan, typed, written
from dashboard.widgets.plain_text import plain
from dashboard.widgets.problems import tried
from pipelines.errors import UserError

_DRAFT = "_report_draft"  # in the session: the report being changed
_TURN = "_report_turn"  # how often its sections were moved: widgets of another order are others
NEW = "A new report"


def draft() -> Plan | None:
    """The report being changed, None where none is."""
    return st.session_state.get(_DRAFT)


def begin(plan: Plan) -> None:
    """Change a copy of this report."""
    _set(replace(plan, title=plan.title if plan.name not in library.READY else f"{plan.title} (ours)"))


def _set(plan: Plan | None) -> None:
    st.session_state[_DRAFT] = plan
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1


def builder(plan: Plan) -> None:
    """The report's sections, each to be changed, moved or taken out; nothing is kept until it is saved."""
    turn = st.session_state.get(_TURN, 0)
    with st.container(border=True, key="report_builder"):
        title = st.text_input("Title", plan.title, max_chars=MOST_LETTERS["title"], key=f"draft_title_{turn}")
        says = st.text_input(
            "What it is for", plan.says, max_chars=MOST_LETTERS["says"], key=f"draft_says_{turn}"
        )
        made = replace(plan, title=typed(title) or plan.title, says=typed(says))
        for place, section in enumerate(plan.sections):
            made = changed(made, place, _section(made, section, place, turn))
        st.session_state[_DRAFT] = made
        with st.container(horizontal=True):
            st.button(
                "Add a section",
                icon=":material/add:",
                key="draft_add",
                on_click=tried(_change),
                args=(lambda now: with_section(now, Section("New section", words="…")),),
            )
            st.button("Save", type="primary", icon=":material/save:", key="draft_save", on_click=tried(_save))
            st.button("Leave it as it was", key="draft_leave", on_click=_set, args=(None,))


def _section(plan: Plan, section: Section, place: int, turn: int) -> Section:
    key = f"draft_{turn}_{place}"
    with st.expander(plain(section.heading), expanded=False, key=f"{key}_fold"):
        heading = st.text_input(
            "Heading", section.heading, max_chars=MOST_LETTERS["heading"], key=f"{key}_heading"
        )
        words = st.text_area(
            "Your own words", section.words, max_chars=MOST_LETTERS["words"], key=f"{key}_words"
        )
        answer = st.selectbox(
            "Begin with what a page says",
            ("", *SUBJECTS),
            index=("", *SUBJECTS).index(section.answer),
            format_func=lambda one: one.capitalize() or "Nothing",
            key=f"{key}_answer",
        )
        catalog = facts.catalog()
        figures = st.multiselect(
            "Numbers",
            list(catalog),
            list(section.figures),
            format_func=lambda one: catalog[one].title,
            key=f"{key}_figures",
        )
        charts = st.multiselect(
            "Charts, in their order",
            list(dict.fromkeys((*section.charts, *panels()))),
            list(section.charts),
            format_func=lambda one: panel_of(one).title,
            key=f"{key}_charts",
        )
        with st.container(horizontal=True):
            for label, icon, change in (
                ("Up", "arrow_upward", lambda now: moved(now, place, -1)),
                ("Down", "arrow_downward", lambda now: moved(now, place, 1)),
                ("Take it out", "delete", lambda now: without(now, place)),
            ):
                st.button(
                    label,
                    icon=f":material/{icon}:",
                    type="tertiary",
                    key=f"{key}_{icon}",
                    on_click=tried(_change),
                    args=(change,),
                )
    return replace(
        section,
        heading=typed(heading) or section.heading,
        words=typed(words),
        answer=answer,
        figures=tuple(figures),
        charts=tuple(charts),
    )


def _change(change: Callable[[Plan], Plan]) -> None:
    now = draft()
    if now is not None:
        _set(change(now))


def _save() -> None:
    now = draft()
    if now is None:
        return
    read_plan(written(now), "", "This report")  # what could not be read again is not kept
    path = library.keep(served.folder(), now)
    _set(None)
    st.session_state["report"] = path.stem


def add_dialog(asked: Ask, chart: str) -> None:
    """Add a card's chart, with the page's filters, to a report of the office's own."""
    mine = library.own(served.folder())
    chosen = st.selectbox(
        "To which report?",
        [*mine, NEW],
        format_func=lambda one: mine[one].title if one in mine else NEW,
        key="add_to_which",
    )
    title = ""
    if chosen == NEW:
        title = st.text_input("Its title", "Our report", max_chars=MOST_LETTERS["title"], key="add_to_title")
    if st.button("Add", type="primary", key="add_to_report"):
        try:
            plan = with_chart(mine[chosen] if chosen in mine else new_plan(title), chart, asked.where)
            path = library.keep(served.folder(), plan)
        except UserError as error:
            st.error(plain(error.message))
            return
        st.success(plain(f"{panel_of(chart).title} is in “{plan.title}”."))
        st.page_link("app_pages/reports.py", label="Open the report", query_params={"report": path.stem})
