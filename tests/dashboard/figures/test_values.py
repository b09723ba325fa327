"""A figure's value as pages print it."""

from __future__ import annotations

import pytest

from dashboard.figures.values import first, number_words, the, value_words
from pipelines.figures.results import Metric
from tests.dashboard.charts.chart_samples import band, cell, metric, withheld

RATE = metric("response_rate")
MEAN = metric("interviews_per_student", aggregate="mean", unit="interviews per student")
MEDIAN = metric("minutes", aggregate="median", unit="minutes per interview")
COST = metric("cost_usd", aggregate="mean", unit="dollars per interview")


@pytest.mark.parametrize(
    ("figure", "value", "words"),
    [
        (RATE, 0.474, "47%"),
        (MEAN, 2.0, "2.0"),
        (MEAN, 2.25, "2.3"),
        (MEAN, 0.04, "0.04"),
        (MEAN, 0.004, "under 0.01"),
        (MEAN, 0.0, "0"),
        (MEDIAN, 30.0, "30"),
        (MEDIAN, 32.5, "32.5"),
        (COST, 12.4, "$12"),
        (metric("median_salary_usd", aggregate="median", unit="usd"), 52000.0, "$52,000"),
    ],
)
def test_a_value_is_in_its_unit_and_per_is_left_to_the_title(
    figure: Metric, value: float, words: str
) -> None:
    assert number_words(figure, value) == words
    assert value_words(figure, cell({}, value)) == words


def test_what_has_no_value_is_said_as_it_was_released_and_never_as_zero() -> None:
    assert value_words(RATE, None) == "–"
    assert value_words(RATE, withheld({}, "Fewer than 10 students")) == "<10"
    assert value_words(RATE, band({}, 0.4, 0.5, 20)) == "40–50%"
    assert value_words(RATE, cell({}, None)) == "–"
    assert value_words(RATE, cell({}, None, label="40% (n = 20)")) == "40%"


def test_a_cell_is_chosen_by_its_category_or_comes_first() -> None:
    cells = [cell({"skill": "networking"}, 0.1), cell({"skill": "listening"}, 0.2)]
    assert the("skill", "listening")(cells) is cells[1]
    assert the("skill", "singing")(cells) is None
    assert first(cells) is cells[0]
    assert first([]) is None
