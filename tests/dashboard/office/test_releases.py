"""What left the office is remembered to the person, and the same cut once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from dashboard.office.releases import Releases
from pipelines.release.release_ledger import Cut

CUT = Cut(
    build="b1",
    metric="response_rate",
    population="expected",
    since=date(2026, 8, 1),
    until=None,
    conditions=(("college", ("Arts", "Law")), ("class_year", ("2027",))),
    people=31,
)


def test_a_cut_comes_back_as_it_was_with_the_day_it_left(tmp_path: Path) -> None:
    before = datetime.now(UTC).date()
    Releases(tmp_path).remember([CUT, CUT])
    (cut,) = Releases(tmp_path).released("response_rate")
    assert cut == CUT
    assert cut.released_on is not None
    assert before <= cut.released_on <= datetime.now(UTC).date()


def test_each_figure_has_its_own_and_the_same_cut_of_a_build_is_noted_once(tmp_path: Path) -> None:
    releases = Releases(tmp_path)
    releases.remember([CUT])
    releases.remember([CUT, replace(CUT, build="b2"), replace(CUT, metric="show_rate", since=None)])
    assert [cut.build for cut in releases.released("response_rate")] == ["b1", "b2"]
    assert [cut.since for cut in releases.released("show_rate")] == [None]
    assert releases.released("participation_rate") == []


def test_nothing_released_is_nothing_noted(tmp_path: Path) -> None:
    releases = Releases(tmp_path)
    releases.remember([])
    assert releases.released("response_rate") == []
