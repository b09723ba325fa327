"""What is left beside a file that arrived by itself: what became of it and why, for programs and for people."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pipelines.arrivals.drop_folder import QUARANTINE, RECEIPTS
from pipelines.errors import UserError
from pipelines.private_files import private_files
from pipelines.typed_json import as_plain, from_plain

Became = Literal["imported", "unchanged", "waits"]

_TITLES: dict[Became, str] = {
    "imported": "came in",
    "unchanged": "is here already; nothing to do",
    "waits": "waits for a person",
}


@dataclass(frozen=True)
class Receipt:
    """file: its name when it arrived. at: when, as ISO 8601 with the zone. why: sentences, of a file that waits.

    report: what `import --json` prints of it. said: what `import` prints.
    """

    file: str
    at: str
    became: Became
    why: tuple[str, ...]
    report: dict[str, Any]
    said: str

    @property
    def in_words(self) -> str:
        not_said = (why for why in self.why if why not in self.said)
        lines = [f"{self.file} {_TITLES[self.became]} ({self.at})", *not_said, "", self.said]
        return "\n".join(lines).rstrip() + "\n"

    def write_beside(self, path: Path) -> None:
        """Both receipts of the file that is, or is about to be, at `path`; for their owner alone."""
        texts = (json.dumps(as_plain(self), ensure_ascii=False, indent=2) + "\n", self.in_words)
        with private_files():
            for ending, text in zip(RECEIPTS, texts, strict=True):
                aside = path.with_name(f".{path.name}{ending}")
                aside.write_text(text, encoding="utf-8")
                aside.replace(path.with_name(path.name + ending))


def remove_beside(path: Path) -> None:
    """Remove the receipts of a file that is no longer there."""
    for ending in RECEIPTS:
        path.with_name(path.name + ending).unlink(missing_ok=True)


def receipt_of(path: Path) -> Receipt | None:
    """The receipt beside a file; None where there is none, or none that can be read."""
    try:
        return from_plain(
            Receipt, json.loads(path.with_name(path.name + RECEIPTS[0]).read_text(encoding="utf-8"))
        )
    except (OSError, ValueError):
        return None


# -- what the office is told -----------------------------------------------------------------------------

_WATCHED = "watched.json"  # in the warehouse folder: the folders whose files it takes in


def remember_watched(warehouse: Path, folder: Path) -> None:
    """Note that files of this folder go to this warehouse, so that its pages can show what waits there."""
    known = watched(warehouse)
    if folder not in known:
        with private_files():
            text = json.dumps([str(one) for one in (*known, folder)])
            (warehouse / _WATCHED).write_text(text, encoding="utf-8")


def watched(warehouse: Path) -> list[Path]:
    """The folders whose files go to this warehouse. Raises UserError where the note of them is damaged."""
    try:
        return [Path(one) for one in json.loads((warehouse / _WATCHED).read_text(encoding="utf-8"))]
    except FileNotFoundError:
        return []
    except (ValueError, TypeError):
        raise UserError(
            f"{_WATCHED} in the office's folder is damaged: it names the folders where files arrive. Remove it, and"
            " start `career-conversations watch` again."
        ) from None


@dataclass(frozen=True)
class Waiting:
    """A file that waits for a person, and what its receipt says."""

    path: Path
    receipt: Receipt


def waiting(warehouse: Path) -> Iterator[Waiting]:
    """What waits in the quarantine of every folder whose files go to this warehouse."""
    for folder in watched(warehouse):
        for place in sorted((folder / QUARANTINE).glob(f"*{RECEIPTS[0]}")):
            path = place.with_name(place.name.removesuffix(RECEIPTS[0]))
            receipt = receipt_of(path)
            if path.is_file() and receipt is not None:
                yield Waiting(path, receipt)
