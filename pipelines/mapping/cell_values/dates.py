"""Dates, moments and graduating classes: a cell to its canonical text, or what is wrong with it. Pure.

The order of day and month is a matter of the whole column (date_orders.py). Words are data: dates.toml.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache

from pipelines import data_files
from pipelines.mapping.cell_values.reading import SEPARATOR, ColumnReading, Parsed, refused, shown
from pipelines.mapping.zones import shifted

EARLIEST_YEAR, LAST_YEAR = 1900, 2100
PIVOT_YEAR = 68  # two-digit years to it are 2000 to 2068, later ones 1969 to 1999, as POSIX reads them
SERIAL_RANGE = (20_000, 60_000)  # Excel day numbers: 1954 to 2064

ACCEPTED_DATES = "a date such as 2026-03-02 or 3/2/2026"
ONE_DAY = "one day, such as 2026-03-02"
DATE_TYPES = frozenset({"date", "timestamp", "dates"})

_CLASS_YEARS_AHEAD, _CLASS_YEARS_BACK = 8, 70
_SHORT_CLASS_YEARS_BACK = 10  # "26" is a class only near today


# -- words ---------------------------------------------------------------------------------------------


@cache
def numbered(list_name: str) -> Mapping[str, int]:
    """Word -> its number, of one list of dates.toml ("months", "weekdays", "terms")."""
    held = data_files.toml("mapping/cell_values/dates.toml")[list_name]
    return {word: int(number) for number, words in held.items() for word in words}


@cache
def _beside(list_name: str) -> frozenset[str]:
    return frozenset(data_files.toml("mapping/cell_values/dates.toml")["words"][list_name])


@cache
def placeholders() -> frozenset[str]:
    """Days that programs write where there is none, as ISO dates."""
    return frozenset(data_files.toml("mapping/cell_values/dates.toml")["placeholders"]["days"])


# -- patterns ------------------------------------------------------------------------------------------

_CLOCK = (
    r"(?:(?P<hour>\d{1,2})(?:[:h](?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?)?\s*(?P<half>[AaPp]\.?[Mm]\.?)?"
    r"\s*(?P<offset>Z|UTC|GMT|[A-Z]{2,4}T|[+-]\d{2}:?\d{2}|\(?GMT[+-][\d:]+\)?)?"
    r"(?P<until>\s*(?:[-–—]|to)\s*(?:\d{1,2}:\d{2}\s*(?:[AaPp]\.?[Mm]\.?)?|\d{1,2}\s*[AaPp]\.?[Mm]\.?))?)"
)
_AFTER = r"(?:[T ,@]+(?:at\s+)?" + _CLOCK + r")?"
_NAME = r"(?P<name>[^\W\d_]{3,12})"
_YEAR = r"(?P<y>\d{4}|['’]?\d{2})"
_NTH = r"(?:st|nd|rd|th|er|º|ª)?"
_ISO = re.compile(r"(?P<y>\d{4})(?P<sep>[-/.])\s?(?P<m>\d{1,2})(?P=sep)\s?(?P<d>\d{1,2})\.?" + _AFTER)
_EAST_ASIAN = re.compile(
    r"(?P<y>\d{4})\s?[年년]\s?(?P<m>\d{1,2})\s?[月월]\s?(?P<d>\d{1,2})\s?[日일]?" + _AFTER
)
_COMPACT = re.compile(r"(?P<y>(?:19|20)\d{2})(?P<m>\d{2})(?P<d>\d{2})" + _AFTER)
_DIGITS = re.compile(
    r"(?P<a>\d{1,2})\s?(?P<sep>[-/.])\s?(?P<b>\d{1,2})\s?(?P=sep)\s?(?P<c>\d{4}|['’]?\d{2})" + _AFTER
)
_NAMED = tuple(
    re.compile(pattern + _AFTER, re.IGNORECASE)
    for pattern in (
        rf"(?P<d>\d{{1,2}}){_NTH}[\s.\-/]*(?:(?:of|de|del)\s+)?{_NAME}\.?(?:\s+(?:of|de|del))?[\s,.\-/]*{_YEAR}",
        # A bare "Mar 10-14" names days, not the year 2014; "Mar-10-14" is a spreadsheet's.
        rf"{_NAME}\.?[\s.]*(?P<d>\d{{1,2}}){_NTH}(?:,\s*(?P<y>\d{{4}}|['’]\d{{2}})|\s+(?P<y2>\d{{4}}|['’]?\d{{2}})|-(?P<y3>\d{{4}}))",
        rf"{_NAME}-(?P<d>\d{{1,2}})-{_YEAR}",
        rf"(?P<y>\d{{4}})[\s,.\-/]*{_NAME}[\s.\-/]*(?P<d>\d{{1,2}}){_NTH}",
    )
)
_TIME_FIRST = re.compile(
    r"(\d{1,2}:\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?|\d{1,2}\s*[ap]\.?m\.?),?\s+(.+)", re.IGNORECASE
)
SERIAL = re.compile(r"(\d{5})(\.\d+)?")
_EATEN = re.compile(r"[A-Za-z]{3}-\d{2}|\d{1,2}-[A-Za-z]{3}")
_SEVERAL_DAYS = re.compile(
    r"\d\s*(?:st|nd|rd|th)?\s*(?:[-–—]|to|through|thru|until|and|&|,|/)\s*(?:\d|[A-Za-z]{3,9}\.?\s+\d)|\bweek\b|\bwk\b"
)
_NO_YEAR = re.compile(
    r"\d{1,2}[-/.]\d{1,2}\.?|[^\W\d_]{3,12}\.?\s+\d{1,2}(?:st|nd|rd|th)?|\d{1,2}\.?\s+[^\W\d_]{3,12}\.?"
)
_ZERO_PART = re.compile(
    r"(?:0{1,4}[-/.]\d{1,4}|\d{1,4}[-/.]0{1,2})[-/.]\d{1,4}(?:\D.*)?|\d{1,2}[-/.]\d{1,2}[-/.]0{4}"
)
_COUNTED_SECONDS = re.compile(r"\d{10}|\d{13}")


@dataclass(frozen=True)
class Written:
    """A date as it is written: its parts, and the match that holds its clock time (None for a day number).

    order: of a date in digits that may be read more than one way, its own separators or weekday said so; "" = the
    column's. weekday: 1 to 7, 0 where none is named.
    """

    digits: tuple[int, int, str] | None = None
    day: date | None = None
    match: re.Match[str] | None = None
    has_dots: bool = False
    weekday: int = 0

    def read(self, order: str) -> date | None:
        """The day, digits read in an order (mdy, dmy, ymd); None where the calendar has no such day."""
        if self.digits is None:
            return self.day
        a, b, c = self.digits
        if order == "ymd":
            return _day(_year(f"{a:02}"), b, int(c)) if len(c) == 2 else None
        day, month = (a, b) if order == "dmy" else (b, a)
        return _day(_year(c), month, day)

    @property
    def orders(self) -> tuple[str, ...]:
        """The orders in which digits make a day, of the named weekday where one is named."""
        if self.digits is None:
            return ()
        if self.has_dots:
            return ("dmy",)  # 2.3.2026 is written day first wherever dots are used
        possible = [(order, day) for order in ("mdy", "dmy", "ymd") if (day := self.read(order))]
        named = [order for order, day in possible if day.isoweekday() == self.weekday]
        return tuple(named or (order for order, _ in possible))


@lru_cache(maxsize=4096)
def written(text: str) -> Written | None:
    """What a text says of a day, before an order of day and month is decided; None where it names none."""
    match = _ISO.fullmatch(text) or _COMPACT.fullmatch(text)
    if match and _has_time(match):
        day = _day(int(match["y"]), int(match["m"]), int(match["d"]))
        return Written(day=day, match=match) if day else None
    weekday, text = _without_weekday(text)
    time_first = _TIME_FIRST.fullmatch(text)
    if time_first:
        weekday_behind, rest = _without_weekday(time_first[2])
        weekday, text = weekday or weekday_behind, f"{rest} {time_first[1]}"
    match = _DIGITS.fullmatch(text)
    if match and _has_time(match):
        c = match["c"].strip("'’")
        return Written((int(match["a"]), int(match["b"]), c), None, match, match["sep"] == ".", weekday)
    for pattern in (_ISO, _EAST_ASIAN):
        match = pattern.fullmatch(text)
        if match and _has_time(match):
            day = _day(int(match["y"]), int(match["m"]), int(match["d"]))
            return Written(day=day, match=match) if day else None
    for pattern in _NAMED:
        match = pattern.fullmatch(text)
        month = numbered("months").get(match["name"].casefold()) if match else None
        if match and month and _has_time(match):
            parts = match.groupdict()
            year = next(part for name in ("y", "y2", "y3") if (part := parts.get(name)))
            day = _day(_year(year.strip("'’")), month, int(match["d"]))
            return Written(day=day, match=match) if day else None
    return None


def _has_time(match: re.Match[str]) -> bool:
    """Whether what stands behind the day is a time, if anything does: "3pm" and "10:30" are, a bare "3" is none."""
    return match["hour"] is None or bool(match["minute"] or match["half"] or match["until"])


def _without_weekday(text: str) -> tuple[int, str]:
    """The weekday that a text begins or ends with (1 to 7, 0 = none), and the rest without words that say nothing."""
    words = text.split()
    weekday = 0
    for place in (0, -1):
        while len(words) > 1:
            word = words[place].strip("(),.").casefold()
            number = numbered("weekdays").get(word)
            is_part = place == -1 and word in _beside("part_of_day")
            is_beside = place == 0 and word in _beside("beside")
            if not (number or is_part or is_beside):
                break
            weekday = number or weekday
            words.pop(place)
    return weekday, " ".join(words).strip(" ,")


def _year(text: str) -> int:
    if len(text) == 4:
        return int(text)
    return int(text) + (2000 if int(text) <= PIVOT_YEAR else 1900)


def _day(year: int, month: int, day: int) -> date | None:
    if not EARLIEST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


# -- one cell ------------------------------------------------------------------------------------------


def _calendar(text: str, reading: ColumnReading) -> tuple[date, re.Match[str] | None] | None:
    """The day a text names, and the match that holds its clock time."""
    if reading.is_serial:
        number = SERIAL.fullmatch(text)
        return (reading.day_zero + timedelta(days=int(number[1])), None) if number else None
    of = written(text)
    if of is None:
        return None
    if of.digits is None:
        day = of.day
        if day and reading.is_swapped and day.day <= 12 and _ISO.fullmatch(text):
            day = day.replace(month=day.day, day=day.month)
    else:
        possible = of.orders
        order = reading.order if reading.order in possible else next(iter(possible), "")
        day = of.read(order) if order else None
    return (day, of.match) if day else None


def _clock(text: str, match: re.Match[str] | None) -> str | None:
    """`14:05:00`, None if the text names a time that does not exist, or two."""
    if match is None:
        fraction = re.fullmatch(r"\d+(\.\d+)?", text)
        seconds = round(float(fraction[1] or 0) * 86_400) if fraction else 0
        seconds = min(seconds, 86_399)
        return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    if match["hour"] is None:
        return "00:00:00"
    hour, minute, second = int(match["hour"]), int(match["minute"] or 0), int(match["second"] or 0)
    if match["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match["half"][0] in "pP" else 0)
    if hour > 23 or minute > 59 or second > 59 or match["until"]:
        return None
    return f"{hour:02}:{minute:02}:{second:02}"


def _bad_date(raw: str, reading: ColumnReading) -> Parsed:
    """The problem of a cell that names no day, in the words that fit what stands there."""
    if _EATEN.fullmatch(raw):
        message = f"{shown(raw)} is what a spreadsheet makes of a text such as 10-49; the day is lost."
        return refused("bad_date", message, ACCEPTED_DATES)
    if _ZERO_PART.fullmatch(raw) or raw[:10] in placeholders():
        return _placeholder(raw)
    if _COUNTED_SECONDS.fullmatch(raw):
        message = f"{shown(raw)} looks like a computer's count of seconds since 1970, not like a date."
        return refused("bad_date", message, "the column formatted as a date, or " + ACCEPTED_DATES)
    if SERIAL.fullmatch(raw):
        message = (
            f"{shown(raw)} may be a spreadsheet's number of a day, but other cells of the column are none."
        )
        return refused("bad_date", message, "the column formatted as a date, or " + ACCEPTED_DATES)
    if _NO_YEAR.fullmatch(raw):
        return refused("bad_date", f"{shown(raw)} is not a date: it has no year.", ACCEPTED_DATES)
    if any(map(str.isdigit, raw)) and _SEVERAL_DAYS.search(raw.casefold()):
        return refused("bad_date", f"{shown(raw)} is not a date: it names several days.", ONE_DAY)
    return refused("bad_date", f"{shown(raw)} is not a date.", ACCEPTED_DATES)


def _placeholder(raw: str) -> Parsed:
    message = f"{shown(raw)} is what a program writes where there is no date."
    return refused("placeholder_date", message, "the day, or an empty cell")


def _unlikely(day: date, raw: str, reading: ColumnReading) -> Parsed | None:
    """The problem of a day that nobody means; none where a mapping says that it is right."""
    if reading.latest and day > reading.latest:
        return future(raw, reading)
    if reading.is_confirmed:
        return None
    if day.isoformat() in placeholders():
        return _placeholder(raw)
    if reading.farthest and day > reading.farthest:
        message = f"{shown(raw)} lies far ahead, in {day.year}."
        return refused(
            "far_date", message, f"a day to {reading.farthest:%B %Y}; if it is right, a mapping can say so"
        )
    if reading.earliest and day < reading.earliest:
        message = f"{shown(raw)} lies long before the other days of the column, in {day.year}."
        expected = f"a day from {reading.earliest:%B %Y} on; if it is right, a mapping can say so"
        return refused("long_ago", message, expected)
    return None


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
    return _unlikely(day, raw, reading) or Parsed(day.isoformat())


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
    return _unlikely(day, raw, reading) or Parsed(f"{day.isoformat()} {clock}")


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


# -- graduating classes --------------------------------------------------------------------------------

_SPAN = re.compile(r"(\d{4})\s*[-–/]\s*(\d{2}|\d{4})")
_TERM = re.compile(r"([^\W\d_]+)\.?\s*(\d{4}|['’]?\d{2})")
_TERM_BEHIND = re.compile(r"(\d{4})\s*([^\W\d_]+)")
_MONTH_OF = re.compile(r"(\d{1,2})\s*[-/.]\s*(\d{4})|(\d{4})\s*[-/.]\s*(\d{1,2})")


def parse_class_year(raw: str, reading: ColumnReading) -> Parsed:
    """Graduating class: July 1 of the year before to June 30, as NACE and IPEDS count."""
    text = re.sub(r"^(class of|class|co|c/o|ay|expected|exp\.?)\s+", "", raw.casefold().strip()).removesuffix(
        ".0"
    )
    year = _class_of(text, raw, reading)
    first, last = class_years(reading)
    if year is None or not first <= year <= last:
        return refused("bad_class_year", f"{shown(raw)} is not a graduating class.", "a year such as 2026")
    return Parsed(str(year))


def class_years(reading: ColumnReading) -> tuple[int, int]:
    """The first and the last class that somebody may be of; codes of terms look like others."""
    if reading.today is None:
        return 1950, LAST_YEAR
    return reading.today.year - _CLASS_YEARS_BACK, reading.today.year + _CLASS_YEARS_AHEAD


def _class_of(text: str, raw: str, reading: ColumnReading) -> int | None:
    span, month_of = _SPAN.fullmatch(text), _MONTH_OF.fullmatch(text)
    if re.fullmatch(r"\d{4}", text):
        return int(text)
    if re.fullmatch(r"['’]\d{2}", text):
        return 2000 + int(text[1:])
    if re.fullmatch(r"\d{2}", text):
        today = reading.today
        is_near = today and -_SHORT_CLASS_YEARS_BACK <= 2000 + int(text) - today.year <= _CLASS_YEARS_AHEAD
        return 2000 + int(text) if is_near else None
    if span:
        last = int(span[2]) if len(span[2]) == 4 else int(span[1][:2] + span[2])
        if last == int(span[1]) + 1:
            return last
    if month_of:  # the month of graduation
        month, year = int(month_of[1] or month_of[4]), int(month_of[2] or month_of[3])
        return year + (month >= 7) if 1 <= month <= 12 else None
    term, behind = _TERM.fullmatch(text), _TERM_BEHIND.fullmatch(text)
    name, written_year = (term[1], term[2]) if term else (behind[2], behind[1]) if behind else ("", "")
    if name:
        month = numbered("months").get(name, 0)
        half = int(month >= 7) if month else numbered("terms").get(name)
        return None if half is None else _year(written_year.strip("'’")) + half
    calendar = _calendar(raw, reading)  # the day of graduation, as career platforms give it
    return calendar[0].year + (calendar[0].month >= 7) if calendar else None
