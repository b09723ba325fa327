"""What a figure is compared with, and why with nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dashboard.asking.comparison import (
    NO_DATA_LAST_YEAR,
    a_year_before,
    earlier,
    no_data,
    still_collecting,
    the_class_before,
)
from dashboard.asking.question import Ask
from dashboard.asking.served import WAREHOUSE_VARIABLE
from pipelines.figures.coverage import has_rows, source_of
from pipelines.figures.definitions import catalog
from tests.dashboard.small_year import this_year
from tests.offices import office


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    monkeypatch.setenv(WAREHOUSE_VARIABLE, str(tmp_path / "warehouse"))
    return this_year(tmp_path)


def test_the_same_dates_a_year_before_where_the_office_has_any_row_of_the_source(asked: Ask) -> None:
    then = a_year_before(asked, "interview_volume").asked
    assert then is not None
    assert (then.since, then.until) == (date(2025, 8, 1), date(2025, 11, 10))
    # one of the whole office is enough: of these nobody talked then, which is a zero
    arts = a_year_before(asked.only(college="Arts"), "interview_volume").figure("interview_volume")
    assert arts is not None
    assert arts.cells[0].value == 0


def test_a_year_without_a_row_of_the_source_is_no_zero(asked: Ask) -> None:
    before_it_all = replace(asked, since=date(2025, 8, 1), until=date(2025, 11, 10))
    for metric_id in ("interview_volume", "participation_rate", "outreach_volume", "response_rate"):
        found = a_year_before(before_it_all, metric_id)
        assert (found.asked, found.reason, found.figure(metric_id)) == (None, NO_DATA_LAST_YEAR, None)
    # the interviews of last year begin on October 19, its outreach on October 1
    early = replace(asked, since=date(2026, 9, 1), until=date(2026, 10, 10))
    assert a_year_before(early, "interview_volume").reason == NO_DATA_LAST_YEAR
    assert a_year_before(early, "outreach_volume").asked is not None


def test_without_dates_and_of_what_takes_none_there_is_no_year_before(asked: Ask) -> None:
    assert a_year_before(asked.without_dates(), "interview_volume") == earlier(asked, "stopped_log_rate")
    assert earlier(asked, "stopped_log_rate").reason == ""


def test_every_source_a_figure_follows_has_days(asked: Ask) -> None:
    for source in {source_of(metric) for metric in catalog().values()}:
        assert has_rows(asked.published, source, date(1900, 1, 1), date(1900, 1, 2)) is False


def test_a_side_whose_dates_hold_nothing_says_so(asked: Ask) -> None:
    metric = catalog()["interview_volume"]
    assert no_data(asked, metric) == ""
    assert no_data(asked.without_dates(), metric) == ""
    empty = replace(asked, since=date(2020, 8, 1), until=date(2020, 9, 1))
    assert no_data(empty, metric) == "There is no data from Aug 1, 2020 to Sep 1, 2020."


OUTCOMES = """
student_id | class_year | outcome_status     | reported_on
a1         | 2025       | employed_full_time | 2025-09-01
b1         | 2026       | employed_full_time | {newest}
"""
CLASSES = """
student_id | class_year | degree_level
a1         | 2025       | bachelor
b1         | 2026       | bachelor
"""


@pytest.mark.parametrize(
    ("newest", "says"),
    [
        ("2026-09-01", "Outcomes of this class are still being collected, until Dec 31, 2026."),
        ("2026-11-19", "Outcomes of this class are still being collected, until Dec 31, 2026."),
    ],
)
def test_a_class_is_collected_until_december_31(tmp_path: Path, newest: str, says: str) -> None:
    asked = Ask(office(tmp_path, roster=CLASSES, first_destination=OUTCOMES.format(newest=newest)))
    assert still_collecting(asked.only(class_year="2026")) == says
    assert still_collecting(asked.only(class_year="2025")) == ""
    assert still_collecting(asked) == ""


REPORTED = """
student_id | class_year | outcome_status     | reported_on
a1         | 2025       | employed_full_time | 2025-08-01
a2         | 2025       | employed_full_time | 2025-12-01
b1         | 2026       | employed_full_time | 2026-09-01
"""
GRADUATES = """
student_id | class_year | degree_level
a1         | 2025       | bachelor
a2         | 2025       | bachelor
b1         | 2026       | bachelor
"""


def test_a_class_is_compared_with_what_was_known_of_the_one_before_as_long_after_june_30(
    tmp_path: Path,
) -> None:
    asked = Ask(office(tmp_path, roster=GRADUATES, first_destination=REPORTED))
    found = the_class_before(asked.only(class_year="2026"))
    assert found.asked is not None
    assert found.asked.where == (("class_year", "2025"),)
    assert found.reason == "Compared with the class of 2025 as it was known 63 days after June 30 too."
    known = found.figure("knowledge_rate")
    assert known is not None
    assert known.cells[0].label == "1 of 2"  # the second reported in December
    assert the_class_before(asked.only(class_year="2025")).asked is None  # there is none before it
    assert the_class_before(asked).asked is None
    assert earlier(asked.only(class_year="2026"), "knowledge_rate") == found
