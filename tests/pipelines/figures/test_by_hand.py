"""Every figure on a table small enough to check with a pencil."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipelines.figures.measure import catalog
from pipelines.figures.results import Question
from tests.pipelines.figures.by_hand import Measure, only, parts, said

# -- interviews ------------------------------------------------------------------------------------

HELD = """
    student  status               started_on
    1        held                 2026-01-05
    1        held                 2026-02-05
    1        scheduled            2026-09-05
    2        no_show              2026-01-05
    2        cancelled_by_student 2026-01-06
    4        held                 2026-01-05
"""
FOUR_STUDENTS = """
    student  is_expected  is_on_roster
    1        true         true
    2        true         true
    3        true         true
    4        false        true
    5        false        false
"""


def test_students_reached_counts_held_interviews_of_those_expected(figure: Measure) -> None:
    cell = only(figure("participation_rate", students=FOUR_STUDENTS, interviews=HELD))
    assert said(cell) == (1, 3, 3, 0)
    assert cell.value == pytest.approx(1 / 3)
    assert cell.people_in_numerator == 1


def test_reach_stands_beside_only_where_the_population_is_who_logged(figure: Measure) -> None:
    marked = figure("participation_rate", students=FOUR_STUDENTS, interviews=HELD)
    assert marked.beside == ()


def test_where_nobody_is_marked_reach_stands_beside(figure: Measure) -> None:
    nobody = {"is_population_who_logged": "true"}
    (reach,) = figure("participation_rate", settings=nobody, students=FOUR_STUDENTS, interviews=HELD).beside
    assert said(only(reach)) == (3, 4, 4, 0)


def test_students_reached_over_the_whole_roster_is_a_named_option(figure: Measure) -> None:
    whole = figure(
        "participation_rate", Question(population="roster"), students=FOUR_STUDENTS, interviews=HELD
    )
    assert said(only(whole)) == (2, 4, 4, 0)
    assert "none recorded" in " ".join(whole.notes)


def test_the_period_selects_interviews_and_leaves_the_population_whole(figure: Measure) -> None:
    february = Question(where=(("month", "2026-02"),))
    cell = only(figure("interviews_per_student", february, students=FOUR_STUDENTS, interviews=HELD))
    assert said(cell) == (1, 3, 3, 0)


def test_reach_is_whoever_logged_a_touch_or_an_interview_of_the_roster(figure: Measure) -> None:
    touches = """
        student  started_on
        3        2026-01-05
        5        2026-01-05
    """
    result = figure("reach_rate", students=FOUR_STUDENTS, interviews=HELD, touches=touches)
    assert said(only(result)) == (4, 4, 4, 0)


def test_interview_bands_are_shares_of_everybody_expected(figure: Measure) -> None:
    interviews = [{"student": s} for s, n in ((2, 1), (3, 2), (4, 3), (5, 5), (6, 6)) for _ in range(n)]
    students = [{"student": s} for s in range(1, 7)]
    result = figure("interview_bands", students=students, interviews=interviews)
    assert {cell.segment["interviews"]: said(cell) for cell in result.cells} == {
        "0": (1, 6, 1, 0),
        "1": (1, 6, 1, 0),
        "2": (1, 6, 1, 0),
        "3-5": (2, 6, 2, 0),
        "6+": (1, 6, 1, 0),
    }
    assert sum(cell.value or 0 for cell in result.cells) == pytest.approx(1)


def test_interviews_per_student_has_its_median_beside_it(figure: Measure) -> None:
    result = figure("interviews_per_student", students=FOUR_STUDENTS, interviews=HELD)
    assert said(only(result)) == (2, 3, 3, 0)
    assert only(result).value == pytest.approx(2 / 3)
    (median,) = result.beside
    assert median.metric.id == "median_interviews_per_student"
    assert only(median).value == 0


def test_the_median_lies_halfway_between_the_two_in_the_middle(figure: Measure) -> None:
    interviews = [{"student": s} for s, n in ((1, 1), (2, 2), (3, 5), (4, 9)) for _ in range(n)]
    cell = only(figure("median_interviews_per_student", interviews=interviews))
    assert (cell.value, cell.denominator, cell.people) == (3.5, 4, 4)
    assert cell.quartiles == (1.75, 6.0)
    assert cell.low is None  # four values cannot hold a 95 % interval


def test_first_interviews_add_up_over_the_months(figure: Measure) -> None:
    interviews = """
        student  started_on
        1        2026-01-20
        1        2026-02-01
        2        2026-03-03
    """
    students = [{"student": s} for s in (1, 2, 3)]
    by_month = Question(by=("month",), until=date(2026, 3, 31))
    result = figure("first_interview", by_month, students=students, interviews=interviews)
    assert [(cell.segment["month"], *said(cell)[:2]) for cell in result.cells] == [
        ("2026-01", 1, 3),
        ("2026-02", 1, 3),
        ("2026-03", 2, 3),
    ]


def test_interviews_held_counts_no_others(figure: Measure) -> None:
    cell = only(figure("interview_volume", interviews=HELD))
    assert (cell.value, cell.denominator, cell.people, cell.largest_share) == (
        3,
        None,
        2,
        pytest.approx(2 / 3),
    )


def test_show_rate_leaves_out_what_is_still_to_come_and_prints_missing_results(figure: Measure) -> None:
    interviews = """
        student  status               is_result_missing
        1        held                 false
        1        held                 false
        2        cancelled_by_contact false
        2        cancelled_by_student false
        3        no_show              false
        3        scheduled            true
        3        scheduled            false
    """
    assert said(only(figure("show_rate", interviews=interviews))) == (2, 5, 3, 1)


# -- outreach --------------------------------------------------------------------------------------


def test_new_contacts_count_bounced_ones_and_have_them_and_follow_ups_beside(figure: Measure) -> None:
    threads = """
        student  started_on  touch_count  is_bounced
        1        2026-01-05  3            false
        1        2026-01-12  1            true
        2        2026-01-13  2            true
        2        -           0            false
    """
    newest = {"as_of_outreach": "2026-01-20"}
    result = figure("outreach_volume", Question(by=("week",)), threads=threads, settings=newest)
    assert [(cell.segment["week"], cell.value, cell.people) for cell in result.cells] == [
        ("2026-01-05", 1, 1),
        ("2026-01-12", 2, 2),
        ("2026-01-19", 0, 0),  # to the newest day, whether or not anything happened
    ]
    bounced, follow_ups = result.beside
    assert sum(cell.value or 0 for cell in bounced.cells) == 2
    assert {cell.segment["week"]: cell.value for cell in follow_ups.cells} == {
        "2026-01-05": 2,
        "2026-01-12": 1,
        "2026-01-19": 0,
    }


@pytest.mark.parametrize(("metric", "value"), [("outreach_bounced", 1), ("outreach_follow_ups", 3)])
def test_bounced_and_follow_ups_stand_alone_too(figure: Measure, metric: str, value: int) -> None:
    threads = """
        student  touch_count  is_bounced
        1        4            true
        2        1            false
    """
    assert only(figure(metric, threads=threads)).value == value


def test_students_reaching_out_count_once_each(figure: Measure) -> None:
    threads = """
        student  started_on
        1        2026-01-05
        1        2026-01-06
        2        2026-01-07
        3        -
    """
    cell = only(figure("students_reaching_out", threads=threads))
    assert (cell.value, cell.numerator, cell.people) == (2, 2, 2)


def test_contacts_per_active_student_is_the_middle_of_those_with_any(figure: Measure) -> None:
    students = [{"student": s} for s in range(1, 5)]
    threads = [{"student": s} for s, n in ((1, 1), (2, 4), (3, 6)) for _ in range(n)]
    cell = only(figure("contacts_per_active_student", students=students, threads=threads))
    assert (cell.value, cell.denominator) == (4, 3)


def test_no_reply_recorded_leaves_bounced_threads_out(figure: Measure) -> None:
    threads = """
        student  is_reply_known  is_bounced
        1        true            false
        1        false           false
        2        false           true
    """
    assert said(only(figure("reply_unrecorded_rate", threads=threads))) == (1, 2, 1, 0)


def test_response_rate_knows_late_undated_unknown_young_and_bounced(figure: Measure) -> None:
    threads = """
        student  started_on  reply_days  is_reply_known  is_reply_undated  is_bounced
        1        2026-01-01  14          true            false             false
        1        2026-01-01  15          true            false             false
        1        2026-01-01  -           true            false             false
        2        2026-01-01  -           true            true              false
        2        2026-01-01  -           false           false             false
        3        2026-01-01  1           true            false             true
        3        2026-01-17  1           true            false             false
        3        2026-01-18  1           true            false             false
        3        -           1           true            false             false
    """
    result = figure("response_rate", settings={"as_of_outreach": "2026-01-31"}, threads=threads)
    assert said(only(result)) == (3, 5, 3, 1)
    assert str(result.as_of) == "2026-01-31"


def test_without_any_date_nothing_is_mature(figure: Measure) -> None:
    result = figure(
        "response_rate",
        settings={"as_of_outreach": None, "as_of_interviews": None},
        threads="student reply_days\n1 3",
    )
    assert said(only(result)) == (0, 0, 0, 0)
    assert only(result).value is None
    assert result.as_of is None


def test_acceptance_counts_undated_yes_and_talks_within_three_weeks(figure: Measure) -> None:
    threads = """
        student  started_on  agreed_days  is_agreed_undated  interview_days  is_reply_known  is_bounced
        1        2026-01-01  21           false              -               true            false
        1        2026-01-01  22           false              30              true            false
        1        2026-01-01  -            true               -               true            false
        2        2026-01-01  -            false              20              true            false
        2        2026-01-01  -            false              -               true            false
        2        2026-01-01  -            false              -               false           false
        2        2026-01-01  3            false              -               true            true
        2        2026-02-01  3            false              -               true            false
    """
    result = figure("acceptance_rate", settings={"as_of_outreach": "2026-02-20"}, threads=threads)
    assert said(only(result)) == (3, 5, 2, 1)


def test_channel_mix_counts_threads_without_a_touch_and_prints_unknown(figure: Measure) -> None:
    threads = """
        student  channel   started_on  first_held_on
        1        referral  2026-01-05  2026-01-09
        1        cold      2026-01-05  -
        2        cold      -           2026-02-05
        2        Unknown   2026-01-05  -
        2        linkedin  -           -
    """
    result = figure("channel_mix", threads=threads)
    assert parts(result) == {"referral": 1, "cold": 2}
    cold = next(cell for cell in result.cells if cell.segment == {"channel": "cold"})
    assert said(cell := cold) == (2, 3, 2, 1)
    assert (cell.value, cell.people_in_denominator) == (pytest.approx(2 / 3), 2)
    assert [cell.segment["channel"] for cell in result.cells] == list(catalog()["channel_mix"].categories)
    (warm,) = result.beside
    assert said(only(warm)) == (1, 3, 2, 1)
    # on the day of the first touch, else of the first held interview
    for metric, by_month in (("channel_mix", [2, 1]), ("warm_share", [2, 1])):
        cells = figure(metric, Question(by=("month",)), threads=threads).cells
        counted = [cell.denominator for cell in cells if cell.segment.get("channel", "cold") == "cold"]
        assert counted[:2] == by_month
        assert not any(counted[2:])  # the months up to the newest date


@pytest.mark.parametrize(
    ("channel", "is_warm"),
    [
        ("referral", 1),
        ("alumni_network", 1),
        ("faculty", 1),
        ("family_or_friend", 1),
        ("event", 1),
        ("linkedin", 0),
        ("employer_site", 0),
        ("cold", 0),
        ("other", 0),
    ],
)
def test_warm_channels_are_five(figure: Measure, channel: str, is_warm: int) -> None:
    assert only(figure("warm_share", threads=f"student channel\n1 {channel}")).numerator == is_warm


def test_outreach_per_interview_divides_threads_by_interviews_in_them(figure: Measure) -> None:
    threads = """
        student  started_on  is_bounced  interviews_after_touch
        1        2026-01-01  false       2
        1        2026-01-01  false       0
        2        2026-01-01  false       0
        2        2026-01-01  true        0
        3        2026-01-30  false       1
        3        -           false       0
    """
    result = figure("outreach_per_interview", settings={"as_of_outreach": "2026-01-31"}, threads=threads)
    assert said(only(result)) == (3, 2, 1, 0)
    assert only(result).value == 1.5


def test_days_to_a_reply_counts_those_still_waiting(figure: Measure) -> None:
    threads = """
        student  started_on  reply_days  is_reply_known  is_reply_undated  is_bounced
        1        2026-01-01  2           true            false             false
        1        2026-01-01  4           true            false             false
        2        2026-01-01  -           true            false             false
        2        2026-01-28  -           true            false             false
        2        2026-01-01  -           true            true              false
        3        2026-01-01  -           false           false             false
        3        2026-01-01  1           true            false             true
    """
    cell = only(figure("days_to_reply", settings={"as_of_outreach": "2026-01-31"}, threads=threads))
    # day 2: 1 of 4 replied, S = 3/4; day 3: one last seen; day 4: 1 of 2, S = 3/8
    assert said(cell) == (2, 4, 2, 2)
    assert cell.value == 4
    assert cell.quartiles == (2, None)
    assert dict(cell.curve) == pytest.approx({2: 0.25, 3: 0.25, 4: 0.625, 7: 0.625, 14: 0.625, 30: 0.625})
    assert dict(zip((day for day, _ in cell.curve), cell.at_risk, strict=True))[7] == 1


def test_fewer_than_half_there_means_the_median_is_not_reached(figure: Measure) -> None:
    threads = [
        {"student": s, "started_on": "2026-01-01", "reply_days": "3" if s == 1 else None}
        for s in (1, 2, 3, 4)
    ]
    cell = only(figure("days_to_reply", threads=threads))
    assert cell.value is None
    assert cell.quartiles == (3, None)


# -- referrals -------------------------------------------------------------------------------------

NAMED = """
    student  people_named  status
    1        0             held
    1        1             held
    2        5             held
    2        -             held
    3        4             held
    3        2             no_show
    3        7             held
