"""The words charts are spoken in: the middle of a mark, the face of an exhibit."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard.charts.exhibit import exhibit_for
from dashboard.charts.spec import Series
from tests.dashboard.charts import chart_samples as samples


def test_the_middle_of_a_mark_is_its_value_or_its_band_s() -> None:
    series = Series("x", (0.5, None, None, None), low=(0.1, 0.2, None, 0.2), high=(0.7, 0.4, None, None))
    middles = [series.middle(i) for i in range(4)]
    assert middles[0] == 0.5
    assert middles[1] == pytest.approx(0.3)
    assert middles[2:] == [None, None]
    assert Series("x", (None,)).middle(0) is None


def test_the_face_says_first_what_may_not_be_overlooked_and_leaves_out_what_is_empty() -> None:
    made = exhibit_for(samples.by_college(), is_synthetic=True)
    assert [heading for heading, _ in made.face()] == [
        "Data", "View", "Filters", "Period", "As of", "n", "Definition", "Caveats", "Build",
    ]  # fmt: skip
    full = replace(made, beside=("Knowledge rate: 70%",), target="Response rate: 50%", pinned=("Fair",))
    assert [heading for heading, _ in full.face()][2:5] == ["Figure beside", "Target", "Notes"]
    assert "Data" not in dict(replace(made, is_synthetic=False).face())


def test_as_running_text_what_identifies_the_chart_shares_one_line() -> None:
    made = exhibit_for(samples.by_college(), is_synthetic=True)
    lines = replace(made, beside=("Knowledge rate: 70%; of 40",)).face_lines()
    assert lines == (
        "Data: Synthetic: do not cite",
        "View: Contains confidential student and contact records.",
        "Figure beside: Knowledge rate: 70%; of 40",
        "Filters: Everyone · Period: All dates · As of: Nov 12, 2026"
        " · n: 12 to 214 contacts in each group · Build: build-7",
        "Definition: Threads replied to within 14 days ÷ mature threads, reply known.",
        "Caveats: Threads without a recorded reply are left out.",
    )
