"""Offices are kept from one slip to the next only where no slip of the room can change them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.made_once import KEPT_IN, made_once
from tests.mutants.__main__ import ROOT
from tests.mutants.makers import Makers


@pytest.fixture(scope="module")
def makers() -> Makers:
    return Makers(ROOT)


@pytest.mark.parametrize(
    ("file", "may"),
    [
        ("pipelines/readers/formats/ods.py", True),  # read in a process of its own
        ("pipelines/mapping/zones.py", True),
        ("pipelines/build/build.py", True),
        ("pipelines/sql/marts/students.sql", True),
        ("dashboard/commands/sample_office.py", True),
        ("pipelines/release/ask.py", False),
        ("dashboard/charts/bars.py", False),
        ("dashboard/exports/deck.py", False),
    ],
)
def test_what_an_office_is_made_with_may_change_it(makers: Makers, file: str, may: bool) -> None:
    assert makers.may_be_changed_by(file) is may


def test_what_is_kept_is_made_once_and_each_run_has_its_own_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []

    def make(folder: Path) -> None:
        made.append(folder.name)
        folder.mkdir()
        (folder / "rows").write_text("as made")

    monkeypatch.setenv(KEPT_IN, str(tmp_path))
    for run in ("first", "second"):
        (tmp_path / run).mkdir()
        folder = made_once(tmp_path / run, "office", make)
        assert (folder / "rows").read_text() == "as made"
        (folder / "rows").write_text("spoiled")
    assert len(made) == 1
    monkeypatch.delenv(KEPT_IN)
    (tmp_path / "third").mkdir()
    made_once(tmp_path / "third", "office", make)
    assert len(made) == 2
