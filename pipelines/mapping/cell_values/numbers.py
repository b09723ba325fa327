"""Numbers and amounts: a cell to its canonical text, or what is wrong with it. Pure."""

from __future__ import annotations

import re
from functools import cache

from pipelines.mapping.cell_values import units
from pipelines.mapping.cell_values.reading import ColumnReading, Parsed, refused, shown
from pipelines.sources.catalog import normalise


def _in_range(value: float, text: str, reading: ColumnReading) -> Parsed:
    low, high = reading.column.minimum, reading.column.maximum
    if (low is not None and value < low) or (high is not None and value > high):
        expected = (
            f"a number from {_plain(low)} to {_plain(high)}"
            if low is not None and high is not None
            else f"a number of at least {_plain(low)}"
            if low is not None
            else f"a number of at most {_plain(high)}"
        )
        return refused(
            "out_of_range", f"{shown(text)} is outside what {reading.column.name} allows.", expected
        )
    likely = reading.column.plausible
    if likely and value and not reading.is_confirmed and not likely[0] <= value <= likely[1]:
        return refused(
            "unlikely_value",
            f"{shown(text)} is not likely for {reading.column.name} ({reading.column.unit}).",
            f"{likely[0]:,g} to {likely[1]:,g}",
        )
    return Parsed(_plain(value))


def _plain(value: float | None) -> str:
    if value is None:
        return ""
    return str(int(value)) if value == int(value) else repr(value)


_THOUSANDS_BY_BLANKS = re.compile(r"(?<!\d)\d{1,3}([ \u00a0\u202f])\d{3}(?:\1\d{3})*(?!\d)")
_NUMBER = re.compile(r"[-−]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?|[-−]?\.\d+")


def _decimal(raw: str) -> float | None:
    compact = _THOUSANDS_BY_BLANKS.sub(lambda blanks: blanks[0].replace(blanks[1], ""), raw)
    if not _NUMBER.fullmatch(compact) or len(compact) > 18:
        return None
    return float(compact.replace(",", "").replace("−", "-"))


_LABELLED = re.compile(r"(\d{1,3})\s*[-–—:.=(]\s*[^\W\d]\D*")  # "5 - Strongly agree"


def _spelled_number(raw: str, reading: ColumnReading) -> str:
    """The number in a cell that words it: one of the column's spellings ("none"), or "5 - very clear"."""
    if _decimal(raw) is not None:
        return raw
    labelled = _LABELLED.fullmatch(raw)
    # of "4?" and "2+" the mark is a part: they are no "4" and no "2"
    spelled = None if normalise(raw).isdecimal() else reading.spelled(raw)
    return spelled or (labelled[1] if labelled else raw)


def _no_number(raw: str, reading: ColumnReading, expected: str) -> Parsed:
    if raw.endswith("%"):
        return refused(
            "percent_cell",
            f"{shown(raw)} is a percentage, and {reading.column.name} is none.",
            "a plain number: format the column as a number in the spreadsheet and export it again",
        )
    kind = "a whole number" if reading.column.type == "integer" else "a number"
    return refused("bad_number", f"{shown(raw)} is not {kind}.", expected)


def parse_number(raw: str, reading: ColumnReading) -> Parsed:
    value = _decimal(_spelled_number(raw, reading))
    if value is None:
        return _no_number(raw, reading, "a number such as 12 or 1,234.5")
    return _in_range(value, raw, reading)


def parse_integer(raw: str, reading: ColumnReading) -> Parsed:
    """A count: digits or a word for them, also with what is counted behind ("3 people")."""
    value = _decimal(_spelled_number(raw, reading))
    value = _counted(raw, reading) if value is None else value
    if value is None or value != int(value):
        if _SEVERAL.search(raw):
            return refused("several_numbers", f"{shown(raw)} is more than one number.", "one whole number")
        return _no_number(raw, reading, "a whole number such as 3")
    return _in_range(value, raw, reading)


_SEVERAL = re.compile(r"\d\s*(?:-|–|—|to|or|/|,|and|&)\s*\d")
_OUT_OF = re.compile(r"(\d+)\s*(?:/|out of|of)\s*(\d+)", re.IGNORECASE)


def _counted(raw: str, reading: ColumnReading) -> float | None:
    """ "3 people" and "three" where the column counts; "4/5" where five is the most it allows."""
    out_of = _OUT_OF.fullmatch(raw)
    if out_of:
        return float(out_of[1]) if float(out_of[2]) == reading.column.maximum else None
    word, *noun = raw.casefold().rstrip(".").split() or ("?",)
    counted = units.counted(reading.column.unit)
    if len(noun) > 1 or not counted.issuperset(noun):
        return None
    return _decimal(word) if word[0].isdigit() else units.number("numbers", word) if counted else None


