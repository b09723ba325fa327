"""Home's tiles: values, what they were, small charts and targets, from a year that can be counted and a sample one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dashboard.asking.question import Ask
from dashboard.asking.served import WAREHOUSE_VARIABLE
from dashboard.figures.tiles import Tile, tiles
from dashboard.office.plans import Standing, Target
from pipelines.store.warehouse import Warehouse
from tests.offices import office


@pytest.fixture
def asked(sample_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    monkeypatch.setenv(WAREHOUSE_VARIABLE, str(sample_folder))
    published = Warehouse(sample_folder).published()
    return Ask(published, since=date(2026, 8, 1), until=date(2026, 11, 18))


def by_key(asked: Ask) -> dict[str, Tile]:
    graduates = asked.without_dates().only(class_year="2026")
    return {tile.key: tile for tile in tiles(asked, graduates)}


def test_four_tiles_in_the_order_of_the_mission(asked: Ask) -> None:
    assert [(tile.title, tile.value, tile.page) for tile in by_key(asked).values()] == [
        ("New contacts", "1,096", "outreach"),
        ("Interviews per student", "1.0", "interviews"),
        ("Referral yield", "1.1", "referrals"),
        ("Career outcomes, class of 2026", "87%", "outcomes"),
    ]


def test_below_a_value_stands_what_it_was_a_year_before(asked: Ask) -> None:
    shown = by_key(asked)
    assert shown["interviews_per_student"].says == "0.4 by this date last year"
    assert shown["interviews_per_student"].tone is not None
    assert shown["interviews_per_student"].tone.tone == "better"
    assert shown["career_outcomes_rate"].says == "Knowledge rate 71% · collecting until Dec 31"
    nothing_before = by_key(replace(asked, since=None, until=None))["outreach_volume"]
    assert (nothing_before.change, nothing_before.says) == ("", "")


def test_a_small_chart_is_this_year_over_last_without_the_weeks_before_anything_happened(asked: Ask) -> None:
    trend = by_key(asked)["outreach_volume"].trend
    assert trend is not None
    assert (trend.kind, trend.is_open) == ("columns", True)
    assert sum(trend.values) == 1096
    assert trend.values[0] or trend.last[0]
    assert len(trend.values) == len(trend.last)


def test_parts_of_a_class_add_up_to_all_of_it(asked: Ask) -> None:
    trend = by_key(asked)["career_outcomes_rate"].trend
    assert trend is not None
    assert trend.kind == "parts"
    assert sum(trend.values) == pytest.approx(1.0)
    assert trend.words.startswith("Employed 44%")


def test_where_anything_is_hidden_or_a_band_there_is_no_small_chart(asked: Ask) -> None:
    narrow = replace(asked, view="publishable").only(program="CAR 210-04")
    assert by_key(narrow)["outreach_volume"].trend is None


def test_a_counts_target_has_a_pace_and_a_rates_has_none(asked: Ask) -> None:
    wanted = (Target("outreach_volume", 2026, 2400), Target("interviews_per_student", 2026, 2.0))
    shown = by_key(replace(asked, standing=Standing(targets=wanted)))
    count, mean = shown["outreach_volume"].toward, shown["interviews_per_student"].toward
    assert count is not None
    assert mean is not None
    assert count.done == pytest.approx(1096 / 2400)
    assert count.pace == pytest.approx(110 / 365)  # August 1 to November 18, of a year
    assert (count.left, count.right) == ("46% of 2,400 by Jul 31, 2027", "on pace")
    assert (mean.pace, mean.left, mean.right) == (None, "Target 2.0", "48% of the way")


def test_a_tile_without_its_file_says_which_unlocks_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(WAREHOUSE_VARIABLE, str(tmp_path / "warehouse"))
    published = office(tmp_path, interview_log="student_id | contact_name | held_on\na1 | Lee | 2026-09-14")
    outreach = by_key(Ask(published, since=date(2026, 8, 1), until=date(2026, 11, 1)))["outreach_volume"]
    assert outreach.unlocks.startswith("Needs ")
    assert outreach.trend is None
