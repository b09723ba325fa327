"""Is a warehouse sound? Ledger and rows agree, the build is the record's, nothing is half there."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from pipelines.build.build import is_up_to_date
from pipelines.build.current_rows import unreadable
from pipelines.build.set_aside import headline, left_out, named
from pipelines.errors import UserError
from pipelines.sources.catalog import sources
from pipelines.store.warehouse import (
    Connection,
    StoreFault,
    Warehouse,
    damaged,
    fetch,
    quoted,
    read_whole,
)


@dataclass(frozen=True)
class SoundnessFinding:
    """One thing looked at: what, whether it is sound, and a sentence."""

    what: str
    is_sound: bool
    said: str

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def examine(warehouse: Warehouse) -> list[SoundnessFinding]:
    """Read every table of the record and of the build in use, and compare them. A damage is a finding, no exception."""
    if not warehouse.record_path.exists():
        return [SoundnessFinding("record", False, "This folder holds no record yet. Import a file first.")]
    try:
        with warehouse.recording("checking the warehouse") as connection:
            known = {
                row["import_id"] for row in fetch(connection, "select import_id from store.record.imports")
            }
            read_whole(lambda sql: fetch(connection, sql), "store")
            findings = [_sums(connection), *_rows(connection), _cells(connection), _rejects(connection)]
    except UserError as problem:
        return [SoundnessFinding("record", False, problem.message)]
    except StoreFault as fault:
        return [SoundnessFinding("record", False, damaged(warehouse.record_path, fault))]
    return [*findings, *_published(warehouse, known)]


def _published(warehouse: Warehouse, known: set[int]) -> list[SoundnessFinding]:
    """What is said of the build in use. known: the imports of the record."""
    try:
        published = warehouse.published()
        read_whole(published.query, published.build)
        missing = {
            row["import_id"] for row in published.query("select import_id from ledger.imports")
        } - known
        rows = left_out(published)
        fresh = is_up_to_date(warehouse)
    except UserError as problem:
        return [SoundnessFinding("published build", False, problem.message)]
    except StoreFault as fault:
        return [
            SoundnessFinding("published build", False, damaged(warehouse.published_folder / "build", fault))
        ]
    findings = []
    if missing:
        named_imports = ", ".join(map(str, sorted(missing)))
        findings.append(
            SoundnessFinding(
                "record",
                False,
                f"import {named_imports} is in the published build and no longer in the record: the record is damaged"
                " or an older copy. Restore your last backup, or import those files again.",
            )
        )
    if rows:
        findings.append(
            SoundnessFinding("rows left out", False, "\n        ".join([headline(rows), *named(rows)]))
        )
    age = (
        "it is the record's newest state"
        if fresh
        else "it is older than the record: import any file to rebuild"
    )
    return [*findings, SoundnessFinding("published build", fresh, f"build {published.build}; {age}")]


def _sums(connection: Connection) -> SoundnessFinding:
    rows = fetch(
        connection,
        "select import_id from store.record.imports"
        " where rows_read <> accepted + rejected + skipped or accepted <> new + changed + unchanged",
    )
    if rows:
        named = ", ".join(str(row["import_id"]) for row in rows)
        return SoundnessFinding("ledger", False, f"the counts of import {named} do not add up")
    return SoundnessFinding("ledger", True, "in every import, rows read = accepted + rejected + skipped")


def _rows(connection: Connection) -> list[SoundnessFinding]:
    findings = []
    for source in sources().values():
        wrong = fetch(
            connection,
            f"""
            select i.import_id
            from store.record.imports i
            left join (
                select import_id, count(*) filter (not is_retired) as held, count(*) filter (is_retired) as retired
                from store.record.{quoted(source.id)} group by import_id
            ) r using (import_id)
            where i.source = $source
                and (
                    coalesce(r.retired, 0) <> i.removed
                    -- a row that holds answers of before and after is one row and up to two responses
                    or coalesce(r.held, 0) not between i.accepted
                        and i.accepted * (case when json_exists(i.mapping_json, '$.waves') then 2 else 1 end)
                )
            """,  # noqa: S608 - the name is our own catalog's
            {"source": source.id},
        )
        if wrong:
            named = ", ".join(str(row["import_id"]) for row in wrong)
            findings.append(
                SoundnessFinding(source.title, False, f"rows of import {named} are missing or too many")
            )
    return findings or [SoundnessFinding("rows", True, "every import holds exactly the rows it accepted")]


def _cells(connection: Connection) -> SoundnessFinding:
    """Cells that are no longer what their column holds: whoever reads them takes them for blank."""
    wrong = []
    for source in sources().values():
        wrong += [
            f"{source.title}, {row['name']} ({row['n']:,})" for row in fetch(connection, unreadable(source))
        ]
    if wrong:
        return SoundnessFinding(
            "cells",
            False,
            f"cells that cannot be read count as blank: {'; '.join(wrong)}. Import the files they came in again.",
        )
    return SoundnessFinding("cells", True, "each is what its column holds")


def _rejects(connection: Connection) -> SoundnessFinding:
    wrong = fetch(
        connection,
        """
        select i.import_id
        from store.record.imports i
        left join (select import_id, count(*) as n from store.record.rejects group by import_id) r using (import_id)
        left join (select import_id, count(*) as n from store.record.skips group by import_id) s using (import_id)
        where i.rejected <> coalesce(r.n, 0) or i.skipped <> coalesce(s.n, 0)
        """,
    )
    if wrong:
        named = ", ".join(str(row["import_id"]) for row in wrong)
        return SoundnessFinding(
            "rejected and skipped rows", False, f"those of import {named} do not match the ledger"
        )
    return SoundnessFinding("rejected and skipped rows", True, "each is kept with its reason")
