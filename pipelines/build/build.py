"""Record -> current rows -> marts -> checks -> a published, immutable build.

A build is named after what it was made from: the ledger, what people decided about who is who, the settings and the
SQL. The same state gives the same name, so an undo followed by a redo returns to the very same build, and nothing is
built twice.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from pipelines import codes
from pipelines.errors import WarehouseError
from pipelines.identity import decisions, gathering
from pipelines.settings import Settings, read_settings
from pipelines.sources.catalog import Source, sources
from pipelines.store.warehouse import Connection, Warehouse, attach_new, detach, fetch, quoted, speaking

Progress = Callable[[str, float], None]

# The order in which tables can be made; each is one file named after its table.
STAGING = (
    "decided",
    "student_idents",
    "rows_outreach",
    "rows_interviews",
    "rows_tracker",
    "rows_named",
    "employer_spellings",
    "contact_ways",
    "contact_merges",
    "contact_hashes",
    "touch_base",
    "interview_base",
    "named_base",
    "referred_by_base",
    "as_of",
    "business_days",
)
MARTS = (
    "students",
    "student_ways",
    "student_programs",
    "program_lists",
    "student_profiles",
    "profile_groups",
    "student_majors",
    "employers",
    "employer_names",
    "contacts",
    "contact_merges",
    "threads",
    "touches",
    "interviews",
    "referrals",
    "referral_links",
    "chains",
    "requests",
    "permissions",
    "survey_changes",
    "goal_changes",
    "graduates",
    "hires",
    "graduate_majors",
    "log_rows",
    "program_logs",
    "settings",
)
CODE_TABLES = ("naics_sectors", "soc_groups", "major_families")
KEPT_BUILDS = 5

_SQL = resources.files("pipelines") / "sql"
_TYPES = {
    "date": "date",
    "timestamp": "timestamp",
    "integer": "bigint",
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
# A blank reply is an answer where the log declares that blank means none came.
FILLED = {
    (source, "reply"): "case when reply is not null or blank_reply = 'no_reply' then 1 end"
    for source in ("outreach_log", "contact_tracker")
}


@dataclass(frozen=True)
class Built:
    """A published build; was_new is False where this very state had been built before."""

    build: str
    was_new: bool


def build(warehouse: Warehouse, progress: Progress | None = None) -> Built:
    """Bring the published build up to date with the record.

    Raises WarehouseError when a check finds rows that must not exist: the build before stays in use.
    """
    say = progress or (lambda _stage, _done: None)
    settings = read_settings(warehouse.folder)
    with warehouse.recording("building the figures") as connection:
        name = _name(connection, settings)
        path = warehouse.published_path(name)
        was_new = not path.exists()
        if was_new:
            aside = path.with_name(f"building-{os.getpid()}.duckdb")
            _sweep(warehouse)
            with speaking(aside):
                attach_new(connection, aside, "build")
                _fill(connection, settings, name, say)
                detach(connection, "build")
            aside.replace(path)
        else:
            os.utime(path)
        warehouse.name_current(name)
        _prune(warehouse, keep=name)
    say("published", 1.0)
    return Built(name, was_new)


def is_up_to_date(warehouse: Warehouse) -> bool:
    """Does `current` name the build of the record as it stands? False too where nothing is built yet."""
    current = warehouse.current_build()
    if current is None or not warehouse.published_path(current).exists():
        return False
    with warehouse.recording("checking the build") as connection:
        return _name(connection, read_settings(warehouse.folder)) == current


def _name(connection: Connection, settings: Settings) -> str:
    ledger = fetch(connection, "select * from store.record.imports order by import_id")
    standing = decisions.standing(connection)
    told = json.dumps([ledger, standing, settings.digest(), _code_digest()], default=str, sort_keys=True)
    return "b" + hashlib.sha256(told.encode()).hexdigest()[:12]


def _code_digest() -> str:
    digest = hashlib.sha256(Path(__file__).read_bytes())
    for folder in (
        _SQL / "staging",
        _SQL / "marts",
        _SQL / "checks",
        resources.files("pipelines") / "sources",
        resources.files("pipelines") / "codes",
        resources.files("pipelines") / "identity",
    ):
        for item in sorted(folder.iterdir(), key=lambda item: item.name):
            if item.is_file():
                digest.update(item.name.encode() + item.read_bytes())
    return digest.hexdigest()


def _fill(connection: Connection, settings: Settings, name: str, say: Progress) -> None:
    connection.execute("use build")
    connection.execute("create schema marts")
    connection.execute("create schema ledger")
    connection.execute((_SQL / "staging" / "macros.sql").read_text(encoding="utf-8"))
    _office_settings(connection, settings, name)
    known = tuple(sources().values())
    steps = len(known) + len(STAGING) + len(MARTS)
    done = 0
    for source in known:
        connection.execute(current_rows(source))
        done += 1
        say("reading the record", done / steps)
    _code_tables(connection)
    for folder, table, names in (
        ("staging", "create temp table {}", STAGING),
        ("marts", "create table marts.{}", MARTS),
    ):
        for step in names:
            body = (_SQL / folder / f"{step}.sql").read_text(encoding="utf-8")
            connection.execute(f"{table.format(quoted(step))} as\n{body}")
            done += 1
            say("building the figures", done / steps)
    _column_fill(connection, known)
    gathering.suggestions_table(connection)
    for table in ("imports", "rejects", "skips", "decisions"):
        connection.execute(f"create table ledger.{quoted(table)} as from store.record.{quoted(table)}")
    connection.execute(
        "create view period as select 'all' as period, date '0001-01-01' as since, date '9999-12-31' as until"
    )
    connection.execute("create view population as select * from marts.students where is_expected")
    _check(connection)
    _tidy_up(connection, known)


def current_rows(source: Source) -> str:
    """SQL that makes temp table stg_<source>: one row per key, typed; each cell the last one filled.

    `<clear>` empties a cell; a key whose newest version is a tombstone of a replacement is gone. Most keys have one
    version, so those pass without being grouped. Only names of our own catalog are written into the SQL.
    """
    columns = {column.name: column.type for column in source.columns if column.name != "row_id"}
    columns |= DECLARED.get(source.id, {})

    def typed(name: str, cell: str) -> str:
        wanted = _TYPES.get(columns[name])
        cell = f"nullif({cell}, '<clear>')"
        return f"{f'try_cast({cell} as {wanted})' if wanted else cell} as {quoted(name)}"

    single = ", ".join(typed(name, quoted(name)) for name in columns)
    last = ", ".join(
        typed(name, f"last({quoted(name)} order by _order) filter ({quoted(name)} is not null)")
        for name in columns
    )
    name = quoted("stg_" + source.id)
    return f"""
