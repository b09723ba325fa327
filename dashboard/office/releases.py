"""Which figures left the office, and who was counted in them: this file never leaves it.

A student is a place, and a place is known by a keyed digest of her id; the key is made here and kept here. So nobody is
named, and without this file no digest says whose it is.
"""

from __future__ import annotations

import json
import secrets
import zlib
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from hashlib import blake2b
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    DateTime,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Select,
    String,
    Table,
    exists,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.dialects.sqlite import insert as insert_or_leave

from dashboard.office.database import FILE, engine_of
from pipelines.release.release_ledger import Cut

_metadata = MetaData()
_cells = Table(
    "released_cells",
    _metadata,
    Column("build", String(32), primary_key=True),
    Column("metric", String(64), primary_key=True),
    Column("cut", String, primary_key=True),  # JSON: population, since, until, conditions
    Column("is_official", Boolean, primary_key=True),  # an exact rate
    Column("people", Integer, nullable=False),  # exact
    Column("who", LargeBinary, nullable=False),  # compressed: a bit for the place of each student
    Column("released_at", DateTime, nullable=False),  # UTC
)
Index("released_cells_by_people", _cells.c.people)
Index("released_cells_by_cell", _cells.c.metric, _cells.c.cut, _cells.c.released_at)
_places = Table(
    "released_places",
    _metadata,
    Column("place", Integer, primary_key=True),
    Column("mark", LargeBinary(16), nullable=False, unique=True),  # keyed digest of a student's id
)
_key = Table(
    "released_key",
    _metadata,
    Column("id", Integer, primary_key=True),  # 1: there is one
    Column("key", LargeBinary(32), nullable=False),
)


def _cut_text(cut: Cut) -> str:
    return json.dumps(cut.asked, default=str, ensure_ascii=False)


def _packed(who: int) -> bytes:
    return zlib.compress(who.to_bytes((who.bit_length() + 7) // 8, "little"), 1)


def _unpacked(packed: bytes) -> int:
    return int.from_bytes(zlib.decompress(packed), "little")


class Releases:
    """The ledger of what left the office, in one warehouse folder."""

    def __init__(self, folder: Path) -> None:
        self._path = Path(folder) / FILE
        self._engine = engine_of(self._path, _metadata)

    @property
    def name(self) -> str:
        return str(self._path)

    def places(self, idents: Mapping[int, str]) -> Mapping[int, int]:
        """{student key: place}; who has none yet is given the next."""
        with self._engine.begin() as connection:
            key = _own_key(connection)
            marks = {student: _mark(ident, key) for student, ident in idents.items()}
            known = _known(connection)
            new = [{"mark": mark} for mark in dict.fromkeys(marks.values()) if mark not in known]
            if new:
                connection.execute(insert_or_leave(_places).on_conflict_do_nothing(), new)
                known = _known(connection)
        return {student: known[mark] for student, mark in marks.items()}

    def near(self, cut: Cut, reach: int) -> list[Cut]:
        """Cells with as many people as this, give or take `reach`, of this figure or another cut, the oldest first."""
        later = _cells.alias()
        is_outdated = exists().where(
            later.c.metric == _cells.c.metric,
            later.c.cut == _cells.c.cut,
            later.c.released_at > _cells.c.released_at,
        )
        asked = (
            select(_cells, is_outdated.label("is_outdated"))
            .where(
                _cells.c.people.between(cut.people - reach, cut.people + reach),
                or_(_cells.c.metric == cut.metric, _cells.c.cut != _cut_text(cut)),
            )
            .order_by(_cells.c.released_at)
        )
        return self._read(asked)

    def released(self, metric: str) -> list[Cut]:
        """Every cell of that figure that left the office, of whatever build, the oldest first."""
        asked = select(_cells, literal(False).label("is_outdated")).where(_cells.c.metric == metric)
        return self._read(asked.order_by(_cells.c.released_at))

    def state(self) -> tuple[int, datetime | None]:
        """How many cells left and when the newest did: another as soon as more have, as none is taken back."""
        asked = select(func.count(), func.max(_cells.c.released_at))
        with self._engine.connect() as connection:
            how_many, newest = connection.execute(asked).one()
        return how_many, newest

    def _read(self, asked: Select[Any]) -> list[Cut]:
        with self._engine.connect() as connection:
            return [
                _cut(
                    row.build, row.metric, row.cut, row.who, row.is_official, row.released_at, row.is_outdated
                )
                for row in connection.execute(asked)
            ]

    def remember(self, cuts: Iterable[Cut]) -> None:
        """Note cells that leave the office now; one that did before is noted once."""
        now = datetime.now(UTC).replace(tzinfo=None)
        rows = [
            {
                "build": cut.build,
                "metric": cut.metric,
                "cut": _cut_text(cut),
                "people": cut.people,
                "who": _packed(cut.who),
                "is_official": cut.is_official,
                "released_at": now,
            }
            for cut in cuts
        ]
        if rows:
            with self._engine.begin() as connection:
                connection.execute(insert_or_leave(_cells).on_conflict_do_nothing(), rows)


def _cut(
    build: str,
    metric: str,
    text: str,
    who: bytes,
    is_official: bool,
    released_at: datetime,
    is_outdated: bool,
) -> Cut:
    population, since, until, conditions = json.loads(text)
    days = [date.fromisoformat(day) if day else None for day in (since, until)]
    met = tuple((name, tuple(values)) for name, values in conditions)
    return Cut(
        build,
        metric,
        population,
        days[0],
        days[1],
        met,
        _unpacked(who),
        is_official,
        released_at.date(),
        is_outdated,
    )


def _own_key(connection: Connection) -> bytes:
    """The key of the digests, made the first time."""
    made = insert_or_leave(_key).values(id=1, key=secrets.token_bytes(32)).on_conflict_do_nothing()
    connection.execute(made)
    return bytes(connection.execute(select(_key.c.key)).scalar_one())


def _mark(ident: str, key: bytes) -> bytes:
    return blake2b(ident.encode(), key=key, digest_size=16).digest()


def _known(connection: Connection) -> dict[bytes, int]:
    return {bytes(row.mark): row.place for row in connection.execute(select(_places.c.mark, _places.c.place))}
