"""Whose the addresses of a column are, told by whose names and firms they bear."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.mapping.addresses import Side, bare_headers, bears, borne, whose
from pipelines.mapping.evidence import Evidence, look
from pipelines.mapping.matching import match
from pipelines.sources.catalog import source

PEOPLE = ["Ana Kurz", "Bo Lang", "Cy Mann", "Di Vogt"]
FIRMS = ["Acme", "Beta", "Gamma", "Delta"]


def seen(table: dict[str, list[str]], roster: frozenset[str] = frozenset()) -> dict[str, Evidence]:
    columns = list(table)
    rows = list(zip(*table.values(), strict=True))
    return {
        header: Evidence(its.counts, its.filled, its.roster, borne(rows, columns, place))
        for place, (header, cells) in enumerate(table.items())
        for its in (look(cells, roster),)
    }


@pytest.mark.parametrize(
    ("address", "text", "expected"),
    [
        ("ana.kurz@gmail.com", "Ana Kurz", True),
        ("akurz@gmail.com", "Kurz, Ana", True),
        ("anak@gmail.com", "Ana Kurz", True),
        ("bo@beta.com", "Bo Lang", True),
        ("Ana Kurz <ana@x.com>", "Ana", True),
        ("info@acme.example.com", "Acme Inc.", True),
        ("info@bigbank.com", "Big Bank", True),
        ("s100@example.edu", "Ana Kurz", False),
        ("x@example.com", "Example Company", False),
        ("bob@x.com", "Bo Lang", False),
        ("no address", "Ana", False),
        ("ana@x.com", "", False),
    ],
)
def test_an_address_bears_a_name_or_a_firm(address: str, text: str, expected: bool) -> None:
    assert bears(address, text) is expected


@given(st.text(max_size=20), st.text(max_size=20))
def test_any_text_may_be_asked(address: str, text: str) -> None:
    assert bears(address, text) in {True, False}


@pytest.mark.parametrize(
    ("table", "side"),
    [
        ({"Email": ["ana@acme.com", "bo@beta.com", "cy@gamma.com", "di@delta.com"], "Contact": PEOPLE}, "contact"),
        ({"Email": [f"{p.replace(' ', '.')}@gmail.com" for p in PEOPLE], "Contact": PEOPLE}, "contact"),
        ({"Email": [f"hr@{f}.com" for f in FIRMS], "Contact": FIRMS}, "contact"),
        ({"Email": ["p1@one.com", "p2@two.com", "p3@three.com"]}, "contact"),
        ({"Email": ["ana@acme.com"], "Contact": ["Ana Kurz"]}, "contact"),
        ({"Email": [f"{p.replace(' ', '.')}@gmail.com" for p in PEOPLE], "Student": PEOPLE}, "student"),
        ({"Email": [f"s{n}@example.edu" for n in range(4)], "Contact": PEOPLE}, "student"),
        ({"Email": ["s@cs.example.edu", "t@bio.example.edu", "u@example.edu"]}, "student"),
        ({"Email": ["u1@gmail.com", "u2@yahoo.com", "u3@gmx.de", "u4@icloud.com"], "Contact": PEOPLE}, ""),
        ({"Email": ["s@a.edu", "t@b.edu", "u@c.edu"]}, ""),
        ({"Email": ["-", "", "n/a"]}, ""),
    ],
)  # fmt: skip
def test_whose_a_bare_address_is(table: dict[str, list[str]], side: Side) -> None:
    assert whose(seen(table)["Email"], ["Student"], ["Contact"])[0] == side


def test_the_roster_knows_best() -> None:
    roster = frozenset({"ana@acme.com", "bo@beta.com"})
    table = {"Email": ["ana@acme.com", "bo@beta.com", "x@gamma.com"], "Contact": PEOPLE[:3]}
    assert whose(seen(table, roster)["Email"], (), ["Contact"])[0] == "student"


def test_what_is_said_of_whose_it_is_outweighs_the_values() -> None:
    assert {"email", "e mail", "email address"} <= bare_headers()
    assert "student email" not in bare_headers()
    table = {"Student email": ["ana@acme.com", "bo@beta.com", "cy@gamma.com"], "Contact name": PEOPLE[:3]}
    found = {
        one.header: one.column
        for one in match(list(table), (), source("interview_log"), "", evidence=seen(table))
    }
    assert found["Student email"] == "student_email"


def test_the_contacts_address_goes_to_the_contact_in_a_log_and_nowhere_in_a_survey() -> None:
    table = {"Email": [f"p{n}@firm{n}.com" for n in range(4)]}
    assert (
        match(["Email"], (), source("interview_log"), "", evidence=seen(table))[0].column == "contact_email"
    )
    (refused,) = match(["Email"], (), source("first_destination"), "", evidence=seen(table))
    assert refused.column is None
    assert "not the students'" in refused.why


def test_the_students_address_is_theirs_in_a_tracker_too() -> None:
    table = {
        "Name": PEOPLE,
        "Email": ["s1@example.edu", "s1@example.edu", "s2@example.edu", "s2@example.edu"],
    }
    found = {
        one.header: one.column
        for one in match(list(table), (), source("contact_tracker"), "", evidence=seen(table))
    }
    assert found == {"Name": "contact_name", "Email": "student_email"}
