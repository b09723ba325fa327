"""Record -> current rows -> marts -> checks -> a published, immutable build.

A build is named after what it was made from: the ledger, what people decided about who is who, the settings and the
SQL. The same state gives the same name, so an undo followed by a redo returns to the very same build, and nothing is
built twice.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipelines import data_files
from pipelines.build.build_name import build_name
from pipelines.build.column_fill import column_fill
from pipelines.build.current_rows import current_rows, current_students, no_rows
from pipelines.build.office_tables import code_tables, import_days, office_settings
from pipelines.build.set_aside import findings, set_aside, set_aside_table
from pipelines.build.sql_steps import MACROS, SqlStep, in_order, sql_steps
from pipelines.build.study_time import study_tables
from pipelines.errors import WarehouseError
from pipelines.figures.statement import population_sql
from pipelines.identity import gathering
from pipelines.settings import Settings, read_settings
from pipelines.sources.catalog import sources
from pipelines.store.warehouse import (
    Connection,
    StoreFault,
    Warehouse,
    attach_new,
    count_of,
    detach,
    quoted,
    speaking,
)

Progress = Callable[[str, float], None]
KEPT_BUILDS = 5


@dataclass(frozen=True)
class Built:
    """A published build; was_new is False where this very state had been built before."""

    build: str
    was_new: bool


def build(warehouse: Warehouse, progress: Progress | None = None) -> Built:
    """Bring the published build up to date with the record.

    Rows that cannot all be true are left out and named (set_aside.py). Raises WarehouseError where what a check finds
    comes of no row, or the tables cannot be made: what came in stays in, and the build before stays in use.
    """
    say = progress or (lambda _stage, _done: None)
    settings = read_settings(warehouse.folder)
    with warehouse.recording("building the figures") as connection:
        name = build_name(connection, settings)
        path = warehouse.published_path(name)
        was_new = not path.exists()
        if was_new:
            aside = path.with_name(f"building-{os.getpid()}.duckdb")
            try:
                with speaking(aside):
                    attach_new(connection, aside, "build")
                    _fill(connection, settings, name, say)
                    detach(connection, "build")
            except StoreFault as fault:
                raise WarehouseError(_not_made(f"{fault}")) from None
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
        return build_name(connection, read_settings(warehouse.folder)) == current


def _fill(connection: Connection, settings: Settings, name: str, say: Progress) -> None:
    connection.execute("use build")
    connection.execute("create schema marts")
    connection.execute("create schema ledger")
    connection.execute(data_files.text(MACROS))
    office_settings(connection, settings, name)
    import_days(connection, settings)
    known = tuple(sources().values())
    steps = sql_steps()
    total = len(known) + len(steps)
    for done, source in enumerate(known, start=1):
        has_rows = count_of(connection, f"select count(*) from store.record.{quoted(source.id)}")  # noqa: S608
        connection.execute(current_rows(source) if has_rows else no_rows(source))
        say("reading the record", done / total)
    connection.execute(current_students(sources()["roster"]))
    code_tables(connection)
    study_tables(connection, settings)
    _checked_tables(connection, in_order(connection, steps), len(known), say)
    column_fill(connection, known)
    gathering.suggestions_table(connection)
    for table in ("imports", "rejects", "skips", "decisions"):
        connection.execute(f"create table ledger.{quoted(table)} as from store.record.{quoted(table)}")
    _views(connection)
    connection.execute("use store")


def _views(connection: Connection) -> None:
    """What a figure's SQL reads where it is pasted as it stands: the time the data covers, and who was there then."""
    connection.execute(
        "create view period as"
        " select 'all' as period, date '0001-01-01' as since, as_of_activity as until from marts.settings"
    )
    for name, students, covers in (
        ("population", population_sql("expected"), "interviews"),
        ("enrolled", population_sql("roster"), "activity"),
    ):
        period = (
            f"select 'all' as period, {covers}_from as since, as_of_{covers} as until from marts.settings"  # noqa: S608 - our own words
        )
        connection.execute(f"create view {name} as with period as ({period}) {students}")


def _checked_tables(connection: Connection, steps: Sequence[SqlStep], before: int, say: Progress) -> None:
    """Make the tables; where rows behind them cannot all be true, make them again without those.

    Raises WarehouseError where what a check finds comes of no row.
    """
    set_aside_table(connection)
    reached = 0.0
    while True:
        for done, step in enumerate(steps, start=before + 1):
            connection.execute(step.statement)
            reached = max(reached, done / (before + len(steps)))
            say("building the figures", reached)
        found = findings(connection)
        if not found:
            return
        if not set_aside(connection, found):
            raise WarehouseError(_fault(found))
        for step in reversed(steps):
            connection.execute(f"drop table {step.table}")
        connection.execute("drop table stg_students")
        connection.execute(current_students(sources()["roster"]))


def _fault(found: Sequence[Mapping[str, Any]]) -> str:
    check = found[0]["check"]
    count = sum(row["check"] == check for row in found)
    return _not_made(
        f"the check \u201c{check}\u201d found {count} rows that must not exist, and no row of a file behind them"
    )


def _not_made(why: str) -> str:
    return (
        f"The figures could not be made anew: {why}. Everything that came in is kept, and the figures before stay in"
        " use. This is a fault of the program: please report it."
    )


def _prune(warehouse: Warehouse, keep: str) -> None:
    builds = sorted(
        warehouse.published_folder.glob("b*.duckdb"), key=lambda path: path.stat().st_mtime, reverse=True
    )
    for old in [path for path in builds if path.stem != keep and not path.name.startswith("building-")][
        KEPT_BUILDS - 1 :
    ]:
        old.unlink()
