"""Waiting: the share that is there by each day."""

from __future__ import annotations

import pytest

from dashboard.charts import (
    waits,
)
from dashboard.charts.marks import marks_of
from dashboard.drawing import plotly_figure
from tests.dashboard.charts import chart_samples as samples
from tests.dashboard.charts.chart_samples import cell, released
from tests.dashboard.charts.reading_specs import plain, spec_text

SAYS = {
    "curve": """
    lines days_to_reply: Days to a reply
    Days to a reply: 30% by day 3, 60% by day 14; half by day 7.
    Line chart: Days to a reply. Days to a reply: 60% by day 14; half by day 7. Days to a reply: 30% by day 3, 60% by day 14; half by day 7. Days to a reply: 60% by day 14.
    unit percent; values “”; categories “Days”
    reference 0.5: half
    series: Days to a reply
    0: 0.1 “10%”
    …
    15: 0.6 “60%”
    …
    30: 0.6 “60%”
    """,
}


@pytest.mark.parametrize("name", SAYS)
def test_what_the_chart_says(name: str) -> None:
    assert plain(spec_text(samples.all_specs()[name])) == plain(SAYS[name].replace("{LONG}", samples.LONG))


def test_a_wait_is_a_curve_of_the_share_there() -> None:
    spec = waits.wait_curve(marks_of(samples.wait()))
    values = spec.series[0].values
    assert (values[0], values[2], values[3], values[13], values[14], values[30]) == (
        0.1,
        0.1,
        0.3,
        0.5,
        0.6,
        0.6,
    )
    assert spec.reading == "Days to a reply: 30% by day 3, 60% by day 14; half by day 7."


def test_a_published_curve_says_nothing_of_days_it_does_not_tell() -> None:
    figure = samples.wait().metric
    few = cell({}, 7.0, 30, curve_bands=((3, 0.2, 0.3), (7, 0.4, 0.5)))
    spec = waits.wait_curve(marks_of(released(figure, [few])))
    assert spec.categories == ("3", "7", "14", "30")
    assert spec.series[0].low == (0.2, 0.4, None, None)
    axis = plotly_figure.figure(spec)["layout"]["xaxis"]
    assert (
        axis["tickvals"] == axis["ticktext"] == ["3", "7", "14", "30"]
    )  # a place 3 would be taken for day 3
    assert spec.reading == "Days to a reply: 20–30% by day 3, 40–50% by day 7; half by day 7."
    many = cell({}, 7.0, 80, curve_bands=((3, 0.2, 0.25), (5, 0.3, 0.35), (7, 0.4, 0.45)))
    spec = waits.wait_curve(marks_of(released(figure, [many])))
    assert spec.series[0].low[4:9] == (0.2, 0.3, 0.3, 0.4, None)
    assert spec.reading == "Days to a reply: 20–25% by day 3, 40–45% by day 7; half by day 7."
