"""Which things to follow up are done or snoozed, since when, until when and by whom.

A thing is known by a digest of what it is about: no student's and no contact's name, id or address is in this table.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import (
    Column,
    Connection,
    Date,
    DateTime,
    MetaData,
    Row,
    String,
    Table,
    delete,
    insert,
    or_,
    select,
)

from dashboard.office.database import FILE, engine_of

State = Literal["done", "snoozed"]
AT_ONCE = 500  # names of items in one statement; SQLite takes no more than some thousands

_metadata = MetaData()
_follow_through = Table(
    "follow_through",
    _metadata,
    Column("item", String(64), primary_key=True),
    Column("state", String(8), nullable=False),
    Column("until", Date, nullable=True),  # of a snooze: back on the list from this day on
    Column("noted_at", DateTime, nullable=False),  # UTC
    Column("who", String(200), nullable=False, server_default=""),  # "" where nobody signs in
)


@dataclass(frozen=True)
class Away:
    """One item off its list. until: of a snooze. noted_at: UTC, without a zone. who: "" where nobody signs in."""

    item: str
    state: State
    until: date | None
    noted_at: datetime
    who: str = ""


@dataclass(frozen=True)
class Change:
    """What was changed: the items, and what stood about them before. `undo` takes it back."""

    items: tuple[str, ...]
    before: tuple[Away, ...]


def item_id(kind: str, *parts: object) -> str:
    """A stable name for one thing to follow up, whatever build it is read from."""
    text = "\x1f".join([kind, *(str(part) for part in parts)])
    return hashlib.sha256(text.encode()).hexdigest()


class PutAway:
    """Things to follow up that are off their lists, in one warehouse folder."""

    def __init__(self, folder: Path) -> None:
        self._engine = engine_of(Path(folder) / FILE, _metadata)

    def put(self, items: Iterable[str], state: State, until: date | None = None, who: str = "") -> Change:
        """Take items off the list: for good (done) or until a day (snoozed). The last word counts."""
        now = datetime.now(UTC).replace(tzinfo=None)
        names = tuple(sorted(set(items)))
        return self._change(names, [Away(name, state, until, now, who) for name in names])

    def bring_back(self, items: Iterable[str]) -> Change:
        """Put items back on the list."""
        return self._change(tuple(sorted(set(items))), [])

    def undo(self, change: Change) -> None:
        """Have everything a change was about stand as it stood before."""
        self._change(change.items, change.before)

    def on(self, day: date) -> Mapping[str, Away]:
        """What is off its list on that day, by item."""
        standing = select(_follow_through).where(
            or_(_follow_through.c.state == "done", _follow_through.c.until > day)
        )
        with self._engine.connect() as connection:
            return {row.item: _away(row) for row in connection.execute(standing)}

    def _change(self, items: tuple[str, ...], after: Iterable[Away]) -> Change:
        rows = [asdict(one) for one in after]
        if not items:
            return Change((), ())
        with self._engine.begin() as connection:
            before = _taken(connection, items)
            if rows:
                connection.execute(insert(_follow_through), rows)
        return Change(items, before)


def _taken(connection: Connection, items: tuple[str, ...]) -> tuple[Away, ...]:
    """What stands about these items, which is removed."""
    found: list[Away] = []
    for start in range(0, len(items), AT_ONCE):
        these = _follow_through.c.item.in_(items[start : start + AT_ONCE])
        found += map(_away, connection.execute(select(_follow_through).where(these)))
        connection.execute(delete(_follow_through).where(these))
    return tuple(found)


def _away(row: Row[Any]) -> Away:
    return Away(row.item, row.state, row.until, row.noted_at, row.who)
