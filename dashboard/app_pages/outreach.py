"""Outreach: whom students contact, when, and whether they hear back."""

from dashboard.figures import exhibits, sentences
from dashboard.widgets import frame, panels
from dashboard.widgets.cards import Card, cards, page_needs
from dashboard.widgets.declared import Group, chart
from dashboard.widgets.more import more_in_groups
from dashboard.widgets.plain_text import heading

asked = frame.ask()
heading(*sentences.outreach(asked))
page_needs(asked, "outreach_volume")
cards(
    asked,
    Card("outreach_volume"),
    Card("students_reaching_out"),
    Card("contacts_per_active_student", not_with="outreach_volume"),
)
panels.stacks(
    asked,
    (
        chart("outreach_volume", exhibits.new_contacts, key="new_contacts"),
        chart("response_rate", by="college", key="response_by_college"),
    ),
    (
        chart("channel_mix", exhibits.how_found, also=("response_rate",), key="how_found"),
        chart("days_to_reply", key="reply_wait"),
    ),
)
more_in_groups(
    asked,
    "outreach",
    Group(
        "When they write, and write again",
        panels=(
            chart(
                "outreach_volume", exhibits.outreach_calendar, key="calendar", title="New contacts by weekday"
            ),
            chart("reply_by_follow_up", also=("follow_up_rate",)),
        ),
    ),
    Group(
        "Who hears back",
        ("response_rate", "acceptance_rate", "follow_up_rate"),
        (
            chart("outreach_state", by="channel", also=("response_rate",)),
            chart("response_rate", by="is_first_generation", key="response_by_first_generation"),
        ),
    ),
    Group(
        "How long it takes",
        ("days_to_reply", "days_to_interview", "outreach_per_interview"),
        (chart("days_to_interview", key="interview_wait"),),
    ),
    Group(
        "Who is asked, and by whom",
        ("contact_load", "contact_load_top_ten", "reply_unrecorded_rate"),
        (
            chart(
                "outreach_volume",
                exhibits.as_it_comes("outreach_volume", "program"),
                key="outreach_by_program",
                title="New contacts by program",
            ),
        ),
    ),
)
