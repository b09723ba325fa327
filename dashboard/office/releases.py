"""Which figures left the office, with the exact number of people behind them: this file never leaves it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import Column, DateTime, Integer, MetaData, String, Table, select
from sqlalchemy.dialects.sqlite import insert as insert_or_leave

from dashboard.office.database import FILE, engine_of
from pipelines.release.release_ledger import Cut

_metadata = MetaData()
_releases = Table(
    "releases",
    _metadata,
    Column("build", String(32), primary_key=True),
    Column("metric", String(64), primary_key=True),
    Column("cut", String, primary_key=True),  # JSON: population, since, until, conditions
    Column("people", Integer, nullable=False),  # exact
    Column("released_at", DateTime, nullable=False),  # UTC
)


def _cut_text(cut: Cut) -> str:
    conditions = [cut.population, cut.since, cut.until, cut.conditions]
    return json.dumps(conditions, default=str, ensure_ascii=False)


def _cut(build: str, metric: str, text: str, people: int, released_at: datetime) -> Cut:
    population, since, until, conditions = json.loads(text)
    days = [date.fromisoformat(day) if day else None for day in (since, until)]
    met = tuple((name, tuple(values)) for name, values in conditions)
    return Cut(build, metric, population, days[0], days[1], met, people, released_at.date())


class Releases:
    """The ledger of what left the office, in one warehouse folder."""

    def __init__(self, folder: Path) -> None:
        self._engine = engine_of(Path(folder) / FILE, _metadata)

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
