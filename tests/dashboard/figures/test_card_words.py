"""What a card says below its value."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from dashboard.figures.card_words import (
    beside_words,
    certainty,
    chip_color,
    compared_with,
    how_far,
    reason,
    target_words,
)
from dashboard.office.plans import Target
from pipelines.figures.blanks import Blank
from pipelines.figures.results import Cell, Metric
from pipelines.release import changes
from tests.dashboard.charts.chart_samples import cell, metric, released, withheld

RATE = metric("response_rate")
LATE = metric("late_log_rate", better="less")
COUNT = metric("outreach_volume", aggregate="count", unit="contacts", denominator="")
PAY = metric("median_salary_usd", aggregate="median", unit="usd", of="graduate")
MEAN = metric("interviews_per_student", aggregate="mean", unit="interviews per student", of="student")
WAIT = metric("days_to_reply", aggregate="wait", unit="days", better="less")


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


@pytest.mark.parametrize(
    ("better", "now", "color"),
    [
        ("more", 0.6, "green"),
        ("more", 0.2, "red"),
        ("less", 0.6, "red"),
        ("less", 0.2, "green"),
        ("", 0.6, "off"),
    ],
)
def test_a_change_is_colored_by_what_the_figure_declares(better: Any, now: float, color: str) -> None:
    figure = metric("response_rate", better=better)
    sides = [replace(cell({}, value, 100), low=value - 0.05, high=value + 0.05) for value in (now, 0.4)]
    assert chip_color(changes.change(figure, "working", *sides)) == color
    noise = [replace(one, low=0.0, high=1.0) for one in sides]
    assert chip_color(changes.change(figure, "working", *noise)) == chip_color(None) == "off"


HIDDEN = withheld({})
FEW = Cell({}, None, 3, 7, 7, is_few=True, label="3 of 7", written="3 of 7")
EARLY = Cell({}, None, 0, 0, 0, blank=Blank.TOO_EARLY, label="Too early to say", written="Too early to say")


@pytest.mark.parametrize(
    ("found", "why", "earlier"),
    [
        (HIDDEN, "Hidden: fewer than 10 students", "earlier: hidden: fewer than 10 students"),
        (
            withheld({}, "Hidden: it would say too much"),
            "Hidden: it would say too much",
            "earlier: hidden: it would say too much",
        ),
        (EARLY, "", "earlier: too early to say"),
        (FEW, "", "earlier: 3 of 7"),
        (cell({}, 0.4, 100), "", "earlier: 40%"),
        (None, "", ""),
    ],
)
def test_a_card_says_why_it_has_no_number_and_what_was_there_where_no_change_is_told(
    found: Cell | None, why: str, earlier: str
) -> None:
    assert reason(found) == why
    assert compared_with(RATE, found) == earlier


def test_what_stands_beside_says_why_it_has_no_number() -> None:
    def beside(found: Cell) -> str:
        return beside_words(released(metric(title="Knowledge rate"), [found]))

    assert beside(cell({}, 0.78, 512)) == "Knowledge rate: 78%"
    assert beside(FEW) == "Knowledge rate: 3 of 7"
    assert beside(HIDDEN) == "Knowledge rate: hidden: fewer than 10 students"
    assert beside(EARLY) == "Knowledge rate: too early to say"


def _cell(**more: Any) -> Cell:
    return replace(cell({}, 0.47, 200), **more)


@pytest.mark.parametrize(
    ("figure", "shown", "words"),
    [
        (RATE, _cell(people=80), "200 contacts of 80 students"),
        (RATE, _cell(people=None), "200 contacts"),
        (RATE, _cell(denominator=1, people=1), "1 contact of 1 student"),
        (RATE, _cell(value=None, denominator=0, people=0), ""),
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
        (MEAN, _cell(unknown_count=1, denominator=3), "n = 3 · 1 of 4 not recorded"),
        (MEAN, _cell(unknown_count=50, denominator=None, people=None), ""),
    ],
)
def test_certainty_is_one_line_of_what_was_released(figure: Metric, shown: Cell, words: str) -> None:
    assert certainty(figure, shown) == words


def test_no_cell_is_no_certainty() -> None:
    assert certainty(RATE, None) == ""
