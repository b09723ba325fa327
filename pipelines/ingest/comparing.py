"""Accepted rows against the record: which are new, which change something, which current rows they retire.

Owns the temp tables `verdicts`, `newest` and `unsure`.

Current = the last non-blank cell over the effective imports, in order; `<clear>` reads as blank.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.ingest.staged_rows import StagedRows, day_sql
from pipelines.sources.catalog import Source
from pipelines.store.warehouse import Connection, count_of, fetch, quoted


def compare(rows: StagedRows) -> dict[str, int]:
    """How many accepted rows are new, change a current cell, or change nothing.

    Current = the last non-blank cell over the effective imports, in order; `<clear>` reads as blank. An
    earlier import of the same file steps aside: it counts in what was, not in what will be.
    """
    connection, of = rows.connection, rows.source
    table = f"record.{quoted(of.id)}"
    stepping_aside = of_this_file(rows)
    accepted = rows.counts()["accepted"]
    if not count_of(
        connection,
        f"select count(*) from (select 1 from {table} limit 1)",  # noqa: S608
    ):
        return {"new": accepted, "changed": 0, "unchanged": 0}
    connection.execute("create temp table verdicts (row_key uhugeint, verdict varchar)")
    chosen = f"select * from {rows.ACCEPTED}"  # noqa: S608 - a name of ours
    if not stepping_aside:
        _compare_with_newest(rows)
        chosen += " where row_key in (select row_key from unsure)"
    _compare_with_all(connection, of, rows.plan.stored, chosen, stepping_aside)
    return _counted(rows)


def of_this_file(rows: StagedRows) -> list[int]:
    """Live imports of the same file as the same source: they step aside for this one."""
    return [
        row["import_id"]
        for row in fetch(
            rows.connection,
            "select import_id from record.imports"
            " where status = 'live' and file_sha256 = $sha256 and source = $source",
            {"sha256": rows.identity, "source": rows.source.id},
        )
    ]


def _counted(rows: StagedRows) -> dict[str, int]:
    """The verdicts in rows of the file: a row whose responses differ is changed before new before unchanged."""
    sql = "select verdict from verdicts where verdict <> 'unsure'"
    if rows.plan.is_split:
        sql = f"""
            select case when bool_or(verdict = 'changed') then 'changed'
                when bool_or(verdict = 'new') then 'new' else 'unchanged' end as verdict
            from {rows.ACCEPTED} join verdicts using (row_key)
            where verdict <> 'unsure'
            group by sheet, row_number"""  # noqa: S608 - a name of ours
    verdicts = fetch(rows.connection, f"select verdict, count(*) as n from ({sql}) group by verdict")  # noqa: S608
    counts = {row["verdict"]: int(row["n"]) for row in verdicts}
    return {name: counts.get(name, 0) for name in ("new", "changed", "unchanged")}


def place_of(row: str, live: str) -> str:
    """When a version was taken in: by import, then by row."""
    return f"{live}.position * 4294967296 + {row}.row_number"


def _compare_with_newest(rows: StagedRows) -> None:
    """Compare with each key's newest version alone, which settles nearly all rows.

    Those it cannot settle (a cell is given that the newest version left blank) go to temp table `unsure`.
    The versions are found first, by key alone, so that the wide rows are joined once and on equal columns.
    """
    connection, source = rows.connection, rows.source
    connection.execute(
        f"""
        create temp table newest as
        select row_key, arg_max(import_id, place) as import_id, arg_max(row_number, place) as row_number
        from (
            select r.row_key, r.import_id, r.row_number, {place_of("r", "l")} as place
            from record.{quoted(source.id)} as r join record.live_imports as l using (import_id)
            where r.row_key in (select row_key from {rows.ACCEPTED})
        )
        group by row_key
        """  # noqa: S608 - names of our own source files
    )
    # Comparisons of whole rows: thirty comparisons joined by `or` take the optimizer minutes.
    names = [quoted(name) for name in rows.plan.stored]
    both = "case when a.{0} is not null and n.{0} is not null then nullif({1}.{0}, '<clear>') end"
    mine, theirs = (", ".join(both.format(name, row) for name in names) for row in "an")
    filled_in = ", ".join(f"case when n.{name} is null then a.{name} end" for name in names)
    nothing = ", ".join("null" for _ in names)
    connection.execute(
        f"""
        insert into verdicts
        with current as (
            select r.* from record.{quoted(source.id)} as r
            join newest using (row_key, import_id, row_number)
        )
        select a.row_key,
            case
                when n.row_key is null or n.is_retired then 'new'
                when row({mine}) is distinct from row({theirs}) then 'changed'
                when row({filled_in}) is distinct from row({nothing}) then 'unsure'
                else 'unchanged'
            end as verdict
        from {rows.ACCEPTED} as a left join current as n using (row_key)
        """  # noqa: S608 - names of our own source files
    )
    connection.execute("create temp table unsure as select row_key from verdicts where verdict = 'unsure'")


def _compare_with_all(
    connection: Connection, source: Source, stored: Sequence[str], chosen: str, aside: Sequence[int]
) -> None:
    """Compare with every version of the chosen rows' keys, by the definition; imports `aside` step aside."""
    was = ", ".join(f"arg_max({quoted(name)}, place) as {quoted('was_' + name)}" for name in stored)
    stays = ", ".join(
        f"arg_max({quoted(name)}, place) filter (not list_contains($aside::integer[], import_id))"
        f" as {quoted('stays_' + name)}"
        for name in stored
    )
    becomes = ", ".join(
        f"nullif(coalesce(a.{quoted(name)}, b.{quoted('stays_' + name)}), '<clear>')" for name in stored
    )
    before = ", ".join(f"nullif(b.{quoted('was_' + name)}, '<clear>')" for name in stored)
    is_changed = f"row({becomes}) is distinct from row({before})"
    connection.execute(
        f"""
        insert into verdicts
        with mine as ({chosen}),
        before as (
            select row_key, arg_max(is_retired, place) as is_retired, {was}, {stays}
            from (
                select r.*, {place_of("r", "l")} as place
                from record.{quoted(source.id)} as r join record.live_imports as l using (import_id)
                where r.row_key in (select row_key from mine)
            )
            group by row_key
        )
        select a.row_key,
            case when b.row_key is null or b.is_retired then 'new' when {is_changed} then 'changed'
                else 'unchanged' end as verdict
        from mine as a left join before as b using (row_key)
        """,  # noqa: S608 - names of our own source files
        {"aside": list(aside)},
    )


