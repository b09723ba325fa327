"""Backup and restore of a warehouse folder. Nothing is ever deleted: what a restore replaces is put aside.

    FOLDER/record.duckdb     the record, copied while it is open (copying the file alone would miss its log)
    FOLDER/…                 whatever else the office made: settings.toml, office.sqlite, saved mappings
    FOLDER/backup.json       when, of which version, and each file's SHA-256

Published builds are not copied: they are made from the record. A backup holds students' rows as the warehouse
does, and is kept as safely; folders are made for their owner alone.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from pipelines.errors import UserError, WarehouseError
from pipelines.private_files import private_files, private_folder
from pipelines.store.leftovers import INCOMING, SPILL, workplace
from pipelines.store.warehouse import Warehouse, copy_record, count_of, migrations, record_version

MANIFEST = "backup.json"
RECORD = "record.duckdb"
_MADE_AGAIN = frozenset({"published", "backups", INCOMING, SPILL, "current"})
_LOGS = ("-wal", "-shm", "-journal")  # beside a SQLite file; its own copying takes them in


@dataclass(frozen=True)
class Backup:
    """What a backup holds. files: path inside the folder -> SHA-256."""

    made_at: str  # ISO, UTC
    record_version: int
    imports: int
    files: dict[str, str]


@dataclass(frozen=True)
class Restored:
    """What a restore did: files put back, files left as they were, and where the replaced ones are."""

    restored: tuple[str, ...]
    left_as_they_were: tuple[str, ...]
    replaced: Path | None


# -- backup -------------------------------------------------------------------------------------------


def back_up(warehouse: Warehouse, out: Path) -> Backup:
    """Copy everything the office cannot make again into a new folder `out`, all or nothing.

    Raises UserError where there is nothing to copy or `out` is taken; WarehouseError, WarehouseBusy.
    """
    out = Path(out).expanduser().absolute()
    if not warehouse.record_path.exists():
        raise UserError("There is no record in this warehouse folder, so there is nothing to back up.")
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise UserError(f"{out.name} exists and is not an empty folder. Name a new folder for the backup.")
    inside = warehouse.folder in out.parents and warehouse.folder / "backups" not in out.parents
    if inside or out == warehouse.folder:
        raise UserError(
            "A backup inside the warehouse folder would be lost with it. Name a folder elsewhere."
        )
    private_folder(out.parent)
    aside = out.with_name(f".{out.name}.{os.getpid()}")
    aside.mkdir(mode=0o700)
    try:
        with warehouse.recording("making a backup", readable=[aside]) as connection:
            copy_record(connection, aside / RECORD)
            imports = count_of(connection, "select count(*) from record.imports")
            for name in _office_files(warehouse.folder):
                _copy(warehouse.folder / name, aside / name)
        names = sorted(path.relative_to(aside).as_posix() for path in aside.rglob("*") if path.is_file())
        backup = Backup(
            made_at=datetime.now(UTC).isoformat(timespec="seconds"),
            record_version=max(migrations()),
            imports=imports,
            files={name: _sha256(aside / name) for name in names},
        )
        with private_files():
            (aside / MANIFEST).write_text(json.dumps(asdict(backup), indent=2) + "\n", encoding="utf-8")
        aside.replace(out)
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)  # our own half-made copy
        raise
    return backup


def _office_files(folder: Path) -> Iterator[str]:
    """What the office made, besides the record: neither made from it nor of the moment."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if (
            path.is_file()
            and not path.is_symlink()
            and name.parts[0] not in _MADE_AGAIN
            and not name.parts[0].startswith(("record.", "current.", "."))
            and not name.name.endswith(_LOGS)
        ):
            yield name.as_posix()


