"""The rows of a file read and checked, as SQL over the loaded text. Pure: a plan -> SQL text.

Three temp tables, made by staged_rows.py:
- `raw(file_row, sheet, c0 … cn)`: the file as text; the row number is `file_row`, else from `$first_row` on;
- `odd(name, text, value, code, message, expected)`: every distinct cell that is not plainly canonical, with
  its canonical text or its problem (cell_values decides); `name` is the canonical column;
- `parsed(pos, row_number, sheet, <canonical columns>, base_key, is_bad)`: what `parsed_sql` makes of both.
So a million clean rows cost a few scans, and only unusual cells and rejected rows pay for more.
"""

from __future__ import annotations

from collections.abc import Mapping as MappingType
from collections.abc import Sequence
from datetime import date

from pipelines.ingest.row_keys import UNMAPPED, key_sql, needs_unmapped, unmapped_sql
from pipelines.ingest.row_plan import PlannedColumn, RowPlan, filled, quoted
from pipelines.mapping.cell_values.dates import EARLIEST_YEAR, LAST_YEAR, class_years, placeholders
from pipelines.mapping.cell_values.reading import INVISIBLE


def literal(text: str) -> str:
    """A text of our own source files as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def _list(texts: Sequence[str] | frozenset[str]) -> str:
    return ", ".join(literal(text) for text in sorted(texts))


# No blank in front, behind or doubled, no control or invisible character, no Excel or text marker.
_UNSEEN = "".join(rf"\x{{{code:X}}}" for code in INVISIBLE)
_TIDY = (
    rf"not regexp_matches({{x}}, '^[\s''=<#]|\s$|\s\s|[[:cntrl:]]|[^\P{{Z}} ]|[{_UNSEEN}]')"
    " and (strlen({x}) = length({x}) or nfc_normalize({x}) = {x})"
)
_IN_RANGE = " and try_cast({x} as double) between {low} and {high}"
_DAY = (
    r"regexp_full_match({x}, '\d{4}-\d\d-\d\d') and try_cast({x} as date) is not null"
    " and {x} between {first} and {last} and {x} not in ({placeholders})"
)
_MOMENT = (
    r"regexp_full_match({x}, '\d{4}-\d\d-\d\d \d\d:\d\d:\d\d') and try_cast({x} as timestamp) is not null"
    " and left({x}, 10) between {first} and {last} and left({x}, 10) not in ({placeholders})"
)
_INTEGER = r"regexp_full_match({x}, '0|[1-9]\d{0,14}')" + _IN_RANGE
# 52.125 may be fifty-two thousand: three decimals are for cell_values to judge.
_AMOUNT = r"not regexp_full_match({x}, '\d{1,3}\.\d{3}') and "
_DECIMAL = r"regexp_full_match({x}, '(0|[1-9]\d{0,14})(\.\d*[1-9])?')" + _IN_RANGE
_PLAIN: MappingType[str, str] = {
    "id": "regexp_full_match({x}, '[A-Za-z0-9][A-Za-z0-9_-]*') and not ends_with({x}, '_')",
    "email": "regexp_full_match({x}, '[a-z0-9._%+-]+@[a-z0-9.-]+')",
    "name": _TIDY,
    "text": _TIDY,
    "names": _TIDY + " and not regexp_matches({x}, '[;|]')",
    "date": _DAY,
    "dates": _DAY,
    "timestamp": _MOMENT,
    "integer": _INTEGER,
    "number": _DECIMAL,
    "money": _AMOUNT + _DECIMAL,
    "boolean": "{x} in ('true', 'false')",
    "choice": "{x} in ({choices})",
    "choices": "{x} in ({choices})",
    "class_year": r"regexp_full_match({x}, '\d{4}') and {x} between {class_first} and {class_last}",
}
_WORDS = frozenset({"id", "email", "name", "text", "names"})  # their blanks look like text


def _plain_sql(planned: PlannedColumn, x: str) -> str:
    """True where text of `x` is its own canonical text: no need to ask cell_values."""
    column = planned.reading.column
    if not planned.is_plain_enough:
        return "false"
    least, most = column.plausible or (column.minimum, column.maximum)
    parts = {
        "{x}": x,
        "{first}": literal((planned.reading.earliest or date(EARLIEST_YEAR, 1, 1)).isoformat()),
        "{last}": literal(
            (planned.reading.latest or planned.reading.farthest or date(LAST_YEAR, 12, 31)).isoformat()
        ),
        "{placeholders}": _list(placeholders()),
        "{class_first}": literal(str(class_years(planned.reading)[0])),
        "{class_last}": literal(str(class_years(planned.reading)[1])),
        "{low}": repr(float(least)) if least is not None else "-1e18",
        "{high}": repr(float(most)) if most is not None else "1e18",
        "{choices}": _list(tuple(column.values)) or "''",
    }
    sql = _PLAIN[column.type]
    for mark, text in parts.items():
        sql = sql.replace(mark, text)
    if column.type in _WORDS:
        blanks = planned.reading.blanks
        longest = max(len(blank.encode()) for blank in blanks)
        sql += f" and (strlen({x}) > {longest} or lower({x}) not in ({_list(blanks)}))"
    return f"({sql})"


def odd_sql(planned: PlannedColumn) -> str:
    """Distinct cells of a column that cell_values has to read."""
    x = planned.place
    return f"select distinct {x} from raw where {x} is not null and not {_plain_sql(planned, x)}"  # noqa: S608


def has_plain_sql(planned: PlannedColumn) -> str:
    """Is any cell of a column plainly canonical? Then the column is not one of Excel day numbers."""
    x = planned.place
    return f"select count(*) from (select 1 from raw where {_plain_sql(planned, x)} limit 1)"  # noqa: S608


def _joins(plan: RowPlan, odd: frozenset[str]) -> str:
    joins = ""
    for planned in plan.columns:
        if planned.name in odd:
            alias = quoted("odd_" + planned.name)
            same = f"{alias}.name = {literal(planned.name)} and {alias}.text = raw.{planned.place}"
            joins += f"\nleft join odd as {alias} on {same}"
    return joins


def parsed_sql(
    plan: RowPlan, odd: frozenset[str], headers: Sequence[str] = ()
) -> tuple[str, dict[str, object]]:
    """SQL that makes `parsed` from `raw`, and the values to bind besides `$first_row`.

    odd: canonical columns that have entries in `odd`. headers: the file's, for rows that are known by all their cells.
    """
    bound: dict[str, object] = {"today": plan.today.isoformat(), **plan.declared_values}
    by_name = {planned.name: planned for planned in plan.columns}
    columns = []
    for number, name in enumerate(plan.source.names):
        planned = by_name.get(name)
        if planned is None:
            text = "null::varchar"
        elif not planned.place:
            text = f"$constant_{number}::varchar"
            bound[f"constant_{number}"] = planned.constant
        elif name in odd:
            alias = quoted("odd_" + name)
            text = f"case when {alias}.text is null then raw.{planned.place} else {alias}.value end"
        else:
            text = f"raw.{planned.place}"
        columns.append(f"{text} as {quoted(name)}")
    told = [f"{quoted('odd_' + name)}.code" for name in sorted(odd)]
    codes = [f"{code} as {quoted('code_' + name)}" for code, name in zip(told, sorted(odd), strict=True)]
    is_bad = [costs_row_sql(plan, name, quoted("code_" + name)) for name in sorted(odd)]
    is_bad += [f"coalesce({told_sql(rule.condition, odd, 'code_')}, false)" for rule in plan.rules]
    besides = ""
    if needs_unmapped(plan.source):
        unmapped, headers_bound = unmapped_sql(headers, plan.headers)
        # Nor do two rows become one because the cell that tells them apart could not be read.
        unread = "".join(
            f" || case when {quoted('odd_' + name)}.code is null then '' else"
            f" chr(30) || {literal(name)} || chr(29) || {quoted('odd_' + name)}.text end"
            for name in sorted(odd)
        )
        besides = f", {unmapped}{unread} as {quoted(UNMAPPED)}"
        bound |= headers_bound
    declared = "".join(f", {told_sql(sql, odd, 'code_')} as {quoted(name)}" for name, sql in plan.declared)
    names = ", ".join(quoted(name) for name in plan.source.names)
    sql = f"""
