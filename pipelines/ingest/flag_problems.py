"""What other programs did to a file's cells, said to the person who uploads: the reader's flags, as problems.

They reject nothing by themselves: what cannot be read is rejected cell by cell (mapping/cell_values). Pure.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType

from pipelines.errors import Problem
from pipelines.readers.model import Flag, RawTable

# kind of flag -> (what happened, what to do)
_WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "date_for_number": (
            "Some cells look like numbers or codes that a spreadsheet turned into dates (“Oct-49” for 10-49).",
            "the column formatted as text, the cells typed again, the file exported again",
        ),
        "rounded_id": (
            "Some ids were shortened by a spreadsheet (1.23E+10); their last digits are lost.",
            "the column formatted as text, the ids entered again, the file exported again",
        ),
        "damaged_text": (
            "Some letters were lost when the file was saved in another encoding.",
            "the file exported again as “CSV UTF-8”",
        ),
        "error_cell": (
            "Some cells hold an error of the spreadsheet (#REF!, #N/A) instead of a value.",
            "the formulas mended, or the values typed, and the file exported again",
        ),
    }
)


def flagged(tables: Iterable[RawTable], used: Collection[str]) -> tuple[Problem, ...]:
    """One problem for each kind of damage in each column that is read; columns nobody uses are passed over."""
    damage: dict[tuple[str, str], tuple[int, int | None]] = {}
    for table in tables:
        for flag in table.flags:
            if flag.column in used and flag.kind in _WORDS:
                count, row = damage.get((flag.kind, flag.column), (0, None))
                damage[flag.kind, flag.column] = (count + flag.count, row or _first(flag))
    return tuple(
        Problem(
            f"arrived_{kind}", _WORDS[kind][0], row=row, column=column, expected=_WORDS[kind][1], count=count
        )
        for (kind, column), (count, row) in damage.items()
    )


def _first(flag: Flag) -> int | None:
    return flag.rows[0] if flag.rows else None
