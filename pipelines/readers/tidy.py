"""What the reader understood, for people and programs: a clean CSV and a description."""

from __future__ import annotations

import csv
import os
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pipelines.errors import FileRefused
from pipelines.readers.layout import tools
from pipelines.readers.model import RawTable, Reading


def write_tidy(reading: Reading, table: RawTable, out: Path) -> None:
    """Write one table as UTF-8 CSV with one header row; appears under its name only when complete.

    Cells are exactly what was read: this file is for programs, so nothing is guarded against spreadsheets.
    Raises FileRefused where a file of that name is there already: it may be the only copy of something.
    """
    if table not in reading.tables:
        raise ValueError("the table belongs to another file")
    if os.path.lexists(out):
        raise _taken(out)
    unfinished = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        with unfinished.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            # csv by itself would leave a bare return unquoted, and every reader would break the row there.
            quoting = csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_ALL)
            writer.writerow(table.columns)
            for _, cells in table.rows():
                (quoting if any("\r" in cell for cell in cells) else writer).writerow(cells)
        _name(unfinished, out)
    finally:
        unfinished.unlink(missing_ok=True)


def _name(unfinished: Path, out: Path) -> None:
    """Give a complete file its name, unless somebody else took that in the meantime."""
    try:
        os.link(unfinished, out)
    except FileExistsError:
        raise _taken(out) from None
    except OSError:  # a disk without links: nobody is asked twice
        unfinished.replace(out)


def _taken(out: Path) -> FileRefused:
    return FileRefused(
        f"“{out.name}” is there already, and nothing is written over. Name another file or folder, or move that one "
        "away."
    )


def left_sheets(reading: Reading, table: RawTable) -> str:
    """A sentence that names the sheets with other tables than this one; "" where there are none."""
    names = [f"“{one.sheet}”" for one in reading.tables if one is not table]
    if not names:
        return ""
    return (
        f"This is the sheet “{table.sheet}”. Not written: {', '.join(names)}. Save each as a file of its own "
        "to have it written."
    )


def describe(reading: Reading) -> dict[str, Any]:
    """The reading as JSON values: encoding, delimiter, header rows, rows skipped and why."""
    return {
        "file": reading.file_name,
        "sha256": reading.sha256,
        "size": reading.size,
        "kind": reading.kind,
        "tool": reading.tool,
        "tool_title": tools.title(reading.tool),
        "encoding": reading.encoding,
        "delimiter": reading.delimiter,
        "notes": list(reading.notes),
        "tables": [_describe_table(table) for table in reading.tables],
    }


def _describe_table(table: RawTable) -> dict[str, Any]:
    return {
        "sheet": table.sheet,
        "columns": list(table.columns),
        "labels": list(table.labels),
        "header_rows": list(table.header_rows),
        "preamble_rows": list(table.preamble_rows),
        "rows_read": table.rows_read,
        "rows": table.row_count,
        "skipped": len(table.skipped),
        "skipped_by_rule": dict(sorted(Counter(one.rule for one in table.skipped).items())),
        "skipped_rows": [{"row": one.row, "rule": one.rule, "detail": one.detail} for one in table.skipped],
        "mended_rows": [{"row": one.row, "rule": one.rule, "detail": one.detail} for one in table.mended],
        "flags": [asdict(flag) for flag in table.flags],
        "has_header": table.has_header,
        "bad_rows": [one.as_dict() for one in table.bad_rows],
        "dropped_columns": list(table.dropped_columns),
        "time_zone": table.time_zone,
    }
