"""A figure of an office made from text tables."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipelines.metrics import measure
from pipelines.results import Question, Result
from tests.pipelines.figures.by_hand import Measure
from tests.pipelines.figures.office import office


@pytest.fixture
def figure(tmp_path: Path) -> Measure:
    def measured(metric: str, question: Question | None = None, **tables: Any) -> Result:
        return measure(office(tmp_path, **tables), metric, question)

    return measured
