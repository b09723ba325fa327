"""A table on a slide: in the theme's table style, its header marked as one, no more rows than there is room for."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from pptx.util import Emu, Inches, Pt

from dashboard.charts.palette import text_width

ROWS = 14  # of one line, at most
MOST_COLUMNS = 7  # more could not be read
_TYPE = 11  # points
_LINE, _AROUND = Inches(0.19), Inches(0.1)  # a line of a row, and what is free above and below
_NUMBERS = Inches(1.5)  # at most, of a column of numbers; the names have the rest


def _widths(rows: Sequence[Sequence[str]], width: int, *, are_words: bool = False) -> list[int]:
    """Of names as wide as the longest needs and the rest leaves, of all others the same; of words as each needs."""
    if are_words:
        needs = [max(text_width(row[place], _TYPE) + 16 for row in rows) for place in range(len(rows[0]))]
        return [round(width * need / sum(needs)) for need in needs]
    others = len(rows[0]) - 1
    rest = min(_NUMBERS, width // (others + 2))
    longest = max(text_width(row[0], _TYPE) for row in rows) * 12700 * 1.1 + Inches(0.25)
    return [min(max(round(longest), Inches(2.5)), width - rest * others), *[rest] * others]


def _height(row: Sequence[str], widths: Sequence[int]) -> int:
    """How high a row is: as high as its longest text needs."""
    padding = Inches(0.2)
    lines = max(
        math.ceil(text_width(text, _TYPE) * 12700 * 1.05 / (wide - padding)) or 1
        for text, wide in zip(row, widths, strict=True)
    )
    return int(lines * _LINE + _AROUND)


def that_fit(
    rows: Sequence[tuple[str, ...]], room: tuple[int, int, int, int], *, are_words: bool = False
) -> list[tuple[str, ...]]:
    """The first rows that stand on one slide below a header; always at least one."""
    widths = _widths(rows, room[2], are_words=are_words)
    left = room[3] - 2 * _LINE - _AROUND
    kept: list[tuple[str, ...]] = []
    for row in rows[:ROWS]:
        left -= _height(row, widths)
        if kept and left < 0:
            break
        kept.append(row)
    return kept


def fill(
    frame: Any,
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    room: tuple[int, int, int, int],
    *,
    are_words: bool = False,
) -> None:
    """Writes the table; numbers stand at the right, words at the left."""
    left, top, width, _ = room
    table = frame.table
    widths = _widths((heads, *rows), width, are_words=are_words)
    for column, wide in zip(table.columns, widths, strict=True):
        column.width = Emu(wide)
    for r, row in enumerate((heads, *rows)):
        table.rows[r].height = Emu(_height(row, widths))
        for c, text in enumerate(row):
            cell = table.cell(r, c)
            cell.margin_top = cell.margin_bottom = Emu(_AROUND // 2)
            cell.text = text
            (paragraph,) = cell.text_frame.paragraphs
            paragraph.font.size = Pt(_TYPE)
            if c and not are_words:
                paragraph.alignment = 3  # right
    frame.left, frame.top = Emu(left), Emu(top)
    frame.width, frame.height = Emu(sum(widths)), Emu(sum(row.height for row in table.rows))
