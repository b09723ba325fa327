"""A suggestion: two ways of writing somebody that look like one, with the reasons in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Suggestion:
    """kind: student, contact or employer. score: 0 to 1, to sort by. The names are outside text, shown as plain text.

    For students the right one is on the roster, or the surer known of two who are not; for employers the right one
    gives the name.
    """

    kind: str
    left_key: str
    right_key: str
    left_name: str
    right_name: str
    score: float
    evidence: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        return {**asdict(self), "evidence": list(self.evidence)}


def ranked(suggestions: Iterable[Suggestion]) -> list[Suggestion]:
    """The most certain first; the same pair once, with its best score."""
    best: dict[tuple[str, str], Suggestion] = {}
    for one in suggestions:
        pair = (min(one.left_key, one.right_key), max(one.left_key, one.right_key))
        if pair not in best or best[pair].score < one.score:
            best[pair] = one
    return sorted(best.values(), key=lambda one: (-one.score, one.left_key, one.right_key))
