"""Pages, opened as a person finds them."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.asking.served import WAREHOUSE_VARIABLE

ROOT = Path(__file__).parents[2]
Open = Callable[..., AppTest]


@pytest.fixture(autouse=True)
def _pages_do_not_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page runs as __main__ and stays it: what it holds, builds among it, would outlive the tests."""
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])


@pytest.fixture
def open_page(monkeypatch: pytest.MonkeyPatch) -> Open:
    """open_page(folder, "outreach", college="…"): the page as a person opening that address finds it."""

    def opened(folder: Path, page: str = "", **address: str | list[str]) -> AppTest:
        monkeypatch.setenv(WAREHOUSE_VARIABLE, str(folder))
        at = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=60)
        for name, value in address.items():
            at.query_params[name] = value
        at.run()
        if page:
            at.switch_page(f"app_pages/{page}.py").run()
        return at

    return opened
