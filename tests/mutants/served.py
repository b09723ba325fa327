"""Run pytest again and again in a process that has loaded the libraries once: a fork a run. Started by `serving.py`.

A line of JSON in, lines of JSON out. What is asked (`ask`):
- "run": pytest with these arguments, from the start. Answers: its process, then its exit code.
- "collect": the tests of these arguments are collected, once. Answers: their names. From then on until "end":
- "try": some of them, with a function of the project as a changed module has it. Answers: the process, the exit code.
With a survey, what each test runs is written to that file (see `Survey`); the test that failed is always written.
It is a script of its own and imports nothing of the project: what is tried stands in the folder it is started in.
"""

from __future__ import annotations

import contextlib
import cProfile
import functools
import gc
import importlib
import json
import os
import resource
import sys
import threading
from collections.abc import Iterator
from inspect import CO_OPTIMIZED
from pathlib import Path
from types import CodeType, FrameType, FunctionType
from typing import Any

import pytest

PACKAGES = ("pipelines", "dashboard")
LIBRARIES = (  # what most of a run's seconds go to
    *("numpy", "pandas", "duckdb", "hypothesis", "scipy.stats", "openpyxl", "xlrd", "rapidfuzz.process"),
    *("sqlalchemy", "streamlit.testing.v1", "plotly", "pptx", "xlsxwriter", "kaleido", "jinja2", "tomlkit"),
    *("typer.testing", "rich", "anyio._backends._asyncio"),
)
NOT_CHANGED = 71  # exit code


class Survey:
    """Which functions of the project each test runs, what its fixtures ran for it included; whether it starts processes.

    A function is FILE:LINE, the file from the root, the line its first with its decorators.
    """

    def __init__(self, root: Path, file: Path) -> None:
        self._tests: dict[str, dict[str, Any]] = {}
        self._file = file
        self._root = f"{root}{os.sep}"
        self._running: set[CodeType] = set()
        self._profile = cProfile.Profile(
            subcalls=False, builtins=False
        )  # several times as quick as a hook of ours
        self._of_fixtures: dict[str, set[CodeType]] = {}
        self._has_started = False
        sys.addaudithook(self._heard)

    def _heard(self, event: str, _: object) -> None:
        if event == "subprocess.Popen":
            self._has_started = True

    def _called_in_a_thread(self, frame: FrameType, event: str, _: object) -> None:
        if event == "call":
            self._running.add(frame.f_code)

    @contextlib.contextmanager
    def _watching(self) -> Iterator[None]:
        threading.setprofile(self._called_in_a_thread)
        self._profile.enable()
        try:
            yield
        finally:
            self._note()
            threading.setprofile(None)  # type: ignore[arg-type]

    def _note(self) -> None:
        """Take down what ran since this was last done; the profile stands still afterwards."""
        self._profile.disable()
        self._running |= {one.code for one in self._profile.getstats() if isinstance(one.code, CodeType)}
        self._profile.clear()

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: Any, request: Any) -> Any:
        self._note()
        before, self._running = self._running, set()
        has_started = self._has_started
        self._profile.enable()
        try:
            return (yield)
        finally:
            self._note()
            if fixturedef.scope != "function":  # later tests use what it made without running it
                self._of_fixtures.setdefault(fixturedef.argname, set()).update(self._running)
                self._has_started = has_started  # it prepares; that is none of what the test looks at
            self._running |= before
            self._profile.enable()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Any:
        forget()  # else only the first test that asks for something kept would be seen to make it
        self._running, self._has_started = set(), False
        with self._watching():
            done = yield
        ran = set(self._running)
        for name in getattr(item, "fixturenames", ()):
            ran |= self._of_fixtures.get(name, set())
        told = self._tests.setdefault(item.nodeid, {"seconds": 0.0})
        told |= {"functions": sorted(self._named(ran)), "starts": self._has_started}
        return done

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        told = self._tests.setdefault(report.nodeid, {"seconds": 0.0})
        told["seconds"] += report.duration

    def pytest_sessionfinish(self) -> None:
        self._file.write_text(json.dumps(self._tests), encoding="utf-8")

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


class Failed:
    """Names the test that failed."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self._file.write_text(report.nodeid, encoding="utf-8")


class Collected:
    """Tests that were collected once. Each trial of some of them is a fork, in which a function may be another."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines

    @pytest.hookimpl(trylast=True)
    def pytest_collection_finish(self, session: pytest.Session) -> None:
        by_name = {item.nodeid: item for item in session.items}
        self._lines.answer({"tests": list(by_name)})
        while (asked := self._lines.next()) and asked["ask"] == "try":
            if self._lines.forked():
                session.items[:] = [by_name[name] for name in asked["tests"]]
                begin(session.config, asked)
                return
        session.items[:] = []


