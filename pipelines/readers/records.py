"""One record of a file, as every reader hands it on: its number and its cells, before anybody understood them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple


class FileRecord(NamedTuple):
    """One record of a file. `is_broken`: its quotation marks do not close; the cells are a best guess."""

    number: int
    cells: Sequence[str]
    is_broken: bool = False


FileRecords = Callable[[], Iterator[FileRecord]]
"""A source that can be read from the beginning more than once."""


class Merge(NamedTuple):
    """Cells of a sheet merged into one. Rows and columns count from 1, both ends included."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int


def is_blank(cells: Sequence[str]) -> bool:
    """Nothing but blanks in any cell."""
    return not any(cells) or not any(cell and not cell.isspace() for cell in cells)


def column_letters(number: int) -> str:
    """1 -> A, 27 -> AA: how a spreadsheet calls its columns."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
