"""The map in docs/architecture.md is what the code is, and its drawing says what imports what."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dashboard.room_map import BEGIN, END, drawing, room_map, with_map

ROOT = Path(__file__).parents[2]


def test_the_map_is_current() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert with_map(page) == page, "run `make docs`"


def test_every_room_and_module_is_on_it_and_says_what_it_is() -> None:
    rows = re.findall(r"^\| `(.+)` \| (.*) \| (.*) \|$", room_map(), flags=re.MULTILINE)
    for place, says, _ in rows:
        assert says, f"{place} has no docstring"
        assert "|" not in says
    named = {name.strip("/") for _, _, inside in rows for name in inside.split(", ") if name}
    for package in ("pipelines", "dashboard"):
        modules = {path.stem for path in (ROOT / package).rglob("*.py")} - {"__init__"}
        assert modules <= named | {place.removesuffix(".py") for place, _, _ in rows}


def test_arrows_that_others_lead_along_are_left_out() -> None:
    drawn = drawing({"a.x": {"a.y", "a.z"}, "a.y": {"a.z"}, "a.z": set(), "a.w": set()})
    assert drawn == "```mermaid\nflowchart TD\n  w\n  x --> y\n  y --> z\n```\n"


def test_only_what_stands_between_the_marks_is_drawn_anew() -> None:
    page = with_map(f"Before.\n{BEGIN}\nold\n{END}\nAfter.\n")
    assert page.startswith(f"Before.\n{BEGIN}\n\n### `pipelines/`")
    assert page.endswith(f"{END}\nAfter.\n")
    assert "old" not in page.splitlines()
    with pytest.raises(ValueError, match="no place"):
        with_map("A page without marks.")