"""


def test_left_with_a_name(figure: Measure) -> None:
    assert said(only(figure("referral_any_rate", interviews=NAMED))) == (4, 5, 3, 1)


def test_five_or_more(figure: Measure) -> None:
    assert said(only(figure("referral_five_rate", interviews=NAMED))) == (2, 5, 3, 1)


def test_referral_yield_and_what_one_student_supplies(figure: Measure) -> None:
    result = figure("referral_yield", interviews=NAMED)
    cell = only(result)
    assert said(cell) == (17, 5, 3, 1)
    assert cell.value == 3.4
    assert cell.largest_share == pytest.approx(11 / 17)
    assert [one.metric.id for one in result.beside] == ["referral_any_rate"]


def test_names_given_says_not_recorded(figure: Measure) -> None:
    result = figure("names_given", interviews=NAMED)
    assert parts(result) == {"0": 1, "1": 1, "3-4": 1, "5+": 2, "not recorded": 1}
    assert {cell.denominator for cell in result.cells} == {6}


def test_asked_for_a_referral(figure: Measure) -> None:
    interviews = """
        student  has_asked_for_referral  status
        1        true                    held
        1        false                   held
        2        -                       held
        2        true                    no_show
    """
    assert said(only(figure("referral_ask_rate", interviews=interviews))) == (1, 2, 1, 1)


def test_permission_counts_people_named_not_interviews(figure: Measure) -> None:
    permissions = """
        student  named  permitted  unrecorded
        1        4      3          0
        2        0      0          2
        3        1      0          0
    """
    cell = only(figure("permission_rate", permissions=permissions))
    assert said(cell) == (3, 5, 2, 2)


REFERRALS = """
    student  started_on  contacted_days  interviewed_days  is_already_known
    1        2026-01-01  30              60                false
    1        2026-01-01  31              61                false
    1        2026-01-01  -               -                 false
    2        2026-01-01  2               3                 true
    2        2026-04-01  2               3                 false
    3        2026-02-01  0               0                 false
