"""Room for the labels of axes, measured before drawing."""

from __future__ import annotations

import math
from typing import Any

import pytest

from dashboard.charts.palette import text_width
from dashboard.drawing.margins import with_room


def figure(**axes: dict[str, Any]) -> dict[str, Any]:
    return with_room({"data": [], "layout": {"margin": {"l": 8, "r": 16, "t": 8, "b": 8}, **axes}})


def value_axis(written: str, end: float, step: float) -> dict[str, Any]:
    return {"range": [0, end], "dtick": step, "tickformat": written, "tickfont": {"size": 11}}


@pytest.mark.parametrize(
    ("written", "end", "step", "widest"),
    [
        (".0%", 1.0, 0.25, "100%"),
        ("$~s", 60_000, 20_000, "$40,000"),
        (",~g", 1500, 500, "1,000"),
        (",~g", 2, 0.5, "0.5"),
    ],
)
def test_an_axis_of_values_has_room_for_its_widest_number(
    written: str, end: float, step: float, widest: str
) -> None:
    made = figure(yaxis=value_axis(written, end, step))["layout"]
    assert made["margin"]["l"] == 8 + math.ceil(text_width(widest, 11) * 1.04 + 5)
    assert made["yaxis"]["automargin"] is False
    assert made["margin"]["b"] == 8


def test_rows_have_room_for_their_longest_line_in_its_own_size() -> None:
    text = '<span style="color:#0">A college</span><br><span style="font-size:11px">n = 214 &amp; more of it</span>'
    axis = {"tickmode": "array", "ticktext": [text, "B"], "tickfont": {"size": 12}, "ticklabelstandoff": 8}
    made = figure(yaxis=axis)["layout"]
    assert made["margin"]["l"] == 8 + math.ceil(text_width("n = 214 & more of it", 11) * 1.04 + 5 + 8)


def test_below_there_is_room_for_all_lines_and_a_title() -> None:
    axis = {"tickmode": "array", "ticktext": ["one<br>two", "three"], "tickfont": {"size": 12}}
    assert figure(xaxis=axis)["layout"]["margin"]["b"] == 8 + math.ceil(2 * 12 * 1.3 + 5)
    titled = {**axis, "title": {"text": "Days", "standoff": 6, "font": {"size": 11}}}
    assert figure(xaxis=titled)["layout"]["margin"]["b"] == 8 + math.ceil(2 * 12 * 1.3 + 5 + 11 * 1.3 + 6)


def test_an_axis_without_labels_takes_no_room() -> None:
    hidden = {"showticklabels": False, "range": [0, 1], "dtick": 1}
    assert figure(xaxis=hidden, yaxis=hidden)["layout"]["margin"] == {"l": 8, "r": 16, "t": 8, "b": 8}


def test_of_several_axes_the_widest_counts() -> None:
    made = figure(xaxis=value_axis(".0%", 1, 1), xaxis2={**value_axis(".0%", 1, 1), "tickfont": {"size": 20}})
    assert made["layout"]["margin"]["b"] == 8 + math.ceil(20 * 1.3 + 5)
