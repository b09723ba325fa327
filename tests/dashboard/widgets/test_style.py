"""The style sheet: what it names is there to be styled."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dashboard.widgets.style import SHEETS
from pipelines import data_files
from tests.dashboard.conftest import Open

ROOT = Path(__file__).parents[3]
SHEET = "\n".join(data_files.text(f"widgets/{name}", "dashboard") for name in SHEETS)
KEYS = sorted(set(re.findall(r"st-key-(\w+)", SHEET)))
CODE = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "dashboard").rglob("*.py"))


@pytest.mark.parametrize("key", KEYS)
def test_every_key_the_sheet_names_is_given_to_something(key: str) -> None:
    given = re.findall(r'key=f?"(\w+)', CODE)
    assert any(name.startswith(key) or (name.endswith("_") and key.startswith(name)) for name in given), key


def test_every_bracket_is_closed() -> None:
    assert SHEET.count("{") == SHEET.count("}")


def test_every_page_brings_the_sheet_once(sample_folder: Path, open_page: Open) -> None:
    at = open_page(sample_folder, "definitions")
    sheets = [block.proto.body for block in at.get("html") if "<style>" in block.proto.body]
    assert len(sheets) == 1
    assert SHEET in sheets[0]
