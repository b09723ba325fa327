"""What the last import changed: the build before, asked the same questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from dashboard.asking.facts import facts_of
from dashboard.asking.question import Ask, from_the_build
from dashboard.asking.served import folder
from pipelines.errors import UserError
from pipelines.figures.results import Released
from pipelines.store.answers import once
from pipelines.store.warehouse import Published, StoreFault, Warehouse


@dataclass(frozen=True)
class Update:
    """What lies between the build before and this one. came_in, went: rows of the ledger, oldest first.

    before: None where no earlier build is kept; came_in is then the newest import alone.
    """

    came_in: tuple[Mapping[str, Any], ...]
    went: tuple[Mapping[str, Any], ...]
    before: Published | None


def last_update(published: Published) -> Update:
    """What came in, and what was undone, since the build before."""
    return once(published, ("last_update",), lambda: _last_update(published, Warehouse(folder())))


_LIVE = "select * from ledger.imports where status = 'live' order by import_id"


def _last_update(published: Published, warehouse: Warehouse) -> Update:
    now = {row["import_id"]: row for row in published.query(_LIVE)}
    try:
        before = warehouse.published_before()
    except UserError:  # damaged, or written by another version of the engine: as good as gone
        before = None
    if before is None:
        return Update(tuple(now.values())[-1:], (), None)
    then = {row["import_id"]: row for row in before.query(_LIVE)}
    return Update(
        came_in=tuple(row for number, row in now.items() if number not in then),
        went=tuple(row for number, row in then.items() if number not in now),
        before=before,
    )


def to_the_newest_of_both(ask: Ask) -> Ask:
    """The question up to the newest day either build knows, where it ends at the newest day of this one."""
    before = last_update(ask.published).before
    newest = facts_of(before).newest if before else None
    if ask.until is None or newest is None or ask.until != ask.facts.newest:
        return ask
    return replace(ask, until=max(ask.until, newest))


def figure_before(ask: Ask, metric_id: str) -> Released | None:
    """The figure as the build before would have told it, to the very same question; None where it cannot."""
    before = last_update(ask.published).before
    if before is None:
        return None
    try:
        return replace(ask, published=before, answer=from_the_build).figure(metric_id)
    except (UserError, StoreFault):  # a group or class it did not know; a column this version has added
        return None
