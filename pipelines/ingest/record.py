"""Into the record: an import's versions, rejects, skips and its row in the ledger.

Called inside the import's transaction, after staged_rows.py and comparing.py; nothing of it stays if that fails.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from pipelines.errors import Problem
from pipelines.ingest.bad_rows import cells_of
from pipelines.ingest.request import Request
from pipelines.ingest.row_plan import RowPlan
from pipelines.ingest.staged_rows import StagedRows
from pipelines.mapping.cell_values.dates import DATE_TYPES
from pipelines.mapping.corrected import TAKEN
from pipelines.mapping.saved_mappings import shape_of
from pipelines.readers import RawTable

CHUNK = 50_000  # rows bound at a time


def append(
    rows: StagedRows, import_id: int, counts: dict[str, int], bad_rows: Sequence[tuple[RawTable, Problem]]
) -> None:
    """bad_rows: those that did not fit their header, which never were staged."""
    connection, request = rows.connection, rows.request
    rows.append_to_record(import_id)
    for table, problem in bad_rows:
        connection.execute(
            "insert into record.rejects values ($import_id, $row, $sheet, $cells, $problems)",
            {
                "import_id": import_id,
                "row": problem.row or 0,
                "sheet": table.sheet,
                "cells": json.dumps(cells_of(table, problem, rows.plan.headers), ensure_ascii=False),
                # `found` is the row as it stands, with columns that are not to be stored
                "problems": json.dumps([replace(problem, found=None).as_dict()], ensure_ascii=False),
            },
        )
    for table in request.tables:
        for start in range(0, len(table.skipped), CHUNK):
            skipped = table.skipped[start : start + CHUNK]
            connection.execute(
                """
                insert into record.skips
                select $import_id, unnest($rows::bigint[]), $sheet, unnest($rules::varchar[]),
                    unnest($details::varchar[])
                """,
                {
                    "import_id": import_id,
                    "sheet": table.sheet,
                    "rows": [one.row for one in skipped],
                    "rules": [one.rule for one in skipped],
                    "details": [one.detail for one in skipped],
                },
            )
    first, last = rows.first_and_last_day()
    row = {
        "import_id": import_id,
        "file_name": request.reading.file_name,
        "file_sha256": rows.identity,
        "source": request.source.id,
        "mapping_sha256": request.digest,
        "mapping_json": json.dumps(_as_read(request, rows.plan), ensure_ascii=False, sort_keys=True),
        "imported_at": datetime.now(UTC).replace(tzinfo=None),
        "status": "live",
        "is_replace": request.is_replace,
        **counts,
        "first_date": first,
        "last_date": last,
    }
    connection.execute(
        f"insert into record.imports ({', '.join(row)}) values ({', '.join('$' + name for name in row)})",  # noqa: S608
        row,
    )


def _as_read(request: Request, plan: RowPlan) -> dict[str, Any]:
    """The mapping, with the order of dates that was found where none was said: rejected rows that come back
    are too few to show it again; and the shape of the file, by which a mapping saved of it is known again."""
    orders = {cell.reading.order for cell in plan.columns if cell.reading.column.type in DATE_TYPES}
    read_order = {"read_date_order": orders.pop()} if len(orders) == 1 else {}
    sheets = [table.sheet for table in request.reading.tables if table.sheet]
    shape = shape_of(request.columns, request.reading.tool, sheets)
    taken = {TAKEN: [table.sheet for table in request.tables]} if sheets else {}
    return {**request.mapping.as_dict(), **read_order, **taken, "shape": shape.as_dict()}
