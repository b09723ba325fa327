"""One cell's text to its canonical text, or what is wrong with it. Pure: no file, no database.

Canonical text: ISO dates `2026-03-02`, timestamps `2026-03-02 14:05:00` (the wall clock as given), `true` and
`false`, plain numbers `1234.5`, the ids of choices, several values joined with `;`, `<clear>` for a cell
emptied on purpose. Blank is None.

The load asks for each *distinct* value of a column once, and only for those that are not plainly canonical
already (see validation.py), so these functions may be thorough.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from pipelines.mapping.choices import SEPARATORS, split_choices
from pipelines.mapping.zones import Shift, shifted
from pipelines.sources.catalog import Column, normalise

CLEAR = "<clear>"
SEPARATOR = ";"

# Dashes people put where there is nothing; words for it ("n/a") are the columns' own, in their TOML files.
DASHES = frozenset({"", "-", "--", "---", "–", "—"})

ERROR_CELLS = frozenset(
    {
        "#REF!",
        "#VALUE!",
        "#NAME?",
        "#DIV/0!",
        "#NULL!",
        "#NUM!",
        "#SPILL!",
        "#CALC!",
        "#ERROR!",
        "#GETTING_DATA",
    }
)

EARLIEST_YEAR, LAST_YEAR = 1900, 2100
PIVOT_YEAR = 68  # two-digit years to it are 2000 to 2068, later ones 1969 to 1999, as POSIX reads them
SERIAL_RANGE = (20_000, 60_000)  # Excel day numbers: 1954 to 2064
_EXCEL_DAY_ZERO = date(1899, 12, 30)

ACCEPTED_DATES = "a date such as 2026-03-02 or 3/2/2026"


@dataclass(frozen=True)
class Parsed:
    """`value` is the canonical text (None = blank); `code` names the problem, "" = none."""

    value: str | None = None
    code: str = ""
    message: str = ""
    expected: str = ""


@dataclass(frozen=True)
class Reading:
    """How one column of one file is read.

    mapped: what the mapping says a spelling means, before anything else.
    order: mdy, dmy or ymd for dates in digits. is_serial: the whole column is Excel day numbers.
    latest: no date after it (the day of import), None where later ones make sense.
    learned: choices that the column itself shows to hold commas, folded (choices.py).
    zone: the moments of this column are brought to the office's time.
    """

    column: Column
    mapped: Mapping[str, str] = field(default_factory=dict)
    order: str = "mdy"
    is_serial: bool = False
    latest: date | None = None
    learned: frozenset[str] = frozenset()
    zone: Shift | None = None

    @cached_property
    def _mapped_folded(self) -> Mapping[str, str]:
        return {normalise(spelling): value for spelling, value in self.mapped.items()}

    def meant(self, *texts: str) -> str | None:
        """What the mapping says a spelling means: as written, else folded. "" = blank, None = not said."""
        for text in texts:
            if text in self.mapped:
                return self.mapped[text]
        return self._mapped_folded.get(normalise(texts[-1]))

    @cached_property
    def splits(self) -> frozenset[str]:
        """Folded choices that are not taken apart: known ones, those a mapping names, learned ones."""
        return frozenset({*self.column.spellings, *self._mapped_folded, *self.learned})

    @cached_property
    def blanks(self) -> frozenset[str]:
        return blanks(self.column)

    def spelled(self, text: str) -> str | None:
        """The canonical value a cell spells, None where it is unknown or blank."""
        folded = normalise(text)
        if folded:
            return self.column.spellings.get(folded) or None
        # Nothing but punctuation: "?" may be a spelling, "-" is not the same.
        mark = text.strip()
        return next(
            (value for value, spelled in self.column.values.items() if mark and mark in spelled), None
        )


def blanks(column: Column) -> frozenset[str]:
    """Cells that are as good as empty, compared whole and without case: "-99" is not 99."""
    return DASHES | {blank.casefold() for blank in column.blanks}


def shown(text: str) -> str:
    """A cell quoted for a person: one line, at most 60 characters."""
    line = " ".join(text.split())
    return f"“{line if len(line) <= 60 else line[:59] + '…'}”"


def parse(text: str, reading: Reading) -> Parsed:
    """Canonical text of a cell, or its problem."""
    raw = unwrapped(text)
    folded = raw.casefold()
    if folded == CLEAR:
        if reading.column.is_required:
            return Parsed(None, "missing_value", f"{reading.column.name} cannot be emptied.", "a value")
        return Parsed(CLEAR)
    mapped = reading.meant(text, raw)
    if mapped is not None:
        raw, folded = mapped, mapped.casefold()
    if folded in reading.blanks and reading.spelled(raw) is None:
        return Parsed(None)
    if raw.upper() in ERROR_CELLS:
        return _bad(
            "error_cell",
            f"{shown(raw)} is an error a spreadsheet shows instead of a value.",
            "the value itself",
        )
    return _PARSERS[reading.column.type](raw, reading)


def unwrapped(text: str) -> str:
    """The text without what spreadsheets put around it: blanks, `="00123"`, a leading text apostrophe."""
    value = unicodedata.normalize("NFC", text).replace("\u200b", "").replace("\ufeff", "").strip()
    quoted = re.fullmatch(r'="?([^"]*)"?', value) if value.startswith('="') else None
    if quoted:
        value = quoted[1].strip()
    if len(value) > 1 and value[0] == "'" and value[1] in "=+-@\t\r\n＝＋－＠0123456789":
        value = value[1:].strip()
    return value


def _bad(code: str, message: str, expected: str) -> Parsed:
    return Parsed(None, code, message, expected)


# -- text ---------------------------------------------------------------------------------------------


def _text(raw: str, reading: Reading) -> Parsed:
    return Parsed(" ".join(raw.split()) or None)


_SCIENTIFIC = re.compile(r"\d+(\.\d+)?[eE]\+\d+|\d+\.\d+[eE]\d+")


def _id(raw: str, reading: Reading) -> Parsed:
    if _SCIENTIFIC.fullmatch(raw):
        return _bad(
            "id_in_scientific_notation",
            f"{shown(raw)} is an id that a spreadsheet has shortened; its last digits are lost.",
            "the whole id: format the column as text in the spreadsheet, enter the ids again, export it",
        )
    value = " ".join(raw.split())
    return Parsed(re.sub(r"^(\d+)\.0+$", r"\1", value))  # 12345.0: a number column exported with decimals


_EMAIL = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+")


def _email(raw: str, reading: Reading) -> Parsed:
    value = raw.lower().removeprefix("mailto:")
    inner = re.fullmatch(r"[^<>]*<([^<>]+)>", value)  # Ana Diaz <ana@example.edu>
    value = inner[1].strip() if inner else value
    if _EMAIL.fullmatch(value):
        return Parsed(value)
    return _bad("bad_email", f"{shown(raw)} is not one e-mail address.", "one address with an @")


def _names(raw: str, reading: Reading) -> Parsed:
    found = dict.fromkeys(" ".join(part.split()) for part in re.split(r"[;\n\r|]", raw))
    return Parsed(SEPARATOR.join(name for name in found if name) or None)


# -- numbers ------------------------------------------------------------------------------------------


def _in_range(value: float, text: str, reading: Reading) -> Parsed:
    low, high = reading.column.minimum, reading.column.maximum
    if (low is not None and value < low) or (high is not None and value > high):
        expected = (
            f"a number from {_plain(low)} to {_plain(high)}"
            if low is not None and high is not None
            else f"a number of at least {_plain(low)}"
            if low is not None
            else f"a number of at most {_plain(high)}"
        )
        return _bad("out_of_range", f"{shown(text)} is outside what {reading.column.name} allows.", expected)
    return Parsed(_plain(value))


def _plain(value: float | None) -> str:
    if value is None:
        return ""
    return str(int(value)) if value == int(value) else repr(value)


_NUMBER = re.compile(r"[-−]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?|[-−]?\.\d+")


def _decimal(raw: str) -> float | None:
    compact = raw.replace(" ", "").replace("\u00a0", "").replace("\u202f", "")
    if not _NUMBER.fullmatch(compact) or len(compact) > 18:
        return None
    return float(compact.replace(",", "").replace("−", "-"))


_LABELLED = re.compile(r"(\d{1,3})\s*[-–—:.=(]\s*[^\W\d].*", re.DOTALL)  # "5 - Strongly agree"


def _spelled_number(raw: str, reading: Reading) -> str:
    """The number in a cell that words it: one of the column's spellings ("none"), or "5 - very clear"."""
    if _decimal(raw) is not None:
        return raw
    labelled = _LABELLED.fullmatch(raw)
    return reading.spelled(raw) or (labelled[1] if labelled else raw)


