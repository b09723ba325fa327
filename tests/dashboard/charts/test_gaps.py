"""Gaps between groups."""

from __future__ import annotations

import pytest

from tests.dashboard.charts import chart_samples as samples
from tests.dashboard.charts.reading_specs import plain, spec_text

SAYS = {
    "gaps": """
    dots equity_gap_by_figure: Gaps between groups by college
    Gap between groups: highest for Law (+10 pts), lowest for Music (−20 pts).
    Dot chart: Gaps between groups by college. Gap between groups: highest for Law (+10 pts), lowest for Music (−20 pts). Gap between groups, Arts: −5 pts; Gap between groups, Law: +10 pts; Gap between groups, Music: −20 pts.
    unit percentage points; values “”; categories “”
    series: Arts / Law / Music
    Gap between groups: -0.05 [-0.2–0.1] “−5 pts” / 0.1 [0–0.2] “+10 pts” / -0.2 [-0.3–-0.1] “−20 pts”
    """,
}


@pytest.mark.parametrize("name", SAYS)
def test_what_the_chart_says(name: str) -> None:
    assert plain(spec_text(samples.all_specs()[name])) == plain(SAYS[name].replace("{LONG}", samples.LONG))
