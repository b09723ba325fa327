"""How interviews are held, what they lead to and what lasts, on tables small enough to check with a pencil."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.figures.results import Question
from tests.pipelines.figures.by_hand import Measure, by_category, only, parts, said

# -- one interview ---------------------------------------------------------------------------------

HELD = """
    student  status   mode       minutes  cost_usd  has_asked_for_job
    1        held     in_person  20       0         false
    1        held     video      30       4         true
    2        held     video      60       -         false
    2        held     Unknown    -        5         -
    3        no_show  phone      90       90        false
"""


def test_modes_are_shares_of_held_interviews_whose_mode_is_known(figure: Measure) -> None:
    result = figure("mode_mix", interviews=HELD)
    assert parts(result) == {"in_person": 1, "video": 2}
    assert {said(cell)[1::2] for cell in result.cells} == {(3, 1)}
    assert [cell.people for cell in result.cells] == [1, 2, 0, 0]


def test_the_interview_in_the_middle_takes_half_an_hour(figure: Measure) -> None:
    cell = only(figure("minutes", interviews=HELD))
    assert (cell.value, cell.quartiles) == (30, (25, 45))
    assert (cell.denominator, cell.people, cell.unknown_count) == (3, 2, 1)


def test_of_six_interviews_the_middle_lies_between_the_shortest_and_the_longest(figure: Measure) -> None:
    six = """
        student  minutes
        1        50
        2        10
        3        40
        1        20
        2        60
        3        30
    """
    cell = only(figure("minutes", interviews=six))
    assert (cell.value, cell.low, cell.high) == (35, 10, 60)  # all on one side of the middle: 2 × ½⁶ = 3 %
    five = six.replace("        3        30\n", "")
    assert only(figure("minutes", interviews=five)).low is None  # 2 × ½⁵ = 6 %


def test_the_interview_in_the_middle_costs_a_coffee_and_nothing_is_a_price_too(figure: Measure) -> None:
    cell = only(figure("cost_usd", interviews=HELD))
    assert (cell.value, cell.denominator, cell.people, cell.unknown_count) == (4, 3, 2, 1)


def test_learning_is_not_asking_for_a_job(figure: Measure) -> None:
    assert said(only(figure("learning_first_rate", interviews=HELD))) == (2, 3, 2, 1)


PREPARED = """
    student  status   has_researched  prepared_questions_count
    1        held     true            1
    1        held     true            0
    2        held     false           3
    2        held     false           -
    3        held     -               0
    3        no_show  true            9
"""


def test_prepared_is_research_and_a_question_where_both_are_known(figure: Measure) -> None:
    assert said(only(figure("preparation_rate", interviews=PREPARED))) == (1, 3, 2, 2)


def test_how_many_questions_make_prepared_is_the_offices_choice(figure: Measure) -> None:
    three = """
        student  has_researched  prepared_questions_count
        1        true            2
        1        true            3
        2        true            4
    """
    result = figure("preparation_rate", settings={"prepared_questions": "3"}, interviews=three)
    assert said(only(result)) == (2, 3, 2, 0)


# -- industries and employers ----------------------------------------------------------------------

EXPLORERS = """
    student  started_on
    3        2026-01-09
    3        2026-02-09
    4        2026-07-01
"""
EXPLORED = """
    student  status   industry    employer_number  started_on
    1        held     Finance     1                2026-01-05
    1        held     Finance     2                2026-01-06
    1        held     Health      2                2026-02-07
    1        no_show  Law         3                2026-01-08
    2        held     Unknown     4                2026-01-05
