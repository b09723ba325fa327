"""Rules a file's rows must meet, as SQL over the loaded text. Pure: a source, a mapping, a day -> SQL text.

The text of the SQL is made of names and literals from our own source files only. Whatever comes from outside
(headers, constants, spellings, cells) is bound or lies in temp tables; a file's columns are called c0, c1, …

Three temp tables, made by load.py:
- `raw(file_row, sheet, c0 … cn)`: the file as text; the row number is `file_row`, else from `$first_row` on;
- `odd(name, text, value, code, message, expected)`: every distinct cell that is not plainly canonical, with
  its canonical text or its problem (values.py decides); `name` is the canonical column;
- `parsed(pos, row_number, sheet, <canonical columns>, base_key, is_bad)`: what `parsed_sql` makes of both.
So a million clean rows cost a few scans, and only unusual cells and rejected rows pay for more.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping as MappingType
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from pipelines.errors import DefinitionError, FileRefused, Problem
from pipelines.mapping.cell_values.dates import DATE_TYPES, EARLIEST_YEAR, LAST_YEAR, DateOrder
from pipelines.mapping.cell_values.parsers import parse
from pipelines.mapping.cell_values.reading import CLEAR, Reading, shown
from pipelines.mapping.reshaping import Reshaping, Shape, shape
from pipelines.mapping.zones import Shift
from pipelines.sources.catalog import Column, Source

SHEET, FILE = "@sheet", "@file"
DEFAULT_SCALE = (1.0, 5.0, "up")


class MappingLike(Protocol):
    """What validation needs to know of a mapping (pipelines.mapping.mapping.Mapping)."""

    @property
    def columns(self) -> MappingType[str, str]: ...
    @property
    def values(self) -> MappingType[str, MappingType[str, str]]: ...
    @property
    def constants(self) -> MappingType[str, str]: ...
    @property
    def date_order(self) -> str: ...
    @property
    def blank_reply(self) -> str: ...
    @property
    def scale_low(self) -> float | None: ...
    @property
    def scale_high(self) -> float | None: ...
    @property
    def scale_direction(self) -> str: ...
    @property
    def reshaping(self) -> Reshaping: ...
    @property
    def zone(self) -> Shift | None: ...


@dataclass(frozen=True)
class Cell:
    """Where one canonical column comes from.

    place: a column of `raw` (c0 …, sheet), "" for a constant; constant: its canonical text, bound.
    header: how problems name the column: the file's own header, else the canonical name.
    """

    reading: Reading
    place: str
    header: str
    constant: str | None = None

    @property
    def name(self) -> str:
        return self.reading.column.name

    @property
    def is_plain_enough(self) -> bool:
        """May canonical-looking text skip values.py? Not where a mapping or a time zone gives it another meaning."""
        return not self.reading.mapped and self.reading.zone is None


@dataclass(frozen=True)
class Rule:
    """A rule over several cells of a row: `condition` is true where it is broken."""

    code: str
    condition: str
    message: str
    expected: str
    column: str  # canonical name, "" = the row as a whole


@dataclass(frozen=True)
class DateQuestion:
    """How a column of dates written in digits is read. is_ambiguous: some cells could be read another way, and
    nothing in the file nor a person says which; example: one of them."""

    column: str
    header: str
    order: str
    is_ambiguous: bool
    example: str


@dataclass(frozen=True)
class Plan:
    """How the rows of one file become rows of one source."""

    source: Source
    cells: tuple[Cell, ...]
    declared: tuple[tuple[str, str], ...]  # (declared column, SQL over the canonical columns)
    declared_values: MappingType[str, str]
    rules: tuple[Rule, ...]
    today: date
    shape: Shape | None = None  # a wide file made long
    dates: tuple[DateQuestion, ...] = ()  # once settled: how columns of dates in digits are read

    @property
    def stored(self) -> tuple[str, ...]:
        """Every column an import fills besides its keys: the source's own, then the declared ones."""
        return (*self.source.names, *(name for name, _ in self.declared))

    @property
    def headers(self) -> frozenset[str]:
        """The file's headers that are read; cells of the others are never stored, not even of rejected rows."""
        made = self.shape.headers if self.shape else frozenset()
        return frozenset(cell.header for cell in self.cells) | made

    @property
    def is_split(self) -> bool:
        """Whether a row of the file may make two: see `fold_sql`."""
        return bool(self.shape and len(self.shape.waves) > 1)

    def cell(self, name: str) -> Cell | None:
        return next((cell for cell in self.cells if cell.name == name), None)


