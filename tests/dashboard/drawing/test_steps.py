"""Steps of a way. As a reader sees them: size, axes, marks, colors, words."""

from __future__ import annotations

import pytest

from dashboard.drawing import plotly_figure
from tests.dashboard.charts import chart_samples as samples
from tests.dashboard.charts.reading_specs import plain
from tests.dashboard.drawing.reading_figures import figure_text

DRAWN = {
    "steps": """
    height 88, margins 118.8 54 8 8
    overlay closest
    xaxis 0 1: no labels
    yaxis 72 0: no labels
    bar “” (not in legend): x 1 1; y 18 54; hovertext Asked / 61% / of 540 interviews Contacted / 38% / of 377 names; color #E9EEF4
    bar “” (not in legend): x 0.61 0.38; y 18 54; base 0 0; hovertext Asked / 61% / of 540 interviews Contacted / 38% / of 377 names; color #1B5FA8 #1B5FA8
    note “Asked / of 540 interviews” at 0 18 xref=paper yref=y xanchor=left yanchor=middle xshift=-118.8352 13 #0B1220
    note “61%” at 1 18 xref=paper yref=y xanchor=right yanchor=middle xshift=46.0 13 #0B1220
    note “Contacted / of 377 names” at 0 54 xref=paper yref=y xanchor=left yanchor=middle xshift=-118.8352 13 #0B1220
    note “38%” at 1 54 xref=paper yref=y xanchor=right yanchor=middle xshift=46.0 13 #0B1220
    """,
}


@pytest.mark.parametrize("name", DRAWN)
def test_what_a_reader_sees(name: str) -> None:
    drawn = figure_text(plotly_figure.figure(samples.all_specs()[name]))
    assert plain(drawn) == plain(DRAWN[name].replace("{LONG}", samples.LONG))
