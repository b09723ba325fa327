"""The funnel plot: limits by hand, who lies outside them, and bands that stay bands."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.charts import funnel
from dashboard.charts.funnel import limit
from dashboard.charts.marks import marks_of
from dashboard.charts.spec import ChartSpec
from dashboard.drawing import plotly_figure
from pipelines.figures.intervals import student_t
from pipelines.figures.results import Cell
from tests.dashboard.charts import chart_samples as samples
from tests.dashboard.charts.chart_samples import cell, reached, released, withheld
from tests.dashboard.charts.reading_specs import plain, spec_text
from tests.dashboard.conftest import Open
from tests.dashboard.test_pages import words


def names_outside(spec: ChartSpec) -> list[str]:
    outside = spec.series[1]
    drawn = zip(spec.categories, outside.values, outside.low, strict=True)
    return [name for name, value, low in drawn if value is not None or low is not None]


def test_a_limit_is_the_standard_error_of_that_many_students_and_half_a_student() -> None:
    assert limit(0.5, 0.5, 100, 1.96) == pytest.approx((0.5 - 0.098 - 0.005, 0.5 + 0.098 + 0.005))


@pytest.mark.parametrize(("none_of", "is_inside"), [(3, True), (4, True), (5, False)])  # 0.4³ = 6%, 0.4⁵ = 1%
def test_none_of_a_few_students_is_chance(none_of: int, is_inside: bool) -> None:
    low, _ = limit(0.6, math.sqrt(0.24), none_of, 1.96)
    assert (low == 0.0) == is_inside


@given(st.floats(0.01, 0.99), st.floats(1, 5000), st.floats(1, 5000))
def test_limits_hold_the_middle_and_narrow_as_groups_grow(middle: float, one: float, other: float) -> None:
    spread = math.sqrt(middle * (1 - middle))
    (low, high), (narrow, wide) = (limit(middle, spread, size, 1.96) for size in sorted((one, other)))
    assert 0 <= low <= narrow <= middle <= wide <= high <= 1


def test_the_smallest_group_is_last_but_only_the_large_one_is_said_to_differ() -> None:
    spec = funnel.funnel(*map(marks_of, samples.reached_by_program()))
    assert names_outside(spec) == [samples.LONG]
    assert spec.reading == (
        f"Students reached: 60% in all; {samples.LONG} (40%) lies outside what chance explains."
        " The others differ by no more than chance explains."
    )
    assert spec.sizes == (100, 60, 4)


def test_where_chance_explains_all_there_is_nothing_to_rank() -> None:
    groups = [reached("A", 0.55, 40), reached("B", 0.66, 50)]
    figure = released(samples.REACHED, groups, ("program",))
    reading = funnel.funnel(
        marks_of(figure), marks_of(released(samples.REACHED, [reached("", 0.6, 400)]))
    ).reading
    assert reading.endswith(
        "no program differs from that by more than chance explains: there is nothing to rank."
    )


def test_a_band_is_outside_only_with_all_of_its_range() -> None:
    spec = funnel.funnel(*map(marks_of, samples.reached_by_program_publishable()))
    assert names_outside(spec) == ["Low"]
    assert "1 of 3 is hidden." in spec.reading
    assert spec.sizes[-1] is None  # a withheld group has no place


def test_interviews_of_one_student_are_alike_so_the_limits_follow_the_interval_of_the_whole() -> None:
    figure, _ = samples.reached_by_program()
    whole = released(samples.REACHED, [cell({}, 0.6, 400, low=0.5, high=0.7)])
    wide, narrow = (
        funnel.funnel(marks_of(figure), marks_of(made)).limits[0].high[-1]
        for made in (whole, released(samples.REACHED, [cell({}, 0.6, 400, low=0.58, high=0.62)]))
    )
    assert wide > narrow


@pytest.mark.parametrize("overall", [0.0, 1.0])
def test_without_a_rate_between_none_and_all_there_are_no_limits(overall: float) -> None:
    figure, _ = samples.reached_by_program()
    spec = funnel.funnel(marks_of(figure), marks_of(released(samples.REACHED, [reached("", overall, 400)])))
    assert spec.limits == ()
    plotly_figure.figure(spec)


def test_names_are_written_only_beside_what_lies_outside() -> None:
    marks = [t for t in plotly_figure.figure(samples.all_specs()["funnel"])["data"] if t.get("name")]
    assert [trace["mode"] for trace in marks] == ["markers", "markers+text"]


def test_unknown_is_no_group() -> None:
    figure, whole = samples.reached_by_program()
    figure = replace(figure, cells=(*figure.cells, reached("Unknown", 0.1, 300)))
    assert "Unknown" not in funnel.funnel(marks_of(figure), marks_of(whole)).categories
    assert funnel.OUTSIDE == "Outside the 95% limits"


@pytest.mark.parametrize(
    ("page", "key"), [("interviews", "reached_by_size"), ("referrals", "left_by_program")]
)
@pytest.mark.parametrize("view", ["Working view", "Publishable view"])
def test_programs_and_majors_are_a_funnel_not_a_league_table(
    page: str, key: str, view: str, open_page: Open, sample_folder: Path
) -> None:
    at = open_page(sample_folder, page, view=view)
    at.session_state[f"more_{page}"] = True
    at.session_state["_card_dialog"] = (key, "sure")
    at.run()
    assert not at.exception
    assert not at.error
    assert "chance explains" in words(at)


SAYS = {
    "funnel": """
    funnel participation_rate: Students reached by program
    Students reached: 60% in all; {LONG} (40%) lies outside what chance explains. The others differ by no more than chance explains.
    Funnel plot: Students reached by program. {LONG}, at 40%, is lower than chance would explain. Students reached: 60% in all; {LONG} (40%) lies outside what chance explains. The others differ by no more than chance explains. {LONG}: 40% of 100; Middle: 65% of 60; Small: 0% of 4.
    unit percent; values “”; categories “Students behind the figure”
    reference 0.6: All 60%
    limit 95%: 0–1 at 1, 0.502–0.698 at 106 (48)
    limit 99.8%: 0–1 at 1, 0.448–0.752 at 106 (48)
    series: Within the limits of chance / Outside the 95% limits
    {LONG} (100 students) at 100: - / 0.4 “40%”
    Middle (60 students) at 60: 0.65 “65%” / -
    Small (4 students) at 4: 0 “0%” / -
    """,
    "funnel_publishable": """
    funnel participation_rate: Students reached by program
    Students reached: 60% in all; Low (20–25%) lies outside what chance explains. The others differ by no more than chance explains. 1 of 3 is hidden.
    Funnel plot: Students reached by program. Low, at 20–25%, is lower than chance would explain. Students reached: 60% in all; Low (20–25%) lies outside what chance explains. The others differ by no more than chance explains. 1 of 3 is hidden. Low: 20–25% of 60; Near: 55–60% of 60; Small: <10.
    unit percent; values “”; categories “Students behind the figure”
    reference 0.6: All 60%
    limit 95%: 0–1 at 1, 0.472–0.728 at 63.6 (48)
    limit 99.8%: 0–1 at 1, 0.402–0.798 at 63.6 (48)
    series: Within the limits of chance / Outside the 95% limits
    Low (60 students) at 60: - / - [0.2–0.25] “20–25%”
    Near (60 students) at 60: - [0.55–0.6] “55–60%” / -
    Small: - “<10” / -
    """,
}


@pytest.mark.parametrize("name", SAYS)
def test_what_the_chart_says(name: str) -> None:
    assert plain(spec_text(samples.all_specs()[name])) == plain(SAYS[name].replace("{LONG}", samples.LONG))


# -- sentences -------------------------------------------------------------------------------------


def told(*groups: Cell, whole: float = 0.6) -> str:
    figure = released(samples.REACHED, list(groups), ("program",))
    return funnel.funnel(
        marks_of(figure), marks_of(released(samples.REACHED, [reached("", whole, 400)]))
    ).reading


def test_those_beyond_the_wider_limits_are_told_apart_from_those_beyond_the_narrower() -> None:
    assert told(reached("A", 0.6, 90), reached("B", 0.48, 100), reached("C", 0.3, 100)) == (
        "Students reached: 60% in all; C (30%) lies outside what chance explains; B (48%) lies outside the 95% limits,"
        " as one in twenty does by chance. The others differ by no more than chance explains."
    )
    assert told(reached("A", 0.9, 90), reached("B", 0.3, 100), withheld({"program": "C"})) == (
        "Students reached: 60% in all; A (90%) and B (30%) lie outside what chance explains."
        " The others differ by no more than chance explains. 1 of 3 is hidden."
    )


def test_where_nothing_is_told_the_reason_is() -> None:
    assert told(withheld({"program": "A"}), withheld({"program": "B"})) == (
        "Students reached: every group is hidden."
    )
    assert told(reached("A", 0.6, 90), withheld({"program": "B"})) == (
        "Students reached: 60% in all; no program differs from that by more than chance explains: there is nothing"
        " to rank. 1 of 2 is hidden."
    )


def test_a_group_as_far_as_a_limit_is_within_it_and_a_band_is_judged_by_its_nearer_end() -> None:
    spread = math.sqrt(0.24)
    low, high = limit(0.6, spread, 100, funnel.Z)
    inside = (reached("At the lower", low, 100), reached("At the upper", high, 100))
    assert "nothing to rank" in told(*inside)
    assert "nothing to rank" in told(
        samples.band({"program": "Low"}, 0.1, low, 100), samples.band({"program": "High"}, high, 0.99, 100)
    )
    assert "High" in told(samples.band({"program": "High"}, high + 0.01, 0.99, 100))
    assert "Low" in told(samples.band({"program": "Low"}, 0.1, low - 0.01, 100))


def test_the_spread_of_few_is_the_standard_error_times_the_root_of_their_number() -> None:
    """The interval of a rate of four students' items spans 3.18 standard errors, not 1.96."""
    figure = replace(samples.REACHED, of="thread")
    groups = released(figure, [reached("A", 0.5, 4)], ("program",))
    t = student_t(3)
    whole = released(figure, [cell({}, 0.5, 4, low=0.5 - 0.05 * t, high=0.5 + 0.05 * t)])
    made = funnel.funnel(marks_of(groups), marks_of(whole)).limits[0]
    at = made.sizes[-1]
    assert made.high[-1] == pytest.approx(limit(0.5, 0.05 * 2, at, funnel.Z)[1])