def _no_number(raw: str, reading: Reading, expected: str) -> Parsed:
    if raw.endswith("%"):
        return _bad(
            "percent_cell",
            f"{shown(raw)} is a percentage, and {reading.column.name} is none.",
            "a plain number: format the column as a number in the spreadsheet and export it again",
        )
    kind = "a whole number" if reading.column.type == "integer" else "a number"
    return _bad("bad_number", f"{shown(raw)} is not {kind}.", expected)


def _number(raw: str, reading: Reading) -> Parsed:
    value = _decimal(_spelled_number(raw, reading))
    if value is None:
        return _no_number(raw, reading, "a number such as 12 or 1,234.5")
    return _in_range(value, raw, reading)


def _integer(raw: str, reading: Reading) -> Parsed:
    value = _decimal(_spelled_number(raw, reading))
    if value is None or value != int(value):
        return _no_number(raw, reading, "a whole number such as 3")
    return _in_range(value, raw, reading)


_MONEY = re.compile(
    r"(?:US\$|USD|\$)?\s*([-−]?[\d.,\s]+?)\s*([kK])?\s*(?:USD|US\$|\$)?"
    r"(?:\s*(?:/|per|a)\s*(?:year|yr|annum)\.?|\s*annually)?",
    re.IGNORECASE,
)
_OTHER_CURRENCY = re.compile(
    r"[€£¥₹₩]|\b(?:EUR|GBP|CAD|AUD|INR|CNY|JPY|KRW|CHF|MXN|SGD|HKD)\b", re.IGNORECASE
)


