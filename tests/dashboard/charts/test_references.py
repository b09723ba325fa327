"""A published number is drawn across a chart that has its unit, and its face says of whom, when and whose."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dashboard.charts.exhibit import exhibit_for
from dashboard.charts.references import takes_line
from pipelines.figures.definitions import catalog
from pipelines.figures.results import Cell, Question, Released


def released(metric: str, value: float, by: str, segments: list[str], *where: tuple[str, str]) -> Released:
    cells = tuple(Cell({by: one}, value, None, 40, 40, label="70%") for one in segments)
    return Released(catalog()[metric], Question((by,), where), cells, "b1", date(2026, 11, 3), "working")


KNOWN = released("knowledge_rate", 0.7, "college", ["Arts", "Law"], ("class_year", "2026"))
YIELD = released("referral_yield", 0.9, "college", ["Arts", "Law"])


def test_the_recommended_minimum_is_drawn_and_said() -> None:
    made = exhibit_for(KNOWN)
    (line,) = made.spec.references
    assert (line.value, line.text) == (0.65, "NACE recommended minimum, 65%")
    face = dict(made.face())["Reference"]
    for words in ("NACE recommended minimum, 65%", "all graduates of a class", "standards and protocols"):
        assert words in face
    assert any("NACE recommended minimum" in line for line in made.face_lines())
    assert "Reference: NACE recommended minimum, 65%" in made.spec.alt_text


def test_the_year_of_a_class_is_said_once() -> None:
    where = (("class_year", "2021"), ("degree_level", "bachelor"))
    made = exhibit_for(released("career_outcomes_rate", 0.8, "college", ["Arts", "Law"], *where))
    assert [line.value for line in made.spec.references] == [0.841]
    assert dict(made.face())["Reference"].casefold().count("class of 2021") == 1


def test_nothing_is_drawn_of_other_people() -> None:
    arts = replace(KNOWN, question=replace(KNOWN.question, where=(("college", "Arts"),)))
    made = exhibit_for(arts)
    assert made.spec.references == ()
    assert "Reference" not in dict(made.face())
    assert "Reference" not in made.spec.alt_text


@pytest.mark.parametrize(("goals", "drawn"), [(False, []), (True, [5.0])])
def test_goals_are_drawn_only_where_the_office_wants_them(goals: bool, drawn: list[float]) -> None:
    assert [line.value for line in exhibit_for(YIELD, goals=goals).spec.references] == drawn


def test_a_line_needs_a_chart_with_its_unit_and_one_run() -> None:
    spec = exhibit_for(KNOWN).spec
    assert takes_line(spec, KNOWN.metric)
    assert not takes_line(replace(spec, unit="usd"), KNOWN.metric)
    assert not takes_line(replace(spec, kind="stacked_bars"), KNOWN.metric)
    assert not takes_line(replace(spec, series=spec.series * 2), KNOWN.metric)
    assert takes_line(replace(spec, series=spec.series * 2, is_time=True), KNOWN.metric)
    other = exhibit_for(KNOWN, spec=replace(spec, unit="usd", references=()))
    assert other.spec.references == ()