"""


def test_names_acted_on_within_thirty_days(figure: Measure) -> None:
    result = figure(
        "referral_activation_rate", settings={"as_of_referrals": "2026-03-15"}, referrals=REFERRALS
    )
    assert said(only(result)) == (2, 4, 2, 0)
    (untouched,) = result.beside
    assert only(untouched).value == 1


def test_names_interviewed_within_sixty_days(figure: Measure) -> None:
    result = figure(
        "referral_conversion_rate", settings={"as_of_referrals": "2026-03-15"}, referrals=REFERRALS
    )
    assert said(only(result)) == (1, 3, 1, 0)


def test_names_not_acted_on_are_never_contacted_ones(figure: Measure) -> None:
    cell = only(
        figure("referrals_untouched", settings={"as_of_referrals": "2026-03-15"}, referrals=REFERRALS)
    )
    assert (cell.value, cell.people) == (1, 1)


# -- afterwards ------------------------------------------------------------------------------------


def test_thank_you_on_time(figure: Measure) -> None:
    interviews = """
        student  started_on  thank_you_state
        1        2026-01-01  on_time
        1        2026-01-01  late
        2        2026-01-01  undated
        2        2026-01-01  not_thanked
        2        2026-01-01  -
        3        2026-01-29  on_time
        3        2026-01-30  on_time
    """
    result = figure("thank_you_rate", settings={"as_of_interviews": "2026-01-31"}, interviews=interviews)
    assert said(only(result)) == (2, 5, 3, 1)


def test_what_came_of_it_by_kind_and_any(figure: Measure) -> None:
    interviews = """
        student  started_on  came_of_it    status
        1        2026-01-01  lead;insight  held
        1        2026-01-01  none          held
        2        2026-01-01  lead          held
        2        2026-01-01  -             held
        2        2026-01-01  offer         no_show
        3        2026-06-01  offer         held
        3        2026-01-01  none;lead     held
    """
    result = figure("came_of_it_rate", interviews=interviews)
    assert parts(result) == {"any": 3, "lead": 3, "insight": 1}
    assert {said(cell)[1:] for cell in result.cells} == {(4, 3, 1)}
    lead = next(cell for cell in result.cells if cell.segment["came_of_it"] == "lead")
    assert (lead.value, lead.people_in_numerator) == (0.75, 3)


@pytest.mark.parametrize("metric", ["clarity_change", "confidence_change"])
def test_change_is_the_mean_of_what_each_student_says(figure: Measure, metric: str) -> None:
    topic = metric.removesuffix("_change")
    changes = f"""
        student  topic      change
        1        {topic}    2
        2        {topic}    -1
        3        {topic}    0
        3        listening  4
    """
    cell = only(figure(metric, survey_changes=changes))
    assert cell.segment == {}
    assert said(cell) == (1, 3, 3, 0)
    assert cell.value == pytest.approx(1 / 3)
    assert cell.largest_share == pytest.approx(2 / 3)


def test_several_scales_make_a_cell_each(figure: Measure) -> None:
    changes = """
        student  topic    scale  change
        1        clarity  1-5    1
        2        clarity  0-10   3
        3        clarity  0-10   5
    """
    result = figure("clarity_change", survey_changes=changes)
    assert {cell.segment["scale"]: cell.value for cell in result.cells} == {"1-5": 1, "0-10": 4}


def test_what_became_of_the_goal_stands_beside_a_change(figure: Measure) -> None:
    goals = """
        student  goal_change
        1        confirmed
        2        changed
        3        confirmed
    """
    (beside,) = figure("clarity_change", goal_changes=goals).beside
    assert beside.metric.id == "goal_change_share"
    assert parts(beside) == {"confirmed": 2, "changed": 1}
    cells = {
        cell.segment["goal_change"]: cell for cell in figure("goal_change_share", goal_changes=goals).cells
    }
    assert said(cells["confirmed"]) == (2, 3, 2, 0)
    assert said(cells["ruled_out"]) == (0, 3, 0, 0)


def test_yield_is_compared_between_those_who_asked_and_those_who_did_not(figure: Measure) -> None:
    interviews = """
        student  has_asked_for_referral  people_named
        1        true                    3
        1        true                    1
        2        false                   1
        2        false                   -
        3        -                       9
    """
    cells = figure("referral_yield_by_asking", interviews=interviews).cells
    assert {cell.segment["asked"]: (cell.value, cell.denominator, cell.unknown_count) for cell in cells} == {
        "yes": (2, 2, 0),
        "no": (1, 1, 1),
    }


def test_outcomes_with_and_without_any_interview_count_interviews_whenever_held(figure: Measure) -> None:
    graduates = """
        student  nace_group  interviews_count
        1        employed    2
        2        seeking     0
        3        employed    0
        4        unknown     1
        5        not_seeking 1
    """
    cells = figure("outcome_by_any_interview", graduates=graduates).cells
    assert {cell.segment["interviews"]: said(cell) for cell in cells} == {
        "none recorded": (1, 2, 2, 0),
        "at least one": (1, 1, 1, 1),
    }


# -- the log itself --------------------------------------------------------------------------------


def test_log_health_says_how_full_each_core_column_is(figure: Measure) -> None:
    log = """
        student  has_student  has_contact  has_held_on  has_contact_employer  has_channel  has_referrals_count
        1        true         true         true         true                  false        true
        2        true         true         true         false                 false        true
    """
    logs = """
        program  is_stopped
        Ambassadors  true
        Section1     false
        Section2     false
    """
    result = figure("log_health", log_rows=log, program_logs=logs)
    assert {cell.segment["column"]: said(cell) for cell in result.cells} == {
        "student": (2, 2, 2, 0),
        "contact": (2, 2, 2, 0),
        "held_on": (2, 2, 2, 0),
        "contact_employer": (1, 2, 2, 0),
        "channel": (0, 2, 2, 0),
        "referrals_count": (2, 2, 2, 0),
    }
    _, late, stopped = result.beside
    assert (late.metric.id, said(only(late))) == ("late_log_rate", (0, 0, 0, 2))
    assert said(only(stopped))[:2] == (1, 3)


def test_logged_late_is_more_than_two_weeks(figure: Measure) -> None:
    log = """
        student  logged_days
        1        14
        1        15
        2        -
    """
    assert said(only(figure("late_log_rate", log_rows=log))) == (1, 2, 1, 1)


def test_programs_that_stopped_logging(figure: Measure) -> None:
    logs = """
        program   is_stopped
        Section1  true
        Section2  false
    """
    assert said(only(figure("stopped_log_rate", program_logs=logs)))[:2] == (1, 2)


# -- outcomes --------------------------------------------------------------------------------------

GRADUATES = """
    student  nace_group            interviews_before_cutoff  is_left_out_of_cutoff
    1        employed              0                         false
    2        service               1                         false
    3        military              2                         false
    4        continuing_education  3                         false
    5        seeking               5                         false
    6        not_seeking           6                         false
    7        unknown               9                         false
    8        unknown               0                         false
    9        employed              7                         true
