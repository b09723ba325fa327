"""All formats: the same exhibit gives the same bytes, hidden numbers change none, the ending names the format."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document
from pptx import Presentation

from dashboard.charts.exhibit import exhibit_for
from dashboard.exports.formats import FORMATS, export, render
from dashboard.exports.native import NOTHING, BigNumber, drawing
from pipelines.errors import UserError
from pipelines.figures.results import Cell, Question, Result
from pipelines.release.ask import ask, policy_of
from pipelines.release.disclosure import release
from pipelines.settings import default_settings
from pipelines.store.warehouse import Published
from tests.dashboard.charts import chart_samples as samples
from tests.dashboard.charts.chart_samples import RATE
from tests.dashboard.exports.sample_exhibits import SPECS, exhibit
from tests.offices import office


def _book(made: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(made))


@pytest.mark.parametrize("name", SPECS)
def test_every_chart_becomes_a_workbook_and_a_slide(name: str) -> None:
    made_of = exhibit(name)
    drawn = drawing(made_of.spec)
    charts = 0 if isinstance(drawn, BigNumber) else len(drawn)
    sheet = _book(render(made_of, "xlsx"))["Chart"]
    assert len(sheet._charts) == charts
    slide = Presentation(io.BytesIO(render(made_of, "pptx"))).slides[0]
    assert sum(shape.has_chart for shape in slide.shapes) == charts
    said = (
        [cell.value for (cell,) in sheet["A1:A9"]],
        [s.text_frame.text for s in slide.shapes if s.has_text_frame],
    )
    assert all((NOTHING in words) == (name == "empty") for words in said)
    if name == "empty":  # below what must be said of it
        assert (sheet["A4"].value, sheet["A5"].value) == ("Synthetic: do not cite", NOTHING)


@pytest.mark.parametrize("format", ["csv", "xlsx", "pptx", "docx"])
@pytest.mark.parametrize("name", ["weekly", "rates_publishable", "bands", "ranges", "steps", "funnel"])
def test_the_same_exhibit_gives_the_same_bytes(format: str, name: str) -> None:
    assert render(exhibit(name), format) == render(exhibit(name), format)


@pytest.mark.parametrize("format", ["csv", "xlsx", "pptx", "docx"])
def test_a_hidden_zero_or_nine_changes_no_byte(format: str) -> None:
    def published(hidden: int) -> bytes:
        rows = (("Law", 40, 20), ("Arts", hidden, hidden), ("Music", 30, 3))
        cells = tuple(Cell({"college": c}, x / n if n else None, x, n, n) for c, n, x in rows)
        result = Result(RATE, Question(by=("college",)), cells, "build-7", samples.AS_OF)
        return render(exhibit_for(release(result, "publishable")), format)

    assert published(0) == published(9)
    assert published(9) == published(4)


def test_the_file_ending_names_the_format(tmp_path: Path) -> None:
    export(exhibit(), tmp_path / "chart.XLSX")
    assert (tmp_path / "chart.XLSX").read_bytes()[:2] == b"PK"
    with pytest.raises(UserError, match="png, svg, csv, xlsx, pptx, docx"):
        export(exhibit(), tmp_path / "chart.docm")
    with pytest.raises(
        UserError, match=r"^chart needs an ending that names the format: png, svg, csv, xlsx, pptx, docx\.$"
    ):
        export(exhibit(), tmp_path / "chart")
    with pytest.raises(
        UserError, match=r"nowhere/chart\.csv could not be written: No such file or directory\.$"
    ):
        export(exhibit(), tmp_path / "nowhere" / "chart.csv")


@pytest.mark.parametrize(("format", "begins"), [("csv", b"\xef\xbb\xbf"), ("xlsx", b"PK"), (".PPTX", b"PK")])
def test_each_format_is_written_by_its_own_module(format: str, begins: bytes) -> None:
    assert render(exhibit(), format).startswith(begins)


def test_a_format_that_is_none_is_refused_with_those_there_are() -> None:
    assert FORMATS == ("png", "svg", "csv", "xlsx", "pptx", "docx")
    with pytest.raises(
        UserError, match=r"no export called 'odt'\. Choose one of: png, svg, csv, xlsx, pptx, docx"
    ):
        render(exhibit(), "odt")


def test_a_file_is_dated_by_its_data_not_by_the_clock() -> None:
    made = {format: render(exhibit(), format) for format in ("xlsx", "pptx", "docx")}
    book = openpyxl.load_workbook(io.BytesIO(made["xlsx"]))
    deck = Presentation(io.BytesIO(made["pptx"]))
    assert Document(io.BytesIO(made["docx"])).core_properties.created.replace(tzinfo=None) == datetime(
        2026, 11, 12
    )
    assert book.properties.created == deck.core_properties.created == datetime(2026, 11, 12)
    undated = replace(exhibit(), as_of="not known")
    assert openpyxl.load_workbook(io.BytesIO(render(undated, "xlsx"))).properties.created == datetime(
        2000, 1, 1
    )


@pytest.mark.sampled(4)
@pytest.mark.parametrize("format", ["xlsx", "pptx", "csv"])
@pytest.mark.parametrize(
    ("metric", "by"),
    [("clarity_change", ("month",)), ("clarity_change", ()), ("career_outcomes_rate", ("college",)),
     ("median_salary_usd", ("class_year",)), ("days_to_reply", ("week",)), ("outcome_mix", ()),
     ("first_interview", ()), ("chain_depth", ()), ("channel_mix", ("month",)), ("contact_load", ())],
)  # fmt: skip
def test_a_figure_with_nothing_to_show_leaves_in_every_format(
    nothing: Published, metric: str, by: tuple[str, ...], format: str
) -> None:
    for view in ("working", "publishable"):
        made = render(
            exhibit_for(ask(nothing, metric, Question(by=by), view, policy_of(default_settings()))), format
        )
        if format == "xlsx":
            assert openpyxl.load_workbook(io.BytesIO(made)).sheetnames
        elif format == "pptx":
            assert len(Presentation(io.BytesIO(made)).slides) == 1
        else:
            assert made


@pytest.fixture(scope="module")
def nothing(tmp_path_factory: pytest.TempPathFactory) -> Published:
    """An office of which nearly nothing is known."""
    return office(tmp_path_factory.mktemp("nothing"), roster="student_id\nS1")
