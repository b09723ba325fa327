"""Files on their way in: what was uploaded, what a person decided about each, and how both are handed on.

The dashboard imports by running the command line in a process of its own, with a folder that holds the files
under names of ours, a mapping file for each that somebody decided something about, and one file that says which
belongs to which. Pure, but for `lay_out`.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from pipelines.ingest.import_choices import Choices, ImportChoices, choices_as_json

KNOWN_ENDINGS = frozenset({".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods", ".pdf"})


@dataclass(frozen=True)
class Upload:
    """One uploaded file: its own name (data, never a path) and its bytes."""

    name: str
    content: bytes = field(repr=False)

    @cached_property
    def sha256(self) -> str:
        """By which the same bytes are known; a page asks for it at every run."""
        return hashlib.sha256(self.content).hexdigest()

    @cached_property
    def suffix(self) -> str:
        """The extension if it is one we know, else none: nothing else of the name reaches the disk."""
        suffix = Path(self.name).suffix.lower()
        return suffix if suffix in KNOWN_ENDINGS else ".bin"


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
