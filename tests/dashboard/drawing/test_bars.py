"""Bars, one a row. As a reader sees them: size, axes, marks, colors, words."""

from __future__ import annotations

import pytest

from dashboard.drawing import plotly_figure
from tests.dashboard.charts import chart_samples as samples
from tests.dashboard.charts.reading_specs import plain
from tests.dashboard.drawing.reading_figures import figure_text

DRAWN = {
    "rates": """
    height 196, margins 16 84 24 25
    overlay closest
    xaxis 0 1: 0% 50% 100% at 0 0.5 1 0.25 0.75 grid
    yaxis 146 0: no labels
    bar “” (not in legend): x 0.1 0.16 0.39; y 26 86 129; base 0.42 0.3 0.6; hovertext Business / 47% of 214 contacts / likely between 42% and 52% {LONG} / 38% of 122 contacts / likely between 30% and 46% Unknown / 90% of 12 contacts / likely between 60% and 99%; color #BFD5EC #BFD5EC #CBD2DA
    scatter markers “” (not in legend): x 0.47 0.38 0.9; y 26 86 129; hovertext Business / 47% of 214 contacts / likely between 42% and 52% {LONG} / 38% of 122 contacts / likely between 30% and 46% Unknown / 90% of 12 contacts / likely between 60% and 99%; color #1B5FA8 #1B5FA8 #7B8794; size 12
    note “Business” at 0 8.5 xref=paper yref=y xanchor=left yanchor=middle xshift=-16 bgcolor=#FFFFFF 13 #0B1220
    note “47%” at 1 26 xref=paper yref=y xanchor=right yanchor=middle xshift=46.0 13 #0B1220
    note “214” at 1 26 xref=paper yref=y xanchor=right yanchor=middle xshift=84.0 13 #5F6B7A
    note “College of Arts, Humanities and / Interdisciplinary Communication Studies” at 0 60 xref=paper yref=y xanchor=left yanchor=middle xshift=-16 bgcolor=#FFFFFF 13 #0B1220
    note “38%” at 1 86 xref=paper yref=y xanchor=right yanchor=middle xshift=46.0 13 #0B1220
    note “122” at 1 86 xref=paper yref=y xanchor=right yanchor=middle xshift=84.0 13 #5F6B7A
    note “Unknown” at 0 111.5 xref=paper yref=y xanchor=left yanchor=middle xshift=-16 bgcolor=#FFFFFF 13 #0B1220
    note “90%” at 1 129 xref=paper yref=y xanchor=right yanchor=middle xshift=46.0 13 #0B1220
    note “12” at 1 129 xref=paper yref=y xanchor=right yanchor=middle xshift=84.0 13 #5F6B7A
    note “n” at 1 1 xref=paper yref=paper xanchor=right yanchor=bottom xshift=84.0 yshift=3 12 #5F6B7A
    """,
    "rates_publishable": """
    height 146, margins 91.71 106.6 24 25
    overlay closest
    xaxis 0 0.5: 0% 25% 50% at 0 0.25 0.5 grid
    yaxis 96 0: no labels
    bar “” (not in legend): x 0.05 0.2; y 16 48; base 0.45 0.2; hovertext Business / 45–50% of 85 contacts Engineering / 20–40% of 15 contacts; color #8DB4DC #8DB4DC
    scatter markers “” (not in legend): x ; y ; hovertext ; color ; size 12
    note “Business” at 0 16 xref=paper yref=y xanchor=left yanchor=middle xshift=-91.712 13 #0B1220
    note “45–50%” at 1 16 xref=paper yref=y xanchor=right yanchor=middle xshift=68.5688 13 #0B1220
    note “85” at 1 16 xref=paper yref=y xanchor=right yanchor=middle xshift=106.5688 13 #5F6B7A
    note “Engineering” at 0 48 xref=paper yref=y xanchor=left yanchor=middle xshift=-91.712 13 #0B1220
    note “20–40%” at 1 48 xref=paper yref=y xanchor=right yanchor=middle xshift=68.5688 13 #0B1220
    note “15” at 1 48 xref=paper yref=y xanchor=right yanchor=middle xshift=106.5688 13 #5F6B7A
    note “Arts” at 0 80 xref=paper yref=y xanchor=left yanchor=middle xshift=-91.712 13 #0B1220
    note “<10” at 1 80 xref=paper yref=y xanchor=right yanchor=middle xshift=68.5688 13 #5F6B7A
    note “n” at 1 1 xref=paper yref=paper xanchor=right yanchor=bottom xshift=106.5688 yshift=3 12 #5F6B7A
    """,
    "single": """
    height 82, margins 31.68 85.63 24 25
    overlay closest
    xaxis 0 0.5: 0% 25% 50% at 0 0.25 0.5 grid
    yaxis 32 0: no labels
    bar “” (not in legend): x 0.08; y 16; base 0.37; hovertext All / 41% of 890 contacts / likely between 37% and 45%; color #BFD5EC
    scatter markers “” (not in legend): x 0.41; y 16; hovertext All / 41% of 890 contacts / likely between 37% and 45%; color #1B5FA8; size 12
    note “All” at 0 16 xref=paper yref=y xanchor=left yanchor=middle xshift=-31.6832 13 #0B1220
    note “41%” at 1 16 xref=paper yref=y xanchor=right yanchor=middle xshift=46.0 13 #0B1220
    note “890” at 1 16 xref=paper yref=y xanchor=right yanchor=middle xshift=85.6308 13 #5F6B7A
    note “n” at 1 1 xref=paper yref=paper xanchor=right yanchor=bottom xshift=85.6308 yshift=3 12 #5F6B7A
    """,
}


@pytest.mark.parametrize("name", DRAWN)
def test_what_a_reader_sees(name: str) -> None:
    drawn = figure_text(plotly_figure.figure(samples.all_specs()[name]))
    assert plain(drawn) == plain(DRAWN[name].replace("{LONG}", samples.LONG))
