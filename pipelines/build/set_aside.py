"""Rows that cannot all be true together: found by sql/checks, left out of a build, and named in it.

Each row passed its own checks when it came in; what is wrong shows only where several meet. Then they are left out of
this build and everything else is published: one pair of rows never holds an office's whole record back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pipelines import data_files
from pipelines.sources.catalog import sources
from pipelines.store.readable import Readable
from pipelines.store.warehouse import Connection, count_of, fetch, quoted

ORIGINS = "sql/origins/current_rows.sql"
CHECKS = "sql/checks"
MOST_NAMED = 20  # rows named one by one; of more the rest is counted


@dataclass(frozen=True)
class LeftOut:
    """A row of a file that is left out of a build, and why."""

    file_name: str
    row_number: int
    why: str


def findings(connection: Connection) -> list[dict[str, Any]]:
    """What the checks find in the marts as they stand: check, mart, item (None where no row can be named), why."""
    found: list[dict[str, Any]] = []
    for path in data_files.names(CHECKS, ".sql"):
        check = path.removeprefix(f"{CHECKS}/").removesuffix(".sql").replace("_", " ")
        found += [
            {"check": check, "item": None, "why": f"the check “{check}” found it", **row}
            for row in fetch(connection, data_files.text(path))
        ]
    return found


def set_aside_table(connection: Connection) -> None:
    """ledger.set_aside: one row per row of a file that is left out of this build, with the reason."""
    connection.execute(
        "create table ledger.set_aside (import_id integer, source varchar, row_number bigint, why varchar)"
    )


def set_aside(connection: Connection, found: Sequence[dict[str, Any]]) -> int:
    """Take the current rows behind what was found out of stg_<source>, and name them; how many there were.

    Every row of a file that gave such a current row a cell is named: files that disagree are named both.
    """
    connection.execute(
        "create or replace temp table found as select unnest($marts::varchar[]) as mart,"
        " unnest($items::bigint[]) as item, unnest($whys::varchar[]) as why",
        {
            "marts": [row["mart"] for row in found],
            "items": [row["item"] for row in found],
            "whys": [row["why"] for row in found],
        },
    )
    connection.execute(
        f"""
        create or replace temp table behind as
        select source, _order, string_agg(distinct why, '; ' order by why) as why
        from found join ({data_files.text(ORIGINS)}
        ) using (mart, item)
        group by source, _order
        """  # noqa: S608 - our own file
    )
    for source in sources():
        table = quoted("stg_" + source)
        connection.execute(
            f"""
            insert into ledger.set_aside
            select r.import_id, $source, r.row_number, b.why
            from behind b
            join {table} s on s._order = b._order
            join store.record.{quoted(source)} r using (row_key)
            join store.record.live_imports i on i.import_id = r.import_id
            where b.source = $source and not r.is_retired
            order by r.import_id, r.row_number
            """,  # noqa: S608 - names of our own catalog
            {"source": source},
        )
        connection.execute(
            f"delete from {table} where _order in (select _order from behind where source = $source)",  # noqa: S608
            {"source": source},
        )
    return count_of(connection, "select count(*) from behind")


def left_out(published: Readable) -> list[LeftOut]:
    """The rows of files that a build leaves out, in the order they came in; none in a build older than that table."""
    has_table = published.query(
        "select 1 from duckdb_tables() where schema_name = 'ledger' and table_name = 'set_aside'"
    )
    if not has_table:
        return []
    rows = published.query(
        "select i.file_name, a.row_number, a.why from ledger.set_aside a join ledger.imports i using (import_id)"
        " order by a.import_id, a.row_number, a.why"
    )
    return [LeftOut(**row) for row in rows]


def headline(rows: Sequence[LeftOut]) -> str:
    """What is left out and what to do about it, in two sentences; "" where nothing is."""
    if not rows:
        return ""
    what = "1 row is" if len(rows) == 1 else f"{len(rows):,} rows are"
    return (
        f"{what} left out of the figures: what they say together cannot be. Correct them in their files and import"
        " those again, or undo the import that is wrong."
    )


def named(rows: Sequence[LeftOut]) -> list[str]:
    """Each row in a line, of many the first ones: "row 12 of log.csv: more permissions than names"."""
    lines = [f"row {row.row_number:,} of {row.file_name}: {row.why}" for row in rows[:MOST_NAMED]]
    more = len(rows) - len(lines)
    return [*lines, f"and {more:,} more"] if more else lines
