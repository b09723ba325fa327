"""Two figures a row, joined. As a reader sees them: size, axes, marks, colors, words."""

from __future__ import annotations

import pytest

from dashboard.drawing import plotly_figure
from tests.dashboard.charts import chart_samples as samples
from tests.dashboard.charts.reading_specs import plain
from tests.dashboard.drawing.reading_figures import figure_text

DRAWN = {
    "two_sides": """
    height 186, margins 112 46 64 25
    overlay closest
    xaxis 0 1: 0% 50% 100% at 0 0.5 1 0.25 0.75 grid
    yaxis 96 0: no labels
    scatter lines “” (not in legend): x 0.6 0.4 - 0.3 0.35 -; y 14 34 - 62 82 -; line #B4BECA 1.5
    bar “” (not in legend): x ; y ; base ; hovertext ; color
    scatter markers “Business” (not in legend): x 0.6 0.3; y 14 62; hovertext Reached · Business / 60% / 20 points higher Replied · Business / 30% / may be chance; color #1B5FA8; circle size 12
    bar “” (not in legend): x ; y ; base ; hovertext ; color
    scatter markers “{LONG}” (not in legend): x 0.4 0.35; y 34 82; hovertext Reached · {LONG} / 40% / 20 points higher Replied · {LONG} / 35% / may be chance; color #E46E1D; diamond size 12
    shape line paper y 0 48 1 48 #EEF1F5 1 below
    note “Reached / 20 points higher” at 0 24 xref=paper yref=y xanchor=left yanchor=middle xshift=-111.97120000000001 13 #0B1220
    note “Replied / may be chance” at 0 72 xref=paper yref=y xanchor=left yanchor=middle xshift=-111.97120000000001 13 #0B1220
    note “60%” at 1 14 xref=paper yref=y xanchor=right yanchor=middle xshift=46.0 13 #0B1220
    note “30%” at 1 62 xref=paper yref=y xanchor=right yanchor=middle xshift=46.0 13 #0B1220
    note “40%” at 1 34 xref=paper yref=y xanchor=right yanchor=middle xshift=46.0 13 #0B1220
    note “35%” at 1 82 xref=paper yref=y xanchor=right yanchor=middle xshift=46.0 13 #0B1220
    note “●·Business” at 0 1 xref=paper yref=paper xanchor=left yanchor=bottom xshift=-111.97120000000001 yshift=42 12 #4A5566
    note “◆·College of Arts, Humanities and Interdisciplinary / ···Communication Studies” at 0 1 xref=paper yref=paper xanchor=left yanchor=bottom xshift=-111.97120000000001 yshift=6 12 #4A5566
    """,
}


@pytest.mark.parametrize("name", DRAWN)
def test_what_a_reader_sees(name: str) -> None:
    drawn = figure_text(plotly_figure.figure(samples.all_specs()[name]))
    assert plain(drawn) == plain(DRAWN[name].replace("{LONG}", samples.LONG))
