"""Moments a survey tool stamped come in at the office's own time."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipelines.ingest.import_report import ImportReport
from pipelines.ingest.load import import_file
from pipelines.mapping.cell_values.parsers import parse
from pipelines.mapping.cell_values.reading import ColumnReading
from pipelines.mapping.mapping_file import parse_mapping
from pipelines.mapping.zones import Shift
from pipelines.sources.catalog import source
from pipelines.store.warehouse import Warehouse, fetch

TODAY = date(2026, 11, 20)


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    return Warehouse(tmp_path / "warehouse", wait_seconds=60)


def take(
    warehouse: Warehouse, path: Path, text: str | None = None, said: str = "", **more: Any
) -> ImportReport:
    if text is not None:
        path.write_text(text, encoding="utf-8")
    if said:
        more["mapping_file"] = path.with_suffix(".toml")
        more["mapping_file"].write_text(said, encoding="utf-8")
    return import_file(warehouse, path, today=TODAY, **more)


WEST = Shift("America/Los_Angeles", "America/New_York", ("responded_at",))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-02 23:30:00", "2026-03-03 02:30:00"),
        ("3/2/2026 11:30 PM", "2026-03-03 02:30:00"),
        ("2026-03-02T23:30:00Z", "2026-03-02 18:30:00"),
        ("2026-03-02T23:30:00-06:00", "2026-03-03 00:30:00"),
        ("2026-03-02", "2026-03-02 00:00:00"),  # no time, nothing to bring anywhere
    ],
)
def test_a_moment_of_the_tool_is_brought_to_the_offices_day(text: str, expected: str) -> None:
    assert parse(text, ColumnReading(source("survey").column("responded_at"), zone=WEST)).value == expected


def test_the_zone_of_a_qualtrics_export_is_part_of_the_mapping(warehouse: Warehouse, tmp_path: Path) -> None:
    text = (
        "StartDate,EndDate,Status,Finished,RecordedDate,ResponseId,Q1,Q2\n"
        "Start Date,End Date,Response Type,Finished,Recorded Date,Response ID,What is your student ID?,Career clarity\n"
        + ",".join(
            '"' + json.dumps({"ImportId": name, "timeZone": "America/Los_Angeles"}).replace('"', '""') + '"'
            for name in (
                "startDate",
                "endDate",
                "status",
                "finished",
                "recordedDate",
                "_recordId",
                "QID1",
                "QID2",
            )
        )
        + "\n2026-03-02 23:00:00,2026-03-02 23:29:00,IP Address,True,2026-03-02 23:30:00,R_1,S1,4\n"
    )
    report = take(warehouse, tmp_path / "q.csv", text)
    assert report.status == "imported"
    assert parse_mapping(report.mapping_toml).zone == WEST
    assert any("brought from America/Los_Angeles" in note for note in report.notes)
    with warehouse.recording("testing") as connection:
        rows = fetch(connection, "select responded_at from record.survey")
    assert rows == [{"responded_at": "2026-03-03 02:30:00"}]
    again = parse_mapping(report.mapping_toml)
    assert again.zone == WEST
