"""A second contact in one row: columns that come again, numbered or in other words. The first is taken, the rest named.

    folded texts of the headers, the names a source knows -> sections() -> Sections

A row is about one contact. Columns of a second one must neither be mixed with those of the first (one person's name
with the other's employer) nor be passed over without a word. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

_NUMBERED = re.compile(r"(?:^|(?<=\s))(?:no )?([1-9]|[1-9](?:st|nd|rd|th)|second|third|fourth|fifth)(?=\s|$)")
_ORDINALS = {"second": 2, "third": 3, "fourth": 4, "fifth": 5}
_BLOCK = (
    2  # columns that come again in the order of the first ones; a single one is another word for the same
)


@dataclass(frozen=True)
class Sections:
    """first: header of the first section -> its text without the number. rest: header of another -> the first's."""

    first: Mapping[str, str] = field(default_factory=dict)
    rest: Mapping[str, str] = field(default_factory=dict)


def sections(texts_of: Mapping[str, Sequence[str]], index: Mapping[str, tuple[str, int]]) -> Sections:
    """texts_of: header -> the folded texts it may be known under, in the file's order. index: folded name -> (column,
    its place among the column's names).

    Of numbered columns the lowest number is the first section, or those without one. Of columns that come again
    unnumbered at least two must, and all after the first.
    """
    plain: dict[str, list[str]] = {}  # canonical column -> headers that name it as they stand
    numbered: dict[
        str, dict[int, tuple[str, str]]
    ] = {}  # canonical column -> number -> (header, text without it)
    for header, texts in texts_of.items():
        known = next((text for text in texts if text in index), None)
        if known:
            plain.setdefault(index[known][0], []).append(header)
            continue
        for text in texts:
            number, rest = _without_number(text)
            if number and rest in index:
                numbered.setdefault(index[rest][0], {}).setdefault(number, (header, rest))
                break
    first: dict[str, str] = {}
    rest_of: dict[str, str] = {}
    for column, by_number in numbered.items():
        lowest = min(by_number)
        chief = plain.get(column, [by_number[lowest][0]])[0]
        if chief == by_number[lowest][0]:
            first[chief] = by_number[lowest][1]
        rest_of |= {header: chief for header, _ in by_number.values() if header != chief}
    return Sections(first, {**rest_of, **_again(list(texts_of), plain)})


def _without_number(text: str) -> tuple[int, str]:
    """(number, the text without it), (0, "") where it has none or several.

    >>> _without_number("contact 2 name"), _without_number("company of second contact"), _without_number("name")
    ((2, 'contact name'), (2, 'company of contact'), (0, ''))
    """
    found = _NUMBERED.findall(text)
    if len(found) != 1:
        return 0, ""
    number = _ORDINALS.get(found[0]) or int(found[0][0])
    return number, " ".join(_NUMBERED.sub(" ", text).split())


def _again(order: Sequence[str], plain: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Headers of a section that comes again in other words -> the header of the first that means the same."""
    place = {header: number for number, header in enumerate(order)}
    twice = {column: headers for column, headers in plain.items() if len(headers) > 1}
    if len(twice) < _BLOCK:
        return {}
    firsts, seconds = ([place[headers[nth]] for headers in twice.values()] for nth in (0, 1))
    if max(firsts) > min(seconds):
        return {}
    return {again: headers[0] for headers in twice.values() for again in headers[1:]}
