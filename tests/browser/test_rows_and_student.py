"""From a chart to its rows, to one student, and back with the filters: what only a browser can show."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import settled
from tests.browser.using import pick

pytestmark = pytest.mark.browser


def test_rows_lead_to_a_student_and_back_with_the_filters(
    page: Page, served: Callable[[Path], str], sample_folder: Path
) -> None:
    page.goto(f"{served(sample_folder)}/interviews?college=School+of+Business&dates=All+dates")
    settled(page)
    pick(page, "reached_by_program", "See the rows")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("the figure on the chart")
    with page.expect_download() as waiting:
        dialog.get_by_role("button", name="Download (CSV)").click()
    file = waiting.value
    assert "confidential" in file.suggested_filename
    text = Path(file.path()).read_text(encoding="utf-8-sig")
    assert "Contains confidential student and contact records" in text
    table = dialog.get_by_test_id("stDataFrame")
    # Streamlit's own download guards no formula and marks nothing
    expect(dialog.get_by_role("button", name="Download as CSV")).to_be_hidden()
    box = table.bounding_box()
    assert box
    page.mouse.click(box["x"] + 18, box["y"] + 50)  # the table is drawn on a canvas
    settled(page)
    dialog.get_by_role("link", name="Open this student").click()
    page.wait_for_url("**/student?*")
    expect(dialog).to_be_hidden()
    settled(page)
    assert "college=School+of+Business" in page.url
    page.go_back()
    expect(page).to_have_title("Interviews · Career Conversations")
    settled(page)
    assert "/interviews?college=School+of+Business" in page.url
    expect(dialog).to_be_hidden()
