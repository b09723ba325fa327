"""The table beside a chart: words and numbers, in order, and nothing of what is withheld."""

from __future__ import annotations

from dataclasses import replace

from dashboard.charts.marks import marks_of
from dashboard.charts.spec import ChartTable
from dashboard.charts.table import table_for
from pipelines.figures.blanks import Blank
from pipelines.figures.results import Cell
from tests.dashboard.charts import chart_samples as samples
from tests.dashboard.charts.chart_samples import RATE, band, cell, metric, released, withheld


def test_the_table_has_words_and_numbers_and_nothing_of_what_is_withheld() -> None:
    beside = released(metric("knowledge_rate", title="Knowledge rate"), [cell({"college": "Law"}, 0.7, 40)])
    figure = released(RATE, [withheld({"college": "Arts"}), cell({"college": "Law"}, 0.5, 40)], ("college",))
    assert table_for(marks_of(figure)) == ChartTable(
        ("College", "Response rate", "Value", "Denominator", "People", "Blank"),
        (("Arts", "Fewer than 10 students", None, None, None, "hidden"), ("Law", "50%", 0.5, 40, 40, "")),
    )
    known = replace(figure, cells=figure.cells[1:], beside=(beside,))
    assert table_for(marks_of(known)).rows == (("Law", "50%", "70%", 0.5, 40, 40),)


def test_each_blank_has_a_code_and_a_rate_of_few_comes_last_with_its_counts_alone() -> None:
    few = Cell({"college": "Art"}, None, 3, 4, 4, is_few=True, label="3 of 4", written="3 of 4")
    blanks = [
        Cell({"college": f"B{blank.code}"}, None, 0, 0, 0, blank=blank, label=blank.word) for blank in Blank
    ]
    table = table_for(
        marks_of(released(RATE, [few, *blanks, cell({"college": "Law"}, 0.5, 40)], ("college",)))
    )
    by_college = {str(row[0]): dict(zip(table.columns, row, strict=True)) for row in table.rows}
    assert list(by_college)[-1] == "Art"
    assert by_college["Art"]["Value"] is None
    assert (by_college["Art"]["Numerator"], by_college["Art"]["Denominator"]) == (3, 4)
    assert {by_college[f"B{blank.code}"]["Blank"] for blank in Blank} == {blank.code for blank in Blank}
    by_month = [
        Cell({"month": "2026-09"}, None, 3, 4, 4, is_few=True, label="3 of 4"),
        cell({"month": "2026-10"}, 0.5, 40),
    ]
    assert [row[0] for row in table_for(marks_of(released(RATE, by_month, ("month",)))).rows] == [
        "2026-09",
        "2026-10",
    ]


def test_last_year_stands_beside_in_the_table() -> None:
    table = table_for(marks_of(samples.this_fall()), marks_of(samples.last_fall()))
    assert table.columns[:3] == ("Week", "New contacts", "Year before")
    assert table.rows[0][:3] == ("2026-08-31", "20", "30")


def test_every_number_that_was_released_has_a_column() -> None:
    full = Cell(
        {"college": "Law"}, 7.1234567, 20, 40, 30, low=5.0, high=9.5, unknown_count=3, quartiles=(2.0, None),
        label="7 days", written="7 days",
    )  # fmt: skip
    figure = released(metric("wait", title="Days", aggregate="median", unit="days"), [full], ("college",))
    table = table_for(marks_of(figure))
    assert dict(zip(table.columns, table.rows[0], strict=True)) == {
        "College": "Law",
        "Days": "7 days",
        "Value": 7.123457,
        "Low": 5,
        "High": 9.5,
        "Lower quartile": 2,
        "Numerator": 20,
        "Denominator": 40,
        "People": 30,
        "Unknown": 3,
    }


def test_a_band_has_its_ends_and_no_value() -> None:
    table = table_for(marks_of(released(RATE, [band({"college": "Law"}, 0.4, 0.5, 30)], ("college",))))
    assert dict(zip(table.columns, table.rows[0], strict=True)) == {
        "College": "Law", "Response rate": "40–50%", "Low": 0.4, "High": 0.5, "Denominator": 30, "People": 30,
    }  # fmt: skip


def test_a_figure_beside_of_which_a_row_was_not_released_has_no_column() -> None:
    rows = [cell({"college": "Law"}, 0.5, 40), cell({"college": "Arts"}, 0.4, 40)]
    for told, columns in ((rows, 1), (rows[:1], 0)):
        beside = released(metric("knowledge_rate", title="Knowledge rate"), list(told), ("college",))
        table = table_for(marks_of(replace(released(RATE, rows, ("college",)), beside=(beside,))))
        assert table.columns.count("Knowledge rate") == columns


def test_both_quartiles_have_a_column_of_their_own() -> None:
    full = replace(cell({"college": "Law"}, 5.0, 40), quartiles=(2.0, 8.0))
    table = table_for(
        marks_of(released(metric("wait", aggregate="median", unit="days"), [full], ("college",)))
    )
    row = dict(zip(table.columns, table.rows[0], strict=True))
    assert (row["Lower quartile"], row["Upper quartile"]) == (2, 8)


def test_without_any_cell_the_table_has_its_headings() -> None:
    assert table_for(marks_of(released(RATE, [], ("college",)))) == ChartTable(
        ("College", "Response rate"), ()
    )


def test_the_year_before_is_that_of_the_same_group_and_month() -> None:
    by = ("month", "college")
    now = samples.months(RATE, "2026-09 Law 0.4 40\n2026-09 Arts 0.5 40\n2026-10 Law 0.6 40", by)
    before = samples.months(
        RATE, "2025-09 Law 0.1 40\n2025-09 Arts 0.2 40\n2024-10 Law 0.3 40\n2026-10 Law 0.9 40", by
    )
    table = table_for(marks_of(now), marks_of(before))
    place = table.columns.index("Year before")
    assert {row[:2]: row[place] for row in table.rows} == {
        ("2026-09", "Law"): "10%",
        ("2026-09", "Arts"): "20%",
        ("2026-10", "Law"): "",  # two years before is not one, nor is this year
    }


def test_rows_stand_by_their_names_and_unknown_last_and_parts_as_the_figure_orders_them() -> None:
    cells = [
        cell({"college": college, "interviews": part}, 0.2, 40)
        for college in ("Unknown", "law", "Other", "Arts")
        for part in ("6+", "0", "3-5")
    ]
    table = table_for(marks_of(released(samples.BANDS, cells, ("college",))))
    assert [row[:2] for row in table.rows] == [
        (college, part) for college in ("Arts", "law", "Other", "Unknown") for part in ("0", "3–5", "6+")
    ]
