"""Columns that ask for the same again: one question in two branches, whose halves make one answer. Pure.

headers, question texts, evidence -> halves() -> {the first of each: the others}, where no row contradicts it
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipelines.mapping.evidence import NO_EVIDENCE, Evidence, both_filled, look
from pipelines.mapping.split_names import are_halves
from pipelines.sources.catalog import normalise

_NUMBERED = re.compile(r" \(\d+\)$")  # what the reader adds to a name that is there twice
_AGAIN = re.compile(r" \(\d+\)$|(?<=\D)\.\d+$")  # and pandas
_WORDS_OF_A_QUESTION = 3  # a shorter text is no question that two columns would have in common by no accident


def halves(
    columns: Sequence[str],
    labels: Sequence[str],
    evidence: Mapping[str, Evidence],
    is_each_alone: bool,
) -> dict[str, tuple[str, ...]]:
    """The first header of a question -> the others that ask it, where no row answers it twice in different words.

    is_each_alone: a question is joined whatever becomes of others; else columns that stand there twice are a block, and
    one that contradicts the first block keeps all of it apart (another contact, not another branch).
    """
    alike: dict[tuple[str, str], list[str]] = {}
    for header, label in zip(columns, (*labels, *[""] * len(columns)), strict=False):
        for key in _keys(header, label, columns):
            alike.setdefault(key, []).append(header)
    found, apart = [], set()
    for first, *others in alike.values():
        for other in others:
            block = _AGAIN.findall(other)[-1] if _AGAIN.search(other) else ""
            its = evidence.get(other, NO_EVIDENCE)
            if _contradicts(evidence.get(first, NO_EVIDENCE), its):
                apart.add("" if is_each_alone else block)
            elif its.filled:
                found.append((first, other, block))
    joined: dict[str, tuple[str, ...]] = {}
    for first, other, block in found:
        if (is_each_alone or block not in apart) and first not in {o for all in joined.values() for o in all}:
            joined[first] = (*(one for one in joined.get(first, ()) if one != other), other)
    return joined


def _keys(header: str, label: str, columns: Sequence[str]) -> list[tuple[str, str]]:
    """What a column has in common with others that ask the same."""
    bare = _AGAIN.sub("", header)
    named = [("name", normalise(bare))] if bare == header or bare in columns else []
    question = normalise(label)
    is_question = len(question.split()) >= _WORDS_OF_A_QUESTION and question != normalise(header)
    return [*(named if normalise(bare) else ()), *([("question", question)] if is_question else ())]


def _contradicts(one: Evidence, other: Evidence) -> bool:
    return any(
        normalise(a) != normalise(b) or (not normalise(a) and a != b) for a, b in both_filled(one, other)
    )


def together(evidence: Mapping[str, Evidence], joined: Mapping[str, Sequence[str]]) -> dict[str, Evidence]:
    """The evidence with that of each first column holding what the others of its question hold as well."""
    whole = dict(evidence)
    for first, others in joined.items():
        parts = [evidence[header].cells for header in (first, *others) if header in evidence]
        rows = zip(*parts, strict=False)
        if are_halves((first, *others)):
            cells = [" ".join(cell.strip() for cell in row if cell.strip()) for row in rows]
        else:
            cells = [next((cell for cell in row if cell.strip()), "") for row in rows]
        if first in evidence:
            its = evidence[first]
            whole[first] = replace(look(cells, its.roster), bears=its.bears, is_apart=its.is_apart)
    return whole


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
