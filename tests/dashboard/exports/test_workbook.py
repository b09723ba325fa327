"""The workbook: a native chart, the table, what is plotted with its intervals, About; no formula anywhere."""

from __future__ import annotations

import html
import io
import re
from dataclasses import replace
from typing import Any

import openpyxl
import pytest

from dashboard.charts.exhibit import exhibit_for
from dashboard.charts.spec import ChartTable, Sheet
from dashboard.exports.formats import render
from tests.dashboard.charts import chart_samples as samples
from tests.dashboard.charts.reading_specs import plain
from tests.dashboard.exports.reading_files import chart_text, part_of, sheet_text
from tests.dashboard.exports.sample_exhibits import exhibit, face_words, hostile


def _book(made: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(made))


def test_workbook_has_a_native_chart_the_table_the_intervals_and_about() -> None:
    made_of = exhibit()
    book = _book(render(made_of, "xlsx"))
    assert book.sheetnames == ["Chart", "Data", "Plotted", "About"]
    assert len(book["Chart"]._charts) == 1
    data = list(book["Data"].values)
    assert data[0][:5] == ("College", "Response rate", "Value", "Low", "High")
    assert data[1][2] == 0.47
    assert book["Data"]["C2"].number_format == "0%"
    plotted = list(book["Plotted"].values)
    assert plotted[0][-2:] == ("Response rate, low", "Response rate, high")
    assert plotted[1][-2:] == (0.42, 0.52)
    about = [str(value) for row in book["About"].values for value in row]
    front = [str(value) for row in book["Chart"].values for value in row]
    for words in (made_of.spec.title, made_of.spec.reading, *face_words(made_of)):
        assert words in about
        assert words in front


def test_workbook_holds_no_formula_and_no_link() -> None:
    book = _book(render(hostile(), "xlsx"))
    for sheet in book:
        for row in sheet.iter_rows():
            for found in row:
                assert found.data_type != "f", (sheet.title, found.coordinate)
                assert found.hyperlink is None
                if isinstance(found.value, str):
                    assert not found.value.startswith(("=", "+", "-", "@"))