"""


def test_breadth_is_distinct_industries_and_employers_of_those_who_logged(figure: Measure) -> None:
    cells = by_category(figure("breadth", touches=EXPLORERS, interviews=EXPLORED))
    # student 3 wrote and held none: 0; 4 wrote after the newest interview; nobody wrote down the industry of student 2's interview
    assert said(cells["industries"]) == (2, 2, 2, 1)
    assert said(cells["employers"]) == (3, 3, 3, 0)
    assert cells["employers"].value == 1


def test_a_period_selects_the_interviews_that_explore(figure: Measure) -> None:
    february = Question(where=(("month", "2026-02"),))
    cells = by_category(figure("breadth", february, touches=EXPLORERS, interviews=EXPLORED))
    assert said(cells["industries"]) == (1, 2, 2, 0)  # who logged in February
    assert said(cells["employers"]) == (1, 2, 2, 0)


@pytest.mark.parametrize(
    ("metric", "column"), [("breadth_industries", "industry"), ("breadth_employers", "")]
)
def test_breadth_is_spread_over_students(figure: Measure, metric: str, column: str) -> None:
    asked = column or "employer_number"
    interviews = [
        {"student": student, asked: number}
        for student, count in ((1, 1), (2, 2), (3, 3), (4, 5), (5, 6))
        for number in range(count)
    ]
    twice = {"student": 1, asked: 0}
    unknown = {"student": 6, asked: None}
    missed = {"student": 1, asked: 9, "status": "no_show"}
    result = figure(
        metric,
        students=[{"student": 8}],  # logged nothing
        touches=[{"student": 7}],
        interviews=[*interviews, twice, unknown, missed],
    )
    assert parts(result) == {"0": 1, "1": 1, "2": 1, "3-5": 2, "6+": 1}
    assert {said(cell)[1::2] for cell in result.cells} == {(6, 1)}


# -- chains ----------------------------------------------------------------------------------------

CHAINS = """
    interview_key  student  parent_interview_key  led_from_interview_key  parent_days  generations
    1              1        -                     -                       -            2
    2              1        1                     1                       60           -
    3              1        1                     1                       61           -
    4              1        2                     8                       8            -
    5              2        -                     -                       -            1
    6              2        5                     5                       18           -
    7              3        -                     -                       -            0
"""
LED_ON = """
    interview_key  student  started_on  status
    1              1        2026-01-01  held
    2              1        2026-03-02  held
    8              1        2026-03-02  held
    3              1        2026-03-03  held
    4              1        2026-03-10  held
    5              2        2026-03-02  held
    6              2        2026-03-20  held
    7              3        2026-01-01  held
    9              3        2026-01-01  no_show
"""


def test_an_interview_leads_on_by_the_next_contacts_within_sixty_days(figure: Measure) -> None:
    settings = {"as_of_interviews": "2026-05-01"}
    cell = only(figure("interviews_led_on", settings=settings, chains=CHAINS, interviews=LED_ON))
    # mature: keys 1, 2, 8, 5 and 7 (by March 2); they led on to 1, 0, 1, 1 and 0: the contact of 2 named again at 8
    assert said(cell) == (3, 5, 3, 0)
    assert cell.value == 0.6
    assert cell.people_in_numerator == 2


def test_chains_are_counted_by_the_generations_below_their_roots(figure: Measure) -> None:
    result = figure("chain_depth", chains=CHAINS)
    assert parts(result) == {"0": 1, "1": 1, "2": 1}
    assert {cell.denominator for cell in result.cells} == {3}


def test_long_chains_stand_together(figure: Measure) -> None:
    roots = [
        {"interview_key": key, "student": key, "generations": deep} for key, deep in enumerate((3, 4, 9), 1)
    ]
    assert parts(figure("chain_depth", chains=roots)) == {"3": 1, "4+": 2}


# -- what lasts ------------------------------------------------------------------------------------


def test_a_relationship_is_kept_until_half_a_year_later(figure: Measure) -> None:
    interviews = """
        student  started_on  kept_days  status
        1        2026-01-01  30         held
        1        2026-01-01  180        held
        2        2026-01-01  181        held
        2        2026-01-01  -          held
        3        2026-01-01  40         no_show
        3        2026-01-02  40         held
    """
    settings = {"as_of_interviews": "2026-06-30"}  # 180 days after January 1
    assert said(only(figure("relationship_kept_rate", settings=settings, interviews=interviews))) == (
        2,
        4,
        2,
        0,
    )


MENTORS = """
    student  started_on  held_count  first_held_on  last_held_on
    1        2026-01-01  3           2026-01-05     2026-03-06
    1        2026-01-01  3           2026-01-05     2026-03-05
    1        2026-01-01  2           2026-01-05     2026-06-05
    2        -           4           2026-02-05     2026-06-05
    3        2026-01-01  0           -              -
