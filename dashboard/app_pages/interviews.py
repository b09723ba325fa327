"""Interviews: how many students hold how many."""

import streamlit as st

from dashboard.figures import exhibits, sentences
from dashboard.widgets import frame, panels
from dashboard.widgets.cards import card, card_row, page_needs
from dashboard.widgets.declared import Group, OneOf, chart
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
    chart("interview_bands", exhibits.bands, also=("participation_rate",), key="bands"),
    chart("first_interview", exhibits.reached_so_far, title="Students reached so far"),
)
if asked.view == "working":
    st.page_link(
        "app_pages/this_week.py",
        label="Open the students with none recorded",
        icon=":material/group:",
        query_params={"list": "none_recorded"},
    )
more_in_groups(
    asked,
    "interviews",
    Group(
        "How they are held",
        ("show_rate", "minutes", "cost_usd", "hours_per_student"),
        (
            chart("interview_volume", exhibits.held_over_time, key="held_over_time"),
            chart("mode_mix"),
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
            chart(
                "first_interview",
                exhibits.first_interview_by("is_first_generation"),
                key="started_by_first_generation",
                title="When first-generation students start",
            ),
            chart("participation_rate", by="program", cut=exhibits.Funnel, key="reached_by_program"),
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
            chart("came_of_it_rate", key="came_of_it"),
            chart("log_health"),
        ),
    ),
)
