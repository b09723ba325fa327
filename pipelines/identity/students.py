"""Students off the roster who look like one on it. Pure.

By id, then e-mail, is the rule of the build. What is left: a name where an id should be (a sheet named after the
student), a name alone, an e-mail address the roster does not know beside a name it does. Anything less than exact waits
for a yes; where two students of the roster bear the name, class, program or major must tell them apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from pipelines.figures import wording
from pipelines.identity import names
from pipelines.identity.keys import NAME_ALONE
from pipelines.identity.suggestion import Suggestion, ranked


@dataclass(frozen=True)
class RosterStudent:
    """A student of the roster; her key without `student:`, name normalised."""

    key: str
    name: str
    nname: str
    email: str = ""
    class_year: str = ""
    programs: Collection[str] = frozenset()
    majors: Collection[str] = frozenset()

    @property
    def shown(self) -> str:
        told = [
            self.name,
            *sorted(self.majors)[:2],
            f"class of {self.class_year}" if self.class_year else "",
            self.key,
        ]
        return ", ".join(part for part in told if part)


@dataclass(frozen=True)
class Unknown:
    """Somebody rows name who is not on the roster: the key without `student:`, and what the rows say of her."""

    key: str
    nnames: Collection[str] = field(default=frozenset())
    emails: Collection[str] = field(default=frozenset())
    class_years: Collection[str] = field(default=frozenset())
    programs: Collection[str] = field(default=frozenset())
    majors: Collection[str] = field(default=frozenset())
    rows: int = 0

    @property
    def shown(self) -> str:
        """As rows write her, the name in brackets where something else is there to know her by."""
        if self.key.startswith(NAME_ALONE):
            told = self.key.removeprefix(NAME_ALONE).title()
        else:
            told = f"{self.key} ({min(self.nnames).title()})" if self.nnames else self.key
        return f"{told}, {wording.plural(self.rows, 'row')}" if self.rows else told


def suggest(unknown: Sequence[Unknown], roster: Sequence[RosterStudent]) -> list[Suggestion]:
    """Who of the roster each unknown student may be, the most certain first; several where nothing tells them apart."""
    by_name: dict[str, list[RosterStudent]] = defaultdict(list)
    by_mailbox: dict[str, list[RosterStudent]] = defaultdict(list)
    by_last_name: dict[str, list[RosterStudent]] = defaultdict(list)
    for student in roster:
        by_name[" ".join(sorted(names.parts(student.nname)))].append(student)
        by_mailbox[_mailbox(student.email)].append(student)
        by_last_name[(names.parts(student.nname) or ("",))[-1]].append(student)
    found: list[Suggestion] = []
    for who in unknown:
        told: dict[str, tuple[RosterStudent, float, list[str]]] = {}
        for nname in sorted(_names_of(who)):
            for student in by_name.get(" ".join(sorted(names.parts(nname))), ()):
                _note(told, student, 0.9, f"The roster has one “{student.name}”")
            for student in by_last_name.get((names.parts(nname) or ("",))[-1], ()):
                alike = names.likeness(nname, student.nname)
                if alike and alike[0] < 0.85:  # the very same name is said above
                    _note(told, student, alike[0] - 0.1, alike[1])
        for email in sorted({*who.emails, who.key} if "@" in who.key else who.emails):
            for student in by_mailbox.get(_mailbox(email), ()) if _mailbox(email) else ():
                _note(told, student, 0.85, "The same e-mail name before the @ as on the roster")
        found += _told_apart(who, told)
    return ranked(found)


def _note(
    told: dict[str, tuple[RosterStudent, float, list[str]]], student: RosterStudent, score: float, why: str
) -> None:
    known = told.get(student.key)
    if known is None:
        told[student.key] = (student, score, [why])
    elif why not in known[2]:
        told[student.key] = (student, min(max(known[1], score) + 0.05, 0.97), [*known[2], why])


def _told_apart(who: Unknown, told: dict[str, tuple[RosterStudent, float, list[str]]]) -> list[Suggestion]:
    """Where several bear the name, those whose class, program or major agrees; else each, less certain."""
    weighed = []
    for student, score, reasons in told.values():
        agreed = [
            words
            for words, said, has in (
                ("class", who.class_years, {student.class_year} - {""}),
                ("program", who.programs, set(student.programs)),
                ("major", who.majors, set(student.majors)),
            )
            if set(said) & has
        ]
        weighed.append((student, score, reasons, agreed))
    is_settled = len(weighed) > 1 and sum(bool(agreed) for *_, agreed in weighed) == 1
    found = []
    for student, score, reasons, agreed in weighed:
        if is_settled and not agreed:
            continue
        said = reasons if len(weighed) == 1 else [_more_than_one(why) for why in reasons]
        said = [*said, *(f"The same {what}" for what in agreed)]
        if len(weighed) > 1 and not is_settled:
            score -= 0.3
        found.append(
            Suggestion(
                "student",
                f"student:{who.key}",
                f"student:{student.key}",
                who.shown,
                student.shown,
                round(min(score + 0.02 * len(agreed), 0.99), 2),
                tuple(said),
            )
        )
    return found


def _more_than_one(why: str) -> str:
    return why.replace("The roster has one", "The roster has more than one")


def _names_of(who: Unknown) -> set[str]:
    """What the rows call her; the id itself where it reads like a name; the e-mail's own words."""
    found = set(who.nnames)
    written = who.key.removeprefix(NAME_ALONE).partition("@")[0]
    if " " in (words := names.folded(written)):
        found.add(words)
    return found


def _mailbox(email: str) -> str:
    """The part before the @, "" where it is too short to tell one person from another."""
    mailbox = email.partition("@")[0].partition("+")[0].lower()
    return mailbox if len(mailbox) >= 5 and "@" in email else ""
