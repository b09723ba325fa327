"""The record's current rows: of every source a temp table, one row per key, each cell the last one filled."""

from __future__ import annotations

from pipelines.sources.catalog import Source
from pipelines.store.warehouse import quoted

_TYPES = {
    "date": "date",
    "timestamp": "timestamp",
    "integer": "integer",
    "number": "double",
    "money": "double",
    "boolean": "boolean",
}
# What an import declares for all its rows at once, kept beside the cells.
DECLARED = {
    "outreach_log": {"blank_reply": "text"},
    "interview_log": {"status_by_date": "text"},
    "contact_tracker": {"blank_reply": "text"},
    "survey": {"scale_low": "number", "scale_high": "number", "scale_direction": "text"},
}
# A number that means nothing without another: it is that of the last version that gives the other, or blank there.
GIVEN_WITH = {"referrals_with_permission_count": "referrals_count"}


def current_rows(source: Source) -> str:
    """SQL that makes temp table stg_<source>: one row per key, typed, each cell the last one filled; and its ident.

    `<clear>` empties a cell; a key whose newest version is a tombstone of a replacement is gone. Most keys have one
    version, so those pass without being grouped. Only names of our own catalog are written into the SQL.
    """
    single = ", ".join(_typed(source, name, quoted(name)) for name in _columns(source))
    last = _last_filled(source)
    name = quoted("stg_" + source.id)
    return f"""
create temp table {name} as
with live as ({_live(source)}),
several as (select row_key from live group by row_key having count(*) > 1)
select *, {_ident(source)}
from (
    select row_key, _order, {single}
    from live anti join several using (row_key) where not is_retired
    union all
    select row_key, max(_order), {last}
    from live semi join several using (row_key)
    group by row_key
    having not arg_max_null(is_retired, _order)
)
"""  # noqa: S608 - names of our own catalog only


def no_rows(source: Source) -> str:
    """SQL that makes temp table stg_<source> where no file of the source was ever taken in: the same columns, no row.

    What an office does not have costs its builds nothing: the whole takes far longer to plan than to run on no row.
    """
    columns = ", ".join(
        f"{quoted(name)} {_TYPES.get(kind, 'varchar')}" for name, kind in _columns(source).items()
    )
    name = quoted("stg_" + source.id)
    return f"create temp table {name} (row_key uhugeint, _order bigint, {columns}, ident varchar)"


def current_students(roster: Source) -> str:
    """SQL that makes temp table stg_students: one row per student, each cell the last one filled in any of her rows.

    Where the roster is written by terms stg_roster has several rows of a student; so it has where one list knows a
    student by an id and another, of members, by the address alone: who has both goes by the id.
    """
    return f"""
create temp table stg_students as
with live as ({_live(roster)}),
by_address as (
    select lower(email) as address, min(student_id) as student_id
    from stg_roster
    where email is not null and not contains(student_id, '@')
    group by address
    having count(distinct lower(student_id)) = 1
),
called as (
    select r.row_key, coalesce(a.student_id, r.student_id) as student_id
    from stg_roster r left join by_address a on a.address = lower(r.student_id)
)
select *, {_ident(roster)}
from (
    select {_last_filled(roster, but=("student_id",))}, any_value(c.student_id) as student_id
    from live join called c using (row_key)
    group by lower(c.student_id)
)
"""  # noqa: S608 - names of our own catalog only


def _live(source: Source) -> str:
    return f"""
    select r.*, i.position * 4294967296 + r.row_number as _order
    from store.record.{quoted(source.id)} r join store.record.live_imports i using (import_id)
"""  # noqa: S608 - names of our own catalog only


def _ident(source: Source) -> str:
    """By what a row's student is looked up, made here once for all who read the rows."""
    of_student = ("student_id", "student_email", "student_name")
    given = ", ".join(name if name in _columns(source) else "null" for name in of_student)
    return f"student_ident({given}) as ident"


def _columns(source: Source) -> dict[str, str]:
    """The columns an import fills, and their types."""
    own = {column.name: column.type for column in source.columns if column.name != "row_id"}
    return own | DECLARED.get(source.id, {})


def _typed(source: Source, name: str, cell: str) -> str:
    wanted = _TYPES.get(_columns(source)[name])
    cell = f"nullif({cell}, '<clear>')"
    return f"{f'try_cast({cell} as {wanted})' if wanted else cell} as {quoted(name)}"


def _last_filled(source: Source, but: tuple[str, ...] = ()) -> str:
    return ", ".join(
        _typed(
            source,
            name,
            f"arg_max_null(live.{quoted(name)}, _order) filter (live.{quoted(GIVEN_WITH.get(name, name))} is not null)",
        )
        for name in _columns(source)
        if name not in but
    )


def unreadable(source: Source) -> str:
    """SQL: the columns of a source's record that hold cells which are not of their type, and how many (name, n)."""
    counts = {
        name: f"count(*) filter ({quoted(name)} <> '<clear>' and try_cast({quoted(name)} as {wanted}) is null)"
        for name, kind in _columns(source).items()
        if (wanted := _TYPES.get(kind))
    }
    if not counts:
        return "select '' as name, 0 as n where false"
    counted = ", ".join(f"{count} as {quoted(name)}" for name, count in counts.items())
    return f"""
from (unpivot (select {counted} from store.record.{quoted(source.id)}) on * into name name value n)
where n > 0
"""  # noqa: S608 - names of our own catalog only
