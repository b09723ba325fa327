"""How the rows of one file become rows of one source: where each column comes from and which rules hold. Pure.

    a source, a mapping, the file's headers, a day -> planned() -> RowPlan;  settled() once the dates are looked at

The text of the SQL is made of names and literals from our own source files only. Whatever comes from outside
(headers, constants, spellings, cells) is bound or lies in temp tables; a file's columns are called c0, c1, …
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping as MappingType
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from pipelines.errors import DefinitionError, FileRefused, Problem
from pipelines.mapping.cell_values import units
from pipelines.mapping.cell_values.date_orders import DateOrder, Swapped, Window, order_said
from pipelines.mapping.cell_values.dates import DATE_TYPES
from pipelines.mapping.cell_values.parsers import parse
from pipelines.mapping.cell_values.reading import CLEAR, ColumnReading, shown
from pipelines.mapping.cell_values.units import Unit
from pipelines.mapping.mapping import Mapping
from pipelines.mapping.outside import FILE, SHEET
from pipelines.mapping.reshaping import BoundReshaping, bound_to_file
from pipelines.sources.catalog import Column, Source


@dataclass(frozen=True)
class PlannedColumn:
    """Where one canonical column comes from.

    place: a column of `raw` (c0 …, sheet), "" for a constant; constant: its canonical text, bound.
    header: how problems name the column: the file's own header, else the canonical name.
    """

    reading: ColumnReading
    place: str
    header: str
    constant: str | None = None

    @property
    def name(self) -> str:
        return self.reading.column.name

    @property
    def is_plain_enough(self) -> bool:
        """May canonical-looking text skip cell_values? Not where anything gives it another meaning."""
        of = self.reading
        return not of.mapped and of.zone is None and of.unit.is_plain and not of.is_swapped


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
class RowPlan:
    """How the rows of one file become rows of one source."""

    source: Source
    columns: tuple[PlannedColumn, ...]
    declared: tuple[tuple[str, str], ...]  # (declared column, SQL over the canonical columns)
    declared_values: MappingType[str, str]
    rules: tuple[Rule, ...]
    today: date
    reshaping: BoundReshaping | None = None  # a wide file made long
    dates: tuple[DateQuestion, ...] = ()  # once settled: how columns of dates in digits are read

    @property
    def stored(self) -> tuple[str, ...]:
        """Every column an import fills besides its keys: the source's own, then the declared ones."""
        return (*self.source.names, *(name for name, _ in self.declared))

    @property
    def headers(self) -> frozenset[str]:
        """The file's headers that are read; cells of the others are never stored, not even of rejected rows."""
        reshaped = self.reshaping.headers if self.reshaping else frozenset()
        return frozenset(column.header for column in self.columns) | reshaped

    @property
    def is_split(self) -> bool:
        """Whether a row of the file may make two: see `fold_sql`."""
        return bool(self.reshaping and len(self.reshaping.waves) > 1)

    def column(self, name: str) -> PlannedColumn | None:
        return next((column for column in self.columns if column.name == name), None)

    def is_needed(self, name: str) -> bool:
        """Whether a row cannot come in without a readable cell here: who, when, or the key it is known by."""
        column = self.source.column(name)
        own_key = {"row_id"} | {
            way[0] for part in self.source.key for way in self.source.key_alternatives(part)
        }
        is_own_id = column.type == "id" and not column.one_of and name in own_key
        return column.is_required or is_own_id or name in self.source.key_where_filled

    def stand_ins(self, name: str) -> tuple[str, ...]:
        """The columns of which one is needed, where `name` is one of them: another that is filled says it too."""
        group = self.source.column(name).one_of
        return tuple(column.name for column in self.source.columns if group and column.one_of == group)

    def rejecting_codes(self, name: str) -> frozenset[str]:
        """Problems that cost the row wherever they are: DOMAIN.md rejects days to come and answers off the scale."""
        off_scale = {"out_of_range"} if name in self.source.topics else set()
        return frozenset({"future_date", *off_scale})


def quoted(name: str) -> str:
    """A name of our own source files as an SQL identifier; anything else is a fault of ours."""
    if not re.fullmatch(r"[a-z_][a-z0-9_]*", name):
        raise DefinitionError("A column of a source must have a plain lower-case name.")
    return f'"{name}"'


