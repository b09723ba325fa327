"""Every chart a page shows and a report may hold, by its key: declared once, whoever shows it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from dashboard.asking.facts import catalog
from dashboard.asking.served import build_name
from dashboard.figures import exhibits
from dashboard.figures.declared import Panel, chart
from dashboard.figures.exhibits import BySegment


def _outreach() -> Iterator[Panel]:
    yield chart("outreach_volume", exhibits.new_contacts, key="new_contacts")
    yield chart("response_rate", by="college", key="response_by_college")
    yield chart("channel_mix", exhibits.how_found, also=("response_rate",), key="how_found")
    yield chart("days_to_reply", key="reply_wait")
    yield chart(
        "outreach_volume", exhibits.outreach_calendar, key="calendar", title="New contacts by weekday"
    )
    yield chart("reply_by_follow_up", also=("follow_up_rate",))
    yield chart("outreach_state", by="channel", also=("response_rate",))
    yield chart("response_rate", by="is_first_generation", key="response_by_first_generation")
    yield chart("days_to_interview", key="interview_wait")
    yield chart(
        "outreach_volume",
        exhibits.as_it_comes("outreach_volume", "program"),
        key="outreach_by_program",
        title="New contacts by program",
    )


def _interviews() -> Iterator[Panel]:
    yield chart("participation_rate", by="program", key="reached_by_program")
    yield chart("participation_rate", by="college", key="reached_by_college")
    yield chart("interviews_per_student", by="college", key="interviews_by_college")
    yield chart("interview_volume", exhibits.held_over_time, key="held_over_time", title="Interviews by week")
    yield chart("interview_bands", exhibits.bands, also=("participation_rate",), key="bands")
    yield chart("first_interview", exhibits.reached_so_far, title="Students reached so far")
    yield chart("mode_mix")
    yield chart(
        "first_interview",
        exhibits.first_interview_by("is_first_generation"),
        key="started_by_first_generation",
        title="When first-generation students start",
    )
    yield chart(
        "participation_rate",
        by="program",
        cut=exhibits.Funnel,
        key="reached_by_size",
        title="Students reached, by size of program",
    )
    yield chart("came_of_it_rate", key="came_of_it")
    yield chart("log_health")


def _referrals() -> Iterator[Panel]:
    yield chart("names_given", exhibits.names_given, also=("referral_any_rate",))
    yield chart("referral_activation_rate", by="college", key="acted_by_college")
    yield chart(
        "referral_ask_rate",
        exhibits.referral_steps,
        also=tuple(metric_id for _, metric_id in exhibits.STEPS[1:]),
        key="referral_steps",
        title="From asking to contacting",
    )
    yield chart(
        "referral_yield_by_asking", key="yield_by_asking", title="Referral yield with and without asking"
    )
    yield chart(
        "referral_yield",
        exhibits.over_time("referral_yield"),
        key="yield_by_month",
        title="Referral yield by month",
    )
    yield chart("referral_any_rate", by="program", cut=exhibits.Funnel, key="left_by_program")
    yield chart(
        "referral_yield",
        by="channel",
        key="yield_by_channel",
        title="Referral yield by how the contact was found",
    )
    yield chart(
        "interviews_led_on",
        by="channel",
        key="led_on_by_channel",
        title="Interviews that led to another by how the contact was found",
    )
    yield chart("chain_depth", title="How long chains get")
    yield chart(
        "interviews_led_on",
        exhibits.over_time("interviews_led_on", dates=False),
        key="chains_over_time",
        title="Interviews that led to another, month by month over all dates",
    )


def _outcomes() -> Iterator[Panel]:
    yield chart(
        "outcome_mix",
        exhibits.outcomes_by_class,
        key="outcomes_by_class",
        title="What became of each class",
        classes="all",
    )
    yield chart("found_through_share", exhibits.how_jobs_were_found, key="found_through", classes="newest")
    yield chart(
        "career_outcomes_rate",
        exhibits.outcomes_by_college,
        also=("knowledge_rate",),
        key="outcomes_by_college",
        title="Outcomes by college",
        classes="newest",
    )
    yield chart(
        "median_salary_usd", by="college", cut=exhibits.Salaries, key="salary_by_college", classes="newest"
    )
    yield chart(
        "industries_interviews_led_to",
        exhibits.led_to_names("industries_interviews_led_to"),
        key="industries_led_to",
        classes="all",
    )
    yield chart(
        "employers_interviews_led_to",
        exhibits.led_to_names("employers_interviews_led_to"),
        also=("interviews_where_hired",),
        key="employers_led_to",
        opens_as="Table",
        classes="all",
    )
    yield chart(
        "outcome_source_mix",
        exhibits.as_it_comes("outcome_source_mix", dates=False),
        also=("survey_response_rate",),
        classes="newest",
    )
    yield chart(
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
        classes="newest",
    )
    yield chart(
        "outcome_status_mix",
        exhibits.nace_table,
        also=("career_outcomes_rate", "knowledge_rate", "employment_type_mix"),
        key="nace_table",
        title="Outcomes by degree level and college",
        opens_as="Table",
        classes="newest",
    )
    yield chart(
        "career_outcomes_rate",
        exhibits.as_it_comes("career_outcomes_rate", dates=False),
        also=("knowledge_rate",),
        key="official_rates",
        title="Outcomes and knowledge rate",
        opens_as="Table",
        may_be_official=True,
        classes="newest",
    )
    yield chart(
        "equity_gap",
        by="is_first_generation",
        cut=exhibits.Gaps,
        also=("equity_gap_response", "equity_gap_names", "equity_gap_outcomes"),
        key="gaps_by_first_generation",
        title="Gaps between groups by first generation",
        classes="newest",
    )
    for metric_id, title in (
        ("outcome_by_interviews", catalog()["outcome_by_interviews"].title),
        ("outcome_by_any_interview", "The raw gap, which misleads"),
    ):
        yield chart(metric_id, exhibits.as_it_comes(metric_id, dates=False), title=title, classes="newest")


def _growth() -> Iterator[Panel]:
    yield chart("clarity_change", by="program", key="clarity_by_program", title="Clarity by program")
    yield chart("skill_change", key="skills")
    yield chart("goal_change_share", key="goal")
    yield chart("clarity_change_mix", by="interviews_held", also=("clarity_change",), key="clarity_mix")
    yield chart(
        "confidence_change_mix", by="interviews_held", also=("confidence_change",), key="confidence_mix"
    )
    yield chart("goal_change_share", by="interviews_held", key="goal_by_interviews")
    yield chart("clarity_change", by="interviews_held", key="clarity_by_interviews")
    yield chart(
        "confidence_change",
        by="is_first_generation",
        key="confidence_by_first_generation",
        title="Confidence by first generation",
    )


def _research() -> Iterator[Panel]:
    for metric in catalog().values():
        if metric.tier == "research":
            yield chart(
                metric.id, exhibits.research(metric.id), key=f"research_{metric.id}", caveats_first=True
            )


def panels() -> Mapping[str, Panel]:
    """{key: panel}, in the order of the pages, in the words of the build in use."""
    return _panels(build_name())


@lru_cache(maxsize=4)
def _panels(_build: str) -> Mapping[str, Panel]:
    return by_key(*_outreach(), *_interviews(), *_referrals(), *_outcomes(), *_growth(), *_research())


def by_key(*declared: Panel) -> Mapping[str, Panel]:
    """{key: panel}. Raises ValueError where two have one key."""
    found = {one.key: one for one in declared}
    if len(found) < len(declared):
        keys = [one.key for one in declared]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(f"Two panels are called {twice}.")
    return found


def shown(*keys: str) -> tuple[Panel, ...]:
    """The panels of these keys, as a page lists them."""
    return tuple(panels()[key] for key in keys)


def name_in_plan(what: Panel) -> str:
    """As a report names a panel: by its key, and its cut where a reader chose another."""
    usual = panels()[what.key].draw if what.key in panels() else what.draw
    if not isinstance(what.draw, BySegment) or what.draw == usual:
        return what.key
    return f"{what.key} by {what.draw.dimension}"
