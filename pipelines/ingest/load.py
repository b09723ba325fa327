"""A file into the record: one code path for every size, one transaction per import.

    read (in a child process) -> file_look.py: what it may be -> request.py: source, mapping, plan
    -> staged_rows.py: text into temp tables, rules, keys -> comparing.py: with the record
    -> record.py: versions, rejects, skips and the ledger's row, all or nothing

Rows read = accepted + rejected + skipped, asserted; no row is ever lost without a word. The rules are in
row_plan.py and cell_values, the ledger in ledger.py, what is told in explaining.py and import_report.py; this
module is the order of things.
"""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date
from functools import cache
from pathlib import Path

from pipelines import readers
from pipelines.errors import FileRefused, Problem, UserError, WarehouseError
from pipelines.ingest import (
    comparing,
    enrollments,
    explaining,
    flag_problems,
    ledger,
    record,
    row_people,
    suggested_talks,
)
from pipelines.ingest.file_look import FileLook, look_at
from pipelines.ingest.import_report import COUNTS, ImportReport, Status
from pipelines.ingest.left_out import ABOVE, SecondTable, left_out
from pipelines.ingest.recall import recall, recorded_talks
from pipelines.ingest.request import Request, as_far_as_understood, fitting_saved, shapes, understand
from pipelines.ingest.several_people import several_people
from pipelines.ingest.staged_rows import StagedRows
from pipelines.ingest.suggested_talks import SuggestedTalk
from pipelines.ingest.unit_question import to_remember
from pipelines.mapping import saved_mappings
from pipelines.mapping.corrected import import_of
from pipelines.mapping.mapping_file import MappingFile, read_mapping_file
from pipelines.mapping.matching import Match
from pipelines.mapping.open_question import FileUnclear
from pipelines.private_files import private_files, private_folder
from pipelines.readers import RawTable, Reading
from pipelines.readers.layout import tools
from pipelines.settings import Settings, read_settings
from pipelines.store.leftovers import INCOMING, remove_leftovers, workplace
from pipelines.store.warehouse import (
    AlreadyRecorded,
    Connection,
    StoreFault,
    Warehouse,
    count_of,
    transaction,
)

Progress = Callable[[str, float], None]

SPARE_BYTES = 500_000_000  # a full disk would take the open record down with it
ROOM_PER_BYTE = 3
READING = 0.3  # of an import's progress


def import_file(
    warehouse: Warehouse,
    path: Path,
    *,
    source: str | None = None,
    mapping_file: Path | None = None,
    replace: bool = False,
    dry_run: bool = False,
    progress: Progress | None = None,
    today: date | None = None,
    limits: readers.ReadLimits = readers.COMMAND_LIMITS,
    name: str | None = None,
    use_saved: bool = True,
    read: Callable[..., Reading] = readers.read,
    sheet: str = "",
) -> ImportReport:
    """Take one file into the record, or say why not; nothing in between.

    `name`: what the file is called where it came from, if it lies here under another name. `use_saved`: a saved
    mapping that fits the file is used where nothing else says how to read it. `sheet`: the one of a workbook that is
    meant, where it is not the likeliest.

    `source` outweighs what the headers look like. `read`: how the file is read, where it may have been read before.
    A file that cannot be taken comes back as a report with status "refused". Raises WarehouseBusy,
    WarehouseError where the warehouse itself is the trouble.
    """
    look: FileLook | None = None
    seen: tuple[Match, ...] = ()
    talks: tuple[SuggestedTalk, ...] = ()
    say = progress or (lambda _stage, _done: None)
    path = Path(path)
    try:
        _enough_room(warehouse, path)
        remove_leftovers(warehouse.folder)
        with private_files(), workplace(warehouse.folder / INCOMING) as (workdir, _):
            say("reading", 0.0)
            reading = read(path, workdir, limits, progress=lambda share: say("reading", READING * share))
            if name:
                reading = dataclasses.replace(reading, file_name=name)
            yeses: tuple[int, ...] = ()
            if suggested_talks.is_calendar(reading):
                yeses = read_mapping_file(mapping_file).confirm if mapping_file else ()
                recorded = recorded_talks(warehouse)
                talks = suggested_talks.suggested(reading, today or date.today(), recorded)
                reading = suggested_talks.confirmed(reading, talks, yeses)
            look = look_at(reading)
            corrects = next(filter(None, (import_of(table.columns) for table in reading.tables)), None)
            mapping_of_import = ledger.mapping_of(warehouse, corrects) if corrects else None
            office = recall(warehouse, use_saved and not (mapping_file or mapping_of_import))
            asks_nothing = use_saved and not (mapping_file or mapping_of_import)
            earlier = cache(lambda: ledger.imports(warehouse))  # the record is opened for it: once, if at all
            again = None
            if asks_nothing and not source and not fitting_saved(office, reading, source):
                # the very file again: what was said of it holds, and where nothing new is said it is what it was
                mapping_of_import = ledger.mapping_like(earlier(), None, sha256=reading.sha256)
                again = None if sheet or replace else ledger.last_of(earlier(), reading.sha256)

            def understood(known: MappingFile | None) -> Request:
                return understand(
                    look, source, mapping_file, replace, today or date.today(), known, office, sheet
                )

            try:
                request = understood(mapping_of_import)
            except UserError:
                like = shapes(reading)[:1] if asks_nothing else []
                alike = ledger.mapping_like(earlier(), source, shape=like[0]) if like else None
                if alike is None:
                    seen = as_far_as_understood(look, source or "")
                    raise
                request = understood(alike)
                note = "Read as an earlier file with the same columns was."
                request = dataclasses.replace(request, notes=(note, *request.notes))
            say("checking", READING)
            settings = read_settings(warehouse.folder)
            places = [workdir, *{table.cells.path for table in request.tables}]
            with warehouse.recording("importing a file", readable=places) as connection:
                try:
                    report = _take_in(connection, request, dry_run, say, corrects, settings, again)
                except AlreadyRecorded:  # the ledger's key was taken at the last moment
                    report = _known(connection, request, dry_run, corrects) or _refuse(
                        name or path.name, "already_imported"
                    )
            if report.status == "imported" and not dry_run and request.said:
                units = to_remember(report.unit_questions, request.said.units)
                saved_mappings.remember(warehouse.folder, request.source.id, request.said, units)
            say("done", 1.0)
            open_questions = suggested_talks.not_confirmed(talks, yeses)
            return dataclasses.replace(
                report, questions=(*report.questions, *open_questions), suggested_talks=talks
            )
    except WarehouseError:
        raise
    except UserError as refused:
        if talks:
            refused = suggested_talks.whose(refused, name or path.name)
        report = _refusal(refused, look, path, name or path.name, source, dry_run, seen)
        return dataclasses.replace(report, suggested_talks=talks)