def planned(source: Source, mapping: Mapping, headers: Sequence[str], stem: str, today: date) -> RowPlan:
    """Bind a mapping to a file's headers. `stem`: the file's name without ending, for "@file".

    Raises FileRefused where the mapping names a header the file has not, or a constant that is no value.
    """
    planned_columns: list[PlannedColumn] = []
    made_long = bound_to_file(mapping.reshaping, source, mapping.columns, headers)
    for reshaped in made_long.made if made_long else ():
        reading = _reading(source.column(reshaped.name), mapping, source, today)
        planned_columns.append(PlannedColumn(reading, reshaped.place, reshaped.header))
    for name, header in mapping.columns.items():
        if made_long and made_long.place_of(name):
            continue
        reading = _reading(source.column(name), mapping, source, today)
        if header == SHEET:
            planned_columns.append(PlannedColumn(reading, "sheet", "the sheet's name"))
        elif header == FILE:
            planned_columns.append(_constant(reading, stem, "the file's name"))
        elif header in headers:
            planned_columns.append(PlannedColumn(reading, f"c{list(headers).index(header)}", header))
        else:
            raise FileRefused(
                f"The mapping reads {name} from a column the file does not have.",
                (Problem("missing_column", f"There is no column {shown(header)}.", column=header),),
            )
    for name, text in mapping.constants.items():
        if name not in mapping.columns and not (made_long and made_long.place_of(name)):
            planned_columns.append(
                _constant(_reading(source.column(name), mapping, source, today), text, name)
            )
    declared, declared_values = _declared(source, mapping)
    return RowPlan(
        source, tuple(planned_columns), declared, declared_values, _rules(source, today), today, made_long
    )


def _reading(column: Column, mapping: Mapping, source: Source, today: date) -> ColumnReading:
    if column.name in source.topics:
        low, high, _ = mapping.declared_scale
        column = dataclasses.replace(column, minimum=low, maximum=high)
    elif column.type == "money" and column.minimum is None:
        column = dataclasses.replace(column, minimum=0)
    is_date = column.type in DATE_TYPES
    latest = today if is_date and not column.future else None
    farthest = today + _AHEAD[column.future] if is_date and column.future else None
    zone = mapping.zone if mapping.zone and column.name in mapping.zone.columns else None
    spelled = mapping.values.get(column.name, {})
    return ColumnReading(
        column, spelled, mapping.date_order or "mdy", latest=latest, farthest=farthest, zone=zone, today=today
    )


def _constant(reading: ColumnReading, text: str, header: str) -> PlannedColumn:
    parsed = parse(text, reading)
    if parsed.code:
        raise FileRefused(
            f"The value the mapping gives for {reading.column.name} cannot be used: {parsed.message}",
            (Problem(parsed.code, parsed.message, column=header, found=text, expected=parsed.expected),),
        )
    return PlannedColumn(reading, "", header, parsed.value)


def _declared(source: Source, mapping: Mapping) -> tuple[tuple[tuple[str, str], ...], MappingType[str, str]]:
    """What an import declares for its rows: columns with their SQL, and the values it binds.

    Nothing declared is null, so that a later import which declares nothing overrides nothing.
    """
    if source.has_blank_reply:
        # A reply that cannot be read is no blank: nothing is declared of it.
        told = f"case when {_untold('reply')} then $blank_reply::varchar else 'not_recorded' end"
        sql = told if mapping.blank_reply else "null::varchar"
        return (("blank_reply", sql),), ({"blank_reply": mapping.blank_reply} if mapping.blank_reply else {})
    if source.has_scale:
        low, high, direction = mapping.declared_scale
        is_answered = " or ".join(f"{quoted(topic)} is not null" for topic in source.topics)
        columns = tuple(
            (name, f"case when {is_answered} then ${name}::varchar end")
            for name in ("scale_low", "scale_high", "scale_direction")
        )
        bound = {"scale_low": f"{low:g}", "scale_high": f"{high:g}", "scale_direction": direction}
        return columns, bound
    if source.id == "interview_log":
        # Kept beside `status`, not in it: a file without statuses must not overrule one that states them.
        # Nor is a status that nobody has explained: it may say that the talk fell through.
        by_date = (
            f"case when {_untold('status')} and nullif(status, '<clear>') is null and held_on is not null"
            " then case when held_on <= $today then 'held' else 'scheduled' end end"
        )
        return (("status_by_date", by_date),), {}
    return (), {}


