"""Which follow-through items are done or snoozed, and until when: an item is known by a digest of what it is about.

No name, id or address is in this table.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Literal

from sqlalchemy import Column, Date, DateTime, MetaData, String, Table, delete, insert, or_, select

from dashboard.office.database import FILE, engine_of

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


def item_id(kind: str, *parts: object) -> str:
    """A stable name for one thing to follow up, whatever build it is read from."""
    text = "\x1f".join([kind, *(str(part) for part in parts)])
    return hashlib.sha256(text.encode()).hexdigest()


class PutAway:
    """Follow-through items that are off their lists, in one warehouse folder."""

    def __init__(self, folder: Path) -> None:
        self._engine = engine_of(Path(folder) / FILE, _metadata)

    def put(self, items: Iterable[str], state: State, until: date | None = None) -> None:
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

    def on(self, day: date) -> dict[str, str]:
        """Items off the list on that day: {item: "done" | "snoozed"}."""
        standing = select(_follow_through.c.item, _follow_through.c.state).where(
            or_(_follow_through.c.state == "done", _follow_through.c.until > day)
        )
        with self._engine.connect() as connection:
            return {row.item: row.state for row in connection.execute(standing)}
