"""Where a table's header is, below title rows and preambles, and what its columns are called."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence

Row = Sequence[str]


def fold(text: str) -> str:
    """One line, single blanks: header cells hold line breaks, tabs and no-break blanks."""
    return re.sub(r"[\s\u00a0\u200b\ufeff]+", " ", text).strip()


def filled(row: Row) -> int:
    """How many cells hold something."""
    return sum(1 for cell in row if cell and not cell.isspace())


def reach(row: Row) -> int:
    """The position after the last cell that holds something."""
    return max((at for at, cell in enumerate(row, start=1) if cell and not cell.isspace()), default=0)


def find(rows: Sequence[Row]) -> int | None:
    """The index of the header among a file's first rows; None when all of them are blank.

    A header is filled about as widely as the fuller rows of its table; a title, a note or a "Term: Fall" line
    above it is not. So: the first row filled at least to six tenths of what the fullest fifth of the rows is
    (wholly, where that is three cells or fewer).
    """
    counts = sorted(count for row in rows if (count := filled(row)))
    if not counts:
        return None
    usual = counts[max(0, math.ceil(len(counts) * 0.8) - 1)]
    needed = usual if usual <= 3 else math.ceil(usual * 0.6)
    return next(index for index, row in enumerate(rows) if filled(row) >= needed)


def usual_reach(rows: Iterable[Row], at_least: int) -> int:
    """How far right most rows reach: a header shorter than most of its rows lacks names, not columns."""
    reaches = Counter(reach(row) for row in rows)
    total = sum(count for width, count in reaches.items() if width)
    return next(
        (width for width, count in reaches.items() if width > at_least and count * 2 > total), at_least
    )


def names(header: Row) -> list[str]:
    """Unique, non-empty names: blanks become "Column 5", a second "Q1" becomes "Q1 (2)"."""
    wanted = [fold(cell) or f"Column {at}" for at, cell in enumerate(header, start=1)]
    taken = set(wanted)
    seen: set[str] = set()
    result = []
    for name in wanted:
        unique, number = name, 1
        while unique in seen or (number > 1 and unique in taken):
            number += 1
            unique = f"{name} ({number})"
        seen.add(unique)
        result.append(unique)
    return result
