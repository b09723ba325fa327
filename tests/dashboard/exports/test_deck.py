"""The slide: title, reading, an editable chart with its own workbook, the whole face, alternative text."""

from __future__ import annotations

import io
import itertools
import zipfile
from dataclasses import replace
from typing import Any

import openpyxl
import pytest
from pptx import Presentation

from dashboard.charts.exhibit import exhibit_for
from dashboard.charts.spec import Exhibit
from dashboard.exports.formats import render
from tests.dashboard.charts import chart_samples as samples
from tests.dashboard.charts.chart_samples import RATE, cell, released, withheld
from tests.dashboard.charts.reading_specs import plain
from tests.dashboard.exports.reading_files import chart_text, part_of, sheet_text, slide_of, slide_text
from tests.dashboard.exports.sample_exhibits import FORMULA, SPECS, exhibit, face_words, hostile


def _book(made: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(made))


def _slide(made_of: Exhibit) -> tuple[Any, Any]:
    slide = Presentation(io.BytesIO(render(made_of, "pptx"))).slides[0]
    return slide, next(shape for shape in slide.shapes if shape.has_chart)


def test_slide_is_wide_and_carries_title_reading_face_and_alt_text() -> None:
    made_of = exhibit()
    deck = Presentation(io.BytesIO(render(made_of, "pptx")))
    assert round(deck.slide_width / deck.slide_height, 3) == round(16 / 9, 3)
    slide, chart = _slide(made_of)
    assert slide.shapes.title.text_frame.text == made_of.spec.title
    text = "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
    for words in (made_of.spec.reading, *face_words(made_of)):
        assert words in text
    assert chart._element.nvGraphicFramePr.cNvPr.get("descr") == made_of.spec.alt_text


def test_nothing_on_a_slide_overlaps_or_leaves_it() -> None:
    long = replace(exhibit(), caveats=("A long caveat that goes on and on for some time. " * 12,))
    deck = Presentation(io.BytesIO(render(long, "pptx")))
    boxes = sorted((s.top, s.top + s.height, s.name) for s in deck.slides[0].shapes)
    for (_, bottom, above), (top, _, below) in itertools.pairwise(boxes):
        assert bottom <= top + 20000, (above, below)
    assert boxes[-1][1] <= deck.slide_height


def test_the_chart_on_a_slide_is_editable_and_its_workbook_has_the_intervals_and_no_formula() -> None:
    _, shape = _slide(hostile())
    chart = shape.chart
    assert list(chart.plots[0].categories) == [f"'{FORMULA} (n = 40)", "'+1 (n = 40)"]
    assert list(chart.plots[0].series[0].values) == [0.5, 0.3]
    book = _book(chart.part.chart_workbook.xlsx_part.blob)
    sheet = book["Sheet1"]
    for row in sheet.iter_rows():
        for found in row:
            assert found.data_type != "f"
            assert not (isinstance(found.value, str) and found.value.startswith(("=", "+", "-", "@")))
    values = list(sheet.values)
    assert values[1][:2] == (f"'{FORMULA} (n = 40)", 0.5)  # where the chart's references point
    assert values[1][-2:] == (0.3, 0.7)


def test_last_year_is_a_line_over_the_columns() -> None:
    _, shape = _slide(exhibit_for(samples.this_fall(), spec=SPECS["weekly"]))
    assert [type(plot).__name__ for plot in shape.chart.plots] == ["BarPlot", "LinePlot"]
    assert [s.name for plot in shape.chart.plots for s in plot.series] == ["This year", "Last year"]


def test_a_funnel_is_a_scatter_whose_workbook_has_sizes_rates_and_limits() -> None:
    _, shape = _slide(exhibit("funnel"))
    (plot,) = shape.chart.plots
    assert type(plot).__name__ == "XyPlot"
    *lines, inside, outside = plot.series
    assert list(inside.values) == [0.65, 0.0]
    assert list(outside.values) == [0.4]
    assert outside.points[0].data_label.text_frame.text == samples.LONG
    assert [series.name for series in lines][-1] == "All 60%"
    sheet = _book(shape.chart.part.chart_workbook.xlsx_part.blob)["Sheet1"]
    rows = [(row[0].value, row[1].value) for row in sheet.iter_rows(max_col=2)]
    at = rows.index((None, "Within the limits of chance"))
    assert rows[at + 1 : at + 3] == [(60, 0.65), (4, 0)]


