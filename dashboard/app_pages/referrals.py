"""Referrals: names given, and what students do with them."""

import streamlit as st

from dashboard.figures import exhibits, sentences
from dashboard.widgets import frame, panels
from dashboard.widgets.cards import card, card_row, page_needs
from dashboard.widgets.declared import Group, Panel
from dashboard.widgets.more import more_in_groups
from dashboard.widgets.plain_text import heading

asked = frame.ask()
heading("Referrals", sentences.referrals(asked))
page_needs(asked, "referral_any_rate", "referral_activation_rate")
cards = card_row()
with cards.cell():
    card(asked, "referral_any_rate")
with cards.cell():
    card(asked, "referral_yield")
with cards.cell():
    card(asked, "referral_activation_rate")
panels.panels(
    asked,
    Panel("names_given", "Names given", exhibits.names_given, ("names_given", "referral_any_rate")),
    Panel(
        "referral_steps",
        "From asking to contacting",
        exhibits.referral_steps,
        tuple(metric_id for _, metric_id in exhibits.STEPS),
    ),
)
if asked.view == "working":
    st.page_link(
        "app_pages/follow_through.py",
        label="Open the names nobody has contacted",
        icon=":material/group:",
        query_params={"list": "names_not_contacted"},
    )
st.page_link("app_pages/chains.py", label="See where interviews led: chains", icon=":material/account_tree:")
more_in_groups(
    asked,
    "referrals",
    Group(
        "Asking for names",
        ("referral_ask_rate", "referral_five_rate", "permission_rate"),
        (
            Panel(
                "yield_by_asking",
                "Referral yield with and without asking",
                exhibits.as_it_comes("referral_yield_by_asking"),
                ("referral_yield_by_asking",),
            ),
            Panel(
                "yield_by_month",
                "Referral yield by month",
                exhibits.over_time("referral_yield"),
                ("referral_yield",),
            ),
        ),
    ),
    Group(
        "Who leaves with a name",
        panels=(
            Panel(
                "left_by_program",
                "Left with a name by program",
                exhibits.Funnel("referral_any_rate", "program"),
                ("referral_any_rate",),
            ),
            Panel(
                "yield_by_channel",
                "Referral yield by how the contact was found",
                exhibits.by_segment("referral_yield", "channel"),
                ("referral_yield",),
            ),
        ),
    ),
    Group(
        "What the names lead to",
        ("referral_conversion_rate", "interviews_led_on"),
        (
            Panel(
                "acted_by_college",
                "Names acted on by college",
                exhibits.by_segment("referral_activation_rate", "college"),
                ("referral_activation_rate",),
            ),
            Panel(
                "led_on_by_channel",
                "Interviews that led to another by how the contact was found",
                exhibits.by_segment("interviews_led_on", "channel"),
                ("interviews_led_on",),
            ),
        ),
    ),
)