# What a roster's row calls a student: the name in two columns, else the one in a column of its own.
WHOLE_NAME = "coalesce(nullif(trim(concat_ws(' ', first_name, last_name)), ''), student_name)"


def current_roster_sql(aside: Sequence[int] = ()) -> str:
    """A query of the students the record holds now, without the imports `aside`: id and email in lower case, name."""
    cells = ("student_id", "email", "first_name", "last_name", "student_name")
    last = ", ".join(f"nullif(arg_max({cell}, place), '<clear>') as {cell}" for cell in cells)
    return f"""
        select lower(student_id) as id, lower(email) as email,
            {WHOLE_NAME} as name
        from (
            select {last}
            from (
                select r.*, {place_of("r", "l")} as place
                from record.roster as r join record.live_imports as l using (import_id)
                where not list_contains({[int(one) for one in aside]}::integer[], import_id)
            )
            group by row_key
            having not arg_max(is_retired, place)
        )"""  # noqa: S608 - words of ours


def retire(rows: StagedRows, import_id: int) -> int:
    """The file is the whole log: tombstones for current rows in its date range that it does not hold.

    A source without dates is replaced as a whole. Rows of the file count as held even where they were
    rejected: a typing error retires nobody.
    """
    connection, of = rows.connection, rows.source
    first, last = rows.first_and_last_day()
    inside = "day between $first and $last" if day_sql(of) else "true"
    current_day = f"arg_max({quoted(of.needs_date)}, place)" if of.needs_date else "null::varchar"
    connection.execute(
        f"""
        insert into record.{quoted(of.id)} (import_id, row_number, row_key, is_retired)
        select $import_id, 0, row_key, true
        from (
            select row_key, left(nullif({current_day}, '<clear>'), 10) as day
            from (
                select r.*, {place_of("r", "l")} as place
                from record.{quoted(of.id)} as r join record.live_imports as l using (import_id)
            )
            group by row_key
            having not arg_max(is_retired, place)
        )
        where {inside} and row_key not in (select row_key from {rows.TAKEN})
        """,  # noqa: S608 - names of our own source files
        {"import_id": import_id, **({"first": first, "last": last} if day_sql(of) else {})},
    )
    return count_of(
        connection,
        f"select count(*) from record.{quoted(of.id)} where import_id = {int(import_id)} and is_retired",  # noqa: S608
    )
