"""Who needs a nudge: the lists behind the figures, by name. Working view only.

A list is one file, pipelines/sql/lists/<id>.sql. A blank is never "no": a list holds only what the files say
did not happen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any, Protocol

from dashboard.office import item_id

FIRST = 15  # names shown before "show all": a list one can finish
FILTERS = ("program", "college", "class_year")


class Reader(Protocol):
    """What a published build offers."""

    def query(self, sql: str, params: Mapping[str, Any] | None = None) -> list[dict[str, Any]]: ...


@dataclass(frozen=True)
class Item:
    """One thing to follow up. day: when it began; age_days: counted to the source's newest date."""

    id: str
    student: str
    contact: str
    employer: str
    detail: str
    day: date | None
    age_days: int | None


@dataclass(frozen=True)
class ListKind:
    """One list: its name, what to do about it, what to say when it is empty."""

    id: str
    title: str
    advice: str
    empty: str


KINDS: tuple[ListKind, ...] = (
    ListKind(
        "names_not_contacted",
        "Names not contacted",
        "Named over two weeks ago and not contacted since. A short message is enough.",
        "Nobody is waiting: every name older than 14 days has been contacted.",
    ),
    ListKind(
        "result_missing",
        "Result missing",
        "Scheduled for a day that has passed. Ask whether it took place.",
        "Every interview whose date has passed has its result.",
    ),
    ListKind(
        "thank_you_due",
        "Thank-you due",
        "Held over two days ago and marked as not thanked yet.",
        "No held interview is marked as not thanked.",
    ),
    ListKind(
        "none_recorded",
        "No interview recorded",
        "Expected to log, with no held interview in these dates. Not recorded is not the same as not done.",
        "Everybody expected to log has an interview recorded.",
    ),
)


@cache
def _sql(kind_id: str) -> str:
    return (resources.files("pipelines") / "sql" / "lists" / f"{kind_id}.sql").read_text(encoding="utf-8")


def read(
    reader: Reader,
    kind_id: str,
    where: Sequence[tuple[str, str]] = (),
    since: date | None = None,
    until: date | None = None,
) -> list[Item]:
    """One list. Filters as the pages': the same dimension twice means or, different ones mean and."""
    params: dict[str, Any] = {"since": since, "until": until}
    for dimension in FILTERS:
        params[dimension] = [value for name, value in where if name == dimension] or None
    return [_item(kind_id, row) for row in reader.query(_sql(kind_id), params)]


def _item(kind_id: str, row: Mapping[str, Any]) -> Item:
    day, as_of = row["day"], row["as_of"]
    return Item(
        id=item_id(kind_id, row["student_id"], row["contact_id"] or "", day or ""),
        student=row["student"] or "",
        contact=row["contact"] or "",
        employer=row["employer"] or "",
        detail=row["detail"] or "",
        day=day,
        age_days=(as_of - day).days if day and as_of else None,
    )


def standing(items: Iterable[Item], put_away: Mapping[str, str]) -> list[Item]:
    """The items still on the list."""
    return [item for item in items if item.id not in put_away]


def count_away(items: Iterable[Item], put_away: Mapping[str, str]) -> tuple[int, int]:
    """How many of a list are done, and how many snoozed."""
    states = [put_away[item.id] for item in items if item.id in put_away]
    return states.count("done"), states.count("snoozed")
