"""The command line as the page hears it."""

from __future__ import annotations

from dashboard.commands import intake


def test_progress_lines_are_told_from_what_else_is_said() -> None:
    assert intake._progress_step('{"stage": "reading", "done": 0.5}') == (0.5, "reading")
    assert intake._progress_step('{"stage": "reading", "done": 7}') == (1.0, "reading")
    assert intake._progress_step("Something went wrong.") is None
    assert intake._progress_step('"stage"') is None
