"""Every rule of the three views, one sentence each; then what must hold for any table at all."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.errors import DefinitionError, QuestionError
from pipelines.figures.blanks import Blank
from pipelines.figures.results import AggregateName, Cell, Metric, Of, Question, Released, Result, Side, View
from pipelines.release.disclosure import (
    Policy,
    check_question,
    notice,
    rate_band,
    release,
)
from tests.pipelines.release.tables import POLICY, labels, metric, published, table


def numbers(cell: Cell) -> tuple[object, ...]:
    return (
        cell.value,
        cell.numerator,
        cell.denominator,
        cell.people,
        cell.low,
        cell.high,
        cell.unknown_count,
    )


# -- people ----------------------------------------------------------------------------------------------


def test_nine_people_are_withheld_and_ten_are_shown() -> None:
    nine, ten = published("Arts 9 4 9\nBusiness 10 4 10").cells
    assert nine.is_withheld
    assert nine.label == "Fewer than 10 students"
    assert numbers(nine) == (None,) * 7
    assert not ten.is_withheld
    assert ten.people == 10


def test_nobody_looks_like_nine() -> None:
    none, nine = published("Arts 0 0 0\nBusiness 9 9 9").cells
    assert replace(none, segment={}) == replace(nine, segment={})


@pytest.mark.parametrize(
    ("people", "printed"), [(10, 10), (12, 10), (13, 15), (17, 15), (18, 20), (1233, 1235)]
)
def test_people_are_rounded_to_the_nearest_five(people: int, printed: int) -> None:
    assert published(f"Arts {people} 5 {people}").cells[0].people == printed


def test_k_can_be_set_from_five_to_thirty() -> None:
    assert labels(published("Arts 24 12 24\nHealth 25 12 25", policy=Policy(k=25))) == [
        "Fewer than 25 students",
        "40–50%",
    ]
    assert not published("Arts 5 1 5", policy=Policy(k=5)).cells[0].is_withheld
    assert [Policy(k=k).k for k in (5, 30)] == [5, 30]
    for k in (4, 31):
        with pytest.raises(DefinitionError, match=r"smallest group .* \(k\) must be from 5 to 30 students\."):
            Policy(k=k)


def test_where_the_number_of_people_is_not_known_nothing_is_shown() -> None:
    result = Result(metric(), Question(), (Cell({}, 0.5, 50, 100, None),), "b", None)
    assert numbers(release(result, "publishable").cells[0]) == (None,) * 7


# -- events ----------------------------------------------------------------------------------------------

CONTACTS = metric("count", "contacts", "thread")


def test_events_of_ten_people_are_rounded_and_of_nine_withheld() -> None:
    few, enough = published("Arts 9 903 0\nHealth 10 903 0", CONTACTS).cells
    assert few.is_withheld
    assert (enough.value, enough.numerator, enough.people, enough.label) == (905, None, 10, "905")


def test_an_average_is_not_shown_beside_the_count_of_its_events() -> None:
    average = table("Arts 40 60 40\nHealth 9 9 9", metric("mean", "people per interview", "interview"))
    counted, apart = table("Arts 40 903 0\nHealth 9 9 0", CONTACTS), replace(average, beside=())
    first = release(replace(counted, beside=(apart,)), "publishable")
    assert first.cells[0].value == 905
    assert first.beside[0].cells[0].is_withheld
    second = release(replace(average, beside=(counted,)), "publishable")
    assert second.cells[0].value == 1.5
    assert second.beside[0].cells[0].is_withheld


def test_a_count_of_people_stands_beside_an_average_and_a_rate_of_people_keeps_its_number() -> None:
    """The average and how many people there are give no total of anything that a few of them have."""
    average = table("Arts 40 90 40", metric("mean", "people per interview", "interview"))
    people = table("Arts 40 40 0", metric("count", "students"))
    rate = table("Arts 40 20 40")
    shown = release(replace(average, beside=(people, rate)), "publishable")
    assert [figure.cells[0].label for figure in shown.beside] == ["40", "50–55%"]
    assert shown.beside[1].cells[0].denominator == 40


def test_a_rate_beside_an_average_loses_its_count_of_events() -> None:
    average = table("Arts 40 60 50", metric("mean", "people per interview", "interview"))
    rate = table("Arts 40 30 50", metric("rate", "percent", "interview"))
    assert release(rate, "publishable").cells[0].denominator == 50
    together = release(replace(average, beside=(rate,)), "publishable").beside[0].cells[0]
    assert (together.denominator, together.label) == (None, "60–65%")


# -- rates -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("numerator", "n", "label"),
    [
        # 10 to 19 people: bands of 20 points
        (0, 10, "0–20%"),
        (2, 10, "0–20%"),  # an edge belongs to the band farther from 50
        (3, 10, "20–40%"),
        (4, 10, "20–40%"),
        (5, 10, "40–60%"),
        (6, 10, "60–80%"),
        (8, 10, "80–100%"),
        (19, 19, "80–100%"),
        # 20 to 39: of 10, the ends coded
        (2, 20, "≤10%"),
        (3, 20, "10–20%"),
        (10, 20, "50–60%"),  # 50 belongs to the upper one
        (12, 20, "60–70%"),
        (18, 20, "≥90%"),
        (39, 39, "≥90%"),
        # 40 to 99: of 5
        (2, 40, "≤5%"),
        (4, 40, "5–10%"),
        (20, 40, "50–55%"),
        (38, 40, "≥95%"),
        (99, 99, "≥95%"),
        # 100 to 299: whole per cents
        (0, 100, "≤2%"),
        (2, 100, "≤2%"),
        (3, 100, "3%"),
        (47, 100, "47%"),
        (97, 100, "97%"),
        (98, 100, "≥98%"),
        (93, 200, "46%"),  # 46.5: farther from 50
        (107, 200, "54%"),  # 53.5
        (99, 200, "49%"),  # 49.5
        (101, 200, "51%"),  # 50.5
        (5, 299, "≤2%"),
        # from 300 on
        (3, 300, "≤1%"),
        (6, 300, "2%"),
        (294, 300, "98%"),
        (297, 300, "≥99%"),
    ],
)
def test_rates_are_told_as_bands_by_people(numerator: int, n: int, label: str) -> None:
    cell = published(f"Arts {n} {numerator} {n}").cells[0]
    assert cell.label == label
    assert cell.numerator is None
    assert (cell.value is None) == (cell.band is not None)
    assert (cell.low, cell.high) == (cell.band or (None, None))


@pytest.mark.parametrize(
    ("numerator", "n", "band", "value"),
    [
        (2, 10, (0.0, 0.2), None),
        (8, 10, (0.8, 1.0), None),
        (2, 20, (0.0, 0.1), None),
        (18, 20, (0.9, 1.0), None),
        (3, 40, (0.05, 0.1), None),
        (2, 100, (0.0, 0.025), None),  # up to two and a half per cent is told as two or less
        (3, 100, (0.025, 0.035), 0.03),
        (97, 100, (0.965, 0.975), 0.97),
        (98, 100, (0.975, 1.0), None),
        (3, 300, (0.0, 0.015), None),
        (297, 300, (0.985, 1.0), None),
        (1, 5, (0.0, 0.2), None),  # where an office sets k to five, fewer than ten are told as ten are
    ],
)
def test_what_is_told_of_a_rate_lies_between_two_ends(
    numerator: int, n: int, band: tuple[float, float], value: float | None
) -> None:
    told, ends, _ = rate_band(Fraction(numerator, n), n, POLICY)
    assert (told, ends) == (value, band)


def test_a_whole_per_cent_is_a_value_and_a_band_is_not() -> None:
    whole, band = published("Arts 214 100 214\nHealth 22 13 22").cells
    assert (whole.value, whole.band, whole.label) == (0.47, None, "47%")
    assert (band.value, band.band, band.label) == (
        None,
        (0.5, 0.6),
        "50–60%",
    )  # not 75 %, as 15 of 20 would be


def test_the_band_of_a_rate_over_events_goes_by_people_not_by_events() -> None:
    cell = published("Arts 12 300 500", metric("rate", "percent", "thread")).cells[0]
    assert (cell.label, cell.denominator, cell.people) == ("60–80%", 500, 10)


def test_shares_are_told_like_rates_and_never_how_many_are_in_a_category() -> None:
    figure = metric("share", "percent", "student", category="interviews", categories=("0", "1", "2+"))
    shown = published("0 26 26 480\n2+ 3 3 480", figure, by=("interviews",))
    assert [(c.segment["interviews"], c.label, c.people, c.numerator) for c in shown.cells] == [
        ("0", "5%", 480, None),
        ("1", "≤1%", 480, None),  # nobody at all: a share of 0, not a small group
        ("2+", "≤1%", 480, None),
    ]


def test_a_share_of_fewer_than_ten_people_is_withheld_whole() -> None:
    figure = metric("share", "percent", "student", category="interviews", categories=("0", "1"))
    assert all(cell.is_withheld for cell in published("0 5 5 9\n1 4 4 9", figure, by=("interviews",)).cells)


# -- means, ratios, changes ------------------------------------------------------------------------------

YIELD = metric("mean", "people per interview", "interview")


def test_a_mean_has_one_decimal_and_neither_total_nor_count_of_events() -> None:
    cell = published("Arts 42 61 70", YIELD).cells[0]
    assert numbers(cell) == (0.9, None, None, 40, None, None, None)
    assert cell.label == "0.9 people per interview"


def test_a_mean_over_students_tells_how_many_they_are() -> None:
    cell = published("Arts 42 61 42", metric("mean", "interviews", "student")).cells[0]
    assert (cell.value, cell.denominator, cell.people) == (1.5, 40, 40)


@pytest.mark.parametrize(("largest", "is_withheld"), [(0.25, False), (0.26, True), (None, True)])
def test_an_average_mostly_from_one_person_is_withheld(largest: float | None, is_withheld: bool) -> None:
    result = table("Arts 42 61 70", YIELD)
    result = replace(result, cells=(replace(result.cells[0], largest_share=largest),))
    assert release(result, "publishable").cells[0].is_withheld is is_withheld


def test_a_mean_of_nothing_would_say_that_everybody_has_nothing() -> None:
    assert published("Arts 42 0 70", YIELD).cells[0].is_withheld


def test_a_ratio_needs_ten_people_on_both_sides() -> None:
    result = table("Arts 42 61 70", metric("ratio", "contacts per interview", "thread"))
    few = replace(result, cells=(replace(result.cells[0], people_in_numerator=9),))
    assert release(few, "publishable").cells[0].label == "Fewer than 10 students"
    assert release(result, "publishable").cells[0].value == 0.9


def test_a_change_of_ten_people_is_shown_with_its_sign_and_of_nine_withheld() -> None:
    figure = metric("change", "points", "response")
    few, enough = published("Arts 9 4 9\nHealth 10 4 10", figure).cells
    assert few.is_withheld
    assert (enough.value, enough.label) == (0.4, "+0.4 points")


# -- differences, load, adjusted rates ---------------------------------------------------------------------

GAP = metric("difference", "percentage points", "student")


def gap(first: Side, second: Side, view: View = "publishable") -> Cell:
    value = first.numerator / first.denominator - second.numerator / second.denominator
    people = min(first.people, second.people)
    cell = Cell({"college": "Arts"}, value, None, None, people, -0.3, 0.3, sides=(first, second))
    result = Result(GAP, Question(by=("college",)), (cell,), "b", None)
    return release(result, view).cells[0]


def test_a_difference_of_large_groups_is_told_in_whole_points_and_nothing_else_is() -> None:
    told = gap(Side(59, 100, 100, 100), Side(141, 300, 300, 120))
    assert (told.label, told.value, told.people) == ("+12 percentage points", 0.12, 100)
    assert (told.low, told.high, told.sides, told.numerator) == (None, None, None, None)


def test_a_difference_in_points_is_not_that_of_two_rounded_rates() -> None:
    # 59.4% less 46.6%, which are told as 59% and 47%, is 12.8 points
    assert gap(Side(594, 1000, 1000, 1000), Side(466, 1000, 1000, 1000)).label == "+13 percentage points"


def test_where_there_are_too_few_for_a_model_the_figure_says_so() -> None:
    cell = Cell({}, None, None, 35.0, 35)
    result = Result(metric("adjusted", of="graduate"), Question(), (cell,), "b", None)
    assert release(result, "working").cells[0].written == "Too few to adjust"
    assert release(result, "publishable").cells[0].label == "Too few to adjust"


def test_a_difference_says_no_more_than_the_bands_of_its_two_rates() -> None:
    # 40–60% of ten people, and 47% of three hundred: from 46.5 to 47.5%
    told = gap(Side(5, 10, 10, 10), Side(141, 300, 300, 120))
    assert (told.value, told.label) == (None, "−8 to +14 percentage points")
    assert told.band == pytest.approx((0.40 - 0.475, 0.60 - 0.465))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (Side(4, 9, 9, 9), Side(141, 300, 300, 120)),
        (Side(59, 100, 100, 100), Side(4, 9, 9, 9)),
        (Side(59, 100, 100, 100), Side(141, 300, 300, 9)),
        (Side(59, 100, 100, 100), Side(141, 300, 300, 0)),
    ],
)
def test_a_difference_needs_ten_people_in_every_group_that_goes_into_it(first: Side, second: Side) -> None:
    told = gap(first, second)
    assert (told.is_withheld, told.label) == (True, "Fewer than 10 students")


def test_a_difference_is_exact_for_staff_with_both_groups_beside_it() -> None:
    told = gap(Side(4, 10, 9, 9), Side(141, 300, 300, 3), "working")
    assert told.label == "−7 percentage points (n = 9 and 300)"
    few = gap(Side(4, 9, 9, 9), Side(141, 300, 300, 3), "working")
    assert (few.value, few.blank, few.label) == (None, Blank.DOES_NOT_APPLY, "Too few to compare: 9 and 300")
    assert gap(Side(2, 4, 4, 4), Side(141, 300, 300, 3), "internal").is_withheld


def test_the_load_on_contacts_is_an_average_and_the_share_to_the_ten_a_rate() -> None:
    load = metric("load", "requests per contact and term", "request")
    few, enough = published("Arts 9 20 10\nHealth 10 25 10", load).cells
    assert few.is_withheld
    assert (enough.label, enough.denominator) == ("2.5 requests per contact and term", None)
    top = metric("concentration", of="request")
    assert published("Arts 12 5 10", top).cells[0].label == "40–60%"


def test_an_adjusted_rate_is_told_as_a_band_by_the_people_of_its_group() -> None:
    cells = (Cell({}, 0.613, None, 35.0, 35, 0.4, 0.8), Cell({}, 0.613, None, 9.0, 9, 0.4, 0.8))
    result = Result(metric("adjusted", of="graduate"), Question(), cells, "b", None)
    enough = release(replace(result, cells=cells[:1]), "publishable").cells[0]
    assert (enough.label, enough.value) == ("60–70%", None)
    assert release(replace(result, cells=cells[1:]), "publishable").cells[0].is_withheld


# -- money and days --------------------------------------------------------------------------------------


def waiting(n: int, **more: object) -> Cell:
    cell = Cell({}, 9.0, None, float(n), n, 8, 11, 2, quartiles=(4.0, 21.0), **more)  # type: ignore[arg-type]
    result = Result(metric("wait", "days", "thread"), Question(), (cell,), "b", None)
    return release(result, "publishable").cells[0]


def test_dollars_are_rounded_to_the_nearest_thousand() -> None:
    cell = Cell({}, 52_400.0, None, 44.0, 44, 50_000, 56_000, 9, quartiles=(47_499.0, 61_500.0))
    result = Result(metric("median", "usd", "graduate"), Question(), (cell,), "b", None)
    shown = release(result, "publishable").cells[0]
    assert numbers(shown) == (52_000, None, 45, 45, None, None, None)
    assert (shown.quartiles, shown.label) == ((47_000, 62_000), "$52,000")


@pytest.mark.parametrize(
    ("n", "median", "quartiles"), [(9, None, None), (10, 9, None), (19, 9, None), (20, 9, (4, 21))]
)
def test_a_median_needs_ten_people_and_quartiles_twenty(n: int, median: object, quartiles: object) -> None:
    assert (waiting(n).value, waiting(n).quartiles) == (median, quartiles)


def test_a_median_fewer_than_half_reach_says_so() -> None:
    cell = Cell({}, None, None, 40.0, 40)
    result = Result(metric("wait", "days", "thread"), Question(), (cell,), "b", None)
    assert release(result, "publishable").cells[0].label == "Not reached"


def test_a_waiting_curve_ends_where_fewer_than_ten_still_wait() -> None:
    shown = waiting(250, curve=((3, 0.214), (7, 0.452), (14, 0.9), (30, 0.96)), at_risk=(250, 120, 30, 9))
    assert shown.curve == ((3, 0.21), (7, 0.45))
    assert shown.curve_bands == ((3, 0.205, 0.215), (7, 0.445, 0.455), (14, 0.9, 1.0))
    assert waiting(250, curve=((3, 0.2),)).curve_bands == ()  # how many still wait is not known


def test_a_waiting_curve_of_few_has_the_days_every_figure_tells_and_no_others() -> None:
    """Told day by day, bands of a few people would say on which day the third of them got there."""
    days = {"curve": ((2, 0.1), (3, 0.19), (5, 0.3), (7, 0.4), (9, 0.6), (14, 0.9)), "at_risk": (49,) * 6}
    assert [day for day, _, _ in waiting(49, **days).curve_bands] == [3, 7, 14]
    assert [day for day, _, _ in waiting(50, **days).curve_bands] == [2, 3, 5, 7, 9, 14]


def test_a_day_on_which_what_is_told_stays_the_same_is_not_told() -> None:
    days = {"curve": ((3, 0.21), (4, 0.22), (5, 0.23), (6, 0.26), (7, 0.27)), "at_risk": (60,) * 5}
    assert waiting(60, **days).curve_bands == ((3, 0.2, 0.25), (6, 0.25, 0.3), (7, 0.25, 0.3))


# -- cuts ------------------------------------------------------------------------------------------------


def where(*names: str) -> tuple[tuple[str, str], ...]:
    return tuple((name, "x") for name in names)


@pytest.mark.parametrize(
    "question",
    [
        Question(where=where("campus", "college", "major", "class_year")),
        Question(by=("campus", "college", "major")),
        Question(by=("gender", "race_ethnicity")),
        Question(by=("gender",), where=where("is_first_generation")),
        Question(where=where("is_transfer", "is_international")),
        Question(by=("advisor",)),
        Question(where=where("advisor")),
        Question(by=("week", "weekday")),
        Question(by=("weekday",), where=where("week")),
    ],
)
def test_cuts_that_would_point_at_people_are_refused_with_a_sentence(question: Question) -> None:
    with pytest.raises(QuestionError) as refused:
        check_question(question, "publishable")
    assert refused.value.message.endswith(".")
    assert refused.value.exit_code == 2
    with pytest.raises(QuestionError):
        release(Result(metric(), question, (), "b", None), "publishable")
    check_question(question, "working")


ONE_AT_A_TIME = (
    "A publishable figure uses only one of these at a time: {}. Together they would point at single students."
)
SEVERAL_VALUES = (
    "A publishable figure is filtered by one value of each kind, and this one by {} of {}: several at once would give "
    "small groups away. Choose one of them, or break the figure down by {}."
)


@pytest.mark.parametrize(
    ("question", "view", "says"),
    [
        (Question(by=("advisor",)), "publishable",
         "Figures by advisor are for staff only; they are never published."),
        (Question(where=where("advisor")), "internal",
         "Figures by advisor are for staff only; they are never part of an internal report."),
        (Question(by=("campus", "college", "major")), "publishable",
         "A publishable figure has at most 2 breakdowns."),
        (Question(where=where("campus", "college", "major", "class_year", "term")), "publishable",
         "A publishable figure has at most 3 filters besides dates."),
        (Question(by=("week", "weekday")), "publishable",
         "Exact days are never published. Weekdays of a month or term can be."),
        (Question(by=("gender",), where=where("race_ethnicity")), "publishable",
         ONE_AT_A_TIME.format("race/ethnicity and gender")),
        (Question(by=("gender",), where=where("is_transfer", "is_international")), "publishable",
         ONE_AT_A_TIME.format("gender, international and transfer")),
        (Question(where=(("college", "Arts"), ("college", "Law"))), "publishable",
         SEVERAL_VALUES.format(2, "college", "college")),
        (Question(where=(*where("campus"), *(("major", name) for name in "abc"))), "publishable",
         SEVERAL_VALUES.format(3, "major", "major")),
    ],
)  # fmt: skip
def test_a_refusal_says_what_may_not_be_and_what_may(question: Question, view: View, says: str) -> None:
    with pytest.raises(QuestionError) as refused:
        check_question(question, view)
    assert refused.value.message == says


@pytest.mark.parametrize(
    "question",
    [
        Question(by=("college", "gender"), where=where("campus", "major", "class_year", "term", "month")),
        Question(where=(("college", "Arts"), ("college", "Arts"), ("campus", "Main"), ("gender", "Woman"))),
        Question(by=("gender",), where=where("gender")),
        Question(by=("month", "weekday")),
    ],
)
def test_three_filters_besides_time_and_one_personal_dimension_are_fine(question: Question) -> None:
    check_question(question, "publishable")


SEVERAL = [
    (("college", "Arts"), ("college", "Law")),
    (("gender", "Woman"), ("campus", "Main"), ("gender", "Man")),
    (("term", "2026 Fall"), ("term", "2026 Spring")),
    (
        ("class_year", "2024"),
        ("class_year", "2025"),
        ("class_year", "2026"),
    ),  # our own pool, asked for by hand
    (("college", "Arts"), ("college", "arts")),
    (("major", "Art"), ("major", "Unknown")),
]


@pytest.mark.parametrize("where", SEVERAL)
def test_a_filter_has_one_value(where: tuple[tuple[str, str], ...]) -> None:
    """Several at once are a pool of the reader's own, and two such pools differ by whoever she likes."""
    with pytest.raises(
        QuestionError, match=r"filtered by one value of each kind.*break the figure down by"
    ) as refused:
        check_question(Question(where=where), "publishable")
    assert not any(value in refused.value.message for _, value in where)
    check_question(Question(where=where), "internal")
    check_question(Question(where=where), "working")


