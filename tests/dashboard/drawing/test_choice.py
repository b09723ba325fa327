"""Rows a filter chose, among the others: as drawn."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from dashboard.charts.spec import ChartSpec
from dashboard.drawing import plotly_figure
from dashboard.drawing.choice import PALE
from tests.dashboard.charts import chart_samples as samples


def drawn(kind: str, **chosen: tuple[str, ...]) -> tuple[ChartSpec, dict[str, Any]]:
    spec = replace(samples.all_specs()[kind], **chosen)
    return spec, plotly_figure.figure(spec)


@pytest.mark.parametrize("kind", ["ranges", "bands", "rates"])
def test_marks_of_the_others_are_pale(kind: str) -> None:
    spec, _ = drawn(kind)
    name = spec.categories[-1]
    _, figure = drawn(kind, chosen=(name,))
    marked = [trace for trace in figure["data"] if "customdata" in trace]
    assert marked
    for trace in marked:
        assert trace["marker"]["opacity"] == [1 if row == name else PALE for row in trace["customdata"]]


def test_words_on_a_pale_mark_are_dark() -> None:
    spec, plain = drawn("bands")
    _, figure = drawn("bands", chosen=spec.categories[:1])
    darkest, before = figure["data"][-1]["textfont"]["color"], plain["data"][-1]["textfont"]["color"]
    assert before == "#FFFFFF"
    assert darkest == ["#FFFFFF", "#0B1220"]


def test_the_name_and_value_of_what_is_chosen_are_strong_and_the_others_grey() -> None:
    _, figure = drawn("ranges", chosen=("Arts",))
    looks = {
        note["text"]: (note["font"]["color"], note["font"]["weight"])
        for note in figure["layout"]["annotations"]
        if "weight" in note["font"]
    }
    assert looks["Arts"] == looks["78%"] == ("#0B1220", 600)
    assert looks["Business"] == looks["86%"] == ("#5F6B7A", 400)


@pytest.mark.parametrize("kind", sorted(samples.all_specs()))
def test_a_chart_of_which_nothing_is_chosen_is_drawn_as_ever(kind: str) -> None:
    _, figure = drawn(kind)
    assert all(not isinstance(trace.get("marker", {}).get("opacity"), list) for trace in figure["data"])
