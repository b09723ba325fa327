"""The warehouse folder: the record (one writer at a time) and the published builds (any number of readers).

    warehouse/record.duckdb             every row version ever accepted; opened only under record.lock
    warehouse/published/<build>.duckdb  immutable; `current` names the one in use
    warehouse/backups/                  copies of the record taken before a migration; what a restore replaced

This is the only module that imports DuckDB. DuckDB's own error texts quote the lines they stumble over, so
none leaves this module: what a person can mend becomes a `WarehouseError`, everything else a `StoreFault`
that names the kind of fault (and quotes our own SQL where that is what is wrong).
"""

from __future__ import annotations

import atexit
import contextlib
import getpass
import json
import os
import re
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path
from typing import Any

import duckdb
from filelock import FileLock, Timeout

from pipelines.errors import WarehouseBusy, WarehouseError, disk_said
from pipelines.private_files import PRIVATE_FILE, private_files, private_folder
from pipelines.store.leftovers import SPILL, remove_half_done
from pipelines.store.memory import writer_memory
from pipelines.store.threads import threads_for

Connection = duckdb.DuckDBPyConnection

WAIT_SECONDS = 30.0  # how long a second writer waits before it is told who holds the record
READER_MEMORY = "2GB"
READER_MILLISECONDS = 30_000  # a figure takes milliseconds; half a minute means something is wrong

# Nothing is ever downloaded or loaded: the product needs no extension.
_NO_EXTENSIONS: dict[str, Any] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "allow_community_extensions": False,
}
_BUILD_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_IDENTIFIER = re.compile(r"[a-z_][a-z0-9_]*")


class StoreFault(RuntimeError):
    """A fault that is ours, not the user's. Carries the kind of fault, never DuckDB's text."""


class AlreadyRecorded(Exception):
    """A unique key of the record was met twice: somebody else recorded the same thing first."""


def _restore_advice(path: Path) -> str:
    if path.parent.name == "published":
        return (
            f"Nothing is lost: the figures are made from the record. Move {path.name} out of the folder"
            " published and import any file again; it is made anew."
        )
    return (
        "Nothing was changed or deleted. Restore your last backup: career-conversations restore FOLDER"
        f" (copies made before upgrades are in backups/), or move {path.name} aside"
        " and import your files again."
    )


def damaged(path: Path, fault: BaseException) -> str:
    """That a file is damaged, how that showed (its kind alone), and what to do."""
    return f"{path.name} is damaged ({type(fault).__name__}). {_restore_advice(path)}"


@contextlib.contextmanager
def speaking(path: Path) -> Iterator[None]:
    """Turn DuckDB's errors into sentences about `path`, without quoting any of their text."""
    try:
        yield
    except duckdb.ConstraintException:
        raise AlreadyRecorded from None
    except duckdb.InterruptException:
        raise WarehouseError("The question took too long and was stopped. Narrow it with a filter.") from None
    except duckdb.OutOfMemoryException:
        raise WarehouseError(
            "There was not enough memory, or disk space in its place, to finish. Nothing was changed. Free some disk"
            " space or close other programs and try again; settings.toml says how much may be used (memory)."
        ) from None
    except duckdb.Error as fault:
        text = str(fault)
        if "WAL file" in text:  # left by a writer that was stopped before it had finished
            raise WarehouseError(
                f"{path.name}.wal is damaged: what a stopped import or change left behind. Nothing was changed"
                f" or deleted. Everything that was finished is in {path.name}: move {path.name}.wal aside, try"
                " again, and import the last file once more."
            ) from None
        if "orrupt" in text or "not a valid DuckDB database" in text or "checksum" in text:
            raise WarehouseError(f"{path.name} is damaged. {_restore_advice(path)}") from None
        if "newer version" in text or "older version" in text:
            raise WarehouseError(
                f"{path.name} was written by another version of the database engine. Use the version of"
                " Career Conversations that wrote it."
            ) from None
        if "lock on file" in text:
            raise WarehouseBusy(
                f"Another program has {path.name} open. Close it there and try again."
            ) from None
        if "No space left" in text or "Could not write" in text:  # a quota and a file's limit read otherwise
            raise WarehouseError(
                f"The disk is full or takes no more: {path.name} could not be written. Free some space and try again."
            ) from None
        if isinstance(fault, duckdb.FatalException | duckdb.InternalException):
            raise WarehouseError(
                f"The database stopped while working on {path.name} and was closed. Try again;"
                f" if it happens again: {_restore_advice(path)}"
            ) from None
        if isinstance(fault, duckdb.IOException):
            raise WarehouseError(
                f"{path.name} could not be read or written. Check the disk and the folder's permissions."
            ) from None
        # A statement that does not parse or bind: the text quotes our own SQL, which holds no outside text.
        is_ours = isinstance(fault, duckdb.ParserException | duckdb.BinderException | duckdb.CatalogException)
        raise StoreFault(text if is_ours else f"{type(fault).__name__} on {path.name}") from None


