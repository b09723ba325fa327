"""Sections of docs/benchmarks.md, each measured on its own and written in its place."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

BENCHMARKS = Path(__file__).parents[2] / "docs" / "benchmarks.md"


def publish(section: Sequence[str], page: Path = BENCHMARKS) -> None:
    """Put a section, whose first line is its heading, in the place of the one before, or at the end, and say
    when and where it was measured."""
    heading, *rest_of_it = section
    machine = f"{os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()}"
    section = [heading, "", f"Measured {datetime.now(UTC):%B %-d, %Y}; {machine}.", *rest_of_it]
    before, _, rest = page.read_text(encoding="utf-8").partition(f"{section[0]}\n")
    after = rest[rest.index("\n## ") + 1 :] if "\n## " in rest else ""
    text = before.rstrip() + "\n\n" + "\n".join(section) + "\n" + ("\n" + after if after else "")
    page.write_text(text, encoding="utf-8")
