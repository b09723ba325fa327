"""Whose the e-mail addresses of a column are: the student's or the contact's a row is about.

A bare “Email” may be either. What tells them apart, the surer first: the roster's own addresses; whose name an
address bears, and whose firm; one domain of a college again and again, or another domain in each row. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import Any, Literal

from pipelines import data_files
from pipelines.mapping.evidence import ENOUGH, LIKELY, UNLIKELY, Evidence
from pipelines.sources.catalog import CONTACT_EMAIL, STUDENT_EMAILS, normalise, sources

Side = Literal["student", "contact", ""]

_ADDRESS = re.compile(r"([^@\s,;<>\"]+)@([^@\s,;<>\"]+)")
_LETTERS = re.compile(r"[^\W\d_]+")
_SHORTEST_INSIDE = 4  # letters of a name found inside a longer mailbox; shorter ones must stand alone


@cache
def bare_headers() -> frozenset[str]:
    """Folded headers that are the student's address in one source and the contact's in another: “Email”."""
    sides: dict[str, set[bool]] = {}
    for of in sources().values():
        for column in of.columns:
            if column.name in STUDENT_EMAILS or column.name == CONTACT_EMAIL:
                for text in (column.name, *column.aliases):
                    sides.setdefault(normalise(text), set()).add(column.name == CONTACT_EMAIL)
    return frozenset(text for text, both in sides.items() if len(both) > 1)


def bears(address: str, text: str) -> bool:
    """Whether an address bears a name, or the firm of that name.

    >>> bears("ana.kurz@acme.example.com", "Kurz, Ana"), bears("info@acme.example.com", "Acme Inc.")
    (True, True)
    >>> bears("akurz@example.edu", "Ana Kurz"), bears("s100@example.edu", "Ana Kurz")
    (True, False)
    """
    found = _ADDRESS.search(address.casefold())
    words = [word for word in normalise(text).split() if word not in _common_words()]
    if not found or not words:
        return False
    mailbox, domain = found.groups()
    parts = set(_LETTERS.findall(mailbox))
    together = "".join(_LETTERS.findall(mailbox))
    first, last = words[0], words[-1]
    initials = (
        {first[0] + last, first + last[0], last + first[0], last[0] + first} if len(words) > 1 else set()
    )
    return (
        any(
            word in parts or (len(word) >= _SHORTEST_INSIDE and word in together)
            for word in words
            if len(word) > 1
        )
        or together in initials
        or any(word in domain.split(".")[:-1] for word in words if len(word) > 1)
        or "".join(words) in domain.split(".")[:-1]
    )


def borne(rows: Sequence[Sequence[str]], columns: Sequence[str], address: int) -> dict[str, float]:
    """Other header -> the share of rows, both cells filled, whose address bears what that column says."""
    shares = {}
    for place, header in enumerate(columns):
        both = [(row[address], row[place]) for row in rows if row[address].strip() and row[place].strip()]
        if place != address and both:
            share = sum(bears(one, other) for one, other in both) / len(both)
            if share:
                shares[header] = share
    return shares


def whose(of: Evidence, students: Collection[str], contacts: Collection[str]) -> tuple[Side, str]:
    """("student" or "contact", why in words); ("", "") where nothing tells.

    students, contacts: headers of the file that name the one or the other, or their firm.
    """
    if not of.filled or of.share("email") < UNLIKELY:
        return "", ""
    if of.roster and of.share_where(lambda text: text.casefold() in of.roster) >= UNLIKELY:
        return "student", "they are addresses of students on the roster"
    theirs, hers = (max((of.bears.get(h, 0.0) for h in names), default=0.0) for names in (contacts, students))
    if theirs >= UNLIKELY and theirs > hers:
        return "contact", "they bear the names or firms of the contacts"
    if hers >= UNLIKELY:
        return "student", "they bear the names of the students"
    domains = _domains(of.counts)
    known = sum(domains.values())
    firms = [domain for domain in domains if not _is_academic(domain)]
    if of.distinct >= ENOUGH and len(firms) >= max(UNLIKELY * of.distinct, ENOUGH):
        return "contact", "nearly each has another domain, as the addresses of contacts do"
    if (
        known
        and max(domains.values()) >= LIKELY * of.distinct
        and _is_academic(max(domains, key=lambda d: domains[d]))
    ):
        return "student", "they are of one college"
    return "", ""


def _domains(addresses: Mapping[str, int]) -> dict[str, int]:
    """Domain -> how many distinct addresses it has; of a college the college's, and none that is anybody's."""
    counted: dict[str, int] = {}
    for address in addresses:
        found = _ADDRESS.search(address.casefold())
        if found and found[2] not in _data()["anybodys"]:
            domain = _of_college(found[2])
            counted[domain] = counted.get(domain, 0) + 1
    return counted


def _of_college(domain: str) -> str:
    ending = re.search(_data()["academic"], domain)
    return domain[: ending.start()].rpartition(".")[2] + ending[0] if ending else domain


def _is_academic(domain: str) -> bool:
    return bool(re.search(_data()["academic"], domain))


@cache
def _common_words() -> frozenset[str]:
    return frozenset(_data()["common_words"])


@cache
def _data() -> Mapping[str, Any]:
    return data_files.toml("mapping/addresses.toml")