def test_a_pool_that_the_product_makes_may_stand_in_a_filter_and_no_other() -> None:
    classes = ("2024", "2025", "2026")
    question = Question(where=tuple(("class_year", year) for year in classes))
    result = replace(table("x 40 20 40"), question=question, pools={"2024–2026": classes})
    assert release(result, "publishable").cells
    for pools in ({}, {"2025–2026": classes[1:]}, {"2023–2026": ("2023", *classes)}):
        with pytest.raises(QuestionError):
            release(replace(result, pools=pools), "publishable")


@pytest.mark.parametrize(
    ("asked", "note"),
    [
        (Question(), "Fewer than 10 students."),
        (Question(where=where("campus")), "Fewer than 10 students. Try fewer filters or a longer period."),
        (Question(since=date(2026, 3, 1)), "Fewer than 10 students. Try fewer filters or a longer period."),
        (Question(until=date(2026, 3, 1)), "Fewer than 10 students. Try fewer filters or a longer period."),
    ],
)
def test_a_blank_of_few_says_what_may_help(asked: Question, note: str) -> None:
    few = Result(metric(), asked, (Cell({}, 0.5, 2, 4, 4),), "b", None)
    assert release(few, "publishable").notes == (note,)
    assert release(replace(few, cells=(Cell({}, 0.5, 20, 40, 40),)), "publishable").notes == ()


