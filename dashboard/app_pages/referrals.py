"""Referrals: names given, and what students do with them."""

import streamlit as st

from dashboard.figures import sentences
from dashboard.figures.declared import Group
from dashboard.figures.panel_catalog import shown
from dashboard.widgets import frame, panels
from dashboard.widgets.cards import Card, cards, page_needs
from dashboard.widgets.more import more_in_groups
from dashboard.widgets.plain_text import Action, heading

asked = frame.ask()
nudge = Action(
    "Open the names nobody has contacted",
    "this_week",
    ":material/group:",
    (("list", "names_not_contacted"),),
)
heading(*sentences.referrals(asked), nudge if asked.view == "working" else None)
page_needs(asked, "referral_any_rate", "referral_activation_rate")
cards(asked, Card("referral_yield"), Card("referral_five_rate"), Card("interviews_led_on"))
panels.stacks(asked, shown("names_given", "acted_by_college"), shown("referral_steps", "yield_by_asking"))
st.page_link("app_pages/chains.py", label="See where interviews led: chains", icon=":material/account_tree:")
more_in_groups(
    asked,
    "referrals",
    Group(
        "Asking for names",
        ("referral_ask_rate", "permission_rate"),
        shown("yield_by_month"),
    ),
    Group("Who leaves with a name", panels=shown("left_by_program", "yield_by_channel")),
    Group(
        "What the names lead to",
        ("referral_activation_rate", "referral_conversion_rate"),
        shown("led_on_by_channel"),
    ),
)
