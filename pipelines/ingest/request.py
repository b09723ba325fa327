"""A file understood, before anything is stored: which of its tables, which source, which mapping.

    FileLook -> the tables taken together (table_group.py) -> source -> mapping -> plan = Request

Knows no warehouse.
"""

from __future__ import annotations

from collections.abc import Mapping as MappingType
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from pipelines.errors import FileRefused, UserError
from pipelines.ingest import row_plan
from pipelines.ingest.file_look import FileLook, FileSheet, TableLook, look_at
from pipelines.ingest.row_plan import RowPlan
from pipelines.ingest.table_group import TableGroup, tables_taken
from pipelines.mapping import repeated_columns, samples
from pipelines.mapping.cell_values.date_orders import date_order
from pipelines.mapping.cell_values.dates import DATE_TYPES
from pipelines.mapping.cell_values.reading import shown
from pipelines.mapping.evidence import LIKELY, UNLIKELY, Evidence, fit
from pipelines.mapping.mapping import Mapping
from pipelines.mapping.mapping_file import (
    FileShape,
    MappingFile,
    laid_over,
    read_mapping_file,
    sources_meant,
)
from pipelines.mapping.matching import Match, is_part_of_name, match, members, nearest_headers
from pipelines.mapping.office_memory import OfficeMemory
from pipelines.mapping.open_question import FileUnclear
from pipelines.mapping.propose import propose
from pipelines.mapping.saved_mappings import Known, UnitsMeant, known_again, shape_of
from pipelines.mapping.source_guess import Guess, column_questions
from pipelines.mapping.tool_columns import exported_as
from pipelines.readers import RawTable, Reading
from pipelines.sources.catalog import Column, Source, sources
from pipelines.sources.names import a_file

CANDIDATES = 3  # headers offered for a column that is missing


@dataclass(frozen=True)
class Request:
    """A file understood: what it is, how its columns map, and which of its tables are taken."""

    look: FileLook
    tables: tuple[RawTable, ...]
    source: Source
    mapping: Mapping
    plan: RowPlan
    is_replace: bool
    notes: tuple[str, ...]
    said: MappingFile | None = None  # what a person said about this file, for the office to remember
    saved: Known | None = None  # the saved mapping that was used
    columns: tuple[str, ...] = ()  # of all tables together: those of the first, then what others have besides
    labels: tuple[str, ...] = ()  # the question texts, one a column, else ""
    units: MappingType[str, MappingType[str, UnitsMeant]] = field(
        default_factory=dict
    )  # that the office remembers

    @property
    def reading(self) -> Reading:
        return self.look.reading

    @property
    def guesses(self) -> tuple[Guess, ...]:
        """What the tables that are taken may be."""
        return next(look.guesses for look in self.look.tables if look.table.cells is self.tables[0].cells)

    def label_of(self, header: str) -> str:
        """The question's text of a column, "" where the tool gives none."""
        return dict(zip(self.columns, self.labels, strict=False)).get(header, "")

    @property
    def left_out(self) -> tuple[TableLook, ...]:
        """The tables that are not taken, but for those a template explains itself with."""
        taken = [table.cells for table in self.tables]
        return tuple(
            look for look in self.look.tables if look.table.cells not in taken and not look.is_explanation
        )

    @property
    def sheets_left(self) -> tuple[FileSheet, ...]:
        """The sheets that are not taken."""
        names = {look.table.sheet for look in self.left_out}
        return tuple(one for one in self.look.sheets(self.tables) if one.name in names and not one.is_taken)

    @property
    def digest(self) -> str:
        """Of the mapping; a replacement is a taking-in of its own."""
        return self.mapping.digest() + (":replace" if self.is_replace else "")


