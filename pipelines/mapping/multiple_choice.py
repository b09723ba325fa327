"""Several choices in one cell: taken apart where the choices are, also where a choice holds the separator.

Pure functions. What is known are spellings (of a source's column, of a mapping); what is not known can be
learned from the column itself.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise

from pipelines.sources.catalog import normalise

SEPARATORS = re.compile(r"[;\n\r|]+")
_LONGEST_CHOICE = 8  # pieces between commas that one choice may be made of
_OFTEN = 3  # pieces seen together that often, and never apart, are one choice
_OPEN, _CLOSED = "([{", ")]}"


def split_choices(text: str, values: Collection[str]) -> list[str]:
    """The choices in a multi-select cell, as written, blanks trimmed, empty ones dropped.

    values: spellings that are known, folded with `normalise` (`Column.spellings` will do), with those that
    `learn_choices` found where the source knows none.
    The rule: a cell with `;`, `|` or a line break is split there and nowhere else (Microsoft Forms, our own
    templates). Otherwise commas separate (Google Forms, Qualtrics), but a choice may hold commas itself: from
    the left, the longest run of pieces that together spell a known choice is one choice; a piece that starts
    no such run stands for itself. A cell that as a whole is known is one choice.

    >>> split_choices("A job, company or field, A lead", {"a job company or field"})
    ['A job, company or field', 'A lead']
    >>> split_choices("insight;lead;", ())
    ['insight', 'lead']
    """
    if normalise(text) in values:
        return [text.strip(" ;|\n\r")]
    if SEPARATORS.search(text):
        return [part.strip() for part in SEPARATORS.split(text) if part.strip()]
    pieces = text.split(",")
    chosen, at = [], 0
    while at < len(pieces):
        runs = range(min(len(pieces), at + _LONGEST_CHOICE), at, -1)
        end = next((e for e in runs if normalise(",".join(pieces[at:e])) in values), at + 1)
        chosen.append(",".join(pieces[at:end]).strip())
        at = end
    return [one for one in chosen if one]


def learn_choices(cells: Iterable[str]) -> frozenset[str]:
    """Choices that hold commas themselves, folded, as the cells of one column show them.

    Two neighbouring pieces belong to one choice where a bracket opened in the first is closed later, and where
    they are never met apart: three times at least, or fewer if the second goes on in lower case while choices
    begin with a capital. What a person typed once proves nothing and stays apart.

    >>> sorted(learn_choices(["A job, company or field, A lead", "A lead", "A job, company or field"]))
    ['a job company or field']
    """
    rows = [_pieces(cell) for cell in cells if not SEPARATORS.search(cell)]
    rows = [row for row in rows if row]
    counts = Counter(piece for row in rows for piece in row)
    pairs = Counter(pair for row in rows for pair in pairwise(row))
    has_capitals = sum(row[0][:1].isupper() for row in rows) > len(rows) / 2

    def is_one(first: str, second: str) -> bool:
        together = pairs[first, second]
        if together != counts[first] or together != counts[second]:
            return False
        goes_on = has_capitals and second[:1].islower() and not first[:1].islower()
        goes_on = goes_on or (has_capitals and first[:1].islower() and second[:1].islower())
        return together >= _OFTEN or (goes_on and together > 1)

    learned: set[str] = set()
    for row in rows:
        at = 0
        while at < len(row):
            end = at + 1
            while end < len(row) and is_one(row[end - 1], row[end]):
                end += 1
            if end - at > 1:
                learned.add(normalise(",".join(row[at:end])))
            elif "," in row[at]:
                learned.add(normalise(row[at]))
            at = end
    return frozenset(learned - {""})


def _pieces(cell: str) -> Sequence[str]:
    """What stands between the commas outside brackets; an unclosed bracket is no bracket."""
    pieces: list[str] = []
    for part in cell.split(","):
        if pieces and _depth(pieces[-1]) > 0 and _depth(cell) == 0:
            pieces[-1] = f"{pieces[-1]},{part}"
        else:
            pieces.append(part)
    return [piece.strip() for piece in pieces if piece.strip()]


def _depth(text: str) -> int:
    return sum(text.count(mark) for mark in _OPEN) - sum(text.count(mark) for mark in _CLOSED)
