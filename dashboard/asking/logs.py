"""What the logs themselves say, beside the figures: who was talked to, which logs stopped, which weeks came in late."""

from __future__ import annotations

from datetime import date

from dashboard.asking.question import Ask
from pipelines.store.answers import once
from pipelines.store.warehouse import Published


def people_talked_to(ask: Ask) -> int | None:
    """Contacts with a held interview in the dates; None where it may not or cannot be said."""
    if ask.view != "working" or ask.where:
        return None
    key = ("people_talked_to", ask.since, ask.until)
    return once(ask.published, key, lambda: _people_talked_to(ask.published, ask.since, ask.until))


def _people_talked_to(published: Published, since: date | None, until: date | None) -> int:
    rows = published.query(
        """
select count(distinct contact_key) as contacts
from marts.interviews
where status = 'held'
  and ($since::date is null or held_on >= $since::date)
  and ($until::date is null or held_on <= $until::date)
""",
        {"since": since, "until": until},
    )
    return int(rows[0]["contacts"])


def _stopped_programs(published: Published) -> tuple[str, ...]:
    rows = published.query("select program from marts.program_logs where is_stopped order by program")
    return tuple(row["program"] for row in rows)


def stopped_programs(ask: Ask) -> tuple[str, ...]:
    """Programs whose log stopped a while before the newest entry; not for publication."""
    if ask.view == "publishable":
        return ()
    return once(ask.published, ("stopped_programs",), lambda: _stopped_programs(ask.published))


def late_weeks(ask: Ask) -> tuple[str, ...]:
    """Weeks of which a third of the log rows came in late; only where exact counts may be seen."""
    if ask.view == "publishable" or ask.since is None or ask.until is None:
        return ()
    since, until = ask.since, ask.until
    return once(ask.published, ("late_weeks", since, until), lambda: _late_weeks(ask.published, since, until))


def _late_weeks(published: Published, since: date, until: date) -> tuple[str, ...]:
    rows = published.query(
        """
select date_trunc('week', held_on)::date as week
from marts.log_rows cross join marts.settings
where held_on between $since and $until and logged_days is not null
group by all
having count(*) >= 10 and avg((logged_days > late_log_days)::integer) > 1 / 3
order by week
""",
        {"since": since, "until": until},
    )
    return tuple(row["week"].isoformat() for row in rows)
