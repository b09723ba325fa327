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

from tests.browser.conftest import ROOT, asked_from_inside, settled

pytestmark = pytest.mark.browser

Served = Callable[[Path], str]
FIGURE_PAGES = ("Overview", "Outreach", "Interviews", "Referrals", "Outcomes", "Growth", "Compare")
PAGES = (*FIGURE_PAGES, "Research", "This week", "Uploads", "Plans", "Definitions")
LOG = """student_id,contact_name,held_on,contact_employer,channel,referrals_count
a1,Lee Park,2026-09-14,Acme,linkedin,2
a1,Ann Moss,2026-10-05,Initech,cold,0
b2,Sam Ortiz,2026-10-12,Acme,faculty,1
b2,Kim Doe,not a day,Acme,faculty,1
"""


def go(page: Page, name: str) -> None:
    page.get_by_role("link", name=name, exact=True).click()
    page.wait_for_selector(f"h1:has-text('{name}')")
    settled(page)


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
        expect(page.get_by_text("Synthetic: do not cite")).to_be_visible()
        assert page.get_by_text("Something went wrong").count() == 0
        if name in FIGURE_PAGES:
            expect(page.locator(".js-plotly-plot")).to_have_count(2)
            assert not page.locator(".modebar-btn").count()


def test_what_stands_out_opens_the_page_with_the_group_chosen(
    page: Page, served: Served, sample_folder: Path
) -> None:
    page.goto(served(sample_folder))
    settled(page)
    page.get_by_role("link", name="Students reached: 56% for the class of 2027").click()
    page.wait_for_selector("h1:has-text('Interviews')")
    settled(page)
    assert "class=2027" in page.url
    expect(page.get_by_test_id("stMetricValue").first).to_have_text("56%")


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
    said = page.locator(".st-key-sentence").inner_text()
    assert said.startswith("School of Business against All others (college)")
    page.goto(page.url)
    settled(page)
    expect(page.locator(".st-key-sentence")).to_have_text(said)


def test_a_filter_is_in_the_address_and_stays_from_page_to_page(
    page: Page, served: Served, sample_folder: Path
) -> None:
    page.goto(f"{served(sample_folder)}/outreach")
    settled(page)
    everybody = page.get_by_test_id("stMetricValue").first.inner_text()
    page.get_by_role("combobox", name="College").click()
    page.get_by_role("option", name="Engineering").click()
    page.keyboard.press("Escape")
    settled(page)
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


def test_an_old_link_does_not_show_everybody(page: Page, served: Served, sample_folder: Path) -> None:
    page.goto(f"{served(sample_folder)}/outreach?college=Closed+College")
    settled(page)
    expect(page.get_by_text("College: Closed College")).to_be_visible()
    assert page.get_by_test_id("stMetric").count() == 0
    page.get_by_role("button", name="Show the figures without it").click()
    settled(page)
    assert page.get_by_test_id("stMetric").count() == 3


def test_a_chart_goes_into_a_report(page: Page, served: Served, sample_folder: Path) -> None:
    page.goto(f"{served(sample_folder)}/outreach")
    settled(page)
    page.get_by_role("button", name="Export").first.click()
    settled(page)

    name, picture = exported(page, "PNG")
    assert re.fullmatch(r"new-contacts-publishable-[0-9a-f]{12}\.png", name)
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
    page.get_by_role("button", name="Export").first.click()
    settled(page)
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
    page.wait_for_selector("h1:has-text('Uploads')")
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

    go(page, "Overview")
    expect(page.get_by_text("2 students held 3 conversations with 3 contacts")).to_be_visible()

    go(page, "Uploads")
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(page.get_by_role("button", name="Redo")).to_be_visible(timeout=60_000)
    settled(page)
    go(page, "Overview")
    assert page.get_by_text("3 conversations").count() == 0


def test_the_sample_office_loads_from_the_first_page(page: Page, served: Served, tmp_path: Path) -> None:
    page.goto(served(tmp_path / "warehouse"))
    settled(page)
    page.get_by_role("button", name="Load the sample office").click()
    expect(page.get_by_text("rows accepted, 0 rejected").first).to_be_visible(timeout=60_000)  # its steps
    expect(page.get_by_test_id("stMetric").first).to_be_visible(timeout=180_000)
    expect(page.get_by_text("Synthetic: do not cite")).to_be_visible()


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
    for name in ("Uploads", "College", "Definition", "Export", "More"):
        assert name in said, name


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
    page.get_by_role("button", name="Export").first.click()
    settled(page)
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
