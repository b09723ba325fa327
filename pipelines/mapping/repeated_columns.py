"""Columns that ask for the same again: one question in two branches. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pipelines.mapping.evidence import NO_EVIDENCE, Evidence
from pipelines.sources.catalog import normalise

_NUMBERED = re.compile(r" \(\d+\)$")  # what the reader adds to a name that is there twice


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