CHARTS = {
    "weekly": """
    barChart barDir=col grouping=clustered gapWidth=45
      Plotted!$B$1This year: 1B5FA8, no line
        cat Plotted!$A$2:$A$5
        val 20 40 90 10
        point 0 wdUpDiag 1B5FA8 on FFFFFF
        point 3 wdUpDiag 1B5FA8 on FFFFFF
        label idx=0 '20' - None
        label idx=1 '40' - None
        label idx=2 '90' - None
        label idx=3 '10' - None
    lineChart grouping=standard
      Plotted!$C$1Last year: line 8C96A3 28575
        marker symbol=none plain
        cat Plotted!$A$2:$A$5
        val 30 50 20
    catAx: orientation=minMax, majorTickMark=none, tickLblPos=low, line DDE3EA None, size 1000
    valAx: orientation=minMax, min=0, tickLblPos=nextTo, format #,##0.##, grid EEF1F5, no line, size 1000
    legend legendPos=t size 1000
    """,
    "rates": """
    barChart barDir=bar grouping=clustered gapWidth=45
      Plotted!$B$1Response rate: 1B5FA8, no line
        cat Plotted!$A$2:$A$4
        val 0.47 0.38 0.9
        point 2 CBD2DA
        label idx=0 '47%' - None
        label idx=1 '38%' - None
        label idx=2 '90%' - None
    catAx: orientation=maxMin, majorTickMark=none, tickLblPos=low, line DDE3EA None, size 1000
    valAx: orientation=minMax, min=0, delete=1, tickLblPos=nextTo, format 0%, no line, size 1000
    no legend
    """,
    "rates_publishable": """
    barChart barDir=bar grouping=stacked gapWidth=45 overlap=100
      Plotted!$B$1Response rate (start, clear): clear, no line
        cat Plotted!$A$2:$A$4
        val 0.45 0.2 0
      Plotted!$C$1Response rate (released range): 8DAFD4, no line
        cat Plotted!$A$2:$A$4
        val 0.05 0.2
        label idx=0 dLblPos=ctr '45–50%' - None
        label idx=1 dLblPos=ctr '20–40%' - None
        label idx=2 delete=1 '' - None
    catAx: orientation=maxMin, majorTickMark=none, tickLblPos=low, line DDE3EA None, size 1000
    valAx: orientation=minMax, min=0, delete=1, tickLblPos=nextTo, format 0%, no line, size 1000
    no legend
    """,
    "classes": """
    barChart barDir=bar grouping=percentStacked gapWidth=45 overlap=100
      Plotted!$B$1Employed: 1B5FA8, no line
        cat Plotted!$A$2:$A$3
        val 0.47 0.51
        label idx=0 dLblPos=ctr '47%' - None
        label idx=1 dLblPos=ctr '51%' - None
      Plotted!$C$1In school: 6DA0D3, no line
        cat Plotted!$A$2:$A$3
        val 0.13 0.14
        label idx=0 dLblPos=ctr '13%' - None
        label idx=1 dLblPos=ctr '14%' - None
      Plotted!$D$1Service: B5CFEA, no line
        cat Plotted!$A$2:$A$3
        val 0.03 0.03
      Plotted!$E$1Looking: F0A66B, no line
        cat Plotted!$A$2:$A$3
        val 0.12 0.09
        label idx=0 dLblPos=ctr '12%' - None
        label idx=1 dLblPos=ctr '9%' - None
      Plotted!$F$1Not looking: C6CED8, no line
        cat Plotted!$A$2:$A$3
        val 0.02 0.02
      Plotted!$G$1Not known: CBD2DA, no line
        cat Plotted!$A$2:$A$3
        val 0.23 0.21
        label idx=0 dLblPos=ctr '23%' - None
        label idx=1 dLblPos=ctr '21%' - None
    catAx: orientation=maxMin, majorTickMark=none, tickLblPos=low, line DDE3EA None, size 1000
    valAx: orientation=minMax, min=0, max=1, delete=1, tickLblPos=nextTo, format 0%, no line, size 1000
    legend legendPos=t size 1000
    """,
    "steps": """
    barChart barDir=bar grouping=stacked gapWidth=45 overlap=100
      Plotted!$B$1Share: 1B5FA8, no line
        cat Plotted!$A$2:$A$3
        val 0.61 0.38
        label idx=0 dLblPos=ctr '61%' - None
        label idx=1 dLblPos=ctr '38%' - None
      Plotted!$C$1Rest: E9EEF4, no line
        cat Plotted!$A$2:$A$3
        val 0.39 0.62
    catAx: orientation=maxMin, majorTickMark=none, tickLblPos=low, line DDE3EA None, size 1000
    valAx: orientation=minMax, min=0, max=1.0, delete=1, tickLblPos=nextTo, format 0%, no line, size 1000
    no legend
    """,
    "curve": """
    lineChart grouping=standard
      Plotted!$B$1Days to a reply: line 1B5FA8 28575
        marker symbol=none plain
        cat Plotted!$A$2:$A$32
        val 0.1 … 0.6 … 0.6 (31)
    catAx: orientation=minMax, majorTickMark=none, tickLblPos=low, format General, line DDE3EA None, size 1000
    valAx: orientation=minMax, min=0, tickLblPos=nextTo, format 0%, grid EEF1F5, no line, size 1000
    no legend
    """,
    "trend": """
    barChart barDir=col grouping=stacked gapWidth=45 overlap=100
      Plotted!$B$1Response rate (start, clear): clear, no line
        cat Plotted!$A$2:$A$4
        val 0 0.3 0
      Plotted!$C$1Response rate (released range): 8DAFD4, no line
        cat Plotted!$A$2:$A$4
        val 0.2
        label idx=0 delete=1 '' - None
        label idx=1 dLblPos=ctr '30–50%' - None
        label idx=2 delete=1 '' - None
      Plotted!$D$1Response rate: 1B5FA8, no line
        cat Plotted!$A$2:$A$4
        val 0.4 0.5
        point 2 wdUpDiag 1B5FA8 on FFFFFF
        label idx=0 dLblPos=ctr '40%' - None
        label idx=1 delete=1 '' - None
        label idx=2 dLblPos=ctr '50%' - None
    catAx: orientation=minMax, majorTickMark=none, tickLblPos=low, line DDE3EA None, size 1000
    valAx: orientation=minMax, min=0, tickLblPos=nextTo, format 0%, grid EEF1F5, no line, size 1000
    no legend
    """,
    "trends": """
    lineChart grouping=standard
      Plotted!$B$1Law: line 1B5FA8 28575
        marker symbol=none plain
        cat Plotted!$A$2:$A$3
        val 0.4 0.45
      Plotted!$C$1Other: line 8C96A3 28575
        marker symbol=none plain
        cat Plotted!$A$2:$A$3
        val 0.2 0.3
    catAx: orientation=minMax, majorTickMark=none, tickLblPos=low, line DDE3EA None, size 1000
    valAx: orientation=minMax, min=0, tickLblPos=nextTo, format 0%, grid EEF1F5, no line, size 1000
    legend legendPos=t size 1000
    """,
    "funnel": """
    scatterChart scatterStyle=lineMarker
      Plotted!$B$195% limits, lower: line 8C96A3 15875
        marker symbol=none plain
        xVal 1 … 28.38 … 106 (48)
        yVal 0 … 0.4021 … 0.502 (48)
      Plotted!$D$195% limits, upper: line 8C96A3 15875
        marker symbol=none plain
        xVal 1 … 28.38 … 106 (48)
        yVal 1 … 0.7979 … 0.698 (48)
      Plotted!$F$199.8% limits, lower: line 8C96A3 15875
        marker symbol=none plain
        xVal 1 … 28.38 … 106 (48)
        yVal 0 … 0.2982 … 0.4482 (48)
      Plotted!$H$199.8% limits, upper: line 8C96A3 15875
        marker symbol=none plain
        xVal 1 … 28.38 … 106 (48)
        yVal 1 … 0.9018 … 0.7518 (48)
      Plotted!$J$1All 60%: line 4A5566 15875
        marker symbol=none plain
        xVal 0 106
        yVal 0.6 0.6
      Plotted!$L$1Within the limits of chance: no line
        marker symbol=circle size=7 1B5FA8, no line
        xVal 60 4
        yVal 0.65 0
      Plotted!$N$1Outside the 95% limits: no line
        marker symbol=circle size=7 E46E1D, no line
        xVal 100
        yVal 0.4
        label idx=0 dLblPos=b '{LONG}' - None
    valAx: orientation=minMax, min=0, tickLblPos=nextTo, format #,##0, plain, title Students behind the figure, size 1000
    valAx: orientation=minMax, min=0, max=1.0, tickLblPos=nextTo, format 0%, grid EEF1F5, plain, size 1000
    legend legendPos=t size 1000
    """,
    "gap": """
    barChart barDir=bar grouping=stacked gapWidth=45 overlap=100
      Plotted!$B$1Gap between groups (start, clear): clear, no line
        cat Plotted!$A$2:$A$4
        val 0 -0.1 0.1
      Plotted!$C$1Gap between groups, below zero: A4BFDC, no line
        cat Plotted!$A$2:$A$4
        val -0.1 -0.2
        label idx=0 delete=1 '' - None
        label idx=1 dLblPos=ctr '−20 percentage points' - None
        label idx=2 delete=1 '' - None
      Plotted!$D$1Gap between groups, above zero: A4BFDC, no line
        cat Plotted!$A$2:$A$4
        val 0.3 0.1
        label idx=0 dLblPos=ctr "'+10 percentage points" - None
        label idx=1 delete=1 '' - None
        label idx=2 dLblPos=ctr "'+15 percentage points" - None
    catAx: orientation=maxMin, majorTickMark=none, tickLblPos=low, line DDE3EA None, size 1000
    valAx: orientation=minMax, tickLblPos=nextTo, format +0%;-0%;0%, grid EEF1F5, no line, size 1000
    no legend
    """,
    "panels": """
    barChart barDir=bar grouping=stacked gapWidth=45 overlap=100
      Plotted!$B$1a (start, clear): clear, no line
        cat Plotted!$A$2:$A$3
        val 0.3 0.3
      Plotted!$C$1a: 8DAFD4, no line
        cat Plotted!$A$2:$A$3
        val 0.2 0.2
        label idx=0 dLblPos=ctr '40%' - None
        label idx=1 dLblPos=ctr '40%' - None
      Plotted!$D$1b (start, clear): clear, no line
        cat Plotted!$A$2:$A$3
        val 0.425 0.425
      Plotted!$E$1b: F2B68E, no line
        cat Plotted!$A$2:$A$3
        val 0.2 0.2
        label idx=0 dLblPos=ctr '40%' - None
        label idx=1 dLblPos=ctr '40%' - None
    catAx: orientation=maxMin, majorTickMark=none, tickLblPos=low, line DDE3EA None, size 1000
    valAx: orientation=minMax, min=0, max=1.25, delete=1, tickLblPos=nextTo, format 0%, no line, size 1000
    no legend
    """,
}


