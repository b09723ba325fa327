"""Who needs a nudge: the lists behind the figures, by name. Working view only.

A list is one file, pipelines/sql/lists/<id>.sql. A blank is never "no": a list holds only what the files say
did not happen.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dashboard.office.put_away import item_id
from pipelines.figures import wording
from pipelines.figures.measure import windows_in
from pipelines.figures.people_sql import list_sql
from pipelines.figures.windows import in_words
from pipelines.store.answers import once
from pipelines.store.readable import Readable

FIRST = 15  # names shown before "show all": a list one can finish
FILTERS = ("program", "college", "class_year")


@dataclass(frozen=True)
class Item:
    """One thing to follow up. day: when it began; age_days: counted to the source's newest date.

    student_id: as the student's page is found. referrer, how_many: where the list has them, else "".
    programs: those the student is in now, as one text.
    """

    id: str
    student_id: str
    student: str
    first_name: str
    email: str
    contact: str
    employer: str
    detail: str
    day: date | None
    age_days: int | None
    referrer: str = ""
    how_many: str = ""
    programs: str = ""


@dataclass(frozen=True)
class ListKind:
    """One list: its name, what to do about it, what to say when it is empty.

    counted: what its items are called, one and many. lead, aside: what to do about one item, and what else there is to
    know of it; `nudges.told` fills in %(whom)s and the like. waits: what of them has waited, one and many; nothing
    where only a log is missing. is_dated: whether the dates chosen narrow it.
    """

    id: str
    title: str
    advice: str
    empty: str
    counted: tuple[str, str]
    lead: str
    aside: str
    waits: tuple[str, str] = ("", "")
    is_dated: bool = True

    @property
    def is_for_all(self) -> bool:
        """Whether This week counts it among what waits: a person or a reply does, not just a log."""
        return bool(self.waits[0])


# As windows.py says them: what an office may set is named, not written.
KINDS: tuple[ListKind, ...] = (
    ListKind(
        "names_not_contacted",
        "Names not contacted",
        "Named over {untouched_days:words} ago and not contacted since. A short message is enough.",
        "Nobody is waiting: every name older than {untouched_days} days has been contacted.",
        ("name nobody has contacted", "names nobody has contacted"),
        "Contact %(whom)s",
        "named by %(referrer)s",
        waits=("name", "names"),
    ),
    ListKind(
        "result_missing",
        "Result missing",
        "Scheduled for a day that has passed. Ask whether it took place.",
        "Every interview whose date has passed has its result.",
        ("interview without a result", "interviews without a result"),
        "Ask about the talk with %(whom)s",
        "planned for %(day)s",
        waits=("missing result", "missing results"),
    ),
    ListKind(
        "thank_you_due",
        "Thank-you due",
        "Held over {thank_you_days:words} ago and marked as not thanked yet.",
        "No held interview is marked as not thanked.",
        ("thank-you due", "thank-yous due"),
        "Thank %(whom)s",
        "met %(day)s",
        waits=("thank-you", "thank-yous"),
    ),
    ListKind(
        "no_reply",
        "No reply",
        "Wrote to five people or more and heard nothing back. Look at a message together; ask for an introduction.",
        "Nobody has written to five people without a single reply, as far as replies are recorded.",
        ("student without a reply", "students without a reply"),
        "Look at a message together",
        "%(detail)s",
        waits=("message", "messages"),
    ),
    ListKind(
        "no_recent_log",
        "Quiet for {quiet_days} days",
        "Expected to log, and nothing logged for {quiet_days} days. The dates chosen do not matter here.",
        "Everybody expected to log has logged something in the last {quiet_days} days.",
        ("student quiet for {quiet_days} days", "students quiet for {quiet_days} days"),
        "Ask how it is going",
        "%(detail)s",
        is_dated=False,
    ),
    ListKind(
        "none_recorded",
        "No interview recorded",
        "Expected to log, with no held interview in these dates. Not recorded is not the same as not done.",
        "Everybody expected to log has an interview recorded.",
        ("student with no interview recorded", "students with no interview recorded"),
        "Ask about a first interview",
        "",
    ),
)


def kinds_of(published: Readable) -> tuple[ListKind, ...]:
    """The lists in the words of a build: with the windows it was made with."""
    return tuple(in_words(kind, windows_in(published)) for kind in KINDS)


def read(
    published: Readable,
    kind_id: str,
    where: Sequence[tuple[str, str]] = (),
    since: date | None = None,
    until: date | None = None,
) -> Sequence[Item]:
    """One list. Filters as the pages': the same dimension twice means or, different ones mean and."""
    key = ("follow_through", kind_id, tuple(where), since, until)
    return once(published, key, lambda: _read(published, kind_id, where, since, until))


def _read(
    published: Readable,
    kind_id: str,
    where: Sequence[tuple[str, str]],
    since: date | None,
    until: date | None,
) -> tuple[Item, ...]:
    params: dict[str, Any] = {"since": since, "until": until, **windows_in(published)}
    for dimension in FILTERS:
        params[dimension] = [value for name, value in where if name == dimension] or None
    sql = list_sql(kind_id)
    wanted = {name: value for name, value in params.items() if f"${name}" in sql}
    return tuple(_item(kind_id, row) for row in published.query(sql, wanted))


def _item(kind_id: str, row: Mapping[str, Any]) -> Item:
    """A row as an item: every list has the student; the rest where it is about a contact, or a day."""
    day, as_of = row.get("day"), row.get("as_of")
    return Item(
        id=item_id(kind_id, row["student_id"], row.get("contact_id") or "", day or ""),
        student_id=row["student_id"] or "",
        student=row["student"] or "",
        first_name=row["first_name"] or "",
        email=row["student_email"] or "",
        contact=row.get("contact") or "",
        employer=row.get("employer") or "",
        detail=row.get("detail") or "",
        day=day,
        age_days=(as_of - day).days if day and as_of else None,
        referrer=row.get("referrer") or "",
        how_many=row.get("how_many") or "",
        programs=row.get("programs") or "",
    )


def about(item: Item) -> str:
    """Whom or what an item is about, in one line."""
    return " · ".join(part for part in (item.contact, item.employer, item.detail) if part)


def since_when(item: Item) -> str:
    """When it began and how long ago that is."""
    if not item.day:
        return ""
    age = f", {wording.days(item.age_days)} ago" if item.age_days is not None else ""
    return wording.day(item.day) + age


def counts(lists: Mapping[str, Sequence[Item]], kinds: Iterable[ListKind]) -> str:
    """What is on every list that has something, in one sentence."""
    parts = [wording.plural(len(lists[kind.id]), *kind.counted) for kind in kinds if lists.get(kind.id)]
    return f"{wording.listed(parts)}." if parts else "Nothing waits: every list is empty."


def who(item: Item) -> str:
    """A student and their programs, in one line."""
    return ", ".join(part for part in (item.student, item.programs) if part)


COLUMNS = (
    "List",
    "Student",
    "Student ID",
    "E-mail",
    "Program",
    "Contact",
    "Employer",
    "Detail",
    "Since",
    "Days",
)


def table(items: Iterable[tuple[ListKind, Item]]) -> list[tuple[str | int | None, ...]]:
    """The items as rows under COLUMNS, for a file."""
    return [
        (
            kind.title,
            item.student,
            item.student_id,
            item.email,
            item.programs,
            item.contact,
            item.employer,
            item.detail,
            item.day.isoformat() if item.day else None,
            item.age_days,
        )
        for kind, item in items
    ]


def still_open(items: Iterable[Item], put_away: Container[str]) -> list[Item]:
    """The items still on the list."""
    return [item for item in items if item.id not in put_away]
