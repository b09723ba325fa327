"""Groups beside groups: gaps, warmth, load, skills and what is adjusted for, on small tables."""

from __future__ import annotations

import math

import pytest

from pipelines.errors import QuestionError
from pipelines.figures.results import Question, Side
from tests.pipelines.figures.by_hand import Measure, by_category, only, parts, said

FIRST_GENERATION = Question(by=("is_first_generation",))
STUDENTS = """
    student  is_first_generation  college  is_expected
    1        yes                  Arts     true
    2        yes                  Law      true
    3        no                   Arts     true
    4        no                   Law      true
    5        no                   Law      true
    6        Unknown              Law      true
    7        yes                  Law      false
"""
INTERVIEWS = """
    student  status   people_named
    1        held     2
    1        held     0
    2        no_show  3
    3        held     1
    4        held     -
    4        held     2
    6        held     0
    7        held     0
"""


# -- gaps ------------------------------------------------------------------------------------------


def test_a_gap_is_a_group_less_all_other_known_groups(figure: Measure) -> None:
    result = figure("equity_gap", FIRST_GENERATION, students=STUDENTS, interviews=INTERVIEWS)
    yes, no, unknown = result.cells
    assert yes.value == pytest.approx(1 / 2 - 2 / 3)
    assert yes.sides == (Side(1, 2, 2, 2), Side(2, 3, 3, 3))
    assert yes.people == 2  # of the smaller group
    assert no.value == pytest.approx(2 / 3 - 1 / 2)
    assert (unknown.value, unknown.sides) == (None, None)
    # one in two and two in three: √(0.25/1 + 0.2222/2) = 0.6009; t with the smaller group's one degree is 12.706
    assert (yes.low, yes.high) == pytest.approx(
        (-1 / 6 - 12.7062 * 0.6009, -1 / 6 + 12.7062 * 0.6009), abs=1e-3
    )


def test_without_a_breakdown_there_is_no_gap_and_the_figure_says_so(figure: Measure) -> None:
    result = figure("equity_gap", students=STUDENTS, interviews=INTERVIEWS)
    assert only(result).value is None
    assert "compared with all others" in " ".join(result.notes)


def test_only_what_puts_everybody_in_one_group_makes_a_gap(figure: Measure) -> None:
    with pytest.raises(QuestionError, match="is_first_generation"):
        figure("equity_gap", Question(by=("program",)), students=STUDENTS)


def test_a_second_breakdown_compares_groups_within_it(figure: Measure) -> None:
    question = Question(by=("is_first_generation", "college"))
    result = figure("equity_gap", question, students=STUDENTS, interviews=INTERVIEWS)
    found = {tuple(cell.segment.values()): cell.value for cell in result.cells}
    assert found["yes", "Law"] == -1 / 2
    assert found["yes", "Arts"] == 0
    assert found["Unknown", "Law"] is None


def test_other_groups_count_together_not_each_for_itself(figure: Measure) -> None:
    students = [{"student": s, "college": c} for s, c in ((1, "A"), (2, "B"), (3, "B"), (4, "B"), (5, "C"))]
    interviews = [{"student": s} for s in (1, 2, 5)]
    result = figure("equity_gap", Question(by=("college",)), students=students, interviews=interviews)
    assert by_group(result)["A"] == 1 - 2 / 4


def test_a_gap_knows_the_smallest_group_that_goes_into_it(figure: Measure) -> None:
    students = [{"student": s, "college": c} for s, c in enumerate("AABBBC", 1)]
    interviews = [{"student": 1}]  # without any, no time is covered and nobody is counted
    result = figure("equity_gap", Question(by=("college",)), students=students, interviews=interviews)
    assert [[side.fewest for side in cell.sides or ()] for cell in result.cells] == [[2, 1], [3, 1], [1, 2]]


def by_group(result: object) -> dict[str, float | None]:
    return {next(iter(cell.segment.values())): cell.value for cell in result.cells}  # type: ignore[attr-defined]


def test_the_gaps_of_a_group_stand_together(figure: Measure) -> None:
    result = figure("equity_gap", FIRST_GENERATION, students=STUDENTS, interviews=INTERVIEWS)
    assert [one.metric.id for one in result.beside] == [
        "equity_gap_response",
        "equity_gap_names",
        "equity_gap_outcomes",
    ]


def test_the_gap_in_names_counts_interviews(figure: Measure) -> None:
    result = figure("equity_gap_names", FIRST_GENERATION, students=STUDENTS, interviews=INTERVIEWS)
    yes, no, _ = result.cells
    assert yes.sides == (Side(1, 3, 2, 2), Side(2, 2, 2, 2))
    assert yes.value == pytest.approx(1 / 3 - 1)
    assert (yes.unknown_count, no.value) == (1, pytest.approx(2 / 3))


