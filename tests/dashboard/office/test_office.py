"""The office's own store: what is put away, and no name in it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from dashboard.office.office import Office, item_id


def test_done_is_for_good_and_a_snooze_ends(tmp_path: Path) -> None:
    store = Office(tmp_path)
    done, snoozed = item_id("thank_you_due", "a1", "Lee"), item_id("thank_you_due", "a1", "Kim")
    store.put_away([done], "done")
    store.put_away([snoozed], "snoozed", until=date(2026, 11, 10))
    assert store.put_away_today(date(2026, 11, 9)) == {done: "done", snoozed: "snoozed"}
    assert store.put_away_today(date(2026, 11, 10)) == {done: "done"}
    Office(tmp_path).put_away([snoozed], "done")
    assert store.put_away_today(date(2030, 1, 1)) == {done: "done", snoozed: "done"}
    store.bring_back([done, snoozed])
    assert store.put_away_today(date(2026, 11, 9)) == {}


def test_the_office_store_holds_no_name_and_no_id(tmp_path: Path) -> None:
    Office(tmp_path).put_away([item_id("thank_you_due", "S-1234", "Leopold Parkinson")], "done")
    content = (tmp_path / "office.sqlite").read_bytes()
    assert b"S-1234" not in content
    assert b"Leopold" not in content
