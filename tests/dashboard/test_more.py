"""What a page folds away, opened: group by group, in every view."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.asking.question import Ask
from dashboard.charts import gaps, waits
from dashboard.charts.marks import marks_of
from dashboard.charts.names import number
from dashboard.drawing import plotly_figure
from dashboard.exports.native import Native, drawing
from dashboard.figures import exhibits
from dashboard.figures.values import number_words
from dashboard.widgets.plain_text import plain
from pipelines.figures import wording
from pipelines.figures.measure import catalog
from pipelines.figures.results import Cell, View
from pipelines.store.warehouse import Warehouse
from tests.dashboard.charts import chart_samples as samples
from tests.dashboard.charts.chart_samples import cell, metric, released
from tests.dashboard.conftest import Open
from tests.dashboard.test_pages import figures, words

VIEWS = ("Working view", "Internal view", "Publishable view")
MOST_PANELS = 11  # of Outcomes, with how we know and what NACE asks for
GROUPS = {
    "outreach": [
        "When they write, and write again",
        "Who hears back",
        "How long it takes",
        "Who is asked, and by whom",
    ],
    "interviews": [
        "How they are held",
        "Before and after",
        "Who is reached",
        "What comes of them, and how well it is logged",
    ],
    "referrals": ["Asking for names", "Who leaves with a name", "What the names lead to"],
    "outcomes": [
        "How and when they found it",
        "Where conversations led (all classes)",
        "For NACE and the provost, class of 2026",
        "Pay, and gaps between groups",
        "Interviews and outcomes",
    ],
}
CARDS = {
    "outreach": {"Follow-up discipline", "Days to an interview", "Load on contacts"},
    "interviews": {
        "Minutes an interview takes",
        "What an interview costs",
        "Came prepared",
        "Learning, not asking",
        "Days to a thank-you",
        "Relationship kept",
        "Informal mentors",
        "Industries a student explored",
        "Employers a student explored",
    },
    "referrals": {"Interviews that led to another", "Names interviewed"},
    "outcomes": {
        "First interview before senior year",
        "Days from first interview to outcome",
        "Hired where they had talked",
        "Hired in an industry they had talked with",
    },
}


def opened(open_page: Open, folder: Path, page: str, **address: str) -> AppTest:
    at = open_page(folder, page, **address)
    at.session_state[f"more_{page}"] = True
    return at.run()


@pytest.mark.sampled(3)
@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("page", GROUPS)
def test_more_opens_group_by_group_in_every_view(
    page: str, view: str, open_page: Open, sample_folder: Path
) -> None:
    folded = [header.value for header in open_page(sample_folder, page, view=view).header]
    at = opened(open_page, sample_folder, page, view=view)
    assert not at.exception
    assert not at.error
    headers = [header.value for header in at.header]
    assert [header for header in headers if header in GROUPS[page]] == GROUPS[page]
    assert len(headers) - len(folded) - len(GROUPS[page]) <= MOST_PANELS
    said = words(at)  # a figure the office's files say nothing of is told with what unlocks it
    locked = {title for title in CARDS[page] if f"**{plain(title)}**".replace("\\", "") in said}
    assert CARDS[page] <= {*locked, *(label.replace("\\", "") for label in figures(at))}


def test_a_cost_is_in_dollars() -> None:
    assert number_words(catalog()["cost_usd"], 4.0) == "$4"


def test_the_chains_page_draws_what_led_on_over_all_dates_and_never_below_zero(
    open_page: Open, sample_folder: Path
) -> None:
    at = open_page(sample_folder, "chains")
    assert not at.exception
    assert "Interviews that led to another, month by month over all dates" in words(at)
    asked = Ask(Warehouse(sample_folder).published())
    spec = exhibits.over_time("interviews_led_on", dates=False)(asked).spec
    assert len(spec.categories) > 6
    assert plotly_figure.figure(spec)["layout"]["yaxis"]["range"][0] == 0


@pytest.mark.parametrize("dimension", ["is_first_generation", "college", "is_transfer"])
@pytest.mark.parametrize("view", ["working", "internal", "publishable"])
def test_gaps_are_drawn_by_every_cut_in_every_view(dimension: str, view: View, sample_folder: Path) -> None:
    asked = Ask(Warehouse(sample_folder).published(), view=view)
    spec = exhibits.Gaps("equity_gap", dimension)(asked).spec
    assert spec.categories == ("Students reached", "Response", "Left with a name", "Outcomes")
    assert (len(spec.series) == 1) == (dimension != "college")
    axis = plotly_figure.figure(spec)["layout"]["xaxis"]
    written = {place: tick for place, tick in zip(axis["tickvals"], axis["ticktext"], strict=True) if tick}
    assert 0 in written
    for place, tick in written.items():
        assert tick.replace(" pts", " percentage points") == number(place, "percentage points")


def test_a_gap_is_cut_only_by_what_everybody_is_in_one_group_of() -> None:
    assert exhibits.Gaps("equity_gap", "is_first_generation").cuts == (
        "is_first_generation",
        "college",
        "degree_level",
        "is_transfer",
    )


# -- charts ----------------------------------------------------------------------------------------

GAP = metric(
    "equity_gap",
    title="Gap between groups: students reached",
    aggregate="difference",
    unit="percentage points",
    of="student",
)


def test_of_two_groups_one_is_shown_with_every_gap() -> None:
    by = ("is_first_generation",)

    def cells(value: float, reach: float) -> list[Cell]:
        label = wording.percentage_points(value)
        return [
            cell({by[0]: "no"}, -value, 300, low=-value - reach, high=-value + reach),
            cell({by[0]: "yes"}, value, 100, low=value - reach, high=value + reach, label=label),
        ]

    response = metric("equity_gap_response", title="Gap between groups: response", unit="percentage points")
    spec = gaps.gaps(
        marks_of(released(GAP, cells(-0.04, 0.06), by, beside=(released(response, cells(0.02, 0.01), by),)))
    )
    (shown,) = spec.series
    assert spec.categories == ("Students reached", "Response")
    assert shown.values == (-0.04, 0.02)
    assert spec.reading == (
        "Students who are first generation, against all others: students reached 4 points lower and response"
        " 2 points higher."
        " A gap whose line reaches zero may be chance."
    )
    assert [line.text for line in spec.references] == ["no gap"]


def test_a_range_across_zero_is_an_error_bar_in_office() -> None:
    by = ("college",)
    label = "+1 percentage points"
    cells = [cell({by[0]: "A"}, -0.04, 90, low=-0.1, high=0.02, label=label)]
    beside = (
        released(GAP, [cell({by[0]: "A"}, 0.02, 90, low=0.01, high=0.03, label=label)], by),
        released(GAP, [cell({by[0]: "A"}, -0.02, 90, low=-0.03, high=-0.01, label=label)], by),
    )
    (drawn,) = drawing(gaps.gaps(marks_of(released(GAP, cells, by, beside=beside))))
    assert isinstance(drawn, Native)
    value, outer = drawn.runs
    assert (value.values, value.low, value.high) == (
        (-0.04, 0.02, -0.02),
        (-0.1, 0.01, -0.03),
        (0.02, 0.03, -0.01),
    )
    assert outer.values == (0.02, 0.03, -0.03)  # its words stand outside it


def test_a_long_wait_has_a_long_axis() -> None:
    figure = metric("days_to_outcome", title="Days to it", aggregate="wait", unit="days", of="graduate")
    curve = ((20, 0.2), (40, 0.5), (55, 0.9))
    spec = waits.wait_curve(marks_of(released(figure, [cell({}, 40.0, 90, curve=curve)])))
    assert (spec.categories[1], spec.categories[-1]) == ("2", "60")
    assert spec.series[0].values[-1] == 0.9
    assert spec.reading == "Days to it: 0% by day 14, 20% by day 30; half by day 40."
    axis = plotly_figure.figure(spec)["layout"]["xaxis"]
    assert axis["tickvals"] == axis["ticktext"]
    assert waits.wait_curve(marks_of(samples.wait())).categories[-1] == "30"


def test_a_median_by_segment_runs_from_quartile_to_quartile(sample_folder: Path) -> None:
    asked = Ask(Warehouse(sample_folder).published()).only(class_year="2026")
    spec = exhibits.BySegment("median_salary_usd", "college")(asked).spec
    assert spec.kind == "dots"
    assert "quartile" in spec.reading
