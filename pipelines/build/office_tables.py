"""What a build is given besides its rows: settings, terms, holidays, the days of imports, public code lists."""

from __future__ import annotations

from datetime import UTC
from typing import Any
from zoneinfo import ZoneInfo

from pipelines.codes import classifications
from pipelines.settings import Settings
from pipelines.store.warehouse import Connection, fetch, quoted

# Temp table of what rows write and its CIP family (null where it tells none) -> (its column, what rows write)
_TELLS_A_FAMILY = {
    "cip_codes": ("cip_code", "select cip_code from stg_roster union select cip_code from stg_degree_log"),
    "major_names": (
        "major",
        "select trim(unnest(string_split(majors, ';'))) from stg_roster"
        " union select trim(major) from stg_degree_log",
    ),
}


def office_settings(connection: Connection, settings: Settings, name: str) -> None:
    """Temp tables office_settings (one row) and term_months (one row a month), and the office's terms and holidays."""
    values: dict[str, Any] = {
        **settings.computed_with(),
        "k": settings.k,
        "is_synthetic": settings.is_synthetic,
        "office_name": settings.office_name,
        "time_zone": settings.time_zone,
        "academic_year_start": settings.academic_year_start,
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
    connection.execute("create temp table term_months (month integer, first_month integer)")
    connection.executemany(
        "insert into term_months values (?, ?)",
        [(month, term.first_month) for term in settings.terms for month in term.months],
    )
    connection.execute("create table marts.holidays (day date)")
    for day in settings.holidays:
        connection.execute("insert into marts.holidays values ($day)", {"day": day})


def import_days(connection: Connection, settings: Settings) -> None:
    """Temp table import_days: one row a live import, its place in their order and its day in the office's time zone."""
    connection.execute("create temp table import_days (import_id integer, position bigint, day date)")
    zone = ZoneInfo(settings.time_zone)
    for row in fetch(
        connection,
        "select import_id, position, imported_at from store.record.live_imports"
        " join store.record.imports using (import_id)",
    ):
        day = row["imported_at"].replace(tzinfo=UTC).astimezone(zone).date()
        connection.execute(
            "insert into import_days values ($import_id, $position, $day)",
            {"import_id": row["import_id"], "position": row["position"], "day": day},
        )


def code_tables(connection: Connection) -> None:
    """Temp tables of the public classifications, and of the CIP codes and families of all that rows write."""
    connection.execute("create temp table naics_sectors (digits varchar, sector varchar, title varchar)")
    connection.execute("create temp table soc_groups (digits varchar, code varchar, title varchar)")
    connection.executemany("insert into naics_sectors values (?, ?, ?)", list(classifications.naics_digits()))
    connection.executemany("insert into soc_groups values (?, ?, ?)", list(classifications.soc_digits()))
    for table, (column, written) in _TELLS_A_FAMILY.items():
        texts = [text for (text,) in connection.execute(written).fetchall() if text]
        families = {text: classifications.cip_family(text) for text in texts}
        connection.execute(
            f"create temp table {quoted(table)} as"
            f" select unnest($texts::varchar[]) as {quoted(column)}, unnest($families::varchar[]) as family,"
            " unnest($codes::varchar[]) as code",
            {
                "texts": list(families),
                "families": list(families.values()),
                "codes": [classifications.cip_code(text) for text in families],
            },
        )
