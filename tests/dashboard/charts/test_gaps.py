"""Gaps between groups."""

from __future__ import annotations

import pytest

from dashboard.charts import gaps
from dashboard.charts.marks import marks_of
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


def test_of_two_groups_one_is_told_with_every_gap() -> None:
    figure = samples.gap({"yes": (-0.1, 0.3), "no": (-0.3, 0.1)})
    spec = gaps.gaps(marks_of(figure))
    assert spec.reading == (
        "Transfer against all others: gap between groups +10 pts. A gap whose line reaches zero may be chance."
    )
    assert [(line.value, line.text) for line in spec.references] == [(0.0, "no gap")]
    assert spec.category_notes == ("n = 90",)
