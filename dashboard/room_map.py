"""The map of folders in docs/architecture.md, drawn from the code: which rooms there are and what they import.

A room is what lies directly in a package: a folder of modules, or one module.
Its docstring's first paragraph says what it is.
"""

from __future__ import annotations

import ast
import importlib.util
from collections.abc import Mapping, Set
from pathlib import Path

import grimp

PACKAGES = ("pipelines", "dashboard")
BEGIN = "<!-- Drawn from the code: `make docs`. -->"
END = "<!-- The end of what is drawn. -->"

Imports = Mapping[str, Set[str]]  # a room -> the rooms of its package it imports


def with_map(page: str) -> str:
    """The page with the map as the code is now, between its two marks. Raises ValueError without them."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError("The page has no place for the map.")
    return "".join((before, BEGIN, "\n\n", room_map(), "\n", END, after))


def room_map() -> str:
    """A drawing of the rooms of each package, and a table of what is in them."""
    graph = grimp.build_graph(*PACKAGES, cache_dir=None)
    sections = []
    for package in PACKAGES:
        rooms = sorted(graph.find_children(package))
        imports = {room: _imported(graph, room) for room in rooms}
        inside = {
            room: {other for other in imports[room] if other.startswith(f"{package}.")} for room in rooms
        }
        sections.append(f"### `{package}/`\n\n{drawing(inside)}\n{_table(graph, rooms)}")
    return "\n".join(sections)


def drawing(imports: Imports) -> str:
    """Rooms and arrows down to what they import; an arrow is left out where others lead the same way."""
    arrows = [
        (room, other)
        for room in sorted(imports)
        for other in sorted(imports[room])
        if not any(other in _reached(imports, between) for between in imports[room] - {other})
    ]
    alone = sorted(imports.keys() - {room for arrow in arrows for room in arrow})
    lines = [*map(_name, alone), *(f"{_name(room)} --> {_name(other)}" for room, other in arrows)]
    return "\n".join(["```mermaid", "flowchart TD", *(f"  {line}" for line in lines), "```", ""])


def _reached(imports: Imports, room: str) -> Set[str]:
    """What a room imports, directly or through others."""
    reached: set[str] = set()
    waiting = [room]
    while waiting:
        for other in imports[waiting.pop()] - reached:
            reached.add(other)
            waiting.append(other)
    return reached


def _imported(graph: grimp.ImportGraph, room: str) -> Set[str]:
    modules = {room} | graph.find_descendants(room)
    imported = {other for module in modules for other in graph.find_modules_directly_imported_by(module)}
    return {".".join(other.split(".")[:2]) for other in imported - modules if other not in PACKAGES}


def _table(graph: grimp.ImportGraph, rooms: list[str]) -> str:
    lines = ["| room | what it is | what is in it |", "|---|---|---|"]
    for room in rooms:
        folders = [inner for inner in sorted(graph.find_descendants(room)) if graph.find_children(inner)]
        lines += [_row(graph, one) for one in (room, *folders)]
    return "\n".join(lines) + "\n"


def _row(graph: grimp.ImportGraph, room: str) -> str:
    inner = sorted(graph.find_children(room))
    place = "/".join(room.split(".")[1:])
    names = [f"{_name(one)}/" if graph.find_children(one) else _name(one) for one in inner]
    return f"| `{place}{'/' if inner else '.py'}` | {_first_paragraph(room)} | {', '.join(names)} |"


def _first_paragraph(room: str) -> str:
    """Read, not imported: the server is not started to say what it is."""
    spec = importlib.util.find_spec(room)
    assert spec is not None
    assert spec.origin is not None
    told = ast.get_docstring(ast.parse(Path(spec.origin).read_text(encoding="utf-8"))) or ""
    return " ".join(told.partition("\n\n")[0].split())


def _name(room: str) -> str:
    return room.rpartition(".")[2]
