"""The table as CSV that a report writer's tools read without help.

One header row, one row a segment, then the face in columns of its own, repeated on every row: lines above the
header would be taken for it, a block below would turn number columns into text, and rows that are filtered,
sorted or pasted elsewhere still say what they are. UTF-8 with a byte-order mark, for Excel.
"""

from __future__ import annotations

import csv
import io

from dashboard.chart_spec import Exhibit
from dashboard.exports.guard import line


def render(exhibit: Exhibit, format: str = "csv") -> bytes:
    """UTF-8 bytes; numbers as plain numbers, text guarded against formulas."""
    face = (("Figure", exhibit.spec.title), *exhibit.face())
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([line(name) for name in (*exhibit.table.columns, *(heading for heading, _ in face))])
    rows = exhibit.table.rows or ((None,) * len(exhibit.table.columns),)
    said = [line(words) for _, words in face]
    for row in rows:
        writer.writerow([*(_written(value) for value in row), *said])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _written(value: str | float | int | None) -> str | float | int:
    if value is None:
        return ""
    return line(value) if isinstance(value, str) else value
