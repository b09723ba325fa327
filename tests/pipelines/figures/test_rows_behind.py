"""The rows behind a figure add up to it, whatever is asked."""

from __future__ import annotations

import random
import statistics
from datetime import date
from pathlib import Path

import pytest

from pipelines.errors import QuestionError
from pipelines.figures.measure import catalog, dimensions_for, measure, segment_domain
from pipelines.figures.results import Cell, Question
from pipelines.figures.rows_behind import RowsBehind, rows_behind
from pipelines.store.warehouse import Published, Warehouse
from tests.offices import office

LOG = """
student_id | contact_name | held_on    | referrals_count
S1         | Ann          | 2026-03-02 | 2
S1         | Bob          | 2026-03-09 | 0
S2         | Ann          | 2026-03-10 |
"""
OUTREACH = """
student_id | contact_name | sent_on    | reply
S1         | Eve          | 2026-02-02 | no_reply
S1         | Dan          | 2026-02-02 | accepted
S2         | Zoe          | 2026-03-20 | no_reply
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


def test_rows_of_a_part_say_its_name_even_where_the_figure_counts_places(tmp_path: Path) -> None:
    published = office(tmp_path, interview_log=LOG, outreach_log=OUTREACH)
    told = rows_behind(published, "outreach_state", Question(), {"state": "no_reply"})
    assert [(row["contact"], row["category"]) for row in told.rows] == [("Eve", "no_reply")]
    with pytest.raises(QuestionError, match="no 'nowhere'"):
        rows_behind(published, "outreach_state", Question(), {"state": "nowhere"})


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
    if takes_dates and draw.random() < 0.3:
        where += draw.choice(TIMES)
    dates = (date(2025, 8, 1), date(2026, 9, 30)) if takes_dates and draw.random() < 0.5 else (None, None)
    return Question(by, tuple(where), *dates, population=draw.choice(("expected", "roster")))


TIMES = (
    [("term", "2026 Fall"), ("term", "2025 Fall")],
    [("month", "2026-09"), ("month", "2026-02")],
    [("week", "2026-09-07")],
)
GATHERED = ("difference", "adjusted", "load", "concentration")
OF_ROWS = [name for name, metric in catalog().items() if metric.aggregate not in GATHERED]


def test_a_figure_made_of_groups_says_so(tmp_path: Path) -> None:
    published = office(tmp_path, interview_log=LOG)
    with pytest.raises(QuestionError, match="computed from groups"):
        rows_behind(published, "equity_gap", Question(by=("college",)), {"college": "Unknown"})


ASKED = (range(2), range(2, 10))  # numbers of questions a figure: whenever tests run, and thoroughly


@pytest.mark.sampled(6)  # of every third figure, the fewer questions
@pytest.mark.parametrize("metric_id", OF_ROWS)
@pytest.mark.parametrize("numbers", ASKED, ids=str)
def test_rows_add_up_to_the_figure_over_random_questions(
    sample_folder: Path, metric_id: str, numbers: range
) -> None:
    published = Warehouse(sample_folder).published()
    for number in numbers:
        draw = random.Random(f"{metric_id} {number}")
        asked = question(draw, published, metric_id)
        cells = measure(published, metric_id, asked).cells
        filled = [
            cell for cell in cells if cell.people
        ] or cells  # mostly of those that anything stands behind
        for cell in draw.sample(filled, min(len(filled), 2)) + draw.sample(cells, min(len(cells), 1)):
            behind = rows_behind(published, metric_id, asked, cell.segment, most=None)
            agree(metric_id, cell, behind, (asked, cell.segment))


def agree(metric_id: str, cell: Cell, behind: RowsBehind, asked: object) -> None:
    """What is said of the rows, and the rows themselves summed up here, are the figure."""
    metric = catalog()[metric_id]
    assert len(behind.rows) == behind.row_count, asked
    if behind.numerator is not None:
        assert behind.numerator == pytest.approx(cell.numerator or 0), asked
    if behind.denominator is not None:
        assert behind.denominator == pytest.approx(cell.denominator or 0), asked
        assert behind.unknown_count == (cell.unknown_count or 0), asked
    rows = behind.rows
    if metric.categories_are in ("parts", "kinds"):
        assert len(rows) == cell.numerator, asked
        return
    if metric.aggregate == "wait":
        seen = [row for row in rows if row["waited_days"] is not None]
        assert (sum(row["is_reached"] for row in seen), len(seen)) == (cell.numerator, cell.denominator), (
            asked
        )
        return
    known = [row for row in rows if row["value"] is not None and row.get("per", 0) is not None]
    values = [float(row["value"]) for row in known]
    if metric.aggregate == "median":
        assert (statistics.median(values) if values else None) == pytest.approx(cell.value), asked
    elif metric.unit == "students":
        assert len({row["student_id"] for row in known if row["value"] > 0}) == cell.numerator, asked
    else:
        assert sum(values) == pytest.approx(cell.numerator), asked
        per = sum(float(row["per"]) for row in known) if metric.aggregate == "ratio" else len(known)
        assert cell.denominator is None or per == pytest.approx(cell.denominator), asked
