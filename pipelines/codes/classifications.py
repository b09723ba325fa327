"""Public lists of codes, as data: CIP 2020 families, NAICS 2022 sectors, SOC 2018 major groups.

Sources, all public domain: National Center for Education Statistics (CIP 2020), Census Bureau (NAICS 2022), Bureau of
Labor Statistics (SOC 2018). Codes arrive as people keep them: two, four or six digits, with or without point or dash,
with a leading zero lost. `cip_major_names.csv` is this project's own: majors as colleges name them (`*` = any
name that ends so).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

from pipelines import data_files

_NOT_WORDS = re.compile(r"[\W_]+")
_BRACKETED = re.compile(r"\([^)]*\)")
_DEGREES = ("ba", "bs", "bsc", "bfa", "bba", "beng", "bsn", "bsw", "bm")
_HIGHER_DEGREES = ("ma", "ms", "msc", "mfa", "med", "mph", "phd")
_ABOUT_DEGREES = ("b", "a", "s", "m", "bachelor", "bachelors", "master", "masters", "degree", "of", "in")
_OTHER_WORDS = ("major", "minor", "general", "honors", "track", "program")
_DEGREE_WORDS = frozenset((*_DEGREES, *_HIGHER_DEGREES, *_ABOUT_DEGREES, *_OTHER_WORDS))


def _table(name: str) -> tuple[Mapping[str, str], ...]:
    return data_files.table(f"codes/{name}.csv")


@cache
def cip_families() -> Mapping[str, str]:
    """Two-digit CIP 2020 family -> its title."""
    return MappingProxyType({row["code"]: row["title"] for row in _table("cip_families")})


@cache
def naics_sectors() -> Mapping[str, str]:
    """NAICS 2022 sector, such as `52` or `31-33` -> its title."""
    return MappingProxyType({row["code"]: row["title"] for row in _table("naics_sectors")})


@cache
def soc_groups() -> Mapping[str, str]:
    """SOC 2018 major group, such as `13-0000` -> its title."""
    return MappingProxyType({row["code"]: row["title"] for row in _table("soc_groups")})


def naics_digits() -> Iterator[tuple[str, str, str]]:
    """(two digits, sector, title) for every pair of digits a NAICS code may begin with: 31 to 33 are one sector."""
    for code, title in naics_sectors().items():
        first, _, last = code.partition("-")
        for digits in range(int(first), int(last or first) + 1):
            yield f"{digits:02d}", code, title


def soc_digits() -> Iterator[tuple[str, str, str]]:
    """(two digits, major group, title) for every pair of digits a SOC code may begin with."""
    for code, title in soc_groups().items():
        yield code[:2], code, title


def cip_family(code_or_major: str) -> str | None:
    """The two-digit CIP family of a code, or of a major's name; None where it cannot be told.

    Where a point shows that a leading zero was lost (`1.0901`), it is put back. A name is known whole, or by how it
    ends (any kind of engineering); a word somewhere inside says too little ("Counseling", "Management").

    >>> cip_family("52.0301"), cip_family("1.0901"), cip_family("520301")
    ('52', '01', '52')
    >>> cip_family("B.S. in Mechanical Engineering"), cip_family("Basket weaving")
    ('14', None)
    """
    text = code_or_major.strip()
    if not re.search(r"[^\W\d_]", text):
        before = re.match(r"\d+", text)
        code = before.group().zfill(2)[:2] if before else ""
        return code if code in cip_families() else None
    words = [word for word in _folded(_BRACKETED.sub(" ", text)).split() if word not in _DEGREE_WORDS]
    whole, ending = _major_names()
    if " ".join(words) in whole:
        return whole[" ".join(words)]
    ends = (" ".join(words[place:]) for place in range(len(words)))
    return next((ending[end] for end in ends if end in ending), None)


def cip_code(text: str) -> str | None:
    """The six-digit CIP code a text gives, with its point; None where it gives fewer digits, or no family there is.

    >>> cip_code("52.0301"), cip_code("1.0901"), cip_code("520301"), cip_code("52.03"), cip_code("99.0101")
    ('52.0301', '01.0901', '52.0301', None, None)
    """
    found = re.fullmatch(r"(\d{1,2})\.(\d{4})|(\d{2})(\d{4})", text.strip())
    if not found:
        return None
    family, rest = (found[1] or found[3]).zfill(2), found[2] or found[4]
    return f"{family}.{rest}" if family in cip_families() else None


@cache
def _major_names() -> tuple[Mapping[str, str], Mapping[str, str]]:
    """(whole name -> family, end of a name -> family), folded."""
    whole: dict[str, str] = {}
    ending: dict[str, str] = {}
    for row in _table("cip_major_names"):
        for name in row["names"].split(";"):
            (ending if name.startswith("*") else whole)[_folded(name)] = row["code"]
    return MappingProxyType(whole), MappingProxyType(ending)


def _folded(text: str) -> str:
    return _NOT_WORDS.sub(" ", text.lower().replace("&", " and ")).strip()