def understand(
    look: FileLook,
    source: str | None,
    mapping_file: Path | None,
    is_replace: bool,
    today: date,
    known_mapping: MappingFile | None = None,
    office: OfficeMemory | None = None,
    sheet: str = "",
) -> Request:
    """Which tables, which source, which mapping. Raises FileRefused where that cannot be told, FileUnclear where a
    person can tell.

    known_mapping: one known otherwise, where there is no mapping file. office: what it decided about earlier
    files; a saved mapping that fits comes before what would be found, and after what a person says. sheet: the one
    that is meant, where somebody says so.
    """
    office = office or OfficeMemory()
    reading = look.reading
    by_person = read_mapping_file(mapping_file) if mapping_file else None
    if sheet:
        by_person = replace(by_person or MappingFile(), sheet=sheet)
    known_mapping, saved = _laid_over_saved(by_person or known_mapping, office, reading, source)
    wanted = source or (_source_meant(known_mapping, look) if known_mapping else "")
    looks = _sheet_meant(look, known_mapping.sheet if known_mapping else "")
    group, guess = tables_taken(looks, wanted)
    evidence = samples.evidence_of(group.tables, office.roster, group.columns)
    try:
        proposed_mapping = propose(
            group.columns,
            group.labels,
            guess.source,
            known_mapping,
            tool=reading.tool,
            sheets=[table.sheet for table in group.tables if table.sheet],
            evidence=evidence,
            time_zone=group.tables[0].time_zone,
            office_zone=office.time_zone,
        )
    except FileRefused as refused:
        raise _asked(refused, guess, group, evidence, reading.tool, is_said=bool(wanted)) from None
    tables = group.tables
    free = [one.header for one in proposed_mapping.matches if one.how == "none"]
    again = repeated_columns.asked_again(proposed_mapping.columns, free, evidence)
    repeats = {second: first for first, second, _ in again}
    matches = (
        replace(one, again_of=repeats.get(one.header, one.again_of)) for one in proposed_mapping.matches
    )
    mapping = _with_memory(replace(proposed_mapping, matches=tuple(matches)), office, tables)
    of = sources()[mapping.source]
    plan = row_plan.planned(of, mapping, group.columns, _without_endings(reading.file_name), today)
    request = Request(
        look,
        tables,
        of,
        mapping,
        plan,
        is_replace,
        (),
        by_person,
        saved,
        group.columns,
        group.labels,
        office.decided.units,
    )
    others = _said_of_left_out(request)
    repeated = [
        f"{shown(first)} is asked again in {shown(second)}, which is not taken and holds {filled:,} answers. If both "
        "are one question in two branches, put the answers into one column and give the file again."
        for first, second, filled in again
    ]
    notes = (*others, *repeated, *group.notes, *reading.notes, *_said_of(saved), *mapping.warnings)
    return replace(request, notes=notes)


def _without_endings(file_name: str) -> str:
    """What a file is called, which may be a student's: “S1” of S1.csv, and of S1.csv.gz."""
    path = Path(file_name)
    return Path(path.stem).stem if path.suffix.lower() == ".gz" else path.stem


def _source_meant(said: MappingFile, look: FileLook) -> str:
    """The source a mapping file names, else the likeliest of those that have all its columns; "" where none has."""
    fitting = sources_meant(said)
    guesses = [guess.source for one in look.tables for guess in one.guesses if guess.source in fitting]
    return said.source or next(iter(guesses), "")


def as_far_as_understood(look: FileLook, source: str) -> tuple[Match, ...]:
    """The columns of a file that was refused, with some of their values and what they look like, so that a
    person can say the rest. Of a file that is none of ours nothing is looked at."""
    if not look.tables or look.tables[0].refusal:
        return ()
    first = look.tables[0].table
    evidence = samples.evidence_of([first])
    if source not in sources():
        return tuple(Match(h, None, "none", 0.0, samples=its.samples) for h, its in evidence.items())
    matches = match(first.columns, first.labels, sources()[source], look.reading.tool, evidence=evidence)
    return tuple(replace(one, how="none") if one.how == "passed_over" else one for one in matches)


def proposed(reading: Reading, source: str | None, office: OfficeMemory) -> tuple[Mapping, FileShape]:
    """The mapping a file would be read with, and the shape it is known by: to be saved under a name."""
    request = understand(look_at(reading), source, None, False, date.today(), office=office)
    sheets = [table.sheet for table in reading.tables if table.sheet]
    return request.mapping, shape_of(request.columns, reading.tool, sheets)


def _laid_over_saved(
    given: MappingFile | None, office: OfficeMemory, reading: Reading, source: str | None
) -> tuple[MappingFile | None, Known | None]:
    """What is said, over the saved mapping it is based on or, where nothing is said, the one that fits."""
    if given and given.based_on:
        base = next((one for one in office.saved if given.based_on in (one.name, one.slug)), None)
        if base is None:
            raise UserError(f"The mapping is based on “{given.based_on}”, and no mapping is saved under it.")
        return laid_over(given, base.file), Known(base, 1.0, "")
    known = None if given else fitting_saved(office, reading, source)
    return (known.saved.file if known else given), known


def fitting_saved(office: OfficeMemory, reading: Reading, source: str | None) -> Known | None:
    """The saved mapping that fits a file best, None where none does or none is to be used."""
    if not office.uses_saved or not reading.tables:
        return None
    fitting = [
        known for shape in shapes(reading) if (known := known_again(office.saved, shape, source or ""))
    ]
    return max(fitting, key=lambda one: one.likeness, default=None)


def shapes(reading: Reading) -> list[FileShape]:
    """By what each table of a file is known again."""
    sheets = [table.sheet for table in reading.tables if table.sheet]
    return [shape_of(table.columns, reading.tool, sheets) for table in reading.tables]


