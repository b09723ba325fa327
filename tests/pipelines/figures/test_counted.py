"""Who is behind a figure: as many students as the figure itself says, in every cut, and the very ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.errors import QuestionError
from pipelines.figures.aggregates import aggregate_of
from pipelines.figures.counted import counted, idents
from pipelines.figures.measure import catalog, dimensions_for, measure
from pipelines.figures.results import Question
from pipelines.store.warehouse import Warehouse
from tests.offices import office

CUTS: list[tuple[str, ...]] = [(), ("college",), ("month",), ("term", "program"), ("major", "gender")]
OF_STUDENTS = [name for name, metric in catalog().items() if metric.of != "program"]


@pytest.mark.sampled(4)
@pytest.mark.parametrize("metric_id", OF_STUDENTS)
def test_as_many_students_are_behind_each_cell_as_it_says(sample_folder: Path, metric_id: str) -> None:
    published = Warehouse(sample_folder).published()
    metric = catalog()[metric_id]
    aggregate, has_groups = aggregate_of(metric), metric.categories_are == "groups"
    if aggregate.published == "difference":
        return  # its people are those of the smaller side
    for by in CUTS:
        if not set(by) <= set(dimensions_for(metric)):
            continue
        who = counted(published, metric_id, Question(by=by))
        for cell in measure(published, metric_id, Question(by=by)).cells:
            segment = {n: v for n, v in cell.segment.items() if n != metric.category or has_groups}
            if has_groups and metric.category not in segment:
                continue  # asked on one scale only
            people = cell.people_in_denominator if aggregate.people_are_the_whole else cell.people
            students = who.get(frozenset(segment.items()), [])
            assert len(students) == len(set(students)) == (people or 0), segment


LOG = """
student_id | contact_name | held_on    | referrals_count
s1         | Ann          | 2026-03-02 | 1
s1         | Bob          | 2026-04-02 | 0
s2         | Cay          | 2026-03-03 | -
s3         | Dee          | 2026-04-05 | 2
"""


def test_by_hand(tmp_path: Path) -> None:
    published = office(tmp_path, interview_log=LOG)
    named = idents(published)

    def who(metric_id: str, **asked: object) -> dict[tuple[str, ...], set[str]]:
        found = counted(published, metric_id, Question(**asked))  # type: ignore[arg-type]
        return {
            tuple(value for _, value in sorted(segment)): {named[student] for student in students}
            for segment, students in found.items()
        }

    assert who("referral_any_rate") == {(): {"s1", "s3"}}  # of s2's interview nobody wrote down whether
    assert who("referral_any_rate", by=("month",)) == {("2026-03",): {"s1"}, ("2026-04",): {"s1", "s3"}}
    assert who("interview_volume", by=("month",)) == {("2026-03",): {"s1", "s2"}, ("2026-04",): {"s1", "s3"}}
    assert who("stopped_log_rate") == {}
    with pytest.raises(QuestionError):
        who("participation_rate", by=("mode",))
