"""The child process: whatever happens in it becomes a sentence, and the parent lives."""

from __future__ import annotations

import dataclasses
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import pipelines
from pipelines.errors import FileRefused
from pipelines.readers import PAGE_LIMITS, isolation, sandbox

PACKAGE = Path(pipelines.__file__).resolve().parent


def test_a_small_file_is_read_in_well_under_half_a_second(read, written):
    path = written("a,b\n1,2\n")
    read(path)
    started = time.perf_counter()
    read(path)
    # Generous for a busy machine; alone it takes about a tenth of a second.
    assert time.perf_counter() - started < 1.5


def test_too_much_processor_time_is_a_sentence(read):
    content = "a;b,c\td|e\n" + "".join(f"x{i};'y, \"z\t{i}|5\n" for i in range(600_000))
    limits = dataclasses.replace(PAGE_LIMITS, cpu_seconds=1)
    with pytest.raises(FileRefused, match="longer than 1 seconds"):
        read(content, limits=limits)


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS does not limit memory")
def test_too_little_memory_is_a_sentence(read, tmp_path):
    content = "a,b\n" + "".join(f"{i},text of some length – with a dash\n" for i in range(200_000))
    with pytest.raises(FileRefused, match="needs more than 20 MB of memory"):
        read(content, limits=dataclasses.replace(PAGE_LIMITS, memory_bytes=20 * 1024 * 1024))
    assert list((tmp_path / "work").iterdir()) == []


def test_too_much_output_is_a_sentence(read):
    content = "a,b\n" + "".join(f"{i},text\n" for i in range(5_000))
    with pytest.raises(FileRefused, match="the disk refused"):
        read(content, limits=dataclasses.replace(PAGE_LIMITS, output_bytes=10_000))


def test_a_child_that_hangs_is_stopped(read, written, monkeypatch):
    monkeypatch.setattr(isolation, "_START", "import time; time.sleep(60)")
    with pytest.raises(FileRefused, match="was stopped"):
        read("a,b\n1,2\n", limits=dataclasses.replace(PAGE_LIMITS, wall_seconds=1))


@pytest.mark.parametrize(
    "start",
    [
        "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)",
        "import sys; sys.exit(3)",
        "raise ValueError('Ana Ruiz')",
        "",
    ],
)
def test_a_child_that_dies_is_a_sentence_that_quotes_nothing(read, tmp_path, monkeypatch, start):
    monkeypatch.setattr(isolation, "_START", start)
    with pytest.raises(FileRefused, match="could not be understood") as caught:
        read("a,b\nAna Ruiz,2\n")
    assert "Ana Ruiz" not in repr(caught.value.problems) + caught.value.message
    assert list((tmp_path / "work").iterdir()) == []


def test_a_killed_child_is_a_sentence(read, monkeypatch):
    monkeypatch.setattr(isolation, "_START", "import os; os.kill(os.getpid(), 9)")
    with pytest.raises(FileRefused, match="was stopped"):
        read("a,b\n1,2\n")


def test_a_fault_of_ours_says_where_and_nothing_else(tmp_path, written, monkeypatch):
    import json

    def broken(*_: object) -> None:
        raise KeyError("Ana Ruiz")

    monkeypatch.setattr(sandbox, "understand", broken)
    monkeypatch.setattr(sandbox, "limit_resources", lambda limits: [])
    monkeypatch.setattr(sandbox, "go_without_heavy_libraries", lambda: None)
    order = {
        "path": "x",
        "folder": str(tmp_path),
        "limits": dataclasses.asdict(PAGE_LIMITS),
        "allow_empty": False,
    }
    assert sandbox.main(json.dumps(order)) == sandbox.EXIT_CRASH
    answer = (tmp_path / sandbox.RESULT).read_text()
    assert "KeyError in test_isolation.py, line" in answer
    assert "Ana Ruiz" not in answer


def test_the_child_imports_neither_pandas_nor_duckdb(written, tmp_path):
    path = written("a,b\n1,2\n")
    code = (
        "import json, sys\n"
        + isolation._START.replace("sys.exit(main(sys.argv[2]))", "main(sys.argv[2])")
        + "\n"
        "print([name for name in ('pandas', 'duckdb', 'numpy', 'streamlit') if sys.modules.get(name)])"
    )
    import json

    order = {
        "path": str(path),
        "folder": str(tmp_path),
        "limits": dataclasses.asdict(PAGE_LIMITS),
        "allow_empty": False,
    }
    done = subprocess.run(
        [sys.executable, "-I", "-c", code, str(PACKAGE), json.dumps(order)], capture_output=True, text=True
    )
    assert done.stdout.strip() == "[]", done.stderr
    assert (tmp_path / sandbox.RESULT).exists()


