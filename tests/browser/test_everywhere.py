"""What every page can do: a mark filters, and filters, cuts and forms live in the address."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import settled

pytestmark = pytest.mark.browser

Served = Callable[[Path], str]


def click_row(page: Page, panel: str, row: int) -> None:
    """Click the bar of a row of a panel's chart, as a hand does."""
    bar = page.locator(f".st-key-chart_{panel}_clickable .bars .point path").nth(row)
    expect(bar).to_be_visible()
    box = bar.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 3, box["y"] + box["height"] / 2)


def test_a_click_on_a_bar_sets_the_filter_and_the_same_click_takes_it_off(
    page: Page, served: Served, sample_folder: Path
) -> None:
    page.goto(served(sample_folder))
    settled(page)
    everybody = page.get_by_test_id("stMetricValue").nth(1).inner_text()
    click_row(page, "reached_by_college", 0)
    page.wait_for_url("**college=College+of+Arts+and+Sciences")
    settled(page)
    expect(page.locator(".st-key-college")).to_contain_text("College of Arts and Sciences")
    assert page.get_by_test_id("stMetricValue").nth(1).inner_text() != everybody
    expect(page.locator(".st-key-chart_reached_by_college_clickable .bars .point")).to_have_count(1)
    click_row(page, "reached_by_college", 0)
    page.wait_for_url(lambda url: "college=" not in url)
    settled(page)
    assert page.get_by_test_id("stMetricValue").nth(1).inner_text() == everybody


def test_a_click_costs_one_run_of_the_page(page: Page, served: Served, sample_folder: Path) -> None:
    """A selection that were reset by the new chart would run everything twice."""
    sent: list[float] = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda _: sent.append(time.monotonic())))
    page.goto(served(sample_folder))
    settled(page)
    sent.clear()
    click_row(page, "reached_by_college", 1)
    page.wait_for_url("**college=**")
    settled(page)
    page.wait_for_timeout(500)
    assert len(sent) == 1


def test_a_chart_that_is_not_cut_by_a_filter_takes_no_clicks(
    page: Page, served: Served, sample_folder: Path
) -> None:
    page.goto(served(sample_folder))
    settled(page)
    expect(page.locator(".js-plotly-plot")).to_have_count(2)
    expect(page.locator('[class*="_clickable"]')).to_have_count(1)


def test_a_cut_and_a_table_are_in_the_address(page: Page, served: Served, sample_folder: Path) -> None:
    page.goto(served(sample_folder))
    settled(page)
    page.get_by_role("combobox", name="Students reached: cut").click()
    page.get_by_role("option", name="By program").click()
    settled(page)
    page.locator(".st-key-form_held").get_by_role("radio", name="Table").click()
    settled(page)
    assert "cut_reached_by_college=By+program" in page.url
    assert "form_held=Table" in page.url
    page.reload()
    settled(page)
    expect(page.get_by_role("figure", name="Students reached by program")).to_be_visible()
    expect(page.locator(".st-key-panel_held").get_by_test_id("stDataFrame")).to_be_visible()


def test_an_old_link_names_a_cut_nobody_has(page: Page, served: Served, sample_folder: Path) -> None:
    page.goto(f"{served(sample_folder)}/?cut_reached_by_college=By+shoe+size")
    settled(page)
    expect(page.get_by_text("By shoe size")).to_be_visible()
    assert page.get_by_test_id("stMetric").count() == 0
    page.get_by_role("button", name="Show the figures without it").click()
    settled(page)
    assert page.get_by_test_id("stMetric").count() >= 3
