"""The sample office, set up once, and small offices for what it does not show."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.data import WAREHOUSE_VARIABLE
from dashboard.sample_office import set_up
from pipelines.warehouse import Warehouse

ROOT = Path(__file__).parents[2]
Open = Callable[..., AppTest]


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample")
    list(set_up(Warehouse(folder), ROOT / "sample_data"))
    return folder


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
