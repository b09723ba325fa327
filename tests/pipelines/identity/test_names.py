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


@pytest.mark.parametrize("title", ["dr", "mr", "mrs", "ms", "mx", "prof", "professor", "rev"])
def test_a_title_is_no_part_of_a_name(title: str) -> None:
    assert names.parts(f"{title} ann moss") == ("ann", "moss")
    assert names.likeness(f"{title} ann moss", "ann moss") == (0.9, "The same name")


@pytest.mark.parametrize("suffix", ["jr", "sr", "ii", "iii", "iv", "phd", "md"])
def test_nor_is_what_follows_it(suffix: str) -> None:
    assert names.parts(f"ann moss {suffix}") == ("ann", "moss")


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        ("ann moss", "ann moss", (0.9, "The same name")),
        ("moss ann", "ann moss", (0.85, "The same name in another order")),
        ("ann maria moss", "ann moss", (0.85, "The same name but for “Maria”")),
        ("ann m moss", "ann maria moss", (0.85, "The same name but for “M”")),
        ("bill gray", "william gray", (0.8, "“Bill” is short for “William”")),
        ("william gray", "bill gray", (0.8, "“Bill” is short for “William”")),
        ("beth tran", "liz tran", (0.7, "“Beth” and “Liz” may be short for the same name")),
        ("a moss", "ann moss", (0.7, "The same last name, and a first name given by its letter")),
        ("b moss", "ann moss", None),
        ("omar haddad", "omar hadad", (0.75, "Nearly the same letters")),
        ("omar haddad", "umar haddad", None),
        ("ann", "ann maria", None),
        ("ann", "anne", None),
        ("dr", "ann", None),
    ],
)
def test_what_says_that_two_names_are_one(one: str, other: str, verdict: tuple[float, str] | None) -> None:
    assert names.likeness(one, other) == verdict


def test_words_of_a_text_are_read_as_a_name() -> None:
    assert names.folded("Díaz_José 2") == "diaz jose"
