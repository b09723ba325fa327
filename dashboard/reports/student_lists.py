"""The lists of names a report may hold: of one section, in the working view. A list is a table in every format."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.asking.question import Ask
from dashboard.asking.served import settings
from dashboard.charts.spec import ChartSpec, Exhibit, Value, table_of
from dashboard.people import working_view
from dashboard.people.sections import SectionStudent, Standing, of_standing
from pipelines.errors import UserError
from pipelines.figures import wording
from pipelines.release.ask import policy_of
from pipelines.release.disclosure import notice

COLUMNS = ("Student", "Student ID", "E-mail", "Interviews", "Latest", "Notes")
DEFINITION = (
    "Students in the section on a day of the period, and their interviews held in it, whichever program they were"
    " logged for"
)
NO_SECTION = "Choose one program, the section it is about: names are told of one section at a time."


@dataclass(frozen=True)
class StudentList:
    """One list: its name, whom it holds, what it finds of how many (`%(of_them)s`), what it says where it is empty."""

    title: str
    standings: tuple[Standing, ...]
    finding: str
    empty: str


LISTS: Mapping[str, StudentList] = {
    "none_recorded": StudentList(
        "No interview recorded",
        ("none_recorded",),
        "No interview is recorded of %(of_them)s",
        "Everybody of whom a log is expected has an interview recorded.",
    ),
    "logged": StudentList(
        "Interviews recorded",
        ("logged",),
        "%(of_them)s with an interview recorded",
        "No interview is recorded of anybody in this section.",
    ),
    "not_expected": StudentList(
        "No log expected",
        ("not_expected",),
        "No log is expected of %(of_them)s",
        "A log is expected of everybody in this section.",
    ),
}


def section_of(asked: Ask) -> str:
    """The one section a question is about. Raises UserError where there is none or several."""
    chosen = [value for dimension, value in asked.where if dimension == "program"]
    if len(chosen) != 1:
        raise UserError(NO_SECTION)
    return chosen[0]


def exhibit(asked: Ask, name: str) -> Exhibit:
    """The list as a table with its face. Raises UserError outside the working view, without a section, or if empty."""
    kind = LISTS[name]
    everybody = working_view.section_students(asked, section_of(asked))
    students = of_standing(everybody, *kind.standings)
    if not students:
        raise UserError(kind.empty)
    finding = kind.finding % {"of_them": f"{len(students):,} of {wording.plural(len(everybody), 'student')}"}
    newest = asked.facts.as_of.get("interviews")
    office = settings()
    return Exhibit(
        spec=ChartSpec(
            id=name,
            kind="bars",
            title=kind.title,
            reading=f"{finding}.",
            categories=(),
            series=(),
            unit="",
            alt_text=f"{kind.title}: {finding}.",
            finding=finding,
            is_list=True,
        ),
        table=table_of([dict(zip(COLUMNS, _row(one), strict=True)) for one in students]),
        filters_in_words=wording.filters(asked.where),
        period=wording.period(asked.since, asked.until),
        as_of=wording.day(newest) if newest else "not known",
        build=asked.published.build,
        n=wording.plural(len(students), "student"),
        definition=DEFINITION,
        caveats=("Not recorded is not the same as not done.",),
        view=asked.view,
        view_notice=notice(asked.view, policy_of(office)),
        is_synthetic=asked.facts.is_synthetic,
    )


def _row(one: SectionStudent) -> Sequence[Value]:
    latest = wording.day(one.latest_on) if one.latest_on else ""
    return one.student, one.student_id, one.email, one.held or None, latest, one.note
