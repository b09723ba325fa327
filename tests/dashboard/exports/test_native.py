"""Every chart as Office can draw it: runs of numbers, their colors, what is hatched, grey, clear or a line."""

from __future__ import annotations

import textwrap
from dataclasses import replace

import pytest

from dashboard.charts import bars, compositions, time
from dashboard.charts.marks import marks_of
from dashboard.exports import native
from tests.dashboard.charts import chart_samples as samples
from tests.dashboard.charts.chart_samples import RATE, cell, released, withheld
from tests.dashboard.exports.reading_files import native_text
from tests.dashboard.exports.sample_exhibits import SPECS

DRAWN = {
    "weekly": """
    column, clustered, #,##0.##, legend
    Aug 31 | Sep 7 | Sep 14 | Nov 9
    This year (#1B5FA8, hatched 0 3): 20 40 90 10 [20 | 40 | 90 | 10]
    Last year (#8C96A3, line): 30 50 20 -
    """,
    "weekly_hidden": """
    column, clustered, #,##0.##
    Sep 7 | Sep 14 (<10)
    New contacts (#1B5FA8): 20 - [20 | ]
    """,
    "bars": """
    bar, clustered, 0%, no axis
    LinkedIn | Unknown
    How contacts are found (#1B5FA8, grey 1): 0.6 0.4 [60% | 40%]
    """,
    "rates": """
    bar, clustered, 0%, no axis
    Business (n = 214) | {LONG} (n = 122) | Unknown (n = 12)
    Response rate (#1B5FA8, grey 2): 0.47 0.38 0.9 [47% | 38% | 90%]
    """,
    "rates_publishable": """
    bar, stacked, 0%, no axis
    Business (n = 85) | Engineering (n = 15) | Arts (n <10)
    Response rate (start, clear) (clear, not in legend): 0.45 0.2 0
    Response rate (released range) (#8DAFD4): 0.05 0.2 - [45–50% | 20–40% | ]
    """,
    "bands": """
    bar, percent, 0%, no axis, legend
    BUS 301 (n = 100) | ENG 210 (n = 100)
    0 (#E3E8EE): 0.2 0.5 [20% | 50%]
    1 (#B5CFEA): 0.3 0.2 [30% | 20%]
    2 (#7FAEDB): 0.2 0.1 [20% | 10%]
    3–5 (#3F7FBF): 0.2 0.1 [20% | 10%]
    6+ (#113F70): 0.1 0.1 [10% | 10%]
    """,
    "bands_publishable": """
    bar, stacked, 0%, to 1.25, no axis, legend
    BUS 301 (n = 30, 6+: <10) | ENG 210 (n <10)
    0 (start, clear) (clear, not in legend): 0.1 0
    0 (#8DAFD4): 0.1 - [10–20% | ]
    1 (start, clear) (clear, not in legend): 0.15 0.25
    1 (#F2B68E): 0.1 - [10–20% | ]
    2 (start, clear) (clear, not in legend): 0.15 0.25
    2 (#96D2CA): 0.1 - [10–20% | ]
    3–5 (start, clear) (clear, not in legend): 0.15 0.25
    3–5 (#A691A4): 0.1 - [10–20% | ]
    6+ (start, clear) (clear, not in legend): 0.05 0.25
    6+ (#CEBAF8): - -
    """,
    "classes": """
    bar, percent, 0%, no axis, legend
    Class of 2026 (n = 512) | Class of 2025 (n = 512)
    Employed (#1B5FA8): 0.47 0.51 [47% | 51%]
    In school (#6DA0D3): 0.13 0.14 [13% | 14%]
    Service (#B5CFEA): 0.03 0.03
    Looking (#F0A66B): 0.12 0.09 [12% | 9%]
    Not looking (#C6CED8): 0.02 0.02
    Not known (#CBD2DA): 0.23 0.21 [23% | 21%]
    """,
    "steps": """
    bar, stacked, 0%, to 1, no axis
    Asked (of 540 interviews) | Contacted (of 377 names)
    Share (#1B5FA8): 0.61 0.38 [61% | 38%]
    Rest (#E9EEF4, not in legend): 0.39 0.62
    """,
    "ranges": """
    bar, stacked, 0%, legend
    Business (n = 214) | Arts (n = 122)
    Low (clear) (clear, not in legend): 0.64 0.55
    Low to Career outcomes rate (#82A7CF): 0.22 0.23 [86% | 78%]
    Career outcomes rate to high (#C6D7E9): 0.04 0.08
    """,
    "curve": """
    line, clustered, 0%
    0 … 30 (31)
    Days to a reply (#1B5FA8, line): 0.1 … 0.6 … 0.6 (31)
    """,
    "panels": """
    bar, stacked, 0%, to 1.25, no axis, legend
    Arts | Law
    a (start, clear) (clear, not in legend): 0.3 0.3
    a (#8DAFD4): 0.2 0.2 [40% | 40%]
    b (start, clear) (clear, not in legend): 0.425 0.425
    b (#F2B68E): 0.2 0.2 [40% | 40%]
    """,
    "single": """
    bar, clustered, 0%, no axis
    All (n = 890)
    Response rate (#1B5FA8): 0.41 [41%]
    """,
    "two_sides": """
    bar, clustered, 0%, no axis, legend
    Reached (20 points higher) | Replied (may be chance)
    Business (#1B5FA8): 0.6 0.3 [60% | 30%]
    {LONG} (#E46E1D): 0.4 0.35 [40% | 35%]
    """,
    "calendar": """
    column, stacked, #,##0.##, legend
    Nov 2 | Nov 9
    Monday (#1B5FA8): - 30
    Tuesday (#3974B4): - -
    Wednesday (#588ABF): - -
    Thursday (#769FCB): - -
    Friday (#95B4D6): 0 -
    Saturday (#B3CAE2): - -
    Sunday (#D1DFEE): - -
    """,
    "calendar_hidden": """
    column, stacked, #,##0.##, legend
    Nov 2 (Monday: <10)
    Monday (#1B5FA8): -
    Tuesday (#3974B4): -
    Wednesday (#588ABF): -
    Thursday (#769FCB): -
    Friday (#95B4D6): 20
    Saturday (#B3CAE2): -
    Sunday (#D1DFEE): -
    """,
    "funnel": """
    scatter, clustered, 0%, to 1, legend
    {LONG} | Middle | Small
    95% limits, lower (#8C96A3, line): 0 … 0.4021 … 0.502 (48) at 1 … 28.38 … 106 (48)
    95% limits, upper (#8C96A3, line): 1 … 0.7979 … 0.698 (48) at 1 … 28.38 … 106 (48)
    99.8% limits, lower (#8C96A3, line): 0 … 0.2982 … 0.4482 (48) at 1 … 28.38 … 106 (48)
    99.8% limits, upper (#8C96A3, line): 1 … 0.9018 … 0.7518 (48) at 1 … 28.38 … 106 (48)
    All 60% (#4A5566, line): 0.6 0.6 at 0 106
    Within the limits of chance (#1B5FA8): 0.65 0 at 60 4
    Outside the 95% limits (#E46E1D): 0.4 at 100 [{LONG}]
    """,
    "funnel_publishable": """
    scatter, clustered, 0%, to 1, legend
    Low | Near | Small
    95% limits, lower (#8C96A3, line): 0 … 0.3404 … 0.4717 (48) at 1 … 17.32 … 63.6 (48)
    95% limits, upper (#8C96A3, line): 1 … 0.8596 … 0.7283 (48) at 1 … 17.32 … 63.6 (48)
    99.8% limits, lower (#8C96A3, line): 0 … 0.2074 … 0.4023 (48) at 1 … 17.32 … 63.6 (48)
    99.8% limits, upper (#8C96A3, line): 1 … 0.9926 … 0.7977 (48) at 1 … 17.32 … 63.6 (48)
    All 60% (#4A5566, line): 0.6 0.6 at 0 63.6
    Within the limits of chance (#1B5FA8): 0.55 0.6 at 60 60
    Outside the 95% limits (#E46E1D): 0.2 0.25 at 60 60 [Low | Low]
    """,
    "gap": """
    bar, stacked, +0%;-0%;0%
    Transfer (n = 90) | Not transfer (n = 90) | Unknown (n = 90)
    Gap between groups (start, clear) (clear, not in legend): 0 -0.1 0.1
    Gap between groups, below zero (#A4BFDC): -0.1 -0.2 - [ | −20 percentage points | ]
    Gap between groups, above zero (#A4BFDC): 0.3 - 0.1 ['+10 percentage points |  | '+15 percentage points]
    """,
    "gaps": """
    bar, stacked, +0%;-0%;0%, to 1.875, no axis, legend
    Gap between groups
    Arts (start, clear) (clear, not in legend): 0.1
    Arts (#8DAFD4): 0.3 [−5 pts]
    Law (start, clear) (clear, not in legend): 0.525
    Law (#F2B68E): 0.2 ['+10 pts]
    Music (start, clear) (clear, not in legend): 0.125
    Music (#96D2CA): 0.2 [−20 pts]
    """,
    "trend": """
    column, stacked, 0%
    Sep 2026 | Oct 2026 | Nov 2026
    Response rate (start, clear) (clear, not in legend): 0 0.3 0
    Response rate (released range) (#8DAFD4): - 0.2 - [ | 30–50% | ]
    Response rate (#1B5FA8, hatched 2): 0.4 - 0.5 [40% |  | 50%]
    """,
    "trends": """
    line, clustered, 0%, legend
    Sep 2026 | Oct 2026
    Law (#1B5FA8, line): 0.4 0.45
    Other (#8C96A3, line): 0.2 0.3
    """,
    "distribution": """
    column, clustered, 0%
    0 | 1 | 3–4 | 5+ | Not recorded
    Names given (#1B5FA8, grey 4): 0.4 0.3 0.15 0.05 0.1 [40% | 30% | 15% | 5% | 10%]
    """,
    "dots": """
    bar, clustered, +0%;-0%;0%, no axis
    Arts (n = 90) | Law (n = 90)
    Gap between groups (#1B5FA8): 0.2 0.1 ['+20 percentage points | '+10 percentage points]
    """,
    "empty": """
    bar, clustered, 0%, no axis

    Response rate (#1B5FA8):
    """,
}


