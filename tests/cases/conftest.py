"""Every case begins with an empty office."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cases.bringing import CaseOffice


@pytest.fixture
def office(tmp_path: Path) -> CaseOffice:
    return CaseOffice(tmp_path)
