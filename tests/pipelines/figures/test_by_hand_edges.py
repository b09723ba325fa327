"""The edges of figures: the last day of a window, periods in several parts, what is just in and just out."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import pytest

from pipelines.figures import measure
from pipelines.figures.results import Question, Result
from tests.pipelines.figures.by_hand import Measure, by_category, only, parts, said

# -- periods in several parts ----------------------------------------------------------------------

DAYS = """
    student  started_on  status   industry  employer_number
    1        2025-12-15  held     Law       1
    1        2026-01-10  held     Finance   2
    1        2026-02-10  held     Health    3
    1        2026-03-10  held     Finance   2
    1        2026-03-11  held     Tech      4
    1        2026-04-10  held     Arts      5
    2        2026-02-11  held     Law       6
    2        2026-03-12  no_show  Law       6
    3        2025-12-20  held     Law       6
    4        2026-04-20  held     Law       6
"""
WHO = """
    student  is_first_generation
    1        yes
    2        no
    3        no
    4        no
"""
JANUARY_AND_MARCH = (("month", "2026-01"), ("month", "2026-03"))


def whole(figure: Measure, metric: str, *by: str) -> Any:
    threads = [
        {"student": 1, "started_on": day}
        for day in ("2025-12-15", "2026-01-10", "2026-02-10", "2026-03-10", "2026-03-11", "2026-04-10")
    ]
    threads += [
        {"student": student, "started_on": f"2026-0{month}-11"} for student, month in ((2, 2), (4, 4))
    ]
    asked = Question(by=by, where=JANUARY_AND_MARCH)
    return figure(metric, asked, students=WHO, interviews=DAYS, threads=threads)


@pytest.mark.parametrize(
    ("metric", "together", "january", "march"),
    [
        ("participation_rate", (1, 4), (1, 4), (1, 4)),
        ("interviews_per_student", (3, 4), (1, 4), (2, 4)),
    ],
)
def test_a_period_in_two_parts_counts_what_lies_in_either(
    figure: Measure, metric: str, together: tuple[int, int], january: tuple[int, int], march: tuple[int, int]
) -> None:
    assert said(only(whole(figure, metric)))[:2] == together
    by_month = [said(cell)[:2] for cell in whole(figure, metric, "month").cells]
    assert by_month == [january, march]


def test_reach_in_a_period_in_two_parts(figure: Measure) -> None:
    # who did not show up logged it all the same
    assert said(only(whole(figure, "reach_rate")))[:2] == (2, 4)
    assert [said(cell)[:2] for cell in whole(figure, "reach_rate", "month").cells] == [(1, 4), (2, 4)]


@pytest.mark.parametrize(
    ("metric", "together", "january", "march"),
    [
        ("median_interviews_per_student", (0, (0, 0.75), 4), (0, (0, 0.25), 4), (0, (0, 0.5), 4)),
        ("contacts_per_active_student", (3, (3, 3), 1), (1, (1, 1), 1), (2, (2, 2), 1)),
    ],
)
def test_the_middle_of_a_period_in_two_parts(
    figure: Measure, metric: str, together: Any, january: Any, march: Any
) -> None:
    cell = only(whole(figure, metric))
    assert (cell.value, cell.quartiles, cell.denominator) == together
    months = whole(figure, metric, "month").cells
    assert [(cell.value, cell.quartiles, cell.denominator) for cell in months] == [january, march]


@pytest.mark.parametrize(
    ("metric", "together", "january", "march"),
    [
        ("interview_bands", {"0": 3, "3-5": 1}, {"0": 3, "1": 1}, {"0": 3, "2": 1}),
        # of those who logged in it: student 2 in March, an interview that was missed
        ("breadth_industries", {"0": 1, "2": 1}, {"1": 1}, {"0": 1, "2": 1}),
        ("breadth_employers", {"0": 1, "2": 1}, {"1": 1}, {"0": 1, "2": 1}),
        (
            "breadth",
            {"industries": 2, "employers": 2},
            {"industries": 1, "employers": 1},
            {"industries": 2, "employers": 2},
        ),
    ],
)
def test_the_spread_over_a_period_in_two_parts(
    figure: Measure, metric: str, together: Any, january: Any, march: Any
) -> None:
    result = whole(figure, metric)
    assert parts(result) == together
    assert {cell.denominator for cell in result.cells} == {4 if metric == "interview_bands" else 2}
    found: dict[str, dict[str, float]] = {}
    for cell in whole(figure, metric, "month").cells:
        if cell.numerator:
            found.setdefault(cell.segment["month"], {})[cell.segment[result.metric.category]] = cell.numerator
    assert found == {"2026-01": january, "2026-03": march}


def test_a_gap_in_a_period_in_two_parts(figure: Measure) -> None:
    yes, no, _ = whole(figure, "equity_gap", "is_first_generation").cells
    assert [(side.numerator, side.denominator) for side in yes.sides or ()] == [(1, 1), (0, 3)]
    assert no.value == -1
    crossed = whole(figure, "equity_gap", "is_first_generation", "month").cells
    told = [cell for cell in crossed if cell.segment["is_first_generation"] == "yes"]
    assert [[(side.numerator, side.denominator) for side in cell.sides or ()] for cell in told] == [
        [(1, 1), (0, 3)],
        [(1, 1), (0, 3)],
    ]


def test_first_interviews_add_up_from_the_first_day_of_the_period_to_the_last(figure: Measure) -> None:
    interviews = """
        student  started_on  status
        1        2025-12-31  held
        1        2026-02-28  held
        2        2026-01-01  held
        3        2026-01-05  no_show
        3        2026-03-01  held
        4        2026-01-31  held
    """
    question = Question(
        by=("month",), where=(("month", "2026-01"), ("month", "2026-02"), ("month", "2026-03"))
    )
    result = figure("first_interview", question, interviews=interviews)
    assert [cell.numerator for cell in result.cells] == [2, 3, 4]


# -- only held interviews --------------------------------------------------------------------------

MIXED = """
    student  status     people_named  has_asked_for_referral  thank_you_state  permitted_named
    1        held       1             true                    on_time          1
    1        held       3             false                   late             -
    2        no_show    4             true                    on_time          -
    2        scheduled  5             false                   on_time          -
    3        no_show    6             true                    late             -
