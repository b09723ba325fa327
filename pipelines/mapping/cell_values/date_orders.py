"""How a column writes its dates: what all of its cells allow decides, never one of them. Pure.

distinct cells -> date_order() -> DateOrder;  a header -> order_said();  true dates beside text -> looks_swapped()
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from pipelines import data_files
from pipelines.mapping.cell_values.dates import SERIAL, SERIAL_RANGE, Written, written
from pipelines.mapping.cell_values.reading import CLEAR, DASHES, SEPARATOR, unwrapped

Window = tuple[date, date]  # the first and the last day that is likely

ORDERS = ("mdy", "dmy", "ymd")
USUAL = ORDERS[0]  # in the United States
_LEAST_SHARE = (
    0.25  # of the cells that tell or could tell, those that do, where they speak against what is usual
)
_LEAST_CELLS = 2
_LEAST_SWAPPED = 3  # true dates, and texts, from which on they are read back and not only asked about


@dataclass(frozen=True)
class DateOrder:
    """How a column writes its dates. `is_known`: enough values can be read one way only.

    is_mixed: others can be read only another way. ambiguous: values that read several ways; example: the first of
    them, as written. told: values that can be read one way only, by order.
    """

    order: str = USUAL
    is_known: bool = False
    is_mixed: bool = False
    is_serial: bool = False
    ambiguous: int = 0
    example: str = ""
    told: tuple[tuple[str, int], ...] = ()


def date_order(
    values: Iterable[str], ignored: frozenset[str] = DASHES, window: Window | None = None
) -> DateOrder:
    """The order of day and month in a column, from all its distinct values (multi-value cells taken apart).

    `ignored`: cells that are as good as empty. `window`: days outside it are nobody's, so that a reading that leads
    there is none, unless every reading of a cell does.
    """
    told: Counter[str] = Counter()
    days: Mapping[str, list[date]] = {order: [] for order in ORDERS}
    both = 0
    example = ""
    serial: bool | None = None
    for value in values:
        for part in value.split(SEPARATOR):
            text = unwrapped(part)
            if text.casefold() in ignored or text.casefold() == CLEAR:
                continue
            number = SERIAL.fullmatch(text)
            is_serial = bool(number and SERIAL_RANGE[0] <= int(number[1]) <= SERIAL_RANGE[1])
            serial = is_serial if serial is None else serial and is_serial
            of = written(text)
            if of is None or of.digits is None or of.has_dots:
                continue
            readings = _likely(of, window)
            for order in ORDERS if readings else ():
                days[order].append(readings.get(order) or next(iter(readings.values())))
            if len(set(readings.values())) > 1:
                both += 1
                example = example or text
            elif len(readings) == 1:
                told.update(list(readings))
    order, is_known = _decided(told, both, days)
    return DateOrder(
        order=order,
        is_known=is_known,
        is_mixed=len(told) > 1,
        is_serial=bool(serial),
        ambiguous=both,
        example=example,
        told=tuple(sorted(told.items())),
    )


def _likely(of: Written, window: Window | None) -> Mapping[str, date]:
    """The days a date in digits may mean, by order; those inside the window, if any is."""
    readings = {order: day for order in of.orders if (day := of.read(order))}
    inside = {order: day for order, day in readings.items() if window and window[0] <= day <= window[1]}
    # Only what is likely makes a year of the first two digits.
    outside = {order: day for order, day in readings.items() if order != "ymd"} or readings
    return inside or outside


def _decided(told: Counter[str], both: int, days: Mapping[str, Collection[date]]) -> tuple[str, bool]:
    """The order, and whether that is sure: most cells that tell agree, and against what is usual more than one does."""
    if not told:
        return USUAL, False
    best = max(ORDERS, key=lambda order: (told[order], order == USUAL))
    others = sum(told.values()) - told[best]
    if told[best] <= others:
        return best, bool(best == USUAL and not both)
    is_enough = told[best] >= _LEAST_CELLS and told[best] >= _LEAST_SHARE * (told[best] + both)
    if best == USUAL or is_enough or not both:
        return best, True
    return (best if _span(days[best]) <= _span(days[USUAL]) else USUAL), False


def _span(days: Collection[date]) -> int:
    return (max(days) - min(days)).days if days else 0


# -- what a header says --------------------------------------------------------------------------------

_PARTS = re.compile(r"\b([^\W\d_]{1,5})\s?([-/. ,])\s?([^\W\d_]{1,5})\s?\2\s?([^\W\d_]{1,5})\b")


@cache
def _letters() -> Mapping[str, str]:
    held = data_files.toml("mapping/cell_values/dates.toml")["header_letters"]
    return {word: letter for letter, words in held.items() for word in words}


def order_said(header: str) -> str:
    """The order that a header, with its question, says: "Date (DD/MM/YYYY)"; "" where it says none or two."""
    said = set()
    for match in _PARTS.finditer(header.casefold()):
        order = "".join(_letters().get(match[group], "?") for group in (1, 3, 4))
        said |= {order} & set(ORDERS)
    return said.pop() if len(said) == 1 else ""


# -- true dates beside text ----------------------------------------------------------------------------

_TRUE_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?: 00:00:00)?")


@dataclass(frozen=True)
class Swapped:
    """True dates of a column whose day and month a spreadsheet has exchanged. is_sure: enough of them, and of texts."""

    count: int
    example: str
    is_sure: bool


def looks_swapped(texts: Iterable[str], of: DateOrder, window: Window | None = None) -> Swapped | None:
    """Whether a spreadsheet made dates of what it could read its own way, and left the rest as text.

    Days above 12 stayed text and none of them became a date: no date has a day above 12, and no text has one below.
    texts: the distinct cells of the column. None where nothing says so.
    """
    if of.is_mixed or of.ambiguous or not of.told or of.order == "ymd":
        return None
    found = [match for text in texts if (match := _TRUE_DATE.fullmatch(text.strip()))]
    days = [(int(match[1]), int(match[2]), int(match[3])) for match in found]
    if not days or any(day > 12 for _, _, day in days):
        return None
    back = [date(year, day, month) for year, month, day in days if 1 <= month <= 12 and day]
    is_likely = window is None or all(window[0] <= day <= window[1] for day in back)
    enough = min(len(days), dict(of.told).get(of.order, 0)) >= _LEAST_SWAPPED
    return Swapped(len(days), found[0][0], enough and is_likely)
