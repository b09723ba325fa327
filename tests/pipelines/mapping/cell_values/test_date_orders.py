"""How a column writes its dates: what all of its cells allow decides, and what they leave open is no knowledge."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.mapping.cell_values.date_orders import DateOrder, date_order, looks_swapped, order_said

WINDOW = (date(2016, 11, 1), date(2026, 11, 20))
WRITTEN = {"mdy": "%m/%d/%Y", "dmy": "%d/%m/%Y", "ymd": "%y-%m-%d"}


@pytest.mark.parametrize(
    ("cells", "order", "is_known", "ambiguous"),
    [
        ([], "mdy", False, 0),
        (["1/2/2026"], "mdy", False, 1),
        (["1/2/2026", "3/4/2026"], "mdy", False, 2),
        (["1/1/2026", "12/12/2026"], "mdy", False, 0),  # both ways the same day
        (["13/2/2026"], "dmy", True, 0),
        (["13/2/2026", "1/2/2026"], "dmy", False, 1),  # one cell decides nothing for another
        (["13/2/2026", "14/2/2026", "1/2/2026"], "dmy", True, 1),
        (["2/13/2026", "1/2/2026"], "mdy", True, 1),  # but with what is usual it does
        (["2/13/2026"], "mdy", True, 0),
        (["13/13/2026"], "mdy", False, 0),
        (["1.2.2026"], "mdy", False, 0),  # dots are day first, whatever the others are
        (["13/2/2026;14/2/2026;1/2/2026"], "dmy", True, 1),
        (["3/2/2026", "3/4/2026", "3/9/2026", "4/5/2026", "15/03/2026"], "mdy", False, 4),
        ([*(f"{n}/2/2026" for n in (3, 4, 5, 6, 7, 8, 9)), "13/2/2026", "14/2/2026"], "dmy", False, 7),
    ],
)
def test_the_order_of_a_column(cells: list[str], order: str, is_known: bool, ambiguous: int) -> None:
    found = date_order(cells)
    assert (found.order, found.is_known, found.ambiguous, found.is_mixed) == (
        order,
        is_known,
        ambiguous,
        False,
    )


def test_cells_that_contradict_each_other() -> None:
    even = date_order(["12/13/2026", "13/12/2026"])
    assert (even.order, even.is_known, even.is_mixed) == ("mdy", True, True)
    most = date_order(["13/12/2026", "14/12/2026", "12/13/2026"])
    assert (most.order, most.is_known, most.is_mixed) == ("dmy", True, True)
    assert most.told == (("dmy", 2), ("mdy", 1))


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["26-03-04", "26-03-15", "26-02-27"], "ymd"),
        (["26/03/04", "25/12/01", "26/01/02"], "ymd"),
        (["03-04-26", "03-15-26"], "mdy"),
        (["04-03-26", "15-03-26", "16-03-26"], "dmy"),
        (["1/12/2026", "2/12/2026", "3/11/2026"], "mdy"),  # the others lie ahead
        (["12/1/2026", "12/2/2026", "11/3/2026"], "dmy"),
    ],
)
def test_what_no_likely_day_comes_of_is_not_meant(cells: list[str], order: str) -> None:
    assert date_order(cells, window=WINDOW).order == order


@pytest.mark.parametrize(
    ("cells", "is_serial"),
    [
        (["45000", "46000", "", "-", "<CLEAR>"], True),
        (["45000", "2026-03-02"], False),
        (["2026-03-02", "45000"], False),
        (["20000", "60000"], True),
        (["19999"], False),
        (["60001"], False),
        (["n/a", "45000"], False),
    ],
)
def test_the_day_numbers_of_a_spreadsheet(cells: list[str], is_serial: bool) -> None:
    assert date_order(cells) == DateOrder(is_serial=is_serial)


def test_cells_that_are_as_good_as_empty_do_not_speak_for_a_column() -> None:
    assert date_order(["n/a", "45000"], frozenset({"n/a"})).is_serial


@given(
    st.lists(st.dates(date(2023, 1, 1), date(2026, 11, 20)), min_size=1, max_size=60),
    st.sampled_from(list(WRITTEN)),
)
def test_an_order_that_is_known_is_the_one_it_was_written_in(days: list[date], order: str) -> None:
    """Whatever days a column holds, it is read as it was written, or not known and asked about."""
    found = date_order([day.strftime(WRITTEN[order]) for day in days], window=WINDOW)
    assert found.order == order or not found.is_known or not found.ambiguous


@pytest.mark.parametrize(
    ("header", "order"),
    [
        ("Date (MM/DD/YYYY)", "mdy"),
        ("Date of interview (dd/mm/yyyy)", "dmy"),
        ("Datum TT.MM.JJJJ", "dmy"),
        ("day/month/year", "dmy"),
        ("When? yyyy-mm-dd", "ymd"),
        ("mm/dd/yyyy or dd/mm/yyyy", ""),
        ("Date and/or time", ""),
        ("held_on", ""),
    ],
)
def test_the_order_a_header_says(header: str, order: str) -> None:
    assert order_said(header) == order


TEXTS = ["23/05/2026", "17/04/2026", "29/06/2026"]


@pytest.mark.parametrize(
    ("days", "texts", "sure"),
    [
        (["2026-03-05", "2026-07-04", "2026-09-06"], TEXTS, True),
        (["2026-03-05"], TEXTS, False),  # too few to read back, enough to ask
        (
            ["2026-05-03", "2026-04-07", "2026-04-12"],
            ["5/23/2026", "4/17/2026", "6/29/2026"],
            False,
        ),  # lies ahead
        (["2026-03-05", "2026-07-04", "2026-09-16"], TEXTS, None),  # a day above 12 is no swapped one
        (["2026-03-05", "2026-07-04", "2026-09-06"], [*TEXTS, "3/5/2026"], None),
        (["2026-03-05", "2026-07-04"], [], None),
        ([], TEXTS, None),
    ],
)
def test_true_dates_beside_text(days: list[str], texts: list[str], sure: bool | None) -> None:
    found = looks_swapped([*days, *texts], date_order(texts, window=WINDOW), WINDOW)
    assert (found.is_sure if found else None) == sure


def test_an_exchanged_day_is_counted_with_the_first_as_its_example() -> None:
    found = looks_swapped(["2026-03-05", *TEXTS], date_order(TEXTS))
    assert found
    assert (found.count, found.example) == (1, "2026-03-05")
