"""Contacts the rule keeps apart and that look like one person. Pure.

Beyond the rule: one name at two employers that look like one; another spelling, order or nickname at one employer; one
name and employer with two e-mail addresses. Different e-mail addresses never merge by themselves, only by decision.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from pipelines.identity import names
from pipelines.identity.suggestion import Suggestion, ranked

MOST_TOGETHER = 12  # so many of one last name at one employer, or of one name: not a likeness any more


@dataclass(frozen=True)
class Contact:
    """A contact as the build has her: nname normalised, employer the key of the employer meant ("" unknown)."""

    key: str
    name: str
    nname: str
    employer: str
    employer_name: str
    email: str = ""
    rows: int = 0

    @property
    def shown(self) -> str:
        known = ", ".join(part for part in (self.name, self.employer_name, self.email) if part)
        return known or self.key


def suggest(
    contacts: Sequence[Contact], like_employers: Collection[tuple[str, str]] = frozenset()
) -> list[Suggestion]:
    """Pairs that look like one contact, the most certain first.

    like_employers: pairs of employers that look like one, each in alphabetical order.
    """
    suggestions = []
    for one, other in _laid_side_by_side(contacts):
        verdict = _likeness(one, other, like_employers)
        if verdict:
            score, why = verdict
            left, right = sorted(
                (one, other), key=lambda contact: (bool(contact.email), contact.rows, contact.key)
            )
            suggestions.append(
                Suggestion("contact", left.key, right.key, left.shown, right.shown, score, why)
            )
    return ranked(suggestions)


def _likeness(
    one: Contact, other: Contact, like_employers: Collection[tuple[str, str]]
) -> tuple[float, tuple[str, ...]] | None:
    alike = names.likeness(one.nname, other.nname)
    if alike is None:
        return None
    score, why = alike
    reasons = [why]
    if one.employer == other.employer:
        reasons.append(
            f"The same employer, {one.employer_name}" if one.employer_name else "The same employer"
        )
    elif (min(one.employer, other.employer), max(one.employer, other.employer)) in like_employers:
        score -= 0.1
        reasons.append(f"“{one.employer_name}” and “{other.employer_name}” look like one employer")
    else:
        return None
    if one.email and other.email and one.email != other.email:
        score -= 0.15
        reasons.append("Two e-mail addresses, which one person may have")
    return round(score, 2), tuple(reasons)


def _laid_side_by_side(contacts: Sequence[Contact]) -> Iterator[tuple[Contact, Contact]]:
    """Pairs of one whole name, and pairs at one employer with one last name, or its start beside one first name."""
    shelves: dict[tuple[str, str], list[Contact]] = defaultdict(list)
    for contact in contacts:
        if contact.nname and contact.employer:
            shelves["", contact.nname].append(contact)
            words = names.parts(contact.nname) or (contact.nname,)
            first, last = words[0], words[-1]
            for word in {last, f"{first} {last[:1]}", " ".join(sorted((first, last)))}:
                shelves[contact.employer, word].append(contact)
    laid = set()
    for shelf in shelves.values():
        if 1 < len(shelf) <= MOST_TOGETHER:
            for one, other in combinations(shelf, 2):
                pair = (min(one.key, other.key), max(one.key, other.key))
                if pair not in laid:
                    laid.add(pair)
                    yield one, other
