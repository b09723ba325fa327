"""The small database of the office's own work, `office.sqlite` in the warehouse folder, apart from the figures."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from sqlalchemy import Engine, MetaData, create_engine

from pipelines.private_files import private_files, private_folder

FILE = "office.sqlite"


@lru_cache(maxsize=16)
def engine_of(path: Path, tables: MetaData) -> Engine:
    """The store in that file, with these tables: those an older file does not have are made."""
    private_folder(path.parent)
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": 10})
    with private_files():  # SQLite gives its logs the mode of the file
        tables.create_all(engine)
    return engine
