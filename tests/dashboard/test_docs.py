"""Documentation that comes from the code is what the code says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image

from dashboard.docs import FOLDING, WIDTHS, pages, pictures_page
from dashboard.navigation import PAGES

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("name", ["sources.md", "metrics.md", "cli.md", "pages.md", "sentences.md"])
def test_printed_pages_are_current(name: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == pages()[name], "run `make docs`"


def test_every_page_has_its_pictures_at_both_widths() -> None:
    named = set(re.findall(r"images/([\w-]+\.png)", pictures_page()))
    assert len(named) == len(WIDTHS) * (len(PAGES) + len(FOLDING))
    assert {path.name for path in (DOCS / "images").glob("*.png")} == named
    for name in named:
        with Image.open(DOCS / "images" / name) as picture:
            assert picture.width == int(name.removesuffix(".png").rpartition("-")[2])


def test_pages_that_fold_are_those_with_more() -> None:
    folder = DOCS.parent / "dashboard" / "app_pages"
    assert {path.stem for path in folder.glob("*.py") if "more_in_groups(" in path.read_text()} == set(
        FOLDING
    )