def quoted(identifier: str) -> str:
    """An identifier from our own files, ready for SQL. Outside text never gets here: it is refused."""
    if not _IDENTIFIER.fullmatch(identifier):
        raise StoreFault("an identifier of our own files is not a plain lower-case name")
    return f'"{identifier}"'


def _records(cursor: Connection) -> list[dict[str, Any]]:
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def fetch(connection: Connection, sql: str, params: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
    """Run one query of our own with bound values; a dict per row."""
    return _records(connection.execute(sql, dict(params) if params else None))


def count_of(connection: Connection, sql: str) -> int:
    """The one whole number that a statement of our own, without values, gives."""
    return int(connection.execute(sql).fetchall()[0][0])


class Published:
    """One immutable build, open for reading. Safe to share between threads: a cursor per query.

    Locked down: no extensions, no files, no network, a memory and a time limit, and no way to change that.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.build = path.stem
        with speaking(path):
            self._connection = duckdb.connect(
                path,
                read_only=True,
                config={
                    **_NO_EXTENSIONS,
                    "enable_external_access": False,
                    "memory_limit": READER_MEMORY,
                    "threads": threads_for([path]),
                    "max_execution_time": READER_MILLISECONDS,  # set later it would not reach the cursors
                    # Figures sum by student first: array slots instead of hashing, up to 2^18 students, halve that
                    # where all are asked about (statement.py hashes where few are).
                    "perfect_ht_threshold": 18,
                    "preserve_insertion_order": False,  # of no use to sums; lists say what they are ordered by
                    # All at once: a build still held by somebody is the same locked database when opened again.
                    "lock_configuration": True,
                },
            )

    def query(self, sql: str, params: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        """Rows as dicts. `params` are bound by name; only those the SQL asks for may be given."""
        with speaking(self.path), contextlib.closing(self._connection.cursor()) as cursor:
            return fetch(cursor, sql, params)

    def columns(self, sql: str, params: Mapping[str, Any] | None = None) -> dict[str, list[Any]]:
        """The same rows by column: {name: values}. Shorter for charts and second opinions."""
        with speaking(self.path), contextlib.closing(self._connection.cursor()) as cursor:
            cursor.execute(sql, dict(params) if params else None)
            names = [column[0] for column in cursor.description or ()]
            rows = cursor.fetchall()
        return {name: [row[place] for row in rows] for place, name in enumerate(names)}


_open: dict[Path, Published] = {}
_open_guard = threading.Lock()
# else a thread still running at the end keeps builds open, and DuckDB complains of it
atexit.register(_open.clear)


@dataclass(frozen=True)
class Warehouse:
    """A folder. Opening it costs nothing; `published` and `recording` do the work."""

    folder: Path
    wait_seconds: float = field(default=WAIT_SECONDS, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "folder", Path(self.folder).expanduser().absolute())

    # -- published builds -------------------------------------------------------------------------

    @property
    def record_path(self) -> Path:
        return self.folder / "record.duckdb"

    @property
    def published_folder(self) -> Path:
        return self.folder / "published"

    @property
    def current_path(self) -> Path:
        return self.folder / "current"

    def published_path(self, build: str) -> Path:
        """Where a build of that name lives. Raises WarehouseError on a name that is none."""
        if not _BUILD_NAME.fullmatch(build):
            raise WarehouseError("The file named current does not name a build. Run a new build.")
        return self.published_folder / f"{build}.duckdb"

    def current_build(self) -> str | None:
        """Name of the build in use, None before the first one."""
        try:
            return self.current_path.read_text(encoding="utf-8").strip() or None
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError):
            raise WarehouseError(
                "The file named current in the warehouse folder cannot be read. Run a new build."
            ) from None

    def name_current(self, build: str) -> None:
        """Point readers to a finished build: written aside, flushed, then renamed in one step."""
        self.published_path(build)
        aside = self.current_path.with_name(f"current.{os.getpid()}.{threading.get_ident()}")
        with disk_said(), aside.open("w", encoding="utf-8") as out:
            out.write(build + "\n")
            out.flush()
            os.fsync(out.fileno())
        aside.replace(self.current_path)

    def published(self) -> Published:
        """The build in use. `current` is read each time, the build itself is opened once a process."""
        build = self.current_build()
        if build is None:
            raise WarehouseError("Nothing is published yet. Import a file first.")
        path = self.published_path(build)
        with _open_guard:
            if path not in _open:
                if not path.exists():
                    raise WarehouseError(
                        f"The published build {build} is missing from the warehouse folder. Run a new build."
                    )
                for other in [known for known in _open if known.parent == path.parent]:
                    del _open[other]  # whoever still uses it keeps it; then it closes by itself
                _open[path] = Published(path)
            return _open[path]

    def published_before(self) -> Published | None:
        """The build that was in use before the current one; None where none is kept. The caller keeps it open.

        Builds are touched when they come into use, so the newest but the current one was the last in use.
        """
        current = self.current_build()
        kept: dict[Path, int] = {}
        for path in self.published_folder.glob("b*.duckdb"):
            with contextlib.suppress(FileNotFoundError):  # another process builds, and prunes
                if _is_finished(path, current):
                    kept[path] = path.stat().st_mtime_ns
        newest = max(kept, key=lambda path: (kept[path], path.name), default=None)
        return Published(newest) if newest else None

    # -- the record -------------------------------------------------------------------------------

    @contextlib.contextmanager
    def recording(self, purpose: str, readable: Sequence[Path] = ()) -> Iterator[Connection]:
        """The record, open for writing, for this process alone: `record.<table>` is in reach by name.

        Takes `record.lock` first (waits `wait_seconds`, then raises WarehouseBusy naming the holder), brings
        the schema up to date, closes at the end. The connection may touch the warehouse folder and the files
        or folders named `readable`, nothing else. `purpose` is a phrase such as "importing"; no file name.
        """
        with disk_said():
            private_folder(self.folder)
        with self.locked(purpose):
            remove_half_done(self.folder)
            spill = self.folder / SPILL
            allowed: dict[str, Any] = {
                "memory_limit": f"{writer_memory(self.folder) >> 10}KiB",
                "temp_directory": str(spill),
                "threads": threads_for([self.record_path, *readable]),
            }
            with speaking(self.record_path):
                connection = duckdb.connect(":memory:", config={**_NO_EXTENSIONS, **allowed})
            try:
                with speaking(self.record_path):
                    # Attached under a name of its own: a catalog called `record` would make the
                    # schema `record` ambiguous.
                    connection.execute("attach $path as store", {"path": str(self.record_path)})
                    connection.execute("use store")
                    self._migrate(connection)
                    _confine(connection, [self.folder, *readable])
                    yield connection
            finally:
                connection.close()

    @contextlib.contextmanager
    def locked(self, purpose: str) -> Iterator[None]:
        """Hold `record.lock`, so that nobody else opens the record; see `recording`. New files are private."""
        holder = self.folder / "record.holder"
        lock = FileLock(self.folder / "record.lock", timeout=self.wait_seconds, mode=PRIVATE_FILE)
        try:
            with disk_said():
                lock.acquire()
        except Timeout:
            raise WarehouseBusy(_busy_sentence(holder)) from None
        try:
            said = {
                "who": _user(),
                "pid": os.getpid(),
                "purpose": purpose,
                "since": datetime.now(UTC).isoformat(timespec="seconds"),
            }
            with private_files():
                with disk_said():
                    holder.write_text(json.dumps(said), encoding="utf-8")
                yield
        finally:
            holder.unlink(missing_ok=True)
            lock.release()

    def _migrate(self, connection: Connection) -> None:
        steps = migrations()
        newest = max(steps)
        version = _schema_version(connection)
        if version > newest:
            raise WarehouseError(_too_new(version))
        if version == newest:
            return
        if version:
            self._back_up(connection, version)
        for number in sorted(step for step in steps if step > version):
            with transaction(connection):
                connection.execute(steps[number])
                connection.execute("insert into record.schema_version values ($number)", {"number": number})

    def _back_up(self, connection: Connection, version: int) -> Path:
        """A whole copy of the record before a migration (a plain file copy would miss the open log)."""
        folder = self.folder / "backups"
        folder.mkdir(exist_ok=True)
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
        path = folder / f"record-v{version}-{stamp}.duckdb"
        copy_record(connection, path)
        return path


def _is_finished(path: Path, current: str | None) -> bool:
    return path.stem != current and not path.name.startswith("building-")


def _confine(connection: Connection, places: Sequence[Path]) -> None:
    """Shut the file system but for these files and folders; it cannot be opened again while this runs."""
    folders = [str(place.absolute()) + os.sep for place in places if place.is_dir()]
    files = [str(place.absolute()) for place in places if not place.is_dir()]
    connection.execute("set allowed_directories = $folders", {"folders": folders})
    connection.execute("set allowed_paths = $files", {"files": files})
    connection.execute("set enable_external_access = false")


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # no name for this user id, as in some containers
        return f"user {os.getuid()}"


def _busy_sentence(holder: Path) -> str:
    try:
        holding = json.loads(holder.read_text(encoding="utf-8"))
        since = datetime.fromisoformat(holding["since"]).astimezone()
        return (
            f"The warehouse is in use: {holding['who']} (process {holding['pid']}) has been {holding['purpose']} since"
            f" {since:%H:%M:%S}. Nothing was changed; try again when that is done."
        )
    except (OSError, ValueError, KeyError, TypeError):  # the holder has just come or gone
        return "The warehouse is in use by another process. Nothing was changed; try again in a moment."


def migrations() -> dict[int, str]:
    """The record's schema, step by step: {number: SQL} from sql/record/NNNN_*.sql."""
    folder = resources.files("pipelines") / "sql" / "record"
    steps = {
        int(item.name[:4]): item.read_text(encoding="utf-8")
        for item in folder.iterdir()
        if re.fullmatch(r"\d{4}_[a-z0-9_]+\.sql", item.name)
    }
    if sorted(steps) != list(range(1, len(steps) + 1)):
        raise StoreFault("the record's migrations are not numbered 1, 2, 3 …")
    return steps


def copy_record(connection: Connection, path: Path) -> None:
    """The whole record, as `connection` has it open, as a new file; every table's rows are counted again."""
    attach_new(connection, path, "backup")
    connection.execute("copy from database store to backup")
    for table in _row_counts(connection, "store").items() ^ _row_counts(connection, "backup").items():
        raise StoreFault(f"the copy of {table[0]} has not the rows of its original")
    detach(connection, "backup")


def _row_counts(connection: Connection, database: str) -> dict[str, int]:
    names = connection.execute(
        "select table_name from duckdb_tables() where database_name = $database and schema_name = 'record'",
        {"database": database},
    ).fetchall()
    return {
        name: count_of(connection, f"select count(*) from {quoted(database)}.record.{quoted(name)}")  # noqa: S608
        for (name,) in names
    }


def read_whole(query: Callable[[str], list[dict[str, Any]]], database: str) -> None:
    """Read every cell of every table of a database; DuckDB compares each block with its checksum as it does.

    Raises what the reading raises: WarehouseError where a block is damaged.
    """
    tables = query(
        "select schema_name as schema, table_name as name, database_name as place from duckdb_tables()"
        " where not temporary order by all"
    )
    for table in tables:
        if table["place"] == database:
            name = f"{quoted(table['schema'])}.{quoted(table['name'])}"
            query(f"select bit_xor(hash(this)) from {name} as this")  # noqa: S608 - a table of our own


def record_version(path: Path) -> int:
    """The schema version of a record's file that nobody has open; 0 where it holds no record.

    Raises WarehouseError where it is damaged or of a newer version than this program knows.
    """
    with speaking(path), contextlib.closing(duckdb.connect(":memory:", config=_NO_EXTENSIONS)) as connection:
        connection.execute("attach $path as store (read_only)", {"path": str(path)})
        connection.execute("use store")
        version = _schema_version(connection)
    if version > max(migrations()):
        raise WarehouseError(_too_new(version))
    return version


def _too_new(version: int) -> str:
    return (
        f"This warehouse was written by a newer version of Career Conversations (record {version},"
        f" known here: {max(migrations())}). Upgrade the program; the warehouse was not touched."
    )


def _schema_version(connection: Connection) -> int:
    """0 for a new file."""
    known = connection.execute(
        "select count(*) from duckdb_tables() where database_name = 'store' and schema_name = 'record'"
        " and table_name = 'schema_version'"
    ).fetchall()
    if not known[0][0]:
        return 0
    return int(
        connection.execute("select coalesce(max(version), 0) from record.schema_version").fetchall()[0][0]
    )


@contextlib.contextmanager
def transaction(connection: Connection, is_kept: bool = True) -> Iterator[None]:
    """All or nothing: committed at the end of the block, rolled back if anything goes wrong in it.

    With `is_kept` false it is a rehearsal: everything is done, and nothing stays.
    """
    connection.execute("begin transaction")
    try:
        yield
        connection.execute("commit" if is_kept else "rollback")
    except BaseException:
        with contextlib.suppress(duckdb.Error):  # a failed commit has already rolled back
            connection.execute("rollback")
        raise


def attach_new(connection: Connection, path: Path, name: str) -> None:
    """Attach a new database file under `name`, an identifier of our own. Refuses an existing file."""
    if path.exists():
        raise StoreFault(f"{path.name} exists already")
    path.parent.mkdir(parents=True, exist_ok=True)
    connection.execute(f"attach $path as {quoted(name)}", {"path": str(path)})


def detach(connection: Connection, name: str) -> None:
    """Close an attached database; its log is folded into the file first."""
    connection.execute(f"checkpoint {quoted(name)}")
    connection.execute(f"detach {quoted(name)}")
