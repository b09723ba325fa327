"""Files for their owner alone: whatever holds rows about people is made so (PRIVACY §2).

A database makes its files by itself, some of them late (a log, a spill), and a child process makes its own: what all
of them go by is the umask of the process. It belongs to all threads, so it is narrowed by the first who needs it and
given back by the last.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

PRIVATE_FOLDER = 0o700
PRIVATE_FILE = 0o600
_NOBODY_ELSE = 0o077

_guard = threading.Lock()
_holders = 0
_before = 0


@contextlib.contextmanager
def private_files() -> Iterator[None]:
    """New folders are 0700 and new files 0600 meanwhile, in this process and those it starts."""
    global _holders, _before
    with _guard:
        if not _holders:
            _before = os.umask(_NOBODY_ELSE)
        _holders += 1
    try:
        yield
    finally:
        with _guard:
            _holders -= 1
            if not _holders:
                os.umask(_before)


def private_folder(path: Path) -> None:
    """Make a folder and those above it that are missing, for their owner alone. One that is there stays as it is."""
    with private_files():
        path.mkdir(parents=True, exist_ok=True)


def write_whole(path: Path, text: str) -> None:
    """Write a file for its owner alone, whole or not at all. Its folder is made where it is missing."""
    private_folder(path.parent)
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", dir=path.parent, suffix=".new", delete=False
    ) as aside:
        aside.write(text)
    Path(aside.name).replace(path)
