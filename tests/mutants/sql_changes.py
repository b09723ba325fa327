"""Every small slip that could be made in a query: one place of DuckDB's syntax tree changed at a time.

A condition dropped, `>=` made `>`, `and` made `or`, a number or an office's window one larger, a `distinct` or a `filter`
left out, a value struck from a list, a join that keeps every row made one that does not.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import duckdb

Node = Any  # a part of DuckDB's syntax tree, as JSON
Slip = tuple[str, Node]


@dataclass(frozen=True)
class SqlChange:
    """One slip in a file: where it stands, what it is, and the query with it."""

    line: int
    source_line: str  # as it is written, without its indent
    what: str
    sql: str = field(repr=False, compare=False)

    def applied_to(self, _: str) -> str:
        """The file with this slip in it; its comments are lost."""
        return self.sql


def sql_changes(source: str) -> list[SqlChange]:
    """Every slip that can be made in a file of one query, in the order of its text; none in another."""
    tree = tree_of(source)
    if tree["error"] or not tree["statements"]:  # it makes macros, or nothing
        return []
    lines = source.splitlines()
    made: dict[str, SqlChange] = {}
    for what, other in changed(tree):
        place = re.search(r" at (\d+)$", what)
        at = int(place[1]) if place else 0
        # what stands nowhere in the text is told to stand behind its end
        line = source.encode()[:at].count(b"\n") + 1 if at < len(source.encode()) else 1
        sql = sql_of(other)
        made.setdefault(sql, SqlChange(line, lines[line - 1].strip(), what, sql))
    made.pop(sql_of(tree), None)  # changed back into itself
    return sorted(made.values(), key=lambda change: change.line)


_OTHER = {
    "COMPARE_GREATERTHANOREQUALTO": ("COMPARE_GREATERTHAN", ">= to >"),
    "COMPARE_GREATERTHAN": ("COMPARE_GREATERTHANOREQUALTO", "> to >="),
    "COMPARE_LESSTHANOREQUALTO": ("COMPARE_LESSTHAN", "<= to <"),
    "COMPARE_LESSTHAN": ("COMPARE_LESSTHANOREQUALTO", "< to <="),
    "COMPARE_EQUAL": ("COMPARE_NOTEQUAL", "= to <>"),
    "COMPARE_NOTEQUAL": ("COMPARE_EQUAL", "<> to ="),
    "CONJUNCTION_AND": ("CONJUNCTION_OR", "and to or"),
    "CONJUNCTION_OR": ("CONJUNCTION_AND", "or to and"),
    "OPERATOR_IS_NULL": ("OPERATOR_IS_NOT_NULL", "is null to is not null"),
    "OPERATOR_IS_NOT_NULL": ("OPERATOR_IS_NULL", "is not null to is null"),
}


def changed(tree: Node) -> Iterator[Slip]:
    """(what, the whole tree with it) of every change."""
    for path, change, node in _walk(tree, ()):
        other = copy.deepcopy(tree)
        parent = other
        for step in path[:-1]:
            parent = parent[step]
        parent[path[-1]] = node
        yield change, other


def _walk(node: Node, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str, Node]]:
    """(where, what, the node instead) of every change, from the top down."""
    if isinstance(node, dict):
        for change, instead in _changes(node):
            yield path, change, instead
        for key, part in node.items():
            yield from _walk(part, (*path, key))
    elif isinstance(node, list):
        for place, part in enumerate(node):
            yield from _walk(part, (*path, place))


def _changes(node: Node) -> Iterator[Slip]:
    kind, where = node.get("type"), node.get("query_location", "")
    at = f" at {where}" if where != "" else ""
    if kind == "SELECT_NODE":
        for clause in ("where_clause", "having"):
            if node[clause] and node[clause]["class"] != "CONJUNCTION":
                yield (
                    f"drop {clause.removesuffix('_clause')} at {node[clause]['query_location']}",
                    {**node, clause: None},
                )
        kept = [one for one in node["modifiers"] if one["type"] != "DISTINCT_MODIFIER"]
        if len(kept) < len(node["modifiers"]):
            yield "drop distinct", {**node, "modifiers": kept}
        if (
            node["from_table"].get("table_name") == "settings"
            and node["from_table"].get("schema_name") == "marts"
        ):
            yield from _windows(node)
    if node.get("class") == "CONJUNCTION":
        for place in range(len(node["children"])):
            left = [child for other, child in enumerate(node["children"]) if other != place]
            yield f"drop condition {place + 1}{at}", left[0] if len(left) == 1 else {**node, "children": left}
    if kind in _OTHER:
        other, change = _OTHER[kind]
        yield f"{change}{at}", {**node, "type": other}
    if node.get("class") == "CONSTANT" and node["literal"]["kind"] == "INTEGER":
        more = str(int(node["literal"]["text"]) + 1)
        yield (
            f"{node['literal']['text']} to {more}{at}",
            {**node, "literal": {**node["literal"], "text": more}},
        )
    if kind == "OPERATOR_NOT":
        yield f"drop not{at}", node["children"][0]
    if kind == "OPERATOR_COALESCE":
        yield f"drop coalesce{at}", node["children"][0]
    if kind == "COMPARE_IN":
        for place in range(1, len(node["children"])):
            left = [child for other, child in enumerate(node["children"]) if other != place]
            yield f"strike value {place}{at}", {**node, "children": left}
    if kind == "COMPARE_BETWEEN":
        for bound, comparison in (
            ("lower", "COMPARE_GREATERTHANOREQUALTO"),
            ("upper", "COMPARE_LESSTHANOREQUALTO"),
        ):
            half = {"class": "COMPARISON", "type": comparison, "left": node["input"], "right": node[bound]}
            yield f"only the {bound} bound{at}", {**half, "alias": node["alias"], "query_location": 0}
    if kind == "FUNCTION":
        yield from _calls(node, at)


_ANOTHER = {"+": "-", "-": "+", "*": "+", "sum": "max", "max": "sum"}


def _calls(node: Node, at: str) -> Iterator[Slip]:
    name, arguments = node["function_name"], node["arguments"]
    if node.get("distinct"):
        yield f"drop distinct{at}", {**node, "distinct": False}
    if node.get("filter"):
        yield f"drop filter{at}", {**node, "filter": None}
    if name in _ANOTHER and len(arguments) == (2 if node["is_operator"] else 1):
        other = _ANOTHER[name]
        yield (
            f"{name} to {other}{at}",
            {**node, "function_name": other, "qualified_name": {"path": [other]}},
        )


def _windows(node: Node) -> Iterator[Slip]:
    """An office's window, or the day it is taken from, one larger where it is read from the settings."""
    (told,) = node["select_list"]
    more = copy.deepcopy(_ONE_MORE)
    more["arguments"][0]["expression"] = told
    yield f"window one larger at {told['query_location']}", {**node, "select_list": [more]}


def tree_of(sql: str) -> Node:
    (row,) = duckdb.execute("select json_serialize_sql($sql)", {"sql": sql}).fetchall()
    return json.loads(row[0])


def sql_of(tree: Node) -> str:
    (row,) = duckdb.execute("select json_deserialize_sql($tree)", {"tree": json.dumps(tree)}).fetchall()
    return str(row[0])


_ONE_MORE = tree_of("select told + 1")["statements"][0]["node"]["select_list"][0]
