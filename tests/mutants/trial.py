"""Make one slip at a time in a copy of the project and ask the tests that belong to the module.

A module's tests are those of its own name, then all of its room, then those of the rooms that use it (`tests/rooms.py`).
Those that drive a browser or are marked
slow are not asked.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import tomllib
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.mutants.changes import Change, changes
from tests.rooms import belonging, of_users

NOT_COPIED = shutil.ignore_patterns(
    ".*_cache", ".git", ".venv", ".hypothesis", "__pycache__", "demo-warehouse"
)
PYTEST = ("-m", "not browser and not slow and not thorough", "-x", "-p", "no:cacheprovider", "-p", "no:xdist")
LONGEST_TEST = 60.0  # seconds at least before a changed test counts as hanging


class TestsFailAlready(Exception):
    """The tests must pass without a slip before they can notice one."""

    __test__ = False


@dataclass(frozen=True)
class Mutant:
    """A module with one slip in it."""

    file: str  # from the root of the project
    change: Change

    def __str__(self) -> str:
        return f"{self.file}:{self.change.line}: {self.change.what}\n    {self.change.source_line}"

    @property
    def key(self) -> tuple[str, str, str]:
        return self.file, self.change.source_line, self.change.what


def mutants(root: Path, room: str, only: str = "") -> list[Mutant]:
    """Every slip in the modules of a room, of those whose path contains `only`. Raises ValueError without a room."""
    place = root / room
    if not place.exists():
        raise ValueError(f"There is no room {room!r}.")
    modules = [place] if place.is_file() else sorted(place.rglob("*.py"))
    names = [module.relative_to(root).as_posix() for module in modules]
    return [
        Mutant(name, change)
        for name in names
        if only in name
        for change in changes((root / name).read_text(encoding="utf-8"))
    ]


def some(every: Sequence[Mutant], number: int | None, seed: int) -> list[Mutant]:
    """A number of them, the same for the same seed, in the order of the text; None is all."""
    if number is None or number >= len(every):
        return list(every)
    return [every[place] for place in sorted(random.Random(seed).sample(range(len(every)), number))]


def equivalent(listed: Path) -> dict[tuple[str, str, str], str]:
    """The changes known to alter nothing, by (file, line, what), each with its reason."""
    entries: list[dict[str, Any]] = tomllib.loads(listed.read_text(encoding="utf-8")).get("change", [])
    return {(one["file"], one["line"], one["what"]): one["why"] for one in entries}


class Trial:
    """A copy of the project in which slips are made, one after the other. What runs there touches nothing else."""

    def __init__(self, root: Path, folder: Path, longest_test: float = LONGEST_TEST) -> None:
        self.root = root
        self.copy = folder / "copy"
        shutil.copytree(root, self.copy, ignore=NOT_COPIED)
        self._seconds: dict[str, float] = {}  # a file of tests -> how long it takes
        self._longest_test = longest_test  # seconds; grows with the slowest test there is
        self._noticed_by: Counter[str] = Counter()
        self._clock = 1_000_000_000  # Python tells compiled files by their seconds: each writing gets its own

    def time(self, files: Sequence[str]) -> None:
        """Run tests without a slip. Raises TestsFailAlready with what failed."""
        new = [file for file in files if file not in self._seconds]
        if not new:
            return
        report = self.copy / "report.xml"
        ran = self._pytest([*new, "-o", "junit_family=xunit1", f"--junitxml={report}"], None)
        if ran.returncode not in (0, 5):  # 5: a file may hold nothing but slow tests
            raise TestsFailAlready(ran.stdout[-4000:])
        self._seconds.update(dict.fromkeys(new, 0.0))
        for case in ET.parse(report).getroot().iter("testcase"):
            seconds = float(case.get("time", "0"))
            self._longest_test = max(self._longest_test, seconds * 5)
            self._seconds[case.get("file", "")] = self._seconds.get(case.get("file", ""), 0.0) + seconds

    def survivors(self, chosen: Sequence[Mutant]) -> Iterator[Mutant]:
        """Those no test notices, as they are found."""
        for mutant in chosen:
            if not self.notices(mutant):
                yield mutant

    def notices(self, mutant: Mutant) -> bool:
        """Does a test of the module fail, or hang, with this slip?"""
        own, others = belonging(self.copy, mutant.file)
        return any(self._is_noticed_by(mutant, *some) for some in ((own, others), ([], self._users(mutant))))

    def _users(self, mutant: Mutant) -> list[str]:
        own, others = belonging(self.copy, mutant.file)
        return [file for file in of_users(self.copy, mutant.file) if file not in (*own, *others)]

    def _is_noticed_by(self, mutant: Mutant, first: list[str], others: list[str]) -> bool:
        if not first and not others:
            return False  # pytest without a file would run every test there is
        self.time([*first, *others])
        # Those that noticed most so far come first, then the quick ones.
        others.sort(key=lambda file: (-self._noticed_by[file], self._seconds[file]))
        module = self.copy / mutant.file
        original = module.read_text(encoding="utf-8")
        self._write(module, mutant.change.applied_to(original))
        try:
            return self._fail([*first, *others])
        finally:
            self._write(module, original)

    def _fail(self, files: list[str]) -> bool:
        allowed = 60 + 5 * sum(self._seconds[file] for file in files)
        report = self.copy / "report.xml"
        report.unlink(missing_ok=True)
        limits = [f"--timeout={self._longest_test}", "-o", "junit_family=xunit1", f"--junitxml={report}"]
        try:
            ran = self._pytest([*files, *limits], allowed)
        except subprocess.TimeoutExpired:
            return True
        if ran.returncode not in (0, 5) and report.exists():
            cases = list(ET.parse(report).getroot().iter("testcase"))
            if cases:
                self._noticed_by[cases[-1].get("file", "")] += 1
        return ran.returncode not in (0, 5)

    def _write(self, module: Path, source: str) -> None:
        module.write_text(source, encoding="utf-8")
        self._clock += 2
        os.utime(module, (self._clock, self._clock))

    def _pytest(self, arguments: Sequence[str], seconds: float | None) -> subprocess.CompletedProcess[str]:
        """Run tests in the copy, in a session of their own so that a hanging one takes its children with it."""
        command = [sys.executable, "-m", "pytest", *PYTEST, *arguments]
        environment = os.environ | {"PYTHONPATH": str(self.copy)}
        with subprocess.Popen(
            command,
            cwd=self.copy,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        ) as running:
            try:
                output, _ = running.communicate(timeout=seconds)
            except BaseException:
                os.killpg(running.pid, signal.SIGKILL)
                raise
        return subprocess.CompletedProcess(command, running.returncode, output)
