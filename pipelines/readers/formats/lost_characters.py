"""Characters lost before they reached us: where they stood, so that people can mend the cells that matter."""

from __future__ import annotations

from collections import defaultdict

from pipelines.readers.model import Flag, RawTable

LOST = "\ufffd"
"""Unicode's replacement character: some program, or our own decoding, could not tell what stood here."""

_FIRST_ROWS = 5


def damaged_text(table: RawTable) -> tuple[Flag, ...]:
    """One flag a column whose cells hold lost characters: how many cells, and the first rows of them."""
    counts: dict[int, int] = defaultdict(int)
    rows: dict[int, list[int]] = defaultdict(list)
    for number, cells in table.rows():
        for at, cell in enumerate(cells):
            if LOST in cell:
                counts[at] += 1
                if len(rows[at]) < _FIRST_ROWS:
                    rows[at].append(number)
    return tuple(
        Flag("damaged_text", table.columns[at], counts[at], tuple(rows[at])) for at in sorted(counts)
    )
