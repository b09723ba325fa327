"""What the logs themselves say, beside the figures: who was talked to, which logs stopped, which weeks came in late."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from dashboard.asking.question import Ask
from pipelines.store.answers import once
from pipelines.store.warehouse import Published

_FILTERS = (
    "program",
    "college",
    "class_year",
    "is_first_generation",
    "major",
    "degree_level",
    "advisor",
)  # of the filter bar
LATE_SHARE = 1 / 3


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


class StoppedLog(NamedTuple):
    """A program whose log stopped. last_held: the day of the newest interview in it."""

    program: str
    last_held: date


def stopped_programs(ask: Ask) -> tuple[StoppedLog, ...]:
    """Programs whose log stopped a while before the newest entry, of those the filters leave and in the dates asked for
    or before, the newest first; not for publication."""
    if ask.view == "publishable":
        return ()
    stopped = once(
        ask.published, ("stopped_programs", ask.where), lambda: _stopped_programs(ask.published, ask.where)
    )
    return tuple(log for log in stopped if ask.until is None or log.last_held < ask.until)


def after_it_stopped(ask: Ask, log: StoppedLog) -> Ask:
    """The same of the days without an interview in that log."""
    since = log.last_held + timedelta(days=1)
    return replace(ask, since=max(since, ask.since or since), period_words="")


def _stopped_programs(published: Published, where: tuple[tuple[str, str], ...]) -> tuple[StoppedLog, ...]:
    """A filter leaves the programs that have a student in what it selects."""
    chosen = {name: [value for other, value in where if other == name] for name in _FILTERS}
    rows = published.query(
        """
select l.program, l.last_logged_on
from marts.program_logs l
where l.is_stopped
  and (len($program::varchar[]) = 0 or list_contains($program::varchar[], l.program))
  and exists (
      from marts.student_programs p
      join marts.students s using (student_key)
      where p.program = l.program
        and (len($college::varchar[]) = 0 or list_contains($college::varchar[], s.college))
        and (len($class_year::varchar[]) = 0 or list_contains($class_year::varchar[], s.class_year))
        and (len($is_first_generation::varchar[]) = 0
             or list_contains($is_first_generation::varchar[], s.is_first_generation))
        and (len($degree_level::varchar[]) = 0 or list_contains($degree_level::varchar[], s.degree_level))
        and (len($advisor::varchar[]) = 0 or list_contains($advisor::varchar[], s.advisor))
        and (len($major::varchar[]) = 0
             or exists (
                 from marts.student_majors m
                 where m.student_key = s.student_key and list_contains($major::varchar[], m.major)
             ))
  )
order by l.last_logged_on desc, l.program
""",
        chosen,
    )
    return tuple(StoppedLog(row["program"], row["last_logged_on"]) for row in rows)


def late_weeks(ask: Ask) -> tuple[str, ...]:
    """Weeks of which more than a third of the log rows came in late, under the filters; only where exact counts may be
    seen, and of ten rows or more."""
    if ask.view == "publishable" or not ask.has_year_before:
        return ()
    weeks = ask.alone().figure("late_log_rate", "week").cells
    return tuple(cell.segment["week"] for cell in weeks if cell.value is not None and cell.value > LATE_SHARE)
