"""What every page can do: a mark filters, and filters, cuts and forms live in the address."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import settled
from tests.browser.test_accessible import objections
from tests.browser.using import choose, pick

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
    page.goto(f"{served(sample_folder)}/interviews")
    settled(page)
    everybody = page.get_by_test_id("stMetricValue").nth(1).inner_text()
    click_row(page, "reached_by_program", 0)
    page.wait_for_url("**program=*")
    settled(page)
    expect(page.locator(".st-key-chip_program")).not_to_contain_text("All programs")
    assert page.get_by_test_id("stMetricValue").nth(1).inner_text() != everybody
    click_row(page, "reached_by_program", 0)
    page.wait_for_url(lambda url: "program=" not in url)
    settled(page)
    assert page.get_by_test_id("stMetricValue").nth(1).inner_text() == everybody


def test_a_click_costs_one_run_of_the_page(page: Page, served: Served, sample_folder: Path) -> None:
    """A selection that were reset by the new chart would run everything twice."""
    sent: list[float] = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda _: sent.append(time.monotonic())))
    page.goto(f"{served(sample_folder)}/interviews")
    settled(page)
    sent.clear()
    click_row(page, "reached_by_program", 1)
    page.wait_for_url("**program=**")
    settled(page)
    page.wait_for_timeout(500)
    assert len(sent) == 1


def test_a_chart_that_is_not_cut_by_a_filter_takes_no_clicks(
    page: Page, served: Served, sample_folder: Path
) -> None:
    page.goto(f"{served(sample_folder)}/interviews")
    settled(page)
    expect(page.locator(".js-plotly-plot")).to_have_count(4)
    expect(page.locator('[class*="_clickable"]')).to_have_count(2)


def test_a_cut_and_a_table_are_in_the_address(page: Page, served: Served, sample_folder: Path) -> None:
    page.goto(f"{served(sample_folder)}/interviews")
    settled(page)
    pick(page, "reached_by_program", "By college")
    pick(page, "held_over_time", "Show as table")
    assert "cut_reached_by_program=By+college" in page.url
    assert "form_held_over_time=Table" in page.url
    page.reload()
    settled(page)
    expect(page.locator(".st-key-card_reached_by_program")).to_contain_text("Students reached by college")
    expect(page.locator(".st-key-card_held_over_time").get_by_test_id("stDataFrame")).to_be_visible()


def test_an_old_link_names_a_cut_nobody_has(page: Page, served: Served, sample_folder: Path) -> None:
    page.goto(f"{served(sample_folder)}/interviews?cut_reached_by_program=By+shoe+size")
    settled(page)
    expect(page.get_by_text("By shoe size")).to_be_visible()
    assert page.get_by_test_id("stMetric").count() == 0
    page.get_by_role("button", name="Continue without them").click()
    settled(page)
    expect(page.get_by_test_id("stMetric").nth(1)).to_be_visible()


@pytest.fixture
def own_sample(sample_folder: Path, tmp_path: Path) -> Path:
    """The sample office, to be written in."""
    return shutil.copytree(sample_folder, tmp_path / "office")


@pytest.mark.thorough
def test_a_target_and_a_note_are_set_beside_the_chart_they_are_drawn_on(
    page: Page, served: Served, own_sample: Path
) -> None:
    page.goto(f"{served(own_sample)}/interviews")
    settled(page)
    pick(page, "reached_by_program", "What this counts")
    page.get_by_role("spinbutton", name="Students reached, target for 2026").fill("70")
    page.get_by_role("button", name="Set", exact=True).click()
    settled(page)
    page.keyboard.press("Escape")
    page.reload()
    settled(page)
    expect(page.get_by_text("Target 70%, 6 pts to go.")).to_be_visible()
    expect(
        page.locator(".st-key-card_reached_by_program .annotation-text", has_text="70%").first
    ).to_be_visible()

    pick(page, "held_over_time", "Note a date")
    page.get_by_label("What happened").fill("Career <b>fair</b>")
    settled(page)
    assert objections(page) == []
    page.get_by_role("button", name="Pin it").click()
    expect(page.locator(".st-key-card_held_over_time .annotation-text", has_text="Career")).to_have_text(
        "Career <b>fair</b>"
    )


@pytest.mark.thorough
def test_a_saved_view_opens_with_its_filters(page: Page, served: Served, own_sample: Path) -> None:
    page.goto(f"{served(own_sample)}/outreach?college=School+of+Business&form_new_contacts=Table")
    settled(page)
    narrowed = page.get_by_test_id("stMetricValue").first.inner_text()
    page.get_by_role("button", name="Saved views").click()
    page.get_by_label("Save this page and its filters as").fill("Business, *for Kim*")
    settled(page)
    assert objections(page) == []
    page.get_by_role("button", name="Save", exact=True).click()
    address = "/outreach?college=School+of+Business&form_new_contacts=Table"
    expect(page.get_by_test_id("stCode")).to_contain_text(served(own_sample) + address)

    page.goto(served(own_sample))
    settled(page)
    page.get_by_role("button", name="Saved views").click()
    with page.context.expect_page() as opening:
        page.get_by_role("link", name="Business, *for Kim*").click()
    kept = opening.value
    settled(kept)
    assert kept.url.endswith(address)
    assert kept.get_by_test_id("stMetricValue").first.inner_text() == narrowed


_DRAWINGS = """
() => {
    window.drawings = [];
    new MutationObserver(changes => {
        const drawn = new Map();
        for (const {target, addedNodes} of changes) {
            const chart = (target.parentElement ?? target).closest?.('[data-testid="stPlotlyChart"]');
            const marks = [...addedNodes].filter(node => node.nodeType === 1 && node.namespaceURI.endsWith('svg'));
            if (chart?.isConnected && marks.length) drawn.set(chart, (drawn.get(chart) ?? 0) + marks.length);
        }
        for (const [chart, marks] of drawn) if (marks > 20) window.drawings.push(chart.getAttribute('aria-label'));
    }).observe(document.body, {subtree: true, childList: true});
}
"""


def test_a_new_filter_has_each_chart_drawn_once(page: Page, served: Served, sample_folder: Path) -> None:
    """Streamlit hands a new chart to Plotly twice; the second time there must be nothing left to draw."""
    page.goto(served(sample_folder) + "/outreach")
    settled(page)
    charts = page.get_by_test_id("stPlotlyChart")
    expect(charts.filter(has=page.locator(".main-svg"))).to_have_count(4)
    page.wait_for_timeout(500)
    page.evaluate(_DRAWINGS)
    choose(page, "class", "2027")
    page.wait_for_url("**class=2027")
    settled(page)
    page.wait_for_timeout(500)
    drawn = page.evaluate("() => window.drawings")
    assert len(set(drawn)) == charts.count()
    once = [
        name for name in drawn if name.startswith("Column chart")
    ]  # others may change their height, and so their size
    assert len(once) == 1
