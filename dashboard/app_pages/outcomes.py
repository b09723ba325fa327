"""Outcomes: what became of each class, of all its graduates."""

from dashboard.figures import exhibits, sentences
from dashboard.widgets import frame, panels
from dashboard.widgets.cards import card, card_row, outcomes_card, page_needs
from dashboard.widgets.declared import Group, Panel
from dashboard.widgets.more import more_in_groups
from dashboard.widgets.plain_text import heading, note

asked = frame.ask().without_dates()
newest = exhibits.newest_class(asked)
one_class = asked.only(class_year=newest) if newest else asked
of_class = f", class of {newest}" if newest.isdigit() else ""
of_classes = "" if any(name == "class_year" for name, _ in asked.where) else ", all classes"
heading("Outcomes", sentences.outcomes(one_class))
page_needs(asked, "career_outcomes_rate")
note("Dates are not used here: graduates are counted by class. " + exhibits.class_words(asked, newest))
cards = card_row()
with cards.cell():
    outcomes_card(one_class, exhibits.class_before(asked, newest))
with cards.cell():
    card(
        one_class,
        "median_salary_usd",
        before=exhibits.class_before(asked, newest),
        against="vs. class before",
    )
with cards.cell():
    card(
        one_class,
        "found_through_conversations",
        before=exhibits.class_before(asked, newest),
        against="vs. class before",
    )
panels.panels(
    asked,
    Panel("outcomes_by_class", "What became of each class", exhibits.outcomes_by_class, ("outcome_mix",)),
    Panel(
        "outcomes_by_college",
        "Outcomes by college",
        exhibits.outcomes_by_college,
        ("career_outcomes_rate", "knowledge_rate"),
    ),
)
more_in_groups(
    one_class,
    "outcomes",
    Group(
        "How and when they found it",
        ("first_interview_timing", "days_to_outcome"),
        (
            Panel(
                "found_through",
                "How jobs were found",
                exhibits.how_jobs_were_found,
                ("found_through_share",),
            ),
        ),
    ),
    Group(
        f"Where conversations led{of_classes}",
        ("hired_where_interviewed", "hired_in_industry_interviewed"),
        (
            Panel(
                "industries_led_to",
                "Industries that interviews led to",
                exhibits.led_to_names("industries_interviews_led_to"),
                ("industries_interviews_led_to",),
            ),
            Panel(
                "employers_led_to",
                "Employers that interviews led to",
                exhibits.led_to_names("employers_interviews_led_to"),
                ("employers_interviews_led_to", "interviews_where_hired"),
                opens_as="Table",
            ),
        ),
        asked=asked,
    ),
    Group(
        f"For NACE and the provost{of_class}",
        panels=(
            Panel(
                "nace_table",
                "Outcomes by degree level and college",
                exhibits.nace_table,
                ("outcome_status_mix", "career_outcomes_rate", "knowledge_rate", "employment_type_mix"),
                opens_as="Table",
            ),
        ),
    ),
    Group(
        "Pay, and gaps between groups",
        panels=(
            Panel(
                "salary_by_college",
                "Starting salary by college",
                exhibits.Salaries("median_salary_usd", "college"),
                ("median_salary_usd",),
            ),
            Panel(
                "gaps_by_first_generation",
                "Gaps between groups by first generation",
                exhibits.Gaps("equity_gap", "is_first_generation"),
                ("equity_gap", "equity_gap_response", "equity_gap_names", "equity_gap_outcomes"),
            ),
        ),
    ),
    Group(
        "Interviews and outcomes",
        panels=(
            Panel(
                "outcome_by_interviews",
                "Do students who interview more do better? What this can and cannot say",
                exhibits.as_it_comes("outcome_by_interviews", dates=False),
                ("outcome_by_interviews",),
            ),
            Panel(
                "outcome_by_any_interview",
                "The raw gap, which misleads",
                exhibits.as_it_comes("outcome_by_any_interview", dates=False),
                ("outcome_by_any_interview",),
            ),
        ),
    ),
)
