"""Of many rows the largest are shown, in the order they have; the table has them all."""

from __future__ import annotations

from dataclasses import replace

from dashboard.charts import bars, compositions
from dashboard.charts.marks import marks_of
from dashboard.charts.shown_rows import found, shown
from dashboard.charts.spec import ChartSpec
from tests.dashboard.charts import chart_samples as samples
from tests.dashboard.charts.chart_samples import RATE, cell, released

MANY = {f"C{place:02}": (place / 100, 100 - place) for place in range(15)}  # the smaller the rate the larger


def _many(**few: int) -> ChartSpec:
    cells = [cell({"college": name}, rate, few.get(name, n)) for name, (rate, n) in MANY.items()]
    return bars.by_segment(marks_of(released(RATE, cells, ("college",))))


def test_the_twelve_largest_are_shown_by_value_and_the_others_are_counted() -> None:
    spec = _many()
    assert len(spec.categories) == 15
    few = shown(spec)
    assert few.categories == tuple(
        f"C{place:02}" for place in range(11, -1, -1)
    )  # by value, those with most behind
    assert few.reading == f"{spec.reading} 3 more in the table."
    assert few.reading in few.alt_text
    (series,) = few.series
    lengths = {
        len(run)
        for run in (
            few.segments,
            few.category_notes,
            few.greyed,
            few.weights,
            few.column,
            series.values,
            series.labels,
        )
    }
    assert lengths == {12}


def test_a_page_may_ask_for_all_and_what_is_not_too_much_stays_as_it_is() -> None:
    spec = replace(_many(), rows_shown=15)
    assert shown(spec) is spec
    assert (
        shown(samples.all_specs()["rates"]) is samples.all_specs()["rates"]
        or shown(samples.all_specs()["rates"]) == samples.all_specs()["rates"]
    )


def test_a_row_that_the_finding_names_is_among_those_shown_however_small() -> None:
    few = shown(replace(_many(C14=10), named=("C14",)))
    assert "C14" in few.categories
    assert len(few.categories) == 12


def test_of_parts_every_series_loses_the_same_rows_and_time_loses_none() -> None:
    rows = {f"College {i:02d}": (0.2, 0.3, 0.2, 0.2, 0.1) for i in range(17)}
    spec = compositions.composition(marks_of(samples.shares(samples.BANDS, rows, "college")))
    few = shown(spec)
    assert {len(series.values) for series in few.series} == {12}
    assert few.reading.endswith("5 more in the table.")
    weeks = samples.all_specs()["weekly"]
    assert shown(replace(weeks, rows_shown=1)).categories == weeks.categories


def test_rows_are_found_by_words_of_their_names_in_any_case() -> None:
    spec = replace(_many(), categories=tuple(f"{'Law' if i % 2 else 'Arts'} Section {i}" for i in range(15)))
    some = found(spec, "  section LAW 1 ")
    assert some.categories == ("Law Section 1", "Law Section 11", "Law Section 13")
    assert some.reading == f"{spec.reading} Shown: 3 of 15, with “section LAW 1”."
    assert some.reading in some.alt_text
    assert {len(some.segments), len(some.series[0].values), len(some.weights)} == {3}


def test_what_nothing_is_called_finds_nothing_and_no_words_find_all() -> None:
    spec = _many()
    assert found(spec, "astronomy").categories == ()
    assert found(spec, "   ") is spec
