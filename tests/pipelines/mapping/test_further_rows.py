"""A row about several contacts becomes a row for each; a question asked twice becomes one answer.

Each case is a small file; what is expected is what a careful person would write down, a row a contact.
"""

from __future__ import annotations

from collections.abc import Sequence

import duckdb
import pytest

from pipelines.mapping.mapping import Mapping
from pipelines.mapping.mapping_file import parse_mapping
from pipelines.mapping.propose import propose
from pipelines.mapping.reshaping import bound_to_file, reshaped_sql
from pipelines.mapping.row_contacts import is_shared, who_columns
from pipelines.mapping.samples import seen_in
from pipelines.sources.catalog import source, sources

Table = Sequence[str]  # a header and rows, cells between “|”


def cells_of(table: Table) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in table]


def proposed(table: Table, of: str = "interview_log", said: str = "") -> Mapping:
    headers, *rows = cells_of(table)
    return propose(headers, [], of, parse_mapping(said) if said else None, evidence=seen_in(rows, headers))


def as_rows(table: Table, mapping: Mapping, names: Sequence[str]) -> list[tuple[str, ...]]:
    """The rows of the table as the plan makes them, some columns of each, blank as ""."""
    headers, *rows = cells_of(table)
    bound = bound_to_file(mapping.reshaping, source(mapping.source), mapping.columns, headers)
    assert bound
    connection = duckdb.connect()
    columns = ", ".join(f"c{number} varchar" for number in range(len(headers)))
    connection.execute(f"create temp table wide (file_row bigint, sheet varchar, {columns})")
    marks = ", ".join("?" for _ in headers)
    for number, row in enumerate(rows, start=2):
        connection.execute(f"insert into wide values (?, '', {marks})", [number, *row])
    sql, values = reshaped_sql(bound, len(headers))
    connection.execute(sql, {**values, "first_row": 2} if "$first_row" in sql else values)
    places = [
        made.place if (made := bound.place_of(name)) else f"c{headers.index(mapping.columns[name])}"
        for name in names
    ]
    found = connection.execute(f"select {', '.join(places)} from raw").fetchall()
    return [tuple(cell or "" for cell in row) for row in found]


WHO = ("student_id", "contact_name", "contact_employer", "held_on")


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        pytest.param(
            ["Student ID | Contact 1 name | Contact 1 company | Interview 1 date | Contact 2 name | Contact 2 company | Interview 2 date",
             "S1 | Ana | Acme | 2026-03-02 | Bo | Beta | 2026-03-03",
             "S2 | Cy  | Acme | 2026-03-04 |    |      |"],
            ["S1 Ana Acme 2026-03-02", "S1 Bo Beta 2026-03-03", "S2 Cy Acme 2026-03-04"], id="numbered in the middle"),
        pytest.param(
            ["Student ID | Contact name | Company | Interview date | 2nd contact name | 2nd company | 2nd interview date",
             "S1 | Ana | Acme | 2026-03-02 | Bo | | 2026-03-03"],
            ["S1 Ana Acme 2026-03-02", "S1 Bo  2026-03-03"], id="ordinals; never with the other's employer"),
        pytest.param(
            ["Student ID | Contact name | Company | Contact name.1 | Company.1 | Contact name.2 | Company.2 | Date",
             "S1 | Ana | Acme | Bo | Beta | Cy | Gamma | 2026-03-02"],
            ["S1 Ana Acme 2026-03-02", "S1 Bo Beta 2026-03-02", "S1 Cy Gamma 2026-03-02"], id="pandas; three; one date"),
        pytest.param(
            ["Student ID | Date | Contact name (1) | Contact name (2) | Company",
             "S1 | 2026-03-02 | Ana | Bo | Acme"],
            ["S1 Ana Acme 2026-03-02", "S1 Bo  2026-03-02"], id="in brackets; a firm that stands once is the first one's"),
        pytest.param(
            ["Student ID | Name of contact | Employer | Date of interview | Contact name | Company | Interview date",
             "S1 | Ana | Acme | 2026-03-02 | Bo | Beta | 2026-03-03"],
            ["S1 Ana Acme 2026-03-02", "S1 Bo Beta 2026-03-03"], id="in other words"),
        pytest.param(
            ["Student ID | Contact 1 name | Interview 1 date | Contact 2 name | Interview 2 date",
             "S1 | | | Bo | 2026-03-03",
             "S2 | Ana | 2026-03-02 | N/A | -",
             "S3 | | | |"],
            ["S1 Bo  2026-03-03", "S2 Ana  2026-03-02", "S3   "], id="the first blank; the second a word for nothing; both"),
        pytest.param(
            ["Student ID | Contact 1 name | Interview 1 date | Contact 2 name | Interview 2 date",
             "S1 | Ana | 2026-03-02 | Ana | 2026-03-02"],
            ["S1 Ana  2026-03-02", "S1 Ana  2026-03-02"], id="the same once more: the key settles it, not the plan"),
        pytest.param(
            ["Student ID | Contact 1 name | Interview 1 date | Contact 2 company | Contact 2 name | Contact 3 name | Interview 3 date",
             "S1 | Ana | 2026-03-02 | Beta | Bo | Cy | 2026-03-05"],
            ["S1 Ana  2026-03-02", "S1 Bo  ", "S1 Cy  2026-03-05"], id="a day only of some: the second has none, not the first's"),
        pytest.param(
            ["Contact 2 name | Interview 2 date | Student ID | Interview 1 date | Contact 1 name",
             "Bo | 2026-03-03 | S1 | 2026-03-02 | Ana"],
            ["S1 Ana  2026-03-02", "S1 Bo  2026-03-03"], id="the second first"),
        pytest.param(
            ["Email address | Interview 1 - Name | Interview 1 - Company | Interview 1 - Date | Interview 2 - Name | Interview 2 - Company | Interview 2 - Date | Interview 1 - Mood | Interview 2 - Mood",
             "a@x.edu | Ana | Acme | 2026-03-02 | Bo | Beta | 2026-03-14 | good | bad", "b@x.edu | Di | Delta | 2026-03-05 | N/A | N/A | | |"],
            ["a@x.edu Ana Acme 2026-03-02", "a@x.edu Bo Beta 2026-03-14", "b@x.edu Di Delta 2026-03-05"],
            id="names that are known by their likeness alone"),
    ],
)  # fmt: skip
def test_each_contact_of_a_row_becomes_a_row(table: list[str], expected: list[str]) -> None:
    mapping = proposed(table)
    names = [name for name in WHO if name != "contact_employer" or "contact_employer" in mapping.columns]
    names[0] = next(name for name in ("student_id", "student_email") if name in mapping.columns)
    rows = as_rows(table, mapping, names)
    shown = [
        " ".join((*row[:2], *(row[2:3] if len(row) == 4 else ("",)), row[-1])) for row in rows
    ]  # a column that the file has not is blank
    assert shown == expected
    again = proposed(table, said=mapping.as_toml())
    assert again.reshaping == mapping.reshaping, "a saved mapping says the same"
    assert again.digest() == mapping.digest()


