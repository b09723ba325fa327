"""Entries of a calendar that may be informational interviews: a box to tick each, and whose calendar it is.

Nothing of a calendar comes in without a tick; each counts at once, as every choice about a file does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial

import streamlit as st

from dashboard.uploads.decisions import confirm, decided, hold, name_owner
from dashboard.uploads.incoming import Incoming
from dashboard.widgets.plain_text import heard, note, plain
from pipelines.figures import wording
from pipelines.ingest.suggested_talks import SuggestedTalk

SHOWN_AT_ONCE = 40
ROW = (5, 4, 2)  # who, what it is called, how long


def talks_card(file: Incoming) -> None:
    """Whose calendar it is, and its entries: those that are likely interviews first."""
    talks, place = file.report.suggested_talks, file.place
    with st.container(border=True, key=f"talks_{place}", gap="xsmall"):
        st.header("Which of these were informational interviews?", anchor=False)
        note(
            "A calendar says that a time was kept, not what came of it: only what you tick comes in. The others stay"
            " out, and you are asked about them when this calendar comes again."
        )
        _owner(file)
        _ticks(file)
        shown = talks if file.decided.options.get("all_talks") else talks[:SHOWN_AT_ONCE]
        for head, some in _groups(shown):
            if some:
                st.subheader(head, anchor=False)
            for talk in some:
                _talk(file, talk)
        _more(file, len(talks) - len(shown))


def _groups(talks: Sequence[SuggestedTalk]) -> Iterator[tuple[str, Sequence[SuggestedTalk]]]:
    yield "Likely", [one for one in talks if one.is_likely]
    yield "Possible", [one for one in talks if not (one.is_likely or one.is_here or one.is_ahead)]
    yield "Still to come", [one for one in talks if one.is_ahead and not one.is_here]
    yield (
        "Recorded already: an interview with them on that day is here",
        [one for one in talks if one.is_here],
    )


def _owner(file: Incoming) -> None:
    """Whose calendar it is, typed once for all entries; what stands against what was typed is said below it."""
    key = f"owner_{file.place}"
    hold(key, file.decided.owner)
    st.text_input(
        "Whose calendar is it?",
        placeholder="The student's ID, e-mail address or name",
        width=420,
        key=key,
        on_change=lambda: name_owner(file.place, st.session_state[key]),
    )
    is_wrong = file.decided.owner and file.decided.confirmed and not file.can_come_in
    if is_wrong:
        st.warning(plain(file.report.message), icon=":material/warning:")


def _ticks(file: Incoming) -> None:
    """All that are likely at once, or none."""
    ticked = file.decided.confirmed
    likely = {talk.number for talk in file.report.suggested_talks if talk.is_likely}
    with st.container(horizontal=True, vertical_alignment="center", key=f"ticks_{file.place}"):
        if likely:
            st.button(
                "Tick the likely one"
                if len(likely) == 1
                else f"Tick all {wording.count(len(likely))} likely",
                key=f"tick_likely_{file.place}",
                icon=":material/done_all:",
                disabled=likely <= ticked,
                on_click=confirm,
                args=(file.place, ticked | likely),
            )
        st.button(
            "Untick all",
            key=f"tick_none_{file.place}",
            type="tertiary",
            disabled=not ticked,
            on_click=confirm,
            args=(file.place, frozenset()),
        )
        st.text(f"{wording.count(len(ticked))} of {wording.count(len(file.report.suggested_talks))} ticked")


def _talk(file: Incoming, talk: SuggestedTalk) -> None:
    """One entry: its box with the day and who it was with, what it is called, how long it was."""
    key = f"talk_{file.place}_{talk.number}"
    hold(key, talk.number in file.decided.confirmed)
    with st.container(key=f"line_{file.place}_talk{talk.number}"):
        day = wording.day(date.fromisoformat(talk.day))
        box, title, length = st.columns(ROW, vertical_alignment="center")
        box.checkbox(
            heard(" · ".join(filter(None, (day, talk.name, talk.email)))),
            key=key,
            on_change=partial(_said, file.place, talk.number, key),
        )
        title.text(talk.title)
        if talk.minutes:
            length.text(wording.plural(talk.minutes, "minute"))


def _said(place: str, number: int, key: str) -> None:
    ticked = decided(place).confirmed
    confirm(place, ticked | {number} if st.session_state[key] else ticked - {number})


def _more(file: Incoming, hidden: int) -> None:
    if hidden:
        st.button(
            f"Show {wording.count(hidden)} more",
            key=f"talks_more_{file.place}",
            type="tertiary",
            on_click=lambda: file.decided.options.update(all_talks=True),
        )
