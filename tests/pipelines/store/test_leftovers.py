"""A killed process leaves no student's row behind once anything has been started again; a living one keeps its own."""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from pipelines.ingest.load import import_file
from pipelines.store.leftovers import INCOMING, SPILL, remove_leftovers, workplace
from pipelines.store.warehouse import Warehouse
from tests.offices import TODAY, write_csv

NAME = "Adalberta Nobody-Else"
LOG = f"""
student_id | contact_name | held_on
S1         | {NAME}       | 2026-03-02
"""
# Holds a workplace with a row in it, and a child that holds it too, until it is told or killed.
HOLDER = f"""
import subprocess, sys
from pathlib import Path
from pipelines.store.leftovers import workplace
home = Path(sys.argv[1]) if sys.argv[1] else None
with workplace(home) as (place, lock):
    (place / "rows.csv").write_text("{NAME}")
    child = None
    if sys.argv[2]:
        child = subprocess.Popen(["sleep", "60"], stdout=subprocess.DEVNULL, pass_fds=[lock])
    print(place, child.pid if child else 0, flush=True)
    sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def own_temporary_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "tmp"
    place.mkdir()
    monkeypatch.setenv("TMPDIR", str(place))
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    return place


@contextmanager
def holder(home: str = "", child: str = "") -> Iterator[tuple[subprocess.Popen[str], Path, int]]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, home, child], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    place, pid = process.stdout.readline().split()
    try:
        yield process, Path(place), int(pid)
    finally:
        process.kill()
        process.communicate()


def killed(process: subprocess.Popen[str]) -> None:
    process.send_signal(signal.SIGKILL)
    process.wait(10)


def until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60  # a busy machine takes long to start a program
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def rows_left(*places: Path) -> list[Path]:
    """Files with the name in them; what comes and goes meanwhile is no trouble."""
    found = []
    for place in places:
        for folder, _, names in os.walk(place):
            for path in (Path(folder) / name for name in names):
                with suppress(FileNotFoundError):
                    if NAME.encode() in path.read_bytes():
                        found.append(path)
    return found


@pytest.mark.parametrize("home", ["", "incoming"])
def test_what_a_killed_process_left_is_removed_and_what_a_living_one_has_is_not(
    home: str, tmp_path: Path
) -> None:
    folder = tmp_path / "office"
    with holder(str(folder / home) if home else "") as (process, place, _):
        remove_leftovers(folder)
        assert (place / "rows.csv").read_text() == NAME
        killed(process)
        assert place.exists()
        remove_leftovers(folder)
        assert not place.exists()


def test_a_process_that_ends_by_itself_leaves_nothing(tmp_path: Path) -> None:
    with holder() as (process, place, _):
        process.communicate("", timeout=10)
        assert not place.exists()


def test_files_stay_while_a_command_still_needs_them_after_the_dashboard_was_killed(tmp_path: Path) -> None:
    with holder(child="yes") as (process, place, child):
        killed(process)
        remove_leftovers(tmp_path)
        assert place.exists()
        os.kill(child, signal.SIGKILL)
        until(lambda: is_free(place))
        remove_leftovers(tmp_path)
        assert not place.exists()


def is_free(place: Path) -> bool:
    with (place / "in-use").open("r+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


def test_a_folder_of_that_name_that_is_not_ours_stays(tmp_path: Path, own_temporary_place: Path) -> None:
    """No lock in it; a link to elsewhere; a plain file."""
    (own_temporary_place / "career-conversations-notes").mkdir()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "in-use").touch()
    (own_temporary_place / "career-conversations-link").symlink_to(elsewhere)
    (own_temporary_place / "career-conversations.txt").touch()
    (own_temporary_place / "career-conversations-file").touch()
    before = {path.name for path in own_temporary_place.iterdir()}
    remove_leftovers(tmp_path / "office")
    assert {path.name for path in own_temporary_place.iterdir()} == before
    assert (elsewhere / "in-use").exists()


def test_what_a_child_of_the_killed_writes_meanwhile_is_found_the_next_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with holder() as (process, place, _):
        killed(process)
        removing = shutil.rmtree
        (place / "read").mkdir()

        def with_a_writer(path: Path, ignore_errors: bool) -> None:
            removing(path, ignore_errors=ignore_errors)
            (place / "late.csv").write_text(NAME)

        with monkeypatch.context() as patched:
            patched.setattr(shutil, "rmtree", with_a_writer)
            remove_leftovers(tmp_path)
        assert rows_left(place) == [place / "late.csv"]
        remove_leftovers(tmp_path)
        assert not place.exists()


def test_a_failure_inside_removes_the_folder_too() -> None:
    made = []

    def fail() -> None:
        with workplace() as (place, _):
            made.append(place)
            (place / "rows.csv").touch()
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert not made[0].exists()


def half_done(folder: Path) -> list[Path]:
    """What a killed build leaves: a spilled database, a build that is not finished and its log."""
    made = [
        folder / SPILL / "part.tmp",
        *(folder / "published" / f"building-7.duckdb{end}" for end in ("", ".wal")),
    ]
    for path in made:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(NAME)
    return made


def test_what_a_killed_build_left_goes_unless_somebody_is_writing(tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path / "office")
    import_file(warehouse, write_csv(tmp_path / "log.csv", LOG), source="interview_log", today=TODAY)
    left = half_done(warehouse.folder)
    with warehouse.locked("building the figures"):
        remove_leftovers(warehouse.folder)
        assert all(path.exists() for path in left)
    remove_leftovers(warehouse.folder)
    assert not any(path.exists() for path in left)


def test_whoever_opens_the_record_next_removes_it_too(tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path / "office")
    left = half_done(warehouse.folder)
    with warehouse.recording("looking"):
        assert not any(path.exists() for path in left)


def test_it_makes_nothing_where_there_is_no_warehouse(tmp_path: Path) -> None:
    remove_leftovers(tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_a_folder_that_may_only_be_read_is_no_trouble(tmp_path: Path) -> None:
    folder = tmp_path / "office"
    half_done(folder)
    (folder / "record.lock").touch(mode=0o400)
    folder.chmod(0o500)
    try:
        remove_leftovers(folder)
    finally:
        folder.chmod(0o700)


@pytest.mark.slow
@pytest.mark.parametrize("start", [["import"], ["measure", "referral_yield"], ["undo", "1"]])
def test_a_killed_import_leaves_no_row_after_the_next_start_of_anything(
    tmp_path: Path, own_temporary_place: Path, start: list[str]
) -> None:
    rows = "\n".join(f"S{number},{NAME},2026-03-{1 + number % 28:02}" for number in range(200_000))
    log = tmp_path / "log.csv"
    log.write_text(f"student_id,contact_name,held_on\n{rows}\n", encoding="utf-8")
    folder = tmp_path / "office"
    command = [sys.executable, "-m", "dashboard.cli", "--warehouse", str(folder)]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[3])}
    importing = subprocess.Popen([*command, "import", str(log)], env=environment, stderr=subprocess.DEVNULL)
    until(lambda: bool(rows_left(folder / INCOMING)))
    importing.kill()
    importing.wait(10)
    assert rows_left(folder / INCOMING)
    small = write_csv(tmp_path / "small.csv", "student_id | contact_name | held_on\nS1 | Bo | 2026-03-02")
    arguments = [*start, str(small)] if start == ["import"] else start
    subprocess.run([*command, *arguments], env=environment, capture_output=True, timeout=120, cwd=tmp_path)
    assert rows_left(folder, own_temporary_place) == []