def _money(raw: str, reading: Reading) -> Parsed:
    amount = _MONEY.fullmatch(raw)
    value = _decimal(amount[1]) if amount else None
    if _OTHER_CURRENCY.search(raw):
        return _bad(
            "other_currency",
            f"{shown(raw)} is not in US dollars.",
            "the amount in US dollars, or an empty cell",
        )
    if value is None or amount is None:
        return _bad("bad_amount", f"{shown(raw)} is not an amount.", "US dollars such as 52000 or $52,000")
    value = value * 1000 if amount[2] else value
    if value < 0:
        return _bad("out_of_range", f"{shown(raw)} is below zero.", "an amount of at least 0")
    return _in_range(value, raw, reading)


# -- choices ------------------------------------------------------------------------------------------

_TICKS = frozenset({"✓", "✔", "☑"})


def _boolean(raw: str, reading: Reading) -> Parsed:
    known = "true" if raw in _TICKS else reading.spelled(raw.removesuffix(".0"))
    if known is None:
        return _bad("bad_yes_no", f"{shown(raw)} is neither yes nor no.", "yes, no or blank")
    return Parsed(known)


def _allowed(column: Column) -> str:
    return "one of " + ", ".join(column.values)


def _choice(raw: str, reading: Reading) -> Parsed:
    known = reading.spelled(raw)
    if known is None:
        return _bad(
            "unknown_choice",
            f"{shown(raw)} is not a known value of {reading.column.name}.",
            _allowed(reading.column) + "; a mapping can say what it means",
        )
    return Parsed(known)


