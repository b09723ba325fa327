"""Figures made of outreach and interviews together, what they take a student, and gaps by the official methods."""

from __future__ import annotations

import math
import statistics
from typing import Any

import pytest

from pipelines.figures.results import Impact, Question
from tests.pipelines.figures.by_hand import Measure, by_category, only, parts, said

# -- the older of two newest dates -----------------------------------------------------------------

OLDER = {"as_of_outreach": "2026-03-31", "as_of_interviews": "2026-01-31"}
THREADS = [
    {"student": 1, "started_on": day} for day in ("2026-01-10", "2026-01-11", "2026-01-17", "2026-01-18")
]


@pytest.mark.parametrize(
    ("metric", "mature"), [("response_rate", 3), ("acceptance_rate", 1), ("outreach_per_interview", 1)]
)
@pytest.mark.parametrize(
    "settings", [OLDER, {**OLDER, "as_of_outreach": "2026-01-31", "as_of_interviews": "2026-03-31"}]
)
def test_a_thread_matures_against_the_older_of_the_two(
    figure: Measure, metric: str, mature: int, settings: dict[str, Any]
) -> None:
    threads = [{**row, "interviews_after_touch": 1} for row in THREADS]
    result = figure(metric, settings=settings, threads=threads)
    assert only(result).denominator == mature
    assert str(result.as_of) == "2026-01-31"
    assert result.notes == ()


def test_a_gap_and_an_advantage_in_response_mature_so_too(figure: Measure) -> None:
    threads = [
        {"student": student, "channel": channel, "is_first_generation": first, **THREADS[2 + student]}
        for student, channel, first in (
            (0, "cold", "no"),
            (1, "cold", "no"),
            (0, "referral", "yes"),
            (1, "referral", "yes"),
        )
    ]
    threads = [{**row, "student": place} for place, row in enumerate(threads, 1)]
    advantage = only(figure("referral_advantage", settings=OLDER, threads=threads))
    assert [side.denominator for side in advantage.sides or ()] == [1, 1]
    by = Question(by=("is_first_generation",))
    yes = figure("equity_gap_response", by, settings=OLDER, threads=threads).cells[0]
    assert [side.denominator for side in yes.sides or ()] == [1, 1]


def test_what_is_open_is_open_by_the_older_of_the_two(figure: Measure) -> None:
    assert parts(figure("outreach_state", settings=OLDER, threads=THREADS)) == {"open": 1, "no_reply": 3}


def test_a_relationship_matures_against_the_older_of_the_two_or_talks_alone(figure: Measure) -> None:
    interviews = "student started_on kept_days\n1 2025-08-04 40\n1 2025-08-05 40"
    both = figure("relationship_kept_rate", settings=OLDER, interviews=interviews)
    assert said(only(both))[:2] == (1, 1)
    outreach = {"as_of_outreach": "2026-01-31", "as_of_interviews": "2026-03-31"}
    assert said(only(figure("relationship_kept_rate", settings=outreach, interviews=interviews)))[:2] == (
        1,
        1,
    )
    talks = {"as_of_outreach": None, "as_of_interviews": "2026-02-01"}
    alone = figure("relationship_kept_rate", settings=talks, interviews=interviews)
    assert said(only(alone))[:2] == (2, 2)
    assert alone.notes == ("Talks only: no outreach has been imported.",)


def test_referrals_of_an_office_without_outreach_say_so(figure: Measure) -> None:
    talks = {"as_of_outreach": None, "as_of_referrals": "2026-03-31"}
    referrals = "student contacted_days\n1 3"
    assert "Talks only" in figure("referral_activation_rate", settings=talks, referrals=referrals).notes[0]
    assert "Talks only" not in " ".join(
        figure("thank_you_rate", settings=talks, interviews="student\n1").notes
    )


@pytest.mark.parametrize(
    ("metric", "column"), [("days_to_reply", "reply_days"), ("days_to_interview", "interview_days")]
)
def test_what_came_after_the_newest_date_has_not_come_yet(figure: Measure, metric: str, column: str) -> None:
    threads = f"""
        student  started_on  {column}
        1        2026-01-21  10
        2        2026-01-21  11
        2        2026-01-31  0
        3        2026-02-01  0
    """
    cell = only(figure(metric, settings=OLDER, threads=threads))
    # 1 got there on day 10, the last one seen; 2 still waited then; 3 had not begun
    assert said(cell) == (2, 3, 2, 0)
    assert dict(cell.curve) == {
        0: pytest.approx(1 / 3),
        3: pytest.approx(1 / 3),
        7: pytest.approx(1 / 3),
        10: pytest.approx(2 / 3),
    }


