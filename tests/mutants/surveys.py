"""Which tests run the place of a slip: each test is run once and watched, and every later question answered from that."""

from __future__ import annotations

import ast
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.mutants.serving import Pytest

NOT_ASKED = "not browser and not slow and not thorough"
OPTIONS = ("-m", NOT_ASKED, "-x", "-p", "no:cacheprovider", "-p", "no:xdist")
PACKAGES = ("pipelines", "dashboard")
READS_DATA = "pipelines/data_files.py:"  # its functions read every file that is no module


@dataclass(frozen=True)
class Watched:
    """What one test does. functions: FILE:LINE, the line a function's first with its decorators."""

    seconds: float
    functions: frozenset[str]
    starts_processes: bool


class Surveys:
    """What the tests of each file do, found when it is first asked for."""

    def __init__(self, root: Path, pytest: Pytest, kept: Path | None) -> None:
        self._root, self._pytest, self._kept = root, pytest, kept
        self._known: dict[str, dict[str, Watched]] = {}  # file -> test -> what it does
        if kept and kept.exists():
            for file, of_file in json.loads(kept.read_text(encoding="utf-8")).items():
                tests = {
                    name: Watched(told["seconds"], frozenset(told["functions"]), told["starts_processes"])
                    for name, told in of_file["tests"].items()
                }
                if (root / file).exists() and of_file["text"] == self._fingerprint(file, tests):
                    self._known[file] = tests

    def of(self, files: Sequence[str]) -> dict[str, Watched]:
        """test -> what it does. Raises TestsFailAlready with what failed."""
        new = [file for file in files if file not in self._known]
        if new:
            told = self._pytest.survey(new)
            self._known |= {file: {} for file in new}
            for name, one in told.items():
                watched = Watched(one["seconds"], frozenset(one["functions"]), one["starts"])
                self._known[file_of(name)][name] = watched
            self._keep()
        return {name: one for file in files for name, one in self._known[file].items()}

    def _fingerprint(self, file: str, tests: Mapping[str, Watched]) -> str:
        """Of a file of tests and all that they ran: a line more in a module, and its functions stand elsewhere."""
        ran = {one.rpartition(":")[0] for test in tests.values() for one in test.functions}
        text = hashlib.sha256()
        for name in sorted({file, *ran}):
            path = self._root / name
            text.update(path.read_bytes() if path.is_file() else b"")
        return text.hexdigest()

    def _keep(self) -> None:
        if self._kept:
            known = {
                file: {
                    "text": self._fingerprint(file, tests),
                    "tests": {
                        name: asdict(one) | {"functions": sorted(one.functions)}
                        for name, one in tests.items()
                    },
                }
                for file, tests in self._known.items()
            }
            self._kept.write_text(json.dumps(known), encoding="utf-8")


def file_of(test: str) -> str:
    return test.partition("::")[0]


def reaching(root: Path, file: str, line: int) -> Callable[[Watched], bool]:
    """Does a test run this line? A line outside functions: does it run any of the module, or of one that imports it?"""
    if not file.endswith(".py"):
        return lambda test: any(one.startswith(READS_DATA) for one in test.functions)
    around = functions_at((root / file).read_text(encoding="utf-8"), line)
    if around:
        return lambda test: f"{file}:{first_line(around[-1])}" in test.functions
    modules = tuple(f"{one}:" for one in (file, *_importers(root, file)))
    return lambda test: any(one.startswith(modules) for one in test.functions)


def functions_at(source: str, line: int) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    """The functions around a line, the outermost first."""
    return sorted(
        (
            node
            for node in ast.walk(ast.parse(source))
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            and node.lineno <= line <= (node.end_lineno or 0)
        ),
        key=lambda node: node.lineno,
    )


def first_line(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return min([function.lineno, *(decorator.lineno for decorator in function.decorator_list)])


def _importers(root: Path, file: str) -> Iterator[str]:
    """Modules that import one, from the root of the project."""
    module = file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    package, _, name = module.rpartition(".")
    for place in PACKAGES:
        for other in sorted((root / place).rglob("*.py")):
            for node in ast.walk(ast.parse(other.read_text(encoding="utf-8"))):
                names = (
                    [one.name for one in node.names] if isinstance(node, ast.Import | ast.ImportFrom) else []
                )
                source = node.module if isinstance(node, ast.ImportFrom) else ""
                if module in (source, *names) or (source == package and name in names):
                    yield other.relative_to(root).as_posix()
                    break