@pytest.mark.parametrize(
    ("figure", "told"),
    [
        (metric(), 0.123),
        (metric("difference", "percentage points", categories_are="sides"), 0.123),
        (metric("mean", "people per interview", "interview"), 0.12345),
    ],
    ids=["rate", "points", "mean"],
)
def test_internally_rates_are_told_to_a_tenth_of_a_per_cent_and_all_else_as_it_is(
    figure: Metric, told: float
) -> None:
    cell = Cell({}, 0.12345, None, 80, 80, low=0.12345, high=0.12345)
    (shown,) = release(Result(figure, Question(), (cell,), "b", None), "internal").cells
    assert (shown.value, shown.low, shown.high) == (told, told, told)


def test_internal_reports_are_not_cut_by_advisor() -> None:
    with pytest.raises(QuestionError):
        check_question(Question(by=("advisor",)), "internal")
    check_question(Question(by=("gender", "race_ethnicity")), "internal")


# -- notes, blanks, pools --------------------------------------------------------------------------------


def test_notes_that_count_are_left_out_of_what_is_published() -> None:
    notes = ("Preliminary, expected graduates.", "3 students left out.")
    assert published("Arts 40 20 40", notes=notes).notes == notes[:1]


def test_a_blank_names_a_cut_that_works() -> None:
    by = ("industry", "mode")
    crossed = published(
        "Arts video 40 20 40\nArts phone 9 1 9\nHealth video 30 10 30\nHealth phone 4 1 4", by=by
    )
    assert crossed.notes == ("Fewer than 10 students. Try it by industry.",)
    assert published("Arts 40 20 40\nHealth 9 1 9").notes == (
        "Fewer than 10 students. Try it without a breakdown.",
    )
    assert published("Arts 40 20 40").notes == ()