@pytest.mark.parametrize(
    "table",
    [
        # the same people in other words; a firm alone; a referral's columns; what is numbered and no contact
        ["Student ID | Contact | Company | Date | Contact name | Employer", "S1 | Ana | Acme | 2026-03-02 | Ana | Acme",
         "S2 | Bo | Beta | 2026-03-02 | Bo | Beta", "S3 | Cy | Beta | 2026-03-02 | cy | Beta"],
        ["Student ID | Contact name | Date | Company 1 | Company 2", "S1 | Ana | 2026-03-02 | Acme | Beta"],
        ["Student ID | Contact name | Date | Week 1 | Week 2", "S1 | Ana | 2026-03-02 | x | y"],
        ["Student ID | Contact 1 name | Date | Contact 2 name", "S1 | Ana | 2026-03-02 |"],
    ],
)  # fmt: skip
def test_what_names_nobody_else_makes_no_row(table: list[str]) -> None:
    assert not proposed(table).reshaping.sections


def test_a_person_may_want_the_first_contact_only() -> None:
    table = [
        "Student ID | Contact 1 name | Date 1 | Contact 2 name | Date 2",
        "S1 | Ana | 2026-03-02 | Bo | 2026-03-03",
    ]
    made = proposed(table, said='reshape = "first_contact"')
    assert not made.reshaping
    assert proposed(table, said=made.as_toml()).digest() == made.digest()
    given = proposed(table, said='[columns]\ncontact_name = "Contact 1 name"')
    assert given.reshaping.sections == {"2": {"contact_name": "Contact 2 name", "held_on": "Date 2"}}


def test_a_row_of_its_own_holds_nothing_of_the_other_contact() -> None:
    """Where one of them is rejected it is handed back alone, and brings nobody in twice."""
    table = [
        "Student ID | Contact 1 name | Date 1 | Company 1 | Contact 2 name | Date 2",
        "S1 | Ana | 2026-03-02 | Acme | Bo | soon",
    ]
    mapping = proposed(table)
    headers = cells_of(table)[0]
    bound = bound_to_file(mapping.reshaping, source("interview_log"), mapping.columns, headers)
    assert bound
    assert bound.sections == 2
    assert dict(bound.own) == {1: 0, 2: 0, 3: 0, 4: 1, 5: 1}


def test_an_id_of_the_row_is_told_apart() -> None:
    table = [
        "row_id | Student ID | Contact 1 name | Date 1 | Contact 2 name | Date 2",
        "7 | S1 | Ana | 2026-03-02 | Bo | 2026-03-03",
    ]
    rows = as_rows(table, proposed(table), ("row_id", "contact_name"))
    assert rows == [("7", "Ana"), ("7-2", "Bo")]


