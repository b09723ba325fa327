"""A figure by all compared breakdowns in one query: the same as by each of them alone."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import pytest

from pipelines.figures.definitions import dimensions
from pipelines.figures.measure import catalog, dimensions_for, measure_alone, measure_by_group, segment_domain
from pipelines.figures.results import Cell, Question
from pipelines.release.standing_out import is_compared
from pipelines.store.warehouse import Published, Warehouse
from tests.pipelines.figures.office import office
from tests.pipelines.figures.random_office import tables

COMPARABLE = [
    metric.id
    for metric in catalog().values()
    if metric.aggregate in ("rate", "mean", "ratio")
    and not metric.category
    and dimensions_for(metric)
    and metric.of != "graduate"
]


def numbers(cell: Cell) -> list[float | None]:
    return [
        *(cell.value, cell.numerator, cell.denominator, cell.people, cell.people_in_numerator),
        *(cell.low, cell.high, cell.unknown_count, cell.largest_share),
    ]


def assert_the_same(published: Published, metric_id: str, question: Question) -> None:
    together = measure_by_group(published, metric_id, question)
    assert set(together) == set(dimensions().compared) & set(dimensions_for(metric_id))
    for name, result in together.items():
        cut = Question((name,), question.where, question.since, question.until, question.population)
        alone = measure_alone(published, metric_id, cut)
        assert result.question == alone.question
        assert result.domains == alone.domains
        assert result.notes == alone.notes
        assert [cell.segment for cell in result.cells] == [cell.segment for cell in alone.cells]
        for mine, other in zip(result.cells, alone.cells, strict=True):
            for number, expected in zip(numbers(mine), numbers(other), strict=True):
                assert number == (expected if expected is None else pytest.approx(expected))


# -- by hand ---------------------------------------------------------------------------------------


def test_a_student_of_two_programs_counts_in_both_and_once_in_her_college(tmp_path: Path) -> None:
    published = office(
        tmp_path,
        students="student college class_year\n1 Arts 2026\n2 Arts 2026\n3 Law 2027\n4 Law 2027",
        student_programs="student program\n1 Fellows\n1 Honors\n2 Fellows\n3 Honors",
        interviews="student people_named\n1 4\n1 0\n2 1\n3 -",
    )
    found = measure_by_group(published, "referral_yield", Question())
    told = {
        name: {cell.segment[name]: (cell.numerator, cell.denominator, cell.people) for cell in result.cells}
        for name, result in found.items()
    }
    assert told["college"] == {"Arts": (5, 3, 2), "Law": (0, 0, 0)}
    assert told["program"] == {"Fellows": (5, 3, 2), "Honors": (4, 2, 1), "Unknown": (0, 0, 0)}
    assert told["class_year"] == {"2026": (5, 3, 2), "2027": (0, 0, 0)}
    (law,) = (cell for cell in found["college"].cells if cell.segment["college"] == "Law")
    assert law.unknown_count == 1


def test_the_largest_part_is_the_largest_of_all_profiles_in_a_group(tmp_path: Path) -> None:
    published = office(
        tmp_path,
        students="student college class_year\n1 Arts 2026\n2 Arts 2027",
        interviews="student people_named\n1 3\n2 1",
    )
    (arts,) = measure_by_group(published, "referral_yield", Question())["college"].cells
    assert arts.largest_share == 0.75


def test_whoever_shares_all_groups_shares_a_profile(tmp_path: Path) -> None:
    published = office(
        tmp_path,
        students="student college gender\n1 Arts female\n2 Arts male\n3 Arts female\n4 Law male",
    )
    rows = published.query("select student_key, profile from marts.student_profiles order by student_key")
    one, two, three, four = (row["profile"] for row in rows)
    assert one == two == three  # gender is not compared by, and programs are of a day
    assert one != four
    groups = published.query(
        "select breakdown, value from marts.profile_groups where profile = $p", {"p": one}
    )
    assert {row["value"] for row in groups if row["breakdown"] == "college"} == {"Arts"}
    assert {row["breakdown"] for row in groups} == set(dimensions().compared) - {"program"}


# -- the same as each alone ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Published:
    return office(tmp_path_factory.mktemp("office"), **tables(seed=3, students=300))


@pytest.mark.parametrize("metric", COMPARABLE)
def test_it_is_what_each_breakdown_alone_says(metric: str, large: Published) -> None:
    assert_the_same(large, metric, Question())


@pytest.mark.parametrize("metric", COMPARABLE)
def test_it_is_so_under_filters_and_dates(metric: str, large: Published) -> None:
    pick = random.Random(metric)
    where = [
        (name, pick.choice(segment_domain(large, name, catalog()[metric].of)))
        for name in pick.sample(("college", "program", "class_year", "gender"), 2)
    ]
    assert_the_same(large, metric, Question((), tuple(where), date(2025, 9, 1), date(2026, 3, 31), "roster"))


@pytest.mark.parametrize("metric", COMPARABLE)
def test_it_is_so_in_the_sample_office(metric: str, sample_folder: Path) -> None:
    assert_the_same(Warehouse(sample_folder).published(), metric, Question())


@pytest.mark.parametrize("students", [0, 1])
def test_it_is_so_where_hardly_anybody_is(students: int, tmp_path: Path) -> None:
    published = office(tmp_path, **tables(seed=1, students=students))
    for metric in COMPARABLE:
        assert_the_same(published, metric, Question())


def test_all_that_groups_are_compared_by_can_be_asked_so() -> None:
    # not figures of graduates: their classes are not their students' classes, which make the profiles
    compared = {metric.id for metric in catalog().values() if is_compared(metric)}
    assert {"participation_rate", "referral_yield", "response_rate"} <= compared
    assert compared <= set(COMPARABLE)
