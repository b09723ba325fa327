"""Sections of docs/benchmarks.md that are measured on their own, each in its place."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

BENCHMARKS = Path(__file__).parents[2] / "docs" / "benchmarks.md"


def publish(section: Sequence[str], page: Path = BENCHMARKS) -> None:
    """Put a section, whose first line is its heading, in the place of the one before, or at the end."""
    before, _, rest = page.read_text(encoding="utf-8").partition(f"{section[0]}\n")
    after = rest[rest.index("\n## ") + 1 :] if "\n## " in rest else ""
    text = before.rstrip() + "\n\n" + "\n".join(section) + "\n" + ("\n" + after if after else "")
    page.write_text(text, encoding="utf-8")
