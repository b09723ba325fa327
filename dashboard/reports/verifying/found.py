"""What a reader finds in a file, whatever its format: places with codes, and what stands at each. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from dashboard.reports.codes import printed_in

# words: lines in their order. table: rows a reader sees. chart: its points. cells: rows of a sheet, among others.
# drawing: a picture, lines or pixels, as a digest. workbook, aside: behind what is seen; may be gone, not changed.
Kind = Literal["words", "table", "chart", "cells", "drawing", "workbook", "aside"]
Row = tuple[str, ...]


@dataclass(frozen=True)
class Block:
    """One thing at a place. rows: of cells; of words one row, whose cells are its lines."""

    kind: Kind
    rows: tuple[Row, ...]

    @property
    def text(self) -> str:
        return "\n".join(" ".join(row) for row in self.rows)


@dataclass(frozen=True)
class Place:
    """A slide, a stretch of a document, a sheet: what stands there, and the codes of what it says."""

    where: str
    blocks: tuple[Block, ...]
    codes: tuple[str, ...] = ()

    def of(self, kind: Kind) -> list[Block]:
        return [block for block in self.blocks if block.kind == kind]


@dataclass(frozen=True)
class Found:
    """A file as a reader finds it. remarks: what may make it say something else than what was read, by place."""

    places: tuple[Place, ...]
    remarks: tuple[tuple[str, str], ...] = ()  # (where, what)

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(code for place in self.places for code in place.codes))


_SEEN: tuple[Kind, ...] = ("words", "table", "chart", "cells")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")


def plain(text: Any) -> str:
    """A text as a reader takes it in: blanks of any kind are one blank, what is not seen is not there."""
    return " ".join(_UNSEEN.sub("", str(text)).replace("\u2011", "-").split())


def number(value: float | str) -> str:
    """A number in one way of writing, whoever saved it; ten digits, more than anybody prints."""
    try:
        return f"{float(value) + 0.0:.10g}"  # no minus before nothing
    except ValueError:
        return plain(value)


def words(lines: Iterable[str], kind: Kind = "words") -> Block:
    return Block(kind, (tuple(filter(None, map(plain, lines))),))


def rows(kind: Kind, found: Iterable[Sequence[Any]]) -> Block:
    """Rows of cells; a cell that holds nothing is no cell, a row without any is no row."""
    cells = (tuple(filter(None, map(_cell, row))) for row in found)
    return Block(kind, tuple(row for row in cells if row))


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return number(value) if isinstance(value, int | float) and not isinstance(value, bool) else plain(value)


def place(where: str, blocks: Iterable[Block]) -> Place:
    """A place, with the codes that can be seen there."""
    kept = tuple(block for block in blocks if any(block.rows) and any(map(any, block.rows)))
    seen = "\n".join(block.text for block in kept if block.kind in _SEEN)
    return Place(where, kept, printed_in(seen))


def stretches(where: str, blocks: Iterable[Block], *, is_whole: bool = False) -> Iterator[Place]:
    """What stands one below the other, cut behind each code: what is above a code is what it is the code of.

    is_whole: what is below the last code belongs to it too.
    """
    listed = list(blocks)
    ends = [at for at, block in enumerate(listed) if block.kind in _SEEN and printed_in(block.text)]
    if is_whole and ends:
        ends[-1] = len(listed) - 1
    gathered: list[Block] = []
    count = 0
    for at, block in enumerate(listed):
        gathered.append(block)
        if at in ends:
            count += 1
            yield place(f"{where}, {count}" if where else f"part {count}", gathered)
            gathered = []
    if gathered:
        yield place(f"{where}, the end" if where else "the end", gathered)


def inside(name: str, found: Found) -> Found:
    """The same, as found in a file that is inside another."""
    places = tuple(replace(one, where=f"{name}: {one.where}") for one in found.places)
    return Found(places, tuple((f"{name}: {where}", what) for where, what in found.remarks))
