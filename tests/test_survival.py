"""What must survive: kill -9 at any moment, several writers at once, any order of imports, undo and redo."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from pipelines.build.build import build
from pipelines.build.soundness import examine
from pipelines.figures.measure import measure
from pipelines.figures.results import Question
from pipelines.ingest.ledger import imports, redo, undo
from pipelines.ingest.load import import_file
from pipelines.store.warehouse import Warehouse
from tests.offices import TODAY, write_csv
from tests.survival import command, outreach_file, survive

CYCLES = (
    14  # twice each kind, the first of them to its end; `python -m tests.survival --cycles 200` runs more
)


@pytest.mark.slow
@pytest.mark.thorough
def test_kill_at_any_moment_loses_nothing_acknowledged_and_leaves_nothing_half(tmp_path: Path) -> None:
    office = survive(tmp_path, CYCLES, seed=20261120)
    assert sum(office.killed.values()) >= 2


@pytest.mark.slow
def test_two_writers_at_once_both_land(tmp_path: Path) -> None:
    folder = tmp_path / "warehouse"
    running = [
        subprocess.Popen(
            command(folder, "import", str(outreach_file(tmp_path / f"{number}.csv", number)), "--json"),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for number in range(2)
    ]
    for process in running:
        out, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors.decode()
        assert json.loads(out)[0]["status"] == "imported"
    assert len(imports(Warehouse(folder))) == 2
    assert all(finding.is_sound for finding in examine(Warehouse(folder)))
    assert Warehouse(folder).published().query("select count(*) as n from marts.touches")[0]["n"] == 6_000


@pytest.mark.slow
def test_the_same_file_four_times_at_once_is_one_import(tmp_path: Path) -> None:
    folder = tmp_path / "warehouse"
    file = outreach_file(tmp_path / "o.csv", 1, rows=500)
    running = [
        subprocess.Popen(
            command(folder, "import", str(file), "--json"), stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        for _ in range(4)
    ]
    statuses = []
    for process in running:
        out, errors = process.communicate(timeout=180)
        assert process.returncode == 0, errors.decode()
        statuses.append(json.loads(out)[0]["status"])
    assert sorted(statuses) == ["imported", *["unchanged"] * 3]
    assert Warehouse(folder).published().query("select count(*) as n from marts.touches")[0]["n"] == 500


# -- figures do not depend on how the files came ----------------------------------------------------------------

FILES = {
    "roster": """
        student_id | email      | college | is_expected_to_log
        S1         | s1@uni.edu | Arts    | yes
        S2         | s2@uni.edu | Science | yes
        S3         | s3@uni.edu | Science | yes
    """,
    "outreach_log": """
        student_id | student_email | contact_name | contact_employer | sent_on    | channel  | reply    | replied_on
        S1         | -             | Ada          | A                | 2026-02-02 | linkedin | replied  | 2026-02-05
        -          | s2@uni.edu    | Bo           | B                | 2026-02-03 | cold     | no_reply | -
        S2         | -             | Ada          | A                | 2026-02-04 | referral | accepted | 2026-02-20
    """,
    "interview_log": """
        student_id | contact_name | contact_employer | held_on    | referrals_count | referred_contacts
        S1         | Ada          | A                | 2026-02-10 | 2               | Cy;Di
        S2         | Ada          | A                | 2026-02-24 | 0               | -
        S3         | Ed           | E                | 2026-04-01 | -               | -
    """,
    "contact_tracker": """
        student_id | contact_name | first_contacted_on | reply   | talked_on
        S1         | Cy           | 2026-02-15         | replied | 2026-03-01
    """,
}
FIGURES = (
    "participation_rate",
    "response_rate",
    "referral_yield",
    "referral_activation_rate",
    "outreach_volume",
    "channel_mix",
)


def figures(warehouse: Warehouse) -> dict[str, list[tuple[Any, ...]]]:
    published = warehouse.published()
    return {
        name: [
            (dict(cell.segment), cell.value, cell.numerator, cell.denominator, cell.people)
            for by in ((), ("college",))
            for cell in measure(published, name, Question(by=by)).cells
        ]
        for name in FIGURES
    }


def take_in(warehouse: Warehouse, folder: Path, source: str) -> int:
    path = folder / f"{source}.csv"
    if not path.exists():
        write_csv(path, FILES[source])
    report = import_file(warehouse, path, source=source, today=TODAY)
    assert report.status in ("imported", "unchanged")
    assert report.import_id is not None
    return report.import_id


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple[Any, ...]]]:
    folder = tmp_path_factory.mktemp("expected")
    warehouse = Warehouse(folder / "warehouse")
    for source in FILES:
        take_in(warehouse, folder, source)
    build(warehouse)
    return figures(warehouse)


@pytest.mark.sampled(3)
@pytest.mark.parametrize("seed", range(6))
def test_order_undo_redo_and_reimport_never_change_a_figure(
    tmp_path: Path, expected: dict[str, list[tuple[Any, ...]]], seed: int
) -> None:
    rng = random.Random(seed)
    warehouse = Warehouse(tmp_path / "warehouse")
    waiting = rng.sample(list(FILES), len(FILES))
    known: dict[str, int] = {}
    dead: set[str] = set()
    while waiting or rng.random() < 0.6:
        move = rng.choice(["new", "again", "undo", "redo"])
        if move == "new" and waiting:
            source = waiting.pop()
            known[source] = take_in(warehouse, tmp_path, source)
        elif move == "again" and known:
            source = rng.choice(list(known))
            assert take_in(warehouse, tmp_path, source) == known[source]
            dead.discard(source)
        elif move == "undo" and set(known) - dead:
            source = rng.choice(sorted(set(known) - dead))
            undo(warehouse, known[source])
            dead.add(source)
        elif move == "redo" and dead:
            source = rng.choice(sorted(dead))
            redo(warehouse, known[source])
            dead.discard(source)
    for source in sorted(dead):
        redo(warehouse, known[source])
    build(warehouse)
    assert figures(warehouse) == expected


def test_a_log_split_in_two_files_gives_the_same_figures(
    tmp_path: Path, expected: dict[str, list[tuple[Any, ...]]]
) -> None:
    warehouse = Warehouse(tmp_path / "warehouse")
    for source in FILES:
        whole = write_csv(tmp_path / f"{source}.csv", FILES[source]).read_text(encoding="utf-8").splitlines()
        for part, lines in enumerate((whole[1::2], whole[2::2])):
            if lines:
                path = tmp_path / f"{source}-{part}.csv"
                path.write_text("\n".join([whole[0], *lines]) + "\n", encoding="utf-8")
                assert import_file(warehouse, path, source=source, today=TODAY).status == "imported"
    build(warehouse)
    assert figures(warehouse) == expected


def test_a_second_machine_can_serve_the_same_folder(tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path / "warehouse")
    take_in(warehouse, tmp_path, "interview_log")
    build(warehouse)
    copy = tmp_path / "copy"
    copy.mkdir()
    shutil.copytree(warehouse.published_folder, copy / "published")
    shutil.copy(warehouse.current_path, copy / "current")
    assert figures(Warehouse(copy)) == figures(warehouse)