def test_withheld_numbers_are_in_no_part_of_a_file() -> None:
    figure = released(RATE, [withheld({"college": "Arts"}), cell({"college": "Law"}, 0.5, 40)], ("college",))
    with zipfile.ZipFile(io.BytesIO(render(exhibit_for(figure), "pptx"))) as made:
        xml = made.read(next(n for n in made.namelist() if n.startswith("ppt/charts/chart"))).decode()
    points = xml[xml.index("<c:val>") : xml.index("</c:val>")]
    assert points.count("<c:v>") == 1  # Law alone


CHARTS = {
    "weekly": """
    barChart barDir=col grouping=clustered gapWidth=45
      Sheet1!$B$1This year: 1B5FA8
        cat Sheet1!$A$2:$A$5
        val 20 40 90 10
        point 0 wdUpDiag 1B5FA8 on FFFFFF
        point 3 wdUpDiag 1B5FA8 on FFFFFF
        label idx=0 dLblPos=outEnd '20' 0B1220 1100
        label idx=1 dLblPos=outEnd '40' 0B1220 1100
        label idx=2 dLblPos=outEnd '90' 0B1220 1100
        label idx=3 dLblPos=outEnd '10' 0B1220 1100
        invertIfNegative=0
    lineChart grouping=standard
      Sheet1!$C$1Last year: line 8C96A3 28575
        marker symbol=none plain
        cat Sheet1!$A$2:$A$5
        val 30 50 20
        smooth=0
    catAx: orientation=minMax, delete=0, majorTickMark=none, tickLblPos=low, line DDE3EA None, size 1200
    valAx: min=0.0, delete=0, majorTickMark=none, tickLblPos=nextTo, format #,##0.##, grid EEF1F5, no line, size 1100
    legend legendPos=t overlay=0 size 1100
    """,
    "rates": """
    barChart barDir=bar grouping=clustered gapWidth=45
      Sheet1!$B$1Response rate: 1B5FA8
        cat Sheet1!$A$2:$A$4
        val 0.47 0.38 0.9
        point 2 CBD2DA
        label idx=0 dLblPos=outEnd '47%' 0B1220 1100
        label idx=1 dLblPos=outEnd '38%' 0B1220 1100
        label idx=2 dLblPos=outEnd '90%' 0B1220 1100
        invertIfNegative=0
    catAx: orientation=maxMin, delete=0, majorTickMark=none, tickLblPos=low, line DDE3EA None, size 1000
    valAx: min=0.0, delete=None, majorTickMark=none, tickLblPos=nextTo, format 0%, plain
    no legend
    """,
    "rates_publishable": """
    barChart barDir=bar grouping=stacked gapWidth=45 overlap=100
      Sheet1!$B$1Response rate (start, clear): clear, no line
        cat Sheet1!$A$2:$A$4
        val 0.45 0.2 0
      Sheet1!$C$1Response rate (released range): 8DAFD4
        cat Sheet1!$A$2:$A$4
        val 0.05 0.2
        label idx=0 dLblPos=ctr '45–50%' 0B1220 1100
        label idx=1 dLblPos=ctr '20–40%' 0B1220 1100
        invertIfNegative=0
    catAx: orientation=maxMin, delete=0, majorTickMark=none, tickLblPos=low, line DDE3EA None, size 1200
    valAx: min=0.0, delete=None, majorTickMark=none, tickLblPos=nextTo, format 0%, plain
    no legend
    """,
    "classes": """
    barChart barDir=bar grouping=percentStacked gapWidth=45 overlap=100
      Sheet1!$B$1Employed: 1B5FA8
        cat Sheet1!$A$2:$A$3
        val 0.47 0.51
        label idx=0 dLblPos=ctr '47%' FFFFFF 1100
        label idx=1 dLblPos=ctr '51%' FFFFFF 1100
        invertIfNegative=0
      Sheet1!$C$1In school: 6DA0D3
        cat Sheet1!$A$2:$A$3
        val 0.13 0.14
        label idx=0 dLblPos=ctr '13%' 0B1220 1100
        label idx=1 dLblPos=ctr '14%' 0B1220 1100
        invertIfNegative=0
      Sheet1!$D$1Service: B5CFEA
        cat Sheet1!$A$2:$A$3
        val 0.03 0.03
        invertIfNegative=0
      Sheet1!$E$1Looking: F0A66B
        cat Sheet1!$A$2:$A$3
        val 0.12 0.09
        label idx=0 dLblPos=ctr '12%' 0B1220 1100
        label idx=1 dLblPos=ctr '9%' 0B1220 1100
        invertIfNegative=0
      Sheet1!$F$1Not looking: C6CED8
        cat Sheet1!$A$2:$A$3
        val 0.02 0.02
        invertIfNegative=0
      Sheet1!$G$1Not known: CBD2DA
        cat Sheet1!$A$2:$A$3
        val 0.23 0.21
        label idx=0 dLblPos=ctr '23%' 0B1220 1100
        label idx=1 dLblPos=ctr '21%' 0B1220 1100
        invertIfNegative=0
    catAx: orientation=maxMin, delete=0, majorTickMark=none, tickLblPos=low, line DDE3EA None, size 1200
    valAx: min=0.0, max=1.0, delete=None, majorTickMark=none, tickLblPos=nextTo, format 0%, plain
    legend legendPos=t overlay=0 size 1100
    """,
    "steps": """
    barChart barDir=bar grouping=stacked gapWidth=45 overlap=100
      Sheet1!$B$1Share: 1B5FA8
        cat Sheet1!$A$2:$A$3
        val 0.61 0.38
        label idx=0 dLblPos=ctr '61%' FFFFFF 1100
        label idx=1 dLblPos=ctr '38%' FFFFFF 1100
        invertIfNegative=0
      Sheet1!$C$1Rest: E9EEF4
        cat Sheet1!$A$2:$A$3
        val 0.39 0.62
        invertIfNegative=0
    catAx: orientation=maxMin, delete=0, majorTickMark=none, tickLblPos=low, line DDE3EA None, size 1200
    valAx: min=0.0, max=1.0, delete=None, majorTickMark=none, tickLblPos=nextTo, format 0%, plain
    no legend
    """,
    "curve": """
    lineChart grouping=standard
      Sheet1!$B$1Days to a reply: line 1B5FA8 28575
        marker symbol=none plain
        cat Sheet1!$A$2:$A$32
        val 0.1 … 0.6 … 0.6 (31)
        smooth=0
    catAx: orientation=minMax, delete=0, majorTickMark=none, tickLblPos=low, line DDE3EA None, size 1000
    valAx: min=0.0, delete=0, majorTickMark=none, tickLblPos=nextTo, format 0%, grid EEF1F5, no line, size 1100
    no legend
    """,
    "trend": """
    barChart barDir=col grouping=stacked gapWidth=45 overlap=100
      Sheet1!$B$1Response rate (start, clear): clear, no line
        cat Sheet1!$A$2:$A$4
        val 0 0.3 0
      Sheet1!$C$1Response rate (released range): 8DAFD4
        cat Sheet1!$A$2:$A$4
        val 0.2
        label idx=1 dLblPos=ctr '30–50%' 0B1220 1100
        invertIfNegative=0
      Sheet1!$D$1Response rate: 1B5FA8
        cat Sheet1!$A$2:$A$4
        val 0.4 0.5
        point 2 wdUpDiag 1B5FA8 on FFFFFF
        label idx=0 dLblPos=ctr '40%' FFFFFF 1100
        label idx=2 dLblPos=ctr '50%' FFFFFF 1100
        invertIfNegative=0
    catAx: orientation=minMax, delete=0, majorTickMark=none, tickLblPos=low, line DDE3EA None, size 1200
    valAx: min=0.0, delete=0, majorTickMark=none, tickLblPos=nextTo, format 0%, grid EEF1F5, no line, size 1100
    no legend
    """,
    "trends": """
    lineChart grouping=standard
      Sheet1!$B$1Law: line 1B5FA8 28575
        marker symbol=none plain
        cat Sheet1!$A$2:$A$3
        val 0.4 0.45
        smooth=0
      Sheet1!$C$1Other: line 8C96A3 28575
        marker symbol=none plain
        cat Sheet1!$A$2:$A$3
        val 0.2 0.3
        smooth=0
    catAx: orientation=minMax, delete=0, majorTickMark=none, tickLblPos=low, line DDE3EA None, size 1200
    valAx: min=0.0, delete=0, majorTickMark=none, tickLblPos=nextTo, format 0%, grid EEF1F5, no line, size 1100
    legend legendPos=t overlay=0 size 1100
    """,
    "funnel": """
    scatterChart scatterStyle=lineMarker
      Sheet1!$B$195% limits, lower: line 8C96A3 15875
        marker symbol=none plain
        xVal 1 … 28.38 … 106 (48)
        yVal 0 … 0.4021 … 0.502 (48)
        smooth=0
      Sheet1!$B$5195% limits, upper: line 8C96A3 15875
        marker symbol=none plain
        xVal 1 … 28.38 … 106 (48)
        yVal 1 … 0.7979 … 0.698 (48)
        smooth=0
      Sheet1!$B$10199.8% limits, lower: line 8C96A3 15875
        marker symbol=none plain
        xVal 1 … 28.38 … 106 (48)
        yVal 0 … 0.2982 … 0.4482 (48)
        smooth=0
      Sheet1!$B$15199.8% limits, upper: line 8C96A3 15875
        marker symbol=none plain
        xVal 1 … 28.38 … 106 (48)
        yVal 1 … 0.9018 … 0.7518 (48)
        smooth=0
      Sheet1!$B$201All 60%: line 4A5566 15875
        marker symbol=none plain
        xVal 0 106
        yVal 0.6 0.6
        smooth=0
      Sheet1!$B$205Within the limits of chance: no line
        marker symbol=circle size=8 1B5FA8, no line
        xVal 60 4
        yVal 0.65 0
        smooth=0
      Sheet1!$B$209Outside the 95% limits: no line
        marker symbol=circle size=8 E46E1D, no line
        xVal 100
        yVal 0.4
        label idx=0 dLblPos=b '{LONG}' 0B1220 1100
        smooth=0
    valAx: orientation=minMax, min=0.0, delete=0, majorTickMark=out, tickLblPos=nextTo, format #,##0, plain, title Students behind the figure
    valAx: orientation=minMax, min=0.0, max=1.0, delete=0, majorTickMark=out, tickLblPos=nextTo, format 0%, grid EEF1F5, plain
    legend legendPos=t overlay=0 size 1100
    """,
    "gap": """
    barChart barDir=bar grouping=stacked gapWidth=45 overlap=100
      Sheet1!$B$1Gap between groups (start, clear): clear, no line
        cat Sheet1!$A$2:$A$4
        val 0 -0.1 0.1
      Sheet1!$C$1Gap between groups, below zero: A4BFDC
        cat Sheet1!$A$2:$A$4
        val -0.1 -0.2
        label idx=1 dLblPos=ctr '−20 percentage points' 0B1220 1100
        invertIfNegative=0
      Sheet1!$D$1Gap between groups, above zero: A4BFDC
        cat Sheet1!$A$2:$A$4
        val 0.3 0.1
        label idx=0 dLblPos=ctr "'+10 percentage points" 0B1220 1100
        label idx=2 dLblPos=ctr "'+15 percentage points" 0B1220 1100
        invertIfNegative=0
    catAx: orientation=maxMin, delete=0, majorTickMark=none, tickLblPos=low, line DDE3EA None, size 1200
    valAx: delete=0, majorTickMark=none, tickLblPos=nextTo, format +0%;-0%;0%, grid EEF1F5, no line, size 1100
    no legend
    """,
    "panels": """
    barChart barDir=bar grouping=stacked gapWidth=45 overlap=100
      Sheet1!$B$1a (start, clear): clear, no line
        cat Sheet1!$A$2:$A$3
        val 0.3 0.3
      Sheet1!$C$1a: 8DAFD4
        cat Sheet1!$A$2:$A$3
        val 0.2 0.2
        label idx=0 dLblPos=ctr '40%' 0B1220 1100
        label idx=1 dLblPos=ctr '40%' 0B1220 1100
        invertIfNegative=0
      Sheet1!$D$1b (start, clear): clear, no line
        cat Sheet1!$A$2:$A$3
        val 0.425 0.425
      Sheet1!$E$1b: F2B68E
        cat Sheet1!$A$2:$A$3
        val 0.2 0.2
        label idx=0 dLblPos=ctr '40%' 0B1220 1100
        label idx=1 dLblPos=ctr '40%' 0B1220 1100
        invertIfNegative=0
    catAx: orientation=maxMin, delete=0, majorTickMark=none, tickLblPos=low, line DDE3EA None, size 1200
    valAx: min=0.0, max=1.25, delete=None, majorTickMark=none, tickLblPos=nextTo, format 0%, plain
    no legend
    """,
}


