"""How outcomes are known, by when they were, and which classes a figure can speak of."""

from __future__ import annotations

import pytest

from pipelines.errors import QuestionError
from pipelines.figures.measure import catalog
from pipelines.figures.results import Question
from pipelines.figures.statement import is_of_reports
from tests.pipelines.figures.by_hand import Measure, only, parts, said

# -- from whom -------------------------------------------------------------------------------------

KNOWN = """
    student  nace_group  knowledge_source
    1        employed    survey
    2        seeking     survey
    3        employed    clearinghouse
    4        military    -
    5        not_seeking family
    6        unknown     survey
    7        unknown     -
    8        employed    survey
"""


def test_how_outcomes_are_known_is_told_of_known_outcomes(figure: Measure) -> None:
    result = figure("outcome_source_mix", graduates=KNOWN)
    assert parts(result) == {"survey": 3, "clearinghouse": 1, "family": 1}
    assert {said(cell)[1::2] for cell in result.cells} == {(5, 1)}
    (by_survey,) = result.beside
    assert by_survey.metric.id == "survey_response_rate"


def test_the_survey_response_rate_is_of_all_graduates(figure: Measure) -> None:
    # an answer that says nothing of the outcome is none
    assert said(only(figure("survey_response_rate", graduates=KNOWN))) == (3, 8, 8, 0)


# -- as NACE asks ----------------------------------------------------------------------------------

EMPLOYED = """
    student  outcome_status        employment_type salary_usd
    1        employed_full_time    standard        50000
    2        employed_full_time    temporary       61000
    3        employed_part_time    standard        20000
    4        employed_part_time    -               -
    5        employed_unspecified  standard        70000
    6        employed_full_time    -               0
    7        employed_full_time    standard        -
    8        seeking_employment    -               1
"""


def test_the_employed_are_told_apart_by_hours_and_kind(figure: Measure) -> None:
    result = figure("employed_as_mix", graduates=EMPLOYED)
    assert parts(result) == {"full_time_standard": 2, "full_time_temporary": 1, "part_time_standard": 1}
    assert {said(cell)[1::2] for cell in result.cells} == {(4, 2)}


def test_the_mean_salary_is_of_those_employed_full_time_who_reported_one(figure: Measure) -> None:
    cell = only(figure("mean_salary_usd", graduates=EMPLOYED))
    assert (cell.value, said(cell)) == (55500, (111000, 2, 2, 2))
    least = only(
        figure("mean_salary_usd", graduates="student outcome_status salary_usd\n1 employed_full_time 1")
    )
    assert least.value == 1


# -- by when ---------------------------------------------------------------------------------------

REPORTS = """
    student  class_year  started_on  nace_group  known_on    known_until  is_latest
    1        2025        2025-06-30  unknown     -           2025-08-01   false
    1        2025        2025-06-30  seeking     2025-08-01  2025-10-01   false
    1        2025        2025-06-30  employed    2025-10-01  -            true
    2        2025        2025-06-30  unknown     -           2025-06-30   false
    2        2025        2025-06-30  employed    2025-06-30  -            true
    3        2025        2025-06-30  unknown     -           -            true
    4        2024        2024-06-30  unknown     -           2024-12-31   false
    4        2024        2024-06-30  employed    2024-12-31  -            true
    5        Unknown     -           unknown     -           2025-01-01   false
    5        Unknown     -           employed    2025-01-01  -            true
"""


@pytest.mark.parametrize(
    ("days", "known", "landed"),
    [
        (None, (4, 5), (4, 4)),
        (0, (2, 5), (2, 2)),  # only what was known on June 30, and of whom no class is known
        (31, (2, 5), (2, 2)),  # July 31
        (32, (3, 5), (2, 3)),  # August 1: the first report
        (92, (3, 5), (2, 3)),  # September 30
        (93, (3, 5), (3, 3)),  # October 1: another one
        (184, (4, 5), (4, 4)),  # December 31 of the class of 2024, 184 days after its own June 30
    ],
)
def test_outcomes_are_as_they_were_known_so_many_days_after_june_30(
    figure: Measure, days: int | None, known: tuple[int, int], landed: tuple[int, int]
) -> None:
    result = figure("knowledge_rate", Question(known_within_days=days), graduate_reports=REPORTS)
    assert said(only(result))[:2] == known
    assert said(only(result.beside[0]))[:2] == landed


def test_a_class_is_compared_with_another_on_the_same_day_of_its_year(figure: Measure) -> None:
    question = Question(by=("class_year",), known_within_days=60)
    cells = figure("knowledge_rate", question, graduate_reports=REPORTS).cells
    assert {cell.segment["class_year"]: said(cell)[:2] for cell in cells} == {
        "2024": (0, 1),
        "2025": (2, 3),
        "Unknown": (1, 1),
    }


def test_only_figures_of_graduates_know_by_when(figure: Measure) -> None:
    with pytest.raises(QuestionError, match="after June 30"):
        figure("participation_rate", Question(known_within_days=60), graduate_reports=REPORTS)
    with pytest.raises(QuestionError, match="after June 30"):
        figure("hired_where_interviewed", Question(known_within_days=60), graduate_reports=REPORTS)
    assert {metric.of for metric in catalog().values() if is_of_reports(metric)} == {"graduate"}


# -- of which classes ------------------------------------------------------------------------------

TIMES = """
    student  class_year  started_on  degree_level  first_held_on  is_timing_known
    1        2025        2025-06-30  bachelor      2024-06-30     true
    2        2025        2025-06-30  bachelor      2024-07-01     true
    3        2024        2024-06-30  bachelor      2023-06-30     false
    4        2023        2023-06-30  bachelor      -              false
    5        2022        2022-06-30  master        2021-01-01     false
"""


def test_timing_leaves_out_classes_before_anything_was_logged_and_names_them(figure: Measure) -> None:
    result = figure("first_interview_timing", graduates=TIMES)
    assert said(only(result)) == (1, 2, 2, 0)
    assert result.notes == (
        "Left out: classes 2023, 2024, because interviews were not logged yet a year before the senior year began.",
    )


def test_where_every_class_can_be_told_nothing_is_named(figure: Measure) -> None:
    one = "student degree_level first_held_on is_timing_known\n1 bachelor 2024-01-01 true\n2 master 2024-01-01 false"
    assert figure("first_interview_timing", graduates=one).notes == ()
