"""What was read is read once, however often it is looked at; nothing stays on the disk when it is let go."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipelines import readers
from pipelines.errors import FileRefused
from pipelines.ingest.kept_readings import KeptReadings
from pipelines.ingest.load import import_file
from pipelines.readers import COMMAND_LIMITS, PAGE_LIMITS
from pipelines.store.warehouse import Warehouse

LOG = "student_id,contact_name,held_on\na1,Lee Park,2026-09-14\n"


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The files that were really read, in order."""
    done: list[Path] = []
    really = readers.read

    def counted(path: Path, *given: Any, **more: Any) -> Any:
        done.append(path)
        return really(path, *given, **more)

    monkeypatch.setattr(readers, "read", counted)
    return done


@pytest.fixture
def kept() -> Iterator[KeptReadings]:
    readings = KeptReadings(most=2)
    yield readings
    readings.clear()


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_the_same_bytes_are_read_once_whatever_the_file_is_called(
    read: list[Path], kept: KeptReadings, tmp_path: Path
) -> None:
    one, other = written(tmp_path, "a.csv", LOG), written(tmp_path, "b.csv", LOG)
    first = kept.read(one, tmp_path, PAGE_LIMITS)
    one.unlink()
    assert kept.read(other, tmp_path, PAGE_LIMITS) is first
    assert len(read) == 1
    kept.read(other, tmp_path, COMMAND_LIMITS)
    kept.read(written(tmp_path, "c.csv", LOG + "b2,Ann Moss,2026-09-15\n"), tmp_path, PAGE_LIMITS)
    assert len(read) == 3


def test_a_choice_is_answered_and_an_import_made_without_reading_again(
    read: list[Path], kept: KeptReadings, tmp_path: Path
) -> None:
    warehouse = Warehouse(tmp_path / "warehouse")
    for number in range(3):
        path = written(tmp_path, f"upload{number}.csv", LOG)
        report = import_file(
            warehouse, path, source="interview_log", dry_run=number < 2, read=kept.read, name="log.csv"
        )
        path.unlink()
        assert (report.file, report.accepted) == ("log.csv", 1)
    assert len(read) == 1


def test_what_is_refused_is_not_kept_and_is_called_by_its_name(
    read: list[Path], kept: KeptReadings, tmp_path: Path
) -> None:
    path = written(tmp_path, "letter.csv", "%PDF-1.7")
    for _ in range(2):
        with pytest.raises(FileRefused):
            kept.read(path, tmp_path, PAGE_LIMITS)
    assert len(read) == 2
    with pytest.raises(FileRefused, match=r"There is no file “gone\.csv”"):
        kept.read(tmp_path / "gone.csv", tmp_path, PAGE_LIMITS)


def test_the_one_not_asked_for_longest_makes_room_and_leaves_nothing(
    kept: KeptReadings, tmp_path: Path
) -> None:
    files = [written(tmp_path, f"{n}.csv", LOG.replace("a1", f"s{n}")) for n in range(3)]
    places = [kept.read(path, tmp_path, PAGE_LIMITS).tables[0].cells.path for path in files[:2]]
    kept.read(files[0], tmp_path, PAGE_LIMITS)
    places.append(kept.read(files[2], tmp_path, PAGE_LIMITS).tables[0].cells.path)
    assert [place.exists() for place in places] == [True, False, True]
    kept.clear()
    assert not [place for place in places if place.exists()]