@pytest.mark.parametrize("name", CHARTS)
def test_what_a_reader_sees_of_the_chart(name: str) -> None:
    made = chart_text(part_of(render(exhibit(name), "pptx"), "ppt/charts/chart"))
    assert plain(made) == plain(CHARTS[name].replace("{LONG}", samples.LONG))


SLIDE = """
    Title 1: 12.13 x 0.65 at 0.60, 0.35
      28 Arial 0B1220 bold: Response rate by college and gender
    What the chart says: 12.13 x 0.75 at 0.60, 1.00
      16 Arial 4A5566: Response rate: 40% in every group.
    About this chart: 12.13 x 0.88 at 0.60, 6.33
      9 Arial 0B1220 bold: Data: Synthetic: do not cite
      9 Arial 0B1220 bold: View: Contains confidential student and contact records.
      9 Arial 4A5566: Filters: Everyone · Period: All dates · As of: Nov 12, 2026 · n: 12 to 214 contacts in each group · Build: build-7
      9 Arial 4A5566: Definition: Threads replied to within 14 days ÷ mature threads, reply known.
      9 Arial 4A5566: Caveats: Threads without a recorded reply are left out.
    Chart: 12.13 x 4.33 at 0.60, 1.90
    Legend: 12.13 x 0.25 at 0.60, 1.68
      11 Arial 0B1220:
      11 Arial 8DAFD4: ■
      11 Arial 4A5566: a
      11 Arial F2B68E: ■
      11 Arial 4A5566: b
"""


