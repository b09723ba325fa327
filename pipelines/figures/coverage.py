"""When a source has any rows at all in an office: a figure of days without them is not zero, it has no data."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from pipelines.figures.results import Metric
from pipelines.store.answers import once
from pipelines.store.readable import Readable

# The days of a source's rows, as the marts have them; the keys are what `source_of` gives.
_DAYS: Mapping[str, str] = {
    "outreach": "select sent_on as day from marts.touches",
    "interviews": "select held_on as day from marts.interviews where status <> 'scheduled'",
    "activity": "select sent_on as day from marts.touches"
    " union all select held_on from marts.interviews where status <> 'scheduled'",
    "referrals": "select started_on as day from marts.referrals",
    "survey": "select started_on as day from marts.survey_changes union all select started_on from marts.goal_changes",
    "outcomes": "select started_on as day from marts.graduates where nace_group <> 'unknown'",
}


def source_of(metric: Metric) -> str:
    """The source whose rows a figure counts; where it waits for two, that of the items it is of."""
    if metric.as_of != "both":
        return metric.as_of
    return "interviews" if metric.of == "interview" else "outreach"


def has_rows(published: Readable, source: str, since: date, until: date) -> bool:
    """Does the whole office have any row of a source (`source_of`) in these days, both included?"""
    return once(
        published, ("has_rows", source, since, until), lambda: _has_rows(published, source, since, until)
    )


def _has_rows(published: Readable, source: str, since: date, until: date) -> bool:
    rows = published.query(
        f"select exists (from ({_DAYS[source]}) where day between $since and $until) as has_any",
        {"since": since, "until": until},
    )
    return bool(rows[0]["has_any"])