"""


def test_outcomes_rate_with_the_range_the_unknown_allow(figure: Measure) -> None:
    result = figure("career_outcomes_rate", graduates=GRADUATES)
    cell = only(result)
    assert said(cell) == (5, 6, 6, 2)
    assert (cell.value, cell.low, cell.high) == pytest.approx((5 / 6, 5 / 8, 7 / 8))
    (knowledge,) = result.beside
    assert said(only(knowledge)) == (7, 9, 9, 0)


def test_knowledge_rate_has_no_interval_and_the_outcomes_rate_beside(figure: Measure) -> None:
    result = figure("knowledge_rate", graduates=GRADUATES)
    assert (only(result).value, only(result).low, only(result).high) == (pytest.approx(7 / 9), None, None)
    assert [one.metric.id for one in result.beside] == ["career_outcomes_rate"]


def test_preliminary_outcomes_say_so(figure: Measure) -> None:
    result = figure("knowledge_rate", settings={"is_preliminary": "true"}, graduates=GRADUATES)
    assert any("expected graduates" in note for note in result.notes)


def test_outcome_mix_is_of_all_graduates(figure: Measure) -> None:
    result = figure("outcome_mix", graduates=GRADUATES)
    assert parts(result) == {
        "employed": 2,
        "continuing_education": 1,
        "service_and_military": 2,
        "seeking": 1,
        "not_seeking": 1,
        "unknown": 2,
    }
    assert {cell.denominator for cell in result.cells} == {9}


def test_outcomes_by_interviews_before_the_final_year(figure: Measure) -> None:
    result = figure("outcome_by_interviews", graduates=GRADUATES)
    assert [(cell.segment["interviews"], *said(cell)) for cell in result.cells] == [
        ("0", 1, 1, 1, 1),
        ("1-2", 2, 2, 2, 0),
        ("3-5", 1, 2, 2, 0),
        ("6+", 0, 0, 0, 1),
    ]
    adjusted, knowledge, left_out = result.beside
    assert adjusted.metric.id == "outcome_by_interviews_adjusted"
    assert [(cell.numerator, cell.denominator) for cell in knowledge.cells] == [
        (1, 2),
        (2, 2),
        (2, 2),
        (1, 2),
    ]
    assert only(left_out).value == 1


def test_knowledge_by_interviews_stands_alone(figure: Measure) -> None:
    cells = figure("knowledge_by_interviews", graduates=GRADUATES).cells
    assert [cell.value for cell in cells] == [0.5, 1, 1, 0.5]


def test_accepted_before_the_final_year_is_counted(figure: Measure) -> None:
    assert only(figure("accepted_before_cutoff", graduates=GRADUATES)).value == 1


JOBS = """
    student  nace_group  outcome_status      salary_usd  found_through
    1        employed    employed_full_time  40000       referral
    2        employed    employed_full_time  50000       informational_interview
    3        employed    employed_full_time  60000       job_board
    4        employed    employed_full_time  0           -
    5        employed    employed_full_time  -           -
    6        employed    employed_part_time  20000       referral
    7        seeking     seeking_employment  90000       referral