def test_where_everything_stands_on_a_slide_and_in_which_type() -> None:
    assert plain(slide_text(slide_of(render(exhibit("panels"), "pptx")))) == plain(SLIDE)


SHEET = """
     | Low (clear) | Low to Career outcomes rate | Career outcomes rate to high |  | Category | Career outcomes rate | Career outcomes rate, as it reads | Career outcomes rate, low | Career outcomes rate, high
    Business (n = 214) | 0.64 as 0% | 0.22 as 0% | 0.04 as 0% |  | Business | 0.86 as 0% | 86% | 0.64 as 0% | 0.9 as 0%
    Arts (n = 122) | 0.55 as 0% | 0.23 as 0% | 0.08 as 0% |  | Arts | 0.78 as 0% | 78% | 0.55 as 0% | 0.86 as 0%
"""


def test_the_chart_s_own_workbook_holds_what_is_drawn_then_every_series_with_its_ends() -> None:
    _, shape = _slide(exhibit("ranges"))
    assert plain(sheet_text(shape.chart.part.chart_workbook.xlsx_part.blob, "Sheet1")) == plain(SHEET)


@pytest.mark.parametrize(("length", "size"), [(60, 28), (61, 22)])
def test_a_long_title_is_set_smaller(length: int, size: int) -> None:
    made = replace(exhibit(), spec=replace(exhibit().spec, title="x" * length))
    slide, _ = _slide(made)
    assert slide.shapes.title.text_frame.paragraphs[0].runs[0].font.size.pt == size


