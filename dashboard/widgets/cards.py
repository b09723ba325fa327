"""Single figures in bordered cards: value, change, what makes it sure, and what a page needs first."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st
from streamlit.elements.lib.grid_container import GridContainer

from dashboard.asking import comparison, facts, targets
from dashboard.asking.question import Ask
from dashboard.figures.card_words import (
    beside_words,
    certainty,
    chip_color,
    compared_with,
    reason,
    target_words,
)
from dashboard.figures.values import first, value_words
from dashboard.widgets.first_start import templates_button
from dashboard.widgets.frame import PageDone
from dashboard.widgets.plain_text import plain
from pipelines.errors import UserError
from pipelines.figures import wording
from pipelines.figures.blanks import Blank
from pipelines.figures.results import Cell, Metric
from pipelines.release.changes import in_short


def card(
    asked: Ask,
    metric_id: str,
    *,
    title: str = "",
    pick: Callable[[Sequence[Cell]], Cell | None] | None = None,
    not_with: str = "",
) -> None:
    """One bordered figure: value, change, n, interval, unknown share, and what is never shown without it.

    pick: chooses the cell of a figure with several. A locked figure says which file unlocks it. not_with: a figure on
    the same page that this one gives way to where it may be published: a total beside an average gives away what few
    have.
    """
    metric = facts.catalog()[metric_id]
    with st.container(border=True, height="stretch"):
        if not_with and asked.view == "publishable":
            st.metric(plain(title or metric.title), Blank.HIDDEN.mark)
            st.caption(plain(f"Hidden: never published beside “{facts.catalog()[not_with].title}”"))
            return
        _figure_in_card(asked, metric, title or metric.title, pick or first)


def card_row(key: str = "figures", most: int = 3) -> GridContainer:
    """A row of at most three figures; `with row.cell(): card(...)`."""
    return st.grid(most, min_column_width=220, key=f"even_{key}")


def outcomes_card(asked: Ask) -> None:
    """Outcomes rate and knowledge rate in one tile: never apart. What both are compared with is said once below."""
    catalog = facts.catalog()
    with st.container(border=True, height="stretch"):
        both = st.grid(2, min_column_width=165, key="even_outcomes")  # one above the other where it is narrow
        for metric_id in ("career_outcomes_rate", "knowledge_rate"):
            with both.cell():
                _figure_in_card(asked, catalog[metric_id], catalog[metric_id].title, first, ())
        earlier = comparison.the_class_before(asked)
        said = " ".join(filter(None, (comparison.still_collecting(asked), earlier.reason)))
        if said and not facts.locked(asked.published, "career_outcomes_rate"):
            st.caption(plain(said))


def _figure_in_card(
    asked: Ask,
    metric: Metric,
    title: str,
    pick: Callable[[Sequence[Cell]], Cell | None],
    beside: Sequence[str] | None = None,
) -> None:
    missing = facts.locked(asked.published, metric.id)
    if missing:
        locked(title, missing)
        return
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
        delta_arrow="auto" if chip.startswith(("+", "-")) else "off",
    )
    parts = [reason(cell), certainty(metric, cell)]
    parts += [
        beside_words(other)
        for other in now.beside
        if len(other.cells) == 1 and (beside is None or other.metric.id in beside)
    ]
    reporting = next((other for other in now.beside if other.metric.id == "salary_reporting_rate"), None)
    if reporting and (reporting.cells[0].value or 1) < 0.5:
        parts.insert(0, "Fewer than half report one")
    if metric.of != "graduate":  # of classes it is said once, beside their rates
        parts.append(earlier.reason.removesuffix("."))
    parts.append("" if chip else compared_with(metric, then))
    parts += [
        *wording.but_left_out(now.notes),
        *now.pooled,
        target_words(metric, targets.target_of(asked, metric), cell),
    ]
    st.caption(plain(" · ".join(part for part in parts if part)))


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


def locked(title: str, unlocks: str) -> None:
    """A figure that has nothing to stand on yet: says which file unlocks it."""
    st.markdown(f"**{plain(title)}**")
    st.caption(plain(unlocks), help=None)
    st.page_link("app_pages/uploads.py", label="Bring in a file", icon=":material/upload_file:")
