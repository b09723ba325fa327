"""A second contact in one row: columns that come again, numbered or in other words.

    folded texts of the headers, the names a source knows -> sections() -> Sections

Columns of a second contact must neither be mixed with those of the first (one person's name with the other's employer)
nor be passed over without a word: further_rows.py makes a row of them where they say who it was. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

_NUMBERED = re.compile(r"(?:^|(?<=\s))(?:no )?([1-9]|[1-9](?:st|nd|rd|th)|second|third|fourth|fifth)(?=\s|$)")
_ORDINALS = {"second": 2, "third": 3, "fourth": 4, "fifth": 5}
_BLOCK = (
    2  # columns that come again in the order of the first ones; a single one is another word for the same
)


@dataclass(frozen=True)
class Sections:
    """first: header of the first section -> its text without the number. rest: header of another -> the first's.
    number: header of another -> which section it belongs to, 2 and more. asks: header of another -> canonical column,
    where the first has none of it; its `rest` is another header of the first.
    """

    first: Mapping[str, str] = field(default_factory=dict)
    rest: Mapping[str, str] = field(default_factory=dict)
    number: Mapping[str, int] = field(default_factory=dict)
    asks: Mapping[str, str] = field(default_factory=dict)


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
    number_of: dict[str, int] = {}
    asks: dict[str, str] = {}
    for column, by_number in numbered.items():
        lowest = min(by_number)
        if beside := _first_beside(column, lowest, numbered, plain):
            headers = {number: header for number, (header, _) in by_number.items()}
            asks |= dict.fromkeys(headers.values(), column)
            rest_of |= dict.fromkeys(headers.values(), beside)
            number_of |= {header: number for number, header in headers.items()}
            continue
        chief = plain.get(column, [by_number[lowest][0]])[0]
        if chief == by_number[lowest][0]:
            first[chief] = by_number[lowest][1]
        # beside “Contact name” both “Contact name.1” and “Contact name 2” are the second
        later = 1 if chief != by_number[lowest][0] and lowest == 1 else 0
        rest_of |= {header: chief for header, _ in by_number.values() if header != chief}
        number_of |= {header: number + later for number, (header, _) in by_number.items() if header != chief}
    again = _again(list(texts_of), plain)
    number_of |= _nth(again)
    named = {*first, *rest_of, *again, *(header for headers in plain.values() for header in headers)}
    unknown = _numbered_alike(texts_of, named, number_of)
    rest_of |= {header: chief for header, (_, chief) in unknown.items()}
    number_of |= {header: number for header, (number, _) in unknown.items()}
    return Sections(first, {**rest_of, **again}, number_of, asks)


def _numbered_alike(
    texts_of: Mapping[str, Sequence[str]], known: Collection[str], number_of: Mapping[str, int]
) -> dict[str, tuple[int, str]]:
    """Headers of a later section whose name no source knows -> (number, the same header of the first): “Interview 2 -
    Name” goes where “Interview 1 - Name” goes, whatever that is taken for. Only where other columns have such a
    section.
    """
    by_text: dict[str, dict[int, str]] = {}
    for header, texts in texts_of.items():
        number, rest = _without_number(texts[0]) if texts and header not in known else (0, "")
        if rest:
            by_text.setdefault(rest, {}).setdefault(number, header)
    there = set(number_of.values())
    return {
        header: (number, by_number[min(by_number)])
        for by_number in by_text.values()
        for number, header in by_number.items()
        if number in there and number > min(by_number) == 1
    }


def _first_beside(
    column: str,
    lowest: int,
    numbered: Mapping[str, Mapping[int, tuple[str, str]]],
    plain: Mapping[str, Sequence[str]],
) -> str:
    """A header of the first section, where a column's lowest number stands in a later one: “Contact 1 name, Contact 2
    name, Contact 2 company” tells nothing of where the first works. "" where it may be the first's."""
    for other, by_number in numbered.items():
        if column not in plain and other != column and lowest in by_number:
            if other in plain:
                return plain[other][0]
            if min(by_number) < lowest:
                return by_number[min(by_number)][0]
    return ""


def _nth(again: Mapping[str, str]) -> dict[str, int]:
    """Which section a header belongs to that comes again unnumbered: by its place among those of its kind."""
    seen: dict[str, int] = {}
    number_of = {}
    for header, first in again.items():
        seen[first] = seen.get(first, 1) + 1
        number_of[header] = seen[first]
    return number_of


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
