"""The rules as SQL: agreeing with the cell readers, made of our own names only, keys as they are compared."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipelines.errors import DefinitionError, FileRefused
from pipelines.ingest import row_plan, rules_sql
from pipelines.mapping.cell_values.date_orders import DateOrder
from pipelines.mapping.cell_values.parsers import parse
from pipelines.mapping.cell_values.reading import Parsed
from pipelines.mapping.mapping import Mapping
from pipelines.sources.catalog import sources
from pipelines.store.warehouse import Connection, Warehouse, fetch

TODAY = date(2026, 11, 20)

# Pieces cells are made of, likely and nasty, put together at random.
PIECES = [
    *("a", "B", "é", "e\u0301", " ", "  ", "\t", "\n", "\r", "\u00a0", "\u2003", "\u200b", "\ufeff", "\u200e", "\u00ad", "\x07", "\x9f"),
    *("0", "1", "00", "12", "99", "123", "2026", "26", "-", "--", "_", ".", ",", "/", ":", ";", "|", "@", "'", '"'),
    *("=", "+", "<", ">", "$", "%", "#", "(", ")", "E", "e+", "E+10", "n/a", "N/A", "-99", "null", "tbd", "na"),
    *("2026-03-02", "2026-11-20", "2026-11-21", "2026-02-30", "1899-12-31", "14:05:00", "24:00:00", "T", "Z"),
    *("yes", "true", "false", "linkedin", "referral", "held", "offer", "<clear>", "<CLEAR>", "mar", "PM", "@x.edu", "k"),
]  # fmt: skip


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    with Warehouse(tmp_path / "warehouse").recording("testing") as opened:
        yield opened


def plan_of(source: str, headers: list[str], **settings: Any) -> row_plan.RowPlan:
    columns = {header: header for header in headers}
    mapping = Mapping(source=source, columns=columns, **settings)
    return row_plan.planned(sources()[source], mapping, headers, "stem", TODAY)


def load(connection: Connection, rows: list[tuple[str | None, ...]]) -> None:
    names = [f"c{n}" for n in range(len(rows[0]))]
    connection.execute(
        "create or replace temp table raw (file_row bigint, sheet varchar, "
        + ", ".join(f"{name} varchar" for name in names)
        + ")"
    )
    for n, row in enumerate(rows):
        connection.execute(
            f"insert into raw values ({n + 2}, '', {', '.join('$' + name for name in names)})",
            dict(zip(names, row, strict=True)),
        )
    connection.execute(
        "create or replace temp table odd"
        " (name varchar, text varchar, value varchar, code varchar, message varchar, expected varchar)"
    )
    connection.execute("drop table if exists parsed")


def parsed(connection: Connection, plan: row_plan.RowPlan, rows: list[tuple[str | None, ...]]) -> list[dict]:
    load(connection, rows)
    odd = set()
    for cell in plan.columns:
        if cell.place:
            for (text,) in connection.execute(rules_sql.odd_sql(cell)).fetchall():
                one = parse(text, cell.reading)
                odd.add(cell.name)
                connection.execute(
                    "insert into odd values ($1, $2, $3, $4, $5, $6)",
                    [cell.name, text, one.value, one.code or None, one.message or None, one.expected or None],
                )
    sql, bound = rules_sql.parsed_sql(plan, frozenset(odd))
    connection.execute(sql, {**bound, "first_row": 2})
    return fetch(connection, "select * from parsed order by pos")


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("outreach_log", "student_id"),
        ("outreach_log", "contact_email"),
        ("outreach_log", "contact_name"),
        ("outreach_log", "program"),
        ("outreach_log", "sent_on"),
        ("outreach_log", "is_alum"),
        ("outreach_log", "channel"),
        ("interview_log", "held_on"),
        ("interview_log", "minutes"),
        ("interview_log", "cost_usd"),
        ("interview_log", "referred_contacts"),
        ("interview_log", "came_of_it"),
        ("interview_log", "usefulness_rating"),
        ("contact_tracker", "followed_up_on"),
        ("survey", "responded_at"),
        ("survey", "clarity"),
        ("roster", "class_year"),
        ("first_destination", "salary_usd"),
    ],
)
def test_what_passes_unread_is_what_the_reader_would_have_made_of_it(
    connection: Connection, source: str, name: str
) -> None:
    """Text the SQL takes for plainly canonical means itself: `parse` gives back the very same text."""
    chance = random.Random(f"{source}.{name}")
    texts = {"".join(chance.choices(PIECES, k=chance.randint(1, 3))) for _ in range(1500)}
    texts |= {
        *PIECES,
        "2026-03-02 14:05:00",
        "2026-11-20 23:59:59",
        "2026-11-21 00:00:00",
        "1.50",
        "1.5",
        "007",
    }
    texts |= {
        "5",
        "5.0",
        "6",
        "1440",
        "1441",
        "52000",
        "52.125",
        "0",
        "-1",
        "a@b.edu",
        "Ana Diaz",
        "José",
        "Jose\u0301",
        "S-1_2",
    }
    texts.discard("")
    plan = plan_of(source, [name])
    (cell,) = plan.columns
    load(connection, [("x",)])
    connection.execute("delete from raw")
    connection.execute("insert into raw (c0) select unnest($texts::varchar[])", {"texts": sorted(texts)})
    odd = {text for (text,) in connection.execute(rules_sql.odd_sql(cell)).fetchall()}
    plain = texts - odd
    assert plain, "something must pass without being read"
    for text in plain:
        assert parse(text, cell.reading) == Parsed(text), repr(text)


def test_a_mapping_that_gives_a_spelling_another_meaning_is_always_asked(connection: Connection) -> None:
    plan = plan_of("roster", ["student_id", "campus"], values={"campus": {"N": "North"}})
    (row,) = parsed(connection, plan, [("S1", "N")])
    assert row["campus"] == "North"


def test_constants_and_names_of_files_and_sheets_fill_columns(connection: Connection) -> None:
    mapping = Mapping(
        source="outreach_log",
        columns={"contact_name": "c", "sent_on": "d", "student_id": "@file", "program": "@sheet"},
        constants={"channel": "LinkedIn"},
    )
    plan = row_plan.planned(sources()["outreach_log"], mapping, ["c", "d"], "S77", TODAY)
    (row,) = parsed(connection, plan, [("Max Roe", "2026-03-02")])
    assert (row["student_id"], row["channel"], row["program"]) == ("S77", "linkedin", None)
    assert not row["is_bad"]


def test_a_constant_that_is_no_value_refuses_the_file() -> None:
    mapping = Mapping(source="outreach_log", columns={"sent_on": "d"}, constants={"channel": "pigeon"})
    with pytest.raises(FileRefused, match="channel"):
        row_plan.planned(sources()["outreach_log"], mapping, ["d"], "stem", TODAY)


def test_a_mapping_to_a_header_that_is_not_there_refuses_the_file() -> None:
    with pytest.raises(FileRefused):
        row_plan.planned(
            sources()["outreach_log"],
            Mapping(source="outreach_log", columns={"sent_on": "gone"}),
            ["d"],
            "s",
            TODAY,
        )


def test_no_text_from_outside_is_in_the_sql() -> None:
    evil = "x'; drop table record.imports; --"
    mapping = Mapping(
        source="roster",
        columns={"student_id": evil, "campus": "$path"},
        values={"campus": {evil: evil}},
        constants={"college": evil},
    )
    plan = row_plan.planned(sources()["roster"], mapping, [evil, "$path"], evil, TODAY)
    odd = frozenset({"student_id", "campus"})
    for sql, bound in (
        rules_sql.parsed_sql(plan, odd),
        rules_sql.refused_sql(plan, odd, [evil, "$path"]),
    ):
        assert "drop" not in sql
        assert evil in bound.values()
    assert all("drop" not in rules_sql.odd_sql(cell) for cell in plan.columns)
    with pytest.raises(DefinitionError):
        row_plan.quoted('a"b')


KEYS = """
    outreach_log | student_id contact_email sent_on | S1 Max@Example.com 2026-03-02 | s1 max@example.com 3/2/2026 | same
    outreach_log | student_id contact_email sent_on | S1 max@example.com 2026-03-02 | S1 max@example.com 2026-03-03 | other
    outreach_log | student_id student_email contact_email sent_on | S1 a@b.edu x@y.com 2026-03-02 | S1 - x@y.com 2026-03-02 | same
    outreach_log | student_id student_email contact_email sent_on | - a@b.edu x@y.com 2026-03-02 | S1 a@b.edu x@y.com 2026-03-02 | other
    outreach_log | student_id contact_name contact_employer sent_on | S1 José-Roe ACME,_Inc. 2026-03-02 | S1 jose_roe acme_inc 2026-03-02 | same
    outreach_log | student_id contact_name contact_employer sent_on | S1 Max Acme 2026-03-02 | S1 Max Beta 2026-03-02 | other
    outreach_log | student_id contact_name contact_linkedin_url sent_on | S1 Max https://www.linkedin.com/in/max/?x=1 2026-03-02 | S1 Maxim linkedin.com/in/Max 2026-03-02 | same
    interview_log | student_id contact_email held_on minutes | S1 x@y.com 2026-03-02 20 | S1 x@y.com 2026-03-02 30 | same
    survey | response_id student_id responded_at clarity | R1 S1 2026-03-02 3 | R1 S2 2026-03-03 4 | same
    survey | response_id student_id responded_at clarity | r1 S1 2026-03-02 3 | R1 S1 2026-03-02 3 | other
    survey | student_id wave responded_at clarity | S1 pre 2026-03-02 3 | S1 pre 2026-03-02 4 | same
    survey | student_id wave responded_at clarity | - pre 2026-03-02 3 | - pre 2026-03-02 4 | other
    survey | student_id wave responded_at clarity | - pre 2026-03-02 3 | - pre 2026-03-02 3.0 | same
    degree_log | student_id degree_level major conferred_on | S1 BA Art 2026-05-01 | S1 bachelor art 2026-06-01 | same
    degree_log | student_id degree_level major conferred_on | S1 BA Art 2026-05-01 | S1 BA History 2026-05-01 | other
    first_destination | student_id degree_level reported_on outcome_status | S1 BA 2026-05-01 seeking_employment | S1 BA 2026-05-01 military | same
    roster | student_id row_id campus | S1 7 North | S2 7 North | same
    roster | student_id row_id campus | S1 7 North | S1 8 North | other
    referral_log | student_id referrer referred_name referred_on | S1 Max Ann 2026-05-01 | S1 MAX ann 2026-06-01 | same
    contact_tracker | student_id contact_name first_contacted_on | S1 Max 2026-05-01 | S1 max 2026-06-01 | same
