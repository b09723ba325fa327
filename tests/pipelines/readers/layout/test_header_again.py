"""A header among the rows: what is below it belongs where it says."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.readers import COMMAND_LIMITS, sandbox
from pipelines.readers.layout.header_again import HeaderWatch
from pipelines.readers.records import FileRecord
from tests.pipelines.readers.written_tables import as_csv, only

HEADER = ["student_id", "contact_name", "employer", "held_on"]
FIRST = ["S1", "Ana", "Acme", "2026-03-01"]
MARK = "\ufeff"


def pasted(*parts: str) -> str:
    return "student_id,contact_name,employer,held_on\nS1,Ana,Acme,2026-03-01\n" + "".join(parts)


@pytest.mark.parametrize(
    "below",
    [
        "held_on,employer,contact_name,student_id\n2026-03-02,Beta,Bo,S2\n",
        "Held On,Employer,Contact Name,Student ID\n2026-03-02,Beta,Bo,S2\n",
        "STUDENT ID,CONTACT NAME,EMPLOYER,HELD ON\nS2,Bo,Beta,2026-03-02\n",
        "\n\nheld_on,employer,contact_name,student_id\n2026-03-02,Beta,Bo,S2\n",
        f"{MARK}student_id,contact_name,employer,held_on\nS2,Bo,Beta,2026-03-02\n",
        f'{MARK}"student_id","contact_name","employer","held_on"\n"S2","Bo","Beta","2026-03-02"\n',
        f"{MARK}S2,Bo,Beta,2026-03-02\n",
        "employer,held_on,student_id,contact_name,\nBeta,2026-03-02,S2,Bo,\n",
    ],
)
def test_rows_below_a_later_header_stand_where_the_first_one_has_them(understand, below: str) -> None:
    table = only(understand(pasted(below)))
    assert [cells for _, cells in table.rows()] == [FIRST, ["S2", "Bo", "Beta", "2026-03-02"]]
    assert not table.bad_rows


def test_a_later_header_with_fewer_columns_leaves_the_others_blank(understand) -> None:
    table = only(understand(pasted("held_on,student_id,contact_name\n2026-03-02,S2,Bo\n")))
    assert [cells for _, cells in table.rows()] == [FIRST, ["S2", "Bo", "", "2026-03-02"]]
    assert [(one.row, one.detail) for one in table.skipped] == [
        (3, "the header again, with other columns or another order")
    ]
    assert not table.mended


def test_a_column_the_first_header_lacks_is_asked_for_where_it_is_filled(understand) -> None:
    below = (
        "student_id,contact_name,employer,held_on,mode\nS2,Bo,Beta,2026-03-02,phone\nS3,Cy,Beta,2026-03-03,\n"
    )
    table = only(understand(pasted(below)))
    assert [number for number, _ in table.rows()] == [2, 5]
    (bad,) = table.bad_rows
    assert (bad.row, bad.code) == (4, "column_of_later_header")
    assert "row 3" in bad.message
    assert "“mode”" in bad.message


def test_the_first_order_comes_back_with_its_header(understand) -> None:
    parts = ("held_on,student_id,contact_name,employer\n2026-03-02,S2,Bo,Beta\n",
             "student_id,contact_name,employer,held_on\nS3,Cy,Core,2026-03-03\n")  # fmt: skip
    table = only(understand(pasted(*parts)))
    assert [cells for _, cells in table.rows()] == [
        FIRST,
        ["S2", "Bo", "Beta", "2026-03-02"],
        ["S3", "Cy", "Core", "2026-03-03"],
    ]


def test_a_total_line_below_a_later_header_is_one(understand) -> None:
    text = "student_id,contact_name,held_on,minutes\nS1,Ana,2026-03-01,10\nminutes,held_on,student_id,contact_name\n"
    table = only(understand(text + "20,2026-03-02,S2,Bo\nTotal,,,30\n"))
    assert [(one.row, one.rule) for one in table.skipped] == [(3, "note"), (5, "total_line")]


def test_ragged_rows_below_a_later_header_are_held_against_it(understand) -> None:
    rows = as_csv(*[[f"S{at}", "Ana", "Acme", "2026-03-01"] for at in range(2, 6)])
    below = (
        "held_on,student_id,contact_name,employer\n"
        "2026-03-02,S7,Bo,Beta\n"
        "2026-03-02,S8,Bo\n"
        "S9,Bo,Beta\n"
        "2026-03-02,S9,Bo,Beta,x\n"
    )
    table = only(understand(pasted(rows, below)))
    assert [cells for _, cells in table.rows()][-2:] == [
        ["S7", "Bo", "Beta", "2026-03-02"],
        ["S8", "Bo", "", "2026-03-02"],
    ]
    assert [(one.row, one.rule) for one in table.mended] == [(9, "missing_trailing_cells")]
    assert [(one.row, one.code) for one in table.bad_rows] == [(10, "too_few_cells"), (11, "too_many_cells")]
    assert table.rows_read == table.row_count + len(table.skipped) + len(table.bad_rows)


@pytest.mark.parametrize(
    "row",
    [
        ["Email", "Reply", ""],  # values that are names of columns: too few
        ["S2", "contact name", "employer"],
        ["student_id", "Ana", "2026-03-02"],
        ["employer", "7", "2026-03-01"],
        [],
    ],
)
def test_a_row_is_no_header(row: list[str]) -> None:
    assert HeaderWatch([*HEADER, "reply", "email"]).order_in(FileRecord(5, row)) is None


def test_of_two_columns_of_one_name_each_has_its_place() -> None:
    order = HeaderWatch(["id", "note", "name", "note"]).order_in(
        FileRecord(9, ["note", "note", "id", "name"])
    )
    assert order is not None
    assert order.applied(["n1", "n2", "7", "Ana"], 4) == ["7", "n1", "Ana", "n2"]


def test_a_nameless_column_stays_in_its_place() -> None:
    order = HeaderWatch(["", "id", "name", "day"]).order_in(FileRecord(9, ["", "day", "id", "name"]))
    assert order is not None
    assert order.applied(["1", "May 3", "7", "Ana"], 4) == ["1", "7", "Ana", "May 3"]
    assert not order.unknown


def test_a_table_of_one_column_has_no_other_order() -> None:
    assert HeaderWatch(["student_id", ""]).order_in(FileRecord(3, ["student_id"])) is None


NAMES = ["student_id", "contact_name", "employer", "held_on", "channel", "minutes", "notes"]


@settings(max_examples=100)
@given(
    st.lists(st.sampled_from(NAMES), min_size=3, max_size=7, unique=True),
    st.integers(1, 4),
    st.integers(0, 3),
    st.randoms(use_true_random=False),
)
def test_any_order_of_any_header_reads_as_one_table(
    names: list[str], parts: int, rows: int, rng: random.Random
) -> None:
    """Each part shuffles the columns; read, they are one table in the order of the first header."""
    lines, expected = [], []
    for part in range(parts):
        order = names if part == 0 else rng.sample(names, len(names))
        lines.append(order)
        for at in range(rows + 1):
            row = {name: f"{name[:3].upper()}-{part}{at}" for name in names}
            lines.append([row[name] for name in order])
            expected.append([row[name] for name in names])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "log.csv"
        path.write_text(as_csv(*lines))
        table = only(sandbox.understand(path, Path(folder), COMMAND_LIMITS, False))
        assert [cells for _, cells in table.rows()] == expected
