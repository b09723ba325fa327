"""Numbers and amounts: a cell to its canonical text, or what is wrong with it. Pure."""

from __future__ import annotations

import re

from pipelines.mapping.cell_values.reading import ColumnReading, Parsed, refused, shown


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


def _spelled_number(raw: str, reading: ColumnReading) -> str:
    """The number in a cell that words it: one of the column's spellings ("none"), or "5 - very clear"."""
    if _decimal(raw) is not None:
        return raw
    labelled = _LABELLED.fullmatch(raw)
    return reading.spelled(raw) or (labelled[1] if labelled else raw)


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


def parse_money(raw: str, reading: ColumnReading) -> Parsed:
    amount = _MONEY.fullmatch(raw)
    value = _decimal(amount[1]) if amount else None
    if _OTHER_CURRENCY.search(raw):
        return refused(
            "other_currency",
            f"{shown(raw)} is not in US dollars.",
            "the amount in US dollars, or an empty cell",
        )
    if value is None or amount is None:
        return refused("bad_amount", f"{shown(raw)} is not an amount.", "US dollars such as 52000 or $52,000")
    value = value * 1000 if amount[2] else value
    if value < 0:
        return refused("out_of_range", f"{shown(raw)} is below zero.", "an amount of at least 0")
    return _in_range(value, raw, reading)
