"""A person's name in two columns: "Contact First Name" and "Contact Last Name" are the halves of "Contact Name". Pure.

headers -> pairs() -> {canonical column of names: (header of the first half, header of the other)}
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipelines.sources.catalog import STUDENT_NAME, Source, normalise

# A word that says which half it is -> what of it says that it is a name.
_FIRST = {"first": "", "given": "", "forename": "name"}
_LAST = {"last": "", "family": "", "surname": "name"}
_WHOLE = {"full": "", "whole": "", "complete": ""}
# "First name" alone does not say whose it is; where the contact's stands there whole, it is the student's.
_BARE = "name"
_CONTACT = "contact_name"
IN_HALVES = 0.95  # how sure a column is that two headers name the halves of


def pairs(
    columns: Sequence[str], of: Source, index: Mapping[str, tuple[str, int]]
) -> dict[str, tuple[str, str]]:
    """Of each column of names, the two headers that are its halves; none where a header has the whole of it.

    index: folded name -> (column, place), as `known_names` gives it.
    """
    names = {column.name for column in of.columns if column.type == "name"}
    known = (folded for header in columns for folded in (normalise(header), _without(header, _WHOLE)))
    whole = {index[folded][0] for folded in known if folded in index}
    halves: dict[tuple[str, str], tuple[list[str], list[str]]] = {}
    for header in columns:
        for place, words in enumerate((_FIRST, _LAST)):
            rest = _without(header, words)
            column = index.get(rest, ("", 0))[0]
            if rest == _BARE:
                column = STUDENT_NAME if _CONTACT in whole else ""
            if column in names - whole:
                halves.setdefault((column, rest), ([], []))[place].append(header)
    found: dict[str, tuple[str, str]] = {}
    for (column, _), (first, last) in halves.items():
        if len(first) == len(last) == 1:
            found.setdefault(column, (first[0], last[0]))
    return found


def are_halves(headers: Sequence[str]) -> bool:
    """Whether two headers are the halves of one name: the same but for which half it is."""
    return len(headers) == 2 and _without(headers[0], _FIRST) == _without(headers[1], _LAST) != ""


def is_other_half(column: str, headers: Sequence[str]) -> bool:
    """Whether what is read besides a column of names is the last name."""
    return column.endswith("name") and len(headers) == 1 and bool(_without(headers[0], _LAST))


def _without(header: str, words: Mapping[str, str]) -> str:
    """A header folded, without the word that says which half it is; "" where it has none, or more than one."""
    parts = normalise(header).split()
    if sum(part in words for part in parts) != 1:
        return ""
    return " ".join(filter(None, (words.get(part, part) for part in parts)))
