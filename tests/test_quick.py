"""`make quick` runs the tests of what was changed: those of a file's name, those of its room, and the contracts."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.quick import ROOT, changed, chosen
from tests.rooms import ELSEWHERE, belonging


@pytest.mark.parametrize(
    ("file", "has", "has_not"),
    [
        ("pipelines/readers/formats/dialect.py", "tests/pipelines/readers/formats/test_text.py", "tests/pipelines/readers/test_tidy.py"),
        ("dashboard/exports/__init__.py", "tests/dashboard/exports/test_formats.py", "tests/pipelines/mapping/test_wide.py"),
        ("pipelines/identity/nicknames.csv", "tests/pipelines/identity/test_names.py", "tests/pipelines/test_codes.py"),
        ("pipelines/sql/metrics/breadth.sql", "tests/pipelines/figures/test_by_hand.py", "tests/pipelines/build/test_marts.py"),
        ("pipelines/sql/marts/students.sql", "tests/pipelines/build/test_marts.py", "tests/pipelines/figures/test_cuts.py"),
        ("dashboard/app_pages/growth.py", "tests/dashboard/test_growth.py", "tests/dashboard/charts/test_funnel.py"),
        ("dashboard/cli.py", "tests/test_command_line.py", "tests/dashboard/people/test_lists.py"),
        ("tests/pipelines/mapping/test_wide.py", "tests/pipelines/mapping/test_wide.py", "tests/pipelines/mapping/test_mapping.py"),
        ("tests/dashboard/charts/chart_samples.py", "tests/dashboard/charts/test_exhibit.py", "tests/dashboard/test_more.py"),
        ("docs/privacy.md", "tests/dashboard/test_docs.py", "tests/dashboard/test_more.py"),
    ],
)  # fmt: skip
def test_which_tests_belong_to_a_file(file: str, has: str, has_not: str) -> None:
    own, others = belonging(ROOT, file)
    assert has in (*own, *others)
    assert has_not not in (*own, *others)
    assert len({*own, *others}) == len(own) + len(others)


def test_every_module_and_data_file_has_tests_and_every_place_named_exists() -> None:
    for places in ELSEWHERE.values():
        for place in places:
            assert (ROOT / "tests" / place).exists(), place
    for start in ELSEWHERE:
        assert (ROOT / start).exists(), start
    for folder in ("pipelines", "dashboard"):
        for path in (ROOT / folder).rglob("*"):
            if path.is_file() and path.suffix in (".py", ".sql", ".toml", ".csv"):
                own, others = belonging(ROOT, path.relative_to(ROOT).as_posix())
                assert [*own, *others], path


def test_what_is_changed_is_what_differs_from_the_last_commit_or_the_last_commit(tmp_path: Path) -> None:
    def git(*arguments: str) -> None:
        named = ("-c", "user.name=A", "-c", "user.email=a@example.org")
        subprocess.run(["git", *named, *arguments], cwd=tmp_path, check=True, capture_output=True)

    git("init")
    for number, name in enumerate(("first.py", "second.py")):
        (tmp_path / name).write_text("a = 1\n", encoding="utf-8")
        git("add", "-A")
        git("commit", "-m", f"{number}")
    assert changed(tmp_path) == ["second.py"]
    (tmp_path / "first.py").write_text("a = 2\n", encoding="utf-8")
    (tmp_path / "third.py").write_text("a = 3\n", encoding="utf-8")
    assert changed(tmp_path) == ["first.py", "third.py"]


def test_the_tests_of_a_files_name_come_first_and_the_contracts_always() -> None:
    asked = chosen(ROOT, ["pipelines/mapping/zones.py", "pipelines/mapping/wide.py"])
    assert set(asked[:2]) == {"tests/pipelines/mapping/test_wide.py", "tests/pipelines/mapping/test_zones.py"}
    assert asked[-1] == "tests/test_architecture.py"
    assert len(asked) == len(set(asked))


@pytest.mark.thorough
def test_what_is_not_reached_in_time_is_skipped_and_said(tmp_path: Path) -> None:
    (tmp_path / "test_all.py").write_text("def test_one(): ...\ndef test_two(): ...\n", encoding="utf-8")

    def ran(seconds: str, *more: str) -> str:
        command = [sys.executable, "-m", "pytest", "-p", "tests.quick_limit", *more, str(tmp_path)]
        return subprocess.run(
            command,
            cwd=ROOT,
            env=os.environ | {"QUICK_SECONDS": seconds},
            capture_output=True,
            text=True,
            check=True,
        ).stdout

    assert "2 tests were not reached in 0 seconds; make test runs all." in ran("0")
    assert "2 tests were not reached" in ran("0", "-n", "2"), "of each of several processes"
    assert "not reached" not in ran("45")
