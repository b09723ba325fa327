"""The frame of every page: what build, which filters, which pages. Nothing else.

Run through `dashboard/server.py`, which adds the headers and limits.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from dashboard import components, planning
from dashboard.asking import data
from dashboard.figures import compare
from dashboard.navigation import LINKED, PAGES, UNFILTERED
from pipelines.errors import UserError

st.set_page_config(page_title="Career Conversations", page_icon="💬", layout="wide")
st.logo(str(Path(__file__).with_name("assets") / "logo.svg"), size="large")
components.style()

page = st.navigation(
    [
        *(
            st.Page(f"app_pages/{name}.py", title=title, help=says, default=name == "overview")
            for name, title, says in PAGES
            if name != "who_is_who" or data.is_there_who_is_who()
        ),
        *(st.Page(f"app_pages/{name}.py", title=title, visibility="hidden") for name, title, _ in LINKED),
    ],
    position="top",
)

try:
    published = data.current()
    own = compare.address(data.groups(published)) if published and page.title == "Compare" else None
    line = components.frame(published, is_filtered=page.title not in UNFILTERED, page=page.title, own=own)
    if line:
        with line:
            planning.views_menu(page.url_path)
    page.run()
except components.PageDone:
    pass
except UserError as error:
    components.problem_box(error)
components.foot()
