"""Waiting: the share that is there by each day."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard.charts import (
    waits,
)
from dashboard.charts.marks import marks_of
from dashboard.charts.spec import ChartSpec
from dashboard.drawing import plotly_figure
from pipelines.figures.results import Cell
from tests.dashboard.charts import chart_samples as samples
from tests.dashboard.charts.chart_samples import cell, released, withheld
from tests.dashboard.charts.reading_specs import plain, spec_text

SAYS = {
    "curve": """
    lines days_to_reply: Days to a reply
    Days to a reply: 30% by day 3, 60% by day 14; half by day 7.
    Line chart: Days to a reply. Days to a reply: 60% by day 14; half by day 7. Days to a reply: 30% by day 3, 60% by day 14; half by day 7. Days to a reply: 60% by day 14.
    unit percent; values “”; categories “Days”
    reference 0.5: half
    series: Days to a reply
    0: 0.1 “10%”
    …
    15: 0.6 “60%”
    …
    30: 0.6 “60%”
    """,
}


@pytest.mark.parametrize("name", SAYS)
def test_what_the_chart_says(name: str) -> None:
    assert plain(spec_text(samples.all_specs()[name])) == plain(SAYS[name].replace("{LONG}", samples.LONG))


def test_a_wait_is_a_curve_of_the_share_there() -> None:
    spec = waits.wait_curve(marks_of(samples.wait()))
    values = spec.series[0].values
    assert (values[0], values[2], values[3], values[13], values[14], values[30]) == (
        0.1,
        0.1,
        0.3,
        0.5,
        0.6,
        0.6,
    )
    assert spec.reading == "Days to a reply: 30% by day 3, 60% by day 14; half by day 7."


def test_a_published_curve_says_nothing_of_days_it_does_not_tell() -> None:
    figure = samples.wait().metric
    few = cell({}, 7.0, 30, curve_bands=((3, 0.2, 0.3), (7, 0.4, 0.5)))
    spec = waits.wait_curve(marks_of(released(figure, [few])))
    assert spec.categories == ("3", "7", "14", "30")
    assert spec.series[0].low == (0.2, 0.4, None, None)
    axis = plotly_figure.figure(spec)["layout"]["xaxis"]
    assert (
        axis["tickvals"] == axis["ticktext"] == ["3", "7", "14", "30"]
    )  # a place 3 would be taken for day 3
    assert spec.reading == "Days to a reply: 20–30% by day 3, 40–50% by day 7; half by day 7."
    many = cell({}, 7.0, 80, curve_bands=((3, 0.2, 0.25), (5, 0.3, 0.35), (7, 0.4, 0.45)))
    spec = waits.wait_curve(marks_of(released(figure, [many])))
    assert spec.series[0].low[4:9] == (0.2, 0.3, 0.3, 0.4, None)
    assert spec.reading == "Days to a reply: 20–25% by day 3, 40–45% by day 7; half by day 7."


# -- several lines ---------------------------------------------------------------------------------

FAST, SLOW = ((0, 0.1), (3, 0.5), (14, 0.9)), ((0, 0.0), (10, 0.2), (30, 0.3), (60, 0.8))
SAID = replace(samples.wait().metric, says="<value> of contacts <who> had replied")


def line(name: str, curve: tuple[tuple[int, float], ...], n: int, median: float | None = 7.0) -> Cell:
    ends = (None, None) if median is None else (median - 2, median + 2)
    return cell({"college": name}, median, n, low=ends[0], high=ends[1], curve=curve)


def drawn(*cells: Cell, is_said: bool = False, by: tuple[str, ...] = ("college",)) -> ChartSpec:
    return waits.wait_curve(marks_of(released(SAID if is_said else samples.wait().metric, list(cells), by)))


@pytest.mark.parametrize(
    ("is_said", "cells", "reading", "finding"),
    [
        (False, (line("Law", SLOW, 100, 40.0), line("Arts", FAST, 300)),
         "90% in Arts, 30% in Law.", "By day 30, Days to a reply: 90% in Arts, 30% in Law"),
        (True, (line("Law", SLOW, 100, 40.0), line("Arts", FAST, 300)),
         "90% in Arts, 30% in Law.", "By day 30, 90% of contacts of students in Arts had replied, 30% of those of students in Law"),
        (True, (line("Law", SLOW, 300, 40.0), line("Arts", FAST, 100)),  # whichever has the more behind it
         "90% in Arts, 30% in Law.", "By day 30, 90% of contacts of students in Arts had replied, 30% of those of students in Law"),
        (False, (line("Law", SLOW, 100), line("Arts", FAST, 300)),  # of one median: no farther than chance goes
         "from 30% to 90%.", "Days to a reply: 30–90% by day 30"),
        (True, (line("Law", SLOW, 100), line("Arts", FAST, 300)),
         "from 30% to 90%.", "By day 30, 30–90% of contacts had replied"),
        (True, (line("Law", SLOW, 100), line("Arts", SLOW, 300)),
         "30% in every group.", "By day 30, 30% of contacts had replied"),
    ],
)  # fmt: skip
def test_the_ends_of_several_lines_are_named_where_their_middles_lie_apart(
    is_said: bool, cells: tuple[Cell, ...], reading: str, finding: str
) -> None:
    spec = drawn(*cells, is_said=is_said)
    assert spec.reading == f"Days to a reply: there by day 30: {reading}"
    assert spec.finding == finding
    for cell_ in cells:
        assert f"{cell_.segment['college']}: " in spec.alt_text


def test_the_six_largest_have_a_line_unknown_last_and_the_others_are_counted() -> None:
    cells = [line(f"C{i}", FAST, 100 + i) for i in range(6)]
    few = drawn(*cells[:4], line("Unknown", FAST, 900), line("Other", FAST, 5))
    assert [s.name for s in few.series] == ["C3", "C2", "C1", "C0", "Other", "Unknown"]
    assert "more in the table" not in few.reading
    many = drawn(*cells, line("B", FAST, 100), line("Unknown", FAST, 900))
    assert [s.name for s in many.series] == ["C5", "C4", "C3", "C2", "C1", "B"]
    assert many.reading.endswith(" 2 more in the table.")


@pytest.mark.parametrize(
    ("curve", "days", "steps"),
    [
        (((0, 0.1), (30, 1.0)), 30, 1),
        (((0, 0.1), (30, 0.9), (60, 1.0)), 30, 1),  # nine tenths of its rise
        (((0, 0.1), (30, 0.89), (60, 1.0)), 60, 2),
        (((0, 0.1), (61, 1.0)), 90, 3),
        (((0, 0.1), (90, 1.0)), 90, 3),
        (((0, 0.1), (200, 1.0)), 90, 3),  # never longer
    ],
)
def test_the_axis_is_as_long_as_the_slowest_line_rises(
    curve: tuple[tuple[int, float], ...], days: int, steps: int
) -> None:
    spec = drawn(line("Law", curve, 100), line("Arts", ((0, 0.5),), 100))
    assert spec.categories[-1] == str(days)
    assert spec.categories[1] == str(steps)
    assert len(spec.categories) == 31
    assert spec.category_title == "Days"


def test_where_fewer_than_half_are_there_no_day_is_said_for_half() -> None:
    spec = drawn(replace(line("", SLOW, 100, None), segment={}), by=())
    assert (
        spec.reading == "Days to a reply: 20% by day 14, 30% by day 30; fewer than half in all."
    )  # steps of two days
    assert spec.finding == "Days to a reply: 30% by day 30; fewer than half so far"


def test_before_the_first_day_anybody_is_there_nobody_is() -> None:
    spec = drawn(line("Law", ((3, 0.5), (14, 0.9)), 100))
    assert spec.series[0].values[:5] == (0.0, 0.0, 0.0, 0.5, 0.5)
    assert spec.series[0].labels[2:4] == ("0%", "50%")


def test_a_group_without_a_curve_has_no_line_and_without_any_the_middles_are_told() -> None:
    spec = drawn(line("Law", FAST, 100), withheld({"college": "Arts"}), cell({"college": "Music"}, 3.0, 6))
    assert [s.name for s in spec.series] == ["Law"]
    assert drawn(withheld({"college": "Arts"})).kind == "dots"


def test_a_line_of_two_breakdowns_has_both_names() -> None:
    cells = [
        replace(line("", FAST, n), segment={"college": "Law", "class_year": year})
        for n, year in ((9, "2025"), (8, "2026"))
    ]
    spec = drawn(*cells, by=("college", "class_year"))
    assert [s.name for s in spec.series] == ["Law · Class of 2025", "Law · Class of 2026"]
