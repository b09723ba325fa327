"""What became of contacts, when writing again was answered, and on which weekdays: checked with a pencil."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.errors import QuestionError
from pipelines.figures.results import Question
from tests.pipelines.figures.by_hand import Measure, by_category, only, parts, said

# As of 2026-01-31: what started on January 17 or before is 14 days old.
CAME = """
    student  interviews_after_touch  agreed_days  is_agreed_undated  has_human_reply  is_reply_known  is_bounced  started_on
    1        1                       3            false              true             true            false       2026-01-05
    1        0                       5            false              true             true            false       2026-01-05
    1        0                       -            true               true             true            false       2026-01-05
    2        0                       -            false              true             true            false       2026-01-05
    2        0                       -            false              false            false           false       2026-01-18
    2        0                       -            false              false            true            false       2026-01-17
    3        0                       -            false              false            false           false       2026-01-17
    3        0                       -            false              false            true            true        2026-01-05
    3        0                       -            false              false            true            false       -
"""
JANUARY = {"as_of_outreach": "2026-01-31"}


def test_each_contact_came_as_far_as_it_came(figure: Measure) -> None:
    result = figure("outreach_state", settings=JANUARY, threads=CAME)
    assert parts(result) == {
        "interviewed": 1,
        "agreed": 2,
        "answered": 1,
        "open": 1,
        "no_reply": 1,
        "not_recorded": 1,
    }
    assert {cell.denominator for cell in result.cells} == {
        7
    }  # not the bounced one, nor the one never written to


def test_a_contact_is_open_whether_or_not_somebody_wrote_down_that_no_reply_came(figure: Measure) -> None:
    threads = """
        student  is_reply_known  started_on
        1        true            2026-01-18
        1        false           2026-01-18
    """
    assert parts(figure("outreach_state", settings=JANUARY, threads=threads)) == {"open": 2}


AGAIN = """
    student  second_touch_business_days  reply_business_days  age_business_days
    1        2                           12                   13
    1        2                           13                   13
    1        3                           13                   14
    2        4                           4                    15
    2        5                           16                   16
    2        7                           17                   18
    3        -                           17                   18
    3        8                           18                   18
    3        -                           8                    18
"""


def test_a_reply_counts_ten_business_days_after_writing_again(figure: Measure) -> None:
    cells = by_category(figure("reply_by_follow_up", threads=AGAIN))
    assert {name: said(cell) for name, cell in cells.items()} == {
        "0-2": (1, 2, 1, 0),  # day 12 is the tenth after the second; day 13 is not
        "3-4": (2, 2, 2, 0),
        "5-7": (1, 2, 1, 0),  # day 16 is the eleventh after the fifth
        "none": (2, 3, 1, 0),  # who writes on day 8 had not by day 7; day 18 is the eleventh after it
    }


def test_what_was_answered_before_or_is_too_young_says_nothing_about_writing_again(figure: Measure) -> None:
    threads = """
        student  second_touch_business_days  reply_business_days  age_business_days
        1        3                           2                    100
        1        -                           7                    100
        1        3                           -                    13
        1        -                           -                    17
        1        9                           7                    100
        2        3                           3                    14
    """
    cells = by_category(figure("reply_by_follow_up", threads=threads))
    assert {name: said(cell) for name, cell in cells.items() if cell.denominator} == {"3-4": (1, 1, 1, 0)}


def test_a_reply_on_friday_comes_before_writing_again_on_saturday(figure: Measure) -> None:
    threads = """
        student  second_touch_on  second_touch_business_days  replied_on  reply_business_days
        1        2026-01-10       4                           2026-01-09  4
        1        2026-01-10       4                           2026-01-10  4
        2        2026-01-14       7                           2026-01-14  7
    """
    cells = by_category(figure("reply_by_follow_up", threads=threads))
    assert (said(cells["3-4"]), said(cells["5-7"])) == ((1, 1, 1, 0), (1, 1, 1, 0))


def test_writing_again_knows_unknown_undated_and_bounced_threads(figure: Measure) -> None:
    threads = """
        student  second_touch_business_days  is_reply_known  is_reply_undated  is_bounced
        1        4                           true            false             false
        1        4                           false           false             false
        2        4                           true            true              false
        3        4                           true            false             true
    """
    assert said(by_category(figure("reply_by_follow_up", threads=threads))["3-4"]) == (0, 1, 1, 1)


ON_DAYS = """
    student  started_on
    1        2026-01-05
    1        2026-01-12
    2        2026-01-11
"""


def test_new_contacts_by_weekday(figure: Measure) -> None:
    cells = figure("outreach_volume", Question(by=("weekday",)), threads=ON_DAYS).cells
    assert [cell.segment["weekday"] for cell in cells] == [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ]
    assert [cell.numerator for cell in cells] == [2, 0, 0, 0, 0, 0, 1]


def test_a_weekday_is_a_filter_and_crosses_weeks(figure: Measure) -> None:
    mondays = Question(by=("week",), where=(("weekday", "Monday"),), until=date(2026, 1, 18))
    cells = figure("outreach_volume", mondays, threads=ON_DAYS).cells
    assert [(cell.segment["week"], cell.numerator) for cell in cells] == [
        ("2026-01-05", 1),
        ("2026-01-12", 1),
    ]
    crossed = figure("outreach_volume", Question(by=("week", "weekday")), threads=ON_DAYS).cells
    counted = {tuple(cell.segment.values()): cell.numerator for cell in crossed if cell.numerator}
    assert counted == {
        ("2026-01-05", "Monday"): 1,
        ("2026-01-05", "Sunday"): 1,
        ("2026-01-12", "Monday"): 1,
    }


def test_students_have_no_weekday(figure: Measure) -> None:
    with pytest.raises(QuestionError, match="weekday"):
        figure("participation_rate", Question(by=("weekday",)), threads=ON_DAYS)


def test_one_weekday_alone(figure: Measure) -> None:
    assert (
        said(only(figure("outreach_volume", Question(where=(("weekday", "Sunday"),)), threads=ON_DAYS)))[0]
        == 1
    )
