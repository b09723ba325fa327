"""The lines of the product are counted as they stood at a commit."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.benchmarks.lines import lines_of, table


def test_lines_are_those_of_the_commit_and_of_the_packages_alone(tmp_path: Path) -> None:
    def git(*arguments: str) -> None:
        named = ("-c", "user.name=A", "-c", "user.email=a@example.org")
        subprocess.run(["git", *named, *arguments], cwd=tmp_path, check=True, capture_output=True)

    git("init")
    for name, text in {
        "pipelines/errors.py": "a = 1\n\nb = 2\n",
        "dashboard/charts/spec.py": "a = 1\n" * 401,
        "dashboard/assets/logo.svg": "<svg/>\n",
        "tests/test_all.py": "a = 1\n",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    git("add", "-A")
    git("commit", "-m", "First")
    (tmp_path / "pipelines" / "errors.py").write_text("a = 1\n", encoding="utf-8")
    git("commit", "-a", "-m", "Second")
    before, now = lines_of(tmp_path, "HEAD~1"), lines_of(tmp_path, "HEAD")
    assert before == {"pipelines/errors.py": 3, "dashboard/charts/spec.py": 401}
    assert now["pipelines/errors.py"] == 1
    printed = table(before, now, "HEAD~1")
    assert "| lines of Python | 404 | 402 |" in printed
    assert "| of `pipelines/` | 3 | 1 |" in printed
    assert "| modules | 2 | 2 |" in printed
    assert "| modules beside the folders of a package | 1 | 1 |" in printed
    assert "| modules of more than 400 lines | 1 | 1 |" in printed
