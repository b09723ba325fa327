"""Nobody's name, and nothing that only a few share, is in any byte of what leaves."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pikepdf
import pytest

from dashboard.asking.question import Ask
from dashboard.asking.served import WAREHOUSE_VARIABLE
from dashboard.reports import formats, library
from dashboard.reports.assembled import assembled
from pipelines.store.warehouse import Warehouse
from tests.canaries import COLLEGES, FEW, PERSON, canaries, canary_office
from tests.made_once import made_once, run_folder


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> Path:
    return made_once(run_folder(tmp_path_factory, pytestconfig), "canaries", canary_office) / "warehouse"


@pytest.fixture
def asked(office: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    monkeypatch.setenv(WAREHOUSE_VARIABLE, str(office))
    return Ask(Warehouse(office).published())


def test_the_search_finds_a_name_wherever_it_may_hide(tmp_path: Path) -> None:
    """In a file in a ZIP in a ZIP, in a name of a file, in two bytes a letter, in a stream of a PDF."""
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("sheet.xml", f"<v>{PERSON.upper()} Lee</v>")
        archive.writestr(f"{PERSON}.txt", "")
    outer = io.BytesIO()
    with zipfile.ZipFile(outer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("chart.xlsx", inner.getvalue())
        archive.writestr("wide.txt", f"... {PERSON}".encode("utf-16"))
    assert canaries(outer.getvalue(), "pptx") == [
        "/chart.xlsx",  # a ZIP's names stand in it unpacked
        "/chart.xlsx/sheet.xml",
        f"/chart.xlsx/{PERSON}.txt (its name)",
        "/wide.txt",
    ]
    document = pikepdf.new()
    document.Root.Words = document.make_stream(f"BT ({PERSON}) Tj ET".encode())
    document.docinfo["/Title"] = f"For {PERSON}"
    made = io.BytesIO()
    document.save(made, compress_streams=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert any("stream" in place for place in canaries(made.getvalue(), "pdf"))
    assert any("object" in place for place in canaries(made.getvalue(), "pdf"))


def test_the_office_is_full_of_marks_and_has_something_to_report(asked: Ask) -> None:
    assert asked.published.query("select count(*) as n from marts.students")[0]["n"] == 183
    report = assembled(library.ready()["term_report"], asked, "publishable", is_trial=True)
    assert len(list(report.exhibits)) >= 5
    assert any("Business" in str(chart.exhibit.table.rows) for chart in report.exhibits)
    report = assembled(library.ready()["first_destination"], asked, "working", is_trial=True)
    assert canaries(formats.rendered(report, "xlsx"), "xlsx", [FEW])


CASES = [
    pytest.param(name, view, ending, marks=pytest.mark.sampled(7))
    for name in ("term_report", "dean_page", "first_destination", "networks", "program_comparison")
    for ending in formats.FORMATS
    for view in ("publishable", "internal", "working")
]


@pytest.mark.parametrize(("name", "view", "ending"), CASES)
def test_no_report_in_any_format_and_view_has_a_name(asked: Ask, name: str, view: str, ending: str) -> None:
    """Also in the working view: reports are of figures. There alone an employer of one student may stand."""
    report = assembled(library.ready()[name], asked, view, is_trial=True)  # type: ignore[arg-type]
    marks = (PERSON,) if view == "working" else (PERSON, FEW)
    assert not canaries(formats.rendered(report, ending), ending, marks)
    assert not canaries(formats.file_name(report, ending).encode(), "txt")


@pytest.mark.parametrize("college", COLLEGES)
def test_a_report_of_one_college_has_none_either(asked: Ask, college: str) -> None:
    report = assembled(
        library.ready()["term_report"], asked.only(college=college), "publishable", is_trial=True
    )
    for ending in ("xlsx", "pptx", "docx"):
        assert not canaries(formats.rendered(report, ending), ending)
