"""Outreach: whom students contact, when, and whether they hear back."""

from dashboard import components, page_figures, panels, sentences
from dashboard.panels import Panel, card

asked = components.ask()
components.heading("Outreach", sentences.outreach(asked))
panels.page_needs(asked, "outreach_volume")
cards = panels.card_row()
with cards.cell():
    card(asked, "outreach_volume")
with cards.cell():
    card(asked, "students_reaching_out")
with cards.cell():
    card(asked, "contacts_per_active_student", not_with="outreach_volume")
panels.panels(
    asked,
    Panel("new_contacts", "New contacts", page_figures.new_contacts, ("outreach_volume",)),
    Panel("how_found", "How contacts are found", page_figures.how_found, ("channel_mix", "response_rate")),
)
panels.more(
    asked,
    "outreach",
    ("response_rate", "acceptance_rate", "outreach_per_interview", "days_to_reply"),
    (
        Panel("reply_wait", "Days to a reply", page_figures.as_it_comes("days_to_reply"), ("days_to_reply",)),
        Panel(
            "response_by_college",
            "Response rate by college",
            page_figures.by_segment("response_rate", "college"),
            ("response_rate",),
        ),
        Panel(
            "response_by_first_generation",
            "Response rate by first generation",
            page_figures.by_segment("response_rate", "is_first_generation"),
            ("response_rate",),
        ),
        Panel(
            "outreach_by_program",
            "New contacts by program",
            page_figures.as_it_comes("outreach_volume", "program"),
            ("outreach_volume",),
        ),
    ),
)
