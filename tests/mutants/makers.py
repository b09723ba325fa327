"""Which rooms have a part in making the offices that tests begin from.

A slip in any other room leaves those offices as they are, so that they are made once and not for each slip.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

MAKERS = ("tests/conftest.py", "tests/offices.py")
PACKAGES = ("pipelines", "dashboard")


class Makers:
    """The rooms of the modules that the makers of offices import, directly or through others."""

    def __init__(self, root: Path) -> None:
        self._rooms = {_room(file) for file in _reached(root)}

    def may_be_changed_by(self, file: str) -> bool:
        """May a slip in this file change an office? Of what is no module nothing is known: it may."""
        return not file.endswith(".py") or _room(file) in self._rooms


def _reached(root: Path) -> set[str]:
    found: set[str] = set()
    left = [name for maker in MAKERS if (root / maker).exists() for name in _imported(root, maker)]
    while left:
        file = left.pop()
        if file not in found:
            found.add(file)
            left += _imported(root, file)
    return found


def _room(file: str) -> tuple[str, ...]:
    """pipelines/readers of pipelines/readers/formats/ods.py: some rooms load their modules by name."""
    return Path(file).parts[:2]


def _imported(root: Path, file: str) -> Iterator[str]:
    for node in ast.walk(ast.parse((root / file).read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.Import):
            names = [one.name for one in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{one.name}" for one in node.names)]
        for name in names:
            if name.partition(".")[0] in PACKAGES:
                place = Path(*name.split("."))
                for module in (place.with_suffix(".py"), place / "__init__.py"):
                    if (root / module).is_file():
                        yield module.as_posix()
