"""Folders for rows on their way, and what is left of them where whoever made one was killed.

A folder of rows holds a file that its maker keeps locked as long as it lives; the kernel lets go of a lock however a
process ends. So a folder whose lock can be had belongs to nobody, and the next start of anything removes it. A process
that still needs the folder after its maker is given the lock as well (`Workplace.lock`).

Imports no database: every command begins with this.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import stat
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from pipelines.errors import UserError, disk_said
from pipelines.private_files import PRIVATE_FILE, private_folder

PREFIX = "career-conversations-"
INCOMING = "incoming"  # in the warehouse folder: what an import read, what a restore is about to put back
SPILL = "spill"  # in the warehouse folder: what the database could not hold in memory
HALF_BUILT = "building-*"  # in published/: a build that is not finished

_LOCK = "in-use"
_UNLOCKED = ".new-"


class Workplace(NamedTuple):
    """A folder for rows, and the open lock that says it is in use."""

    path: Path
    lock: int


@contextlib.contextmanager
def workplace(home: Path | None = None) -> Iterator[Workplace]:
    """A new folder for its owner alone, removed at the end: in `home`, else in the system's place for such."""
    with disk_said():
        if home is None:
            home = _temporary_home()
        else:
            private_folder(home)
        # made under a name that is not looked for, locked, then named: nobody finds it without its lock
        made = Path(tempfile.mkdtemp(prefix=_UNLOCKED + PREFIX, dir=home)).absolute()
        path = made.with_name(made.name.removeprefix(_UNLOCKED))
        lock = os.open(made / _LOCK, os.O_CREAT | os.O_RDWR, PRIVATE_FILE)
    try:
        # a file system without locks: then nobody takes it for unused either
        with contextlib.suppress(OSError):
            fcntl.flock(lock, fcntl.LOCK_EX)
        made.rename(path)
        yield Workplace(path, lock)
    finally:
        _remove(path)
        os.close(lock)


def _temporary_home() -> Path:
    """The system's place for such. Raises UserError where none can be written, as on a full disk."""
    try:
        return Path(tempfile.gettempdir())
    except FileNotFoundError:  # Python tries to write in each
        raise UserError(
            "No folder for temporary files can be written: the disk is full or takes no more. Free some space, or name"
            " a folder on another disk in TMPDIR, and try again. Nothing was changed."
        ) from None


def remove_leftovers(folder: Path) -> None:
    """Remove what killed processes left of a warehouse folder's rows and of uploads; never what is in use."""
    with contextlib.suppress(UserError):  # what cannot be written now says so when it is needed
        _remove_unused(_temporary_home())
    _remove_unused(folder / INCOMING)
    left = half_done(folder)
    lock_file = folder / "record.lock"
    if left and lock_file.exists():
        with _held(lock_file) as is_ours:  # whoever makes such things holds it
            if is_ours:
                remove_half_done(folder)


def half_done(folder: Path) -> list[Path]:
    """What only the holder of `record.lock` makes and needs: a spilled database, builds that are not finished."""
    spill = folder / SPILL
    return [*([spill] if spill.exists() else []), *(folder / "published").glob(HALF_BUILT)]


def remove_half_done(folder: Path) -> None:
    """To be called by the holder of `record.lock` alone, before it makes any."""
    _remove_each(half_done(folder))


def _remove_unused(home: Path) -> None:
    for path in home.glob(f"{PREFIX}*"):
        with _held(path / _LOCK) as is_unused:
            if is_unused and _is_own_folder(path):
                _remove(path)


def _remove(place: Path) -> None:
    """Its lock last: a child of whoever was killed may be writing still, and what it adds must be found again."""
    _remove_each([path for path in place.glob("*") if path.name != _LOCK])
    if not [path for path in place.glob("*") if path.name != _LOCK]:
        shutil.rmtree(place, ignore_errors=True)


def _remove_each(paths: Iterable[Path]) -> None:
    for path in paths:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            with contextlib.suppress(OSError):  # gone already, or not ours to remove
                path.unlink()


def _is_own_folder(path: Path) -> bool:
    try:
        found = path.lstat()
    except FileNotFoundError:  # somebody else has just removed it
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid()


@contextlib.contextmanager
def _held(lock_file: Path) -> Iterator[bool]:
    """Whether the lock could be had at once; held meanwhile. Not where it is missing or not ours to open."""
    try:
        lock = os.open(lock_file, os.O_RDWR)
    except OSError:
        yield False
        return
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        yield False
    else:
        yield True
    finally:
        os.close(lock)
