"""The table beside a chart: words and numbers, in order, and nothing of what is withheld."""

from __future__ import annotations

from dataclasses import replace

from dashboard.charts.marks import marks_of
from dashboard.charts.spec import ChartTable
from dashboard.charts.table import table_for
from tests.dashboard.charts import chart_samples as samples
from tests.dashboard.charts.chart_samples import RATE, cell, metric, released, withheld


def test_the_table_has_words_and_numbers_and_nothing_of_what_is_withheld() -> None:
    beside = released(metric("knowledge_rate", title="Knowledge rate"), [cell({"college": "Law"}, 0.7, 40)])
    figure = released(RATE, [withheld({"college": "Arts"}), cell({"college": "Law"}, 0.5, 40)], ("college",))
    assert table_for(marks_of(figure)) == ChartTable(
        ("College", "Response rate", "Value", "Denominator", "People"),
        (("Arts", "Fewer than 10 students", None, None, None), ("Law", "50%", 0.5, 40, 40)),
    )
    known = replace(figure, cells=figure.cells[1:], beside=(beside,))
    assert table_for(marks_of(known)).rows == (("Law", "50%", "70%", 0.5, 40, 40),)


def test_last_year_stands_beside_in_the_table() -> None:
    table = table_for(marks_of(samples.this_fall()), marks_of(samples.last_fall()))
    assert table.columns[:3] == ("Week", "New contacts", "Year before")
    assert table.rows[0][:3] == ("2026-08-31", "20", "30")