THREADS = """
    student  channel   started_on  reply_days  is_reply_known  is_reply_undated  is_bounced
    1        referral  2026-01-01  14          true            false             false
    1        referral  2026-01-01  15          true            false             false
    2        referral  2026-01-17  -           true            true              false
    2        cold      2026-01-01  -           false           false             false
    3        cold      2026-01-17  1           true            false             false
    3        cold      2026-01-18  1           true            false             false
    4        cold      2026-01-01  -           true            false             false
    4        cold      2026-01-01  -           true            false             false
    5        cold      2026-01-01  1           true            false             true
    4        event     2026-01-01  -           true            false             false
"""
JANUARY = {"as_of_outreach": "2026-01-31"}


def test_the_gap_in_response_counts_threads(figure: Measure) -> None:
    result = figure(
        "equity_gap_response", FIRST_GENERATION, settings=JANUARY, students=STUDENTS, threads=THREADS
    )
    yes, _, _ = result.cells
    assert yes.sides == (Side(2, 3, 2, 2), Side(1, 4, 2, 2))
    assert yes.value == pytest.approx(2 / 3 - 1 / 4)
    assert yes.unknown_count == 1


GRADUATES = """
    student  nace_group            is_first_generation
    1        employed              yes
    2        seeking               yes
    3        service               no
    4        military              no
    5        continuing_education  no
    6        seeking               no
    7        unknown               no
    8        not_seeking           yes
    9        seeking               Unknown
"""


def test_the_gap_in_outcomes_is_a_census_without_interval(figure: Measure) -> None:
    yes, no, _ = figure("equity_gap_outcomes", FIRST_GENERATION, graduates=GRADUATES).cells
    assert yes.sides == (Side(1, 2, 2, 2), Side(3, 4, 4, 4))
    assert (yes.value, yes.low, yes.high, yes.unknown_count) == (-0.25, None, None, 1)
    assert no.value == 0.25


# -- warmth ----------------------------------------------------------------------------------------


def test_warmth_is_response_to_referrals_less_response_to_cold_messages(figure: Measure) -> None:
    cell = only(figure("referral_advantage", settings=JANUARY, threads=THREADS))
    assert cell.segment == {}
    assert cell.sides == (Side(2, 3, 2, 2), Side(1, 3, 2, 2))
    assert cell.value == pytest.approx(1 / 3)
    assert cell.unknown_count == 1


def test_with_one_side_only_there_is_nothing_to_compare(figure: Measure) -> None:
    cell = only(figure("referral_advantage", threads="student channel reply_days\n1 referral 3"))
    assert (cell.value, cell.people) == (None, 0)


# -- load ------------------------------------------------------------------------------------------

REQUESTS = """
    request_key  student  contact_key  term_on     is_shared  nth_term
    1            1        1            2026-01-01  false      0
    2            2        1            2026-01-01  false      0
    3            3        1            2026-08-01  false      1
    4            1        2            2026-01-01  true       0
    4            2        2            2026-01-01  true       0
    4            3        2            2026-01-01  true       0
"""


def test_load_is_requests_per_contact_and_term_a_group_event_once(figure: Measure) -> None:
    result = figure("contact_load", requests=REQUESTS)
    cell = only(result)
    assert said(cell) == (4, 3, 3, 0)  # contact 1 in two terms, contact 2 in one
    assert cell.largest_share == 0.5
    # contacts as clusters: 3 requests in 2 terms, 1 in 1; R = 4/3, residuals 1/3 and −1/3
    assert cell.high is not None
    assert cell.high - 4 / 3 == pytest.approx(12.706 * math.sqrt(2 * (2 / 9)) / 3, rel=1e-4)
    assert [one.metric.id for one in result.beside] == ["contact_load_top_ten"]


def test_an_event_whose_students_wrote_in_two_terms_is_one_request(figure: Measure) -> None:
    requests = """
        request_key  student  contact_key  is_shared  nth_term
        1            1        1            true       1
        1            2        1            true       0
        2            3        1            false      1
    """
    assert said(only(figure("contact_load", requests=requests))) == (2, 2, 3, 0)  # one in each term


