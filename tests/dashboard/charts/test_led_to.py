"""Where conversations led: the order of names, counts as numbers, and what is said where none may be named."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard.charts import led_to
from dashboard.charts.marks import marks_of
from pipelines.figures.results import Cell, Released, View
from tests.dashboard.charts.chart_samples import cell, metric, released, withheld

EMPLOYERS = metric(
    "employers_interviews_led_to",
    title="Employers conversations led to",
    aggregate="count",
    unit="graduates",
    of="graduate",
    category="employer",
    categories_are="groups",
)
TALKED = replace(EMPLOYERS, id="interviews_where_hired", title="Talks held there")


def hired(*rows: tuple[str, float | None], view: View = "working", of: str = "employer") -> Released:
    cells = [withheld({of: name}) if n is None else cell({of: name}, n) for name, n in rows]
    return released(replace(EMPLOYERS, category=of), cells, view=view)


def names(figure: Released) -> list[object]:
    return [row[0] for row in led_to.table(marks_of(figure)).rows]


def test_the_largest_come_first_and_other_and_unknown_last_whatever_their_size() -> None:
    figure = hired(("Bolt", 2.0), ("Unknown", 9.0), ("acme", 2.0), ("Other employers", 30.0), ("Cole", 11.0))
    assert names(figure) == ["Cole", "acme", "Bolt", "Other employers", "Unknown"]


def test_names_with_too_few_come_after_those_shown_by_the_alphabet_and_like_nobody() -> None:
    figure = hired(("Cole", None), ("Acme", None), ("Bolt", 1.0), ("Boot", 0.0))
    assert names(figure) == ["Bolt", "Acme", "Boot", "Cole"]


def test_counts_are_numbers_and_what_is_withheld_or_was_not_released_is_not() -> None:
    beside = released(TALKED, [cell({"employer": "Acme"}, 14.0)])
    table = led_to.table(marks_of(replace(hired(("Acme", 3.0), ("Bolt", None)), beside=(beside,))))
    assert table.columns == ("Employer", "Graduates hired", "Talks held there")
    assert table.rows == (("Acme", 3, 14), ("Bolt", "Fewer than 10 students", None))
    assert isinstance(table.rows[0][1], int)


ALL_OTHERS = ("Other employers", 35.0)


@pytest.mark.parametrize("view", ["internal", "publishable"])
def test_where_no_name_may_be_told_all_of_them_together_are(view: View) -> None:
    said = "Employers conversations led to: 35 graduates in all. No single employer has enough of them to be named."
    assert led_to.reading(marks_of(hired(ALL_OTHERS, view=view))) == said
    assert led_to.reading(marks_of(hired(ALL_OTHERS, ("Acme", None), view=view))) == said
    industries = hired(("Other industries", 35.0), view=view, of="job_industry")
    assert "No single industry has enough of them" in led_to.reading(marks_of(industries))


@pytest.mark.parametrize(
    "figure",
    [
        hired(ALL_OTHERS, ("Acme", 12.0), view="publishable"),  # one is named
        hired(("Acme", 12.0), view="publishable"),
        hired(("Unknown", 12.0), view="publishable"),
        hired(("Other employers", None), view="publishable"),
        hired(view="publishable"),
        hired(ALL_OTHERS, view="working"),  # where names are told, there is one
    ],
)
def test_else_the_table_says_it_all(figure: Released) -> None:
    assert led_to.reading(marks_of(figure)) == ""


def test_a_count_of_nobody_is_a_zero() -> None:
    none = replace(hired(), cells=(Cell({"employer": "Acme"}, 0.0, 0.0, None, 0, label="0", written="0"),))
    assert led_to.table(marks_of(none)).rows == (("Acme", 0),)
