"""Enrollments that a report tells of and that count in no figure: said when they come in, with the reason.

Which ones count is decided in every build (sql/staging/rows_outcomes.sql), from the degrees that are on record then;
here the same is asked of the record as it is now, so that an advisor knows what to bring.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.errors import Problem
from pipelines.figures import wording
from pipelines.ingest.comparing import current_roster_sql, place_of
from pipelines.ingest.staged_rows import StagedRows
from pipelines.store.warehouse import fetch

ENROLLED_ON = "enrolled_on"

_WHY = {
    "before": "begun before graduation",
    "later": "begun after December 31 of the graduating class, when its outcomes are no longer collected",
    "unknown": "the graduation of the students is not on record: bring the degree log, or a roster with the class",
}
_GRADUATED = f"""
    with roster as ({current_roster_sql()}),
    degrees as (
        select lower(student_id) as id, max(conferred_on) as day
        from (
            select arg_max(student_id, place) as student_id,
                try_cast(arg_max(conferred_on, place) filter (conferred_on is not null) as date) as conferred_on
            from (
                select d.*, {place_of("d", "l")} as place
                from record.degree_log as d join record.live_imports as l using (import_id)
            )
            group by row_key
            having not arg_max(is_retired, place)
        )
        group by all
    ),
    classes as (
        select lower(student_id) as id,
            make_date(try_cast(arg_max(class_year, place) filter (class_year is not null) as integer), 6, 30) as day
        from (
            select r.*, {place_of("r", "l")} as place
            from record.roster as r join record.live_imports as l using (import_id)
        )
        where not is_retired
        group by all
    ),
    enrolled as (
        select try_cast(enrolled_on as date) as day,
            coalesce(d.day, make_date(try_cast(a.class_year as integer), 6, 30), c.day) as graduated_on
        from accepted as a
        left join roster as r on r.email = lower(a.student_email)
        left join degrees as d on d.id = coalesce(lower(a.student_id), r.id)
        left join classes as c on c.id = coalesce(lower(a.student_id), r.id)
        where enrolled_on is not null and enrolled_on <> '<clear>'
    )
    select case
            when graduated_on is null then 'unknown'
            when day <= graduated_on then 'before'
            when day > make_date(year(graduated_on) + case when month(graduated_on) >= 7 then 1 else 0 end, 12, 31)
                then 'later'
            else 'counts'
        end as state, count(*) as n
    from enrolled group by all
"""  # noqa: S608 - words of ours


def not_counted(rows: StagedRows) -> Iterator[Problem]:
    """One problem for each reason why accepted enrollments count in no figure, as the record stands."""
    if ENROLLED_ON not in rows.source.names or rows.plan.column(ENROLLED_ON) is None:
        return
    counts = {row["state"]: row["n"] for row in fetch(rows.connection, _GRADUATED)}
    for state, why in _WHY.items():
        n = counts.get(state, 0)
        if n:
            message = (
                f"{wording.plural(n, 'enrollment')} {'counts' if n == 1 else 'count'} in no figure: {why}."
            )
            yield Problem(f"enrollment_{state}", message, column=ENROLLED_ON, count=n)
