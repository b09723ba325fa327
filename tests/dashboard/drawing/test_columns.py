"""Columns, with lines laid over them. As a reader sees them: size, axes, marks, colors, words."""

from __future__ import annotations

import pytest

from dashboard.drawing import plotly_figure
from tests.dashboard.charts import chart_samples as samples
from tests.dashboard.charts.reading_specs import plain
from tests.dashboard.drawing.reading_figures import figure_text

DRAWN = {
    "weekly": """
    height 294, margins 31 20 56 30
    overlay closest
    xaxis -0.5 3.5: Aug·31 Sep·7 Sep·14 Nov·9 at Aug 31 Sep 7 Sep 14 Nov 9
    yaxis 0 100: every 25 as ,~g grid
    bar “Last year” (not in legend): x Aug 31 Sep 7 Sep 14 Nov 9; y 30 50 20 -; base 0 0 0 0; hovertext Aug 31 · Last year / 30 Sep 7 · Last year / 50 Sep 14 · Last year / 20 Nov 9 · Last year / no data; color #D5DCE4 #D5DCE4 #D5DCE4 #D5DCE4; wide 0.86
    bar “This year” (not in legend): x Aug 31 Sep 7 Sep 14 Nov 9; y 20 40 90 10; base 0 0 0 0; hovertext Aug 31 · This year / 20 / not over yet Sep 7 · This year / 40 Sep 14 · This year / 90 Nov 9 · This year / 10 / not over yet; color #FFFFFF #1B5FA8 #1B5FA8 #FFFFFF; pattern / /; wide 0.54
    shape rect x paper 2.5 0 3.5 1 0 #FBF0E4 below
    note “logs come in late” at 3.5 1 yref=paper xanchor=right yanchor=bottom xshift=0 yshift=3 12 #8A4B12
    note “90” at 2 90 yanchor=bottom textangle=0 13 #0B1220
    note “10” at 3 10 yanchor=bottom textangle=0 13 #0B1220
    note “■·This·year···■·Last·year···▨·week·not·over” at 0 1 xref=paper yref=paper xanchor=left yanchor=bottom xshift=-27 yshift=34 12 #4A5566
    """,
    "weekly_hidden": """
    height 256, margins 25 20 18 30
    overlay closest
    xaxis -0.5 1.5: Sep·7 Sep·14 at Sep 7 Sep 14
    yaxis 0 30: every 10 as ,~g grid
    bar “New contacts” (not in legend): x Sep 7 Sep 14; y 20 -; base 0 0; hovertext Sep 7 / 20 Sep 14 / <10; color #1B5FA8 #1B5FA8; wide 0.54
    note “20” at 0 20 yanchor=bottom textangle=0 13 #0B1220
    note “<10” at 1 0 yanchor=bottom textangle=0 13 #4A5566
    """,
    "trend": """
    height 278, margins 35 20 40 30
    overlay closest
    xaxis -0.5 2.5: Sep·2026 Oct·2026 Nov·2026 at Sep 2026 Oct 2026 Nov 2026
    yaxis 0 0.6: every 0.2 as .0% grid
    bar “Response rate” (not in legend): x Sep 2026 Oct 2026 Nov 2026; y 0.4 0.2 0.5; base 0 0.3 0; hovertext Sep 2026 / 40% Oct 2026 / 30–50% Nov 2026 / 50% / not over yet; color #1B5FA8 #8DAFD4 #FFFFFF; pattern /; wide 0.54
    note “50%” at 2 0.5 yanchor=bottom textangle=0 13 #0B1220
    note “▨·month·not·over” at 0 1 xref=paper yref=paper xanchor=left yanchor=bottom xshift=-31 yshift=18 12 #4A5566
    """,
    "distribution": """
    height 274, margins 35 20 18 69
    overlay closest
    xaxis -0.5 4.5: 0 1 3–4 5+ Not / recorded at 0 1 3–4 5+ Not recorded “Names”
    yaxis 0 0.6: every 0.2 as .0% grid
    bar “Names given” (not in legend): x 0 1 3–4 5+ Not recorded; y 0.4 0.3 0.15 0.05 0.1; base 0 0 0 0 0; hovertext 0 / 40% 1 / 30% 3–4 / 15% 5+ / 5% Not recorded / 10%; color #1B5FA8 #1B5FA8 #1B5FA8 #1B5FA8 #CBD2DA; wide 0.62
    note “40%” at 0 0.4 yanchor=bottom textangle=0 13 #0B1220
    note “30%” at 1 0.3 yanchor=bottom textangle=0 13 #0B1220
    note “15%” at 2 0.15 yanchor=bottom textangle=0 13 #0B1220
    note “5%” at 3 0.05 yanchor=bottom textangle=0 13 #0B1220
    note “10%” at 4 0.1 yanchor=bottom textangle=0 13 #0B1220
    """,
}


@pytest.mark.parametrize("name", DRAWN)
def test_what_a_reader_sees(name: str) -> None:
    drawn = figure_text(plotly_figure.figure(samples.all_specs()[name]))
    assert plain(drawn) == plain(DRAWN[name].replace("{LONG}", samples.LONG))
