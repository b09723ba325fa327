"""The dialog with what to write to students: to copy, or to open as a draft; nothing is sent from here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from dashboard.people import messages, working_view
from dashboard.people.messages import Message
from dashboard.people.nudges import Entry, Nudge, told
from dashboard.widgets.problems import problem_box
from pipelines.errors import UserError
from pipelines.figures import wording

_WRITING = "_week_writing"  # in the session: keys of the rows that are written to
MOST_NAMES = 20  # of those without an address
MOST_DRAFTS = 4  # more links than that are no help: the addresses are copied instead


def open_for(rows: Sequence[Nudge]) -> None:
    st.session_state[_WRITING] = [row.key for row in rows]


def close() -> None:
    st.session_state.pop(_WRITING, None)


def show(rows: Sequence[Nudge], today: date) -> None:
    """The dialog, where it was asked for. rows: those of the list that is shown."""
    keys = st.session_state.get(_WRITING, ())
    to = [row for row in rows if row.key in keys]
    if to:
        title = "Write to 1 student" if len(to) == 1 else f"Write to {wording.count(len(to))} students"
        st.dialog(title, width="medium", on_dismiss=close)(_body)(to, today)


def _body(to: Sequence[Nudge], today: date) -> None:
    try:
        if len(to) == 1:
            _one(to[0], today)
        else:
            _several(to)
    except UserError as error:
        problem_box(error)


def _one(nudge: Nudge, today: date) -> None:
    entry: Entry = nudge.entries[0]
    if len(nudge.entries) > 1:
        place = st.selectbox(
            "About",
            range(len(nudge.entries)),
            format_func=lambda place: told(nudge.entries[place], today).lead,
            key=f"message_about_{nudge.key}",
        )
        entry = nudge.entries[place]
    written = working_view.message(entry.item, entry.kind.id)
    link = messages.mailto(nudge.student.email, written)
    st.text(nudge.student.student)
    _copied("To", nudge.student.email or "No e-mail address is on the roster.")
    _words(written)
    if link:
        _draft("Open in my mail program", link, is_first=True)
    elif messages.is_address(nudge.student.email):
        st.caption("The text is too long for a mail link. Copy it instead.")


def _several(to: Sequence[Nudge]) -> None:
    kinds = {entry.kind.id for nudge in to for entry in nudge.entries}
    written = working_view.message_to_several(kinds)
    reached = [nudge.student.email for nudge in to if messages.is_address(nudge.student.email)]
    without = [nudge.student.student for nudge in to if not messages.is_address(nudge.student.email)]
    st.caption("One text for all of them. Everybody is a blind copy (Bcc), so nobody sees the others.")
    if without:
        with st.container(key="week_without"):
            st.text(f"{wording.plural(len(without), 'student')} without an e-mail address on the roster:")
            more = [f"{wording.count(len(without) - MOST_NAMES)} more"] if len(without) > MOST_NAMES else []
            st.text(wording.listed([*without[:MOST_NAMES], *more]))
    if not reached:
        return
    _copied(f"Bcc ({wording.count(len(set(reached)))})", "; ".join(dict.fromkeys(reached)))
    _words(written)
    links = messages.drafts(reached, written)
    if len(links) == 1:
        _draft("Open in my mail program", links[0][0], is_first=True)
    elif 0 < len(links) <= MOST_DRAFTS:
        st.caption("Mail programs take only so many addresses from a link: these are several drafts.")
        with st.container(horizontal=True):
            for place, (link, how_many) in enumerate(links, start=1):
                _draft(f"Draft {place}, {wording.plural(how_many, 'student')}", link, is_first=place == 1)
    else:
        st.caption("These are too many for a mail link. Copy the addresses and the text instead.")


def _copied(what: str, text: str) -> None:
    st.caption(what)
    st.code(text, language=None, wrap_lines=True)


def _words(written: Message) -> None:
    _copied("Subject", written.subject)
    _copied("Text", written.text)


def _draft(label: str, link: str, *, is_first: bool) -> None:
    st.link_button(label, link, icon=":material/mail:", type="primary" if is_first else "secondary")
