"""Our own command line, as scripts meet it: an exit code, what it printed, what it said on standard error."""

from __future__ import annotations

import contextlib
import io
import subprocess
import sys
from pathlib import Path

from dashboard.cli import app
from pipelines.cli.application import run as run_app

Done = subprocess.CompletedProcess[str]


def run(*arguments: str | Path, warehouse: Path | None = None) -> Done:
    """A command in this process, which has loaded already what takes most of a command's time."""
    told = _arguments(arguments, warehouse)
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            run_app(app, told)
        except SystemExit as end:
            code = end.code
    assert isinstance(code, int), code
    return subprocess.CompletedProcess(told, code, out.getvalue(), err.getvalue())


def run_apart(*arguments: str | Path, warehouse: Path | None = None) -> Done:
    """The same in a process of its own, as a shell starts it."""
    command = [sys.executable, "-m", "dashboard.cli", *_arguments(arguments, warehouse)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120)


def _arguments(arguments: tuple[str | Path, ...], warehouse: Path | None) -> list[str]:
    return [*(["--warehouse", str(warehouse)] if warehouse else []), *map(str, arguments)]
