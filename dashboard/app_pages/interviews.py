"""Interviews: how many students hold how many."""

from dashboard.figures import exhibits, sentences
from dashboard.widgets import frame, panels
from dashboard.widgets.cards import Card, cards, page_needs
from dashboard.widgets.declared import Group, OneOf, chart
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
    Card("show_rate"),
)
panels.stacks(
    asked,
    (
        chart("participation_rate", by="program", key="reached_by_program"),
        chart("interview_volume", exhibits.held_over_time, key="held_over_time", title="Interviews by week"),
    ),
    (
        chart("interview_bands", exhibits.bands, also=("participation_rate",), key="bands"),
        chart("first_interview", exhibits.reached_so_far, title="Students reached so far"),
    ),
)
more_in_groups(
    asked,
    "interviews",
    Group(
        "How they are held",
        ("minutes", "cost_usd", "hours_per_student"),
        (chart("mode_mix"),),
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
            chart(
                "participation_rate",
                by="program",
                cut=exhibits.Funnel,
                key="reached_by_size",
                title="Students reached, by size of program",
            ),
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
