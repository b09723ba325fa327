"""Which files of a drop folder are whole, and where they go."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

import pytest

from pipelines.arrivals.drop_folder import DropFolder, in_use, settled
from pipelines.errors import UserError


@pytest.fixture
def drop(tmp_path: Path) -> DropFolder:
    folder = DropFolder(tmp_path / "landing")
    folder.path.mkdir()
    folder.check()
    return folder


def arrived(drop: DropFolder, name: str, text: str = "a,b\n1,2\n", at: int | None = None) -> Path:
    path = drop.path / name
    path.write_text(text)
    if at is not None:
        os.utime(path, (at, at))
    return path


def test_files_are_seen_in_the_order_of_their_arrival(drop: DropFolder) -> None:
    late = arrived(drop, "a.csv", at=2_000)
    early = arrived(drop, "b.csv", at=1_000)
    same = arrived(drop, "c.csv", at=2_000)
    assert list(drop.look()) == [early, late, same]


@pytest.mark.parametrize(
    "name",
    [".hidden.csv", "~$roster.xlsx", "roster.csv.part", "ROSTER.CSV.FILEPART", "roster.tmp", "x.crdownload"],
)
def test_what_a_program_is_still_writing_is_not_seen(drop: DropFolder, name: str) -> None:
    arrived(drop, name)
    assert not drop.look()


def test_folders_and_links_are_no_arrivals(drop: DropFolder, tmp_path: Path) -> None:
    secret = tmp_path / "elsewhere.csv"
    secret.write_text("a\n1\n")
    (drop.path / "roster.csv").symlink_to(secret)
    (drop.path / "more").mkdir()
    assert not drop.look()
    assert drop.links() == ["roster.csv"]


def test_only_a_file_that_two_looks_find_alike_is_whole(drop: DropFolder) -> None:
    whole, growing = arrived(drop, "whole.csv"), arrived(drop, "growing.csv", "a,b\n")
    before = drop.look()
    with growing.open("a") as more:
        more.write("1,2\n")
    new = arrived(drop, "new.csv")
    now = drop.look()
    assert settled(before, now) == [whole]
    assert set(settled(now, drop.look())) == {whole, growing, new}


def test_a_name_that_is_taken_gets_a_number(drop: DropFolder) -> None:
    path = arrived(drop, "roster.csv")
    places = []
    for _ in range(3):
        place = drop.place_for(path, "done")
        place.write_text("")
        places.append(place.name)
    assert places == ["roster.csv", "roster-2.csv", "roster-3.csv"]


def test_receipts_do_not_wait(drop: DropFolder) -> None:
    for name in ("log.csv", "log.csv.receipt.json", "log.csv.receipt.txt"):
        (drop.path / "quarantine" / name).write_text("")
    assert [path.name for path in drop.waiting()] == ["log.csv"]


def test_a_locked_file_is_in_use(drop: DropFolder) -> None:
    path = arrived(drop, "roster.csv")
    assert in_use(path) == ""
    with path.open("rb+") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert "locked" in in_use(path)
    assert in_use(path) == ""
    path.unlink()
    assert "taken away" in in_use(path)


def test_a_file_that_may_not_be_read_is_in_use(drop: DropFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    path = arrived(drop, "roster.csv")

    def forbidden(*_: object) -> int:  # root, who may run the tests, may read everything
        raise PermissionError

    monkeypatch.setattr("pipelines.arrivals.drop_folder.os.open", forbidden)
    assert "may not be read" in in_use(path)


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="There is no folder “nowhere”"):
        DropFolder(tmp_path / "nowhere").check()
