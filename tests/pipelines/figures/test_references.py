"""A published number stands beside ours only where both are about the same people."""

from __future__ import annotations

import pytest

from pipelines.figures.measure import catalog
from pipelines.figures.references import references, references_for
from pipelines.figures.results import Question

BACHELORS = ("degree_level", "bachelor")
ARTS = ("college", "Arts")


def test_every_line_is_about_a_figure_and_says_of_whom_when_and_whose() -> None:
    assert {line.metric for line in references()} <= set(catalog())
    assert all(line.published and line.population and line.source for line in references())
    assert {line.class_year: line.value for line in references() if line.class_year} == {
        "2020": 0.824, "2021": 0.841, "2022": 0.86,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("metric", "where", "values"),
    [
        ("knowledge_rate", (), [0.65]),
        ("knowledge_rate", (("class_year", "2026"),), [0.65]),
        ("knowledge_rate", (("class_year", "2026"), ("class_year", "2025")), [0.65]),
        ("knowledge_rate", (ARTS,), []),
        ("career_outcomes_rate", (), []),
        ("career_outcomes_rate", (BACHELORS,), []),
        ("career_outcomes_rate", (("class_year", "2021"),), []),
        ("career_outcomes_rate", (("class_year", "2021"), BACHELORS), [0.841]),
        ("career_outcomes_rate", (("class_year", "2019"), BACHELORS), []),
        ("career_outcomes_rate", (("class_year", "2021"), ("class_year", "2022"), BACHELORS), []),
        ("career_outcomes_rate", (("class_year", "2021"), BACHELORS, ("degree_level", "master")), []),
        ("career_outcomes_rate", (("class_year", "2021"), BACHELORS, ARTS), []),
        ("response_rate", (), []),
    ],
)
def test_a_line_stands_where_the_very_same_people_are_counted(
    metric: str, where: tuple[tuple[str, str], ...], values: list[float]
) -> None:
    asked = Question(by=("is_first_generation",), where=where)
    assert [line.value for line in references_for(metric, asked, goals=False)] == values


def test_a_goal_stands_only_where_the_office_wants_goals() -> None:
    assert references_for("referral_yield", Question(), goals=False) == ()
    (five,) = references_for("referral_yield", Question(where=(ARTS,)), goals=True)
    assert (five.value, five.is_goal) == (5.0, True)
    assert [line.is_goal for line in references_for("knowledge_rate", Question(), goals=True)] == [False]