def _copy(source: Path, target: Path) -> None:
    """A copy, on the disk before this returns. A SQLite file may be in use: SQLite copies it itself."""
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if source.suffix == ".sqlite":
        with (
            contextlib.closing(sqlite3.connect(f"{source.as_uri()}?mode=ro", uri=True)) as here,
            contextlib.closing(sqlite3.connect(target)) as there,
        ):
            try:
                here.backup(there)
            except sqlite3.Error:
                raise WarehouseError(
                    f"{source.name} is damaged or in use and could not be copied. Move it aside and try again."
                ) from None
    else:
        shutil.copyfile(source, target)
    target.chmod(0o600)
    with target.open("rb") as copied:
        os.fsync(copied.fileno())


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


# -- restore ------------------------------------------------------------------------------------------


def restore(warehouse: Warehouse, place: Path) -> Restored:
    """Put a backup's record in the place of the present one; other files only where missing or damaged.

    `place` is a backup's folder, or a single copy of a record (as before an upgrade). The office's own store
    stays where it is sound: it remembers which figures were released. The record's file is there at every
    moment; the present one, whatever its state, is put aside first. Build afterwards.
    """
    files = _verified(Path(place).expanduser().absolute())
    if not record_version(files[RECORD]):
        raise UserError(f"{files[RECORD].name} in the backup holds no record. Nothing was changed.")
    private_folder(warehouse.folder)
    with warehouse.locked("restoring a backup"), workplace(warehouse.folder / INCOMING) as (incoming, _):
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
        replaced = warehouse.folder / "backups" / f"replaced-{stamp}"
        wanted = {name: path for name, path in files.items() if not _is_kept(warehouse.folder / name)}
        for name, path in wanted.items():
            _copy(path, incoming / name)
        for name in wanted:
            _put(incoming / name, warehouse.folder / name, replaced / name)
    return Restored(
        restored=tuple(wanted),
        left_as_they_were=tuple(name for name in files if name not in wanted),
        replaced=replaced if replaced.exists() else None,
    )


def _verified(place: Path) -> dict[str, Path]:
    """The backup's files by name, the record among them. Raises UserError where they are not what was copied."""
    if place.is_file():
        return {RECORD: place}
    not_one = (
        f"{place.name} is not a backup: it holds no {MANIFEST} that names a {RECORD}. Nothing was changed."
    )
    try:
        digests = json.loads((place / MANIFEST).read_text(encoding="utf-8"))["files"]
        files = {str(name): place / str(name) for name in digests}
    except (OSError, ValueError, KeyError, TypeError):
        raise UserError(not_one) from None
    if RECORD not in files:
        raise UserError(not_one)
    for name, path in files.items():
        if not path.resolve().is_relative_to(place.resolve()) or not path.is_file():
            raise UserError(f"The backup is not whole: {Path(name).name} is missing. Nothing was changed.")
        if _sha256(path) != digests[name]:
            raise UserError(
                f"The backup is damaged: {Path(name).name} is not what was copied. Nothing was changed; use"
                " another backup."
            )
    return files


def _is_kept(present: Path) -> bool:
    """A file of the office's that is there and sound stays; the record never does."""
    if present.name == RECORD or not present.exists():
        return False
    if present.suffix != ".sqlite":
        return True
    with contextlib.closing(sqlite3.connect(f"{present.as_uri()}?mode=ro", uri=True)) as connection:
        try:
            return bool(connection.execute("pragma integrity_check").fetchall() == [("ok",)])
        except sqlite3.DatabaseError:
            return False


def _put(new: Path, present: Path, aside: Path) -> None:
    """Replace one file in one step; the present one, and the logs beside it, go aside."""
    present.parent.mkdir(parents=True, exist_ok=True)
    logs = [present.with_name(present.name + end) for end in (".wal", *_LOGS)]
    if present.exists():
        aside.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            os.link(present, aside)  # so that it is in its place until the new one is
        except OSError:  # a file system without links
            shutil.copyfile(present, aside)
    for log in logs:
        if log.exists():
            aside.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            log.replace(aside.with_name(log.name))
    new.replace(present)
