"""The workbook: a native chart beside its numbers, the table, the data notes; no formula, and paper enough."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from typing import Any

import pytest

from dashboard.charts.exhibit import exhibit_for
from dashboard.charts.spec import ChartTable
from dashboard.exports.formats import render
from dashboard.exports.native import BigNumber, drawing
from dashboard.exports.tones import HOUSE_PAINT
from dashboard.exports.workbook import add_figure, add_notes, opened
from tests.dashboard.charts.chart_samples import RATE, cell, released, withheld
from tests.dashboard.exports.reading_files import book_of, cells_at, charts_of, runs_of
from tests.dashboard.exports.sample_exhibits import FORMULA, SPECS, exhibit, face_words, hostile


def _texts(sheet: Any) -> list[str]:
    return [str(value) for row in sheet.values for value in row if value is not None]


def test_a_workbook_has_a_chart_its_table_and_what_every_number_rests_on() -> None:
    made_of = exhibit()
    book = book_of(render(made_of, "xlsx"))
    assert book.sheetnames == ["Chart", "Data", "Data notes"]
    assert book.active.title == "Chart"
    data = list(book["Data"].values)
    assert data[0][:5] == ("College", "Response rate", "Value", "Low", "High")
    assert data[1][2] == 0.47
    assert book["Data"]["C2"].number_format == "0%"
    for words in (made_of.spec.title, *face_words(made_of)):
        assert words in _texts(book["Data notes"])
        assert any(words in text for text in _texts(book["Chart"]))


@pytest.mark.parametrize("name", SPECS)
def test_the_charts_read_the_numbers_beside_them(name: str) -> None:
    made = render(exhibit(name), "xlsx")
    sheet = book_of(made)["Chart"]
    drawn = drawing(SPECS[name])
    if isinstance(drawn, BigNumber):
        assert drawn.value in _texts(sheet)
        return
    charts = charts_of(made)
    assert len(charts) == len(drawn)
    for xml, wanted in zip(charts, drawn, strict=True):
        found = {run.name: run for run in runs_of(xml)}
        for run in wanted.runs:
            of_file = found[run.name]
            assert cells_at(sheet, of_file.refers["val"]) == pytest.approx(run.values)
            if run.has_ends:
                reached = cells_at(sheet, of_file.refers["plus"])
                ends = [
                    v + far
                    for v, far in zip(run.values, reached, strict=True)
                    if v is not None and far is not None
                ]
                assert ends == pytest.approx(
                    [h for v, h in zip(run.values, run.high, strict=True) if v is not None and h is not None]
                )


def test_a_workbook_holds_no_formula_and_no_link() -> None:
    made = render(hostile(), "xlsx")
    for sheet in book_of(made):
        for row in sheet.iter_rows():
            for found in row:
                assert found.data_type != "f"
                assert found.hyperlink is None
                assert not (isinstance(found.value, str) and found.value.startswith(("=", "+", "-", "@")))
    assert f"'{FORMULA}" in _texts(book_of(made)["Data"])


def test_the_table_can_be_filtered_and_its_header_comes_again_on_every_page() -> None:
    sheet = book_of(render(exhibit(), "xlsx"))["Data"]
    (table,) = sheet.tables.values()
    assert table.ref == f"A1:{sheet.cell(sheet.max_row, sheet.max_column).coordinate}"
    assert table.autoFilter is not None
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.freeze_panes == "A2"


def test_columns_of_one_name_are_told_apart_and_an_empty_table_is_none() -> None:
    twice = ChartTable(("n", "N", ""), ((1, 2, 3),))
    sheet = book_of(render(replace(exhibit(), table=twice), "xlsx"))["Data"]
    assert next(sheet.values) == ("n", "N 2", "Column")
    empty = ChartTable(("College", "Rate"), ())
    assert not book_of(render(replace(exhibit(), table=empty), "xlsx"))["Data"].tables


@pytest.mark.parametrize("name", ["rates", "weekly", "bands_publishable", "funnel", "single", "empty"])
def test_each_sheet_is_one_page_wide_and_the_chart_s_is_one_page(name: str) -> None:
    book = book_of(render(exhibit(name), "xlsx"))
    for sheet in book:
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToWidth in (None, 1)
    front = book["Chart"]
    assert front.page_setup.orientation == "landscape"
    assert front.page_setup.fitToHeight in (None, 1)
    assert front.print_area.split(":")[1].startswith("$L$")  # what stands beside it is not printed


def test_long_words_get_the_height_they_need() -> None:
    long = replace(exhibit(), definition="A definition that goes on. " * 30)
    book = book_of(render(long, "xlsx"))
    sheet = book["Data notes"]
    (place,) = [row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == "Definition"]
    assert sheet.row_dimensions[place].height >= 8 * 15  # eight lines of the usual height


def test_what_is_not_shown_is_counted_with_its_reason() -> None:
    figure = released(RATE, [withheld({"college": "Arts"}), cell({"college": "Law"}, 0.5, 40)], ("college",))
    notes = dict(row[:2] for row in book_of(render(exhibit_for(figure), "xlsx"))["Data notes"].values)
    assert notes["Not shown"].startswith("1 of 2 rows: ")


def test_the_chart_has_its_finding_as_alternative_text() -> None:
    with zipfile.ZipFile(io.BytesIO(render(exhibit(), "xlsx"))) as parts:
        drawing_xml = parts.read("xl/drawings/drawing1.xml").decode()
    assert f'descr="Chart of values with their ranges: {SPECS["rates"].finding}"' in drawing_xml


def test_a_report_of_many_figures_is_one_open_workbook() -> None:
    out = io.BytesIO()
    made = opened(out, HOUSE_PAINT)
    for number, name in enumerate(("rates", "funnel"), start=1):
        add_figure(made, exhibit(name), f"{number} ")
    add_notes(made, [exhibit("rates"), exhibit("funnel")])
    made.book.close()
    book = book_of(out.getvalue())
    assert book.sheetnames == ["1 Chart", "1 Data", "2 Chart", "2 Data", "Data notes"]
    assert len(charts_of(out.getvalue())) == 2
    assert cells_at(book["2 Chart"], runs_of(charts_of(out.getvalue())[1])[-1].refers["val"]) == [0.4]


def test_the_file_says_what_it_is_of() -> None:
    about = book_of(render(exhibit(), "xlsx")).properties
    assert about.title == exhibit().spec.title
    assert about.description == "Contains confidential student and contact records. Build build-7."