# -- internal and working --------------------------------------------------------------------------------


def test_internal_hides_a_small_group_with_the_next_smallest_one() -> None:
    shown = release(table("Arts 40 20 40\nHealth 3 1 3\nLaw 0 0 0\nMusic 12 6 12"), "internal")
    assert [cell.is_withheld for cell in shown.cells] == [False, True, False, True]
    assert (
        labels(shown)[1] == labels(shown)[3] == "Hidden: a group of fewer than 5, or what would give one away"
    )
    assert numbers(shown.cells[3]) == (None,) * 7


def test_internal_shows_nobody_as_nobody_and_rates_to_one_decimal() -> None:
    shown = release(table("Arts 42 19 42\nLaw 0 0 0"), "internal").cells
    assert (shown[0].value, shown[0].numerator, shown[0].label) == (0.452, 19, "45.2% (n = 42)")
    assert (shown[1].people, shown[1].is_withheld) == (0, False)


def test_internal_notes_do_not_count_one_to_four() -> None:
    notes = ("3 students left out.", "14 students left out.", "2,004 students.")
    assert release(table("Arts 40 20 40", notes=notes), "internal").notes == notes[1:]


def test_working_is_exact_and_says_how_many() -> None:
    result = table("Arts 12 4 12\nLaw 0 0 0", notes=("3 students left out.",))
    shown = release(result, "working")
    assert shown.cells[0] == replace(result.cells[0], label="33% (n = 12)", written="33%")
    assert (shown.cells[1].blank, labels(shown)[1]) == (
        Blank.NOT_RECORDED,
        "Not recorded",
    )  # of three, all unknown
    assert shown.notes == result.notes