def test_terms_are_told_apart_however_many_there_are(figure: Measure) -> None:
    requests = """
        student  contact_key  request_key  nth_term
        1        1            1            0
        2        1            2            63
        3        1            3            63
        4        1            4            64
        5        1            5            65
        6        1            6            65
        1        2            7            64
    """
    cell = only(figure("contact_load", requests=requests))
    assert said(cell) == (7, 5, 6, 0)  # contact 1 in terms 0, 63, 64 and 65; contact 2 in term 64 only
    # contacts as clusters: 6 requests in 4 terms, 1 in 1; R = 7/5, residuals 2/5 and −2/5
    assert cell.high is not None
    assert cell.high - 7 / 5 == pytest.approx(12.706 * math.sqrt(2 * 2 * (4 / 25)) / 5, rel=1e-4)


def test_the_ten_most_asked_take_their_share(figure: Measure) -> None:
    requests = [
        {"request_key": key, "student": key, "contact_key": contact}
        for key, contact in enumerate([*range(1, 12), 1, 1, 11], 1)
    ]
    event = [{"request_key": 99, "student": key, "contact_key": 1, "is_shared": True} for key in (98, 99)]
    cell = only(figure("contact_load_top_ten", requests=[*requests, *event]))
    assert said(cell) == (14, 15, 16, 0)  # of eleven contacts, one asked once is left out


def test_ten_contacts_or_fewer_take_all_and_one_event_asks_once(figure: Measure) -> None:
    requests = """
        student  contact_key  request_key  is_shared
        1        7            1            false
        2        8            2            false
        1        9            3            true
        2        9            3            true
    """
    assert said(only(figure("contact_load_top_ten", requests=requests))) == (3, 3, 2, 0)


# -- skills ----------------------------------------------------------------------------------------


def test_each_skill_changes_by_itself(figure: Measure) -> None:
    changes = """
        student  topic          change
        1        networking     2
        2        networking     1
        1        communication  -1
        1        listening      0
        1        interviewing   3
        1        clarity        5
    """
    cells = by_category(figure("skill_change", survey_changes=changes))
    assert {skill: (cell.value, cell.people) for skill, cell in cells.items()} == {
        "networking": (1.5, 2),
        "communication": (-1, 1),
        "listening": (0, 1),
        "interviewing": (3, 1),
    }


def test_one_skill_alone_keeps_its_name(figure: Measure) -> None:
    result = figure("skill_change", survey_changes="student topic change\n1 listening 1")
    assert [cell.segment for cell in result.cells] == [{"skill": "listening"}]


def test_a_skill_asked_about_on_several_scales_is_told_apart(figure: Measure) -> None:
    changes = """
        student  topic       scale  change
        1        networking  1-5    1
        2        networking  0-10   3
        3        listening   1-5    1
    """
    cells = by_category(figure("skill_change", survey_changes=changes))
    assert {skill: cell.value for skill, cell in cells.items()} == {
        "networking, 1-5": 1,
        "networking, 0-10": 3,
        "listening": 1,
    }


# -- graduates -------------------------------------------------------------------------------------


def test_the_first_interview_comes_before_senior_year_or_later(figure: Measure) -> None:
    graduates = """
        student  degree_level  first_held_on  class_year  started_on
        1        bachelor      2024-06-30     2025        2025-06-30
        2        bachelor      2024-07-01     2025        2025-06-30
        3        bachelor      2022-01-01     2025        2025-06-30
        4        bachelor      -              2025        2025-06-30
        5        master        2022-01-01     2025        2025-06-30
        6        bachelor      2022-01-01     Unknown     -
    """
    assert said(only(figure("first_interview_timing", graduates=graduates))) == (2, 3, 3, 1)


def many(*groups: tuple[int, str, int, int]) -> list[dict[str, object]]:
    """(interviews, college, landed, seeking) -> that many graduates."""
    rows: list[dict[str, object]] = []
    for interviews, college, landed, seeking in groups:
        for group, people in (("employed", landed), ("seeking", seeking)):
            rows += [
                {"student": len(rows) + i, "nace_group": group, "college": college}
                | {"interviews_before_cutoff": interviews}
                for i in range(1, people + 1)
            ]
    return rows


def test_with_nothing_to_adjust_for_the_adjusted_rate_is_the_raw_one(figure: Measure) -> None:
    graduates = many((0, "Arts", 30, 70), (1, "Arts", 30, 30), (2, "Arts", 10, 30))
    cells = by_category(figure("outcome_by_interviews_adjusted", graduates=graduates))
    assert cells["0"].value == pytest.approx(0.3)
    assert cells["1-2"].value == pytest.approx(0.4)
    # one group, logit interval: logit(0.3) ± 1.96·√(1/30 + 1/70)
    step = 1.96 * math.sqrt(1 / 30 + 1 / 70)
    assert cells["0"].low == pytest.approx(1 / (1 + math.exp(-math.log(0.3 / 0.7) + step)), abs=1e-4)
    assert (cells["3-5"].value, cells["3-5"].people) == (None, 0)
    assert (cells["0"].people, cells["0"].numerator) == (100, None)


