"""Interviews: how many students hold how many."""

import streamlit as st

from dashboard.figures import exhibits, sentences
from dashboard.widgets import frame, panels
from dashboard.widgets.cards import card, card_row, page_needs
from dashboard.widgets.declared import Group, OneOf, Panel
from dashboard.widgets.more import more_in_groups
from dashboard.widgets.plain_text import heading

asked = frame.ask()
heading("Interviews", sentences.interviews(asked))
page_needs(asked, "interview_volume")
cards = card_row()
with cards.cell():
    card(asked, "participation_rate")
with cards.cell():
    card(asked, "interviews_per_student")
with cards.cell():
    card(asked, "interview_volume", not_with="interviews_per_student")
panels.panels(
    asked,
    Panel("bands", "How many hold how many", exhibits.bands, ("interview_bands", "participation_rate")),
    Panel("first_interview", "Students reached so far", exhibits.reached_so_far, ("first_interview",)),
)
if asked.view == "working":
    st.page_link(
        "app_pages/follow_through.py",
        label="Open the students with none recorded",
        icon=":material/group:",
        query_params={"list": "none_recorded"},
    )
more_in_groups(
    asked,
    "interviews",
    Group(
        "How they are held",
        ("show_rate", "minutes", "cost_usd"),
        (
            Panel("held_over_time", "Interviews held", exhibits.held_over_time, ("interview_volume",)),
            Panel("mode_mix", "How interviews are held", exhibits.as_it_comes("mode_mix"), ("mode_mix",)),
        ),
    ),
    Group(
        "Before and after",
        (
            "preparation_rate",
            "learning_first_rate",
            "thank_you_rate",
            "days_to_thank_you",
            "relationship_kept_rate",
            "mentor_count",
        ),
    ),
    Group(
        "Who is reached",
        panels=(
            Panel(
                "started_by_first_generation",
                "When first-generation students start",
                exhibits.first_interview_by("is_first_generation"),
                ("first_interview",),
            ),
            Panel(
                "reached_by_program",
                "Students reached by program",
                exhibits.Funnel("participation_rate", "program"),
                ("participation_rate",),
            ),
        ),
    ),
    Group(
        "What comes of them, and how well it is logged",
        (
            OneOf("breadth", "industries", "Industries a student explored"),
            OneOf("breadth", "employers", "Employers a student explored"),
            "late_log_rate",
        ),
        (
            Panel(
                "came_of_it",
                "What came of it",
                exhibits.as_it_comes("came_of_it_rate"),
                ("came_of_it_rate",),
            ),
            Panel("log_health", "Can this be trusted?", exhibits.as_it_comes("log_health"), ("log_health",)),
        ),
    ),
)
