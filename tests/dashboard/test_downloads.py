"""Two files of one name and length may be taken for each other by Streamlit, and a name may be guessed."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import dashboard

PACKAGE = Path(dashboard.__file__).parent
BUTTONS = [
    pytest.param(call, id=f"{path.relative_to(PACKAGE)}:{call.lineno}")
    for path in sorted(PACKAGE.rglob("*.py"))
    for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    if isinstance(call, ast.Call) and ast.unparse(call.func).endswith("download_button")
]


def test_there_are_downloads() -> None:
    assert len(BUTTONS) >= 7


@pytest.mark.parametrize("button", BUTTONS)
def test_every_download_has_a_name_nobody_can_guess(button: ast.Call) -> None:
    named = {word.arg: ast.unparse(word.value) for word in button.keywords}
    assert "secrets.token_hex(6)" in named["file_name"]
