"""A folder that another program fills: which of its files are whole, and where each goes when it has been seen to.

    FOLDER/              what has arrived
    FOLDER/done/         what came in, with a receipt
    FOLDER/quarantine/   what waits for a person, with a receipt that says why

A file counts as whole when two looks, some seconds apart, find it alike: nothing else can be known on a share or an
SFTP landing. Names are outside text and are only ever names within these three folders.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipelines.errors import UserError, disk_said
from pipelines.private_files import private_folder

DONE = "done"
QUARANTINE = "quarantine"
RECEIPTS = (".receipt.json", ".receipt.txt")

# What programs call a file while they write it.
_HALF_WRITTEN = (
    ".part",
    ".partial",
    ".tmp",
    ".temp",
    ".filepart",
    ".crdownload",
    ".download",
    ".uploading",
    ".swp",
)
_HIDDEN = (".", "~$")

Look = Mapping[Path, tuple[int, int]]  # each file, by its size and when it was changed


@dataclass(frozen=True)
class DropFolder:
    """The folder, and the two beside the files where they are moved to."""

    path: Path

    def check(self) -> None:
        """Raises UserError where there is no such folder, or where files cannot be moved in it."""
        if not self.path.is_dir():
            raise UserError(
                f"There is no folder “{self.path.name}”. Make it, or name the one where files arrive."
            )
        with disk_said():
            for name in (DONE, QUARANTINE):
                private_folder(self.path / name)
        if not os.access(self.path, os.W_OK | os.X_OK):
            raise UserError(
                f"Files in “{self.path.name}” cannot be moved: the folder may not be written. Files that have been"
                " taken in are moved to its folder “done”; allow that and start again."
            )

    def look(self) -> dict[Path, tuple[int, int]]:
        """The files that have arrived, the earliest first: of two logs the later one holds."""
        there = {}
        for path in self.path.iterdir():
            if path.name.startswith(_HIDDEN) or path.name.lower().endswith(_HALF_WRITTEN):
                continue
            with contextlib.suppress(FileNotFoundError):  # taken away meanwhile
                if path.is_file() and not path.is_symlink():  # a link may lead anywhere on this machine
                    found = path.stat()
                    there[path] = found.st_size, found.st_mtime_ns
        return dict(sorted(there.items(), key=lambda one: (one[1][1], one[0].name)))

    def links(self) -> list[str]:
        """Names that are links to elsewhere: never followed, to be said."""
        return sorted(path.name for path in self.path.iterdir() if path.is_symlink())

    def waiting(self) -> list[Path]:
        """The files in quarantine, by name."""
        folder = self.path / QUARANTINE
        if not folder.is_dir():
            return []
        return sorted(
            path for path in folder.iterdir() if path.is_file() and not path.name.endswith(RECEIPTS)
        )

    def place_for(self, path: Path, folder: str) -> Path:
        """Where a file goes: under its own name, with a number where that name is taken."""
        place = self.path / folder / path.name
        number = 2
        while place.exists():
            place = self.path / folder / f"{path.stem}-{number}{path.suffix}"
            number += 1
        return place


def settled(before: Look, now: Look) -> list[Path]:
    """The files that nobody has written to between two looks, in the order of the second."""
    return [path for path, found in now.items() if before.get(path) == found]


def in_use(path: Path) -> str:
    """Why a file cannot be read now, in words; "" if it can."""
    try:
        opened = os.open(path, os.O_RDONLY)
    except PermissionError:
        return "it may not be read: its permissions, or the program that holds it, forbid it"
    except FileNotFoundError:
        return "it was taken away"
    try:
        fcntl.flock(opened, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return "another program has it locked"
    except OSError:
        return ""  # a file system without locks: nobody can have it locked either
    finally:
        os.close(opened)
    return ""
