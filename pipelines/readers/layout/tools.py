"""The tools whose exports arrive, as `tools.toml` has them: how each is known and what it does to a table.

Nothing here reads a file of an office: given a header, or a line above or below a table, it says whose that is.
What a tool's own columns mean for us (`says`) is in neutral words; sources say which of their columns those fill.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache, cached_property
from typing import Any

from pipelines import data_files
from pipelines.errors import DefinitionError
from pipelines.readers.layout.header import fold
from pipelines.readers.model import ROW_RULES

Skips = Mapping[str, tuple[str, str]]
"""A cell in lower case -> (rule, detail): a row with it is no answer."""

_NUMBERED = re.compile(r" \(\d+\)$")  # what `header.names` adds to a name that is there twice


def plain(text: str) -> str:
    """A header for comparison: "student_email", "Student E-mail:" … without case, blanks and punctuation."""
    return re.sub(r"[\W_]+", " ", text).strip().lower()


@dataclass(frozen=True)
class KnownBy:
    """One way to know a header in one row. All in `plain` spelling."""

    first: tuple[str, ...] = ()
    needs: frozenset[str] = frozenset()
    any: frozenset[str] = frozenset()
    at_least: int = 1

    def knows(self, names: Sequence[str]) -> bool:
        """Whether a header, in `plain` spelling, is this one. A single column says too little."""
        there = set(names)
        return (
            len(names) > 1
            and tuple(names[: len(self.first)]) == self.first
            and self.needs <= there
            and (not self.any or len(self.any & there) >= self.at_least)
        )


@dataclass(frozen=True)
class Tool:
    """One tool; the fields are explained at the top of `tools.toml`."""

    id: str
    title: str
    shape: tuple[str, ...] = ()
    known_by: tuple[KnownBy, ...] = ()
    known_by_lines: tuple[str, ...] = ()
    questions: str = ""
    question_in: str = ""
    asked_in: tuple[tuple[str, str], ...] = ()
    skips: tuple[tuple[str, Skips], ...] = ()  # column, its values
    one_response: tuple[tuple[str, ...], ...] = ()
    passed_over: tuple[str, ...] = ()
    passed_over_like: tuple[str, ...] = ()
    says: tuple[tuple[str, str], ...] = ()  # column, what it says; the more telling ones first
    named_by_id: tuple[tuple[str, str], ...] = ()  # ImportId, the name of its column

    @cached_property
    def _passed_over(self) -> frozenset[str]:
        return frozenset(map(plain, self.passed_over))

    @cached_property
    def _like(self) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(one, re.IGNORECASE) for one in self.passed_over_like)

    @cached_property
    def _lines(self) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(one, re.IGNORECASE) for one in self.known_by_lines)

    def passes_over(self, name: str) -> bool:
        """Whether the tool fills this column by itself, with nothing about a conversation in it."""
        bare = _NUMBERED.sub("", fold(name))
        return plain(name) in self._passed_over or any(like.fullmatch(bare) for like in self._like)

    def is_own(self, cell: str) -> bool:
        """Whether a cell is the name of a column the tool fills by itself, as the tool spells it."""
        return plain(cell) in self._passed_over or any(plain(cell) == plain(name) for name, _ in self.says)

    def knows_line(self, cell: str) -> bool:
        """Whether a cell above or below a table is one the tool writes there."""
        return any(line.fullmatch(cell.strip()) for line in self._lines)

    def skips_in(self, names: Sequence[str]) -> dict[int, Skips]:
        """Position -> values that say a row is no answer. Of a name that is there twice the first is the
        tool's own; the other one is a question."""
        places = _first_places(names)
        return {places[plain(column)]: values for column, values in self.skips if plain(column) in places}

    def response_in(self, names: Sequence[str]) -> tuple[tuple[int, ...], ...]:
        """Positions that together name one response, each way of which all columns are there."""
        places = _first_places(names)
        return tuple(
            tuple(places[plain(column)] for column in way)
            for way in self.one_response
            if all(plain(column) in places for column in way)
        )