"""


def test_salary_is_the_middle_of_full_time_pay_with_the_share_reporting_it(figure: Measure) -> None:
    result = figure("median_salary_usd", graduates=JOBS)
    cell = only(result)
    assert (cell.value, cell.quartiles, cell.denominator, cell.unknown_count) == (
        50_000,
        (45_000, 55_000),
        3,
        2,
    )
    (reporting,) = result.beside
    assert said(only(reporting)) == (3, 5, 5, 0)


def test_share_reporting_a_salary(figure: Measure) -> None:
    assert only(figure("salary_reporting_rate", graduates=JOBS)).value == 0.6


def test_how_jobs_were_found(figure: Measure) -> None:
    result = figure("found_through_share", graduates=JOBS)
    assert parts(result) == {"referral": 2, "informational_interview": 1, "job_board": 1}
    assert {said(cell)[1::2] for cell in result.cells} == {(4, 2)}
    (conversations,) = result.beside
    assert said(only(conversations)) == (3, 4, 4, 2)


def test_found_through_conversations(figure: Measure) -> None:
    assert only(figure("found_through_conversations", graduates=JOBS)).value == 0.75


STATUSES = """
    student  nace_group            outcome_status
    1        employed              employed_full_time
    2        employed              employed_full_time
    3        employed              employed_part_time
    4        employed              employed_unspecified
    5        service               volunteer_service
    6        military              military
    7        continuing_education  continuing_education
    8        seeking               seeking_employment
    9        seeking               seeking_continuing_education
    10       unknown               unknown
