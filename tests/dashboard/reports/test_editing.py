"""Changing a report: a chart more, a section moved or taken out; what it was stays as it was."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard.reports.editing import changed, moved, new_plan, with_chart, with_section, without
from dashboard.reports.plan import Plan, Section
from pipelines.errors import UserError

COLLEGE = (("college", "School of Business"),)


def headings(plan: Plan) -> list[str]:
    return [section.heading for section in plan.sections]


def test_charts_of_the_same_filters_stand_together_and_each_once() -> None:
    plan = with_chart(new_plan(" Ours "), "mode_mix")
    plan = with_chart(with_chart(plan, "bands"), "mode_mix")
    plan = with_chart(plan, "response_by_college by program", COLLEGE)
    plan = with_chart(plan, "mode_mix", COLLEGE)
    assert plan.title == "Ours"
    assert [(s.heading, s.charts, s.where) for s in plan.sections] == [
        ("How interviews are held", ("mode_mix", "bands"), ()),
        ("Response rate by program", ("response_by_college by program", "mode_mix"), COLLEGE),
    ]


@pytest.mark.parametrize(
    ("place", "step", "order"),
    [(0, 1, "BAC"), (2, -1, "ACB"), (0, -1, "ABC"), (2, 1, "ABC"), (0, 9, "BCA"), (2, -9, "CAB")],
)
def test_a_section_is_moved_as_far_as_there_is_room(place: int, step: int, order: str) -> None:
    plan = new_plan("")
    for heading in "ABC":
        plan = with_section(plan, Section(heading, words="w"))
    assert "".join(headings(moved(plan, place, step))) == order
    assert headings(plan) == ["A", "B", "C"]


def test_one_is_taken_out_or_changed() -> None:
    plan = with_section(with_section(new_plan("T"), Section("A", words="a")), Section("B", words="b"))
    assert headings(without(plan, 0)) == ["B"]
    assert headings(changed(plan, 1, replace(plan.sections[1], heading="C"))) == ["A", "C"]


def test_there_is_an_end_to_sections() -> None:
    plan = replace(new_plan("T"), sections=(Section("A", words="a"),) * 60)
    with pytest.raises(UserError, match="at most 60 sections"):
        with_section(plan, Section("B", words="b"))
