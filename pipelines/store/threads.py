"""How many threads the database works with.

One where there is little: there DuckDB plans longer than it runs, and handing a few thousand rows about costs more than
it saves, most of all on a machine that has other things to do.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from pipelines.file_sizes import bytes_of

LITTLE = 16 << 20  # bytes: some ten thousand touches


def threads_for(paths: Iterable[Path]) -> int:
    """For work on these files, and on what lies in these folders. What is not there yet counts nothing."""
    size = 0
    for path in paths:
        size += bytes_of(path.rglob("*") if path.is_dir() else (path,))
    return 1 if size <= LITTLE else os.cpu_count() or 1