def filled(name: str) -> str:
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
        empty = " and ".join(f"{filled(name)} is null" for name in names)
        not_reported = " and ".join(_untold(name) for name in names)
        either = " or ".join(names)
        rules.append(
            Rule(
                "missing_value", f"{empty} and {not_reported}", f"{either} is needed.", f"{either}", names[0]
            )
        )
    for column in source.columns:
        if column.future == "if_scheduled" and any(other.name == "status" for other in source.columns):
            rules.append(
                Rule(
                    "future_date",
                    f"{filled(column.name)} > $today and coalesce({filled('status')}, 'scheduled')"
                    " <> 'scheduled'",
                    f"{column.name} lies after the day of import, and the row is not a scheduled one.",
                    "a day that has passed, or the status scheduled",
                    column.name,
                )
            )
    return (*rules, *(_SOURCE_RULES[name](source) for name in source.rules if name in _SOURCE_RULES))


def _untold(name: str) -> str:
    """True unless the cell could not be read. (The placeholder is filled in by `rules_sql.told_sql`.)"""
    return f"{{{name}}}"


def _permissions_within_names(source: Source) -> Rule:
    listed = f"len(list_filter(string_split({filled('referred_contacts')}, ';'), lambda one: one <> ''))"
    named = (
        f"greatest(try_cast({filled('referrals_count')} as bigint), {listed})"  # greatest passes nulls over
    )
    return Rule(
        "more_permissions_than_names",
        f"{_untold('referrals_count')} and try_cast({filled('referrals_with_permission_count')} as bigint) > {named}",
        "More people come with permission to use the contact's name than were named at all.",
        "at most as many permissions as names",
        "referrals_with_permission_count",
    )


_SOURCE_RULES = {"permissions_within_names": _permissions_within_names}


_LIKELY_MINUTES = (4, 240)  # where the middle of a column of bare minutes lies


def unit_kinds(column: Column) -> tuple[str, ...]:
    """The lists of units (cell_values/units.toml) that may stand beside a column's numbers."""
    if column.unit == "minutes":
        return (units.DURATIONS,)
    if column.type == "money":
        return (units.CURRENCIES, units.PERIODS) if column.unit.endswith("per year") else (units.CURRENCIES,)
    return ()


def likely_minutes(unit: Unit, middle: float | None) -> Unit:
    """The unit of a column of minutes; a doubt where the header names none and the numbers' middle is no usual talk."""
    if unit.minutes is not None or middle is None or _LIKELY_MINUTES[0] <= middle <= _LIKELY_MINUTES[1]:
        return unit
    which = "small: they may be hours" if middle < _LIKELY_MINUTES[0] else "large: they may be seconds"
    return dataclasses.replace(
        unit, doubt=f"nothing says of what, and for minutes the column's numbers are {which}."
    )


_LIKELY_SALARY = (
    20_000.0,
    150_000.0,
)  # where the middle of a column of bare salaries lies, in dollars a year
_TIMES_OTHERS = 2.5  # or between the middle of the office's other salaries divided and multiplied by this
FEWEST_SALARIES = 3  # from which a middle tells anything


def likely_dollars(unit: Unit, middle: float | None, others: float | None, named: str) -> Unit:
    """The unit of a column of yearly salaries; a doubt where its header names no dollars, and the file names a foreign
    currency elsewhere or the numbers' middle is no usual salary in dollars.

    middle: of the column's bare numbers; others: of the office's other salaries; None where there are too few. named:
    where a foreign currency is named, "" for nowhere.
    """
    doubt = _doubt_of_dollars(middle, others, named)
    is_said = unit.currency or unit.period not in ("", "year") or unit.thousands
    return unit if is_said or not doubt else dataclasses.replace(unit, doubt=doubt)


def _doubt_of_dollars(middle: float | None, others: float | None, named: str) -> str:
    if named:
        return f"{named} names another currency, and nothing says that these are dollars."
    least, most = (others / _TIMES_OTHERS, others * _TIMES_OTHERS) if others else _LIKELY_SALARY
    if middle is None or least <= middle <= most:
        return ""
    which = "low" if middle < least else "high"
    beside = "beside the office's other salaries" if others else "for salaries in dollars a year"
    return f"the column's numbers are very {which} {beside}, and nothing says that they are dollars a year."


