"""The tests of what was changed since the last commit, in under a minute. `make quick`.

Of each changed file, those of its name and those of its room (`rooms.py`), and the contracts between rooms. Left out are
tests that drive a browser or are marked slow, and those not reached in time (`quick_limit.py`); `make test` runs all. Where nothing is changed, the last commit is taken.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.rooms import belonging

ROOT = Path(__file__).parents[1]
ALWAYS = ("tests/test_architecture.py",)
PYTEST = (
    "-n",
    "2",
    "--dist",
    "loadfile",
    "--no-loadscope-reorder",
    "-m",
    "not browser and not slow and not thorough",
    "-p",
    "tests.quick_limit",
)


def changed(root: Path) -> list[str]:
    """The files that differ from the last commit, new ones too; of a clean checkout those of the last commit."""
    now = _git(root, "diff", "--name-only", "HEAD") + _git(root, "ls-files", "--others", "--exclude-standard")
    return sorted(now or _git(root, "diff", "--name-only", "HEAD~1", "HEAD"))


def chosen(root: Path, files: list[str]) -> list[str]:
    """The files of tests that belong to these: the ones of their names first."""
    pairs = [belonging(root, file) for file in files]
    named = [one for own, _ in pairs for one in own]
    return list(dict.fromkeys([*named, *(one for _, others in pairs for one in others), *ALWAYS]))


def _git(root: Path, *arguments: str) -> list[str]:
    ran = subprocess.run(["git", *arguments], cwd=root, capture_output=True, text=True, check=True)
    return ran.stdout.splitlines()


def main() -> int:
    files = sys.argv[1:] or changed(ROOT)
    tests = chosen(ROOT, files)
    print(
        f"{len(tests)} files of tests belong to: {', '.join(files[:5])}{' …' if len(files) > 5 else ''}",
        flush=True,
    )
    return subprocess.run([sys.executable, "-m", "pytest", *PYTEST, *tests], cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