def _refusal(
    refused: UserError,
    look: FileLook | None,
    path: Path,
    name: str,
    source: str | None,
    is_dry_run: bool,
    seen: tuple[Match, ...],
) -> ImportReport:
    """Why a file was not taken, with what is known of its columns, so that a person can say what they mean."""

    def by_its_name(sentence: str) -> str:  # the reader knows the file by the name it lies here under
        return sentence.replace(f"“{path.name}”", f"“{name}”")

    message = by_its_name(refused.message)
    given = (dataclasses.replace(one, message=by_its_name(one.message)) for one in refused.problems)
    reading = look.reading if look else None
    first = reading.tables[0] if reading and reading.tables else None
    others = tuple(_second_tables(reading.tables)) if reading else ()
    return ImportReport(
        file=name,
        source=source,
        problems=tuple(given) or (Problem("refused", message),),
        message=message,
        is_dry_run=is_dry_run,
        tool=reading.tool if reading else "",
        tool_title=tools.title(reading.tool) if reading else "",
        columns=first.columns if first else (),
        matches=seen,
        labels=first.labels if first else (),
        sheets=tuple(look.sheets()) if look else (),
        second_tables=others,
        notes=reading.notes if reading and others else (),  # they say where the other tables stand
        guesses=look.tables[0].guesses if look and look.tables else (),
        questions=refused.questions if isinstance(refused, FileUnclear) else (),
    )


def _refuse(name: str, code: str) -> ImportReport:
    message = "The file was being imported by somebody else; nothing changed."
    return ImportReport(file=name, problems=(Problem(code, message),), message=message)


# -- before the record is opened ----------------------------------------------------------------------


def _enough_room(warehouse: Warehouse, path: Path) -> None:
    size = path.stat().st_size if path.is_file() else 0
    private_folder(warehouse.folder)
    needed = ROOM_PER_BYTE * size + SPARE_BYTES
    free = shutil.disk_usage(warehouse.folder).free
    if free < needed:
        message = (
            f"The disk is nearly full: {needed // 1_000_000:,} MB must be free to import this file safely,"
            f" {free // 1_000_000:,} MB are. Free some space and try again."
        )
        raise FileRefused(message, (Problem("disk_full", message),))


# -- one import ---------------------------------------------------------------------------------------


def _known(
    connection: Connection, request: Request, is_dry_run: bool, corrects: int | None, again: int | None = None
) -> ImportReport | None:
    """The report where this very file, source and mapping were taken in before; None otherwise. again: the import
    that holds the file, where nothing new was said of it."""
    earlier = (
        ledger.entry(connection, again)
        if again
        else ledger.find(connection, request.reading.sha256, request.source.id, request.digest)
    )
    if earlier is None:
        return None
    when = earlier["imported_at"].replace(tzinfo=UTC).astimezone()
    day = f"{when:%b} {when.day}, {when.year}"
    counts = {name: earlier[name] for name in COUNTS}
    if earlier["is_effective"]:
        counts |= {"new": 0, "changed": 0, "unchanged": earlier["accepted"], "removed": 0}
        status: Status = "unchanged"
        message = f"You already have this ({day}, import {earlier['import_id']}); nothing to do."
    else:
        with transaction(connection, is_kept=not is_dry_run):
            ledger.make_effective(connection, earlier["import_id"])
        status = "imported"
        message = (
            f"Imported first on {day} (import {earlier['import_id']}), then undone or replaced: it is back."
        )
    report = _report_of(request, is_dry_run, corrects).with_counts(counts)
    return dataclasses.replace(report, import_id=earlier["import_id"], status=status, message=message)


