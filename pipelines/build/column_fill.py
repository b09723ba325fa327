"""How far each source's columns are filled: says which figures an office can have."""

from __future__ import annotations

from collections.abc import Iterable

from pipelines.sources.catalog import Source
from pipelines.store.warehouse import Connection, fetch, quoted

# A blank reply is an answer where the log declares that blank means none came.
FILLED = {
    (source, "reply"): "case when reply is not null or blank_reply = 'no_reply' then 1 end"
    for source in ("outreach_log", "contact_tracker")
}


def column_fill(connection: Connection, known: Iterable[Source]) -> None:
    """marts.column_fill: per source and column, rows and rows filled. Says which figures an office can have."""
    told: list[tuple[str, str, int, int]] = []
    for source in known:
        names = [
            column.name for column in source.columns if column.name != "row_id" and not column.is_ignored
        ]
        counts = ", ".join(
            f"count({FILLED.get((source.id, name), quoted(name))}) as {quoted(name)}" for name in names
        )
        row = fetch(connection, f"select count(*) as _rows, {counts} from {quoted('stg_' + source.id)}")[0]  # noqa: S608
        told += [(source.id, name, row["_rows"], row[name]) for name in names]
    columns = map(list, zip(*told, strict=True))
    connection.execute(
        """
        create table marts.column_fill as
        select unnest($source::varchar[]) as source, unnest($name::varchar[]) as column_name,
               unnest($rows::bigint[]) as rows, unnest($filled::bigint[]) as filled
        """,
        dict(zip(("source", "name", "rows", "filled"), columns, strict=True)),
    )