def quoted(name: str) -> str:
    """A name of our own source files as an SQL identifier; anything else is a fault of ours."""
    if not re.fullmatch(r"[a-z_][a-z0-9_]*", name):
        raise DefinitionError("A column of a source must have a plain lower-case name.")
    return f'"{name}"'


# -- planning -----------------------------------------------------------------------------------------


def plan(source: Source, mapping: MappingLike, headers: Sequence[str], stem: str, today: date) -> Plan:
    """Bind a mapping to a file's headers. `stem`: the file's name without ending, for "@file".

    Raises FileRefused where the mapping names a header the file has not, or a constant that is no value.
    """
    cells: list[Cell] = []
    made_long = shape(mapping.reshaping, source, mapping.columns, headers)
    for made in made_long.made if made_long else ():
        reading = _reading(source.column(made.name), mapping, source, today)
        cells.append(Cell(reading, made.place, made.header))
    for name, header in mapping.columns.items():
        if made_long and made_long.place_of(name):
            continue
        reading = _reading(source.column(name), mapping, source, today)
        if header == SHEET:
            cells.append(Cell(reading, "sheet", "the sheet's name"))
        elif header == FILE:
            cells.append(_constant(reading, stem, "the file's name"))
        elif header in headers:
            cells.append(Cell(reading, f"c{list(headers).index(header)}", header))
        else:
            raise FileRefused(
                f"The mapping reads {name} from a column the file does not have.",
                (Problem("missing_column", f"There is no column {shown(header)}.", column=header),),
            )
    for name, text in mapping.constants.items():
        if name not in mapping.columns and not (made_long and made_long.place_of(name)):
            cells.append(_constant(_reading(source.column(name), mapping, source, today), text, name))
    declared, declared_values = _declared(source, mapping)
    return Plan(source, tuple(cells), declared, declared_values, _rules(source, today), today, made_long)


def _reading(column: Column, mapping: MappingLike, source: Source, today: date) -> Reading:
    if column.name in source.topics:
        low, high, _ = scale(mapping)
        column = dataclasses.replace(column, minimum=low, maximum=high)
    elif column.type == "money" and column.minimum is None:
        column = dataclasses.replace(column, minimum=0)
    latest = today if column.type in DATE_TYPES and not column.future else None
    zone = mapping.zone if mapping.zone and column.name in mapping.zone.columns else None
    spelled = mapping.values.get(column.name, {})
    return Reading(column, spelled, mapping.date_order or "mdy", latest=latest, zone=zone)


def _constant(reading: Reading, text: str, header: str) -> Cell:
    parsed = parse(text, reading)
    if parsed.code:
        raise FileRefused(
            f"The value the mapping gives for {reading.column.name} cannot be used: {parsed.message}",
            (Problem(parsed.code, parsed.message, column=header, found=text, expected=parsed.expected),),
        )
    return Cell(reading, "", header, parsed.value)


def scale(mapping: MappingLike) -> tuple[float, float, str]:
    """The declared scale (low, high, direction); 1 to 5, up, where nothing is declared."""
    low = DEFAULT_SCALE[0] if mapping.scale_low is None else mapping.scale_low
    high = DEFAULT_SCALE[1] if mapping.scale_high is None else mapping.scale_high
    if not low < high:
        raise FileRefused("The scale's low end must lie below its high end.")
    return low, high, mapping.scale_direction or DEFAULT_SCALE[2]