@pytest.mark.parametrize("name", DRAWN)
def test_every_chart_is_drawn_by_office_as_it_should_be(name: str) -> None:
    drawn = textwrap.dedent(DRAWN[name]).strip("\n").replace("{LONG}", samples.LONG)
    lines = (line.rstrip() for line in native_text(native.native(SPECS[name])).split("\n"))
    assert "\n".join(lines) == drawn


def test_no_sample_chart_is_left_out() -> None:
    assert set(DRAWN) == set(SPECS)


def test_a_band_floats_on_a_clear_run_and_a_withheld_mark_has_no_number() -> None:
    drawn = native.native(SPECS["rates_publishable"])
    clear, bands = drawn.runs[0], drawn.runs[1]
    assert clear.color == ""
    assert clear.values == (0.45, 0.2, 0.0)
    assert bands.values == (pytest.approx(0.05), pytest.approx(0.2), None)
    assert drawn.categories == ("Business (n = 85)", "Engineering (n = 15)", "Arts (n <10)")


def test_withheld_parts_of_a_row_are_named() -> None:
    drawn = native.native(SPECS["bands_publishable"])
    assert drawn.categories == ("BUS 301 (n = 30, 6+: <10)", "ENG 210 (n <10)")


def test_two_sides_are_two_bars_a_row() -> None:
    drawn = native.native(SPECS["two_sides"])
    assert [run.values for run in drawn.runs] == [(0.6, 0.3), (0.4, 0.35)]


