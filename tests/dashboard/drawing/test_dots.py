"""Dots with intervals, several series a row. As a reader sees them: size, axes, marks, colors, words."""

from __future__ import annotations

import pytest

from dashboard.drawing import plotly_figure
from tests.dashboard.charts import chart_samples as samples
from tests.dashboard.charts.reading_specs import plain
from tests.dashboard.drawing.reading_figures import figure_text

DRAWN = {
    "ranges": """
    height 114, margins 72.78 84 24 25
    overlay closest
    xaxis 0.5 1: 50% 75% 100% at 0.5 0.75 1 grid
    yaxis 64 0: no labels
    bar “” (not in legend): x 0.26 0.31; y 16 48; base 0.64 0.55; hovertext Business / 86% of 214 graduates / 64% to 90% if none or all of the unknown had Arts / 78% of 122 graduates / 55% to 86% if none or all of the unknown had; color #BFD5EC #BFD5EC
    scatter markers “” (not in legend): x 0.86 0.78; y 16 48; hovertext Business / 86% of 214 graduates / 64% to 90% if none or all of the unknown had Arts / 78% of 122 graduates / 55% to 86% if none or all of the unknown had; color #1B5FA8 #1B5FA8; size 12
    note “Business” at 0 16 xref=paper yref=y xanchor=left yanchor=middle xshift=-72.784 13 #0B1220
    note “86%” at 1 16 xref=paper yref=y xanchor=right yanchor=middle xshift=46.0 13 #0B1220
    note “214” at 1 16 xref=paper yref=y xanchor=right yanchor=middle xshift=84.0 13 #5F6B7A
    note “Arts” at 0 48 xref=paper yref=y xanchor=left yanchor=middle xshift=-72.784 13 #0B1220
    note “78%” at 1 48 xref=paper yref=y xanchor=right yanchor=middle xshift=46.0 13 #0B1220
    note “122” at 1 48 xref=paper yref=y xanchor=right yanchor=middle xshift=84.0 13 #5F6B7A
    note “n” at 1 1 xref=paper yref=paper xanchor=right yanchor=bottom xshift=84.0 yshift=3 12 #5F6B7A
    """,
    "panels": """
    height 146, margins 42.09 16 28 25
    overlay closest
    xaxis 0 0.5: 25% at 0.25 0 0.5 in 0 0.48 grid
    xaxis2 0 0.5: 25% at 0.25 0 0.5 in 0.52 1 grid
    yaxis 92 0: no labels
    bar “” (not in legend): x 0.2 0.2; y 32 78; base 0.3 0.3; hovertext Arts · a / 40% / likely between 30% and 50% Law · a / 40% / likely between 30% and 50%; color #BFD2E7 #BFD2E7; on x
    scatter markers “” (not in legend): x 0.4 0.4; y 32 78; hovertext Arts · a / 40% / likely between 30% and 50% Law · a / 40% / likely between 30% and 50%; color #1B5FA8; size 10; on x
    scatter text “” (not in legend): x 0 0; y 14 60; text 40% 40%; textposition m … … t (12); on x
    bar “” (not in legend): x 0.2 0.2; y 32 78; base 0.3 0.3; hovertext Arts · b / 40% / likely between 30% and 50% Law · b / 40% / likely between 30% and 50%; color #F7D6C0 #F7D6C0; on x2
    scatter markers “” (not in legend): x 0.4 0.4; y 32 78; hovertext Arts · b / 40% / likely between 30% and 50% Law · b / 40% / likely between 30% and 50%; color #E46E1D; size 10; on x2
    scatter text “” (not in legend): x 0 0; y 14 60; text 40% 40%; textposition m … … t (12); on x2
    note “Arts” at 0 23 xref=paper yref=y xanchor=left yanchor=middle xshift=-42.0936 13 #0B1220
    note “Law” at 0 69 xref=paper yref=y xanchor=left yanchor=middle xshift=-42.0936 13 #0B1220
    note “a” at 0 1 xref=paper yref=paper xanchor=left yanchor=bottom yshift=4 12 #0B1220
    note “b” at 0.52 1 xref=paper yref=paper xanchor=left yanchor=bottom yshift=4 12 #0B1220
    """,
    "bands_publishable": """
    height 146, margins 70.89 16 28 25
    overlay closest
    xaxis 0 0.2: 10% at 0.1 0 0.2 in 0 0.168 grid
    xaxis2 0 0.2: 10% at 0.1 0 0.2 in 0.208 0.376 grid
    xaxis3 0 0.2: 10% at 0.1 0 0.2 in 0.416 0.584 grid
    xaxis4 0 0.2: 10% at 0.1 0 0.2 in 0.624 0.792 grid
    xaxis5 0 0.2: 10% at 0.1 0 0.2 in 0.832 1 grid
    yaxis 92 0: no labels
    bar “” (not in legend): x 0.1; y 32; base 0.1; hovertext BUS 301 · 0 / 10–20% / n = 30; color #8DAFD4; on x
    scatter markers “” (not in legend): x ; y ; hovertext ; color #1B5FA8; size 10; on x
    scatter text “” (not in legend): x 0 0; y 14 60; text 10–20% <10; textposition m … … t (12); on x
    bar “” (not in legend): x 0.1; y 32; base 0.1; hovertext BUS 301 · 1 / 10–20% / n = 30; color #8DAFD4; on x2
    scatter markers “” (not in legend): x ; y ; hovertext ; color #1B5FA8; size 10; on x2
    scatter text “” (not in legend): x 0 0; y 14 60; text 10–20% <10; textposition m … … t (12); on x2
    bar “” (not in legend): x 0.1; y 32; base 0.1; hovertext BUS 301 · 2 / 10–20% / n = 30; color #8DAFD4; on x3
    scatter markers “” (not in legend): x ; y ; hovertext ; color #1B5FA8; size 10; on x3
    scatter text “” (not in legend): x 0 0; y 14 60; text 10–20% <10; textposition m … … t (12); on x3
    bar “” (not in legend): x 0.1; y 32; base 0.1; hovertext BUS 301 · 3–5 / 10–20% / n = 30; color #8DAFD4; on x4
    scatter markers “” (not in legend): x ; y ; hovertext ; color #1B5FA8; size 10; on x4
    scatter text “” (not in legend): x 0 0; y 14 60; text 10–20% <10; textposition m … … t (12); on x4
    scatter markers “” (not in legend): x ; y ; hovertext ; color #1B5FA8; size 10; on x5
    scatter text “” (not in legend): x 0 0; y 14 60; text <10 <10; textposition m … … t (12); on x5
    note “BUS 301” at 0 23 xref=paper yref=y xanchor=left yanchor=middle xshift=-70.8912 13 #0B1220
    note “ENG 210” at 0 69 xref=paper yref=y xanchor=left yanchor=middle xshift=-70.8912 13 #0B1220
    note “0” at 0 1 xref=paper yref=paper xanchor=left yanchor=bottom yshift=4 12 #0B1220
    note “1” at 0.208 1 xref=paper yref=paper xanchor=left yanchor=bottom yshift=4 12 #0B1220
    note “2” at 0.416 1 xref=paper yref=paper xanchor=left yanchor=bottom yshift=4 12 #0B1220
    note “3–5” at 0.624 1 xref=paper yref=paper xanchor=left yanchor=bottom yshift=4 12 #0B1220
    note “6+” at 0.832 1 xref=paper yref=paper xanchor=left yanchor=bottom yshift=4 12 #0B1220
    """,
    "gap": """
    height 146, margins 93.06 102.4 24 25
    overlay closest
    xaxis -0.4 0.4: −40 pts 0 pts +40 pts at -0.4 0 0.4 -0.2 0.2 grid
    yaxis 96 0: no labels
    bar “” (not in legend): x 0.4 0.2 0.1; y 16 48 80; base -0.1 -0.3 0.1; hovertext Transfer / +10 percentage points · 90 students / likely between −10 percentage points and +30 percentage points Not transfer / −20 percentage points · 90 students / likely between −30 percentage points and −10 percentage points Unknown / +15 percentage points · 90 students / likely between +10 percentage points and +20 percentage points; color #BFD5EC #BFD5EC #CBD2DA
    scatter markers “” (not in legend): x 0.1 -0.2 0.15; y 16 48 80; hovertext Transfer / +10 percentage points · 90 students / likely between −10 percentage points and +30 percentage points Not transfer / −20 percentage points · 90 students / likely between −30 percentage points and −10 percentage points Unknown / +15 percentage points · 90 students / likely between +10 percentage points and +20 percentage points; color #1B5FA8 #1B5FA8 #7B8794; size 12
    note “Transfer” at 0 16 xref=paper yref=y xanchor=left yanchor=middle xshift=-93.064 13 #0B1220
    note “+10 pts” at 1 16 xref=paper yref=y xanchor=right yanchor=middle xshift=64.4348 13 #0B1220
    note “90” at 1 16 xref=paper yref=y xanchor=right yanchor=middle xshift=102.4348 13 #5F6B7A
    note “Not transfer” at 0 48 xref=paper yref=y xanchor=left yanchor=middle xshift=-93.064 13 #0B1220
    note “−20 pts” at 1 48 xref=paper yref=y xanchor=right yanchor=middle xshift=64.4348 13 #0B1220
    note “90” at 1 48 xref=paper yref=y xanchor=right yanchor=middle xshift=102.4348 13 #5F6B7A
    note “Unknown” at 0 80 xref=paper yref=y xanchor=left yanchor=middle xshift=-93.064 13 #0B1220
    note “+15 pts” at 1 80 xref=paper yref=y xanchor=right yanchor=middle xshift=64.4348 13 #0B1220
    note “90” at 1 80 xref=paper yref=y xanchor=right yanchor=middle xshift=102.4348 13 #5F6B7A
    note “n” at 1 1 xref=paper yref=paper xanchor=right yanchor=bottom xshift=102.4348 yshift=3 12 #5F6B7A
    """,
}


@pytest.mark.parametrize("name", DRAWN)
def test_what_a_reader_sees(name: str) -> None:
    drawn = figure_text(plotly_figure.figure(samples.all_specs()[name]))
    assert plain(drawn) == plain(DRAWN[name].replace("{LONG}", samples.LONG))
