"""What the dashboard has its own command line do: typed both ways, and each says what itself did not finish."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dashboard.asking.served import WAREHOUSE_VARIABLE
from dashboard.commands import intake
from dashboard.commands.upload import Upload
from pipelines.errors import UserError
from pipelines.ingest.import_choices import Choices
from pipelines.ingest.import_report import ImportReport
from pipelines.mapping.saved_mappings import saved
from pipelines.store.warehouse import Warehouse

LOG = b"student_id,contact_name,held_on,channel\na1,Lee Park,2026-09-14,via web\nb2,Sam Ortiz,some day,cold\n"
FILES = [(Upload("../log.csv", LOG), Choices())]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(WAREHOUSE_VARIABLE, str(tmp_path / "warehouse"))
    return tmp_path / "warehouse"


def test_a_preview_is_the_whole_report_and_changes_nothing(folder: Path) -> None:
    stages: list[str] = []
    (report,) = intake.previews(FILES, lambda _share, text: stages.append(text))
    assert (report.file, report.source, report.status, report.is_dry_run) == (
        "../log.csv",
        "interview_log",
        "imported",
        True,
    )
    assert (report.rows_read, report.rejected, report.import_id) == (2, 1, None)
    assert report.guesses[0].source == "interview_log"
    assert report.guesses[0].why.startswith("4 of 4 columns recognized")
    assert [(one.column, one.spelling) for one in report.unknown_values] == [("channel", "via web")]
    assert [match.column for match in report.matches] == ["student_id", "contact_name", "held_on", "channel"]
    assert report.rejected_sample[0].cells["held_on"] == "some day"
    assert {cause.code for cause in report.causes} == {"bad_date"}
    assert stages[0] == "reading"
    assert not (folder / "current").exists()


def test_an_import_and_its_mapping_go_through_the_command_line(folder: Path) -> None:
    choices = Choices(values=(("channel", "via web", "linkedin"),))
    (report,) = intake.import_uploads([(FILES[0][0], choices)])
    assert (report.status, report.import_id, report.accepted, report.rejected) == ("imported", 1, 1, 1)
    assert intake.save_mapping("Ann's log", report) == "Ann's log"
    assert [one.name for one in intake.saved_mappings()] == ["Ann's log"]
    (kept,) = saved(folder)
    assert kept.file.shape
    assert kept.file.shape.headers == {"student id", "contact name", "held on", "channel"}
    assert kept.file.values["channel"] == {"via web": "linkedin"}
    assert b"some day" in intake.rejected(1)
    intake.undo(1)
    assert Warehouse(folder).current_build()
    with pytest.raises(UserError, match="no import 7"):
        intake.undo(7)
    assert b"via web" in intake.mapping_text("Ann's log")
    intake.forget_mapping("Ann's log")
    assert intake.saved_mappings() == []


COMMANDS: dict[str, tuple[Callable[[], Any], str]] = {
    "preview": (lambda: intake.previews(FILES), "The files were not looked through to the end."),
    "import": (lambda: intake.import_uploads(FILES), "The import did not finish."),
    "save": (lambda: intake.save_mapping("Ann", ImportReport("a.csv")), "The mapping was not saved."),
    "forget": (lambda: intake.forget_mapping("Ann"), "The mapping “Ann” was not forgotten."),
    "undo": (lambda: intake.undo(3), "Import 3 may not be undone."),
    "redo": (lambda: intake.redo(3), "Import 3 may not be back."),
    "rejected": (lambda: intake.rejected(3), "The rejected rows of import 3 could not be written."),
    "decide": (lambda: intake.decide([]), "Not every answer may be kept."),
    "undo a decision": (lambda: intake.undo_decision(3), "The decision may not be taken back."),
    "the sample": (lambda: intake.load_sample(lambda *_: None), "The sample office is not complete."),
}


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_that_breaks_says_what_itself_did_not_finish(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each in a process that ends at once without a word."""
    run, sentence = COMMANDS[name]
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(UserError) as stopped:
        run()
    assert stopped.value.message.startswith(sentence)
    others = [other for one, (_, other) in COMMANDS.items() if one != name]
    assert not [other for other in others if other in stopped.value.message]


@pytest.mark.parametrize(
    ("line", "step"),
    [
        ('{"stage": "reading", "done": 0.5}', (0.5, "reading")),
        ('{"stage": "reading", "done": 7}', (1.0, "reading")),
        ('{"stage": "reading", "done": -1}', (0.0, "reading")),
        ('{"stage": "", "done": null}', (0.0, "Working")),
        ('{"done": 1}', None),
        ("Something went wrong.", None),
        ('"stage"', None),
    ],
)
def test_progress_lines_are_told_from_what_else_is_said(line: str, step: tuple[float, str] | None) -> None:
    assert intake._progress_step(line) == step
