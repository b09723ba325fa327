"""A text taken in as a file, with what a person said of it beside it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pipelines.ingest.import_report import ImportReport
from pipelines.ingest.load import import_file
from pipelines.store.warehouse import Warehouse
from tests.offices import TODAY


def take(
    warehouse: Warehouse, path: Path, text: str | None = None, said: str = "", **more: Any
) -> ImportReport:
    if text is not None:
        path.write_text(text, encoding="utf-8")
    if said:
        more["mapping_file"] = path.with_suffix(".toml")
        more["mapping_file"].write_text(said, encoding="utf-8")
    return import_file(warehouse, path, today=TODAY, **more)
