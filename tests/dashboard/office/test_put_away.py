"""What is done or snoozed stays off its list, and no name is kept."""

from __future__ import annotations

import contextlib
import sqlite3
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from dashboard.office.database import FILE
from dashboard.office.put_away import Away, PutAway, item_id


def states(store: PutAway, day: date) -> dict[str, str]:
    return {item: away.state for item, away in store.on(day).items()}


def test_done_is_for_good_and_a_snooze_ends(tmp_path: Path) -> None:
    store = PutAway(tmp_path)
    done, snoozed = item_id("thank_you_due", "a1", "Lee"), item_id("thank_you_due", "a1", "Kim")
    store.put([done], "done")
    store.put([snoozed], "snoozed", until=date(2026, 11, 10))
    assert states(store, date(2026, 11, 9)) == {done: "done", snoozed: "snoozed"}
    assert states(store, date(2026, 11, 10)) == {done: "done"}
    PutAway(tmp_path).put([snoozed], "done")
    assert states(store, date(2030, 1, 1)) == {done: "done", snoozed: "done"}
    store.bring_back([done, snoozed])
    assert store.on(date(2026, 11, 9)) == {}


def test_the_table_holds_no_name_and_no_id(tmp_path: Path) -> None:
    PutAway(tmp_path).put([item_id("thank_you_due", "S-1234", "Leopold Parkinson")], "done")
    content = (tmp_path / FILE).read_bytes()
    assert b"S-1234" not in content
    assert b"Leopold" not in content


def test_it_is_known_when_and_by_whom(tmp_path: Path) -> None:
    store = PutAway(tmp_path)
    store.put(["a"], "done", who="Rosa Diaz")
    store.put(["b"], "snoozed", until=date(2030, 1, 1))
    now = datetime.now(UTC).replace(tzinfo=None)
    one, other = store.on(date(2026, 12, 1))["a"], store.on(date(2026, 12, 1))["b"]
    assert (one.state, one.until, one.who) == ("done", None, "Rosa Diaz")
    assert (other.state, other.until, other.who) == ("snoozed", date(2030, 1, 1), "")
    assert timedelta(0) <= now - one.noted_at < timedelta(minutes=1)


def test_undo_brings_back_what_stood_before_and_nothing_else(tmp_path: Path) -> None:
    store, day = PutAway(tmp_path), date(2026, 12, 1)
    store.put(["a"], "snoozed", until=date(2026, 12, 8), who="Rosa")
    store.put(["z"], "done")
    before = store.on(day)
    change = store.put(["a", "b", "b"], "done")
    assert set(store.on(day)) == {"a", "b", "z"}
    store.undo(change)
    assert store.on(day) == before
    store.undo(store.bring_back(["a", "nobody"]))
    assert store.on(day) == before
    store.undo(store.put([], "done"))
    assert store.on(day) == before


def test_thousands_go_and_come_back_at_once(tmp_path: Path) -> None:
    store, many = PutAway(tmp_path), [f"{number:064d}" for number in range(40_000)]
    change = store.put(many, "done")
    assert len(store.on(date(2026, 12, 1))) == 40_000
    store.undo(change)
    assert store.on(date(2026, 12, 1)) == {}


OLD = """
create table follow_through (
    item varchar(64) not null primary key, state varchar(8) not null, until date, noted_at datetime not null
)
"""
OLD_ROW = "insert into follow_through values ('x', 'done', null, '2026-11-01 10:00:00.000000')"


def test_a_file_of_an_earlier_version_keeps_what_it_holds_and_both_versions_write_into_it(
    tmp_path: Path,
) -> None:
    with contextlib.closing(sqlite3.connect(tmp_path / FILE)) as old:
        old.execute(OLD)
        old.execute(OLD_ROW)
        old.commit()
    store = PutAway(tmp_path)
    assert store.on(date(2026, 12, 1)) == {"x": Away("x", "done", None, datetime(2026, 11, 1, 10), "")}
    store.put(["y"], "done", who="Rosa")
    with contextlib.closing(sqlite3.connect(tmp_path / FILE)) as old:  # as the earlier version writes
        old.execute(
            "insert into follow_through (item, state, until, noted_at)"
            " values ('z', 'done', null, '2026-11-01 10:00:00.000000')"
        )
        old.commit()
    assert [away.who for away in PutAway(tmp_path).on(date(2026, 12, 1)).values()] == ["", "Rosa", ""]