@pytest.mark.parametrize(("length", "size"), [(210, 16), (211, 13)])
def test_a_long_sentence_is_set_smaller(length: int, size: int) -> None:
    made = replace(exhibit(), spec=replace(exhibit().spec, reading="x" * length))
    slide, _ = _slide(made)
    (box,) = (shape for shape in slide.shapes if shape.name == "What the chart says")
    assert box.text_frame.paragraphs[0].runs[0].font.size.pt == size


@pytest.mark.parametrize(("length", "lines"), [(190, 5), (191, 6)])
def test_the_face_has_room_for_a_line_that_is_broken_in_two(length: int, lines: int) -> None:
    definition = "x" * (length - len("Definition: "))
    slide, _ = _slide(replace(exhibit(), definition=definition))
    (face,) = (shape for shape in slide.shapes if shape.name == "About this chart")
    assert face.height.inches == pytest.approx(0.155 * lines + 0.1, abs=0.001)


@pytest.mark.parametrize("name", ["rates", "funnel"])
def test_what_has_no_size_of_its_own_is_set_in_twelve_points(name: str) -> None:
    _, shape = _slide(exhibit(name))
    assert shape.chart.font.size.pt == 12


@pytest.mark.parametrize(("names", "size"), [(9, "1200"), (10, "1000")])
def test_many_rows_are_named_smaller(names: int, size: str) -> None:
    cells = [cell({"college": f"College {i}"}, 0.5, 40) for i in range(names)]
    made = render(exhibit_for(released(RATE, cells, ("college",))), "pptx")
    line = next(
        line for line in plain(chart_text(part_of(made, "ppt/charts/chart"))) if line.startswith("catAx")
    )
    assert line.endswith(f"size {size}")


