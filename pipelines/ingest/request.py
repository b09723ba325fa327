"""A file understood, before anything is stored: which of its tables, which source, which mapping.

    FileLook -> the tables taken together -> source -> mapping -> plan = Request

Knows no warehouse.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from pipelines.errors import FileRefused, UserError
from pipelines.ingest import row_plan
from pipelines.ingest.file_look import FileLook, TableLook, look_at
from pipelines.ingest.row_plan import RowPlan
from pipelines.mapping import samples
from pipelines.mapping.cell_values.date_orders import date_order
from pipelines.mapping.cell_values.dates import DATE_TYPES
from pipelines.mapping.cell_values.reading import shown
from pipelines.mapping.mapping import Mapping
from pipelines.mapping.mapping_file import FileShape, MappingFile, laid_over, read_mapping_file
from pipelines.mapping.matching import Match, match
from pipelines.mapping.office_memory import OfficeMemory
from pipelines.mapping.propose import propose
from pipelines.mapping.saved_mappings import Known, known_again, shape_of
from pipelines.mapping.source_guess import RECOGNISED, Guess, choose
from pipelines.readers import RawTable, Reading
from pipelines.sources.catalog import Source, normalise, sources


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

    @property
    def reading(self) -> Reading:
        return self.look.reading

    @property
    def columns(self) -> tuple[str, ...]:
        return self.tables[0].columns

    def label_of(self, header: str) -> str:
        """The question's text of a column, "" where the tool gives none."""
        return dict(zip(self.columns, self.tables[0].labels, strict=False)).get(header, "")

    @property
    def guesses(self) -> tuple[Guess, ...]:
        """What the tables that are taken may be."""
        return next(look.guesses for look in self.look.tables if look.table is self.tables[0])

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
) -> Request:
    """Which tables, which source, which mapping. Raises FileRefused where that cannot be told.

    known_mapping: one known otherwise, where there is no mapping file. office: what it decided about earlier
    files; a saved mapping that fits comes before what would be found, and after what a person says.
    """
    office = office or OfficeMemory()
    reading = look.reading
    by_person = read_mapping_file(mapping_file) if mapping_file else None
    known_mapping, saved = _laid_over_saved(by_person or known_mapping, office, reading, source)
    wanted = source or (known_mapping.source if known_mapping else "")
    tables, chosen, notes = _choose_tables(look, wanted, known_mapping.sheet if known_mapping else "")
    first = tables[0]
    proposed_mapping = propose(
        first.columns,
        first.labels,
        chosen,
        known_mapping,
        tool=reading.tool,
        sheets=[table.sheet for table in tables if table.sheet],
        evidence=samples.evidence_of(tables, office.roster),
        time_zone=first.time_zone,
        office_zone=office.time_zone,
    )
    mapping = _with_memory(proposed_mapping, office, tables)
    of = sources()[mapping.source]
    plan = row_plan.planned(of, mapping, first.columns, Path(reading.file_name).stem, today)
    return Request(
        look,
        tables,
        of,
        mapping,
        plan,
        is_replace,
        (*reading.notes, *notes, *_said_of(saved), *mapping.warnings),
        by_person,
        saved,
    )


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
    if given or not office.uses_saved or not reading.tables:
        return given, None
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


def _choose_tables(
    file: FileLook, source: str, sheet: str
) -> tuple[tuple[RawTable, ...], str, tuple[str, ...]]:
    """The sheets that are taken together (same headers), their source, and what is said of the others."""
    looks = file.tables
    if sheet:
        looks = tuple(look for look in looks if look.table.sheet.casefold() == sheet.casefold())
        if not looks:
            there = ", ".join(shown(look.table.sheet) for look in file.tables)
            raise FileRefused(f"There is no sheet {shown(sheet)} with a table in it. There is: {there}.")
    if not looks:
        raise FileRefused("The file holds no table.")
    groups: dict[frozenset[str], list[TableLook]] = {}
    for look in looks:
        groups.setdefault(frozenset(map(normalise, look.table.columns)), []).append(look)
    if len(groups) == 1:
        return tuple(look.table for look in looks), source or _chosen(looks[0]), ()
    ranked: list[tuple[float, int, str, list[TableLook]]] = []
    for group in groups.values():
        if group[0].refusal is None:
            guess = next(guess for guess in group[0].guesses if not source or guess.source == source)
            ranked.append((guess.score, sum(look.table.row_count for look in group), guess.source, group))
    if not ranked:
        raise next(look.refusal for look in looks if look.refusal)
    score, _, chosen, taken = max(ranked, key=lambda one: one[:2])
    if not source and score < RECOGNISED:
        _chosen(taken[0])  # says what was tried
    others = [look.table.sheet for look in looks if look not in taken]
    note = "Passed over, because their columns differ: " + ", ".join(shown(other) for other in others) + "."
    return tuple(look.table for look in taken), chosen, (note,)


def _chosen(look: TableLook) -> str:
    """The source a table is taken for. Raises FileRefused where it is none of ours or nothing is near enough."""
    if look.refusal:
        raise look.refusal
    return choose(look.table.columns, look.guesses).source
