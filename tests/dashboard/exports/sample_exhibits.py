"""Exhibits the export tests start from."""

from __future__ import annotations

from dataclasses import replace

from dashboard.charts.exhibit import exhibit_for
from dashboard.charts.spec import Exhibit
from tests.dashboard.charts import chart_samples as samples
from tests.dashboard.charts.chart_samples import RATE, cell, released

SPECS = samples.all_specs()
FORMULA = "=cmd|' /C calc'!A0"


def exhibit(name: str = "rates") -> Exhibit:
    """One of the sample charts with a whole face, synthetic."""
    return exhibit_for(samples.by_college(), spec=SPECS[name], is_synthetic=True)


def hostile() -> Exhibit:
    """Formulas wherever text comes from outside."""
    cells = [cell({"college": FORMULA}, 0.5, 40, low=0.3, high=0.7), cell({"college": "+1"}, 0.3, 40)]
    figure = released(replace(RATE, title="@title"), cells, ("college",), where=(("college", FORMULA),))
    return exhibit_for(figure)


def face_words(made: Exhibit) -> list[str]:
    return [words for _, words in made.face()]
