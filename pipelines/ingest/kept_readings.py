"""What was read a moment ago, kept so that another look at the same file needs no reading.

For a process that answers several commands: a choice about a file changes how its rows are understood, never what was
read. A file is known by its bytes, its ending and the limits it was read under; its copy and its rows lie in a locked
folder of their own, gone with the process at the latest.
"""

from __future__ import annotations

import contextlib
import hashlib
import shutil
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path

from pipelines import readers
from pipelines.readers import Reading, ReadLimits
from pipelines.store.leftovers import workplace

Key = tuple[str, str, ReadLimits]


class KeptReadings:
    """The last readings of files; the one that was not asked for longest makes room."""

    def __init__(self, most: int = 8) -> None:
        self._most = most
        self._kept: OrderedDict[Key, tuple[Reading, contextlib.ExitStack]] = OrderedDict()

    def read(
        self,
        path: Path,
        workdir: Path,
        limits: ReadLimits,
        *,
        allow_empty: bool = False,
        progress: Callable[[float], None] | None = None,
    ) -> Reading:
        """As `readers.read`, once for the same bytes. Raises FileRefused; a refusal is not kept."""
        if allow_empty or not path.is_file() or path.stat().st_size > limits.file_bytes:
            return readers.read(path, workdir, limits, allow_empty=allow_empty, progress=progress)
        with path.open("rb") as file:
            key = (hashlib.file_digest(file, "sha256").hexdigest(), path.suffix, limits)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key][0]
        with contextlib.ExitStack() as held:
            place, _ = held.enter_context(workplace())
            copy = Path(shutil.copyfile(path, place / path.name))
            reading = readers.read(copy, place, limits, progress=progress)
            self._kept[key] = (reading, held.pop_all())
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)[1][1].close()
        return reading

    def close(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Let go of everything, and remove it from the disk."""
        while self._kept:
            self._kept.popitem()[1][1].close()
