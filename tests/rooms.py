"""Which tests belong to a file of the project: those of its name, and those of its room.

tests/ mirrors the packages, so the tests of pipelines/mapping/zones.py are every test_zones.py and all of
tests/pipelines/mapping. A room whose tests have no folder of their own has those beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

# Where the tests of what is no module of a mirrored room are. (start of a path) -> tests
ELSEWHERE = {
    "pipelines/cli/": ("test_command_line.py",),
    "dashboard/cli.py": ("test_command_line.py",),
    "pipelines/sql/aggregates/": ("pipelines/figures",),
    "pipelines/sql/checks/": ("pipelines/build",),
    "pipelines/sql/dimensions.toml": ("pipelines/figures", "pipelines/sources"),
    "pipelines/sql/examples/": ("pipelines/docs",),
    "pipelines/sql/lists/": ("dashboard/people",),
    "pipelines/sql/marts/": ("pipelines/build",),
    "pipelines/sql/notes/": ("pipelines/figures",),
    "pipelines/sql/origins/": ("pipelines/build",),
    "pipelines/sql/metrics/": ("pipelines/figures", "dashboard/test_docs.py"),
    "pipelines/sql/people/": ("dashboard/people",),
    "pipelines/sql/record/": ("pipelines/store",),
    "pipelines/sql/references.toml": ("pipelines/figures", "pipelines/docs"),
    "pipelines/sql/staging/": ("pipelines/build", "pipelines/identity"),
    "pipelines/sql/student/": ("dashboard/people",),
    "sample_data/": ("sample_data",),
    "docs/": ("dashboard/test_docs.py", "test_named_in_docs.py"),
    "README.md": ("test_named_in_docs.py",),
    "CONTRIBUTING.md": ("test_named_in_docs.py",),
    "Makefile": ("test_everyday_commands.py",),
    "pyproject.toml": ("test_architecture.py",),
}
# Tests of the rooms that use a room: (start of a path) -> tests
USERS = {
    "pipelines/readers/": ("pipelines/mapping", "pipelines/ingest"),
    "pipelines/mapping/": ("pipelines/ingest", "dashboard/uploads"),
    "pipelines/sql/staging/": ("pipelines/docs/test_worked_examples.py",),
    "pipelines/sql/marts/": ("pipelines/docs/test_worked_examples.py",),
    "pipelines/release/": ("dashboard/asking", "dashboard/office", "dashboard/figures"),
    "dashboard/charts/": ("dashboard/drawing", "dashboard/exports", "dashboard/figures"),
    "dashboard/exports/": ("dashboard/office", "dashboard/widgets"),
}
PACKAGES = ("pipelines", "dashboard")


def belonging(root: Path, file: str) -> tuple[list[str], list[str]]:
    """(the files of tests that have the file's name, all the others of its room), from the root of the project."""
    path = Path(file)
    if path.parts[0] == "tests":
        return _of_tests(root, path), []
    stem = path.parent.name if path.name == "__init__.py" else path.stem
    own = sorted((root / "tests").rglob(f"test_{stem}.py")) if path.parts[0] in PACKAGES else []
    named = [one.relative_to(root).as_posix() for one in own]
    others = dict.fromkeys(one.relative_to(root).as_posix() for one in _of_room(root, path))
    return named, [one for one in others if one not in named]


def of_users(root: Path, file: str) -> list[str]:
    """The tests of the rooms that use the room of a file, from the root of the project."""
    places = [place for start, some in USERS.items() if file.startswith(start) for place in some]
    return [
        one.relative_to(root).as_posix()
        for place in places
        for one in _tests_in(root / "tests" / place, deep=True)
    ]


def _of_tests(root: Path, path: Path) -> list[str]:
    """A test is its own; what several share belongs to all of its folder."""
    if path.name.startswith("test_"):
        return [path.as_posix()] if (root / path).exists() else []
    return [
        one.relative_to(root).as_posix()
        for one in _tests_in(root / path.parent, path.parent != Path("tests"))
    ]


def _of_room(root: Path, path: Path) -> Iterator[Path]:
    tests = root / "tests"
    elsewhere = [
        place for start, places in ELSEWHERE.items() if path.as_posix().startswith(start) for place in places
    ]
    for place in elsewhere:
        yield from _tests_in(tests / place, deep=True)
    if path.parts[0] in PACKAGES and path.parts[1] != "sql":
        mirror = tests / path.parent
        has_folder = len(path.parts) > 2 and mirror.is_dir()
        yield from _tests_in(mirror if has_folder or len(path.parts) == 2 else mirror.parent, deep=has_folder)


def _tests_in(place: Path, deep: bool) -> list[Path]:
    if place.is_file():
        return [place]
    return sorted(place.rglob("test_*.py") if deep else place.glob("test_*.py"))
