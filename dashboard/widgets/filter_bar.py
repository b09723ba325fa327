"""The filter bar: a chip for each filter, whose words are what is chosen; the view at its end.

What means nothing on a page stays in the bar, off, and says why: filters that come and go would move all others.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any, cast

import streamlit as st

from dashboard.asking import presets
from dashboard.asking.facts import Facts
from dashboard.asking.presets import PRESETS, year_before
from dashboard.asking.question import Ask
from dashboard.asking.served import settings
from dashboard.charts.names import GROUPS
from dashboard.charts.spec import SYNTHETIC
from dashboard.navigation import PlaceInTheApp
from dashboard.widgets import find_student, plan_forms
from dashboard.widgets.address import (
    DIMENSION,
    FILTERS,
    IN_THE_BAR,
    ONE_VALUE,
    VIEWS,
    allowed,
    is_one_of_each,
    offered_filters,
)
from dashboard.widgets.plain_text import plain
from pipelines.figures import wording
from pipelines.figures.results import View
from pipelines.store.warehouse import Published

VIEW_SAYS: dict[View, str] = {
    "working": "Working view: confidential student and contact records",
    "internal": "Internal view: not for publication",
    "publishable": "Publishable view: small groups are hidden, numbers rounded",
}
PERIOD_WORDS = {
    PRESETS["year"]: "This academic year",
    PRESETS["last_year"]: "Last academic year",
    PRESETS["term"]: "This term",
    PRESETS["last_term"]: "Last term",
    PRESETS["12m"]: "In the last 12 months",
    PRESETS["all"]: "In all",
    PRESETS["own"]: "In these dates",
}
NO_DATES = "Graduates are counted by class, not by date."
BY_ADVISOR = "Figures by advisor are for staff only: they show in the working view."
OF_PEOPLE = "Lists of students take program, college and class."


def draw(published: Published, facts: Facts, page: PlaceInTheApp) -> None:
    """The chips. Where drawing a filter gave it what nobody had chosen yet (own dates), they are written anew."""
    said = _words(facts)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="filter_bar"):
        dates_off = NO_DATES if page.filters == "no dates" else ""
        with st.popover(said["dates"], key="chip_dates", disabled=bool(dates_off), help=dates_off or None):
            _date_filter(facts)
        for key in IN_THE_BAR:
            with st.popover(said[key], key=f"chip_{key}"):
                _filter(facts, key)
        off = OF_PEOPLE if page.filters == "of people" else ""
        with st.popover(
            said["more"],
            icon=":material/add:",
            type="tertiary",
            key="chip_more",
            disabled=bool(off),
            help=off or None,
        ):
            for key in offered_filters():
                if key not in IN_THE_BAR:
                    _filter(facts, key)
        st.space("stretch")
        if facts.is_synthetic:
            with st.container(key="synthetic", width="content"):
                st.badge(SYNTHETIC, color="orange", icon=":material/science:")
        later = st.container(horizontal=True, gap="small", width="content", key="bar_menus")
        with st.popover(said["view"], icon=":material/lock:", type="tertiary", key="chip_view"):
            _view_filter()
    if _words(facts) != said:
        st.rerun()
    with later:
        find_student.menu(asked(published, facts, page))
        plan_forms.views_menu(page.name.removeprefix("home"))


def _words(facts: Facts) -> dict[str, str]:
    """What each chip says, as far as the session knows; Markdown is taken."""
    state = st.session_state
    words = {"dates": _date_words(facts)}
    for key in IN_THE_BAR:
        values = list(state.get(key) or ())
        if len(values) == 1:
            words[key] = _value(key, values[0])
        else:
            words[key] = f"{len(values) or 'All'} {GROUPS[DIMENSION[key]][1]}"
    further = sum(len(state.get(key) or ()) for key in FILTERS if key not in IN_THE_BAR)
    words["more"] = f"More filters ({further})" if further else "More filters"
    words["view"] = str(state.get("view") or "Working view")
    return {key: plain(text) for key, text in words.items()}


def _date_words(facts: Facts) -> str:
    chosen = str(st.session_state.get("dates") or PRESETS["year"])
    own = st.session_state.get("between") or ()
    return wording.period(*own) if chosen == PRESETS["own"] and len(own) == 2 else chosen


def _value(key: str, value: str) -> str:
    if key == "class":
        return f"Class of {value}" if value.isdigit() else value
    return str(wording.segment_value(DIMENSION[key], value))


def _filter(facts: Facts, key: str) -> None:
    title = FILTERS[key]
    st.multiselect(
        title,
        facts.options[DIMENSION[key]],
        format_func=partial(_value, key),
        key=key,
        placeholder="All",
        persist_state="session",
        help=_advice(key),
        width=320,
    )


def _advice(key: str) -> str | None:
    """What a person must know before choosing in the view that is open."""
    if key == "advisor" and st.session_state.get("view", "Working view") != "Working view":
        return BY_ADVISOR
    return ONE_VALUE if is_one_of_each() else None


def _date_filter(facts: Facts) -> None:
    chosen = st.radio(
        "Dates",
        presets.date_choices(facts.newest, settings()),
        key="dates",
        persist_state="session",
        width=320,
    )
    if chosen == PRESETS["own"]:
        own_dates(facts, "between", persist_state="session")


def _view_filter() -> None:
    st.radio(
        "View",
        [f"{name} view" for name in VIEWS],
        captions=[VIEW_SAYS[view].partition(": ")[2].capitalize() for view in VIEWS.values()],
        key="view",
        persist_state="session",
        width=320,
    )


def own_dates(facts: Facts, key: str, **kept: Any) -> Sequence[date]:
    """Two dates of a person's own; one while the second is still to be chosen. kept: how the widget keeps them."""
    newest = facts.newest or date.today()
    return cast(
        Sequence[date],
        st.date_input("Between", value=(year_before(newest), newest), key=key, format="MM/DD/YYYY", **kept),
    )


def are_known(facts: Facts) -> bool:
    """Does the session hold what this office has for every filter? Drawn anew, the widgets see to it."""
    held = st.session_state
    return all(
        key in held and set(held[key] if key in FILTERS else [held[key]]) <= set(known)
        for key, known in allowed(facts).items()
    )


def asked(published: Published, facts: Facts, page: PlaceInTheApp) -> Ask:
    """What the filters say, without those that mean nothing on the page."""
    chosen = st.session_state
    keys = IN_THE_BAR if page.filters == "of people" else offered_filters()
    since, until = presets.dates_called(
        chosen["dates"], facts.newest, settings(), chosen.get("between") or ()
    )
    return Ask(
        published=published,
        where=tuple((DIMENSION[key], value) for key in keys for value in chosen[key]),
        since=since,
        until=until,
        view=VIEWS[chosen["view"].removesuffix(" view")],
        period_words=PERIOD_WORDS.get(chosen["dates"], f"In {chosen['dates']}"),
    )
