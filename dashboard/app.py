"""The frame of every page: what build, which filters, which pages. Nothing else.

Run through `dashboard/server.py`, which adds the headers and limits.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from dashboard.asking import facts
from dashboard.asking.served import current, store_gone
from dashboard.figures import compare
from dashboard.navigation import LINKED, PAGES, UNFILTERED
from dashboard.widgets import frame, plan_forms
from dashboard.widgets.frame import PageDone
from dashboard.widgets.plain_text import plain
from dashboard.widgets.problems import problem_box, show_tried
from dashboard.widgets.style import style
from pipelines.errors import UserError

st.set_page_config(page_title="Career Conversations", page_icon="💬", layout="wide")
st.logo(str(Path(__file__).with_name("assets") / "logo.svg"), size="large")
style()

page = st.navigation(
    [
        *(
            st.Page(f"app_pages/{name}.py", title=title, help=says, default=name == "overview")
            for name, title, says in PAGES
            if name != "who_is_who" or facts.is_there_who_is_who()
        ),
        *(st.Page(f"app_pages/{name}.py", title=title, visibility="hidden") for name, title, _ in LINKED),
    ],
    position="top",
)

try:
    show_tried()
    if said := store_gone():
        st.warning(plain(said), icon=":material/folder_off:")
    published = current()
    own = compare.address(facts.groups(published)) if published and page.title == "Compare" else None
    line = frame.frame(published, is_filtered=page.title not in UNFILTERED, page=page.title, own=own)
    if line:
        with line:
            plan_forms.views_menu(page.url_path)
    page.run()
except PageDone:
    pass
except UserError as error:
    problem_box(error)
frame.foot()
