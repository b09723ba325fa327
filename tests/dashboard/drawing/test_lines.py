"""Lines over time. As a reader sees them: size, axes, marks, colors, words."""

from __future__ import annotations

import pytest

from dashboard.drawing import plotly_figure
from tests.dashboard.charts import chart_samples as samples
from tests.dashboard.charts.reading_specs import plain
from tests.dashboard.drawing.reading_figures import figure_text

DRAWN = {
    "curve": """
    height 268, margins 35 37.83 12 52
    overlay closest
    xaxis -0.5 30.5: 0 3 7 14 30 at 0 3 7 14 30 “Days”
    yaxis 0 0.8: every 0.2 as .0% grid
    scatter lines+markers “Days to a reply” (not in legend): x 0 … 15 … 30 (31); y 0.1 … 0.6 … 0.6 (31); hovertext 0 / 10% … 15 / 60% … 30 / 60% (31); color #1B5FA8; size [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]; line #1B5FA8 2.5 hv
    shape line paper y 0 0.5 1 0.5 #7B8794 1 4px,4px
    note “half” at 0 0.5 xref=paper yref=y xanchor=left yanchor=bottom bgcolor=rgba(255,255,255,0.85) 12 #4A5566
    note “60%” at 30 0.6 xref=x xanchor=left yanchor=middle xshift=7 12 #1B5FA8
    note “30%” at 3 0.3 xanchor=right yanchor=bottom xshift=-2 yshift=2 12 #0B1220
    note “50%” at 7 0.5 xanchor=right yanchor=bottom xshift=-2 yshift=2 12 #0B1220
    note “60%” at 14 0.6 xanchor=right yanchor=bottom xshift=-2 yshift=2 12 #0B1220
    """,
    "trends": """
    height 250, margins 35 75.13 12 30
    overlay closest
    xaxis -0.5 1.5: Sep·2026 Oct·2026 at Sep 2026 Oct 2026
    yaxis 0 0.6: every 0.2 as .0% grid
    scatter lines+markers “Law” (not in legend): x Sep 2026 Oct 2026; y 0.4 0.45; hovertext Sep 2026 · Law / 40% Oct 2026 · Law / 45%; color #1B5FA8; size [0, 0]; line #1B5FA8 2.5 linear
    scatter lines+markers “Other” (not in legend): x Sep 2026 Oct 2026; y 0.2 0.3; hovertext Sep 2026 · Other / 20% Oct 2026 · Other / 30%; color #8C96A3; size [0, 0]; line #8C96A3 1.5 linear
    note “Law 45%” at 1 0.45 xref=x xanchor=left yanchor=middle xshift=7 12 #1B5FA8
    note “Other 30%” at 1 0.3 xref=x xanchor=left yanchor=middle xshift=7 12 #4A5566
    """,
}


@pytest.mark.parametrize("name", DRAWN)
def test_what_a_reader_sees(name: str) -> None:
    drawn = figure_text(plotly_figure.figure(samples.all_specs()[name]))
    assert plain(drawn) == plain(DRAWN[name].replace("{LONG}", samples.LONG))