def _choices(raw: str, reading: Reading) -> Parsed:
    """Several choices: the longest known spelling wins, also where a choice holds a comma itself."""
    unknown = unknown_parts(raw, reading)
    if unknown:
        return _choice(unknown[0], reading)
    found = {meaning for part in _parts(raw, reading) if (meaning := _meant(part, reading))}
    in_order = [value for value in reading.column.values if value in found]
    return Parsed(SEPARATOR.join(in_order) or None)


def _meant(part: str, reading: Reading) -> str | None:
    """What one choice of several means: what the mapping says, else its spelling; "" = nothing."""
    mapped = reading.meant(part)
    if mapped is not None:
        return mapped
    return "" if part.casefold() in reading.blanks or not normalise(part) else reading.spelled(part)


def unknown_parts(text: str, reading: Reading) -> list[str]:
    """The choices in a cell that neither the column nor the mapping knows, as written."""
    if reading.column.type != "choices":
        return [text] if reading.spelled(text) is None else []
    return [part for part in _parts(text, reading) if _meant(part, reading) is None]


def _parts(text: str, reading: Reading) -> list[str]:
    """The choices in a cell; what stands between semicolons is taken apart at commas only if that explains it."""
    parts = split_choices(text, reading.splits)
    if not SEPARATORS.search(text):
        return parts
    apart = [split_choices(part, reading.splits) for part in parts]
    return [
        one
        for part, pieces in zip(parts, apart, strict=True)
        for one in (pieces if all(_meant(piece, reading) is not None for piece in pieces) else [part])
    ]


# -- dates --------------------------------------------------------------------------------------------

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


def _calendar(text: str, reading: Reading) -> tuple[date, re.Match[str] | None] | None:
    """The day a text names, and the match that holds its clock time."""
    if reading.is_serial:
        number = _SERIAL.fullmatch(text)
        return (_EXCEL_DAY_ZERO + timedelta(days=int(number[1])), None) if number else None
    found = _ISO.fullmatch(text) or _COMPACT.fullmatch(text)
    if found:
        return _day(int(found["y"]), int(found["m"]), int(found["d"]), found)
    found = _DIGITS.fullmatch(text)
    if found:
        a, b, c = int(found["a"]), int(found["b"]), found["c"]
        order = reading.order
        if order == "ymd" and len(c) == 2:
            return _day(_year(found["a"].zfill(2)), b, int(c), found)
        if found["sep"] == "." or (a > 12 >= b):
            order = "dmy"  # 2.3.2026 is written day first wherever dots are used
        elif b > 12 >= a:
            order = "mdy"
        day, month = (a, b) if order == "dmy" else (b, a)
        return _day(_year(c), month, day, found)
    for pattern in (_DAY_FIRST, _MONTH_FIRST):
        found = pattern.fullmatch(text)
        if found and found["name"].lower() in _MONTHS:
            return _day(_year(found["y"]), _MONTHS[found["name"].lower()], int(found["d"]), found)
    return None


def _day(year: int, month: int, day: int, found: re.Match[str]) -> tuple[date, re.Match[str]] | None:
    if not EARLIEST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day), found
    except ValueError:
        return None


