"""Yes or no, one choice, several: what the column, a mapping and the column's own cells know."""

from __future__ import annotations

import pytest

from pipelines.mapping.cell_values.choices import unknown_parts
from pipelines.mapping.cell_values.parsers import parse
from pipelines.mapping.cell_values.reading import ColumnReading
from tests.pipelines.mapping.cell_values.reading_cells import column, read

YES_NO = {"true": ("yes", "x", "✓", "☑"), "false": ("no", "✗")}
COLORS = {"red": ("crimson",), "blue": ("sea, deep", "?")}
FLAG = column("boolean", values=YES_NO)
ONE = column("choice", values=COLORS, blanks=("n/a",))
SEVERAL = column("choices", values=COLORS, blanks=("n/a",))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Yes", "true"),
        ("✓", "true"),
        ("☑", "true"),
        ("✓\ufe0f", "true"),  # drawn in color
        ("✗", "false"),
        ("☒", "!bad_yes_no"),  # a cross, or a box that is ticked
        ("No", "false"),
        ("true.0", "true"),
        ("maybe", "!bad_yes_no"),
    ],
)
def test_yes_or_no(text: str, expected: str) -> None:
    assert read(FLAG, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Red", "red"), ("CRIMSON!", "red"), ("?", "blue"), ("n/a", None), ("green", "!unknown_choice")],
)
def test_one_choice(text: str, expected: str | None) -> None:
    assert read(ONE, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("blue; crimson", "red;blue"),  # in the order of the column
        ("red, red", "red"),
        ("sea, deep, red", "red;blue"),
        ("sea, deep; red, blue", "red;blue"),  # commas inside semicolons, where they explain it
        ("red; n/a", "red"),
        ("!!; red", "red"),
        ("red; green", "!unknown_choice"),
        ("red, green; blue", "!unknown_choice"),
    ],
)
def test_several_choices(text: str, expected: str | None) -> None:
    assert read(SEVERAL, text) == expected


def test_what_a_mapping_says_of_one_of_several_counts() -> None:
    mapped = {"green": "blue", "pink": ""}
    assert read(SEVERAL, "Green; red", mapped=mapped) == "red;blue"
    assert read(SEVERAL, "pink; red", mapped=mapped) == "red"
    assert read(SEVERAL, "pink", mapped=mapped) is None


@pytest.mark.parametrize(
    ("of", "text", "unknown"),
    [
        (ONE, "green; red", ["green; red"]),
        (ONE, "red", []),
        (SEVERAL, "green; red; Pink", ["green", "Pink"]),
        (SEVERAL, "red, green; blue", ["red, green"]),
        (SEVERAL, "red; n/a; -", []),
    ],
)
def test_unknown_parts_are_given_as_written(of: object, text: str, unknown: list[str]) -> None:
    assert unknown_parts(text, ColumnReading(of)) == unknown  # type: ignore[arg-type]


def test_what_is_allowed_is_said() -> None:
    parsed = parse("green", ColumnReading(SEVERAL))
    assert parsed.message == "“green” is not a known value of it."
    assert parsed.expected == "one of red, blue"
    parsed = parse("maybe", ColumnReading(FLAG))
    assert (parsed.message, parsed.expected) == ("“maybe” is neither yes nor no.", "yes, no or blank")
