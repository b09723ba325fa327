"""Moments a survey tool stamped come in at the office's own time."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from pipelines.mapping.cell_values.parsers import parse
from pipelines.mapping.cell_values.reading import ColumnReading
from pipelines.mapping.mapping_file import parse_mapping
from pipelines.mapping.zones import Shift, known_zone, shifted
from pipelines.sources.catalog import source
from pipelines.store.warehouse import Warehouse, fetch
from tests.pipelines.mapping.taking import take


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    return Warehouse(tmp_path / "warehouse", wait_seconds=60)


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


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("America/New_York", "America/New_York"),
        (" UTC ", "UTC"),
        ("Z", "UTC"),
        ("GMT", "UTC"),
        ("Mars", ""),
        ("", ""),
        ("../etc", ""),
    ],
)
def test_a_zone_is_known_by_the_zone_database(name: str, known: str) -> None:
    assert known_zone(name) == known


@pytest.mark.parametrize(
    ("offset", "expected"),
    [
        ("", (date(2026, 3, 1), "20:30:00")),
        ("Z", (date(2026, 3, 1), "20:30:00")),
        ("+02:00", (date(2026, 3, 1), "18:30:00")),
        ("-0500", (date(2026, 3, 2), "01:30:00")),
        ("GMT-05:30", (date(2026, 3, 2), "02:00:00")),
        ("(GMT+01:00)", (date(2026, 3, 1), "19:30:00")),
        ("+24:00", (date(2026, 3, 1), "20:30:00")),  # no offset at all: the file's zone holds
        ("EST", (date(2026, 3, 1), "20:30:00")),
    ],
)
def test_an_offset_in_the_cell_outweighs_the_files_zone(offset: str, expected: tuple[date, str]) -> None:
    assert shifted(date(2026, 3, 2), "01:30:00", offset, Shift("UTC", "America/New_York", ())) == expected


def test_a_shift_is_written_with_its_columns_in_order() -> None:
    written = Shift("UTC", "America/New_York", ("b", "a")).as_dict()
    assert written == {"of": "UTC", "to": "America/New_York", "columns": ["a", "b"]}
