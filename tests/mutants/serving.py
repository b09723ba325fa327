"""A process beside ours that runs pytest in a folder as often as it is asked (`served.py`)."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

SERVED = Path(__file__).with_name("served.py")


class Hangs(Exception):
    """A run took longer than it was allowed; it was ended, with all it had started."""


class Pytest:
    """pytest in `folder`, one run after the other. What it needs besides is written into `beside`."""

    def __init__(self, folder: Path, beside: Path) -> None:
        self._output, self._survey = beside / "output.txt", beside / "survey.json"
        self._temporary = beside / "temporary"
        self._process = subprocess.Popen(
            [sys.executable, str(SERVED)],
            cwd=folder,
            env=os.environ | {"PYTHONPATH": str(folder)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
            start_new_session=True,
        )

    def run(self, arguments: Sequence[str], seconds: float | None = None) -> tuple[int, str]:
        """pytest's exit code and what it printed. Raises Hangs after so many seconds."""
        return self._run(arguments, seconds, survey=False)

    def survey(self, arguments: Sequence[str]) -> tuple[int, str, dict[str, dict[str, Any]]]:
        """The same, and of each test its seconds, the functions it ran and whether it starts processes."""
        code, output = self._run(arguments, None, survey=True)
        told = json.loads(self._survey.read_text(encoding="utf-8")) if self._survey.exists() else {}
        return code, output, told

    def close(self) -> None:
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                pipe.close()
        self._process.wait()

    def _run(self, arguments: Sequence[str], seconds: float | None, survey: bool) -> tuple[int, str]:
        self._survey.unlink(missing_ok=True)
        asked = {
            "arguments": [*arguments, f"--basetemp={self._temporary}"],
            "output": str(self._output),
            "survey": str(self._survey) if survey else "",
        }
        assert self._process.stdin
        self._process.stdin.write(json.dumps(asked).encode() + b"\n")
        running = self._told()["process"]
        is_over = False
        try:
            is_over = self._tells_within(seconds)
        finally:
            if not is_over:
                os.killpg(running, signal.SIGKILL)
        code = self._told()["code"]
        if not is_over:
            raise Hangs
        return code, self._output.read_text(encoding="utf-8", errors="replace")

    def _tells_within(self, seconds: float | None) -> bool:
        return bool(select.select([self._process.stdout], [], [], seconds)[0])

    def _told(self) -> dict[str, int]:
        assert self._process.stdout
        told: dict[str, int] = json.loads(self._process.stdout.readline())
        return told
