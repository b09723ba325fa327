"""A file of rejected rows, corrected and brought in again.

The file has the columns of the one it came from, then three of ours: the row's number there, why it was
rejected, and by its header which import rejected it. So a corrected file is read exactly as that import was,
whatever it is called and wherever its columns stand, and our columns are passed over. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from pipelines.mapping.outside import OUTSIDE
from pipelines.sources.catalog import Source, normalise

ROW = "Row in the file"
_WHY = "Why rejected (import {number})"
_FOLDED_WHY = re.compile(r"why rejected import (\d{1,9})")


def why(import_id: int) -> str:
    """The header of the column with the reasons; it names the import."""
    return _WHY.format(number=import_id)


def import_of(headers: Iterable[str]) -> int | None:
    """The import whose rejected rows a file holds, None where it is any other file."""
    numbers = {int(match[1]) for header in headers if (match := _FOLDED_WHY.fullmatch(normalise(header)))}
    return numbers.pop() if len(numbers) == 1 else None


def is_ours(header: str) -> bool:
    """Whether a header is one that we added: never a column of any source."""
    folded = normalise(header)
    return folded == normalise(ROW) or bool(_FOLDED_WHY.fullmatch(folded))


def from_outside(mapping: Mapping[str, Any]) -> dict[str, str]:
    """Canonical columns that an import took from the sheet's or the file's name: the file of rejected rows gets
    a column for each, named like it."""
    return {column: header for column, header in mapping["columns"].items() if header in OUTSIDE}


TAKEN = "taken"  # in the ledger, beside a mapping: the sheets that were read with it
FOUND_ON_READING = (
    "read_date_order",
    TAKEN,
)  # what the ledger keeps beside a mapping and no mapping file says


def as_read(mapping: Mapping[str, Any], of: Source) -> dict[str, Any]:
    """The mapping of an import, as the ledger keeps it, for its rejected rows: a file of one sheet, whose other
    columns are not to be taken for anything."""
    columns = {
        column: column if header in OUTSIDE else header for column, header in mapping["columns"].items()
    }
    waves = mapping.get("waves", {})
    reshaped = {*mapping.get("gathered", {}), *(column for named in waves.values() for column in named)}
    reshaped |= {"wave"} if waves else set()
    reshaped |= {column for named in mapping.get("sections", {}).values() for column in named}
    filled = {*columns, *mapping["constants"], *reshaped}
    rest = {name: "" for name in of.names if name not in filled}
    order = mapping.get("date_order") or mapping.get("read_date_order", "")
    kept = {name: value for name, value in mapping.items() if name not in FOUND_ON_READING}
    if not reshaped and not mapping.get("joined"):
        kept["reshape"] = "no"
    return {**kept, "sheet": "", "date_order": order, "columns": {**columns, **rest}}
