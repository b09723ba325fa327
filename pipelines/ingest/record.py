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
from pipelines.ingest.comparing import date_column
from pipelines.ingest.import_report import cells_of
from pipelines.ingest.request import Request
from pipelines.ingest.row_plan import RowPlan
from pipelines.mapping.cell_values.dates import DATE_TYPES
from pipelines.mapping.saved_mappings import shape_of
from pipelines.readers import RawTable
from pipelines.store.warehouse import Connection, fetch, quoted

CHUNK = 50_000  # rows bound at a time


def append(
    connection: Connection,
    request: Request,
    plan: RowPlan,
    import_id: int,
    counts: dict[str, int],
    bad_rows: Sequence[tuple[RawTable, Problem]],
) -> None:
    names = ", ".join(quoted(name) for name in plan.stored)
    connection.execute("set preserve_insertion_order = false")  # rows carry their number; twice as fast
    connection.execute(
        f"""
        insert into record.{quoted(request.source.id)} (import_id, row_number, row_key, is_retired, {names})
        select $import_id, row_number, row_key, false, {names} from accepted
        """,  # noqa: S608 - names of our own source files
        {"import_id": import_id},
    )
    connection.execute(
        """
        insert into record.rejects
        select $import_id, row_number, sheet, cells, to_json(problems)::varchar from refused
        """,
        {"import_id": import_id},
    )
    for table, problem in bad_rows:
        connection.execute(
            "insert into record.rejects values ($import_id, $row, $sheet, $cells, $problems)",
            {
                "import_id": import_id,
                "row": problem.row or 0,
                "sheet": table.sheet,
                "cells": json.dumps(cells_of(table, problem, plan.headers), ensure_ascii=False),
                # `found` is the row as it stands, with columns that are not to be stored
                "problems": json.dumps([replace(problem, found=None).as_dict()], ensure_ascii=False),
            },
        )
    connection.execute(
        """
        insert into record.skips
        select $import_id, row_number, sheet, 'superseded', 'row ' || winner || ' has the same key'
        from superseded
        """,
        {"import_id": import_id},
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
    day = date_column(request.source) or "null::varchar"
    span = fetch(connection, f"select min({day}) as first, max({day}) as last from accepted")[0]  # noqa: S608
    row = {
        "import_id": import_id,
        "file_name": request.reading.file_name,
        "file_sha256": request.reading.sha256,
        "source": request.source.id,
        "mapping_sha256": request.digest,
        "mapping_json": json.dumps(_as_read(request, plan), ensure_ascii=False, sort_keys=True),
        "imported_at": datetime.now(UTC).replace(tzinfo=None),
        "status": "live",
        "is_replace": request.is_replace,
        **counts,
        "first_date": span["first"],
        "last_date": span["last"],
    }
    connection.execute(
        f"insert into record.imports ({', '.join(row)}) values ({', '.join('$' + name for name in row)})",  # noqa: S608
        row,
    )


def _as_read(request: Request, plan: RowPlan) -> dict[str, Any]:
    """The mapping, with the order of dates that was found where none was said: rejected rows that come back
    are too few to show it again; and the shape of the file, by which a mapping saved of it is known again."""
    orders = {cell.reading.order for cell in plan.columns if cell.reading.column.type in DATE_TYPES}
    found = {"read_date_order": orders.pop()} if len(orders) == 1 else {}
    sheets = [table.sheet for table in request.reading.tables if table.sheet]
    shape = shape_of(request.columns, request.reading.tool, sheets)
    return {**request.mapping.as_dict(), **found, "shape": shape.as_dict()}
