"""Rows of one key in a file: told apart, put together, or the last of them; on a table of a few rows."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest

from pipelines.ingest.same_keys import fold_superseded, tell_apart
from pipelines.sources.catalog import source
from pipelines.store.warehouse import Connection, fetch
from tests.offices import table


@pytest.fixture
def connection() -> Iterator[Connection]:
    with duckdb.connect() as made:
        yield made


def parsed(connection: Connection, text: str) -> None:
    """`pos | key | …` lines as the table the rules make; row_number is pos, what is not given is blank."""
    rows = table(text)
    own = [name for name in rows[0] if name not in ("pos", "key", "bad", "row_number")]
    names = [*own, *({"row_id"} - set(own))]
    columns = ", ".join(f"{name} varchar" for name in names)
    connection.execute(
        "create temp table parsed"
        f" (pos bigint, base_key uhugeint, is_bad boolean, row_number bigint, sheet varchar, {columns})"
    )
    for row in rows:
        number = row.get("row_number") or row["pos"]
        values = [row.get(name) or None for name in names]
        connection.execute(
            f"insert into parsed values (?, md5_number(?), ?, ?, '', {', '.join('?' * len(names))})",
            [row["pos"], row["key"], row.get("bad", "") == "bad", number, *values],
        )


def keys(connection: Connection) -> dict[int, str]:
    """{pos: "a", or "a 2" where the key has an ordinal} of the accepted rows."""
    known = {
        row["key"]: row["name"]
        for row in fetch(
            connection,
            "select md5_number(letter || suffix) as key, letter || ' ' || nth as name from (values ('a'), ('b')) l(letter),"
            " lateral (select nth, '' as suffix from (values (1)) n(nth)) union all"
            " select md5_number(md5_number(letter)::varchar || '#' || nth), letter || ' ' || nth"
            " from (values ('a'), ('b')) l(letter), generate_series(2, 9) s(nth)",
        )
    }
    rows = fetch(connection, "select pos, row_key from accepted order by pos")
    return {row["pos"]: known[row["row_key"]] for row in rows}


def superseded(connection: Connection) -> dict[int, int]:
    return {
        row["pos"]: row["winner"]
        for row in fetch(connection, "select pos, winner from superseded order by pos")
    }


def test_touches_that_read_the_same_are_told_apart_by_their_order(connection: Connection) -> None:
    parsed(connection, "pos | key\n1 | a\n2 | b\n3 | a\n4 | a")
    tell_apart(connection, source("outreach_log"), None)
    assert keys(connection) == {1: "a 1", 2: "b 1", 3: "a 2", 4: "a 3"}
    assert superseded(connection) == {}


def test_a_refused_touch_has_its_place_too(connection: Connection) -> None:
    parsed(connection, "pos | key | bad\n1 | a | -\n2 | a | bad\n3 | a | -")
    tell_apart(connection, source("outreach_log"), None)
    assert keys(connection) == {1: "a 1", 3: "a 3"}  # mended, the second comes back as the one it was


def test_of_touches_that_have_an_id_the_last_is_taken(connection: Connection) -> None:
    parsed(connection, "pos | key | row_id\n1 | a | T1\n2 | a | T1\n3 | b | -\n4 | b | -")
    tell_apart(connection, source("outreach_log"), None)
    assert keys(connection) == {2: "a 1", 3: "b 1", 4: "b 2"}
    assert superseded(connection) == {1: 2}


@pytest.mark.parametrize(
    ("last", "accepted", "lost"),
    [("-", {2: "b 1", 4: "a 1"}, {1: 4, 3: 4}), ("bad", {2: "b 1", 3: "a 1"}, {1: 3})],
)
def test_of_interviews_of_one_key_the_last_good_one_is_taken(
    connection: Connection, last: str, accepted: dict[int, str], lost: dict[int, int]
) -> None:
    parsed(connection, f"pos | key | bad\n1 | a | -\n2 | b | -\n3 | a | -\n4 | a | {last}")
    tell_apart(connection, source("interview_log"), None)
    assert keys(connection) == accepted
    assert superseded(connection) == lost


def test_corrected_touches_take_the_places_their_import_left_free(connection: Connection) -> None:
    connection.execute("create schema record")
    connection.execute("create table record.outreach_log (import_id bigint, row_key uhugeint)")
    second = "md5_number(md5_number('a')::varchar || '#2')"
    connection.execute(f"insert into record.outreach_log values (7, md5_number('a')), (8, {second})")
    parsed(connection, "pos | key\n1 | a\n2 | a\n3 | b")
    tell_apart(connection, source("outreach_log"), 7)
    assert keys(connection) == {1: "a 2", 2: "a 3", 3: "b 1"}  # import 8 is another file


ROSTER = [name for name in source("roster").names if name != "row_id"]
TWO_LINES = {
    "majors": ("Art", "Music", "Art;Music"),
    "programs": ("<clear>", "Honors", "Honors"),
    "is_expected_to_log": ("true", "false", "true"),  # yes in any of them
    "email": ("a@x", "b@x", "b@x"),  # else what the last says
    "term": ("Fall", "-", "Fall"),  # unless it says nothing
}


def test_of_a_student_on_two_lines_the_last_holds_what_both_list(connection: Connection) -> None:
    first, second = ([TWO_LINES.get(name, ("-",) * 3)[place] for name in ROSTER] for place in (0, 1))
    lines = [
        "pos | key | " + " | ".join(ROSTER),
        "1 | a | " + " | ".join(first),
        "2 | a | " + " | ".join(second),
    ]
    parsed(connection, "\n".join(lines))
    tell_apart(connection, source("roster"), None)
    (row,) = fetch(connection, "select * from accepted")
    assert {name: row[name] for name in TWO_LINES} == {name: told[2] for name, told in TWO_LINES.items()}
    assert (row["pos"], superseded(connection)) == (2, {1: 2})


def test_a_row_of_two_responses_is_superseded_where_none_of_them_is_accepted(connection: Connection) -> None:
    """Rows 10 and 11 each make two responses; those of row 10 come again in 11, or one of them alone."""
    parsed(connection, "pos | key | row_number\n1 | a | 10\n2 | b | 10\n3 | a | 11\n4 | c | 11")
    tell_apart(connection, source("survey"), None)
    fold_superseded(connection)
    assert fetch(connection, "select pos from accepted order by pos") == [{"pos": n} for n in (2, 3, 4)]
    assert superseded(connection) == {}


def test_a_row_both_of_whose_responses_come_again_is_superseded_once(connection: Connection) -> None:
    parsed(connection, "pos | key | row_number\n1 | a | 10\n2 | b | 10\n3 | a | 11\n4 | b | 11")
    tell_apart(connection, source("survey"), None)
    fold_superseded(connection)
    assert fetch(connection, "select row_number, winner from superseded") == [
        {"row_number": 10, "winner": 11}
    ]
    assert fetch(connection, "select pos from accepted order by pos") == [{"pos": 3}, {"pos": 4}]
