"""Growth: what students say changed between the two surveys."""

import streamlit as st

from dashboard.asking.facts import locked
from dashboard.figures import exhibits, sentences
from dashboard.widgets import frame, panels
from dashboard.widgets.cards import card, page_needs
from dashboard.widgets.declared import Group, Panel
from dashboard.widgets.more import more_in_groups
from dashboard.widgets.plain_text import heading, note

CLARITY_BY_PROGRAM = Panel(
    "clarity_by_program",
    "Clarity by program",
    exhibits.by_segment("clarity_change", "program"),
    ("clarity_change",),
)
SKILLS = Panel("skills", "Change in skills", exhibits.as_it_comes("skill_change"), ("skill_change",))
GOAL = Panel(
    "goal",
    "What became of the goal",
    exhibits.as_it_comes("goal_change_share"),
    ("goal_change_share",),
)

chosen = frame.ask()
asked = chosen if sentences.has_growth(chosen) else chosen.without_dates()
heading("Growth", sentences.growth(asked))
page_needs(asked, "clarity_change", "confidence_change")
if asked is not chosen:
    note("In the dates chosen above nobody answered the second survey: shown are all dates.")
clarity, confidence = st.columns(2)
with clarity:
    card(asked, "clarity_change")
with confidence:
    card(asked, "confidence_change")
# a survey that asks about no skill still has its programs to show
is_about_skills = not locked(asked.published, "skill_change")
leading, following = (SKILLS, CLARITY_BY_PROGRAM) if is_about_skills else (CLARITY_BY_PROGRAM, SKILLS)
panels.panels(asked, leading, GOAL)
more_in_groups(
    asked,
    "growth",
    Group(
        "By interviews held",
        panels=(
            Panel(
                "clarity_mix",
                "How much clarity changed by interviews held",
                exhibits.by_segment("clarity_change_mix", "interviews_held"),
                ("clarity_change_mix", "clarity_change"),
            ),
            Panel(
                "confidence_mix",
                "How much confidence changed by interviews held",
                exhibits.by_segment("confidence_change_mix", "interviews_held"),
                ("confidence_change_mix", "confidence_change"),
            ),
            Panel(
                "goal_by_interviews",
                "What became of the goal by interviews held",
                exhibits.by_segment("goal_change_share", "interviews_held"),
                ("goal_change_share",),
            ),
            Panel(
                "clarity_by_interviews",
                "Change in clarity by interviews held",
                exhibits.by_segment("clarity_change", "interviews_held"),
                ("clarity_change",),
            ),
        ),
    ),
    Group(
        "By group",
        panels=(
            following,
            Panel(
                "confidence_by_first_generation",
                "Confidence by first generation",
                exhibits.by_segment("confidence_change", "is_first_generation"),
                ("confidence_change",),
            ),
        ),
    ),
)
