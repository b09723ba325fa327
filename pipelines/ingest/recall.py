"""What an office knows, gathered from the warehouse folder and the published build, before a file is read."""

from __future__ import annotations

import contextlib

from pipelines.errors import WarehouseError
from pipelines.ingest.suggested_talks import known_by
from pipelines.mapping.office_memory import OfficeMemory
from pipelines.mapping.saved_mappings import decided, saved
from pipelines.settings import read_settings
from pipelines.store.warehouse import Warehouse


def recall(warehouse: Warehouse, uses_saved: bool = True) -> OfficeMemory:
    """Everything there is to know. Raises UserError where a file of the office cannot be read."""
    return OfficeMemory(
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


def recorded_talks(warehouse: Warehouse) -> frozenset[tuple[str, str]]:
    """The day and the contact, each way they are known by, of every interview in the build in use."""
    if not warehouse.current_build():
        return frozenset()
    with contextlib.suppress(WarehouseError):
        rows = warehouse.published().query(
            "select distinct held_on::varchar as day, coalesce(name, '') as name, coalesce(email, '') as email"
            " from marts.interviews join marts.contacts using (contact_key) where held_on is not null"
        )
        return frozenset((row["day"], one) for row in rows for one in known_by(row["name"], row["email"]))
    return frozenset()