create temp table {name} as
with live as (
    select r.*, i.position * 4294967296 + r.row_number as _order
    from store.record.{quoted(source.id)} r join store.record.live_imports i using (import_id)
),
several as (select row_key from live group by row_key having count(*) > 1)
select row_key, _order, {single}
from live anti join several using (row_key) where not is_retired
union all
select row_key, max(_order), {last}
from live semi join several using (row_key)
group by row_key
having not last(is_retired order by _order)
"""  # noqa: S608 - names of our own catalog only


def _office_settings(connection: Connection, settings: Settings, name: str) -> None:
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
    connection.execute("create table marts.holidays (day date)")
    for day in settings.holidays:
        connection.execute("insert into marts.holidays values ($day)", {"day": day})


def _code_tables(connection: Connection) -> None:
    """Temp tables of the public code lists, and the CIP family of each major where its rows do not settle it."""
    connection.execute("create temp table naics_sectors (digits varchar, sector varchar, title varchar)")
    connection.execute("create temp table soc_groups (digits varchar, code varchar, title varchar)")
    connection.executemany("insert into naics_sectors values (?, ?, ?)", list(codes.naics_digits()))
    connection.executemany("insert into soc_groups values (?, ?, ?)", list(codes.soc_digits()))
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
        family = coded[0] if len(coded) == 1 else None if coded else codes.cip_family(row["major"])
        if family:
            connection.execute(
                "insert into major_families values ($major, $family)",
                {"major": row["major"], "family": family},
            )


def _column_fill(connection: Connection, known: Iterable[Source]) -> None:
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


def _check(connection: Connection) -> None:
    for item in sorted((_SQL / "checks").iterdir(), key=lambda item: item.name):
        if not item.name.endswith(".sql"):
            continue
        body = item.read_text(encoding="utf-8")
        found = fetch(connection, f"select count(*) as found from (\n{body}\n)")[0]["found"]  # noqa: S608
        if found:
            check = item.name.removesuffix(".sql").replace("_", " ")
            raise WarehouseError(
                f"The new figures were not published: the check \u201c{check}\u201d found {found} rows that must not"
                " exist. The figures before stay in use. This is a fault of the program: please report it."
            )


def _tidy_up(connection: Connection, known: Iterable[Source]) -> None:
    for source in known:
        connection.execute(f"drop table temp.{quoted('stg_' + source.id)}")
    for step in (*STAGING, *CODE_TABLES, "office_settings"):
        connection.execute(f"drop table temp.{quoted(step)}")
    connection.execute("use store")


def _sweep(warehouse: Warehouse) -> None:
    """Builds that were never finished: whoever made them no longer holds the lock."""
    for left in warehouse.published_folder.glob("building-*"):
        left.unlink()


def _prune(warehouse: Warehouse, keep: str) -> None:
    builds = sorted(
        warehouse.published_folder.glob("b*.duckdb"), key=lambda path: path.stat().st_mtime, reverse=True
    )
    for old in [path for path in builds if path.stem != keep and not path.name.startswith("building-")][
        KEPT_BUILDS - 1 :
    ]:
        old.unlink()
