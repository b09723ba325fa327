"""The trial with slips, on a small project: what a test looks at is noticed, the rest is not, and nothing is left behind."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from tests import rooms
from tests.mutants.__main__ import EQUIVALENT, ROOT
from tests.mutants.reporting import publish_room, summary
from tests.mutants.serving import TestsFailAlready
from tests.mutants.trial import Mutant, Trial, equivalent, keys_printed, mutants, some

SHARE = """
def share(part: int, whole: int) -> float:
    while part > 1_000_000:
        part -= 1
    if whole < 10:
        return 0.0
    return part / whole
"""
OWN = """
from pipelines.room.share import share

def test_share():
    assert share(5, 20) == 0.25
    assert share(1_000_001, 20) == 50_000
"""
ROOMS = """
from pipelines.room import share

def test_small_groups_have_none():
    assert share.share(5, 9) == 0
    assert share.share(5, 10) == 0.5
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    for name, text in {
        "pipelines/__init__.py": "",
        "pipelines/room/__init__.py": "",
        "pipelines/room/share.py": SHARE,
        "tests/pipelines/room/test_share.py": OWN,
        "tests/pipelines/room/test_all.py": ROOMS,
        "tests/test_elsewhere.py": "def test_of_another_room():\n    assert False\n",
        "pyproject.toml": '[tool.pytest.ini_options]\naddopts = "-q --import-mode=importlib"\nmarkers = ["slow", "browser"]',
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(textwrap.dedent(text), encoding="utf-8")
    return root


def test_the_copy_holds_every_module(tmp_path: Path) -> None:
    copy = Trial(ROOT, tmp_path).copy
    for package in ("pipelines", "dashboard", "tests"):
        files = {file.relative_to(ROOT) for file in (ROOT / package).rglob("*.py")}
        assert files
        assert all((copy / file).is_file() for file in files)


def test_a_slip_is_noticed_by_the_modules_own_tests_or_by_its_room_or_by_nobody(
    project: Path, tmp_path: Path
) -> None:
    made = {mutant.change.what: mutant for mutant in mutants(project, "pipelines/room")}
    trial = Trial(project, tmp_path, longest_test=5.0)
    assert trial.notices(made["/ to *"]), "by its own test"
    assert trial.notices(made["< to <="]), "by its room's"
    assert trial.notices(made["drop part -= 1"]), "by a test that hangs"
    (project / "tests/pipelines/room/test_all.py").unlink()
    (tmp_path / "again").mkdir()
    alone = Trial(project, tmp_path / "again")
    assert list(alone.survivors([made["/ to *"], made["< to <="]])) == [made["< to <="]]
    assert (project / "pipelines/room/share.py").read_text(encoding="utf-8") == SHARE
    assert not list(project.rglob("*.pyc"))


def test_a_slip_is_noticed_by_a_room_that_uses_it(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room, hall = (project / "tests/pipelines" / name for name in ("room", "hall"))
    hall.mkdir()
    (room / "test_all.py").rename(hall / "test_hall.py")
    slip = next(one for one in mutants(project, "pipelines/room") if one.change.what == "< to <=")
    monkeypatch.setitem(rooms.USERS, "pipelines/room/", ("pipelines/hall",))
    trial = Trial(project, tmp_path)
    assert list(trial.survivors_of_room([slip])) == [slip]
    assert trial.notices(slip)


def test_a_module_without_tests_is_noticed_by_nobody(project: Path, tmp_path: Path) -> None:
    for test in (project / "tests/pipelines/room").iterdir():
        test.unlink()
    [first, *_] = mutants(project, "pipelines/room")
    assert not Trial(project, tmp_path).notices(first)


def test_tests_that_fail_already_notice_nothing(project: Path, tmp_path: Path) -> None:
    (project / "tests/pipelines/room/test_all.py").write_text(
        "def test_all():\n    assert False\n", encoding="utf-8"
    )
    of_the_room = next(one for one in mutants(project, "pipelines/room") if one.change.what == "< to <=")
    with pytest.raises(TestsFailAlready, match="test_all"):
        Trial(project, tmp_path).notices(of_the_room)


def test_a_sample_is_the_same_for_the_same_seed() -> None:
    every = mutants(ROOT, "pipelines/release")
    assert some(every, 20, 1) == some(every, 20, 1) != some(every, 20, 2)
    assert len(some(every, 20, 1)) == 20
    assert some(every, None, 1) == every


def test_what_a_trial_printed_can_be_tried_again() -> None:
    chosen = some(mutants(ROOT, "pipelines/release"), 20, 1)
    printed = "\n".join(f"\nnot by its room: {mutant}" for mutant in chosen[:10])
    printed += "\n".join(f"\n{mutant}" for mutant in chosen[10:])
    assert keys_printed(f"pipelines/release: 20 are tried\n{printed}\n1 more") == {one.key for one in chosen}


def test_every_change_listed_as_changing_nothing_is_still_made() -> None:
    listed = equivalent(EQUIVALENT)
    made = {mutant.key for file in {key[0] for key in listed} for mutant in mutants(ROOT, file)}
    assert set(listed) <= made, "a line has changed: try its change again"


def test_the_summary_says_what_share_was_noticed() -> None:
    assert (
        summary(4, known=1, unnoticed=1) == "4 changes tried: 3 noticed (75.0%), 1 not; 1 more change nothing"
    )
    assert summary(0, known=2, unnoticed=0) == "0 changes tried: 0 noticed, 0 not; 2 more change nothing"


def test_a_room_has_one_row_in_the_table_and_leaves_those_of_others(tmp_path: Path) -> None:
    page = tmp_path / "benchmarks.md"
    page.write_text("# Benchmarks\n\n## Figures\n\nFast.\n", encoding="utf-8")
    publish_room("pipelines/readers", "its own", 1, tried=100, known=2, unnoticed=20, page=page)
    publish_room("dashboard/charts", "its own", 1, tried=50, known=0, unnoticed=0, page=page)
    publish_room("pipelines/readers", "its own", 3, tried=100, known=4, unnoticed=5, page=page)
    text = page.read_text(encoding="utf-8")
    assert text.count("| `") == 2
    assert (
        "| `dashboard/charts` | its own | 1 | 50 | 50 | 100.0% | 0 |\n"
        "| `pipelines/readers` | its own | 3 | 100 | 95 | 95.0% | 4 |" in text
    )
    assert text.startswith("# Benchmarks\n\n## Figures\n\nFast.\n\n## Slips in Python\n")


def test_an_unknown_room_is_a_sentence() -> None:
    asked = [sys.executable, "-m", "tests.mutants", "pipelines/kitchen"]
    ran = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 2
    assert "no room 'pipelines/kitchen'" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert isinstance(mutants(ROOT, "pipelines/errors.py")[0], Mutant)
