"""Columns that ask for the same again: a second person in each row, or one question in two branches. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pipelines.mapping.evidence import NO_EVIDENCE, Evidence
from pipelines.mapping.matching import known_names, spellings
from pipelines.sources.catalog import Source, normalise

_NUMBERED = re.compile(r" \(\d+\)$")  # what the reader adds to a name that is there twice
_NUMBER = re.compile(r"\b(?:\d{1,2}|one|two|three|first|second|third|other|another)\b")
_WHO = frozenset({"contact_name", "contact_email"})
_ENOUGH = 2  # of a person's columns that are there again make a second person


def second_person(
    columns: Sequence[str], taken: Mapping[str, str], free: Sequence[str], of: Source
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(headers of the first person, headers of the next), ((), ()) where a row has room for one person only.

    taken: canonical column -> its header; free: headers nobody takes.
    """
    index = known_names(of.id)
    again: dict[str, str] = {}
    for header in free:
        texts = [text for text, _ in spellings(header, "")]
        texts += [" ".join(_NUMBER.sub(" ", text).split()) for text in texts]
        name = next((index[text][0] for text in texts if text in index), "")
        if name in taken:
            again.setdefault(name, header)
    person = {
        name for name in again if name.startswith("contact_") or name == of.needs_date or name.endswith("_on")
    }
    if len(person) < _ENOUGH or not person & _WHO:
        return (), ()
    place = {header: at for at, header in enumerate(columns)}
    pairs = [sorted((taken[name], again[name]), key=lambda header: place.get(header, 0)) for name in person]
    return (
        tuple(sorted((first for first, _ in pairs), key=lambda header: place.get(header, 0))),
        tuple(sorted((second for _, second in pairs), key=lambda header: place.get(header, 0))),
    )


def asked_again(
    taken: Mapping[str, str], free: Sequence[str], evidence: Mapping[str, Evidence]
) -> list[tuple[str, str, int]]:
    """(header that is taken, one of the same wording that is not, how many cells that one fills)."""
    by_wording = {normalise(_NUMBERED.sub("", header)): header for header in taken.values()}
    found = []
    for header in free:
        first = by_wording.get(normalise(_NUMBERED.sub("", header)))
        filled = evidence.get(header, NO_EVIDENCE).filled
        if first and filled and _NUMBERED.search(header):
            found.append((first, header, filled))
    return found
