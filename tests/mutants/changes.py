"""Every small slip that could be made in a Python module: one place of its syntax tree changed at a time.

A comparison turned, a number one larger or smaller, `and` for `or`, a `not` or a condition left out, a text emptied,
a statement dropped, None returned. What only a type checker reads (annotations, `Literal`, how a dataclass is made) and
docstrings are left alone, and what only asserts: `strict=True`, that two lists are equally long, and `raise
AssertionError(...)`, that nothing gets there. No test can notice them.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

Path = tuple[str | int, ...]  # from the module down to a node: names of fields, places in lists
Slip = tuple[str, ast.AST]  # what is changed, the node instead

COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], str]] = {
    ast.Lt: (ast.LtE, "< to <="),
    ast.LtE: (ast.Lt, "<= to <"),
    ast.Gt: (ast.GtE, "> to >="),
    ast.GtE: (ast.Gt, ">= to >"),
    ast.Eq: (ast.NotEq, "== to !="),
    ast.NotEq: (ast.Eq, "!= to =="),
    ast.In: (ast.NotIn, "in to not in"),
    ast.NotIn: (ast.In, "not in to in"),
    ast.Is: (ast.IsNot, "is to is not"),
    ast.IsNot: (ast.Is, "is not to is"),
}
ARITHMETIC: dict[type[ast.operator], tuple[type[ast.operator], str]] = {
    ast.Add: (ast.Sub, "+ to -"),
    ast.Sub: (ast.Add, "- to +"),
    ast.Mult: (ast.Div, "* to /"),
    ast.Div: (ast.Mult, "/ to *"),
    ast.FloorDiv: (ast.Mult, "// to *"),
    ast.Mod: (ast.Mult, "% to *"),
    ast.BitOr: (ast.BitAnd, "| to &"),
    ast.BitAnd: (ast.BitOr, "& to |"),
}
OPPOSITE_CALLS = {"min": "max", "max": "min", "any": "all", "all": "any"}
# Calls whose arguments only a type checker reads, or that only make it faster.
UNNOTICED_CALLS = frozenset(
    {"dataclass", "TypeVar", "NewType", "ParamSpec", "cast", "Literal", "lru_cache", "cache"}
)
NOT_RUN = {"annotation", "returns", "type_comment", "type_ignores"}  # fields of nodes
DROPPED = (ast.AugAssign, ast.Raise, ast.Continue, ast.Break, ast.Delete)


@dataclass(frozen=True)
class Change:
    """One slip: where it stands, what it is, and how the module reads with it."""

    line: int
    source_line: str  # as it is written, without its indent
    what: str
    path: Path = field(repr=False)
    instead: ast.AST = field(repr=False, compare=False)

    def applied_to(self, source: str) -> str:
        """The module with this slip in it; its comments are lost."""
        tree: ast.AST = ast.parse(source)
        *above, last = self.path
        parent: ast.AST | list[ast.AST] = tree
        for step in above:
            parent = parent[step] if isinstance(step, int) else getattr(parent, step)  # type: ignore[index]
        if isinstance(last, int):
            parent[last] = self.instead  # type: ignore[index]
        else:
            setattr(parent, last, self.instead)
        return ast.unparse(ast.fix_missing_locations(tree))


def is_in_body(source: str, change: Change) -> bool:
    """Is a slip in what the outermost function around it does, not in its decorators or what its arguments begin as?"""
    node: ast.AST | list[ast.AST] = ast.parse(source)
    for step, then in pairwise(change.path):
        node = node[step] if isinstance(step, int) else getattr(node, step)  # type: ignore[index]
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            return then == "body"
    return False


def changes(source: str) -> list[Change]:
    """Every slip that can be made in a module, in the order of its text."""
    lines = source.splitlines()
    tree = ast.parse(source)
    rebound = _rebound(tree)
    times: Counter[tuple[int, str]] = Counter()
    every = []
    for path, node, what, instead in _walk(tree, (), rebound):
        line = node.target.lineno if isinstance(node, ast.comprehension) else getattr(node, "lineno", 1)
        times[line, what] += 1
        again = times[line, what]
        named = what if again == 1 else f"{what} ({again})"
        every.append(Change(line, lines[line - 1].strip(), named, path, instead))
    return sorted(every, key=lambda change: change.line)


def _walk(node: ast.AST, path: Path, rebound: set[ast.AST]) -> Iterator[tuple[Path, ast.AST, str, ast.AST]]:
    """(where, the node, what, the node instead) of every slip, from the top down."""
    if _is_never_run(node):
        return
    for what, instead in (*_statement_slips(node, rebound), *_expression_slips(node)):
        yield path, node, what, instead
    for name, value in ast.iter_fields(node):
        if name in NOT_RUN:
            continue
        if isinstance(value, ast.AST):
            yield from _walk(value, (*path, name), rebound)
        elif isinstance(value, list):
            for place, part in enumerate(value):
                if isinstance(part, ast.AST):
                    yield from _walk(part, (*path, name, place), rebound)


def _is_never_run(node: ast.AST) -> bool:
    match node:
        case ast.Expr(value=ast.Constant()):  # a docstring, or ...
            return True
        case ast.keyword(arg="strict", value=ast.Constant(value=True)):
            return True
        case ast.Call(func=ast.Name(id=name)) | ast.Subscript(value=ast.Name(id=name)):
            return name in UNNOTICED_CALLS
        case ast.Raise(exc=ast.Call(func=ast.Name(id="AssertionError"))):  # nothing gets there, it says
            return True
        case ast.If(test=ast.Name(id="TYPE_CHECKING")):
            return True
        case ast.If(test=ast.Compare(left=ast.Name(id="__name__"))):
            return True
    return False


def _rebound(tree: ast.AST) -> set[ast.AST]:
    """The assignments to names their function has had before: left out, the earlier value stays."""
    again: set[ast.AST] = set()
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        arguments = function.args
        names = {one.arg for one in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)}
        assignments = [one for one in ast.walk(function) if isinstance(one, ast.Assign)]
        for one in sorted(assignments, key=lambda assignment: assignment.lineno):
            targets = {
                part.id for target in one.targets for part in ast.walk(target) if isinstance(part, ast.Name)
            }
            if targets and targets <= names:
                again.add(one)
            names |= targets
    return again


def _statement_slips(node: ast.AST, rebound: set[ast.AST]) -> Iterator[Slip]:
    is_effect = isinstance(node, ast.Expr) and isinstance(
        node.value, ast.Call | ast.Await | ast.Yield | ast.YieldFrom
    )
    stores = isinstance(node, ast.Assign) and (
        node in rebound or isinstance(node.targets[0], ast.Attribute | ast.Subscript)
    )
    leaves = isinstance(node, ast.Return) and node.value is None
    if is_effect or stores or leaves or isinstance(node, DROPPED):
        yield f"drop {_shown(node)}", ast.Pass()
    match node:
        case ast.Return(value=ast.AST() as value) if not isinstance(value, ast.Constant):
            yield f"return None for {_shown(value)}", ast.Return(ast.Constant(None))
        case ast.If() | ast.While() | ast.IfExp():
            if not isinstance(node.test, ast.Compare | ast.BoolOp | ast.UnaryOp | ast.Constant):
                turned = ast.UnaryOp(ast.Not(), node.test)
                yield f"if not {_shown(node.test)}", _with(node, test=turned)
        case ast.comprehension(ifs=conditions):
            for place, condition in enumerate(conditions):
                left = [*conditions[:place], *conditions[place + 1 :]]
                yield f"drop if {_shown(condition)}", _with(node, ifs=left)


def _expression_slips(node: ast.AST) -> Iterator[Slip]:
    match node:
        case ast.Compare(ops=comparisons):
            for place, comparison in enumerate(comparisons):
                other, what = COMPARISONS[type(comparison)]
                yield what, _with(node, ops=[*comparisons[:place], other(), *comparisons[place + 1 :]])
        case ast.BoolOp(op=op, values=values):
            other_op, what = (ast.Or(), "and to or") if isinstance(op, ast.And) else (ast.And(), "or to and")
            yield what, _with(node, op=other_op)
            for place, value in enumerate(values):
                left = [*values[:place], *values[place + 1 :]]
                yield f"drop {_shown(value)}", left[0] if len(left) == 1 else _with(node, values=left)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield "drop not", operand
        case ast.BinOp(op=operator, left=left_side, right=right_side):
            is_text = any(isinstance(_literal(side), str) for side in (left_side, right_side))
            if (
                type(operator) in ARITHMETIC and not is_text
            ):  # "a" - "b" would be noticed by anything that runs it
                other_operator, what = ARITHMETIC[type(operator)]
                yield what, _with(node, op=other_operator())
        case ast.Call(func=ast.Name(id=name)) if name in OPPOSITE_CALLS:
            other = OPPOSITE_CALLS[name]
            yield f"{name} to {other}", _with(node, func=ast.Name(other, ast.Load()))
        case ast.Constant(value=value):
            for instead in _other_values(value):
                yield f"{_shown(node)} to {instead!r}", ast.Constant(instead)


def _literal(node: ast.AST) -> object:
    return "" if isinstance(node, ast.JoinedStr) else getattr(node, "value", None)


def _other_values(value: object) -> Iterator[object]:
    match value:
        case bool():
            yield not value
        case int():
            yield value + 1
            yield value - 1
        case float():
            yield round(value * 1.25, 9) if value else 1.0
            yield round(value * 0.75, 9) if value else -1.0
        case str() | bytes() if value:
            yield type(value)()


def _with(node: ast.AST, **changed: object) -> ast.AST:
    """The same node with other parts; the node itself stays as it was."""
    parts = {name: getattr(node, name) for name in node._fields if hasattr(node, name)}
    return ast.copy_location(type(node)(**(parts | changed)), node)


def _shown(node: ast.AST) -> str:
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= 50 else f"{text[:49]}…"
