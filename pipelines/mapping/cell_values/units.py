"""Units beside numbers: what a header says of its column, and the words in units.toml. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipelines import data_files

DURATIONS, PERIODS, CURRENCIES = "duration_words", "periods", "currencies"
US_DOLLARS, UNKNOWN = "USD", "?"


@dataclass(frozen=True)
class Unit:
    """What the bare numbers of a column count, "" or None where nothing says.

    minutes: how many one of them is, for a length of time. period: what pay is for. currency: its ISO code.
    thousands: the numbers count thousands. mark: what one point or comma stands before, "thousands" or "decimals".
    doubt: why bare numbers of the column cannot be read, for people.
    """

    minutes: float | None = None
    period: str = ""
    currency: str = ""
    thousands: bool = False
    mark: str = ""
    doubt: str = ""

    @property
    def is_plain(self) -> bool:
        """Whether bare numbers are what the column holds: minutes, US dollars by the year."""
        is_as_held = (
            self.minutes in (None, 1),
            self.period in ("", "year"),
            self.currency in ("", US_DOLLARS),
        )
        return all(is_as_held) and not (self.thousands or self.mark or self.doubt)


@cache
def words(kind: str) -> Mapping[str, str]:
    """Word or mark in lower case -> what it stands for, of one list of units.toml."""
    return {word.casefold(): id for id, all_words in _data()[kind].items() for word in all_words}


def _data() -> Mapping[str, Any]:
    return data_files.toml("mapping/cell_values/units.toml")


@cache
def flat(kind: str, list_name: str = "") -> frozenset[str]:
    """A plain list of units.toml."""
    held = _data()[kind]
    return frozenset(word.casefold() for word in (held[list_name] if list_name else held))


def number(kind: str, word: str) -> float | None:
    """What a word counts (kind "numbers", "fractions"); minutes of a unit of time (kind "durations")."""
    value = _data()[kind].get(word)
    return None if value is None else float(value)


def counted(unit: str) -> frozenset[str]:
    """Nouns that may follow a number of a column's unit; none where it has no such unit."""
    return frozenset(_data()["counted"].get(unit, ()))


def period_in_words(period: str) -> str:
    return str(_data()["period_words"][period])


def is_currency_mark(character: str) -> bool:
    return unicodedata.category(character) == "Sc"


_PIECE = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*\.?\$?|\$[^\W\d_]+|\$?0{3}s?|[^\w\s]|\d+")


def header_unit(text: str) -> Unit:
    """What a header, with its question, says of the bare numbers below it. Two units of a kind say nothing."""
    written = [piece.strip(".") or piece for piece in _PIECE.findall(text)]
    pieces = [
        piece.casefold()
        for piece in written
        if piece.isupper() or piece.casefold() not in flat("in_capitals")
    ]
    times = {unit for piece in pieces if (unit := words(DURATIONS).get(piece)) and len(piece) > 1}
    periods = {period for piece in pieces if (period := words(PERIODS).get(piece)) and len(piece) > 1}
    money = {code for piece in pieces if (code := currency_of(piece))}
    return Unit(
        minutes=number("durations", times.pop()) if len(times) == 1 else None,
        period=periods.pop() if len(periods) == 1 else "",
        currency=_one_currency(money),
        thousands=any(piece in flat("thousands", "words") for piece in pieces),
    )


def _one_currency(codes: Collection[str]) -> str:
    """The currency of bare numbers: where a foreign one is named, they are not surely dollars."""
    foreign = sorted(code for code in codes if code != US_DOLLARS)
    return (foreign[0] if len(foreign) == 1 else UNKNOWN) if foreign else next(iter(codes), "")


def currency_of(piece: str) -> str:
    """The currency a word or mark stands for; "?" for a mark of one that is not listed, "" for none."""
    known = words(CURRENCIES).get(piece)
    if known:
        return known
    return UNKNOWN if len(piece) == 1 and is_currency_mark(piece) else ""


def foreign_in(text: str) -> str:
    """The foreign currency that a title, a sheet's name or the header of another column names; "" for none."""
    currency = header_unit(text).currency
    return "" if currency == US_DOLLARS else currency


def is_foreign_code(cell: str) -> bool:
    """Whether a cell of another column names a foreign currency by its code or mark, as in “INR, paid monthly”: words
    would be too many."""
    pieces = [
        piece for piece in _PIECE.findall(cell) if len(piece) == 1 or (piece.isupper() and len(piece) == 3)
    ]
    return any(currency_of(piece.casefold()) not in ("", US_DOLLARS) for piece in pieces)


def are_units(cells: Iterable[str], kinds: Collection[str]) -> bool:
    """Whether most cells hold nothing but units: such a column says what the numbers beside it count."""
    known = [any(_is_unit(cell.casefold(), kind) for kind in kinds) for cell in cells if cell.strip()]
    return bool(known) and sum(known) * 2 > len(known)


def _is_unit(cell: str, kind: str) -> bool:
    pieces = [piece.strip(".") or piece for piece in _PIECE.findall(cell)]
    pieces = [piece for piece in pieces if piece not in flat("pay", "words") and piece not in "()"]
    return bool(pieces) and all(
        piece in words(kind) or (kind == CURRENCIES and bool(currency_of(piece))) for piece in pieces
    )
