"""Outreach: whom students contact, when, and whether they hear back."""

from dataclasses import replace

from dashboard.figures import exhibits, sentences
from dashboard.figures.declared import Group
from dashboard.figures.panel_catalog import shown
from dashboard.widgets import frame, panels
from dashboard.widgets.cards import Card, cards, page_needs
from dashboard.widgets.more import more_in_groups
from dashboard.widgets.plain_text import heading

asked = frame.ask()
heading(*sentences.outreach(asked))
page_needs(asked, "outreach_volume")
cards(
    asked,
    Card("response_rate"),
    Card("acceptance_rate"),
    Card("contacts_per_active_student", not_with="outreach_volume"),
)
(by_week, by_college), second = shown("new_contacts", "response_by_college"), shown("how_found", "reply_wait")
busiest = replace(by_week, draw=exhibits.busiest_weeks("outreach_volume"))  # how many in all stands above it
panels.stacks(asked, (busiest, by_college), second)
more_in_groups(
    asked,
    "outreach",
    Group("When they write, and write again", panels=shown("calendar", "reply_by_follow_up")),
    Group(
        "Who hears back",
        ("follow_up_rate", "students_reaching_out"),
        shown("outreach_state", "response_by_first_generation"),
    ),
    Group(
        "How long it takes",
        ("days_to_reply", "days_to_interview", "outreach_per_interview"),
        shown("interview_wait"),
    ),
    Group(
        "Who is asked, and by whom",
        ("contact_load", "contact_load_top_ten", "reply_unrecorded_rate"),
        shown("outreach_by_program"),
    ),
)
