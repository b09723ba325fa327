"""What an advisor reads before anything is stored: how much comes in, what is wrong and why, who is unknown.

    the import's own temp tables -> causes(), off_roster();  the file's tables -> sheets_of()
    all of it                    -> headline(): one line that is read in ten seconds

The words for causes are data: sources/_causes.toml.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipelines import data_files
from pipelines.errors import FileRefused, Problem
from pipelines.figures import wording
from pipelines.ingest.comparing import place_of
from pipelines.mapping.source_guess import RECOGNISED, recognise
from pipelines.readers import RawTable, Reading
from pipelines.sources.catalog import STUDENT_KEYS, Source, source
from pipelines.store.warehouse import Connection, fetch

SHOWN_CAUSES = 100
EXAMPLES = 3
SHOWN_STUDENTS = 20


@dataclass(frozen=True)
class CauseExample:
    """One of the commonest things found for a cause, how often, and the first row that has it."""

    found: str
    count: int
    row: int | None


@dataclass(frozen=True)
class Cause:
    """Rows rejected for one reason in one column. count: rows; title and to_do: for people."""

    code: str
    title: str
    to_do: str
    column: str
    count: int
    examples: tuple[CauseExample, ...] = ()


@dataclass(frozen=True)
class FileSheet:
    """A table of the file: its name, its rows, whether it is taken, and what it looks like ("" = nothing)."""

    name: str
    rows: int
    is_taken: bool
    source: str


@dataclass(frozen=True)
class OffRoster:
    """Students of the file who are not on the roster: how many, and some of their ids or addresses."""

    count: int
    some: tuple[str, ...]


def _words() -> Mapping[str, Mapping[str, str]]:
    return data_files.toml("sources/_causes.toml")


def cause(code: str, message: str, column: str, count: int, examples: tuple[CauseExample, ...] = ()) -> Cause:
    """A cause in words; one nobody has put into words is told by the first row's own message."""
    words = _words().get(code, {})
    return Cause(
        code, words.get("title", message), words.get("to_do", "Correct the cells."), column, count, examples
    )


def causes(connection: Connection, bad_rows: Sequence[tuple[RawTable, Problem]]) -> Iterator[Cause]:
    """Rejected rows by cause, the commonest first. Reads the temp table `refused`."""
    found = fetch(
        connection,
        """
        with told as (
            select row_number, unnest(problems) as p from refused
        ),
        by_value as (
            select p.code as code, p.column as header, p.found as found, count(*) as n, min(row_number) as row,
                arg_min(p.message, row_number) as message
            from told
            group by all
        )
        select code, header, sum(n)::bigint as n, arg_min(message, row) as message,
            list({'found': found, 'count': n, 'row': row} order by n desc, row)[1:$examples] as examples
        from by_value
        group by code, header
        order by n desc, min(row)
        limit $limit
        """,
        {"limit": SHOWN_CAUSES, "examples": EXAMPLES},
    )
    told = [
        cause(
            one["code"],
            one["message"],
            one["header"] or "",
            one["n"],
            tuple(CauseExample(e["found"] or "", e["count"], e["row"]) for e in one["examples"]),
        )
        for one in found
    ]
    counted = Counter(problem.code for _, problem in bad_rows)
    for code, count in counted.items():
        rows = [problem for _, problem in bad_rows if problem.code == code]
        examples = tuple(CauseExample("", 1, problem.row) for problem in rows[:EXAMPLES])
        told.append(cause(code, rows[0].message, "", count, examples))
    yield from sorted(told, key=lambda one: -one.count)


def off_roster(connection: Connection, of: Source) -> OffRoster | None:
    """Students among the accepted rows whom the roster in use does not hold, by id or address.

    None where the file is a roster, names no students by id or address, or there is no roster yet.
    """
    named = [name for name in STUDENT_KEYS if name in of.names]
    if of.id == "roster" or not named:
        return None
    id, email = (f"lower(nullif({name}, '<clear>'))" if name in named else "null" for name in STUDENT_KEYS)
    found = fetch(
        connection,
        f"""
        with roster as (
            select lower(student_id) as id, lower(email) as email
            from (
                select arg_max(student_id, place) as student_id, arg_max(email, place) as email
                from (
                    select r.*, {place_of("r", "l")} as place
                    from record.roster as r join record.live_imports as l using (import_id)
                )
                group by row_key
                having not arg_max(is_retired, place)
            )
        ),
        students as (
            select distinct {id} as id, {email} as email from accepted
        ),
        unknown as (
            select distinct coalesce(id, email) as who
            from students
            where coalesce(id, email) is not null
                and id not in (select id from roster where id is not null) is not false
                and email not in (select email from roster where email is not null) is not false
        )
        select (select count(*) from roster) as known, count(*) as n,
            list(who order by who)[1:$some] as some
        from unknown
        """,  # noqa: S608 - names of our own source files
        {"some": SHOWN_STUDENTS},
    )[0]
    return OffRoster(found["n"], tuple(found["some"] or ())) if found["known"] else None


def sheets_of(reading: Reading, taken: Collection[RawTable]) -> Iterator[FileSheet]:
    """The file's tables in its order, where they have names; what each looks like by its headers."""
    for table in reading.tables:
        if table.sheet:
            is_taken = any(table is one for one in taken)
            yield FileSheet(table.sheet, table.row_count, is_taken, _looks_like(table, reading.tool))


def _looks_like(table: RawTable, tool: str) -> str:
    try:
        best = recognise(table.columns, table.labels, tool, table.sheet)[0]
    except FileRefused:
        return ""
    return best.source if best.score >= RECOGNISED else ""


def headline(source_id: str, accepted: int, rejected: int, unknown: OffRoster | None) -> str:
    """ "412 interviews, 9 problems, 3 students not on the roster" """
    parts = [wording.plural(accepted, *source(source_id).noun)]
    if rejected:
        parts.append(wording.plural(rejected, "problem"))
    if unknown and unknown.count:
        parts.append(f"{wording.plural(unknown.count, 'student')} not on the roster")
    return ", ".join(parts)
