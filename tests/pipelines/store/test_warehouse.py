"""The warehouse folder: locked-down readers, one writer at a time, damage told and never deleted."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pipelines.errors import WarehouseBusy, WarehouseError
from pipelines.store import warehouse as module
from pipelines.store.warehouse import (
    AlreadyRecorded,
    StoreFault,
    Warehouse,
    attach_new,
    detach,
    fetch,
    migrations,
    quoted,
    speaking,
    transaction,
)
from tests.offices import office


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    return Warehouse(tmp_path / "warehouse", wait_seconds=0.2)


def publish(warehouse: Warehouse, build: str, value: int = 1) -> None:
    with warehouse.recording("building") as connection:
        attach_new(connection, warehouse.published_path(build), "build")
        connection.execute("create schema build.marts")
        connection.execute("create table build.marts.things as select $value as thing", {"value": value})
        detach(connection, "build")
    warehouse.name_current(build)


# -- published builds ---------------------------------------------------------------------------------


def test_nothing_is_published_at_first(warehouse: Warehouse) -> None:
    with pytest.raises(WarehouseError, match="Import a file first"):
        warehouse.published()


def test_a_build_is_opened_once_and_a_new_one_is_picked_up(warehouse: Warehouse) -> None:
    publish(warehouse, "b1", 1)
    first = warehouse.published()
    assert warehouse.published() is first
    publish(warehouse, "b2", 2)
    second = warehouse.published()
    assert (first.build, second.build) == ("b1", "b2")
    sql = "select thing, $label as label from marts.things"
    assert second.query(sql, {"label": "x"}) == [{"thing": 2, "label": "x"}]
    assert first.columns("select thing from marts.things") == {"thing": [1]}
    assert second.parameters(sql) == {"label"}


def test_a_build_that_comes_back_opens_while_somebody_still_holds_it(warehouse: Warehouse) -> None:
    publish(warehouse, "b1", 1)
    publish(warehouse, "b2", 2)
    held = []
    for build in ("b1", "b2", "b1"):  # as undo and redo do
        warehouse.name_current(build)
        held.append(warehouse.published())
    assert [one.query("select thing from marts.things")[0]["thing"] for one in held] == [1, 2, 1]
    with pytest.raises(StoreFault):
        held[-1].query("set memory_limit = '64GB'")


@pytest.mark.parametrize(
    "sql",
    [
        "select * from read_csv('/etc/passwd')",
        "copy (select 1) to 'leak.csv'",
        "attach 'other.duckdb'",
        "install httpfs",
        "load httpfs",
        "set enable_external_access = true",
        "set memory_limit = '64GB'",
        "set lock_configuration = false",
        "create table marts.mine as select 1",
        "delete from marts.things",
    ],
)
def test_a_reader_can_do_nothing_but_read(warehouse: Warehouse, sql: str) -> None:
    publish(warehouse, "b1")
    with pytest.raises((StoreFault, WarehouseError)):
        warehouse.published().query(sql)
    assert warehouse.published().query("select thing from marts.things") == [{"thing": 1}]


def test_a_question_without_end_is_stopped(warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "READER_MILLISECONDS", 200)
    publish(warehouse, "b1")
    endless = "select count(*) from range(100000000) a, range(100000) b where a.range % 7 = b.range"
    with pytest.raises(WarehouseError, match="took too long"):
        warehouse.published().query(endless)


def test_threads_get_their_own_answers(warehouse: Warehouse) -> None:
    publish(warehouse, "b1")
    published = warehouse.published()

    def ask(number: int) -> bool:
        rows = published.query("select $n + i as v from range(200) t(i)", {"n": number})
        return [row["v"] for row in rows] == list(range(number, number + 200))

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(ask, range(300)))


@pytest.mark.parametrize("name", ["../elsewhere", "a/b", "", ".hidden", "b1.duckdb"])
def test_current_never_leads_out_of_the_folder(warehouse: Warehouse, name: str) -> None:
    with pytest.raises(WarehouseError):
        warehouse.published_path(name)


def test_a_missing_or_damaged_build_is_said(warehouse: Warehouse) -> None:
    publish(warehouse, "b1")
    warehouse.name_current("b9")
    with pytest.raises(WarehouseError, match="b9 is missing"):
        warehouse.published()
    warehouse.published_path("b9").write_bytes(b"no database" * 1000)
    with pytest.raises(WarehouseError, match="damaged"):
        warehouse.published()


# -- the record ---------------------------------------------------------------------------------------


def test_the_record_starts_with_every_table_of_every_source(warehouse: Warehouse) -> None:
    from pipelines.sources.catalog import sources

    with warehouse.recording("testing") as connection:
        for source in sources().values():
            columns = fetch(
                connection,
                "select column_name from duckdb_columns() where schema_name = 'record' and table_name = $name",
                {"name": source.id},
            )
            assert set(source.names) <= {row["column_name"] for row in columns}


def test_a_second_writer_is_told_who_holds_the_record(warehouse: Warehouse) -> None:
    inside, leave = threading.Event(), threading.Event()

    def hold() -> None:
        with warehouse.recording("importing a file"):
            inside.set()
            leave.wait(10)

    holder = threading.Thread(target=hold)
    holder.start()
    assert inside.wait(10)
    told = json.loads((warehouse.folder / "record.holder").read_text())
    assert set(told) == {"who", "pid", "purpose", "since"}
    with (
        pytest.raises(WarehouseBusy, match=r"process \d+\) has been importing a file since"),
        warehouse.recording("testing"),
    ):
        pytest.fail("two writers at once")
    leave.set()
    holder.join()
    with warehouse.recording("testing") as connection:
        assert fetch(connection, "select 1 as one") == [{"one": 1}]


def test_the_writer_reaches_the_folder_and_the_files_it_was_given_only(
    warehouse: Warehouse, tmp_path: Path
) -> None:
    mine, other = tmp_path / "mine.csv", tmp_path / "other.csv"
    for path in (mine, other):
        path.write_text("a\n1\n")
    read = (
        "select count(*) as n from read_csv($path, auto_detect = false, columns = {'a': 'varchar'}, skip = 1)"
    )
    with warehouse.recording("testing", readable=[mine]) as connection:
        assert fetch(connection, read, {"path": str(mine)}) == [{"n": 1}]
        with pytest.raises(StoreFault), speaking(other):
            fetch(connection, read, {"path": str(other)})
        with pytest.raises(StoreFault), speaking(other):
            connection.execute("set enable_external_access = true")
        with pytest.raises(StoreFault), speaking(other):
            connection.execute("set allowed_directories = ['/']")


def test_a_transaction_is_all_or_nothing(warehouse: Warehouse) -> None:
    with warehouse.recording("testing") as connection:
        with pytest.raises(StoreFault), speaking(warehouse.record_path), transaction(connection):
            connection.execute("insert into record.schema_version values (99); select no_such_function()")
        with transaction(connection, is_kept=False):
            connection.execute("insert into record.schema_version values (98)")
        assert fetch(connection, "select max(version) as v from record.schema_version") == [
            {"v": max(migrations())}
        ]


def test_a_damaged_record_is_told_and_never_deleted(warehouse: Warehouse) -> None:
    warehouse.folder.mkdir()
    warehouse.record_path.write_bytes(b"secret student data " * 2000)
    with pytest.raises(WarehouseError, match="is damaged") as caught, warehouse.recording("testing"):
        pytest.fail("opened")
    assert "backups" in caught.value.message
    assert "secret" not in caught.value.message
    assert warehouse.record_path.stat().st_size == 40_000


def test_a_record_with_damaged_blocks_is_told(warehouse: Warehouse) -> None:
    with warehouse.recording("testing") as connection:
        connection.execute(
            "insert into record.skips select 1, i, 's', 'blank', md5(i::varchar) from range(50000) t(i)"
        )
    content = bytearray(warehouse.record_path.read_bytes())
    for place in range(8192, len(content), 97):
        content[place] ^= 0x55
    warehouse.record_path.write_bytes(bytes(content))
    with (
        pytest.raises(WarehouseError, match=r"damaged|stopped|could not be read"),
        warehouse.recording("testing") as connection,
    ):
        connection.execute("select count(distinct detail) from record.skips").fetchall()
    assert warehouse.record_path.read_bytes() == bytes(content)


def test_a_record_of_a_newer_version_is_left_alone(warehouse: Warehouse) -> None:
    with warehouse.recording("testing") as connection:
        connection.execute("insert into record.schema_version values (99)")
    with pytest.raises(WarehouseError, match="newer version"), warehouse.recording("testing"):
        pytest.fail("opened")


def test_a_migration_is_one_step_with_a_backup_first(
    warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    with warehouse.recording("testing") as connection:
        connection.execute("insert into record.skips values (1, 2, '', 'blank', 'kept')")
    steps = migrations()
    newest = max(steps) + 1
    monkeypatch.setattr(
        module, "migrations", lambda: {**steps, newest: "create table record.added as select 7 as seven"}
    )
    with warehouse.recording("testing") as connection:
        assert fetch(connection, "select seven from record.added") == [{"seven": 7}]
        assert fetch(connection, "select detail from record.skips") == [{"detail": "kept"}]
    (backup,) = (warehouse.folder / "backups").iterdir()
    restored = Warehouse(warehouse.folder.parent / "restored")
    restored.folder.mkdir()
    backup.rename(restored.record_path)
    monkeypatch.setattr(module, "migrations", lambda: steps)
    with restored.recording("testing") as connection:
        assert fetch(connection, "select detail from record.skips") == [{"detail": "kept"}]


def test_a_failing_migration_changes_nothing(warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    with warehouse.recording("testing"):
        pass
    steps = migrations()
    broken = "create table record.added as select 7 as seven; select no_such_function()"
    with monkeypatch.context() as patch:
        patch.setattr(module, "migrations", lambda: {**steps, max(steps) + 1: broken})
        with pytest.raises(StoreFault), warehouse.recording("testing"):
            pytest.fail("opened")
    with warehouse.recording("testing") as connection:
        assert fetch(connection, "select * from duckdb_tables() where table_name = 'added'") == []


def test_errors_never_quote_what_the_database_stumbled_over(warehouse: Warehouse) -> None:
    with warehouse.recording("testing") as connection:
        with pytest.raises(StoreFault) as caught, speaking(warehouse.record_path):
            connection.execute("select cast($cell as integer)", {"cell": "Ana Diaz"})
        assert "Ana" not in str(caught.value)
        assert caught.value.__cause__ is None
        connection.execute("create temp table one (a varchar unique)")
        connection.execute("insert into one values ('Ana Diaz')")
        with pytest.raises(AlreadyRecorded), speaking(warehouse.record_path):
            connection.execute("insert into one values ('Ana Diaz')")


def test_only_plain_names_become_identifiers() -> None:
    assert quoted("outreach_log") == '"outreach_log"'
    for name in ('a"b', "A", "a b", "", "a;b"):
        with pytest.raises(StoreFault):
            quoted(name)


def test_a_process_ends_quietly_though_a_thread_still_runs(tmp_path: Path) -> None:
    """A build kept open past the end would be told of as a leak, line after line."""
    office(tmp_path, interview_log="student_id | contact_name | held_on\nS1 | Ann | 2026-03-02")
    script = f"""
import threading, time
from pathlib import Path
from pipelines.store import warehouse
from pipelines.release.ask import ask
from pipelines.figures.results import Question

def hold(*kept):
    time.sleep(600)

published = warehouse.Warehouse(Path({str(tmp_path / "warehouse")!r})).published()
ask(published, "interview_volume", Question(by=("major",)), "publishable")
del published
threading.Thread(target=hold, args=(warehouse._open, ask), daemon=True).start()
"""
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=120)
    assert (ended.returncode, ended.stderr) == (0, "")