@pytest.mark.parametrize(("length", "size"), [(60, "1200"), (61, "1000")])
def test_long_names_are_set_smaller(length: int, size: str) -> None:
    spec = replace(exhibit("bars").spec, categories=("x" * length, "y"))
    made = render(replace(exhibit("bars"), spec=spec), "pptx")
    line = next(
        line for line in plain(chart_text(part_of(made, "ppt/charts/chart"))) if line.startswith("catAx")
    )
    assert line.endswith(f"size {size}")


def test_a_line_is_dashed_where_its_period_is_not_whole() -> None:
    spec = exhibit("trends").spec
    cut = replace(spec, series=tuple(replace(series, partial=(False, True)) for series in spec.series))
    text = chart_text(part_of(render(replace(exhibit("trends"), spec=cut), "pptx"), "ppt/charts/chart"))
    assert "point 1 line 1B5FA8 28575 sysDash" in text


def test_a_point_that_is_grey_and_not_whole_is_hatched() -> None:
    spec = exhibit("bars").spec
    cut = replace(spec, series=(replace(spec.series[0], partial=(False, True)),))
    text = plain(chart_text(part_of(render(replace(exhibit("bars"), spec=cut), "pptx"), "ppt/charts/chart")))
    assert [line for line in text if line.startswith("point")] == ["point 1 wdUpDiag 1B5FA8 on FFFFFF"]


def test_what_cannot_be_negative_begins_at_zero_and_what_can_does_not() -> None:
    def value_axis(name: str) -> str:
        text = chart_text(part_of(render(exhibit(name), "pptx"), "ppt/charts/chart"))
        return next(line for line in plain(text) if line.startswith("valAx"))

    assert "min=0.0" in value_axis("rates")
    assert "min" not in value_axis("gap").replace("minMax", "")


def test_the_file_says_what_it_is_of() -> None:
    about = Presentation(io.BytesIO(render(exhibit(), "pptx"))).core_properties
    assert about.title == "Response rate by college"
    assert about.subject == "Threads replied to within 14 days ÷ mature threads, reply known."
    assert about.comments == "Contains confidential student and contact records. Build build-7."
    assert (about.author, about.last_modified_by, about.revision) == (
        "Career Conversations",
        "Career Conversations",
        1,
    )
    long = replace(exhibit(), definition="d" * 400, view_notice="v" * 400)
    about = Presentation(io.BytesIO(render(long, "pptx"))).core_properties
    assert (len(about.subject), len(about.comments)) == (250, 250)


def test_the_parts_of_the_file_carry_no_clock() -> None:
    with zipfile.ZipFile(io.BytesIO(render(exhibit(), "pptx"))) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {part.compress_type for part in parts.infolist()} == {zipfile.ZIP_DEFLATED}


def test_a_grey_point_stays_grey_beside_one_that_is_not_whole() -> None:
    spec = exhibit("bars").spec
    cut = replace(spec, series=(replace(spec.series[0], partial=(True, False)),))
    text = plain(chart_text(part_of(render(replace(exhibit("bars"), spec=cut), "pptx"), "ppt/charts/chart")))
    assert [line for line in text if line.startswith("point")] == [
        "point 0 wdUpDiag 1B5FA8 on FFFFFF",
        "point 1 CBD2DA",
    ]


def test_below_each_other_the_runs_of_a_scatter_stand_apart_in_its_workbook() -> None:
    _, shape = _slide(exhibit("funnel"))
    sheet = _book(shape.chart.part.chart_workbook.xlsx_part.blob)["Sheet1"]
    names = [
        (row, sheet.cell(row, 2).value) for row in range(1, 220) if isinstance(sheet.cell(row, 2).value, str)
    ]
    assert [row for row, _ in names] == [1, 51, 101, 151, 201, 205, 209]  # 48 points, a name and an empty row
    assert names[-1][1] == "Outside the 95% limits"
    assert sheet["D1"].value == "Category"
