"""The table of marks: what is read of a released cell, what is found in it, in which order it stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from dashboard.charts.marks import (
    NOTHING,
    Mark,
    axis_names,
    by_name,
    in_rank,
    is_ordered,
    marks_of,
    series_of,
    sits_last,
    with_ranges,
)
from pipelines.figures.blanks import Blank
from pipelines.figures.results import Cell
from tests.dashboard.charts import chart_samples as samples
from tests.dashboard.charts.chart_samples import MIX, RATE, VOLUME, band, cell, metric, released, withheld

LAW = {"college": "Law"}


def only(found: Cell, **more: Any) -> Mark:
    return marks_of(released(metric(**more), [found])).only


# -- one cell --------------------------------------------------------------------------------------


def test_a_value_has_its_interval_and_a_band_its_ends() -> None:
    exact = only(cell({}, 0.47, 214, low=0.42, high=0.52))
    assert (exact.value, exact.low, exact.high, exact.rank, exact.is_band) == (0.47, 0.42, 0.52, 0.47, False)
    told = only(band({}, 0.4, 0.5, 30))
    assert (told.value, told.low, told.high, told.is_band) == (None, 0.4, 0.5, True)
    assert told.rank == pytest.approx(0.45)


def test_a_withheld_cell_says_why_and_nothing_else() -> None:
    mark = only(withheld(LAW))
    assert (mark.value, mark.low, mark.high, mark.rank, mark.n) == (None, None, None, None, None)
    assert (mark.label, mark.words, mark.n_words) == ("<10", "Fewer than 10 students", "n <10")
    assert mark.is_withheld
    other = only(withheld(LAW, "Hidden: it would say too much"))
    assert (other.label, other.n_words) == ("hidden", "")
    assert only(withheld(LAW, "")).label == "hidden"


@pytest.mark.parametrize(
    ("found", "label"),
    [
        (cell({}, 0.5, 40), "50%"),
        (cell({}, 0.47, 214, label="47% (n = 214)"), "47%"),
        (Cell({}, 0.47, None, 214, 214, label="47% (n = 214)"), "47% (n = 214)"),
        (Cell({}, None, None, 0, 0), "no data"),
        (Cell({}, None, None, 0, 0, label="No data in this period", blank=Blank.NO_DATA), "no data"),
        (Cell({}, None, None, 0, 0, label="Too early to say", blank=Blank.TOO_EARLY), "too early"),
        (Cell({}, None, None, 0, 0, label="Too few for a median: 3", blank=Blank.DOES_NOT_APPLY), "n/a"),
        (Cell({}, None, 1, 4, 4, label="1 of 4", is_few=True), "1 of 4"),
        (Cell({}, None, 1, 30, 30, label="Not reached (n = 30)", written="Not reached"), "Not reached"),
        (Cell({}, None, None, 30, 30, band=(0.2, 0.4)), "20% to 40%"),
        (band({}, 0.2, 0.4, 30), "20–40%"),
    ],
)
def test_the_words_at_a_mark(found: Cell, label: str) -> None:
    assert only(found).label == label


def test_the_unit_that_the_axis_says_is_left_out() -> None:
    found = cell({}, 1.24, 530, label="1.2 people per interview (n = 530)")
    assert only(found, unit="people per interview", aggregate="mean").label == "1.2"
    assert only(cell({}, 1.0, 5, label="1 of 5"), unit="people").label == "1 of 5"


def test_the_full_words_are_the_cell_s_or_else_the_mark_s() -> None:
    assert only(cell({}, 0.47, 214, label="47% (n = 214)")).words == "47% (n = 214)"
    assert only(cell({}, 0.47, 214)).words == "47%"
    assert (NOTHING.words, NOTHING.written, NOTHING.n_words) == ("", "", "")
    assert only(Cell({}, 0.5, 1, 2, 2, written="50%", label="50% (n = 2)")).written == "50%"
    assert only(withheld(LAW)).written == "Fewer than 10 students"


def test_behind_a_mark_stand_the_items_or_else_the_people() -> None:
    assert only(Cell({}, 0.5, 20, 40, 30)).n == 40
    assert only(Cell({}, 0.5, 20, 40, 30)).n_words == "n = 40"
    assert only(Cell({}, 7.0, None, None, 30)).n == 30
    assert only(Cell({}, 0.5, 20, 40, 30)).numerator == 20
    assert only(Cell({}, 0.5, 20, 40, 30)).denominator == 40
    assert (NOTHING.numerator, NOTHING.denominator) == (None, None)


# -- a figure --------------------------------------------------------------------------------------


def test_a_share_comes_with_its_own_breakdown_last() -> None:
    rows = [cell({"college": "Law", "channel": "event"}, 0.4, 10)]
    marks = marks_of(released(MIX, rows, ("college",)))
    assert (marks.own, marks.dimensions, marks.breakdowns) == (
        "channel",
        ("college",),
        ("college", "channel"),
    )
    alone = marks_of(released(RATE, [cell(LAW, 0.4, 10)], ("college",)))
    assert (alone.own, alone.breakdowns) == ("", ("college",))
    without = marks_of(released(MIX, [cell(LAW, 0.4, 10)], ("college",)))
    assert without.own == ""
    assert marks_of(released(MIX, [])).own == "channel"


def test_what_nobody_asked_for_is_read_off_the_cells() -> None:
    marks = marks_of(released(MIX, [cell({"college": "Law", "channel": "event"}, 0.4, 10)]))
    assert marks.dimensions == ("college",)


def test_a_mark_is_found_by_its_segment_or_inside_it() -> None:
    rows = [cell({"college": "Law", "gender": g}, v, 10) for g, v in (("a", 0.1), ("b", 0.2))]
    marks = marks_of(released(RATE, rows, ("college", "gender")))
    assert marks.at({"college": "Law", "gender": "b"}).value == 0.2
    assert marks.at(LAW).value == 0.1
    assert marks.of(LAW) is NOTHING
    assert marks.of({"gender": "b", "college": "Law"}).value == 0.2
    assert marks.at({"college": "Arts"}) is NOTHING
    assert marks.only.value == 0.1
    assert marks_of(released(RATE, [])).only is NOTHING


def test_a_figure_that_is_not_cut_has_no_values_to_cut_by() -> None:
    assert marks_of(released(RATE, [cell({}, 0.4, 10)])).values("college") == ()


def test_of_two_cells_of_one_segment_the_first_counts() -> None:
    marks = marks_of(released(RATE, [cell(LAW, 0.1, 10), cell(LAW, 0.2, 10)], ("college",)))
    assert marks.of(LAW).value == 0.1


def test_values_stand_as_released_its_own_as_the_figure_orders_them_periods_as_they_follow() -> None:
    assert marks_of(samples.by_college()).values("college")[0] == "Business"
    ordered = replace(MIX, categories=("event", "referral", "linkedin"))
    rows = [cell({"channel": c}, 0.1, 10) for c in ("cold", "linkedin", "event")]
    assert marks_of(released(ordered, rows)).values("channel") == ("event", "linkedin", "cold")
    weeks = [cell({"week": w}, 1.0, 1) for w in ("2026-09-14", "2026-09-07")]
    assert marks_of(released(VOLUME, weeks, ("week",))).values("week") == ("2026-09-07", "2026-09-14")


@pytest.mark.parametrize(
    ("since", "until", "as_of", "is_partial"),
    [
        (None, None, date(2026, 9, 13), False),
        (None, None, date(2026, 9, 12), True),
        (None, date(2026, 9, 12), date(2026, 12, 1), True),
        (date(2026, 9, 7), None, date(2026, 12, 1), False),
        (date(2026, 9, 8), None, date(2026, 12, 1), True),
        (date(2026, 9, 13), None, date(2026, 12, 1), True),
        (date(2026, 9, 14), None, date(2026, 12, 1), False),
    ],
)
def test_a_period_is_whole_where_neither_dates_nor_the_log_cut_it(
    since: date | None, until: date | None, as_of: date, is_partial: bool
) -> None:
    marks = marks_of(samples.weeks("2026-09-07 5", since=since, until=until, as_of=as_of))
    assert marks.is_partial("week", "2026-09-07") is is_partial
    assert marks.is_partial("week", "Unknown") is False


def test_figures_beside_have_marks_too() -> None:
    beside = released(metric("knowledge_rate"), [cell(LAW, 0.7, 40)])
    marks = marks_of(replace(released(RATE, [cell(LAW, 0.5, 40)]), beside=(beside,)))
    assert [other.of(LAW).value for other in marks.beside] == [0.7]


# -- order -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Law", 0),
        ("Other", 1),
        ("other ways", 1),
        ("Unknown", 2),
        ("Not recorded", 2),
        ("not_recorded", 2),
        ("Not known", 2),
    ],
)
def test_other_then_unknown_sit_last(name: str, place: int) -> None:
    assert sits_last(name) == place


def test_names_are_sorted_without_their_case_and_marks_by_what_is_shown() -> None:
    assert by_name(["Unknown", "law", "Other", "Arts"]) == ["Arts", "law", "Other", "Unknown"]
    pairs = [
        ("Unknown", Mark(0.9, None, None, "")),
        ("b", NOTHING),
        ("Small", Mark(0.1, None, None, "")),
        ("a", NOTHING),
        ("Band", Mark(None, 0.4, 0.6, "")),
        ("Large", Mark(0.6, None, None, "")),
        ("Less", Mark(-0.2, None, None, "")),
    ]
    assert [name for name, _ in in_rank(pairs)] == ["Large", "Band", "Small", "Less", "a", "b", "Unknown"]


@pytest.mark.parametrize(
    ("dimension", "values", "ordered"),
    [
        ("month", ["x"], True),
        ("class_year", ["x"], True),
        ("change", ["x"], True),
        ("names", ["0", "1", "not_recorded"], True),
        ("names", ["0", "one", "two"], False),
        ("names", ["0"], False),
        ("college", ["Law", "Arts"], False),
    ],
)
def test_classes_with_an_order_of_their_own(dimension: str, values: list[str], ordered: bool) -> None:
    assert is_ordered(dimension, values) is ordered


# -- series ----------------------------------------------------------------------------------------


def test_a_series_says_of_ranges_all_bands_alone_or_nothing() -> None:
    marks = [Mark(0.5, 0.4, 0.6, "50%"), Mark(None, 0.2, 0.3, "20–30%"), NOTHING]
    every, bands, none = (series_of("x", marks, kind) for kind in ("all", "bands", "none"))
    assert (every.low, every.high) == ((0.4, 0.2, None), (0.6, 0.3, None))
    assert (bands.low, bands.high) == ((None, 0.2, None), (None, 0.3, None))
    assert (none.low, none.high) == ((), ())
    assert every.values == (0.5, None, None)
    assert every.labels == ("50%", "20–30%", "")
    assert series_of("x", marks, is_muted=True).is_muted


def test_ranges_are_told_where_there_are_any() -> None:
    value, told = Mark(0.5, 0.4, 0.6, ""), Mark(None, 0.2, 0.3, "")
    assert (with_ranges([value], "all"), with_ranges([value], "bands")) == ("all", "none")
    assert with_ranges([value, told], "bands") == "bands"
    assert with_ranges([Mark(0.5, None, None, "")], "all") == "none"
    assert with_ranges([Mark(0.5, None, 0.6, "")], "all") == "all"


def test_axis_names_stay_apart() -> None:
    assert axis_names("week", ["2024-09-02", "2030-09-02"]) == ("Sep 2, 2024", "Sep 2, 2030")
