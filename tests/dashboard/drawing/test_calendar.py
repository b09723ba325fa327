"""A calendar: weeks or months by weekday. As a reader sees them: size, axes, marks, colors, words."""

from __future__ import annotations

import pytest

from dashboard.drawing import plotly_figure
from tests.dashboard.charts import chart_samples as samples
from tests.dashboard.charts.reading_specs import plain
from tests.dashboard.drawing.reading_figures import figure_text

DRAWN = {
    "calendar": """
    height 274, margins 44 56 8 30
    closest
    xaxis -0.5 1.5: Nov·2 Nov·9 at Nov 2 Nov 9
    yaxis 6.5 -0.5: Mon Tue Wed Thu Fri Sat Sun at 0 1 2 3 4 5 6
    heatmap “”: x Nov 2 Nov 9; y Mon Tue Wed Thu Fri Sat Sun; z (- 30) (- -) (- -) (- -) (0 -) (- -) (- -); text ( 30) ( ) ( ) ( ) ( ) ( ) ( ); hovertext (Nov 2 · Monday / no data Nov 9 · Monday / 30) (Nov 2 · Tuesday / no data Nov 9 · Tuesday / no data) (Nov 2 · Wednesday / no data Nov 9 · Wednesday / no data) (Nov 2 · Thursday / no data Nov 9 · Thursday / no data) (Nov 2 · Friday / 0 Nov 9 · Friday / no data) (Nov 2 · Saturday / no data Nov 9 · Saturday / no data) (Nov 2 · Sunday / no data Nov 9 · Sunday / no data)
    """,
    "calendar_hidden": """
    height 274, margins 44 56 8 30
    closest
    xaxis -0.5 0.5: Nov·2 at Nov 2
    yaxis 6.5 -0.5: Mon Tue Wed Thu Fri Sat Sun at 0 1 2 3 4 5 6
    heatmap “”: x Nov 2; y Mon Tue Wed Thu Fri Sat Sun; z (-) (-) (-) (-) (20) (-) (-); text () () () () (20) () (); hovertext (Nov 2 · Monday / <10) (Nov 2 · Tuesday / no data) (Nov 2 · Wednesday / no data) (Nov 2 · Thursday / no data) (Nov 2 · Friday / 20) (Nov 2 · Saturday / no data) (Nov 2 · Sunday / no data)
    heatmap “”: x Nov 2; y Mon Tue Wed Thu Fri Sat Sun; z (0) (-) (-) (-) (-) (-) (-); text (<10) () () () () () (); hovertext (Nov 2 · Monday / <10) (Nov 2 · Tuesday / no data) (Nov 2 · Wednesday / no data) (Nov 2 · Thursday / no data) (Nov 2 · Friday / 20) (Nov 2 · Saturday / no data) (Nov 2 · Sunday / no data)
    """,
}


@pytest.mark.parametrize("name", DRAWN)
def test_what_a_reader_sees(name: str) -> None:
    drawn = figure_text(plotly_figure.figure(samples.all_specs()[name]))
    assert plain(drawn) == plain(DRAWN[name].replace("{LONG}", samples.LONG))
