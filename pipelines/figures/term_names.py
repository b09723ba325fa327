"""Which term a roster means: told by the year and by the names of the office's own terms, however written. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from pipelines.figures.periods import Terms

# What registrars call the parts of a year, each name for all its spellings.
_SEASONS: Mapping[str, str] = {
    **dict.fromkeys(("fall", "autumn", "fa", "fal", "fl", "f", "au", "aut"), "fall"),
    **dict.fromkeys(("spring", "sp", "spr", "s"), "spring"),
    **dict.fromkeys(("summer", "su", "sum", "smr", "ss"), "summer"),
    **dict.fromkeys(("winter", "wi", "win", "wtr", "w"), "winter"),
}
_FILLERS = re.compile(r"\b(?:term|semester|quarter|session|of|ay|academic|year)\b")
_SPAN = re.compile(r"\b((?:19|20)\d\d) ((?:(?:19|20))?\d\d)\b")
_YEAR = re.compile(r"\b((?:19|20)\d\d|\d\d)\b")


def term_of(text: str, terms: Terms, year_start: int) -> tuple[str, date] | None:
    """The term a roster writes, as (name, first day); None where it is none of the office's.

    terms: (name, first month). year_start: the month academic years begin in: of a span such as 2025-26 a term belongs
    to the first year from then on, to the second before.

    >>> term_of("Fall Semester 2025", (("Spring", 1), ("Fall", 8)), 8)
    ('Fall', datetime.date(2025, 8, 1))
    >>> term_of("SP26", (("Spring", 1), ("Fall", 8)), 8)
    ('Spring', datetime.date(2026, 1, 1))
    """
    plain = _plain(text)
    names = {_plain(name): (name, month) for name, month in terms}
    seasons = {_SEASONS.get(name, name): term for name, term in names.items()}
    spans = list(_SPAN.finditer(plain))
    for found in spans or _YEAR.finditer(plain):
        rest = " ".join((plain[: found.start()] + " " + plain[found.end() :]).split())
        bare = " ".join(_FILLERS.sub(" ", rest).split())
        meant = names.get(rest) or seasons.get(_SEASONS.get(bare, bare))
        year = _year(found, meant[1] >= year_start) if meant else None
        if meant and year:
            return meant[0], date(year, meant[1], 1)
    return None


def _plain(text: str) -> str:
    """Lower-case words and numbers with one blank between: "FA-25" is "fa 25"."""
    return " ".join(re.findall(r"\d+|[^\W\d_]+", text.lower()))


def _year(found: re.Match[str], is_in_first: bool) -> int | None:
    """The year a term is in; None for a span that is no academic year."""
    first = int(found[1]) if len(found[1]) == 4 else 2000 + int(found[1])
    if found.re is _YEAR:
        return first
    return None if (first + 1) % 100 != int(found[2]) % 100 else first if is_in_first else first + 1
