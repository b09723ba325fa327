"""A key: one way of writing somebody, as text that holds over any later import.

    student:s100123   student:ann@example.edu   student:name:ann moss
    contact:e:<e-mail>   contact:u:<profile address>   contact:n:<name>|<employer>   contact:s:<student>|<name>
    employer:<normalised name>      sector:<NAICS sector>

Names in keys are normalised (lower case, no accents or punctuation). Decisions join two keys of one kind; an employer
may also join a sector.
"""

from __future__ import annotations

from pipelines.codes.classifications import naics_sectors
from pipelines.errors import UserError

NAME_ALONE = (
    "name:"  # how the ident of a student begins who is known by name alone, as macro student_ident writes it
)
KINDS = ("student", "contact", "employer", "sector")
_SAME = {
    ("student", "student"): "student_is",
    ("contact", "contact"): "contact_is",
    ("employer", "employer"): "employer_is",
    ("employer", "sector"): "sector_is",
}


def certainty(student: str) -> int:
    """How surely a student's key without `student:` says who is meant: 2 an id, 1 an address, 0 a name alone."""
    return 0 if student.startswith(NAME_ALONE) else 1 if "@" in student else 2


def of(key: str) -> str:
    """What a key names. Raises UserError where it is none."""
    kind, colon, rest = key.partition(":")
    is_contact_form = kind != "contact" or (rest[:2] in {"e:", "u:", "n:", "s:"} and len(rest) > 2)
    if kind not in KINDS or not colon or not rest.strip() or not is_contact_form:
        raise UserError(
            "This is not a key of a student, contact, employer or sector. Keys stand beside each suggestion:"
            " career-conversations identity lists them."
        )
    if kind == "sector" and rest not in naics_sectors():
        raise UserError(f"There is no such sector. NAICS sectors are: {', '.join(naics_sectors())}.")
    return kind


def decision_kind(left: str, right: str) -> str:
    """The kind of decision that says two keys are one. Raises UserError where they cannot be."""
    kinds = (of(left), of(right))
    if kinds not in _SAME:
        raise UserError(f"A {kinds[0]} and a {kinds[1]} cannot be the same one. Choose two of a kind.")
    return _SAME[kinds]


def in_words(key: str) -> str:
    """A key as a person reads it.

    >>> in_words("contact:n:ann moss|acme"), in_words("student:name:ann moss"), in_words("sector:52")
    ('ann moss at acme', 'ann moss', 'Finance and Insurance')
    """
    kind, _, rest = key.partition(":")
    if kind == "sector":
        return naics_sectors().get(rest, rest)
    if kind == "student":
        return rest.removeprefix(NAME_ALONE)
    if kind == "contact":
        form, _, rest = rest.partition(":")
        if form == "n":
            name, _, employer = rest.rpartition("|")
            return f"{name or 'somebody'} at {employer}"
        if form == "s":
            student, _, name = rest.rpartition("|")
            return f"{name}, a contact of {student}"
    return rest
