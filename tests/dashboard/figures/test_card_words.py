"""What a card says below its value."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from dashboard.figures.card_words import certainty, change, delta_color, how_far, target_words
from dashboard.office.plans import Target
from pipelines.figures.measure import catalog
from pipelines.figures.results import Cell, Metric
from tests.dashboard.charts.chart_samples import band, cell, metric

RATE = metric("response_rate")
LATE = metric("late_log_rate", less_is_better=True)
COUNT = metric("outreach_volume", aggregate="count", unit="contacts", denominator="")
PAY = metric("median_salary_usd", aggregate="median", unit="usd", of="graduate")
MEAN = metric("interviews_per_student", aggregate="mean", unit="interviews per student", of="student")
WAIT = metric("days_to_reply", aggregate="wait", unit="days", less_is_better=True)


@pytest.mark.parametrize(
    ("figure", "now", "before", "words"),
    [
        (RATE, 0.47, 0.44, ("+3 pts", True)),
        (RATE, 0.44, 0.47, ("-3 pts", True)),
        (RATE, 0.95, 0.05, ("+90 pts", True)),
        (RATE, 0.474, 0.471, (0, False)),
        (COUNT, 120, 100, ("+20%", True)),
        (COUNT, 80, 100, ("-20%", True)),
        (COUNT, 1001, 1000, (0, False)),
        (COUNT, 100497, 100000, (0, False)),
        (COUNT, 12, 0, (None, False)),
        (PAY, 52000, 50000, ("+$2,000", True)),
        (PAY, 48000, 50000, ("-$2,000", True)),
        (PAY, 50000, 50000, (0, False)),
        (MEAN, 2.5, 2.2, ("+0.3", True)),
        (MEAN, 2.21, 2.2, (0, False)),
        (MEAN, 1.0, 2.2, ("-1.2", True)),
        (RATE, None, 0.4, (None, False)),
        (RATE, 0.4, None, (None, False)),
    ],
)
def test_a_change_is_said_in_the_figures_own_measure(
    figure: Metric, now: float | None, before: float | None, words: tuple[Any, bool]
) -> None:
    assert change(figure, cell({}, now, 100), cell({}, before, 100)) == words


def test_nothing_is_compared_with_what_is_not_there() -> None:
    assert change(RATE, None, cell({}, 0.4)) == (None, False)
    assert change(RATE, cell({}, 0.4), None) == (None, False)
    assert change(RATE, band({}, 0.4, 0.5, 20), cell({}, 0.4)) == (None, False)


@pytest.mark.parametrize(
    ("figure", "value", "target", "words"),
    [
        (RATE, 0.40, 0.50, "10 pts to go"),
        (RATE, 0.05, 0.95, "90 pts to go"),
        (RATE, 0.50, 0.50, "reached"),
        (RATE, 0.51, 0.50, "reached"),
        (LATE, 0.20, 0.10, "10 pts to go"),  # less is better
        (LATE, 0.10, 0.10, "reached"),
        (LATE, 0.05, 0.10, "reached"),
        (COUNT, 250, 1000, "25% of it so far"),
        (COUNT, 1000, 1000, "reached"),
        (MEAN, 2.2, 3.0, "0.8 to go"),
        (PAY, 50000, 55000, "$5,000 to go"),
        (WAIT, 9, 5, "4 days to go"),
        (WAIT, 4, 5, "reached"),
        (RATE, None, 0.5, ""),
    ],
)
def test_how_far_a_figure_is_from_its_target(
    figure: Metric, value: float | None, target: float, words: str
) -> None:
    assert how_far(figure, Target(figure.id, 2026, target), cell({}, value, 100)) == words


def test_a_target_is_said_even_where_the_value_is_not() -> None:
    target = Target("response_rate", 2026, 0.5)
    assert target_words(RATE, target, cell({}, 0.4)) == "target 50%, 10 pts to go"
    assert target_words(RATE, target, None) == "target 50%"
    assert target_words(RATE, None, cell({}, 0.4)) == ""


def test_less_is_better_is_said_in_the_figures_own_files() -> None:
    declared = {figure.id for figure in catalog().values() if figure.less_is_better}
    assert declared == {"outreach_per_interview", "late_log_rate", "days_to_reply", "referrals_untouched"}


@pytest.mark.parametrize(
    ("metric_id", "color"),
    [
        ("outreach_volume", "off"),  # more outreach is neither good nor bad
        ("outreach_per_interview", "inverse"),
        ("late_log_rate", "inverse"),
        ("days_to_reply", "inverse"),
        ("referrals_untouched", "inverse"),
        ("response_rate", "normal"),
        ("interview_volume", "normal"),
    ],
)
def test_a_change_is_colored_by_what_is_good(metric_id: str, color: str) -> None:
    assert delta_color(catalog()[metric_id]) == color


def _cell(**more: Any) -> Cell:
    return replace(cell({}, 0.47, 200), **more)


@pytest.mark.parametrize(
    ("figure", "shown", "words"),
    [
        (RATE, _cell(people=80), "200 contacts of 80 students"),
        (RATE, _cell(people=None), "200 contacts"),
        (RATE, _cell(denominator=1, people=1), "1 contact of 1 student"),
        (MEAN, _cell(value=2.5), "n = 200"),
        (COUNT, _cell(denominator=None, value=120.0, people=80), "80 students"),
        (metric("reached", aggregate="count", unit="students", of="student"), _cell(denominator=None), ""),
        (MEAN, _cell(value=2.5, low=2.0, high=3.0), "n = 200 · 95% interval 2.0 to 3.0"),
        (MEAN, _cell(value=2.5, low=2.5, high=2.5), "n = 200"),
        (MEAN, _cell(value=2.5, low=2.0, high=None), "n = 200"),
        (replace(MEAN, interval="census"), _cell(value=2.5, low=2.0, high=3.0), "n = 200 · range 2.0 to 3.0"),
        (MEAN, _cell(value=None, low=0.4, high=0.5, band=(0.4, 0.5)), "n = 200"),
        (MEAN, _cell(unknown_count=50), "n = 200 · 20% not recorded"),
        (MEAN, _cell(unknown_count=0), "n = 200"),
        (MEAN, _cell(unknown_count=50, denominator=None, people=None), ""),
    ],
)
def test_certainty_is_one_line_of_what_was_released(figure: Metric, shown: Cell, words: str) -> None:
    assert certainty(figure, shown) == words


def test_no_cell_is_no_certainty() -> None:
    assert certainty(RATE, None) == ""
