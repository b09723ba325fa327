"""Entries of a calendar that look like informational interviews: suggestions, each of which needs a person's yes.

    a calendar's reading -> suggested(): its entries, the likely ones first
    the reading, the yeses -> confirmed(): the reading of confirmed entries alone, whose interviews are then asked

An entry says that a talk was planned, not that it was one, nor that it was held: nothing of it counts without a yes.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pipelines.errors import Problem, UserError
from pipelines.identity.names import folded
from pipelines.mapping.open_question import FileUnclear, OpenQuestion
from pipelines.readers import Reading
from pipelines.readers.formats.calendar import COLUMNS, TOOL, is_likely
from pipelines.readers.model import CellFile, RawTable, Skipped
from pipelines.sources.catalog import STUDENT_ID, STUDENT_KEYS

SHOWN = 20  # numbers of suggestions that are listed in a refusal
NOT_CONFIRMED = "not_confirmed"  # the rule by which an entry stays out
SOURCE = "interview_log"  # what confirmed entries are rows of
KEPT = COLUMNS[:-1]  # of a confirmed entry: its title has done what it was read for
_WHY_NOT = "an entry that nobody has confirmed as an interview"
_NOTHING_COUNTS = (
    "An entry says nothing of the talk itself, so none counts without somebody's yes. Better: log the talks in the"
    " interview form or in a sheet, one row per talk, and bring that."
)


@dataclass(frozen=True)
class SuggestedTalk:
    """An entry and one person in it. day: in ISO. minutes: None = not said. is_ahead: its day is still to come.

    is_here: an interview with this person on this day is recorded, of whatever student. is_likely: its title has the
    words of an informational interview, and none of the two holds.
    """

    number: int
    day: str
    minutes: int | None
    name: str
    email: str
    title: str
    is_ahead: bool
    is_here: bool
    is_likely: bool

    @property
    def who(self) -> str:
        return f"{self.name} ({self.email})" if self.name and self.email else self.name or self.email

    @property
    def question(self) -> OpenQuestion:
        length = f", {self.minutes} minutes" if self.minutes else ""
        here = " An interview with them on that day is recorded already." if self.is_here else ""
        entry = f"{self.number}: {self.day}{length}, {self.who}: “{self.title}”."
        text = f"{entry}{here} Was it an informational interview?"
        return OpenQuestion(text, "suggestion", str(self.number), source=SOURCE)


def is_calendar(reading: Reading) -> bool:
    return reading.tool == TOOL


def suggested(
    reading: Reading, today: date, recorded: Collection[tuple[str, str]] = ()
) -> tuple[SuggestedTalk, ...]:
    """What a calendar suggests: the likely ones first, then by day; what is here already and what is ahead last.

    recorded: the day and the contact, by `known_by`, of interviews the office has.
    """
    (table,) = reading.tables
    talks = []
    for number, (start, minutes, name, email, title) in table.rows():
        day = start[:10]
        is_ahead = day > today.isoformat()
        is_here = any((day, one) in recorded for one in known_by(name, email))
        is_good = is_likely(title) and not is_ahead and not is_here
        length = int(minutes) if minutes else None
        talks.append(SuggestedTalk(number, day, length, name, email, title, is_ahead, is_here, is_good))
    return tuple(
        sorted(talks, key=lambda one: (not one.is_likely, one.is_here, one.is_ahead, one.day, one.number))
    )


def known_by(name: str, email: str) -> tuple[str, ...]:
    """By what one person is the same in a calendar and in the record: the address, and the name as names compare."""
    return tuple(filter(None, (email.strip().lower(), folded(name))))


def not_confirmed(talks: Iterable[SuggestedTalk], yeses: Collection[int]) -> tuple[OpenQuestion, ...]:
    """A question for each entry without a yes."""
    return tuple(one.question for one in talks if one.number not in yeses)


def confirmed(reading: Reading, talks: Sequence[SuggestedTalk], yeses: Collection[int]) -> Reading:
    """The reading of the confirmed entries alone, by their numbers.

    Another set of entries is another file: the checksum holds the numbers too. Raises FileUnclear where no entry is
    confirmed, with the questions; its problems name numbers that are no suggestion.
    """
    (table,) = reading.tables
    questions = not_confirmed(talks, yeses)
    numbers = sorted(one.number for one in talks)
    unknown = sorted(set(yeses) - set(numbers))
    if unknown:
        there = ", ".join(map(str, numbers[:SHOWN])) or "none"
        message = f"“{reading.file_name}” has no suggestion {', '.join(map(str, unknown))}. Suggestions are: {there}."
        raise FileUnclear(message, questions, (Problem("no_such_suggestion", message),))
    if not yeses:
        raise FileUnclear(_nothing_yet(reading, len(talks)), questions)
    path = table.cells.path.with_name("confirmed.csv")
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
        out.writerows([number, *cells[: len(KEPT)]] for number, cells in table.rows() if number in yeses)
    chosen = hashlib.sha256(f"{reading.sha256} {sorted(yeses)}".encode()).hexdigest()
    return replace(reading, sha256=chosen, tables=(_only(table, CellFile(path, False), yeses),))


def whose(refused: UserError, file_name: str) -> UserError:
    """A refusal of confirmed entries; where it is for want of the student, the one question whose calendar it is."""
    is_for_student = isinstance(refused, FileUnclear) and any(
        one.column in STUDENT_KEYS for one in refused.questions
    )
    if not is_for_student:
        return refused
    text = (
        f"Whose calendar is “{file_name}”? Give the student's ID, e-mail address or name; it holds for every entry"
        " that was an interview."
    )
    return FileUnclear(text, [OpenQuestion(text, "owner", STUDENT_ID, source=SOURCE)], refused.problems)


def _only(table: RawTable, cells: CellFile, yeses: Collection[int]) -> RawTable:
    others = (Skipped(number, NOT_CONFIRMED, _WHY_NOT) for number, _ in table.rows() if number not in yeses)
    return replace(
        table, cells=cells, columns=KEPT, labels=("",) * len(KEPT), skipped=(*table.skipped, *others)
    )


def _nothing_yet(reading: Reading, found: int) -> str:
    entries = {0: "None of its entries looks", 1: "1 of its entries looks"}.get(
        found, f"{found:,} of its entries look"
    )
    return (
        f"“{reading.file_name}” is a calendar file (ICS). {entries} like an informational interview with a contact."
        f" {_NOTHING_COUNTS}"
    )
