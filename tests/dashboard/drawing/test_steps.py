"""Steps of a way. As a reader sees them: size, axes, marks, colors, words."""

from __future__ import annotations

import pytest

from dashboard.drawing import plotly_figure
from tests.dashboard.charts import chart_samples as samples
from tests.dashboard.charts.reading_specs import plain
from tests.dashboard.drawing.reading_figures import figure_text

DRAWN = {
    "steps": """
    height 150, margins 116 46.98 8 8
    overlay closest
    xaxis 0 1: no labels
    yaxis 1.5 -0.5: Asked / of 540 interviews Contacted / of 377 names at 0 1
    bar “”: x 1 1; y Asked Contacted; hovertext Asked / 61% / of 540 interviews Contacted / 38% / of 377 names; color #E9EEF4; wide 0.5
    bar “”: x 0.61 0.38; y Asked Contacted; base 0 0; hovertext Asked / 61% / of 540 interviews Contacted / 38% / of 377 names; color #1B5FA8 #1B5FA8; wide 0.5
    note “61%” at 1 0 xref=paper yref=y xanchor=left xshift=8 14 #0B1220
    note “38%” at 1 1 xref=paper yref=y xanchor=left xshift=8 14 #0B1220
    """,
}


@pytest.mark.parametrize("name", DRAWN)
def test_what_a_reader_sees(name: str) -> None:
    drawn = figure_text(plotly_figure.figure(samples.all_specs()[name]))
    assert plain(drawn) == plain(DRAWN[name].replace("{LONG}", samples.LONG))
