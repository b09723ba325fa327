"""Cells that are left blank though their rows come in: listed by text, and said."""

from __future__ import annotations

from typing import Any

from pipelines.ingest.not_recorded import SHOWN_OF_A_COLUMN, in_words, listed


def cell(found: str, count: int = 1, row: int = 2, why: str = "is not a number.") -> dict[str, Any]:
    return {
        "found": found,
        "code": "bad_number",
        "why": f"“{found}” {why}",
        "expected": "3",
        "count": count,
        "row": row,
    }


def test_no_cells_no_words() -> None:
    assert in_words([]) == []


def test_one_cell_is_said_with_its_place_and_how_to_decide() -> None:
    first, where, decide = in_words(list(listed("minutes", "Duration", [cell("a while", row=7)])))
    assert first == "1 cell is not recorded; its row comes in:"
    assert where == "  In “Duration”, row 7: “a while” is not a number. Expected: 3."
    assert "[values.minutes] “a while” = …" in decide


def test_cells_of_one_reason_are_said_together_and_another_reason_for_itself() -> None:
    cells = [cell("a while", 3), cell("long", row=4), cell("$5", row=5, why="is money.")]
    lines = in_words(list(listed("minutes", "Duration", cells)))
    assert lines[0] == "5 cells are not recorded; their rows come in:"
    assert lines[1] == (
        "  In “Duration”, 3 cells, first in row 2: “a while” is not a number. Likewise “long” (row 4). Expected: 3."
    )
    assert lines[2] == "  In “Duration”, row 5: “$5” is money. Expected: 3."


def test_a_column_without_any_readable_cell_is_said_not_to_be_taken() -> None:
    lines = in_words(list(listed("followed_up_on", "Followed up?", [cell("Yes")], is_all=True)))
    assert "  “Followed up?” is not taken: none of its cells can be read." in lines


def test_what_is_too_much_to_list_is_counted() -> None:
    cells = [cell(f"text {n}", 2) for n in range(SHOWN_OF_A_COLUMN + 3)]
    entries = list(listed("minutes", "Duration", cells))
    assert len(entries) == SHOWN_OF_A_COLUMN + 1
    assert (entries[-1].found, entries[-1].count, entries[-1].code) == ("", 6, "more")
    assert sum(entry.count for entry in entries) == 2 * len(cells)
    lines = in_words(entries)
    assert lines[0].startswith("406 cells are not recorded")
    assert "390 more cells" in lines[1]
    assert any("6 more cells of this column" in line for line in lines)
