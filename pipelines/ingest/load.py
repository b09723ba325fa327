"""A file into the record: one code path for every size, one transaction per import.

    read (in a child process) -> source and mapping -> text into a temp table -> rules, set-based
    -> keys -> compare with the record -> versions, rejects, skips and the ledger's row, all or nothing

Rows read = accepted + rejected + skipped, asserted; no row is ever lost without a word. The rules are in
validation.py and values.py, the ledger in ledger.py; this module only moves data.
"""

from __future__ import annotations

import csv
import dataclasses
import json
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from pipelines import readers
from pipelines.errors import FileRefused, Problem, UserError, WarehouseError
from pipelines.ingest import ledger, validation, values
from pipelines.ingest import mapping as mappings
from pipelines.ingest.ledger import imports, redo, rejected, undo
from pipelines.ingest.mapping import Mapping, Match
from pipelines.ingest.validation import Plan
from pipelines.readers import RawTable, Reading
from pipelines.source_catalog import Source, normalise, sources
from pipelines.warehouse import (
    AlreadyRecorded,
    Connection,
    StoreFault,
    Warehouse,
    fetch,
    quoted,
    transaction,
)

__all__ = ["ImportReport", "import_file", "imports", "redo", "rejected", "undo"]

Progress = Callable[[str, float], None]

SPARE_BYTES = 500_000_000  # a full disk would take the open record down with it
ROOM_PER_BYTE = 3
SAMPLE_ROWS = 20
SHOWN_PROBLEMS = 100
STALE_SECONDS = 24 * 3600
_CHUNK = 50_000
_COUNTS = (
    "rows_read",
    "accepted",
    "rejected",
    "skipped",
    "new",
    "changed",
    "unchanged",
    "superseded",
    "removed",
)


@dataclass(frozen=True)
class ImportReport:
    """What became of one file. The first fields are the command line's JSON; the rest is for the screen.

    rows_read = accepted + rejected + skipped (superseded rows are among the skipped);
    accepted = new + changed + unchanged. problems: grouped by kind and column, the most frequent first.
    """

    file: str
    source: str | None = None
    import_id: int | None = None
    status: str = "refused"  # imported, unchanged, refused
    rows_read: int = 0
    accepted: int = 0
    rejected: int = 0
    skipped: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    superseded: int = 0
    removed: int = 0
    problems: tuple[Problem, ...] = ()

    message: str = ""  # one sentence
    is_dry_run: bool = False
    tool: str = ""
    sheet: str = ""
    notes: tuple[str, ...] = ()
    matches: tuple[Match, ...] = ()
    mapping: Mapping | None = None
    columns: tuple[str, ...] = ()  # the file's headers
    accepted_sample: tuple[dict[str, str | None], ...] = ()
    rejected_sample: tuple[dict[str, Any], ...] = ()  # row, sheet, cells, problems
    skips: dict[str, int] = field(default_factory=dict)  # rule -> rows

    def as_dict(self, detail: bool = False) -> dict[str, Any]:
        """The command line's JSON; with `detail` what the screen shows besides."""
        told: dict[str, Any] = {
            "file": self.file,
            "source": self.source,
            "import_id": self.import_id,
            "status": self.status,
            **{name: getattr(self, name) for name in _COUNTS},
            "problems": [problem.as_dict() for problem in self.problems],
        }
        if detail:
            told |= {
                "message": self.message,
                "is_dry_run": self.is_dry_run,
                "tool": self.tool,
                "sheet": self.sheet,
                "notes": list(self.notes),
                "matches": [asdict(match) for match in self.matches],
                "columns": list(self.columns),
                "accepted_sample": list(self.accepted_sample),
                "rejected_sample": list(self.rejected_sample),
                "skips": self.skips,
            }
        return told


