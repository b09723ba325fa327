"""What a person chose for a file that is to come in, on a page or on a terminal. Pure.

Choices        what was decided, as a mapping file that says the same
ImportChoices  how one file is to be taken in, as the dashboard hands it to the command line
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from pipelines.mapping.toml_text import written
from pipelines.sources.catalog import STUDENT_ID, STUDENT_KEYS, STUDENT_NAME
from pipelines.typed_json import as_plain, from_plain

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Choices:
    """What the person decided about one file; empty = as proposed.

    columns: (canonical column, header of the file); the header "" says that the column is not to be taken.
    values: (canonical column, spelling in the file, canonical value). constants: (canonical column, value).
    confirm: the numbers of a calendar's entries that were informational interviews.
    units: (canonical column, what its bare numbers count). reshape: "first_contact" = of a row about several contacts
    only the first.
    scale: lowest, highest and "up" or "down" of a survey's answers.
    based_on: a saved mapping below all this. use_saved: one that fits is used where nothing was decided.
    """

    source: str = ""
    sheet: str = ""
    columns: Pairs = ()
    values: tuple[tuple[str, str, str], ...] = ()
    constants: Pairs = ()
    scale: tuple[float, float, str] | None = None
    date_order: str = ""
    blank_reply: str = ""
    based_on: str = ""
    use_saved: bool = True
    replace: bool = False
    confirm: tuple[int, ...] = ()
    units: Pairs = ()
    reshape: str = ""

    def for_all(self, column: str, text: str) -> Choices:
        """With a text that holds for every row; a student may be given by ID, by address or by name."""
        name = student_column(text) if column == STUDENT_ID else column
        others = (pair for pair in self.constants if pair[0] != name)
        return replace(self, constants=(*others, (name, text.strip())))

    def mapping_toml(self) -> str:
        """The mapping file that says the same, "" where nothing was decided. Outside text is quoted."""
        values: dict[str, dict[str, str]] = {}
        for column, raw, value in self.values:
            values.setdefault(column, {})[raw] = value
        document: dict[str, Any] = {
            "source": self.source,
            "sheet": self.sheet,
            "date_order": self.date_order,
            "blank_reply": self.blank_reply,
            "reshape": self.reshape,
            "based_on": self.based_on,
            "columns": dict(self.columns),
            "values": values,
            "constants": dict(self.constants),
            "confirm": list(self.confirm),
            "units": dict(self.units),
        }
        if self.scale:
            low, high, direction = self.scale
            document["scale"] = {"low": low, "high": high, "direction": direction}
        return written(document) if any(document.values()) else ""


def student_column(text: str) -> str:
    """The column that what somebody typed for a student belongs in.

    >>> [student_column(text) for text in ("S100123", "ana@example.edu", "Ana Kurz", "Kurz, Ana", "000 123")]
    ['student_id', 'student_email', 'student_name', 'student_name', 'student_id']
    """
    if "@" in text:
        return STUDENT_KEYS[1]
    is_name = len(text.split()) > 1 and not any(letter.isdigit() for letter in text)
    return STUDENT_NAME if is_name else STUDENT_ID


@dataclass(frozen=True)
class ImportChoices:
    """How one file is to be taken in.

    name: what it is called where it came from. source, mapping_file (a path): None = recognized, none.
    replace: the file is the whole log. use_saved: a saved mapping that fits may be used.
    """

    name: str
    source: str | None = None
    mapping_file: str | None = None
    replace: bool = False
    use_saved: bool = True


def choices_as_json(files: Sequence[ImportChoices]) -> str:
    """One entry a file, in the order of the files."""
    return json.dumps(as_plain(list(files)))


def choices_from_json(text: str) -> list[ImportChoices]:
    """Raises ValueError where the text is not what `choices_as_json` writes."""
    entries: list[Any] = json.loads(text)
    return [from_plain(ImportChoices, entry) for entry in entries]