# -- labels and names -------------------------------------------------------------------------------


def weeks_of(count: int) -> list[str]:
    return [f"2026-{month:02d}" for month in range(1, 13)][:count] + [
        f"2027-{m:02d}" for m in range(1, count - 11)
    ]


@pytest.mark.parametrize(("count", "labels"), [(16, 16), (17, 0)])
def test_of_many_columns_none_bears_a_number(count: int, labels: int) -> None:
    table = "\n".join(f"{month} 0.5 40" for month in weeks_of(count))
    figure = samples.months(samples.VOLUME, table)
    (run,) = native.native(time.over_time(marks_of(figure))).runs
    assert sum(label != "" for label in run.labels) == labels


@pytest.mark.parametrize(("share", "label"), [(0.05, "5%"), (0.049, "")])
def test_a_part_too_small_for_its_number_has_none(share: float, label: str) -> None:
    figure = samples.shares(samples.BANDS, {"BUS 301": (share, 1 - share, 0.0, 0.0, 0.0)}, "program")
    first, *_, last = native.native(compositions.composition(marks_of(figure))).runs
    assert first.labels == (label,)
    assert last.labels == ("",)


def test_a_part_that_is_not_known_has_no_number() -> None:
    spec = SPECS["classes"]
    first, *others = spec.series
    unknown = replace(first, values=(None, *first.values[1:]))
    run, *_ = native.native(replace(spec, series=(unknown, *others))).runs
    assert (run.values[0], run.labels[0]) == (None, "")


def test_a_line_that_breaks_off_is_not_said_beside_the_names_of_the_columns() -> None:
    spec = SPECS["weekly"]
    columns, last_year = spec.series
    broken = replace(
        last_year, values=(None, *last_year.values[1:]), labels=("No data", *last_year.labels[1:])
    )
    names = native.native(replace(spec, series=(columns, broken))).categories
    assert names == native.native(spec).categories


