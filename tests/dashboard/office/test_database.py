"""The office's own store on bad days: damaged, in use, moved, full. Each is a sentence that says what to do."""

from __future__ import annotations

import contextlib
import resource
import signal
import sqlite3
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from dashboard.office import database
from dashboard.office.database import FILE
from dashboard.office.plans import Plans
from dashboard.office.put_away import PutAway
from dashboard.office.releases import Releases
from pipelines.errors import WarehouseError

DAY = date(2026, 10, 1)


def used(folder: Path) -> None:
    """Everything that is asked of the store."""
    plans = Plans(folder)
    plans.set_target("response_rate", 2026, 0.4)
    plans.pin(DAY, "Career fair")
    plans.standing()
    PutAway(folder).put(["a"], "done")
    PutAway(folder).on(DAY)
    Releases(folder).released("response_rate")


@pytest.fixture
def office(tmp_path: Path) -> Path:
    used(tmp_path)
    database._engine.cache_clear()
    return tmp_path


def damage(path: Path, how: str) -> None:
    content = path.read_bytes()
    if how == "not a database":
        path.write_bytes(b"no store any more" * 1000)
    elif how == "cut off":
        path.write_bytes(content[: len(content) // 2])
    elif how == "pages of nothing":
        path.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))
    else:
        path.write_bytes(content[:100] + bytes(byte ^ 0x55 for byte in content[100:4096]) + content[4096:])


@pytest.mark.parametrize("how", ["not a database", "cut off", "pages of nothing", "another first page"])
def test_a_damaged_store_says_what_is_in_it_and_what_to_do(office: Path, how: str) -> None:
    damage(office / FILE, how)
    before = (office / FILE).read_bytes()
    with pytest.raises(WarehouseError, match=r"office.sqlite is damaged.+Restore your last backup"):
        used(office)
    assert (office / FILE).read_bytes() == before


def test_a_store_in_use_is_waited_for_and_then_said(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "WAIT_SECONDS", 0.1)
    with contextlib.closing(sqlite3.connect(office / FILE, isolation_level=None)) as other:
        other.execute("begin exclusive")
        with pytest.raises(WarehouseError, match=r"office.sqlite is in use by another program"):
            Plans(office).pin(DAY, "Career fair")
        other.execute("rollback")
    Plans(office).pin(DAY, "Career fair")


def test_a_store_that_was_moved_away_is_not_written_to_where_it_went(office: Path, tmp_path: Path) -> None:
    plans = Plans(office)
    plans.pin(DAY, "Before")
    gone = (office / FILE).rename(tmp_path / "gone.sqlite")
    before = gone.read_bytes()
    plans.pin(DAY, "After")
    assert [note.text for note in Plans(office).standing().notes] == ["After"]
    assert gone.read_bytes() == before


def test_a_store_that_is_gone_is_missed_until_another_is_begun(office: Path, tmp_path: Path) -> None:
    assert database.gone(office) == ""
    (office / FILE).rename(tmp_path / "gone.sqlite")
    assert "what was released. Put it back, or restore your last backup" in database.gone(office)
    Plans(office).standing()  # reading begins nothing
    assert "knows nothing of earlier releases" in database.gone(office)
    Releases(office)
    assert database.gone(office) == ""


def test_where_there_never_was_a_store_none_is_missed(tmp_path: Path) -> None:
    assert database.gone(tmp_path) == ""
    assert database.gone(tmp_path / "nowhere") == ""


def test_a_store_of_before_is_missed_too_once_it_was_used(office: Path, tmp_path: Path) -> None:
    (office / database.BEGUN).unlink()  # as an earlier version left it
    database._engine.cache_clear()
    Plans(office).pin(DAY, "Career fair")
    (office / FILE).rename(tmp_path / "gone.sqlite")
    assert database.gone(office)


def test_a_full_disk_is_said(office: Path) -> None:
    script = f"""
from datetime import date
from pathlib import Path
from dashboard.office.plans import Plans
try:
    for number in range(1000):
        Plans(Path({str(office)!r})).pin(date(2026, 10, 1), "x" * 60)
except Exception as problem:
    print(type(problem).__name__, problem)
"""

    def small() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        size = (office / FILE).stat().st_size
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    ran = subprocess.run(
        [sys.executable, "-c", script], preexec_fn=small, capture_output=True, text=True, check=False
    )
    assert (
        "WarehouseError The disk is full or takes no more: office.sqlite could not be written" in ran.stdout
    )
    assert Plans(office).standing().notes
