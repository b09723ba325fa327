"""The gradebook of the section a question is about, noted as handed out when it is made."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.asking.question import Ask
from dashboard.asking.served import handed_out
from dashboard.charts.spec import SYNTHETIC
from dashboard.people import working_view
from dashboard.people.counted_rows import CONFIDENTIAL
from dashboard.people.gradebook import ASSIGNMENT, gradebook
from dashboard.reports.student_lists import section_of
from pipelines.errors import UserError
from pipelines.figures import wording


@dataclass(frozen=True)
class Gradebook:
    """A CSV file, and in a sentence what is in it."""

    content: bytes
    says: str


def gradebook_of(
    asked: Ask, required: int = 1, form: str = "plain", *, title: str = ASSIGNMENT, none_is_zero: bool = False
) -> Gradebook:
    """The section's students and their points. Raises UserError outside the working view, or where nobody is in it."""
    section = section_of(asked)
    students = working_view.section_students(asked, section)
    period = wording.period(asked.since, asked.until)
    if not students:
        raise UserError(f"Nobody is in {section} in these dates ({period}). Choose others.")
    face = [
        ("Data", SYNTHETIC if asked.facts.is_synthetic else ""),
        ("View", CONFIDENTIAL),
        ("Period", period),
        ("Build", asked.published.build),
    ]
    content = gradebook(
        students,
        section,
        required,
        form,
        title=title,
        none_is_zero=none_is_zero,
        face=[line for line in face if line[1]],
    )
    handed_out().note(
        "Gradebook", asked.view, f"{wording.filters(asked.where)}; {period}", asked.published.build
    )
    recorded = sum(1 for one in students if one.held)
    whom = f"{wording.plural(len(students), 'student')} of {section}"
    return Gradebook(content, f"{whom}, {recorded:,} with an interview recorded ({period}).")
