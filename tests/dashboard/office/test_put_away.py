"""What is done or snoozed stays off its list, and no name is kept."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from dashboard.office.database import FILE
from dashboard.office.put_away import PutAway, item_id


def test_done_is_for_good_and_a_snooze_ends(tmp_path: Path) -> None:
    store = PutAway(tmp_path)
    done, snoozed = item_id("thank_you_due", "a1", "Lee"), item_id("thank_you_due", "a1", "Kim")
    store.put([done], "done")
    store.put([snoozed], "snoozed", until=date(2026, 11, 10))
    assert store.on(date(2026, 11, 9)) == {done: "done", snoozed: "snoozed"}
    assert store.on(date(2026, 11, 10)) == {done: "done"}
    PutAway(tmp_path).put([snoozed], "done")
    assert store.on(date(2030, 1, 1)) == {done: "done", snoozed: "done"}
    store.bring_back([done, snoozed])
    assert store.on(date(2026, 11, 9)) == {}


def test_the_table_holds_no_name_and_no_id(tmp_path: Path) -> None:
    PutAway(tmp_path).put([item_id("thank_you_due", "S-1234", "Leopold Parkinson")], "done")
    content = (tmp_path / FILE).read_bytes()
    assert b"S-1234" not in content
    assert b"Leopold" not in content
