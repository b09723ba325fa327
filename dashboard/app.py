"""The frame of every page: what build, which place, which filters. Nothing else.

Run through `dashboard/server.py`, which adds the headers, the style sheet and limits.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from dashboard.asking import facts
from dashboard.asking.served import current, store_gone
from dashboard.figures import compare
from dashboard.navigation import HOME, PLACES, PlaceInTheApp, page_called
from dashboard.widgets import cards, frame, places
from dashboard.widgets.frame import PageDone
from dashboard.widgets.plain_text import plain
from dashboard.widgets.problems import problem_box, show_tried
from pipelines.errors import UserError

NAME = "Career Conversations"

st.set_page_config(page_title=NAME, page_icon="💬", layout="wide", initial_sidebar_state="collapsed")
st.logo(str(Path(__file__).with_name("assets") / "logo.svg"), size="large")


def _page(place: PlaceInTheApp) -> st.Page:
    return st.Page(
        f"app_pages/{place.name}.py",
        title=place.title,
        help=place.says,
        default=place is HOME,
        visibility="visible" if places.is_offered(place) else "hidden",
    )


chosen = st.navigation(
    {"": [_page(HOME)], **{title: [_page(place) for place in pages] for title, pages in PLACES.items()}},
    position="top",
)
st.set_page_config(page_title=f"{chosen.title} · {NAME}")
page = page_called(chosen.title)

published = None
try:
    places.menu()
    show_tried()
    if said := store_gone():
        st.warning(plain(said), icon=":material/folder_off:")
    published = current()
    cards.forget_locked()
    own = compare.address(facts.groups(published)) if published and page.title == "Compare" else None
    if published:
        places.neighbors(page)
    frame.frame(published, page, own)
    chosen.run()
    cards.still_locked()
except PageDone:
    pass
except UserError as error:
    problem_box(error)
frame.foot(published)