def test_a_whole_row_that_is_not_shown_says_so_once_and_a_part_by_its_name() -> None:
    cells = [withheld({"college": "Law", "gender": "a"}), withheld({"college": "Law", "gender": "b"})]
    cells += [cell({"college": "Arts", "gender": "a"}, 0.4, 50), withheld({"college": "Arts", "gender": "b"})]
    drawn = native.native(bars.by_segment(marks_of(released(RATE, cells, ("college", "gender")))))
    assert drawn.categories == ("Arts (b: <10)", "Law (<10)")


def test_a_value_without_a_range_among_ranges_stands_at_its_place() -> None:
    spec = SPECS["ranges"]
    first = replace(spec.series[0], low=(None, 0.55), high=(None, 0.86))
    clear, below, above = native.native(replace(spec, series=(first,))).runs
    assert (clear.values[0], below.values[0], above.values[0]) == (0.86, None, None)
    nothing = replace(first, values=(None, 0.78))
    clear, below, above = native.native(replace(spec, series=(nothing,))).runs
    assert (clear.values[0], below.values[0], above.values[0]) == (0.0, None, None)


def test_a_band_among_dots_is_one_range_with_its_words() -> None:
    spec = SPECS["ranges"]
    banded = replace(spec.series[0], values=(None, 0.78))
    clear, below, above = native.native(replace(spec, series=(banded,))).runs
    assert clear.values[0] == 0.64
    assert below.values[0] == pytest.approx(0.26)
    assert above.values[0] == 0
    assert below.labels == ("86%", "78%")
    alone = native.native(replace(spec, series=(replace(spec.series[0], values=(None, None)),)))
    assert not alone.has_legend


def test_a_value_beside_ranges_across_zero_reaches_from_zero_to_it() -> None:
    spec = SPECS["gap"]
    ((yes, no, _), names) = spec.series[0].values, spec.categories
    mixed = replace(spec.series[0], values=(yes, no, 0.2), low=(-0.1, None, None), high=(0.3, None, None))
    clear, left, right = native.native(replace(spec, series=(mixed,))).runs
    assert clear.values == (0.0, 0.0, 0.0)
    assert left.values == (-0.1, -0.2, None)
    assert right.values == (0.3, None, 0.2)
    assert len(names) == 3


def test_ranges_that_are_all_on_one_side_of_zero_have_no_run_on_the_other() -> None:
    (series,) = SPECS["gap"].series
    below = replace(series, values=(-0.2,) * 3, low=(-0.3,) * 3, high=(-0.1,) * 3)
    drawn = native.native(replace(SPECS["gap"], series=(below,)))
    assert [run.values for run in drawn.runs] == [(-0.1,) * 3, (pytest.approx(-0.2),) * 3]


def test_a_group_whose_size_is_not_told_is_no_point_of_a_funnel() -> None:
    spec = SPECS["funnel"]
    place = next(i for i, value in enumerate(spec.series[0].values) if value is not None)
    untold = replace(spec, sizes=(*spec.sizes[:place], None, *spec.sizes[place + 1 :]))

    def sizes(drawn: native.Native) -> list[float | None]:
        return [x for run in drawn.runs if not run.is_line for x in run.xs]

    all_of_them = sizes(native.native(spec))
    assert sizes(native.native(untold)) == [x for x in all_of_them if x != spec.sizes[place]]
    assert len(sizes(native.native(untold))) < len(all_of_them)


def test_values_in_lanes_are_ticks_of_three_hundredths_of_the_axis() -> None:
    cells = [cell({"college": c, "gender": g}, v, 50) for c, g, v in (("Law", "a", 1.0), ("Law", "b", 0.0))]
    drawn = native.native(bars.by_segment(marks_of(released(RATE, cells, ("college", "gender")))))
    assert drawn.end == 2.5
    assert [run.values for run in drawn.runs] == [
        (pytest.approx(0.985),),
        (pytest.approx(0.03),),
        (pytest.approx(0.235),),
        (pytest.approx(0.015),),
    ]


def test_what_is_withheld_among_ranges_across_zero_is_nowhere() -> None:
    spec = SPECS["gap"]
    hidden = replace(spec.series[0], values=(0.1, None, 0.15), low=(-0.1, None, 0.0), high=(0.3, None, 0.2))
    clear, left, right = native.native(replace(spec, series=(hidden,))).runs
    assert (clear.values[1], left.values[1], right.values[1]) == (0.0, None, None)
    assert (left.values[2], right.values[2]) == (None, 0.2)
    to_zero = replace(spec.series[0], values=(-0.1, 0.1, 0.1), low=(-0.2, 0.0, 0.0), high=(0.0, 0.2, 0.2))
    _, left, right = native.native(replace(spec, series=(to_zero,))).runs
    assert (left.values[0], right.values[0]) == (-0.2, None)


