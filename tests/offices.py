"""Small offices from text tables: what an advisor would write down, imported and built by the real thing."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from pipelines.build.build import build
from pipelines.ingest.import_report import ImportReport
from pipelines.ingest.load import import_file
from pipelines.store.warehouse import Published, Warehouse
from tests.made_once import made_once

TODAY = date(2026, 11, 20)
# Settings of an office whose Winter begins in December and ends in February.
ACROSS_NEW_YEAR = """
[[terms]]
name = "Winter"
first_month = 12
last_month = 2
[[terms]]
name = "Spring"
first_month = 3
last_month = 8
[[terms]]
name = "Fall"
first_month = 9
last_month = 11
"""


def table(text: str) -> list[dict[str, str]]:
    """`a | b` lines -> rows. The first line is the header; `-` means an empty cell."""
    lines = [line for line in text.strip().splitlines() if line.strip()]
    header = [cell.strip() for cell in lines[0].split("|")]
    rows = []
    for line in lines[1:]:
        cells = [cell.strip() for cell in line.split("|")]
        assert len(cells) == len(header), f"{line!r} has {len(cells)} cells, the header {len(header)}"
        rows.append({name: "" if cell == "-" else cell for name, cell in zip(header, cells, strict=True)})
    return rows


def write_csv(path: Path, text: str) -> Path:
    rows = table(text)
    with path.open("w", newline="", encoding="utf-8") as out:
        writer = csv.DictWriter(out, fieldnames=list(rows[0]) if rows else [])
        writer.writeheader()
        writer.writerows(rows)
    return path


def take_in(
    warehouse: Warehouse, folder: Path, files: Mapping[str, str], **options: object
) -> list[ImportReport]:
    """Import tables under canonical column names; every row must be accepted."""
    folder.mkdir(parents=True, exist_ok=True)
    reports = []
    for source, text in files.items():
        path = write_csv(folder / f"{source}.csv", text)
        report = import_file(warehouse, path, source=source, today=TODAY, **options)  # type: ignore[arg-type]
        assert report.status == "imported", report.problems
        assert not report.rejected, report.problems
        reports.append(report)
    return reports


def office(folder: Path, **files: str) -> Published:
    """An office with these files taken in, built and published. The same files are built once a run, and copied."""
    warehouse = Warehouse(folder / "warehouse")
    if _kept_in is None or warehouse.folder.exists():  # what is there, settings or rows, has its say
        _make(folder, files)
    else:
        name = hashlib.sha256(json.dumps(list(files.items())).encode()).hexdigest()[:16]
        shutil.copytree(
            made_once(_kept_in, name, lambda aside: _make(aside, files)), folder, dirs_exist_ok=True
        )
    return warehouse.published()


_kept_in: Path | None = None


@contextmanager
def kept_in(run: Path) -> Iterator[None]:
    """Meanwhile, what `office` builds is kept in this folder."""
    global _kept_in
    _kept_in = run
    yield
    _kept_in = None


def _make(folder: Path, files: Mapping[str, str]) -> None:
    warehouse = Warehouse(folder / "warehouse")
    take_in(warehouse, folder / "files", files)
    build(warehouse)
