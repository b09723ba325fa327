"""Dots with intervals, several series a row. As a reader sees them: size, axes, marks, colors, words."""

from __future__ import annotations

import pytest

from dashboard.drawing import plotly_figure
from tests.dashboard.charts import chart_samples as samples
from tests.dashboard.charts.reading_specs import plain
from tests.dashboard.drawing.reading_figures import figure_text

DRAWN = {
    "ranges": """
    height 150, margins 74 46.6 8 28
    overlay closest
    xaxis 0 1: every 0.25 as .0% in 0 1 grid
    yaxis 1.5 -0.5: Business / n = 214 Arts / n = 122 at 0 1
    bar “” (not in legend): x 0.26 0.31; y Business Arts; base 0.64 0.55; hovertext Business / 86% / Range 64% to 90% / n = 214 Arts / 78% / Range 55% to 86% / n = 122; color #A4BFDC; wide 0.26; on x
    scatter markers “” (not in legend): x 0.86 0.78; y Business Arts; hovertext Business / 86% / Range 64% to 90% / n = 214 Arts / 78% / Range 55% to 86% / n = 122; color #1B5FA8; size 10; on x
    scatter text “” (not in legend): x 0.9 0.86; y Business Arts; text ·86% ·78%; textposition m … … t (12); on x
    shape line paper y 0 0 1 0 #E9EDF2 1 below
    shape line paper y 0 1 1 1 #E9EDF2 1 below
    """,
    "panels": """
    height 150, margins 46 16 48 28
    overlay closest
    xaxis 0 1.05: 0% 50% at 0 0.5 in 0 0.485 grid
    xaxis2 0 1.05: 0% 50% at 0 0.5 in 0.515 1 grid
    yaxis 1.5 -0.5: Arts Law at 0 1
    bar “” (not in legend): x 0.2 0.2; y Arts Law; base 0.3 0.3; hovertext Arts · a / 40% / Range 30% to 50% Law · a / 40% / Range 30% to 50%; color #A4BFDC; wide 0.26; on x
    scatter markers “” (not in legend): x 0.4 0.4; y Arts Law; hovertext Arts · a / 40% / Range 30% to 50% Law · a / 40% / Range 30% to 50%; color #1B5FA8; size 10; on x
    scatter text “” (not in legend): x 0.5 0.5; y Arts Law; text ·40% ·40%; textposition m … … t (12); on x
    bar “” (not in legend): x 0.2 0.2; y Arts Law; base 0.3 0.3; hovertext Arts · b / 40% / Range 30% to 50% Law · b / 40% / Range 30% to 50%; color #F4C5A5; wide 0.26; on x2
    scatter markers “” (not in legend): x 0.4 0.4; y Arts Law; hovertext Arts · b / 40% / Range 30% to 50% Law · b / 40% / Range 30% to 50%; color #E46E1D; size 10; on x2
    scatter text “” (not in legend): x 0.5 0.5; y Arts Law; text ·40% ·40%; textposition m … … t (12); on x2
    shape line paper y 0 0 1 0 #E9EDF2 1 below
    shape line paper y 0 1 1 1 #E9EDF2 1 below
    note “a” at 0 1 xref=paper yref=paper xanchor=left yanchor=bottom 11 #0B1220
    note “b” at 0.515 1 xref=paper yref=paper xanchor=left yanchor=bottom 11 #0B1220
    """,
    "bands_publishable": """
    height 180, margins 72 16 48 28
    overlay closest
    xaxis 0 0.2: 20% at 0.2 in 0 0.176 grid
    xaxis2 0 0.2: 20% at 0.2 in 0.206 0.382 grid
    xaxis3 0 0.2: 20% at 0.2 in 0.412 0.588 grid
    xaxis4 0 0.2: 20% at 0.2 in 0.618 0.794 grid
    xaxis5 0 0.2: 20% at 0.2 in 0.824 1 grid
    yaxis 1.5 -0.5: BUS 301 / n = 30 ENG 210 / n <10 at 0 1
    bar “” (not in legend): x 0.1 0; y BUS 301 ENG 210; base 0.1 0; hovertext BUS 301 · 0 / 10–20% / n = 30 ENG 210 · 0 / <10 / n <10; color #98B7D8; wide 0.24; offset 0.08; on x
    bar “” (not in legend): x - -; y BUS 301 ENG 210; base 0 0; hovertext BUS 301 · 0 / 10–20% / n = 30 ENG 210 · 0 / <10 / n <10; color #1B5FA8; wide 0.24; offset 0.08; on x
    scatter text “” (not in legend): x 0 0; y BUS 301 ENG 210; text ·10–20% ·<10; textposition t … r … t (9); on x
    bar “” (not in legend): x 0.1 0; y BUS 301 ENG 210; base 0.1 0; hovertext BUS 301 · 1 / 10–20% / n = 30 ENG 210 · 1 / <10 / n <10; color #98B7D8; wide 0.24; offset 0.08; on x2
    bar “” (not in legend): x - -; y BUS 301 ENG 210; base 0 0; hovertext BUS 301 · 1 / 10–20% / n = 30 ENG 210 · 1 / <10 / n <10; color #1B5FA8; wide 0.24; offset 0.08; on x2
    scatter text “” (not in legend): x 0 0; y BUS 301 ENG 210; text ·10–20% ·<10; textposition t … r … t (9); on x2
    bar “” (not in legend): x 0.1 0; y BUS 301 ENG 210; base 0.1 0; hovertext BUS 301 · 2 / 10–20% / n = 30 ENG 210 · 2 / <10 / n <10; color #98B7D8; wide 0.24; offset 0.08; on x3
    bar “” (not in legend): x - -; y BUS 301 ENG 210; base 0 0; hovertext BUS 301 · 2 / 10–20% / n = 30 ENG 210 · 2 / <10 / n <10; color #1B5FA8; wide 0.24; offset 0.08; on x3
    scatter text “” (not in legend): x 0 0; y BUS 301 ENG 210; text ·10–20% ·<10; textposition t … r … t (9); on x3
    bar “” (not in legend): x 0.1 0; y BUS 301 ENG 210; base 0.1 0; hovertext BUS 301 · 3–5 / 10–20% / n = 30 ENG 210 · 3–5 / <10 / n <10; color #98B7D8; wide 0.24; offset 0.08; on x4
    bar “” (not in legend): x - -; y BUS 301 ENG 210; base 0 0; hovertext BUS 301 · 3–5 / 10–20% / n = 30 ENG 210 · 3–5 / <10 / n <10; color #1B5FA8; wide 0.24; offset 0.08; on x4
    scatter text “” (not in legend): x 0 0; y BUS 301 ENG 210; text ·10–20% ·<10; textposition t … r … t (9); on x4
    bar “” (not in legend): x 0 0; y BUS 301 ENG 210; base 0 0; hovertext BUS 301 · 6+ / <10 / n = 30 ENG 210 · 6+ / <10 / n <10; color #98B7D8; wide 0.24; offset 0.08; on x5
    bar “” (not in legend): x - -; y BUS 301 ENG 210; base 0 0; hovertext BUS 301 · 6+ / <10 / n = 30 ENG 210 · 6+ / <10 / n <10; color #1B5FA8; wide 0.24; offset 0.08; on x5
    scatter text “” (not in legend): x 0 0; y BUS 301 ENG 210; text ·<10 ·<10; textposition t … r … t (9); on x5
    note “0” at 0 1 xref=paper yref=paper xanchor=left yanchor=bottom 11 #0B1220
    note “1” at 0.206 1 xref=paper yref=paper xanchor=left yanchor=bottom 11 #0B1220
    note “2” at 0.412 1 xref=paper yref=paper xanchor=left yanchor=bottom 11 #0B1220
    note “3–5” at 0.618 1 xref=paper yref=paper xanchor=left yanchor=bottom 11 #0B1220
    note “6+” at 0.824 1 xref=paper yref=paper xanchor=left yanchor=bottom 11 #0B1220
    """,
    "gap": """
    height 150, margins 93 151.2 8 28
    overlay closest
    xaxis -0.3 0.3: −20 pts 0 pts +20 pts at -0.2 0 0.2 in 0 1 grid
    yaxis 2.5 -0.5: Transfer / n = 90 Not transfer / n = 90 Unknown / n = 90 at 0 1 2
    bar “” (not in legend): x 0.4 0.2 0.1; y Transfer Not transfer Unknown; base -0.1 -0.3 0.1; hovertext Transfer / +10 percentage points / Range −10 percentage points to +30 percentage points / n = 90 Not transfer / −20 percentage points / Range −30 percentage points to −10 percentage points / n = 90 Unknown / +15 percentage points / Range +10 percentage points to +20 percentage points / n = 90; color #A4BFDC; wide 0.26; on x
    scatter markers “” (not in legend): x 0.1 -0.2 0.15; y Transfer Not transfer Unknown; hovertext Transfer / +10 percentage points / Range −10 percentage points to +30 percentage points / n = 90 Not transfer / −20 percentage points / Range −30 percentage points to −10 percentage points / n = 90 Unknown / +15 percentage points / Range +10 percentage points to +20 percentage points / n = 90; color #1B5FA8; size 10; on x
    scatter text “” (not in legend): x 0.3 0 0.2; y Transfer Not transfer Unknown; text ·+10 percentage points ·−20 percentage points ·+15 percentage points; textposition m … … t (12); on x
    shape line paper y 0 0 1 0 #E9EDF2 1 below
    shape line paper y 0 1 1 1 #E9EDF2 1 below
    shape line paper y 0 2 1 2 #E9EDF2 1 below
    """,
}


@pytest.mark.parametrize("name", DRAWN)
def test_what_a_reader_sees(name: str) -> None:
    drawn = figure_text(plotly_figure.figure(samples.all_specs()[name]))
    assert plain(drawn) == plain(DRAWN[name].replace("{LONG}", samples.LONG))