def _first_places(names: Sequence[str]) -> dict[str, int]:
    return {plain(name): at for at, name in reversed(list(enumerate(names)))}


@dataclass(frozen=True)
class Summary:
    """A file that counts answers instead of holding them: how one of its rows begins, and what to do."""

    begins: tuple[str, ...]
    message: str


@cache
def _read() -> Mapping[str, Any]:
    return data_files.toml("readers/layout/tools.toml")


@cache
def tools() -> Mapping[str, Tool]:
    """Every tool by id, in the order in which they are asked. Raises DefinitionError naming the entry."""
    return {raw["id"]: _tool(raw) for raw in _read()["tool"]}


@cache
def summaries() -> tuple[Summary, ...]:
    """The summaries that are refused."""
    return tuple(
        Summary(tuple(fold(cell).lower() for cell in raw["begins"]), raw["message"])
        for raw in _read()["summary"]
    )


def tool(id: str) -> Tool:
    """One tool; a tool without columns for an id we do not know, so that "" needs no branch anywhere."""
    return tools().get(id) or Tool(id, "")


def title(id: str) -> str:
    """What people are shown: "Microsoft Forms" for ms_forms, "" for "" (nobody knows)."""
    return tool(id).title


def of_header(names: Sequence[str]) -> Tool:
    """The first tool that knows a header in one row; `tool("")` where none does."""
    spelled = [plain(name) for name in names]
    return next(
        (one for one in tools().values() if any(way.knows(spelled) for way in one.known_by)), tool("")
    )


def of_line(cell: str) -> Tool:
    """The tool that writes such a cell above or below its tables; `tool("")` where none does."""
    return next((one for one in tools().values() if one.knows_line(cell)), tool(""))


def closing(of: Tool) -> str:
    """What is said of a line a tool writes below its tables: the detail of a skipped row."""
    return f"a line {of.title} writes below a report"


def closed_by(details: Collection[str]) -> str:
    """The id of the tool whose closing lines were skipped; "" where none were. For reports whose columns
    have whatever names an office gave them."""
    return next((one.id for one in tools().values() if one.known_by_lines and closing(one) in details), "")


# --- from data to dataclasses ---


def _tool(raw: Mapping[str, Any]) -> Tool:
    known = {field.name for field in fields(Tool)}
    if unknown := set(raw) - known:
        raise DefinitionError(f"tools.toml, {raw['id']}: unknown {', '.join(sorted(unknown))}.")
    rules = {rule for values in raw.get("skips", {}).values() for rule, _ in values.values()}
    if rules - set(ROW_RULES):
        raise DefinitionError(f"tools.toml, {raw['id']}: no such rule: {', '.join(rules - set(ROW_RULES))}.")
    return Tool(
        id=raw["id"],
        title=raw["title"],
        shape=tuple(raw.get("shape", ())),
        known_by=tuple(_known_by(one) for one in raw.get("known_by", ())),
        known_by_lines=tuple(raw.get("known_by_lines", ())),
        questions=raw.get("questions", ""),
        question_in=raw.get("question_in", ""),
        asked_in=tuple((asked, answered) for asked, answered in raw.get("asked_in", ())),
        skips=tuple(
            (column, {value: (rule, detail) for value, (rule, detail) in values.items()})
            for column, values in raw.get("skips", {}).items()
        ),
        one_response=tuple(tuple(way) for way in raw.get("one_response", ())),
        passed_over=tuple(raw.get("passed_over", ())),
        passed_over_like=tuple(raw.get("passed_over_like", ())),
        says=tuple(raw.get("says", {}).items()),
        named_by_id=tuple(raw.get("named_by_id", {}).items()),
    )


def _known_by(raw: Mapping[str, Any]) -> KnownBy:
    return KnownBy(
        tuple(map(plain, raw.get("first", ()))),
        frozenset(map(plain, raw.get("needs", ()))),
        frozenset(map(plain, raw.get("any", ()))),
        raw.get("at_least", 1),
    )
