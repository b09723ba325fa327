"""What an office knows before it reads a file: saved mappings, decisions, its students' ids, its time zone.

The one place of ingesting that gathers these from the warehouse folder and the published build.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass

from pipelines.errors import WarehouseError
from pipelines.mapping.saved_mappings import Decided, Saved, decided, saved
from pipelines.settings import read_settings
from pipelines.store.warehouse import Warehouse


@dataclass(frozen=True)
class Office:
    """uses_saved: a saved mapping that fits a file is used by itself. roster: ids and e-mails of students."""

    saved: tuple[Saved, ...] = ()
    uses_saved: bool = False
    decided: Decided = Decided({})  # noqa: RUF009 - frozen, and nobody changes its mapping
    roster: frozenset[str] = frozenset()
    time_zone: str = ""


def office(warehouse: Warehouse, uses_saved: bool = True) -> Office:
    """Everything there is to know. Raises UserError where a file of the office cannot be read."""
    return Office(
        saved=tuple(saved(warehouse.folder)),
        uses_saved=uses_saved,
        decided=decided(warehouse.folder),
        roster=_roster(warehouse),
        time_zone=read_settings(warehouse.folder).time_zone,
    )


def _roster(warehouse: Warehouse) -> frozenset[str]:
    """The ids and e-mails of known students; none before the first build, which is no reason to stop."""
    if not warehouse.current_build():
        return frozenset()
    with contextlib.suppress(WarehouseError):
        rows = warehouse.published().query("select student_id, student_email from marts.students")
        return frozenset(one for row in rows for one in row.values() if one)
    return frozenset()
