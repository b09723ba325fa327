"""Tables are made in the order their files need, and a file that cannot be run is named."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.build.sql_steps import SqlStep, in_order, sql_steps
from pipelines.errors import DefinitionError
from pipelines.store.warehouse import Connection, Warehouse


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    with Warehouse(tmp_path / "warehouse").recording("testing") as connection:
        connection.execute("create temp table stg_roster (student_id varchar)")
        yield connection


def steps(**queries: str) -> list[SqlStep]:
    """Files by table; `__` stands for the point in a name."""
    return [
        SqlStep(f"sql/{name}.sql", name.replace("__", "."), query.replace("__", "."))
        for name, query in queries.items()
    ]


def order(connection: Connection, **queries: str) -> list[str]:
    return [step.table for step in in_order(connection, steps(**queries))]


def test_a_file_comes_after_those_whose_tables_it_reads_wherever_it_names_them(
    connection: Connection,
) -> None:
    assert order(
        connection,
        a="select * from marts__b where id in (select id from c)",
        marts__b="from d select * union all from d select *",
        c="with kept as (select * from d) select * from kept semi join e using (id)",
        d="select * from stg_roster",
        e="select * from (unpivot d on student_id)",
    ) == ["d", "e", "marts.b", "c", "a"]


def test_which_may_come_in_any_order_come_by_name(connection: Connection) -> None:
    made = dict.fromkeys(("b", "marts__a", "c"), "select 1")
    assert order(connection, **made) == ["b", "c", "marts.a"]


def test_a_table_and_its_namesake_in_marts_are_two(connection: Connection) -> None:
    assert order(connection, marts__merges="select * from merges", merges="select 1") == [
        "merges",
        "marts.merges",
    ]


@pytest.mark.parametrize("given", ["stg_roster", "store.record.decisions"])
def test_what_is_there_already_may_be_read(connection: Connection, given: str) -> None:
    assert order(connection, a=f"select * from {given}") == ["a"]


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("select * from nobody", r"sql/a\.sql reads nobody, which nothing makes"),
        ("select * from marts__nobody", r"sql/a\.sql reads marts\.nobody, which nothing makes"),
        ("select from from", r"sql/a\.sql cannot be parsed"),
        ("create table b as select 1", r"sql/a\.sql cannot be parsed"),
    ],
)
def test_a_file_that_cannot_be_run_is_named(connection: Connection, query: str, says: str) -> None:
    with pytest.raises(DefinitionError, match=says):
        order(connection, a=query)


def test_files_that_wait_for_each_other_are_named(connection: Connection) -> None:
    with pytest.raises(
        DefinitionError, match=r"sql/(a|b)\.sql which reads sql/(a|b)\.sql which reads"
    ) as problem:
        order(connection, a="select * from b", b="select * from a", c="select 1")
    assert "sql/c.sql" not in problem.value.message


def test_every_file_of_staging_and_marts_is_a_step_that_makes_the_table_of_its_name() -> None:
    by_path = {step.path: step for step in sql_steps()}
    assert "sql/staging/macros.sql" not in by_path
    assert by_path["sql/staging/contact_merges.sql"].table == "contact_merges"
    assert by_path["sql/marts/contact_merges.sql"].table == "marts.contact_merges"
    assert by_path["sql/staging/as_of.sql"].statement.startswith('create temp table "as_of" as\n--')
    assert by_path["sql/marts/students.sql"].statement.startswith('create table marts."students" as\n--')
