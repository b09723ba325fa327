"""A file's rows in temp tables of the import's connection: text, then read and checked, then with keys.

`StagedRows` owns them: only the modules named here know them, but for the two relations it publishes.

    raw(file_row, sheet, c0 …)            the cells as text, not one row missing; column_units.py reads what they count
    odd(name, text, value, code, …)       what cell_values makes of each distinct cell that is not canonical
    parsed, refused                       made from both by rules_sql.py
    keyed, superseded; views taken, accepted: made by same_keys.py

Set-based: only distinct odd texts pass through Python, never a row.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any

from pipelines.errors import Problem
from pipelines.ingest import ledger, row_plan, rules_sql, same_keys
from pipelines.ingest.column_units import ColumnUnits
from pipelines.ingest.import_report import RejectedRow
from pipelines.ingest.left_out import Repeated, repeated_columns
from pipelines.ingest.not_recorded import NotRecorded, listed
from pipelines.ingest.request import Request
from pipelines.ingest.row_plan import PlannedColumn, RowPlan
from pipelines.ingest.unit_question import UnitQuestion
from pipelines.mapping import reshaping
from pipelines.mapping.cell_values.date_orders import date_order, looks_swapped
from pipelines.mapping.cell_values.dates import DATE_TYPES
from pipelines.mapping.cell_values.parsers import parse
from pipelines.mapping.cell_values.reading import DECIDED_BY_VALUE, shown
from pipelines.mapping.multiple_choice import learn_choices
from pipelines.mapping.row_contacts import who_columns
from pipelines.mapping.samples import places
from pipelines.mapping.unknown_spellings import UNKNOWN_CODES, UnknownValue, unknown_values
from pipelines.sources.catalog import STUDENT_KEYS, Source
from pipelines.store.warehouse import Connection, StoreFault, count_of, fetch, quoted

CHUNK = 50_000  # distinct texts read at a time
TOLD_ALONE = 3  # texts of one kind of problem in one column that are named each
DISTINCT_LOOKED_AT = 5_000
MAC_DAY_ZERO = date(1904, 1, 1)


class StagedRows:
    """The rows of one import, inside its transaction; the steps are called once, in the order they stand here.

    plan: after `check`, with dates and choices settled. notes: what was uncertain about the dates.
    unknown_values: spellings of choices that nobody has explained. not_recorded: cells left blank though their rows
    come in. unit_questions: columns of numbers whose unit nothing says, with the answer where there is one.
    repeated: columns that ask for the same once more. further: rows that contacts beside a row's first one became.
    TAKEN: every row with its key, bad ones too. ACCEPTED: those that go into the record. Both have `pos`,
    `row_number`, `sheet`, `row_key` and the plan's stored columns, and may be read by whoever meets them with
    the record.
    """

    TAKEN = "taken"
    ACCEPTED = "accepted"

    def __init__(self, connection: Connection, request: Request) -> None:
        self.connection = connection
        self.request = request
        self.plan: RowPlan = request.plan
        self.notes: tuple[Problem, ...] = ()
        self.unknown_values: tuple[UnknownValue, ...] = ()
        self.not_recorded: tuple[NotRecorded, ...] = ()
        self.unit_questions: tuple[UnitQuestion, ...] = ()
        self.repeated: tuple[Repeated, ...] = ()
        self.further = 0

    @cached_property
    def identity(self) -> str:
        """What the ledger knows the file by, or the sheets of it that are taken."""
        sheets = [table.sheet for table in self.request.tables if table.sheet]
        return ledger.identity(self.connection, self.request.reading.sha256, self.source.id, sheets)

    @property
    def source(self) -> Source:
        return self.request.source

    # -- steps ------------------------------------------------------------------------------------------

    def load(self) -> None:
        """The tables' rows as text, one response a row where the file is wide; asserts that not one is missing."""
        self._load_text()
        self._reshape()

    def check(self) -> None:
        """Read every cell, apply every rule: the good rows and the bad ones, with what is wrong with them."""
        odd = self._read_odd_cells()
        self._execute(*rules_sql.parsed_sql(self.plan, odd, self.request.columns))
        self._drop_days_of_entry()
        self._execute(*rules_sql.refused_sql(self.plan, odd, self.request.columns))
        self.unknown_values = tuple(self._unknown_choices(odd))
        for statement in rules_sql.fold_sql() if self.plan.is_split else ():
            self.connection.execute(statement)
        self.not_recorded = tuple(self._not_recorded(odd))
        self.repeated = tuple(self._repeated())
        self.connection.execute("drop table raw")

    def tell_apart(self, corrects: int | None = None) -> None:
        """Rows of equal keys in one file: told apart by their ordinal, or the last wins.

        Ordinals count rejected rows too, so that a corrected row comes back as the one it was; in a file of
        rejected rows alone (of import `corrects`) they are those that its accepted rows left free.
        """
        same_keys.tell_apart(self.connection, self.source, corrects)
        if self.plan.is_split:
            same_keys.fold_superseded(self.connection)

    # -- what is told of them ---------------------------------------------------------------------------

    def counts(self) -> dict[str, int]:
        """Accepted, refused and superseded, in rows of the file."""
        return {
            "accepted": count_of(self.connection, f"select {self.counted_in_file} from accepted"),  # noqa: S608
            "refused": count_of(self.connection, "select count(*) from refused"),
            "superseded": count_of(self.connection, "select count(*) from superseded"),
        }

    @property
    def counted_in_file(self) -> str:
        """SQL that counts rows of the file among rows of TAKEN or ACCEPTED; one may make two responses."""
        return "count(distinct (sheet, row_number))" if self.plan.is_split else "count(*)"

    def problems(self, limit: int) -> Iterator[Problem]:
        """Problems by kind and column, the most frequent first, each with its first row as the example.

        Each spelling that is no known value stands for itself, for two of them are two decisions; and so do the
        commonest texts of every other kind, so that they are named.
        """
        rows = fetch(
            self.connection,
            """
            with by_text as (
                select p.code as code, p.column as column, lower(p.found) as folded, count(*) as n, min(p.row) as row,
                    arg_min(p.message, p.row) as message, arg_min(p.found, p.row) as found,
                    arg_min(p.expected, p.row) as expected
                from (select unnest(problems) as p from refused)
                group by all
            ),
            placed as (
                select *, row_number() over (partition by code, "column" order by n desc, row) as place from by_text
            )
            select code, "column", sum(n)::bigint as count, min(row) as row, arg_min(message, row) as message,
                arg_min(found, row) as found, arg_min(expected, row) as expected
            from placed
            group by code, "column", case when code = 'unknown_choice' or place <= $alone then folded end,
                place <= $alone
            order by sum(n) desc, min(row)
            limit $limit
            """,
            {"limit": limit, "alone": TOLD_ALONE},
        )
        yield from (Problem(**row) for row in rows)

    def causes(self, limit: int, examples: int) -> list[dict[str, Any]]:
        """Refused rows by code and header, the commonest first: code, header, n, message, and examples (found,
        count, row), the commonest first."""
        return fetch(
            self.connection,
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
            {"limit": limit, "examples": examples},
        )

    def accepted_sample(self, limit: int) -> list[dict[str, Any]]:
        """The first accepted rows: row_number, sheet and the columns that the file fills."""
        filled = {planned.name for planned in self.plan.columns}
        names = ", ".join(quoted(name) for name in self.source.names if name in filled)
        sql = f"select row_number, sheet, {names} from accepted order by pos limit $limit"  # noqa: S608
        return fetch(self.connection, sql, {"limit": limit})

    def refused_sample(self, limit: int) -> Iterator[RejectedRow]:
        """The first refused rows."""
        sql = "select row_number, sheet, cells, problems from refused order by pos limit $limit"
        for row in fetch(self.connection, sql, {"limit": limit}):
            problems = tuple(Problem(**problem) for problem in row["problems"])
            yield RejectedRow(row["row_number"], row["sheet"], json.loads(row["cells"]), problems)

    def first_and_last_day(self) -> tuple[str | None, str | None]:
        """The span of the accepted rows' own dates; None twice where the source has none."""
        day = day_sql(self.source) or "null::varchar"
        sql = f"select min({day}) as first, max({day}) as last from accepted"  # noqa: S608
        row = fetch(self.connection, sql)[0]
        return row["first"], row["last"]

    def strangers(self, roster_sql: str, limit: int) -> dict[str, Any] | None:
        """Students of accepted rows whom the roster does not hold: n, some of them, and how many it knows.

        roster_sql: a query that gives id and email, in lower case. None where rows name no student by either.
        """
        named = [name for name in STUDENT_KEYS if name in self.source.names]
        if not named:
            return None
        id, email = (
            f"lower(nullif({name}, '<clear>'))" if name in named else "null" for name in STUDENT_KEYS
        )
        return fetch(
            self.connection,
            f"""
            with roster as ({roster_sql}),
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
            {"some": limit},
        )[0]

    def values_of(self, name: str, limit: int = 20) -> list[tuple[str, int]]:
        """The commonest filled cells of a column among the accepted rows, and how many rows have each."""
        cell = f"nullif({quoted(name)}, '<clear>')"
        rows = self.connection.execute(
            f"select {cell} as text, count(*) from accepted where text is not null"  # noqa: S608 - our own names
            " group by text order by count(*) desc, text limit $limit",
            {"limit": limit},
        ).fetchall()
        return [(str(text), int(count)) for text, count in rows]

    def uncounted(self) -> dict[str, int]:
        """Accepted rows of the file that count in no figure, by reason (one of left_out.NO_FIGURE)."""
        found = {}
        if self.source.counts_with:
            reason = "unanswered" if self.source.topics else "undated"
            blank = " and ".join(
                f"{quoted(name)} is null" for name in self.source.counts_with if name in self.plan.stored
            )
            found[reason] = self._accepted_where(blank or "true")
        for column in self.source.columns:
            if column.future == "if_scheduled" and column.name in self.plan.stored:
                found["ahead"] = self._accepted_where(f"try_cast({quoted(column.name)} as date) > $today")
        return found

    def _accepted_where(self, condition: str) -> int:
        sql = f"select {self.counted_in_file} as n from accepted where {condition}"  # noqa: S608 - our own names
        bound = {"today": self.plan.today} if "$today" in condition else {}
        return int(fetch(self.connection, sql, bound)[0]["n"])

    def students(self) -> int:
        """How many students the accepted rows name by their ids."""
        return count_of(self.connection, "select count(distinct lower(student_id)) from accepted")

    # -- into the record --------------------------------------------------------------------------------

    def append_to_record(self, import_id: int) -> None:
        """The accepted rows as versions, the refused ones with their problems, the superseded ones as skipped."""
        names = ", ".join(quoted(name) for name in self.plan.stored)
        why = (
            " is of the same student; it holds what both list" if self.source.unites else " has the same key"
        )
        # Rows carry their number, so their order need not be kept; twice as fast.
        self.connection.execute("set preserve_insertion_order = false")
        for sql in (
            f"""
            insert into record.{quoted(self.source.id)} (import_id, row_number, row_key, is_retired, {names})
            select $import_id, row_number, row_key, false, {names} from accepted
            """,  # noqa: S608 - names of our own source files
            """
            insert into record.rejects
            select $import_id, row_number, sheet, cells, to_json(problems)::varchar from refused
            """,
            f"""
            insert into record.skips
            select $import_id, row_number, sheet, 'superseded', 'row ' || winner || '{why}'
            from superseded
            """,  # noqa: S608 - one of two constants
        ):
            self.connection.execute(sql, {"import_id": import_id})

    # -- how ----------------------------------------------------------------------------------------------

    def _execute(self, sql: str, bound: dict[str, object]) -> None:
        """Run a statement of rules_sql.py with its values, and the file's first row where it asks for that."""
        if "$first_row" in sql:
            bound["first_row"] = self.request.tables[0].cells.first_row
        self.connection.execute(sql, bound or None)

    def _load_text(self) -> None:
        """The tables' rows as text into `raw(file_row, sheet, c0 …)`; asserts that not one is missing.

        The dialect and the columns are said, never guessed: a guessing reader drops rows without a word.
        """
        names = [f"c{number}" for number in range(len(self.request.columns))]
        columns = ", ".join(f"{name} varchar" for name in names)
        self.connection.execute(f"create temp table raw (file_row bigint, sheet varchar, {columns})")
        for table in self.request.tables:
            order = places(table, self.request.columns)
            cells = table.cells
            own = [f"c{number}" for number in range(len(table.columns))]
            fields = own if cells.is_original else ["file_row", *own]
            typed = ", ".join(f"'{name}': 'varchar'" for name in fields)
            chosen = ", ".join("null" if number is None else f"c{number}" for number in order)
            file_row = "null" if cells.is_original else "file_row::bigint"
            # Told "\r\n", DuckDB 2.0 loses every row; told nothing, it reads such files whole.
            newline = "new_line = '\\n'," if cells.newline == "\n" else ""
            self.connection.execute(
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
        expected = sum(table.row_count for table in self.request.tables)
        if count_of(self.connection, "select count(*) from raw") != expected:
            raise StoreFault("the rows loaded are not the rows the reader counted")

    def _reshape(self) -> None:
        """A wide file made long (reshaping.py): `raw` anew, with a row a response and the columns made for it."""
        if self.plan.reshaping is None:
            return
        self.connection.execute("alter table raw rename to wide")
        self._execute(*reshaping.reshaped_sql(self.plan.reshaping, len(self.request.columns)))
        if self.plan.reshaping.sections > 1:
            counted = "(select count(*) from raw) - (select count(*) from wide)"
            self.further = count_of(self.connection, f"select {counted}")
        self.connection.execute("drop table wide")

    def _read_odd_cells(self) -> frozenset[str]:
        """Have cell_values read every distinct cell that is not plainly canonical, into `odd`; the columns that
        have such cells."""
        self.connection.execute(
            "create temp table odd"
            " (name varchar, text varchar, value varchar, code varchar, message varchar, expected varchar)"
        )
        units = ColumnUnits(self.connection, self.request)
        self.plan = units.settled(self.plan)
        self.unit_questions = units.questions
        self._settle_dates()
        self._learn_choices()
        odd: set[str] = set()
        for planned in self.plan.columns:
            for chunk in self._odd_texts(planned) if planned.place else ():
                read = [parse(text, planned.reading) for text in chunk]
                odd.add(planned.name)
                self.connection.execute(
                    """
                    insert into odd
                    select $name, unnest($texts::varchar[]), unnest($values::varchar[]),
                        unnest($codes::varchar[]), unnest($messages::varchar[]), unnest($expected::varchar[])
                    """,
                    {
                        "name": planned.name,
                        "texts": chunk,
                        "values": [one.value for one in read],
                        "codes": [one.code or None for one in read],
                        "messages": [one.message or None for one in read],
                        "expected": [one.expected or None for one in read],
                    },
                )
        return frozenset(odd)

    def _settle_dates(self) -> None:
        """Decide for each column of dates how they are written, and which of them nobody means."""
        orders, swapped = {}, {}
        for planned in self.plan.columns:
            if planned.place and planned.reading.column.type in DATE_TYPES:
                texts = (text for chunk in self._odd_texts(planned) for text in chunk)
                window = row_plan.likely_days(planned.reading)
                order = date_order(texts, planned.reading.blanks, window)
                if order.is_serial and count_of(self.connection, rules_sql.has_plain_sql(planned)):
                    order = replace(order, is_serial=False)
                orders[planned.name] = order
                exchanged = looks_swapped(self._some_texts(planned), order, window) if order.told else None
                if exchanged:
                    swapped[planned.name] = exchanged
        labels = {column: self.request.label_of(column) for column in self.request.columns}
        self.plan, self.notes = row_plan.settled(
            self.plan, orders, self.request.mapping.date_order, swapped, labels
        )
        self.plan = replace(self.plan, columns=tuple(map(self._with_days, self.plan.columns)))

    def _with_days(self, planned: PlannedColumn) -> PlannedColumn:
        """A column of dates with the day its workbook counts from and, in a log, the first day that is likely."""
        if not planned.place or planned.reading.column.type not in DATE_TYPES:
            return planned
        if self.request.tables[0].counts_from_1904:
            planned = replace(planned, reading=replace(planned.reading, day_zero=MAC_DAY_ZERO))
        if not row_plan.is_of_logs(self.source, planned.reading.column):
            return planned
        first = row_plan.years_back(self.plan.today)
        days = [day[:10] for text in self._some_texts(planned) if (day := parse(text, planned.reading).value)]
        old = sum(day < first.isoformat() for day in days)
        if not old:
            return planned
        if 2 * old < len(days):
            return replace(planned, reading=replace(planned.reading, earliest=first))
        message = (
            f"Most dates in {shown(planned.header)} lie more than {row_plan.YEARS_BACK} years back, the first in"
            f" {min(days)[:4]}: please check."
        )
        self.notes += (Problem("long_ago", message, column=planned.header, found=min(days), count=old),)
        return planned

    def _some_texts(self, planned: PlannedColumn) -> list[str]:
        """Distinct filled cells of a column, plain ones too, as many as say how it is written."""
        sql = f"select distinct {planned.place} from raw where trim({planned.place}) <> '' limit {DISTINCT_LOOKED_AT}"  # noqa: S608 - a place of ours
        return [text for (text,) in self.connection.execute(sql).fetchall()]

    def _learn_choices(self) -> None:
        """Learn choices that hold commas from the columns themselves."""
        columns = []
        for planned in self.plan.columns:
            if planned.place and planned.reading.column.type == "choices":
                learned = learn_choices(next(self._odd_texts(planned), []))
                planned = replace(planned, reading=replace(planned.reading, learned=learned))
            columns.append(planned)
        self.plan = replace(self.plan, columns=tuple(columns))

    def _odd_texts(self, planned: PlannedColumn) -> Iterator[list[str]]:
        """Distinct cells of a column that are not plainly canonical, in chunks."""
        texts = [row[0] for row in self.connection.execute(rules_sql.odd_sql(planned)).fetchall()]
        for start in range(0, len(texts), CHUNK):
            yield texts[start : start + CHUNK]

    def _drop_days_of_entry(self) -> None:
        """A day of first contact that lies after the talk in every row is the day of the entry: nobody wrote then."""
        opening = row_plan.OPENING.get(self.source.id)
        planned = self.plan.column(opening[0]) if opening else None
        if opening is None or planned is None or self.plan.column(opening[1]) is None:
            return
        first, talked = (f"nullif({quoted(name)}, '<clear>')" for name in opening)
        has_both = f"{first} is not null and {talked} is not null"
        counted = f"select count(*), count(*) filter ({first} > {talked}) from parsed where {has_both}"  # noqa: S608 - our own names
        both, after = self.connection.execute(counted).fetchone() or (0, 0)
        if both < row_plan.LEAST_ROWS_THAT_TELL or after < both:
            return
        dropped = f"update parsed set {quoted(opening[0])} = null where {has_both}"  # noqa: S608 - as above
        self.connection.execute(dropped)
        message = (
            f"The day in {shown(planned.header)} lies after the talk in every row: it was taken for the"
            " day of the entry, and no message was counted on it."
        )
        self.notes += (Problem("day_of_entry", message, column=planned.header, count=both),)

    def _unknown_choices(self, odd: frozenset[str]) -> Iterator[UnknownValue]:
        """Spellings of choices that nobody has explained, while `raw` is there."""
        for planned in self.plan.columns:
            if planned.name in odd and planned.reading.column.type in DECIDED_BY_VALUE:
                counted = self.connection.execute(
                    f"select raw.{planned.place}, count(*) from raw join odd on odd.name = $name"  # noqa: S608
                    f" and odd.text = raw.{planned.place} where odd.code in $codes group by 1",
                    {"name": planned.name, "codes": list(UNKNOWN_CODES)},
                ).fetchall()
                yield from unknown_values(planned.reading, planned.header, counted)

    def _not_recorded(self, odd: frozenset[str]) -> Iterator[NotRecorded]:
        """Cells that could not be read and cost no row, while `raw` is there."""
        for planned in self.plan.columns:
            if planned.name in odd:
                sql = rules_sql.not_recorded_sql(planned)
                cells = fetch(self.connection, sql, {"name": planned.name})
                known = f"select count({quoted(planned.name)}) from parsed where not is_bad"  # noqa: S608 - our own name
                is_all = bool(cells) and count_of(self.connection, known) == 0
                yield from listed(planned.name, planned.header, cells, is_all)

    def _repeated(self) -> Iterator[Repeated]:
        """Columns that ask for the same once more, and how many rows fill them, while `raw` is there."""
        has_contacts = bool(who_columns(self.source))
        for headers in repeated_columns(self.request.mapping.matches, has_contacts):
            places = [f"c{self.request.columns.index(header)}" for header in headers]
            is_filled = " or ".join(f"trim({place}) <> ''" for place in places)
            sql = f"select count(distinct (sheet, file_row)) from raw where {is_filled}"  # noqa: S608 - places of ours
            yield Repeated(has_contacts, headers, count_of(self.connection, sql))


def day_sql(source: Source) -> str | None:
    """SQL of a row's own day, over the columns of the source; None where the source has no date."""
    return f"left(nullif({quoted(source.needs_date)}, '<clear>'), 10)" if source.needs_date else None
