"""Names and values together give each header to at most one column."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.mapping.evidence import Evidence, look
from pipelines.mapping.matching import CERTAIN, Match
from pipelines.mapping.propose import propose

DAYS = [f"2026-03-{day:02}" for day in range(1, 13)]


PEOPLE = ["Ana Diaz", "Max Roe", "Lee Park", "Bo Smith", "Ann Moss", "Jo Hill"]


def evidence(table: dict[str, list[str]], roster: frozenset[str] = frozenset()) -> dict[str, Evidence]:
    return {header: look(cells, roster) for header, cells in table.items()}


def match_of(table: dict[str, list[str]], id: str, column: str, **more: frozenset[str]) -> Match:
    made = propose(list(table), (), id, evidence=evidence(table, **more))
    return next(match for match in made.matches if match.column == column)


def test_values_make_a_near_name_sure_and_a_wrong_name_doubtful() -> None:
    near = {"Student ID": ["S1", "S2", "S3"], "Contact": PEOPLE[:3], "Intrvw date": DAYS[:3]}
    assert match_of(near, "interview_log", "held_on").score >= CERTAIN
    doubtful = {"Student ID": ["S1", "S2", "S3"], "Contact": PEOPLE[:3], "Date": PEOPLE[3:]}
    match = match_of(doubtful, "interview_log", "held_on")
    assert match.is_uncertain
    assert "none of its values are dates" in match.why
    assert match.samples == tuple(PEOPLE[3:])


def test_a_column_with_the_right_values_comes_before_one_with_the_right_name() -> None:
    table = {
        "Student ID": ["S1", "S2", "S3"],
        "Contact": PEOPLE[:3],
        "Date": PEOPLE[3:],
        "Talked on": DAYS[:3],
    }
    assert match_of(table, "interview_log", "held_on").header == "Talked on"


def test_values_alone_propose_what_is_missing_and_say_so() -> None:
    table = {
        "A": ["S1", "S2", "S3"],
        "B": PEOPLE[:3],
        "C": DAYS[:3],
        "D": ["LinkedIn", "Alumni", "career fair"],
    }
    made = propose(list(table), (), "interview_log", evidence=evidence(table, frozenset({"S1", "S2", "S3"})))
    assert made.columns == {"student_id": "A", "contact_name": "B", "held_on": "C", "channel": "D"}
    assert {match.how for match in made.matches} == {"values"}
    assert all(match.is_uncertain for match in made.matches)
    assert all("please check" in warning for warning in made.warnings)


def test_two_columns_of_dates_are_a_question_for_a_person() -> None:
    table = {"Student ID": ["S1", "S2", "S3"], "Who": PEOPLE[:3], "C": DAYS[:3], "D": DAYS[3:6]}
    with pytest.raises(Exception, match="held_on"):
        propose(list(table), (), "interview_log", evidence=evidence(table))


@settings(max_examples=25, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_columns_never_changes_what_values_say(chance: random.Random) -> None:
    table = {
        "A": ["S1", "S2", "S3"], "Name": PEOPLE[:3], "Date": PEOPLE[3:], "When": DAYS[:3],
        "How": ["LinkedIn", "Alumni", "career fair"], "Minutes": ["20", "30", "40"],
    }  # fmt: skip
    roster = frozenset({"S1", "S2", "S3"})
    plain = propose(list(table), (), "interview_log", evidence=evidence(table, roster)).columns
    heads = list(table)
    chance.shuffle(heads)
    other = {head: table[head] for head in heads}
    assert propose(heads, (), "interview_log", evidence=evidence(other, roster)).columns == plain


def test_a_column_called_student_that_holds_ids_is_the_id() -> None:
    """“Student” may be a name or an id; what stands below it decides, with or without a roster."""
    headers = ["Student", "Contact", "Date"]
    days = ["2026-03-02", "2026-03-03", "2026-03-04"]
    people = ["Ann Lee", "Bob Day", "Cy Fox"]
    for students, column in ((["A0012", "A0013", "A0014"], "student_id"), (people, "student_name")):
        cells = {"Student": students, "Contact": people, "Date": days}
        found = propose(headers, (), "interview_log", evidence={h: look(c) for h, c in cells.items()})
        assert found.columns[column] == "Student"
