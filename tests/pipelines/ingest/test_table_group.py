"""Which tables of a file are taken together, and under which headers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from pipelines.errors import FileRefused
from pipelines.ingest.file_look import TableLook, look_at
from pipelines.ingest.table_group import tables_taken
from pipelines.readers import CellFile, RawTable, Reading

LOG = ("student_id", "contact_name", "contact_employer", "held_on")
ROWS = (("S1", "Ana Kurz", "Acme", "2026-03-01"), ("S2", "Bo Lang", "Beta", "2026-03-02"))
ROSTER = ("student_id", "email", "first_name", "last_name", "class_year")
PEOPLE = tuple((f"S{n}", f"s{n}@u.edu", "Ana", "Kurz", "2026") for n in range(9))


@pytest.fixture
def looks(tmp_path: Path) -> object:
    def looks(*sheets: tuple[str, Sequence[str], Sequence[Sequence[str]]]) -> tuple[TableLook, ...]:
        tables = []
        for number, (name, columns, rows) in enumerate(sheets):
            cells = tmp_path / f"cells-{number}.csv"
            lines = (",".join(f'"{cell}"' for cell in (str(at), *row)) for at, row in enumerate(rows, 2))
            cells.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
            columns = tuple(columns)
            blank = ("",) * len(columns)
            tables.append(
                RawTable(
                    name, columns, blank, (1,), (), len(rows), (), (), "", CellFile(cells, is_original=False)
                )
            )
        return look_at(Reading("log.xlsx", "", 0, "xlsx", "", "", "", tuple(tables), ())).tables

    return looks


def names(tables: Sequence[RawTable]) -> list[str]:
    return [table.sheet for table in tables]


def test_sheets_of_the_same_columns_come_together_in_the_file_s_order(looks) -> None:
    group, guess = tables_taken(looks(("Fall", LOG, ROWS), ("Spring", LOG, ROWS)), "")
    assert (guess.source, names(group.tables), group.columns, group.notes) == (
        "interview_log",
        ["Fall", "Spring"],
        LOG,
        (),
    )


def test_a_column_more_and_another_order_cost_no_sheet(looks) -> None:
    more = [*LOG[::-1], "minutes"]
    rows = [[*row[::-1], "30"] for row in ROWS]
    group, _ = tables_taken(looks(("Fall", LOG, ROWS), ("Spring", more, rows)), "")
    assert names(group.tables) == ["Fall", "Spring"]
    assert sorted(group.columns) == sorted((*LOG, "minutes"))
    assert len(group.labels) == len(group.columns)


def test_a_header_that_means_the_same_is_read_under_the_first_one_s_name_and_said(looks) -> None:
    other = ("student_id", "contact_name", "Company", "Date of interview")
    group, _ = tables_taken(looks(("Fall", LOG, ROWS), ("Spring", other, ROWS)), "")
    assert names(group.tables) == ["Fall", "Spring"]
    assert group.tables[1].columns == LOG
    (note,) = group.notes
    assert note.startswith(
        "Sheet “Spring” was read with “Company” as “contact_employer”, “Date of interview” as"
    )


def test_a_sheet_of_another_kind_stays_out_and_what_is_said_decides(looks) -> None:
    both = looks(("Log", LOG, ROWS), ("People", ROSTER, PEOPLE))
    for source, taken in (("interview_log", ["Log"]), ("roster", ["People"])):
        group, guess = tables_taken(both, source)
        assert (guess.source, names(group.tables)) == (source, taken)


def test_a_sheet_without_what_is_needed_stays_out(looks) -> None:
    summary = ("student_id", "contact_employer")
    group, _ = tables_taken(looks(("Summary", summary, [["S1", "Acme"]] * 3), ("Log", LOG, ROWS)), "")
    assert names(group.tables) == ["Log"]


def test_of_equal_guesses_more_rows_lead(looks) -> None:
    renamed = ("student_id", "contact_name", "contact_employer", "held_on", "Notes")
    many = [[*row, "x"] for row in ROWS * 5]
    group, _ = tables_taken(looks(("Old", LOG, ROWS), ("New", renamed, many)), "interview_log")
    assert set(names(group.tables)) == {"Old", "New"}


def test_where_every_sheet_is_none_of_ours_the_first_one_s_reason_is_said(looks) -> None:
    connections = ("First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On")
    rows = [["Ana", "Kurz", "https://linkedin.com/in/ana", "", "Acme", "CEO", "12 Mar 2024"]] * 3
    with pytest.raises(FileRefused, match="LinkedIn"):
        tables_taken(looks(("Connections", connections, rows)), "")