@pytest.mark.parametrize("name", CHARTS)
def test_what_a_reader_sees_of_the_chart(name: str) -> None:
    made = chart_text(part_of(render(exhibit(name), "xlsx"), "xl/charts/chart"))
    assert plain(made) == plain(CHARTS[name].replace("{LONG}", samples.LONG))


SHEETS = {
    "Chart": """
    Career outcomes rate by college
    Career outcomes rate: from 78% to 86%. The lines show how far unknown outcomes could move each rate.
    Contains confidential student and contact records.
    Synthetic: do not cite
    ■ Low to Career outcomes rate     ■ Career outcomes rate to high



















    Data | Synthetic: do not cite
    View | Contains confidential student and contact records.
    Filters | Everyone
    Period | All dates
    As of | Nov 12, 2026
    n | 12 to 214 contacts in each group
    Definition | Threads replied to within 14 days ÷ mature threads, reply known.
    Caveats | Threads without a recorded reply are left out.
    Build | build-7
    """,
    "Data": """
    College | Response rate | Value | Low | High | Denominator | People
    Business | 47% | 0.47 as 0% | 0.42 as 0% | 0.52 as 0% | 214 as #,##0.###### | 214 as #,##0.######
    {LONG} | 38% | 0.38 as 0% | 0.3 as 0% | 0.46 as 0% | 122 as #,##0.###### | 122 as #,##0.######
    Unknown | 90% | 0.9 as 0% | 0.6 as 0% | 0.99 as 0% | 12 as #,##0.###### | 12 as #,##0.######
    """,
    "Plotted": """
    Category | Low (clear) | Low to Career outcomes rate | Career outcomes rate to high |  | Category | Career outcomes rate | Career outcomes rate, as it reads | Career outcomes rate, low | Career outcomes rate, high
    Business (n = 214) | 0.64 as 0% | 0.22 as 0% | 0.04 as 0% |  | Business | 0.86 as 0% | 86% | 0.64 as 0% | 0.9 as 0%
    Arts (n = 122) | 0.55 as 0% | 0.23 as 0% | 0.08 as 0% |  | Arts | 0.78 as 0% | 78% | 0.55 as 0% | 0.86 as 0%
    """,
    "About": """
    Figure | Career outcomes rate by college
    Reading | Career outcomes rate: from 78% to 86%. The lines show how far unknown outcomes could move each rate.
    Data | Synthetic: do not cite
    View | Contains confidential student and contact records.
    Filters | Everyone
    Period | All dates
    As of | Nov 12, 2026
    n | 12 to 214 contacts in each group
    Definition | Threads replied to within 14 days ÷ mature threads, reply known.
    Caveats | Threads without a recorded reply are left out.
    Build | build-7
    """,
}


