"""A report as a web page, opened by a browser: everybody can read it, nothing is fetched, on a phone nothing is cut."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from dashboard.asking.question import Ask
from dashboard.asking.served import WAREHOUSE_VARIABLE
from dashboard.reports import library
from dashboard.reports.assembled import assembled
from dashboard.reports.page import html
from pipelines.store.warehouse import Warehouse
from tests.browser.test_accessible import DESK, PHONE, objections

pytestmark = pytest.mark.browser


@pytest.fixture
def report(sample_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv(WAREHOUSE_VARIABLE, str(sample_folder))
    asked = Ask(Warehouse(sample_folder).published())
    made = html(assembled(library.ready()["first_destination"], asked, "internal", is_trial=True))
    (tmp_path / "report.html").write_bytes(made)
    return (tmp_path / "report.html").as_uri()


def test_everybody_can_read_it_and_it_fetches_nothing(page: Page, report: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for width in (DESK, PHONE):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(report)
        assert objections(page) == []
        whole, seen = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert whole <= seen, width
    assert {url for url in asked if not url.startswith(("file:", "data:"))} == set()
    assert page.locator("figure svg").count() >= 5
