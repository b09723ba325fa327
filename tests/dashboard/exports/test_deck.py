"""The slides: finding, reading, editable charts with their own workbooks, the whole face, notes; all of the theme."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import datetime
from typing import Any

import openpyxl
import pytest
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml.ns import qn

from dashboard.charts import bars
from dashboard.charts.exhibit import exhibit_for
from dashboard.charts.marks import marks_of
from dashboard.charts.spec import Exhibit, Series
from dashboard.exports.formats import render
from dashboard.exports.house_master import house_deck
from dashboard.exports.native import BigNumber, drawing
from dashboard.exports.slide import add_figure
from dashboard.exports.slide_table import ROWS
from dashboard.exports.tones import HOUSE_PAINT
from tests.dashboard.charts import chart_samples as samples
from tests.dashboard.charts.chart_samples import RATE, cell, released, withheld
from tests.dashboard.exports.reading_files import (
    boxes,
    cells_at,
    charts_of,
    deck_of,
    overlapping,
    part_of,
    runs_of,
    words_on,
)
from tests.dashboard.exports.sample_exhibits import FORMULA, SPECS, exhibit, face_words, hostile


def _slide(made_of: Exhibit) -> Any:
    return deck_of(render(made_of, "pptx")).slides[0]


def _charts(slide: Any) -> list[Any]:
    return [shape for shape in slide.shapes if shape.has_chart]


def _of_rows(count: int, name: str = "Program {}") -> Exhibit:
    cells = [cell({"college": name.format(i)}, 0.5, 40 + i, low=0.4, high=0.6) for i in range(count)]
    figure = released(RATE, cells, ("college",))
    return exhibit_for(figure, spec=bars.by_segment(marks_of(figure)))


def test_a_slide_is_wide_and_says_its_finding_its_reading_and_its_face() -> None:
    made_of = exhibit()
    deck = deck_of(render(made_of, "pptx"))
    assert round(deck.slide_width / deck.slide_height, 3) == round(16 / 9, 3)
    (slide,) = deck.slides
    assert slide.shapes.title.text_frame.text == made_of.spec.finding
    for words in (made_of.spec.title, made_of.spec.reading, *face_words(made_of)):
        assert words in words_on(slide)


def test_the_places_of_the_layout_are_used_and_none_stays_empty() -> None:
    slide = _slide(exhibit())
    assert slide.slide_layout.name == "Finding and chart"
    kinds = {shape.placeholder_format.type for shape in slide.placeholders}
    assert {PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.BODY} <= kinds
    (chart,) = _charts(slide)
    assert chart.is_placeholder
    assert all(shape.text_frame.text for shape in slide.placeholders if shape.has_text_frame)


@pytest.mark.parametrize("name", SPECS)
def test_it_is_read_in_the_order_title_reading_chart_about(name: str) -> None:
    names = [shape.name for shape in _slide(exhibit(name)).shapes]
    assert names[:2] == ["Title 1", "What the chart says"]
    assert names[-1] == "About this chart"
    assert len(names) > 3


@pytest.mark.parametrize("name", SPECS)
def test_nothing_on_a_slide_overlaps_or_leaves_it(name: str) -> None:
    long = replace(exhibit(name), caveats=("A long caveat that goes on and on for some time. " * 12,))
    deck = deck_of(render(long, "pptx"))
    for slide in deck.slides:
        assert overlapping(slide) == []
        assert all(b[0] >= 0 and b[2] <= deck.slide_width and b[3] <= deck.slide_height for b in boxes(slide))


@pytest.mark.parametrize("name", SPECS)
def test_colors_and_fonts_are_the_theme_s(name: str) -> None:
    """So that a school's theme changes everything."""
    with zipfile.ZipFile(io.BytesIO(render(exhibit(name), "pptx"))) as parts:
        for part in parts.namelist():
            if re.match(r"ppt/(slides|charts)/[^_]+\.xml", part):
                xml = parts.read(part).decode()
                assert "srgbClr" not in xml, part
                assert not re.search(r'<a:latin typeface="[^+]', xml), part


