"""Any figure can be charted, and nothing that is withheld shows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dashboard.charts.exhibit import chart_for, exhibit_for, planned
from dashboard.charts.marks import marks_of
from dashboard.charts.spec import ChartTable
from pipelines.figures.measure import catalog
from pipelines.figures.results import Cell, Metric, Question, Released, Result
from pipelines.release.disclosure import release
from tests.dashboard.charts import chart_samples as samples
from tests.dashboard.charts.chart_samples import RATE, band, cell, released, withheld

# -- what the office wants, and what happened ---------------------------------------------------------


NOTES = [(date(2026, 9, 9), "Career fair"), (date(2020, 1, 1), "Long ago")]


def test_a_target_is_a_line_where_the_chart_can_hold_one_and_always_said() -> None:
    figure = samples.by_college()
    made = planned(exhibit_for(figure), figure.metric, 0.5, ())
    assert [(line.value, line.text) for line in made.spec.references] == [(0.5, "target 50%")]
    assert made.target == "Response rate: 50%"
    assert made.spec.alt_text.endswith(" Target: Response rate: 50%.")


@pytest.mark.parametrize("name", ["classes", "steps", "weekly"])
def test_a_target_is_only_said_where_a_line_would_mean_something_else(name: str) -> None:
    of = samples.VOLUME if name == "weekly" else RATE
    spec = samples.all_specs()[name]
    made = planned(exhibit_for(samples.by_college(), spec=spec), of, 0.5, ())
    assert made.spec.references == spec.references
    assert made.target.startswith(f"{of.title}: ")


def test_a_note_stands_at_its_day_and_in_words_and_one_outside_nowhere() -> None:
    spec = samples.all_specs()["weekly"]
    made = planned(exhibit_for(samples.by_college(), spec=spec), RATE, None, NOTES)
    (said,) = made.pinned
    assert said == "Sep 9, 2026: Career fair"
    assert made.spec.alt_text.endswith(f" Notes: {said}.")
    assert [moment.text for moment in made.spec.moments if moment.is_note] == ["Career fair"]
    assert made.target == ""


def test_a_figure_of_steps_alone_is_no_steps() -> None:
    alone = released(replace(RATE, chart="steps"), [cell({}, 0.5, 40)])
    assert chart_for(marks_of(alone)).kind == "dots"
    with_one = replace(alone, beside=(released(replace(RATE, id="other"), [cell({}, 0.4, 40)]),))
    assert chart_for(marks_of(with_one)).kind == "steps"


def _published(hidden: int) -> Released:
    """Arts holds a hidden number of students, whatever it is."""
    rows = (("Law", 40, 20), ("Arts", hidden, hidden), ("Music", 30, 3))
    cells = [Cell({"college": c}, x / n if n else None, x, n, n) for c, n, x in rows]
    return release(Result(RATE, Question(by=("college",)), tuple(cells), "b", samples.AS_OF), "publishable")


@pytest.mark.parametrize("hidden", [1, 5, 9])
def test_a_hidden_zero_and_a_hidden_nine_make_the_same_chart_and_table(hidden: int) -> None:
    nobody, some = _published(0), _published(hidden)
    assert chart_for(marks_of(nobody)) == chart_for(marks_of(some))
    assert exhibit_for(nobody) == exhibit_for(some)


def _cells(figure: Metric, by: tuple[str, ...]) -> list[Cell]:
    values = {
        "week": ("2026-09-07", "2026-09-14"),
        "class_year": ("2025", "2026"),
        "college": ("Arts", "Law"),
    }
    parts = figure.categories or (("a", "b") if figure.category else ("",))
    made = []
    for i, value in enumerate(values[by[0]] if by else ("",)):
        for part in parts:
            segment = {**({by[0]: value} if by else {}), **({figure.category: part} if part else {})}
            made += (
                [cell(segment, 0.5, 40, quartiles=(0.2, 0.7))] if i == 0 else [band(segment, 0.2, 0.3, 30)]
            )
    return made


@pytest.mark.parametrize("by", [(), ("college",), ("week",), ("class_year",)])
def test_every_figure_of_the_catalog_can_be_charted(by: tuple[str, ...]) -> None:
    for figure in catalog().values():
        for cells in (_cells(figure, by), [withheld(c.segment) for c in _cells(figure, by)], []):
            spec = chart_for(marks_of(released(figure, cells, by)))
            for series in spec.series:
                assert len(series.values) == len(spec.categories), figure.id
                assert len(series.labels) in (0, len(spec.categories)), figure.id
            assert len([s for s in spec.series if not s.is_muted]) <= 6
            assert spec.title
            assert spec.reading.endswith(".")
            assert spec.alt_text


@pytest.mark.parametrize(
    ("by", "kind", "rows"),
    [((), "lines", 31), (("college",), "lines", 31), (("college", "class_year"), "dots", 1)],
)
def test_a_wait_is_a_curve_unless_it_is_cut_twice(by: tuple[str, ...], kind: str, rows: int) -> None:
    waiting = samples.wait()
    one = replace(waiting.cells[0], segment={"college": "Law", "class_year": "2026"})
    found = replace(one, segment={name: one.segment[name] for name in by})
    spec = chart_for(marks_of(released(waiting.metric, [found], by)))
    assert (spec.kind, len(spec.categories)) == (kind, rows)


def test_a_table_or_a_chart_of_its_own_takes_the_place_of_the_figure_s() -> None:
    own = ChartTable(("Only",), (("this",),))
    made = exhibit_for(samples.by_college(), spec=samples.all_specs()["weekly"], table=own)
    assert (made.table, made.spec.id) == (own, "outreach_volume")
