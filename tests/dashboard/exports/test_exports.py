"""Files leave with their whole face, numbers as numbers, no formulas, and the same bytes for the same chart."""

from __future__ import annotations

import csv
import io
import itertools
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pptx import Presentation

from dashboard.charts.exhibit import exhibit_for
from dashboard.charts.spec import Exhibit
from dashboard.exports.formats import export, render
from dashboard.exports.native import native
from pipelines.errors import UserError
from pipelines.figures.results import Cell, Question, Result
from pipelines.release.disclosure import release
from tests.dashboard.charts import chart_samples as samples
from tests.dashboard.charts.chart_samples import RATE, cell, released, withheld

SPECS = samples.all_specs()
FORMULA = "=cmd|' /C calc'!A0"


def _exhibit(name: str = "rates") -> Exhibit:
    return exhibit_for(samples.by_college(), spec=SPECS[name], is_synthetic=True)


def _hostile() -> Exhibit:
    cells = [cell({"college": FORMULA}, 0.5, 40, low=0.3, high=0.7), cell({"college": "+1"}, 0.3, 40)]
    figure = released(replace(RATE, title="@title"), cells, ("college",), where=(("college", FORMULA),))
    return exhibit_for(figure)


def _rows(made: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(made.decode("utf-8-sig"), newline="")))


def _face(exhibit: Exhibit) -> list[str]:
    return [words for _, words in exhibit.face()]


# --- CSV ---------------------------------------------------------------------------------------------------


def test_csv_is_one_header_row_then_rows_that_each_carry_the_face() -> None:
    exhibit = _exhibit()
    head, *rows = _rows(render(exhibit, "csv"))
    assert head[:4] == ["College", "Response rate", "Value", "Low"]
    assert len(rows) == 3
    assert all(len(row) == len(head) for row in rows)
    first = dict(zip(head, rows[0], strict=True))
    assert (first["College"], first["Value"], first["Denominator"]) == ("Business", "0.47", "214")
    for heading, words in exhibit.face():
        assert first[heading] == words
    assert first["Data"] == "Synthetic: do not cite"


def test_csv_of_nothing_still_says_what_it_is_about() -> None:
    head, row = _rows(render(exhibit_for(released(RATE, [], ("college",))), "csv"))
    assert dict(zip(head, row, strict=True))["Figure"] == "Response rate by college"


def test_csv_guards_names_headings_and_filters() -> None:
    made = _rows(render(_hostile(), "csv"))
    assert not [c for row in made for c in row if c.startswith(("=", "+", "-", "@"))]
    assert any(c == "'" + FORMULA for row in made for c in row)


# --- XLSX --------------------------------------------------------------------------------------------------


def _book(made: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(made))


def test_workbook_has_a_native_chart_the_table_the_intervals_and_about() -> None:
    exhibit = _exhibit()
    book = _book(render(exhibit, "xlsx"))
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
    for words in (exhibit.spec.title, exhibit.spec.reading, *_face(exhibit)):
        assert words in about
        assert words in front


def test_workbook_holds_no_formula_and_no_link() -> None:
    book = _book(render(_hostile(), "xlsx"))
    for sheet in book:
        for row in sheet.iter_rows():
            for found in row:
                assert found.data_type != "f", (sheet.title, found.coordinate)
                assert found.hyperlink is None
                if isinstance(found.value, str):
                    assert not found.value.startswith(("=", "+", "-", "@"))


@pytest.mark.parametrize("name", SPECS)
def test_every_chart_becomes_a_workbook_and_a_slide(name: str) -> None:
    exhibit = _exhibit(name)
    assert len(_book(render(exhibit, "xlsx"))["Chart"]._charts) == 1
    slide = Presentation(io.BytesIO(render(exhibit, "pptx"))).slides[0]
    assert sum(shape.has_chart for shape in slide.shapes) == 1


# --- PPTX --------------------------------------------------------------------------------------------------


def _slide(exhibit: Exhibit) -> tuple[Any, Any]:
    slide = Presentation(io.BytesIO(render(exhibit, "pptx"))).slides[0]
    return slide, next(shape for shape in slide.shapes if shape.has_chart)


def test_slide_is_wide_and_carries_title_reading_face_and_alt_text() -> None:
    exhibit = _exhibit()
    deck = Presentation(io.BytesIO(render(exhibit, "pptx")))
    assert round(deck.slide_width / deck.slide_height, 3) == round(16 / 9, 3)
    slide, chart = _slide(exhibit)
    assert slide.shapes.title.text_frame.text == exhibit.spec.title
    text = "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
    for words in (exhibit.spec.reading, *_face(exhibit)):
        assert words in text
    assert chart._element.nvGraphicFramePr.cNvPr.get("descr") == exhibit.spec.alt_text


