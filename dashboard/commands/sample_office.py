"""The sample office: a warehouse of its own, filled once from the files in sample_data/."""

from __future__ import annotations

import hashlib
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from pipelines.build.build import build
from pipelines.errors import UserError, WarehouseError
from pipelines.ingest.ledger import imports
from pipelines.ingest.load import import_file
from pipelines.private_files import private_files, private_folder
from pipelines.store.warehouse import Warehouse


class Step(NamedTuple):
    """What has been done or begins, for people, and the share of the whole that is done (0 to 1)."""

    says: str
    done: float


def samples_of(package: Path) -> Path:
    """Where the sample office's files are: in an installed package inside it, in a checkout beside it."""
    inside = package / "sample_data"
    return inside if inside.is_dir() else package.with_name("sample_data")


SAMPLES = samples_of(Path(__file__).parents[1])


def set_up(warehouse: Warehouse, samples: Path, progress: Any = None) -> Iterator[Step]:
    """Import every file of the sample office that is not in yet, then build. Yields a step for each.

    Raises UserError where the samples are missing, WarehouseError where the folder holds an office's own data:
    invented students never mix with real ones.
    """
    order = samples / "import_order.toml"
    if not order.exists():
        raise UserError(
            "The sample office's files are not here. They come with the project, in sample_data/."
        )
    _mark_as_synthetic(warehouse, samples)
    taken = (
        {row["file_sha256"] for row in imports(warehouse) if row["status"] == "live"}
        if warehouse.record_path.exists()
        else set()
    )
    files = tomllib.loads(order.read_text(encoding="utf-8"))["file"]
    steps = len(files) + 2  # the build takes about as long as two files
    for place, entry in enumerate(files, start=1):
        path = samples / entry["path"]
        if hashlib.sha256(path.read_bytes()).hexdigest() in taken:
            continue
        mapping = samples / entry["mapping"] if entry.get("mapping") else None
        report = import_file(
            warehouse, path, source=entry.get("source"), mapping_file=mapping, progress=progress
        )
        if report.status == "refused":
            raise UserError(f"{path.name} of the sample office was refused: {report.message}")
        counts = (
            f"{report.accepted:,} rows accepted, {report.rejected:,} rejected, {report.skipped:,} skipped"
        )
        yield Step(f"{path.name}: {counts}", place / steps)
    yield Step("Building the figures", len(files) / steps)
    built = build(warehouse, progress)
    yield Step("The figures are built." if built.was_new else "The sample office is ready.", 1.0)


def _mark_as_synthetic(warehouse: Warehouse, samples: Path) -> None:
    path = warehouse.folder / "settings.toml"
    if path.exists():
        if "is_synthetic = true" not in path.read_text(encoding="utf-8"):
            raise WarehouseError(
                "This folder holds an office of its own. Choose another with --warehouse DIR."
            )
        return
    if warehouse.record_path.exists() and imports(warehouse):
        raise WarehouseError("This folder holds an office's own data. Choose another with --warehouse DIR.")
    private_folder(warehouse.folder)
    with private_files():
        shutil.copyfile(samples / "settings.toml", path)
