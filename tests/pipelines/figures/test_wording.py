"""Numbers, dates and filters as people write them."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.figures import wording
from pipelines.figures.definitions import dimensions
from pipelines.figures.results import AggregateName, Metric, Question


def metric(unit: str, aggregate: AggregateName = "mean") -> Metric:
    texts = {name: name for name in ("id", "question", "numerator", "denominator", "chart", "sql")}
    return Metric(**texts, title="Response rate", aggregate=aggregate, unit=unit, of="thread", tier="core")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (wording.count(1234), "1,234"),
        (wording.count(-3), "−3"),
        (wording.number(2.5), "3"),  # half away from zero, not to even
        (wording.number(0.25, 1), "0.3"),
        (wording.number(-0.04, 1), "0.0"),
        (wording.percent(0.474), "47%"),
        (wording.percent(0.4745, 1), "47.5%"),
        (wording.percent(0), "0%"),
        (wording.percent(0.001), "under 1%"),
        (wording.percent(0.999), "over 99%"),
        (wording.percent(1), "100%"),
        (wording.percent_band(0.6, 0.7), "60–70%"),
        (wording.usd(52_400), "$52,400"),
        (wording.usd(-300), "−$300"),
        (wording.days(1), "1 day"),
        (wording.days(9), "9 days"),
        (wording.days(3.5), "3.5 days"),
        (wording.points(0.44), "+0.4 points"),
        (wording.points(-0.44), "−0.4 points"),
        (wording.points(0.01), "0.0 points"),
        (wording.percentage_points(0.114), "+11 percentage points"),
        (wording.percentage_points(-0.02), "−2 percentage points"),
        (wording.day(date(2026, 11, 3)), "Nov 3, 2026"),
        (wording.plural(1, "person", "people"), "1 person"),
        (wording.plural(1234, "student"), "1,234 students"),
        (wording.with_n("47%", 1214), "47% (n = 1,214)"),
        (wording.fewer_than(10), "Fewer than 10 students"),
        (wording.listed([]), ""),
        (wording.listed(["A", "B"]), "A and B"),
        (wording.listed(["A", "B", "C"], "or"), "A, B or C"),
    ],
)
def test_numbers_are_written_the_way_people_write_them(written: str, expected: str) -> None:
    assert written == expected


@pytest.mark.parametrize(
    ("unit", "aggregate", "value", "expected"),
    [
        ("percent", "rate", 0.474, "47%"),
        ("usd", "median", 52_000, "$52,000"),
        ("days", "wait", 9, "9 days"),
        ("points", "change", -0.4, "−0.4 points"),
        ("people per interview", "mean", 0.87, "0.9 people per interview"),
        ("contacts", "count", 1903, "1,903"),
    ],
)
def test_a_value_is_written_in_its_metrics_unit(
    unit: str, aggregate: AggregateName, value: float, expected: str
) -> None:
    assert wording.value(metric(unit, aggregate), value) == expected


def test_filters_are_spelled_out_value_by_value() -> None:
    where = (
        ("college", "Arts"),
        ("is_first_generation", "yes"),
        ("college", "Health"),
        ("channel", "alumni_network"),
    )
    assert wording.filters(where) == (
        "College: Arts or Health; First generation: First generation; How found: Alumni network"
    )
    assert wording.filters(()) == "Everyone"


def test_names_that_come_from_files_stay_as_they_are() -> None:
    assert wording.segment({"college": "school_of_law", "mode": "in_person"}) == "school_of_law, In person"
    assert wording.segment({}) == "All"


def test_a_day_names_its_year_only_where_it_is_another() -> None:
    day = date(2026, 11, 3)
    assert wording.short_day(day, date(2026, 1, 1)) == "Nov 3"
    assert wording.short_day(day, date(2027, 1, 1)) == "Nov 3, 2026"
    assert wording.long_day(day, date(2026, 12, 31)) == "November 3"
    assert wording.long_day(day, date(2025, 11, 3)) == "November 3, 2026"


def test_weeks_and_months_read_as_dates() -> None:
    assert wording.segment_value("week", "2026-03-02") == "Week of Mar 2, 2026"
    assert wording.segment_value("month", "2026-03") == "Mar 2026"
    assert wording.segment_value("month", "Unknown") == "Unknown"


def test_periods_read_as_their_ends() -> None:
    start, end = date(2026, 8, 1), date(2026, 11, 3)
    assert wording.period(start, end) == "Aug 1, 2026 to Nov 3, 2026"
    assert wording.period(start, None) == "Since Aug 1, 2026"
    assert wording.period(None, end) == "Until Nov 3, 2026"
    assert wording.question(Question(where=(("campus", "Main"),))) == "Campus: Main; All dates"


def test_cuts_read_as_words() -> None:
    assert wording.cut(["college", "is_first_generation"]) == "by college and first generation"
    assert wording.cut([]) == "without a breakdown"


def test_a_figure_reads_as_a_sentence() -> None:
    assert wording.statement(metric("percent"), "47%", {"college": "Arts"}) == "Response rate, Arts: 47%."
    assert wording.statement(metric("percent"), "47%") == "Response rate: 47%."
    assert wording.noun(metric("percent"), 1) == "contact"


def test_a_dimension_is_called_the_same_on_pages_and_in_refusals() -> None:
    assert wording.title("mode") == "Mode" == dimensions().by_name["mode"].title
    assert wording.title("second_touch") == "Wrote again"
    assert wording.title("generations") == "Generations"  # by its own words


def test_our_codes_are_spelled_out_and_the_offices_words_left_alone() -> None:
    assert wording.segment_value("channel", "family_or_friend") == "Family or friend"
    assert wording.segment_value("channel", "linkedin") == "LinkedIn"
    assert wording.segment_value("college", "arts_and_letters") == "arts_and_letters"
    assert (wording.spelled("mode", "email"), wording.spelled("mode", "video")) == ("E-mail", None)
    assert (wording.is_coded("channel"), wording.is_coded("college")) == (True, False)


@pytest.mark.parametrize(
    ("shown", "count", "said"),
    [
        ([], 0, ""),
        (["A"], 1, "A"),
        (["A", "B"], 2, "A, B"),
        (["A", "B"], 3, "A, B and 1 more"),
        (["A"], 2000, "A and 1,999 more"),
    ],
)
def test_some_of_many_say_how_many_are_left(shown: list[str], count: int, said: str) -> None:
    assert wording.and_more(shown, count) == said
    assert wording.and_more(["a", "b"], 3, "; ") == "a; b and 1 more"