def test_a_difference_that_is_all_the_colleges_is_adjusted_away(figure: Measure) -> None:
    # in Arts one in five lands, in Law four in five, whatever the band; the band 1-2 is mostly Law
    graduates = many((0, "Arts", 40, 160), (0, "Law", 40, 10), (2, "Arts", 10, 40), (2, "Law", 160, 40))
    cells = by_category(figure("outcome_by_interviews_adjusted", graduates=graduates))
    assert cells["0"].value == pytest.approx(0.5)
    assert cells["1-2"].value == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("interviews", "band"), [(0, "0"), (1, "1-2"), (2, "1-2"), (3, "3-5"), (5, "3-5"), (6, "6+")]
)
def test_bands_of_the_adjusted_figure_are_those_of_the_raw_one(
    figure: Measure, interviews: int, band: str
) -> None:
    cells = by_category(figure("outcome_by_interviews_adjusted", graduates=many((interviews, "Arts", 3, 2))))
    assert {name: cell.people for name, cell in cells.items() if cell.people} == {band: 5}


def test_bands_levels_and_coefficients_too_small_for_a_model_are_not_shown(figure: Measure) -> None:
    nine = many((0, "Arts", 100, 100), (2, "Arts", 100, 9), (5, "Arts", 100, 100))
    cells = by_category(figure("outcome_by_interviews_adjusted", graduates=nine))
    assert {name: cell.value is not None for name, cell in cells.items()} == {
        "0": True,
        "1-2": False,
        "3-5": True,
        "6+": False,
    }


def test_ten_seeking_a_coefficient_or_no_figure(figure: Measure) -> None:
    two_bands_two_colleges = many(
        (0, "Arts", 20, 10), (0, "Law", 20, 4), (2, "Arts", 20, 5), (2, "Law", 20, 10)
    )
    cells = by_category(figure("outcome_by_interviews_adjusted", graduates=two_bands_two_colleges))
    assert [cell.value for cell in cells.values()] == [None] * 4  # 29 seeking, three coefficients


def test_the_adjusted_figure_leaves_out_as_the_raw_one_does(figure: Measure) -> None:
    graduates = """
        student  nace_group            is_left_out_of_cutoff
        1        employed              false
        2        service               false
        3        military              false
        4        continuing_education  false
        5        seeking               false
        6        not_seeking           false
        7        unknown               false
        8        employed              true
    """
    none = by_category(figure("outcome_by_interviews_adjusted", graduates=graduates))["0"]
    assert (none.people, none.unknown_count) == (5, 1)


def test_the_caveat_is_part_of_the_adjusted_figure(figure: Measure) -> None:
    result = figure("outcome_by_interviews", graduates=GRADUATES)
    adjusted = result.beside[0]
    assert "not what interviews cause" in " ".join(adjusted.metric.caveats)
    assert parts(adjusted) == {}


@pytest.mark.parametrize("metric", ["clarity_change_mix", "confidence_change_mix"])
def test_how_much_changed_is_told_in_four_parts(figure: Measure, metric: str) -> None:
    topic = metric.removesuffix("_change_mix")
    changes = f"""
        student  topic      change
        1        {topic}    -0.5
        2        {topic}    0
        3        {topic}    0.5
        4        {topic}    1.5
        5        {topic}    2
        5        listening  -3
    """
    result = figure(metric, survey_changes=changes)
    assert parts(result) == {"lower": 1, "same": 1, "higher": 2, "much_higher": 1}
    assert {cell.denominator for cell in result.cells} == {5}


def test_what_students_say_is_cut_by_interviews_held(figure: Measure) -> None:
    changes = """
        student  topic    change  interviews_held
        1        clarity  1       0
        2        clarity  2       1
        3        clarity  0       2
        4        clarity  3       3
        5        clarity  1       5
        6        clarity  4       6
    """
    cells = figure("clarity_change", Question(by=("interviews_held",)), survey_changes=changes).cells
    assert {cell.segment["interviews_held"]: (cell.value, cell.people) for cell in cells} == {
        "0": (1, 1),
        "1-2": (1, 2),
        "3-5": (2, 2),
        "6+": (4, 1),
    }


def test_a_share_of_people_has_nobody_below_the_line_where_nobody_wrote_it_down(figure: Measure) -> None:
    interviews = """
        student  industry
        1        Unknown
        2        Unknown
    """
    cells = figure("breadth_industries", interviews=interviews).cells
    assert {(cell.denominator, cell.unknown_count) for cell in cells} == {(0, 2)}
