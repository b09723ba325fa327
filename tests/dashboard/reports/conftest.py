"""The sample office, asked as a report asks it."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.asking.question import Ask
from dashboard.asking.served import WAREHOUSE_VARIABLE
from pipelines.store.warehouse import Warehouse


@pytest.fixture
def sample(sample_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    monkeypatch.setenv(WAREHOUSE_VARIABLE, str(sample_folder))
    return Ask(Warehouse(sample_folder).published())
