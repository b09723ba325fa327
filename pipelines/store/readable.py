"""What is asked of a published build. Whoever measures names this, and needs no database to be imported."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol


class Readable(Protocol):
    """A build open for reading: its name, and rows as dicts for SQL of our own with values bound by name."""

    @property
    def build(self) -> str: ...

    def query(self, sql: str, params: Mapping[str, Any] | None = None) -> list[dict[str, Any]]: ...
