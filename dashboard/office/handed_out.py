"""What left the office with names or exact numbers: when, what, in which view, of whom. No student is named here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Column, DateTime, Integer, MetaData, String, Table, insert, select

from dashboard.office.database import FILE, engine_of

_metadata = MetaData()
_handed_out = Table(
    "handed_out",
    _metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("at", DateTime, nullable=False),  # UTC
    Column("what", String(200), nullable=False),
    Column("view", String(16), nullable=False),
    Column("of_whom", String(1000), nullable=False),  # the filters, in words
    Column("build", String(32), nullable=False),
)


@dataclass(frozen=True)
class HandedOut:
    """One file that is not for publication. at: UTC, without a zone."""

    at: datetime
    what: str
    view: str
    of_whom: str
    build: str


class HandedOutLog:
    """The log of one warehouse folder, the newest first."""

    def __init__(self, folder: Path) -> None:
        self._engine = engine_of(Path(folder) / FILE, _metadata)

    def note(self, what: str, view: str, of_whom: str, build: str) -> None:
        """Note what leaves now."""
        row = {
            "at": datetime.now(UTC).replace(tzinfo=None),
            "what": what[:200],
            "view": view,
            "of_whom": of_whom[:1000],
            "build": build,
        }
        with self._engine.begin() as connection:
            connection.execute(insert(_handed_out).values(row))

    def all(self) -> list[HandedOut]:
        asked = select(_handed_out).order_by(_handed_out.c.number.desc())
        with self._engine.connect() as connection:
            return [
                HandedOut(row.at, row.what, row.view, row.of_whom, row.build)
                for row in connection.execute(asked)
            ]