def _declared(
    source: Source, mapping: MappingLike
) -> tuple[tuple[tuple[str, str], ...], MappingType[str, str]]:
    """What an import declares for its rows: columns with their SQL, and the values it binds.

    Nothing declared is null, so that a later import which declares nothing overrides nothing.
    """
    if source.has_blank_reply:
        sql = "$blank_reply::varchar" if mapping.blank_reply else "null::varchar"
        return (("blank_reply", sql),), ({"blank_reply": mapping.blank_reply} if mapping.blank_reply else {})
    if source.has_scale:
        low, high, direction = scale(mapping)
        is_answered = " or ".join(f"{quoted(topic)} is not null" for topic in source.topics)
        columns = tuple(
            (name, f"case when {is_answered} then ${name}::varchar end")
            for name in ("scale_low", "scale_high", "scale_direction")
        )
        bound = {"scale_low": f"{low:g}", "scale_high": f"{high:g}", "scale_direction": direction}
        return columns, bound
    if source.id == "interview_log":
        # Kept beside `status`, not in it: a file without statuses must not overrule one that states them.
        by_date = (
            "case when nullif(status, '<clear>') is null and held_on is not null"
            " then case when held_on <= $today then 'held' else 'scheduled' end end"
        )
        return (("status_by_date", by_date),), {}
    return (), {}


def _filled(name: str) -> str:
    return f"nullif({quoted(name)}, '{CLEAR}')"


def _rules(source: Source, today: date) -> tuple[Rule, ...]:
    rules = [
        Rule(
            "missing_value",
            f"{quoted(column.name)} is null and {_untold(column.name)}",
            f"{column.name} is empty.",
            "a value",
            column.name,
        )
        for column in source.columns
        if column.is_required
    ]
    for group in source.one_of_groups.values():
        names = [column.name for column in group]
        empty = " and ".join(f"{_filled(name)} is null" for name in names)
        told = " and ".join(_untold(name) for name in names)
        either = " or ".join(names)
        rules.append(
            Rule("missing_value", f"{empty} and {told}", f"{either} is needed.", f"{either}", names[0])
        )
    for column in source.columns:
        if column.future == "if_scheduled" and any(other.name == "status" for other in source.columns):
            rules.append(
                Rule(
                    "future_date",
                    f"{_filled(column.name)} > $today and coalesce({_filled('status')}, 'scheduled')"
                    " <> 'scheduled'",
                    f"{column.name} lies after the day of import, and the row is not a scheduled one.",
                    "a day that has passed, or the status scheduled",
                    column.name,
                )
            )
    return (*rules, *(_SOURCE_RULES[name](source) for name in source.rules if name in _SOURCE_RULES))


def _untold(name: str) -> str:
    """True unless the cell has been reported already. (The placeholder is filled in by `_problem_code`.)"""
    return f"{{{name}}}"


def _permissions_within_names(source: Source) -> Rule:
    listed = f"len(list_filter(string_split({_filled('referred_contacts')}, ';'), lambda one: one <> ''))"
    named = (
        f"greatest(try_cast({_filled('referrals_count')} as bigint), {listed})"  # greatest passes nulls over
    )
    return Rule(
        "more_permissions_than_names",
        f"try_cast({_filled('referrals_with_permission_count')} as bigint) > {named}",
        "More people come with permission to use the contact's name than were named at all.",
        "at most as many permissions as names",
        "referrals_with_permission_count",
    )


_SOURCE_RULES = {"permissions_within_names": _permissions_within_names}


# -- SQL ----------------------------------------------------------------------------------------------


