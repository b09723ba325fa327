"""This week with a real browser: open, tick, done, undo; on a phone and by keyboard too."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import settled
from tests.browser.test_accessible import DESK, PHONE, objections, too_wide
from tests.dashboard.people.waiting import EVERY
from tests.offices import office

pytestmark = pytest.mark.browser


def test_two_are_done_and_undone_and_one_is_found_under_done(
    page: Page, served: Callable[[Path], str], tmp_path: Path
) -> None:
    office(tmp_path, **EVERY)
    page.set_viewport_size({"width": DESK, "height": 900})
    page.goto(f"{served(tmp_path / 'warehouse')}/this_week")
    answer = page.get_by_role("heading", level=1)
    expect(answer).to_have_text("2 students could use a nudge this week")
    settled(page)
    said = page.locator(".st-key-week_said [role=status]")
    done = page.get_by_role("button", name="Done", exact=True)
    expect(done).to_be_disabled()
    box = page.get_by_role("checkbox", name="Select all on this page")
    box.focus()
    page.keyboard.press("Space")
    expect(page.get_by_text("2 selected", exact=True)).to_be_visible()
    done.click()
    expect(said).to_have_text("2 students marked done.")
    expect(answer).to_have_text("Nobody is waiting for a nudge this week")
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(answer).to_have_text("2 students could use a nudge this week")

    page.set_viewport_size({"width": PHONE, "height": 844})
    settled(page)
    page.get_by_role("button", name="Options for Ana").click()
    page.get_by_role("menuitem", name="Mark done").click()
    expect(said).to_have_text("1 student marked done.")
    page.get_by_role("radio", name="Done 1").click()
    expect(page.get_by_text("on this computer").first).to_be_visible()
    settled(page)
    assert "list=done" in page.url
    assert not objections(page)
    assert not too_wide(page)
