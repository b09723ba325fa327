"""Steps that each have their own eligible n."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard.charts import (
    steps,
)
from dashboard.charts.marks import marks_of
from pipelines.figures.results import Released
from tests.dashboard.charts import chart_samples as samples
from tests.dashboard.charts.chart_samples import band
from tests.dashboard.charts.reading_specs import plain, spec_text

SAYS = {
    "steps": """
    steps referral_steps: From asking to the next interview
    Asked 61%; contacted 38%.
    Steps: From asking to the next interview. 38–61% get through each step. Asked 61%; contacted 38%. Asked: 61%; Contacted: 38%.
    unit percent; values “”; categories “”
    series: Share
    Asked (of 540 interviews): 0.61 “61%”
    Contacted (of 377 names): 0.38 “38%”
    """,
}


@pytest.mark.parametrize("name", SAYS)
def test_what_the_chart_says(name: str) -> None:
    assert plain(spec_text(samples.all_specs()[name])) == plain(SAYS[name].replace("{LONG}", samples.LONG))


def _with_interval(figure: Released) -> Released:
    cells = (
        replace(cell, low=(cell.value or 0) - 0.04, high=(cell.value or 0) + 0.04) for cell in figure.cells
    )
    return replace(figure, cells=tuple(cells))


def test_every_step_has_its_own_n() -> None:
    asked, acted = samples.one("Asked", 0.61, 540), samples.one("Acted on", 0.38, 377, "referral")
    spec = steps.steps([("Asked", marks_of(asked)), ("Contacted", marks_of(acted))])
    assert spec.category_notes == ("of 540 interviews", "of 377 names")
    assert spec.reading == "Asked 61%; contacted 38%."  # without intervals chance is not known


def test_a_step_of_four_is_not_called_the_lowest_and_neither_is_a_band() -> None:
    stages = [
        ("Asked", marks_of(samples.one("Asked", 0.61, 540))),
        ("Contacted", marks_of(samples.one("Acted on", 0.38, 377, "referral"))),
        ("Interviewed", marks_of(samples.one("Interviewed", 0.25, 4, "referral"))),
    ]
    assert steps.steps(stages).reading == ("Asked 61%; contacted 38%; interviewed 25%.")
    sure = [(name, marks_of(_with_interval(marks.released))) for name, marks in stages]
    assert steps.steps(sure).reading == (
        "Asked 61%; contacted 38%; interviewed 25%. The lowest step, where n is 10 or more, is “contacted”."
    )
    between = replace(samples.one("Acted on", 0.38, 377, "referral"), cells=(band({}, 0.3, 0.45, 377),))
    assert (
        steps.steps([stages[0], ("Contacted", marks_of(between))]).reading == "Asked 61%; contacted 30–45%."
    )
