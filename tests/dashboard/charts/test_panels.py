"""Two breakdowns: rows and panels of dots."""

from __future__ import annotations

import pytest

from tests.dashboard.charts import chart_samples as samples
from tests.dashboard.charts.reading_specs import plain, spec_text

SAYS = {
    "panels": """
    dots response_rate: Response rate by college and gender
    Response rate: 40% in every group.
    Dot chart: Response rate by college and gender. Response rate: 40% in all 4 groups. Response rate: 40% in every group. Arts, a: 40%; Law, a: 40%; Arts, b: 40%; Law, b: 40%.
    unit percent; values “”; categories “College”
    segments of college: Arts, Law
    series: a / b
    Arts: 0.4 [0.3–0.5] “40%” / 0.4 [0.3–0.5] “40%”
    Law: 0.4 [0.3–0.5] “40%” / 0.4 [0.3–0.5] “40%”
    """,
}


@pytest.mark.parametrize("name", SAYS)
def test_what_the_chart_says(name: str) -> None:
    assert plain(spec_text(samples.all_specs()[name])) == plain(SAYS[name].replace("{LONG}", samples.LONG))
