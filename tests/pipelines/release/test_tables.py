"""The tables a filtered figure is a cell of, measured as the figure is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipelines.figures.results import Question, Result
from pipelines.release.disclosure import release
from pipelines.release.tables import filtered, row, table, tables
from tests.pipelines.release.attack import POLICY, REACHED, Office, measured, office

PLACE = office(
    200, {"college": {"Arts": 6, "Law": 3, "Music": 1}, "class_year": {"2026": 5, "2027": 5}}, seed=3
)


def measure(question: Question) -> Result:
    return measured(PLACE, REACHED, question)


def count(place: Office, **values: str) -> int:
    return sum(
        all(student[name] == value for name, value in values.items()) and student["expected"] == "1"
        for student in place.students
    )


def test_a_filter_becomes_the_last_breakdown_and_all_other_filters_stay() -> None:
    asked = Question(("gender",), (("college", "Arts"), ("class_year", "2026"), ("term", "2026 Fall")))
    assert filtered(asked) == ("college", "class_year")
    over = table(measure, Question(("gender",), asked.where[:2]), "college")
    assert over.question == Question(("gender", "college"), (("class_year", "2026"),))
    assert all(cell.people == count(PLACE, class_year="2026", **cell.segment) for cell in over.cells)


def test_a_third_breakdown_is_put_together_value_by_value() -> None:
    asked = Question(("gender", "class_year"), (("college", "Arts"),))
    over = table(measure, asked, "college")
    assert over.question == Question(("gender", "class_year", "college"))
    assert list(over.cells[0].segment) == ["gender", "class_year", "college"]
    assert len(over.cells) == 3 * 2 * 3
    assert all(cell.people == count(PLACE, **cell.segment) for cell in over.cells)
    assert {(*c.segment.values(), c.people) for c in row(over, asked, "college").cells} == {
        (*c.segment.values(), c.people) for c in measure(asked).cells
    }


def test_a_row_of_a_table_has_the_values_of_its_own_breakdowns_only() -> None:
    asked = Question(("gender",), (("college", "Arts"),))
    found = row(table(measure, asked, "college"), asked, "college")
    assert found.domains == {"gender": PLACE.values["gender"]}
    assert found.question == asked


def test_a_gap_between_groups_has_tables_only_where_groups_are_told_apart() -> None:
    gap = replace(REACHED, aggregate="difference", unit="percentage points")

    def found(by: tuple[str, ...]) -> set[tuple[str, ...]]:
        asked = Question(by, (("college", "Arts"), ("class_year", "2026")))
        return set(tables(lambda question: measured(PLACE, gap, question), measured(PLACE, gap, asked)))

    assert found(("gender",)) == {("college",), ("class_year",)}
    assert found(()) == set()


def test_a_figure_cut_by_what_filters_it_stays_cut() -> None:
    asked = Question(("college",), (("college", "Law"),))
    over = table(measure, asked, "college")
    assert over.question == Question(("college",))
    assert [dict(cell.segment) for cell in row(over, asked, "college").cells] == [{"college": "Law"}]


@pytest.mark.parametrize(
    ("by", "names"),
    [
        ((), {("college",), ("gender",), ("college", "gender")}),
        (("class_year",), {("college",), ("gender",)}),
    ],
)
def test_without_a_breakdown_two_filters_make_a_table_too(
    by: tuple[str, ...], names: set[tuple[str, ...]]
) -> None:
    asked = Question(by, (("college", "Arts"), ("gender", "Woman")))
    assert set(tables(measure, measure(asked))) == names


def test_an_internal_filter_of_several_values_is_hidden_where_a_part_of_it_is() -> None:
    """What is left can be added up from the table: several values tell nothing that it does not."""
    whole = release(measure(Question(("college", "gender"))), "internal", POLICY)
    hidden = {tuple(cell.segment.values()) for cell in whole.cells if cell.is_withheld}
    assert hidden
    for college in PLACE.values["college"]:
        for two in (("Woman", "Nonbinary"), ("Woman", "Man"), ("Man", "Nonbinary")):
            asked = Question((), (("college", college), *(("gender", value) for value in two)))
            result = measure(asked)
            (cell,) = release(result, "internal", POLICY, tables(measure, result)).cells
            if {(college, value) for value in two} & hidden:
                assert cell.is_withheld
