"""Reading from the outside: start the child, wait, and turn whatever happens to it into a sentence.

A subprocess with a fresh interpreter, not multiprocessing: from a running dashboard, spawn and forkserver
would run the dashboard again inside the child.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pipelines
from pipelines.errors import FileRefused, Problem
from pipelines.file_sizes import bytes_of
from pipelines.readers import sandbox
from pipelines.readers.model import MEBIBYTE, PAGE_LIMITS, Reading, ReadLimits, table_from_json

# With -I the child ignores the environment, the user's packages and the current folder. So that it runs the
# very code of its parent, installed or not, our package is loaded from its place; nothing is put on the path.
_START = """
import importlib.util as u, sys
here = sys.argv[1]
spec = u.spec_from_file_location("pipelines", here + "/__init__.py", submodule_search_locations=[here])
sys.modules["pipelines"] = package = u.module_from_spec(spec)
spec.loader.exec_module(package)
from pipelines.readers.sandbox import main
sys.exit(main(sys.argv[2]))
"""
_PACKAGE = Path(pipelines.__file__).resolve().parent
_PROGRESS_SECONDS = 0.25
_KEPT_ENVIRONMENT = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH", "TMPDIR")


def read(
    path: Path,
    workdir: Path,
    limits: ReadLimits = PAGE_LIMITS,
    *,
    allow_empty: bool = False,
    progress: Callable[[float], None] | None = None,
) -> Reading:
    """Read a file of unknown origin in a child process; its rows go to a new folder in `workdir`.

    Raises FileRefused, with a sentence, for whatever cannot be read; nothing is left in `workdir` then.
    With `allow_empty`, a header without rows is a Reading whose tables have none. `progress` is told now and
    then how far a large file is (0 to 1), by what has been written of it.
    """
    path = Path(path).absolute()
    _check_size(path, limits)
    workdir.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="read-", dir=workdir.absolute()))
    try:
        return _read(path, folder, limits, allow_empty, progress)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _check_size(path: Path, limits: ReadLimits) -> None:
    if not path.is_file():
        raise FileRefused(f"There is no file “{path.name}”.")
    size = path.stat().st_size
    if size > limits.file_bytes:
        raise FileRefused(
            f"“{path.name}” has {size / MEBIBYTE:,.1f} MB; at most {limits.file_bytes / MEBIBYTE:,.0f} MB "
            "can be read here. "
            + ("Import it from the command line instead." if limits == PAGE_LIMITS else "Split it.")
        )


def _read(
    path: Path,
    folder: Path,
    limits: ReadLimits,
    allow_empty: bool,
    progress: Callable[[float], None] | None,
) -> Reading:
    order = {
        "path": str(path),
        "folder": str(folder),
        "limits": asdict(limits),
        "allow_empty": allow_empty,
    }
    with subprocess.Popen(  # noqa: S603 - our own interpreter; the file's name travels inside JSON
        [sys.executable, "-I", "-X", "utf8", "-c", _START, str(_PACKAGE), json.dumps(order)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,  # a traceback may quote the file
        cwd=folder,
        env={name: os.environ[name] for name in _KEPT_ENVIRONMENT if name in os.environ},
    ) as child:
        try:
            code = _wait(child, path, folder, limits, progress)
        except BaseException:
            child.kill()
            raise
    answer = _answer(folder / sandbox.RESULT)
    if "refused" in answer:
        raise FileRefused(answer["refused"], tuple(Problem(**one) for one in answer["problems"]))
    if code != 0 or "reading" not in answer:
        raise _explain(path, limits, code, str(answer.get("crashed", "")))
    document = answer["reading"]
    tables = tuple(table_from_json(table, path, folder) for table in document.pop("tables"))
    notes = tuple(document.pop("notes"))
    return Reading(**document, tables=tables, notes=notes)


def _wait(
    child: subprocess.Popen[bytes],
    path: Path,
    folder: Path,
    limits: ReadLimits,
    progress: Callable[[float], None] | None,
) -> int:
    """The child's exit code. Raises FileRefused where it takes too long; whoever calls then kills it."""
    end = time.monotonic() + limits.wall_seconds
    size = max(path.stat().st_size, 1)
    share = 0.0  # never backwards: a child may take away a sheet it found empty
    while (left := end - time.monotonic()) > 0:
        try:
            return child.wait(timeout=min(left, _PROGRESS_SECONDS))
        except subprocess.TimeoutExpired:
            if progress:
                share = max(share, min(bytes_of(folder.iterdir()) / size, 1.0))
                progress(share)
    raise _too_slow(path, limits)


def _answer(result: Path) -> dict[str, Any]:
    """What the child wrote; nothing where it died before or while writing."""
    try:
        document = json.loads(result.read_text(encoding="utf-8"))
        result.unlink()
    except (OSError, ValueError):
        return {}
    return document if isinstance(document, dict) else {}


def _too_slow(path: Path, limits: ReadLimits) -> FileRefused:
    return FileRefused(
        f"Reading “{path.name}” took longer than {limits.cpu_seconds} seconds and was stopped. Split the "
        "file, or save its sheet as CSV."
    )


def _explain(path: Path, limits: ReadLimits, code: int, place: str) -> FileRefused:
    """The sentence for a child that did not answer."""
    name = f"“{path.name}”"
    if code in (-signal.SIGXCPU, -signal.SIGKILL):
        return _too_slow(path, limits)
    if code == sandbox.EXIT_MEMORY:
        return FileRefused(
            f"{name} needs more than {limits.memory_bytes / MEBIBYTE:,.0f} MB of memory to be read. Split "
            "it, or save its sheet as CSV."
        )
    if code == sandbox.EXIT_FULL:
        return FileRefused(
            f"{name} could not be read to its end: the disk refused (full, or the rows are too many). "
            "Make room and try again."
        )
    problem = Problem("reader_stopped", f"The reader stopped with code {code}. {place}".strip())
    return FileRefused(
        f"{name} could not be understood; the program that reads it stopped. Open it in Excel, save it as "
        ".xlsx or CSV UTF-8, and try again.",
        (problem,),
    )
