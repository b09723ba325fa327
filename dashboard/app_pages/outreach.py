"""Outreach: whom students contact, when, and whether they hear back."""

from dashboard.figures import exhibits, sentences
from dashboard.widgets import frame, panels
from dashboard.widgets.cards import card, card_row, page_needs
from dashboard.widgets.declared import Group, Panel
from dashboard.widgets.more import more_in_groups
from dashboard.widgets.plain_text import heading

asked = frame.ask()
heading("Outreach", sentences.outreach(asked))
page_needs(asked, "outreach_volume")
cards = card_row()
with cards.cell():
    card(asked, "outreach_volume")
with cards.cell():
    card(asked, "students_reaching_out")
with cards.cell():
    card(asked, "contacts_per_active_student", not_with="outreach_volume")
panels.panels(
    asked,
    Panel("new_contacts", "New contacts", exhibits.new_contacts, ("outreach_volume",)),
    Panel("how_found", "How contacts are found", exhibits.how_found, ("channel_mix", "response_rate")),
)
more_in_groups(
    asked,
    "outreach",
    Group(
        "When they write, and write again",
        panels=(
            Panel("calendar", "New contacts by weekday", exhibits.outreach_calendar, ("outreach_volume",)),
            Panel(
                "reply_by_follow_up",
                "Replies after a follow-up",
                exhibits.as_it_comes("reply_by_follow_up"),
                ("reply_by_follow_up", "follow_up_rate"),
            ),
        ),
    ),
    Group(
        "Who hears back",
        ("response_rate", "acceptance_rate", "follow_up_rate"),
        (
            Panel(
                "outreach_state",
                "How far each contact came by how found",
                exhibits.by_segment("outreach_state", "channel"),
                ("outreach_state", "response_rate"),
            ),
            Panel(
                "response_by_first_generation",
                "Response rate by first generation",
                exhibits.by_segment("response_rate", "is_first_generation"),
                ("response_rate",),
            ),
        ),
    ),
    Group(
        "How long it takes",
        ("days_to_reply", "days_to_interview", "outreach_per_interview"),
        (
            Panel("reply_wait", "Days to a reply", exhibits.as_it_comes("days_to_reply"), ("days_to_reply",)),
            Panel(
                "interview_wait",
                "Days to an interview",
                exhibits.as_it_comes("days_to_interview"),
                ("days_to_interview",),
            ),
        ),
    ),
    Group(
        "Who is asked, and by whom",
        ("contact_load", "contact_load_top_ten", "reply_unrecorded_rate"),
        (
            Panel(
                "outreach_by_program",
                "New contacts by program",
                exhibits.as_it_comes("outreach_volume", "program"),
                ("outreach_volume",),
            ),
        ),
    ),
)
