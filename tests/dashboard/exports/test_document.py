"""The document: a real heading, native charts with captions, a table whose header comes again, what it rests on."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import openpyxl
import pytest
from docx import Document
from docx.oxml.ns import qn

from dashboard.exports.document import add_figure, house_document
from dashboard.exports.formats import render
from dashboard.exports.native import NOTHING, BigNumber, drawing
from dashboard.exports.tones import HOUSE_PAINT
from tests.dashboard.exports.reading_files import cells_at, charts_of, runs_of
from tests.dashboard.exports.sample_exhibits import FORMULA, SPECS, exhibit, face_words, hostile


def _document(made: bytes) -> Any:
    return Document(io.BytesIO(made))


def _text(document: Any) -> str:
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


def _workbooks(made: bytes) -> list[Any]:
    """Those inside its charts, in their order."""
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        names = [name for name in parts.namelist() if name.startswith("word/embeddings/")]
        ordered = sorted(names, key=lambda name: (len(name), name))
        return [openpyxl.load_workbook(io.BytesIO(parts.read(name))) for name in ordered]


@pytest.mark.parametrize("name", SPECS)
def test_a_document_says_its_finding_as_a_heading_and_all_it_rests_on(name: str) -> None:
    made_of = exhibit(name)
    document = _document(render(made_of, "docx"))
    first = document.paragraphs[0]
    assert (first.style.name, first.text) == ("Heading 1", " ".join(made_of.spec.finding.split()))
    for words in (made_of.spec.title, *face_words(made_of)):
        assert words in _text(document)
    assert (NOTHING in _text(document)) == (name == "empty")


@pytest.mark.parametrize("name", SPECS)
def test_its_charts_are_native_and_hold_the_figure_s_own_numbers(name: str) -> None:
    made = render(exhibit(name), "docx")
    drawn = drawing(SPECS[name])
    if isinstance(drawn, BigNumber):
        assert drawn.value in _text(_document(made))
        return
    charts, books = charts_of(made), _workbooks(made)
    assert len(charts) == len(books) == len(drawn)
    for xml, book, wanted in zip(charts, books, drawn, strict=True):
        found = {run.name: run for run in runs_of(xml)}
        for run in wanted.runs:
            assert found[run.name].values == pytest.approx(run.values)
            assert cells_at(book["Sheet1"], found[run.name].refers["val"]) == pytest.approx(run.values)


def test_a_picture_s_words_are_short_and_say_the_finding() -> None:
    document = _document(render(exhibit("panels"), "docx"))
    described = [one.get("descr") for one in document.element.iter(qn("wp:docPr"))]
    assert len(described) == 2
    assert all(SPECS["panels"].finding in words and len(words) <= 250 for words in described)
    numbers = [one.get("id") for one in document.element.iter(qn("wp:docPr"))]
    assert len(set(numbers)) == 2


def test_the_header_of_the_table_comes_again_and_no_row_is_broken() -> None:
    (table,) = _document(render(exhibit(), "docx")).tables
    first, *others = table.rows
    assert first._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:tblHeader")) is None for row in others)
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    assert [cell.text for cell in table.rows[1].cells] == ["Business", "47%", "214"]


def test_a_caption_is_counted_by_word_itself() -> None:
    document = _document(render(exhibit(), "docx"))
    (caption,) = [p for p in document.paragraphs if p.style.name == "Caption"]
    (field,) = caption._p.iter(qn("w:fldSimple"))
    assert "SEQ Figure" in field.get(qn("w:instr"))


def test_a_formula_is_a_word_in_every_cell_and_itself_in_the_text() -> None:
    made = render(hostile(), "docx")
    assert FORMULA in _text(_document(made)) or any(
        FORMULA in cell.text for table in _document(made).tables for row in table.rows for cell in row.cells
    )
    for book in _workbooks(made):
        for row in book["Sheet1"].iter_rows():
            for found in row:
                assert found.data_type != "f"
                assert not (isinstance(found.value, str) and found.value.startswith(("=", "+", "-", "@")))


def test_a_report_of_many_figures_is_one_open_document() -> None:
    document = house_document()
    for number, name in enumerate(("rates", "panels", "funnel"), start=1):
        add_figure(document, exhibit(name), HOUSE_PAINT, number)
    out = io.BytesIO()
    document.save(out)
    made = out.getvalue()
    assert len(charts_of(made)) == len(_workbooks(made)) == 4
    headings = [p.text for p in _document(made).paragraphs if p.style.name == "Heading 1"]
    assert headings == [SPECS[name].finding for name in ("rates", "panels", "funnel")]
    assert runs_of(charts_of(made)[3])[-1].values == (0.4,)
