"""Calendars (ICS): their entries as a table, a row per entry and other person; only what may be a talk keeps its words.

    lines -> the text of one entry at a time -> icalendar -> a row, or the reason why it is none

Somebody's calendar holds much that is nobody's business: of an entry that does not look like an informational interview
(calendar.toml) nothing is handed on but that it was there. Entries are parsed one by one, so a large calendar needs
no more memory than its longest entry and a damaged one costs itself alone.
"""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pipelines import data_files
from pipelines.errors import FileRefused
from pipelines.readers.formats.encoding import detect
from pipelines.readers.model import CellFile, RawTable, Reading, Skipped

COLUMNS = ("Start", "Minutes", "Contact name", "Contact email", "Entry")
TOOL = "calendar"
MAX_ENTRIES = 200_000
MAX_ENTRY_CHARACTERS = 200_000  # without attachments and descriptions
MAX_PEOPLE = 20  # of one entry; more are an event, no talk
LONGEST_MINUTES = 600

_UNREAD = ("ATTACH", "DESCRIPTION", "X-ALT-DESC", "COMMENT", "X-MICROSOFT-", "X-GOOGLE-", "CONFERENCE")
_NOT_PEOPLE = frozenset({"ROOM", "RESOURCE", "GROUP"})
_NO_TALK = "an entry that does not look like a talk with a contact"
_FOLD = re.compile(r"\r\n[ \t]")
_TITLE = re.compile(r"^SUMMARY\b[^:\r\n]*:([^\r\n]*)", re.IGNORECASE | re.MULTILINE)
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")


@dataclass(frozen=True)
class Person:
    name: str
    email: str


@dataclass(frozen=True)
class Entry:
    """One entry. why_not: the reason for which it is no suggestion, "" where it is one; then nothing else is filled."""

    why_not: str = ""
    start: str = ""
    minutes: str = ""
    title: str = ""
    people: tuple[Person, ...] = ()
    known_by: tuple[str, str] = ("", "")  # the entry, and which of several times it comes
    version: int = 0


@dataclass
class _Calendar:
    """What the lines outside of entries say."""

    name: str = ""
    zone: str = ""
    is_cancelled: bool = False
    has_utc: bool = False
    entries: list[Entry] = field(default_factory=list)


def read(path: Path, folder: Path) -> Reading:
    """The calendar as a table of one row per entry and other person. Raises FileRefused where it has no entries."""
    encoding = detect(path)
    with path.open(encoding=encoding.name, errors=encoding.errors, newline="") as lines:
        calendar = _calendar(lines)
    if not calendar.entries:
        raise FileRefused(f"“{path.name}” is a calendar file without entries. Export the calendar again.")
    cells = folder / "cells-1.csv"
    skipped: list[Skipped] = []
    number = 0
    with cells.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
        for entry in _without_owner(_latest(calendar.entries), calendar.name):
            if entry.why_not:
                number += 1
                skipped.append(Skipped(number, "no_talk", entry.why_not))
            for person in entry.people:
                number += 1
                out.writerow([number, entry.start, entry.minutes, person.name, person.email, entry.title])
    table = RawTable(
        sheet="",
        columns=COLUMNS,
        labels=("",) * len(COLUMNS),
        header_rows=(),
        preamble_rows=(),
        rows_read=number,
        skipped=tuple(skipped),
        dropped_columns=(),
        time_zone="UTC" if calendar.has_utc else "",
        cells=CellFile(cells, False),
    )
    size = path.stat().st_size
    return Reading(path.name, encoding.sha256, size, "ics", TOOL, encoding.name, "", (table,), encoding.notes)


