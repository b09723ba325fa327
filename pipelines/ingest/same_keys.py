"""Rows of one file with the same key: told apart by their ordinal, put together, or the last wins.

Reads `parsed` (made by rules_sql.py: pos, base_key, is_bad, row_number, sheet, row_id and the stored columns). Makes
`keyed`, `superseded` and the views `taken` and `accepted`. Set-based, inside the import's transaction.
"""

from __future__ import annotations

from pipelines.sources.catalog import Source
from pipelines.store.warehouse import Connection, count_of, quoted

MOST_ALIKE = 200  # touches of one student and contact on one day that corrected rows are told apart from


def tell_apart(connection: Connection, source: Source, corrects: int | None) -> None:
    """Makes `keyed(pos, row_key)` of those whose key got an ordinal, `superseded(pos, row_number, sheet,
    winner)`, and the view `accepted` = parsed with row_key, less the bad and the superseded.
    """
    connection.execute(
        """
        create temp table twins as
        select pos, base_key, is_bad, row_number, sheet, nullif(row_id, '<clear>') is not null as has_row_id
        from parsed
        where base_key in (select base_key from parsed group by base_key having count(*) > 1)
        """
    )
    has_occurrence = "not has_row_id" if source.has_occurrence else "false"
    connection.execute(
        f"""
        create temp table keyed as
        select pos, md5_number(base_key::varchar || '#' || ordinal::varchar) as row_key
        from (
            select pos, base_key, row_number() over (partition by base_key order by pos) as ordinal
            from twins where {has_occurrence}
        )
        where ordinal > 1
        """  # noqa: S608 - one of two constants
    )
    if corrects is not None and source.has_occurrence:
        _keep_to_free_places(connection, source, corrects)
    connection.execute(
        f"""
        create temp table superseded as
        select pos, row_number, sheet, winner
        from (
            select pos, row_number, sheet,
                last_value(pos) over whole as last_pos, last_value(row_number) over whole as winner
            from twins where not is_bad and not ({has_occurrence})
            window whole as (
                partition by base_key order by pos rows between unbounded preceding and unbounded following
            )
        )
        where pos <> last_pos
        """  # noqa: S608 - one of two constants
    )
    if source.unites:
        _unite(connection, source, corrects)
    has_keyed = count_of(connection, "select count(*) from keyed") > 0
    has_superseded = count_of(connection, "select count(*) from superseded") > 0
    row_key, join = (
        ("coalesce(k.row_key, p.base_key)", "left join keyed as k using (pos)")
        if has_keyed
        else ("p.base_key", "")
    )
    connection.execute(
        f"create temp view taken as select p.*, {row_key} as row_key from parsed as p {join}"  # noqa: S608
    )
    unless = "and pos not in (select pos from superseded)" if has_superseded else ""
    connection.execute(
        f"create temp view accepted as select * from taken where not is_bad {unless}"  # noqa: S608
    )


def _unite(connection: Connection, source: Source, corrects: int | None) -> None:
    """The last row of each key takes what the others of the file say of it; see `Source.unites`.

    Rows of import `corrects` with that key were of the same file.
    """
    names = [name for name in source.names if name != "row_id"]
    columns = ", ".join(quoted(name) for name in names)
    earlier = (
        f"union all select -1, row_key, {columns} from record.{quoted(source.id)}"  # noqa: S608 - our own names
        " where import_id = $corrects and not is_retired and row_key in (select base_key from parsed)"
        if corrects is not None
        else ""
    )

    def united(name: str) -> str:
        cell = quoted(name)
        last = f"arg_max({cell}, pos)"  # passes over blanks
        if name in source.unites:
            return f"coalesce(string_agg(nullif({cell}, '<clear>'), ';' order by pos), {last})"
        return (
            f"case when bool_or({cell} = 'true') then 'true' else {last} end"
            if name in source.any_yes
            else last
        )

    connection.execute(
        f"""
        update parsed set {", ".join(f"{quoted(name)} = u.{quoted(name)}" for name in names)}
        from (
            select base_key, max(pos) as pos, {", ".join(f"{united(name)} as {quoted(name)}" for name in names)}
            from (select pos, base_key, {columns} from parsed where not is_bad {earlier})
            group by base_key having count(*) > 1
        ) as u
        where u.pos = parsed.pos and u.base_key = parsed.base_key
        """,  # noqa: S608 - names of our own source files
        {} if corrects is None else {"corrects": corrects},
    )


def _keep_to_free_places(connection: Connection, source: Source, corrects: int) -> None:
    """Make `keyed` anew: each row the next ordinal whose key no accepted row of import `corrects` has."""
    connection.execute(
        f"""
        create or replace temp table keyed as
        with mine as (
            select pos, base_key, row_number() over (partition by base_key order by pos) as nth
            from parsed
            where nullif(row_id, '<clear>') is null
        ),
        places as (
            select base_key, ordinal,
                case ordinal when 1 then base_key
                    else md5_number(base_key::varchar || '#' || ordinal::varchar) end as row_key
            from (select distinct base_key from mine), unnest(generate_series(1, $most)) as series(ordinal)
        ),
        free as (
            select base_key, row_key, row_number() over (partition by base_key order by ordinal) as nth
            from places
            where row_key not in (
                select row_key from record.{quoted(source.id)} where import_id = $corrects
            )
        )
        select mine.pos, free.row_key
        from mine join free using (base_key, nth)
        """,  # noqa: S608 - a name of our own source files
        {"most": MOST_ALIKE, "corrects": corrects},
    )


def fold_superseded(connection: Connection) -> None:
    """`superseded` in rows of the file: those none of whose responses is accepted."""
    connection.execute("create temp table superseded_responses as select * from superseded")
    connection.execute(
        "create or replace temp view accepted as select * from taken"
        " where not is_bad and pos not in (select pos from superseded_responses)"
    )
    connection.execute(
        """
        create or replace temp table superseded as
        select min(pos) as pos, row_number, sheet, max(winner) as winner
        from superseded_responses
        where (sheet, row_number) not in (select (sheet, row_number) from accepted)
        group by row_number, sheet
        """
    )
