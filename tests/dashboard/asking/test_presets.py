"""The choices of the date filter."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.asking import presets
from dashboard.asking.presets import year_before
from pipelines.settings import read_settings

DEFAULTS = read_settings(Path("no such folder"))


@pytest.mark.parametrize(
    ("preset", "newest", "since", "until"),
    [
        ("year", date(2026, 5, 8), date(2025, 8, 1), date(2026, 5, 8)),
        ("year", date(2026, 8, 1), date(2026, 8, 1), date(2026, 8, 1)),
        ("term", date(2026, 5, 8), date(2026, 1, 1), date(2026, 5, 8)),
        ("term", date(2026, 7, 31), date(2026, 6, 1), date(2026, 7, 31)),
        ("term", date(2026, 12, 31), date(2026, 8, 1), date(2026, 12, 31)),
        ("12m", date(2026, 5, 8), date(2025, 5, 9), date(2026, 5, 8)),
        ("12m", date(2028, 2, 29), date(2027, 3, 1), date(2028, 2, 29)),
        ("all", date(2026, 5, 8), None, None),
    ],
)
def test_presets_are_counted_from_the_newest_date_never_from_today(
    preset: str, newest: date, since: date | None, until: date | None
) -> None:
    assert presets.preset_dates(preset, newest, DEFAULTS) == (since, until)


@pytest.mark.parametrize("preset", ["year", "term", "12m", "all"])
def test_without_any_date_a_preset_selects_everything(preset: str) -> None:
    assert presets.preset_dates(preset, None, DEFAULTS) == (None, None)


def test_own_dates_are_taken_as_they_are() -> None:
    own = (date(2026, 1, 1), date(2026, 2, 1))
    assert presets.preset_dates("own", date(2026, 5, 8), DEFAULTS, own) == own
    assert presets.preset_dates("own", None, DEFAULTS, own) == own


def test_half_chosen_own_dates_select_everything_until_both_are_there() -> None:
    assert presets.preset_dates("own", date(2026, 5, 8), DEFAULTS, (date(2026, 1, 1),)) == (None, None)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31)))
def test_a_year_before_is_the_same_day_but_for_february_29(day: date) -> None:
    before = year_before(day)
    assert before.year == day.year - 1
    assert (before.month, before.day) == (
        (2, 28) if (day.month, day.day) == (2, 29) else (day.month, day.day)
    )


@pytest.mark.parametrize(
    ("words", "newest", "since", "until"),
    [
        ("Last academic year", date(2026, 11, 18), date(2025, 8, 1), date(2026, 7, 31)),
        ("Last term", date(2026, 11, 18), date(2026, 6, 1), date(2026, 7, 31)),
        ("Last term", date(2026, 3, 1), date(2025, 8, 1), date(2025, 12, 31)),
        ("Fall 2026", date(2026, 11, 18), date(2026, 8, 1), date(2026, 11, 18)),  # as far as the data go
        ("Fall 2025", date(2026, 11, 18), date(2025, 8, 1), date(2025, 12, 31)),
        ("Spring 2026", date(2026, 11, 18), date(2026, 1, 1), date(2026, 5, 31)),
        ("All dates", date(2026, 11, 18), None, None),
    ],
)
def test_dates_are_called_by_name(words: str, newest: date, since: date | None, until: date | None) -> None:
    assert presets.dates_called(words, newest, DEFAULTS) == (since, until)
    assert words in presets.date_choices(newest, DEFAULTS)


def test_the_newest_terms_are_offered_and_own_dates_last() -> None:
    choices = presets.date_choices(date(2026, 11, 18), DEFAULTS)
    named = [words for words in choices if words[-4:].isdigit()]
    assert named == ["Fall 2026", "Summer 2026", "Spring 2026", "Fall 2025", "Summer 2025", "Spring 2025"]
    assert choices[-1] == "Own dates"
    assert presets.terms_by_name(None, DEFAULTS) == {}


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2100, 12, 31)))
def test_terms_by_name_follow_one_another_without_a_gap(newest: date) -> None:
    spans = list(presets.terms_by_name(newest, DEFAULTS).values())
    assert spans[0][1] == newest
    assert all(later[0] - earlier[1] == timedelta(days=1) for later, earlier in pairwise(spans))
