"""Interviews: how many students hold how many."""

import streamlit as st

from dashboard import components, page_figures, panels, sentences
from dashboard.panels import Panel, card

asked = components.ask()
components.heading("Interviews", sentences.interviews(asked))
panels.page_needs(asked, "interview_volume")
cards = panels.card_row()
with cards.cell():
    card(asked, "participation_rate")
with cards.cell():
    card(asked, "interviews_per_student")
with cards.cell():
    card(asked, "interview_volume", not_with="interviews_per_student")
panels.panels(
    asked,
    Panel("bands", "How many hold how many", page_figures.bands, ("interview_bands", "participation_rate")),
    Panel("first_interview", "Students reached so far", page_figures.reached_so_far, ("first_interview",)),
)
if asked.view == "working":
    st.page_link(
        "app_pages/follow_through.py",
        label="Open the students with none recorded",
        icon=":material/group:",
        query_params={"list": "none_recorded"},
    )
panels.more(
    asked,
    "interviews",
    ("show_rate", "thank_you_rate", "late_log_rate"),
    (
        Panel(
            "held_over_time",
            "Interviews held",
            page_figures.held_over_time,
            ("interview_volume",),
        ),
        Panel(
            "started_by_first_generation",
            "When first-generation students start",
            page_figures.first_interview_by("is_first_generation"),
            ("first_interview",),
        ),
        Panel(
            "reached_by_first_generation",
            "Students reached by first generation",
            page_figures.by_segment("participation_rate", "is_first_generation"),
            ("participation_rate",),
        ),
        Panel(
            "reached_by_program",
            "Students reached by program",
            page_figures.funnel("participation_rate", "program"),
            ("participation_rate",),
        ),
        Panel(
            "reached_by_major",
            "Students reached by major",
            page_figures.funnel("participation_rate", "major"),
            ("participation_rate",),
        ),
        Panel(
            "came_of_it", "What came of it", page_figures.as_it_comes("came_of_it_rate"), ("came_of_it_rate",)
        ),
        Panel("log_health", "Can this be trusted?", page_figures.as_it_comes("log_health"), ("log_health",)),
    ),
)
