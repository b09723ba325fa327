"""Files that appear under their names whole or not at all: written beside their place, then moved into it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """The place to write to meanwhile, in the folder of `path`; what is there is put into its place at the end.

    Where writing fails, nothing is left of it, and what stood under the name stays. One at a time writes a file.
    """
    beside = path.with_name(f".{path.name}.new")
    try:
        yield beside
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
