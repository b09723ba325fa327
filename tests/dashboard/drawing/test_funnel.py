"""A funnel plot. As a reader sees them: size, axes, marks, colors, words."""

from __future__ import annotations

import pytest

from dashboard.drawing import plotly_figure
from tests.dashboard.charts import chart_samples as samples
from tests.dashboard.charts.reading_specs import plain
from tests.dashboard.drawing.reading_figures import figure_text

DRAWN = {
    "funnel": """
    height 360, margins 45 53.88 34 51
    legend closest
    xaxis 0 106: every 50 as ,d “Students behind the figure”
    yaxis 0 1: every 0.25 as .0% grid
    scatter lines “” (not in legend): x 1 … 28.38 … 106 (48); y 0 … 0.4021 … 0.502 (48); line #4A5566 1.2 4px,3px
    scatter lines “” (not in legend): x 1 … 28.38 … 106 (48); y 1 … 0.7979 … 0.698 (48); line #4A5566 1.2 4px,3px
    scatter lines “” (not in legend): x 1 … 28.38 … 106 (48); y 0 … 0.2982 … 0.4482 (48); line #4A5566 1.2 1px,3px
    scatter lines “” (not in legend): x 1 … 28.38 … 106 (48); y 1 … 0.9018 … 0.7518 (48); line #4A5566 1.2 1px,3px
    scatter markers “Within the limits of chance”: x 60 4; y 0.65 0; text Middle Small; textposition top right bottom right; hovertext Middle · Within the limits of chance / 65% / 60 students Small · Within the limits of chance / 0% / 4 students; color #1B5FA8; circle size 10
    scatter markers+text “Outside the 95% limits”: x 100; y 0.4; text College of Arts,…; textposition bottom left; hovertext {LONG} · Outside the 95% limits / 40% / 100 students; color #E46E1D; diamond size 10
    shape line paper y 0 0.6 1 0.6 #DDE3EA 2 below
    note “95%” at 1 0.698 xref=paper xanchor=left xshift=4 12 #4A5566
    note “99.8%” at 1 0.758 xref=paper xanchor=left xshift=4 12 #4A5566
    note “All 60%” at 1 0.6 xref=paper xanchor=left xshift=4 12 #4A5566
    """,
    "funnel_publishable": """
    height 360, margins 45 53.88 34 51
    legend closest
    xaxis 0 63.6: every 20 as ,d “Students behind the figure”
    yaxis 0 1: every 0.25 as .0% grid
    scatter lines “” (not in legend): x 1 … 17.32 … 63.6 (48); y 0 … 0.3404 … 0.4717 (48); line #4A5566 1.2 4px,3px
    scatter lines “” (not in legend): x 1 … 17.32 … 63.6 (48); y 1 … 0.8596 … 0.7283 (48); line #4A5566 1.2 4px,3px
    scatter lines “” (not in legend): x 1 … 17.32 … 63.6 (48); y 0 … 0.2074 … 0.4023 (48); line #4A5566 1.2 1px,3px
    scatter lines “” (not in legend): x 1 … 17.32 … 63.6 (48); y 1 … 0.9926 … 0.7977 (48); line #4A5566 1.2 1px,3px
    scatter markers “Within the limits of chance”: x ; y ; text ; textposition ; hovertext ; color #1B5FA8; circle size 10
    bar “” (not in legend): x 60; y 0.05; base 0.55; hovertext Near · Within the limits of chance / 55–60% / 60 students; color #769FCB; wide 0.7632
    scatter markers+text “Outside the 95% limits”: x ; y ; text ; textposition ; hovertext ; color #E46E1D; diamond size 10
    bar “” (not in legend): x 60; y 0.05; base 0.2; hovertext Low · Outside the 95% limits / 20–25% / 60 students; color #EFA877; wide 0.7632
    shape line paper y 0 0.6 1 0.6 #DDE3EA 2 below
    note “95%” at 1 0.7283 xref=paper xanchor=left xshift=4 12 #4A5566
    note “99.8%” at 1 0.7977 xref=paper xanchor=left xshift=4 12 #4A5566
    note “All 60%” at 1 0.6 xref=paper xanchor=left xshift=4 12 #4A5566
    """,
}


@pytest.mark.parametrize("name", DRAWN)
def test_what_a_reader_sees(name: str) -> None:
    drawn = figure_text(plotly_figure.figure(samples.all_specs()[name]))
    assert plain(drawn) == plain(DRAWN[name].replace("{LONG}", samples.LONG))
