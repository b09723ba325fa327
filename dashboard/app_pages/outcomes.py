"""Outcomes: what became of each class, of all its graduates."""

from dashboard.asking.facts import catalog
from dashboard.figures import exhibits, sentences
from dashboard.widgets import frame, panels
from dashboard.widgets.cards import Card, cards, page_needs
from dashboard.widgets.declared import Group, Panel, chart
from dashboard.widgets.more import more_in_groups
from dashboard.widgets.plain_text import heading

asked = frame.ask().without_dates()
newest = exhibits.newest_class(asked)
one_class = asked.only(class_year=newest) if newest else asked
of_class = f", class of {newest}" if newest.isdigit() else ""
says, lede = sentences.outcomes(one_class)
heading(f"{says}{f' (class of {newest})' if newest.isdigit() else ''}", lede)
page_needs(asked, "career_outcomes_rate")
cards(
    one_class, Card("median_salary_usd"), Card("found_through_conversations"), Card("hired_where_interviewed")
)
panels.stacks(
    one_class,
    (
        chart(
            "outcome_mix",
            exhibits.outcomes_by_class,
            key="outcomes_by_class",
            title="What became of each class",
            asked=asked,
        ),
        chart("found_through_share", exhibits.how_jobs_were_found, key="found_through"),
    ),
    (
        chart(
            "career_outcomes_rate",
            exhibits.outcomes_by_college,
            also=("knowledge_rate",),
            key="outcomes_by_college",
            title="Outcomes by college",
        ),
        chart("median_salary_usd", by="college", cut=exhibits.Salaries, key="salary_by_college"),
    ),
)
more_in_groups(
    one_class,
    "outcomes",
    Group(
        "How and when they found it",
        ("first_interview_timing", "days_to_outcome"),
    ),
    Group(
        f"Where conversations led{exhibits.of_all_classes(asked)}",
        ("hired_in_industry_interviewed",),
        (
            chart(
                "industries_interviews_led_to",
                exhibits.led_to_names("industries_interviews_led_to"),
                key="industries_led_to",
            ),
            chart(
                "employers_interviews_led_to",
                exhibits.led_to_names("employers_interviews_led_to"),
                also=("interviews_where_hired",),
                key="employers_led_to",
                opens_as="Table",
            ),
        ),
        asked=asked,
    ),
    Group(
        f"For NACE and the provost{of_class}",
        ("survey_response_rate",),
        (
            chart(
                "outcome_source_mix",
                exhibits.as_it_comes("outcome_source_mix", dates=False),
                also=("survey_response_rate",),
            ),
            chart(
                "outcome_status_mix",
                exhibits.nace_report,
                also=(
                    "employed_as_mix",
                    "mean_salary_usd",
                    "median_salary_usd",
                    "knowledge_rate",
                    "survey_response_rate",
                ),
                key="nace_report",
                title="First-Destination Survey by CIP code and degree level",
                opens_as="Table",
            ),
            chart(
                "outcome_status_mix",
                exhibits.nace_table,
                also=("career_outcomes_rate", "knowledge_rate", "employment_type_mix"),
                key="nace_table",
                title="Outcomes by degree level and college",
                opens_as="Table",
            ),
            Panel(
                "official_rates",
                "Outcomes and knowledge rate",
                exhibits.as_it_comes("career_outcomes_rate", dates=False),
                ("career_outcomes_rate", "knowledge_rate"),
                opens_as="Table",
                may_be_official=True,
            ),
        ),
    ),
    Group(
        "Pay, and gaps between groups",
        panels=(
            chart(
                "equity_gap",
                by="is_first_generation",
                cut=exhibits.Gaps,
                also=("equity_gap_response", "equity_gap_names", "equity_gap_outcomes"),
                key="gaps_by_first_generation",
                title="Gaps between groups by first generation",
            ),
        ),
    ),
    Group(
        "Interviews and outcomes",
        panels=(
            chart(
                "outcome_by_interviews",
                exhibits.as_it_comes("outcome_by_interviews", dates=False),
                title=f"{catalog()['outcome_by_interviews'].title}{of_class}",
            ),
            chart(
                "outcome_by_any_interview",
                exhibits.as_it_comes("outcome_by_any_interview", dates=False),
                title=f"The raw gap, which misleads{of_class}",
            ),
        ),
    ),
)
