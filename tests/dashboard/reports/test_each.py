"""One report for each group: in a folder or a ZIP, with names of their own and a list of what is not shown where."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dashboard.asking.question import Ask
from dashboard.asking.served import WAREHOUSE_VARIABLE
from dashboard.cli import app
from dashboard.reports import each
from dashboard.reports.plan import Plan, Section
from pipelines.errors import QuestionError
from pipelines.store.warehouse import Warehouse
from tests.offices import office

PLAN = Plan("own", "Own", "", "all", (Section("A", figures=("interview_volume",), charts=("mode_mix",)),))
# Two programs whose names make one file name, one of other letters, one of which nothing may be told
ALIKE, ALIKE_TOO, OTHER_LETTERS, FEW = "A & B", "A / B", "职业", "=cmd few"
PEOPLE = {ALIKE: 12, ALIKE_TOO: 13, OTHER_LETTERS: 14, FEW: 2}


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    roster, talks = ["student_id | programs | is_expected_to_log"], ["student_id | contact_name | held_on"]
    for program, count in PEOPLE.items():
        for number in range(count):
            ident = f"{list(PEOPLE).index(program)}{number:02}"
            roster.append(f"{ident} | {program} | yes")
            talks.append(f"{ident} | Contact {ident} | 2026-10-{number + 1:02}")
    office(tmp_path, roster="\n".join(roster), interview_log="\n".join(talks))
    monkeypatch.setenv(WAREHOUSE_VARIABLE, str(tmp_path / "warehouse"))
    return Ask(Warehouse(tmp_path / "warehouse").published())


def made(asked: Ask, ending: str = "xlsx") -> list[each.Made]:
    return list(each.one_for_each(PLAN, asked, "program", "publishable", ending))


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_no_two_groups_share_a_file_and_one_with_nothing_to_show_has_none(small: Ask) -> None:
    files = {one.of: one.file for one in made(small)}
    assert set(files) == set(PEOPLE)
    assert files[FEW] == ""
    names = [name for name in files.values() if name]
    assert len(names) == len(set(names)) == 3
    assert all(name.startswith("own-") and name.endswith("2026-10-14.xlsx") for name in names)


def test_a_zip_holds_each_and_says_what_is_not_shown_where(small: Ask) -> None:
    out = io.BytesIO()
    told = each.into_zip(made(small), out, "xlsx")
    with zipfile.ZipFile(out) as archive:
        assert archive.namelist() == [*(one.file for one in told if one.file), "own-not-shown-2026-10-14.csv"]
        assert archive.testzip() is None
        listed = rows(archive.read("own-not-shown-2026-10-14.csv"))
    of_few = [row for row in listed if row["Of"] == f"'{FEW}"]  # guarded
    assert of_few[0]["Not shown"] == "Everything"
    assert any("fewer than 10" in row["Why"].lower() for row in of_few)
    assert {row["Build"] for row in listed} == {small.published.build}


def test_a_folder_holds_the_same_files(small: Ask, tmp_path: Path) -> None:
    out = io.BytesIO()
    each.into_zip(made(small), out, "xlsx")
    each.into_folder(made(small), tmp_path / "all", "xlsx")
    with zipfile.ZipFile(out) as archive:
        packed = {name: archive.read(name) for name in archive.namelist()}
    assert {path.name: path.read_bytes() for path in (tmp_path / "all").iterdir()} == packed


def test_a_zip_that_breaks_off_leaves_the_one_before(small: Ask, tmp_path: Path) -> None:
    path = tmp_path / "all.zip"
    path.write_bytes(b"before")

    def broken() -> object:
        yield made(small)[0]
        raise QuestionError("no")

    with pytest.raises(QuestionError):
        each.into_zip_file(broken(), path, "xlsx")  # type: ignore[arg-type]
    assert path.read_bytes() == b"before"
    assert not list(tmp_path.glob(".all*"))


@pytest.mark.parametrize(
    ("name", "is_called"), [("section", "program"), ("college", "college"), ("major", "major")]
)
def test_what_there_is_one_for(name: str, is_called: str) -> None:
    assert each.dimension_called(name) == is_called


@pytest.mark.parametrize("name", ["weekday", "advisor", "channel", ""])
def test_what_there_is_none_for(name: str) -> None:
    with pytest.raises(QuestionError, match="One report for each what"):
        each.dimension_called(name)


def test_each_is_held_against_those_before_it(small: Ask) -> None:
    """One filter more than all, and the pages of one run, are one release: asked again they read the same."""
    assert [one.report.parts for one in made(small)] == [one.report.parts for one in made(small)]


def test_the_command_packs_them(sample_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(WAREHOUSE_VARIABLE, str(sample_folder))

    def run(*words: str) -> str:
        command = ["--warehouse", str(sample_folder), "report", "dean_page", *words]
        return CliRunner().invoke(app, command, catch_exceptions=False).stdout

    path = tmp_path / "deans.zip"
    entries = json.loads(run("--each", "college", "--as", "xlsx", "-o", str(path), "--json"))
    with zipfile.ZipFile(path) as archive:
        assert [str(path / name) for name in archive.namelist()[:-1]] == [entry["file"] for entry in entries]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--as", "pdf", "-o", "x.zip"), "add --each college"),
        (("--each", "college", "--as", "doc", "-o", "x.zip"), "--as is one of pptx"),
        (("--each", "college", "--as", "pdf", "-o", "x.docx"), "a folder or a ZIP, not x.docx"),
    ],
)
def test_what_makes_no_sense_is_said(
    words: tuple[str, ...], says: str, sample_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(WAREHOUSE_VARIABLE, str(sample_folder))
    with pytest.raises(QuestionError) as refused:
        CliRunner().invoke(
            app,
            ["--warehouse", str(sample_folder), "report", "dean_page", *words],
            catch_exceptions=False,
            standalone_mode=False,
        )
    assert says in refused.value.message
