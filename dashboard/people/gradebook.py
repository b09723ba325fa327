"""A section's interviews as a column of a gradebook: CSV that learning systems take in. Working view only.

Points are interviews held in the dates, up to as many as the course requires. Where none is recorded the points stay
blank, which no gradebook counts as a zero, unless the instructor says that nothing recorded is nothing done.

canvas: the columns Canvas writes and reads, in its order (Student, ID, SIS User ID, SIS Login ID, Section, then the
assignment) with its row "Points Possible". Canvas finds students by SIS User ID, else login, else name, and takes
every further column for an assignment: so nothing else may stand in the file, not even what it is.
plain: a row a student with everything beside it; Moodle maps its columns by hand, by "ID number" or "Email address".
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from dashboard.exports import table_csv
from dashboard.people.sections import SectionStudent
from pipelines.errors import QuestionError
from pipelines.figures import wording
from pipelines.formula_guard import line

PLAIN_COLUMNS = (
    "ID number",
    "Email address",
    "First name",
    "Last name",
    "Section",
    "Interviews recorded",
    "Points",
    "Points possible",
)
CANVAS_COLUMNS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
FORMS = {"plain": "Any gradebook (Moodle and others)", "canvas": "Canvas"}
MOST_REQUIRED = 100
ASSIGNMENT = "Career conversations"


def points(student: SectionStudent, required: int, *, none_is_zero: bool = False) -> int | None:
    """Interviews held, no more than are required; None where none is recorded, unless that is to be a zero."""
    if not student.held:
        return 0 if none_is_zero else None
    return min(student.held, required)


def gradebook(
    students: Sequence[SectionStudent],
    section: str,
    required: int = 1,
    form: str = "plain",
    *,
    title: str = ASSIGNMENT,
    none_is_zero: bool = False,
    face: Sequence[tuple[str, str]] = (),
) -> bytes:
    """UTF-8 bytes, a row a student of the section, guarded against formulas.

    face: what a plain file says of itself. Raises QuestionError for a form there is not or too many interviews.
    """
    if form not in FORMS:
        raise QuestionError(f"A gradebook is for {wording.listed(FORMS, 'or')}, not {form!r}.")
    if not 1 <= required <= MOST_REQUIRED:
        raise QuestionError(f"A course requires 1 to {MOST_REQUIRED} interviews, not {required}.")
    if not line(title).strip("' "):
        raise QuestionError('An assignment needs a name: --title "Career conversations".')
    scored = [(one, points(one, required, none_is_zero=none_is_zero)) for one in students]
    if form == "canvas":
        return _canvas(scored, section, required, title)
    rows = [
        (
            one.student_id,
            one.email,
            one.first_name,
            one.last_name,
            section,
            one.held or None,
            scores,
            required,
        )
        for one, scores in scored
    ]
    return table_csv.table(PLAIN_COLUMNS, rows, face)


def _canvas(
    scored: Sequence[tuple[SectionStudent, int | None]], section: str, required: int, title: str
) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*CANVAS_COLUMNS, line(title)])
    writer.writerow(["    Points Possible", *[""] * (len(CANVAS_COLUMNS) - 1), required])
    for one, scores in scored:
        told = (_last_first(one), "", one.student_id, one.email, section)
        writer.writerow([*map(line, told), "" if scores is None else scores])
    return out.getvalue().encode()


def _last_first(student: SectionStudent) -> str:
    named = ", ".join(filter(None, (student.last_name, student.first_name)))
    return named or student.student
