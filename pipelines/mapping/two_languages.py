"""Headers that say the same in two languages: "Date / Fecha", "Matrikelnummer | Student ID", "Company (Entreprise)".

One header with a stroke in it is one with a stroke; where most of a file's headers have two sides, they may be
translations of each other. A side that names another column is none: "Student ID / Contact name" says two things. Nor
is one in English: "College (previous)" is another college, "Email (parent)" another person's. So the other side must
have a word of another language (languages.toml) or a letter that English has not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from pipelines import data_files
from pipelines.sources.catalog import normalise, sources

TRANSLATED = 0.95  # how sure a column is that one of two sides names
_BETWEEN = (
    re.compile(r"\s*/\s*"),
    re.compile(r"\s*\|\s*"),
    re.compile(r"\s*;\s*"),
    re.compile(r"\s*[\r\n]+\s*"),
    re.compile(r"\s+[-–—]\s+"),
    re.compile(r"\s*[(\[]\s*|\s*[)\]]\s*$"),
)
_LEAST = 2  # headers; and most of the file's


def translations(columns: Sequence[str], index: Mapping[str, tuple[str, int]]) -> Iterator[tuple[str, str]]:
    """(header, the side that is a known name) of a file in two languages; index: folded name -> column, place."""
    for header, sides in _two_sided(columns).items():
        here = [side for side in sides if side in index]
        meant = {index[side][0] for side in here}
        others = [side for side in sides if side not in here]
        if len(meant) == 1 and all(_is_translation(side, meant) for side in others):
            yield header, here[0]


def _is_translation(side: str, meant: set[str]) -> bool:
    """Whether a side may be another language's word for the same; one that is a name of another column is not."""
    called = _columns_called(side)
    return bool(meant & called) if called else _is_foreign(side)


def _is_foreign(side: str) -> bool:
    """Whether a folded text has a letter or a word that English has not."""
    return not side.isascii() or bool(_words() & {side, *side.split()})


@cache
def _words() -> frozenset[str]:
    return frozenset(word for words in data_files.toml("mapping/languages.toml").values() for word in words)


def _two_sided(columns: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The sides of each header, folded, where most headers have two between the same marks."""
    named = [header for header in columns if header.strip()]
    for between in _BETWEEN:
        found = {header: sides for header in named if len(sides := _sides(header, between)) == 2}
        if len(found) >= _LEAST and 2 * len(found) > len(named):
            return found
    return {}


def _sides(header: str, between: re.Pattern[str]) -> tuple[str, ...]:
    return tuple(filter(None, (normalise(side) for side in between.split(header))))


@cache
def _columns_called(name: str) -> frozenset[str]:
    """The columns of any source that a folded text is a name of."""
    return frozenset(
        column.name
        for source in sources().values()
        for column in (*source.columns, *source.ignored_columns)
        if name in {normalise(one) for one in (column.name, *column.aliases)}
    )
