"""A file into the record: one code path for every size, one transaction per import.

    read (in a child process) -> request.py: source and mapping -> staged_rows.py: text into a temp table, rules, keys
    -> comparing.py: with the record -> record.py: versions, rejects, skips and the ledger's row, all or nothing

Rows read = accepted + rejected + skipped, asserted; no row is ever lost without a word. The rules are in row_plan.py,
rules_sql.py and mapping/cell_values, the ledger in ledger.py, what is told in import_report.py; this module is the
order of things.
"""

from __future__ import annotations

import dataclasses
import shutil
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date
from pathlib import Path
from typing import Any

from pipelines import readers
from pipelines.errors import FileRefused, Problem, UserError, WarehouseError
from pipelines.ingest import (
    comparing,
    explaining,
    flag_problems,
    ledger,
    record,
    rules_sql,
    staged_rows,
)
from pipelines.ingest import import_report as reports
from pipelines.ingest.import_report import COUNTS, ImportReport
from pipelines.ingest.ledger import imports, redo, rejected, undo
from pipelines.ingest.recall import recall
from pipelines.ingest.request import Request, as_far_as_understood, understand
from pipelines.mapping import saved_mappings
from pipelines.mapping.corrected import import_of
from pipelines.mapping.mapping import Mapping
from pipelines.mapping.matching import Match
from pipelines.readers import Reading
from pipelines.store.warehouse import (
    AlreadyRecorded,
    Connection,
    StoreFault,
    Warehouse,
    count_of,
    transaction,
)

__all__ = ["ImportReport", "import_file", "imports", "redo", "rejected", "undo"]

Progress = Callable[[str, float], None]

SPARE_BYTES = 500_000_000  # a full disk would take the open record down with it
ROOM_PER_BYTE = 3
READING = 0.3  # of an import's progress
STALE_SECONDS = 24 * 3600


def import_file(
    warehouse: Warehouse,
    path: Path,
    *,
    source: str | None = None,
    mapping_file: Path | None = None,
    mapping: Mapping | None = None,
    replace: bool = False,
    dry_run: bool = False,
    progress: Progress | None = None,
    today: date | None = None,
    limits: readers.ReadLimits = readers.COMMAND_LIMITS,
    name: str | None = None,
    use_saved: bool = True,
) -> ImportReport:
    """Take one file into the record, or say why not; nothing in between.

    `name`: what the file is called where it came from, if it lies here under another name. `use_saved`: a saved
    mapping that fits the file is used where nothing else says how to read it.

    `mapping` (from the screen) outweighs `mapping_file`; `source` outweighs what the headers look like.
    A file that cannot be taken comes back as a report with status "refused". Raises WarehouseBusy,
    WarehouseError where the warehouse itself is the trouble.
    """
    reading: Reading | None = None
    seen: tuple[Match, ...] = ()
    say = progress or (lambda _stage, _done: None)
    path = Path(path)
    try:
        _enough_room(warehouse, path)
        with _workdir(warehouse) as workdir:
            say("reading", 0.0)
            reading = readers.read(
                path, workdir, limits, progress=lambda share: say("reading", READING * share)
            )
            if name:
                reading = dataclasses.replace(reading, file_name=name)
            corrects = next(filter(None, (import_of(table.columns) for table in reading.tables)), None)
            said = ledger.mapping_of(warehouse, corrects) if corrects else None
            office = recall(warehouse, use_saved and not (mapping_file or mapping or said))
            try:
                request = understand(
                    reading, source, mapping_file, mapping, replace, today or date.today(), said, office
                )
            except UserError:
                seen = as_far_as_understood(reading, source or "")
                raise
            say("checking", READING)
            places = [workdir, *{table.cells.path for table in request.tables}]
            with warehouse.recording("importing a file", readable=places) as connection:
                try:
                    report = _take_in(connection, request, dry_run, say, corrects)
                except AlreadyRecorded:  # the ledger's key was taken at the last moment
                    report = _known(connection, request, dry_run) or _refuse(
                        name or path.name, "already_imported"
                    )
            if report.status == "imported" and not dry_run and request.said:
                saved_mappings.remember(warehouse.folder, request.source.id, request.said)
            say("done", 1.0)
            return dataclasses.replace(report, corrects=corrects)
    except WarehouseError:
        raise
    except UserError as refused:
        called = name or path.name

        def told(sentence: str) -> str:  # the reader knows the file by the name it lies here under
            return sentence.replace(f"“{path.name}”", f"“{called}”")

        message = told(refused.message)
        given = (dataclasses.replace(one, message=told(one.message)) for one in refused.problems)
        return ImportReport(
            file=called,
            source=source,
            problems=tuple(given) or (Problem("refused", message),),
            message=message,
            is_dry_run=dry_run,
            # so that a person can say what the columns mean where the program cannot
            tool=reading.tool if reading else "",
            columns=reading.tables[0].columns if reading and reading.tables else (),
            matches=seen,
            labels=reading.tables[0].labels if reading and reading.tables else (),
            sheets=tuple(explaining.sheets_of(reading, ())) if reading else (),
        )


def _refuse(name: str, code: str) -> ImportReport:
    message = "The file was being imported by somebody else; nothing changed."
    return ImportReport(file=name, problems=(Problem(code, message),), message=message)


# -- before the record is opened ----------------------------------------------------------------------


def _enough_room(warehouse: Warehouse, path: Path) -> None:
    size = path.stat().st_size if path.is_file() else 0
    warehouse.folder.mkdir(parents=True, exist_ok=True)
    needed = ROOM_PER_BYTE * size + SPARE_BYTES
    free = shutil.disk_usage(warehouse.folder).free
    if free < needed:
        message = (
            f"The disk is nearly full: {needed // 1_000_000:,} MB must be free to import this file safely,"
            f" {free // 1_000_000:,} MB are. Free some space and try again."
        )
        raise FileRefused(message, (Problem("disk_full", message),))


