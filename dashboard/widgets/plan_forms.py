"""The small forms for what an office wants and remembers: a target, a note on a day, a saved view."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st

from dashboard.asking import served, targets
from dashboard.asking.question import Ask
from dashboard.asking.served import settings
from dashboard.navigation import HOME, MOVED
from dashboard.office.plans import LONGEST, SavedView, academic_year, year_asked, year_words
from dashboard.widgets.plain_text import plain
from dashboard.widgets.problems import problem_box, tried
from pipelines.errors import UserError
from pipelines.figures import wording
from pipelines.figures.results import Metric

APP_PAGES = Path(__file__).parents[1] / "app_pages"


def this_year(asked: Ask) -> int:
    """The academic year of the newest date in the data."""
    return academic_year(asked.facts.newest or date.today(), settings().year_start)


# -- targets ---------------------------------------------------------------------------------------


def target_form(asked: Ask, metric: Metric, key: str) -> None:
    """What the figure is to reach in the academic year it is asked about."""
    if not targets.can_have_target(metric):
        return
    year_start = settings().year_start
    year = year_asked(metric.of, asked.where, asked.since, asked.until, year_start)
    year = this_year(asked) if year is None else year
    target_row(asked, metric, year, f"{key}_{metric.id}")


def target_row(asked: Ask, metric: Metric, year: int, key: str) -> None:
    """One target to set or take away; rates are typed in percent."""
    times = 100.0 if metric.unit == "percent" else 1.0
    standing = asked.standing.target(metric.id, year)
    unit = "%" if metric.unit == "percent" else metric.unit
    place = f"target_{key}_{year}"
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.number_input(
            f"{metric.title}, target for {year_words(year)} in {unit}",
            value=None if standing is None else round(standing.value * times, 6),
            min_value=None if metric.aggregate == "mean" else 0.0,
            max_value=100.0 if metric.unit == "percent" else None,
            step=1.0,
            format="%g",
            key=place,
            placeholder="None",
            width=340,
        )
        st.button(
            "Set", key=f"set_{place}", on_click=tried(_set_target), args=(metric.id, year, times, place)
        )


def _set_target(metric_id: str, year: int, times: float, place: str) -> None:
    typed = st.session_state[place]
    served.plans().set_target(metric_id, year, None if typed is None else typed / times)


# -- notes -----------------------------------------------------------------------------------------


def notes(asked: Ask, key: str) -> None:
    """What happened on a day: a form, and what is noted already."""
    note_form(asked, key)
    notes_list(asked, key)


def note_form(asked: Ask, key: str) -> None:
    """A day and a few words; drawn on every chart over time whose dates reach it."""
    with st.form(f"note_{key}", border=False, clear_on_submit=True):
        row = st.container(horizontal=True, vertical_alignment="bottom", gap="small")
        day = row.date_input("Day", value=asked.facts.newest or "today", format="MM/DD/YYYY", width=150)
        text = row.text_input("What happened", placeholder="Career fair", max_chars=LONGEST, width=280)
        is_sent = row.form_submit_button("Pin it")
    if is_sent and isinstance(day, date):
        try:
            served.plans().pin(day, text or "")
        except UserError as error:
            problem_box(error)
        else:
            st.rerun()


def notes_list(asked: Ask, key: str) -> None:
    """What is pinned, the newest first, each to be taken off."""
    for note in reversed(asked.standing.notes):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.text(f"{wording.day(note.day)}: {note.text}", width="stretch")
            st.button(
                "Remove",
                key=f"unpin_{key}_{note.id}",
                type="tertiary",
                icon=":material/delete:",
                on_click=tried(served.plans().unpin),
                args=(note.id,),
            )


# -- saved views -----------------------------------------------------------------------------------


def views_menu(page: str) -> None:
    """Keep this page and its filters under a name; open or forget what was kept; copy a link.

    page: the page's address under the dashboard's, "" for the first one.
    """
    menu = st.popover(
        "Saved views", type="tertiary", icon=":material/bookmark:", key="views", on_change="rerun"
    )
    if not menu.open:
        return
    query = urlencode([(key, value) for key in st.query_params for value in st.query_params.get_all(key)])
    here = SavedView("", page, query)
    with menu:
        with st.form("save_view", border=False, clear_on_submit=True):
            row = st.container(horizontal=True, vertical_alignment="bottom", gap="small")
            name = row.text_input("Save this page and its filters as", max_chars=LONGEST)
            is_sent = row.form_submit_button("Save")
        if is_sent:
            try:
                served.plans().save_view(name or "", page, query)
            except UserError as error:
                problem_box(error)
        views_list()
        st.caption("Link to this page as it is")
        st.code(_root() + here.link, language=None, wrap_lines=True)


def views_list() -> None:
    """What was kept, by name, each to be opened or forgotten."""
    for view in served.plans().views():
        _view_row(view)


def _root() -> str:
    """The dashboard's own address, without page and filters."""
    scheme, _, rest = (st.context.url or "").partition("://")
    return f"{scheme}://{rest.partition('/')[0]}" if rest else ""


def _view_row(view: SavedView) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        name = MOVED.get(view.page, view.page) or HOME.name
        if name.isidentifier() and (APP_PAGES / f"{name}.py").exists():
            # a new tab begins from the address alone; this one would keep its own filters against it
            st.link_button(plain(view.name), view.link, type="tertiary", icon=":material/open_in_new:")
            st.space("stretch")
        else:
            st.text(f"{view.name}: its page is gone", width="stretch")
        st.button(
            "Forget",
            key=f"forget_{view.name}",
            type="tertiary",
            icon=":material/delete:",
            on_click=tried(served.plans().forget_view),
            args=(view.name,),
        )