@pytest.mark.parametrize("name", SPECS)
def test_a_chart_and_its_workbook_hold_what_the_figure_has(name: str) -> None:
    drawn = drawing(SPECS[name])
    slide = _slide(exhibit(name))
    charts = _charts(slide)
    if isinstance(drawn, BigNumber):
        assert drawn.value in words_on(slide)
        assert drawn.words in words_on(slide)
        return
    assert len(charts) == len(drawn)
    for shape, wanted in zip(charts, drawn, strict=True):
        sheet = openpyxl.load_workbook(io.BytesIO(shape.chart.part.chart_workbook.xlsx_part.blob))["Sheet1"]
        found = {run.name: run for run in runs_of(shape.chart.part.blob)}
        for run in wanted.runs:
            of_file = found[run.name]
            assert of_file.values == pytest.approx(run.values)
            for key, numbers in (("val", of_file.values), ("plus", of_file.plus), ("minus", of_file.minus)):
                if key in of_file.refers:  # an edit of the sheet finds the very same numbers
                    assert cells_at(sheet, of_file.refers[key]) == pytest.approx(numbers)
            ends = [
                (v, high)
                for v, high in zip(run.values, run.high or run.values, strict=True)
                if high is not None
            ]
            reached = [
                v + far
                for v, far in zip(of_file.values, of_file.plus, strict=False)
                if v is not None and far is not None
            ]
            assert not run.has_ends or reached == pytest.approx([high for v, high in ends if v is not None])


def test_a_formula_is_a_word_in_every_cell_and_itself_where_it_is_drawn() -> None:
    (shape,) = _charts(_slide(hostile()))
    assert list(shape.chart.plots[0].categories) == [f"{FORMULA} (n = 40)", "+1 (n = 40)"]
    sheet = openpyxl.load_workbook(io.BytesIO(shape.chart.part.chart_workbook.xlsx_part.blob))["Sheet1"]
    for row in sheet.iter_rows():
        for found in row:
            assert found.data_type != "f"
            assert not (isinstance(found.value, str) and found.value.startswith(("=", "+", "-", "@")))
    assert sheet["A2"].value == f"'{FORMULA} (n = 40)"
    signed = replace(hostile(), spec=replace(hostile().spec, finding="+23 percentage points"))
    assert _slide(signed).shapes.title.text_frame.text == "+23 percentage points"


@pytest.mark.parametrize("name", SPECS)
def test_alternative_text_says_the_finding_in_one_breath_and_the_notes_say_it_all(name: str) -> None:
    made_of = exhibit(name)
    slide = _slide(made_of)
    for shape in _charts(slide):
        described = shape._element.nvGraphicFramePr.cNvPr.get("descr")
        assert 0 < len(described) <= 250
    first = next(iter(_charts(slide)), None)
    if first is not None:
        assert made_of.spec.finding[:100] in first._element.nvGraphicFramePr.cNvPr.get("descr")
    notes = slide.notes_slide.notes_text_frame.text
    for words in (*face_words(made_of), made_of.spec.alt_text):
        assert " ".join(words.split()) in notes


def test_last_year_is_a_line_over_the_columns() -> None:
    (shape,) = _charts(_slide(exhibit("weekly")))
    assert [type(plot).__name__ for plot in shape.chart.plots] == ["BarPlot", "LinePlot"]
    assert [s.name for plot in shape.chart.plots for s in plot.series] == ["This year", "Last year"]


def test_a_funnel_is_a_scatter_whose_points_outside_bear_their_names() -> None:
    runs = {run.name: run for run in runs_of(charts_of(render(exhibit("funnel"), "pptx"))[0])}
    assert runs["Within the limits of chance"].values == (0.65, 0.0)
    outside = runs["Outside the 95% limits"]
    assert (outside.xs, outside.values) == ((100,), (0.4,))
    assert outside.labels == (samples.LONG,)


def test_withheld_numbers_are_in_no_part_of_a_file() -> None:
    figure = released(RATE, [withheld({"college": "Arts"}), cell({"college": "Law"}, 0.5, 40)], ("college",))
    xml = part_of(render(exhibit_for(figure), "pptx"), "ppt/charts/chart").decode()
    points = xml[xml.index("<c:val>") : xml.index("</c:val>")]
    assert points.count("<c:v>") == 1  # Law alone


def test_a_period_that_is_not_over_is_hatched_and_a_line_s_dotted() -> None:
    assert part_of(render(exhibit("weekly"), "pptx"), "ppt/charts/chart").count(b"wdUpDiag") == 2
    cut = replace(SPECS["trends"], series=(replace(SPECS["trends"].series[0], partial=(False, True)),))
    made = render(replace(exhibit(), spec=cut), "pptx")
    assert part_of(made, "ppt/charts/chart").count(b'prstDash val="sysDot"') == 1


@pytest.mark.parametrize("rows", [12, 13, 60])
def test_rows_a_chart_has_no_room_for_go_on_as_tables(rows: int) -> None:
    made_of = _of_rows(rows)
    slides = list(deck_of(render(made_of, "pptx")).slides)
    tables = [shape.table for slide in slides[1:] for shape in slide.shapes if shape.has_table]
    told = [row.cells[0].text for table in tables for row in list(table.rows)[1:]]
    assert len(told) == (0 if rows <= 12 else rows)
    assert len(set(told)) == len(told)
    assert all(table.first_row and len(table.rows) <= ROWS + 1 for table in tables)
    titles = [slide.shapes.title.text_frame.text for slide in slides]
    assert len(set(titles)) == len(titles)  # each slide can be told by its title


