"""A small office whose graduates are known: two colleges one can tell about, one too small, names from outside."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dashboard.asking.question import Ask
from tests.offices import office

HOSTILE = '<script>alert(1)</script> "&" =cmd x ../../etc'
ALIKE = ("Arts & Letters", "Arts / Letters")  # two names, one as a file
# college, major -> how many graduated in the class of 2026
GRADUATES = {
    (ALIKE[0], "English"): 28,
    (ALIKE[0], "Dance"): 3,  # English is all of the college but these
    (ALIKE[1], HOSTILE): 30,
    (ALIKE[1], "Economics"): 30,
    ("College of Few", "Rare Studies"): 4,
    ("College of Fewer", "Rarer Studies"): 8,  # with a third nobody can work one out from the total
    ("College of Others", "Rarest Studies"): 9,
}
OUTCOMES = (
    "employed_full_time",
    "employed_full_time",
    "continuing_education",
    "seeking_employment",
    "unknown",
)


def graduates(folder: Path) -> Ask:
    """The office, asked as the site asks it."""
    people = list(_people())
    roster = ["student_id | college | majors | degree_level | class_year"]
    roster += [f"{ident} | {college} | {major} | bachelor | 2026" for ident, college, major, _ in people]
    degrees = ["student_id | degree_level | major | conferred_on"]
    degrees += [f"{ident} | bachelor | {major} | 2026-05-20" for ident, _, major, _ in people]
    outcomes = ["student_id | outcome_status | knowledge_source | reported_on"]
    outcomes += [
        f"{ident} | {outcome} | survey | 2026-09-01"
        for ident, _, _, outcome in people
        if outcome != "unknown"
    ]
    texts = {"roster": roster, "degree_log": degrees, "first_destination": outcomes}
    published = office(folder, **{source: "\n".join(lines) for source, lines in texts.items()})
    return Ask(published, view="publishable")


def _people() -> Iterator[tuple[str, str, str, str]]:
    number = 0
    for (college, major), count in GRADUATES.items():
        for place in range(count):
            number += 1
            yield f"g{number:03}", college, major, OUTCOMES[place % len(OUTCOMES)]
