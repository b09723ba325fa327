"""Waiting times and follow-ups, on tables small enough to check with a pencil."""

from __future__ import annotations

from tests.pipelines.figures.by_hand import Measure, only, said


def test_days_to_an_interview_count_those_declined_as_waiting_to_the_end(figure: Measure) -> None:
    threads = """
        student  started_on  interview_days  is_declined  is_reply_known  is_reply_undated  is_bounced
        1        2026-01-01  5               false        true            false             false
        1        2026-01-01  -               true         true            false             false
        2        2026-01-01  20              true         true            false             false
        2        2026-01-01  -               false        true            false             false
        2        2026-01-01  -               false        false           false             false
        3        2026-01-01  7               false        true            true              false
        3        2026-01-01  1               false        true            false             true
        3        -           1               false        true            false             false
    """
    cell = only(figure("days_to_interview", settings={"as_of_outreach": "2026-01-31"}, threads=threads))
    # day 5: 1 of 4, S = 3/4; day 20: 1 of 3, S = 1/2; day 30: two still waiting, one of them declined
    assert said(cell) == (2, 4, 2, 2)
    assert cell.value == 20
    assert dict(cell.curve) == {3: 0, 5: 1 / 4, 7: 1 / 4, 14: 1 / 4, 20: 1 / 2, 30: 1 / 2}


def test_a_thread_begun_after_the_newest_date_has_not_waited_yet(figure: Measure) -> None:
    threads = """
        student  started_on  interview_days
        1        2026-02-01  -
        2        2026-01-01  0
    """
    cell = only(figure("days_to_interview", settings={"as_of_outreach": "2026-01-31"}, threads=threads))
    assert said(cell) == (1, 1, 1, 0)
    # of one student, and there in one step: no interval
    assert (cell.value, cell.low, cell.high) == (0, None, None)


def test_days_to_a_thank_you_count_those_not_thanked_as_waiting(figure: Measure) -> None:
    interviews = """
        student  started_on  thank_you_state  thank_you_days  status
        1        2026-01-01  on_time          1               held
        1        2026-01-01  late             4               held
        2        2026-01-01  not_thanked      -               held
        2        2026-01-29  not_thanked      -               held
        2        2026-01-01  undated          -               held
        3        2026-01-01  -                -               held
        3        2026-01-01  on_time          0               no_show
    """
    cell = only(
        figure("days_to_thank_you", settings={"as_of_interviews": "2026-01-31"}, interviews=interviews)
    )
    # day 1: 1 of 4, S = 3/4; day 2: one last seen; day 4: 1 of 2, S = 3/8
    assert said(cell) == (2, 4, 2, 2)
    assert (cell.value, cell.quartiles) == (4, (1, None))


def test_days_to_an_outcome_run_from_the_first_interview(figure: Measure) -> None:
    graduates = """
        student  nace_group            first_held_on  accepted_on  reported_on
        1        employed              2025-01-01     2025-01-11   2025-08-01
        2        service               2025-01-01     2025-01-21   2025-08-01
        3        military              2025-01-01     2025-01-01   2025-08-01
        4        continuing_education  2025-01-01     -            2025-08-01
        5        seeking               2025-01-01     2025-01-02   2025-01-31
        6        seeking               2025-01-01     -            2024-12-31
        7        employed              2025-01-01     2024-12-31   2025-08-01
        8        not_seeking           2025-01-01     2025-02-01   2025-08-01
        9        unknown               2025-01-01     2025-02-01   2025-08-01
        10       employed              -              2025-02-01   2025-08-01
    """
    cell = only(figure("days_to_outcome", graduates=graduates))
    # 1, 2 and 3 landed on days 10, 20 and 0; 5 was still seeking on day 30; of 4 and 9 the day is not known
    assert said(cell) == (3, 4, 4, 2)
    assert (cell.value, cell.quartiles) == (10, (0, 20))


FOLLOWED = """
    student  second_touch_business_days  reply_business_days  age_business_days
    1        2                           -                    8
    1        3                           -                    8
    1        7                           -                    8
    2        8                           -                    8
    2        -                           -                    8
    2        3                           -                    7
"""


def test_a_follow_up_comes_on_business_days_three_to_seven(figure: Measure) -> None:
    assert said(only(figure("follow_up_rate", threads=FOLLOWED))) == (2, 5, 2, 0)


def test_what_was_answered_in_time_is_nothing_to_follow_up(figure: Measure) -> None:
    threads = """
        student  second_touch_business_days  reply_business_days
        1        5                           3
        1        5                           4
        1        5                           5
        1        3                           4
        2        -                           7
        2        -                           8
        2        9                           6
        3        2                           7
        3        2                           8
    """
    # answered by day 3; before the follow-up; by day 7 with none in time. Left: rows 3, 4 (in time), 6 and 9
    assert said(only(figure("follow_up_rate", threads=threads))) == (2, 4, 3, 0)


def test_dates_are_compared_not_business_days(figure: Measure) -> None:
    """January 5, 2026 is a Monday: Thursday, Friday, Saturday and Sunday are business days 3, 4, 4 and 4."""
    threads = """
        student  second_touch_on  second_touch_business_days  replied_on  reply_business_days
        1        2026-01-10       4                           2026-01-09  4
        1        2026-01-10       4                           2026-01-10  4
        1        2026-01-11       4                           2026-01-10  4
        1        2026-01-10       4                           2026-01-08  3
        2        -                -                           2026-01-14  7
        2        -                -                           2026-01-15  8
        2        2026-01-06       1                           2026-01-15  8
        3        2026-01-09       4                           -           -
    """
    # left out: a reply on Friday, or Saturday, comes before a touch a day later; one by Thursday, day 3; one by the
    # seventh day where none followed up on days 3 to 7. A reply on the follow-up's day does not come before it.
    assert said(only(figure("follow_up_rate", threads=threads))) == (2, 4, 3, 0)


def test_a_reply_on_the_weekend_after_the_third_day_is_not_by_then(figure: Measure) -> None:
    """January 7, 2026 is a Wednesday: the third business day is Monday; of a Thursday Tuesday, of a Tuesday Friday."""
    threads = """
        student  started_on  follow_up_from_on  second_touch_on  second_touch_business_days  replied_on  reply_business_days
        1        2026-01-06  2026-01-09         2026-01-10       3                           2026-01-10  3
        2        2026-01-06  2026-01-09         2026-01-10       3                           2026-01-09  3
    """
    assert said(only(figure("follow_up_rate", threads=threads))) == (1, 1, 1, 0)


def test_follow_up_knows_unknown_undated_and_bounced_threads(figure: Measure) -> None:
    threads = """
        student  second_touch_business_days  is_reply_known  is_reply_undated  is_bounced
        1        4                           true            false             false
        1        4                           false           false             false
        2        4                           true            true              false
        3        4                           true            false             true
    """
    assert said(only(figure("follow_up_rate", threads=threads))) == (1, 1, 1, 1)
