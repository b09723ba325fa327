"""`career-conversations refresh`: what is found, what becomes of it, and the copy."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from docx import Document
from typer.testing import CliRunner

from dashboard.asking.served import WAREHOUSE_VARIABLE
from dashboard.cli import app
from dashboard.office.releases import Releases
from pipelines.errors import UserError


@pytest.fixture
def run(sample_folder: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    monkeypatch.setenv(WAREHOUSE_VARIABLE, str(sample_folder))

    def ran(*words: str) -> str:
        result = CliRunner().invoke(app, ["--warehouse", str(sample_folder), "refresh", *words])
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result.output

    return ran


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    made = Document()
    made.add_paragraph("We reached {{participation_rate}}; {{partcipation_rate}}.")
    made.save(str(tmp_path / "letter.docx"))
    return tmp_path / "letter.docx"


def test_it_says_what_would_become_of_what_is_found_and_writes_nothing(run, letter: Path) -> None:  # type: ignore[no-untyped-def]
    before = letter.read_bytes()
    said = run(str(letter))
    assert "1 filled in, 1 left alone. Nothing was written." in said
    assert "Did you mean “participation rate”?" in said
    assert letter.read_bytes() == before
    assert [path.name for path in letter.parent.iterdir()] == ["letter.docx"]


def test_the_answer_as_json(run, letter: Path) -> None:  # type: ignore[no-untyped-def]
    answer = json.loads(run(str(letter), "--where", "college=School of Business", "--json"))
    assert [entry["became"] for entry in answer["entries"]] == ["left", "filled"] or [
        entry["became"] for entry in answer["entries"]
    ] == ["filled", "left"]
    assert answer["view"] == "publishable"
    assert answer["file"] is None


def test_what_leaves_is_remembered_and_a_look_is_not(
    sample_folder: Path, tmp_path: Path, letter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = Path(shutil.copytree(sample_folder, tmp_path / "office"))
    monkeypatch.setenv(WAREHOUSE_VARIABLE, str(office))
    before = len(Releases(office).released("participation_rate"))
    for words, more in ((), 0), (("-o", str(tmp_path / "new" / "letter.docx")), 1):
        result = CliRunner().invoke(app, ["--warehouse", str(office), "refresh", str(letter), *words])
        assert result.exit_code == 0
        assert (len(Releases(office).released("participation_rate")) > before) == bool(more)
    assert "%" in Document(str(tmp_path / "new" / "letter.docx")).paragraphs[0].text
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["letter.docx"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("gone.pptx",), "There is no file gone.pptx"),
        (("LETTER", "-o", "new.pptx"), "must end as letter.docx does: .docx"),
        (("LETTER", "--where", "college=Busines"), "College has no 'Busines'"),
        (("LETTER", "--view", "public"), "The view is"),
    ],
)
def test_what_makes_no_sense_is_said(run, letter: Path, words: tuple[str, ...], says: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(UserError) as refused:
        run(*(str(letter) if word == "LETTER" else word for word in words))
    assert says in refused.value.message
