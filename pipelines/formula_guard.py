"""Keeps a spreadsheet from running outside text as a formula. The one guard of the project (PRIVACY §3).

Student, program and employer names come from uploaded files. Excel, Sheets and LibreOffice read a cell that
begins with `=`, `+`, `-` or `@` (after blanks and invisible characters, or in full-width form) as a formula, and
a tab or line break can start a new cell. A leading apostrophe makes it text everywhere. Charts on slides carry a
workbook of their own, so their categories and series names pass through here too, and so do rejected rows.
"""

from __future__ import annotations

import unicodedata

_STARTERS = ("=", "+", "-", "@")
_CELL_BREAKS = ("\t", "\r", "\n")


def could_run(text: str) -> bool:
    """Whether a spreadsheet could take the text for a formula."""
    if text.startswith(_CELL_BREAKS):
        return True
    first = next((sign for sign in text if not _is_unseen(sign)), "")
    # NFKC folds full-width and small forms (＝ ＋ － ＠ ﹣) onto the plain signs
    return unicodedata.normalize("NFKC", first).startswith(_STARTERS)


def _is_unseen(sign: str) -> bool:
    """Blanks of every width, control characters and what has no width (a joiner, a byte-order mark)."""
    return sign.isspace() or unicodedata.category(sign) in ("Cc", "Cf")


def guard(text: str) -> str:
    """The text, with a leading apostrophe if a spreadsheet could take it for a formula."""
    return "'" + text if could_run(text) else text


def line(text: str) -> str:
    """One guarded line: inner line breaks and tabs are blanks, control characters are dropped."""
    kept = "".join(c if c.isprintable() or c.isspace() else "" for c in text)
    return guard(" ".join(kept.split()))