def test_every_view_has_a_sentence_for_the_face_of_an_export() -> None:
    assert notice("working") == "Contains confidential student and contact records."
    assert notice("internal") == "Internal, not for publication."
    assert notice("publishable", Policy(k=15)) == (
        "Publishable: groups of fewer than 15 students withheld, counts rounded, rates in bands."
    )
    assert notice("publishable", is_official=True).endswith("counts rounded, official rates to one decimal.")


# -- for any table at all --------------------------------------------------------------------------------

AGGREGATES: list[AggregateName] = [
    *("count", "rate", "mean", "ratio", "median", "share", "change", "wait"),
    *("load", "concentration", "adjusted"),
]
PERCENT = ("rate", "share", "concentration", "adjusted")
COLLEGES = ("Arts", "Business", "Health", "Law")


@st.composite
def any_result(draw: st.DrawFn) -> Result:
    aggregate = draw(st.sampled_from(AGGREGATES))
    of: Of = draw(st.sampled_from(["student", "thread"]))
    units = {"median": "usd", "wait": "days", **dict.fromkeys(PERCENT, "percent")}
    unit = units.get(aggregate, "things")
    axis = "channel" if aggregate == "share" else "college"
    figure = metric(aggregate, unit, of, category="channel" if aggregate == "share" else "")
    whole = draw(st.integers(0, 400))
    cells = []
    for name in draw(st.permutations(COLLEGES)):
        people = draw(st.one_of(st.integers(0, 25), st.integers(0, 400)))
        events = people if of == "student" else people * draw(st.integers(1, 4))
        if aggregate == "share":
            cells.append(
                Cell({axis: name}, None, float(min(people, whole)), float(whole), min(people, whole))
            )
            continue
        part = draw(st.integers(0, events))
        value = part / events if events else None
        cells.append(
            Cell(
                {axis: name},
                float(events) if aggregate == "count" else value,
                float(part),
                float(events),
                people,
                unknown_count=draw(st.integers(0, 9)),
                largest_share=draw(st.sampled_from([0.01, 0.25, 0.5])),
                people_in_numerator=people,
            )
        )
    by = () if aggregate == "share" else (axis,)
    return Result(figure, Question(by=by), tuple(cells), "b", None, domains={axis: COLLEGES})


