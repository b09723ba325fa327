"""The frame of every page: what build, which filters, which pages. Nothing else.

Run through `dashboard/server.py`, which adds the headers and limits.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from dashboard import compare, components, data, planning
from pipelines.errors import UserError

PAGES = (
    ("overview", "Overview", "The year in three figures and two charts."),
    ("outreach", "Outreach", "Whom students contact, when, and whether they hear back."),
    ("interviews", "Interviews", "How many students hold how many conversations."),
    ("referrals", "Referrals", "Names given, and what students do with them."),
    ("outcomes", "Outcomes", "What became of each class, of all its graduates."),
    ("growth", "Growth", "What students say changed between the two surveys."),
    ("research", "Research", "What goes together and what that cannot say, caveats first."),
    ("compare", "Compare", "Two groups or periods side by side, and which differences are more than noise."),
    ("follow_through", "Follow-through", "Who needs a nudge this week. With names."),
    ("uploads", "Uploads", "Bring files in, see what became of them, undo."),
    ("who_is_who", "Who is who", "Students, contacts and employers written in several ways."),
    ("plans", "Plans", "Targets, dated notes and saved views."),
    ("definitions", "Definitions", "What every figure counts, with its SQL."),
)

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
        # reached from Referrals, and by a student's link or by looking for one
        st.Page("app_pages/chains.py", title="Chains", visibility="hidden"),
        st.Page("app_pages/student.py", title="Student", visibility="hidden"),
    ],
    position="top",
)

UNFILTERED = ("Uploads", "Who is who", "Definitions")  # what they show does not depend on a filter

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
