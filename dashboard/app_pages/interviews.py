"""Interviews: how many students hold how many."""

from dataclasses import replace

from dashboard.figures import exhibits, sentences
from dashboard.figures.declared import Group, OneOf
from dashboard.figures.panel_catalog import shown
from dashboard.widgets import frame, panels
from dashboard.widgets.cards import Card, cards, page_needs
from dashboard.widgets.more import more_in_groups
from dashboard.widgets.plain_text import Action, heading

asked = frame.ask()
nudge = Action("Open those with none recorded", "this_week", ":material/group:", (("list", "none_recorded"),))
heading(*sentences.interviews(asked), nudge if asked.view == "working" else None)
page_needs(asked, "interview_volume")
cards(
    asked,
    Card("interviews_per_student"),
    Card("interview_volume", not_with="interviews_per_student"),
    Card("thank_you_rate"),
)
(by_program, by_week), second = (
    shown("reached_by_program", "held_over_time"),
    shown("bands", "first_interview"),
)
busiest = replace(by_week, draw=exhibits.busiest_weeks("interview_volume"))  # how many in all stands above it
panels.stacks(asked, (by_program, busiest), second)
more_in_groups(
    asked,
    "interviews",
    Group("How they are held", ("minutes", "cost_usd", "hours_per_student"), shown("mode_mix")),
    Group(
        "Before and after",
        (
            "show_rate",
            "preparation_rate",
            "learning_first_rate",
            "days_to_thank_you",
            "relationship_kept_rate",
            "mentor_count",
        ),
    ),
    Group("Who is reached", panels=shown("started_by_first_generation", "reached_by_size")),
    Group(
        "What comes of them, and how well it is logged",
        (
            OneOf("breadth", "industries", "Industries a student explored"),
            OneOf("breadth", "employers", "Employers a student explored"),
            "late_log_rate",
        ),
        shown("came_of_it", "log_health"),
    ),
)