def written(released: Released) -> str:
    return json.dumps(asdict(released), default=str)


@given(any_result())
@settings(max_examples=150)
def test_no_exact_count_is_ever_published(result: Result) -> None:
    exact = {tuple(cell.segment.items()): cell for cell in result.cells}
    for cell in release(result, "publishable").cells:
        truth = exact[tuple(cell.segment.items())]
        assert cell.numerator is None
        assert cell.unknown_count is None
        assert all(count is None or count % 5 == 0 for count in (cell.people, cell.denominator))
        if result.metric.aggregate == "count" and cell.value is not None:
            assert cell.value % 5 == 0
        if cell.band is not None and truth.denominator:
            assert cell.value is None
            assert cell.band[0] <= truth.numerator / truth.denominator <= cell.band[1]
        if cell.is_withheld:
            assert numbers(cell) == (None,) * 7
            assert (cell.band, cell.quartiles, cell.curve, cell.curve_bands) == (None, None, (), ())


@given(any_result(), st.data())
@settings(max_examples=150)
def test_swapping_a_hidden_group_for_another_changes_no_byte(result: Result, data: st.DataObject) -> None:
    if result.metric.aggregate == "share":
        return
    cells = []
    for cell in result.cells:
        if cell.people is not None and cell.people < 10:
            n = data.draw(st.integers(0, 9))
            y = data.draw(st.integers(0, n))
            other = Cell(cell.segment, y / n if n else None, float(y), float(n), n, largest_share=0.1)
            if n or data.draw(st.booleans()):  # nobody may also mean: no cell at all
                cells.append(other)
        else:
            cells.append(cell)
    swapped = replace(result, cells=tuple(data.draw(st.permutations(cells))))
    assert written(release(result, "publishable")) == written(release(swapped, "publishable"))


