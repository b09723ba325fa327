"""What each table of a file looks like, asked once, and what is said of its sheets."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.ingest.file_look import FileSheet, look_at
from pipelines.readers import COMMAND_LIMITS, Reading, read
from tests.pipelines.readers.written_tables import as_workbook

SHEETS = {
    "Talks": ["student_id", "contact_name", "held_on", "channel"],
    "Pets": ["pet", "color"],
    "Booked": ["Appointment type", "Staff member", "Checked in", "Student ID"],
}


@pytest.fixture
def reading(tmp_path: Path) -> Reading:
    sheets = {
        name: [header, *([f"x{row}{place}" for place in range(len(header))] for row in range(number))]
        for number, (name, header) in enumerate(SHEETS.items(), start=1)
    }
    (tmp_path / "all.xlsx").write_bytes(as_workbook(sheets))
    return read(tmp_path / "all.xlsx", tmp_path, COMMAND_LIMITS)


def test_every_table_has_its_guesses_or_its_refusal(reading: Reading) -> None:
    look = look_at(reading)
    talks, pets, booked = look.tables
    assert (talks.guesses[0].source, talks.looks_like) == ("interview_log", "interview_log")
    assert pets.guesses
    assert (pets.looks_like, pets.refusal) == ("", None)
    assert booked.guesses == ()
    assert booked.refusal
    assert "appointments" in booked.refusal.message


def test_sheets_are_told_in_their_order(reading: Reading) -> None:
    look = look_at(reading)
    assert list(look.sheets([reading.tables[0]])) == [
        FileSheet("Talks", 1, True, "interview_log"),
        FileSheet("Pets", 2, False, ""),
        FileSheet("Booked", 3, False, ""),
    ]
    assert not any(sheet.is_taken for sheet in look.sheets())


def test_a_table_without_a_name_is_no_sheet(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("student_id,contact_name,held_on\nS1,Ann,2026-03-02\n", encoding="utf-8")
    assert list(look_at(read(path, tmp_path, COMMAND_LIMITS)).sheets()) == []
