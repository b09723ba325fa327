"""The import ledger: what was taken in, undo and redo, and the rows that were not accepted.

An import is *effective* when it is live and no later live import took in the same file as the same source
(with another mapping): `record.live_imports`. Undo and redo change one word in the ledger; rows are never
touched, so figures return to exactly what they were.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from pipelines.errors import UserError
from pipelines.formula_guard import guard
from pipelines.mapping import corrected, toml_text
from pipelines.mapping.corrected import FOUND_ON_READING, TAKEN
from pipelines.mapping.mapping_file import FileShape, MappingFile, parse_mapping
from pipelines.mapping.outside import FILE, SHEET
from pipelines.sources.catalog import source
from pipelines.store.warehouse import Connection, Warehouse, fetch, transaction

_ENTRIES = """
select i.*, l.import_id is not null as is_effective
from record.imports i
left join record.live_imports l using (import_id)
"""


def imports(warehouse: Warehouse) -> list[dict[str, Any]]:
    """The ledger, oldest first: a dict per import, `is_effective` among its keys. Empty before the first."""
    if not warehouse.record_path.exists():
        return []
    with warehouse.recording("reading the list of imports") as connection:
        return fetch(connection, _ENTRIES + "order by i.import_id")


def entry(connection: Connection, import_id: int) -> dict[str, Any]:
    """One import. Raises UserError if there is none of that number."""
    entries = fetch(connection, _ENTRIES + "where i.import_id = $id", {"id": import_id})
    if not entries:
        raise UserError(f"There is no import {import_id}. The list of imports shows the numbers there are.")
    return entries[0]


# Of a file whose sheets came in one after the other, `file_sha256` of the later ones has the sheet behind it: an import
# takes the place of an earlier one of the same file only where both took the same sheet.
_PART = ":"


def file_of(imported: Mapping[str, Any]) -> str:
    """The SHA-256 of the file an import was made of."""
    return str(imported["file_sha256"]).partition(_PART)[0]


def identity(connection: Connection, sha256: str, source: str, sheets: Sequence[str]) -> str:
    """What the ledger knows a file, or the sheets of it that are taken, by: as an import in use that took one of them,
    else by these sheets; the file itself where none of it came in as this source."""
    entries = fetch(
        connection, _ENTRIES + "where i.source = $source and l.import_id is not null", {"source": source}
    )
    of_the_file = [one for one in entries if file_of(one) == sha256]
    for one in reversed(of_the_file):
        taken = json.loads(one["mapping_json"]).get(TAKEN)
        if not taken or not sheets or not set(taken).isdisjoint(sheets):
            return str(one["file_sha256"])
    return f"{sha256}{_PART}{sheets[0]}" if of_the_file else sha256


def find(connection: Connection, sha256: str, source: str, mapping_sha256: str) -> dict[str, Any] | None:
    """The import of this very file as this source with this mapping, if there was one."""
    entries = fetch(
        connection,
        _ENTRIES + "where i.source = $source and i.mapping_sha256 = $mapping order by i.import_id",
        {"source": source, "mapping": mapping_sha256},
    )
    return next((one for one in entries if file_of(one) == sha256), None)


def make_effective(connection: Connection, import_id: int) -> None:
    """Bring an import back in its old place; later imports of the same file as the same source step aside."""
    connection.execute(
        """
        update record.imports
        set status = case when import_id = $id then 'live' else 'undone' end
        where import_id >= $id
            and (file_sha256, source) = (
                select (file_sha256, source) from record.imports where import_id = $id
            )
        """,
        {"id": import_id},
    )


def _mark(connection: Connection, import_id: int, status: str) -> None:
    connection.execute(
        "update record.imports set status = $status where import_id = $id",
        {"status": status, "id": import_id},
    )


def undo(warehouse: Warehouse, import_id: int) -> dict[str, Any]:
    """Drop an import's rows and rejects from every figure; later imports' cells stay.

    Returns its entry with `was_changed` and a `message`. Raises UserError if there is no such import.
    """
    _needs_record(warehouse, import_id)
    with warehouse.recording("undoing an import") as connection, transaction(connection):
        before = entry(connection, import_id)
        if before["status"] == "undone":
            return {
                **before,
                "was_changed": False,
                "message": f"Import {import_id} was undone before; nothing changed.",
            }
        _mark(connection, import_id, "undone")
        message = f"Import {import_id} of {before['file_name']} is undone. Redo brings it back."
        return {**entry(connection, import_id), "was_changed": True, "message": message}


def redo(warehouse: Warehouse, import_id: int) -> dict[str, Any]:
    """Bring an undone import back in its old place in the order. Returns and raises as `undo`."""
    _needs_record(warehouse, import_id)
    with warehouse.recording("redoing an import") as connection, transaction(connection):
        before = entry(connection, import_id)
        if before["status"] == "live":
            return {
                **before,
                "was_changed": False,
                "message": f"Import {import_id} is in use; nothing changed.",
            }
        _mark(connection, import_id, "live")
        after = entry(connection, import_id)
        message = f"Import {import_id} of {after['file_name']} is back in its old place."
        if not after["is_effective"]:
            message += " A later import of the same file with another mapping still takes precedence."
        return {**after, "was_changed": True, "message": message}


def _needs_record(warehouse: Warehouse, import_id: int) -> None:
    if not warehouse.record_path.exists():
        raise UserError(f"There is no import {import_id}: nothing has been imported yet.")


# -- rejected rows ------------------------------------------------------------------------------------


def rejected(warehouse: Warehouse, import_id: int, out: Path) -> int:
    """Write the rejected rows of an import as CSV: the file's own columns, as read, then ours (corrected.py).

    Cells of columns that the import did not use are blank: they are not stored. Correct the others and import
    that file as usual; it is read as the import was. Returns how many rows were written. Raises UserError if
    there is no such import.
    """
    _needs_record(warehouse, import_id)
    with warehouse.recording("reading rejected rows") as connection:
        imported = entry(connection, import_id)
        rows = fetch(
            connection,
            "select row_number, sheet, cells, problems from record.rejects where import_id = $id"
            " order by sheet, row_number",
            {"id": import_id},
        )
    read = [(row, json.loads(row["cells"])) for row in rows]
    own = dict.fromkeys(header for _, cells in read for header in cells if not corrected.is_ours(header))
    outside = corrected.from_outside(json.loads(imported["mapping_json"]))
    names = {SHEET: lambda row: row["sheet"], FILE: lambda _row: Path(imported["file_name"]).stem}
    with out.open("w", encoding="utf-8-sig", newline="") as file:  # the mark makes Excel read UTF-8
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(map(guard, [*own, *outside, corrected.ROW, corrected.why(import_id)]))
        for row, cells in read:
            written = [
                *(cells.get(header, "") for header in own),
                *(names[place](row) for place in outside.values()),
                str(row["row_number"]),
                reason(json.loads(row["problems"])),
            ]
            writer.writerow(map(guard, written))
    return len(rows)


def last_of(entries: Sequence[Mapping[str, Any]], sha256: str) -> int | None:
    """The last import in use of this very file, whatever it was taken for; None if there is none. Of `imports`."""
    in_use = [one for one in entries if file_of(one) == sha256 and one["is_effective"]]
    return in_use[-1]["import_id"] if in_use else None


def mapping_of(warehouse: Warehouse, import_id: int) -> MappingFile | None:
    """How the rejected rows of an import are to be read when they come back; None if there is no such import."""
    entries = {row["import_id"]: row for row in imports(warehouse)}
    if import_id not in entries:
        return None
    imported = entries[import_id]
    written = corrected.as_read(json.loads(imported["mapping_json"]), source(imported["source"]))
    return parse_mapping(toml_text.written(written), f"import {import_id}")


def mapping_like(
    entries: Sequence[Mapping[str, Any]],
    source_id: str | None,
    sha256: str = "",
    shape: FileShape | None = None,
) -> MappingFile | None:
    """How this very file, or else the newest one of the same shape, was read when it came in before. Of `imports`.

    source_id: only as this source, None = as any. An undone import counts where nothing in use does. None where no
    such file came in.
    """
    for imported in sorted(entries, key=lambda row: (row["is_effective"], row["import_id"]), reverse=True):
        read = json.loads(imported["mapping_json"])
        is_same = file_of(imported) == sha256 if sha256 else shape and read.get("shape") == shape.as_dict()
        if is_same and source_id in (None, imported["source"]):
            kept = {name: value for name, value in read.items() if name not in FOUND_ON_READING}
            return parse_mapping(toml_text.written(kept), f"import {imported['import_id']}")
    return None


def reason(problems: Iterable[dict[str, Any]]) -> str:
    """Why a row was rejected, in one line: column, message and what is expected, for each problem."""
    reasons = []
    for problem in problems:
        where = f"{problem['column']}: " if problem.get("column") else ""
        expected = f" Expected: {problem['expected']}." if problem.get("expected") else ""
        reasons.append(f"{where}{problem['message']}{expected}")
    return " | ".join(reasons)
