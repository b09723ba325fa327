"""Numbers and amounts: every way they are written, and what is wrong with the others."""

from __future__ import annotations

import pytest

from pipelines.mapping.cell_values.parsers import parse
from pipelines.mapping.cell_values.reading import ColumnReading
from pipelines.sources.catalog import Column
from tests.pipelines.mapping.cell_values.reading_cells import column, read

NUMBER, WHOLE, MONEY = column("number"), column("integer"), column("money")
BETWEEN, LEAST = column("number", minimum=1, maximum=5), column("number", minimum=1)
MOST = column("integer", maximum=5)
WORDED = column("integer", values={"0": ("none",)})


@pytest.mark.parametrize(
    ("of", "text", "expected"),
    [
        (NUMBER, "12", "12"),
        (NUMBER, "12.0", "12"),
        (NUMBER, "12.50", "12.5"),
        (NUMBER, ".5", "0.5"),
        (NUMBER, "-3", "-3"),
        (NUMBER, "−3", "-3"),
        (NUMBER, "1,234.5", "1234.5"),
        (NUMBER, "1 234", "1234"),
        (NUMBER, "1\u00a0234", "1234"),
        (NUMBER, "1\u202f234", "1234"),
        (NUMBER, "12,34", "!bad_number"),
        (NUMBER, "1e5", "!bad_number"),
        (NUMBER, "1".zfill(18), "1"),
        (NUMBER, "1".zfill(19), "!bad_number"),
        (NUMBER, "12%", "!percent_cell"),
        (NUMBER, "a dozen", "!bad_number"),
        (WHOLE, "3", "3"),
        (WHOLE, "3.0", "3"),
        (WHOLE, "3.5", "!bad_number"),
        (WHOLE, "3 - often", "3"),
        (WHOLE, "3 (often)", "3"),
        (WHOLE, "3 of 4", "!bad_number"),
        (WORDED, "None", "0"),
        (WORDED, "few", "!bad_number"),
        (BETWEEN, "1", "1"),
        (BETWEEN, "5", "5"),
        (BETWEEN, "0.9", "!out_of_range"),
        (BETWEEN, "5.1", "!out_of_range"),
        (LEAST, "0", "!out_of_range"),
        (LEAST, "99", "99"),
        (MOST, "6", "!out_of_range"),
        (MOST, "-9", "-9"),
    ],
)
def test_a_number(of: Column, text: str, expected: str) -> None:
    assert read(of, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("52000", "52000"),
        ("$52,000", "52000"),
        ("52k", "52000"),
        ("$52.5K", "52500"),
        ("US$ 52,000 per year", "52000"),
        ("52,000 USD/yr", "52000"),
        ("52000 annually", "52000"),
        ("0", "0"),
        ("-1", "!out_of_range"),
        ("€52,000", "!other_currency"),
        ("52,000 EUR", "!other_currency"),
        ("52 euros", "!other_currency"),
        ("competitive", "!bad_amount"),
        ("$", "!bad_amount"),
        ("$1,23", "!unclear_amount"),
    ],
)
def test_an_amount(text: str, expected: str) -> None:
    assert read(MONEY, text) == expected


@pytest.mark.parametrize(
    ("of", "text", "expected"),
    [
        (BETWEEN, "9", "a number from 1 to 5"),
        (LEAST, "0", "a number of at least 1"),
        (MOST, "9", "a number of at most 5"),
        (WHOLE, "x", "a whole number such as 3"),
        (NUMBER, "x", "a number such as 12 or 1,234.5"),
    ],
)
def test_what_is_expected_is_said(of: Column, text: str, expected: str) -> None:
    assert parse(text, ColumnReading(of)).expected == expected


def test_a_whole_number_is_asked_for_as_one() -> None:
    assert parse("x", ColumnReading(WHOLE)).message == "“x” is not a whole number."
    assert parse("x", ColumnReading(NUMBER)).message == "“x” is not a number."