def test_a_value_with_an_interval_beside_bands_is_a_value() -> None:
    spec = SPECS["rates_publishable"]
    mixed = replace(spec.series[0], values=(0.47, None, None), low=(0.42, 0.2, None), high=(0.52, 0.4, None))
    clear, bands, values = native.native(replace(spec, series=(mixed,))).runs
    assert (clear.values[0], bands.values[0], values.values[0]) == (0.0, None, 0.47)
    assert (values.labels[0], bands.labels[0]) == ("45–50%", "")


def test_two_sides_told_as_ranges_are_lanes() -> None:
    spec = SPECS["two_sides"]
    banded = replace(spec.series[0], values=(None, 0.3), low=(0.5, None), high=(0.7, None))
    drawn = native.native(replace(spec, series=(banded, spec.series[1])))
    assert (drawn.grouping, drawn.has_legend) == ("stacked", True)
    assert [run.name for run in drawn.runs][1::2] == ["Business", samples.LONG]


def test_bands_over_time_are_two_lines_at_least_and_at_most() -> None:
    table = "2026-09 Law 0.4–0.5 20\n2026-10 Law 0.6 40\n2026-09 Arts 0.2 40\n2026-10 Arts 0.3 40"
    spec = time.over_time(marks_of(samples.months(RATE, table, ("month", "college"))))
    text = native_text(native.native(spec)).splitlines()
    assert text[2:] == [
        "Arts (#1B5FA8, line): 0.2 0.3",
        "Law, at least (#E46E1D, line): 0.4 0.6",
        "Law, at most (#EFA877, line): 0.5 0.6",
    ]
    hidden = replace(spec.series[1], values=(None, None), low=(0.4, None), high=(0.5, None))
    runs = native.native(replace(spec, series=(hidden,))).runs
    assert [run.values for run in runs] == [(0.4, None), (0.5, None)]


def test_lines_say_which_of_their_periods_are_not_whole_and_a_muted_one_is_grey() -> None:
    spec = replace(SPECS["trends"], series=(replace(SPECS["trends"].series[0], partial=(False, True)),))
    (run,) = native.native(spec).runs
    assert run.partial == (False, True)
    assert not native.native(spec).has_legend


def test_steps_told_as_ranges_float_and_leave_the_rest_above_them() -> None:
    spec = SPECS["steps"]
    banded = replace(spec.series[0], values=(0.61, None), low=(None, 0.3), high=(None, 0.45))
    text = native_text(native.native(replace(spec, series=(banded,)))).splitlines()
    assert text[2:] == [
        "Share (start, clear) (clear, not in legend): 0 0.3",
        "Share (released range) (#8DAFD4): - 0.15 [ | 38%]",
        "Share (#1B5FA8): 0.61 - [61% | ]",
        "Rest (#E9EEF4, not in legend): 0.39 0.55",
    ]
    nothing = replace(spec.series[0], values=(0.61, None), low=(), high=())
    assert native.native(replace(spec, series=(nothing,))).runs[-1].values == (0.39, 1.0)


@pytest.mark.parametrize(
    ("unit", "written"),
    [
        ("percent", "0%"),
        ("usd", "$#,##0"),
        ("days", "#,##0.#"),
        ("percentage points", "+0%;-0%;0%"),
        ("people", "#,##0.##"),
        ("", "#,##0"),
    ],
)
def test_numbers_are_written_in_the_figure_s_unit(unit: str, written: str) -> None:
    assert native.number_format(unit) == written


def test_the_data_sheet_has_a_column_a_word_and_the_ends_of_every_series_that_has_them() -> None:
    assert native.data_sheet(SPECS["weekly"]) == (
        ("Category", "This year", "This year, as it reads", "Last year", "Last year, as it reads"),
        (
            ("Aug 31", 20, "20", 30, "30"),
            ("Sep 7", 40, "40", 50, "50"),
            ("Sep 14", 90, "90", 20, "20"),
            ("Nov 9", 10, "10", None, ""),
        ),
    )
    heads, rows = native.data_sheet(SPECS["funnel_publishable"])
    assert heads[:2] == ("Category", "Students behind the figure")
    assert heads[-4:] == tuple(
        f"Outside the 95% limits{more}" for more in ("", ", as it reads", ", low", ", high")
    )
    assert rows[0] == ("Low", 60.0, None, "", None, None, None, "20–25%", 0.2, 0.25)
