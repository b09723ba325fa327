"""The style sheet: what it names is there to be styled."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dashboard import front_page

ROOT = Path(__file__).parents[3]
SHEET = front_page.style_sheet()
KEYS = sorted(set(re.findall(r"st-key-(\w+)", SHEET)))
CODE = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "dashboard").rglob("*.py"))


@pytest.mark.parametrize("key", KEYS)
def test_every_key_the_sheet_names_is_given_to_something(key: str) -> None:
    given = re.findall(r'key(?:=|: str = )f?"(\w+)', CODE)
    assert any(name.startswith(key) or (name.endswith("_") and key.startswith(name)) for name in given), key


def test_every_bracket_is_closed() -> None:
    assert SHEET.count("{") == SHEET.count("}")
