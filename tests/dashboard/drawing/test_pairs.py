"""Two figures a row, joined. As a reader sees them: size, axes, marks, colors, words."""

from __future__ import annotations

import pytest

from dashboard.drawing import plotly_figure
from tests.dashboard.charts import chart_samples as samples
from tests.dashboard.charts.reading_specs import plain
from tests.dashboard.drawing.reading_figures import figure_text

DRAWN = {
    "two_sides": """
    height 178, margins 109 46.84 50 28
    overlay legend closest
    xaxis 0 0.8: every 0.2 as .0% grid
    yaxis 1.5 -0.5: Reached / 20 points higher Replied / may be chance at 0 1
    scatter lines “” (not in legend): x 0.6 0.4 - 0.3 0.35 -; y -0.17 0.17 - 0.83 1.17 -; line #B4BECA 1.5
    bar “” (not in legend): x ; y ; base ; hovertext ; color #A4BFDC; wide 0.2
    scatter markers “Business”: x 0.6 0.3; y -0.17 0.83; hovertext Reached · Business / 60% / 20 points higher Replied · Business / 30% / may be chance; color #1B5FA8; circle size 11
    scatter text “” (not in legend): x 0.6 0.3; y -0.17 0.83; text ···60% ···30%; textposition m … … t (12)
    bar “” (not in legend): x ; y ; base ; hovertext ; color #F4C5A5; wide 0.2
    scatter markers “{LONG}”: x 0.4 0.35; y 0.17 1.17; hovertext Reached · {LONG} / 40% / 20 points higher Replied · {LONG} / 35% / may be chance; color #E46E1D; diamond size 11
    scatter text “” (not in legend): x 0.4 0.35; y 0.17 1.17; text ···40% ···35%; textposition m … … t (12)
    shape line paper y 0 0.5 1 0.5 #E9EDF2 1 below
    """,
}


@pytest.mark.parametrize("name", DRAWN)
def test_what_a_reader_sees(name: str) -> None:
    drawn = figure_text(plotly_figure.figure(samples.all_specs()[name]))
    assert plain(drawn) == plain(DRAWN[name].replace("{LONG}", samples.LONG))
