"""What an Office chart draws of a spec: the figure's own numbers, and nothing that only holds others up."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.charts import bars
from dashboard.charts.marks import marks_of
from dashboard.charts.spec import ChartSpec, Series
from dashboard.exports.native import BigNumber, Native, drawing, number_format
from tests.dashboard.charts import chart_samples as samples
from tests.dashboard.charts.chart_samples import RATE, cell, released, withheld
from tests.dashboard.exports.sample_exhibits import FORMULA, SPECS, hostile


def charts(spec: ChartSpec) -> tuple[Native, ...]:
    drawn = drawing(spec)
    assert not isinstance(drawn, BigNumber)
    return drawn


def dots(*series: Series, categories: tuple[str, ...] = ("Arts", "Law"), **more: object) -> ChartSpec:
    return replace(SPECS["rates"], categories=categories, series=series, category_notes=(), **more)  # type: ignore[arg-type]


def own_numbers(spec: ChartSpec) -> set[float | None]:
    """Every number a figure was released with: values, ends, limits of chance, references."""
    of_series = chain.from_iterable((*s.values, *s.low, *s.high) for s in spec.series)
    of_limits = chain.from_iterable((*limits.low, *limits.high) for limits in spec.limits)
    return {None, *of_series, *of_limits, *(one.value for one in spec.references)}


@pytest.mark.parametrize("name", SPECS)
def test_every_number_drawn_is_one_the_figure_has(name: str) -> None:
    drawn = drawing(SPECS[name])
    if isinstance(drawn, BigNumber):
        assert drawn.value == SPECS[name].series[0].labels[0]
        return
    for run in chain.from_iterable(chart.runs for chart in drawn):
        assert {*run.values, *run.low, *run.high} <= own_numbers(SPECS[name])


shares = st.one_of(st.none(), st.floats(-1, 1, allow_nan=False))
ends = st.one_of(st.none(), st.tuples(st.floats(-1, 1), st.floats(-1, 1)).map(sorted))


@given(st.lists(st.tuples(shares, ends), min_size=2, max_size=8))
def test_of_any_rows_each_mark_is_drawn_once_with_its_own_ends(
    rows: list[tuple[float | None, object]],
) -> None:
    values = tuple(value for value, _ in rows)
    low, high = (tuple(end[k] if end else None for _, end in rows) for k in (0, 1))  # type: ignore[index]
    series = Series("Share", values, tuple(f"w{i}" for i in range(len(rows))), low, high)
    names = tuple(f"row {i}" for i in range(len(rows)))
    made = charts(dots(series, categories=names))
    filled = [run for chart in made for run in chart.runs if run.color is not None]
    ranges = [run for chart in made for run in chart.runs if run.is_range]
    bearing = [run for chart in made for run in chart.runs if any(run.labels)]
    for i, (value, end) in enumerate(rows):
        assert [run.values[i] for run in filled if run.values[i] is not None] == (
            [] if value is None else [value]
        )
        told = [(run.low[i], run.high[i]) for run in ranges if run.values[i] is not None]
        assert told == ([tuple(end)] if end and value is None else [])  # type: ignore[arg-type]
        said = [run.labels[i] for run in bearing if run.labels[i]]
        assert said == ([f"w{i}"] if value is not None or end else [])  # a mark's words stand once


def test_an_interval_is_the_error_bar_of_its_value_and_its_words_stand_at_its_end() -> None:
    (chart,) = charts(SPECS["ranges"])
    value, outer = chart.runs
    assert (value.values, value.low, value.high) == ((0.86, 0.78), (0.64, 0.55), (0.9, 0.86))
    assert outer.values == (0.9, 0.86)
    assert (value.labels, outer.labels) == (("", ""), ("86%", "78%"))
    assert outer.color is None


def test_a_released_range_stands_between_its_own_ends_and_what_is_withheld_is_a_word() -> None:
    (chart,) = charts(SPECS["rates_publishable"])
    low, high = chart.runs
    assert (low.is_range, low.values, low.low, low.high) == (
        True,
        (0.45, 0.2, None),
        (0.45, 0.2, None),
        (0.5, 0.4, None),
    )
    assert high.values == (0.5, 0.4, None)
    assert chart.categories == ("Business (n = 85)", "Engineering (n = 15)", "Arts (n <10)")


def test_a_value_beside_released_ranges_is_a_value() -> None:
    (chart,) = charts(dots(Series("Share", (0.6, None), ("60%", "20–40%"), (None, 0.2), (None, 0.4))))
    assert [(run.name, run.values) for run in chart.runs] == [
        ("Share", (0.6, None)),
        ("Share, at least", (None, 0.2)),
        ("Share, at most", (None, 0.4)),
    ]


def test_below_zero_the_words_stand_at_the_lower_end() -> None:
    (chart,) = charts(
        dots(Series("Gap", (-0.2, 0.1), ("-20", "+10"), (-0.3, -0.1), (-0.1, 0.3)), unit="points")
    )
    assert chart.runs[-1].values == (-0.3, 0.3)
    assert chart.start is None


def test_one_number_is_told_large_with_what_it_is_of_and_how_sure_it_is() -> None:
    assert drawing(SPECS["single"]) == BigNumber("41%", "n = 890 · likely between 37% and 45%")
    unknown = replace(SPECS["single"], ranges_are="unknown")
    assert drawing(unknown) == BigNumber(
        "41%", "n = 890 · between 37% and 45%, whatever became of those not known"
    )
    hidden = released(RATE, [withheld({})])
    assert not isinstance(drawing(bars.by_segment(marks_of(hidden))), BigNumber)


def test_each_panel_is_a_chart_and_none_is_left_out() -> None:
    many = tuple(Series(f"part {i}", (0.1 * i, 0.2), ("", ""), (0, 0.1), (1, 0.3)) for i in range(9))
    made = charts(dots(*many))
    assert [chart.title for chart in made] == [f"part {i}" for i in range(9)]
    assert {(chart.start, chart.end) for chart in made} == {(0.0, 1.0)}


def test_panels_of_one_row_are_the_rows_of_one_chart() -> None:
    parts = [Series(name, (None,), ("5–10%",), (0.05,), (0.1,)) for name in "abcdefghi"]
    (chart,) = charts(dots(*parts, categories=("All",)))
    assert chart.categories == tuple("abcdefghi")
    assert chart.runs[0].values == (0.05,) * 9


def test_two_sides_are_two_bars_a_row_and_with_ranges_two_charts() -> None:
    (chart,) = charts(SPECS["two_sides"])
    assert len(chart.runs) == 2
    assert chart.has_legend
    spread = tuple(replace(s, low=(0.1, 0.1), high=(0.9, 0.9)) for s in SPECS["two_sides"].series)
    assert len(charts(replace(SPECS["two_sides"], series=spread))) == 2


def test_last_year_is_a_line_and_so_is_a_target() -> None:
    spec = SPECS["weekly"]
    assert [(run.name, run.is_line) for run in charts(spec)[0].runs] == [
        ("This year", False),
        ("Last year", True),
    ]
    aimed = replace(
        SPECS["trend"], references=(replace(SPECS["funnel"].references[0], value=0.4, text="target 40%"),)
    )
    last = charts(aimed)[0].runs[-1]
    assert (last.name, last.is_line, set(last.values)) == ("target 40%", True, {0.4})


@pytest.mark.parametrize(("count", "labels"), [(16, 16), (17, 0)])
def test_of_many_columns_none_bears_a_number(count: int, labels: int) -> None:
    values = tuple(float(i + 1) for i in range(count))
    series = Series("This year", values, tuple(map(str, range(count))))
    spec = replace(SPECS["weekly"], categories=tuple(f"w{i}" for i in range(count)), series=(series,))
    assert sum(map(bool, charts(spec)[0].runs[0].labels)) == labels


@pytest.mark.parametrize(("share", "label"), [(0.05, "5%"), (0.049, "")])
def test_a_part_too_small_for_its_number_has_none(share: float, label: str) -> None:
    first, *rest = SPECS["bands"].series
    series = (replace(first, values=(share, 0.5), labels=("5%", "50%")), *rest)
    assert charts(replace(SPECS["bands"], series=series))[0].runs[0].labels[0] == label


def test_bands_over_time_are_two_lines_at_least_and_at_most() -> None:
    band = Series("Share", (0.4, None), low=(None, 0.3), high=(None, 0.5))
    (chart,) = charts(replace(SPECS["trends"], series=(band,)))
    assert [(run.name, run.values) for run in chart.runs] == [
        ("Share, at least", (0.4, 0.3)),
        ("Share, at most", (0.4, 0.5)),
    ]


def test_a_group_whose_size_is_not_told_is_no_point_of_a_funnel() -> None:
    spec = replace(SPECS["funnel"], sizes=(None, *SPECS["funnel"].sizes[1:]))
    points = [run for run in charts(spec)[0].runs if not run.is_line]
    every = [run for run in charts(SPECS["funnel"])[0].runs if not run.is_line]
    assert sum(len(run.values) for run in points) == sum(len(run.values) for run in every) - 1


def test_a_whole_row_that_is_not_shown_says_so_once_and_a_part_by_its_name() -> None:
    parts = (Series("a", (None, 0.5), ("<10", "50%")), Series("b", (None, None), ("<10", "<10")))
    names = charts(replace(SPECS["bands"], categories=("Arts", "Law"), series=parts, category_notes=()))[
        0
    ].categories
    assert names == ("Arts (<10)", "Law (b: <10)")


def test_what_is_drawn_is_not_guarded_and_is_one_line() -> None:
    assert charts(hostile().spec)[0].categories == (f"{FORMULA} (n = 40)", "+1 (n = 40)")
    broken = replace(SPECS["rates"], categories=("a\nb\u0007", "=1", "c"))
    assert charts(broken)[0].categories[0].startswith("a b (")


def test_a_named_row_has_the_color_of_a_problem_and_unknown_is_grey() -> None:
    spec = dots(Series("Share", (0.1, 0.2), ("10%", "20%")), categories=("Unknown", "Law"), named=("Law",))
    grey, hot = charts(spec)[0].runs[0].tones
    assert (grey.base, hot.base) == ("bg1", "accent2")  # type: ignore[union-attr]


def test_where_nothing_is_known_there_is_no_axis_to_read() -> None:
    figure = released(RATE, [withheld({"college": "A"}), withheld({"college": "B"})], ("college",))
    for chart in charts(bars.by_segment(marks_of(figure))):
        assert not chart.has_axis
    assert charts(SPECS["empty"]) == ()


def test_numbers_are_written_in_the_figure_s_unit() -> None:
    units = ("percent", "usd", "percentage points", "contacts", "")
    assert [number_format(unit) for unit in units] == ["0%", "$#,##0", "+0%;-0%;0%", "#,##0.##", "#,##0"]


def test_a_chart_shows_the_rows_it_has_room_for() -> None:
    many = samples.released(
        RATE, [cell({"college": f"c{i:02}"}, 0.5, 40 + i) for i in range(30)], ("college",)
    )
    assert len(charts(bars.by_segment(marks_of(many)))[0].categories) == 12
