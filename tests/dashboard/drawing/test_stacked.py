"""Parts of a whole. As a reader sees them: size, axes, marks, colors, words."""

from __future__ import annotations

import pytest

from dashboard.drawing import plotly_figure
from tests.dashboard.charts import chart_samples as samples
from tests.dashboard.charts.reading_specs import plain
from tests.dashboard.drawing.reading_figures import figure_text

DRAWN = {
    "bands": """
    height 150, margins 72 54.61 10 8
    stack legend closest
    xaxis 0 1: no labels
    yaxis 1.5 -0.5: BUS 301 ENG 210 at 0 1
    bar “0”: x 0.2 0.5; y BUS 301 ENG 210; text 20% 50%; textposition i n s i d e; hovertext BUS 301 · 0 / 20% / n = 100 ENG 210 · 0 / 50% / n = 100; color #DCE3EB; wide 0.68
    bar “1”: x 0.3 0.2; y BUS 301 ENG 210; text 30% 20%; textposition i n s i d e; hovertext BUS 301 · 1 / 30% / n = 100 ENG 210 · 1 / 20% / n = 100; color #B5CFEA; wide 0.68
    bar “2”: x 0.2 0.1; y BUS 301 ENG 210; text 20% 10%; textposition i n s i d e; hovertext BUS 301 · 2 / 20% / n = 100 ENG 210 · 2 / 10% / n = 100; color #7FAEDB; wide 0.68
    bar “3–5”: x 0.2 0.1; y BUS 301 ENG 210; text 20% 10%; textposition i n s i d e; hovertext BUS 301 · 3–5 / 20% / n = 100 ENG 210 · 3–5 / 10% / n = 100; color #1B5FA8; wide 0.68
    bar “6+”: x 0.1 0.1; y BUS 301 ENG 210; text 10% 10%; textposition i n s i d e; hovertext BUS 301 · 6+ / 10% / n = 100 ENG 210 · 6+ / 10% / n = 100; color #113F70; wide 0.68
    note “n = 100” at 1 0 xref=paper yref=y xanchor=left xshift=8 11 #4A5566
    note “n = 100” at 1 1 xref=paper yref=y xanchor=left xshift=8 11 #4A5566
    """,
    "classes": """
    height 212, margins 103 54.39 10 8
    stack legend closest
    xaxis 0 1: no labels
    yaxis 1.5 -0.5: Class of 2026 Class of 2025 at 0 1
    bar “Employed”: x 0.47 0.51; y Class of 2026 Class of 2025; text 47% 51%; textposition i n s i d e; hovertext Class of 2026 · Employed / 47% / n = 512 Class of 2025 · Employed / 51% / n = 512; color #1B5FA8; wide 0.68
    bar “Continuing education”: x 0.13 0.14; y Class of 2026 Class of 2025; text 13% 14%; textposition i n s i d e; hovertext Class of 2026 · Continuing education / 13% / n = 512 Class of 2025 · Continuing education / 14% / n = 512; color #E46E1D; wide 0.68
    bar “Service and military”: x 0.03 0.03; y Class of 2026 Class of 2025; text ; textposition i n s i d e; hovertext Class of 2026 · Service and military / 3% / n = 512 Class of 2025 · Service and military / 3% / n = 512; color #2DA596; wide 0.68
    bar “Seeking”: x 0.12 0.09; y Class of 2026 Class of 2025; text 12% 9%; textposition i n s i d e; hovertext Class of 2026 · Seeking / 12% / n = 512 Class of 2025 · Seeking / 9% / n = 512; color #4C2348; wide 0.68
    bar “Not seeking”: x 0.02 0.02; y Class of 2026 Class of 2025; text ; textposition i n s i d e; hovertext Class of 2026 · Not seeking / 2% / n = 512 Class of 2025 · Not seeking / 2% / n = 512; color #9D76F2; wide 0.68
    bar “Unknown”: x 0.23 0.21; y Class of 2026 Class of 2025; text 23% 21%; textposition i n s i d e; hovertext Class of 2026 · Unknown / 23% / n = 512 Class of 2025 · Unknown / 21% / n = 512; color #CBD2DA; wide 0.68
    note “n = 512” at 1 0 xref=paper yref=y xanchor=left xshift=8 11 #4A5566
    note “n = 512” at 1 1 xref=paper yref=y xanchor=left xshift=8 11 #4A5566
    """,
}


@pytest.mark.parametrize("name", DRAWN)
def test_what_a_reader_sees(name: str) -> None:
    drawn = figure_text(plotly_figure.figure(samples.all_specs()[name]))
    assert plain(drawn) == plain(DRAWN[name].replace("{LONG}", samples.LONG))