def gaps(groups: dict[str, tuple[int, int]]) -> str:
    """All that is published of the gaps between groups of (how many have it, people)."""
    cells = []
    for name, (having, people) in groups.items():
        rest = [one for other, one in groups.items() if other != name]
        sides = (
            Side(having, people, people, people),
            Side(*(sum(one[i] for one in rest) for i in (0, 1, 1)), min(one[1] for one in rest)),
        )
        fewest = min(side.people for side in sides)
        rates = [side.numerator / side.denominator if side.denominator else None for side in sides]
        value = rates[0] - rates[1] if None not in rates else None  # type: ignore[operator]
        cells.append(Cell({"college": name}, value, None, None, fewest, sides=sides if fewest else None))
    domains = {"college": COLLEGES}
    return written(
        release(
            Result(GAP, Question(by=("college",)), tuple(cells), "b", None, domains=domains), "publishable"
        )
    )


@given(st.data())
@settings(max_examples=100)
def test_a_gap_tells_nothing_of_a_group_too_small_to_show(data: st.DataObject) -> None:
    def drawn(least: int, most: int) -> tuple[int, int]:
        people = data.draw(st.integers(least, most))
        return data.draw(st.integers(0, people)), people

    groups = {name: drawn(10, 300) for name in COLLEGES[1:]}
    assert gaps({COLLEGES[0]: drawn(0, 9), **groups}) == gaps({COLLEGES[0]: drawn(0, 9), **groups})


