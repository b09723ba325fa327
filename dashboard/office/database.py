"""The small database of the office's own work, `office.sqlite` in the warehouse folder, apart from the figures."""

from __future__ import annotations

import sqlite3
from functools import lru_cache
from pathlib import Path

from sqlalchemy import Engine, ExceptionContext, MetaData, NullPool, create_engine, event

from pipelines.errors import WarehouseError
from pipelines.private_files import private_files, private_folder

FILE = "office.sqlite"
WAIT_SECONDS = 10  # for another who writes

_IN_USE = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_FULL = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR)
_OURS = (sqlite3.IntegrityError, sqlite3.ProgrammingError, sqlite3.InterfaceError, sqlite3.DataError)
_CLOSED = (
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_AUTH,
)


def engine_of(path: Path, tables: MetaData) -> Engine:
    """The store in that file, with these tables: those an older file does not have are made.

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
    return engine


def _say(context: ExceptionContext) -> None:
    """Turn what SQLite raises for the state of its file into a sentence; a fault of ours stays one."""
    fault = context.original_exception
    if not isinstance(fault, sqlite3.DatabaseError) or isinstance(fault, _OURS):
        return
    code = getattr(fault, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
    kept = "Figures, imports and lists are not in it and are as they were."
    if code in _IN_USE:
        said = f"{FILE} is in use by another program. Close it there, or wait a moment, and try again. {kept}"
    elif code in _FULL:
        said = f"The disk is full or takes no more: {FILE} could not be written. Free some space and try again. {kept}"
    elif code in _CLOSED:
        said = f"{FILE} could not be opened or written. Check the permissions of the warehouse folder. {kept}"
    else:
        said = (
            f"{FILE} is damaged: it holds targets, notes, saved views, what was followed through and what was"
            " released. Nothing was changed. Restore your last backup: career-conversations restore FOLDER, or move"
            f" {FILE} aside to begin a new one, which knows nothing of earlier releases. {kept}"
        )
    raise WarehouseError(said) from None
