"""Little data is worked on by one thread, much by all there are: for reading and for writing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipelines.store import threads
from pipelines.store.threads import threads_for
from pipelines.store.warehouse import Warehouse
from tests.offices import office

LOG = """
student_id | contact_name | held_on
S1         | Lee          | 2026-03-02
"""


def test_files_and_what_lies_in_folders_count_and_what_is_not_there_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 12)
    monkeypatch.setattr(threads, "LITTLE", 100)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "some").write_bytes(bytes(60))
    (tmp_path / "other").write_bytes(bytes(40))
    assert threads_for([tmp_path / "in", tmp_path / "other", tmp_path / "not there"]) == 1
    (tmp_path / "in" / "one more").write_bytes(bytes(1))
    assert threads_for([tmp_path / "in", tmp_path / "other"]) == 12
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert threads_for([tmp_path]) == 1


def test_a_small_office_is_read_and_written_by_one_thread_a_large_one_by_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = office(tmp_path, interview_log=LOG)
    assert small.query("select current_setting('threads') as n") == [{"n": 1}]
    monkeypatch.setattr(os, "cpu_count", lambda: 3)
    for little, expected in ((threads.LITTLE, 1), (0, 3)):
        monkeypatch.setattr(threads, "LITTLE", little)
        warehouse = Warehouse(tmp_path / "warehouse")
        with warehouse.recording("testing") as connection:
            assert connection.execute("select current_setting('threads')").fetchall() == [(expected,)]
    before = warehouse.published_path(str(warehouse.current_build()))
    copy = before.with_name("b0123456789ab.duckdb")
    copy.write_bytes(before.read_bytes())
    warehouse.name_current(copy.stem)  # opened anew
    assert warehouse.published().query("select current_setting('threads') as n") == [{"n": 3}]