@pytest.mark.parametrize("name", SHEETS)
def test_what_stands_on_each_sheet(name: str) -> None:
    made = sheet_text(render(exhibit("ranges"), "xlsx"), name)
    assert plain(made) == plain(SHEETS[name].replace("{LONG}", samples.LONG))


def _drawing(made: bytes) -> str:
    return part_of(made, "xl/drawings/drawing").decode()


def test_the_chart_has_its_alternative_text_and_one_sheet_of_paper() -> None:
    made = render(exhibit(), "xlsx")
    assert html.escape(exhibit().spec.alt_text, quote=False) in _drawing(made)
    front = _book(made)["Chart"]
    assert front.page_setup.orientation == "landscape"
    assert (front.page_setup.fitToWidth, front.page_setup.fitToHeight) in ((1, 1), (None, None))
    assert front.sheet_properties.pageSetUpPr.fitToPage
    assert not front.sheet_view.showGridLines
    assert _book(made).active.title == "Chart"


@pytest.mark.parametrize(("name", "top", "rows"), [("rates", 4, 16), ("weekly", 4, 19), ("panels", 5, 16)])
def test_the_face_stands_below_the_chart(name: str, top: int, rows: int) -> None:
    """A chart of columns is 380 pixels high, one of few rows 320; twenty pixels are a row, and two rows stay free."""
    made = render(exhibit(name), "xlsx")
    front = _book(made)["Chart"]
    face = next(row for row in range(1, 60) if front.cell(row, 1).value == "Data")
    (chart,) = front._charts
    assert chart.anchor._from.row == top + 1
    assert face - chart.anchor._from.row - 1 == rows + 2
    below = [front.cell(row, 1).value for row in range(face, face + 3)]
    assert below == ["Data", "View", "Filters"]