def test_an_outcome_after_the_newest_report_has_not_come_yet(figure: Measure) -> None:
    graduates = """
        student  nace_group  first_held_on  accepted_on  known_on
        1        employed    2025-01-01     2025-01-11   2025-01-20
        2        employed    2025-01-01     2025-01-22   2025-01-20
        3        employed    2025-01-22     2025-01-23   2025-01-20
        4        seeking     2025-01-01     -            2025-01-21
        5        employed    2024-12-31     2025-01-21   2025-01-20
        6        employed    2025-01-21     2025-01-21   2025-01-20
    """
    cell = only(figure("days_to_outcome", settings={"as_of_outcomes": "2025-01-21"}, graduates=graduates))
    # 1 on day 10, 6 on day 0; 2 and 4 were still waiting on day 20, the last one seen; 3 had not talked yet.
    # 5 got there on the newest day, the 21st, when nobody else was seen waiting
    assert said(cell) == (3, 5, 5, 0)
    assert (dict(cell.curve)[10], dict(cell.curve)[21]) == (pytest.approx(2 / 5), 1)


def test_replies_without_a_date_stand_beside_the_waits(figure: Measure) -> None:
    threads = """
        student  started_on  is_reply_undated  is_bounced
        1        2026-01-31  true              false
        1        2026-02-01  true              false
        2        2026-01-01  true              true
        2        2026-01-02  true              true
        2        2026-01-01  false             false
    """
    assert only(figure("undated_replies", settings=OLDER, threads=threads)).value == 1
    for metric in ("days_to_reply", "days_to_interview"):
        (undated,) = figure(metric, settings=OLDER, threads=threads).beside
        assert (undated.metric.id, only(undated).value) == ("undated_replies", 1)


def test_a_wait_of_several_people_that_ends_on_one_day_has_no_interval(figure: Measure) -> None:
    threads = "student reply_days\n1 3\n2 3\n3 3"
    cell = only(figure("days_to_reply", threads=threads))
    assert (cell.value, cell.low, cell.high) == (3, None, None)
    two_steps = only(figure("days_to_reply", threads="student reply_days\n1 3\n2 3\n3 3\n4 9"))
    assert two_steps.low == 3
    of_one = only(figure("days_to_reply", threads="student reply_days\n1 3\n1 5\n1 9"))
    assert (of_one.value, of_one.low, of_one.high) == (5, None, None)


# -- the same students on both sides ---------------------------------------------------------------


def test_an_advantage_is_paired_by_student(figure: Measure) -> None:
    threads = """
        student  channel   reply_days
        1        referral  1
        1        cold      1
        2        referral  1
        2        cold      -
        3        referral  -
        3        cold      -
        4        cold      1
    """
    cell = only(figure("referral_advantage", threads=threads))
    # R₁ = 2/3 of 3, R₂ = 2/4 of 4. u = (y₁ − R₁)/3 − (y₂ − R₂)/4 of each: 1/9 − 1/8, 1/9 + 1/8, −2/9 + 1/8, −1/8
    u = [1 / 9 - 1 / 8, 1 / 9 + 1 / 8, -2 / 9 + 1 / 8, -1 / 8]
    error = math.sqrt(4 / 3 * sum(one * one for one in u))
    assert cell.value == pytest.approx(1 / 6)
    assert cell.high == pytest.approx(
        1 / 6 + 4.302653 * error, abs=1e-6
    )  # t with the smaller side's 2 degrees


# -- gaps by the official methods ------------------------------------------------------------------


def of_groups(*groups: tuple[str, int, int]) -> list[dict[str, Any]]:
    """(college, landed, seeking) -> that many graduates."""
    rows: list[dict[str, Any]] = []
    for college, landed, seeking in groups:
        outcomes = ["employed"] * landed + ["seeking"] * seeking
        rows += [
            {"student": len(rows) + i, "college": college, "nace_group": one}
            for i, one in enumerate(outcomes, 1)
        ]
    return rows


BY_COLLEGE = Question(by=("college",))


def impacts(figure: Measure, *groups: tuple[str, int, int]) -> dict[str, Impact]:
    cells = figure("equity_gap_outcomes", BY_COLLEGE, graduates=of_groups(*groups)).cells
    return {cell.segment["college"]: cell.impact for cell in cells if cell.impact}


def test_a_group_is_flagged_where_its_gap_is_its_margin_or_more_below(figure: Measure) -> None:
    found = impacts(figure, ("Arts", 50, 50), ("Law", 60, 40), ("Medicine", 9, 1), ("Unknown", 0, 9))
    arts, law, medicine = (found[name] for name in ("Arts", "Law", "Medicine"))
    # 50% against 69 of 110: −12.7 points, more than 1.96·√(0.5·0.5/100) = 9.8; Law 60% against 59 of 110
    assert (arts.margin, arts.is_flagged) == (pytest.approx(0.098), True)
    assert (law.margin, law.is_flagged) == (pytest.approx(1.96 * math.sqrt(0.24 / 100)), False)
    # ten people or fewer are too few to say; the highest group is theirs all the same
    assert (medicine.margin, medicine.is_flagged) == (None, False)
    assert (arts.index, law.index, medicine.index) == pytest.approx((5 / 9, 6 / 9, 1))
    assert "Unknown" not in found


