"""Slides, documents and workbooks of a report: every number of it stands in each, and outside text stays text."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from docx import Document
from pptx import Presentation

from dashboard.asking.question import Ask
from dashboard.reports import formats
from dashboard.reports.assembled import Report, assembled
from dashboard.reports.plan import Plan, Section, Supplied

TYPED = '=cmd|"/c calc"!A1 <b>&amp; \u202eabc'
PLAN = Plan(
    "own",
    "Own report",
    "Says what it is for.",
    "year",
    (
        Section(
            "Numbers",
            answer="interviews",
            figures=("interviews_per_student", "career_outcomes_rate", "show_rate"),
            charts=("mode_mix", "reached_by_college"),
            words=TYPED,
            supplied=(Supplied("Visitors", TYPED, "Door"),),
        ),
        Section("Words alone", words="One sentence."),
    ),
)


def slides(made: bytes) -> list[str]:
    deck = Presentation(io.BytesIO(made))
    assert deck.slide_width / deck.slide_height == pytest.approx(16 / 9, abs=0.01)
    return ["\n".join(s.text_frame.text for s in slide.shapes if s.has_text_frame) for slide in deck.slides]


def paper(made: bytes) -> list[str]:
    document = Document(io.BytesIO(made))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [*(paragraph.text for paragraph in document.paragraphs), *cells]


def book(made: bytes) -> list[str]:
    found = openpyxl.load_workbook(io.BytesIO(made))
    cells = [cell for sheet in found for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    return [str(cell.value) for cell in cells if cell.value is not None]


READ: dict[str, Callable[[bytes], list[str]]] = {"pptx": slides, "docx": paper, "xlsx": book}


@pytest.fixture
def report(sample: Ask) -> Report:
    return assembled(PLAN, sample, "publishable", is_trial=True)


@pytest.mark.parametrize("ending", READ)
def test_every_number_reason_and_definition_stands_in_it(ending: str, report: Report) -> None:
    text = "\n".join(READ[ending](formats.rendered(report, ending)))
    wanted = [report.title, report.view_notice, "Synthetic: do not cite", "One sentence."]
    for part in report.parts:
        wanted += [part.says, *(one.value for one in part.numbers), *(one.title for one in part.numbers)]
        wanted += [why[:60] for why in part.reasons]
    wanted += [chart.exhibit.spec.finding for chart in report.exhibits]
    assert [words for words in wanted if words not in text] == []
    assert any(method.definition[:60] in text for method in report.methods)


@pytest.mark.parametrize("ending", READ)
def test_what_the_office_types_is_no_formula_and_no_markup(ending: str, report: Report) -> None:
    found = [text for text in READ[ending](formats.rendered(report, ending)) if "cmd|" in text]
    assert found
    assert all("<b>&amp;" in text for text in found)


@pytest.mark.parametrize("ending", READ)
def test_the_same_report_gives_the_same_bytes(ending: str, report: Report) -> None:
    assert formats.rendered(report, ending) == formats.rendered(report, ending)


def test_slides_have_a_chart_each_and_none_is_empty(report: Report) -> None:
    deck = Presentation(io.BytesIO(formats.rendered(report, "pptx")))
    assert sum(shape.has_chart for slide in deck.slides for shape in slide.shapes) >= len(
        list(report.exhibits)
    )
    for slide in deck.slides:
        words = [s.text_frame.text for s in slide.shapes if s.has_text_frame and s.text_frame.text.strip()]
        assert slide.shapes.title.text_frame.text
        assert len(words) > 1


def test_a_document_has_real_headings_and_says_on_every_page_what_it_is_not_for(sample: Ask) -> None:
    working = assembled(PLAN, sample, "working", is_trial=True)
    document: Any = Document(io.BytesIO(formats.rendered(working, "docx")))
    levels = [p.style.name for p in document.paragraphs if p.style.name.startswith(("Heading", "Title"))]
    assert levels[:3] == ["Title", "Heading 1", "Heading 2"]
    (section,) = document.sections
    head = "\n".join(paragraph.text for paragraph in section.header.paragraphs)
    assert working.view_notice in head
    assert "Synthetic" in head


def test_a_workbook_has_two_sheets_a_chart_and_one_of_notes(report: Report) -> None:
    found = openpyxl.load_workbook(io.BytesIO(formats.rendered(report, "xlsx")))
    assert found.sheetnames == ["Report", "1 Chart", "1 Data", "2 Chart", "2 Data", "Data notes"]
