"""How one column of one file is read, and what reading a cell of it gives.

Canonical text: ISO dates `2026-03-02`, timestamps `2026-03-02 14:05:00` (the wall clock as given), `true` and
`false`, plain numbers `1234.5`, the ids of choices, several values joined with `;`, `<clear>` for a cell
emptied on purpose. Blank is None. Pure.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from pipelines.formula_guard import could_run
from pipelines.mapping.cell_values.units import Unit
from pipelines.mapping.zones import Shift
from pipelines.sources.catalog import Column, normalise

CLEAR = "<clear>"
SEPARATOR = ";"

# Dashes people put where there is nothing; words for it ("n/a") are the columns' own, in their TOML files.
DASHES = frozenset({"", "-", "--", "---", "–", "—"})

ERROR_CELLS = frozenset(
    {
        "#REF!",
        "#VALUE!",
        "#NAME?",
        "#DIV/0!",
        "#NULL!",
        "#NUM!",
        "#SPILL!",
        "#CALC!",
        "#ERROR!",
        "#GETTING_DATA",
    }
)


@dataclass(frozen=True)
class Parsed:
    """`value` is the canonical text (None = blank); `code` names the problem, "" = none."""

    value: str | None = None
    code: str = ""
    message: str = ""
    expected: str = ""


DECIDED_BY_VALUE = frozenset({"boolean", "choice", "choices"})
"""Types of columns whose cells are words of a closed list: what a word means is asked once, for every file."""


@dataclass(frozen=True)
class ColumnReading:
    """How one column of one file is read.

    mapped: what the mapping says a spelling means, before anything else.
    order: mdy, dmy or ymd for dates in digits. is_serial: the whole column is Excel day numbers.
    day_zero: where a workbook's count of days begins. is_swapped: a spreadsheet exchanged day and month of true dates.
    latest: no date after it (the day of import), None where later ones make sense. farthest, earliest: days beyond
    them are asked about. today: the day of import.
    learned: choices that the column itself shows to hold commas, folded (multiple_choice.py).
    zone: the moments of this column are brought to the office's time.
    unit: what its bare numbers count. is_confirmed: a mapping says what this cell means, likely or not.
    """

    column: Column
    mapped: Mapping[str, str] = field(default_factory=dict)
    order: str = "mdy"
    is_serial: bool = False
    day_zero: date = date(1899, 12, 30)
    is_swapped: bool = False
    latest: date | None = None
    farthest: date | None = None
    earliest: date | None = None
    today: date | None = None
    learned: frozenset[str] = frozenset()
    zone: Shift | None = None
    unit: Unit = field(default_factory=Unit)
    is_confirmed: bool = False

    @cached_property
    def confirmed(self) -> ColumnReading:
        """How what a mapping says of a cell is read: in the column's own unit, and likely or not."""
        return replace(self, unit=Unit(), is_confirmed=True)

    @cached_property
    def _mapped_folded(self) -> Mapping[str, str]:
        return {self._folded(spelling): value for spelling, value in self.mapped.items()}

    def meant(self, *texts: str) -> str | None:
        """What the mapping says a spelling means: as written, else folded. "" = blank, None = not said."""
        for text in texts:
            if text in self.mapped:
                return self.mapped[text]
        return self._mapped_folded.get(self._folded(texts[-1]))

    def _folded(self, spelling: str) -> str:
        """Words are the same with other marks between them; of a number the marks are a part: “~4??” is not “4”."""
        is_word = self.column.type in DECIDED_BY_VALUE
        return normalise(spelling) if is_word else " ".join(spelling.casefold().split())

    @cached_property
    def splits(self) -> frozenset[str]:
        """Folded choices that are not taken apart: known ones, those a mapping names, learned ones."""
        return frozenset({*self.column.spellings, *self._mapped_folded, *self.learned})

    @cached_property
    def blanks(self) -> frozenset[str]:
        return blanks(self.column)

    def spelled(self, text: str) -> str | None:
        """The canonical value a cell spells, None where it is unknown or blank."""
        return self.column.spelled(text) or None


def blanks(column: Column) -> frozenset[str]:
    """Cells that are as good as empty, compared whole and without case: "-99" is not 99."""
    return DASHES | {blank.casefold() for blank in column.blanks}


def shown(text: str) -> str:
    """A cell quoted for a person: one line, at most 60 characters."""
    line = " ".join(text.split())
    return f"“{line if len(line) <= 60 else line[:59] + '…'}”"


# What nobody sees in a cell: control characters that are no blanks, soft hyphens, spaces and joins without width, marks
# of the direction of writing (Windows puts one before a copied date), and what asks for a mark to be drawn in color.
# Two joiners are kept: Persian words and flags are written with them.
INVISIBLE = (
    *(code for code in range(0xA0) if unicodedata.category(chr(code)) == "Cc" and not chr(code).isspace()),
    0x00AD,
    0x200B,
    *(0x200E, 0x200F),
    *range(0x202A, 0x202F),
    *range(0x2060, 0x2065),
    *range(0x2066, 0x206A),
    *(0xFE0E, 0xFE0F),
    0xFEFF,
)
_WITHOUT_INVISIBLE = dict.fromkeys(INVISIBLE)


def unwrapped(text: str) -> str:
    """The text without what spreadsheets put around it: blanks, `="00123"`, a leading text apostrophe."""
    value = unicodedata.normalize("NFC", text).translate(_WITHOUT_INVISIBLE).strip()
    quoted = re.fullmatch(r'="?([^"]*)"?', value) if value.startswith('="') else None
    if quoted:
        value = quoted[1].strip()
    if value.startswith("'") and (could_run(value[1:]) or "0" <= value[1:2] <= "9"):
        value = value[1:].strip()
    return value


def refused(code: str, message: str, expected: str) -> Parsed:
    return Parsed(None, code, message, expected)
