"""Rows of students who could use a nudge: a box to tick, the name, what waits, what can be done. Working view only."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from datetime import date

import streamlit as st

from dashboard.people.nudges import SNOOZES, Entry, Nudge, Told, told
from dashboard.widgets.plain_text import heard
from dashboard.widgets.problems import tried
from dashboard.widgets.students import student_link
from pipelines.figures import wording

MOST_ENTRIES = 5  # of one student; the others are on their page
WRITE, DONE = "Write a message", "Mark done"
OPTIONS = (WRITE, DONE, *(f"Snooze {length}" for length in SNOOZES))
PUT_BACK = ("Put back",)
_PICKED = "_week_picked"  # in the session: keys of the rows that are ticked, on whatever page of the list

Act = Callable[[Sequence[Nudge], str], None]  # (students, one of OPTIONS or PUT_BACK)


def picked(rows: Sequence[Nudge]) -> list[Nudge]:
    """The rows of a list that are ticked."""
    keys = st.session_state.get(_PICKED, frozenset())
    return [row for row in rows if row.key in keys]


def pick(keys: Sequence[str], is_picked: bool) -> None:
    held = st.session_state.get(_PICKED, frozenset())
    st.session_state[_PICKED] = held | set(keys) if is_picked else held - set(keys)


def pick_none() -> None:
    st.session_state.pop(_PICKED, None)


def row(nudge: Nudge, today: date, act: Act, options: Sequence[str]) -> None:
    """One student. Names are outside text: plain text or escaped, never Markdown."""
    who, box, menu = heard(nudge.student.student), f"pick_{nudge.key}", f"options_{nudge.key}"
    height = len(shown_of(nudge)) + (len(nudge.entries) > MOST_ENTRIES + 1)
    with st.container(
        key=f"week_row_{height}_{nudge.key}", horizontal=True, wrap=False, vertical_alignment="top"
    ):
        st.session_state[box] = bool(picked([nudge]))
        st.checkbox(
            f"Select {who}",
            key=box,
            label_visibility="collapsed",
            on_change=lambda: pick([nudge.key], st.session_state[box]),
        )
        with st.container(key=f"week_who_{nudge.key}", horizontal=True, gap="xsmall"):
            student_link(nudge.student.student_id, nudge.student.student)
            if nudge.student.programs:
                st.text(nudge.student.programs, width="content")
        st.html(lines(nudge, today))
        if len(options) == 1:
            st.button(
                options[0],
                key=menu,
                type="tertiary",
                on_click=tried(act),
                args=([nudge], options[0]),
            )
        else:
            st.menu_button(
                f"Options for {who}",
                options,
                key=menu,
                type="tertiary",
                icon=":material/more_horiz:",
                on_click=tried(lambda: act([nudge], st.session_state[menu])),
            )


def lines(nudge: Nudge, today: date) -> str:
    """What waits for a student, as a list in HTML. Everything that comes from outside is escaped."""
    entries, shown = nudge.entries, shown_of(nudge)
    said = [_line(told(entry, today)) for entry in shown]
    if len(entries) > len(shown):
        said.append(f"<li>and {wording.count(len(entries) - len(shown))} more on their page</li>")
    return f'<ul class="nudge">{"".join(said)}</ul>'


def shown_of(nudge: Nudge) -> Sequence[Entry]:
    """What a row shows of a student; "and 1 more" would save no line."""
    entries = nudge.entries
    return entries if len(entries) <= MOST_ENTRIES + 1 else entries[:MOST_ENTRIES]


def _line(words: Told) -> str:
    parts = [f"<b>{html.escape(words.lead)}</b>"]
    if words.aside:
        parts.append(f"· {html.escape(words.aside)}")
    if words.age:
        mark = ' class="old"' if words.is_old else ""
        parts.append(f'<span class="age">· <span{mark}>{html.escape(words.age)}</span></span>')
    return f"<li>{' '.join(parts)}</li>"


def bar(rows: Sequence[Nudge], on_page: Sequence[Nudge], act: Act, options: Sequence[str]) -> None:
    """What is ticked, and what can be done with it; stays in sight while the list scrolls."""
    chosen = picked(rows)
    page_keys = [nudge.key for nudge in on_page]
    has_page = bool(on_page) and len(picked(on_page)) == len(on_page)
    with st.container(key="week_bar", horizontal=True, vertical_alignment="center", gap="small"):
        st.session_state["week_all"] = has_page
        st.checkbox(
            "Select all on this page",
            key="week_all",
            on_change=lambda: pick(page_keys, st.session_state["week_all"]),
        )
        if chosen:
            st.text(_selected(chosen, on_page), width="content")
        if has_page and len(rows) > len(chosen):
            st.button(
                f"Select all {wording.count(len(rows))}",
                key="week_every",
                type="tertiary",
                on_click=pick,
                args=([nudge.key for nudge in rows], True),
            )
        st.space("stretch")
        if options is PUT_BACK:
            _do("Put back", "undo", chosen, act, options[0])
            return
        _do("Write to them", "mail", chosen, act, WRITE, is_primary=True)
        _do("Done", "check", chosen, act, DONE)
        st.menu_button(
            "Snooze",
            list(SNOOZES),
            key="week_snooze",
            icon=":material/schedule:",
            disabled=not chosen,
            on_click=tried(lambda: act(chosen, f"Snooze {st.session_state['week_snooze']}")),
        )


def _selected(chosen: Sequence[Nudge], on_page: Sequence[Nudge]) -> str:
    here = len(picked(on_page))
    elsewhere = len(chosen) - here
    said = f"{wording.count(len(chosen))} selected"
    return f"{said}, {wording.count(elsewhere)} on other pages" if elsewhere else said


def _do(
    label: str, icon: str, chosen: Sequence[Nudge], act: Act, option: str, *, is_primary: bool = False
) -> None:
    st.button(
        label,
        key=f"week_do_{icon}",
        type="primary" if is_primary else "secondary",
        icon=f":material/{icon}:",
        disabled=not chosen,
        on_click=tried(act),
        args=(chosen, option),
    )
