"""A figure of an office made from text tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pipelines.figures.by_hand import Measure, Offices


@pytest.fixture
def figure(tmp_path: Path) -> Measure:
    return Offices(tmp_path).figure