def literal(text: str) -> str:
    """A text of our own source files as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def _list(texts: Sequence[str] | frozenset[str]) -> str:
    return ", ".join(literal(text) for text in sorted(texts))


# No blank in front, behind or doubled, no control or invisible character, no Excel or text marker.
_TIDY = (
    r"not regexp_matches({x}, '^[\s''=<#]|\s$|\s\s|[[:cntrl:]]|[^\P{Z} ]|[\x{200B}\x{FEFF}]')"
    " and (strlen({x}) = length({x}) or nfc_normalize({x}) = {x})"
)
_IN_RANGE = " and try_cast({x} as double) between {low} and {high}"
_DAY = (
    r"regexp_full_match({x}, '\d{4}-\d\d-\d\d') and try_cast({x} as date) is not null"
    " and {x} between {first} and {last}"
)
_MOMENT = (
    r"regexp_full_match({x}, '\d{4}-\d\d-\d\d \d\d:\d\d:\d\d') and try_cast({x} as timestamp) is not null"
    " and left({x}, 10) between {first} and {last}"
)
_INTEGER = r"regexp_full_match({x}, '0|[1-9]\d{0,14}')" + _IN_RANGE
_DECIMAL = r"regexp_full_match({x}, '(0|[1-9]\d{0,14})(\.\d*[1-9])?')" + _IN_RANGE
_PLAIN: MappingType[str, str] = {
    "id": "regexp_full_match({x}, '[A-Za-z0-9][A-Za-z0-9_-]*')",
    "email": "regexp_full_match({x}, '[a-z0-9._%+-]+@[a-z0-9.-]+')",
    "name": _TIDY,
    "text": _TIDY,
    "names": _TIDY + " and not regexp_matches({x}, '[;|]')",
    "date": _DAY,
    "dates": _DAY,
    "timestamp": _MOMENT,
    "integer": _INTEGER,
    "number": _DECIMAL,
    "money": _DECIMAL,
    "boolean": "{x} in ('true', 'false')",
    "choice": "{x} in ({choices})",
    "choices": "{x} in ({choices})",
    "class_year": r"regexp_full_match({x}, '19[5-9]\d|20\d\d')",
}
_WORDS = frozenset({"id", "email", "name", "text", "names"})  # their blanks look like text


def _plain_sql(cell: Cell, x: str) -> str:
    """True where text of `x` is its own canonical text: no need to ask values.py."""
    column = cell.reading.column
    if not cell.is_plain_enough:
        return "false"
    parts = {
        "{x}": x,
        "{first}": literal(f"{EARLIEST_YEAR}-01-01"),
        "{last}": literal((cell.reading.latest or date(LAST_YEAR, 12, 31)).isoformat()),
        "{low}": repr(float(column.minimum)) if column.minimum is not None else "-1e18",
        "{high}": repr(float(column.maximum)) if column.maximum is not None else "1e18",
        "{choices}": _list(tuple(column.values)) or "''",
    }
    sql = _PLAIN[column.type]
    for mark, text in parts.items():
        sql = sql.replace(mark, text)
    if column.type in _WORDS:
        blanks = cell.reading.blanks
        longest = max(len(blank.encode()) for blank in blanks)
        sql += f" and (strlen({x}) > {longest} or lower({x}) not in ({_list(blanks)}))"
    return f"({sql})"


def odd_sql(cell: Cell) -> str:
    """Distinct cells of a column that values.py has to read."""
    x = cell.place
    return f"select distinct {x} from raw where {x} is not null and not {_plain_sql(cell, x)}"  # noqa: S608


def has_plain_sql(cell: Cell) -> str:
    """Is any cell of a column plainly canonical? Then the column is not one of Excel day numbers."""
    x = cell.place
    return f"select count(*) from (select 1 from raw where {_plain_sql(cell, x)} limit 1)"  # noqa: S608


def _joins(plan: Plan, odd: frozenset[str]) -> str:
    joins = ""
    for cell in plan.cells:
        if cell.name in odd:
            alias = quoted("odd_" + cell.name)
            same = f"{alias}.name = {literal(cell.name)} and {alias}.text = raw.{cell.place}"
            joins += f"\nleft join odd as {alias} on {same}"
    return joins


def parsed_sql(plan: Plan, odd: frozenset[str]) -> tuple[str, dict[str, object]]:
    """SQL that makes `parsed` from `raw`, and the values to bind besides `$first_row`.

    odd: canonical columns that have entries in `odd`.
    """
    bound: dict[str, object] = {"today": plan.today.isoformat(), **plan.declared_values}
    by_name = {cell.name: cell for cell in plan.cells}
    columns = []
    for number, name in enumerate(plan.source.names):
        cell = by_name.get(name)
        if cell is None:
            text = "null::varchar"
        elif not cell.place:
            text = f"$constant_{number}::varchar"
            bound[f"constant_{number}"] = cell.constant
        elif name in odd:
            alias = quoted("odd_" + name)
            text = f"case when {alias}.text is null then raw.{cell.place} else {alias}.value end"
        else:
            text = f"raw.{cell.place}"
        columns.append(f"{text} as {quoted(name)}")
    told = [f"{quoted('odd_' + name)}.code" for name in sorted(odd)]
    codes = [f"{code} as {quoted('code_' + name)}" for code, name in zip(told, sorted(odd), strict=True)]
    is_bad = [f"{quoted('code_' + name)} is not null" for name in sorted(odd)]
    is_bad += [f"coalesce({rule_sql(rule, odd, 'code_')}, false)" for rule in plan.rules]
    declared = "".join(f", {sql} as {quoted(name)}" for name, sql in plan.declared)
    names = ", ".join(quoted(name) for name in plan.source.names)
    sql = f"""
