"""The small database of the office's own work, `office.sqlite` in the warehouse folder, apart from the figures."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Column,
    Engine,
    ExceptionContext,
    Inspector,
    MetaData,
    NullPool,
    create_engine,
    event,
    inspect,
)
from sqlalchemy.schema import CreateColumn

from pipelines.errors import WarehouseError
from pipelines.private_files import private_files, private_folder

FILE = "office.sqlite"
BEGUN = ".office-begun"  # beside it, empty: there has been a store, so that one that is gone is missed
WAIT_SECONDS = 10  # for another who writes

_IN_USE = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_FULL = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR)
_OURS = (sqlite3.IntegrityError, sqlite3.ProgrammingError, sqlite3.InterfaceError, sqlite3.DataError)
_HOLDS = "targets, notes, saved views, what is done or snoozed of This week, and what was released"
_BACKUP = "your last backup: career-conversations restore FOLDER"
_KEPT = "Figures, imports and lists are not in it and are as they were."
_CLOSED = (
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_AUTH,
)


def engine_of(path: Path, tables: MetaData) -> Engine:
    """The store in that file, with these tables: tables and columns an older file does not have are made.

    A column that comes later may be empty or has a default of the database's own, so that an older version of the
    program goes on writing into the file.

    Whatever is asked of it raises WarehouseError where the file is damaged, in use, or cannot be written.
    """
    if not path.exists():  # also one that was moved away, or put aside, while it was served
        _engine.cache_clear()
    return _engine(path, tables)


@lru_cache(maxsize=16)
def _engine(path: Path, tables: MetaData) -> Engine:
    private_folder(path.parent)
    # a connection each time: one that is kept goes on writing into a file that was moved away
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": WAIT_SECONDS}, poolclass=NullPool)
    event.listen(engine, "handle_error", _say)
    with private_files():  # SQLite gives its logs the mode of the file
        tables.create_all(engine)
        _add_columns(engine, tables)
        # where the folder takes no more files, one that is gone will not be missed: nothing else depends on it
        with contextlib.suppress(OSError):
            (path.parent / BEGUN).touch()
    return engine


def _add_columns(engine: Engine, tables: MetaData) -> None:
    """Give the tables of an older file the columns that were added since, all of them or none."""
    if not any(_missing(inspect(engine), tables)):
        return
    with engine.connect() as connection:
        connection.exec_driver_sql("begin immediate")  # another process may be at the same
        for table, column in list(_missing(inspect(connection), tables)):
            declared = CreateColumn(column).compile(dialect=engine.dialect)
            connection.exec_driver_sql(f"alter table {table} add column {declared}")
        connection.commit()


def _missing(known: Inspector, tables: MetaData) -> Iterator[tuple[str, Column[Any]]]:
    """(table, column): what is declared and not in the file."""
    for table in tables.sorted_tables:
        have = {column["name"] for column in known.get_columns(table.name)}
        yield from ((table.name, column) for column in table.columns if column.name not in have)


def gone(folder: Path) -> str:
    """What is to be said where there was a store and is none now; "" where it is there, or there never was one.

    Whatever is written next begins a new one.
    """
    if (folder / FILE).exists() or not (folder / BEGUN).exists():
        return ""
    return (
        f"{FILE} is gone from the warehouse folder: it held {_HOLDS}. Put it back, or restore {_BACKUP}."
        f" Otherwise what is noted or exported next begins a new one, which knows nothing of earlier releases. {_KEPT}"
    )


def _say(context: ExceptionContext) -> None:
    """Turn what SQLite raises for the state of its file into a sentence; a fault of ours stays one."""
    fault = context.original_exception
    if not isinstance(fault, sqlite3.DatabaseError) or isinstance(fault, _OURS):
        return
    code = getattr(fault, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
    if code in _IN_USE:
        said = (
            f"{FILE} is in use by another program. Close it there, or wait a moment, and try again. {_KEPT}"
        )
    elif code in _FULL:
        said = f"The disk is full or takes no more: {FILE} could not be written. Free some space and try again. {_KEPT}"
    elif code in _CLOSED:
        said = (
            f"{FILE} could not be opened or written. Check the permissions of the warehouse folder. {_KEPT}"
        )
    else:
        said = (
            f"{FILE} is damaged: it holds {_HOLDS}. Nothing was changed. Restore {_BACKUP}, or move"
            f" {FILE} aside to begin a new one, which knows nothing of earlier releases. {_KEPT}"
        )
    raise WarehouseError(said) from None
