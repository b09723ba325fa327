"""How much memory the database may take while it writes; beyond it, it spills to the warehouse folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from pipelines.errors import UserError
from pipelines.settings import read_settings

LEAST = 256 << 20  # bytes; below it nothing of use can be done


def writer_memory(folder: Path) -> int:
    """Bytes: what the office's settings allow (`memory`), else half of what this machine, or its container, has.

    Settings that cannot be read allow no more than none: who backs up or checks must not depend on them.
    """
    try:
        allowed = read_settings(folder).memory
    except UserError:  # whoever needs the settings says what is wrong with them
        allowed = None
    return max(allowed or machine_memory() // 2, LEAST)


def machine_memory(root: Path = Path("/")) -> int:
    """Bytes this process may use at most: of the machine, or of the control group it is in, of which `root` tells."""
    whole = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return min([whole, *_group_limits(root)])


def _group_limits(root: Path) -> Iterator[int]:
    """The limits of the control groups this process is in, the outer ones too; none where there are none."""
    try:
        groups = (root / "proc/self/cgroup").read_text(encoding="utf-8").splitlines()
    except OSError:  # not Linux
        return
    for line in groups:
        _, controllers, group = line.split(":", 2)
        if controllers == "":
            top, name = root / "sys/fs/cgroup", "memory.max"
        elif "memory" in controllers.split(","):
            top, name = root / "sys/fs/cgroup/memory", "memory.limit_in_bytes"
        else:
            continue
        place = top / group.lstrip("/")
        # a container often sees its own group as the top, under the name it has outside
        for folder in {place, *place.parents, top}:
            if folder.is_relative_to(top):
                try:
                    limit = (folder / name).read_text(encoding="ascii").strip()
                except OSError:
                    continue
                if limit.isdigit():  # "max": none
                    yield int(limit)