def test_headings_are_bold_and_warnings_red() -> None:
    front = _book(render(exhibit(), "xlsx"))["Chart"]
    assert front["A1"].font.b
    assert front["A1"].font.sz == 16
    assert front["A2"].alignment.wrap_text
    assert [front[f"A{row}"].font.color.rgb for row in (3, 4)] == ["FFA42E23", "FFA42E23"]


def test_panes_stay_and_columns_fit_their_words() -> None:
    book = _book(render(exhibit(), "xlsx"))
    assert (book["Data"].freeze_panes, book["Plotted"].freeze_panes) == ("A2", "B2")
    widths = {name: round(column.width) for name, column in book["Data"].column_dimensions.items()}
    assert (widths["A"], widths["B"], widths["C"]) == (49, 17, 9)  # 48 at most; its heading and three
    assert round(book["Plotted"].column_dimensions["A"].width) == 37
    others = book["Plotted"].column_dimensions["B"]
    assert (round(others.width), others.min, others.max) == (
        17,
        2,
        9,
    )  # a run, then five columns of every series
    assert [round(book["About"].column_dimensions[name].width) for name in "AB"] == [19, 111]
    assert book["About"].column_dimensions["B"].max == 2
    front = book["Chart"]
    assert [round(front.column_dimensions[name].width) for name in "AB"] == [17, 111]
    assert (front.column_dimensions["B"].max, [str(run) for run in front.merged_cells.ranges]) == (
        2,
        ["A2:B2"],
    )


@pytest.mark.parametrize(("length", "height"), [(119, 16), (120, 32), (250, 48)])
def test_a_long_sentence_gets_more_lines(length: int, height: int) -> None:
    long = replace(exhibit(), spec=replace(exhibit().spec, reading="x" * length))
    assert round(_book(render(long, "xlsx"))["Chart"].row_dimensions[2].height) == height


def test_the_file_says_what_it_is_of() -> None:
    about = _book(render(exhibit(), "xlsx")).properties
    assert about.title == "Response rate by college"
    assert about.subject == "Threads replied to within 14 days ÷ mature threads, reply known."
    assert about.description == "Contains confidential student and contact records. Build build-7."


def test_clear_runs_stand_in_no_legend_and_the_others_in_words_above_the_chart() -> None:
    front = _book(render(exhibit("panels"), "xlsx"))["Chart"]
    assert front["A5"].value == "■ a     ■ b     "
    assert _book(render(exhibit("weekly"), "xlsx"))["Chart"]["A5"].value is None


def test_the_numbers_of_a_scatter_stand_in_pairs_of_columns() -> None:
    rows = list(_book(render(exhibit("funnel"), "xlsx"))["Plotted"].values)
    assert rows[0][:2] == ("Students behind the figure", "95% limits, lower")
    assert rows[0][12:15] == ("Students behind the figure", "Outside the 95% limits", None)
    assert rows[1][12:14] == (100, 0.4)
    assert rows[0][15:17] == ("Category", "Students behind the figure")
    assert rows[1][16] == 100
    sheet = _book(render(exhibit("funnel"), "xlsx"))["Plotted"]
    formats = [sheet.cell(2, column).number_format for column in range(1, 15)]
    assert formats == ["#,##0.######", "0%"] * 7
    assert sheet.cell(2, 17).number_format == "#,##0.######"


@pytest.mark.parametrize("name", ["weekly", "funnel"])
def test_lines_of_a_grid_are_three_quarters_of_a_point(name: str) -> None:
    chart = part_of(render(exhibit(name), "xlsx"), "xl/charts/chart")
    text = chart if isinstance(chart, str) else chart.decode()
    assert re.findall(r'<c:majorGridlines><c:spPr><a:ln w="(\d+)">', text) == ["9525"]


