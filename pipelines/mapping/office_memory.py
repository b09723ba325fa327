"""What an office knows before it reads a file: saved mappings, decisions, its students' ids, its time zone. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipelines.mapping.saved_mappings import Decided, Saved


@dataclass(frozen=True)
class OfficeMemory:
    """uses_saved: a saved mapping that fits a file is used by itself. roster: ids and e-mails of students."""

    saved: tuple[Saved, ...] = ()
    uses_saved: bool = False
    decided: Decided = field(default_factory=lambda: Decided({}))
    roster: frozenset[str] = frozenset()
    time_zone: str = ""