def _report_of(request: Request, is_dry_run: bool, corrects: int | None) -> ImportReport:
    """What is told of a file that was understood, before anything became of it."""
    reading, mapping = request.reading, request.mapping
    return ImportReport(
        file=reading.file_name,
        source=request.source.id,
        is_dry_run=is_dry_run,
        rows_in_file=sum(table.rows_read for table in request.tables),
        tool=reading.tool,
        tool_title=tools.title(reading.tool),
        sheet=", ".join(table.sheet for table in request.tables if table.sheet),
        notes=(*explaining.passed_over(request), *request.notes),
        matches=mapping.matches,
        columns=request.columns,
        labels=request.labels,
        sheets=tuple(request.look.sheets(request.tables)),
        second_tables=tuple(_second_tables(request.tables)),
        corrects=corrects,
        saved_mapping=request.saved.used if request.saved else None,
        scale=mapping.scale,
        mapping_toml=mapping.as_toml(),
        guesses=request.guesses,
    )


def _second_tables(tables: Iterable[RawTable]) -> Iterator[SecondTable]:
    for table in tables:
        yield from (SecondTable(table.sheet, place) for place in table.other_tables)
        if table.unsure_table:
            yield SecondTable(table.sheet, table.unsure_table, is_unsure=True)


def _take_in(
    connection: Connection,
    request: Request,
    is_dry_run: bool,
    say: Progress,
    corrects: int | None,
    settings: Settings,
    again: int | None = None,
) -> ImportReport:
    known = _known(connection, request, is_dry_run, corrects, again)
    if known is not None:
        return known
    with transaction(connection, is_kept=not is_dry_run):
        rows = StagedRows(connection, request)
        rows.load()
        say("checking", 0.5)
        rows.check()
        said = row_people.settle(rows)
        rows.tell_apart(corrects)
        said += (*row_people.shared_addresses(rows), *several_people(rows), *enrollments.not_counted(rows))
        say("comparing", 0.7)
        bad_rows = [(table, row) for table in request.tables for row in table.bad_rows]
        counts = _counts(rows, len(bad_rows)) | comparing.compare(rows)
        import_id = count_of(connection, "select coalesce(max(import_id), 0) + 1 from record.imports")
        counts["removed"] = comparing.retire(rows, import_id) if request.is_replace else 0
        say("saving", 0.8)
        record.append(rows, import_id, counts, bad_rows)
        off_roster = explaining.off_roster(rows)
        said += tuple(explaining.unknown_terms(rows, settings))
        report = _report_of(request, is_dry_run, corrects).with_counts(counts)
        skips = explaining.skip_counts(request, counts["superseded"])
        above = {ABOVE: sum(table.rows_above for table in request.tables)}
        left = tuple(
            left_out(
                request.source.id,
                {**above, **skips},
                rows.uncounted(),
                rows.not_recorded,
                report.matches,
                tuple(dict.fromkeys(header for table in request.tables for header in table.dropped_columns)),
                request.sheets_left,
                report.second_tables,
                rows.repeated,
            )
        )
        return dataclasses.replace(
            report,
            import_id=None if is_dry_run else import_id,
            status="imported",
            problems=(
                *explaining.problems(rows, bad_rows),
                *rows.notes,
                *said,
                *flag_problems.flagged(request.tables, rows.plan.headers),
            ),
            notes=(
                *report.notes,
                *(problem.message for problem in said),
                *(one.note for one in rows.unit_questions if one.is_remembered),
            ),
            questions=tuple(one.asked for one in rows.unit_questions if not one.answer),
            unit_questions=rows.unit_questions,
            unknown_values=rows.unknown_values,
            not_recorded=rows.not_recorded,
            date_order=rows.plan.dates,
            message=explaining.sentence(counts, is_dry_run),
            accepted_sample=tuple(rows.accepted_sample(explaining.SAMPLE_ROWS)),
            rejected_sample=tuple(explaining.rejected_sample(rows, bad_rows)),
            skips=skips,
            left_out=left,
            headline=explaining.headline(
                request.source.id,
                explaining.things(rows, counts["accepted"]),
                counts["rejected"],
                off_roster,
                left,
            ),
            causes=tuple(explaining.causes(rows, bad_rows)),
            off_roster=off_roster,
        )


def _counts(rows: StagedRows, bad_rows: int) -> dict[str, int]:
    """Rows of the file, and of further contacts in them, by what becomes of them; asserts that not one is lost."""
    tables, staged = rows.request.tables, rows.counts()
    counts = {
        "rows_read": sum(table.rows_read for table in tables) + rows.further,
        "accepted": staged["accepted"],
        "rejected": staged["refused"] + bad_rows,
        "skipped": sum(len(table.skipped) for table in tables) + staged["superseded"],
        "superseded": staged["superseded"],
    }
    if counts["accepted"] + counts["rejected"] + counts["skipped"] != counts["rows_read"]:
        raise StoreFault("rows read are not the rows accepted, rejected and skipped")
    return counts