create temp table parsed as
with cells as (
    select raw.rowid as pos, coalesce(raw.file_row, raw.rowid + $first_row) as row_number, raw.sheet,
        {", ".join([*columns, *codes])}{besides}
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


def costs_row_sql(plan: RowPlan, name: str, code: str) -> str:
    """True where a cell that cannot be read costs its row; else it is not recorded, and listed.

    code: SQL of the cell's problem, null where it has none.
    """
    if plan.is_needed(name):
        return f"{code} is not null"
    by_rule = f"coalesce({code} in ({_list(plan.rejecting_codes(name))}), false)"
    stand_ins = plan.stand_ins(name)
    if not stand_ins:
        return by_rule
    alone = " and ".join(f"{filled(other)} is null" for other in stand_ins)
    return f"({by_rule} or ({code} is not null and {alone}))"


def told_sql(condition: str, odd: frozenset[str], prefix: str) -> str:
    """SQL with its placeholders filled in: `{name}` is true unless the cell has a problem of its own, which is
    not reported a second time."""
    while "{" in condition:
        name = condition[condition.index("{") + 1 : condition.index("}")]
        untold = f"{quoted(prefix + name)} is null" if name in odd else "true"
        condition = condition.replace(f"{{{name}}}", untold)
    return f"({condition})"


def refused_sql(plan: RowPlan, odd: frozenset[str], headers: Sequence[str]) -> tuple[str, dict[str, object]]:
    """SQL that makes `refused(pos, row_number, sheet, cells, problems)` of the bad rows."""
    bound: dict[str, object] = {"today": plan.today.isoformat()}
    told: list[str] = []
    for planned in plan.columns:
        if planned.name in odd:
            alias, header = quoted("odd_" + planned.name), f"column_{len(told)}"
            bound[header] = planned.header
            told.append(
                f"case when {costs_row_sql(plan, planned.name, alias + '.code')}"
                f" then {{'code': {alias}.code, 'message': {alias}.message,"
                f" 'row': p.row_number, 'column': ${header}::varchar, 'found': raw.{planned.place},"
                f" 'expected': {alias}.expected, 'count': 1}} end"
            )
    by_name = {planned.name: planned for planned in plan.columns}
    for rule in plan.rules:
        condition = told_sql(rule.condition, odd, "code_")
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


def not_recorded_sql(planned: PlannedColumn) -> str:
    """SQL that counts a column's unread cells among the rows that come in, by text, for `$name`."""
    return f"""
        select odd.text as found, odd.code, odd.message as why, odd.expected, count(*) as count,
            min(p.row_number) as row
        from parsed as p
        join raw on raw.rowid = p.pos
        join odd on odd.name = $name and odd.text = raw.{planned.place}
        where odd.code is not null and not p.is_bad
        group by all order by count(*) desc, min(p.row_number)
        """  # noqa: S608 - a place of ours


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
