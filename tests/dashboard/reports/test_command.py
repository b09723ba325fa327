"""`career-conversations report`: what there is, one file, one for each college."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dashboard.asking.served import WAREHOUSE_VARIABLE
from dashboard.cli import app
from pipelines.errors import UserError


@pytest.fixture
def run(sample_folder: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    monkeypatch.setenv(WAREHOUSE_VARIABLE, str(sample_folder))  # what the command sets is taken back

    def ran(*words: str) -> str:
        result = CliRunner().invoke(app, ["--warehouse", str(sample_folder), "report", *words])
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result.output

    return ran


def test_without_a_name_reports_are_listed(run) -> None:  # type: ignore[no-untyped-def]
    assert [line.split()[0] for line in run().splitlines()][:2] == ["term_report", "dean_page"]
    assert {entry["report"] for entry in json.loads(run("--json"))} >= {"first_destination"}


def test_one_report_for_each_college_into_a_folder(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    entries = json.loads(
        run("dean_page", "-o", str(tmp_path / "all" / "x.xlsx"), "--each", "college", "--json")
    )
    assert len(entries) == len({entry["file"] for entry in entries}) == 5
    assert sorted(path.name for path in (tmp_path / "all").iterdir())[0] == (
        "one-page-for-the-dean-college-of-arts-and-sciences-2026-11-18.xlsx"
    )
    assert all(entry["view"] == "publishable" for entry in entries)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("dean_page",), "Say where the report goes"),
        (("dean_page", "-o", "x.pdfx"), "needs an ending that names the format"),
        (("dean_pag", "-o", "x.zip"), "There is no report called 'dean_pag'. There are: dean_page"),
        (("dean_page", "-o", "x.zip", "--where", "college=Busines"), "College has no 'Busines'"),
        (("dean_page", "-o", "x.zip", "--each", "weekday"), "One report for each what"),
        (("dean_page", "-o", "x.zip", "--view", "public"), "view"),
    ],
)
def test_what_makes_no_sense_is_said(run, words: tuple[str, ...], says: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(UserError) as refused:
        run(*words)
    assert says in refused.value.message
