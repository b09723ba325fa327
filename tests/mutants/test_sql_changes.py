"""Every kind of slip is made in a query, at the line where it stands; files that are no query have none."""

from __future__ import annotations

import duckdb
import pytest

from tests.mutants.sql_changes import sql_changes, sql_of, tree_of

QUERY = """-- One row per día, as the office counts them.
with days as (
    select distinct day, count(*) filter (day is not null) as rows
    from told
    where day >= date '2026-01-01' and not is_off
    group by day
)
select d.day, coalesce(n.rows, 0) as rows
from days d
left join named n using (day)
where d.day in ('Mon', 'Tue') or d.rows between 2 and 3
"""


def test_each_slip_stands_at_its_line() -> None:
    made = {(change.line, change.what.partition(" at ")[0]): change for change in sql_changes(QUERY)}
    assert {
        (3, "drop filter"),
        (3, "is not null to is null"),
        (5, ">= to >"),
        (5, "and to or"),
        (5, "drop condition 2"),
        (5, "drop not"),
        (8, "drop coalesce"),
        (8, "0 to 1"),
        (11, "strike value 1"),
        (11, "only the lower bound"),
        (11, "2 to 3"),
    } <= made.keys()
    assert made[8, "0 to 1"].source_line == "select d.day, coalesce(n.rows, 0) as rows"
    assert "coalesce(n.rows, 1)" in made[8, "0 to 1"].applied_to(QUERY).lower().replace(chr(34), "")


def test_every_slip_is_another_query_that_can_be_read() -> None:
    made = [change.sql for change in sql_changes(QUERY)]
    assert len(set(made)) == len(made) > 10
    assert sql_of(tree_of(QUERY)) not in made
    assert not any(tree_of(sql)["error"] for sql in made)


def test_a_slip_changes_what_a_query_finds() -> None:
    (more,) = (one for one in sql_changes("select sum(x) from range(3) t(x) where x < 2") if "<" in one.what)
    assert duckdb.sql(more.sql).fetchall() == [(3,)]


@pytest.mark.parametrize("source", ["create temp macro twice(n) as 2 * n;", "select from", ""])
def test_what_is_no_query_has_none(source: str) -> None:
    assert sql_changes(source) == []
