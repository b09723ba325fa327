"""What the readers of all workbooks share: values as text, and a sheet that is read as often as asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import pytest

from pipelines.errors import FileRefused
from pipelines.readers.formats import sheets
from pipelines.readers.formats.sheets import (
    MAX_COLUMNS,
    MAX_ROWS,
    SheetTraits,
    SpooledSheet,
    duration_text,
    is_percentage,
    text_of,
    with_zeros,
)
from pipelines.readers.records import Merge


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("", ""),
        (True, "TRUE"),
        (False, "FALSE"),
        (123, "123"),
        (2**60, "1152921504606846976"),
        (123.0, "123"),
        (0.1 + 0.2, "0.3"),
        (1e-7, "0.0000001"),
        (1.2e10, "12000000000"),
        (1234567890123456.0, "1234567890123460"),  # fifteen digits are all a spreadsheet keeps
        (-0.0, "0"),
        (-1.5, "-1.5"),
        (float("nan"), ""),
        (float("inf"), ""),
        (float("-inf"), ""),
        (dt.date(2026, 3, 2), "2026-03-02"),
        (dt.datetime(2026, 3, 2), "2026-03-02"),
        (dt.datetime(2026, 3, 2, 14, 5), "2026-03-02 14:05:00"),
        (dt.datetime(2026, 3, 2, 8, 59, 59, 999_995), "2026-03-02 09:00:00"),
        (dt.datetime(2026, 3, 2, 8, 59, 59, 499_999), "2026-03-02 08:59:59"),
        (dt.datetime(2026, 3, 1, 23, 59, 59, 500_000), "2026-03-02"),
        (dt.time(9, 30, 15, 400), "09:30:15"),
        (dt.timedelta(hours=30, minutes=5), "30:05:00"),
        ('="00123"', "00123"),
        ('=""', ""),
        ('="a"b"', '="a"b"'),
        ('say ="1"', 'say ="1"'),
        ("one_x000D_\ntwo_x0009_three_x000A_", "one\ntwo\tthree\n"),
        ("_x0041_", "_x0041_"),
        (Decimal("1.50"), "1.50"),  # whatever else a library may hand over
    ],
)
def test_a_value_as_text(value: object, text: str) -> None:
    assert text_of(value) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "0:00:00"), (59.6, "0:01:00"), (3_599, "0:59:59"), (108_305, "30:05:05"), (-3_661, "-1:01:01")],
)
def test_a_duration_counts_its_hours(seconds: float, text: str) -> None:
    assert duration_text(dt.timedelta(seconds=seconds)) == text


@pytest.mark.parametrize(
    ("text", "number_format", "shown"),
    [
        ("123", "00000", "00123"),
        ("123456", "00000", "123456"),
        ("7", "00", "07"),
        ("7", "0", "7"),
        ("1.5", "00000", "1.5"),
        ("-7", "00000", "-7"),
        ("7", "00.0", "7"),
        ("7", "0" * 30, "7".zfill(30)),
        ("7", "0" * 31, "7"),  # a mistake, not an id
        ("7", "General", "7"),
    ],
)
def test_zeros_that_a_number_format_gives_back(text: str, number_format: str, shown: str) -> None:
    assert with_zeros(text, number_format) == shown


@pytest.mark.parametrize(
    ("number_format", "expected"),
    [("0%", True), ("0.00 %", True), ('0"%"', False), ("0\\%", False), ("General", False), ('"of"0%', True)],
)
def test_percentages_are_told_by_their_format(number_format: str, expected: bool) -> None:
    assert is_percentage(number_format) is expected


# --- a sheet ---


@dataclass
class Sheet:
    """A sheet of any format, already in memory."""

    numbered: Sequence[tuple[int, list[str]]]
    merges: tuple[Merge, ...] = ()
    name: str = "Log"
    is_hidden: bool = False
    traits_: SheetTraits = field(default_factory=SheetTraits)

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        yield from self.numbered

    def traits(self) -> SheetTraits:
        return SheetTraits(merges=self.merges)


def spooled(tmp_path: Path, *numbered: tuple[int, list[str]], merges: tuple[Merge, ...] = ()) -> SpooledSheet:
    return SpooledSheet(Sheet(numbered, merges), tmp_path / "sheet-1.csv")


def rows_of(sheet: SpooledSheet) -> list[tuple[int, list[str]]]:
    return [(record.number, list(record.cells)) for record in sheet()]


def test_rows_are_as_wide_as_the_widest_and_blank_ones_are_none(tmp_path: Path) -> None:
    sheet = spooled(tmp_path, (2, ["a", "b", " "]), (3, ["", " "]), (5, ["x"]), (6, ["", "", "y", ""]))
    assert sheet.reach == 3
    assert rows_of(sheet) == [(2, ["a", "b", ""]), (5, ["x", "", ""]), (6, ["", "", "y"])]
    assert rows_of(sheet) == rows_of(sheet)


def test_cells_with_line_breaks_survive_the_spool(tmp_path: Path) -> None:
    assert rows_of(spooled(tmp_path, (1, ['a\r\n"b"', "c\rd"]))) == [(1, ['a\r\n"b"', "c\rd"])]


NAMES = [(1, ["student", "contact"]), (2, ["s1", "Ana"]), (3, ["", "Bo"]), (4, ["", "Cy"]), (5, ["", "Di"])]


@pytest.mark.parametrize(
    ("merges", "students", "below_the_header"),
    [
        ((), ["s1", "", "", ""], 0),
        ((Merge(2, 3, 1, 1),), ["s1", "s1", "", ""], 1),
        ((Merge(2, 4, 1, 1),), ["s1", "s1", "s1", ""], 1),
        ((Merge(2, 2, 1, 2),), ["s1", "", "", ""], 0),  # to the right only
        ((Merge(3, 5, 1, 1),), ["s1", "", "", ""], 1),  # nothing in it
        ((Merge(2, 5, 7, 7),), ["s1", "", "", ""], 1),  # beyond the cells
        ((Merge(1, 2, 1, 1),), ["s1", "", "", ""], 0),  # of the header
        ((Merge(1, 5, 1, 1),), ["s1", "student", "student", "student"], 0),
        ((Merge(2, 3, 1, 1), Merge(2, 5, 2, 2)), ["s1", "s1", "", ""], 2),
    ],
)
def test_a_cell_merged_downward_is_in_the_rows_it_covers(
    tmp_path: Path, merges: tuple[Merge, ...], students: list[str], below_the_header: int
) -> None:
    sheet = spooled(tmp_path, *NAMES, merges=merges)
    assert [cells[0] for _, cells in rows_of(sheet)][1:] == students
    assert [cells[1] for _, cells in rows_of(sheet)][1:] == ["Ana", "Bo", "Cy", "Di"]
    assert sheet.merged_below(1) == below_the_header


def test_a_merge_that_begins_in_a_blank_row_fills_nothing(tmp_path: Path) -> None:
    sheet = spooled(tmp_path, (1, ["a", "b"]), (4, ["", "x"]), merges=(Merge(2, 4, 1, 1),))
    assert rows_of(sheet) == [(1, ["a", "b"]), (4, ["", "x"])]


def test_more_merges_than_anybody_makes_are_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MAX_MERGES", 1)
    merges = (Merge(2, 3, 1, 1), Merge(4, 5, 1, 1))
    assert spooled(tmp_path, *NAMES, merges=merges).merges == merges[:1]


def test_a_sheet_may_be_as_large_as_the_limits_and_no_larger(tmp_path: Path) -> None:
    assert spooled(tmp_path, (MAX_ROWS, ["x"] * MAX_COLUMNS)).reach == MAX_COLUMNS == 200
    with pytest.raises(FileRefused, match="“Log” has more than 1,000,000 rows"):
        spooled(tmp_path, (MAX_ROWS + 1, ["x"]))
    with pytest.raises(FileRefused, match="“Log” has 201 columns in row 3"):
        spooled(tmp_path, (3, ["x"] * (MAX_COLUMNS + 1)))
