"""Columns known by the words of a question somebody asks in words of their own, where the values suit. Pure.

    headers nobody knows, question texts, evidence -> asked() -> (header, column) pairs

The words are data: sources/_asked.toml.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from pipelines import data_files
from pipelines.mapping.cell_values.parsers import parse
from pipelines.mapping.cell_values.reading import ColumnReading
from pipelines.mapping.evidence import LIKELY, Evidence, fit
from pipelines.sources.catalog import Column, normalise


def asked(
    rest: Mapping[str, Evidence], texts_of: Mapping[str, Sequence[str]], open_columns: Mapping[str, Column]
) -> Iterator[tuple[str, str]]:
    """Header -> the column its words ask for, where one header and one column point at each other and no other does.

    rest: headers that are free, and what their values say. texts_of: header -> the header and its question.
    """
    pairs = [
        (header, name)
        for header, evidence in rest.items()
        for name in dict.fromkeys(one for text in texts_of[header] for one in _columns_asked_by(text))
        if name in open_columns and _suits(open_columns[name], evidence)
    ]
    for header, name in pairs:
        if sum(header == other or name == asked_for for other, asked_for in pairs) == 1:
            yield header, name


def _columns_asked_by(text: str) -> list[str]:
    folded = f" {normalise(text)} "
    return [
        column
        for column, words, never in _asked()
        if all(any(f" {word} " in folded for word in one_of) for one_of in words)
        and not any(f" {word} " in folded for word in never)
    ]


def _suits(column: Column, evidence: Evidence) -> bool:
    """Whether nearly all values can be read as the column's, and nothing speaks against them."""
    said = fit(column, evidence)
    reading = ColumnReading(column)
    is_read = evidence.share_where(lambda text: not parse(text, reading).code)
    return is_read >= LIKELY and (said is None or said.share >= LIKELY)


@cache
def _asked() -> tuple[tuple[str, tuple[tuple[str, ...], ...], tuple[str, ...]], ...]:
    return tuple(
        (
            one["column"],
            tuple(tuple(map(normalise, words)) for words in one["words"]),
            tuple(map(normalise, one["not"])),
        )
        for one in data_files.toml("sources/_asked.toml")["asked"]
    )
