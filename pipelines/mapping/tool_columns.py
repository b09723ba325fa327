"""The columns a tool fills by itself, in a file: those that are none of a source's, and what the others fill."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from pipelines import data_files
from pipelines.mapping.corrected import is_ours
from pipelines.readers.layout import tools
from pipelines.sources.catalog import normalise


def tool_headers(
    tool: str, columns: Iterable[str]
) -> tuple[frozenset[str], dict[str, tuple[int, tuple[str, ...]]]]:
    """(passed over, kept), both by folded header. Passed over: never ours, whatever they are called. Kept:
    header -> (place among the tool's, the more telling first; the columns it may fill, in order of preference).
    """
    known_tool = tools.tool(tool)
    kept = {
        normalise(header): (place, said_by_tools()[word])
        for place, (header, word) in enumerate(known_tool.says)
    }
    passed_over = frozenset(
        normalise(header) for header in columns if known_tool.passes_over(header) or is_ours(header)
    )
    return passed_over - kept.keys(), kept


def always_said(tool: str, source: str) -> Mapping[str, str]:
    """What every row of a tool's export says without a column for it, where it is read as a source: column -> value."""
    said: Mapping[str, Mapping[str, Mapping[str, str]]] = data_files.toml("sources/_files.toml")["always"]
    return said.get(tool, {}).get(source, {})


def ticked(tool: str, source: str) -> Mapping[str, Mapping[str, str]]:
    """What the columns of a tool tick, together one answer of a source: column -> {folded header: choice}."""
    said: Mapping[str, Mapping[str, Mapping[str, Mapping[str, str]]]] = data_files.toml(
        "sources/_files.toml"
    )["ticked"]
    return {
        column: {normalise(header): choice for header, choice in choices.items()}
        for column, choices in said.get(tool, {}).get(source, {}).items()
    }


def exported_as(tool: str) -> frozenset[str]:
    """The sources a tool's exports are, where it is known for nothing else."""
    return frozenset(data_files.toml("sources/_files.toml")["always"].get(tool, {}))


@cache
def said_by_tools() -> dict[str, tuple[str, ...]]:
    """What a tool's own column says, in the tools' words -> columns of ours it fills, as sources have them."""
    return {
        word: tuple(columns)
        for word, columns in data_files.toml("sources/_files.toml")["said_by_tools"].items()
    }