"""


@pytest.mark.parametrize("line", [line.strip() for line in KEYS.strip().splitlines()])
def test_a_rows_key_is_its_own_normalised_key_cells(connection: Connection, line: str) -> None:
    source, headers, one, two, expected = (part.strip() for part in line.split(" | "))
    rows = [
        tuple(None if cell == "-" else cell.replace("_", " ") for cell in row.split()) for row in (one, two)
    ]
    first, second = parsed(connection, plan_of(source, headers.split()), rows)
    assert (first["base_key"] == second["base_key"]) == (expected == "same")


def test_cleared_cells_are_no_key(connection: Connection) -> None:
    plan = plan_of("outreach_log", ["student_id", "contact_email", "contact_name", "sent_on"])
    first, second = parsed(
        connection,
        plan,
        [("S1", "<clear>", "Max", "2026-03-02"), ("S1", None, "Max", "2026-03-02")],
    )
    assert first["base_key"] == second["base_key"]


def test_a_column_of_dates_takes_its_order_from_the_other_columns_where_it_has_none() -> None:
    plan = plan_of("interview_log", ["held_on", "thank_you_on"])
    orders = {
        "held_on": DateOrder("dmy", is_known=True),
        "thank_you_on": DateOrder(ambiguous=2),
    }
    settled, notes = row_plan.settled(plan, orders, "")
    assert [cell.reading.order for cell in settled.columns] == ["dmy", "dmy"]
    assert notes == ()
    settled, notes = row_plan.settled(plan, {"thank_you_on": DateOrder(ambiguous=2)}, "")
    assert [(note.code, note.count) for note in notes] == [("ambiguous_dates", 2)]
    assert row_plan.settled(plan, {"thank_you_on": DateOrder(ambiguous=2)}, "dmy")[1] == ()
