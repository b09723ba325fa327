"""Files are counted while others take them away: the reader's child removes sheets it found empty."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.file_sizes import bytes_of


def test_files_count_and_folders_and_what_never_was_do_not(tmp_path: Path) -> None:
    (tmp_path / "one.csv").write_bytes(bytes(60))
    (tmp_path / "two.csv").write_bytes(bytes(41))
    (tmp_path / "folder").mkdir()
    assert bytes_of([*tmp_path.iterdir(), tmp_path / "not there"]) == 101
    assert bytes_of([]) == 0


def test_a_file_that_goes_away_while_it_is_looked_at_counts_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Found as a file and gone a moment later, whichever of the two looks comes first."""
    for name in ("kept.csv", "gone.csv"):
        (tmp_path / name).write_bytes(bytes(7))

    def found_and_taken(path: Path) -> bool:
        if path.name == "gone.csv":
            path.unlink()
        return True

    monkeypatch.setattr(Path, "is_file", found_and_taken)
    assert bytes_of(tmp_path.iterdir()) == 7


def test_what_lies_behind_a_listing_may_go_while_it_is_listed(tmp_path: Path) -> None:
    for number in range(5):
        (tmp_path / f"sheet-{number}.csv").write_bytes(bytes(3))

    def listed() -> Iterator[Path]:
        for path in list(tmp_path.iterdir()):
            if path.name in ("sheet-1.csv", "sheet-3.csv"):
                path.unlink()
            yield path

    assert bytes_of(listed()) == 9
