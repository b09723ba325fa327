"""What is left beside a file that arrived by itself, and how the office's pages find it."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from pipelines.arrivals.receipt import (
    Receipt,
    receipt_of,
    remember_watched,
    remove_beside,
    waiting,
    watched,
)
from pipelines.errors import UserError

WAITS = Receipt(
    "röster.csv",
    "2026-11-30T02:00:00+01:00",
    "waits",
    ("Nobody has said what it is.",),
    {"status": "refused"},
    "röster.csv: …",
)


def test_both_receipts_say_the_same_for_their_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "röster.csv"
    WAITS.write_beside(path)
    plain = json.loads((tmp_path / "röster.csv.receipt.json").read_text(encoding="utf-8"))
    assert (plain["became"], plain["why"]) == ("waits", ["Nobody has said what it is."])
    words = (tmp_path / "röster.csv.receipt.txt").read_text(encoding="utf-8")
    assert words.startswith("röster.csv waits for a person")
    assert "Nobody has said what it is." in words
    assert {stat.S_IMODE(one.stat().st_mode) for one in tmp_path.iterdir()} == {0o600}
    assert receipt_of(path) == WAITS
    remove_beside(path)
    assert not list(tmp_path.iterdir())


def test_a_damaged_receipt_is_none(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    assert receipt_of(path) is None
    path.with_name("log.csv.receipt.json").write_text('{"file": 3}')
    assert receipt_of(path) is None


def test_an_office_knows_what_waits_in_each_of_its_folders(tmp_path: Path) -> None:
    office, one, other = tmp_path / "office", tmp_path / "one", tmp_path / "other"
    office.mkdir()
    assert watched(office) == []
    for folder in (one, other, one):
        (folder / "quarantine").mkdir(parents=True, exist_ok=True)
        remember_watched(office, folder)
    assert watched(office) == [one, other]
    path = one / "quarantine" / "röster.csv"
    path.write_text("a\n")
    WAITS.write_beside(path)
    WAITS.write_beside(other / "quarantine" / "taken-away.csv")
    assert [(found.path, found.receipt) for found in waiting(office)] == [(path, WAITS)]


def test_a_damaged_note_of_the_folders_is_said(tmp_path: Path) -> None:
    (tmp_path / "watched.json").write_text("[3")
    with pytest.raises(UserError, match=r"watched\.json"):
        watched(tmp_path)
