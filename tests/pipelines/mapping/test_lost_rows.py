"""Rows that would be lost if a file were a source: of one key, and different in what the source does not take."""

from __future__ import annotations

import pytest

from pipelines.mapping.lost_rows import share
from pipelines.sources.catalog import source

ROSTER = source("roster")
HEADER_OF = {"student_id": "ID", "email": "Mail", "class_year": "Class"}
COLUMNS = ("ID", "Mail", "Class", "Question")


@pytest.mark.parametrize(
    ("rows", "lost"),
    [
        ([], 0.0),
        ([("1", "", "", "a"), ("2", "", "", "b")], 0.0),
        ([("1", "", "", "a"), ("1", "", "", "b")], 0.5),
        ([("1", "", "", "a"), ("1", "", "", "b"), ("1", "", "", "c"), ("2", "", "", "a")], 0.5),
        ([("1", "x", "2026", "a"), ("1", "y", "2027", "a")], 0.0),  # a newer version of what the source holds
        ([("1", "", "", "a"), (" 1 ", "", "", "A!")], 0.0),  # the same, written otherwise
        ([("", "", "", "a"), ("", "", "", "b")], 0.0),  # no key, no loss
    ],
)
def test_the_share_of_rows_that_another_would_stand_for(rows: list[tuple[str, ...]], lost: float) -> None:
    assert share(ROSTER, HEADER_OF, COLUMNS, rows) == lost


def test_without_a_key_nothing_can_be_told() -> None:
    rows = [("1", "", "", "a"), ("1", "", "", "b")]
    assert share(ROSTER, {"class_year": "Class"}, COLUMNS, rows) == 0.0


def test_where_equal_keys_are_told_apart_nothing_is_lost() -> None:
    log = source("outreach_log")
    header_of = {"student_id": "S", "contact_name": "C", "sent_on": "D"}
    rows = [("1", "Ana", "2026-03-01", "hello"), ("1", "Ana", "2026-03-01", "again")]
    assert log.has_occurrence
    assert share(log, header_of, ("S", "C", "D", "Text"), rows) == 0.0


def test_all_parts_of_a_key_that_the_file_has_count() -> None:
    log = source("interview_log")
    header_of = {"student_id": "S", "contact_name": "C", "contact_employer": "E", "held_on": "D"}
    columns = ("S", "C", "E", "D", "Notes")
    first = ("1", "Ana", "Acme", "2026-03-01", "a")
    assert share(log, header_of, columns, [first, (*first[:4], "b")]) == 0.5
    for at, other in enumerate(("2", "Bo", "Beta", "2026-03-02")):
        row = [*first[:4], "b"]
        row[at] = other
        assert share(log, header_of, columns, [first, row]) == 0.0
