"""Referrals: names given, and what students do with them."""

import streamlit as st

from dashboard.figures import exhibits, sentences
from dashboard.widgets import frame, panels
from dashboard.widgets.cards import card, card_row, page_needs
from dashboard.widgets.declared import Group, chart
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
    chart("names_given", exhibits.names_given, also=("referral_any_rate",)),
    chart(
        "referral_ask_rate",
        exhibits.referral_steps,
        also=tuple(metric_id for _, metric_id in exhibits.STEPS[1:]),
        key="referral_steps",
        title="From asking to contacting",
    ),
)
if asked.view == "working":
    st.page_link(
        "app_pages/this_week.py",
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
            chart(
                "referral_yield_by_asking",
                key="yield_by_asking",
                title="Referral yield with and without asking",
            ),
            chart(
                "referral_yield",
                exhibits.over_time("referral_yield"),
                key="yield_by_month",
                title="Referral yield by month",
            ),
        ),
    ),
    Group(
        "Who leaves with a name",
        panels=(
            chart("referral_any_rate", by="program", cut=exhibits.Funnel, key="left_by_program"),
            chart(
                "referral_yield",
                by="channel",
                key="yield_by_channel",
                title="Referral yield by how the contact was found",
            ),
        ),
    ),
    Group(
        "What the names lead to",
        ("referral_conversion_rate", "interviews_led_on"),
        (
            chart("referral_activation_rate", by="college", key="acted_by_college"),
            chart(
                "interviews_led_on",
                by="channel",
                key="led_on_by_channel",
                title="Interviews that led to another by how the contact was found",
            ),
        ),
    ),
)
