"""Targets, notes pinned to a day and saved views: kept, drawn, said, carried along."""

from __future__ import annotations

import csv
import io
import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dashboard.charts.exhibit import exhibit_for, planned
from dashboard.charts.spec import Exhibit, Moment
from dashboard.drawing import plotly_figure
from dashboard.exports import formats
from dashboard.office.plans import (
    Plans,
    SavedView,
)
from tests.dashboard.charts import chart_samples as samples
from tests.dashboard.charts.chart_samples import RATE, VOLUME, cell, released
from tests.dashboard.conftest import Open
from tests.dashboard.test_pages import figures, words

AUGUST = (8, 1)


@pytest.fixture
def own_sample(sample_folder: Path, tmp_path: Path) -> Path:
    """The sample office, to be written in."""
    return shutil.copytree(sample_folder, tmp_path / "office")


# -- on charts and exports -------------------------------------------------------------------------


def by_college() -> Exhibit:
    cells = [
        cell({"college": "Arts"}, 0.4, 40, label="40% (n = 40)"),
        cell({"college": "Law"}, 0.2, 30, label="20% (n = 30)"),
    ]
    return exhibit_for(released(RATE, cells, ("college",)))


def by_week() -> Exhibit:
    return exhibit_for(samples.this_fall())


def test_a_rates_target_is_a_line_through_its_rows_and_part_of_its_face() -> None:
    made = planned(by_college(), RATE, 0.75, ())
    assert [(line.value, line.text) for line in made.spec.references] == [(0.75, "target 75%")]
    assert ("Target", "Response rate: 75%") in made.face()
    assert "Target: Response rate: 75%." in made.spec.alt_text
    layout = plotly_figure.figure(made.spec)["layout"]
    assert any(shape["x0"] == shape["x1"] == 0.75 for shape in layout["shapes"])
    assert layout["xaxis"]["range"][1] >= 0.75  # a target above every bar is still on the chart


def test_a_counts_target_is_said_but_no_line_over_weeks() -> None:
    made = planned(by_week(), VOLUME, 500, ())
    assert made.spec.references == ()
    assert ("Target", "New contacts: 500") in made.face()


def test_a_note_is_drawn_in_its_week_and_part_of_the_face() -> None:
    made = planned(by_week(), VOLUME, None, [(date(2026, 9, 16), "Career fair")])
    assert Moment("Sep 14", "Career fair", is_note=True) in made.spec.moments
    assert ("Notes", "Sep 16, 2026: Career fair") in made.face()
    drawn = plotly_figure.figure(made.spec)["layout"]
    place = made.spec.categories.index("Sep 14")
    assert any(shape["x0"] == shape["x1"] == place for shape in drawn["shapes"])


def test_a_note_outside_the_axis_or_on_another_chart_is_nowhere() -> None:
    for made in (
        planned(by_week(), VOLUME, None, [(date(2020, 1, 1), "Long ago")]),
        planned(by_college(), RATE, None, [(date(2026, 9, 16), "Career fair")]),
    ):
        assert not [mark for mark in made.spec.moments if mark.is_note]
        assert "Notes" not in dict(made.face())


def test_a_notes_words_are_never_markup_nor_a_formula() -> None:
    nasty = "<a href='https://evil.example'>x</a>"
    made = planned(by_week(), VOLUME, None, [(date(2026, 9, 16), nasty)])
    assert "<a" not in json.dumps(plotly_figure.figure(made.spec))
    made = replace(made, pinned=("=1+1",))
    rows = list(csv.reader(io.StringIO(formats.render(made, "csv").decode("utf-8-sig"))))
    assert rows[1][rows[0].index("Notes")] == "'=1+1"


@pytest.mark.parametrize("kind", ["csv", "xlsx", "pptx"])
def test_every_export_is_made_with_target_and_note(kind: str) -> None:
    made = planned(by_week(), VOLUME, 500, [(date(2026, 9, 16), "Career fair")])
    assert formats.render(made, kind) != formats.render(by_week(), kind)


# -- on pages --------------------------------------------------------------------------------------


def test_a_target_set_on_plans_is_tracked_there_and_on_its_card(open_page: Open, own_sample: Path) -> None:
    at = open_page(own_sample, "plans")
    at.selectbox(key="target_figure").set_value("Students reached").run()
    at.number_input[0].set_value(70.0).run()
    next(button for button in at.button if button.label == "Set").click().run()
    assert not at.exception
    assert list(at.dataframe[0].value.iloc[0]) == ["Students reached", "2026–27", "70%", "64%", "6 pts to go"]
    assert "Target 70%, 6 pts to go." in words(open_page(own_sample))
    assert "Target 70%" not in words(open_page(own_sample, dates="All dates"))  # of no one year


def test_a_counts_target_is_everybodys(open_page: Open, own_sample: Path) -> None:
    Plans(own_sample).set_target("interview_volume", 2026, 598)
    assert "target 598, 50% of it so far" in words(open_page(own_sample, "interviews"))
    assert "target 598" not in words(open_page(own_sample, "interviews", college="School of Business"))


def test_a_class_has_the_target_of_the_year_it_ends_in(open_page: Open, own_sample: Path) -> None:
    Plans(own_sample).set_target("median_salary_usd", 2025, 50_000)
    assert "target $50,000, reached" in words(open_page(own_sample, "outcomes"))


def test_plans_show_no_published_totals_beside_averages(open_page: Open, own_sample: Path) -> None:
    Plans(own_sample).set_target("outreach_volume", 2026, 2000)
    Plans(own_sample).set_target("contacts_per_active_student", 2026, 6)
    shown = open_page(own_sample, "plans", view="Publishable view").dataframe[0].value
    assert set(shown["Now"]) == {"–"}
    assert set(shown["How far"]) == {""}


def test_a_note_is_on_every_chart_over_time_and_can_be_removed(open_page: Open, own_sample: Path) -> None:
    Plans(own_sample).pin(date(2026, 10, 7), "Career fair")
    at = open_page(own_sample)
    drawn = [json.loads(chart.proto.spec) for chart in at.get("plotly_chart")]
    assert "Career fair" in json.dumps(drawn[0]["layout"]["annotations"])
    assert figures(at) == figures(open_page(own_sample))
    at = open_page(own_sample, "plans")
    assert "Oct 7, 2026: Career fair" in words(at)
    next(button for button in at.button if button.label == "Remove").click().run()
    assert "Career fair" not in words(at)


def test_a_view_is_saved_under_a_name_and_forgotten(open_page: Open, own_sample: Path) -> None:
    at = open_page(own_sample, "outreach", college="School of Business")
    at.session_state["views"] = True
    at.run()
    at.get_by_key("views")
    at.text_input[0].set_value("My *own* view")
    next(button for button in at.button if button.label == "Save").click().run()
    assert not at.exception
    assert Plans(own_sample).views() == (
        SavedView("My *own* view", "outreach", "college=School+of+Business"),
    )
    next(button for button in at.button if button.label == "Forget").click().run()
    assert Plans(own_sample).views() == ()
