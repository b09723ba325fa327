"""`watch FOLDER --once`, as a scheduler runs it, and `watch FOLDER` until it is stopped."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from dashboard.cli import app

LOG = "student_id,contact_name,held_on\n001,Ada,2026-03-02\n"


@pytest.fixture
def landing(tmp_path: Path) -> Path:
    folder = tmp_path / "landing"
    folder.mkdir()
    return folder


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelines.cli.watch._SETTLES", 0.05)


def watch(landing: Path, *options: str) -> Result:
    return CliRunner().invoke(
        app, ["--warehouse", str(landing.parent / "office"), "watch", str(landing), *options]
    )


def test_one_pass_tells_what_came_in(landing: Path) -> None:
    (landing / "log.csv").write_text(LOG)
    ran = watch(landing, "--once")
    assert ran.exit_code == 0, ran.output
    assert "log.csv came in" in ran.stdout
    assert (landing / "done" / "log.csv").exists()
    assert watch(landing, "--once").stdout == "", "a scheduler mails what is printed: nothing for nothing"


def test_one_pass_fails_where_something_waits(landing: Path) -> None:
    (landing / "noise.csv").write_text("a,b\n1,2\n")
    ran = watch(landing, "--once", "--json")
    assert ran.exit_code == 1
    (receipt,) = json.loads(ran.stdout)["receipts"]
    assert (receipt["file"], receipt["became"]) == ("noise.csv", "waits")


def test_many_files_at_once(landing: Path) -> None:
    for number in range(12):
        (landing / f"log-{number}.csv").write_text(LOG.replace("Ada", f"Contact {number}"))
    ran = watch(landing, "--once", "--json")
    assert ran.exit_code == 0, ran.output
    document = json.loads(ran.stdout)
    assert [receipt["became"] for receipt in document["receipts"]] == ["imported"] * 12
    assert not document["left"]
    assert not list(landing.glob("*.csv"))


def test_a_kind_of_file_nobody_knows_is_refused(landing: Path) -> None:
    ran = watch(landing, "--once", "--replace", "rooster")
    assert "rooster" in str(ran.exception)


def test_it_watches_until_it_is_stopped(landing: Path) -> None:
    command = [sys.executable, "-m", "dashboard.cli", "--warehouse", str(landing.parent / "office")]
    with subprocess.Popen(
        [*command, "watch", str(landing), "--every", "1"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        (landing / "log.csv").write_text(LOG)
        until = time.monotonic() + 60
        while not (landing / "done" / "log.csv").exists():
            assert time.monotonic() < until
            assert running.poll() is None
            time.sleep(0.1)
        running.send_signal(signal.SIGTERM)
        said, warned = running.communicate(timeout=60)
    assert "log.csv came in" in said
    assert "Stopped." in warned