"""


def test_interviews_held_are_not_those_missed(figure: Measure) -> None:
    assert only(figure("interview_volume", interviews=MIXED)).value == 2
    assert parts(figure("interview_bands", interviews=MIXED)) == {"0": 2, "2": 1}


def test_only_held_interviews_are_thanked_for_asked_at_and_named_in(figure: Measure) -> None:
    assert said(only(figure("thank_you_rate", interviews=MIXED)))[:2] == (1, 2)
    cells = by_category(figure("referral_yield_by_asking", interviews=MIXED))
    assert {asked: said(cell)[:2] for asked, cell in cells.items()} == {"yes": (1, 1), "no": (3, 1)}


def test_an_interview_that_nobody_said_was_asked_at_is_in_neither_group(figure: Measure) -> None:
    interviews = "student has_asked_for_referral people_named\n1 - 9\n1 true 1\n2 - 2"
    result = figure("referral_yield_by_asking", interviews=interviews)
    assert [cell.segment["asked"] for cell in result.cells] == ["yes", "no"]
    assert [said(cell)[:2] for cell in result.cells] == [(1, 1), (0, 0)]


def test_two_names_stand_alone_and_three_with_four(figure: Measure) -> None:
    interviews = [{"student": 1, "people_named": names} for names in (1, 2, 3, 4, 5)]
    assert parts(figure("names_given", interviews=interviews)) == {"1": 1, "2": 1, "3-4": 2, "5+": 1}


# -- the last day of a window ----------------------------------------------------------------------


def test_an_invitation_accepted_on_the_last_day_counts(figure: Measure) -> None:
    threads = """
        student  started_on  agreed_days  interview_days
        1        2026-01-10  -            21
        1        2026-01-10  -            22
        1        2026-01-11  1            -
    """
    result = figure("acceptance_rate", settings={"as_of_outreach": "2026-01-31"}, threads=threads)
    assert said(only(result))[:2] == (1, 2)


def test_what_came_of_an_interview_of_sixty_days_ago_counts(figure: Measure) -> None:
    interviews = "student started_on came_of_it\n1 2026-05-01 lead\n1 2026-05-02 lead"
    result = figure("came_of_it_rate", settings={"as_of_interviews": "2026-06-30"}, interviews=interviews)
    assert parts(result) == {"any": 1, "lead": 1}


def test_outreach_of_three_weeks_ago_counts(figure: Measure) -> None:
    threads = "student started_on interviews_after_touch\n1 2026-01-10 1\n1 2026-01-11 1"
    result = figure("outreach_per_interview", settings={"as_of_outreach": "2026-01-31"}, threads=threads)
    assert said(only(result))[:2] == (1, 1)


@pytest.mark.parametrize(
    ("metric", "last"),
    [("referral_activation_rate", "2026-03-01"), ("referral_conversion_rate", "2026-01-30")],
)
def test_a_referral_is_old_enough_on_the_last_day(figure: Measure, metric: str, last: str) -> None:
    referrals = [
        {"student": 1, "started_on": last, "contacted_days": "1", "interviewed_days": "1"},
        {"student": 1, "started_on": last[:-1] + str(int(last[-1]) + 1), "contacted_days": "1"},
    ]
    result = figure(metric, settings={"as_of_referrals": "2026-03-31"}, referrals=referrals)
    assert said(only(result))[:2] == (1, 1)


def test_names_not_acted_on_are_a_month_old_and_new_to_the_student(figure: Measure) -> None:
    referrals = """
        student  started_on  is_already_known
        1        2026-03-01  false
        1        2026-03-02  false
        2        2026-02-01  true
    """
    result = figure("referrals_untouched", settings={"as_of_referrals": "2026-03-31"}, referrals=referrals)
    assert (only(result).value, only(result).people) == (1, 1)


def test_waits_end_on_the_newest_date(figure: Measure) -> None:
    threads = """
        student  started_on  interview_days
        1        2026-01-01  -
        2        2025-12-31  31
    """
    cell = only(figure("days_to_interview", settings={"as_of_outreach": "2026-01-31"}, threads=threads))
    # seen for 30 days, the first is not among those waiting on day 31
    assert dict(cell.curve)[31] == 1


def test_waiting_for_a_thank_you_ends_on_the_newest_date(figure: Measure) -> None:
    interviews = """
        student  started_on  thank_you_state  thank_you_days
        1        2026-01-01  not_thanked      -
        2        2025-12-31  late             31
    """
    cell = only(
        figure("days_to_thank_you", settings={"as_of_interviews": "2026-01-31"}, interviews=interviews)
    )
    assert dict(cell.curve)[31] == 1


def test_a_reply_of_the_same_day_takes_none_and_a_thread_without_a_touch_is_no_wait(figure: Measure) -> None:
    threads = """
        student  started_on  reply_days
        1        2026-01-01  0
        2        2026-01-01  9
        3        -           -
    """
    cell = only(figure("days_to_reply", threads=threads))
    assert said(cell) == (2, 2, 2, 0)
    assert dict(cell.curve)[0] == 0.5


# -- threads without a touch -----------------------------------------------------------------------

UNTOUCHED = """
    student  started_on  is_bounced  touch_count  is_reply_known
    1        2026-01-05  false       2            false
    2        -           false       0            false
    2        -           true        0            false
