"""The value axis: round ends and steps, what stands where a figure or its range is drawn."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard.charts.spec import Reference, Series
from dashboard.drawing import values
from tests.dashboard.charts import chart_samples as samples

SPEC = samples.all_specs()["rates"]
MIXED = Series("x", (0.5, None, None, 0.3), low=(0.4, 0.2, None, None), high=(0.6, 0.3, None, 0.4))


@pytest.mark.parametrize(
    ("top", "unit", "end"),
    [
        (0, "percent", (1.0, 0.25)),
        (0, "people", (5.0, 1.0)),
        (0.8, "percent", (0.8, 0.2)),
        (0.81, "percent", (1.0, 0.25)),
        (0.47, "percent", (0.6, 0.2)),
        (90, "people", (100, 25)),
        (2, "people", (2, 1)),
        (2, "people per interview", (2, 0.5)),
        (41, "usd", (60, 20)),
        (9, "days", (10, 2.5)),
    ],
)
def test_an_axis_ends_at_a_round_number_after_four_or_five_steps(
    top: float, unit: str, end: tuple[float, float]
) -> None:
    assert values.nice_end(top, unit) == pytest.approx(end)


def test_a_band_floats_a_value_stands_on_zero_and_nothing_is_nowhere() -> None:
    places = range(4)
    assert [values.is_band(MIXED, i) for i in places] == [False, True, False, False]
    assert [values.has_range(MIXED, i) for i in places] == [True, True, False, False]
    assert [values.drawn_from(MIXED, i) for i in places] == [0, 0.2, 0, 0]
    assert [values.drawn_size(MIXED, i) for i in places] == [0.5, pytest.approx(0.1), None, 0.3]
    assert [values.drawn_to(MIXED, i) for i in places] == [0.5, pytest.approx(0.3), None, 0.3]
    assert [values.range_size(MIXED, i) for i in places] == [pytest.approx(0.2), pytest.approx(0.1), 0, 0]


def test_the_axis_reaches_all_that_is_drawn_and_the_targets() -> None:
    spec = replace(SPEC, series=(MIXED,))
    assert (values.top_of(spec), values.bottom_of(spec)) == (0.6, 0)
    assert values.top_of(replace(spec, references=(Reference(0.9, "target"),))) == 0.9
    below = replace(spec, series=(replace(MIXED, low=(-0.7, None, None, None)),))
    assert (values.top_of(below), values.bottom_of(below)) == (0.7, -0.7)
    assert values.nice_start(below, 0.25) == -0.75
    assert values.nice_start(spec, 0.25) == 0
    assert values.top_of(replace(spec, series=())) == 0


@pytest.mark.parametrize(
    ("unit", "written"),
    [("percent", ".0%"), ("share", ".0%"), ("usd", "$~s"), ("people", ",~g"), ("", ",d")],
)
def test_ticks_are_written_in_the_unit(unit: str, written: str) -> None:
    axis = values.value_axis(replace(SPEC, unit=unit), 100, 25)
    assert (axis["tickformat"], axis["dtick"], axis["range"]) == (written, 25, [0.0, 100])


@pytest.mark.parametrize(
    ("low", "end", "ticks"),
    [(-0.4, 0.2, [-0.4, 0.0, 0.2]), (0.0, 0.4, [0.0, 0.4]), (-0.15, 0.0, [-0.0, 0.0])],
)
def test_points_have_ticks_at_both_ends_and_zero(low: float, end: float, ticks: list[float]) -> None:
    axis = values.value_axis(replace(SPEC, unit="percentage points"), end, 0.2, low)
    assert axis["tickvals"] == pytest.approx(sorted(set(ticks)))
    assert axis["ticktext"][-1].endswith(" pts")


def test_beside_nothing_an_axis_has_no_numbers_and_ticks_never_read_alike() -> None:
    """An axis of "0% 0% 0% 0% 0%" said of hidden figures that they were none."""
    empty = replace(SPEC, unit="percent", series=(replace(MIXED, values=(None,) * 4, low=(), high=()),))
    assert values.value_axis(empty, 1.0, 0.25)["showticklabels"] is False
    assert "showticklabels" not in values.value_axis(replace(SPEC, series=(MIXED,)), 1.0, 0.25)
    for top in (0.0, 1e-9, 0.0004, 0.004, 0.03):
        end, step = values.nice_end(top, "percent")
        written = [f"{tick * step:.0%}" for tick in range(round(end / step) + 1)]
        assert len(set(written)) == len(written) > 1, top
