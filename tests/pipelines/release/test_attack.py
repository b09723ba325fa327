"""Everything that may be published about two invented offices, added up and solved for (attack.py)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import pairwise

import pytest

from pipelines.errors import QuestionError
from pipelines.figures.results import Question
from pipelines.release.disclosure import check_question
from pipelines.release.pooling import Groups
from tests.pipelines.release.attack import (
    POLICY,
    REACHED,
    Office,
    as_built,
    attack,
    by_filters,
    cuts,
    hiding_few,
    measured,
    small_college,
    whole_office,
)
from tests.pipelines.release.tables import release_pooled


@pytest.mark.parametrize("make", [whole_office, pytest.param(small_college, marks=pytest.mark.thorough)])
def test_nobody_can_be_worked_out_from_everything_publishable_together(make: Callable[[], Office]) -> None:
    """A rate, the same of the whole roster and a count, every cut of each, pools and their members."""
    found = attack(make(), as_built, targets=3)
    assert all(one.least <= one.people <= one.most for one in found)  # the attacker concludes nothing false
    assert not [one for one in found if one.is_exact]
    assert not [one for one in found if one.is_proved and one.is_personal and one.people < 5]
    assert not [one for one in found if one.is_narrow]


@pytest.mark.thorough
def test_hiding_only_one_to_nine_people_would_be_broken_by_the_same_attack() -> None:
    found = attack(whole_office(), hiding_few, targets=8)
    assert sum(one.is_exact for one in found) >= 3
    assert sum(one.is_proved for one in found) >= 8


def test_several_values_of_one_filter_are_refused() -> None:
    """Two such answers differ by any group somebody likes to know: that alone gave every hidden cell back."""
    place = whole_office()
    for name, values in place.values.items():
        for two in pairwise(values):
            asked = Question(where=tuple((name, value) for value in two))
            with pytest.raises(QuestionError, match="one value of each kind"):
                release_pooled(partial(measured, place, REACHED), asked, POLICY, place.groups)


def test_the_attacker_asks_tables_of_up_to_four_conditions_and_only_allowed_ones() -> None:
    asked = [{*q.by, *(name for name, _ in q.where)} for q in cuts(small_college())]
    assert {"class_year", "major", "gender"} in asked
    personal = {"gender", "race_ethnicity", "is_first_generation"}
    assert not [used for used in asked if len(used & personal) > 1]
    for question in cuts(small_college()):
        check_question(question, "publishable", POLICY)


@pytest.mark.parametrize(
    ("where", "least"),
    [
        ((), 0.8),
        ((("class_year", "2026"),), 0.8),
        ((("gender", "Man"),), 0.5),
    ],  # of men, major by major: a table of two
)
def test_a_college_of_400_with_12_majors_still_sees_most_of_its_students(
    where: tuple[tuple[str, str], ...], least: float
) -> None:
    place = small_college()
    groups = Groups(place.values["class_year"], place.families)
    asked = Question(by=("major",), where=where, population="roster")
    released = release_pooled(partial(measured, place, REACHED), asked, POLICY, groups)
    shown = sum(cell.people or 0 for cell in released.cells)
    assert shown >= least * sum(all(s[name] == value for name, value in where) for s in place.students)
    blank = [cell for cell in released.cells if cell.is_withheld]
    assert not blank or any(" Try " in note or "Remove the " in note for note in released.notes)


@pytest.mark.parametrize("make", [whole_office, small_college])
def test_internal_filters_tell_nothing_that_the_table_over_them_hides(make: Callable[[], Office]) -> None:
    """Cell by cell, each hidden one is asked for as a filter; and every filter is worked out from all others."""
    hidden, read_off, subtracted = by_filters(make())
    assert hidden >= 50
    assert (read_off, subtracted) == (0, 0)