"""


def test_a_mentor_is_met_three_times_over_sixty_days(figure: Measure) -> None:
    cell = only(figure("mentor_count", threads=MENTORS))
    assert (cell.value, cell.people) == (2, 2)


def test_a_mentor_counts_on_the_day_of_the_first_interview_touch_or_not(figure: Measure) -> None:
    result = figure("mentor_count", Question(by=("month",), until=date(2026, 2, 28)), threads=MENTORS)
    assert {cell.segment["month"]: cell.value for cell in result.cells} == {"2026-01": 1, "2026-02": 1}


# -- practice --------------------------------------------------------------------------------------

PRACTICE = """
    student  held_number  status   started_on  people_named  usefulness_rating
    1        1            held     2026-01-01  0             2
    1        2            held     2026-01-02  1             3
    1        3            held     2026-02-03  4             5
    1        4            held     2026-02-04  9             1
    2        1            held     2026-01-01  2             4
    2        2            held     2026-01-02  0             -
    2        3            held     2026-02-03  2             4
    3        1            held     2026-01-01  9             5
    3        2            held     2026-01-02  9             5
    3        -            no_show  2026-01-03  9             5
"""


def test_practice_is_seen_on_the_same_students_only(figure: Measure) -> None:
    result = figure("practice_effect", interviews=PRACTICE)
    assert [(cell.segment["interview"], cell.value, cell.people) for cell in result.cells] == [
        ("1st", 1, 2),
        ("2nd", 0.5, 2),
        ("3rd", 3, 2),
    ]
    assert [one.metric.id for one in result.beside] == ["practice_effect_any", "practice_effect_usefulness"]


def test_leaving_with_a_name_the_first_second_and_third_time(figure: Measure) -> None:
    cells = by_category(figure("practice_effect_any", interviews=PRACTICE))
    assert {name: said(cell) for name, cell in cells.items()} == {
        "1st": (1, 2, 2, 0),
        "2nd": (1, 2, 2, 0),
        "3rd": (2, 2, 2, 0),
    }


def test_usefulness_the_first_second_and_third_time(figure: Measure) -> None:
    cells = by_category(figure("practice_effect_usefulness", interviews=PRACTICE))
    # of student 2 the second is not recorded: unknown at all three; student 3 held only two
    assert {name: said(cell) for name, cell in cells.items()} == {
        "1st": (2, 1, 1, 1),
        "2nd": (3, 1, 1, 1),
        "3rd": (5, 1, 1, 1),
    }


@pytest.mark.parametrize("metric", ["practice_effect", "practice_effect_any"])
def test_whose_first_three_are_not_all_recorded_is_printed_as_unknown(figure: Measure, metric: str) -> None:
    interviews = """
        student  held_number  started_on  people_named
        1        1            2026-01-01  0
        1        2            2026-01-02  1
        1        3            2026-02-03  4
        2        1            2026-01-01  1
        2        2            2026-01-02  -
        2        3            2026-02-03  1
        2        4            2026-02-04  1
        3        1            2026-01-01  1
        3        2            2026-01-02  1
    """
    cells = by_category(figure(metric, interviews=interviews))
    assert {name: said(cell)[1:] for name, cell in cells.items()} == {
        "1st": (1, 1, 1),
        "2nd": (1, 1, 1),
        "3rd": (1, 1, 1),
    }


@pytest.mark.parametrize(
    ("metric", "sums"),
    [
        ("practice_effect", (2, 1, 6)),
        ("practice_effect_any", (1, 1, 2)),
        ("practice_effect_usefulness", (2, 3, 5)),
    ],
)
def test_a_period_takes_all_three_interviews_of_a_student_or_none(
    figure: Measure, metric: str, sums: tuple[int, ...]
) -> None:
    january = Question(where=(("month", "2026-01"),))
    result = figure(metric, january, interviews=PRACTICE)
    assert tuple(cell.numerator for cell in result.cells) == sums
