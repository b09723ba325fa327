"""People's names, laid side by side. They come normalised: lower case, no accents or punctuation. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from rapidfuzz import fuzz

from pipelines import data_files
from pipelines.identity.decisions import linked_keys
from pipelines.identity.normalised import normal_name

_DIGITS = re.compile(r"\d+")
NEAR = 90.0  # how alike two names must be, of 100, to be taken for a misspelling
_TITLES = frozenset(
    {"dr", "mr", "mrs", "ms", "mx", "prof", "professor", "rev", "jr", "sr", "ii", "iii", "iv", "phd", "md"}
)


def parts(name: str) -> tuple[str, ...]:
    """The words of a name without titles.

    >>> parts("dr ann moss")
    ('ann', 'moss')
    """
    return tuple(word for word in name.split() if word not in _TITLES)


def folded(text: str) -> str:
    """The words of a text that may be a name: as names are compared, without digits.

    >>> folded("Díaz_José 2")
    'diaz jose'
    """
    return " ".join(_DIGITS.sub(" ", normal_name(text)).split())


def likeness(one: str, other: str) -> tuple[float, str] | None:
    """(score, reason) where two different spellings may be one person's name; None where nothing says so.

    >>> likeness("bill gray", "william gray")
    (0.8, '“Bill” is short for “William”')
    """
    ones, others = parts(one), parts(other)
    if not ones or not others:
        return None
    if ones == others:
        return 0.9, "The same name"
    if sorted(ones) == sorted(others):
        return 0.85, "The same name in another order"
    if len(ones) < 2 or len(others) < 2:
        return None
    if ones[-1] == others[-1]:
        first, second = ones[0], others[0]
        if first == second:
            middle = ones[1:-1] or others[1:-1]
            if not ones[1:-1] or not others[1:-1] or ones[1][0] == others[1][0]:
                return 0.85, f"The same name but for “{' '.join(middle).title()}”"
            return None
        short, full = (first, second) if second in _full_names(first) else (second, first)
        if full in _full_names(short):
            return 0.8, f"“{short.title()}” is short for “{full.title()}”"
        if _full_names(first) & _full_names(second):
            one_of, other_of = sorted((first.title(), second.title()))
            return 0.7, f"“{one_of}” and “{other_of}” may be short for the same name"
        if min(len(first), len(second)) == 1 and first[0] == second[0]:
            return 0.7, "The same last name, and a first name given by its letter"
    if ones[0][0] == others[0][0] and fuzz.ratio(one, other) >= NEAR and not _one_letter_names(ones, others):
        return 0.75, "Nearly the same letters"
    return None


def _one_letter_names(ones: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Names short enough that one letter makes another person: Lee and Lea."""
    differing = [*(set(ones) - set(others)), *(set(others) - set(ones))]
    return any(len(word) < 4 for word in differing)


@cache
def first_name_groups() -> Mapping[str, str]:
    """First name -> one name that stands for all it may be short for, and all that are short for it."""
    return linked_keys((short, full) for short, names in _nicknames().items() for full in sorted(names))


def _full_names(nickname: str) -> frozenset[str]:
    return _nicknames().get(nickname, frozenset())


@cache
def _nicknames() -> Mapping[str, frozenset[str]]:
    """Nickname -> the names it may be short for."""
    found: dict[str, frozenset[str]] = {}
    for row in data_files.table("identity/nicknames.csv"):
        for nickname in row["nicknames"].split(";"):
            found[nickname] = found.get(nickname, frozenset()) | {row["name"]}
    return found
