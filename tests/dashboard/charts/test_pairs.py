"""Two sides beside each other, a row a figure."""

from __future__ import annotations

import pytest

from tests.dashboard.charts import chart_samples as samples
from tests.dashboard.charts.reading_specs import plain, spec_text

SAYS = {
    "two_sides": """
    pairs compare: Shares
    Reached differs by more than chance explains.
    Dot chart of two sides: Shares. Reached differs by more than chance explains. Reached: Business 60%, {LONG} 40%; Replied: Business 30%, {LONG} 35%.
    unit percent; values “”; categories “”
    series: Business / {LONG}
    Reached (20 points higher): 0.6 “60%” / 0.4 “40%”
    Replied (may be chance): 0.3 “30%” / 0.35 “35%”
    """,
}


@pytest.mark.parametrize("name", SAYS)
def test_what_the_chart_says(name: str) -> None:
    assert plain(spec_text(samples.all_specs()[name])) == plain(SAYS[name].replace("{LONG}", samples.LONG))
