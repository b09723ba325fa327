"""A disk that is full in the middle of an import: a sentence, a record as it was, and the next import works.

The disk is played by a limit on the size of files, which the system enforces in the same place: a write fails.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.build.build import build
from pipelines.build.soundness import examine
from pipelines.ingest.ledger import imports
from pipelines.ingest.load import import_file
from pipelines.store.warehouse import Warehouse
from tests.offices import TODAY
from tests.survival import command, outreach_file

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="limits are for Unix")


def files_up_to(size: int) -> Callable[[], None]:
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def run(folder: Path, file: Path, limit: int = 0) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(folder, "import", str(file), "--json"),
        preexec_fn=files_up_to(limit) if limit else None,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


READER, LOG, BUILD = 20_000, 900_000, 1_700_000  # where a file of that size at most is too small


@pytest.mark.sampled(3)
@pytest.mark.slow
@pytest.mark.parametrize("limit", [READER, LOG, BUILD])
def test_a_disk_that_fills_up_loses_nothing_that_was_there(tmp_path: Path, limit: int) -> None:
    folder = tmp_path / "warehouse"
    first, large = (
        outreach_file(tmp_path / "1.csv", 1, rows=50),
        outreach_file(tmp_path / "2.csv", 2, rows=8_000),
    )
    import_file(Warehouse(folder), first, today=TODAY)
    before = imports(Warehouse(folder))
    full = run(folder, large, limit)
    assert full.returncode == 1
    said = full.stderr + "".join(
        problem["message"] for report in json.loads(full.stdout or "[]") for problem in report["problems"]
    )
    assert "disk" in said
    assert "fault of the program" not in said
    assert "Traceback" not in said
    assert "Employer" not in said
    assert imports(Warehouse(folder))[:1] == before
    assert len(imports(Warehouse(folder))) == (2 if limit == BUILD else 1)
    if limit == BUILD:  # the file is in, which is said, and why the figures are not
        assert json.loads(full.stdout)[0]["status"] == "imported"
        assert full.stderr.startswith(
            "What came in is kept, but the figures are not up to date: The disk is full"
        )
    again = run(folder, large)
    assert again.returncode == 0, again.stderr
    assert all(finding.is_sound for finding in examine(Warehouse(folder)))
    touches = Warehouse(folder).published().query("select count(*) as n from marts.touches")
    assert touches == [{"n": 8_050}]


@pytest.fixture(scope="module")
def small_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("small")
    warehouse = Warehouse(folder / "warehouse")
    import_file(warehouse, outreach_file(folder / "1.csv", 1, rows=50), today=TODAY)
    build(warehouse)
    return folder


@pytest.mark.sampled(3)
@pytest.mark.slow
@pytest.mark.parametrize(
    "arguments",
    [["import", "1.csv"], ["undo", "1"], ["redo", "1"], ["imports"], ["check"], ["backup", "-o", "backup"],
     ["rejected", "1"], ["templates", "-o", "forms"], ["export", "response_rate", "-o", "rate.xlsx"],
     ["measure", "outreach_volume"]],
)  # fmt: skip
def test_on_a_disk_that_takes_nothing_each_command_says_so_or_works(
    small_office: Path, arguments: list[str]
) -> None:
    ran = subprocess.run(
        command(small_office / "warehouse", *arguments),
        preexec_fn=files_up_to(0),
        cwd=small_office,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    said = ran.stdout + ran.stderr
    assert "fault of the program" not in said
    assert "Traceback" not in said
    assert ran.returncode == 0 or "disk" in said
    warehouse = Warehouse(small_office / "warehouse")
    assert all(finding.is_sound for finding in examine(warehouse))
    assert len(imports(warehouse)) == 1
