"""Spellings of a status, channel or outcome that nobody has explained yet: listed once, with a suggestion.

    distinct unknown cells with their counts -> unknown_values() -> one entry a spelling, most frequent first

A suggestion is never applied by itself: a person decides once, and the office remembers (saved_mappings.py).
The words that point to a value are data: sources/_synonyms.toml. Pure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz, process

from pipelines import data_files
from pipelines.mapping.cell_values.choices import unknown_parts
from pipelines.mapping.cell_values.reading import ColumnReading
from pipelines.sources.catalog import Column, normalise

UNKNOWN_CODES = ("unknown_choice", "bad_yes_no")
_CLOSE = 75.0  # rapidfuzz's 0 to 100; a spelling farther away is no suggestion
_BY_WORD = 0.7  # how sure a word of the synonyms is
_MOST = 200  # spellings shown for one column; more are no list of choices


@dataclass(frozen=True)
class UnknownValue:
    """A spelling of one column. column: canonical; count: rows; suggestion: canonical value, "" = none known.

    score: how sure the suggestion is, 0 to 1.
    """

    column: str
    header: str
    spelling: str
    count: int
    suggestion: str = ""
    score: float = 0.0


def unknown_values(
    reading: ColumnReading, header: str, cells: Iterable[tuple[str, int]]
) -> list[UnknownValue]:
    """The unknown spellings of a column's cells; a cell of several choices gives those that are unknown.

    cells: distinct cells that could not be read, with the number of rows that hold them.
    """
    counts: Counter[str] = Counter()
    shown: dict[str, str] = {}
    for text, times in cells:
        for part in dict.fromkeys(unknown_parts(text, reading)):
            spelling = shown.setdefault(normalise(part) or part, part)
            counts[spelling] += times
    column = reading.column
    return [
        UnknownValue(column.name, header, spelling, times, *suggestion(column, spelling))
        for spelling, times in sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:_MOST]
    ]


def suggestion(column: Column, spelling: str) -> tuple[str, float]:
    """The value a spelling most likely means, and how sure that is; ("", 0.0) where nothing is near.

    The longest word of the synonyms that the spelling holds counts before likeness of letters, unless that is
    nearly sameness.
    """
    folded = normalise(spelling)
    known = {text: value for text, value in column.spellings.items() if value}
    near = process.extractOne(folded, list(known), scorer=fuzz.token_sort_ratio, score_cutoff=_CLOSE)
    likeness = (known[near[0]], round(near[1] / 100, 2)) if near else ("", 0.0)
    if likeness[1] >= 0.9:
        return likeness
    hits = [
        (len(word), value)
        for value, words in _synonyms().get(column.name, {}).items()
        for word in words
        if f" {word} " in f" {folded} "
    ]
    if hits:
        return max(hits)[1], _BY_WORD
    return likeness


@cache
def _synonyms() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    return {
        column: {value: tuple(normalise(word) for word in words) for value, words in values.items()}
        for column, values in data_files.toml("sources/_synonyms.toml").items()
    }
