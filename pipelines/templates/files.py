"""Files to fill in: for every source a starter and a full template, as XLSX and CSV, and the kit.

Headers are the canonical column names, so a filled-in template maps by itself. What a template says about its
columns in words is said here; book.py makes the workbook, kit_survey.py the kit's surveys.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from importlib import resources
from pathlib import Path

from pipelines.sources.catalog import Column, Source, sources
from pipelines.templates import kit_survey
from pipelines.templates.book import write_book


def write_templates(folder: Path) -> list[Path]:
    """Write every template and the kit below `folder` (made if need be); returns the files written."""
    folder = Path(folder)
    (folder / "kit").mkdir(parents=True, exist_ok=True)
    written = []
    for source in sources().values():
        for kind, columns in (("starter", source.starter), ("full", source.columns)):
            stem = folder / f"{source.id}_{kind}"
            written += [
                _csv(stem.with_suffix(".csv"), columns),
                write_book(stem.with_suffix(".xlsx"), source, columns, explanation(source, columns)),
            ]
    for part in sorted(
        (resources.files("pipelines") / "templates" / "kit").iterdir(), key=lambda part: part.name
    ):
        if part.is_file():
            target = folder / "kit" / part.name
            target.write_bytes(part.read_bytes())
            written.append(target)
    return [*written, *kit_survey.write(folder / "kit")]


def explanation(source: Source, columns: Sequence[Column]) -> list[tuple[str, ...]]:
    """One row per column: name, meaning, type, unit, whether it is required, allowed values, example."""
    return [
        (
            column.name,
            column.meaning,
            kind_of(column),
            column.unit,
            requirement(source, column),
            allowed(column),
            column.example,
        )
        for column in columns
    ]


def kind_of(column: Column) -> str:
    """The type in words, e.g. "date", "yes or no", "several values, ; between"."""
    words = {
        "id": "identifier",
        "email": "e-mail address",
        "timestamp": "date and time",
        "integer": "whole number",
        "money": "amount of money",
        "boolean": "yes or no",
        "choice": "one of a list",
        "choices": "several of a list, ; between",
        "dates": "dates, ; between",
        "names": "names, ; between",
        "class_year": "year",
    }
    return words.get(column.type, column.type)


def requirement(source: Source, column: Column) -> str:
    """ "required", "one of … is required", or "" for an optional column."""
    if column.is_required:
        return "required"
    group = [other.name for other in source.one_of_groups.get(column.one_of, ())]
    return f"{' or '.join(group)} is required" if group else ""


def allowed(column: Column) -> str:
    """The values a cell may hold, in words: the list, the range, or "" for anything of the type."""
    if column.type == "boolean":
        return "yes, no"
    if column.type in {"choice", "choices"}:
        return ", ".join(column.values)
    low, high = (f"{end:,g}" if end is not None else "" for end in (column.minimum, column.maximum))
    if low and high:
        return f"{low} to {high}"
    return f"{low} or more" if low else f"{high} or less" if high else ""


def _csv(path: Path, columns: Sequence[Column]) -> Path:
    """A header row. The byte-order mark lets Excel see that the file is UTF-8."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerow([column.name for column in columns])
    return path
