"""A course section, or any program, by name: who has logged a talk in the dates and of whom none is recorded.

Working view only. Not recorded is not the same as not done: a blank never becomes a "no" here, nor a zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from pipelines.figures import wording
from pipelines.figures.people_sql import people_sql
from pipelines.store.answers import once
from pipelines.store.readable import Readable

Standing = Literal["logged", "none_recorded", "not_expected"]


@dataclass(frozen=True)
class SectionStudent:
    """One student of a section. held: interviews in the dates, planned: those still scheduled; contacted: people.

    student: by name, else by id or address. latest_on: of the interviews held.
    """

    student_id: str
    student: str
    first_name: str
    last_name: str
    email: str
    is_on_roster: bool
    is_expected: bool
    held: int
    latest_on: date | None
    planned: int
    contacted: int

    @property
    def standing(self) -> Standing:
        if self.held:
            return "logged"
        return "none_recorded" if self.is_expected else "not_expected"

    @property
    def note(self) -> str:
        """What else an instructor should know before asking."""
        said = (
            "" if self.is_on_roster else "not on the roster",
            "no log is expected" if self.held and not self.is_expected else "",
            f"{self.planned} planned" if self.planned else "",
            f"{wording.plural(self.contacted, 'person', 'people')} contacted"
            if self.contacted and not self.held
            else "",
        )
        return ", ".join(filter(None, said))


def section_students(
    published: Readable, section: str, since: date | None, until: date | None
) -> Sequence[SectionStudent]:
    """Everybody in a section on a day of the dates, by last name."""

    def read() -> tuple[SectionStudent, ...]:
        asked = {
            "program": [section],
            "college": None,
            "class_year": None,
            "since": since,
            "until": until,
        }
        rows = published.query(people_sql("sql/lists/section_students.sql"), asked)
        return tuple(map(_student, rows))

    return once(published, ("section_students", section, since, until), read)


def _student(row: Mapping[str, Any]) -> SectionStudent:
    return SectionStudent(
        student_id=row["student_id"] or "",
        student=row["student"] or "",
        first_name=row["first_name"] or "",
        last_name=row["last_name"] or "",
        email=row["email"] or "",
        is_on_roster=row["is_on_roster"],
        is_expected=row["is_expected"],
        held=row["held"],
        latest_on=row["latest_on"],
        planned=row["planned"],
        contacted=row["contacted"],
    )


def of_standing(students: Iterable[SectionStudent], *standings: Standing) -> list[SectionStudent]:
    return [one for one in students if one.standing in standings]
