"""A header that comes again among the rows: exports pasted one under the other, each with its own.

The later one may name the columns in another order, or fewer of them: the rows below it follow it, not the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pipelines.readers.layout import cell_kinds
from pipelines.readers.layout.cell_kinds import TEXT
from pipelines.readers.layout.header import fold, reach
from pipelines.readers.layout.tools import plain
from pipelines.readers.records import FileRecord

_LEAST_NAMES = 3  # of the table's, or all of them: fewer may be somebody's values


class ColumnOrder(NamedTuple):
    """Where the cells below a later header belong: a position in the table a cell, None where it has no such
    column. `unknown`: the names of those, by the place of their cell."""

    row: int
    places: tuple[int | None, ...]
    unknown: dict[int, str]
    is_first: bool  # the order of the table itself

    def applied(self, cells: Sequence[str], width: int) -> list[str]:
        """The cells as the table has them, in as many columns."""
        arranged = [""] * width
        for place, cell in zip(self.places, cells, strict=False):
            if place is not None:
                arranged[place] = cell
        return arranged

    def homeless(self, cells: Sequence[str]) -> str:
        """The name of a column the table does not have and this row fills; "" where there is none."""
        return next(
            (name for at, name in self.unknown.items() if cells[at : at + 1] and cells[at].strip()), ""
        )


class HeaderWatch:
    """Knows the table's header wherever it comes again."""

    def __init__(self, names: Sequence[str]) -> None:
        self._nameless = {at for at, name in enumerate(names) if not fold(name)}
        self._whole = tuple(range(reach(names)))
        self._places: dict[str, list[int]] = {}
        for at, name in enumerate(names):
            if spelled := plain(name):
                self._places.setdefault(spelled, []).append(at)
        self._least = min(_LEAST_NAMES, sum(map(len, self._places.values())))
        self.hints = frozenset({name for name in names if fold(name)} | set(_variants(self._places)))
        """Texts of which a header again holds at least one: a quick first test of a row."""

    def order_in(self, record: FileRecord) -> ColumnOrder | None:
        """The order a record declares if it is a header again; None for rows. Quick for ordinary rows."""
        cells = record.cells
        if self._least < 2 or self.hints.isdisjoint(cells):
            return None
        cells = cells[: reach(cells)]
        free = {name: iter(places) for name, places in self._places.items()}
        places = [next(free.get(plain(cell), iter(())), None) for cell in cells]
        known = len(cells) - places.count(None)
        new = {at: fold(cell) for at, cell in enumerate(cells) if places[at] is None and fold(cell)}
        if known < self._least or len(new) > known or not all(map(_is_name, new.values())):
            return None
        nameless = {at for at, cell in enumerate(cells) if not fold(cell)}
        for at in nameless & self._nameless:
            places[at] = at
        is_first = tuple(places) == self._whole
        if not is_first and any(cell_kinds.kind_of(cell) not in ("", TEXT) for cell in cells):
            return None
        unknown = new | {at: f"Column {at + 1}" for at in nameless - self._nameless}
        return ColumnOrder(record.number, tuple(places), unknown, is_first)


def _variants(names: Iterable[str]) -> Iterator[str]:
    """Ways to write a name: of a later header at least one cell is written so."""
    for name in names:
        for joint in (" ", "_", "-", ""):
            written = name.replace(" ", joint)
            yield from (written, written.upper(), written.title(), written.capitalize())


def _is_name(cell: str) -> bool:
    return cell_kinds.kind_of(cell) == TEXT and cell_kinds.is_field_name(cell)


def in_first_order(records: Iterator[FileRecord], names: Sequence[str]) -> Iterator[FileRecord]:
    """The records without those below a header of another order: from the others the columns can be learned."""
    watch = HeaderWatch(names)
    is_other = False
    for record in records:
        order = watch.order_in(record)
        if order is not None:
            is_other = not order.is_first
        elif not is_other:
            yield record
