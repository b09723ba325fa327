"""What several kinds of tests start from: the sample office, set up once."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.commands.sample_office import set_up
from pipelines.store.warehouse import Warehouse

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample")
    list(set_up(Warehouse(folder), ROOT / "sample_data"))
    return folder