# Source -> (the day somebody was first written to, the day of the talk it opened).
OPENING = {"contact_tracker": ("first_contacted_on", "talked_on")}
LEAST_ROWS_THAT_TELL = 2

# How far ahead a day may lie by what a column allows of days to come: appointments, and ends of studies.
_AHEAD = {"if_scheduled": timedelta(days=548), "always": timedelta(days=15 * 365)}
YEARS_BACK = 10  # days before are asked about where most others of the column are later


def likely_days(reading: ColumnReading) -> Window | None:
    """The first and the last day that a cell of a column of dates is likely to mean, for the order of its parts."""
    last = reading.latest or reading.farthest
    return (years_back(reading.today), last) if reading.today and last else None


def years_back(today: date) -> date:
    return today.replace(year=today.year - YEARS_BACK, day=1)


def is_of_logs(source: Source, column: Column) -> bool:
    """Whether a column holds days of the office's own time: what students did, not when they or others began."""
    return column.type in DATE_TYPES and not {"contact", "referred"}.isdisjoint(source.one_of_groups)


def settled(
    plan: RowPlan,
    orders: MappingType[str, DateOrder],
    date_order: str,
    swapped: MappingType[str, Swapped] = MappingProxyType({}),
    labels: MappingType[str, str] = MappingProxyType({}),
) -> tuple[RowPlan, tuple[Problem, ...]]:
    """The plan with each date column's way of writing decided, and what was uncertain about it.

    A mapping's `date_order` decides; else the column's header, with its question from `labels`; else its own values;
    else the file's other columns; else US. `swapped`: columns whose true dates look exchanged.
    """
    known = {written.order for written in orders.values() if written.is_known and not written.is_mixed}
    shared = known.pop() if len(known) == 1 else ""
    notes: list[Problem] = []
    planned_columns: list[PlannedColumn] = []
    dates: list[DateQuestion] = []
    for column in plan.columns:
        written = orders.get(column.name)
        if written is None:
            planned_columns.append(column)
            continue
        said = order_said(f"{column.header} {labels.get(column.header, '')}")
        order = date_order or said or (written.order if written.is_known else shared) or written.order
        is_denied = said and any(told != said for told, _ in written.told)
        is_open = is_denied or written.is_mixed or not (written.is_known or shared or said)
        is_ambiguous = bool(written.ambiguous and not date_order and is_open)
        exchanged = swapped.get(column.name)
        is_back = bool(exchanged and exchanged.is_sure and date_order in ("", written.order))
        if exchanged and not date_order:
            dates.append(DateQuestion(column.name, column.header, order, True, exchanged.example))
            notes.append(_exchanged(column, exchanged, order, is_back))
        elif written.ambiguous or written.is_known:
            dates.append(DateQuestion(column.name, column.header, order, is_ambiguous, written.example))
        if is_ambiguous:
            notes.append(
                Problem(
                    "ambiguous_dates",
                    f"Some dates in {shown(column.header)} can be read two ways; they were read as "
                    + ("day/month/year." if order == "dmy" else "month/day/year, as in the United States."),
                    column=column.header,
                    expected="dates written in one order",
                    count=written.ambiguous,
                )
            )
        reading = dataclasses.replace(
            column.reading, order=order, is_serial=written.is_serial, is_swapped=is_back
        )
        planned_columns.append(dataclasses.replace(column, reading=reading))
    return dataclasses.replace(plan, columns=tuple(planned_columns), dates=tuple(dates)), tuple(notes)


def _exchanged(column: PlannedColumn, of: Swapped, order: str, is_back: bool) -> Problem:
    """What is said of true dates whose day and month look exchanged."""
    written_as = "day/month/year" if order == "dmy" else "month/day/year"
    dates = "One date" if of.count == 1 else f"{of.count:,} dates"
    done = f"read back as {written_as}" if is_back else "taken as they stand"
    return Problem(
        "swapped_dates",
        f"{dates} in {shown(column.header)} look as if a spreadsheet had swapped day and month: the dates it left as"
        f" text are {written_as}, and no other has a day above 12. They were {done}: please check.",
        column=column.header,
        found=of.example,
        expected='date_order = "dmy" or "mdy" as the dates were typed, "ymd" to take them as they stand',
        count=of.count,
    )
