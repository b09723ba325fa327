"""The process that stands by answers as one of its own would, one command at a time, and nothing hangs on it."""

from __future__ import annotations

import json
import os
import socket
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.asking.served import ROOT, WAREHOUSE_VARIABLE
from dashboard.commands import intake
from dashboard.commands.stand_by import StandBy, answer
from dashboard.commands.upload import Upload
from pipelines.errors import UserError
from pipelines.ingest.import_choices import Choices

LOG = b"student_id,contact_name,held_on,minutes\na1,Lee Park,2026-09-14,20\nb2,Sam Ortiz,some day,30\n"


@pytest.fixture
def standing_by(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[StandBy]:
    monkeypatch.setenv(WAREHOUSE_VARIABLE, str(tmp_path / "warehouse"))
    process = StandBy(ROOT)
    process.enable()
    monkeypatch.setattr(intake, "STAND_BY", process)
    yield process
    process.stop()


def test_it_answers_one_command_after_the_other_as_a_process_of_its_own_would(
    standing_by: StandBy, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_its_own = []
    monkeypatch.setattr(intake, "_in_a_process_of_its_own", lambda *given: in_its_own.append(given))
    file = Upload("log.csv", LOG)
    stages: list[str] = []
    (report,) = intake.previews([(file, Choices())], lambda _share, text: stages.append(text))
    assert (report.accepted, report.rejected, report.is_dry_run) == (1, 1, True)
    assert stages[0] == "reading"
    (other,) = intake.previews([(file, Choices(columns=(("minutes", ""),)))])
    assert 'minutes = ""' in other.mapping_toml
    (imported,) = intake.import_uploads([(file, Choices())])
    assert (imported.status, imported.import_id) == ("imported", 1)
    with pytest.raises(UserError, match="no import 7"):
        intake.undo(7)
    intake.undo(1)
    assert not in_its_own


def test_while_it_is_busy_or_not_allowed_a_command_runs_in_a_process_of_its_own(
    standing_by: StandBy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(standing_by, "_patience", 0.01)
    with standing_by._turn:
        assert standing_by.run(["imports"], print, None) is None
        standing_by.get_ready()  # waits for nothing
    assert StandBy(ROOT).run(["imports"], print, None) is None
    assert standing_by.run(["--warehouse", str(tmp_path / "w"), "imports", "--json"], print, None) == (
        0,
        "[]\n",
    )


def test_a_page_that_begins_anew_while_it_waits_leaves_its_answer_to_nobody(
    standing_by: StandBy, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two ticks in a row: the second is answered for itself, and by the process that stands by."""
    in_its_own = []
    monkeypatch.setattr(intake, "_in_a_process_of_its_own", lambda *given: in_its_own.append(given))
    monkeypatch.setattr(standing_by, "_patience", 60)  # however busy the machine is
    file = Upload("log.csv", LOG)

    class BegunAnew(Exception):
        """What a page raises where somebody chose something else meanwhile."""

    def begun_anew(_share: float, _text: str) -> None:
        raise BegunAnew

    with pytest.raises(BegunAnew):
        intake.previews([(file, Choices(columns=(("minutes", ""),)))], begun_anew)
    (report,) = intake.previews([(file, Choices())])
    assert 'minutes = ""' not in report.mapping_toml
    assert report.accepted == 1
    assert not in_its_own


def test_one_that_dies_over_a_command_is_told_and_started_anew(
    standing_by: StandBy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(sys, "executable", "/bin/false")
        assert standing_by.run(["imports"], print, None) in ((-1, ""), None)
        assert standing_by._process
        standing_by._process.wait(10)
    assert standing_by.run(["--warehouse", str(tmp_path / "w"), "imports", "--json"], print, None) == (
        0,
        "[]\n",
    )


def test_a_lock_is_held_as_long_as_the_command_runs_and_no_longer(tmp_path: Path) -> None:
    ours, theirs = socket.socketpair()
    lock = os.open(tmp_path / "lock", os.O_CREAT | os.O_RDWR)
    times_open: list[int] = []
    idle: list[str] = []

    def open_now() -> int:
        """How often this process has the lock open."""
        there = [path for path in Path("/dev/fd").iterdir() if path.exists()]
        return sum(path.stat().st_ino == os.fstat(lock).st_ino for path in there)

    def run(arguments: list[str]) -> int:
        times_open.append(open_now())
        print("printed", *arguments)
        print("said\nnot whole", end="", file=sys.stderr)
        return 3

    waiting = threading.Thread(target=answer, args=(theirs, run, lambda: idle.append("idle")))
    waiting.start()
    socket.send_fds(ours, [b'["a", "b"]\n'], [lock])
    with ours.makefile("rb") as lines:
        told = [json.loads(next(lines)), json.loads(next(lines))]
    assert told == [{"said": "said"}, {"code": 3, "document": "printed a b\n"}]
    ours.close()
    waiting.join(10)
    assert idle == ["idle"]
    assert (times_open, open_now()) == ([2], 1)
    os.close(lock)
    theirs.close()
