"""Of a small project is known which test runs what: by itself, through its fixtures, through what another test kept."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.mutants.serving import Hangs, Pytest
from tests.mutants.surveys import Surveys, Watched, reaching

FILES = {
    "pipelines/__init__.py": "",
    "pipelines/room/__init__.py": "",
    "pipelines/room/kept.py": """
        from functools import lru_cache

        @lru_cache
        def kept():
            return 1

        def fresh():
            def inner():
                return 2
            return inner

        LIMIT = 3
    """,
    "pipelines/room/user.py": """
        from pipelines.room.kept import LIMIT

        def under(number):
            return number < LIMIT
    """,
    "pipelines/data_files.py": """
        def text():
            return ""
    """,
    "tests/pipelines/room/test_kept.py": """
        import subprocess
        import sys

        import pytest
        from pipelines.data_files import text
        from pipelines.room.kept import fresh, kept
        from pipelines.room.user import under

        @pytest.fixture(scope="module")
        def made():
            return fresh()

        def test_first(made):
            assert kept() == 1

        def test_second():
            assert kept() == 1

        def test_third(made):
            assert made() == 2

        def test_user():
            assert under(2)

        def test_starts():
            subprocess.run([sys.executable, "-c", ""], check=True)

        def test_data():
            assert text() == ""

        def test_nothing():
            pass
    """,
    "pyproject.toml": """
        [tool.pytest.ini_options]
        addopts = "-q --import-mode=importlib"
        markers = ["slow", "browser", "thorough"]
    """,
}
TESTS = "tests/pipelines/room/test_kept.py"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("project").resolve()
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(textwrap.dedent(text).lstrip(), encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def served(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pytest]:
    running = Pytest(project, tmp_path_factory.mktemp("beside"))
    yield running
    running.close()


@pytest.fixture(scope="module")
def known(project: Path, served: Pytest) -> dict[str, Watched]:
    return Surveys(project, served, None).of([TESTS])


def running(project: Path, known: dict[str, Watched], file: str, text: str) -> set[str]:
    """Names of the tests that run the line that holds a text."""
    lines = (project / file).read_text(encoding="utf-8").splitlines()
    (line,) = (number for number, one in enumerate(lines, 1) if text in one)
    runs_it = reaching(project, file, line)
    return {name.partition("::test_")[2] for name, one in known.items() if runs_it(one)}


@pytest.mark.parametrize(
    ("text", "tests"),
    [
        ("return 1", {"first", "second"}),  # whichever came first, the other kept nothing of it
        ("return 2", {"third"}),
        ("return inner", {"first", "third"}),  # their fixture ran it, once
        ("LIMIT = 3", {"first", "second", "third", "user"}),  # of the module, and of one that imports it
    ],
)
def test_a_line_belongs_to_the_tests_that_run_it(
    text: str, tests: set[str], project: Path, known: dict[str, Watched]
) -> None:
    assert running(project, known, "pipelines/room/kept.py", text) == tests


def test_a_file_that_is_no_module_belongs_to_those_that_read_files(
    project: Path, known: dict[str, Watched]
) -> None:
    runs_it = reaching(project, "pipelines/sql/staging/acts.sql", 3)
    assert [name for name, one in known.items() if runs_it(one)] == [f"{TESTS}::test_data"]


def test_who_starts_processes_is_known(known: dict[str, Watched]) -> None:
    assert [name for name, one in known.items() if one.starts_processes] == [f"{TESTS}::test_starts"]


def test_what_is_kept_is_not_asked_again_until_its_text_changes(
    project: Path, served: Pytest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "kept.json"
    first = Surveys(project, served, kept).of([TESTS])
    asked: list[object] = []
    monkeypatch.setattr(served, "survey", lambda arguments: (asked.append(arguments), (5, "", {}))[1])
    assert Surveys(project, served, kept).of([TESTS]) == first
    assert asked == []
    with (project / TESTS).open("a", encoding="utf-8") as tests:
        tests.write("\n")
    assert Surveys(project, served, kept).of([TESTS]) == {}
    assert len(asked) == 1


def test_a_run_that_hangs_is_ended_and_the_next_one_begins(project: Path, served: Pytest) -> None:
    hanging = project / "tests" / "test_hanging.py"
    hanging.write_text("import time\n\ndef test_long():\n    time.sleep(60)\n", encoding="utf-8")
    with pytest.raises(Hangs):
        served.run([str(hanging)], seconds=2)
    hanging.write_text("def test_long():\n    assert False, input()\n", encoding="utf-8")
    code, output = served.run(["-s", str(hanging)], seconds=60)
    assert code == 1
    assert "EOFError" in output  # what is asked of the process is none of the test's input
