"""Outcomes: what became of each class, of all its graduates."""

from dataclasses import replace

from dashboard.figures import exhibits, sentences
from dashboard.figures.declared import Group
from dashboard.figures.panel_catalog import shown
from dashboard.widgets import frame, panels
from dashboard.widgets.cards import Card, cards, page_needs
from dashboard.widgets.more import more_in_groups
from dashboard.widgets.plain_text import heading

asked = frame.ask().without_dates()
newest = exhibits.newest_class(asked)
one_class = exhibits.of_newest_class(asked)
of_class = f", class of {newest}" if newest.isdigit() else ""
says, lede = sentences.outcomes(one_class)
heading(f"{says}{f' (class of {newest})' if newest.isdigit() else ''}", lede)
page_needs(asked, "career_outcomes_rate")
cards(
    one_class, Card("median_salary_usd"), Card("found_through_conversations"), Card("hired_where_interviewed")
)
panels.stacks(
    asked, shown("outcomes_by_class", "found_through"), shown("outcomes_by_college", "salary_by_college")
)
more_in_groups(
    asked,
    "outcomes",
    Group(
        "How and when they found it",
        ("first_interview_timing", "days_to_outcome"),
        asked=one_class,
    ),
    Group(
        f"Where conversations led{exhibits.of_all_classes(asked)}",
        ("hired_in_industry_interviewed",),
        shown("industries_led_to", "employers_led_to"),
    ),
    Group(
        f"For NACE and the provost{of_class}",
        ("survey_response_rate",),
        shown("outcome_source_mix", "nace_report", "nace_table", "official_rates"),
        asked=one_class,
    ),
    Group("Pay, and gaps between groups", panels=shown("gaps_by_first_generation")),
    Group(
        "Interviews and outcomes",
        panels=tuple(
            replace(panel, title=f"{panel.title}{of_class}")
            for panel in shown("outcome_by_interviews", "outcome_by_any_interview")
        ),
    ),
)
