"""Names, ids, addresses and plain text: every way they are written."""

from __future__ import annotations

import pytest

from tests.pipelines.mapping.cell_values.reading_cells import column, read


@pytest.mark.parametrize(
    ("type", "text", "expected"),
    [
        ("text", "  a \n b ", "a b"),
        ("name", "Ana  Diaz", "Ana Diaz"),
        ("id", "00123", "00123"),
        ("id", "12345.0", "12345"),
        ("id", "12345.00", "12345"),
        ("id", "12345.10", "12345.10"),
        ("id", "A-1.0", "A-1.0"),
        ("id", "1.2E+10", "!id_in_scientific_notation"),
        ("id", "12e+9", "!id_in_scientific_notation"),
        ("id", "1.2E10", "!id_in_scientific_notation"),
        ("id", "12E10", "12E10"),
        ("id", "a  b", "a b"),
        ("email", "Ana@Example.EDU", "ana@example.edu"),
        ("email", "mailto:ana@example.edu", "ana@example.edu"),
        ("email", "Ana Diaz <ana@example.edu>", "ana@example.edu"),
        ("email", "ana@example.edu, bo@example.edu", "ana@example.edu"),
        ("email", "ana", "!bad_email"),
        ("names", "Ana  Diaz; Bo Li|Ana Diaz\n", "Ana Diaz;Bo Li"),
        ("names", "Ana;; Bo", "Ana;Bo"),
        ("names", ";|", None),
    ],
)
def test_a_cell_of_words(type: str, text: str, expected: str | None) -> None:
    assert read(column(type), text) == expected
