"""What a build is given besides the record: the office's settings, terms and holidays, and the public code lists."""

from __future__ import annotations

from typing import Any

from pipelines.codes import classifications
from pipelines.settings import Settings
from pipelines.store.warehouse import Connection, fetch, quoted


def office_settings(connection: Connection, settings: Settings, name: str) -> None:
    values: dict[str, Any] = {f"{window}_days": days for window, days in settings.windows.items()}
    values |= {
        "k": settings.k,
        "is_synthetic": settings.is_synthetic,
        "office_name": settings.office_name,
        "time_zone": settings.time_zone,
        "academic_year_start": settings.academic_year_start,
        "final_year_cutoff": settings.final_year_cutoff,
        "prepared_questions": settings.prepared_questions,
        "build": name,
    }
    row = ", ".join(f"${key} as {quoted(key)}" for key in values)
    # A table cannot be made from bound values alone in one step on every version: shape first, then the row.
    shape = ", ".join(
        f"{quoted(key)} {'boolean' if isinstance(value, bool) else 'integer' if isinstance(value, int) else 'varchar'}"
        for key, value in values.items()
    )
    connection.execute(f"create temp table office_settings ({shape})")
    connection.execute(f"insert into office_settings select {row}", values)
    connection.execute("create table marts.terms (name varchar, first_month integer, last_month integer)")
    for term in settings.terms:
        connection.execute(
            "insert into marts.terms values ($name, $first, $last)",
            {"name": term.name, "first": term.first_month, "last": term.last_month},
        )
    connection.execute("create table marts.holidays (day date)")
    for day in settings.holidays:
        connection.execute("insert into marts.holidays values ($day)", {"day": day})


def code_tables(connection: Connection) -> None:
    """Temp tables of the public code lists, and the CIP family of each major where its rows do not settle it."""
    connection.execute("create temp table naics_sectors (digits varchar, sector varchar, title varchar)")
    connection.execute("create temp table soc_groups (digits varchar, code varchar, title varchar)")
    connection.executemany("insert into naics_sectors values (?, ?, ?)", list(classifications.naics_digits()))
    connection.executemany("insert into soc_groups values (?, ?, ?)", list(classifications.soc_digits()))
    majors = fetch(
        connection,
        """
        select trim(major) as major, list(distinct cip_family(cip_code)) filter (cip_family(cip_code) <> '') as families
        from (
            select unnest(string_split(majors, ';')) as major,
                   case when not contains(majors, ';') then cip_code end as cip_code
            from stg_roster
            union all
            select major, cip_code from stg_degree_log
        )
        where trim(major) <> ''
        group by 1
        order by 1
        """,
    )
    connection.execute("create temp table major_families (major varchar, family varchar)")
    for row in majors:
        coded = row["families"] or []
        family = coded[0] if len(coded) == 1 else None if coded else classifications.cip_family(row["major"])
        if family:
            connection.execute(
                "insert into major_families values ($major, $family)",
                {"major": row["major"], "family": family},
            )
