"""Two people under one id are told from one person who changed a name or an address."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.ingest.row_people import Named, are_two_people
from pipelines.ingest.several_people import people_in

ALICE = Named("Alice Ames", "alice@example.edu")


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (Named("Alice Ames", "aa@example.edu"), False),  # another address
        (Named("Ames, Alice M.", "aa@example.edu"), False),  # another order
        (Named("Alice Baker", "ab@example.edu"), False),  # another last name
        (Named("Alise Ames", "aa@example.edu"), False),  # a slip
        (Named("Robin Ames", "alice@example.edu"), False),  # another first name, the same address
        (Named("Robin Ames", "alice@alumni.example.edu"), False),  # … or the same mailbox
        (Named("", "cy@example.edu"), False),
        (Named("Alice", ""), False),
        (Named("Bob Ames", "bob@example.edu"), True),  # one family
        (Named("Cy Cruz", "cy@example.edu"), True),
        (Named("Cy Cruz", ""), True),
    ],
)
def test_two_people_or_one(other: Named, expected: bool) -> None:
    assert are_two_people(ALICE, other) is expected
    assert are_two_people(other, ALICE) is expected


@given(st.text(max_size=12), st.text(max_size=12))
def test_nobody_is_two_people_by_themselves(name: str, email: str) -> None:
    assert not are_two_people(Named(name, email), Named(name, email))


@pytest.mark.parametrize(
    ("cell", "people"),
    [
        ("Ana Kurz; Bo Lang", 2),
        ("Ana Kurz & Bo Lang", 2),
        ("Ana Kurz and Bo Lang", 2),
        ("Ana and Bo Lang", 2),
        ("Ana Kurz / Bo Lang / Cy Mann", 3),
        ("Ana Kurz", 1),
        ("Kurz, Ana", 1),
        ("Ana Kurz / Acme", 1),
        ("Anderson Fernando", 1),
        ("Smith and Sons", 1),
        ("R&D team", 1),
        ("", 1),
    ],
)
def test_people_in_a_cell(cell: str, people: int) -> None:
    assert people_in(cell) == people
