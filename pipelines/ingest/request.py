"""A file understood, before anything is stored: which of its tables, which source, which mapping.

    Reading -> the tables taken together -> source -> mapping -> plan = Request

Knows no warehouse.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from pipelines.errors import FileRefused, UserError
from pipelines.ingest import row_plan
from pipelines.ingest.row_plan import RowPlan
from pipelines.mapping import samples
from pipelines.mapping.cell_values.dates import DATE_TYPES, date_order
from pipelines.mapping.cell_values.reading import shown
from pipelines.mapping.mapping import Mapping
from pipelines.mapping.mapping_file import FileShape, MappingFile, laid_over, read_mapping_file
from pipelines.mapping.matching import Match, match
from pipelines.mapping.office_memory import OfficeMemory
from pipelines.mapping.propose import propose
from pipelines.mapping.saved_mappings import Known, known_again, shape_of, with_decided
from pipelines.mapping.source_guess import RECOGNISED, choose, recognise, refuse_known
from pipelines.readers import RawTable, Reading
from pipelines.sources.catalog import Source, normalise, sources


@dataclass(frozen=True)
class Request:
    """A file understood: what it is, how its columns map, and which of its tables are taken."""

    reading: Reading
    tables: tuple[RawTable, ...]
    source: Source
    mapping: Mapping
    plan: RowPlan
    is_replace: bool
    notes: tuple[str, ...]
    said: MappingFile | None = None  # what a person said about this file, for the office to remember
    saved: Known | None = None  # the saved mapping that was used

    @property
    def columns(self) -> tuple[str, ...]:
        return self.tables[0].columns

    @property
    def digest(self) -> str:
        """Of the mapping; a replacement is a taking-in of its own."""
        return self.mapping.digest() + (":replace" if self.is_replace else "")


def understand(
    reading: Reading,
    source: str | None,
    mapping_file: Path | None,
    mapping: Mapping | None,
    is_replace: bool,
    today: date,
    said: MappingFile | None = None,
    office: OfficeMemory | None = None,
) -> Request:
    """Which tables, which source, which mapping. Raises FileRefused where that cannot be told.

    said: a mapping known otherwise, where there is no mapping file. office: what it decided about earlier
    files; a saved mapping that fits comes before what would be found, and after what a person says.
    """
    office = office or OfficeMemory()
    by_person = read_mapping_file(mapping_file) if mapping_file else None
    said, saved = _laid_over_saved(by_person or said, office, reading, source)
    wanted = source or (mapping.source if mapping else "") or (said.source if said else "")
    sheet = mapping.sheet if mapping else (said.sheet if said else "")
    tables, chosen, notes = _choose_tables(reading, wanted, sheet)
    first = tables[0]
    if mapping is None:
        evidence = samples.evidence_of(tables, office.roster)
        proposing = partial(
            propose,
            first.columns,
            first.labels,
            chosen,
            tool=reading.tool,
            sheets=[table.sheet for table in tables if table.sheet],
            evidence=evidence,
            time_zone=first.time_zone,
            office_zone=office.time_zone,
        )
        mapping = proposing(said)
        remembered = _remembered(office, mapping, tables, said)
        if remembered is not None:
            mapping = proposing(remembered)
    elif mapping.source != chosen:
        raise FileRefused(f"The mapping is for {mapping.source}, the file is to be read as {chosen}.")
    of = sources()[mapping.source]
    plan = row_plan.planned(of, mapping, first.columns, Path(reading.file_name).stem, today)
    return Request(
        reading,
        tables,
        of,
        mapping,
        plan,
        is_replace,
        (*reading.notes, *notes, *_said_of(saved), *mapping.warnings),
        by_person,
        saved,
    )


def as_far_as_understood(reading: Reading, source: str) -> tuple[Match, ...]:
    """The columns of a file that was refused, with some of their values and what they look like, so that a
    person can say the rest. Of a file that is none of ours nothing is looked at."""
    if not reading.tables:
        return ()
    first = reading.tables[0]
    try:
        refuse_known(first.columns, reading.tool)
    except FileRefused:
        return ()
    evidence = samples.evidence_of([first])
    if source not in sources():
        return tuple(Match(h, None, "none", 0.0, samples=its.samples) for h, its in evidence.items())
    found = match(first.columns, first.labels, sources()[source], reading.tool, evidence=evidence)
    return tuple(replace(one, how="none") if one.how == "passed_over" else one for one in found)


def proposed(reading: Reading, source: str | None, office: OfficeMemory) -> tuple[Mapping, FileShape]:
    """The mapping a file would be read with, and the shape it is known by: to be saved under a name."""
    request = understand(reading, source, None, None, False, date.today(), None, office)
    sheets = [table.sheet for table in reading.tables if table.sheet]
    return request.mapping, shape_of(request.columns, reading.tool, sheets)


def _laid_over_saved(
    said: MappingFile | None, office: OfficeMemory, reading: Reading, source: str | None
) -> tuple[MappingFile | None, Known | None]:
    """What is said, over the saved mapping it is based on or, where nothing is said, the one that fits."""
    if said and said.based_on:
        base = next((one for one in office.saved if said.based_on in (one.name, one.slug)), None)
        if base is None:
            raise UserError(f"The mapping is based on “{said.based_on}”, and no mapping is saved under it.")
        return laid_over(said, base.file), Known(base, 1.0, "")
    if said or not office.uses_saved or not reading.tables:
        return said, None
    sheets = [table.sheet for table in reading.tables if table.sheet]
    shapes = [shape_of(table.columns, reading.tool, sheets) for table in reading.tables]
    fitting = [known for shape in shapes if (known := known_again(office.saved, shape, source or ""))]
    known = max(fitting, key=lambda one: one.likeness, default=None)
    return (known.saved.file if known else None), known


def _said_of(known: Known | None) -> list[str]:
    if known is None:
        return []
    change = f" ({known.changed})" if known.changed else ""
    return [f"Read with the saved mapping “{known.saved.name}”{change}."]


def _remembered(
    office: OfficeMemory, mapping: Mapping, tables: Sequence[RawTable], said: MappingFile | None
) -> MappingFile | None:
    """What the office decided once and this file needs: spellings that occur in it, and the order of its dates
    where nothing in the file tells. None where that changes nothing, so that a file keeps its digest."""
    spellings = office.decided.folded(mapping.source)
    found = samples.occurring(tables, mapping.columns, spellings) if any(spellings.values()) else {}
    base = said or MappingFile()
    new = {
        column: {
            spelling: value for spelling, value in its.items() if spelling not in base.values.get(column, {})
        }
        for column, its in found.items()
    }
    order = base.date_order or office.decided.date_order
    if order != base.date_order and not _has_unclear_dates(mapping, tables):
        order = ""
    if not any(new.values()) and order == base.date_order:
        return None
    return replace(with_decided(base, new), date_order=order)


def _has_unclear_dates(mapping: Mapping, tables: Sequence[RawTable]) -> bool:
    """Whether dates in digits can be read two ways and no date of the file says which."""
    of = sources()[mapping.source]
    headers = {h for name, h in mapping.columns.items() if of.column(name).type in DATE_TYPES}
    orders = [date_order(cells) for cells in samples.distinct(tables, headers).values()]
    return any(order.ambiguous for order in orders) and not any(order.is_known for order in orders)


def _choose_tables(
    reading: Reading, source: str, sheet: str
) -> tuple[tuple[RawTable, ...], str, tuple[str, ...]]:
    """The sheets that are taken together (same headers), their source, and what is said of the others."""
    tables = reading.tables
    if sheet:
        tables = tuple(table for table in tables if table.sheet.casefold() == sheet.casefold())
        if not tables:
            there = ", ".join(shown(table.sheet) for table in reading.tables)
            raise FileRefused(f"There is no sheet {shown(sheet)} with a table in it. There is: {there}.")
    if not tables:
        raise FileRefused("The file holds no table.")
    groups: dict[frozenset[str], list[RawTable]] = {}
    for table in tables:
        groups.setdefault(frozenset(map(normalise, table.columns)), []).append(table)
    if len(groups) == 1:
        first = tables[0]
        chosen = source or choose(first.columns, first.labels, reading.tool, first.sheet).source
        return tables, chosen, ()
    ranked: list[tuple[float, int, str, list[RawTable]]] = []
    refusals: list[FileRefused] = []
    for group in groups.values():
        first = group[0]
        try:
            guesses = recognise(first.columns, first.labels, reading.tool, first.sheet)
        except FileRefused as refused:
            refusals.append(refused)
            continue
        guess = next(guess for guess in guesses if not source or guess.source == source)
        ranked.append((guess.score, sum(table.row_count for table in group), guess.source, group))
    if not ranked:
        raise refusals[0]
    score, _, chosen, taken = max(ranked, key=lambda one: one[:2])
    if not source and score < RECOGNISED:
        choose(taken[0].columns, taken[0].labels, reading.tool, taken[0].sheet)  # says what was tried
    others = [table.sheet for table in tables if table not in taken]
    note = (
        "Passed over, because their columns differ: "
        + ", ".join(shown(other) for other in others)
        + ". A mapping with sheet = … takes one of them."
    )
    return tuple(taken), chosen, (note,)