def begin(config: pytest.Config, asked: dict[str, Any]) -> None:
    """Make ready for one trial, in its own process. Ends it with NOT_CHANGED where the function is not found."""
    resource.setrlimit(resource.RLIMIT_CPU, (asked["cpu_seconds"], asked["cpu_seconds"] + 5))
    if asked["file"] and not exchange(Path(asked["file"]).resolve(), asked["changed"], asked["function"]):
        os._exit(NOT_CHANGED)
    forget()
    keep_offices(asked["offices"])
    config.pluginmanager.register(Failed(Path(asked["failed"])))
    if asked["survey"]:
        config.pluginmanager.register(Survey(Path.cwd(), Path(asked["survey"])))


def keep_offices(folder: str) -> None:
    """Have what tests make once a run made once for all runs; "" = each makes its own (tests/made_once.py)."""
    if folder:
        os.environ["MADE_ONCE_KEPT_IN"] = folder


def exchange(file: Path, changed: str, first: int) -> int:
    """Let the function whose first line this is do what it does in the changed text of its module; how many were found.

    Only its body may differ. Functions of classes are found too, and those that decorators have wrapped.
    """
    was = list(functions_of(compile(file.read_text(encoding="utf-8"), str(file), "exec")))
    will_be = list(functions_of(compile(changed, str(file), "exec")))
    for old, new in zip(was, will_be, strict=True):
        if old.co_firstlineno == first and not old.co_name.startswith("<"):
            if old.co_qualname != new.co_qualname or old.co_freevars != new.co_freevars:
                return 0
            found = [
                one
                for one in gc.get_objects()
                if isinstance(one, FunctionType)
                and one.__code__.co_firstlineno == first
                and one.__code__.co_qualname == old.co_qualname
                and one.__code__.co_filename == str(file)
            ]
            for one in found:
                one.__code__ = new
            return len(found)
    return 0


def functions_of(code: CodeType) -> Iterator[CodeType]:
    """What a module's and its classes' text makes code of, in order, not what stands inside functions."""
    for part in code.co_consts:
        if isinstance(part, CodeType):
            if part.co_flags & CO_OPTIMIZED:
                yield part
            else:
                yield from functions_of(part)


class Lines:
    """What is asked and answered, over the pipes this process began with: pytest closes and replaces its own."""

    def __init__(self) -> None:
        self._asked, self._answers = os.dup(0), os.dup(1)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)  # else a test could read what is asked of us

    def next(self) -> dict[str, Any] | None:
        line = b""
        while not line.endswith(b"\n"):
            part = os.read(self._asked, 1 << 16)  # whoever asks waits for the answer: never more than a line
            if not part:
                return None
            line += part
        asked: dict[str, Any] = json.loads(line)
        return asked

    def answer(self, told: dict[str, Any]) -> None:
        os.write(self._answers, json.dumps(told).encode() + b"\n")

    def forked(self, *, is_told: bool = True) -> bool:
        """True in a new process; in the old one False, when the new one has ended and both were told."""
        process = os.fork()
        if process == 0:
            if is_told:
                os.setsid()  # so that a hanging run takes its children with it
            return True
        if is_told:
            self.answer({"process": process})
        _, status = os.waitpid(process, 0)
        self.answer({"code": os.waitstatus_to_exitcode(status)})
        return False


def run(asked: dict[str, Any], lines: Lines) -> int:
    """pytest as it was asked for, in the process this is called in."""
    with open(asked["output"], "w", encoding="utf-8", errors="replace") as told:  # noqa: PTH123
        os.dup2(told.fileno(), 1)
        os.dup2(told.fileno(), 2)
    keep_offices(asked.get("offices", ""))
    plugins = [Collected(lines)] if asked["ask"] == "collect" else [Failed(Path(asked["failed"]))]
    code = int(pytest.main(asked["arguments"], plugins=plugins))
    sys.stdout.flush()
    sys.stderr.flush()
    return code


def serve() -> None:
    for library in LIBRARIES:
        with contextlib.suppress(ImportError):
            importlib.import_module(library)
    gc.collect()
    gc.freeze()
    lines = Lines()
    while asked := lines.next():
        if lines.forked(is_told=asked["ask"] == "run"):
            code = 70
            try:
                code = run(asked, lines)
            finally:
                os._exit(code)


if __name__ == "__main__":
    sys.path[0] = str(Path.cwd())  # not this file's folder
    serve()
    os._exit(0)  # libraries that are never unloaded otherwise complain on leaving
