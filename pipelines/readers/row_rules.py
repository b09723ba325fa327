"""Which rows of a table are no records, in any file: total lines, notes under the table, the header again."""

from __future__ import annotations

import re
from collections.abc import Sequence

TOTAL_STARTS = ("total", "grand total", "subtotal", "sub total", "sub-total", "sum", "overall total")
"""How the first filled cell of a total line begins, in lower case; a quick test before `is_total_line`."""

_TOTAL = re.compile(
    r"(?:(?:overall|grand|sub)[ -]?)?(?:totals?|sum)(?: count| records| rows| responses)?"
    r"(?:\s*\(?\s*[\d,]+\s*(?:records?|rows?|responses?)?\s*\)?)?\s*:?\s*",
    re.IGNORECASE,
)
_AMOUNT = re.compile(r"\s*(?:[-+(]?\s*[$€£¥]?\s*[\d,.\s]+%?\)?|-|n/?a)?\s*", re.IGNORECASE)

# Single-cell lines under a table, as report tools and people write them. One cell alone is not enough:
# a roster's last row may hold nothing but an id.
_NOTE = re.compile(
    r"\s*(?:notes?\b|source\b|confidential\b|copyright\b|©|\(c\)|\*|†|generated\b|exported\b|report\b|"
    r"printed\b|created (?:by|on)\b|as of\b|end of (?:report|file)|filtered? by\b|prepared by\b|all rights|"
    r"disclaimer|this (?:report|file|sheet|list|table)\b|please\b|--+|==+).*",
    re.IGNORECASE | re.DOTALL,
)
_NOTE_WORDS = 6


def is_total_line(cells: Sequence[str]) -> bool:
    """The first filled cell says "Total" (or Grand Totals (12 records) …), the others hold only amounts."""
    full = [cell for cell in cells if cell and not cell.isspace()]
    return bool(full) and bool(_TOTAL.fullmatch(full[0].strip())) and all(map(_AMOUNT.fullmatch, full[1:]))


def may_be_total_line(cells: Sequence[str]) -> bool:
    """A cheap first test; true for every total line."""
    return (cells[0] or first(cells)).lstrip().lower().startswith(TOTAL_STARTS)


def first(cells: Sequence[str]) -> str:
    """The first cell that is not empty."""
    return next(filter(None, cells), "")


def is_lonely(cells: Sequence[str]) -> bool:
    """Only the first cell is filled, in a table of three columns or more."""
    return len(cells) >= 3 and bool(cells[0].strip()) and not any(cells[1:])


def is_note(cells: Sequence[str]) -> bool:
    """A lonely cell that reads like a remark: asked only of rows below a table's last full row."""
    return is_lonely(cells) and bool(_NOTE.fullmatch(cells[0]) or len(cells[0].split()) >= _NOTE_WORDS)