class _workdir:
    """A folder of its own for the rows read, removed afterwards; leftovers of a killed import go in a day."""

    def __init__(self, warehouse: Warehouse) -> None:
        self._home = warehouse.folder / "incoming"

    def __enter__(self) -> Path:
        self._home.mkdir(exist_ok=True)
        for left in self._home.iterdir():
            if left.stat().st_mtime < time.time() - STALE_SECONDS:
                shutil.rmtree(left, ignore_errors=True)
        self._folder = Path(tempfile.mkdtemp(prefix="import-", dir=self._home))
        return self._folder

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)


# -- one import ---------------------------------------------------------------------------------------


def _known(connection: Connection, request: Request, is_dry_run: bool) -> ImportReport | None:
    """The report where this very file, source and mapping were taken in before; None otherwise."""
    earlier = ledger.find(connection, request.reading.sha256, request.source.id, request.digest)
    if earlier is None:
        return None
    when = earlier["imported_at"].replace(tzinfo=UTC).astimezone()
    day = f"{when:%b} {when.day}, {when.year}"
    counts = {name: earlier[name] for name in COUNTS}
    if earlier["is_effective"]:
        counts |= {"new": 0, "changed": 0, "unchanged": earlier["accepted"], "removed": 0}
        status, message = (
            "unchanged",
            f"Already imported on {day} (import {earlier['import_id']}); nothing changed.",
        )
    else:
        with transaction(connection, is_kept=not is_dry_run):
            ledger.make_effective(connection, earlier["import_id"])
        status = "imported"
        message = (
            f"Imported first on {day} (import {earlier['import_id']}), then undone or replaced: it is back."
        )
    told: dict[str, Any] = {**counts, **_told(request, is_dry_run)}
    return ImportReport(
        file=request.reading.file_name,
        source=request.source.id,
        import_id=earlier["import_id"],
        status=status,
        message=message,
        **told,
    )


def _told(request: Request, is_dry_run: bool) -> dict[str, Any]:
    return {
        "is_dry_run": is_dry_run,
        "tool": request.reading.tool,
        "sheet": ", ".join(table.sheet for table in request.tables if table.sheet),
        "notes": request.notes,
        "matches": request.mapping.matches,
        "mapping": request.mapping,
        "columns": request.columns,
        "labels": request.tables[0].labels,
        "saved_mapping": request.saved,
        "sheets": tuple(explaining.sheets_of(request.reading, request.tables)),
    }


def _take_in(
    connection: Connection, request: Request, is_dry_run: bool, say: Progress, corrects: int | None
) -> ImportReport:
    known = _known(connection, request, is_dry_run)
    if known is not None:
        return known
    with transaction(connection, is_kept=not is_dry_run):
        staged_rows.load_text(connection, request)
        staged_rows.reshape(connection, request)
        say("checking", 0.5)
        plan, odd, notes = staged_rows.read_odd_cells(connection, request)
        staged_rows.bind(connection, request, *rules_sql.parsed_sql(plan, odd))
        staged_rows.bind(connection, request, *rules_sql.refused_sql(plan, odd, request.columns))
        unknown_choices = staged_rows.unknown_choices(connection, plan, odd)
        connection.execute("drop table raw")
        staged_rows.fold(connection, plan)
        staged_rows.tell_twins_apart(connection, request.source, corrects)
        staged_rows.fold_superseded(connection, plan)
        say("comparing", 0.7)
        superseded = count_of(connection, "select count(*) from superseded")
        rows_read = sum(table.rows_read for table in request.tables)
        bad_rows = [(table, row) for table in request.tables for row in table.bad_rows]
        counts = {
            "rows_read": rows_read,
            "accepted": count_of(connection, f"select {comparing.rows_of(plan)} from accepted"),  # noqa: S608
            "rejected": count_of(connection, "select count(*) from refused") + len(bad_rows),
            "skipped": sum(len(table.skipped) for table in request.tables) + superseded,
            "superseded": superseded,
        }
        if counts["accepted"] + counts["rejected"] + counts["skipped"] != rows_read:
            raise StoreFault("rows read are not the rows accepted, rejected and skipped")
        counts |= comparing.compare(connection, request)
        import_id = count_of(connection, "select coalesce(max(import_id), 0) + 1 from record.imports")
        counts["removed"] = comparing.retire(connection, request, import_id) if request.is_replace else 0
        say("saving", 0.8)
        record.append(connection, request, plan, import_id, counts, bad_rows)
        unknown = explaining.off_roster(connection, request.source)
        told: dict[str, Any] = {**counts, **_told(request, is_dry_run)}
        return ImportReport(
            file=request.reading.file_name,
            source=request.source.id,
            import_id=None if is_dry_run else import_id,
            status="imported",
            problems=(
                *reports.grouped(connection, bad_rows),
                *notes,
                *flag_problems.flagged(request.tables, plan.headers),
            ),
            unknown_values=tuple(unknown_choices),
            date_order=plan.dates,
            message=reports.sentence(counts, is_dry_run),
            accepted_sample=tuple(reports.accepted_sample(connection, plan)),
            rejected_sample=tuple(reports.rejected_sample(connection, request, bad_rows)),
            skips=dict(reports.skip_counts(request, superseded)),
            headline=explaining.headline(request.source.id, counts["accepted"], counts["rejected"], unknown),
            causes=tuple(explaining.causes(connection, bad_rows)),
            off_roster=unknown,
            **told,
        )