@given(st.integers(10, 600), st.data())
@settings(max_examples=200)
def test_bands_hold_their_rate_and_rise_with_it(n: int, data: st.DataObject) -> None:
    less, more = sorted(data.draw(st.tuples(st.integers(0, n), st.integers(0, n))))
    (_, low_band, _), (_, high_band, _) = (rate_band(Fraction(y, n), n, POLICY) for y in (less, more))
    assert low_band[0] <= less / n <= low_band[1]
    assert low_band[0] <= high_band[0]
    assert low_band[1] <= high_band[1]


@given(st.integers(10, 600), st.data())
@settings(max_examples=100)
def test_a_rate_and_its_opposite_are_told_alike_except_at_fifty(n: int, data: st.DataObject) -> None:
    y = data.draw(st.integers(0, n).filter(lambda y: 2 * y != n))
    (_, (low, high), _), (_, (opposite_low, opposite_high), _) = (
        rate_band(Fraction(part, n), n, POLICY) for part in (y, n - y)
    )
    assert (low, high) == pytest.approx((1 - opposite_high, 1 - opposite_low))


# -- what an average and a middle value carry ------------------------------------------------------------------


def released_cell(figure: Metric, cell: Cell) -> Cell:
    return release(Result(figure, Question(), (cell,), "b", None), "publishable", POLICY).cells[0]


@pytest.mark.parametrize(
    ("aggregate", "of", "denominator"),
    [
        ("mean", "student", 40),
        ("change", "response", 40),
        ("mean", "interview", None),
        ("ratio", "student", None),
    ],
)
def test_only_a_mean_of_people_tells_over_how_many_it_is(
    aggregate: AggregateName, of: Of, denominator: int | None
) -> None:
    cell = Cell({}, 1.26, 50, 42, 42, largest_share=0.1, people_in_numerator=30)
    shown = released_cell(metric(aggregate, "people", of), cell)
    assert (shown.value, shown.numerator, shown.denominator, shown.people) == (1.3, None, denominator, 40)


@pytest.mark.parametrize(("largest", "is_withheld"), [(0.25, False), (0.2501, True), (None, True)])
def test_just_a_quarter_from_one_person_is_shown(largest: float | None, is_withheld: bool) -> None:
    cell = Cell({}, 1.2, 50, 42, 42, largest_share=largest, people_in_numerator=30)
    assert released_cell(metric("mean", "people", "interview"), cell).is_withheld == is_withheld


@pytest.mark.parametrize(
    ("unit", "value", "shown"),
    [("days", 3.4, 3.0), ("days", 3.5, 4.0), ("points", 3.44, 3.4), ("usd", 52_499.0, 52_000.0)],
)
def test_middle_values_are_rounded_as_their_unit_is(unit: str, value: float, shown: float) -> None:
    cell = Cell({}, value, None, 42.0, 42, quartiles=(value, None))
    told = released_cell(metric("median", unit, "interview"), cell)
    assert (told.value, told.quartiles) == (shown, (shown, None))


def test_a_count_of_nothing_known_and_an_average_of_nothing_known_say_so() -> None:
    for aggregate in ("count", "mean"):
        told = released_cell(metric(aggregate, "people", "interview"), Cell({}, None, None, None, 40))
        assert (told.is_withheld, told.label) == (True, "No data in this period")
    gap_ = released_cell(metric("difference", "percentage points"), Cell({}, None, None, None, 40))
    assert (gap_.is_withheld, gap_.label) == (True, "No data in this period")


def test_a_change_of_nothing_is_a_change_and_a_mean_of_nothing_is_not() -> None:
    cell = Cell({}, 0.0, 0, 42, 42, largest_share=0.1, people_in_numerator=30)
    assert released_cell(metric("change", "points", "response"), cell).label == "0.0 points"
    assert released_cell(metric("mean", "points", "response"), cell).is_withheld


def test_the_numbers_of_the_policy_are_those_that_docs_privacy_promises() -> None:
    policy = Policy()
    assert (policy.k, policy.rounding, policy.usd_rounding) == (10, 5, 1000)
    assert (policy.quartile_minimum, policy.tail_minimum, policy.official_minimum) == (20, 50, 100)
    assert (policy.internal_minimum, policy.largest_share) == (5, Fraction(1, 4))
    assert (policy.max_filters, policy.max_breakdowns) == (3, 2)
    bands = [(band.people, band.width, band.end) for band in policy.bands]
    assert bands == [(0, 20, 0), (20, 10, 10), (40, 5, 5), (100, 1, 2), (300, 1, 1)]
