"""Single figures in bordered cards: value, change, what makes it sure; what a page needs first, what is locked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import streamlit as st

from dashboard.asking import comparison, facts, targets
from dashboard.asking.question import Ask
from dashboard.figures.card_words import (
    beside_words,
    certainty,
    chip_arrow,
    chip_color,
    compared_with,
    reason,
    target_words,
)
from dashboard.figures.values import first, value_words
from dashboard.widgets.first_start import templates_button
from dashboard.widgets.frame import PageDone
from dashboard.widgets.plain_text import plain
from dashboard.widgets.way_out import way_out_button
from pipelines.errors import UserError
from pipelines.figures import wording
from pipelines.figures.blanks import Blank
from pipelines.figures.results import Cell, Metric, Released
from pipelines.release.changes import in_short

_LOCKED = "_locked"  # in the session, of one run: {title: what unlocks it}


@dataclass(frozen=True)
class Card:
    """One figure of a row. pick: chooses the cell of a figure with several.

    not_with: a figure on the same page that this one gives way to where it may be published: a total beside an average
    gives away what few have.
    """

    metric_id: str
    title: str = ""
    pick: Callable[[Sequence[Cell]], Cell | None] = first
    not_with: str = ""


MOST_IN_A_ROW = 3


def cards(asked: Ask, *row: Card, key: str = "figures") -> None:
    """Figures in rows of three, fewer fill their row: value, change, n, interval, unknown share, what goes with it.

    A figure that has nothing to stand on is not shown; the line at the page's end names it (`still_locked`).
    """
    shown = [one for one in row if not left_locked(asked, one.title, one.metric_id)]
    if not shown:
        return
    grid = st.grid(min(len(shown), MOST_IN_A_ROW), min_column_width=260, key=f"even_{key}")
    for one in shown:
        with grid.cell(), st.container(border=True, height="stretch"):
            _card(asked, one)


def _card(asked: Ask, one: Card) -> None:
    metric = facts.catalog()[one.metric_id]
    title = one.title or metric.title
    if one.not_with and asked.view == "publishable":
        st.metric(plain(title), Blank.HIDDEN.mark)
        st.caption(plain(f"Hidden: not published together with “{facts.catalog()[one.not_with].title}”"))
        return
    _figure_in_card(asked, metric, title, one.pick)


def left_locked(asked: Ask, title: str, metric_id: str) -> bool:
    """Whether a figure has nothing to stand on yet; then the line at the page's end names it."""
    reason = facts.locked(asked.published, metric_id)
    if reason:
        waiting = st.session_state.setdefault(_LOCKED, {})
        waiting[title or facts.catalog()[metric_id].title] = reason
    return bool(reason)


def forget_locked() -> None:
    """Begin a run: one that ended early (a click meanwhile, a page with nothing to show) said nothing of its own."""
    st.session_state.pop(_LOCKED, None)


def still_locked() -> None:
    """One line at a page's end: which figures wait for a file or a column, and what unlocks them."""
    waiting = st.session_state.get(_LOCKED, {})
    if not waiting:
        return
    figures = f"{len(waiting)} more figures need" if len(waiting) > 1 else "One more figure needs"
    with st.expander(f"{figures} columns your files don't have", key="still_locked", icon=":material/lock:"):
        for title, reason in waiting.items():
            st.markdown(f"**{plain(title)}**  \n{plain(reason)}")
        st.page_link("app_pages/uploads.py", label="Bring in a file", icon=":material/upload_file:", help="")


def _figure_in_card(
    asked: Ask,
    metric: Metric,
    title: str,
    pick: Callable[[Sequence[Cell]], Cell | None],
    beside: Sequence[str] | None = None,
) -> None:
    try:
        now = asked.figure(metric.id)
        earlier = comparison.earlier(asked, metric.id)
        before = earlier.figure(metric.id)
    except UserError as error:
        st.metric(plain(title), "–")
        st.caption(plain(error.message))
        return
    cell = pick(now.cells)
    then = pick(before.cells) if before else None
    found = comparison.changed(asked, metric, cell, then)
    chip = in_short(found)
    st.metric(
        plain(title),
        value_words(metric, cell),
        chip or None,
        delta_description=earlier.against if chip else None,
        delta_color=chip_color(found),
        delta_arrow=chip_arrow(found, chip),
    )
    has_share_known = cell is not None and any(
        other.metric.id == "salary_reporting_rate" for other in now.beside
    )
    counted = replace(cell, unknown_count=None) if cell is not None and has_share_known else cell  # said once
    parts = [reason(cell), certainty(metric, counted)]
    parts += [
        f"Fewer than half reported a salary ({value_words(other.metric, other.cells[0])})"
        if other.metric.id == "salary_reporting_rate" and (other.cells[0].value or 1) < 0.5
        else beside_words(other)
        for other in now.beside
        if len(other.cells) == 1 and (beside is None or other.metric.id in beside)
    ]
    if metric.of != "graduate":  # of classes it is said once, beside their rates
        parts.append(earlier.reason.removesuffix("."))
    parts.append("" if chip else compared_with(metric, then))
    parts += [
        *_notes(now, is_said=cell is not None and cell.is_withheld),
        *now.pooled,
        target_words(metric, targets.target_of(asked, metric), cell),
    ]
    st.caption(plain(" · ".join(part for part in parts if part)))
    way_out_button(now.way_out, f"{metric.id}_{title}")


def _notes(now: Released, *, is_said: bool) -> tuple[str, ...]:
    """What else must be said of a figure. is_said: why it is hidden stands beside its value already."""
    notes = wording.but_left_out(now.notes)
    out = now.way_out
    if out is None or not is_said:
        return notes
    return tuple(out.words if note.endswith(out.words) else note for note in notes)


def page_needs(asked: Ask, *metric_ids: str) -> None:
    """Where nothing a page leads with can be shown, say once which file unlocks it, and stop there."""
    missing = [facts.locked(asked.published, metric_id) for metric_id in metric_ids]
    if not all(missing):
        return
    with st.container(border=True):
        st.header("Nothing here yet", anchor=False)
        st.markdown(plain(missing[0]))
        with st.container(horizontal=True):
            if st.button("Bring in files", type="primary", icon=":material/upload_file:", key="page_needs"):
                st.switch_page("app_pages/uploads.py")
            templates_button("page_needs")
    raise PageDone
