"""The first five minutes with the dashboard, done for real: open, read, filter, bring a file in, export, undo."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import urllib.error
import urllib.request
import zipfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlparse

import pytest
from playwright.sync_api import Page, expect
from pptx import Presentation

from dashboard.navigation import PAGES as NAVIGATION
from tests.browser.conftest import ROOT, asked_from_inside, settled
from tests.browser.using import choose, go, pick

pytestmark = pytest.mark.browser

Served = Callable[[Path], str]
PAGES = tuple(
    place.title for place in NAVIGATION if place.name != "who_is_who"
)  # nothing to decide: not offered
LOG = """student_id,contact_name,held_on,contact_employer,channel,referrals_count
a1,Lee Park,2026-09-14,Acme,linkedin,2
a1,Ann Moss,2026-10-05,Initech,cold,0
b2,Sam Ortiz,2026-10-12,Acme,faculty,1
b2,Kim Doe,not a day,Acme,faculty,1
"""


def exported(page: Page, kind: str) -> tuple[str, bytes]:
    with page.expect_download(timeout=60_000) as waiting:
        page.get_by_role("button", name=f"({kind})").click()
    download = waiting.value
    return download.suggested_filename, Path(download.path()).read_bytes()


def test_every_page_of_the_sample_office_reads_well(page: Page, served: Served, sample_folder: Path) -> None:
    page.goto(served(sample_folder))
    settled(page)
    for name in PAGES:
        go(page, name)
        expect(page.locator(".st-key-foot")).to_contain_text("Synthetic: do not cite")
        assert page.get_by_text("Something went wrong").count() == 0
        assert not page.locator(".modebar-btn").count()


def test_what_stands_out_opens_the_page_with_the_group_chosen(
    page: Page, served: Served, sample_folder: Path
) -> None:
    page.goto(served(sample_folder))
    settled(page)
    page.get_by_role("link", name="See the class of 2027").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("56% of our 165 students expected to log")
    settled(page)
    assert "class=2027" in page.url
    expect(page.locator(".st-key-chip_class")).to_contain_text("Class of 2027")


@pytest.mark.thorough
def test_a_comparison_is_in_the_address_and_opens_from_it(
    page: Page, served: Served, sample_folder: Path
) -> None:
    page.goto(f"{served(sample_folder)}/compare")
    settled(page)
    page.get_by_role("combobox", name="First side").click()
    page.get_by_role("option", name="College: School of Business").click()
    page.keyboard.press("Escape")
    settled(page)
    page.get_by_role("combobox", name="Against").click()
    page.get_by_role("option", name="All others").click()
    settled(page)
    said = page.locator(".st-key-lede").inner_text()
    assert said.startswith("School of Business against All others (college)")
    page.goto(page.url)
    settled(page)
    expect(page.locator(".st-key-lede")).to_have_text(said)


def test_a_filter_is_in_the_address_and_stays_from_page_to_page(
    page: Page, served: Served, sample_folder: Path
) -> None:
    page.goto(f"{served(sample_folder)}/outreach")
    settled(page)
    everybody = page.get_by_test_id("stMetricValue").first.inner_text()
    choose(page, "college", "Engineering")
    assert "college=College+of+Engineering" in page.url
    narrowed = page.get_by_test_id("stMetricValue").first.inner_text()
    assert narrowed != everybody
    go(page, "Uploads")
    go(page, "Outreach")
    assert "college=College+of+Engineering" in page.url
    assert page.get_by_test_id("stMetricValue").first.inner_text() == narrowed
    page.reload()
    settled(page)
    assert page.get_by_test_id("stMetricValue").first.inner_text() == narrowed


@pytest.mark.thorough
def test_an_old_link_does_not_show_everybody(page: Page, served: Served, sample_folder: Path) -> None:
    page.goto(f"{served(sample_folder)}/outreach?college=Closed+College")
    settled(page)
    expect(page.get_by_text("College: Closed College")).to_be_visible()
    assert page.get_by_test_id("stMetric").count() == 0
    page.get_by_role("button", name="Continue without them").click()
    settled(page)
    assert page.get_by_test_id("stMetric").count() == 3


def test_a_chart_goes_into_a_report(page: Page, served: Served, sample_folder: Path) -> None:
    page.goto(f"{served(sample_folder)}/outreach")
    settled(page)
    pick(page, "new_contacts", "Export…")

    name, picture = exported(page, "PNG")
    assert re.fullmatch(r"new-contacts-by-week-2026-11-18\.png", name)
    assert picture.startswith(b"\x89PNG")
    assert len(picture) > 20_000

    _, slide = exported(page, "PPTX")
    shapes = list(Presentation(io.BytesIO(slide)).slides[0].shapes)
    assert any(shape.has_chart for shape in shapes)  # native, editable
    face = " ".join(shape.text_frame.text for shape in shapes if shape.has_text_frame)
    assert "Publishable" in face
    assert "Synthetic: do not cite" in face

    _, numbers = exported(page, "CSV")
    assert "Publishable" in numbers.decode("utf-8-sig")
    _, workbook = exported(page, "XLSX")
    assert any("chart" in part for part in zipfile.ZipFile(io.BytesIO(workbook)).namelist())
    _, drawing = exported(page, "SVG")
    assert b"<svg" in drawing[:500]


def test_an_export_for_another_view_says_so(page: Page, served: Served, sample_folder: Path) -> None:
    page.goto(f"{served(sample_folder)}/outreach")
    settled(page)
    pick(page, "new_contacts", "Export…")
    page.get_by_role("radio", name="Working").click()
    settled(page)
    name, numbers = exported(page, "CSV")
    assert "-working-" in name
    assert "confidential" in numbers.decode("utf-8-sig").lower()


def test_own_files_come_in_show_and_go_again(page: Page, served: Served, tmp_path: Path) -> None:
    page.goto(served(tmp_path / "warehouse"))
    settled(page)
    expect(page.get_by_role("heading", name="Welcome to Career Conversations")).to_be_visible()
    with page.expect_download(timeout=60_000) as waiting:
        page.get_by_role("button", name="Templates").click()
    assert zipfile.is_zipfile(waiting.value.path())

    page.get_by_role("button", name="Bring in files").click()
    expect(page).to_have_title("Uploads · Career Conversations")
    settled(page)
    page.locator("input[type=file]").set_input_files(
        {
            "name": "<img src=x> my [log](https://example.com).csv",
            "mimeType": "text/csv",
            "buffer": LOG.encode(),
        }
    )
    expect(page.get_by_role("list", name="Steps")).to_be_visible(timeout=60_000)
    settled(page)
    expect(page.get_by_text("<img src=x> my [log](https://example.com).csv", exact=True)).to_be_visible()
    for button in ("Match the columns", "Check the rows"):
        if page.get_by_role("button", name=button).count():
            page.get_by_role("button", name=button).click()
            settled(page)
    expect(page.get_by_role("heading", name="3 interviews come in. 1 row needs a date.")).to_be_visible()
    page.get_by_role("button", name="Import 3 interviews").click()
    expect(page.get_by_text("Imported. The figures are up to date.")).to_be_visible(timeout=60_000)
    settled(page)
    with page.expect_download(timeout=60_000) as waiting:
        page.get_by_role("button", name="Rows with problems").first.click()
    assert "not a day" in Path(waiting.value.path()).read_text(encoding="utf-8-sig")

    go(page, "Home")
    expect(page.get_by_text("2 students held 3 conversations with 3 contacts")).to_be_visible()

    go(page, "Uploads")
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(page.get_by_role("button", name="Redo")).to_be_visible(timeout=60_000)
    settled(page)
    go(page, "Home")
    assert page.get_by_text("3 conversations").count() == 0


@pytest.mark.thorough
def test_the_sample_office_loads_from_the_first_page(page: Page, served: Served, tmp_path: Path) -> None:
    page.goto(served(tmp_path / "warehouse"))
    settled(page)
    page.get_by_role("button", name="Load the sample office").click()
    expect(page.get_by_text("rows accepted, 0 rejected").first).to_be_visible(timeout=60_000)  # its steps
    expect(page.get_by_test_id("stMetric").first).to_be_visible(timeout=180_000)
    expect(page.locator(".st-key-foot")).to_contain_text("Synthetic: do not cite")


def test_everything_can_be_reached_and_worked_by_keyboard(
    page: Page, served: Served, sample_folder: Path
) -> None:
    page.goto(f"{served(sample_folder)}/outreach")
    settled(page)
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate(
                "(document.activeElement.getAttribute('aria-label') || document.activeElement.innerText || '').trim()"
            )
        )
    said = "\n".join(reached)
    for name in ("Explore", "All colleges", "Options: New contacts", "More", "Working view"):
        assert name in said, name


def test_an_advisor_reads_the_answer_follows_a_finding_and_starts_the_week(
    page: Page, served: Served, sample_folder: Path
) -> None:
    page.goto(served(sample_folder))
    settled(page)
    page.set_viewport_size({"width": 1440, "height": 900})
    answer = page.get_by_role("heading", level=1)
    expect(answer).to_contain_text("students expected to log interviews have logged one")
    for tile in (
        "New contacts",
        "Interviews per student",
        "Referral yield",
        "Career outcomes, class of 2026",
    ):
        expect(page.get_by_role("link", name=tile)).to_be_in_viewport()
    expect(page.get_by_role("button", name="Start with the oldest")).to_be_in_viewport(ratio=1)
    page.get_by_role("link", name="See CAR 210-04").click()
    expect(answer).to_contain_text("42% of our 26")
    page.go_back()
    expect(page).to_have_title("Home · Career Conversations")
    settled(page)
    page.get_by_role("button", name="Start with the oldest").click()
    expect(page).to_have_title("This week · Career Conversations")


def test_keys_find_a_student_go_home_and_list_themselves(
    page: Page, served: Served, sample_folder: Path
) -> None:
    page.goto(f"{served(sample_folder)}/outreach")
    settled(page)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_contain_text("Find a student")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_have_count(0)
    page.keyboard.press("/")
    box = page.locator(".st-key-find_in_menu input")
    expect(box).to_be_focused()
    box.fill("g")  # a letter in a box is no key
    box.press("h")
    expect(page).to_have_title("Outreach · Career Conversations")
    page.keyboard.press("Escape")
    page.locator("h1").click()
    page.keyboard.press("g")
    page.keyboard.press("h")
    expect(page).to_have_title("Home · Career Conversations")


# -- what the server itself promises ---------------------------------------------------------------


def test_every_answer_carries_the_security_headers(served: Served, sample_folder: Path) -> None:
    url = served(sample_folder)
    with urllib.request.urlopen(asked_from_inside(url)) as answer:
        headers = answer.headers
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert f"connect-src {url} {url.replace('http', 'ws')};" in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/st-metrics", "/_stcore/agent/openapi.json"])
def test_numbers_about_the_server_are_not_for_anybody(path: str, served: Served, sample_folder: Path) -> None:
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(asked_from_inside(served(sample_folder) + path))
    assert refused.value.code == 404
    assert refused.value.headers["X-Content-Type-Options"] == "nosniff"


def test_text_is_sent_compressed(served: Served, sample_folder: Path) -> None:
    request = asked_from_inside(served(sample_folder))
    request.add_header("Accept-Encoding", "gzip")
    with urllib.request.urlopen(request) as answer:
        assert answer.headers["Content-Encoding"] == "gzip"


def test_downloads_are_not_stored(page: Page, served: Served, sample_folder: Path) -> None:
    page.goto(f"{served(sample_folder)}/outreach")
    settled(page)
    pick(page, "new_contacts", "Export…")
    with page.expect_download(timeout=60_000) as waiting:
        page.get_by_role("button", name="(CSV)").click()
    answer = page.request.get(
        waiting.value.url
    )  # whether a browser tells of a download's own answer is chance
    assert urlparse(waiting.value.url).path.startswith("/media/")
    assert answer.ok
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("address", ["0.0.0.0", "::"])
def test_it_refuses_to_be_reached_from_elsewhere(address: str, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "dashboard" / "server.py")]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "STREAMLIT_BROWSER_GATHER_USAGE_STATS": "false"}
    stopped = subprocess.run(
        [*command, "--server.address", address, "--server.port", "0", "--server.headless", "true"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert stopped.returncode != 0
    assert "127.0.0.1 only" in stopped.stderr
