"""On a terminal each thing that is left open comes with the option that settles it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from pipelines.cli.hints import hints
from pipelines.errors import Problem
from pipelines.ingest.file_look import FileSheet
from pipelines.ingest.import_report import ImportReport
from pipelines.ingest.row_plan import DateQuestion
from pipelines.mapping.matching import Match
from pipelines.mapping.open_question import OpenQuestion
from pipelines.mapping.saved_mappings import UsedMapping
from pipelines.mapping.unknown_spellings import UnknownValue

IN = ImportReport("a.csv", "interview_log", status="imported")
OUT = ImportReport("a.csv")


@pytest.mark.parametrize(
    ("report", "changes", "hint"),
    [
        (
            OUT,
            {"questions": (OpenQuestion("What is it?", "source"),)},
            "Use --ask, or --source with one of roster, ",
        ),
        (
            OUT,
            {"questions": (OpenQuestion("Who?", "column", "contact_name"),)},
            "Use --ask to answer, or name the",
        ),
        (
            OUT,
            {"matches": (Match("a", None, "none", 0.0),)},
            "Use --ask to answer, or name the columns in a mapping",
        ),
        (
            OUT,
            {"problems": (Problem("student_from_sheet", "Confirm it.", expected="@sheet"),)},
            'under [columns]: student_id = "@sheet".',
        ),
        (IN, {"date_order": (DateQuestion("held_on", "When", "mdy", True, "1/2/2026"),)}, "date_order ="),
        (
            IN,
            {"sheets": (FileSheet("A", 1, True, ""), FileSheet("B", 1, False, ""))},
            "give the file again with --sheet “B”",
        ),
        (IN, {"unknown_values": (UnknownValue("channel", "Via", "web", 1),)}, "Use --ask to say once"),
        (IN, {"saved_mapping": UsedMapping("F", "f", "roster", 1.0, "")}, "Use --no-saved to ignore"),
    ],
)
def test_what_is_left_open_has_its_option(report: ImportReport, changes: dict[str, Any], hint: str) -> None:
    (said,) = hints(replace(report, **changes))
    assert hint in said


def test_where_nothing_is_open_there_is_nothing_to_say() -> None:
    assert list(hints(IN)) == []
    assert list(hints(replace(OUT, message="It is a PDF."))) == []
