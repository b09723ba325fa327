"""A report with names: of one section, in the working view, in every format, and noted as handed out."""

from __future__ import annotations

import io
import shutil
import stat
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook
from pptx import Presentation
from typer.testing import CliRunner

from dashboard.asking.question import Ask
from dashboard.asking.served import WAREHOUSE_VARIABLE
from dashboard.cli import app
from dashboard.office.handed_out import HandedOutLog
from dashboard.reports import formats, library
from dashboard.reports.assembled import Report, assembled
from dashboard.reports.leaving import asked_of_plan, report_leaves
from pipelines.errors import UserError

SECTION = (("program", "CAR 210-04"),)
SOMEBODY = "Merrin Wrenrun"  # of the section, without an interview this term


def report(sample: Ask, view: str, where: tuple[tuple[str, str], ...] = SECTION) -> Report:
    plan = library.ready()["course_section"]
    asked = replace(sample, where=where)
    return assembled(plan, asked, view, is_trial=True)  # type: ignore[arg-type]


def test_the_working_view_names_who_has_logged_and_who_has_not(sample: Ask) -> None:
    made = {chart.key: chart for chart in report(sample, "working").exhibits}
    assert made["none_recorded"].title == "No interview is recorded of 15 of 26 students"
    assert made["logged"].title == "11 of 26 students with an interview recorded"
    assert SOMEBODY in {row[0] for row in made["none_recorded"].exhibit.table.rows}
    assert "Interviews" not in made["none_recorded"].exhibit.table.columns  # nobody fills it


@pytest.mark.parametrize("view", ["internal", "publishable"])
def test_no_other_view_names_anybody(sample: Ask, view: str) -> None:
    made = report(sample, view)
    assert {chart.key for chart in made.exhibits} & {"none_recorded", "logged"} == set()
    assert sum("working view only" in why for why in made.left_out) == 2
    assert SOMEBODY not in repr(made)


@pytest.mark.parametrize("where", [(), (*SECTION, ("program", "CAR 210-05"))])
def test_names_are_told_of_one_section_at_a_time(sample: Ask, where: tuple[tuple[str, str], ...]) -> None:
    assert any("Choose one program" in why for why in report(sample, "working", where).left_out)


@pytest.mark.parametrize("ending", formats.FORMATS)
def test_every_format_has_the_list_as_a_table_and_says_what_it_is(
    sample: Ask, ending: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_browser(*_: object) -> str:
        raise UserError("Pictures need a browser.")

    monkeypatch.setattr("dashboard.exports.image.chart_svg", no_browser)
    monkeypatch.setattr("dashboard.exports.image.png", no_browser)
    monkeypatch.setattr("dashboard.exports.image.svg", no_browser)
    text = words_of(formats.rendered(report(sample, "working"), ending), ending)
    if ending != "pdf":  # its text is drawn letter by letter
        assert SOMEBODY in text
        assert "confidential student and contact records" in text
        assert "nothing to draw" not in text


def words_of(content: bytes, ending: str) -> str:
    if ending == "pptx":
        shapes = [shape for slide in Presentation(io.BytesIO(content)).slides for shape in slide.shapes]
        cells = [
            cell.text for shape in shapes if shape.has_table for row in shape.table.rows for cell in row.cells
        ]
        return "\n".join([*cells, *(shape.text_frame.text for shape in shapes if shape.has_text_frame)])
    if ending == "docx":
        document = Document(io.BytesIO(content))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return "\n".join([*cells, *(paragraph.text for paragraph in document.paragraphs)])
    if ending == "xlsx":
        book = load_workbook(io.BytesIO(content))
        return "\n".join(str(cell.value) for sheet in book for row in sheet for cell in row if cell.value)
    if ending == "zip":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "\n".join(archive.read(name).decode() for name in archive.namelist())
    return content.decode("utf-8", errors="replace")


def test_what_leaves_with_names_is_noted_private_and_names_nobody_in_the_log(
    sample_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = Path(shutil.copytree(sample_folder, tmp_path / "office"))
    monkeypatch.setenv(WAREHOUSE_VARIABLE, str(office))

    def run(*words: str) -> str:
        result = CliRunner().invoke(app, ["--warehouse", str(office), *words], catch_exceptions=False)
        assert result.exit_code == 0, result.output
        return result.output

    named = tmp_path / "out" / "a.xlsx"
    run("report", "course_section", "--view", "working", "--where", "program=CAR 210-04", "-o", str(named))
    grades = tmp_path / "out" / "g.csv"
    assert "26 students of CAR 210-04, 11 with" in run("gradebook", "CAR 210-04", "-o", str(grades))
    run("report", "dean_page", "-o", str(tmp_path / "out" / "b.xlsx"))  # publishable: the ledger's business
    noted = HandedOutLog(office).all()
    assert [(one.what, one.view) for one in noted] == [
        ("Gradebook", "working"),
        ("Report: Course section", "working"),
    ]
    assert noted[1].of_whom == "Program: CAR 210-04; Aug 1, 2026 to Nov 18, 2026"
    assert "working   Gradebook. Program: CAR 210-04" in run("handed-out")
    for path in (named, grades):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_report_with_names_leaves_without_codes_and_is_not_kept(sample: Ask, tmp_path: Path) -> None:
    """What is kept says how many, never who."""
    plan = library.ready()["course_section"]
    asked = replace(sample, where=SECTION)
    made = assembled(plan, asked, "working", is_trial=True)
    left = report_leaves(tmp_path, made, asked_of_plan(plan, asked), "xlsx")
    assert left == formats.rendered(made, "xlsx")
    assert not list(tmp_path.iterdir())
    without = assembled(plan, asked, "internal", is_trial=True)
    report_leaves(tmp_path, without, asked_of_plan(plan, asked), "xlsx")
    assert any(path.name == "kept.json" for path in tmp_path.rglob("*"))
    assert not any(SOMEBODY.encode() in path.read_bytes() for path in tmp_path.rglob("*.json"))
