"""The rows behind a figure add up to it, whatever is asked."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import pytest

from pipelines.errors import QuestionError
from pipelines.metrics import catalog, dimensions_for, measure, segment_domain
from pipelines.results import Question
from pipelines.rows_behind import rows_behind
from pipelines.warehouse import Published, Warehouse
from tests.offices import office

LOG = """
student_id | contact_name | held_on    | referrals_count
S1         | Ann          | 2026-03-02 | 2
S1         | Bob          | 2026-03-09 | 0
S2         | Ann          | 2026-03-10 |
"""


def test_the_rows_behind_a_rate_are_named_and_counted(tmp_path: Path) -> None:
    published = office(tmp_path, interview_log=LOG)
    behind = rows_behind(published, "referral_any_rate", Question())
    assert (behind.row_count, behind.denominator, behind.numerator, behind.unknown_count) == (3, 2, 1, 1)
    assert [(row["student"], row["contact"], row["value"]) for row in behind.rows] == [
        ("S2", "Ann", None),
        ("S1", "Bob", False),
        ("S1", "Ann", True),
    ]


def test_a_segment_narrows_the_rows(tmp_path: Path) -> None:
    published = office(tmp_path, interview_log=LOG)
    week = rows_behind(published, "referral_any_rate", Question(by=("week",)), {"week": "2026-03-09"})
    assert (week.row_count, week.denominator, week.numerator) == (2, 1, 0)
    part = rows_behind(published, "names_given", Question(), {"names": "0"})
    assert [row["contact"] for row in part.rows] == ["Bob"]


@pytest.mark.parametrize("segment", [None, {"college": "Arts"}, {"week": "2026-03-02", "college": "Arts"}])
def test_a_segment_the_figure_was_not_cut_by_is_refused(
    tmp_path: Path, segment: dict[str, str] | None
) -> None:
    published = office(tmp_path, interview_log=LOG)
    with pytest.raises(QuestionError, match="say which"):
        rows_behind(published, "referral_any_rate", Question(by=("week",)), segment)


def question(draw: random.Random, published: Published, metric_id: str) -> Question:
    """Filters and cuts at random, of those the figure takes."""
    metric = catalog()[metric_id]
    known = [name for name in dimensions_for(metric) if name not in ("week", "month", "term", "advisor")]
    takes_dates = "month" in dimensions_for(metric)
    by = tuple(draw.sample(known, min(len(known), draw.choice((0, 1, 2)))))
    if takes_dates and len(by) < 2 and draw.random() < 0.4:
        by = (*by, draw.choice(("week", "month", "term")))
    where = []
    for name in draw.sample(known, min(len(known), draw.choice((0, 1, 2)))):
        values = segment_domain(published, name, metric.of)
        where += [(name, value) for value in draw.sample(values, min(len(values), draw.choice((1, 2))))]
    dates = (date(2025, 8, 1), date(2026, 9, 30)) if takes_dates and draw.random() < 0.5 else (None, None)
    return Question(by, tuple(where), *dates, population=draw.choice(("expected", "roster")))


GATHERED = ("difference", "adjusted", "load", "concentration")
OF_ROWS = [name for name, metric in catalog().items() if metric.aggregate not in GATHERED]


def test_a_figure_made_of_groups_says_so(tmp_path: Path) -> None:
    published = office(tmp_path, interview_log=LOG)
    with pytest.raises(QuestionError, match="computed from groups"):
        rows_behind(published, "equity_gap", Question(by=("college",)), {"college": "Unknown"})


@pytest.mark.parametrize("metric_id", OF_ROWS)
def test_rows_add_up_to_the_figure_over_random_questions(sample_folder: Path, metric_id: str) -> None:
    published = Warehouse(sample_folder).published()
    draw = random.Random(metric_id)
    for _ in range(4):
        asked = question(draw, published, metric_id)
        cells = measure(published, metric_id, asked).cells
        for cell in draw.sample(cells, min(len(cells), 3)):
            behind = rows_behind(published, metric_id, asked, cell.segment)
            if behind.numerator is not None and cell.numerator is not None:
                assert behind.numerator == pytest.approx(cell.numerator), (asked, cell.segment)
            if behind.denominator is not None:
                assert behind.denominator == pytest.approx(cell.denominator or 0), (asked, cell.segment)
                assert behind.unknown_count == (cell.unknown_count or 0), (asked, cell.segment)
            assert behind.row_count == 0 or behind.rows
