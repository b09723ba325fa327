"""The scale of dots: as narrow as what is drawn allows, its ends round, with zero only where it belongs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard.charts.spec import Reference, Series
from dashboard.drawing.scale import scale_axis, scale_of
from tests.dashboard.charts import chart_samples as samples

SPEC = replace(samples.all_specs()["rates"], references=(), whole=None)


@pytest.mark.parametrize(
    ("unit", "low", "high", "ends", "ticks"),
    [
        ("percent", 0.3, 0.9, (0, 1), (0, 0.5, 1)),
        ("percent", 0.6, 0.95, (0.5, 1), (0.5, 0.75, 1)),
        ("percent", 0.2, 0.37, (0, 0.5), (0, 0.25, 0.5)),
        ("percent", 0.02, 0.15, (0, 0.2), (0, 0.1, 0.2)),
        ("percent", 0.0, 0.04, (0, 0.1), (0, 0.05, 0.1)),
        ("usd", 41000, 75000, (40000, 80000), (40000, 60000, 80000)),
        ("usd", 4, 9, (0, 10), (0, 5, 10)),
        ("people per interview", 0.9, 1.4, (0.8, 1.4), (0.8, 1.2)),
        ("days", 3, 21, (0, 30), (0, 20)),
        ("percentage points", -0.12, 0.08, (-0.2, 0.1), (-0.2, 0, 0.1)),
        ("percentage points", 0.02, 0.08, (0, 0.1), (0, 0.05, 0.1)),
        ("points", 0.4, 0.4, (0, 0.4), (0, 0.2, 0.4)),
    ],
)
def test_a_scale_holds_what_is_drawn_and_says_three_numbers_at_most(
    unit: str, low: float, high: float, ends: tuple[float, float], ticks: tuple[float, ...]
) -> None:
    spec = replace(SPEC, unit=unit, series=(Series("x", (low, high, None), low=(), high=()),))
    scale = scale_of(spec)
    assert (scale.low, scale.high) == pytest.approx(ends)
    assert scale.low <= low <= high <= scale.high
    assert len(scale.ticks) <= 3
    assert scale.ticks == pytest.approx(ticks)


def test_intervals_targets_and_the_whole_are_on_the_scale_and_withheld_marks_are_not() -> None:
    spec = replace(SPEC, series=(Series("x", (0.7, None), low=(0.6, None), high=(0.8, None)),))
    assert scale_of(spec).low == 0.5
    assert scale_of(replace(spec, references=(Reference(0.2, "target"),))).low == 0
    assert scale_of(replace(spec, whole=Reference(0.3, "All 30%"))).low == 0


def test_money_is_short_and_beside_nothing_a_scale_has_no_numbers() -> None:
    pay = replace(SPEC, unit="usd", series=(Series("x", (44000.0, 71000.0)),))
    assert [text for text in scale_axis(pay, scale_of(pay))["ticktext"] if text] == ["$40k", "$60k", "$80k"]
    hidden = replace(SPEC, series=(Series("x", (None, None)),))
    assert scale_axis(hidden, scale_of(hidden))["showticklabels"] is False
