"""Pages, opened as a person finds them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.asking.served import WAREHOUSE_VARIABLE
from dashboard.commands.intake import STAND_BY

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
        if page:  # an address opens its page, not the first one before it
            at.switch_page(f"app_pages/{page}.py")
        return at.run()

    return opened


@pytest.fixture(scope="session")
def _one_stands_by() -> Iterator[None]:
    yield
    STAND_BY.stop()


@pytest.fixture
def standing_by(_one_stands_by: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands go to the process that stands by, as in the served dashboard: it need not start for each."""
    monkeypatch.setattr(STAND_BY, "_is_enabled", True)
