"""Students off the roster who look like one on it, or like each other. Pure.

By id, then e-mail, is the rule of the build. What is left: an id that a spreadsheet has changed, an address that two of
the roster share, a name where an id should be (a sheet named after the student), a name alone, an e-mail address the
roster does not know beside a name it does; and, where the roster has neither, somebody whom one file knows by id and
another by address. Anything less than exact waits for a yes; where two students of the roster bear the name, class,
program or major must tell them apart.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from pipelines.figures import wording
from pipelines.identity import names
from pipelines.identity.keys import NAME_ALONE, certainty
from pipelines.identity.suggestion import Suggestion, ranked

MOST_OF_A_NAME = 6  # students off the roster who bear one name: more is no likeness any more
_DECIMALS = re.compile(r"(?<=\d)\.0+$")
_NOT_OF_AN_ID = re.compile(r"[\W_]+")


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
        words = [
            self.name,
            *sorted(self.majors)[:2],
            f"class of {self.class_year}" if self.class_year else "",
            self.key,
        ]
        return ", ".join(part for part in words if part)


@dataclass(frozen=True)
class UnknownStudent:
    """Somebody rows name who is not on the roster: the key without `student:`, and what the rows say of them."""

    key: str
    nnames: Collection[str] = field(default=frozenset())
    emails: Collection[str] = field(default=frozenset())
    class_years: Collection[str] = field(default=frozenset())
    programs: Collection[str] = field(default=frozenset())
    majors: Collection[str] = field(default=frozenset())
    rows: int = 0

    @property
    def shown(self) -> str:
        """As rows write them, the name in brackets where something else is there to know them by."""
        if self.key.startswith(NAME_ALONE):
            words = self.key.removeprefix(NAME_ALONE).title()
        else:
            words = f"{self.key} ({min(self.nnames).title()})" if self.nnames else self.key
        return f"{words}, {wording.plural(self.rows, 'row')}" if self.rows else words


def core_of_id(key: str) -> str:
    """An id without what spreadsheets and people change about it: leading zeros, case, blanks, marks, a “.0”.

    >>> core_of_id("0012345"), core_of_id("12345.0"), core_of_id("s-00 12"), core_of_id("S0012")
    ('12345', '12345', 's0012', 's0012')
    """
    return _NOT_OF_AN_ID.sub("", _DECIMALS.sub("", key.strip().casefold())).lstrip("0")


def suggest(unknown: Sequence[UnknownStudent], roster: Sequence[RosterStudent]) -> list[Suggestion]:
    """Who of the roster each unknown student may be, else who of the others; the most certain first, and several where
    nothing tells them apart."""
    by_core: dict[str, list[RosterStudent]] = defaultdict(list)
    by_email: dict[str, list[RosterStudent]] = defaultdict(list)
    by_name: dict[str, list[RosterStudent]] = defaultdict(list)
    by_mailbox: dict[str, list[RosterStudent]] = defaultdict(list)
    by_last_name: dict[str, list[RosterStudent]] = defaultdict(list)
    for student in roster:
        by_name[" ".join(sorted(names.parts(student.nname)))].append(student)
        by_core[core_of_id(student.key)].append(student)
        by_email[student.email].append(student)
        by_mailbox[_mailbox(student.email)].append(student)
        by_last_name[(names.parts(student.nname) or ("",))[-1]].append(student)
    suggestions: list[Suggestion] = []
    for who in unknown:
        likely: dict[str, tuple[RosterStudent, float, list[str]]] = {}
        for student in (
            by_core.get(core_of_id(who.key), ()) if _is_id(who.key) and core_of_id(who.key) else ()
        ):
            _note(likely, student, *_SHARED["id"])
        for email in sorted(_emails_of(who)):
            for student in by_email.get(email, ()):
                _note(likely, student, 0.9, "The roster has this address")
        for nname in sorted(_names_of(who)):
            for student in by_name.get(" ".join(sorted(names.parts(nname))), ()):
                _note(likely, student, 0.9, f"The roster has one “{student.name}”")
            for student in by_last_name.get((names.parts(nname) or ("",))[-1], ()):
                alike = names.likeness(nname, student.nname)
                if alike and sorted(names.parts(nname)) != sorted(
                    names.parts(student.nname)
                ):  # else said above
                    _note(likely, student, alike[0] - 0.1, alike[1])
        for email in sorted(_emails_of(who)):
            for student in by_mailbox.get(_mailbox(email), ()) if _mailbox(email) else ():
                if student.email == email:
                    continue
                _note(likely, student, 0.85, "The same e-mail name before the @ as on the roster")
        suggestions += _told_apart(who, likely)
    suggested = {one.left_key for one in suggestions}
    alone = [who for who in unknown if f"student:{who.key}" not in suggested]
    return ranked([*suggestions, *_each_other(alone)])


def _each_other(unknown: Sequence[UnknownStudent]) -> Iterator[Suggestion]:
    """Students nobody on the roster looks like, known one way in one file and another way in another."""
    shelves: dict[tuple[str, str], list[UnknownStudent]] = defaultdict(list)
    for who in unknown:
        for nname in _names_of(who):
            shelves["name", " ".join(sorted(names.parts(nname)))].append(who)
        for email in _emails_of(who):
            shelves["email", email].append(who)
        if _is_id(who.key):
            shelves["id", core_of_id(who.key)].append(who)
    for (what, shared), shelf in shelves.items():
        if not shared or not 1 < len(shelf) <= MOST_OF_A_NAME:
            continue
        for one, other in combinations(shelf, 2):
            left, right = sorted((one, other), key=lambda who: (certainty(who.key), who.rows, who.key))
            if what != "id" and _is_id(left.key):
                continue  # two ids: two students of one name, or of one shared address
            score, why = _SHARED[what]
            yield Suggestion(
                "student",
                f"student:{left.key}",
                f"student:{right.key}",
                left.shown,
                right.shown,
                score,
                (why,),
            )


_SHARED = {
    "name": (0.8, "The same name, known one way in one file and another way in another"),
    "email": (0.9, "The same e-mail address"),
    "id": (0.95, "The same ID but for leading zeros, capitals, blanks or marks"),
}


def _note(
    likely: dict[str, tuple[RosterStudent, float, list[str]]], student: RosterStudent, score: float, why: str
) -> None:
    known = likely.get(student.key)
    if known is None:
        likely[student.key] = (student, score, [why])
    elif why not in known[2]:
        likely[student.key] = (student, min(max(known[1], score) + 0.05, 0.97), [*known[2], why])


def _told_apart(
    who: UnknownStudent, likely: dict[str, tuple[RosterStudent, float, list[str]]]
) -> list[Suggestion]:
    """Where several bear the name, those whose class, program or major agrees; else each, less certain."""
    weighed = []
    for student, score, reasons in likely.values():
        agreed = [
            words
            for words, rows_say, has in (
                ("class", who.class_years, {student.class_year} - {""}),
                ("program", who.programs, set(student.programs)),
                ("major", who.majors, set(student.majors)),
            )
            if set(rows_say) & has
        ]
        weighed.append((student, score, reasons, agreed))
    is_settled = len(weighed) > 1 and sum(bool(agreed) for *_, agreed in weighed) == 1
    suggestions = []
    for student, score, reasons, agreed in weighed:
        if is_settled and not agreed:
            continue
        evidence = reasons if len(weighed) == 1 else [_more_than_one(why) for why in reasons]
        evidence = [*evidence, *(f"The same {what}" for what in agreed)]
        if len(weighed) > 1 and not is_settled:
            score -= 0.3
        suggestions.append(
            Suggestion(
                "student",
                f"student:{who.key}",
                f"student:{student.key}",
                who.shown,
                student.shown,
                round(min(score + 0.02 * len(agreed), 0.99), 2),
                tuple(evidence),
            )
        )
    return suggestions


def _more_than_one(why: str) -> str:
    return why.replace("The roster has one", "The roster has more than one").replace(
        "The roster has this address", "The roster has this address for more than one student"
    )


def _names_of(who: UnknownStudent) -> set[str]:
    """What the rows call her; the id itself where it reads like a name; the e-mail's own words."""
    called = set(who.nnames)
    written = who.key.removeprefix(NAME_ALONE).partition("@")[0]
    if " " in (words := names.folded(written)):
        called.add(words)
    return called


def _is_id(key: str) -> bool:
    return "@" not in key and not key.startswith(NAME_ALONE) and any(char.isdigit() for char in key)


def _emails_of(who: UnknownStudent) -> set[str]:
    return {*who.emails, who.key} if "@" in who.key else set(who.emails)


def _mailbox(email: str) -> str:
    """The part before the @, "" where it is too short to tell one person from another."""
    mailbox = email.partition("@")[0].partition("+")[0].lower()
    return mailbox if len(mailbox) >= 5 and "@" in email else ""