def _calendar(lines: Iterator[str]) -> _Calendar:
    calendar = _Calendar()
    block: list[str] | None = None
    size = 0
    is_unread = False
    for raw in lines:
        line = raw.rstrip("\r\n")
        if line[:1] in (" ", "\t"):  # the line before goes on
            if block is not None and not is_unread:
                block.append(line)
                size += len(line)
            continue
        upper = line.upper()
        if upper == "BEGIN:VEVENT":
            block, size, is_unread = [line], 0, False
        elif block is None:
            _say(calendar, line)
        elif upper == "END:VEVENT":
            if len(calendar.entries) >= MAX_ENTRIES:
                raise FileRefused(
                    f"The calendar has more than {MAX_ENTRIES:,} entries. Export one year of it."
                )
            text = "\r\n".join([*block, line, ""])
            is_long = size > MAX_ENTRY_CHARACTERS
            calendar.entries.append(Entry("an entry that is too long") if is_long else _entry(text, calendar))
            block = None
        else:
            is_unread = upper.startswith(_UNREAD)
            if not is_unread and size <= MAX_ENTRY_CHARACTERS:
                block.append(line)
                size += len(line)
    if block is not None:
        calendar.entries.append(Entry("an entry that is cut off"))
    return calendar


def _say(calendar: _Calendar, line: str) -> None:
    name, _, value = line.partition(":")
    name = name.partition(";")[0].upper()
    if name == "X-WR-CALNAME":
        calendar.name = value.strip().lower()
    elif name == "X-WR-TIMEZONE":
        calendar.zone = value.strip()
    elif name == "METHOD":
        calendar.is_cancelled = value.strip().upper() == "CANCEL"


def _entry(text: str, calendar: _Calendar) -> Entry:
    """One entry's text understood; only one whose title may be a talk's is parsed, for a large calendar's sake."""
    from icalendar import Event

    if not any(looks_like_a_talk(title) for title in _TITLE.findall(_FOLD.sub("", text))):
        return Entry(_NO_TALK)
    try:
        event: Any = Event.from_ical(text)
        title = " ".join(str(event.get("SUMMARY", "")).split())
        known_by = (str(event.get("UID", "")), str(getattr(event.get("RECURRENCE-ID"), "dt", "")))
        version = int(event.get("SEQUENCE", 0))
        why_not = _why_not(event, title, calendar)
        if why_not:
            return Entry(why_not, known_by=known_by, version=version)
        start, minutes = _times(event, calendar)
        people = _people(event)
        named = _named_in(title)
        if named and not event.get("ATTENDEE") and named[0].name not in (one.name for one in people):
            people = named  # who organizes an entry that nobody is invited to keeps it for themselves
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, OverflowError):
        # what the library meets a damaged entry with; it names no reason a person could use
        return Entry("an entry that cannot be read")
    if not people:
        return Entry("an entry that names nobody else", known_by=known_by, version=version)
    if len(people) > MAX_PEOPLE:
        return Entry("an event of many people", known_by=known_by, version=version)
    return Entry("", start, minutes, title, people, known_by, version)


def _why_not(event: Any, title: str, calendar: _Calendar) -> str:
    if calendar.is_cancelled or str(event.get("STATUS", "")).upper() == "CANCELLED":
        return "an entry that is cancelled"
    if event.get("RRULE") or event.get("RDATE"):
        return "an entry that repeats"
    if str(event.get("TRANSP", "")).upper() == "TRANSPARENT":
        return "an entry that keeps no time"
    if event.get("DTSTART") is None:
        return "an entry without a day"
    return "" if looks_like_a_talk(title) else _NO_TALK


def looks_like_a_talk(title: str) -> bool:
    """Whether an entry's title is one that informational interviews have.

    >>> looks_like_a_talk("Coffee with Ana Kurz"), looks_like_a_talk("BIO 101 lecture"), looks_like_a_talk("Talkative")
    (True, False, False)
    """
    return bool(_words("likely", "possible").search(title)) and not _words("not_like").search(title)


def is_likely(title: str) -> bool:
    """Whether a talk's title has the words of an informational interview, and not only those of any meeting.

    >>> is_likely("Coffee with Ana Kurz"), is_likely("Call with Ana Kurz")
    (True, False)
    """
    return looks_like_a_talk(title) and bool(_words("likely").search(title))


