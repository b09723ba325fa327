"""What a header says of the numbers below it, and which columns hold nothing but units."""

from __future__ import annotations

import pytest

from pipelines.mapping.cell_values.units import CURRENCIES, DURATIONS, PERIODS, Unit, are_units, header_unit


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        ("Duration", Unit()),
        ("Call duration (sec)", Unit(minutes=1 / 60)),
        ("Length in hours", Unit(minutes=60, period="hour")),  # the period is asked of pay alone
        ("Duration (hours/minutes)", Unit(period="hour")),
        ("salary_usd", Unit(currency="USD")),
        ("Annual salary (£)", Unit(period="year", currency="GBP")),
        ("Salary CA$ (CAD)", Unit(currency="CAD")),
        ("Salary ($ or €)", Unit(currency="EUR")),  # not surely dollars
        ("Pay in £ or €", Unit(currency="?")),
        ("Salary (₪)", Unit(currency="ILS")),
        ("Salary (₾)", Unit(currency="?")),  # a currency we have no name for is no dollar either
        ("Salary ($000)", Unit(thousands=True)),
        ("Hourly or monthly pay", Unit()),
        ("Did you try to negotiate your salary?", Unit()),
        ("Salary (TRY)", Unit(currency="TRY")),
    ],
)
def test_a_header(header: str, unit: Unit) -> None:
    assert header_unit(header) == unit


def test_bare_numbers_are_what_a_column_holds_unless_something_says_otherwise() -> None:
    assert Unit().is_plain
    assert Unit(minutes=1, period="year", currency="USD").is_plain
    for unit in (
        Unit(minutes=60),
        Unit(period="hour"),
        Unit(currency="GBP"),
        Unit(thousands=True),
        Unit(doubt="x"),
    ):
        assert not unit.is_plain


@pytest.mark.parametrize(
    ("cells", "kinds", "expected"),
    [
        (["Annual", "Hourly"], (CURRENCIES, PERIODS), True),
        (["USD", "GBP", ""], (CURRENCIES,), True),
        (["per year", "per hour"], (PERIODS,), True),
        (["Annual", "Stipend", "Hourly"], (PERIODS,), True),
        (["Full-time", "Part-time"], (CURRENCIES, PERIODS), False),
        (["Boston", "Austin"], (CURRENCIES, PERIODS), False),
        (["52000", "61000"], (CURRENCIES, PERIODS), False),
        (["min", "hours"], (DURATIONS,), True),
        (["", " "], (DURATIONS,), False),
        ([], (DURATIONS,), False),
    ],
)
def test_a_column_of_units(cells: list[str], kinds: tuple[str, ...], expected: bool) -> None:
    assert are_units(cells, kinds) == expected