create temp table parsed as
with cells as (
    select raw.rowid as pos, coalesce(raw.file_row, raw.rowid + $first_row) as row_number, raw.sheet,
        {", ".join([*columns, *codes])}
    from raw{_joins(plan, odd)}
)
select pos, row_number, sheet, {names}{declared},
    {key_sql(plan.source, frozenset(by_name))} as base_key,
    {" or ".join(is_bad) or "false"} as is_bad
from cells
"""  # noqa: S608 - names of our own source files; everything else is bound
    if "$today" not in sql:
        del bound["today"]
    return sql, bound


def rule_sql(rule: Rule, odd: frozenset[str], prefix: str) -> str:
    """A rule's condition; a cell with a problem of its own is not reported as missing as well."""
    condition = rule.condition
    while "{" in condition:
        name = condition[condition.index("{") + 1 : condition.index("}")]
        untold = f"{quoted(prefix + name)} is null" if name in odd else "true"
        condition = condition.replace(f"{{{name}}}", untold)
    return f"({condition})"


def refused_sql(plan: Plan, odd: frozenset[str], headers: Sequence[str]) -> tuple[str, dict[str, object]]:
    """SQL that makes `refused(pos, row_number, sheet, cells, problems)` of the bad rows."""
    bound: dict[str, object] = {"today": plan.today.isoformat()}
    told: list[str] = []
    for cell in plan.cells:
        if cell.name in odd:
            alias, header = quoted("odd_" + cell.name), f"column_{len(told)}"
            bound[header] = cell.header
            told.append(
                f"case when {alias}.code is not null then {{'code': {alias}.code, 'message': {alias}.message,"
                f" 'row': p.row_number, 'column': ${header}::varchar, 'found': raw.{cell.place},"
                f" 'expected': {alias}.expected, 'count': 1}} end"
            )
    by_name = {cell.name: cell for cell in plan.cells}
    for rule in plan.rules:
        condition = rule_sql(rule, odd, "code_")
        for name in odd:
            condition = condition.replace(quoted("code_" + name), f"{quoted('odd_' + name)}.code")
        its = by_name.get(rule.column)
        header = f"column_{len(told)}"
        bound[header] = its.header if its else rule.column or None
        found = f"raw.{its.place}" if its and its.place else "null::varchar"
        told.append(
            f"case when {condition} then {{'code': {literal(rule.code)}, 'message': {literal(rule.message)},"
            f" 'row': p.row_number, 'column': ${header}::varchar, 'found': {found},"
            f" 'expected': {literal(rule.expected)}, 'count': 1}} end"
        )
    cells = []
    for number, header in enumerate(headers):
        bound[f"header_{number}"] = header
        text = f"coalesce(raw.c{number}, '')" if header in plan.headers else "''"
        cells.append(f"$header_{number}::varchar, {text}")
    sql = f"""
create temp table refused as
select p.pos, p.row_number, p.sheet, json_object({", ".join(cells)})::varchar as cells,
    list_filter([{", ".join(told) or "null"}], lambda one: one is not null) as problems
from (select * from parsed where is_bad) as p
join raw on raw.rowid = p.pos{_joins(plan, odd)}
"""  # noqa: S608 - as above
    if "$today" not in sql:
        del bound["today"]
    return sql, bound