# -- lengths of time -----------------------------------------------------------------------------------

_CLOCK = re.compile(r"(\d{1,3}):([0-5]\d)(?::([0-5]\d))?\s*([^\W\d_]*)\.?")
_ISO_LENGTH = re.compile(r"PT(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?", re.IGNORECASE)
_LENGTH = "minutes such as 30, or 1 hr 15 min"
_LONGEST_CLOCK = 4  # "5:00" is five hours or five minutes: no talk says which
_TOKEN = re.compile(r"\d+/\d+|\d*\.\d+|\d+|[^\W\d_]+|\S")


def parse_duration(raw: str, reading: ColumnReading) -> Parsed:
    """Whole minutes: "30", "30 min", "1 hr 15", "an hour and a half", "0:45:00"; in the header's unit without one."""
    bare = _decimal(_without_about(raw))
    if bare is not None and reading.unit.doubt:
        return refused("no_unit", f"{shown(raw)}: {reading.unit.doubt}", "a unit beside it, such as 15 min")
    if bare is None:
        minutes = _clock_minutes(raw) if ":" in raw else _worded_minutes(raw)
    else:
        minutes = bare * (1 if reading.unit.minutes is None else reading.unit.minutes)
        if reading.unit.minutes in (None, 1) and minutes != int(minutes):
            minutes = None  # half of a minute is nobody's talk: hours, or a slip
    if minutes is None and raw.endswith("%"):
        return _no_number(raw, reading, _LENGTH)
    if minutes is None:
        found = (
            "more than one length of time"
            if _SEVERAL.search(raw)
            else "not a length of time that can be read"
        )
        return refused("bad_duration", f"{shown(raw)} is {found}.", _LENGTH)
    return _in_range(float(int(minutes + 0.5)), raw, reading)


def _clock_minutes(raw: str) -> float | None:
    """Hours and minutes, with seconds or without: "00:30", "1:15", "0:45:00"; None where minutes may be meant."""
    match = _CLOCK.fullmatch(raw)
    unit = units.words(units.DURATIONS).get(match[4].casefold()) if match else None
    if match is None or (match[4] and unit not in ("hour", "minute")):
        return None
    first, second, third = int(match[1]), int(match[2]), int(match[3] or 0)
    if unit == "minute":
        return None if match[3] else first + second / 60
    if first > _LONGEST_CLOCK and not unit and not match[3]:
        return None
    return first * 60 + second + third / 60


def _worded_minutes(raw: str) -> float | None:
    """Minutes that numbers and units in words add up to, None where anything else stands there."""
    iso = _ISO_LENGTH.fullmatch(raw)
    if iso:
        hours, minutes, seconds = (int(part or 0) for part in iso.groups())
        return hours * 60 + minutes + seconds / 60
    total, amount = 0.0, None
    last = 0.0  # minutes of the unit read last
    has_article = is_joined = False
    for piece in _TOKEN.findall(_without_about(raw)):
        value = _amount_of(piece)
        unit = units.words(units.DURATIONS).get(piece)
        if unit and not (amount is None and last):
            size = units.number("durations", unit) or 0.0
            if last and size >= last:
                return None
            total, last = total + (1.0 if amount is None else amount) * size, size
            amount, has_article, is_joined = None, False, False
        elif value is not None and value < 1 and (amount is None or "." not in piece):
            # "half", "three quarters", "1 1/2"
            is_times = piece.startswith("quarter") and (amount or 0) >= 1 and not has_article
            amount = value * amount if is_times and amount else value + (0 if amount is None else amount)
            has_article = False  # "a quarter of an hour"
        elif value is not None and amount is None:
            amount = value
        elif piece in ("a", "an") and not has_article:
            has_article = True
        elif piece in ("and", "&", ",") and (last or amount) and not is_joined:
            is_joined = True
        elif not (piece == "." and last and amount is None) and piece != "of":
            return None
    if amount is None:
        return total if last and not has_article else None
    if last != 60.0:
        return None
    is_rest = amount < 1 or (amount == int(amount) and amount < 60)  # "an hour and a half", "1h15"
    return total + (amount * 60 if amount < 1 else amount) if is_rest else None


def _amount_of(piece: str) -> float | None:
    if piece[0] in ".0123456789" and piece != ".":
        over = piece.split("/")
        return float(over[0]) / (float(over[1]) or 1.0) if len(over) > 1 else float(piece)
    fraction = units.number("fractions", piece)
    return units.number("numbers", piece) if fraction is None else fraction


