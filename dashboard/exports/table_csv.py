"""The table as CSV that a report writer's tools read without help.

One header row, one row a segment, then the face in columns of its own, repeated on every row: lines above the
header would be taken for it, a block below would turn number columns into text, and rows that are filtered,
sorted or pasted elsewhere still say what they are. UTF-8 with a byte-order mark, for Excel.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from dashboard.charts.spec import Exhibit
from pipelines.formula_guard import line

Value = str | float | int | None


def render(exhibit: Exhibit) -> bytes:
    """UTF-8 bytes; numbers as plain numbers, text guarded against formulas."""
    face = (("Figure", exhibit.spec.title), *exhibit.face())
    return table(exhibit.table.columns, exhibit.table.rows, face)


def lines_to_paste(exhibit: Exhibit) -> str:
    """The table with tabs between its fields, as sheets take it from the clipboard; guarded like a file."""
    rows = [[line(name) for name in exhibit.table.columns]]
    rows += [[str(_written(value)) for value in row] for row in exhibit.table.rows]
    return "\n".join("\t".join(row) for row in rows)


def table(columns: Sequence[str], rows: Sequence[Sequence[Value]], face: Sequence[tuple[str, str]]) -> bytes:
    """Any table that leaves the dashboard, with what must be said of it as (heading, words)."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([line(name) for name in (*columns, *(heading for heading, _ in face))])
    said = [line(words) for _, words in face]
    for row in rows or ((None,) * len(columns),):
        writer.writerow([*(_written(value) for value in row), *said])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _written(value: Value) -> str | float | int:
    if value is None:
        return ""
    return line(value) if isinstance(value, str) else value