def fold_sql() -> tuple[str, ...]:
    """Statements that make the row of the file the unit again, where it makes several responses.

    A row is accepted only if all its responses are; it is refused once, with the problems of all of them.
    """
    same = "(sheet, row_number) in (select (sheet, row_number) from refused)"
    return (
        f"update parsed set is_bad = true where not is_bad and {same}",  # noqa: S608 - no outside text
        """
        create or replace temp table refused as
        select min(pos) as pos, row_number, sheet, any_value(cells) as cells,
            list_distinct(flatten(list(problems))) as problems
        from refused group by row_number, sheet
        """,
    )


# -- keys ---------------------------------------------------------------------------------------------


def _key_text(column: Column) -> str:
    """A key cell as it is compared: names without case, accents and punctuation, ids without case."""
    filled = _filled(column.name)
    if column.name in {"row_id", "response_id"}:
        return filled  # other systems' tokens: case may matter
    if column.name.endswith("linkedin_url"):
        bare = rf"regexp_replace(lower({filled}), '^(https?://)?([a-z]+\.)?linkedin\.com/|/*([?#].*)?$', '', 'g')"
        return bare
    if column.type in {"name", "text"}:
        return rf"trim(regexp_replace(lower(strip_accents({filled})), '[^\p{{L}}\p{{N}}]+', ' ', 'g'))"
    return f"lower({filled})"


def key_sql(source: Source, mapped: frozenset[str]) -> str:
    """The row's own key, before ordinals: a 128-bit hash of its normalised key cells.

    A part is the first of its alternatives whose first cell is filled; a filled row_id is the whole key.
    """
    parts = []
    for part in source.key:
        ways = []
        for number, way in enumerate(source.key_alternatives(part)):
            names = sorted(mapped) if way == ("*",) else way
            texts = [f"coalesce({_key_text(source.column(name))}, '')" for name in names]
            joined = f"'{number}' || chr(30) || " + " || chr(30) || ".join(texts or ["''"])
            first = "true" if way == ("*",) else f"{_filled(way[0])} is not null"
            ways.append(f"when {first} then {joined}")
        parts.append(f"case {' '.join(ways)} else '' end")
    own = " || chr(31) || ".join(parts)
    row_id = _filled("row_id")
    return f"md5_number(case when {row_id} is not null then 'row_id' || chr(31) || {row_id} else {own} end)"


# -- dates --------------------------------------------------------------------------------------------


def settled(
    plan: Plan, orders: MappingType[str, DateOrder], date_order: str
) -> tuple[Plan, tuple[Problem, ...]]:
    """The plan with each date column's way of writing decided, and what was uncertain about it.

    A mapping's `date_order` decides; else the column's own values; else the file's other columns; else US.
    """
    known = {found.order for found in orders.values() if found.is_known and not found.is_mixed}
    shared = known.pop() if len(known) == 1 else ""
    notes: list[Problem] = []
    cells: list[Cell] = []
    dates: list[DateQuestion] = []
    for cell in plan.cells:
        found = orders.get(cell.name)
        if found is None:
            cells.append(cell)
            continue
        order = date_order or (found.order if found.is_known else shared) or "mdy"
        is_ambiguous = bool(
            found.ambiguous and not date_order and (found.is_mixed or not (found.is_known or shared))
        )
        if found.ambiguous or found.is_known:
            dates.append(DateQuestion(cell.name, cell.header, order, is_ambiguous, found.example))
        if is_ambiguous:
            notes.append(
                Problem(
                    "ambiguous_dates",
                    "Some dates can be read two ways; they were read as "
                    + ("day/month/year." if order == "dmy" else "month/day/year, as in the United States.")
                    + " A mapping with date_order says otherwise.",
                    column=cell.header,
                    expected='date_order = "mdy" or "dmy" in a mapping file',
                    count=found.ambiguous,
                )
            )
        reading = dataclasses.replace(cell.reading, order=order, is_serial=found.is_serial)
        cells.append(dataclasses.replace(cell, reading=reading))
    return dataclasses.replace(plan, cells=tuple(cells), dates=tuple(dates)), tuple(notes)