def test_a_table_too_long_for_slides_says_how_many_rows_are_in_the_workbook() -> None:
    slides = list(deck_of(render(_of_rows(1200), "pptx")).slides)
    told = sum(len(shape.table.rows) - 1 for slide in slides for shape in slide.shapes if shape.has_table)
    assert f"And {1200 - told:,} more rows, in the workbook." in words_on(slides[-1])


def test_long_names_take_their_room_in_a_table() -> None:
    deck = deck_of(render(_of_rows(40, "A name of two hundred letters " * 7 + "{}"), "pptx"))
    for slide in deck.slides:
        assert all(shape.top + shape.height <= deck.slide_height for shape in slide.shapes)
    told = [len(list(s.table.rows)) - 1 for slide in deck.slides for s in slide.shapes if s.has_table]
    assert sum(told) == 40


def test_many_panels_go_on_on_the_next_slide() -> None:
    parts = tuple(Series(f"part {i}", (0.1, 0.2), ("10%", "20%"), (0.0, 0.1), (0.3, 0.3)) for i in range(8))
    spec = replace(SPECS["rates"], categories=("Arts", "Law"), series=parts, category_notes=())
    slides = list(deck_of(render(replace(exhibit(), spec=spec), "pptx")).slides)
    assert [len(_charts(slide)) for slide in slides] == [6, 2]
    shown = [shape.chart.chart_title.text_frame.text for slide in slides for shape in _charts(slide)]
    assert shown == [f"part {i}" for i in range(8)]


def test_a_report_of_many_figures_is_one_open_file() -> None:
    deck = house_deck()
    counts = [add_figure(deck, exhibit(name), HOUSE_PAINT) for name in ("rates", "single", "funnel")]
    assert counts == [1, 1, 1]
    out = io.BytesIO()
    deck.save(out)
    assert [s.shapes.title.text_frame.text for s in deck_of(out.getvalue()).slides] == [
        SPECS[name].finding for name in ("rates", "single", "funnel")
    ]


def test_the_file_says_what_it_is_of() -> None:
    about = deck_of(render(exhibit(), "pptx")).core_properties
    assert (about.title, about.author) == (exhibit().spec.title, "Career Conversations")
    assert about.comments == "Contains confidential student and contact records. Build build-7."
    assert about.created == about.modified == datetime(2026, 11, 12)
    long = replace(exhibit(), definition="d" * 400, view_notice="v" * 400)
    about = deck_of(render(long, "pptx")).core_properties
    assert (len(about.subject), len(about.comments)) == (250, 250)


def test_the_parts_of_the_file_carry_no_clock() -> None:
    with zipfile.ZipFile(io.BytesIO(render(exhibit(), "pptx"))) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        for name in parts.namelist():
            if name.endswith(".xml"):
                assert b"2027" not in parts.read(name), name


def test_a_run_s_parts_stand_in_the_order_office_asks_for() -> None:
    """Office repairs a file whose elements stand in another order than the schema's."""
    order = ("idx", "order", "tx", "spPr", "invertIfNegative", "marker", "dPt", "dLbls", "errBars")
    order += ("cat", "xVal", "val", "yVal", "smooth")
    for name in SPECS:
        for shape in _charts(_slide(exhibit(name))):
            for series in shape.chart._chartSpace.iter(qn("c:ser")):
                places = [order.index(child.tag.split("}")[1]) for child in series]
                assert places == sorted(places), name


def test_what_a_chart_has_no_room_for_is_in_the_table_on_the_next_slide() -> None:
    cells = [
        cell({"college": c, "gender": g}, 0.4, 50 + n, low=0.3, high=0.5)
        for c in ("Arts", "Law")
        for n, g in enumerate("abcdefgh")
    ]
    figure = released(RATE, cells, ("college", "gender"))
    made_of = exhibit_for(figure)
    assert (len(made_of.spec.series), made_of.spec.left_out) == (6, 2)
    assert {series.name for series in made_of.spec.series} == set("cdefgh")  # those with the most behind them
    first, *others = deck_of(render(made_of, "pptx")).slides
    assert "2 more in the table." in words_on(first)
    tables = [shape.table for slide in others for shape in slide.shapes if shape.has_table]
    told = {tuple(c.text for c in list(row.cells)[:2]) for table in tables for row in list(table.rows)[1:]}
    assert told == {(c, g) for c in ("Arts", "Law") for g in "abcdefgh"}
