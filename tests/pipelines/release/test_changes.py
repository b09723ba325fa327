"""How a figure changed: in words, as a band where it was rounded, and when that is colored."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.figures.results import AggregateName, Cell, Metric, Of, View
from pipelines.release.changes import change, in_short, in_words
from pipelines.release.disclosure import Policy, nearest
from tests.pipelines.release.tables import metric

RATE = metric("rate", of="thread", better="more")
LATE = metric("rate", of="log_row", better="less")
COUNT = metric("count", "contacts", "thread", better="more")
MEAN = metric("mean", "interviews per student", better="more")
PAY = metric("median", "usd", "graduate", better="more")
WAIT = metric("wait", "days", "thread", better="less")


def cell(value: float | None, people: int = 100, half: float | None = None) -> Cell:
    ends = (None, None) if value is None or half is None else (value - half, value + half)
    return Cell({}, value, None, float(people), people, *ends)


@pytest.mark.parametrize(
    ("figure", "now", "before", "words", "short"),
    [
        (RATE, 0.47, 0.44, "3 points higher", "+3 pts"),
        (RATE, 0.44, 0.47, "3 points lower", "−3 pts"),
        (RATE, 0.45, 0.44, "1 point higher", "+1 pt"),
        (RATE, 0.95, 0.05, "90 points higher", "+90 pts"),  # points, never a percentage of a percentage
        (RATE, 0.474, 0.471, "about the same", "about the same"),
        # as a reader subtracts 26% from 64%, and 0.4 from 1.0
        (RATE, 0.637, 0.264, "38 points higher", "+38 pts"),
        (RATE, 0.476, 0.471, "1 point higher", "+1 pt"),
        (MEAN, 0.96, 0.44, "0.6 higher", "+0.6"),
        (MEAN, 0.84, 0.75, "about the same", "about the same"),
        (WAIT, 6.5, 4, "2.5 days longer", "+2.5 days"),
        (RATE, 0.47, 0.47, "the same", "no change"),
        (COUNT, 120, 100, "20% more", "+20%"),
        (COUNT, 80, 100, "20% fewer", "−20%"),
        (COUNT, 1001, 1000, "about as many", "about the same"),
        (COUNT, 1000, 1000, "as many", "no change"),
        (COUNT, 5, 1, "4 more", "+4"),  # not "400 % more"
        (COUNT, 0, 9, "9 fewer", "−9"),
        (COUNT, 12, 0, "12 more", "+12"),
        (COUNT, 15, 10, "50% more", "+50%"),
        (PAY, 52000, 50000, "$2,000 higher", "+$2,000"),
        (PAY, 48000, 50000, "$2,000 lower", "−$2,000"),
        (MEAN, 2.5, 2.2, "0.3 higher", "+0.3"),
        (MEAN, 2.21, 2.2, "about the same", "about the same"),
        (WAIT, 9, 5, "4 days longer", "+4 days"),
        (WAIT, 5, 9, "4 days shorter", "−4 days"),
        (RATE, None, 0.4, "", ""),
        (RATE, 0.4, None, "", ""),
    ],
)
def test_an_exact_change_is_one_number_in_the_figures_own_measure(
    figure: Metric, now: float | None, before: float | None, words: str, short: str
) -> None:
    found = change(figure, "working", cell(now), cell(before))
    assert (in_words(found), in_short(found)) == (words, short)


@pytest.mark.parametrize(
    ("figure", "now", "before", "words", "short"),
    [
        (RATE, 0.47, 0.44, "2 to 4 points higher", "+2 to +4 pts"),
        (RATE, 0.44, 0.47, "2 to 4 points lower", "−2 to −4 pts"),
        (RATE, 0.44, 0.44, "about the same", "about the same"),
        (RATE, 0.45, 0.44, "at most 2 points higher", "up to +2 pts"),
        (COUNT, 1430, 1000, "42% to 44% more", "+42% to +44%"),
        (COUNT, 100, 70, "34% to 52% more", "+34% to +52%"),
        (COUNT, 70, 70, "about as many", "about the same"),
        (RATE, 0.44, 0.45, "at most 2 points lower", "up to −2 pts"),
        (COUNT, 1095, 1090, "at most 1% more", "up to +1%"),
        (COUNT, 15, 15, "", ""),  # by a third fewer or by two fifths more: nothing to tell
        (COUNT, 30, 10, "15 to 25 more", "+15 to +25"),
        (PAY, 52000, 50000, "$1,000 to $3,000 higher", "+$1,000 to +$3,000"),
        (MEAN, 2.5, 2.2, "0.2 to 0.4 higher", "+0.2 to +0.4"),
        (WAIT, 9, 5, "3 to 5 days longer", "+3 to +5 days"),
    ],
)
def test_a_change_of_rounded_numbers_is_told_as_both_its_ends(
    figure: Metric, now: float, before: float, words: str, short: str
) -> None:
    found = change(figure, "publishable", cell(now), cell(before))
    assert (in_words(found), in_short(found)) == (words, short)


@given(st.integers(10, 3000), st.integers(10, 3000))
def test_what_is_published_of_a_count_never_contradicts_the_exact_change(now: int, before: int) -> None:
    step = Policy().rounding
    found = change(COUNT, "publishable", cell(nearest(now, step)), cell(nearest(before, step)))
    assert found is not None
    exact = now / before - 1 if found.is_share else now - before
    assert found.low <= exact <= found.high


@given(st.floats(0.02, 0.98), st.floats(0.02, 0.98))
def test_what_is_published_of_a_rate_never_contradicts_the_exact_change(now: float, before: float) -> None:
    found = change(RATE, "publishable", cell(round(now, 2)), cell(round(before, 2)))
    assert found is not None
    assert found.low - 1e-9 <= now - before <= found.high + 1e-9


def test_nothing_changes_from_what_is_not_there_or_was_told_as_a_band() -> None:
    band = Cell({}, None, None, 20, 20, 0.4, 0.5, band=(0.4, 0.5))
    assert change(RATE, "working", None, cell(0.4)) is None
    assert change(RATE, "working", cell(0.4), None) is None
    assert change(RATE, "publishable", band, cell(0.4)) is None
    assert in_words(None) == in_short(None) == ""


@pytest.mark.parametrize(
    ("figure", "now", "before", "tone"),
    [
        (RATE, cell(0.6, 100, 0.05), cell(0.4, 100, 0.05), "better"),
        (RATE, cell(0.4, 100, 0.05), cell(0.6, 100, 0.05), "worse"),
        (LATE, cell(0.6, 100, 0.05), cell(0.4, 100, 0.05), "worse"),
        (LATE, cell(0.4, 100, 0.05), cell(0.6, 100, 0.05), "better"),
        (RATE, cell(0.5, 100, 0.05), cell(0.45, 100, 0.05), ""),  # the interval reaches zero
        (RATE, cell(0.6, 30, 0.05), cell(0.4, 30, 0.05), "better"),
        (RATE, cell(0.6, 29, 0.05), cell(0.4, 100, 0.05), ""),  # fewer than 30 people on one side
        (RATE, cell(0.6, 100, 0.05), cell(0.4, 29, 0.05), ""),
        (metric("rate", of="thread"), cell(0.6, 100, 0.05), cell(0.4, 100, 0.05), ""),  # declares no direction
        (COUNT, cell(900), cell(100), ""),  # a count has no interval
        (RATE, cell(0.6, 100), cell(0.4, 100, 0.05), ""),  # nor has one of two times
        (RATE, cell(0.6, 100, 0.05), cell(0.4, 100), ""),
        (metric("rate", of="graduate", interval="none", better="more"), cell(0.9, 500), cell(0.5, 500), ""),
        (metric("rate", of="graduate", interval="census", better="more"), cell(0.9, 500, 0.1), cell(0.5, 500, 0.1), ""),
    ],
)  # fmt: skip
def test_a_change_has_a_tone_only_beyond_chance_of_thirty_people_in_the_declared_direction(
    figure: Metric, now: Cell, before: Cell, tone: str
) -> None:
    found = change(figure, "working", now, before)
    assert found is not None
    assert found.tone == tone


@pytest.mark.parametrize("view", ["working", "internal", "publishable"])
@pytest.mark.parametrize(
    ("aggregate", "unit", "of"), [("rate", "percent", "student"), ("mean", "points per student", "student")]
)
def test_equal_figures_did_not_change_in_any_view(
    view: View, aggregate: AggregateName, unit: str, of: Of
) -> None:
    more: Any = {"better": "more"}
    found = change(metric(aggregate, unit, of, **more), view, cell(0.5), cell(0.5))
    assert found is not None
    assert (in_words(found) or "about") in ("the same", "about the same")
    assert found.tone == ""
