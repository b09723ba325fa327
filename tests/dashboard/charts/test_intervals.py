"""Intervals as they are told: what cannot be below zero is not said to be, wherever it is printed or drawn."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.charts.marks import marks_of
from dashboard.charts.table import table_for
from dashboard.figures.card_words import certainty
from pipelines.cli.measuring import released_as_dict
from pipelines.figures import wording
from pipelines.figures.aggregates import aggregate_of
from pipelines.figures.measure import catalog, dimensions_for
from pipelines.figures.results import Question
from pipelines.release.ask import ask
from pipelines.release.differences import estimate
from pipelines.store.warehouse import Published, Warehouse
from tests.offices import office

# One of three students was given six names: 2 ± 8.6 people per interview.
LOG = """
student_id | contact_name | held_on    | referrals_count
S1         | Ann          | 2026-03-02 | 6
S2         | Bob          | 2026-03-09 | 0
S3         | Cem          | 2026-03-10 | 0
"""


def test_a_mean_is_told_from_zero_on_and_reckoned_with_as_wide_below_as_above(tmp_path: Path) -> None:
    metric = catalog()["referral_yield"]
    released = ask(office(tmp_path, interview_log=LOG), "referral_yield", Question(), "working")
    (cell,) = released.cells
    assert (cell.low, cell.high) == (0, pytest.approx(2 + 4.302653 * 2))  # t with 2 degrees
    own = estimate(metric, cell)
    assert own is not None
    assert own.low == pytest.approx(2 - 4.302653 * 2)
    assert "95% interval 0 to 10.6" in certainty(metric, cell)
    assert marks_of(released).only.low == 0
    (row,) = table_for(marks_of(released)).rows
    assert dict(zip(table_for(marks_of(released)).columns, row, strict=True))["Low"] == 0
    assert released_as_dict(released)["cells"][0]["low"] == 0


def test_a_change_and_a_difference_may_be_below_zero() -> None:
    below = {name for name, metric in catalog().items() if aggregate_of(metric).is_signed}
    assert {"clarity_change", "equity_gap", "referral_advantage"} <= below
    assert not below & {"practice_effect_usefulness", "minutes", "cost_usd", "interviews_per_student"}
    assert all("points" in catalog()[name].unit for name in below)


@pytest.fixture(scope="module")
def published(sample_folder: Path) -> Published:
    return Warehouse(sample_folder).published()


@pytest.mark.parametrize(
    "metric_id", [name for name, metric in catalog().items() if not aggregate_of(metric).is_signed]
)
def test_nothing_counted_is_said_to_be_below_zero(published: Published, metric_id: str) -> None:
    metric = catalog()[metric_id]
    for by in ((), *((name,) for name in ("college", "program") if name in dimensions_for(metric))):
        released = ask(published, metric_id, Question(by=by), "working")
        for cell in released.cells:
            assert wording.MINUS not in certainty(metric, cell)
            assert cell.low is None or (cell.low >= 0 and (cell.high is None or cell.high >= cell.low))
