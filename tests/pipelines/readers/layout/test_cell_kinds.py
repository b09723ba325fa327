"""What a cell's text looks like, and whether a text reads like the name of a field."""

from __future__ import annotations

import pytest

from pipelines.readers.layout.cell_kinds import (
    DATE,
    EMAIL,
    NUMBER,
    TEXT,
    TIME,
    URL,
    field_share,
    is_field_name,
    kind_of,
    shape,
)

KINDS = {
    "": ["", "  ", "\u00a0"],
    NUMBER: [
        "0", "12", "-3", "+4.5", "1,234,567.8", "1.234,5", "1 234", "1'234", "$65,000", "€ 9,50", "25%", "9.5 %",
        "(4.50)", "−7", "£12", "1.5e-7", "1,23E+10", ".5", "12€",
    ],
    DATE: [
        "2026-03-02", "2026/3/2", "3/2/2026", "02.03.26", "3-2-2026", "12 Mar 2024", "12-mar-24", "March 2, 2026",
        "Sept. 2 2026", "2026-03-02T14:05:00", "2026-03-02 14:05", "3/2/2026, 2:05 pm", "2026-03-02 14:05:00Z",
        "2026-03-02 14:05:00.123", "2026-03-02T14:05:00-07:00", "3/2/2026 14:05 MDT",
    ],
    TIME: ["9:30", "09:30:15", "9:30 am", "9:30 p.m.", "23:59:59.5"],
    EMAIL: ["ana@example.edu", "mailto:ana.ruiz@example.ac.uk", "a+b@x.io"],
    URL: ["https://example.com/a?b=1", "www.example.com", "HTTP://EXAMPLE.COM", "https://example.com/" + "x" * 80],
    TEXT: [
        "Ana", "s1", "12 people", "3/2", "March", "2026-3", "ana@home", "a@b.c d@e.f", "ftp://x", "1,2,3", "12:5",
        "n/a", "--", "March 2026", "Room 5", "ana@example", "x" * 81, "1" * 81,
    ],
}  # fmt: skip


@pytest.mark.parametrize(("cell", "kind"), [(cell, kind) for kind, cells in KINDS.items() for cell in cells])
def test_kinds_of_cells(cell: str, kind: str) -> None:
    assert kind_of(cell) == kind
    assert kind_of(f" {cell} ") == kind


def test_eighty_digits_are_a_number_still() -> None:
    assert kind_of("1" * 80) == NUMBER


@pytest.mark.parametrize(
    ("cell", "pattern"),
    [
        ("S0012", "s9"),
        ("s7", "s9"),
        ("2026-03-02", "9-9-9"),
        (" R_1a2 ", "r_9a9"),
        ("12", "9"),
        ("7", ""),
        ("Ana", ""),
        ("s 1", ""),
        ("a1" * 15, "a9" * 15),
        ("a1" * 15 + "a", ""),
        ("", ""),
    ],
)
def test_the_pattern_of_an_id(cell: str, pattern: str) -> None:
    assert shape(cell) == pattern


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Contact name", True),
        ("Name of the contact", True),
        ("Email", True),
        ("held_on", True),
        ("Held on", True),
        ("heldOn", False),
        ("on", False),
        ("How clear are your plans?", True),
        ("So??", True),
        ("So?", False),
        ("Ana Ruiz", False),
        ("Salary (in thousands a year, before tax)", True),
        ("date that we both agreed to", True),
        ("date that we both had agreed to", False),  # a sentence
        ("met the date well", False),
        ("employer\nname", True),
        ("", False),
        ("12", False),
        ("student's", False),
    ],
)
def test_names_of_fields(text: str, expected: bool) -> None:
    assert is_field_name(text) is expected


@pytest.mark.parametrize(
    ("cells", "share"),
    [
        (["Email", "Ana"], 0.5),
        (["Email", "", " "], 1.0),
        (["", ""], 0.0),
        ([], 0.0),
        (["Ana", "Bo", "Email"], 1 / 3),
    ],
)
def test_the_share_of_names_counts_filled_cells(cells: list[str], share: float) -> None:
    assert field_share(cells) == pytest.approx(share)
