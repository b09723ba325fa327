"""Tables of slides and documents, which are built alike: rows written into them in the looks they have."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Any

from dashboard.reports.refresh.runs import A, paragraphs

NO_MORE = "No more rows."


def fill_table(table: Any, heads: Sequence[str], rows: Sequence[Sequence[str]], names: str) -> bool:
    """Writes rows below a header; False where they stand there already. names: A on slides, W in documents."""
    header, *body = table.findall(f"{names}tr")
    shown = rows or [(NO_MORE, *[""] * (len(heads) - 1))]
    wanted = [list(heads), *(list(row) for row in shown)]
    if [_words(row, names) for row in (header, *body)] == wanted:
        return False
    while len(body) > len(shown):
        table.remove(body.pop())
    while len(body) < len(shown):
        last = body[-1] if body else header
        new = copy.deepcopy(last)
        last.addnext(new)
        body.append(new)
    _widen(table, len(heads), names)
    for row, words in zip((header, *body), wanted, strict=True):
        for cell, text in zip(row.findall(f"{names}tc"), words, strict=True):
            held = list(paragraphs(cell, names))
            for other in held[1:]:
                other.element.getparent().remove(other.element)
            held[0].say(text)
    return True


def _words(row: Any, names: str) -> list[str]:
    return ["\n".join(one.text for one in paragraphs(cell, names)) for cell in row.findall(f"{names}tc")]


def _widen(table: Any, columns: int, names: str) -> None:
    """As many columns as are wanted, together as wide as they were."""
    grid = table.find(f"{names}tblGrid")
    width = "w" if names == A else f"{names}w"
    whole = sum(int(one.get(width, "0")) for one in grid)
    for row, name in ((grid, "gridCol"), *((row, "tc") for row in table.findall(f"{names}tr"))):
        cells = row.findall(f"{names}{name}")
        while len(cells) > columns:
            row.remove(cells.pop())
        while len(cells) < columns:
            new = copy.deepcopy(cells[-1])
            cells[-1].addnext(new)
            cells.append(new)
    now = sum(int(one.get(width, "0")) for one in grid)
    for one in grid if now and now != whole else ():
        one.set(width, str(int(one.get(width, "0")) * whole // now))