"""


def test_outcomes_as_nace_counts_them_are_parts_of_all_graduates(figure: Measure) -> None:
    result = figure("outcome_status_mix", graduates=STATUSES)
    assert parts(result) == {
        "employed_full_time": 2, "employed_part_time": 1, "employed_unspecified": 1, "volunteer_service": 1,
        "military": 1, "continuing_education": 1, "seeking_employment": 1, "seeking_continuing_education": 1,
        "unknown": 1,
    }  # fmt: skip
    assert {said(cell)[1::2] for cell in result.cells} == {(10, 0)}
    assert len(result.cells) == 10  # not seeking is listed, with nobody


def test_kinds_of_employment_are_parts_of_the_employed_where_it_is_known(figure: Measure) -> None:
    kinds = """
        student  nace_group  employment_type
        1        employed    standard
        2        employed    standard
        3        employed    self_employed
        4        employed    -
        5        seeking     standard
    """
    result = figure("employment_type_mix", graduates=kinds)
    assert parts(result) == {"standard": 2, "self_employed": 1}
    assert {said(cell)[1::2] for cell in result.cells} == {(3, 1)}


HIRES = """
    student  employer  job_industry  interviews_there  has_talked_there  has_talked_in_industry
    1        Acme      Finance       2                 true              true
    2        Acme      Finance       1                 true              true
    3        Bolt      Health        1                 true              true
    4        Cole      Health        0                 false             true
    5        Dunn      Law           0                 false             false
    6        Unknown   Unknown       0                 -                 -
