"""Entries of a calendar that look like informational interviews: suggestions, each of which needs a person's yes.

    a calendar's reading, what was confirmed -> with_a_yes() -> the reading of confirmed entries alone, and questions

An entry says that a talk was planned, not that it was one, nor that it was held: nothing of it counts without a yes.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Collection, Iterator
from dataclasses import replace

from pipelines.errors import Problem
from pipelines.mapping.open_question import FileUnclear, OpenQuestion
from pipelines.readers import Reading
from pipelines.readers.formats.calendar import TOOL
from pipelines.readers.model import CellFile, RawTable, Skipped

SHOWN = 20  # suggestions that are listed in a refusal
_NOT_CONFIRMED = "an entry that nobody has confirmed as an interview"
_NOTHING_COUNTS = (
    "An entry says nothing of the talk itself, so none counts without somebody's yes. Better: log the talks in the"
    " interview form or in a sheet, one row per talk, and bring that."
)


def is_calendar(reading: Reading) -> bool:
    return reading.tool == TOOL


def with_a_yes(reading: Reading, confirmed: Collection[int]) -> tuple[Reading, tuple[OpenQuestion, ...]]:
    """The reading of the confirmed entries alone, by their numbers, and a question for each other entry.

    Another set of entries is another file: the checksum holds the numbers too. Raises FileUnclear where no entry is
    confirmed, with the questions; its problems name numbers that are no suggestion.
    """
    (table,) = reading.tables
    rows = list(table.rows())
    questions = tuple(_questions(rows, confirmed))
    unknown = sorted(set(confirmed) - {number for number, _ in rows})
    if unknown:
        there = ", ".join(str(number) for number, _ in rows[:SHOWN]) or "none"
        message = f"“{reading.file_name}” has no suggestion {', '.join(map(str, unknown))}. Suggestions are: {there}."
        raise FileUnclear(message, questions, (Problem("no_such_suggestion", message),))
    if not confirmed:
        raise FileUnclear(_nothing_yet(reading, len(rows)), questions)
    taken = [(number, cells) for number, cells in rows if number in confirmed]
    path = table.cells.path.with_name("confirmed.csv")
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
        out.writerows([number, *cells] for number, cells in taken)
    chosen = hashlib.sha256(f"{reading.sha256} {sorted(confirmed)}".encode()).hexdigest()
    return replace(
        reading, sha256=chosen, tables=(_only(table, CellFile(path, False), confirmed),)
    ), questions


def _only(table: RawTable, cells: CellFile, confirmed: Collection[int]) -> RawTable:
    others = (
        Skipped(number, "no_event", _NOT_CONFIRMED) for number, _ in table.rows() if number not in confirmed
    )
    return replace(table, cells=cells, skipped=(*table.skipped, *others))


def _questions(rows: list[tuple[int, list[str]]], confirmed: Collection[int]) -> Iterator[OpenQuestion]:
    for number, (start, minutes, name, email, title) in rows:
        if number not in confirmed:
            who = f"{name} ({email})" if name and email else name or email
            length = f", {minutes} minutes" if minutes else ""
            text = f"{number}: {start[:10]}{length}, {who}: “{title}”. Was it an informational interview?"
            yield OpenQuestion(text, "suggestion", str(number))


def _nothing_yet(reading: Reading, found: int) -> str:
    entries = {0: "None of its entries looks", 1: "1 of its entries looks"}.get(
        found, f"{found:,} of its entries look"
    )
    return (
        f"“{reading.file_name}” is a calendar file (ICS). {entries} like an informational interview with a contact."
        f" {_NOTHING_COUNTS}"
    )