def test_a_margin_is_never_less_than_two_points(figure: Measure) -> None:
    found = impacts(figure, ("Arts", 11, 0), ("Law", 49, 1))
    arts, law = found["Arts"], found["Law"]
    assert (arts.margin, arts.is_flagged) == (0.02, False)
    assert law.margin == pytest.approx(1.96 * math.sqrt(0.98 * 0.02 / 50))


def test_a_gap_of_just_the_margin_is_flagged(figure: Measure) -> None:
    found = impacts(figure, ("Arts", 0, 100), ("Law", 2, 98))["Arts"]
    assert found == Impact(0.02, True, 0.0)
    nobody = impacts(figure, ("Arts", 0, 100), ("Law", 0, 98))["Arts"]
    assert nobody == Impact(0.02, False, None)  # of a highest rate of 0 nothing is a part


# -- what it takes a student -----------------------------------------------------------------------

TALKS = """
    student  minutes  status   started_on
    1        30       held     2026-01-10
    1        45       held     2026-02-10
    2        60       held     2026-01-10
    2        -        held     2026-02-10
    4        90       no_show  2026-01-10
    5        15       held     2026-01-10
"""
TOUCHES = """
    student  started_on
    1        2026-01-09
    1        2026-01-10
    1        2026-02-11
    3        2026-01-10
    3        2026-03-10
"""


def test_hours_are_minutes_of_interviews_and_twenty_a_touch(figure: Measure) -> None:
    result = figure("hours_per_student", interviews=TALKS, touches=TOUCHES, students=[{"student": 6}])
    # 1: (75 + 60) / 60; 3: 40 / 60; 5: 15 / 60; of 2 the minutes are not all recorded; 4 and 6 neither wrote nor talked
    assert said(only(result)) == (pytest.approx(2.25 + 2 / 3 + 0.25), 3, 3, 1)
    (median,) = result.beside
    assert (only(median).value, said(only(median))[1:]) == (pytest.approx(2 / 3), (3, 3, 1))
    several = "student minutes\n1 30\n1 45"
    assert only(figure("median_hours_per_student", interviews=several)).value == 1.25


@pytest.mark.parametrize("metric", ["hours_per_student", "median_hours_per_student"])
@pytest.mark.parametrize(
    ("month", "hours", "unknown"),
    [
        ("2026-01", [7 / 6, 1, 1 / 3, 1 / 4], 0),  # 1: (30 + 40) / 60; 2: 1; 3: 20 / 60; 5: 15 / 60
        ("2026-02", [65 / 60], 1),  # 1: (45 + 20) / 60; of 2 the minutes are not recorded
        ("2026-03", [20 / 60], 0),
    ],
)
def test_hours_of_a_month_are_of_what_was_done_in_it(
    figure: Measure, metric: str, month: str, hours: list[float], unknown: int
) -> None:
    question = Question(where=(("month", month),))
    cell = only(figure(metric, question, interviews=TALKS, touches=TOUCHES, students=[{"student": 6}]))
    assert (cell.denominator, cell.unknown_count) == (len(hours), unknown)
    average = statistics.fmean if metric == "hours_per_student" else statistics.median
    assert cell.value == pytest.approx(average(hours))


@pytest.mark.parametrize("metric", ["hours_per_student", "median_hours_per_student"])
def test_the_minutes_of_a_touch_are_the_offices_own(figure: Measure, metric: str) -> None:
    cell = only(figure(metric, settings={"minutes_per_touch": "45"}, touches="student\n1\n1"))
    assert cell.value == 1.5


# -- what fills no column --------------------------------------------------------------------------


def test_unknown_is_told_apart_from_blank(figure: Measure) -> None:
    log = """
        student  is_contact_unknown  is_contact_employer_unknown  is_channel_unknown
        1        true                false                        true
        2        false               false                        true
    """
    cells = by_category(figure("log_unknown_rate", log_rows=log))
    assert {name: said(cell) for name, cell in cells.items()} == {
        "student": (0, 2, 2, 0),
        "contact": (1, 2, 2, 0),
        "held_on": (0, 2, 2, 0),
        "contact_employer": (0, 2, 2, 0),
        "channel": (2, 2, 2, 0),
        "referrals_count": (0, 2, 2, 0),
    }
    assert figure("log_health", log_rows=log).beside[0].metric.id == "log_unknown_rate"
