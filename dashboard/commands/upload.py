"""Files on their way in: what was uploaded, what a person decided about each, and how both are handed on.

The dashboard imports by running the command line in a process of its own, with a folder that holds the files
under names of ours, a mapping file for each that somebody decided something about, and one file that says which
belongs to which. Pure, but for `lay_out`.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from pipelines.ingest.import_choices import ImportChoices, choices_as_json
from pipelines.mapping.toml_text import written

KNOWN_ENDINGS = frozenset({".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods", ".pdf"})

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Upload:
    """One uploaded file: its own name (data, never a path) and its bytes."""

    name: str
    content: bytes = field(repr=False)

    @cached_property
    def suffix(self) -> str:
        """The extension if it is one we know, else none: nothing else of the name reaches the disk."""
        suffix = Path(self.name).suffix.lower()
        return suffix if suffix in KNOWN_ENDINGS else ".bin"


@dataclass(frozen=True)
class Choices:
    """What the person decided about one file; empty = as proposed.

    columns: (canonical column, header of the file); the header "" says that the column is not to be taken.
    values: (canonical column, spelling in the file, canonical value). constants: (canonical column, value).
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
            "based_on": self.based_on,
            "columns": dict(self.columns),
            "values": values,
            "constants": dict(self.constants),
        }
        if self.scale:
            low, high, direction = self.scale
            document["scale"] = {"low": low, "high": high, "direction": direction}
        return written(document) if any(document.values()) else ""


ChosenFile = tuple[Upload, Choices]


def lay_out(files: Sequence[ChosenFile], place: Path) -> list[str]:
    """Put files and decisions into an empty folder; returns the arguments of `import` that name them."""
    paths, each = [], []
    for upload, choices in files:
        path = place / f"{secrets.token_hex(8)}{upload.suffix}"
        path.write_bytes(upload.content)
        paths.append(str(path))
        text = choices.mapping_toml()
        mapping = path.with_name(f"{path.stem}-mapping.toml")
        if text:
            mapping.write_text(text, encoding="utf-8")
        each.append(
            ImportChoices(
                name=upload.name,
                source=choices.source or None,
                mapping_file=str(mapping) if text else None,
                replace=choices.replace,
                use_saved=choices.use_saved,
            )
        )
    listed = place / "choices.json"
    listed.write_text(choices_as_json(each), encoding="utf-8")
    return [*paths, "--choices", str(listed)]
