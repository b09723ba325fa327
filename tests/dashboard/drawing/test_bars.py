"""Bars, one a row. As a reader sees them: size, axes, marks, colors, words."""

from __future__ import annotations

import pytest

from dashboard.drawing import plotly_figure
from tests.dashboard.charts import chart_samples as samples
from tests.dashboard.charts.reading_specs import plain
from tests.dashboard.drawing.reading_figures import figure_text

DRAWN = {
    "rates": """
    height 222, margins 123 40.84 8 8
    overlay closest
    xaxis 0 0.99: no labels
    yaxis 2.5 -0.5: Business / n = 214 College of Arts, / Humanities and / Interdisciplinary… / n = 122 Unknown / n = 12 at 0 1 2
    bar “Response rate”: x 0.47 0.38 0.9; y Business {LONG} Unknown; base 0 0 0; hovertext Business / 47% / Range 42% to 52% / n = 214 {LONG} / 38% / Range 30% to 46% / n = 122 Unknown / 90% / Range 60% to 99% / n = 12; color #1B5FA8 #1B5FA8 #CBD2DA; wide 0.62
    scatter lines “” (not in legend): x 0.42 … 0.46 … - (9); y Business … {LONG} … - (9); line #FFFFFF 4
    scatter lines “” (not in legend): x 0.42 … 0.46 … - (9); y Business … {LONG} … - (9); line #0B1220 1.5
    scatter text “” (not in legend): x 0.52 0.46 0.99; y Business {LONG} Unknown; text ·47% ·38% ·90%; textposition m … … t (12)
    shape line x paper 0 0 0 1 #DDE3EA 1
    """,
    "rates_publishable": """
    height 150, margins 91 63.52 8 8
    overlay closest
    xaxis 0 0.5: no labels
    yaxis 2.5 -0.5: Business / n = 85 Engineering / n = 15 Arts / n <10 at 0 1 2
    bar “Response rate”: x 0.05 0.2 -; y Business Engineering Arts; base 0.45 0.2 0; hovertext Business / 45–50% / n = 85 Engineering / 20–40% / n = 15 Arts / <10 / n <10; color #8DAFD4 #8DAFD4 #1B5FA8; wide 0.62
    scatter text “” (not in legend): x 0.5 0.4 0; y Business Engineering Arts; text ·45–50% ·20–40% ·<10; textposition m … … t (12)
    shape line x paper 0 0 0 1 #DDE3EA 1
    """,
    "single": """
    height 150, margins 63 38.92 8 8
    overlay closest
    xaxis 0 1: no labels
    yaxis 0.5 -0.5: All / n = 890 at 0
    bar “Response rate”: x 0.41; y All; base 0; hovertext All / 41% / Range 37% to 45% / n = 890; color #1B5FA8; wide 0.4
    scatter lines “” (not in legend): x 0.37 0.45 -; y All All -; line #FFFFFF 4
    scatter lines “” (not in legend): x 0.37 0.45 -; y All All -; line #0B1220 1.5
    scatter text “” (not in legend): x 0.45; y All; text ·41%; textposition m … … t (12)
    shape line x paper 0 0 0 1 #DDE3EA 1
    """,
}


@pytest.mark.parametrize("name", DRAWN)
def test_what_a_reader_sees(name: str) -> None:
    drawn = figure_text(plotly_figure.figure(samples.all_specs()[name]))
    assert plain(drawn) == plain(DRAWN[name].replace("{LONG}", samples.LONG))
