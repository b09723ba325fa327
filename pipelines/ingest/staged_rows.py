"""A file's rows as temp tables of the import's connection: text, then read and checked, then with keys.

    raw(file_row, sheet, c0 …)            the cells as text, not one row missing
    odd(name, text, value, code, …)       what cell_values makes of each distinct cell that is not canonical
    parsed, refused                       made from both by rules_sql.py
    keyed, superseded; views taken, accepted

Set-based: only distinct odd texts pass through Python, never a row.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipelines.errors import Problem
from pipelines.ingest import row_plan, rules_sql
from pipelines.ingest.request import Request
from pipelines.ingest.row_plan import RowPlan
from pipelines.mapping import reshaping
from pipelines.mapping.cell_values.dates import DATE_TYPES, date_order
from pipelines.mapping.cell_values.parsers import parse
from pipelines.mapping.multiple_choice import learn_choices
from pipelines.mapping.unknown_spellings import DECIDED_BY_VALUE, UNKNOWN_CODES, UnknownValue, unknown_values
from pipelines.sources.catalog import Source, normalise
from pipelines.store.warehouse import Connection, StoreFault, count_of, quoted

CHUNK = 50_000  # distinct texts read at a time
MOST_ALIKE = 200  # touches of one student and contact on one day that corrected rows are told apart from


def bind(connection: Connection, request: Request, sql: str, bound: dict[str, object]) -> None:
    """Run a statement of rules_sql.py with its values, and the file's first row where it asks for that."""
    if "$first_row" in sql:
        bound["first_row"] = request.tables[0].cells.first_row
    connection.execute(sql, bound or None)


def load_text(connection: Connection, request: Request) -> None:
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
    if count_of(connection, "select count(*) from raw") != expected:
        raise StoreFault("the rows loaded are not the rows the reader counted")


def reshape(connection: Connection, request: Request) -> None:
    """A wide file made long (reshaping.py): `raw` anew, with a row a response and the columns made for it."""
    if request.plan.reshaping is None:
        return
    connection.execute("alter table raw rename to wide")
    bind(connection, request, *reshaping.reshaped_sql(request.plan.reshaping, len(request.columns)))
    connection.execute("drop table wide")


def fold(connection: Connection, plan: RowPlan) -> None:
    """The row of the file is the unit again, where a row makes several responses."""
    for statement in rules_sql.fold_sql() if plan.is_split else ():
        connection.execute(statement)


def fold_superseded(connection: Connection, plan: RowPlan) -> None:
    """`superseded` in rows of the file: those none of whose responses is accepted."""
    if not plan.is_split:
        return
    connection.execute("create temp table superseded_responses as select * from superseded")
    connection.execute(
        "create or replace temp view accepted as select * from taken"
        " where not is_bad and pos not in (select pos from superseded_responses)"
    )
    connection.execute(
        """
        create or replace temp table superseded as
        select min(pos) as pos, row_number, sheet, max(winner) as winner
        from superseded_responses
        where (sheet, row_number) not in (select (sheet, row_number) from accepted)
        group by row_number, sheet
        """
    )


def unknown_choices(connection: Connection, plan: RowPlan, odd: frozenset[str]) -> list[UnknownValue]:
    """Spellings of choices that nobody has explained, while `raw` is there."""
    found: list[UnknownValue] = []
    for planned in plan.columns:
        if planned.name in odd and planned.reading.column.type in DECIDED_BY_VALUE:
            counted = connection.execute(
                f"select raw.{planned.place}, count(*) from raw join odd on odd.name = $name"  # noqa: S608
                f" and odd.text = raw.{planned.place} where odd.code in $codes group by 1",
                {"name": planned.name, "codes": list(UNKNOWN_CODES)},
            ).fetchall()
            found += unknown_values(planned.reading, planned.header, counted)
    return found


def _learned(connection: Connection, plan: RowPlan) -> RowPlan:
    """The plan with choices that hold commas learned from the columns themselves."""
    columns = []
    for planned in plan.columns:
        if planned.place and planned.reading.column.type == "choices":
            texts = next(_texts(connection, rules_sql.odd_sql(planned)), [])
            planned = replace(planned, reading=replace(planned.reading, learned=learn_choices(texts)))
        columns.append(planned)
    return replace(plan, columns=tuple(columns))


def read_odd_cells(
    connection: Connection, request: Request
) -> tuple[RowPlan, frozenset[str], tuple[Problem, ...]]:
    """Have cell_values read every distinct cell that is not plainly canonical, into `odd`."""
    connection.execute(
        "create temp table odd"
        " (name varchar, text varchar, value varchar, code varchar, message varchar, expected varchar)"
    )
    orders = {}
    for planned in request.plan.columns:
        if planned.place and planned.reading.column.type in DATE_TYPES:
            texts = (text for chunk in _texts(connection, rules_sql.odd_sql(planned)) for text in chunk)
            found = date_order(texts, planned.reading.blanks)
            if found.is_serial and count_of(connection, rules_sql.has_plain_sql(planned)):
                found = replace(found, is_serial=False)
            orders[planned.name] = found
    plan, notes = row_plan.settled(request.plan, orders, request.mapping.date_order)
    plan = _learned(connection, plan)
    odd: set[str] = set()
    for planned in plan.columns:
        if not planned.place:
            continue
        for chunk in _texts(connection, rules_sql.odd_sql(planned)):
            read = [parse(text, planned.reading) for text in chunk]
            odd.add(planned.name)
            connection.execute(
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
    return plan, frozenset(odd), notes


def _texts(connection: Connection, sql: str) -> Iterator[list[str]]:
    """A column of texts in chunks."""
    found = [row[0] for row in connection.execute(sql).fetchall()]
    for start in range(0, len(found), CHUNK):
        yield found[start : start + CHUNK]


def tell_twins_apart(connection: Connection, source: Source, corrects: int | None = None) -> None:
    """Rows of equal keys in one file: told apart by their ordinal, or the last wins.

    Makes `keyed(pos, row_key)` of those whose key got an ordinal, `superseded(pos, row_number, sheet,
    winner)`, and the view `accepted` = parsed with row_key, less the bad and the superseded. Ordinals count
    rejected rows too, so that a corrected row comes back as the one it was; in a file of rejected rows alone
    (of import `corrects`) they are those that its accepted rows left free.
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
    if corrects is not None and source.has_occurrence:
        _keep_to_free_places(connection, source, corrects)
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
    has_keyed = count_of(connection, "select count(*) from keyed") > 0
    has_superseded = count_of(connection, "select count(*) from superseded") > 0
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


def _keep_to_free_places(connection: Connection, source: Source, corrects: int) -> None:
    """Make `keyed` anew: each row the next ordinal whose key no accepted row of import `corrects` has."""
    connection.execute(
        f"""
        create or replace temp table keyed as
        with mine as (
            select pos, base_key, row_number() over (partition by base_key order by pos) as nth
            from parsed
            where nullif(row_id, '<clear>') is null
        ),
        places as (
            select base_key, ordinal,
                case ordinal when 1 then base_key
                    else md5_number(base_key::varchar || '#' || ordinal::varchar) end as row_key
            from (select distinct base_key from mine), unnest(generate_series(1, $most)) as series(ordinal)
        ),
        free as (
            select base_key, row_key, row_number() over (partition by base_key order by ordinal) as nth
            from places
            where row_key not in (
                select row_key from record.{quoted(source.id)} where import_id = $corrects
            )
        )
        select mine.pos, free.row_key
        from mine join free using (base_key, nth)
        """,  # noqa: S608 - a name of our own source files
        {"most": MOST_ALIKE, "corrects": corrects},
    )