def test_nothing_on_a_slide_overlaps_or_leaves_it() -> None:
    long = replace(_exhibit(), caveats=("A long caveat that goes on and on for some time. " * 12,))
    deck = Presentation(io.BytesIO(render(long, "pptx")))
    boxes = sorted((s.top, s.top + s.height, s.name) for s in deck.slides[0].shapes)
    for (_, bottom, above), (top, _, below) in itertools.pairwise(boxes):
        assert bottom <= top + 20000, (above, below)
    assert boxes[-1][1] <= deck.slide_height


def test_the_chart_on_a_slide_is_editable_and_its_workbook_has_the_intervals_and_no_formula() -> None:
    _, shape = _slide(_hostile())
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
    exhibit = exhibit_for(samples.this_fall(), spec=SPECS["weekly"])
    _, shape = _slide(exhibit)
    assert [type(plot).__name__ for plot in shape.chart.plots] == ["BarPlot", "LinePlot"]
    assert [s.name for plot in shape.chart.plots for s in plot.series] == ["This year", "Last year"]


def test_a_band_floats_on_a_clear_run_and_a_withheld_mark_has_no_number() -> None:
    drawn = native(SPECS["rates_publishable"])
    clear, bands = drawn.runs[0], drawn.runs[1]
    assert clear.color == ""
    assert clear.values == (0.45, 0.2, 0.0)
    assert bands.values == (pytest.approx(0.05), pytest.approx(0.2), None)
    assert drawn.categories == ("Business (n = 85)", "Engineering (n = 15)", "Arts (n <10)")


def test_withheld_parts_of_a_row_are_named() -> None:
    drawn = native(SPECS["bands_publishable"])
    assert drawn.categories == ("BUS 301 (n = 30, 6+: <10)", "ENG 210 (n <10)")


def test_a_funnel_is_a_scatter_whose_workbook_has_sizes_rates_and_limits() -> None:
    _, shape = _slide(_exhibit("funnel"))
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


def test_two_sides_are_two_bars_a_row() -> None:
    drawn = native(SPECS["two_sides"])
    assert [run.values for run in drawn.runs] == [(0.6, 0.3), (0.4, 0.35)]


# --- all formats -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("format", ["csv", "xlsx", "pptx"])
@pytest.mark.parametrize("name", ["weekly", "rates_publishable", "bands", "ranges", "steps", "funnel"])
def test_the_same_exhibit_gives_the_same_bytes(format: str, name: str) -> None:
    assert render(_exhibit(name), format) == render(_exhibit(name), format)


@pytest.mark.parametrize("format", ["csv", "xlsx", "pptx"])
def test_a_hidden_zero_or_nine_changes_no_byte(format: str) -> None:
    def published(hidden: int) -> bytes:
        rows = (("Law", 40, 20), ("Arts", hidden, hidden), ("Music", 30, 3))
        cells = tuple(Cell({"college": c}, x / n if n else None, x, n, n) for c, n, x in rows)
        result = Result(RATE, Question(by=("college",)), cells, "build-7", samples.AS_OF)
        return render(exhibit_for(release(result, "publishable")), format)

    assert published(0) == published(9)
    assert published(9) == published(4)


def test_withheld_numbers_are_in_no_part_of_a_file() -> None:
    figure = released(RATE, [withheld({"college": "Arts"}), cell({"college": "Law"}, 0.5, 40)], ("college",))
    with zipfile.ZipFile(io.BytesIO(render(exhibit_for(figure), "pptx"))) as made:
        xml = made.read(next(n for n in made.namelist() if n.startswith("ppt/charts/chart"))).decode()
    points = xml[xml.index("<c:val>") : xml.index("</c:val>")]
    assert points.count("<c:v>") == 1  # Law alone


def test_the_file_ending_names_the_format(tmp_path: Path) -> None:
    export(_exhibit(), tmp_path / "chart.XLSX")
    assert (tmp_path / "chart.XLSX").read_bytes()[:2] == b"PK"
    with pytest.raises(UserError, match="png, svg, csv, xlsx, pptx"):
        export(_exhibit(), tmp_path / "chart.docm")
    with pytest.raises(UserError, match="ending"):
        export(_exhibit(), tmp_path / "chart")
    with pytest.raises(UserError, match="could not be written"):
        export(_exhibit(), tmp_path / "nowhere" / "chart.csv")
