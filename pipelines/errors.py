"""Everything that can go wrong and is a person's to mend. One base class, shown in one place.

A message says what happened, where, what was found, what is expected and what to do next.
Anything that is not a `UserError` is a bug: it is logged without student data and never shown.
"""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Problem:
    """One thing wrong with a file, a row or a cell.

    `found` quotes the file, so a Problem is shown on the importer's own screen, in `problems[]` and in
    the rejects file only: never logged, never put into an exception that is logged.
    """

    code: str  # a stable name to group by, e.g. "bad_date"
    message: str  # a sentence for people
    row: int | None = None  # the file's own row number, 1-based, header included
    column: str | None = None  # as the file names it
    found: str | None = None
    expected: str | None = None
    count: int = 1  # how many rows share it, where problems are grouped

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


class UserError(Exception):
    """A sentence for the person in front of the screen. Shown without traceback."""

    exit_code = 1

    def __init__(self, message: str, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.problems = problems


class QuestionError(UserError):
    """A question that makes no sense: an unknown figure, a breakdown that does not apply."""

    exit_code = 2


class FileRefused(UserError):
    """The file cannot be taken in as it is; nothing was changed."""


class WarehouseError(UserError):
    """The warehouse is missing, damaged or from a newer version."""


class WarehouseBusy(WarehouseError):
    """Somebody else is writing; the message names who and since when."""


class DefinitionError(UserError):
    """A file of ours (source, metric, caveat, setting) does not say what it must."""


# -- the disk -----------------------------------------------------------------------------------------

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_CLOSED = (errno.EACCES, errno.EPERM, errno.EROFS)


@contextlib.contextmanager
def disk_said() -> Iterator[None]:
    """Turn what the system says of a full or closed disk into a sentence; other faults go on as they are."""
    try:
        yield
    except OSError as fault:
        if fault.errno in _FULL:
            raise UserError(
                "The disk is full or takes no more. Free some space and try again; what was finished before is kept."
            ) from None
        if fault.errno in _CLOSED:
            which = f"“{Path(fault.filename).name}”" if isinstance(fault.filename, str) else "A file"
            raise UserError(
                f"{which} could not be read or written ({fault.strerror}). Check the permissions and try again; what"
                " was finished before is kept."
            ) from None
        raise