"""


@pytest.mark.parametrize(
    ("metric", "value"), [("outreach_volume", 1), ("outreach_bounced", 0), ("outreach_follow_ups", 1)]
)
def test_a_thread_without_a_touch_is_no_outreach(figure: Measure, metric: str, value: int) -> None:
    assert only(figure(metric, threads=UNTOUCHED)).value == value


def test_a_thread_without_a_touch_awaits_no_reply(figure: Measure) -> None:
    assert said(only(figure("reply_unrecorded_rate", threads=UNTOUCHED))) == (1, 1, 1, 0)


def test_a_second_touch_on_the_day_of_the_reply_follows_nothing_up(figure: Measure) -> None:
    threads = "student second_touch_business_days reply_business_days\n1 3 3\n1 4 4"
    assert said(only(figure("follow_up_rate", threads=threads)))[:2] == (1, 1)


# -- graduates -------------------------------------------------------------------------------------


def test_any_pay_above_nothing_is_a_salary(figure: Measure) -> None:
    jobs = "student nace_group outcome_status salary_usd\n1 employed employed_full_time 1\n2 employed employed_full_time 0"
    assert only(figure("median_salary_usd", graduates=jobs)).value == 1
    assert said(only(figure("salary_reporting_rate", graduates=jobs)))[:2] == (1, 2)


LANDED = ("employed", "service", "military", "continuing_education")


@pytest.mark.parametrize("landed", LANDED)
def test_four_kinds_of_outcome_are_landed(figure: Measure, landed: str) -> None:
    graduates = [
        {"student": 1, "nace_group": landed, "accepted_on": "2025-01-10", "first_held_on": "2025-01-01"},
        {"student": 2, "nace_group": "seeking"},
        {"student": 3, "nace_group": "employed"},
        {"student": 4, "nace_group": landed, "first_held_on": "2025-01-01", "accepted_on": None},
    ]
    cells = by_category(figure("outcome_by_any_interview", graduates=graduates))
    assert said(cells["none recorded"])[:2] == (3, 4)
    assert said(only(figure("days_to_outcome", graduates=graduates))) == (1, 1, 1, 1)


@pytest.mark.parametrize("landed", LANDED)
def test_a_regression_counts_the_same_four(figure: Measure, landed: str) -> None:
    graduates = [
        {"student": 100 * band + person, "interviews_before_cutoff": band, "nace_group": group}
        for band, having in ((0, 20), (1, 30))
        for person, group in enumerate([landed] * having + ["seeking"] * (60 - having))
    ]
    cells = by_category(figure("outcome_by_interviews_adjusted", graduates=graduates))
    assert (cells["0"].value, cells["1-2"].value) == (pytest.approx(1 / 3), pytest.approx(1 / 2))


@pytest.mark.parametrize(
    ("interviews", "band"), [(0, "0"), (1, "1-2"), (2, "1-2"), (3, "3-5"), (5, "3-5"), (6, "6+")]
)
@pytest.mark.parametrize("metric", ["outcome_by_interviews", "knowledge_by_interviews"])
def test_bands_end_at_two_and_five(figure: Measure, metric: str, interviews: int, band: str) -> None:
    graduates = [{"student": 1, "nace_group": "employed", "interviews_before_cutoff": interviews}]
    assert parts(figure(metric, graduates=graduates)) == {band: 1}


@pytest.mark.parametrize("metric", ["outcome_by_interviews", "knowledge_by_interviews"])
def test_whose_interviews_nobody_can_place_is_in_no_band(figure: Measure, metric: str) -> None:
    graduates = """
        student  nace_group  interviews_before_cutoff
        1        employed    -
        2        employed    0
        3        seeking     6
    """
    assert parts_of_band(figure(metric, graduates=graduates)) == {"0": 1, "6+": 1}


def parts_of_band(result: Result) -> dict[str, float | None]:
    """{band: people known} of those that anybody is in."""
    return {band: cell.denominator for band, cell in by_category(result).items() if cell.denominator}


def test_a_regression_leaves_out_whose_interviews_nobody_can_place(figure: Measure) -> None:
    graduates = "student nace_group interviews_before_cutoff\n1 employed -\n2 employed 0"
    cells = by_category(figure("outcome_by_interviews_adjusted", graduates=graduates))
    assert {band: cell.people for band, cell in cells.items()} == {"0": 1, "1-2": 0, "3-5": 0, "6+": 0}


# -- one sum over another, where either may be unknown ---------------------------------------------


def test_of_a_ratio_only_items_with_both_sides_known_are_summed_up(figure: Measure) -> None:
    """The only figure of this kind knows both sides; the next one may not."""
    known = measure.catalog()
    made_up = "select *, reply_days as value, agreed_days as per from marts.threads"
    ratio = replace(known["outreach_per_interview"], sql=made_up)
    threads = """
        student  reply_days  agreed_days
        1        3           1
        1        1           1
        1        5           -
        2        -           4
        2        -           -
        3        0           1
        4        0           0
        5        6           0
        6        7           -
        7        1           4
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(measure, "catalog", lambda: {**known, "outreach_per_interview": ratio})
        cell = only(figure("outreach_per_interview", threads=threads))
    assert said(cell) == (11, 7, 3, 4)  # denominators of students 1, 3 and 7
    assert cell.people_in_numerator == 3  # 1, 5 and 7; a message too many is student 5's
    assert cell.largest_share == pytest.approx(6 / 11)
    # clusters 1, 3, 5 and 7, of (x, y) (2, 4), (1, 0), (0, 6), (4, 1); R = 11/7; t with 3 degrees is 3.182
    residuals = (4 - 22 / 7) ** 2 + (11 / 7) ** 2 + 6**2 + (1 - 44 / 7) ** 2
    assert cell.high == pytest.approx(11 / 7 + 3.182446 * math.sqrt(4 / 3 * residuals) / 7)


# -- nobody, and just enough -----------------------------------------------------------------------


def test_where_nobody_wrote_down_which_nothing_is_explored_that_is_known(figure: Measure) -> None:
    interviews = "student industry employer_number\n1 Unknown -\n2 Unknown -"
    cells = by_category(figure("breadth", interviews=interviews))
    assert {name: (cell.value, *said(cell)) for name, cell in cells.items()} == {
        "industries": (None, 0, 0, 0, 2),
        "employers": (None, 0, 0, 0, 2),
    }


def test_the_middle_of_six_students_has_the_least_and_the_most_for_ends(figure: Measure) -> None:
    six = "student\n1\n2\n3\n4\n5\n6"
    held = "student\n2\n3\n3\n4\n4\n4"
    cell = only(figure("median_interviews_per_student", students=six, interviews=held))
    assert (cell.value, cell.low, cell.high) == (0.5, 0, 3)  # P(all six on one side) is 3.1 %, of five 6.3 %
