"""Of a small project is known which test runs what: by itself, through its fixtures, through what another test kept."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.mutants.serving import Exchange, Hangs, Pytest, TestsFailAlready
from tests.mutants.surveys import OPTIONS, Surveys, Watched, reaching

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
    running = Pytest(project, tmp_path_factory.mktemp("beside"), OPTIONS)
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
    monkeypatch.setattr(served, "survey", lambda arguments: (asked.append(arguments), {})[1])
    assert Surveys(project, served, kept).of([TESTS]) == first
    assert asked == []
    (project / "pipelines/room/unused.py").write_text("NOTHING = 1\n", encoding="utf-8")
    assert Surveys(project, served, kept).of([TESTS]) == first  # no test ran anything of it
    assert asked == []
    known = kept.read_bytes()
    for times, changed in enumerate((TESTS, "pipelines/room/user.py"), start=1):
        text = (project / changed).read_text(encoding="utf-8")
        (project / changed).write_text(f"{text}\n", encoding="utf-8")
        assert Surveys(project, served, kept).of([TESTS]) == {}
        assert len(asked) == times
        (project / changed).write_text(text, encoding="utf-8")
        kept.write_bytes(known)


KEPT = "pipelines/room/kept.py"


def exchanged(project: Path, text: str, instead: str) -> Exchange:
    source = (project / KEPT).read_text(encoding="utf-8")
    before = source.partition(text)[0].splitlines()
    (first,) = [number for number, line in enumerate(before, 1) if line.startswith(("def", "@"))][-1:]
    if before[first - 2].startswith("@"):
        first -= 1
    return Exchange(KEPT, source.replace(text, instead), first)


@pytest.mark.parametrize(
    ("text", "instead", "notices"),
    [
        ("return 1", "return 5", "first"),  # kept by a cache, which is emptied
        ("return 2", "return 5", "third"),  # of a function within a function
        ("return inner", "return None", "third"),
        ("return 2", "while True: pass", None),  # hangs
    ],
)
def test_a_function_is_exchanged_where_everything_is_there_already(
    text: str, instead: str, notices: str | None, project: Path, served: Pytest, known: dict[str, Watched]
) -> None:
    exchange = exchanged(project, text, instead)
    if notices is None:
        with pytest.raises(Hangs):
            served.fails_with(exchange, list(known), 3)
    else:
        assert served.fails_with(exchange, list(known), 60) == (True, f"{TESTS}::test_{notices}")
    unchanged = exchanged(project, text, text)
    assert served.fails_with(unchanged, list(known), 60) == (False, "")


def test_a_function_that_is_not_there_is_not_exchanged(project: Path, served: Pytest) -> None:
    source = (project / KEPT).read_text(encoding="utf-8")
    assert served.fails_with(Exchange(KEPT, source, 99), [f"{TESTS}::test_first"], 60) is None


def test_a_run_that_hangs_is_ended_and_the_next_one_begins(project: Path, served: Pytest) -> None:
    hanging = project / "tests" / "test_hanging.py"
    hanging.write_text("import time\n\ndef test_long():\n    time.sleep(60)\n", encoding="utf-8")
    with pytest.raises(Hangs):
        served.fails([str(hanging)], seconds=5)
    hanging.write_text("def test_long():\n    assert input()\n", encoding="utf-8")
    # what is asked of the process is none of the test's input
    assert served.fails(["-s", str(hanging)], seconds=100) == (True, "tests/test_hanging.py::test_long")


@pytest.mark.thorough
def test_tests_that_cannot_be_collected_say_why(project: Path, served: Pytest) -> None:
    broken = project / "tests" / "test_broken.py"
    broken.write_text("import nothing_of_this_name\n", encoding="utf-8")
    with pytest.raises(TestsFailAlready, match="nothing_of_this_name"):
        served.survey(["tests/test_broken.py"])
