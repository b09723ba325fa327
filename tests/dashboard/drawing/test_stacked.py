"""Parts of a whole. As a reader sees them: size, axes, marks, colors, words."""

from __future__ import annotations

import pytest

from dashboard.drawing import plotly_figure
from tests.dashboard.charts import chart_samples as samples
from tests.dashboard.charts.reading_specs import plain
from tests.dashboard.drawing.reading_figures import figure_text

DRAWN = {
    "bands": """
    height 139, margins 2 2 4 4
    stack closest
    xaxis 0 1: no labels
    yaxis 131 0: no labels
    bar “0” (not in legend): x 0.2 0.5; y 47 105; text 20% 50%; textposition i n s i d e; hovertext BUS 301 · 0 / 20% of 100 students ENG 210 · 0 / 50% of 100 students; color #E3E8EE
    bar “1” (not in legend): x 0.3 0.2; y 47 105; text 30% 20%; textposition i n s i d e; hovertext BUS 301 · 1 / 30% of 100 students ENG 210 · 1 / 20% of 100 students; color #B5CFEA
    bar “2” (not in legend): x 0.2 0.1; y 47 105; text 20% 10%; textposition i n s i d e; hovertext BUS 301 · 2 / 20% of 100 students ENG 210 · 2 / 10% of 100 students; color #7FAEDB
    bar “3–5” (not in legend): x 0.2 0.1; y 47 105; text 20% 10%; textposition i n s i d e; hovertext BUS 301 · 3–5 / 20% of 100 students ENG 210 · 3–5 / 10% of 100 students; color #3F7FBF
    bar “6+” (not in legend): x 0.1 0.1; y 47 105; text 10% 10%; textposition i n s i d e; hovertext BUS 301 · 6+ / 10% of 100 students ENG 210 · 6+ / 10% of 100 students; color #113F70
    note “BUS 301··n = 100” at 0 10 xref=paper yref=y xanchor=left yanchor=middle 13 #0B1220
    note “ENG 210··n = 100” at 0 83 xref=paper yref=y xanchor=left yanchor=middle 13 #0B1220
    note “0” at 0 34 xref=x yref=y xanchor=left yanchor=bottom xshift=0 12 #4A5566
    note “1” at 0.2 34 xref=x yref=y xanchor=left yanchor=bottom xshift=0 12 #4A5566
    note “2” at 0.5 34 xref=x yref=y xanchor=left yanchor=bottom xshift=0 12 #4A5566
    note “3–5” at 0.7 34 xref=x yref=y xanchor=left yanchor=bottom xshift=0 12 #4A5566
    note “6+” at 0.9 34 xref=x yref=y xanchor=left yanchor=bottom xshift=0 12 #4A5566
    """,
    "classes": """
    height 169, margins 2 2 4 4
    stack closest
    xaxis 0 1: no labels
    yaxis 161 0: no labels
    bar “Employed” (not in legend): x 0.47 0.51; y 77 135; text 47% 51%; textposition i n s i d e; hovertext Class of 2026 · Employed / 47% of 512 graduates Class of 2025 · Employed / 51% of 512 graduates; color #1B5FA8
    bar “In school” (not in legend): x 0.13 0.14; y 77 135; text 13% 14%; textposition i n s i d e; hovertext Class of 2026 · In school / 13% of 512 graduates Class of 2025 · In school / 14% of 512 graduates; color #6DA0D3
    bar “Service” (not in legend): x 0.03 0.03; y 77 135; text 3% 3%; textposition i n s i d e; hovertext Class of 2026 · Service / 3% of 512 graduates Class of 2025 · Service / 3% of 512 graduates; color #B5CFEA
    bar “Looking” (not in legend): x 0.12 0.09; y 77 135; text 12% 9%; textposition i n s i d e; hovertext Class of 2026 · Looking / 12% of 512 graduates Class of 2025 · Looking / 9% of 512 graduates; color #F0A66B
    bar “Not looking” (not in legend): x 0.02 0.02; y 77 135; text 2% 2%; textposition i n s i d e; hovertext Class of 2026 · Not looking / 2% of 512 graduates Class of 2025 · Not looking / 2% of 512 graduates; color #C6CED8
    bar “Not known” (not in legend): x 0.23 0.21; y 77 135; text 23% 21%; textposition i n s i d e; hovertext Class of 2026 · Not known / 23% of 512 graduates Class of 2025 · Not known / 21% of 512 graduates; color #CBD2DA; pattern /
    shape line x y 0.6 65 0.6 37 #CBD2DA 1
    shape line x y 0.63 65 0.63 22 #CBD2DA 1
    shape line x y 0.77 65 0.77 37 #CBD2DA 1
    note “Class of 2026··n = 512” at 0 10 xref=paper yref=y xanchor=left yanchor=middle 13 #0B1220
    note “Class of 2025··n = 512” at 0 113 xref=paper yref=y xanchor=left yanchor=middle 13 #0B1220
    note “Employed” at 0 64 xref=x yref=y xanchor=left yanchor=bottom xshift=0 12 #4A5566
    note “In school” at 0.47 64 xref=x yref=y xanchor=left yanchor=bottom xshift=0 12 #4A5566
    note “Service” at 0.6 49 xref=x yref=y xanchor=left yanchor=bottom xshift=3 12 #4A5566
    note “Looking” at 0.63 34 xref=x yref=y xanchor=left yanchor=bottom xshift=3 12 #4A5566
    note “Not looking” at 0.75 64 xref=x yref=y xanchor=left yanchor=bottom xshift=0 12 #4A5566
    note “Not known” at 0.77 49 xref=x yref=y xanchor=left yanchor=bottom xshift=3 12 #4A5566
    """,
}


@pytest.mark.parametrize("name", DRAWN)
def test_what_a_reader_sees(name: str) -> None:
    drawn = figure_text(plotly_figure.figure(samples.all_specs()[name]))
    assert plain(drawn) == plain(DRAWN[name].replace("{LONG}", samples.LONG))
