"""The public site opened from its folder: everybody can read it, nothing is fetched, on a phone nothing is cut."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page
from typer.testing import CliRunner

from dashboard.asking.served import WAREHOUSE_VARIABLE
from dashboard.cli import app
from tests.browser.test_accessible import DESK, PHONE, objections
from tests.dashboard.site.graduates import graduates

pytestmark = pytest.mark.browser


def test_everybody_can_read_it_and_it_fetches_nothing(
    page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(WAREHOUSE_VARIABLE, str(tmp_path / "warehouse"))
    graduates(tmp_path)
    (tmp_path / "warehouse" / "settings.toml").write_text('data_steward = "Ann & Co"', encoding="utf-8")
    words = ["--warehouse", str(tmp_path / "warehouse"), "publish", str(tmp_path / "site"), "--json"]
    result = CliRunner().invoke(app, words, catch_exceptions=False)
    said = json.loads(result.stdout)
    assert [one["of"] for one in said["pages"] if one["is_empty"]] == [
        "College of Few",
        "College of Fewer",
        "College of Others",
    ]
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for width in (DESK, PHONE):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto((tmp_path / "site" / "index.html").as_uri())
        for name in ("Definitions and privacy", "By college", "College of Few", "All graduates", "Economics"):
            assert objections(page) == [], (width, page.url)
            whole, seen = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
            assert whole <= seen, (width, page.url)
            page.get_by_role("link", name=name, exact=True).first.click()
        assert page.get_by_role("heading", level=1).inner_text() == "Graduate outcomes: Economics"
        assert objections(page) == [], width
    assert {url for url in asked if not url.startswith(("file:", "data:"))} == set()
    assert page.evaluate("document.fonts.check('16px Inter')")
    assert page.locator("figure svg").count() >= 1
    assert page.get_by_text("Data steward: Ann & Co.").count() == 1
