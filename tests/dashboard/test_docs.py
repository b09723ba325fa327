"""Documentation that comes from the code is what the code says."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.docs import pages

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("name", ["sources.md", "metrics.md", "cli.md"])
def test_printed_pages_are_current(name: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == pages()[name], "run `make docs`"
