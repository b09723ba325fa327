"""Lines over time. As a reader sees them: size, axes, marks, colors, words."""

from __future__ import annotations

import pytest

from dashboard.drawing import plotly_figure
from tests.dashboard.charts import chart_samples as samples
from tests.dashboard.charts.reading_specs import plain
from tests.dashboard.drawing.reading_figures import figure_text

DRAWN = {
    "curve": """
    height 320, margins 37 16 14 49
    overlay closest
    xaxis -0.5 30.5: 0 4 8 12 16 20 24 28 at 0 4 8 12 16 20 24 28 “Days”
    yaxis 0 0.8: every 0.2 as .0% grid
    scatter lines “Days to a reply”: x 0 … 15 … 30 (31); y 0.1 … 0.6 … 0.6 (31); hovertext 0 / 10% … 15 / 60% … 30 / 60% (31); color #1B5FA8; size 5; line #1B5FA8 2.5 hv
    shape line paper y 0 0.5 1 0.5 #4A5566 1 4px,4px
    note “half” at 0 0.5 xref=paper yref=y xanchor=left yanchor=bottom bgcolor=rgba(255,255,255,0.85) 11 #4A5566
    """,
    "trends": """
    height 320, margins 37 43.26 14 29
    overlay closest
    xaxis -0.5 1.5: Sep·2026 Oct·2026 at Sep 2026 Oct 2026
    yaxis 0 0.6: every 0.2 as .0% grid
    scatter lines+markers “Law”: x Sep 2026 Oct 2026; y 0.4 0.45; hovertext Sep 2026 · Law / 40% Oct 2026 · Law / 45%; color #1B5FA8; size 5; line #1B5FA8 2.5 linear
    scatter lines “Other”: x Sep 2026 Oct 2026; y 0.2 0.3; hovertext Sep 2026 · Other / 20% Oct 2026 · Other / 30%; color #8C96A3; size 5; line #8C96A3 2 linear
    note “Law” at 1 0.45 xref=paper xanchor=left xshift=4 11 #1B5FA8
    note “Other” at 1 0.3 xref=paper xanchor=left xshift=4 11 #4A5566
    """,
}


@pytest.mark.parametrize("name", DRAWN)
def test_what_a_reader_sees(name: str) -> None:
    drawn = figure_text(plotly_figure.figure(samples.all_specs()[name]))
    assert plain(drawn) == plain(DRAWN[name].replace("{LONG}", samples.LONG))
