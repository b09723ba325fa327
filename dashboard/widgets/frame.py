"""What a page asks through: the question its filters make, and what the frame of every page keeps of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import cast

import streamlit as st

from dashboard.asking import ahead, served
from dashboard.asking.facts import facts_of
from dashboard.asking.question import Ask
from dashboard.asking.recorder import recorded
from dashboard.charts.spec import SYNTHETIC
from dashboard.navigation import PlaceInTheApp
from dashboard.office.plans import Standing
from dashboard.widgets import filter_bar
from dashboard.widgets.address import (
    FILTERS,
    URL_KEYS,
    VIEWS,
    keep_one_of_each,
    notice_unknown,
    read_filters,
    write_filters,
)
from dashboard.widgets.first_start import first_start
from dashboard.widgets.plain_text import plain
from dashboard.widgets.problems import problem_box
from pipelines.errors import UserError
from pipelines.figures import wording
from pipelines.store.warehouse import Published


class PageDone(Exception):
    """A page that has said all it can say for now; the frame goes on to its foot."""


def frame(
    published: Published | None, page: PlaceInTheApp, own: Mapping[str, Collection[str]] | None = None
) -> None:
    """The filter bar. Pages ask through `ask()` afterwards.

    own: further keys of the page's address, with what they may hold.
    """
    before = str(st.session_state.get("_page", ""))
    is_new_page = before != page.name
    st.session_state["_page"] = page.name
    st.session_state["_ask"] = st.session_state["_recorder"] = None
    if published is None:
        return
    facts = facts_of(published)
    if page.filters == "none":
        # the chips are not drawn here: what they hold is known from another page of the session, or from the address
        shown = str(st.session_state.get("view") or st.query_params.get("view", ""))
        view = VIEWS.get(shown.removesuffix(" view"), "working")
        st.session_state["_ask"] = Ask(published=published, view=view, standing=_standing())
        return
    notice_unknown(facts, own or {})
    read_filters(facts, own or {}, is_new_page=is_new_page)
    if left_out := keep_one_of_each():  # said once, also where this run ends before it can be
        st.session_state["_left_out"] = left_out
    asked_before = st.session_state.get("_repeats", {}).get(page.name)
    if asked_before and filter_bar.are_known(facts):
        ahead.ask_again(filter_bar.asked(published, facts, page), asked_before)
    filter_bar.draw(published, facts, page)
    write_filters(page.name, before)
    if left_out := st.session_state.pop("_left_out", ""):
        st.info(plain(left_out), icon=":material/filter_1:")
    question, recorder = recorded(replace(filter_bar.asked(published, facts, page), standing=_standing()))
    st.session_state["_ask"], st.session_state["_recorder"] = question, recorder


def _standing() -> Standing:
    """Targets and notes; where their store cannot be read the page says so, and shows its figures without them."""
    try:
        return served.plans().standing()
    except UserError as error:
        problem_box(error)
        return Standing()


def ask() -> Ask:
    """What this person asks on this rerun; where there is nothing to ask yet, the first start."""
    if st.session_state.get("_ask") is None:
        first_start()
        raise PageDone
    _stop_on_ignored()
    return cast(Ask, st.session_state["_ask"])


def foot(published: Published | None) -> None:
    """One small line below every page: whose data, how new, which build."""
    if recorder := st.session_state.pop("_recorder", None):
        st.session_state.setdefault("_repeats", {})[st.session_state["_page"]] = ahead.repeats(recorder)
    parts = ["Open to one person, on this computer only"]
    if published:
        facts = facts_of(published)
        newest = f"Data through {wording.day(facts.newest)}" if facts.newest else ""
        parts = [SYNTHETIC if facts.is_synthetic else "", newest, *parts, f"Build {published.build}"]
    with st.container(key="foot"):
        st.caption(plain(" · ".join(part for part in parts if part)))


def _dismiss_ignored() -> None:
    for key, _ in st.session_state.pop("_ignored", []):
        if key not in URL_KEYS and key in st.query_params:
            del st.query_params[key]


def _stop_on_ignored() -> None:
    ignored = st.session_state.get("_ignored")
    if not ignored:
        return
    st.warning(
        "This link filters by values that don't exist here. They were ignored, so more people may be counted.",
        icon=":material/filter_alt_off:",
    )
    for key, value in ignored[:20]:
        st.text(f"{FILTERS.get(key, key)}: {value}"[:200])
    st.button("Continue without them", on_click=_dismiss_ignored, type="primary", key="dismiss_ignored")
    raise PageDone
