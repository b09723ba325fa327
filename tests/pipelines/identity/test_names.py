"""What looks like one person's name, and what does not."""

from __future__ import annotations

import pytest

from pipelines.identity import names


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("bill gray", "william gray"),
        ("gray william", "william gray"),
        ("ann m moss", "ann moss"),
        ("a moss", "ann moss"),
        ("beth tran", "liz tran"),
        ("omar haddad", "omar hadad"),
        ("dr rosa diaz", "rosa diaz"),
    ],
)
def test_two_spellings_of_one_name(one: str, other: str) -> None:
    assert names.likeness(one, other)
    assert names.likeness(one, other) == names.likeness(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [("lee park", "lea park"), ("ann moss", "amy moss"), ("ann b moss", "ann c moss"), ("", "ann")],
)
def test_two_names(one: str, other: str) -> None:
    assert names.likeness(one, other) is None