def test_the_child_needs_no_installed_package_and_trusts_no_folder(tmp_path):
    """A copy of the package in a folder of its own; files beside it that could shadow the library do not."""
    copy = tmp_path / "checkout"
    shutil.copytree(PACKAGE / "readers", copy / "pipelines" / "readers")
    for name in (
        "__init__.py",
        "errors.py",
        "data_files.py",
        "file_sizes.py",
    ):  # all that readers know of the project
        shutil.copy(PACKAGE / name, copy / "pipelines" / name)
    (copy / "csv.py").write_text("raise SystemExit('shadowed')")
    (tmp_path / "log.csv").write_text("a,b\n1,2\n")
    code = (
        "import sys; from pathlib import Path\n"
        "import csv\n"
        "sys.path.insert(0, sys.argv[1])\n"
        "import pipelines; assert pipelines.__file__.startswith(sys.argv[1]), pipelines.__file__\n"
        "from pipelines.readers import read\n"
        "print(read(Path(sys.argv[2]), Path(sys.argv[3])).tables[0].rows_read)\n"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", code, str(copy), str(tmp_path / "log.csv"), str(tmp_path / "work")],
        capture_output=True,
        text=True,
        cwd=copy,
    )
    assert done.stdout.strip() == "1", done.stderr


def test_a_system_that_will_not_limit_memory_is_tolerated():
    asked: list[int] = []

    def like_macos(which: int, values: tuple[int, int]) -> None:
        asked.append(which)
        if which == resource.RLIMIT_AS:
            raise ValueError("current limit exceeds maximum limit")

    assert sandbox.limit_resources(PAGE_LIMITS, like_macos) == ["RLIMIT_AS"]
    assert resource.RLIMIT_CPU in asked
    assert resource.RLIMIT_CORE in asked


def test_secrets_of_the_parent_are_not_handed_to_the_child(read, monkeypatch, tmp_path):
    monkeypatch.setenv("OFFICE_SECRET", "hush")
    seen = tmp_path / "seen"
    monkeypatch.setattr(
        isolation, "_START", f"import os; open({str(seen)!r}, 'w').write(repr(dict(os.environ)))"
    )
    with pytest.raises(FileRefused):
        read("a,b\n1,2\n")
    assert "hush" not in seen.read_text()
    assert "PATH" in seen.read_text() or "PATH" not in os.environ


def test_signals_are_explained_by_what_they_mean(tmp_path):
    path = tmp_path / "log.csv"
    assert "longer than 30 seconds" in isolation._explain(path, PAGE_LIMITS, -signal.SIGXCPU, "").message
    assert "1,024 MB of memory" in isolation._explain(path, PAGE_LIMITS, sandbox.EXIT_MEMORY, "").message


def test_two_readings_in_one_folder_do_not_disturb_each_other(read):
    first, second = read("a,b\n1,2\n", "one.csv"), read("a,b\n3,4\n", "two.csv")
    assert list(first.tables[0].rows()) == [(2, ["1", "2"])]
    assert list(second.tables[0].rows()) == [(2, ["3", "4"])]


def test_a_long_reading_tells_how_far_it_is(read, monkeypatch):
    """By what it has written: never backwards, never more than all of it."""
    slowly = (
        "import pathlib, time\n"
        "with pathlib.Path('cells.csv').open('w') as out:\n"
        "    for _ in range(4):\n"
        "        out.write('x' * 40); out.flush(); time.sleep(0.1)\n"
    )
    monkeypatch.setattr(isolation, "_START", slowly)
    monkeypatch.setattr(isolation, "_PROGRESS_SECONDS", 0.02)
    told: list[float] = []
    with pytest.raises(FileRefused):  # it wrote no answer
        read("a,b\n" + "1,2\n" * 24, progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert any(0 < share < 1 for share in told)


def test_how_far_it_is_is_told_while_the_child_takes_files_away(read, monkeypatch):
    """A sheet found empty is removed: what was told is not taken back, and nothing is missed for it."""
    flickering = (
        "import pathlib, time\n"
        "end = time.monotonic() + 1\n"
        "while time.monotonic() < end:\n"
        "    sheets = [pathlib.Path(f'sheet-{n}.csv') for n in range(40)]\n"
        "    for sheet in sheets: sheet.write_text('x' * 4)\n"
        "    for sheet in sheets: sheet.unlink()\n"
    )
    monkeypatch.setattr(isolation, "_START", flickering)
    monkeypatch.setattr(isolation, "_PROGRESS_SECONDS", 0.001)
    told: list[float] = []
    with pytest.raises(FileRefused):  # it wrote no answer
        read("a,b\n" + "1,2\n" * 24, progress=told.append)
    assert told == sorted(told)
    assert told[-1] > 0