@pytest.mark.parametrize(
    ("groups", "finding"),
    [
        ((reached("A", 0.9, 90), reached("B", 0.6, 100)), "A, at 90%, is higher than chance would explain"),
        ((reached("A", 0.3, 90), reached("B", 0.48, 100)), "A, at 30%, is lower than chance would explain"),
        ((reached("A", 0.9, 90), reached("B", 0.3, 100), reached("C", 0.6, 50)), "2 of 3 programs are beyond chance"),
        ((reached("A", 0.6, 90), reached("B", 0.48, 100)), "B, at 48%, is lower than most, at the edge of chance"),
        ((reached("A", 0.72, 100),), "A, at 72%, is higher than most, at the edge of chance"),
        ((reached("A", 0.72, 100), reached("B", 0.48, 100), withheld({"program": "C"})),
         "2 of 2 programs are at the edge of chance"),
        ((reached("A", 0.6, 90),), "No program differs from the 60% in all by more than chance"),
        ((samples.band({"program": "A"}, 0.9, 0.95, 100),), "A, at 90–95%, is higher than chance would explain"),
        ((withheld({"program": "A"}),), "Students reached: hidden here, fewer than 10 students"),
    ],
)  # fmt: skip
def test_the_title_tells_who_is_beyond_chance_else_who_is_at_its_edge(
    groups: tuple[Cell, ...], finding: str
) -> None:
    whole = released(samples.REACHED, [reached("", 0.6, 400)])
    figure = released(samples.REACHED, list(groups), ("program",))
    assert funnel.funnel(marks_of(figure), marks_of(whole)).finding == finding
