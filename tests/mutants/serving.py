"""A process beside ours that runs pytest in a folder as often as it is asked (`served.py`)."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from typing import Any

SERVED = Path(__file__).with_name("served.py")


NOT_CHANGED = 71  # exit code of `served.py`: the function was not found, begin from the start


class Hangs(Exception):
    """A run took longer than it was allowed; it was ended, with all it had started."""


class TestsFailAlready(Exception):
    """The tests must pass without a slip before they can notice one."""

    __test__ = False


@dataclass(frozen=True)
class Exchange:
    """A function that does something else: the module's file, its text with that, the function's first line as it is."""

    file: str
    changed: str
    function: int


class Pytest:
    """pytest in `folder`, one run after the other. What it needs besides is written into `beside`."""

    def __init__(self, folder: Path, beside: Path, options: Sequence[str]) -> None:
        self._options = [*options, f"--basetemp={beside / 'temporary'}"]
        self._output, self._survey, self._failed = (
            beside / name for name in ("output.txt", "survey.json", "failed.txt")
        )
        self._collected: dict[str, list[str]] = {}  # file -> its tests
        self._process = subprocess.Popen(
            [sys.executable, str(SERVED)],
            cwd=folder,
            env=os.environ | {"PYTHONPATH": str(folder)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
            start_new_session=True,
        )

    def fails(self, tests: Sequence[str], seconds: float, offices: Path | None = None) -> tuple[bool, str]:
        """Whether a test fails, and which, in a run from the start. Raises Hangs after so many seconds of the clock.

        offices: where those that tests begin from are kept for the next run.
        """
        self._end()
        asked = {"ask": "run", "arguments": [*self._options, *tests], "offices": str(offices or "")}
        return self._told(self._run(asked, seconds))

    def fails_with(
        self, exchange: Exchange, tests: Sequence[str], seconds: float, offices: Path | None = None
    ) -> tuple[bool, str] | None:
        """The same with a function that does something else; None where it cannot be exchanged.

        Raises Hangs after so many seconds of the processor or five times as many of the clock.
        """
        self._collect(list(dict.fromkeys(test.partition("::")[0] for test in tests)))
        asked = {"ask": "try", "tests": list(tests), "survey": "", "cpu_seconds": ceil(seconds)}
        code = self._run(asked | vars(exchange) | {"offices": str(offices or "")}, 5 * seconds)
        return None if code == NOT_CHANGED else self._told(code)

    def survey(self, files: Sequence[str]) -> dict[str, dict[str, Any]]:
        """Of each test of these files its seconds, the functions it ran and whether it starts processes.

        Raises TestsFailAlready where one fails.
        """
        self._collect(files)
        tests = [name for file in files for name in self._collected[file]]
        nothing = {"file": "", "changed": "", "function": 0, "cpu_seconds": 24 * 3600, "offices": ""}
        asked = {"ask": "try", "tests": tests, "survey": str(self._survey)}
        code = self._run(asked | nothing, None)
        if code not in (0, 5):  # 5: a file may hold nothing but slow tests
            raise TestsFailAlready(self._printed())
        told: dict[str, dict[str, Any]] = json.loads(self._survey.read_text(encoding="utf-8"))
        return told

    def close(self) -> None:
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                pipe.close()
        self._process.wait()

    def _collect(self, files: Sequence[str]) -> None:
        """Have the tests of these files, and of those before, ready to be tried."""
        if set(files) <= self._collected.keys():
            return
        every = [*self._collected, *(file for file in files if file not in self._collected)]
        self._end()
        self._ask({"ask": "collect", "arguments": [*self._options, *every]})
        told = self._line()
        if "tests" not in told:
            raise TestsFailAlready(self._printed())
        self._collected = {file: [] for file in every}
        for name in told["tests"]:
            self._collected[name.partition("::")[0]].append(name)

    def _end(self) -> None:
        if self._collected:
            self._ask({"ask": "end"})
            self._line()
            self._collected = {}

    def _run(self, asked: dict[str, Any], seconds: float | None) -> int:
        self._failed.unlink(missing_ok=True)
        self._ask(asked)
        running = self._line()["process"]
        is_over = False
        try:
            is_over = bool(select.select([self._process.stdout], [], [], seconds)[0])
        finally:
            if not is_over:
                os.killpg(running, signal.SIGKILL)
        code: int = self._line()["code"]
        if not is_over or code == -signal.SIGXCPU:
            raise Hangs
        return code

    def _ask(self, asked: dict[str, Any]) -> None:
        assert self._process.stdin
        told = {"output": str(self._output), "failed": str(self._failed)}
        self._process.stdin.write(json.dumps(told | asked).encode() + b"\n")

    def _line(self) -> dict[str, Any]:
        assert self._process.stdout
        told: dict[str, Any] = json.loads(self._process.stdout.readline())
        return told

    def _told(self, code: int) -> tuple[bool, str]:
        failed = self._failed.read_text(encoding="utf-8") if self._failed.exists() else ""
        return code not in (0, 5), failed

    def _printed(self) -> str:
        return self._output.read_text(encoding="utf-8", errors="replace")[-4000:]