"""


def test_hired_where_they_had_talked(figure: Measure) -> None:
    assert said(only(figure("hired_where_interviewed", hires=HIRES))) == (3, 5, 5, 1)


def test_hired_in_an_industry_they_had_talked_with(figure: Measure) -> None:
    assert said(only(figure("hired_in_industry_interviewed", hires=HIRES))) == (4, 5, 5, 1)


def test_employers_that_interviews_led_to_with_the_interviews_it_took(figure: Measure) -> None:
    result = figure("employers_interviews_led_to", hires=HIRES)
    assert parts(result) == {"Acme": 2, "Bolt": 1}
    (interviews,) = result.beside
    assert parts(interviews) == {"Acme": 3, "Bolt": 1}


def test_interviews_held_with_the_employer_that_hired(figure: Measure) -> None:
    cells = figure("interviews_where_hired", hires=HIRES).cells
    assert [(cell.segment["employer"], cell.value) for cell in cells] == [("Acme", 3), ("Bolt", 1)]


def test_industries_that_interviews_led_to(figure: Measure) -> None:
    assert parts(figure("industries_interviews_led_to", hires=HIRES)) == {"Finance": 2, "Health": 2}


def test_every_figure_has_a_table_here() -> None:
    files = Path(__file__).parent.glob("test_by_hand*.py")
    told = "".join(path.read_text(encoding="utf-8") for path in files)
    assert [name for name in catalog() if f'"{name}"' not in told] == []
