"""Who could use a nudge this week: what waits on the lists, a row a student, the oldest first. Pure; plain text out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, timedelta

from dashboard.office.put_away import Away, item_id
from dashboard.people.lists import Item, ListKind
from pipelines.figures import wording

OLD_DAYS = 30  # from then on an age is marked
SNOOZES = {"1 week": 7, "2 weeks": 14, "a month": 30}  # days


@dataclass(frozen=True)
class Entry:
    """One thing to follow up, and the list it is on. away: since when it is done or snoozed, where it is."""

    kind: ListKind
    item: Item
    away: Away | None = None


@dataclass(frozen=True)
class Nudge:
    """A student and everything that waits for them, the oldest first."""

    entries: tuple[Entry, ...]

    @property
    def student(self) -> Item:
        """Whom it is about: any of the items says so."""
        return self.entries[0].item

    @property
    def key(self) -> str:
        """A name for the row that holds nothing of the student, the same from build to build."""
        return item_id("student", self.student.student_id)[:16]

    @property
    def items(self) -> tuple[str, ...]:
        return tuple(entry.item.id for entry in self.entries)

    @property
    def age(self) -> int | None:
        """Days of the oldest; None where nothing has a day."""
        return max(
            (entry.item.age_days for entry in self.entries if entry.item.age_days is not None), default=None
        )


def students(entries: Iterable[Entry]) -> int:
    """How many rows these are."""
    return len({entry.item.student_id for entry in entries})


def as_listed(entries: Iterable[Entry]) -> list[Nudge]:
    """A row a student, in the order they came; of each the oldest first."""
    rows: dict[str, list[Entry]] = {}
    for entry in entries:
        rows.setdefault(entry.item.student_id, []).append(entry)
    return [
        Nudge(tuple(sorted(row, key=lambda entry: _longest(entry.item.age_days)))) for row in rows.values()
    ]


def by_student(entries: Iterable[Entry]) -> list[Nudge]:
    """A row a student, who has waited longest first, without a day last; else in the order they came."""
    return sorted(as_listed(entries), key=lambda nudge: _longest(nudge.age))


def _longest(age: int | None) -> tuple[bool, int]:
    return age is None, -(age or 0)


def open_on(
    lists: Mapping[str, Sequence[Item]], kinds: Iterable[ListKind], away: Mapping[str, Away]
) -> dict[str, list[Entry]]:
    """What is still to be done of each list, by its name."""
    return {kind.id: [Entry(kind, item) for item in lists[kind.id] if item.id not in away] for kind in kinds}


def put_away(
    lists: Mapping[str, Sequence[Item]], kinds: Iterable[ListKind], away: Mapping[str, Away], state: str
) -> list[Entry]:
    """What is done, or snoozed, of all lists, what was noted last first."""
    entries = [
        (item_away, Entry(kind, item, item_away))
        for kind in kinds
        for item in lists[kind.id]
        if (item_away := away.get(item.id)) and item_away.state == state
    ]
    return [entry for _, entry in sorted(entries, key=lambda pair: pair[0].noted_at, reverse=True)]


def waiting(entries: Mapping[str, Sequence[Entry]]) -> list[Entry]:
    """What counts among those who could use a nudge this week: what somebody waits for, or can still be mended."""
    return [entry for those in entries.values() for entry in those if entry.kind.is_for_all]


# -- words -----------------------------------------------------------------------------------------


def answer(students: int) -> str:
    """The page's sentence."""
    if not students:
        return "Nobody is waiting for a nudge this week"
    return f"{wording.plural(students, 'student')} could use a nudge this week"


def lede(entries: Sequence[Entry], today: date) -> str:
    """How long the oldest has waited, and to which day that is counted."""
    aged = [entry for entry in entries if entry.item.age_days is not None]
    if not aged:
        return ""
    oldest = max(entry.item.age_days or 0 for entry in aged)
    first = next(entry.kind for entry in aged if entry.item.age_days == oldest)
    how_many = sum(1 for entry in aged if entry.item.age_days == oldest and entry.kind.id == first.id)
    said = (
        f"The oldest {first.waits[0]} has waited {wording.days(oldest)}."
        if how_many == 1
        else f"The oldest {first.waits[1]} have waited {wording.days(oldest)}."
    )
    return f"{said} {counted_to((entry.item for entry in aged), today)}"


def counted_to(items: Iterable[Item], today: date) -> str:
    """To which day ages are counted: each source has its newest."""
    ends = sorted({_counted_to(item) for item in items if item.day and item.age_days is not None})
    if not ends:
        return ""
    if len(ends) == 1:
        return f"Days are counted to {wording.long_day(ends[0], today)}, the latest date in your files."
    days = wording.listed(wording.long_day(end, today) for end in ends)
    return f"Days are counted to the latest date in each kind of file: {days}."


def _counted_to(item: Item) -> date:
    return (item.day or date.min) + timedelta(item.age_days or 0)


@dataclass(frozen=True)
class Told:
    """One item in words: what to do, what else there is to know, how long it has waited. Plain text."""

    lead: str
    aside: str = ""
    age: str = ""
    is_old: bool = False


def told(entry: Entry, today: date) -> Told:
    """What an entry says. What is not known is left out, never said as "unknown"."""
    item = entry.item
    known = {
        "whom": _one_line(", ".join(part for part in (item.contact, item.employer) if part)) or "somebody",
        "referrer": _one_line(item.referrer),
        "detail": _one_line(item.detail),
        "day": wording.short_day(item.day, today) if item.day else "",
    }
    lead = entry.kind.lead % known
    if entry.away:
        return Told(lead, _away(entry.away, today))
    is_told = all(known[name] for name in known if f"%({name})s" in entry.kind.aside)
    age = wording.days(item.age_days) if item.age_days is not None else ""
    is_old = item.age_days is not None and item.age_days >= OLD_DAYS
    return Told(lead, entry.kind.aside % known if is_told else "", age, is_old)


def _away(away: Away, today: date) -> str:
    noted = away.noted_at.replace(tzinfo=UTC).astimezone().date()
    by_whom = f"by {_one_line(away.who)}" if away.who else "on this computer"
    if away.state == "done":
        return f"done {wording.short_day(noted, today)} {by_whom}"
    until = f" until {wording.short_day(away.until, today)}" if away.until else ""
    return f"snoozed{until} {by_whom}"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def after(students: int, state: str, until: date | None, today: date) -> str:
    """What has just been done, for the line that offers to undo it."""
    who = wording.plural(students, "student")
    if state == "done":
        return f"{who} marked done."
    if state == "snoozed" and until:
        return f"{who} snoozed until {wording.short_day(until, today)}."
    return f"{who} put back."
