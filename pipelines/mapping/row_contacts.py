"""Whom a row of a source is about, and what it says of them and of the row. Pure."""

from __future__ import annotations

from collections.abc import Collection

from pipelines.sources.catalog import STUDENT_KEYS, STUDENT_NAME, Source

_CONTACTS = ("contact", "referred")  # parts of a key that say who a row is about, besides the student
_OF_THE_ROW = frozenset(
    {*STUDENT_KEYS, STUDENT_NAME, "program", "term", "status", "event_id", "logged_at", "referrer"}
)
_DAYS = frozenset({"date", "dates", "timestamp"})


def who_columns(of: Source) -> tuple[str, ...]:
    """The columns by which a row's contact is known; none where a row is about a student alone."""
    ways = (way for part in _CONTACTS for way in of.key_parts.get(part, ()))
    return tuple(dict.fromkeys(way[0] for way in ways))


def is_shared(name: str, of: Source, in_sections: Collection[str]) -> bool:
    """Whether what a row says once holds for each of its contacts: the student and what the row is about; its days
    where no contact has one of its own."""
    if name in _OF_THE_ROW:
        return True
    has_own_day = any(of.column(one).type in _DAYS for one in in_sections)
    return of.column(name).type in _DAYS and not has_own_day
