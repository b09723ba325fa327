"""The frame of every page: the filter bar and the line below it, what a page asks through, the foot."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import cast

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.asking import ahead, presets, served
from dashboard.asking.facts import Facts, facts_of
from dashboard.asking.presets import PRESETS, year_before
from dashboard.asking.question import Ask
from dashboard.asking.recorder import recorded
from dashboard.asking.served import settings
from dashboard.charts.spec import SYNTHETIC
from dashboard.office.plans import Standing
from dashboard.widgets.address import (
    DIMENSION,
    FILTERS,
    ONE_VALUE,
    URL_KEYS,
    VIEWS,
    allowed,
    follow_link,
    has_several,
    is_one_of_each,
    keep_one_of_each,
    notice_unknown,
)
from dashboard.widgets.first_start import first_start
from dashboard.widgets.plain_text import plain
from dashboard.widgets.problems import problem_box
from pipelines.errors import UserError
from pipelines.figures import wording
from pipelines.figures.results import View
from pipelines.store.warehouse import Published

VIEW_SAYS: dict[View, str] = {
    "working": "Working view: confidential student and contact records",
    "internal": "Internal view: not for publication",
    "publishable": "Publishable view: small groups are hidden, numbers rounded",
}
PERIOD_WORDS = {
    "year": "This academic year",
    "term": "This term",
    "12m": "In the last 12 months",
    "all": "In all",
    "own": "In these dates",
}


class PageDone(Exception):
    """A page that has said all it can say for now; the frame goes on to its foot."""


def frame(
    published: Published | None,
    is_filtered: bool,
    page: str = "",
    own: Mapping[str, Collection[str]] | None = None,
) -> DeltaGenerator | None:
    """The filter bar and the line below it, which is given back. Pages ask through `ask()` afterwards.

    own: further keys of the page's address, with what they may hold.
    """
    is_new_page = st.session_state.get("_page") not in (None, page)
    st.session_state["_page"] = page
    st.session_state["_ask"] = st.session_state["_recorder"] = None
    st.session_state["_build"] = published.build if published else ""
    if published is None:
        return None
    facts = facts_of(published)
    if is_filtered:
        notice_unknown(facts, own or {})
        if is_new_page:
            follow_link({**allowed(facts), **(own or {})})
        left_out = keep_one_of_each()
        asked_before = st.session_state.get("_repeats", {}).get(page)
        if asked_before and _are_filters_known(facts):
            ahead.ask_again(_asked(published, facts), asked_before)
        asked, line = _filter_bar(published, facts)
        if has_several():  # of an address, which the filters read themselves at first
            st.rerun()
        if left_out:
            st.info(plain(left_out), icon=":material/filter_1:")
        question, recorder = recorded(replace(asked, standing=_standing()))
        st.session_state["_ask"], st.session_state["_recorder"] = question, recorder
        return line
    if facts.is_synthetic:
        _synthetic_badge()
    return None


def _standing() -> Standing:
    """Targets and notes; where their store cannot be read the page says so, and shows its figures without them."""
    try:
        return served.plans().standing()
    except UserError as error:
        problem_box(error)
        return Standing()


def _synthetic_badge() -> None:
    st.badge(SYNTHETIC, color="orange", icon=":material/science:")


def ask() -> Ask:
    """What this person asks on this rerun; where there is nothing to ask yet, the first start."""
    if st.session_state.get("_ask") is None:
        first_start()
        raise PageDone
    _stop_on_ignored()
    return cast(Ask, st.session_state["_ask"])


def foot() -> None:
    """One small line below every page."""
    if recorder := st.session_state.pop("_recorder", None):
        st.session_state.setdefault("_repeats", {})[st.session_state["_page"]] = ahead.repeats(recorder)
    build = st.session_state.get("_build")
    says = "Running for one person on this computer; nobody else can reach it."
    st.caption(plain(f"Build {build}. {says}" if build else says))


def _filter_bar(published: Published, facts: Facts) -> tuple[Ask, DeltaGenerator]:
    """The filters and the line below them: what they say, and the line."""
    with st.container(key="filters"):
        places = st.columns([18, 18, 17, 24, 19], vertical_alignment="bottom")
        for place, (key, title) in zip(places, FILTERS.items(), strict=False):
            place.multiselect(
                title,
                facts.options[DIMENSION[key]],
                key=key,
                placeholder=f"All {title.lower()}{'es' if title == 'Class' else 's'}",
                label_visibility="collapsed",
                bind="query-params",
                help=ONE_VALUE if is_one_of_each() else None,
            )
        preset = places[3].selectbox(
            "Dates", list(PRESETS.values()), key="dates", label_visibility="collapsed", bind="query-params"
        )
        places[4].selectbox(
            "View",
            [f"{name} view" for name in VIEWS],
            key="view",
            label_visibility="collapsed",
            bind="query-params",
        )
        if preset == PRESETS["own"]:
            own_dates(facts, "between")
    asked = _asked(published, facts)
    line = st.container(horizontal=True, vertical_alignment="center", gap="small", key="tools_frame")
    with line:
        if facts.is_synthetic:
            _synthetic_badge()
        period_and_view = [wording.period(asked.since, asked.until), VIEW_SAYS[asked.view]]
        st.caption(plain(" · ".join(period_and_view)), width="content")
    return asked, line


def own_dates(facts: Facts, key: str) -> Sequence[date]:
    """Two dates of a person's own; one while the second is still to be chosen."""
    newest = facts.newest or date.today()
    return cast(
        Sequence[date],
        st.date_input(
            "Between",
            value=(year_before(newest), newest),
            key=key,
            format="MM/DD/YYYY",
            bind="query-params",
        ),
    )


def _are_filters_known(facts: Facts) -> bool:
    """Does the session hold what this office has for every filter? Drawn anew, the widgets see to it."""
    held = st.session_state
    return all(
        key in held and set(held[key] if key in FILTERS else [held[key]]) <= set(known)
        for key, known in allowed(facts).items()
    )


def _asked(published: Published, facts: Facts) -> Ask:
    """What the filters say, which the session knows before they are drawn again."""
    chosen = st.session_state
    preset = next(key for key, words in PRESETS.items() if words == chosen["dates"])
    since, until = presets.preset_dates(preset, facts.newest, settings(), chosen.get("between") or ())
    return Ask(
        published=published,
        where=tuple((DIMENSION[key], value) for key in FILTERS for value in chosen[key]),
        since=since,
        until=until,
        view=VIEWS[chosen["view"].removesuffix(" view")],
        period_words=PERIOD_WORDS[preset],
    )


def _dismiss_ignored() -> None:
    for key, _ in st.session_state.pop("_ignored", []):
        if key not in URL_KEYS and key in st.query_params:
            del st.query_params[key]


def _stop_on_ignored() -> None:
    ignored = st.session_state.get("_ignored")
    if not ignored:
        return
    st.warning(
        "The address of this page asks for something this office does not have. It was ignored, so the"
        " figures would show more people than the link meant.",
        icon=":material/filter_alt_off:",
    )
    for key, value in ignored[:20]:
        st.text(f"{FILTERS.get(key, key)}: {value}"[:200])
    st.button("Show the figures without it", on_click=_dismiss_ignored, type="primary", key="dismiss_ignored")
    raise PageDone
