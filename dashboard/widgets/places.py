"""The way around: a menu of all places for narrow windows, and from figure to figure in one click."""

from __future__ import annotations

import streamlit as st

from dashboard.asking import facts
from dashboard.navigation import HOME, PLACES, PlaceInTheApp

EXPLORE = "Explore"


def is_offered(page: PlaceInTheApp) -> bool:
    """Whether a page stands in menus: Who is who only where something is to be decided, or was. Its address opens."""
    return page.name != "who_is_who" or facts.is_there_who_is_who()


def menu() -> None:
    """Every place, for windows too narrow for Streamlit's own row (which is a sidebar there, and hidden)."""
    with st.container(key="phone_menu"), st.popover("Menu", icon=":material/menu:", key="all_places"):
        _link(HOME)
        for title, pages in PLACES.items():
            st.caption(title)
            for page in pages:
                if is_offered(page):
                    _link(page)


def neighbors(here: PlaceInTheApp) -> None:
    """The pages of Explore, in a row below the navigation."""
    pages = PLACES[EXPLORE]
    if here not in pages:
        return
    with st.container(horizontal=True, gap=None, key="neighbors"):
        for page in pages:
            with st.container(key=f"neighbor_{'here' if page is here else page.name}", width="content"):
                _link(page)


def _link(page: PlaceInTheApp) -> None:
    st.page_link(f"app_pages/{page.name}.py", label=page.title, help="")
