"""Text that is not Markdown stays what it is."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.widgets.plain_text import plain

MARKS = "\\`*_{}[]()#+!|~<>$:^=-"


@pytest.mark.parametrize("mark", MARKS)
def test_every_mark_of_markdown_is_escaped(mark: str) -> None:
    assert plain(f"a{mark}b") == f"a\\{mark}b"


@given(st.text())
def test_nothing_else_is_changed_and_nothing_is_lost(text: str) -> None:
    assert re.sub(r"\\(.)", r"\1", plain(text), flags=re.DOTALL) == text


def test_words_are_words() -> None:
    assert plain("School of Business, 47% of 12.5 'students'") == "School of Business, 47% of 12.5 'students'"
