"""Run pytest again and again in a process that has loaded the libraries once: a fork a run. Started by `serving.py`.

A line of JSON in: {"arguments": [...], "output": FILE, "survey": FILE or ""}. A line out when the run begins, its process,
and one when it ends, its exit code. With a survey, what each test runs is written there (see `Survey`).
It is a script of its own and imports nothing of the project: what is tried stands in the folder it is started in.
"""

from __future__ import annotations

import contextlib
import functools
import gc
import importlib
import json
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import pytest

PACKAGES = ("pipelines", "dashboard")
LIBRARIES = (  # what most of a run's seconds go to
    *("numpy", "pandas", "duckdb", "hypothesis", "scipy.stats", "openpyxl", "xlrd", "rapidfuzz.process"),
    *("sqlalchemy", "streamlit.testing.v1", "plotly", "pptx", "xlsxwriter", "kaleido", "jinja2", "tomlkit"),
    *("typer.testing", "rich", "anyio._backends._asyncio"),
)


class Survey:
    """Which functions of the project each test runs, what its fixtures ran for it included; whether it starts processes.

    A function is FILE:LINE, the file from the root, the line its first with its decorators.
    """

    def __init__(self, root: Path) -> None:
        self.tests: dict[str, dict[str, Any]] = {}
        self._root = f"{root}{os.sep}"
        self._running: set[CodeType] = set()
        self._of_fixtures: dict[str, tuple[set[CodeType], bool]] = {}
        self._has_started = False
        sys.addaudithook(self._heard)

    def _heard(self, event: str, _: object) -> None:
        if event == "subprocess.Popen":
            self._has_started = True

    def _called(self, frame: FrameType, event: str, _: object) -> None:
        if event == "call":
            self._running.add(frame.f_code)

    @contextlib.contextmanager
    def _watching(self) -> Iterator[None]:
        threading.setprofile(self._called)
        sys.setprofile(self._called)
        try:
            yield
        finally:
            sys.setprofile(None)
            threading.setprofile(None)  # type: ignore[arg-type]

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: Any, request: Any) -> Any:
        before, self._running = self._running, set()
        started, self._has_started = self._has_started, False
        try:
            return (yield)
        finally:
            if fixturedef.scope != "function":  # later tests use what it made without running it
                ran, has_started = self._of_fixtures.get(fixturedef.argname, (set(), False))
                self._of_fixtures[fixturedef.argname] = ran | self._running, has_started or self._has_started
            self._running |= before
            self._has_started |= started

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Any:
        forget()  # else only the first test that asks for something kept would be seen to make it
        self._running, self._has_started = set(), False
        with self._watching():
            done = yield
        ran, has_started = set(self._running), self._has_started
        for name in getattr(item, "fixturenames", ()):
            more, starts = self._of_fixtures.get(name, (set(), False))
            ran |= more
            has_started |= starts
        told = self.tests.setdefault(item.nodeid, {"seconds": 0.0})
        told |= {"functions": sorted(self._named(ran)), "starts": has_started}
        return done

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        told = self.tests.setdefault(report.nodeid, {"seconds": 0.0})
        told["seconds"] += report.duration

    def _named(self, ran: set[CodeType]) -> Iterator[str]:
        for code in ran:
            file = code.co_filename
            if file.startswith(self._root) and not code.co_name.startswith("<"):
                yield f"{file.removeprefix(self._root)}:{code.co_firstlineno}"


def forget() -> None:
    """Empty every cache of a function of the project."""
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] in PACKAGES:
            for value in list(vars(module).values()):
                if isinstance(value, functools._lru_cache_wrapper):
                    value.cache_clear()


def run(arguments: list[str], output: str, survey: str) -> int:
    """One run of pytest, in the process it is called in."""
    with open(output, "w", encoding="utf-8", errors="replace") as told:  # noqa: PTH123
        os.dup2(told.fileno(), 1)
        os.dup2(told.fileno(), 2)
    looking = Survey(Path.cwd()) if survey else None
    code = int(pytest.main(arguments, plugins=[looking] if looking else []))
    if looking:
        Path(survey).write_text(json.dumps(looking.tests), encoding="utf-8")
    sys.stdout.flush()
    sys.stderr.flush()
    return code


def serve() -> None:
    for library in LIBRARIES:
        with contextlib.suppress(ImportError):
            importlib.import_module(library)
    gc.collect()
    gc.freeze()
    for line in sys.stdin:
        asked = json.loads(line)
        process = os.fork()
        if process == 0:
            code = 70
            try:
                os.setsid()  # so that a hanging run takes its children with it
                os.dup2(os.open(os.devnull, os.O_RDONLY), 0)  # else a test could read what is asked of us
                code = run(asked["arguments"], asked["output"], asked["survey"])
            finally:
                os._exit(code)
        print(json.dumps({"process": process}), flush=True)
        _, status = os.waitpid(process, 0)
        print(json.dumps({"code": os.waitstatus_to_exitcode(status)}), flush=True)


if __name__ == "__main__":
    sys.path[0] = str(Path.cwd())  # not this file's folder
    serve()