@pytest.mark.parametrize("name", ["rates", "funnel"])
def test_every_word_of_a_chart_is_set_in_the_office_font_and_a_color(name: str) -> None:
    chart = part_of(render(exhibit(name), "xlsx"), "xl/charts/chart")
    text = chart if isinstance(chart, str) else chart.decode()
    words = re.findall(r"<a:defRPr[^>]*?(?:/>|>.*?</a:defRPr>)", text)
    assert len(words) > 2
    assert [one for one in words if 'typeface="Arial"' not in one] == []
    assert [one for one in words if not re.search(r'<a:srgbClr val="[0-9A-F]{6}"/>', one)] == []


def test_the_middle_and_both_quartiles_are_written_in_the_figure_s_unit_and_people_are_not() -> None:
    pay = samples.metric(
        "median_salary_usd", title="Median salary", aggregate="median", unit="usd", of="graduate"
    )
    cells = [samples.cell({"college": "Arts"}, 52000.0, 200, quartiles=(41000.0, 60000.0))]
    sheet = _book(render(exhibit_for(samples.released(pay, cells, ("college",))), "xlsx"))["Data"]
    formats = {
        head.value: value.number_format for head, value in zip(*sheet.iter_rows(max_row=2), strict=True)
    }
    assert [formats[name] for name in ("Value", "Lower quartile", "Upper quartile")] == ["$#,##0"] * 3
    assert [name for name, found in formats.items() if found == "#,##0.######"] == ["Denominator", "People"]


@pytest.mark.parametrize(("rows", "height"), [(6, 320), (7, 348), (12, 518), (14, 518)])
def test_a_chart_of_many_rows_is_higher(rows: int, height: int) -> None:
    """34 pixels a row and 110 for what is around them, 320 at least; counted in the units of a drawing, 9,525 each."""
    cells = [samples.cell({"college": f"C{i:02}"}, 0.4, 50) for i in range(rows)]
    made = render(exhibit_for(samples.released(samples.RATE, cells, ("college",))), "xlsx")
    (chart,) = _book(made)["Chart"]._charts
    pixels = (chart.anchor.to.row - chart.anchor._from.row) * 20 + (
        chart.anchor.to.rowOff - chart.anchor._from.rowOff
    ) / 9525
    assert pixels == height


def test_a_point_that_is_grey_and_not_whole_is_hatched() -> None:
    spec = exhibit("bars").spec
    cut = replace(spec, series=(replace(spec.series[0], partial=(False, True)),))
    text = plain(chart_text(part_of(render(replace(exhibit("bars"), spec=cut), "xlsx"), "xl/charts/chart")))
    assert [line for line in text if line.startswith("point")] == ["point 1 wdUpDiag 1B5FA8 on FFFFFF"]


def test_a_grey_point_stays_grey_beside_one_that_is_not_whole() -> None:
    spec = exhibit("bars").spec
    cut = replace(spec, series=(replace(spec.series[0], partial=(True, False)),))
    text = plain(chart_text(part_of(render(replace(exhibit("bars"), spec=cut), "xlsx"), "xl/charts/chart")))
    assert [line for line in text if line.startswith("point")] == [
        "point 0 wdUpDiag 1B5FA8 on FFFFFF",
        "point 1 CBD2DA",
    ]


def test_what_an_exhibit_says_beside_its_table_has_a_sheet_each() -> None:
    said = (Sheet("Definitions", (("Class", "=1+1"), ("Salary", "A year."))), Sheet("Still to fill in", ()))
    book = _book(render(replace(exhibit(), sheets=said), "xlsx"))
    assert book.sheetnames[-2:] == ["Definitions", "Still to fill in"]
    assert list(book["Definitions"].values) == [("Class", "'=1+1"), ("Salary", "A year.")]


def test_a_column_of_numbers_is_as_wide_as_its_heading() -> None:
    long = ChartTable(("College", "Value"), (("Arts and everything", 0.123456789), ("Law", None)))
    sheet = _book(render(replace(exhibit(), table=long), "xlsx"))["Data"]
    widths = [round(sheet.column_dimensions[letter].width) for letter in "AB"]
    assert widths == [len("Arts and everything") + 4, len("Value") + 4]  # what the library adds for its edges