@cache
def _words(*parts: str) -> re.Pattern[str]:
    data = data_files.toml("readers/formats/calendar.toml")
    either = "|".join(re.escape(word) for part in parts for word in data[part])
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)


@cache
def _names() -> tuple[re.Pattern[str], ...]:
    return tuple(map(re.compile, data_files.toml("readers/formats/calendar.toml")["names"]))


def _times(event: Any, calendar: _Calendar) -> tuple[str, str]:
    """The day it began, in the zone it is written in, and its minutes. A moment in UTC of a calendar that names no zone
    stays one, for the office's zone to say the day."""
    start = event["DTSTART"].dt
    if not isinstance(start, dt.datetime):
        return start.isoformat(), ""
    end = event["DTEND"].dt if event.get("DTEND") else None
    length = end - start if isinstance(end, dt.datetime) else getattr(event.get("DURATION"), "dt", None)
    minutes = round(length.total_seconds() / 60) if isinstance(length, dt.timedelta) else 0
    told = str(minutes) if 0 < minutes <= LONGEST_MINUTES else ""
    if (
        start.tzinfo is not None
        and start.utcoffset() == dt.timedelta()
        and "TZID" not in event["DTSTART"].params
    ):
        zone = _zone(calendar.zone)
        if zone is None:
            calendar.has_utc = True
            return f"{start:%Y-%m-%d %H:%M:%S}", told
        start = start.astimezone(zone)
    return start.date().isoformat(), told


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _people(event: Any) -> tuple[Person, ...]:
    """Who was there besides rooms and those who declined: everybody invited, and who invited."""
    invited = event.get("ATTENDEE", [])
    found: dict[str, Person] = {}
    for one in [*(invited if isinstance(invited, list) else [invited]), event.get("ORGANIZER")]:
        if one is None:
            continue
        email = re.sub(r"^mailto:", "", str(one), flags=re.IGNORECASE).strip().lower()
        email = email if _ADDRESS.fullmatch(email) else ""
        name = " ".join(str(one.params.get("CN", "")).split())
        is_person = str(one.params.get("CUTYPE", "INDIVIDUAL")).upper() not in _NOT_PEOPLE
        is_there = str(one.params.get("PARTSTAT", "")).upper() != "DECLINED"
        if is_person and is_there and (email or name):
            found.setdefault(email or name, Person("" if "@" in name else name, email))
    return tuple(found.values())


def _named_in(title: str) -> tuple[Person, ...]:
    found = (match["name"].strip(" .-'’") for name in _names() if (match := name.search(title)))
    return tuple(Person(name, "") for name in found if name[:1].isupper())[:1]


def _latest(entries: list[Entry]) -> list[Entry]:
    """Of versions of one entry the last one; the others are none."""
    last: dict[tuple[str, str], int] = {}
    for place, entry in enumerate(entries):
        key = entry.known_by
        if key[0] and (key not in last or entry.version >= entries[last[key]].version):
            last[key] = place
    return [
        entry
        if not entry.known_by[0] or last[entry.known_by] == place
        else Entry("an earlier version of an entry")
        for place, entry in enumerate(entries)
    ]


def _without_owner(entries: list[Entry], name: str) -> Iterator[Entry]:
    """The entries without the one whose calendar it is: named by it, or there in every entry of several."""
    there = Counter(person.email for entry in entries for person in entry.people if person.email)
    talks = sum(len(entry.people) > 1 for entry in entries)
    always = {email for email, count in there.items() if talks > 1 and count >= talks}
    owners = {name, *(always if len(always) == 1 else ())}
    for entry in entries:
        others = tuple(person for person in entry.people if person.email not in owners or not person.email)
        others = others or _named_in(entry.title)
        if entry.why_not or others:
            yield replace(entry, people=others)
        else:
            yield Entry("an entry that names nobody else")
