"""The SQL files that make a build's tables, in the order in which they can be run.

A file of sql/staging makes a temp table, one of sql/marts a table of the schema marts, each named after its file. Which
comes first follows from the tables a file reads, as DuckDB's own parser tells them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from typing import Any

from pipelines import data_files
from pipelines.errors import DefinitionError
from pipelines.store.warehouse import Connection, fetch, quoted

MACROS = "sql/staging/macros.sql"  # the one file of staging that makes no table
_PREFIXES = {"sql/staging": "", "sql/marts": "marts."}  # folder -> what the names of its tables begin with


@dataclass(frozen=True)
class SqlStep:
    """One file: `path` as people name it, `table` as other files name it, the query it holds."""

    path: str
    table: str
    query: str

    @property
    def statement(self) -> str:
        """The query as a statement that makes the table."""
        schema, _, name = self.table.rpartition(".")
        makes = f"create table {schema}.{quoted(name)}" if schema else f"create temp table {quoted(name)}"
        return f"{makes} as\n{self.query}"


def sql_steps() -> list[SqlStep]:
    """Every file of staging and marts, by folder and name."""
    return [
        SqlStep(path, prefix + path.removeprefix(f"{folder}/").removesuffix(".sql"), data_files.text(path))
        for folder, prefix in _PREFIXES.items()
        for path in data_files.names(folder, ".sql")
        if path != MACROS
    ]


def in_order(connection: Connection, steps: Sequence[SqlStep]) -> list[SqlStep]:
    """The steps, each behind those whose tables it reads; which may come in any order, by name.

    Other tables they read must be there already. Raises DefinitionError naming the file where one cannot be parsed or
    reads a table that nothing makes, or where files wait for each other.
    """
    by_table = {step.table: step for step in steps}
    known = _tables_there(connection)
    waits_for = TopologicalSorter[str]()
    for step in steps:
        read = _tables_read(connection, step)
        for table in sorted(read - by_table.keys() - known):
            raise DefinitionError(f"{step.path} reads {table}, which nothing makes.")
        waits_for.add(step.table, *(read & by_table.keys()))
    try:
        waits_for.prepare()
    except CycleError as problem:
        circle = " which reads ".join(by_table[table].path for table in reversed(problem.args[1]))
        raise DefinitionError(f"Files of sql wait for each other: {circle}.") from None
    ordered: list[SqlStep] = []
    while waits_for.is_active():
        ready = sorted(waits_for.get_ready())
        ordered += [by_table[table] for table in ready]
        waits_for.done(*ready)
    return ordered


def _tables_there(connection: Connection) -> set[str]:
    """Tables of the connection, named as files name them: temp tables and marts shortly, the record's in full."""
    rows = fetch(
        connection,
        "select database_name as place, schema_name as schema, table_name as name from duckdb_tables()",
    )
    return {
        name if place == "temp" else f"{schema}.{name}" if schema == "marts" else f"{place}.{schema}.{name}"
        for place, schema, name in (row.values() for row in rows)
    }


_READ: dict[SqlStep, frozenset[str]] = {}  # parsing all files takes a sixth of a small build: once a process


def _tables_read(connection: Connection, step: SqlStep) -> frozenset[str]:
    """Tables a file reads, without those its own `with` makes."""
    if step not in _READ:
        _READ[step] = _parsed(connection, step)
    return _READ[step]


def _parsed(connection: Connection, step: SqlStep) -> frozenset[str]:
    parsed = json.loads(
        fetch(connection, "select json_serialize_sql($query) as parsed", {"query": step.query})[0]["parsed"]
    )
    if parsed["error"]:
        raise DefinitionError(f"{step.path} cannot be parsed: {parsed['error_message']}")
    read, made_within = set[str](), set[str]()
    for node in _nodes(parsed):
        if node.get("type") == "BASE_TABLE":
            read.add(".".join(node["qualified_name"]["path"]))
        made_within |= {entry["key"] for entry in node.get("cte_map", {}).get("map", ())}
    return frozenset(read - made_within)


def _nodes(parsed: Any) -> Iterator[Mapping[str, Any]]:
    """Every node of a parsed statement."""
    if isinstance(parsed, dict):
        yield parsed
        for value in parsed.values():
            yield from _nodes(value)
    elif isinstance(parsed, list):
        for value in parsed:
            yield from _nodes(value)