def _said_of(known: Known | None) -> list[str]:
    if known is None:
        return []
    change = f" ({known.changed})" if known.changed else ""
    return [f"Read with the saved mapping “{known.saved.name}”{change}."]


def _with_memory(mapping: Mapping, office: OfficeMemory, tables: Sequence[RawTable]) -> Mapping:
    """The mapping with what the office decided once and this file needs: spellings that occur in it, below those
    that were said about this file, and the order of its dates where nothing in the file tells."""
    spellings = office.decided.folded(mapping.source)
    occurring = samples.occurring(tables, mapping.columns, spellings) if any(spellings.values()) else {}
    order = mapping.date_order
    if not order and office.decided.date_order and _has_unclear_dates(mapping, tables):
        order = office.decided.date_order
    known = {column: {**meant, **mapping.values.get(column, {})} for column, meant in occurring.items()}
    return replace(mapping, values={**mapping.values, **known}, date_order=order)


def _has_unclear_dates(mapping: Mapping, tables: Sequence[RawTable]) -> bool:
    """Whether dates in digits can be read two ways and no date of the file says which."""
    of = sources()[mapping.source]
    headers = {h for name, h in mapping.columns.items() if of.column(name).type in DATE_TYPES}
    orders = [date_order(cells) for cells in samples.distinct(tables, headers).values()]
    return any(order.ambiguous for order in orders) and not any(order.is_known for order in orders)


def _sheet_meant(file: FileLook, sheet: str) -> tuple[TableLook, ...]:
    """All tables, or the one of the sheet that somebody named. Raises FileRefused where there is none."""
    looks = file.tables
    if sheet:
        looks = tuple(look for look in looks if look.table.sheet.casefold() == sheet.casefold())
        if not looks:
            there = ", ".join(shown(look.table.sheet) for look in file.tables)
            raise FileRefused(f"There is no sheet {shown(sheet)} with a table in it. There is: {there}.")
    if not looks:
        raise FileRefused("The file holds no table.")
    return looks


def _said_of_left_out(request: Request) -> tuple[str, ...]:
    """The sheets that are not taken, why, and how to take them."""
    if not request.left_out:
        return ()
    sheets = [
        f"{shown(look.table.sheet)} ({look.rows_in_words}, {look.in_words})" for look in request.left_out
    ]
    taken = ", ".join(shown(table.sheet) for table in request.tables)
    what = "1 sheet" if len(sheets) == 1 else f"{len(sheets)} sheets"
    return (
        f"Not taken: {what}: {', '.join(sheets)}. Only sheets of one kind come in together, here {taken}. To take"
        " another one as well, give the file again and choose it.",
    )


def _asked(
    refused: FileRefused,
    guess: Guess,
    group: TableGroup,
    evidence: MappingType[str, Evidence],
    tool: str,
    is_said: bool,
) -> FileRefused:
    """A refusal for want of a column as a question, with the headers that may be it."""
    of = sources()[guess.source]
    groups = [
        group
        for one in refused.problems
        if one.code == "missing_column" and one.column in of.names
        for group in [of.column(one.column).one_of or one.column]
        if one.expected == " or ".join(members(of, group))
    ]
    if not groups:
        return refused
    # Of a tool that asks people's own questions any column may hold the answer, its own ones too.
    its_own = tool if exported_as(tool) else ""
    matches = match(group.columns, group.labels, of, its_own, evidence=evidence)
    free = [one.header for one in matches if one.column is None and one.how == "none"]
    stand_ins = {
        name: [one.header for one in matches if one.column and one.column == of.stands_in.get(name)]
        for name in groups
    }
    candidates = {name: [*stand_ins[name], *_may_be(name, of, free, evidence)] for name in groups}
    lead = "" if is_said else f"This looks most like {a_file(of)}. "
    return FileUnclear(f"{lead}{refused.message}", column_questions(of, groups, candidates), refused.problems)


def _may_be(group: str, of: Source, free: Sequence[str], evidence: MappingType[str, Evidence]) -> list[str]:
    """Headers nobody takes that may hold what is missing: those whose values suit it, then those that sound like it."""
    columns = [of.column(name) for name in members(of, group)]
    free = [header for header in free if not is_part_of_name(header)]  # it alone tells nobody from others
    suited = [
        header
        for header in free
        for fitting in [[fit(column, evidence[header]) for column in columns]]
        if any(one and one.is_telling and one.share >= LIKELY for one in fitting)
    ]
    near = [header for header in nearest_headers(columns, free) if _is_possible(columns, evidence[header])]
    return list(dict.fromkeys((*suited, *near)))[:CANDIDATES]


def _is_possible(columns: Sequence[Column], evidence: Evidence) -> bool:
    """Whether the values do not speak against every one of the columns."""
    fits = [fit(column, evidence) for column in columns]
    return any(one is None or one.share >= UNLIKELY for one in fits)
