"""The child process in which files of unknown origin are read. It limits itself before it opens anything.

Started by `isolation.read` with one JSON argument; writes `reading.json` into the folder it is given:
`{"reading": …}` or `{"refused": sentence, "problems": […]}`. Neither pandas nor duckdb is imported here: both
fail badly under a memory limit.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from pipelines.errors import FileRefused
from pipelines.readers.formats.file_kinds import CALENDAR, GZIP, TEXT, ZIP, kind_of
from pipelines.readers.model import Reading, ReadLimits, table_as_json

RESULT = "reading.json"
EXIT_MEMORY = 71
EXIT_FULL = 72
EXIT_CRASH = 70


def limit_resources(
    limits: ReadLimits, set_limit: Callable[[int, tuple[int, int]], None] | None = None
) -> list[str]:
    """Limit memory, CPU seconds and file size of this process; returns the limits this system would not set.

    macOS refuses RLIMIT_AS; the wall clock and the CPU limit still hold there. No core dumps: one would leave
    rows of students on the disk.
    """
    import resource

    setter = set_limit or resource.setrlimit
    wanted = (
        ("RLIMIT_CORE", 0),
        ("RLIMIT_AS", limits.memory_bytes),
        ("RLIMIT_CPU", limits.cpu_seconds),
        ("RLIMIT_FSIZE", limits.output_bytes),
    )
    failed = []
    for name, value in wanted:
        try:
            setter(getattr(resource, name), (value, value))
        except (ValueError, OSError, AttributeError):
            failed.append(name)
    return failed


def go_without_heavy_libraries() -> None:
    """openpyxl takes what it finds: numpy and PIL (slow, and not under a memory limit) and lxml (which
    defusedxml does not guard). Values can be read without any of them, so they are hidden in this process."""
    os.environ["OPENPYXL_LXML"] = "False"
    for name in ("numpy", "PIL", "lxml"):
        sys.modules[name] = None  # type: ignore[assignment]


def understand(path: Path, folder: Path, limits: ReadLimits, allow_empty: bool) -> Reading:
    """Read one file in this process. Raises FileRefused."""
    from pipelines.readers.formats import archive, packed

    kind = _kind_of(path, limits)
    if kind == CALENDAR:  # without a likely talk it holds nothing, which is no mistake
        return _read(path, folder, limits, allow_empty, kind)
    if kind in (GZIP, archive.PACKED):
        unpacked = packed.unpack(path, folder, limits, kind)
        try:
            inner = _kind_of(unpacked.path, limits)
            if inner in (GZIP, archive.PACKED):
                raise FileRefused(
                    f"“{packed.UNPACKED}” is itself a packed file. Unpack both and bring the table in them."
                )
            reading = _read(unpacked.path, folder, limits, allow_empty, inner)
        except FileRefused as refused:
            raise _called(refused, f"“{packed.UNPACKED}”", unpacked.called) from None
        if all(table.cells.path != unpacked.path for table in reading.tables):
            unpacked.path.unlink()
        reading = replace(reading, file_name=path.name, notes=(unpacked.note, *reading.notes))
    else:
        reading = _read(path, folder, limits, allow_empty, kind)
    for table in reading.tables:
        # The promise the importer's own sum rests on.
        if table.row_count < 0 or any(one.row <= max(table.header_rows, default=0) for one in table.skipped):
            raise AssertionError("more rows skipped than read")
    is_empty = all(
        not (table.row_count or table.bad_rows) and all(one.rule == "blank" for one in table.skipped)
        for table in reading.tables
    )
    if not allow_empty and is_empty:
        raise FileRefused(f"“{path.name}” has a header and no rows: there is no data yet.")
    return reading


def _kind_of(path: Path, limits: ReadLimits) -> str:
    """What a file is; of a zip, what is in it says so. Raises FileRefused."""
    from pipelines.readers.formats import archive

    kind = kind_of(path)
    return archive.check(path, limits) if kind == ZIP else kind


def _read(path: Path, folder: Path, limits: ReadLimits, allow_empty: bool, kind: str) -> Reading:
    if kind == TEXT:
        from pipelines.readers.formats import text

        return text.read(path, folder)
    if kind == CALENDAR:
        from pipelines.readers.formats import calendar

        return calendar.read(path, folder)
    from pipelines.readers.formats import workbook

    return workbook.read(path, folder, limits, allow_empty, kind)


def _called(refused: FileRefused, name: str, called: str) -> FileRefused:
    """The refusal of a file that people know by another name."""
    problems = (replace(one, message=one.message.replace(name, called)) for one in refused.problems)
    return FileRefused(refused.message.replace(name, called), tuple(problems))


def main(argument: str) -> int:
    """Do what the JSON argument says; the exit code tells the parent what the result file cannot."""
    order = json.loads(argument)
    limits = ReadLimits(**order["limits"])
    limit_resources(limits)
    go_without_heavy_libraries()
    path, folder = Path(order["path"]), Path(order["folder"])
    answer: dict[str, Any]
    try:
        reading = understand(path, folder, limits, order["allow_empty"])
        document = {name: getattr(reading, name) for name in Reading.__dataclass_fields__}
        document["tables"] = [table_as_json(table, path) for table in reading.tables]
        answer = {"reading": document}
    except FileRefused as refusal:
        answer = {"refused": refusal.message, "problems": [asdict(one) for one in refusal.problems]}
    except MemoryError:
        return EXIT_MEMORY
    except OSError:
        return EXIT_FULL
    except Exception as error:
        answer = {"crashed": _place(error)}
    (folder / RESULT).write_text(json.dumps(answer), encoding="utf-8")
    return EXIT_CRASH if "crashed" in answer else 0


def _place(error: Exception) -> str:
    """Where a fault of ours happened; its text may quote the file and is left out."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    where = f"{Path(trace.tb_frame.f_code.co_filename).name}, line {trace.tb_lineno}" if trace else "?"
    return f"{type(error).__name__} in {where}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
