"""Suggestions of a build: read from its marts, worked out by the pure parts, kept in it as `marts.suggestions`.

So a page shows them without work, and they are of the very state the figures are of. Decided pairs do not come back.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from pipelines.identity import contacts, employers, names, students
from pipelines.identity.decisions import NOT_SAME
from pipelines.identity.suggestion import Suggestion
from pipelines.store.warehouse import Connection, Published, fetch

MOST = 500  # of a kind: what a person can get through; the most certain

_EMPLOYERS = (
    "select written, spelling, rows, employer_key as meant from marts.employer_names order by written"
)

# Only contacts that share an employer and a last name and initial (Bill's is William's), or the start of the last name
# beside the first, or a whole name at employers that look alike, with a few others: the rest is never looked at.
_CONTACTS = """
with known as (
    select key, name, normal_name(name) as nname, employer_key, employer, email, contact_key
    from marts.contacts
    where name is not null and employer_key is not null
),
groups as (
    select unnest($short::varchar[]) as first_word, unnest($group::varchar[]) as stands
),
named as (
    select contact_key, nname, employer_key, split_part(nname, ' ', 1) as first_word,
           split_part(nname, ' ', -1) as last_word
    from known
),
parted as (
    select n.*, left(coalesce(g.stands, n.first_word), 1) as initial from named n left join groups g using (first_word)
),
shared as (
    select contact_key, count(*) over (partition by employer_key, last_word, initial) as together from parted
    union all
    select contact_key, count(*) over (partition by employer_key, first_word, left(last_word, 1)) from parted
    union all
    select contact_key, count(*) over (
        partition by employer_key, least(first_word, last_word), greatest(first_word, last_word)
    ) from parted
    union all
    select contact_key, count(*) over (partition by nname) from parted
    where employer_key in (select unnest($alike::varchar[]))
),
worth_a_look as (
    select distinct contact_key from shared where together between 2 and $most
)
select k.key, k.name, k.nname, k.employer_key as employer, k.employer as employer_name, coalesce(k.email, '') as email,
       count(t.thread_key) as rows
from known k
join worth_a_look using (contact_key)
left join marts.threads t using (contact_key)
group by all
order by k.key
"""

_UNKNOWN = """
with off as (
    select w.ident, w.student
    from marts.student_ways w join marts.students s using (student_key)
    where not s.is_on_roster
)
select o.student as key,
       list(distinct normal_name(r.student_name)) filter (r.student_name is not null) as nnames,
       list(distinct normal_email(r.student_email)) filter (r.student_email is not null) as emails,
       list(distinct r.class_year) filter (r.class_year is not null) as class_years,
       list(distinct trim(r.program)) filter (r.program is not null) as programs,
       list(distinct trim(r.major)) filter (r.major is not null) as majors,
       sum(r.rows)::bigint as rows
from student_mentions r
join off o using (ident)
where r.source <> 'roster'
group by o.student
order by o.student
"""

_ROSTER = """
select w.student as key, concat_ws(' ', s.first_name, s.last_name) as name,
       normal_name(concat_ws(' ', s.first_name, s.last_name)) as nname,
       coalesce(normal_email(s.student_email), '') as email,
       coalesce(nullif(s.class_year, 'Unknown'), '') as class_year,
       list(distinct p.program) filter (p.program <> 'Unknown') as programs,
       list(distinct m.major) filter (m.major <> 'Unknown') as majors
from marts.students s
join (select student_key, any_value(student) as student from marts.student_ways group by student_key) w
    using (student_key)
left join marts.student_programs p using (student_key)
left join marts.student_majors m using (student_key)
where s.is_on_roster
group by all
order by key
"""


def suggestions_table(connection: Connection) -> None:
    """Make `marts.suggestions` in a build that is being filled: its marts and current rows are there."""
    connection.execute(
        "create table marts.suggestions (place integer, kind varchar, left_key varchar, right_key varchar,"
        " left_name varchar, right_name varchar, score double, evidence varchar)"
    )
    rows = [
        (place, *(getattr(one, name) for name in _FIELDS), json.dumps(one.evidence, ensure_ascii=False))
        for place, one in enumerate(_found(connection))
    ]
    if rows:
        connection.executemany("insert into marts.suggestions values (?, ?, ?, ?, ?, ?, ?, ?)", rows)


def suggestions(published: Published) -> list[Suggestion]:
    """What waits for a yes or a no in this build: students, then employers, then contacts, the most certain first."""
    rows = published.query(
        "select kind, left_key, right_key, left_name, right_name, score, evidence from marts.suggestions order by place"
    )
    return [Suggestion(**{**row, "evidence": tuple(json.loads(row["evidence"]))}) for row in rows]


_FIELDS = ("kind", "left_key", "right_key", "left_name", "right_name", "score")


def _found(connection: Connection) -> list[Suggestion]:
    apart = {
        (row["left_key"], row["right_key"])
        for row in fetch(
            connection,
            "select left_key, right_key from store.record.decisions where kind = $kind and undone_at is null",
            {"kind": NOT_SAME},
        )
    }

    def open_ones(found: Iterable[Suggestion]) -> list[Suggestion]:
        return [
            one
            for one in found
            if (min(one.left_key, one.right_key), max(one.left_key, one.right_key)) not in apart
        ]

    known = [employers.Employer(**row) for row in fetch(connection, _EMPLOYERS)]
    of_employers = open_ones(employers.suggest(known))
    meant = {one.written: one.meant for one in known}
    like = {_pair(meant[_name(one.left_key)], meant[_name(one.right_key)]) for one in of_employers}
    groups = names.first_name_groups()
    asked = {
        "most": contacts.MOST_TOGETHER,
        "short": list(groups),
        "group": list(groups.values()),
        "alike": sorted({employer for pair in like for employer in pair}),
    }
    shared = fetch(connection, _CONTACTS, asked)
    of_contacts = open_ones(contacts.suggest([contacts.Contact(**row) for row in shared], like))
    return [*open_ones(_of_students(connection))[:MOST], *of_employers[:MOST], *of_contacts[:MOST]]


def _of_students(connection: Connection) -> list[Suggestion]:
    unknown = [students.Unknown(**_filled(row)) for row in fetch(connection, _UNKNOWN)]
    if not unknown:
        return []
    return students.suggest(
        unknown, [students.RosterStudent(**_filled(row)) for row in fetch(connection, _ROSTER)]
    )


def _filled(row: dict[str, Any]) -> dict[str, Any]:
    """Lists that found nothing come as null."""
    lists = ("nnames", "emails", "class_years", "programs", "majors")
    return {name: (value or ()) if name in lists else value or "" for name, value in row.items()}


def _name(key: str) -> str:
    return key.partition(":")[2]


def _pair(one: str, other: str) -> tuple[str, str]:
    return min(one, other), max(one, other)
