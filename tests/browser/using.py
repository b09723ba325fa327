"""How a person uses the pages: goes to a place, chooses a filter, picks from a card's menu."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from dashboard.front_page import NAME
from dashboard.navigation import PLACES
from tests.browser.conftest import settled


def go(page: Page, title: str) -> None:
    """To a page by the navigation: its place's menu first, where it is in one."""
    place = next((place for place, pages in PLACES.items() if any(one.title == title for one in pages)), "")
    if place:
        page.get_by_test_id("stTopNavSection").filter(has_text=place).click()
        page.get_by_test_id("stTopNavDropdownLink").filter(has_text=title).first.click()
    else:
        page.get_by_test_id("stTopNavLink").filter(has_text=title).first.click()
    expect(page).to_have_title(f"{title} · {NAME}")
    settled(page)


def choose(page: Page, key: str, *options: str) -> None:
    """Options of a filter in the bar, taken or taken off; key: its name in the address."""
    page.locator(f".st-key-chip_{key} button").first.click()
    page.locator(f".st-key-{key}").get_by_role("combobox").click()
    for option in options:
        page.get_by_role("option", name=option).click()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    settled(page)


def pick(page: Page, card: str, item: str) -> None:
    """An item of a card's menu."""
    page.locator(f".st-key-menu_{card} button").click()
    page.get_by_role("menuitem", name=item).click()
    settled(page)
