"""Moments as a survey tool stamped them, in the office's own time.

A tool's export says in its header which zone its moments are in; the office has one of its own. A response of
11 p.m. in one can be the next day in the other, so both are part of the mapping. Pure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_OFFSET = re.compile(r"(?P<sign>[+-])(?P<hours>\d{2}):?(?P<minutes>\d{2})")
_UTC = frozenset({"Z", "UTC", "GMT"})


@dataclass(frozen=True)
class Shift:
    """The zone of a file's moments, the office's, and the canonical columns that hold such moments."""

    of: str
    to: str
    columns: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        return {"of": self.of, "to": self.to, "columns": sorted(self.columns)}


def known_zone(name: str) -> str:
    """The zone's name as the zone database has it, "" where it has none."""
    wanted = "UTC" if name.strip() in _UTC else name.strip()
    try:
        ZoneInfo(wanted)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ""
    return wanted


def shifted(day: date, clock: str, written_offset: str, shift: Shift) -> tuple[date, str]:
    """A wall-clock moment of the file in the office's zone.

    clock: `14:05:00`. written_offset: what the cell itself says ("Z", "-05:00"), which outweighs the file's
    zone; "" = nothing. A moment that the clock skips or repeats when it changes is read as the earlier one.
    """
    moment = datetime.combine(day, time.fromisoformat(clock), _offset(written_offset) or ZoneInfo(shift.of))
    there = moment.astimezone(ZoneInfo(shift.to))
    return there.date(), f"{there:%H:%M:%S}"


def _offset(written: str) -> timezone | None:
    text = written.strip(" ()").removeprefix("GMT") or written.strip()
    if text in _UTC:
        return timezone(timedelta())
    match = _OFFSET.fullmatch(text)
    if not match:
        return None
    length = timedelta(hours=int(match["hours"]), minutes=int(match["minutes"]))
    return timezone(-length if match["sign"] == "-" else length) if length < timedelta(days=1) else None