def test_only_sources_about_contacts_have_rows_for_each() -> None:
    assert {id for id, of in sources().items() if who_columns(of)} == {
        "interview_log", "contact_tracker", "outreach_log", "referral_log",
    }  # fmt: skip
    log = source("interview_log")
    assert is_shared("status", log, ["held_on"])
    assert not is_shared("held_on", log, ["held_on"])
    assert is_shared("held_on", log, ["contact_name"])
    assert not is_shared("contact_employer", log, ["contact_name"])


# -- one question in several columns ------------------------------------------------------------------


def clarity(table: Table, labels: Sequence[str] = ()) -> list[str]:
    headers, *rows = cells_of(table)
    mapping = propose(headers, labels, "survey", evidence=seen_in(rows, headers))
    if not mapping.reshaping:
        return [row[headers.index(mapping.columns["clarity"])] for row in rows]
    return [row[0] for row in as_rows(table, mapping, ["clarity"])]


SURVEY = "student_id | responded_at | clarity"


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ([f"{SURVEY} | clarity (2)", "S1 | 2026-03-02 | 4 |", "S2 | 2026-03-02 | | 5", "S3 | 2026-03-02 | | 3"], ["4", "5", "3"]),
        ([f"{SURVEY} | clarity.1", "S1 | 2026-03-02 | 4 | -", "S2 | 2026-03-02 | - | 5"], ["4", "5"]),
        ([f"{SURVEY} | clarity (2) | clarity (3)", "S1 | 2026-03-02 | 4 | |", "S2 | 2026-03-02 | | 5 |", "S3 | 2026-03-02 | | | 2"],
         ["4", "5", "2"]),
        ([f"{SURVEY} | clarity (2)", "S1 | 2026-03-02 | | 4", "S2 | 2026-03-02 | | 5"], ["4", "5"]),  # the first is blank
        ([f"{SURVEY} | clarity (2)", "S1 | 2026-03-02 | 4 | 4", "S2 | 2026-03-02 | | 5"], ["4", "5"]),  # said twice alike
        ([f"{SURVEY} | clarity (2)", "S1 | 2026-03-02 | 4 | 2", "S2 | 2026-03-02 | | 5"], ["4", ""]),  # contradicted
        ([f"{SURVEY} | clarity (2)", "S1 | 2026-03-02 | 4 |", "S2 | 2026-03-02 | 3 |"], ["4", "3"]),
    ],
)  # fmt: skip
def test_halves_of_a_question_are_one_answer(table: list[str], expected: list[str]) -> None:
    assert clarity(table) == expected


def test_halves_are_known_by_the_question_where_the_tool_has_names_of_its_own() -> None:
    labels = ["", "", "How clear are your career goals?", "How clear are your career goals?"]
    table = ["student_id | responded_at | Q3 | Q9", "S1 | 2026-03-02 | 4 |", "S2 | 2026-03-02 | | 5"]
    assert clarity(table, labels) == ["4", "5"]


def test_an_answer_given_twice_in_different_words_is_nobodys_guess() -> None:
    """Beyond the rows that were looked at: the cell is one nobody can read, and is listed as such."""
    table = [f"{SURVEY} | clarity (2)", "S1 | 2026-03-02 | 4 |", "S2 | 2026-03-02 | | 5"]
    mapping = proposed(table, "survey")
    assert mapping.reshaping.joined == {"clarity": ("clarity (2)",)}
    assert as_rows([*table, "S3 | 2026-03-02 | 4 | 2"], mapping, ["clarity"])[-1] == ("4 | 2",)
    assert proposed(table, "survey", said=mapping.as_toml()).digest() == mapping.digest()


def test_numbered_columns_of_a_list_are_one_list() -> None:
    table = ["student_id | Program 1 | Program 2", "S1 | A | B", "S2 | A |", "S3 | | C", "S4 | A | A"]
    mapping = proposed(table, "roster")
    rows = [row[0] for row in as_rows(table, mapping, ["programs"])]
    assert rows == ["A;B", "A", "C", "A"]


def test_a_second_block_is_another_contact_as_soon_as_one_row_fills_both() -> None:
    head = "Student ID | Contact name | Company | Date | Contact name (2) | Company (2) | Date (2)"
    branches = [head, "S1 | Ana | Acme | 2026-03-02 | | |", "S2 | | | | Bo | Beta | 2026-03-03"]
    made = proposed(branches).reshaping
    assert not made.sections
    assert set(made.joined) == {"contact_name", "contact_employer", "held_on"}
    # one row with two people, of whom the first has no firm: the firm of the second is never hers
    both = [*branches, "S3 | Cy | | 2026-03-04 | Di | Delta | 2026-03-05"]
    made = proposed(both).reshaping
    assert not made.joined
    assert as_rows(both, proposed(both), WHO)[-2:] == [
        ("S3", "Cy", "", "2026-03-04"),
        ("S3", "Di", "Delta", "2026-03-05"),
    ]
