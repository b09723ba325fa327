"""What a file's headers are taken for, as an import decides it."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.mapping.source_guess import Guess, choose, recognise


def taken_for(columns: Sequence[str], labels: Sequence[str] = (), tool: str = "") -> Guess:
    """Recognize and choose; raises FileRefused as both do."""
    return choose(columns, recognise(columns, labels, tool))
