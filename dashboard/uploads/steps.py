"""The way of files in three steps: where one is, the bar at the bottom, and from which step to begin."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from typing import Literal

import streamlit as st

from dashboard.uploads import incoming, words
from dashboard.uploads.check import check_step
from dashboard.uploads.decisions import choose_source
from dashboard.uploads.incoming import Incoming
from dashboard.uploads.kind import is_none, kind_step
from dashboard.uploads.match import conflict, is_open, match_step
from dashboard.widgets.plain_text import plain
from pipelines.figures import wording

Step = Literal["kind", "match", "check"]
STEPS: dict[Step, str] = {"kind": "What is it?", "match": "Match", "check": "Check"}
SURE = 0.15  # how far the best guess lies ahead of the next, at least, to be taken without asking


def steps(files: Sequence[Incoming], import_all: Callable[[Sequence[Incoming]], None]) -> None:
    """The step the files are at, under its title, and the bar with the one thing to do next."""
    step: Step = st.session_state.setdefault("step", first_step(files))
    st.title(plain(_title(step, files)), anchor=False)
    _where(step)
    with st.container(key="steps"):
        {"kind": kind_step, "match": match_step, "check": check_step}[step](files)
    _bar(step, files, import_all)


def first_step(files: Sequence[Incoming]) -> Step:
    """The first step at which a file needs somebody: what is sure is only to be checked."""
    if any(not _is_sure_kind(file) for file in files):
        return "kind"
    new = [file for file in files if not words.is_known(file.report)]
    return "match" if any(is_open(file) for file in new) else "check"


def _is_sure_kind(file: Incoming) -> bool:
    """Whether a file was recognized as one kind and no other: it may be read, and no rival is near."""
    if file.is_calendar:
        return True
    if not file.can_come_in:
        return False
    if (
        file.choices.source
        or file.report.saved_mapping
        or file.report.corrects
        or words.is_known(file.report)
    ):
        return True
    complete = [guess.score for guess in file.report.guesses if not guess.missing]
    is_alone = len(complete) < 2 or complete[0] - complete[1] >= SURE
    return is_alone and len(file.report.sheets) < 2


def _title(step: Step, files: Sequence[Incoming]) -> str:
    if step == "kind":
        return "What is this file?" if len(files) == 1 else "What are these files?"
    if step == "match":
        return "How your columns match"
    coming = [file.report for file in files if file.can_come_in]
    return words.ready(coming) if coming else words.NOTHING


def _where(step: Step) -> None:
    """The three steps, those behind ticked, the one here marked for eyes and readers alike."""
    order = list(STEPS)
    here = order.index(step)
    items = []
    for number, one in enumerate(order):
        state = "done" if number < here else "here" if number == here else "ahead"
        current = ' aria-current="step"' if state == "here" else ""
        mark = "✓" if state == "done" else str(number + 1)
        items.append(
            f'<li class="{state}"{current}><b aria-hidden="true">{mark}</b>{html.escape(STEPS[one])}</li>'
        )
    st.html(f'<ol class="steps" aria-label="Steps">{"".join(items)}</ol>')


def _go(step: Step) -> None:
    st.session_state["step"] = step


def _accept(files: Sequence[Incoming]) -> None:
    """Take what stands on the screen: a kind that was only guessed counts from here on."""
    for file in files:
        if not file.can_come_in and file.taken_for and not file.choices.source and not is_none(file):
            choose_source(file.place, file.taken_for)
    _go("match")


def _bar(step: Step, files: Sequence[Incoming], import_all: Callable[[Sequence[Incoming]], None]) -> None:
    """What is true now, and the one thing to do next; in the same place in all steps."""
    coming = [file for file in files if file.can_come_in]
    twice = next((said for file in files if (said := conflict(file))), "")
    with st.bottom, st.container(horizontal=True, vertical_alignment="center", key="bar"):
        st.text(_true_now(step, files, coming))
        st.space("stretch")
        with st.container(horizontal=True, vertical_alignment="center", width="content", wrap=False):
            if step == "kind":
                _kind_buttons(files)
            elif step == "match":
                st.button("Back", key="back", type="tertiary", on_click=_go, args=("kind",))
                st.button(
                    "Check the rows",
                    key="next",
                    type="primary",
                    disabled=bool(twice) or not (coming or any(file.is_calendar for file in files)),
                    on_click=_go,
                    args=("check",),
                )
            else:
                _check_buttons(coming, import_all, bool(twice))


def _kind_buttons(files: Sequence[Incoming]) -> None:
    st.button("Cancel", key="back", type="tertiary", on_click=incoming.clear)
    is_any = any(not file.is_hopeless and file.taken_for and not is_none(file) for file in files)
    st.button(
        "Match the columns", key="next", type="primary", disabled=not is_any, on_click=_accept, args=(files,)
    )


def _check_buttons(
    coming: Sequence[Incoming], import_all: Callable[[Sequence[Incoming]], None], is_twice: bool
) -> None:
    st.button("Back", key="back", type="tertiary", on_click=_go, args=("match",))
    fresh = [file for file in coming if not words.is_known(file.report)]
    if coming and not fresh:
        st.button("Done", key="done", type="primary", on_click=incoming.clear)
    elif st.button(
        f"Import {_what(fresh)}" if fresh else "Import",
        key="import",
        type="primary",
        disabled=is_twice or not any(file.report.accepted for file in fresh),
    ):
        import_all(coming)


def _what(fresh: Sequence[Incoming]) -> str:
    """ "43 interviews", "3 files" """
    return words.things(fresh[0].report) if len(fresh) == 1 else wording.plural(len(fresh), "file")


def _true_now(step: Step, files: Sequence[Incoming], coming: Sequence[Incoming]) -> str:
    """What holds now: how much of the files is understood, and what would come of it."""
    waiting = len(files) - len(coming)
    if step == "check":
        is_done = bool(coming) and all(words.is_known(file.report) for file in coming)
        return "Nothing is changed." if is_done else "You can undo this at any time on this page."
    if len(files) > 1:
        rows = sum(file.report.accepted for file in coming)
        said = f"{wording.plural(rows, 'row')} of {wording.plural(len(coming), 'file')} would come in"
        return said + (f"; {wording.plural(waiting, 'file')} left to answer" if waiting else "")
    (file,) = files
    if not file.can_come_in:
        return words.NOTHING
    parts = [words.used(file.report, file.source)] if file.source and step == "match" else []
    return " · ".join([*parts, words.come_in(file.report)])