def _without_about(raw: str) -> str:
    """The text in lower case without words such as "about", "or so"."""
    return " ".join(_about().sub(" ", " ".join(raw.casefold().split())).split()).rstrip(" .")


@cache
def _about() -> re.Pattern[str]:
    words = sorted(units.flat("about"), key=len, reverse=True)
    letters = "|".join(re.escape(word) for word in words if word[0].isalpha())
    marks = "|".join(re.escape(word) for word in words if not word[0].isalpha())
    return re.compile(rf"(?<![^\W\d_])(?:{letters})\.?(?![^\W_])|{marks}")


# -- money ---------------------------------------------------------------------------------------------

# 52.000 is fifty-two thousand to most of the world and fifty-two to the rest.
UNCLEAR_AMOUNT = r"\d{1,3}(\.\d{3})+(,\d{1,2})?|\d{1,3}(['’]\d{3})+(\.\d{1,2})?|\d{1,3}([. ]\d{3})*,\d{1,2}"
_UNCLEAR = re.compile(UNCLEAR_AMOUNT)
_MARK = re.compile(r"[.,]")
_MONEY_TOKEN = re.compile(
    r"[-−]?\.?\d(?:[\d.,'’\s]*\d)?|[^\W\d_]+(?:[.-][^\W\d_]+)*\.?\$?|\$[^\W\d_]+(?=\W|$)|\S"
)


def parse_money(raw: str, reading: ColumnReading) -> Parsed:
    """US dollars, by the year where the column is: what else the cell, its header or a column beside it says of
    currency or period is not recorded."""
    amounts: list[str] = []
    currencies: set[str] = set()
    periods: set[str] = set()
    is_thousands = has_other_words = False
    for token in _MONEY_TOKEN.findall(raw):
        folded = token.casefold()
        word = folded.rstrip(".") or folded
        if any(map(str.isdigit, token)):
            amounts.append(token)
        elif currency := units.currency_of(folded) or units.currency_of(word):
            currencies.add(currency)
        elif word in units.flat("thousands", "words") and amounts and not is_thousands:
            is_thousands = True
        elif period := units.words(units.PERIODS).get(word):
            periods.add(period)
        elif word not in units.flat("pay", "words") and word not in units.flat("about") and word not in "()":
            has_other_words = True
    other = _other_than_dollars_a_year(raw, currencies, periods, reading)
    if other:
        return other
    if len(amounts) > 1:
        return refused("several_amounts", f"{shown(raw)} is more than one amount.", _AMOUNT)
    text = "".join(amounts).replace("\u00a0", " ").replace("\u202f", " ")
    if reading.unit.doubt and not currencies and not has_other_words and text:
        wanted = "the amount with its currency, such as $52,000"
        return refused("no_currency", f"{shown(raw)}: {reading.unit.doubt}", wanted)
    if _UNCLEAR.fullmatch(text) and reading.unit.mark:
        text = _MARK.sub("" if reading.unit.mark == "thousands" else ".", text)
    elif not has_other_words and _UNCLEAR.fullmatch(text):
        message = f"{shown(raw)} can be read two ways: the point or comma may stand before thousands or before cents."
        return refused("unclear_amount", message, _AMOUNT)
    value = _decimal(text) if not has_other_words else None
    if value is None:
        return refused("bad_amount", f"{shown(raw)} is not an amount.", _AMOUNT)
    if value < 0:
        return refused("out_of_range", f"{shown(raw)} is below zero.", "an amount of at least 0")
    in_thousands = is_thousands or (reading.unit.thousands and value < 1000)
    return _in_range(value * 1000 if in_thousands else value, raw, reading)


_AMOUNT = "US dollars such as 52000 or $52,000"


def _other_than_dollars_a_year(
    raw: str, currencies: set[str], periods: set[str], reading: ColumnReading
) -> Parsed | None:
    """The problem of an amount that its cell, else its header, gives in another currency or for another time."""
    foreign = currencies - {units.US_DOLLARS} or (
        {reading.unit.currency} - {"", units.US_DOLLARS} if not currencies else set()
    )
    where = "" if currencies else " by its header"
    if foreign:
        return refused(
            "other_currency",
            f"{shown(raw)} is not in US dollars{where}.",
            "the amount in US dollars, or an empty cell",
        )
    by_year = reading.column.unit.endswith("per year")
    paid = periods or ({reading.unit.period} - {""})
    if not by_year or paid <= {"year"}:
        return None
    where = "" if periods else " by its header"
    said = units.period_in_words(min(paid - {"year"}))
    return refused(
        "other_period",
        f"{shown(raw)} is pay {said}{where}, not by the year.",
        "what is paid in a year, or an empty cell",
    )
