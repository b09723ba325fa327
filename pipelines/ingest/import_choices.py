"""What a person chose for a file that is to come in, as the dashboard hands it to the command line. Pure."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pipelines.typed_json import as_plain, from_plain


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
