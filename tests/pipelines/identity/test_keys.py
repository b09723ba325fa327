"""A key is a way of writing somebody, read back in words."""

from __future__ import annotations

from pipelines.identity import keys


def test_keys_are_read_back_in_words() -> None:
    assert keys.in_words("contact:s:a1|ann moss") == "ann moss, a contact of a1"
    assert keys.in_words("contact:e:ann@example.com") == "ann@example.com"
    assert keys.in_words("employer:us bank") == "us bank"
