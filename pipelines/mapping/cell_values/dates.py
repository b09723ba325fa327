"""Dates, moments and graduating classes: a cell to its canonical text, or what is wrong with it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from pipelines.mapping.cell_values.reading import (
    CLEAR,
    DASHES,
    SEPARATOR,
    ColumnReading,
    Parsed,
    refused,
    shown,
    unwrapped,
)
from pipelines.mapping.zones import shifted

EARLIEST_YEAR, LAST_YEAR = 1900, 2100
PIVOT_YEAR = 68  # two-digit years to it are 2000 to 2068, later ones 1969 to 1999, as POSIX reads them
SERIAL_RANGE = (20_000, 60_000)  # Excel day numbers: 1954 to 2064
_EXCEL_DAY_ZERO = date(1899, 12, 30)

ACCEPTED_DATES = "a date such as 2026-03-02 or 3/2/2026"
DATE_TYPES = frozenset({"date", "timestamp", "dates"})


_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july",
            "aug august", "sep sept september", "oct october", "nov november", "dec december",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_CLOCK = (
    r"(?:[T ,]+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?"
    r"\s*(?P<half>[AaPp]\.?[Mm]\.?)?\s*(?P<offset>Z|UTC|GMT|[A-Z]{2,4}T|[+-]\d{2}:?\d{2}|\(?GMT[+-][\d:]+\)?)?)?"
)
_WEEKDAY = r"(?:(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)(?:[a-z]*)\.?,?\s+)?"
_ISO = re.compile(r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})" + _CLOCK)
_COMPACT = re.compile(r"(?P<y>(?:19|20)\d{2})(?P<m>\d{2})(?P<d>\d{2})" + _CLOCK)
_DIGITS = re.compile(r"(?P<a>\d{1,2})(?P<sep>[-/.])(?P<b>\d{1,2})[-/.](?P<c>\d{4}|\d{2})" + _CLOCK)
_DAY_FIRST = re.compile(
    _WEEKDAY
    + r"(?P<d>\d{1,2})(?:st|nd|rd|th)?[\s.-]+(?:of )?(?P<name>[a-z]{3,9})\.?[\s,.-]+(?P<y>\d{4}|\d{2})"
    + _CLOCK,
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    _WEEKDAY
    + r"(?P<name>[a-z]{3,9})\.?[\s.-]+(?P<d>\d{1,2})(?:st|nd|rd|th)?(?:,\s*|\s+|-)(?P<y>\d{4}|\d{2})"
    + _CLOCK,
    re.IGNORECASE,
)
_SERIAL = re.compile(r"(\d{5})(\.\d+)?")
_EATEN = re.compile(r"[A-Za-z]{3}-\d{2}|\d{1,2}-[A-Za-z]{3}")


@dataclass(frozen=True)
class DateOrder:
    """How a column writes its dates. `is_known`: some value could be read one way only.

    ambiguous: values that read both ways; example: the first of them, as written.
    """

    order: str = "mdy"
    is_known: bool = False
    is_mixed: bool = False
    is_serial: bool = False
    ambiguous: int = 0
    example: str = ""


def date_order(values: Iterable[str], ignored: frozenset[str] = DASHES) -> DateOrder:
    """The order of day and month in a column, from all its distinct values (multi-value cells taken apart).

    `ignored`: cells that are as good as empty.
    """
    day_first = month_first = both = 0
    example = ""
    serial: bool | None = None
    for value in values:
        for part in value.split(SEPARATOR):
            text = unwrapped(part)
            if text.casefold() in ignored or text.casefold() == CLEAR:
                continue
            number = _SERIAL.fullmatch(text)
            is_serial = bool(number and SERIAL_RANGE[0] <= int(number[1]) <= SERIAL_RANGE[1])
            serial = is_serial if serial is None else serial and is_serial
            digits = _DIGITS.fullmatch(text)
            if digits and digits["sep"] != ".":
                first, second = int(digits["a"]), int(digits["b"])
                day_first += first > 12 >= second
                month_first += second > 12 >= first
                is_both = first <= 12 and second <= 12 and first != second
                both += is_both
                example = example or (text if is_both else "")
    return DateOrder(
        order="dmy" if day_first > month_first else "mdy",
        is_known=bool(day_first or month_first),
        is_mixed=bool(day_first and month_first),
        is_serial=bool(serial),
        ambiguous=both,
        example=example,
    )


def _year(text: str) -> int:
    if len(text) == 4:
        return int(text)
    return int(text) + (2000 if int(text) <= PIVOT_YEAR else 1900)


def _calendar(text: str, reading: ColumnReading) -> tuple[date, re.Match[str] | None] | None:
    """The day a text names, and the match that holds its clock time."""
    if reading.is_serial:
        number = _SERIAL.fullmatch(text)
        return (_EXCEL_DAY_ZERO + timedelta(days=int(number[1])), None) if number else None
    match = _ISO.fullmatch(text) or _COMPACT.fullmatch(text)
    if match:
        return _day(int(match["y"]), int(match["m"]), int(match["d"]), match)
    match = _DIGITS.fullmatch(text)
    if match:
        a, b, c = int(match["a"]), int(match["b"]), match["c"]
        order = reading.order
        if order == "ymd" and len(c) == 2:
            return _day(_year(match["a"]), b, int(c), match)
        if match["sep"] == "." or (a > 12 >= b):
            order = "dmy"  # 2.3.2026 is written day first wherever dots are used
        elif b > 12 >= a:
            order = "mdy"
        day, month = (a, b) if order == "dmy" else (b, a)
        return _day(_year(c), month, day, match)
    for pattern in (_DAY_FIRST, _MONTH_FIRST):
        match = pattern.fullmatch(text)
        if match and match["name"].lower() in _MONTHS:
            return _day(_year(match["y"]), _MONTHS[match["name"].lower()], int(match["d"]), match)
    return None


def _day(year: int, month: int, day: int, match: re.Match[str]) -> tuple[date, re.Match[str]] | None:
    if not EARLIEST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day), match
    except ValueError:
        return None


def _clock(text: str, match: re.Match[str] | None) -> str | None:
    """`14:05:00`, None if the text names a time that does not exist."""
    if match is None:
        fraction = re.fullmatch(r"\d+(\.\d+)?", text)
        seconds = round(float(fraction[1] or 0) * 86_400) if fraction else 0
        seconds = min(seconds, 86_399)
        return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    if match["hour"] is None:
        return "00:00:00"
    hour, minute, second = int(match["hour"]), int(match["minute"]), int(match["second"] or 0)
    if match["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match["half"][0] in "pP" else 0)
    if hour > 23 or minute > 59 or second > 59:
        return None
    return f"{hour:02}:{minute:02}:{second:02}"


def _bad_date(raw: str, reading: ColumnReading) -> Parsed:
    if _EATEN.fullmatch(raw):
        return refused(
            "bad_date",
            f"{shown(raw)} is what a spreadsheet makes of a text such as 10-49; the day is lost.",
            ACCEPTED_DATES,
        )
    return refused("bad_date", f"{shown(raw)} is not a date.", ACCEPTED_DATES)


def _in_office_time(
    day: date, clock: str, match: re.Match[str] | None, reading: ColumnReading
) -> tuple[date, str]:
    """A moment in the office's time, where the file's zone is known; a day without a time stays itself."""
    if reading.zone is None or (match is not None and match["hour"] is None):
        return day, clock
    return shifted(day, clock, (match["offset"] or "") if match else "", reading.zone)


def parse_date(raw: str, reading: ColumnReading) -> Parsed:
    calendar = _calendar(raw, reading)
    if calendar is None:
        return _bad_date(raw, reading)
    day = calendar[0]
    clock = _clock(raw, calendar[1]) if reading.zone else None
    if clock:
        day, _ = _in_office_time(day, clock, calendar[1], reading)
    if reading.latest and day > reading.latest:
        return future(raw, reading)
    return Parsed(day.isoformat())


def future(raw: str, reading: ColumnReading) -> Parsed:
    """The problem of a date after the day of import."""
    return refused(
        "future_date",
        f"{shown(raw)} lies after the day of import.",
        "a day that has passed" + (" (or day first, month second?)" if _DIGITS.fullmatch(raw) else ""),
    )


def parse_timestamp(raw: str, reading: ColumnReading) -> Parsed:
    calendar = _calendar(raw, reading)
    clock = _clock(raw, calendar[1]) if calendar else None
    if calendar is None or clock is None:
        return refused(
            "bad_timestamp", f"{shown(raw)} is not a date and time.", "a time such as 2026-03-02 14:05"
        )
    day, clock = _in_office_time(calendar[0], clock, calendar[1], reading)
    if reading.latest and day > reading.latest:
        return future(raw, reading)
    return Parsed(f"{day.isoformat()} {clock}")


def parse_dates(raw: str, reading: ColumnReading) -> Parsed:
    days: set[str] = set()
    for part in re.split(r"[;\n\r|]", raw):
        if not part.strip():
            continue
        # Commas separate too, unless they belong to a date ("Mar 12, 2024").
        whole = parse_date(part.strip(), reading)
        pieces = [part] if not whole.code else part.split(",")
        for piece in pieces:
            parsed = parse_date(piece.strip(), reading)
            if parsed.value is None:
                return parsed if len(pieces) > 1 else whole
            days.add(parsed.value)
    return Parsed(SEPARATOR.join(sorted(days)) or None)


_SPAN = re.compile(r"(\d{4})\s*[-–/]\s*(\d{2}|\d{4})")
_TERM = re.compile(r"([A-Za-z]+)\.?\s+(\d{4})")
_TERM_HALF = {"spring": 0, "fall": 1, "autumn": 1}


def parse_class_year(raw: str, reading: ColumnReading) -> Parsed:
    """Graduating class: July 1 of the year before to June 30, as NACE and IPEDS count."""
    text = re.sub(r"^(class of|class|co)\s+", "", raw.casefold().strip()).removesuffix(".0")
    year: int | None = None
    span, term = _SPAN.fullmatch(text), _TERM.fullmatch(text)
    if re.fullmatch(r"\d{4}", text):
        year = int(text)
    elif re.fullmatch(r"['’]\d{2}", text):
        year = 2000 + int(text[1:])
    elif span:
        last = int(span[2]) if len(span[2]) == 4 else int(span[1][:2] + span[2])
        year = last if last == int(span[1]) + 1 else None
    elif term:
        month = _MONTHS.get(term[1])
        half = _TERM_HALF.get(term[1], None if month is None else int(month >= 7))
        year = None if half is None else int(term[2]) + half
    elif calendar := _calendar(raw, reading):  # the day of graduation, as career platforms give it
        year = calendar[0].year + (calendar[0].month >= 7)
    if year is None or not 1950 <= year <= LAST_YEAR:
        return refused("bad_class_year", f"{shown(raw)} is not a graduating class.", "a year such as 2026")
    return Parsed(str(year))
