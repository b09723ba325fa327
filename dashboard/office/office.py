"""What the office remembers about its own work: small transactional state, apart from the figures.

Which follow-through items are done or snoozed, and until when (an item is known by a digest of what it is about); and
which figures left the office, with the exact number of people behind them. No name, id or address is in this file.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Literal

from sqlalchemy import (
    Column,
    Date,
    DateTime,
    Engine,
    Integer,
    MetaData,
    String,
    Table,
    create_engine,
    delete,
    insert,
    or_,
    select,
)
from sqlalchemy.dialects.sqlite import insert as insert_or_leave

from pipelines.release.release_ledger import Cut

State = Literal["done", "snoozed"]

_metadata = MetaData()
_follow_through = Table(
    "follow_through",
    _metadata,
    Column("item", String(64), primary_key=True),
    Column("state", String(8), nullable=False),
    Column("until", Date, nullable=True),  # of a snooze: back on the list from this day on
    Column("noted_at", DateTime, nullable=False),  # UTC
)
_releases = Table(
    "releases",
    _metadata,
    Column("build", String(32), primary_key=True),
    Column("metric", String(64), primary_key=True),
    Column("cut", String, primary_key=True),  # JSON: population, since, until, conditions
    Column("people", Integer, nullable=False),  # exact: this file never leaves the office
    Column("released_at", DateTime, nullable=False),  # UTC
)


def item_id(kind: str, *parts: object) -> str:
    """A stable name for one thing to follow up, whatever build it is read from."""
    text = "\x1f".join([kind, *(str(part) for part in parts)])
    return hashlib.sha256(text.encode()).hexdigest()


def _cut_text(cut: Cut) -> str:
    told = [cut.population, cut.since, cut.until, cut.conditions]
    return json.dumps(told, default=str, ensure_ascii=False)


def _cut(build: str, metric: str, text: str, people: int, released_at: datetime) -> Cut:
    population, since, until, conditions = json.loads(text)
    days = [date.fromisoformat(day) if day else None for day in (since, until)]
    met = tuple((name, tuple(values)) for name, values in conditions)
    return Cut(build, metric, population, days[0], days[1], met, people, released_at.date())


FILE = "office.sqlite"  # in the warehouse folder


@lru_cache(maxsize=16)
def engine_of(path: Path, tables: MetaData) -> Engine:
    """The store in that file, with these tables: those an older file does not have are made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": 10})
    tables.create_all(engine)
    return engine


class Office:
    """The office's own small store, `office.sqlite` in the warehouse folder."""

    def __init__(self, folder: Path) -> None:
        self._engine = engine_of(Path(folder) / FILE, _metadata)

    def put_away(self, items: Iterable[str], state: State, until: date | None = None) -> None:
        """Take items off the list: for good (done) or until a day (snoozed). The last word counts."""
        names = sorted(set(items))
        now = datetime.now(UTC).replace(tzinfo=None)
        rows = [{"item": name, "state": state, "until": until, "noted_at": now} for name in names]
        if not rows:
            return
        with self._engine.begin() as connection:
            connection.execute(delete(_follow_through).where(_follow_through.c.item.in_(names)))
            connection.execute(insert(_follow_through), rows)

    def bring_back(self, items: Iterable[str]) -> None:
        """Put items back on the list."""
        with self._engine.begin() as connection:
            connection.execute(delete(_follow_through).where(_follow_through.c.item.in_(sorted(set(items)))))

    def released(self, metric: str) -> list[Cut]:
        """Every cut of that figure that left the office, of whatever build, the oldest first."""
        table = _releases.c
        asked = (
            select(table.build, table.cut, table.people, table.released_at)
            .where(table.metric == metric)
            .order_by(table.released_at)
        )
        with self._engine.connect() as connection:
            return [
                _cut(row.build, metric, row.cut, row.people, row.released_at)
                for row in connection.execute(asked)
            ]

    def remember(self, cuts: Iterable[Cut]) -> None:
        """Note cuts that leave the office now; one that did before is noted once."""
        now = datetime.now(UTC).replace(tzinfo=None)
        rows = [
            {
                "build": cut.build,
                "metric": cut.metric,
                "cut": _cut_text(cut),
                "people": cut.people,
                "released_at": now,
            }
            for cut in set(cuts)
        ]
        if rows:
            with self._engine.begin() as connection:
                connection.execute(insert_or_leave(_releases).on_conflict_do_nothing(), rows)

    def put_away_today(self, today: date) -> dict[str, str]:
        """Items off the list on that day: {item: "done" | "snoozed"}."""
        standing = select(_follow_through.c.item, _follow_through.c.state).where(
            or_(_follow_through.c.state == "done", _follow_through.c.until > today)
        )
        with self._engine.connect() as connection:
            return {row.item: row.state for row in connection.execute(standing)}
