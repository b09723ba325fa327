"""Keeps a spreadsheet from running outside text as a formula.

Student, program and employer names come from uploaded files. Excel, Sheets and LibreOffice read a cell that
begins with `=`, `+`, `-` or `@` (after blanks, or in full-width form) as a formula, and a tab or line break
can start a new cell. A leading apostrophe makes it text everywhere. Charts on slides carry a workbook of
their own, so their categories and series names pass through here too.
"""

from __future__ import annotations

import unicodedata

_STARTERS = ("=", "+", "-", "@", "\t", "\r", "\n")
_UNSEEN = ("\u200b", "\u200c", "\u200d", "\u2060", "\ufeff")


def guard(text: str) -> str:
    """The text, with a leading apostrophe if a spreadsheet could take it for a formula."""
    if text.startswith(("\t", "\r", "\n")):
        return "'" + text
    seen = text.lstrip()
    while seen and (seen[0] in _UNSEEN or seen[0].isspace() or unicodedata.category(seen[0]) in ("Cc", "Cf")):
        seen = seen[1:]
    # NFKC folds full-width forms (＝ ＋ － ＠) onto the plain signs
    folded = unicodedata.normalize("NFKC", seen[:1])
    return "'" + text if folded.startswith(_STARTERS) else text


def line(text: str) -> str:
    """One guarded line: inner line breaks and tabs are blanks, control characters are dropped."""
    kept = "".join(c if c.isprintable() or c.isspace() else "" for c in text)
    return guard(" ".join(kept.split()))
