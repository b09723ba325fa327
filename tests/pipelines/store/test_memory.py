"""The writer takes what settings or the machine allow, and spills to disk below that."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipelines.build.build import build
from pipelines.figures.measure import measure
from pipelines.figures.results import Question
from pipelines.ingest.load import import_file
from pipelines.store.leftovers import SPILL
from pipelines.store.memory import LEAST, machine_memory, writer_memory
from pipelines.store.warehouse import Warehouse
from tests.offices import TODAY

WHOLE = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")


def machine(root: Path, groups: str, **limits: str) -> Path:
    """A machine that tells of these control groups; limits: path below sys/fs/cgroup, "__" for "/" -> text."""
    (root / "proc/self").mkdir(parents=True)
    (root / "proc/self/cgroup").write_text(groups, encoding="utf-8")
    for name, text in limits.items():
        path = root / "sys/fs/cgroup" / name.replace("__", "/").replace("_dot_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text + "\n", encoding="utf-8")
    return root


@pytest.mark.parametrize(
    ("groups", "limits", "expected"),
    [
        ("0::/\n", {}, WHOLE),
        ("0::/\n", {"memory_dot_max": "max"}, WHOLE),
        ("0::/\n", {"memory_dot_max": "900000000"}, 900_000_000),
        # a container's own group stands at the top, whatever it is called outside
        ("0::/docker/abc\n", {"memory_dot_max": "900000000"}, 900_000_000),
        # the narrowest of those around it
        ("0::/a/b\n", {"a__b__memory_dot_max": "max", "a__memory_dot_max": "700000000"}, 700_000_000),
        ("4:memory:/job\n0::/\n", {"memory__job__memory_dot_limit_in_bytes": "600000000"}, 600_000_000),
        ("4:cpu,memory:/job\n", {"memory__memory_dot_limit_in_bytes": "9223372036854771712"}, WHOLE),
        ("5:cpu:/job\n", {"memory__job__memory_dot_limit_in_bytes": "600000000"}, WHOLE),
    ],
)  # fmt: skip
def test_memory_is_the_machines_or_its_containers(
    tmp_path: Path, groups: str, limits: dict[str, str], expected: int
) -> None:
    assert machine_memory(machine(tmp_path, groups, **limits)) == expected


def test_without_control_groups_it_is_the_machines(tmp_path: Path) -> None:
    assert machine_memory(tmp_path) == WHOLE


def test_settings_say_how_much_and_settings_that_cannot_be_read_stop_nobody(tmp_path: Path) -> None:
    half = max(machine_memory() // 2, LEAST)
    assert writer_memory(tmp_path) == half
    own = tmp_path / "settings.toml"
    for text, expected in (('memory = "3 GB"', 3 << 30), ("memory = 3", half), ('memory = "1 MB"', LEAST)):
        own.write_text(text, encoding="utf-8")
        assert writer_memory(tmp_path) == expected
    with Warehouse(tmp_path).recording("testing") as connection:
        limit = connection.execute("select current_setting('memory_limit')").fetchall()
    assert limit == [("256.0 MiB",)]


@pytest.mark.thorough
def test_a_build_that_does_not_fit_spills_and_comes_to_the_same(tmp_path: Path) -> None:
    lines = ["student_id,contact_name,contact_employer,sent_on,channel"]
    lines += [
        f"S{row % 9_000},Contact {row % 90_011},Employer {row % 700},2026-0{1 + row % 9}-{10 + row % 19},linkedin"
        for row in range(250_000)
    ]
    path = tmp_path / "log.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    results, spilled = [], []
    for memory in ("256 MB", "4 GB"):
        folder = tmp_path / memory.replace(" ", "")
        folder.mkdir()
        (folder / "settings.toml").write_text(f'memory = "{memory}"\n', encoding="utf-8")
        warehouse = Warehouse(folder)
        import_file(warehouse, path, source="outreach_log", today=TODAY)
        seen: set[int] = set()
        build(warehouse, lambda *_, folder=folder, seen=seen: seen.add(len(list((folder / SPILL).glob("*")))))
        spilled.append(max(seen))
        results.append(measure(warehouse.published(), "outreach_volume", Question()).cells[0].value)
        assert not (folder / SPILL).exists() or not list((folder / SPILL).iterdir())
    assert results[0] == results[1]
    assert spilled[0] > 0
