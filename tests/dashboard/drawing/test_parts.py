"""What every chart is made of: keys, legend, hover, words pushed apart."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard.drawing import parts
from tests.dashboard.charts import chart_samples as samples

SPECS = samples.all_specs()


def test_keys_stay_apart_and_are_escaped() -> None:
    assert parts.axis_keys(["a", "<b>", "a", "a"]) == ["a", "&lt;b&gt;", "a\u200b", "a\u200b\u200b"]


@pytest.mark.parametrize(
    ("wanted", "gap", "placed"),
    [
        ([0.5, 0.5], 0.2, [0.5, 0.7]),
        ([0.9, 0.95], 0.2, [0.8, 1.0]),
        ([0.1, 0.8], 0.2, [0.1, 0.8]),
        ([0.8, 0.1], 0.2, [0.8, 0.1]),
        ([-0.5], 0.2, [0.0]),
        ([], 0.2, []),
    ],
)
def test_words_that_would_overlap_are_pushed_apart(
    wanted: list[float], gap: float, placed: list[float]
) -> None:
    assert parts.apart(wanted, gap, 0.0, 1.0) == pytest.approx(placed)


def test_hover_says_name_mark_words_range_n_and_whether_the_period_is_whole() -> None:
    assert parts.hover_text(SPECS["rates"], SPECS["rates"].series[0], 0) == (
        "<b>Business</b><br>47% of 214 contacts<br>likely between 42% and 52%"
    )
    weekly = SPECS["weekly"]
    assert parts.hover_text(weekly, weekly.series[0], 0) == (
        "<b>Aug 31 · This year</b><br>20<br>not over yet"
    )
    assert parts.hover_text(weekly, weekly.series[1], 3) == "<b>Nov 9 · Last year</b><br>no data"
    hinted = replace(SPECS["bars"], hint="Click <here>")
    assert parts.hover_text(hinted, hinted.series[0], 0).endswith("<br>60%<br><i>Click &lt;here&gt;</i>")
    band = SPECS["rates_publishable"]
    assert parts.hover_text(band, band.series[0], 0) == "<b>Business</b><br>45–50% of 85 contacts"
    assert parts.hover_text(band, band.series[0], 2) == "<b>Arts</b><br>&lt;10<br>n &lt;10"
    unknown = SPECS["ranges"]
    assert parts.hover_text(unknown, unknown.series[0], 0) == (
        "<b>Business</b><br>86% of 214 graduates<br>64% to 90% if none or all of the unknown had"
    )
    classes = SPECS["classes"]
    assert parts.hover_text(classes, classes.series[0], 0) == (
        "<b>Class of 2026 · Employed</b><br>47% of 512 graduates"
    )


def test_a_value_that_is_not_there_is_missing() -> None:
    assert [parts.item_at((1, 2), i, "none") for i in (0, 1, 2)] == [1, 2, "none"]
