"""Beside what is hidden, the button that takes away what hides it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard.asking.presets import PRESETS
from dashboard.widgets.address import FILTER_OF
from pipelines.figures import wording
from pipelines.figures.results import WayOut

DATES = "dates"


def way_out_button(way_out: WayOut | None, key: str) -> None:
    """Nothing where no filter of the bar hides anything: a page may narrow a figure by itself."""
    if way_out is None or not way_out.without or not all(map(_is_chosen, way_out.without)):
        return
    st.button(
        label_of(way_out.without),
        icon=":material/filter_alt_off:",
        key=f"way_out_{key}",
        on_click=take_away,
        args=(way_out.without,),
    )


def label_of(without: Sequence[str]) -> str:
    """What the button says it does."""
    if len(without) > 1:
        return "Show the whole office"
    (one,) = without
    return "Show all dates" if one == DATES else f"Remove the {wording.title(one).lower()} filter"


def take_away(without: Sequence[str]) -> None:
    """For callbacks: before the filters are drawn."""
    for one in without:
        if one == DATES:
            st.session_state[DATES] = PRESETS["all"]
        else:
            st.session_state[FILTER_OF[one]] = []


def _is_chosen(one: str) -> bool:
    if one == DATES:
        return st.session_state.get(DATES) != PRESETS["all"]
    return bool(st.session_state.get(FILTER_OF.get(one, "")))