@dataclass(frozen=True)
class _Request:
    """A file understood: what it is, how its columns map, and which of its tables are taken."""

    reading: Reading
    tables: tuple[RawTable, ...]
    source: Source
    mapping: Mapping
    plan: Plan
    is_replace: bool
    notes: tuple[str, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        return self.tables[0].columns

    @property
    def digest(self) -> str:
        """Of the mapping; a replacement is a taking-in of its own."""
        return self.mapping.digest() + (":replace" if self.is_replace else "")


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
    limits: readers.Limits = readers.COMMAND_LIMITS,
    name: str | None = None,
) -> ImportReport:
    """Take one file into the record, or say why not; nothing in between.

    `name`: what the file is called where it came from, if it lies here under another name.

    `mapping` (from the screen) outweighs `mapping_file`; `source` outweighs what the headers look like.
    A file that cannot be taken comes back as a report with status "refused". Raises WarehouseBusy,
    WarehouseError where the warehouse itself is the trouble.
    """
    reading: Reading | None = None
    say = progress or (lambda _stage, _done: None)
    path = Path(path)
    try:
        _enough_room(warehouse, path)
        with _workdir(warehouse) as workdir:
            say("reading", 0.0)
            reading = readers.read(path, workdir, limits)
            if name:
                reading = dataclasses.replace(reading, file_name=name)
            request = _understand(reading, source, mapping_file, mapping, replace, today or date.today())
            say("checking", 0.3)
            places = [workdir, *{table.cells.path for table in request.tables}]
            with warehouse.recording("importing a file", readable=places) as connection:
                try:
                    report = _take_in(connection, request, dry_run, say)
                except AlreadyRecorded:  # the ledger's key was taken at the last moment
                    report = _known(connection, request, dry_run) or _refuse(
                        name or path.name, "already_imported"
                    )
            say("done", 1.0)
            return report
    except WarehouseError:
        raise
    except UserError as refused:
        problems = refused.problems or (Problem("refused", refused.message),)
        return ImportReport(
            file=name or path.name,
            source=source,
            problems=problems,
            message=refused.message,
            is_dry_run=dry_run,
            # so that a person can say what the columns mean where the program cannot
            tool=reading.tool if reading else "",
            columns=reading.tables[0].columns if reading and reading.tables else (),
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


def _understand(
    reading: Reading,
    source: str | None,
    mapping_file: Path | None,
    mapping: Mapping | None,
    is_replace: bool,
    today: date,
) -> _Request:
    """Which tables, which source, which mapping. Raises FileRefused where that cannot be told."""
    said = mappings.read_mapping_file(mapping_file) if mapping_file else None
    wanted = source or (mapping.source if mapping else "") or (said.source if said else "")
    sheet = mapping.sheet if mapping else (said.sheet if said else "")
    tables, chosen, notes = _choose_tables(reading, wanted, sheet)
    first = tables[0]
    if mapping is None:
        mapping = mappings.propose(
            first.columns,
            first.labels,
            chosen,
            said,
            tool=reading.tool,
            sheets=[table.sheet for table in tables if table.sheet],
        )
    elif mapping.source != chosen:
        raise FileRefused(f"The mapping is for {mapping.source}, the file is to be read as {chosen}.")
    of = sources()[mapping.source]
    plan = validation.plan(of, mapping, first.columns, Path(reading.file_name).stem, today)
    return _Request(
        reading, tables, of, mapping, plan, is_replace, (*reading.notes, *notes, *mapping.warnings)
    )


def _choose_tables(
    reading: Reading, source: str, sheet: str
) -> tuple[tuple[RawTable, ...], str, tuple[str, ...]]:
    """The sheets that are taken together (same headers), their source, and what is said of the others."""
    tables = reading.tables
    if sheet:
        tables = tuple(table for table in tables if table.sheet.casefold() == sheet.casefold())
        if not tables:
            there = ", ".join(values.shown(table.sheet) for table in reading.tables)
            raise FileRefused(
                f"There is no sheet {values.shown(sheet)} with a table in it. There is: {there}."
            )
    if not tables:
        raise FileRefused("The file holds no table.")
    groups: dict[frozenset[str], list[RawTable]] = {}
    for table in tables:
        groups.setdefault(frozenset(map(normalise, table.columns)), []).append(table)
    if len(groups) == 1:
        first = tables[0]
        chosen = source or mappings.choose(first.columns, first.labels, reading.tool, first.sheet).source
        return tables, chosen, ()
    ranked: list[tuple[float, int, str, list[RawTable]]] = []
    refusals: list[FileRefused] = []
    for group in groups.values():
        first = group[0]
        try:
            guesses = mappings.recognise(first.columns, first.labels, reading.tool, first.sheet)
        except FileRefused as refused:
            refusals.append(refused)
            continue
        guess = next(guess for guess in guesses if not source or guess.source == source)
        ranked.append((guess.score, sum(table.row_count for table in group), guess.source, group))
    if not ranked:
        raise refusals[0]
    score, _, chosen, taken = max(ranked, key=lambda one: one[:2])
    if not source and score < mappings.RECOGNISED:
        mappings.choose(
            taken[0].columns, taken[0].labels, reading.tool, taken[0].sheet
        )  # says what was tried
    others = [table.sheet for table in tables if table not in taken]
    note = (
        "Passed over, because their columns differ: "
        + ", ".join(values.shown(other) for other in others)
        + ". A mapping with sheet = … takes one of them."
    )
    return tuple(taken), chosen, (note,)


# -- one import ---------------------------------------------------------------------------------------


def _known(connection: Connection, request: _Request, is_dry_run: bool) -> ImportReport | None:
    """The report where this very file, source and mapping were taken in before; None otherwise."""
    earlier = ledger.find(connection, request.reading.sha256, request.source.id, request.digest)
    if earlier is None:
        return None
    when = earlier["imported_at"].replace(tzinfo=UTC).astimezone()
    day = f"{when:%b} {when.day}, {when.year}"
    counts = {name: earlier[name] for name in _COUNTS}
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


def _told(request: _Request, is_dry_run: bool) -> dict[str, Any]:
    return {
        "is_dry_run": is_dry_run,
        "tool": request.reading.tool,
        "sheet": ", ".join(table.sheet for table in request.tables if table.sheet),
        "notes": request.notes,
        "matches": request.mapping.matches,
        "mapping": request.mapping,
        "columns": request.columns,
    }


def _take_in(connection: Connection, request: _Request, is_dry_run: bool, say: Progress) -> ImportReport:
    known = _known(connection, request, is_dry_run)
    if known is not None:
        return known
    with transaction(connection, is_kept=not is_dry_run):
        _load_text(connection, request)
        say("checking", 0.5)
        plan, odd, notes = _read_odd_cells(connection, request)
        _bind(connection, request, *validation.parsed_sql(plan, odd))
        _bind(connection, request, *validation.refused_sql(plan, odd, request.columns))
        connection.execute("drop table raw")
        _tell_twins_apart(connection, request.source)
        say("comparing", 0.7)
        superseded = _count(connection, "select count(*) from superseded")
        rows_read = sum(table.rows_read for table in request.tables)
        bad_rows = [(table, row) for table in request.tables for row in table.bad_rows]
        counts = {
            "rows_read": rows_read,
            "accepted": _count(connection, "select count(*) from accepted"),
            "rejected": _count(connection, "select count(*) from refused") + len(bad_rows),
            "skipped": sum(len(table.skipped) for table in request.tables) + superseded,
            "superseded": superseded,
        }
        if counts["accepted"] + counts["rejected"] + counts["skipped"] != rows_read:
            raise StoreFault("rows read are not the rows accepted, rejected and skipped")
        counts |= _compare(connection, request)
        import_id = _count(connection, "select coalesce(max(import_id), 0) + 1 from record.imports")
        counts["removed"] = _retire(connection, request, import_id) if request.is_replace else 0
        say("saving", 0.8)
        _record(connection, request, plan, import_id, counts, bad_rows)
        told: dict[str, Any] = {**counts, **_told(request, is_dry_run)}
        report = ImportReport(
            file=request.reading.file_name,
            source=request.source.id,
            import_id=None if is_dry_run else import_id,
            status="imported",
            problems=(*_grouped(connection, bad_rows), *notes),
            message=_sentence(counts, is_dry_run),
            accepted_sample=tuple(_accepted_sample(connection, plan)),
            rejected_sample=tuple(_rejected_sample(connection, request, bad_rows)),
            skips=dict(_skip_counts(request, superseded)),
            **told,
        )
    return report


def _sentence(counts: dict[str, int], is_dry_run: bool) -> str:
    parts = [f"{counts['accepted']:,} of {counts['rows_read']:,} rows accepted"]
    parts += [f"{counts[name]:,} {name}" for name in ("rejected", "skipped", "removed") if counts[name]]
    return ", ".join(parts) + ("; nothing was saved." if is_dry_run else ".")


def _count(connection: Connection, sql: str) -> int:
    return int(connection.execute(sql).fetchall()[0][0])


def _bind(connection: Connection, request: _Request, sql: str, bound: dict[str, object]) -> None:
    if "$first_row" in sql:
        bound["first_row"] = request.tables[0].cells.first_row
    connection.execute(sql, bound or None)


# -- text in ------------------------------------------------------------------------------------------


def _load_text(connection: Connection, request: _Request) -> None:
    """The tables' rows as text into `raw(file_row, sheet, c0 …)`; asserts that not one is missing.

    The dialect and the columns are said, never guessed: a guessing reader drops rows without a word.
    """
    names = [f"c{number}" for number in range(len(request.columns))]
    columns = ", ".join(f"{name} varchar" for name in names)
    connection.execute(f"create temp table raw (file_row bigint, sheet varchar, {columns})")
    for table in request.tables:
        by_header = {normalise(header): number for number, header in enumerate(table.columns)}
        if len(by_header) == len(table.columns):
            order = [by_header[normalise(header)] for header in request.columns]
        else:  # headers that differ in punctuation only stand in the same order
            order = list(range(len(table.columns)))
        cells = table.cells
        fields = names if cells.is_original else ["file_row", *names]
        typed = ", ".join(f"'{name}': 'varchar'" for name in fields)
        chosen = ", ".join(f"c{number}" for number in order)
        file_row = "null" if cells.is_original else "file_row::bigint"
        # Told "\r\n", DuckDB 2.0 loses every row; told nothing, it reads such files whole.
        newline = "new_line = '\\n'," if cells.newline == "\n" else ""
        connection.execute(
            f"""
            insert into raw
            select {file_row}, $sheet, {chosen}
            from read_csv(
                $path, columns = {{{typed}}}, auto_detect = false, header = false, skip = $skip,
                delim = $delimiter, quote = $quote, escape = $quote, {newline}
                strict_mode = true, null_padding = false, ignore_errors = false, parallel = $is_parallel
            )
            """,  # noqa: S608 - names are counted, everything else is bound
            {
                "sheet": table.sheet,
                "path": str(cells.path.absolute()),
                "skip": cells.skip_records if cells.is_original else 0,
                "delimiter": cells.delimiter,
                "quote": cells.quote,
                "is_parallel": cells.is_original,
            },
        )
    expected = sum(table.row_count for table in request.tables)
    if _count(connection, "select count(*) from raw") != expected:
        raise StoreFault("the rows loaded are not the rows the reader counted")


def _read_odd_cells(
    connection: Connection, request: _Request
) -> tuple[Plan, frozenset[str], tuple[Problem, ...]]:
    """Have values.py read every distinct cell that is not plainly canonical, into `odd`."""
    connection.execute(
        "create temp table odd"
        " (name varchar, text varchar, value varchar, code varchar, message varchar, expected varchar)"
    )
    orders = {}
    for cell in request.plan.cells:
        if cell.place and cell.reading.column.type in values.DATE_TYPES:
            texts = (text for chunk in _texts(connection, validation.odd_sql(cell)) for text in chunk)
            found = values.date_order(texts, cell.reading.blanks)
            if found.is_serial and _count(connection, validation.has_plain_sql(cell)):
                found = replace(found, is_serial=False)
            orders[cell.name] = found
    plan, notes = validation.settled(request.plan, orders, request.mapping.date_order)
    odd: set[str] = set()
    for cell in plan.cells:
        if not cell.place:
            continue
        for chunk in _texts(connection, validation.odd_sql(cell)):
            read = [values.parse(text, cell.reading) for text in chunk]
            odd.add(cell.name)
            connection.execute(
                """
                insert into odd
                select $name, unnest($texts::varchar[]), unnest($values::varchar[]),
                    unnest($codes::varchar[]), unnest($messages::varchar[]), unnest($expected::varchar[])
                """,
                {
                    "name": cell.name,
                    "texts": chunk,
                    "values": [one.value for one in read],
                    "codes": [one.code or None for one in read],
                    "messages": [one.message or None for one in read],
                    "expected": [one.expected or None for one in read],
                },
            )
    return plan, frozenset(odd), notes


def _texts(connection: Connection, sql: str) -> Iterator[list[str]]:
    """A column of texts in chunks."""
    found = [row[0] for row in connection.execute(sql).fetchall()]
    for start in range(0, len(found), _CHUNK):
        yield found[start : start + _CHUNK]


# -- keys ---------------------------------------------------------------------------------------------


def _tell_twins_apart(connection: Connection, source: Source) -> None:
    """Rows of equal keys in one file: told apart by their ordinal, or the last wins.

    Makes `keyed(pos, row_key)` of those whose key got an ordinal, `superseded(pos, row_number, sheet,
    winner)`, and the view `accepted` = parsed with row_key, less the bad and the superseded. Ordinals count
    rejected rows too, so that a corrected row comes back as the one it was.
    """
    connection.execute(
        """
        create temp table twins as
        select pos, base_key, is_bad, row_number, sheet, nullif(row_id, '<clear>') is not null as has_row_id
        from parsed
        where base_key in (select base_key from parsed group by base_key having count(*) > 1)
        """
    )
    has_occurrence = "not has_row_id" if source.has_occurrence else "false"
    connection.execute(
        f"""
        create temp table keyed as
        select pos, md5_number(base_key::varchar || '#' || ordinal::varchar) as row_key
        from (
            select pos, base_key, row_number() over (partition by base_key order by pos) as ordinal
            from twins where {has_occurrence}
        )
        where ordinal > 1
        """  # noqa: S608 - one of two constants
    )
    connection.execute(
        f"""
        create temp table superseded as
        select pos, row_number, sheet, winner
        from (
            select pos, row_number, sheet,
                last_value(pos) over whole as last_pos, last_value(row_number) over whole as winner
            from twins where not is_bad and not ({has_occurrence})
            window whole as (
                partition by base_key order by pos rows between unbounded preceding and unbounded following
            )
        )
        where pos <> last_pos
        """  # noqa: S608 - one of two constants
    )
    has_keyed = _count(connection, "select count(*) from keyed") > 0
    has_superseded = _count(connection, "select count(*) from superseded") > 0
    row_key, join = (
        ("coalesce(k.row_key, p.base_key)", "left join keyed as k using (pos)")
        if has_keyed
        else ("p.base_key", "")
    )
    connection.execute(
        f"create temp view taken as select p.*, {row_key} as row_key from parsed as p {join}"  # noqa: S608
    )
    unless = "and pos not in (select pos from superseded)" if has_superseded else ""
    connection.execute(
        f"create temp view accepted as select * from taken where not is_bad {unless}"  # noqa: S608
    )


# -- against the record -------------------------------------------------------------------------------


def _compare(connection: Connection, request: _Request) -> dict[str, int]:
    """How many accepted rows are new, change a current cell, or change nothing.

    Current = the last non-blank cell over the effective imports, in order; `<clear>` reads as blank. An
    earlier import of the same file steps aside: it counts in what was, not in what will be.
    """
    of = request.source
    table = f"record.{quoted(of.id)}"
    stepping_aside = [
        row["import_id"]
        for row in fetch(
            connection,
            "select import_id from record.imports"
            " where status = 'live' and file_sha256 = $sha256 and source = $source",
            {"sha256": request.reading.sha256, "source": of.id},
        )
    ]
    accepted = _count(connection, "select count(*) from accepted")
    if not _count(
        connection,
        f"select count(*) from (select 1 from {table} limit 1)",  # noqa: S608
    ):
        return {"new": accepted, "changed": 0, "unchanged": 0}
    totals: Counter[str] = Counter()
    chosen = "select * from accepted"
    if not stepping_aside:
        totals.update(_compare_with_newest(connection, of, request.plan.stored))
        chosen = "select * from accepted where row_key in (select row_key from unsure)"
    totals.update(_compare_with_all(connection, of, request.plan.stored, chosen, stepping_aside))
    return {name: totals[name] for name in ("new", "changed", "unchanged")}


def _place(row: str, live: str) -> str:
    """When a version was taken in: by import, then by row."""
    return f"{live}.position * 4294967296 + {row}.row_number"


def _compare_with_newest(connection: Connection, source: Source, stored: Sequence[str]) -> dict[str, int]:
    """Compare with each key's newest version alone, which settles nearly all rows.

    Those it cannot settle (a cell is given that the newest version left blank) go to temp table `unsure`.
    The versions are found first, by key alone, so that the wide rows are joined once and on equal columns.
    """
    connection.execute(
        f"""
        create temp table newest as
        select row_key, arg_max(import_id, place) as import_id, arg_max(row_number, place) as row_number
        from (
            select r.row_key, r.import_id, r.row_number, {_place("r", "l")} as place
            from record.{quoted(source.id)} as r join record.live_imports as l using (import_id)
            where r.row_key in (select row_key from accepted)
        )
        group by row_key
        """  # noqa: S608 - names of our own source files
    )
    # Comparisons of whole rows: thirty comparisons joined by `or` take the optimizer minutes.
    names = [quoted(name) for name in stored]
    both = "case when a.{0} is not null and n.{0} is not null then nullif({1}.{0}, '<clear>') end"
    mine, its = (", ".join(both.format(name, row) for name in names) for row in "an")
    filled_in = ", ".join(f"case when n.{name} is null then a.{name} end" for name in names)
    nothing = ", ".join("null" for _ in names)
    connection.execute(
        f"""
        create temp table verdicts as
        with current as (
            select r.* from record.{quoted(source.id)} as r
            join newest using (row_key, import_id, row_number)
        )
        select a.row_key,
            case
                when n.row_key is null or n.is_retired then 'new'
                when row({mine}) is distinct from row({its}) then 'changed'
                when row({filled_in}) is distinct from row({nothing}) then 'unsure'
                else 'unchanged'
            end as verdict
        from accepted as a left join current as n using (row_key)
        """  # noqa: S608 - names of our own source files
    )
    connection.execute("create temp table unsure as select row_key from verdicts where verdict = 'unsure'")
    rows = fetch(
        connection, "select verdict, count(*) as n from verdicts where verdict <> 'unsure' group by 1"
    )
    return {row["verdict"]: row["n"] for row in rows}


def _compare_with_all(
    connection: Connection, source: Source, stored: Sequence[str], chosen: str, aside: Sequence[int]
) -> dict[str, int]:
    """Compare with every version of the chosen rows' keys, by the definition; imports `aside` step aside."""
    was = ", ".join(f"arg_max({quoted(name)}, place) as {quoted('was_' + name)}" for name in stored)
    stays = ", ".join(
        f"arg_max({quoted(name)}, place) filter (not list_contains($aside::integer[], import_id))"
        f" as {quoted('stays_' + name)}"
        for name in stored
    )
    becomes = ", ".join(
        f"nullif(coalesce(a.{quoted(name)}, b.{quoted('stays_' + name)}), '<clear>')" for name in stored
    )
    before = ", ".join(f"nullif(b.{quoted('was_' + name)}, '<clear>')" for name in stored)
    is_changed = f"row({becomes}) is distinct from row({before})"
    found = fetch(
        connection,
        f"""
        with mine as ({chosen}),
        before as (
            select row_key, arg_max(is_retired, place) as is_retired, {was}, {stays}
            from (
                select r.*, {_place("r", "l")} as place
                from record.{quoted(source.id)} as r join record.live_imports as l using (import_id)
                where r.row_key in (select row_key from mine)
            )
            group by row_key
        )
        select count(*) filter (is_new) as new, count(*) filter (not is_new and is_changed) as changed,
            count(*) filter (not is_new and not is_changed) as unchanged
        from (
            select b.row_key is null or b.is_retired as is_new, ({is_changed}) as is_changed
            from mine as a left join before as b using (row_key)
        )
        """,  # noqa: S608 - names of our own source files
        {"aside": list(aside)},
    )
    return {name: int(n) for name, n in found[0].items()}


def _date_column(source: Source) -> str | None:
    return f"left(nullif({quoted(source.needs_date)}, '<clear>'), 10)" if source.needs_date else None


def _retire(connection: Connection, request: _Request, import_id: int) -> int:
    """The file is the whole log: tombstones for current rows in its date range that it does not hold.

    A source without dates is replaced as a whole. Rows of the file count as held even where they were
    rejected: a typing error retires nobody.
    """
    of = request.source
    day = _date_column(of)
    inside = "true"
    if day:
        inside = f"day between (select min({day}) from accepted) and (select max({day}) from accepted)"  # noqa: S608
    current_day = f"arg_max({quoted(of.needs_date)}, place)" if of.needs_date else "null::varchar"
    connection.execute(
        f"""
        insert into record.{quoted(of.id)} (import_id, row_number, row_key, is_retired)
        select $import_id, 0, row_key, true
        from (
            select row_key, left(nullif({current_day}, '<clear>'), 10) as day
            from (
                select r.*, {_place("r", "l")} as place
                from record.{quoted(of.id)} as r join record.live_imports as l using (import_id)
            )
            group by row_key
            having not arg_max(is_retired, place)
        )
        where {inside} and row_key not in (select row_key from taken)
        """,  # noqa: S608 - names of our own source files
        {"import_id": import_id},
    )
    return _count(
        connection,
        f"select count(*) from record.{quoted(of.id)} where import_id = {int(import_id)} and is_retired",  # noqa: S608
    )


# -- into the record ----------------------------------------------------------------------------------


def _record(
    connection: Connection,
    request: _Request,
    plan: Plan,
    import_id: int,
    counts: dict[str, int],
    bad_rows: Sequence[tuple[RawTable, Problem]],
) -> None:
    names = ", ".join(quoted(name) for name in plan.stored)
    connection.execute("set preserve_insertion_order = false")  # rows carry their number; twice as fast
    connection.execute(
        f"""
        insert into record.{quoted(request.source.id)} (import_id, row_number, row_key, is_retired, {names})
        select $import_id, row_number, row_key, false, {names} from accepted
        """,  # noqa: S608 - names of our own source files
        {"import_id": import_id},
    )
    connection.execute(
        """
        insert into record.rejects
        select $import_id, row_number, sheet, cells, to_json(problems)::varchar from refused
        """,
        {"import_id": import_id},
    )
    for table, problem in bad_rows:
        connection.execute(
            "insert into record.rejects values ($import_id, $row, $sheet, $cells, $problems)",
            {
                "import_id": import_id,
                "row": problem.row or 0,
                "sheet": table.sheet,
                "cells": json.dumps(_cells_of(table, problem), ensure_ascii=False),
                "problems": json.dumps([problem.as_dict()], ensure_ascii=False),
            },
        )
    connection.execute(
        """
        insert into record.skips
        select $import_id, row_number, sheet, 'superseded', 'row ' || winner || ' has the same key'
        from superseded
        """,
        {"import_id": import_id},
    )
    for table in request.tables:
        for start in range(0, len(table.skipped), _CHUNK):
            skipped = table.skipped[start : start + _CHUNK]
            connection.execute(
                """
                insert into record.skips
                select $import_id, unnest($rows::bigint[]), $sheet, unnest($rules::varchar[]),
                    unnest($details::varchar[])
                """,
                {
                    "import_id": import_id,
                    "sheet": table.sheet,
                    "rows": [one.row for one in skipped],
                    "rules": [one.rule for one in skipped],
                    "details": [one.detail for one in skipped],
                },
            )
    day = _date_column(request.source) or "null::varchar"
    span = fetch(connection, f"select min({day}) as first, max({day}) as last from accepted")[0]  # noqa: S608
    row = {
        "import_id": import_id,
        "file_name": request.reading.file_name,
        "file_sha256": request.reading.sha256,
        "source": request.source.id,
        "mapping_sha256": request.digest,
        "mapping_json": json.dumps(request.mapping.as_dict(), ensure_ascii=False, sort_keys=True),
        "imported_at": datetime.now(UTC).replace(tzinfo=None),
        "status": "live",
        "is_replace": request.is_replace,
        **counts,
        "first_date": span["first"],
        "last_date": span["last"],
    }
    connection.execute(
        f"insert into record.imports ({', '.join(row)}) values ({', '.join('$' + name for name in row)})",  # noqa: S608
        row,
    )


def _cells_of(table: RawTable, problem: Problem) -> dict[str, str]:
    """A row that did not fit its header, as far as it does; what is left over gets columns of its own."""
    read = next(csv.reader([problem.found or ""]), [])
    headers = [*table.columns, *(f"(more {n})" for n in range(1, len(read) - len(table.columns) + 1))]
    return dict(zip(headers, [*read, *[""] * (len(headers) - len(read))], strict=True))


# -- what is told -------------------------------------------------------------------------------------


def _grouped(connection: Connection, bad_rows: Sequence[tuple[RawTable, Problem]]) -> Iterator[Problem]:
    """Problems by kind and column, the most frequent first, each with its first row as the example."""
    found = fetch(
        connection,
        """
        select p.code, p.column, count(*) as count, min(p.row) as row, arg_min(p.message, p.row) as message,
            arg_min(p.found, p.row) as found, arg_min(p.expected, p.row) as expected
        from (select unnest(problems) as p from refused)
        group by p.code, p.column
        order by count(*) desc, min(p.row)
        limit $limit
        """,
        {"limit": SHOWN_PROBLEMS},
    )
    yield from (Problem(**one) for one in found)
    by_code = Counter(problem.code for _, problem in bad_rows)
    told: set[str] = set()
    for _, problem in bad_rows:
        if problem.code not in told:
            told.add(problem.code)
            yield replace(problem, count=by_code[problem.code])


def _accepted_sample(connection: Connection, plan: Plan) -> Iterator[dict[str, str | None]]:
    mapped = {cell.name for cell in plan.cells}
    names = ", ".join(quoted(name) for name in plan.source.names if name in mapped)
    yield from fetch(
        connection,
        f"select row_number, sheet, {names} from accepted order by pos limit $limit",  # noqa: S608
        {"limit": SAMPLE_ROWS},
    )


def _rejected_sample(
    connection: Connection, request: _Request, bad_rows: Sequence[tuple[RawTable, Problem]]
) -> Iterator[dict[str, Any]]:
    for table, problem in bad_rows[:SAMPLE_ROWS]:
        yield {
            "row_number": problem.row,
            "sheet": table.sheet,
            "cells": _cells_of(table, problem),
            "problems": [problem.as_dict()],
        }
    rows = fetch(
        connection,
        "select row_number, sheet, cells, problems from refused order by pos limit $limit",
        {"limit": max(SAMPLE_ROWS - len(bad_rows), 0)},
    )
    yield from ({**row, "cells": json.loads(row["cells"])} for row in rows)


def _skip_counts(request: _Request, superseded: int) -> Counter[str]:
    counts = Counter(one.rule for table in request.tables for one in table.skipped)
    if superseded:
        counts["superseded"] = superseded
    return counts
