"""A key is a way of writing somebody, read back in words."""

from __future__ import annotations

import pytest

from pipelines.errors import UserError
from pipelines.identity import keys


def test_keys_are_read_back_in_words() -> None:
    assert keys.in_words("contact:s:a1|ann moss") == "ann moss, a contact of a1"
    assert keys.in_words("contact:e:ann@example.com") == "ann@example.com"
    assert keys.in_words("employer:us bank") == "us bank"


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        ("student:s1", "student"),
        ("student:name:ann moss", "student"),
        ("contact:e:a", "contact"),
        ("contact:u:linkedin.com/in/a", "contact"),
        ("contact:n:|acme", "contact"),
        ("contact:s:s1|ann", "contact"),
        ("employer:us bank", "employer"),
        ("sector:31-33", "sector"),
    ],
)
def test_a_key_says_what_it_names(key: str, kind: str) -> None:
    assert keys.of(key) == kind


@pytest.mark.parametrize(
    "key",
    [
        "",
        "student",
        "student:",
        "student: ",
        "nobody:x",
        "contact:ann",
        "contact:e:",
        "contact:x:ann",
        ":x",
        "sectors:52",
    ],
)
def test_anything_else_is_no_key(key: str) -> None:
    with pytest.raises(UserError, match="not a key of a student, contact, employer or sector"):
        keys.of(key)


def test_a_sector_is_one_of_naics() -> None:
    with pytest.raises(UserError, match=r"There is no such sector. NAICS sectors are: 11, 21"):
        keys.of("sector:99")


@pytest.mark.parametrize(
    ("left", "right", "decision"),
    [
        ("student:a", "student:b", "student_is"),
        ("contact:e:a", "contact:n:b|c", "contact_is"),
        ("employer:a", "employer:b", "employer_is"),
        ("employer:a", "sector:52", "sector_is"),
    ],
)
def test_two_keys_that_may_be_one_make_a_kind_of_decision(left: str, right: str, decision: str) -> None:
    assert keys.decision_kind(left, right) == decision


@pytest.mark.parametrize(
    ("left", "right"), [("student:a", "contact:e:a"), ("sector:52", "employer:a"), ("sector:52", "sector:52")]
)
def test_two_of_different_kinds_cannot_be_one(left: str, right: str) -> None:
    with pytest.raises(UserError, match=r"cannot be the same one. Choose two of a kind"):
        keys.decision_kind(left, right)


def test_every_form_is_read_back_in_words() -> None:
    assert keys.in_words("contact:n:ann moss|acme") == "ann moss at acme"
    assert keys.in_words("contact:n:|acme") == "somebody at acme"
    assert keys.in_words("contact:u:linkedin.com/in/a") == "linkedin.com/in/a"
    assert keys.in_words("student:name:ann moss") == "ann moss"
    assert keys.in_words("sector:52") == "Finance and Insurance"