def _clock(text: str, found: re.Match[str] | None) -> str | None:
    """`14:05:00`, None if the text names a time that does not exist."""
    if found is None:
        fraction = re.fullmatch(r"\d+(\.\d+)?", text)
        seconds = round(float(fraction[1] or 0) * 86_400) if fraction else 0
        seconds = min(seconds, 86_399)
        return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    if found["hour"] is None:
        return "00:00:00"
    hour, minute, second = int(found["hour"]), int(found["minute"]), int(found["second"] or 0)
    if found["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found["half"][0] in "pP" else 0)
    if hour > 23 or minute > 59 or second > 59:
        return None
    return f"{hour:02}:{minute:02}:{second:02}"


def _bad_date(raw: str, reading: Reading) -> Parsed:
    if _EATEN.fullmatch(raw):
        return _bad(
            "bad_date",
            f"{shown(raw)} is what a spreadsheet makes of a text such as 10-49; the day is lost.",
            ACCEPTED_DATES,
        )
    return _bad("bad_date", f"{shown(raw)} is not a date.", ACCEPTED_DATES)


def _in_office_time(day: date, clock: str, found: re.Match[str] | None, reading: Reading) -> tuple[date, str]:
    """A moment in the office's time, where the file's zone is known; a day without a time stays itself."""
    if reading.zone is None or (found is not None and found["hour"] is None):
        return day, clock
    return shifted(day, clock, (found["offset"] or "") if found else "", reading.zone)


def _date(raw: str, reading: Reading) -> Parsed:
    found = _calendar(raw, reading)
    if found is None:
        return _bad_date(raw, reading)
    day = found[0]
    clock = _clock(raw, found[1]) if reading.zone else None
    if clock:
        day, _ = _in_office_time(day, clock, found[1], reading)
    if reading.latest and day > reading.latest:
        return future(raw, reading)
    return Parsed(day.isoformat())


def future(raw: str, reading: Reading) -> Parsed:
    """The problem of a date after the day of import."""
    return _bad(
        "future_date",
        f"{shown(raw)} lies after the day of import.",
        "a day that has passed" + (" (or day first, month second?)" if _DIGITS.fullmatch(raw) else ""),
    )


def _timestamp(raw: str, reading: Reading) -> Parsed:
    found = _calendar(raw, reading)
    clock = _clock(raw, found[1]) if found else None
    if found is None or clock is None:
        return _bad(
            "bad_timestamp", f"{shown(raw)} is not a date and time.", "a time such as 2026-03-02 14:05"
        )
    day, clock = _in_office_time(found[0], clock, found[1], reading)
    if reading.latest and day > reading.latest:
        return future(raw, reading)
    return Parsed(f"{day.isoformat()} {clock}")


def _dates(raw: str, reading: Reading) -> Parsed:
    days: set[str] = set()
    for part in re.split(r"[;\n\r|]", raw):
        if not part.strip():
            continue
        # Commas separate too, unless they belong to a date ("Mar 12, 2024").
        whole = _date(part.strip(), reading)
        pieces = [part] if not whole.code else part.split(",")
        for piece in pieces:
            parsed = _date(piece.strip(), reading)
            if parsed.code or parsed.value is None:
                return parsed if len(pieces) > 1 else whole
            days.add(parsed.value)
    return Parsed(SEPARATOR.join(sorted(days)) or None)


_SPAN = re.compile(r"(\d{4})\s*[-–/]\s*(\d{2}|\d{4})")
_TERM = re.compile(r"([A-Za-z]+)\.?\s+(\d{4})")
_TERM_HALF = {"spring": 0, "fall": 1, "autumn": 1}


def _class_year(raw: str, reading: Reading) -> Parsed:
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
    elif found := _calendar(raw, reading):  # the day of graduation, as career platforms give it
        year = found[0].year + (found[0].month >= 7)
    if year is None or not 1950 <= year <= LAST_YEAR:
        return _bad("bad_class_year", f"{shown(raw)} is not a graduating class.", "a year such as 2026")
    return Parsed(str(year))


_PARSERS: Mapping[str, Callable[[str, Reading], Parsed]] = {
    "id": _id,
    "email": _email,
    "name": _text,
    "text": _text,
    "names": _names,
    "integer": _integer,
    "number": _number,
    "money": _money,
    "boolean": _boolean,
    "choice": _choice,
    "choices": _choices,
    "date": _date,
    "timestamp": _timestamp,
    "dates": _dates,
    "class_year": _class_year,
}
DATE_TYPES = frozenset({"date", "timestamp", "dates"})
