"""Home: the answer, four figures, what stands out, what to do this week, the files behind it."""

from dataclasses import replace

import streamlit as st

from dashboard.figures import exhibits, panel_catalog, sentences
from dashboard.figures.tiles import tiles
from dashboard.widgets import frame, home, panels
from dashboard.widgets.cards import page_needs
from dashboard.widgets.plain_text import heading

asked = frame.ask()
page_needs(asked, "interview_volume", "outreach_volume", "career_outcomes_rate")
heading(*sentences.home(asked))
graduates = exhibits.of_newest_class(asked)
home.tiles(tiles(asked, graduates))
with st.container(key="findings_and_week"):
    grid = st.grid(4, min_column_width=270, gap="small", key="even_home")
    with grid.cell(column_span=3):
        st.header("What stands out", anchor=False)
        standing_out = st.container(key="stands_out")
    with grid.cell():
        home.this_week(asked)
panels.panel(asked, replace(panel_catalog.panels()["held_over_time"], key="held"))
headlines = [
    (asked, name)
    for name in ("participation_rate", "outreach_volume", "interview_volume", "interviews_per_student")
]
headlines += [(asked, "referral_yield"), (graduates, "career_outcomes_rate"), (graduates, "knowledge_rate")]
home.files(asked, headlines)
with standing_out:  # last, so that nothing a person clicked waits for it
    home.what_stands_out(asked)
