"""How large files are together, while others may be writing, renaming and removing them."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from pathlib import Path


def bytes_of(files: Iterable[Path]) -> int:
    """Their bytes together. What is a folder, or went away meanwhile, counts nothing."""
    size = 0
    for file in files:
        with contextlib.suppress(FileNotFoundError):
            size += file.stat().st_size if file.is_file() else 0
    return size
